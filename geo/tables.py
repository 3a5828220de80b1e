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
_DELIMITERS = (";", "\t", "|")
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
    lines = _lines(path, read_bytes(path) if raw is None else raw, problems)
    header, first = _header(path, lines, columns)
    order = [header.index(name) for name in columns]
    is_even = order == list(range(len(columns)))
    for line, record in _split(path, lines, first, len(columns), problems):
        cells = list(map(str.strip, record))
        yield line, cells if is_even else [cells[index] for index in order]


def read_bytes(path: Path) -> bytes:
    """Return a file's content. Raises SourceError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error


def _lines(path: Path, raw: bytes, problems: list[Problem]) -> list[str]:
    """Return the physical lines; one that is not UTF-8 is told and left empty, so that the others keep their number."""
    try:
        return list(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or line == 1:
            raise DataError([_encoding_fault(path, line, raw, error)]) from None
    lines = []
    for line, part in enumerate(raw.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        try:
            lines.append(part.decode("utf-8") + "\n")
        except UnicodeDecodeError as error:
            problems.append(_encoding_fault(path, line, part, error))
            lines.append("\n")
    return lines


def _encoding_fault(path: Path, line: int, raw: bytes, error: UnicodeDecodeError) -> Problem:
    seems = "; it looks like UTF-16" if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
    say = f"byte {raw[error.start]:#04x} is not UTF-8{seems}; save the file as UTF-8"
    return Problem(str(path), line, "", "", say)


def _header(path: Path, lines: Sequence[str], columns: Sequence[str]) -> tuple[list[str], int]:
    """Return the header and the index of the line after it."""
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader)
    except StopIteration:
        raise DataError([Problem(str(path), 1, "", "", "the file is empty; a header line was expected")]) from None
    except csv.Error as error:
        raise DataError([Problem(str(path), 1, "", "", f"the header line cannot be read: {error}")]) from None
    if faults := list(_header_faults(path, header, columns)):
        raise DataError(faults)
    return header, reader.line_num


def _split(
    path: Path, lines: Sequence[str], start: int, width: int, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of every record with the right number of cells.

    A quote that is never closed swallows the lines below; reading then starts again on the next line.
    """
    restarts = 0
    while start < len(lines):
        reader = csv.reader(lines[start:] if start else lines, strict=True)
        line = before = 0
        for line, record in _numbered(reader):
            if record is not None and len(record) == width:
                yield start + before + 1, record
            elif record is None or (line > before + 1 and '"' in lines[start + before]):
                break
            elif record:
                fault = _length_fault(record, width)
                problems.append(Problem(str(path), start + before + 1, "", ",".join(record), fault))
            before = line
        else:
            return
        start += before + 1
        problems.append(Problem(str(path), start, "", lines[start - 1].rstrip("\r\n"), _quote_fault(lines[start - 1])))
        restarts += 1
        if restarts == _MOST_QUOTES:
            problems.append(Problem(str(path), start + 1, "", "", "not read from here on; mend the quotes above first"))
            return


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | None]]:
    """Yield how many lines were read so far, with each record; None for one whose quotes are wrong."""
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield 0, None
            return
        yield reader.line_num, record  # type: ignore[attr-defined]


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
    hint = "is a comma unquoted?" if len(record) > expected else "is the line cut short?"
    return f"has {len(record)} cells, expected {expected}; {hint}"


def _header_faults(path: Path, header: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    if len(header) == 1 and len(columns) > 1:
        for mark in _DELIMITERS:
            if mark in header[0]:
                say = f"columns are separated by {mark!r}; a comma was expected"
                yield Problem(str(path), 1, "", header[0], say)
                return
    for name in columns:
        if name not in header:
            yield Problem(str(path), 1, name, "", f"this column is missing from the header{_near(name, header)}")
    for name in header:
        if name not in columns:
            yield Problem(str(path), 1, name, "", f"unknown column; expected {', '.join(columns)}")
    if len(set(header)) != len(header):
        yield Problem(str(path), 1, "", "", "a column stands twice in the header")


def _near(name: str, header: Sequence[str]) -> str:
    """Return a hint at the column of the header that differs only by case or blanks."""
    found = next((cell for cell in header if cell != name and cell.strip().lower() == name.lower()), None)
    return f"; write {name!r} for {found!r}" if found is not None else ""
