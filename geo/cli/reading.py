"""`torkham parse` and `torkham ingest`: articles in, JSON lines or a fuller store out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from geo.cli.options import gazetteers_option, open_store, published_option, quiet_option, store_option
from geo.errors import DataError

if TYPE_CHECKING:
    from geo.model import Article
    from geo.pipeline import Knowledge
    from geo.store import Store


# Objects made before Python looks for cycles among them. Readings hold hardly any, but so many objects that with the
# usual 700 a long article is walked through again and again: of 1 MB, that is a fifth of the time.
YOUNG = 20_000


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@published_option
@gazetteers_option
@click.option("--explain", is_flag=True, help="Say for each sentence what was coded from it, what not, and why.")
@quiet_option
def parse(
    files: tuple[str, ...], published: date | None, gazetteers: tuple[Path, ...], explain: bool, quiet: bool
) -> None:
    """Print what each article holds, one JSON object a line. Nothing is stored.

    FILE is Markdown with front matter, plain text, JSON lines ({"id", "text", "published", …}), a folder of
    these, or - for standard input.

    \b
    Example:
      torkham parse --published 2024-06-28 article.txt
      torkham parse news.jsonl | jq '.events[].title'
      torkham parse --explain article.txt | less -R

    --explain prints a report for people in place of JSON, by lines of the text: "+" an event with the words that
    gave its type, place, date and toll; ">" a sentence that goes on telling it; "=" the same event again; "-" a phrase
    that was not coded, and why (denied, only feared, somebody's wish, sport, too little, …).
    """
    from geo.cli.explaining import report
    from geo.exchange import reading_record
    from geo.pipeline import explain as explained
    from geo.pipeline import read

    knowledge = _knowledge(gazetteers)
    with _progress(_articles(files, published), "Reading", quiet=quiet) as articles:
        for article in articles:
            if explain:
                for line in report(explained(article, knowledge)):
                    click.echo(line)
                click.echo()
            else:
                click.echo(orjson.dumps(reading_record(read(article, knowledge))))


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@store_option
@published_option
@gazetteers_option
@quiet_option
def ingest(
    sources: tuple[str, ...], store: str, published: date | None, gazetteers: tuple[Path, ...], quiet: bool
) -> None:
    """Read articles into the store that the map shows. Reading an article twice adds nothing.

    SOURCE is a file or folder as `torkham parse` reads it, or - for standard input. Articles of the store that were
    read with another state of gazetteer or codebook are read anew first, as far as edits touch them; without a SOURCE,
    that is all.

    \b
    Example:
      torkham ingest --store border.gpkg news/ more.jsonl
    """
    from geo import pipeline

    knowledge = _knowledge(gazetteers)
    with open_store(store, must_exist=not sources) as opened:
        _read_anew(opened, knowledge, gazetteers, quiet=quiet)
        articles = events = 0
        with _progress(_articles(sources, published), "Reading", quiet=quiet) as some:
            for reading in pipeline.ingest(some, knowledge, opened):
                articles += 1
                events += len(reading.events)
        if not quiet:
            click.echo(f"{articles} articles with {events} reports of events read into {store}", err=True)


def _read_anew(store: Store, knowledge: Knowledge, gazetteers: tuple[Path, ...], *, quiet: bool) -> None:
    """Read those articles of a store anew that edits touched since they were read, and note with what all are read."""
    from geo.codebook import digest
    from geo.pipeline import ingest, table_and_worlds
    from geo.rereading import outdated_articles
    from geo.shipped import data_folder
    from geo.store import ReadWith
    from geo.tables import read_bytes

    table, _ = table_and_worlds(gazetteers, data_folder() / "gazetteer.csv")
    now = ReadWith(read_bytes(table), digest(data_folder() / "codebook"))
    outdated = outdated_articles(store, table, now)
    articles = (store.article(article_id) for article_id in outdated)
    with _progress(articles, "Reading anew what edits touch", len(outdated), quiet=quiet) as some:
        for _ in ingest(some, knowledge, store):
            pass
    if store.read_with != now:
        store.note_read_with(now)
    if outdated and not quiet:
        click.echo(f"{len(outdated)} articles read anew, which edits of gazetteer or codebook touch", err=True)


def _knowledge(paths: tuple[Path, ...]) -> Knowledge:
    from geo.pipeline import load_knowledge
    from geo.shipped import data_folder

    gc.set_threshold(YOUNG)
    return load_knowledge(data_folder(), paths)


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


def _progress(
    articles: Iterator[Article], label: str, length: int | None = None, *, quiet: bool
) -> AbstractContextManager[Iterable[Article]]:
    return click.progressbar(
        articles,
        label=label,
        length=length,
        show_pos=True,
        hidden=quiet or length == 0 or not sys.stderr.isatty(),
        item_show_func=lambda article: article.title[:60] if article else "",
        file=sys.stderr,
    )
