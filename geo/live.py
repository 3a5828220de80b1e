"""A value read from a file that people edit: swapped whole when the file changes, the last good one kept until then.

An editor that saves in place leaves the file empty or cut short for a moment, and some of what it leaves then would
even read well. So a change counts only when size and time of the file were the same at two looks some time apart; then
one snapshot of the bytes is read, and the value of it takes the place of the old one at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from geo.errors import DataError, SourceError
from geo.model import Problem
from geo.tables import read_bytes

T = TypeVar("T")
Stamp = tuple[int, int, int]  # size, time of change in ns, number of the file


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is not served: its bytes (empty if it cannot be opened), and why."""

    raw: bytes
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class State(Generic[T]):
    """What is served: a value, the bytes that it was read from, how many values came before, and what waits."""

    value: T
    raw: bytes
    generation: int = 0
    pending: Pending | None = None


class Live(Generic[T]):
    """A value of a file. `read` makes it from a snapshot of the bytes and raises DataError if they will not do.

    `accept` may raise DataError for a new value beside the one that it would replace: too many rows lost, say.
    `settle_s` is how long a changed file must stay the same. Any thread may ask; one at a time looks.
    """

    def __init__(
        self,
        path: Path,
        read: Callable[[bytes], T],
        *,
        accept: Callable[[State[T], State[T]], None] = lambda old, new: None,
        settle_s: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the file for the first time. Raises DataError, SourceError."""
        self.path = Path(path)
        self._read = read
        self._accept = accept
        self._settle_s = settle_s
        self._clock = clock
        self._lock = threading.Lock()
        self._decided = _stamp(self.path)  # the state of the file that `state` answers
        raw = read_bytes(self.path)
        self.state: State[T] = State(read(raw), raw)
        self._seen = self._decided
        self._seen_at = clock()
        self._next_look = self._seen_at + settle_s

    @property
    def value(self) -> T:
        """The last good value."""
        return self.state.value

    @property
    def is_due(self) -> bool:
        """True if it is time to look at the file, and it is not what `state` tells of. Costs one stat a second."""
        now = self._clock()
        if now < self._next_look:
            return False
        if _stamp(self.path) == self._decided:
            self._next_look = now + self._settle_s
            return False
        return True

    @property
    def is_settled(self) -> bool:
        """True if `state` tells of the file as it is now."""
        return _stamp(self.path) == self._decided

    def look(self) -> State[T] | None:
        """Look at the file; return the state that was swapped out, or None if the value is what it was.

        Returns None at once while another thread looks.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self._look()
        finally:
            self._lock.release()

    def _look(self) -> State[T] | None:
        now, stamp = self._clock(), _stamp(self.path)
        self._next_look = now + self._settle_s
        if stamp != self._seen:
            # A thread may be held up between its glances at clock and file: rest is never taken for longer than it was.
            self._seen, self._seen_at = stamp, self._clock()
            return None
        if stamp == self._decided or now - self._seen_at < self._settle_s:
            return None
        return self._decide(stamp)

    def _decide(self, stamp: Stamp | None) -> State[T] | None:
        """Read a snapshot of a file that has come to rest; keep what is served unless all of it is sound."""
        old, raw = self.state, b""
        try:
            raw = read_bytes(self.path)
            if _stamp(self.path) != stamp or len(raw) != (stamp or (0,))[0]:
                return None  # it changed while it was read; the next look decides
            self._decided = stamp
            if raw == old.raw:
                self.state = State(old.value, old.raw, old.generation)
                return None
            new = State(self._read(raw), raw, old.generation + 1)
            self._accept(old, new)
        except DataError as error:
            self.state = State(old.value, old.raw, old.generation, Pending(raw, error.problems))
            return None
        except SourceError as error:
            self._decided = stamp
            gone = (Problem(str(self.path), 1, "", "", str(error)),)
            self.state = State(old.value, old.raw, old.generation, Pending(b"", gone))
            return None
        self.state = new
        return old


def _stamp(path: Path) -> Stamp | None:
    """Return what changes when a file does; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ino)
