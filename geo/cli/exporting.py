"""`torkham export`: events out to a file."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from geo.cli.options import given_words, open_store, query_options, quiet_option, store_option
from geo.errors import SourceError

FORMS = ("csv", "geojson", "gpkg", "kml", "parquet", "fgb", "acled", "ucdp", "hxl")


@click.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT")
@click.option("--format", "form", type=click.Choice(FORMS), help="Default: by the ending of OUT.")
@store_option
@query_options
@quiet_option
def export(out: Path, form: str | None, store: str, quiet: bool, **words: Any) -> None:
    """Write the events that the query words select to OUT, whole or not at all.

    \b
    csv      UTF-8, safe in spreadsheets        fgb      FlatGeobuf
    geojson  RFC 7946                           kml      for Google Earth
    gpkg     GeoPackage, for QGIS and GDAL      acled    CSV in ACLED's columns     (.acled.csv)
    parquet  GeoParquet, for pandas, DuckDB     ucdp     CSV in UCDP GED's columns  (.ucdp.csv)
                                                hxl      CSV with a row of HXL tags (.hxl.csv)

    gpkg, parquet and fgb need more libraries: pip install 'torkham[geo]'. What csv, geojson, gpkg, parquet and fgb
    hold, `torkham import` reads back. ACLED and UCDP have rows for some events only; how many were left out is told.

    \b
    Example:
      torkham export --country PK --datetime 2023-01-01/2023-12-31 events.csv
      torkham export --layer incident --near-border-km 50 frontier.gpkg
      torkham export --format acled incidents.csv
    """
    from geo.exchange import FORMATS, StoredArticles, chosen, write_file
    from geo.exchange.formats import format_of
    from geo.store import parse_query

    kind = FORMATS[form] if form else format_of(out)
    if kind is None:
        raise SourceError(f"{out}: the ending tells no format; give --format {'|'.join(FORMS)}")
    if out.exists() and Path(store).exists() and out.samefile(store):
        raise SourceError(f"{out} is the store itself; write to another file")
    query = parse_query(given_words(words), limit=None)
    with open_store(store, must_exist=True) as opened:
        events, count = chosen(opened, query)
        shown = click.progressbar(
            events, length=count, label="Writing", hidden=quiet or not sys.stderr.isatty(), file=sys.stderr,
            update_min_steps=100,
        )  # fmt: skip
        with shown as some:
            left_out = write_file(kind, out, some, StoredArticles(opened))
    if not quiet:
        click.echo(f"{count - left_out.total():,} events written to {out}", err=True)
        _tell(left_out)


def _tell(left_out: Counter[str]) -> None:
    for reason, count in left_out.most_common():
        click.echo(f"{count:,} left out, for which the format has no row: {reason}", err=True)
