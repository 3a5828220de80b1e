"""What SQLite and PostgreSQL have in common here: a session that takes SQL with a question mark for each value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from geo.errors import StoreError
from geo.model import Place
from geo.store.codec import unpack, unpack_place
from geo.store.selection import Dialect

Noun = TypeVar("Noun")


class Rows(Protocol):
    """What a statement brought."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """Return the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Session(Protocol):
    """A connection in use."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, rows: Any, /) -> Any:
        """Run one statement for each row of values."""


class Database(Protocol):
    """A database with the tables of a store; every session of it takes part in one of its two kinds of transaction."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    @property
    def dialect(self) -> Dialect:
        """How it says what databases say differently."""

    @property
    def has_points(self) -> bool:
        """Whether it makes geometries of lon and lat by itself."""

    def asking(self, time_s: float | None) -> AbstractContextManager[Session]:
        """Lend a session that sees one moment. Raises BadQuery where an answer takes longer than `time_s`."""

    def writing(self) -> AbstractContextManager[Session]:
        """Lend a session whose changes are kept all or not at all; other writers wait."""

    def bulk(self, db: Any) -> Bulk:
        """Return how many events are written within a session of `writing`."""

    def check(self, db: Any) -> Iterator[str]:
        """Yield the faults that only this kind of database can have."""

    def backup(self, path: Path) -> None:
        """Write all to another file, whole or not at all."""

    def close(self) -> None:
        """Let go of files and connections."""


class Bulk(Protocol):
    """The quick way to write many new events within one transaction."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table; making them may ask and write the session too."""

    def grow(self, added: int) -> bool:
        """Take note of new events; return whether from now on only new ones may be written, until `settle`."""

    def settle(self) -> None:
        """Bring the indexes up to date with what was inserted; anything may be written again."""


@dataclass
class Memory:
    """The places of a store by their numbers; a number never comes to mean another place."""

    name: str
    places: dict[int, Place] = field(default_factory=dict)
    numbers: dict[Place, int] = field(default_factory=dict)

    def unpack(self, db: Session, kind: type[Noun], record: str) -> Noun:
        """Return the noun in a record. Raises StoreError if it cannot be read."""
        try:
            return unpack(kind, record, self.reader(db))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{self.name} is damaged: a record cannot be read ({error}); restore a copy, "
                             "or move it away and read the articles again") from error

    def reader(self, db: Session) -> Callable[[int], Place]:
        """Return a function that gives the place of a number."""

        def place(number: int) -> Place:
            if number not in self.places:
                (record,) = db.execute("SELECT record FROM place_versions WHERE fid = ?", [number]).fetchone()
                self.places[number] = unpack_place(record)
            return self.places[number]

        return place

