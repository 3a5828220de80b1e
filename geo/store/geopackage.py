"""The default store: one GeoPackage file, which QGIS, GDAL and pandas open too, through sqlite3 alone.

Readers and one writer work at the same time (write-ahead log); each `put` is one transaction.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from geo.errors import NotFound, StoreError
from geo.model import Article, Event, Location, Mention, Place, Reading
from geo.names import fold
from geo.store.codec import stored, told_text, unpack, unpack_place
from geo.store.connection import Connections, told
from geo.store.protocol import ArticleSummary, Put, Unresolved
from geo.store.query import Query
from geo.store.schema import prepare
from geo.store.selection import FOUND_FIRST, order, ordinals, select, touching
from geo.store.writing import Frontier, Writing

ALL = Query()
MARGIN_DAYS = 3
_SENTENCE_CHARS = 240  # on either side of a name
_STOP = re.compile(r"[.!?؟۔]+[\"'”’)]*\s+|\n\s*")
_CHANGE = "UPDATE torkham SET value = value + 1 WHERE key = 'change'"
_TOUCH = "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE data_type = 'features'"

Noun = TypeVar("Noun")


class GeoPackageStore:
    """A store in one file. `frontier_km` measures a point (lon, lat) against the frontier, in km."""

    def __init__(self, path: Path, *, frontier_km: Frontier | None = None) -> None:
        """Open the file, making it if it is missing or empty. Raises StoreError."""
        self.path = path.absolute()
        self._frontier_km = frontier_km
        self._write_lock = threading.Lock()
        self._numbers: dict[Place, int] = {}
        self._places: dict[int, Place] = {}
        self._connections = Connections(self.path)
        if self.path.is_dir():
            raise StoreError(f"{path} is a folder; name a file in it, such as {path / 'torkham.gpkg'}")
        if not self.path.parent.is_dir():
            raise StoreError(f"{path} cannot be made: the folder {self.path.parent} does not exist; make it first")
        with told(self.path):
            db = self._connections.connect("rwc")
            try:
                self._has_index = prepare(db, self.path)
            finally:
                db.close()

    def put(self, reading: Reading, events: Iterable[Event]) -> None:
        """Keep a reading and the events it leads to, all or nothing (see Store.put)."""
        events = tuple(events)
        with self._writing() as writing:
            writing.put(reading, events)

    def put_events(self, source: Article, events: Iterable[Event]) -> Put:
        """Keep events that were imported from a data set, all or nothing (see Store.put_events)."""
        with self._writing() as writing:
            return writing.put_events(source, events)

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        with self._write_lock, self._asking() as db:
            db.execute("BEGIN IMMEDIATE")
            writing = Writing(db, self._numbers, lambda number: self._place(db, number), self._frontier_km)
            yield writing
            if writing.changed:
                db.execute(_CHANGE)
                db.execute(_TOUCH)
            db.execute("COMMIT")
            self._numbers.update(writing.fresh)

    def events(self, query: Query = ALL) -> list[Event]:
        """Return the events that a query selects, the latest start first, undated last, then by id."""
        clause, values = select(query, has_index=self._has_index)
        limit = -1 if query.limit is None else query.limit
        with self._asking() as db:
            return self._events(db, f"WHERE {clause} {order(query)} LIMIT ?", [*values, limit])

    def count(self, query: Query = ALL) -> int:
        """Return how many events a query selects, whatever its limit."""
        clause, values = select(query, has_index=self._has_index)
        with self._asking() as db:
            return int(db.execute(f"SELECT count(*) FROM events AS e WHERE {clause}", values).fetchone()[0])  # noqa: S608

    def event(self, event_id: str) -> Event:
        """Return an event by its id, or by the id of a report merged into it. Raises NotFound."""
        alias = "OR e.id = (SELECT event FROM aliases WHERE alias = ?1)"  # no id is both
        with self._asking() as db:
            for event in self._events(db, f"WHERE e.id = ?1 {alias}", [stored(event_id)]):
                return event
        raise NotFound(f"no event {event_id!r} in the store")

    def article(self, article_id: str) -> Article:
        """Return an article with its text, exactly as it was put. Raises NotFound."""
        with self._asking() as db:
            return self._article(db, article_id)

    def articles(self) -> list[ArticleSummary]:
        """Return all articles, the latest first, undated last, then by id."""
        sql = """
            SELECT a.id, title, publisher, url, published, published_basis, language,
                (SELECT count(DISTINCT event) FROM reports AS r WHERE r.article = a.id),
                (SELECT count(*) FROM mentions AS m WHERE m.article = a.id),
                (SELECT count(*) FROM mentions AS m
                 WHERE m.article = a.id AND place IS NULL AND use <> 'organisation'),
                json_extract(record, '$.licence'), json_extract(record, '$.is_dataset')
            FROM articles AS a ORDER BY published DESC, a.id"""
        with self._asking() as db:
            return [_summary(row) for row in db.execute(sql)]

    def reading(self, article_id: str) -> Reading:
        """Return what was read out of an article; its events are the store's merged ones. Raises NotFound."""
        mentions: list[Mention] = []
        locations: list[Location] = []
        with self._asking() as db:
            db.execute("BEGIN")  # one moment for the article, its mentions and its events
            article = self._article(db, article_id)
            rows = db.execute("SELECT record, place IS NULL FROM mentions WHERE article = ? ORDER BY n",
                              [stored(article_id)])
            for record, is_unresolved in rows.fetchall():
                if is_unresolved:
                    mentions.append(self._unpack(db, Mention, record))
                else:
                    locations.append(self._unpack(db, Location, record))
                    mentions.append(locations[-1].mention)
            events = self._events_of_article(db, article_id)
        return Reading(article, tuple(mentions), tuple(locations), tuple(events))

    def events_of_article(self, article_id: str) -> list[Event]:
        """Return the events that an article reports, in the order of their first passage in it."""
        with self._asking() as db:
            return self._events_of_article(db, article_id)

    def events_near(self, start: date | None, end: date | None, *, margin_days: int = MARGIN_DAYS) -> list[Event]:
        """Return the events near in time to two days, and those of unknown date; None leaves a side open."""
        first, last = ordinals((start, end))
        margin = timedelta(days=margin_days).days
        near, values = touching(first - margin, last + margin)
        with self._asking() as db:
            return self._events(db, f"WHERE {near} OR e.first_day IS NULL {FOUND_FIRST}", values)

    def place_counts(self) -> Mapping[str, int]:
        """Return, by gazetteer id, how many events a place has a part in."""
        with self._asking() as db:
            rows = db.execute("SELECT place, count(DISTINCT event) FROM event_places GROUP BY place ORDER BY place")
            return {told_text(place): count for place, count in rows}

    def border_distances(self) -> Mapping[str, float]:
        """Return, by gazetteer id, the km from each place in use to the frontier, as far as they are known."""
        with self._asking() as db:
            rows = db.execute("SELECT id, border_km FROM places WHERE border_km IS NOT NULL ORDER BY id")
            return {told_text(place): km for place, km in rows}

    def unresolved(self) -> list[Unresolved]:
        """Return the names that found no place, the most frequent first."""
        sql = """
            SELECT m.text, count(*), m.article, min(m.n), m.start, m."end", a.text
            FROM mentions AS m JOIN articles AS a ON a.id = m.article
            WHERE m.place IS NULL AND m.use <> 'organisation' GROUP BY m.text ORDER BY count(*) DESC, m.text"""
        found: dict[str, Unresolved] = {}
        with self._asking() as db:
            for name, count, article, _, start, end, text in db.execute(sql):
                key = fold(told_text(name))
                if key in found:
                    found[key] = found[key]._replace(mentions=found[key].mentions + count)
                else:
                    passage = _passage(told_text(text), start, end)
                    found[key] = Unresolved(told_text(name), count, told_text(article), passage)
        return sorted(found.values(), key=lambda item: (-item.mentions, item.name))

    @property
    def version(self) -> str:
        """A word that differs whenever the content does, and between any two stores."""
        with self._asking() as db:
            rows = dict(db.execute("SELECT key, value FROM torkham WHERE key IN ('store', 'change')").fetchall())
            return f"{rows['store']}-{rows['change']}"

    @property
    def is_empty(self) -> bool:
        """True if no article was ever put."""
        with self._asking() as db:
            return not db.execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0]

    def check(self) -> list[str]:
        """Return every fault found by going through the whole file; slow where it is large."""
        faults = []
        with self._asking() as db:
            faults += [say for (say,) in db.execute("PRAGMA integrity_check") if say != "ok"]
            loose = db.execute("PRAGMA foreign_key_check").fetchall()
            faults += [f"table {row[0]}: row {row[1]} leads to nothing" for row in loose]
            (say,) = db.execute("SELECT rtreecheck('event_box')").fetchone()
            faults += [say] if say != "ok" else []
            (boxes, placed) = db.execute("SELECT (SELECT count(*) FROM event_box), count(lon) FROM events").fetchone()
            faults += [f"{placed} events have a place, {boxes} stand in the index"] if boxes != placed else []
            if self._has_index:
                try:
                    db.execute("INSERT INTO event_search (event_search, rank) VALUES ('integrity-check', 1)")
                except sqlite3.DatabaseError as error:
                    faults.append(f"the text index does not fit the events ({error})")
        return faults

    def close(self) -> None:
        """Let go of the file; what is being asked right now still gets its answer."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        with told(self.path), self._connections.lent() as db:
            yield db

    def _events(self, db: sqlite3.Connection, rest: str, values: Sequence[object]) -> list[Event]:
        """Return the events that some SQL over `events AS e` selects; records are fetched last, after sorting."""
        if not db.in_transaction:
            db.execute("BEGIN")  # one moment for the choice and the records
        chosen = db.execute(f"SELECT e.fid FROM events AS e {rest}", values).fetchall()  # noqa: S608
        rows = (db.execute("SELECT record FROM events WHERE fid = ?", fid).fetchone() for fid in chosen)
        return [self._unpack(db, Event, row[0]) for row in rows]

    def _events_of_article(self, db: sqlite3.Connection, article_id: str) -> list[Event]:
        first = "(SELECT event, min(start) AS start FROM reports WHERE article = ? GROUP BY event)"
        return self._events(db, f"JOIN {first} AS r ON e.id = r.event ORDER BY r.start, e.id", [stored(article_id)])

    def _article(self, db: sqlite3.Connection, article_id: str) -> Article:
        row = db.execute("SELECT record, text FROM articles WHERE id = ?", [stored(article_id)]).fetchone()
        if row is None:
            raise NotFound(f"no article {article_id!r} in the store")
        article = self._unpack(db, Article, row[0])
        return replace(article, text=told_text(row[1]))

    def _unpack(self, db: sqlite3.Connection, kind: type[Noun], record: str) -> Noun:
        try:
            return unpack(kind, record, lambda number: self._place(db, number))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{self.path} is damaged: a record cannot be read ({error}); restore a copy, "
                             "or move it away and read the articles again") from error

    def _place(self, db: sqlite3.Connection, number: int) -> Place:
        """Return a place by its number; a number never comes to mean another place."""
        if number not in self._places:
            (record,) = db.execute("SELECT record FROM place_versions WHERE fid = ?", [number]).fetchone()
            self._places[number] = unpack_place(record)
        return self._places[number]


def _summary(row: Sequence[Any]) -> ArticleSummary:
    key, title, publisher, url, basis, language = (told_text(cell) for cell in (*row[:4], *row[5:7]))
    day = date.fromisoformat(row[4]) if row[4] else None
    events, mentions, unresolved, licence, is_dataset = row[7:]
    return ArticleSummary(
        key, title, publisher, url, day, basis, language, events, mentions, unresolved, licence or "", bool(is_dataset)
    )


def _passage(text: str, start: int, end: int) -> str:
    """Return the sentence around a span, cut short where it is long."""
    before = [match.end() for match in _STOP.finditer(text, max(0, start - _SENTENCE_CHARS), start)]
    after = _STOP.search(text, end, end + _SENTENCE_CHARS)
    first = before[-1] if before else max(0, start - _SENTENCE_CHARS)
    return text[first : after.end() if after else end + _SENTENCE_CHARS].strip()
