"""The codebook: word lists, trigger phrases and actors, read from the CSV files that analysts edit.

Code holds rules; data/codebook/ holds names and words. Every fault is told by file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import DataError
from geo.model import Problem
from geo.tables import read_table

WORD_COLUMNS = ("list", "word", "note")


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the rules of recognition and coding know. `words` maps a list's name to its words, as written."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def list(self, name: str) -> frozenset[str]:
        """Return the words of a list; an unknown list is empty."""
        return self.words.get(name, frozenset())


def read_codebook(folder: Path) -> Codebook:
    """Return the codebook in `folder`. Raises DataError with every fault, SourceError if a file is missing."""
    words: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*_words.csv")):
        rows, faults = read_table(path, WORD_COLUMNS)
        problems += faults
        for row in rows:
            words.setdefault(row["list"], set()).add(row["word"])
    if problems:
        raise DataError(problems)
    return Codebook({name: frozenset(some) for name, some in words.items()})
