"""Connections lent to any thread, and SQLite's complaints in words that say what to do."""

from __future__ import annotations

import os
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from geo.errors import StoreError


class Closing(Protocol):
    """What can be closed."""

    def close(self) -> Any:
        """Let go."""


Connection = TypeVar("Connection", bound=Closing)

BUSY_S = 15.0  # how long a writer waits for another program's writing to end

_ADVICE = {
    sqlite3.SQLITE_NOTADB: "is not a GeoPackage, or is damaged; name another file, or restore a copy",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a copy, or move it away and read the articles again",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; nothing of this step was kept. Make room and try again",
    sqlite3.SQLITE_READONLY: "cannot be written: it or its folder is read-only; change that, or name another file",
    sqlite3.SQLITE_BUSY: f"is being written by another program for over {BUSY_S:g} s; try again when that has ended",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: does it exist, and may it and its folder be read and written?",
    sqlite3.SQLITE_PERM: "cannot be opened: permission denied",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports a fault. Nothing of this step was kept",
    sqlite3.SQLITE_TOOBIG: "cannot keep a text of that size",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into a StoreError; errors of our own SQL pass."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if "Could not decode" in str(error):
            code = sqlite3.SQLITE_CORRUPT
        if code not in _ADVICE:
            raise
        raise StoreError(f"{path} {_ADVICE[code]} ({error})") from error


class Lender(ABC, Generic[Connection]):
    """Connections, opened as threads need them, kept for the next, never carried into a forked process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._is_closed = False

    @abstractmethod
    def connect(self) -> Connection:
        """Return a new connection."""

    @abstractmethod
    def reset(self, db: Connection) -> bool:
        """End a transaction that was left open; return whether the connection is good for another use."""

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """Lend a connection that nobody else uses meanwhile; no transaction is open on it, before or after."""
        db = self._take()
        is_good = False
        try:
            yield db
        finally:
            try:
                is_good = self.reset(db)
            finally:
                self._give_back(db, is_good=is_good)

    def close(self) -> None:
        """Close what is idle now, and what is lent as soon as it comes back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def _take(self) -> Connection:
        with self._lock:
            if self._is_closed:
                raise StoreError(f"{self.name} was closed; open it again")
            if self._process != os.getpid():  # connections must not cross a fork
                self._process, self._idle = os.getpid(), []
            if self._idle:
                return self._idle.pop()
        return self.connect()

    def _give_back(self, db: Connection, *, is_good: bool) -> None:
        with self._lock:
            if is_good and not self._is_closed:
                self._idle.append(db)
                return
        db.close()


class Connections(Lender[sqlite3.Connection]):
    """Connections to one SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path

    def connect(self, mode: str = "rw") -> sqlite3.Connection:
        """Return a new connection; mode rwc makes a file that is missing, rw does not."""
        db = sqlite3.connect(
            f"{self.path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False
        )
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    def reset(self, db: sqlite3.Connection) -> bool:
        """End a transaction that was left open."""
        if db.in_transaction:
            db.execute("ROLLBACK")
        return True
