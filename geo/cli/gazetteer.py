"""`torkham gazetteer` and its verbs: what data maintainers ask of the file that they edit."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.options import open_store, store_option
from geo.errors import DataError


@click.group()
def gazetteer() -> None:
    """Check the gazetteer, and list the names that it lacks."""


@gazetteer.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def check(file: Path | None) -> None:
    """List every fault of a gazetteer CSV as path:line: column: what is wrong; exit 1 if there is one.

    FILE defaults to the shipped gazetteer.

    \b
    Example:
      torkham gazetteer check data/gazetteer.csv
    """
    from geo.boundaries import Boundaries
    from geo.gazetteer import check_gazetteer, read_gazetteer
    from geo.shipped import data_folder

    path = file or data_folder() / "gazetteer.csv"
    if problems := check_gazetteer(path, Boundaries(data_folder() / "boundaries")):
        raise DataError(problems)
    places = read_gazetteer(path).places
    countries = len({place.country for place in places if place.country})
    click.echo(f"{path}: {len(places)} places in {countries} countries, no faults")


@gazetteer.command()
@store_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many names at the most.")
def unresolved(store: str, limit: int) -> None:
    """List names in what has been read that look like places and have no row, the most frequent first.

    \b
    Example:
      torkham gazetteer unresolved --store border.gpkg
    """
    with open_store(store, must_exist=True) as opened:
        for name, count, article_id, sentence in list(opened.unresolved())[:limit]:
            click.echo(f"{count:5}  {name}  ({article_id}: {' '.join(sentence.split())[:120]})")
