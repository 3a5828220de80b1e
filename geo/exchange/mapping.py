"""How the columns of any table are to be read: a TOML file that an analyst writes, or the tags of HXL.

id = "border-watch"                  # short, for ids of events
title = "Border Watch 2023"
publisher = "Border Watch"           # what the query word `source` and the page call it
licence = "CC-BY-4.0"

[columns]                            # our word = "the file's column", or several of them
date_start = "Date"
type = "What happened"
parties = ["Side A", "Side B"]

[values.type]                        # what the file writes = what we call it
"IED blast" = "Remote explosive/landmine/IED"

[defaults]                           # for all rows, or where a cell is empty
country = "PK"

[dates]
format = "%d/%m/%Y"                  # of Python's strptime; without it, ISO 8601
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from geo.errors import DataError, SourceError
from geo.exchange.claims import WORDS, Dataset, Unread
from geo.model import Problem

_ABOUT = ("id", "title", "publisher", "url", "licence", "confidence")
_TABLES = ("columns", "values", "defaults", "dates")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping as read: the data set, columns by our words, and what to do with their cells."""

    dataset: Dataset
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    date_format: str = ""

    def claim(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return a row in our words. Raises Unread for a day that is not in the format."""
        told = dict(self.defaults)
        for word, columns in self.columns.items():
            cells = list(filter(None, (row.get(column, "").strip() for column in columns)))
            known = self.values.get(word, {})
            if text := ("\n" if word == "text" else "; ").join(known.get(cell, cell) for cell in cells):
                told[word] = self._day(word, text) if word in ("date_start", "date_end") else text
        return told

    def missing(self, columns: tuple[str, ...]) -> list[str]:
        """Return the columns that the mapping names and a file has not."""
        return [name for names in self.columns.values() for name in names if name not in columns]

    def _day(self, word: str, text: str) -> str:
        if not self.date_format:
            return text[:10]
        try:
            return datetime.strptime(text, self.date_format).date().isoformat()
        except ValueError:
            raise Unread(word, f"{text!r} is not a day as {self.date_format} says") from None


def read_mapping(path: Path) -> Mapped:
    """Return the mapping in a file. Raises SourceError if it cannot be opened, DataError with every fault."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = _LINE.search(str(error))
        raise DataError([Problem(str(path), int(line[1]) if line else 1, "", "", f"is no TOML: {error}")]) from None
    text = path.read_text(encoding="utf-8").splitlines()
    if faults := [Problem(str(path), _line(text, key), key, "", say) for key, say in _faults(told)]:
        raise DataError(faults)
    about = {name: told[name] for name in _ABOUT if name in told}
    about.setdefault("publisher", about.setdefault("title", about["id"]))
    columns = {word: (names,) if isinstance(names, str) else tuple(names) for word, names in told["columns"].items()}
    defaults = {word: str(value) for word, value in told.get("defaults", {}).items()}
    return Mapped(Dataset(**about), columns, told.get("values", {}), defaults, told.get("dates", {}).get("format", ""))


def _faults(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in told:
        if key not in (*_ABOUT, *_TABLES):
            yield key, f"unknown key{_hint(key, (*_ABOUT, *_TABLES))}; the keys are {', '.join((*_ABOUT, *_TABLES))}"
    if not _ID.fullmatch(str(told.get("id", ""))):
        yield "id", "is needed: small letters, digits and hyphens, such as border-watch"
    confidence = told.get("confidence", 0.5)
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        yield "confidence", f"{confidence!r} is not a number from 0 to 1"
    if not told.get("columns"):
        yield "columns", "is needed: a table of our words and the file's columns"
    for table in ("columns", "values", "defaults"):
        if not isinstance(told.get(table, {}), dict):
            yield table, "must be a table"
            continue
        for word, value in told.get(table, {}).items():
            if word not in WORDS:
                yield word, f"unknown word{_hint(word, WORDS)}; the words are {', '.join(WORDS)}"
            elif table == "columns" and not _is_texts(value):
                yield word, "must be the name of a column, or a list of names"
            elif table == "values" and not isinstance(value, dict):
                yield word, "must be a table of what the file writes and what we call it"


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _hint(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _line(lines: list[str], key: str) -> int:
    """Return the line where a key is first written, or the first."""
    pattern = re.compile(rf'\s*\[?"?{re.escape(key)}"?\s*[=\].]|\s*\[\w+\.{re.escape(key)}\]')
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
