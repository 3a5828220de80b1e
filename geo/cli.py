"""`torkham` and its verbs. Messages are for a person: what a user can mend brings no traceback, but exit status 1."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo import __version__
from geo.errors import DataError, SourceError, TorkhamError

if TYPE_CHECKING:
    from geo.model import Article
    from geo.pipeline import Knowledge

DEFAULT_STORE = "torkham.gpkg"


class Verbs(click.Group):
    """The verbs of this module, and those that other packages add under the entry point `torkham.verbs`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs."""
        return sorted({*super().list_commands(ctx), *entry_points(group="torkham.verbs").names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb by name; another package is imported only when its verb is called."""
        if command := super().get_command(ctx, cmd_name):
            return command
        for entry in entry_points(group="torkham.verbs", name=cmd_name):
            return entry.load()  # type: ignore[no-any-return]
        return None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; turn an error that a user can mend into one message and exit status 1."""
        try:
            return super().invoke(ctx)
        except TorkhamError as error:
            _tell(error)
        except BrokenPipeError:  # `torkham parse … | head` is no fault
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        raise click.exceptions.Exit(1)


def _tell(error: TorkhamError) -> None:
    if isinstance(error, DataError):
        for problem in error.problems:
            click.echo(problem, err=True)
        count = len(error.problems)
        click.echo(f"torkham: {count} fault{'s' if count != 1 else ''} in data that people edit", err=True)
    else:
        click.echo(f"torkham: {error}", err=True)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="torkham")
def main() -> None:
    """Read news of the Pakistan-Afghanistan border region into places and events, and map them.

    \b
    torkham serve                     the map in your browser, on a fresh clone with the shipped briefs
    torkham parse article.txt         what an article holds, as JSON
    torkham ingest news/ more.jsonl   read articles into the store that the map shows
    """


gazetteer_option = click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    metavar="CSV",
    envvar="TORKHAM_GAZETTEER",
    help="A gazetteer to use in place of the shipped data/gazetteer.csv.",
)
store_option = click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="FILE",
    envvar="TORKHAM_STORE",
    help="The store: a GeoPackage file.",
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


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@published_option
@gazetteer_option
@quiet_option
def parse(files: tuple[str, ...], published: date | None, gazetteer: Path | None, quiet: bool) -> None:
    """Print what each article holds, one JSON object a line. Nothing is stored.

    FILE is Markdown with front matter, plain text, JSON lines ({"id", "text", "published", …}), a folder of
    these, or - for standard input.

    \b
    Example:
      torkham parse --published 2024-06-28 article.txt
      torkham parse news.jsonl | jq '.events[].title'
    """
    from geo.exchange import reading_record
    from geo.pipeline import read

    knowledge = _knowledge(gazetteer)
    with _progress(_articles(files, published), "Reading", quiet=quiet) as articles:
        for article in articles:
            click.echo(json.dumps(reading_record(read(article, knowledge)), ensure_ascii=False))


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@store_option
@published_option
@gazetteer_option
@quiet_option
def ingest(sources: tuple[str, ...], store: str, published: date | None, gazetteer: Path | None, quiet: bool) -> None:
    """Read articles into the store that the map shows. Reading an article twice adds nothing.

    SOURCE is a file or folder as `torkham parse` reads it, or - for standard input.

    \b
    Example:
      torkham ingest --store border.gpkg news/ more.jsonl
    """
    from geo import pipeline

    knowledge = _knowledge(gazetteer)
    with open_store(store) as opened:
        articles = events = 0
        with _progress(_articles(sources, published), "Reading", quiet=quiet) as some:
            for reading in pipeline.ingest(some, knowledge, opened):
                articles += 1
                events += len(reading.events)
        if not quiet:
            click.echo(f"{articles} articles with {events} reports of events read into {store}", err=True)


@main.group()
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
        "place": "gazetteer id",
        "actor": "name, or part of it",
        "source": "publisher",
        "q": "words in titles, places, actors and evidence",
        "near_border_km": "kilometres from the frontier at the most",
        "limit": "how many events at the most",
    }
    for word, text in reversed(words.items()):
        option = "--" + word.replace("_", "-")
        many = word not in ("bbox", "datetime", "near_border_km", "limit")
        command = click.option(option, word, metavar="VALUE", multiple=many, help=text)(command)
    return command


@main.command()
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


def open_store(target: str, *, must_exist: bool = False) -> Any:
    """Return the store at `target`, told how to measure distances to the frontier. Raises StoreError."""
    from geo import store
    from geo.boundaries import Boundaries
    from geo.errors import StoreError
    from geo.shipped import data_folder

    if must_exist and not Path(target).exists():
        raise StoreError(f"{target}: there is no such store; `torkham ingest` or `torkham serve` makes one")
    return store.open_store(target, frontier_km=Boundaries(data_folder() / "boundaries").frontier_km)


def _knowledge(path: Path | None) -> Knowledge:
    from geo.pipeline import load_knowledge
    from geo.shipped import data_folder

    return load_knowledge(data_folder(), path)


def _articles(names: Iterable[str], published: date | None) -> Iterator[Article]:
    """Yield the articles of every source; a faulty one is told after the others have been read."""
    from geo.articles import read_articles, read_stream, standard_input

    problems: list[Any] = []
    for name in names:
        try:
            if name == "-":
                yield from read_stream(standard_input(), published=published)
            else:
                yield from read_articles(Path(name), published=published)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)


def _progress(articles: Iterator[Article], label: str, *, quiet: bool) -> AbstractContextManager[Iterable[Article]]:
    return click.progressbar(
        articles,
        label=label,
        show_pos=True,
        hidden=quiet or not sys.stderr.isatty(),
        item_show_func=lambda article: article.title[:60] if article else "",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
