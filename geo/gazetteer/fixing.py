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
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from geo.errors import SourceError
from geo.gazetteer.plain import COLUMNS, PIPED
from geo.gazetteer.rows import csv_line
from geo.model import Problem
from geo.tables import records

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

    A file with rows that cannot be read keeps its order and its cells. Raises DataError if nothing of it is text.
    """
    problems: list[Problem] = []
    for _ in records(path, COLUMNS, problems, raw):
        pass
    text = _lines_mended(raw)
    if problems:
        return text.encode("utf-8", "surrogateescape")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    piped = [header.index(name) for name in PIPED]
    mended_rows = [_cells_mended(row, piped) for row in rows if row]  # an empty line is no row
    mended_rows.sort(key=itemgetter(header.index("id")))
    return ("\n".join(map(csv_line, [header, *mended_rows])) + "\n").encode()


def changes(path: Path, old: bytes, new: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff; line ends and a byte order mark are told by form_notes, not here."""
    before, after = (_lines_mended(raw).splitlines() for raw in (old, new))
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


def _lines_mended(raw: bytes) -> str:
    text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") or not text else text + "\n"


def _cells_mended(row: Sequence[str], piped: Sequence[int]) -> list[str]:
    cells = [cell.strip() for cell in row]
    for index in piped:
        cells[index] = "|".join(part.strip() for part in cells[index].split("|"))
    return cells
