"""What can be mended in a gazetteer file without knowing the world: its order, blanks, line ends and byte order mark.

No cell ever comes to mean something else here. A row that cannot be read stays as it is, where it is.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
import os
import tempfile
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from geo.errors import SourceError
from geo.gazetteer.plain import COLUMNS, PIPED
from geo.gazetteer.rows import csv_line
from geo.model import Problem
from geo.tables import Record, Table

_LONGEST_DIFF = 100_000  # lines, beyond which comparing takes too long


def form_notes(raw: bytes) -> list[str]:
    """Return what is accepted in a file's form and would better be otherwise; fixing changes each of them."""
    notes = []
    if raw.startswith(codecs.BOM_UTF8):
        notes.append("starts with a byte order mark, as spreadsheets write it; accepted")
    if windows := raw.count(b"\r\n"):
        notes.append(f"{windows:,} lines end as on Windows (CRLF); accepted")
    if raw and not raw.endswith(b"\n"):
        notes.append("the last line has no line end; accepted")
    return notes


def mended(path: Path, raw: bytes) -> bytes:
    """Return the content with its rows sorted by id, no blanks at the ends of cells, LF line ends, no byte order mark.

    A row without such blanks keeps its bytes, quotes and all. A file with rows that cannot be read keeps its order and
    its cells. Raises DataError if nothing of it is text.
    """
    problems: list[Problem] = []
    clean = _lines_mended(raw)
    table = Table(path, COLUMNS, problems, clean)
    rows = [(record.cells[0], _row_mended(table, record)) for record in table.records(table.first)]
    if problems:
        return clean
    return clean[: table.first.at] + b"".join(row for _, row in sorted(rows, key=itemgetter(0)))


def changes(path: Path, old: bytes, new: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff; line ends and a byte order mark are told by form_notes, not here."""
    before, after = (_lines_mended(raw).decode("utf-8", "replace").split("\n") for raw in (old, new))
    if max(len(before), len(after)) > _LONGEST_DIFF:
        changed = sum(a != b for a, b in zip(before, after, strict=False)) + abs(len(before) - len(after))
        yield f"{changed:,} of {len(before):,} lines change; too many lines to show"
        return
    yield from difflib.unified_diff(before, after, str(path), f"{path} (mended)", lineterm="", n=1)


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Write a file anew, whole or not at all. Raises SourceError if it is no longer what it was, or is not writable."""
    path = path.resolve()
    part = None
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, path.stat().st_mode & 0o7777)
        if path.read_bytes() != old:
            raise SourceError(f"{path} was changed by someone else meanwhile; nothing was written. Try again")
        os.replace(part, path)
        part = None
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def _lines_mended(raw: bytes) -> bytes:
    raw = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw if raw.endswith(b"\n") or not raw else raw + b"\n"


def _row_mended(table: Table, record: Record) -> bytes:
    """Return the bytes of a row, written anew only if there are blanks at the ends of its cells."""
    row = table.raw[record.spot.at : record.after.at]
    cells = next(csv.reader(io.StringIO(row.decode("utf-8"), newline=""), strict=True))
    mended_cells = [cell.strip() for cell in cells]
    for index in map(table.header.index, PIPED):
        mended_cells[index] = "|".join(part.strip() for part in mended_cells[index].split("|"))
    return row if mended_cells == cells else csv_line(mended_cells).encode() + b"\n"
