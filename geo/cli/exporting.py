"""`torkham export`: events out to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from geo.cli.options import open_store, query_options, store_option
from geo.errors import SourceError


@click.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["csv", "geojson"]), help="Default: by the ending of OUT.")
@store_option
@query_options
def export(out: Path, form: str | None, store: str, **words: Any) -> None:
    """Write the events that the query words select to OUT, whole or not at all.

    \b
    Example:
      torkham export --country PK --datetime 2023-01-01/2023-12-31 events.csv
    """
    from geo.exchange import write_csv, write_geojson
    from geo.store import parse_query

    form = form or out.suffix.lstrip(".").lower()
    writers = {"csv": write_csv, "geojson": write_geojson, "json": write_geojson}
    if form not in writers:
        raise SourceError(f"{out}: the ending does not tell the format; give --format csv or geojson")
    given = {word: value for word, value in words.items() if value}
    words = {word: list(value) if isinstance(value, tuple) else value for word, value in given.items()}
    query = parse_query(words, limit=None)
    with open_store(store, must_exist=True) as opened:
        events = opened.events(query)
        articles = {article.id: article for article in opened.articles()}
        part = out.with_name(out.name + ".part")
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                writers[form](events, file, articles)
            part.replace(out)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise SourceError(f"{out}: cannot be written: {error.strerror or error}") from error
    click.echo(f"{len(events)} events written to {out}", err=True)
