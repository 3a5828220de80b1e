"""The gazetteer: read and check the CSV that data maintainers edit; ask for a place by any spelling.

No text of an article ever enters here. Reading tells every cell that cannot be read; checking also tells what
reads well and is still wrong: a twin, an unknown district, a point outside its province.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from geo.errors import DataError
from geo.gazetteer.checks import Outlines, check_places
from geo.gazetteer.index import Gazetteer, spellings
from geo.gazetteer.layers import LayeredGazetteer, layered
from geo.gazetteer.rows import COLUMNS, csv_line, csv_row, read_places
from geo.gazetteer.world import SOURCE as WORLD
from geo.gazetteer.world import World, is_world
from geo.model import Place, Problem
from geo.names import fold
from geo.tables import read_table

__all__ = [
    "COLUMNS", "WORLD", "Gazetteer", "LayeredGazetteer", "World", "check_gazetteer", "csv_line", "csv_row", "is_world",
    "layered", "read_common_words", "read_gazetteer", "spellings", "survey_gazetteer",
]  # fmt: skip


def read_gazetteer(path: Path, raw: bytes | None = None) -> Gazetteer:
    """Return the gazetteer in a CSV file; `raw` is its content where that has been read already.

    Raises DataError with every row that cannot be read, SourceError if the file cannot be opened.
    """
    places, problems = read_places(Path(path), raw)
    if problems:
        raise DataError(problems)
    return Gazetteer(place for _, place in places)


def check_gazetteer(
    path: Path,
    boundaries: Outlines | None = None,
    *,
    common_words: Collection[str] = (),
    raw: bytes | None = None,
) -> list[Problem]:
    """Return every fault of a gazetteer file by line; with boundaries also the points outside their areas.

    `common_words`, folded, are words of the language that no place should be called. Raises SourceError if the file
    cannot be opened.
    """
    return survey_gazetteer(path, boundaries, common_words=common_words, raw=raw)[1]


def survey_gazetteer(
    path: Path,
    boundaries: Outlines | None = None,
    *,
    common_words: Collection[str] = (),
    raw: bytes | None = None,
) -> tuple[list[Place], list[Problem]]:
    """Return the places of a file that can be read, and its faults as check_gazetteer tells them."""
    unread: list[dict[str, str]] = []
    try:
        places, problems = read_places(Path(path), raw, unread)
    except DataError as error:
        return [], list(error.problems)
    problems += check_places(str(path), places, boundaries, common_words, unread)
    return [place for _, place in places], sorted(problems, key=lambda problem: problem.line)


def read_common_words(path: Path) -> frozenset[str]:
    """Return the everyday words, folded, that no place should be called. Raises DataError, SourceError."""
    rows, problems = read_table(Path(path), ("word",))
    if problems:
        raise DataError(problems)
    return frozenset(fold(row["word"]) for row in rows)
