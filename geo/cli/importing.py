"""`torkham import`: events of data sets, and exports of ours, into the store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.cli.options import gazetteers_option, given_words, open_store, quiet_option, store_option
from geo.errors import DataError, SourceError, TorkhamError

if TYPE_CHECKING:
    from geo.exchange.importing import Import, Taken
    from geo.store import Put, Query, Store

FORMS = ("ucdp", "acled", "gdelt", "csv", "geojson", "gpkg", "fgb", "parquet")
_BATCH = 2_000  # events of an export of ours that are kept at once
_STEP = 200  # rows between two looks at how far a file has been read


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE…")
@click.option("--as", "form", type=click.Choice(FORMS), help="Default: by the name and the columns.")
@click.option("--mapping", type=click.Path(path_type=Path, dir_okay=False), metavar="TOML",
              help="What the columns of FILE are, see below.")  # fmt: skip
@click.option("--layer-name", default="", metavar="NAME", help="Which of several layers of a GeoPackage.")
@click.option("--no-merge", is_flag=True, help="Keep events apart from those of articles that tell of the same.")
@click.option("--replace", is_flag=True, help="Take away events of the same data set that FILE does not hold.")
@click.option("--bbox", metavar="VALUE", help="Only rows in west,south,east,north in degrees.")
@click.option("--datetime", "days", metavar="VALUE", help="Only rows of a day or days: 2024-03-18, ../2023-01-01.")
@click.option("--country", metavar="VALUE", multiple=True, help="Only rows in a country, ISO 3166-1 alpha-2.")
@store_option
@gazetteers_option
@quiet_option
def import_(
    files: tuple[Path, ...], form: str | None, mapping: Path | None, layer_name: str, no_merge: bool, replace: bool,
    bbox: str | None, days: str | None, country: tuple[str, ...], store: str, gazetteers: tuple[Path, ...], quiet: bool,
) -> None:  # fmt: skip
    """Read events that others coded into the store that the map shows. Importing twice adds nothing.

    \b
    ucdp     UCDP GED (CC BY 4.0)              csv geojson   exports of ours, and any
    acled    an export of ACLED                gpkg fgb      table with a mapping or
    gdelt    GDELT 2.0 events, *.export.CSV    parquet       a row of HXL tags

    Tables may be packed as .gz or .zip. Events carry their data set and its licence, and are found with --source. An
    event that an article tells of too becomes one with it. A row that cannot be read is told with its line; the
    others are imported, and the exit status is 1. What earlier files told of a data set stays, and is counted; with
    --replace only what was taken from these files stays, unless something in them could not be read.

    A mapping is a TOML file:

    \b
      id = "border-watch"                  # short, for ids of events
      publisher = "Border Watch"           # what --source and the page call it
      licence = "CC-BY-4.0"
      [columns]                            # our word = "the file's column", or several
      id = "No"
      date_start = "Date"
      type = "What"
      lat = "Lat"
      lon = "Long"
      [values.type]                        # what the file writes = what we call it
      "IED" = "Remote explosive/landmine/IED"
      [dates]
      format = "%d/%m/%Y"                  # without it, ISO 8601

    data/exchange.md lists the words, and how UCDP, ACLED, CAMEO and FIPS codes are read.

    \b
    Example:
      torkham import --as ucdp --replace GEDEvent_v24_1.csv
      torkham import --country PK --country AF 20240318120000.export.CSV.zip
      torkham import --mapping watch.toml watch.csv
    """
    from geo.exchange.mapping import read_mapping
    from geo.store import parse_query

    wanted = parse_query(given_words({"bbox": bbox, "datetime": days, "country": country}), limit=None)
    told = read_mapping(mapping) if mapping else None
    atlas = _atlas(gazetteers)
    problems: list[Any] = []
    failed: list[TorkhamError] = []
    taken: dict[str, set[str]] | None = {} if replace else None
    with open_store(store) as opened:
        for path in files:
            try:
                how: Any = {"merging": not no_merge, "wanted": wanted, "quiet": quiet, "taken": taken}
                problems += _import(path, form or "", told, layer_name, atlas, opened, **how)
            except DataError as error:
                problems += error.problems
            except TorkhamError as error:
                failed.append(error)
        if taken:
            _replace(opened, taken, is_whole=not (problems or failed), quiet=quiet)
    last = None if problems or not failed else failed.pop()
    for each in failed:
        click.echo(f"torkham: {each}", err=True)
    if problems:
        raise DataError(problems)
    if last is not None:
        raise last


def _import(
    path: Path, form: str, mapping: Any, layer: str, atlas: Any, store: Store, *, merging: bool, wanted: Query,
    quiet: bool, taken: dict[str, set[str]] | None,
) -> list[Any]:
    """Import one file, tell what was taken, and return what was wrong in it; note ids of a data set in `taken`."""
    from geo.exchange.importing import open_import

    with open_import(path, form, mapping=mapping, layer=layer) as opened:
        bar = click.progressbar(
            length=opened.rows.size, label=path.name, hidden=quiet or not sys.stderr.isatty() or not opened.rows.size,
            file=sys.stderr,
        )  # fmt: skip
        with bar:
            events = _watched(opened.events(atlas, wanted), opened, bar)
            if taken is not None:
                events = _noted(events, _ids(opened, taken))
            put = _put(events, opened, store, merging=merging)
        if not quiet:
            _tell(opened, put)
            if opened.dataset and taken is None:
                _tell_others(opened.dataset.article.id, put, store)
        return opened.problems


def _put(events: Iterable[Taken], opened: Import, store: Store, *, merging: bool) -> Put:
    if opened.dataset is not None:
        from geo.pipeline import absorb

        return absorb(opened.dataset.article, (taken.event for taken in events), store, merging=merging)
    from geo.exchange.restoring import restore
    from geo.store import Put

    counts = [restore(batch, store, opened.fault) for batch in _batched(events)]
    return Put(*map(sum, zip(*counts, strict=True))) if counts else Put()


def _ids(opened: Import, taken: dict[str, set[str]]) -> set[str]:
    if opened.dataset is None:
        raise SourceError(f"{opened.path} is an export of ours, of any number of sources; --replace is for data sets")
    return taken.setdefault(opened.dataset.article.id, set())


def _noted(events: Iterable[Taken], ids: set[str]) -> Iterator[Taken]:
    for taken in events:
        ids.add(taken.event.id)
        yield taken


def _replace(store: Store, taken: dict[str, set[str]], *, is_whole: bool, quiet: bool) -> None:
    """Let only what was taken of each data set stay, if all could be read."""
    if not is_whole:
        click.echo("nothing was taken away: not all could be read", err=True)
        return
    for key, ids in taken.items():
        gone = store.keep_only(key, ids)
        if not quiet:
            click.echo(f"{store.article(key).publisher}: {gone:,} taken away that no file given here holds", err=True)


def _tell_others(key: str, put: Put, store: Store) -> None:
    held = next(source.events for source in store.articles() if source.id == key)
    if others := held - sum(put):
        say = f"  in the store from earlier files, and not in this one: {others:,} (--replace takes them away)"
        click.echo(say, err=True)


def _batched(events: Iterable[Any]) -> Iterator[list[Any]]:
    some = iter(events)
    while batch := list(islice(some, _BATCH)):
        yield batch


def _watched(events: Iterable[Any], opened: Import, bar: Any) -> Iterator[Any]:
    done: Callable[[], int] = opened.rows.done
    seen = 0
    for number, event in enumerate(events):
        if number % _STEP == 0:
            now = done()
            bar.update(now - seen)
            seen = now
        yield event


def _tell(opened: Import, put: Put) -> None:
    name = opened.dataset.publisher if opened.dataset else "an export of ours"
    taken = f"{put.new:,} new, {put.changed:,} changed, {put.same:,} the same, {put.merged:,} in other events already"
    click.echo(f"{opened.path}: {opened.read:,} rows of {name}: {taken}", err=True)
    for reason in opened.reasons():
        click.echo(f"  {reason}", err=True)
    if opened.problems:
        click.echo(f"  {len(opened.problems):,} faults, told below by line; rows with faults were left out", err=True)


def _atlas(gazetteers: Sequence[Path]) -> Any:
    from geo.boundaries import Boundaries
    from geo.exchange.atlas import GazetteerAtlas
    from geo.exchange.countries import shipped_countries
    from geo.pipeline import read_gazetteers
    from geo.shipped import data_folder

    data = data_folder()
    return GazetteerAtlas(
        read_gazetteers(gazetteers, data / "gazetteer.csv"), Boundaries(data / "boundaries"), shipped_countries()
    )
