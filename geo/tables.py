"""CSV files that people edit, read strictly and told about by physical line. No row is ever guessed at."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from geo.errors import DataError, SourceError
from geo.model import Problem

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_DELIMITERS = (";", "\t", "|")
_SHOWN = 12  # bytes that are shown before one that cannot be read
_SHORTEST = 3  # letters of a short form of a column's name
# The zero-width non-joiner belongs to Persian spelling, between letters of Arabic script and nowhere else.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200d-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]"
    "|(?<![\u0600-\u06ff])\u200c|\u200c(?![\u0600-\u06ff])"
)
_MOST_QUOTES = 50  # quotes without an end, each of which costs a second look at what follows it


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the physical line it starts on (from 1), and its cells by column, without blanks at the ends."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_table(path: Path, columns: Sequence[str], raw: bytes | None = None) -> tuple[list[Row], list[Problem]]:
    """Return the rows that can be read and every fault of the file's form; `raw` is its content, if read already.

    A UTF-8 byte order mark and CRLF line ends are accepted. Raises SourceError if the file cannot be opened,
    DataError if nothing in it can be read (another encoding or header).
    """
    problems: list[Problem] = []
    rows = [Row(line, dict(zip(columns, cells, strict=True))) for line, cells in records(path, columns, problems, raw)]
    return rows, problems


def records(
    path: Path, columns: Sequence[str], problems: list[Problem], raw: bytes | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record's line and its cells in the order of `columns`; add to `problems` what cannot be read.

    Raises what read_table raises, before the first record.
    """
    table = Table(path, columns, problems, read_bytes(path) if raw is None else raw)
    for record in table.records(table.first):
        yield record.spot.line, record.cells


def read_bytes(path: Path) -> bytes:
    """Return a file's content. Raises SourceError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error


class Spot(NamedTuple):
    """Where a physical line begins: its number (from 1), and its place among the bytes."""

    line: int
    at: int


class Record(NamedTuple):
    """The cells of a record without blanks at their ends, where it begins, and where the next one does."""

    spot: Spot
    cells: list[str]
    after: Spot


class Table:
    """The content of a table, decoded line by line as it is asked for: a fault in one line leaves the others whole."""

    def __init__(self, path: Path, columns: Sequence[str], problems: list[Problem], raw: bytes) -> None:
        """Read the header. Raises DataError if nothing in the table can be read."""
        self.raw = raw
        if raw.count(b"\r") > raw.count(b"\r\n"):  # line ends of old Macs
            self.raw = re.sub(rb"\r(?!\n)", b"\n", raw)
        self.problems = problems
        self._path = str(path)
        self._told: set[int] = set()  # lines in another encoding
        self._restarts = 0
        self.header, self.first = self._header(columns)
        self.order = [self.header.index(name) for name in columns]

    def records(self, spot: Spot) -> Iterator[Record]:
        """Yield the records from a spot on, with their cells in the order that was asked for.

        A quote that is never closed swallows the lines below; reading then starts again on the next line.
        """
        while spot.at < len(self.raw):
            lines = _Lines(self, spot)
            reader = csv.reader(lines, strict=True)
            while (record := _next(reader)) is not None:
                if len(record) == len(self.header):
                    cells = list(map(str.strip, record))
                    yield Record(spot, [cells[index] for index in self.order], lines.spot)
                elif record and lines.spot.line > spot.line + 1 and '"' in self.text(spot):
                    break
                elif record:
                    self._tell(spot, ",".join(record), _length_fault(record, len(self.header)))
                spot = lines.spot
            if spot.at < len(self.raw):
                spot = self._after_quote(spot)

    def after(self, spot: Spot) -> Spot:
        """Return where the next physical line begins."""
        return Spot(spot.line + 1, self.raw.find(b"\n", spot.at) + 1 or len(self.raw))

    def text(self, spot: Spot) -> str:
        """Return a physical line with its end; one that is not UTF-8 is told, once, and empty."""
        line = self.raw[spot.at : self.after(spot).at]
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            if spot.line not in self._told:
                self._told.add(spot.line)
                self.problems.append(Problem(self._path, spot.line, "", "", _encoding_fault(line, error)))
            return "\n"

    def _after_quote(self, spot: Spot) -> Spot:
        """Tell a line whose quotes are wrong; return where to go on."""
        line = self.text(spot)
        self._tell(spot, line.rstrip("\r\n"), _quote_fault(line))
        self._restarts += 1
        if self._restarts < _MOST_QUOTES:
            return self.after(spot)
        self._tell(self.after(spot), "", "not read from here on; mend the quotes above first")
        return Spot(spot.line, len(self.raw))

    def _header(self, columns: Sequence[str]) -> tuple[list[str], Spot]:
        lines = _Lines(self, Spot(1, len(codecs.BOM_UTF8) if self.raw.startswith(codecs.BOM_UTF8) else 0))
        try:
            header = next(csv.reader(lines, strict=True), None)
        except csv.Error as error:
            raise DataError([Problem(self._path, 1, "", "", f"the header line cannot be read: {error}")]) from None
        if self.problems:
            raise DataError(self.problems)
        if header is None:
            raise DataError([Problem(self._path, 1, "", "", "the file is empty; a header line was expected")])
        if faults := list(_header_faults(self._path, header, columns)):
            raise DataError(faults)
        return header, lines.spot

    def _tell(self, spot: Spot, value: str, say: str) -> None:
        self.problems.append(Problem(self._path, spot.line, "", value, say))


class _Lines(Iterator[str]):
    """The physical lines of a table from a spot on; `spot` is where the next one begins."""

    def __init__(self, table: Table, spot: Spot) -> None:
        self._table = table
        self.spot = spot

    def __next__(self) -> str:
        spot = self.spot
        if spot.at >= len(self._table.raw):
            raise StopIteration
        self.spot = self._table.after(spot)
        return self._table.text(spot)


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Return the next record; None at the end, and where the quotes are wrong."""
    try:
        return next(reader, None)
    except csv.Error:
        return None


