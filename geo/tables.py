"""CSV files that people edit, read strictly and told about by physical line. No row is ever guessed at."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DataError, SourceError
from geo.model import Problem

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the physical line it starts on (from 1), and its cells by column, without blanks at the ends."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_table(path: Path, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Return the rows that can be read and every fault of the file's form.

    A UTF-8 byte order mark and CRLF line ends are accepted. Raises SourceError if the file cannot be opened,
    DataError if nothing in it can be read (not UTF-8, no header).
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    text = _decode(path, raw)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
    except StopIteration:
        raise DataError([Problem(str(path), 1, "", "", "the file is empty; a header line was expected")]) from None
    except csv.Error as error:
        raise DataError([Problem(str(path), 1, "", "", f"the header line cannot be read: {error}")]) from None
    faults = list(_header_faults(path, header, columns))
    if faults:
        raise DataError(faults)
    rows: list[Row] = []
    problems: list[Problem] = []
    line = reader.line_num + 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return rows, problems
        except csv.Error as error:
            say = f"the rest of the file cannot be read: {error}; is a double quote missing?"
            problems.append(Problem(str(path), line, "", "", say))
            return rows, problems
        if len(record) == len(columns):
            rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, record, strict=True)}))
        elif record:
            problems.append(Problem(str(path), line, "", ",".join(record), _length_fault(record, len(columns))))
        line = reader.line_num + 1


def _length_fault(record: Sequence[str], expected: int) -> str:
    if record[0].startswith(_CONFLICT):
        return f"{record[0]!r} is the mark of a merge conflict; decide between the two versions"
    hint = "is a comma unquoted?" if len(record) > expected else "is the line cut short?"
    return f"has {len(record)} cells, expected {expected}; {hint}"


def _decode(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        seems = "; it looks like UTF-16" if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
        say = f"byte {raw[error.start]:#04x} is not UTF-8{seems}; save the file as UTF-8"
        raise DataError([Problem(str(path), line, "", "", say)]) from None


def _header_faults(path: Path, header: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    if len(header) == 1 and len(columns) > 1:
        for mark in (";", "\t"):
            if mark in header[0]:
                say = f"columns are separated by {mark!r}; a comma was expected"
                yield Problem(str(path), 1, "", header[0], say)
                return
    for name in columns:
        if name not in header:
            yield Problem(str(path), 1, name, "", "this column is missing from the header")
    for name in header:
        if name not in columns:
            yield Problem(str(path), 1, name, "", f"unknown column; expected {', '.join(columns)}")
    if len(set(header)) != len(header):
        yield Problem(str(path), 1, "", "", "a column stands twice in the header")
