"""`torkham gazetteer diff`: what an edit changes, row by row and in what has been read, before it is published."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.options import open_store, quiet_option
from geo.errors import SourceError

if TYPE_CHECKING:
    from geo.model import Article
    from geo.rereading import Effect


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="[OLD] NEW", type=click.Path(path_type=Path))
@click.option("--store", metavar="FILE", envvar="TORKHAM_STORE", help="Compare over the articles of this store.")
@click.option("--articles", multiple=True, metavar="PATH", type=click.Path(path_type=Path),
              help="Compare over these files or folders; may be given again. Default: the shipped briefs.")  # fmt: skip
@click.option("--html", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), help="Write it as a page too.")
@quiet_option
def diff(
    files: tuple[Path, ...], store: str | None, articles: tuple[Path, ...], html: Path | None, quiet: bool
) -> None:
    """Tell what an edit of the gazetteer changes: rows, and the mentions and events of articles read with either.

    OLD defaults to the shipped gazetteer.

    \b
    Example:
      torkham gazetteer diff data/gazetteer.csv edited.csv --store border.gpkg --html edit.html
    """
    from geo.boundaries import Boundaries
    from geo.cli.gazetteer_report import Report, page, text
    from geo.codebook import read_codebook
    from geo.gazetteer import read_gazetteer
    from geo.gazetteer.differences import differences
    from geo.pipeline import equip
    from geo.rereading import effects
    from geo.shipped import data_folder

    if len(files) > 2:
        raise click.UsageError("two files at the most: OLD and NEW")
    old_path, new_path = (data_folder() / "gazetteer.csv", *files)[-2:]
    old, new = read_gazetteer(old_path), read_gazetteer(new_path)
    difference = differences(old.places, new.places)
    found: list[Effect] = []
    if difference:
        codebook = read_codebook(data_folder() / "codebook")
        with _progress(_articles(store, articles), quiet=quiet) as some:
            found = list(effects(some, difference, equip(old, codebook), equip(new, codebook)))
    report = Report(old_path, new_path, difference, tuple(found))
    for line in text(report):
        click.echo(line)
    if html:
        try:
            html.write_text(page(report, Boundaries(data_folder() / "boundaries"), new.places), encoding="utf-8")
        except OSError as error:
            raise SourceError(f"{html}: cannot be written: {error.strerror or error}") from error
        click.echo(f"written to {html}", err=True)


def _progress(articles: Iterator[Article], *, quiet: bool) -> AbstractContextManager[Iterable[Article]]:
    hidden = quiet or not sys.stderr.isatty()
    return click.progressbar(articles, label="Comparing articles", show_pos=True, hidden=hidden, file=sys.stderr)


def _articles(store: str | None, paths: tuple[Path, ...]) -> Iterator[Article]:
    from geo.articles import read_articles
    from geo.shipped import seeds_folder

    if store:
        with open_store(store, must_exist=True) as opened:
            for summary in opened.articles():
                yield opened.article(summary.id)
    for path in paths or (() if store else (seeds_folder(),)):
        yield from read_articles(path)