def _encoding_fault(raw: bytes, error: UnicodeDecodeError) -> str:
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return f"byte {raw[0]:#04x} is not UTF-8; it looks like UTF-16; save the file as UTF-8"
    before = raw[max(0, error.start - _SHOWN) : error.start].decode("utf-8", "ignore")
    after = raw[error.start : error.start + 1].decode("cp1252", "replace")
    guess = f"; in Windows-1252 it would be {after!r}" if after.isprintable() and after != "\ufffd" else ""
    return f"byte {raw[error.start]:#04x} after {before!r} is not UTF-8{guess}; save the file as UTF-8"


def _quote_fault(line: str) -> str:
    if line.count('"') % 2:
        return "the quotes of this line do not pair; is a double quote missing?"
    return "a double quote stands inside a cell; is a double quote missing? Within quotes it is written twice"


def _length_fault(record: Sequence[str], expected: int) -> str:
    if record[0].startswith(_CONFLICT):
        return f"{record[0]!r} is the mark of a merge conflict; decide between the two versions"
    for mark in _DELIMITERS:
        if len(record) == 1 and record[0].count(mark) == expected - 1:
            return f"cells are separated by {mark!r}; a comma was expected"
    hint = _comma_hint(record, len(record) - expected) if len(record) > expected else "is the line cut short?"
    return f"has {len(record)} cells, expected {expected}; {hint}"


def _comma_hint(record: Sequence[str], more: int) -> str:
    """Return a guess at which commas part a cell that should be one: those in numbers, or with a blank after them."""
    pairs = [(one, other) for one, other in pairwise(record) if other]
    decimals = [pair for pair in pairs if all(re.fullmatch(r"-?[0-9]+", cell.strip()) for cell in pair)][::2]
    if len(decimals) == more:
        found = " and ".join(f"{one.strip()},{other.strip()}" for one, other in decimals)
        return f"is the comma of {found} a decimal sign? write {found.replace(',', '.')}"
    texts = [pair for pair in pairs if pair[1].startswith(" ") and pair[0].strip()]
    if len(texts) == more == 1:
        return f'is a comma unquoted? write "{",".join(texts[0])}" within quotes'
    return "is a comma unquoted?"


def _header_faults(path: str, header: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    if len(header) == 1 and len(columns) > 1:
        for mark in _DELIMITERS:
            if mark in header[0]:
                say = f"columns are separated by {mark!r}; a comma was expected"
                yield Problem(path, 1, "", header[0], say)
                return
    meant = dict(_likely_meant(header, columns))
    for name in columns:
        if name not in header:
            hint = f"; write {name!r} for {meant[name]!r}" if name in meant else ""
            yield Problem(path, 1, name, "", f"this column is missing from the header{hint}")
    for name in header:
        if name not in columns and name not in meant.values():
            yield Problem(path, 1, name, "", f"unknown column; expected {', '.join(columns)}")
    if len(set(header)) != len(header):
        yield Problem(path, 1, "", "", "a column stands twice in the header")


def _likely_meant(header: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that are missing, each with the cell of the header that is likely meant for it."""
    strange = {cell.strip().lower(): cell for cell in header if cell not in columns}
    for name in columns:
        if name not in header:
            short = (word for word in strange if len(word) >= _SHORTEST and name.startswith(word))
            near = next(short, None) or next(iter(get_close_matches(name, strange, n=1, cutoff=0.8)), None)
            if near is not None:
                yield name, strange.pop(near)


def hidden_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield column and fault of each cell that holds a character which nobody sees."""
    text = " ".join(cells.values())
    if (text.isascii() and text.isprintable()) or not _HIDDEN.search(text):
        return
    for column, cell in cells.items():
        if hidden := _HIDDEN.search(cell):
            char = hidden.group()
            name = unicodedata.name(char, "a control character" if char not in "\r\n" else "a line break")
            yield column, f"{cell!r} holds the hidden character U+{ord(char):04X} ({name.lower()}); delete it"
