"""The store in a database: every promise of the protocol, on whatever gives sessions (geo.store.session.Database)."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from geo.errors import BadQuery, NotFound
from geo.model import Article, Event, Layer, Reading
from geo.store import articles, events
from geo.store.checking import faults
from geo.store.events import Paging
from geo.store.importing import put_events
from geo.store.protocol import ROW, ArticleSummary, EventPage, Limits, Page, Put, ReadWith, Removal, Totals, Unresolved
from geo.store.query import Query
from geo.store.rows import Frontier
from geo.store.selection import counting, order, ordinals, select
from geo.store.session import Database, Memory, Session
from geo.store.writing import Writing

ALL = Query()
MARGIN_DAYS = 3


class DatabaseStore:
    """A store in a database. `frontier_km` measures a point (lon, lat) against the frontier, in km."""

    def __init__(
        self, database: Database, *, frontier_km: Frontier | None = None, limits: Limits | None = None
    ) -> None:
        self._database = database
        self._frontier_km = frontier_km
        self._limits = limits or Limits()
        self._memory = Memory(database.name)

    def put(self, reading: Reading, events: Iterable[Event]) -> None:
        """Keep a reading and the events it leads to, all or nothing (see Store.put)."""
        events = tuple(events)
        with self._writing() as writing:
            writing.put(reading, events)

    def put_events(self, source: Article | None, events: Iterable[Event]) -> Put:
        """Keep many events, all or nothing (see Store.put_events)."""
        with self._writing() as writing:
            return put_events(writing, self._database, source, events)

    def keep_only(self, source_id: str, events: Set[str]) -> int:
        """Take away what a data set told of all events but some (see Store.keep_only)."""
        if not self.article(source_id).is_dataset:
            raise ValueError(f"{source_id!r} is no data set; an article is put again as it is now")
        with self._writing() as writing:
            return writing.forget(source_id, events)

    def events(self, query: Query = ALL) -> list[Event]:
        """Return the events that a query selects, the latest start first, undated last, then by id."""
        dialect = self._database.dialect
        clause, values = select(query, dialect)
        return self._events(f"WHERE {clause} {order(query, dialect)}", values, query.limit)

    def page(self, query: Query = ALL, *, after: str = "", since: str = "") -> EventPage:
        """Return one page of events (see Store.page)."""
        with self._asking() as db:
            found, after = self._paging(db).records(query, after, since)
            return EventPage([self._memory.unpack(db, Event, record) for record, _ in found], after)

    def rows(self, query: Query = ALL, *, after: str = "", since: str = "", columns: Sequence[str] = ROW) -> Page:
        """Return one page of rows (see Store.rows)."""
        with self._asking() as db:
            return Page(*self._paging(db).rows(query, after, since, columns))

    def numbered(self, fids: Sequence[int], columns: Sequence[str] = ROW) -> list[tuple[Any, ...]]:
        """Return the rows of events by their `fid`, in that order; those that are gone are left out."""
        with self._asking() as db:
            return self._paging(db).numbered(fids, columns)

    def removals(self, since: str) -> list[Removal]:
        """Return the events that are gone since a version (see Store.removals)."""
        with self._asking() as db:
            return events.removals(db, since)

    def count(self, query: Query = ALL) -> int:
        """Return how many events a query selects, whatever its limit."""
        with self._asking() as db:
            return int(db.execute(*counting(query, self._database.dialect)).fetchone()[0])

    def totals(self) -> Totals:
        """Return what the store holds, in a few figures."""
        with self._asking() as db:
            layers = dict(db.execute("SELECT layer, count(*) FROM events GROUP BY layer").fetchall())
            first, last = db.execute("SELECT min(date_start), max(date_end) FROM events").fetchone()
            count, until = db.execute("SELECT count(*), max(published) FROM articles").fetchone()
        first, last, until = (date.fromisoformat(day) if day else None for day in (first, last, until))
        return Totals(sum(layers.values()), {layer.value: layers.get(layer.value, 0) for layer in Layer}, count,
                      first, last, until)

    def event(self, event_id: str) -> Event:
        """Return an event by its id, or by the id of a report merged into it. Raises NotFound."""
        with self._asking() as db:
            if found := events.by_id(db, self._memory, event_id):
                return found
        raise NotFound(f"no event {event_id!r} in the store")

    def article(self, article_id: str) -> Article:
        """Return an article with its text, exactly as it was put. Raises NotFound."""
        with self._asking() as db:
            return articles.article(db, self._memory, article_id)

    def articles(self) -> list[ArticleSummary]:
        """Return all articles, the latest first, undated last, then by id."""
        with self._asking() as db:
            return articles.summaries(db)

    def reading(self, article_id: str) -> Reading:
        """Return what was read out of an article; its events are the store's merged ones. Raises NotFound."""
        with self._asking() as db:
            return articles.reading(db, self._memory, article_id)

    def events_of_article(self, article_id: str) -> list[Event]:
        """Return the events that an article reports, in the order of their first passage in it."""
        rest, values = articles.telling(article_id)
        return self._events(rest, values, None)

    def events_near(self, start: date | None, end: date | None, *, margin_days: int = MARGIN_DAYS) -> list[Event]:
        """Return the events near in time to two days, and those of unknown date; None leaves a side open."""
        first, last = ordinals((start, end))
        margin = timedelta(days=margin_days).days
        dialect = self._database.dialect
        near, values = dialect.days(first - margin, last + margin)
        return self._events(f"WHERE {near} OR e.first_day IS NULL {dialect.found_latest}", values, None)

    def place_counts(self) -> Mapping[str, int]:
        """Return, by gazetteer id, how many events a place has a part in."""
        with self._asking() as db:
            return articles.place_counts(db)

    def border_distances(self) -> Mapping[str, float]:
        """Return, by gazetteer id, the km from each place in use to the frontier, as far as they are known."""
        with self._asking() as db:
            return articles.border_distances(db)

    def unresolved(self, has_row: Callable[[str], bool] | None = None) -> list[Unresolved]:
        """Return the names that found no place, or that have no row, the most frequent first."""
        with self._asking() as db:
            return articles.unresolved(db, has_row)

    @property
    def version(self) -> str:
        """A word that differs whenever the content does, and between any two stores."""
        with self._asking() as db:
            return events.version(db)

    @property
    def changed_at(self) -> datetime:
        """When the content last changed, to the second, in UTC."""
        with self._asking() as db:
            (at,) = db.execute("SELECT value FROM torkham WHERE key = 'changed_at'").fetchone()
            return datetime.fromisoformat(at)

    @property
    def is_empty(self) -> bool:
        """True if no article was ever put."""
        with self._asking() as db:
            return not db.execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0]

    @property
    def read_with(self) -> ReadWith | None:
        """What all articles were read with; None if nobody noted it."""
        with self._asking() as db:
            noted = "SELECT key, value FROM torkham WHERE key IN ('gazetteer', 'codebook')"
            found = dict(db.execute(noted).fetchall())
        if "gazetteer" not in found:
            return None
        return ReadWith(zlib.decompress(b64decode(found["gazetteer"])), found.get("codebook", ""))

    def note_read_with(self, read_with: ReadWith) -> None:
        """Note what all articles are read with now (see Store.note_read_with)."""
        gazetteer = b64encode(zlib.compress(read_with.gazetteer)).decode("ascii")
        note = "INSERT INTO torkham VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        with self._database.writing() as db:
            db.execute(note, ["gazetteer", gazetteer])
            db.execute(note, ["codebook", read_with.codebook])

    def check(self) -> list[str]:
        """Return every fault found by going through the whole store; slow where it is large."""
        with self._database.asking(None) as db:
            return [*self._database.check(db), *faults(db, self._memory)]

    def backup(self, path: Path) -> None:
        """Write all of the store to a new GeoPackage, whole or not at all. Raises StoreError."""
        self._database.backup(path.absolute())

    def close(self) -> None:
        """Let go of the database; what is being asked right now still gets its answer."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asking(self) -> AbstractContextManager[Session]:
        return self._database.asking(self._limits.time_s)

    def _paging(self, db: Session) -> Paging:
        return Paging(db, self._database.dialect, self._limits)

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        """Lend the way to write within one transaction; what it changed makes a new version."""
        with self._database.writing() as db:
            writing = Writing(db, self._memory, self._frontier_km, makes_geom=not self._database.has_points)
            yield writing
            writing.finish()
        self._memory.numbers.update(writing.fresh)

    def _events(self, rest: str, values: Sequence[object], limit: int | None) -> list[Event]:
        most = self._limits.events
        take = most + 1 if limit is None else min(limit, most + 1)
        with self._asking() as db:
            found = events.chosen(db, self._memory, f"{rest} LIMIT ?", [*values, take])
        if len(found) > most:
            raise BadQuery(f"this asks for more than {most:,} events at once; narrow it, or take them page by page")
        return found
