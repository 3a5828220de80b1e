"""What several verbs share: options spelled alike, and the things that they name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

DEFAULT_STORE = "torkham.gpkg"

gazetteers_option = click.option(
    "--gazetteer",
    "gazetteers",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    envvar="TORKHAM_GAZETTEER",
    help="A CSV in place of the shipped data/gazetteer.csv; or a file of `torkham gazetteer build-world`, which answers"
    f" where the CSV has no answer. May be given several times.  [TORKHAM_GAZETTEER, parted by {os.pathsep!r}]",
)
store_option = click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="FILE",
    envvar="TORKHAM_STORE",
    help="The store: a GeoPackage file, or a PostGIS at postgresql://…",
)
published_option = click.option(
    "--published",
    metavar="DATE",
    callback=lambda _ctx, _param, value: _day(value),
    help="The day an article appeared (ISO 8601), where the article does not say it.",
)
quiet_option = click.option("--quiet", is_flag=True, help="No progress bars, no summary.")


def _day(value: str | None) -> date | None:
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; expected ISO 8601, such as 2024-06-28") from None


def query_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the query words, spelled as in the API and the page's address."""
    words = {
        "bbox": "west,south,east,north in degrees",
        "datetime": "2024-03-18, 2024-01-01/2024-06-30, ../2023-01-01",
        "layer": "incident or diplomacy",
        "type": "ACLED event or sub-event type, or PLOVER type",
        "status": "happened, ongoing, planned, alleged, denied, cancelled",
        "country": "ISO 3166-1 alpha-2, such as PK",
        "admin1": "province, as the gazetteer names it",
        "admin2": "district, as the gazetteer names it",
        "geo_precision": "1 town or exact site, 2 district, 3 province, 4 country",
        "place": "gazetteer id",
        "id": "id of a single event",
        "actor": "name, or part of it",
        "source": "publisher",
        "q": "words in titles, places, actors and evidence",
        "near_border_km": "kilometres from the frontier at the most",
        "min_fatalities": "deaths told at the least",
        "limit": "how many events at the most",
    }
    for word, text in reversed(words.items()):
        option = "--" + word.replace("_", "-")
        many = word not in ("bbox", "datetime", "near_border_km", "min_fatalities", "limit")
        command = click.option(option, word, metavar="VALUE", multiple=many, help=text)(command)
    return command


def progress_bar(length: int, label: str, *, quiet: bool) -> Any:
    """Return a bar on standard error for work of a known length; hidden where nobody looks."""
    return click.progressbar(length=length, label=label, hidden=quiet or not sys.stderr.isatty(), file=sys.stderr)


def given_words(words: dict[str, Any]) -> dict[str, Any]:
    """Return the query words that were given, as parse_query takes them."""
    given = {word: value for word, value in words.items() if value}
    return {word: list(value) if isinstance(value, tuple) else value for word, value in given.items()}


def open_store(target: str, *, must_exist: bool = False) -> Any:
    """Return the store at `target`, told how to measure distances to the frontier. Raises StoreError."""
    from functools import lru_cache

    from geo import store
    from geo.boundaries import Boundaries
    from geo.errors import StoreError
    from geo.shipped import data_folder

    if must_exist and "://" not in target and not Path(target).exists():
        raise StoreError(f"{target}: there is no such store; `torkham ingest` or `torkham serve` makes one")
    frontier_km = Boundaries(data_folder() / "boundaries").frontier_km  # many events are at one place
    return store.open_store(target, frontier_km=lru_cache(100_000)(frontier_km))
