"""`torkham codebook` and its verbs: what analysts ask of the words and phrases that they edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.options import gazetteers_option
from geo.errors import DataError, NotFound

if TYPE_CHECKING:
    from geo.codebook import Codebook, Trigger


@click.group()
def codebook() -> None:
    """Check the words and phrases that events are coded by, and look them up."""


@codebook.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@gazetteers_option
def check(folder: Path | None, gazetteers: tuple[Path, ...]) -> None:
    """List every fault of a codebook as path:line: column: what is wrong; exit 1 if there is one.

    DIR defaults to the shipped codebook. Beside cells that cannot be read, faults are rows that can never count because
    another row always wins the same words, rows that stand twice, verbs that nothing uses, seats and countries that the
    gazetteer lacks, and characters that nobody sees. A codebook without a fault is told by what it holds.

    \b
    Example:
      torkham codebook check
      torkham codebook check data/codebook
    """
    from geo.codebook.checks import Known, check_codebook
    from geo.pipeline import read_gazetteers
    from geo.shipped import data_folder

    folder = folder or data_folder() / "codebook"
    places = read_gazetteers(gazetteers, data_folder() / "gazetteer.csv").places
    known = Known({place.id for place in places}, {place.country for place in places})
    book, problems = check_codebook(folder, known)
    if problems:
        raise DataError(problems)
    for line in _holdings(folder, book):
        click.echo(line)


@codebook.command()
@click.argument("what", nargs=-1, required=True, metavar="TYPE|WORD…")
@click.option("--codebook", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another codebook.")
def show(what: tuple[str, ...], folder: Path | None) -> None:
    """Show the rows of triggers.csv that make a type of event, or whose phrases hold a word.

    \b
    Example:
      torkham codebook show Suicide bomb
      torkham codebook show CONSULT
      torkham codebook show ceasefire
    """
    from geo.codebook import read_codebook
    from geo.shipped import data_folder

    book = read_codebook(folder or data_folder() / "codebook")
    for line in _rows(book, " ".join(what)):
        click.echo(line)


def _rows(book: Codebook, what: str) -> Iterator[str]:
    """Yield the rows of a type, else those with a word. Raises NotFound."""
    rows = [trigger for trigger in book.triggers if not trigger.is_turned]
    types = sorted({_type(trigger) for trigger in rows})
    wanted = what.lower()
    some = [trigger for trigger in rows if _type(trigger).lower() == wanted]
    some = some or [one for one in rows if any(wanted in words for words in one.matcher.words)]
    if not some:
        near = get_close_matches(what, types, 3, 0.5) or types
        raise NotFound(f"no type and no word of a phrase is {what!r}; types are {', '.join(near)}")
    for trigger in sorted(some, key=lambda one: (_type(one), one.line)):
        mode = f" ({trigger.mode})" if trigger.mode else ""
        conditions = [*trigger.needs, *(f"not {one}" for one in trigger.unless)]
        status = f", {trigger.status.value}" if trigger.status else ""
        yield f"triggers.csv:{trigger.line:<5} {_type(trigger)}{mode}: {trigger.phrase}   " + (
            f"[{trigger.kind}, {trigger.strength}{status}]" + (f" if {' and '.join(conditions)}" if conditions else "")
        )
    yield f"{len(some)} row{'s' * (len(some) != 1)}"


def _type(trigger: Trigger) -> str:
    return trigger.type.code if trigger.type else "Violence"


def _holdings(folder: Path, book: Codebook) -> Iterator[str]:
    """Yield what a sound codebook holds: triggers by type and mode, actors and roles by kind, word lists."""
    rows = [trigger for trigger in book.triggers if not trigger.is_turned]
    words = sum(map(len, book.words.values()))
    yield f"{folder}: {len(rows):,} phrases, {words:,} words in {len(book.words)} lists, no faults"
    counts = Counter((_type(one), one.mode) for one in rows)
    strengths = Counter((_type(one), one.mode, one.strength) for one in rows)
    yield f"{'phrases for':40}{'all':>7}{'strong':>8}{'open':>7}{'weak':>7}"
    for name, mode in sorted(counts):
        told = f"{name} ({mode})" if mode else name
        each = (strengths[name, mode, strength] for strength in ("strong", "open", "weak"))
        yield f"  {told:38}{counts[name, mode]:7,}" + "".join(
            f"{number or '':>{width}}" for number, width in zip(each, (8, 7, 7), strict=True)
        )
    yield f"actors   {len(book.actors):5,}: {_by_kind(one.kind for one in book.actors)}"
    yield f"roles    {len(book.roles):5,}: {_by_kind(one.kind for one in book.roles)}"
    yield f"titles   {len(book.titles):5,}"


def _by_kind(kinds: Iterator[str]) -> str:
    return ", ".join(f"{kind.replace('_', ' ')} {count:,}" for kind, count in Counter(kinds).most_common())
