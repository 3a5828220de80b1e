"""The gazetteer: read and check the CSV that data maintainers edit; ask for a place by any spelling.

No text of an article ever enters here. Reading tells every cell that cannot be read; checking also tells what
reads well and is still wrong: a twin, an unknown district, a point outside its province.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from geo.errors import DataError
from geo.gazetteer.checks import Outlines
from geo.gazetteer.index import Gazetteer, spellings, written
from geo.gazetteer.layers import LayeredGazetteer, layered
from geo.gazetteer.plain import COLUMNS
from geo.gazetteer.rows import csv_line, csv_row, read_places
from geo.gazetteer.sounds import Sounds
from geo.gazetteer.world import SOURCE as WORLD
from geo.gazetteer.world import World, is_world
from geo.model import Problem
from geo.names import fold
from geo.tables import read_bytes, read_table

__all__ = [
    "COLUMNS", "WORLD", "Gazetteer", "LayeredGazetteer", "Sounds", "World", "check_gazetteer", "csv_line", "csv_row",
    "is_world", "layered", "read_common_words", "read_gazetteer", "spellings", "written",
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
    from geo.gazetteer.survey import survey  # numpy is only loaded where it is asked for

    try:
        return survey(Path(path), read_bytes(path) if raw is None else raw, boundaries, common_words)[1]
    except DataError as error:
        return list(error.problems)


def read_common_words(path: Path) -> frozenset[str]:
    """Return the everyday words, folded, that no place should be called. Raises DataError, SourceError."""
    rows, problems = read_table(Path(path), ("word",))
    if problems:
        raise DataError(problems)
    return frozenset(fold(row["word"]) for row in rows)
