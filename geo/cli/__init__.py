"""`torkham` and its verbs. Messages are for a person: what a user can mend brings no traceback, but exit status 1."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from typing import Any

import click

from geo import __version__
from geo.cli.codebook import codebook
from geo.cli.exporting import export
from geo.cli.gazetteer import gazetteer
from geo.cli.importing import import_
from geo.cli.reading import ingest, parse
from geo.cli.scoring import score
from geo.cli.store import store
from geo.errors import DataError, TorkhamError


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
    torkham import GEDEvent.csv       read events that others coded into it: UCDP, ACLED, GDELT, your own tables
    torkham export events.gpkg        write events for a GIS, a spreadsheet or another program
    torkham map frontier.html         the map as one file, which opens from disk
    """


for verb in (parse, ingest, import_, export, gazetteer, codebook, score, store):
    main.add_command(verb)
