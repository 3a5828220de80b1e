"""The default store: one GeoPackage file, which QGIS, GDAL and pandas open too, through sqlite3 alone.

Readers and one writer work at the same time (write-ahead log), in as many programs as there are. Within one process
nothing else may open the file as long as it is open here: a second copy of SQLite, such as GDAL's, would take away its
locks (sqlite.org/howtocorrupt.html, 2.2.1).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo.errors import BadQuery, StoreError
from geo.store import schema
from geo.store.boxes import rebuild
from geo.store.connection import Connections, told
from geo.store.migrations import carry_over
from geo.store.selection import SqliteDialect
from geo.store.writing import insertion

_STEPS = 20_000  # of SQLite's machine, between looks at the clock
_BULK_CACHE_KIB = 256 * 1024
_MERGED = 4  # parts of the text index, as is FTS5's default
_FEW = 2_000  # new events that are put into the indexes one by one


class GeoPackage:
    """A GeoPackage with the tables of a store (geo.store.session.Database)."""

    has_points = False

    def __init__(self, path: Path) -> None:
        """Open the file, making it if it is missing or empty, or carrying it over. Raises StoreError."""
        self.path = path.absolute()
        self.name = str(self.path)
        self._write_lock = threading.Lock()
        self._connections = Connections(self.path)
        if self.path.is_dir():
            raise StoreError(f"{path} is a folder; name a file in it, such as {path / 'torkham.gpkg'}")
        if not self.path.parent.is_dir():
            raise StoreError(f"{path} cannot be made: the folder {self.path.parent} does not exist; make it first")
        with told(self.path), contextlib.closing(self._connections.connect("rwc")) as db:
            schema.make(db)
            if schema.check_ours(db, self.path) < schema.SCHEMA:
                carry_over(db)
            self.has_index = schema.check_whole(db, self.path)
            if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):  # as in a backup
                with contextlib.suppress(sqlite3.OperationalError):  # a file that is only read
                    schema.write_ahead(db)
        self.dialect = SqliteDialect(has_index=self.has_index)

    @contextmanager
    def asking(self, time_s: float | None) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one moment. Raises BadQuery where an answer takes longer than `time_s`."""
        with told(self.path), self._connections.lent() as db:
            db.execute("BEGIN")
            if time_s is None:
                yield db
                return
            end = time.monotonic() + time_s
            db.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            try:
                yield db
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
                raise BadQuery(f"the answer takes longer than {time_s:g} s; narrow the query by bbox, datetime or "
                               "another word") from None
            finally:
                db.set_progress_handler(None, 0)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection whose changes are kept all or not at all; other writers wait."""
        with self._write_lock, told(self.path), self._connections.lent() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    def bulk(self, db: sqlite3.Connection) -> SqliteBulk:
        """Return how many events are written within a session of `writing`."""
        return SqliteBulk(db, has_index=self.has_index)

    def check(self, db: sqlite3.Connection) -> Iterator[str]:
        """Yield what is wrong with the file and its indexes."""
        yield from (say for (say,) in db.execute("PRAGMA integrity_check") if say != "ok")
        loose = db.execute("PRAGMA foreign_key_check").fetchall()
        yield from (f"table {row[0]}: row {row[1]} leads to nothing" for row in loose)
        (say,) = db.execute("SELECT rtreecheck('event_box')").fetchone()
        if say != "ok":
            yield say
        (boxes, placed) = db.execute("SELECT (SELECT count(*) FROM event_box), count(lon) FROM events").fetchone()
        if boxes != placed:
            yield f"{placed} events have a place, {boxes} stand in the index"
        missing = set(schema.named(schema.INDEXES, "INDEX")) - _names(db, "index")
        missing |= set(schema.named(schema.BOXES + (schema.SEARCH if self.has_index else ""), "TRIGGER"))
        missing -= _names(db, "trigger")
        yield from (f"{name} is missing" for name in sorted(missing))
        if self.has_index:
            yield from self._check_words()

    def _check_words(self) -> Iterator[str]:
        """Compare the text index with the texts, on a connection that may write."""
        with self._connections.lent() as db:
            try:
                db.execute("INSERT INTO event_search (event_search, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                    return  # SQLite asks for this by an INSERT
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                    raise
                yield f"the text index does not fit the events ({error})"

    def backup(self, path: Path) -> None:
        """Copy the file as it is now, whole or not at all, while others read and write. Raises StoreError."""
        part = path.with_name(path.name + ".part")
        try:
            part.unlink(missing_ok=True)
            with told(part), contextlib.closing(sqlite3.connect(part)) as copy:
                with told(self.path), self._connections.lent() as db:
                    db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            if isinstance(error, StoreError):
                raise
            raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
        finally:
            part.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; what is being asked right now still gets its answer."""
        self._connections.close()


class SqliteBulk:
    """Inserts new events; once they are many, the indexes are taken away and built anew at the end.

    All of it happens within the writer's transaction: readers see the old indexes until it ends.
    """

    def __init__(self, db: sqlite3.Connection, *, has_index: bool) -> None:
        self._db = db
        self._has_index = has_index
        self._is_bare = False
        self._added = 0
        self._held: int | None = None
        self._last = 0

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table."""
        self._db.executemany(insertion(table, columns), rows)

    def grow(self, added: int) -> bool:
        """Take note of new events; return whether only new ones may be written, until `settle`."""
        if self._held is None:
            (held,) = self._db.execute("SELECT count(*) FROM events").fetchone()
            self._held = held - added
        self._added += added
        if not self._is_bare and self._added >= max(_FEW, self._held // 8):
            self._strip()
        return self._is_bare

    def settle(self) -> None:
        """Build the indexes that were taken away."""
        if not self._is_bare:
            return
        schema.run(self._db, schema.INDEXES)
        rebuild(self._db, schema.ALWAYS)
        schema.run(self._db, _triggers(schema.BOXES))
        if self._has_index:
            self._merge_words(0)  # parts of the index are only merged where they become very many
            self._db.execute("INSERT INTO event_search (rowid, search) SELECT fid, search FROM event_records "
                             "WHERE fid > ?", [self._last])
            self._merge_words(_MERGED)
            schema.run(self._db, _triggers(schema.SEARCH))
        self._db.execute("PRAGMA cache_size = -2000")
        self._held, self._added, self._is_bare = None, 0, False

    def _merge_words(self, parts: int) -> None:
        """Let so many parts of the text index be merged as they come; 0 leaves them."""
        self._db.execute("INSERT INTO event_search (event_search, rank) VALUES ('automerge', ?)", [parts])

    def _strip(self) -> None:
        self._db.execute(f"PRAGMA cache_size = -{_BULK_CACHE_KIB}")
        (self._last,) = self._db.execute("SELECT max(fid) FROM events").fetchone()
        for name in schema.named(schema.INDEXES, "INDEX"):
            self._db.execute(f"DROP INDEX {name}")
        for name in schema.named(schema.BOXES + schema.SEARCH, "TRIGGER"):
            self._db.execute(f"DROP TRIGGER IF EXISTS {name}")
        self._is_bare = True


def _triggers(script: str) -> str:
    return "\n\n".join(some for some in script.strip().split("\n\n") if some.startswith("CREATE TRIGGER"))


def _names(db: sqlite3.Connection, kind: str) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = ?", [kind])}
