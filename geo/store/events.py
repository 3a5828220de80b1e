"""Events out of a database, as nouns and as rows, in the SQL that SQLite and PostgreSQL both speak."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from geo.errors import BadQuery
from geo.model import Event
from geo.store.codec import stored, told_text
from geo.store.protocol import COLUMNS, Limits, Removal
from geo.store.query import Query
from geo.store.selection import Dialect, select
from geo.store.session import Memory, Session

_AT_ONCE = 500  # records fetched by one question
_TEXTS = {"id", "sub_type", "title", "place", "place_name", "country", "admin1", "admin2", "actors", "sources",
          "licences"}
_ROW_BYTES = 200  # of a row but for its texts
Taken = tuple[list[tuple[Any, ...]], str]


def chosen(db: Session, memory: Memory, rest: str, values: Sequence[object]) -> list[Event]:
    """Return the events that some SQL over `events AS e` selects; records are fetched last, after sorting."""
    fids = [row[0] for row in db.execute(f"SELECT e.fid FROM events AS e {rest}", values).fetchall()]  # noqa: S608
    records: dict[int, str] = {}
    for first in range(0, len(fids), _AT_ONCE):
        some = fids[first : first + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        records |= db.execute(f"SELECT fid, record FROM event_records WHERE fid IN ({marks})", some).fetchall()  # noqa: S608
    return [memory.unpack(db, Event, records[fid]) for fid in fids]


class Paging:
    """Takes pages in the order of arrival: the only one that no later change can shuffle."""

    def __init__(self, db: Session, dialect: Dialect, limits: Limits) -> None:
        self._db = db
        self._dialect = dialect
        self._limits = limits

    def records(self, query: Query, after: str, since: str) -> Taken:
        """Return a page of (record, fid)."""
        join = "JOIN event_records AS r ON r.fid = e.fid"
        return self._take(query, after, since, f"r.record, e.fid FROM events AS e {join}", [0])

    def numbered(self, fids: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the rows of some numbers, in their order. Raises BadQuery for a column that there is not."""
        names, texts = _named(columns)
        found: dict[int, Any] = {}
        for first in range(0, len(fids), _AT_ONCE):
            some = fids[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._db.execute(f"SELECT {names} FROM events AS e WHERE e.fid IN ({marks})", some).fetchall()  # noqa: S608
            found |= zip([row[-1] for row in rows], _plain(rows, texts), strict=True)
        return [found[fid] for fid in fids if fid in found]

    def rows(self, query: Query, after: str, since: str, columns: Sequence[str]) -> Taken:
        """Return a page of rows. Raises BadQuery for a column that there is not."""
        names, texts = _named(columns)
        rows, after = self._take(query, after, since, f"{names} FROM events AS e", texts)
        return _plain(rows, texts), after

    def _take(self, query: Query, after: str, since: str, what: str, texts: Sequence[int]) -> Taken:
        most = self._limits.rows if query.limit is None else min(query.limit, self._limits.rows)
        begin = _fid(after) if after else -1
        clause, values = select(query, self._dialect, None if since else (begin, most + 1))
        if after:
            clause, values = f"{clause} AND e.fid > ?", [*values, begin]
        if since:
            clause, values = f"{clause} AND e.changed > ?", [*values, change(self._db, since)]
        sql = f"SELECT {what} WHERE {clause} ORDER BY e.fid LIMIT ?"
        rows = self._db.execute(sql, [*values, most + 1]).fetchall()
        taken = _cut(rows[:most], texts, self._limits.bytes)
        return taken, str(taken[-1][-1]) if len(taken) < len(rows) else ""


def removals(db: Session, since: str) -> list[Removal]:
    """Return the events that are gone since a version."""
    rows = db.execute(
        "SELECT t.id, a.event, t.fid FROM tombstones AS t LEFT JOIN aliases AS a ON a.alias = t.id "
        "WHERE t.changed > ? ORDER BY t.id", [change(db, since)])
    return [Removal(told_text(gone), told_text(event or ""), fid) for gone, event, fid in rows]


def version(db: Session) -> str:
    """Return the word for the content as it is."""
    rows = dict(db.execute("SELECT key, value FROM torkham WHERE key IN ('store', 'change')").fetchall())
    return f"{rows['store']}-{rows['change']}"


def change(db: Session, since: str) -> int:
    """Return the number of the change that made a version. Raises BadQuery if it is none of this store."""
    now = version(db)
    store, _, number = since.rpartition("-")
    if store != now.rpartition("-")[0] or not re.fullmatch("[0-9]{1,18}", number):
        raise BadQuery(f"since: {since!r} is no version of this store, which is at {now}; take everything anew")
    return int(number)


def by_id(db: Session, memory: Memory, event_id: str) -> Event | None:
    """Return an event by its id, or by one that was merged into it."""
    key = stored(event_id)
    either = "WHERE e.id = ? OR e.id = (SELECT event FROM aliases WHERE alias = ?)"  # no id is both
    return next(iter(chosen(db, memory, either, [key, key])), None)


def _named(columns: Sequence[str]) -> tuple[str, list[int]]:
    """Return columns as SQL, the number of the event last, and which of them hold text. Raises BadQuery."""
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise BadQuery(f"unknown column {unknown[0]!r}; there are {', '.join(COLUMNS)}")
    texts = [n for n, name in enumerate(columns) if name in _TEXTS]
    return ", ".join(f"e.{name}" for name in (*columns, "fid")), texts


def _fid(after: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", after):
        raise BadQuery(f"after: {after[:80]!r} was not given by a page before")
    return int(after)


def _cut(rows: list[Any], texts: Sequence[int], most: int) -> list[Any]:
    """Return the rows up to a bound on their size, one at the least; the numbers of columns with texts are given."""
    columns = list(zip(*rows, strict=True))
    if _ROW_BYTES * len(rows) + sum(sum(map(len, filter(None, columns[n]))) for n in texts if rows) <= most:
        return rows
    sizes = accumulate(_ROW_BYTES + sum(len(row[n] or "") for n in texts) for row in rows)
    return rows[: max(1, bisect_right(list(sizes), most))]


def _plain(rows: list[Any], texts: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return rows without their last column; bytes in those of `texts` stand for texts (geo.store.codec.stored)."""
    columns = list(zip(*rows, strict=True))
    rows = [row[:-1] for row in rows]
    if any(bytes in set(map(type, columns[n])) for n in texts if rows):
        return [tuple(told_text(cell) if isinstance(cell, bytes) else cell for cell in row) for row in rows]
    return rows
