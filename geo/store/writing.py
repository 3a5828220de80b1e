"""One article into the store, within a transaction that the caller began and ends."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any

from geo.errors import NotFound
from geo.model import Article, Count, Event, EventPlace, Layer, Location, Place, Reading
from geo.names import fold
from geo.store.codec import pack, pack_place, stored, told_text, unpack
from geo.store.protocol import Put
from geo.store.query import tokens
from geo.store.selection import FIRST, LAST, admin1_key

Frontier = Callable[[float, float], float]
_INT64 = 2**63


class Writing:
    """What one transaction learns. `fresh` are the numbers of places that it wrote or looked up."""

    def __init__(
        self,
        db: sqlite3.Connection,
        numbers: dict[Place, int],
        place: Callable[[int], Place],
        frontier_km: Frontier | None,
    ) -> None:
        self.fresh: dict[Place, int] = {}
        self.changed = False
        self._db = db
        self._numbers = numbers
        self._place = place
        self._frontier_km = frontier_km
        self._articles: dict[str, tuple[str, str]] = {}

    def put(self, reading: Reading, events: Sequence[Event]) -> None:
        """Write a reading and the events it leads to; `changed` tells whether that made a difference."""
        retold = self._put_article(reading.article)
        self._put_mentions(reading)
        written = {event.id for event in events if self._put_event(event)}
        self._follow_aliases(events)
        self._forget_stale(reading, events)
        if retold:
            self._refresh_events_of(reading.article.id, written)
        self._mark_places(reading.locations, [event for event in events if event.id in written])

    def put_events(self, source: Article, events: Iterable[Event]) -> Put:
        """Write a data set and events imported from it."""
        if not source.is_dataset:
            raise ValueError(f"{source.id!r} is no data set; articles are put with what was read out of them")
        if self._put_article(source):
            self._refresh_events_of(source.id, set())
        counts = dict.fromkeys(Put._fields, 0)
        for event in events:
            counts[self._put_imported(event)] += 1
        return Put(**counts)

    def _put_imported(self, event: Event) -> str:
        key = [stored(event.id)]
        if self._run("SELECT 1 FROM aliases WHERE alias = ?", key).fetchone():
            return "merged"
        is_new = self._run("SELECT 1 FROM events WHERE id = ?", key).fetchone() is None
        if not self._put_event(event):
            return "same"
        self._follow_aliases([event])
        self._mark_places((), [event])
        return "new" if is_new else "changed"

    def _run(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._db.execute(sql, values)

    def _put_article(self, article: Article) -> bool:
        """Write an article; return whether that changed one that was there."""
        key, text = stored(article.id), stored(article.text)
        record = pack(replace(article, text=""), self._number)
        old = self._run("SELECT record, text FROM articles WHERE id = ?", [key]).fetchone()
        self._articles[article.id] = (article.publisher, article.text)
        if old == (record, text):
            return False
        self.changed = True
        _upsert(self._db, "articles", {
            "id": key, "title": stored(article.title), "publisher": stored(article.publisher),
            "publisher_key": fold(article.publisher), "url": stored(article.url), "published": _day(article.published),
            "published_basis": stored(article.published_basis), "language": stored(article.language), "text": text,
            "record": record,
        })
        return old is not None

    def _put_mentions(self, reading: Reading) -> None:
        key = stored(reading.article.id)
        located = {location.mention: location for location in reading.locations}
        if len(located) != len(reading.locations) or not set(located) <= set(reading.mentions):
            raise ValueError("a reading's locations must each belong to one of its mentions")
        rows = []
        for n, mention in enumerate(reading.mentions):
            location = located.get(mention)
            rows.append((
                key, n, mention.start, mention.end, stored(mention.text), mention.use.value,
                stored(location.place.id) if location else None, location.score if location else None,
                pack(location or mention, self._number),
            ))
        columns = 'article, n, start, "end", text, use, place, score, record'
        old = self._run(f"SELECT {columns} FROM mentions WHERE article = ? ORDER BY n", [key]).fetchall()  # noqa: S608
        if old == rows:
            return
        self.changed = True
        self._run("DELETE FROM mentions WHERE article = ?", [key])
        self._db.executemany(f"INSERT INTO mentions ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608

    def _put_event(self, event: Event) -> bool:
        """Write an event; return whether it was new or other than before."""
        record = pack(event, self._number)
        old = self._run("SELECT record FROM events WHERE id = ?", [stored(event.id)]).fetchone()
        if old == (record,):
            return False
        self.changed = True
        _upsert(self._db, "events", {**self._columns(event), "record": record})
        self._put_parts(event, is_new=old is None)
        self._run("DELETE FROM aliases WHERE alias = ?", [stored(event.id)])
        return True

    def _columns(self, event: Event) -> dict[str, object]:
        part = event.main_place
        incident = event.layer is Layer.INCIDENT
        first, last = _span(event)
        publishers = dict.fromkeys(self._article(report.article_id)[0] for report in event.reports)
        return {
            "id": stored(event.id), "layer": event.layer.value, "type": event.type.family,
            "sub_type": event.type.code if incident else stored(event.mode) or None, "title": stored(event.title),
            "date_start": _day(event.when.start), "date_end": _day(event.when.end),
            "date_precision": event.when.precision.value, "date_basis": event.when.basis.value,
            "status": event.status.value, "is_aggregate": event.is_aggregate, "confidence": event.confidence,
            **_count("fatalities", event.fatalities), **_count("injuries", event.injuries),
            **self._place_columns(part),
            "actors": stored("; ".join(actor.name for actor in event.actors)),
            "sources": stored("; ".join(filter(None, publishers))), "reports": len(event.reports),
            "code": event.type.code, "first_day": first, "last_day": last, "search": self._search(event),
        }

    def _place_columns(self, part: EventPlace | None) -> dict[str, object]:
        if part is None:
            names = ("geom place place_name role basis lon lat radius_km geo_precision country admin1 admin2 "
                     "admin1_key border_km")
            return dict.fromkeys(names.split())
        place = part.location.place
        return {
            "geom": point(place), "place": stored(place.id), "place_name": stored(place.name),
            "role": part.role.value, "basis": part.basis.value, "lon": place.lon, "lat": place.lat,
            "radius_km": place.radius_km, "geo_precision": place.geo_precision, "country": stored(place.country),
            "admin1": stored(place.admin1), "admin2": stored(place.admin2), "admin1_key": admin1_key(place.admin1),
            "border_km": self._border_km(place),
        }

    def _search(self, event: Event) -> str:
        texts = [event.title]
        for part in event.places:
            texts += [part.location.place.name, *part.location.place.alt_names]
        texts += [actor.name for actor in event.actors]
        for report in event.reports:
            publisher, text = self._article(report.article_id)
            texts += [publisher, text[report.start : report.end], report.note]
        return " ".join(word for text in dict.fromkeys(texts) for word in tokens(text))

    def _article(self, article_id: str) -> tuple[str, str]:
        """Return an article's publisher and text. Raises NotFound."""
        if article_id not in self._articles:
            row = self._run("SELECT publisher, text FROM articles WHERE id = ?", [stored(article_id)]).fetchone()
            if row is None:
                raise NotFound(f"an event reports article {article_id!r}, which the store does not hold")
            self._articles[article_id] = (told_text(row[0]), told_text(row[1]))
        return self._articles[article_id]

    def _put_parts(self, event: Event, *, is_new: bool) -> None:
        """Write the rows of an event's places, actors and reports anew."""
        key = stored(event.id)
        for table in () if is_new else ("event_places", "actors", "reports"):
            self._run(f"DELETE FROM {table} WHERE event = ?", [key])  # noqa: S608
        self._db.executemany(
            'INSERT INTO event_places (event, n, place, role, basis, article, start, "end", score) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(key, n, stored(part.location.place.id), part.role.value, part.basis.value,
              stored(part.location.mention.article_id), part.location.mention.start, part.location.mention.end,
              part.location.score) for n, part in enumerate(event.places)],
        )
        self._db.executemany(
            "INSERT INTO actors (event, n, name, role, country, name_key) VALUES (?, ?, ?, ?, ?, ?)",
            [(key, n, stored(actor.name), actor.role.value, stored(actor.country), fold(actor.name))
             for n, actor in enumerate(event.actors)],
        )
        self._db.executemany(
            'INSERT INTO reports (event, n, article, start, "end") VALUES (?, ?, ?, ?, ?)',
            [(key, n, stored(report.article_id), report.start, report.end) for n, report in enumerate(event.reports)],
        )

    def _follow_aliases(self, events: Sequence[Event]) -> None:
        """Let every merged id lead to its event, and remove the events that stood under these ids."""
        ids = {event.id for event in events}
        for event in events:
            key = stored(event.id)
            for alias in event.aliases:
                if alias in ids:
                    continue
                gone = stored(alias)
                self._run("UPDATE aliases SET event = ? WHERE event = ?", [key, gone])
                self._run("INSERT INTO aliases VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET event = excluded.event",
                          [gone, key])
                if self._run("DELETE FROM events WHERE id = ?", [gone]).rowcount:
                    self.changed = True

    def _forget_stale(self, reading: Reading, events: Iterable[Event]) -> None:
        """Remove what the article told when it was read before, and tells no more."""
        told = {name for event in (*reading.events, *events) for name in (event.id, *event.aliases)}
        for event in self._events_of(reading.article.id, told):
            if told & set(event.aliases):
                continue
            kept = tuple(report for report in event.reports if report.article_id != reading.article.id)
            if kept:
                self._put_event(replace(event, reports=kept))
            else:
                self._run("DELETE FROM events WHERE id = ?", [stored(event.id)])
                self.changed = True

    def _refresh_events_of(self, article_id: str, written: set[str]) -> None:
        """Bring the publishers and the search text of events up to date with a changed article."""
        for event in self._events_of(article_id, written):
            columns = self._columns(event)
            self._run("UPDATE events SET sources = ?, search = ? WHERE id = ?",
                      [columns["sources"], columns["search"], columns["id"]])

    def _events_of(self, article_id: str, known: Set[str]) -> list[Event]:
        """Return the stored events that report an article, but those known."""
        rows = self._run("SELECT DISTINCT event FROM reports WHERE article = ?", [stored(article_id)]).fetchall()
        found = [self._run("SELECT record FROM events WHERE id = ?", row).fetchone()
                 for row in rows if told_text(row[0]) not in known]
        return [unpack(Event, record, self._place) for (record,) in found]

    def _number(self, place: Place) -> int:
        """Return the number of a place as it is now, writing it if the store has not seen it so before."""
        number = self._numbers.get(place) or self.fresh.get(place)
        if number is None:
            record = pack_place(place)
            found = self._run("SELECT fid FROM place_versions WHERE record = ?", [record]).fetchone()
            number = self.fresh[place] = found[0] if found else self._add_place(place, record)
        return number

    def _add_place(self, place: Place, record: str) -> int:
        cursor = _insert(self._db, "place_versions", {
            "geom": point(place), "id": stored(place.id), "name": stored(place.name),
            "alt_names": stored("|".join(place.alt_names)), "kind": place.kind.value,
            "country": stored(place.country), "admin1": stored(place.admin1), "admin2": stored(place.admin2),
            "lon": place.lon, "lat": place.lat, "radius_km": place.radius_km, "geo_precision": place.geo_precision,
            "population": _int(place.population), "record": record,
        })
        self._db.executemany(
            "INSERT OR IGNORE INTO place_names VALUES (?, ?)",
            {(fold(name), stored(place.id)) for name in (place.name, *place.alt_names)},
        )
        assert cursor.lastrowid
        return cursor.lastrowid

    def _mark_places(self, locations: Iterable[Location], events: Iterable[Event]) -> None:
        """Show the places in use as the layer `places`, each as the latest reading knew it."""
        read = {location.place.id: location.place for location in locations}
        told = {part.location.place.id: part.location.place for event in events for part in event.places}
        for key, place in {**told, **read}.items():
            number = self._number(place)
            rows = self._run("SELECT fid FROM place_versions WHERE id = ? AND is_current", [stored(key)]).fetchall()
            current = [row[0] for row in rows]
            if current == [number] or (current and key not in read):
                continue
            self.changed = True
            self._run("UPDATE place_versions SET is_current = 0 WHERE id = ?", [stored(key)])
            self._run("UPDATE place_versions SET is_current = 1, border_km = ? WHERE fid = ?",
                      [self._border_km(place), number])

    def _border_km(self, place: Place) -> float | None:
        return self._frontier_km(place.lon, place.lat) if self._frontier_km else None


def point(place: Place) -> bytes:
    """Return a place as a GeoPackage geometry: little endian, no envelope, EPSG:4326, a WKB point (lon, lat)."""
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, 4326, 1, 1, place.lon, place.lat)


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any], more: str = "") -> sqlite3.Cursor:
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) {more}"  # noqa: S608 names of ours only
    return db.execute(sql, list(row.values()))


def _upsert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    changes = ", ".join(f"{column} = excluded.{column}" for column in row if column != "id")
    _insert(db, table, row, f"ON CONFLICT (id) DO UPDATE SET {changes}")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(event: Event) -> tuple[int, int] | tuple[None, None]:
    start, end = event.when.start, event.when.end
    if start is None and end is None:
        return None, None
    return (start.toordinal() if start else FIRST), (end.toordinal() if end else LAST)


def _count(what: str, count: Count | None) -> dict[str, int | None]:
    numbers = (count.low, count.best, count.high) if count else (None, None, None)
    return {f"{what}_{name}": _int(number) for name, number in zip(("low", "best", "high"), numbers, strict=True)}


def _int(number: int | None) -> int | None:
    """Return a number that SQLite's 64 bits hold; the record keeps what they do not."""
    return number if number is not None and -_INT64 <= number < _INT64 else None
