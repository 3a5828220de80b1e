"""One article into the store, within a transaction that the caller began and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from geo.errors import NotFound
from geo.model import Article, Event, Place, Reading
from geo.names import fold
from geo.store import rows
from geo.store.codec import pack, pack_place, stored, told_text, unpack
from geo.store.rows import EventRows, Frontier, Told
from geo.store.session import Memory, Rows, Session

_MENTION = ("article", "n", "start", "end", "text", "use", "place", "score", "record")


class Writing:
    """What one transaction learns. `fresh` are the numbers of places that it wrote or looked up."""

    def __init__(
        self, db: Session, memory: Memory, frontier_km: Frontier | None, *, makes_geom: bool = True
    ) -> None:
        self.db = db
        self.fresh: dict[Place, int] = {}
        self.changed = False
        self._number = rows.by_identity(self._find_number)
        self.rows = EventRows(frontier_km, self.told, self._number, makes_geom=makes_geom)
        self._memory = memory
        self._place = memory.reader(db)
        self._articles: dict[str, Told] = {}
        (value,) = self._run("SELECT value FROM torkham WHERE key = 'change'").fetchone()
        self.change = int(value) + 1

    def put(self, reading: Reading, events: Sequence[Event]) -> None:
        """Write a reading and the events it leads to; `changed` tells whether that made a difference."""
        if reading.article.is_dataset:
            raise ValueError(f"{reading.article.id!r} is a data set; put_events keeps what it holds")
        retold = self.put_article(reading.article)
        self._put_mentions(reading)
        written = {event.id for event in events if self.put_event(event)}
        self.follow_aliases(events)
        told = {name for event in (*reading.events, *events) for name in (event.id, *event.aliases)}
        self.forget(reading.article.id, told)
        if retold:
            self.refresh_events_of(reading.article.id, written)
        used = (part.location.place for event in events if event.id in written for part in event.places)
        self.mark_places((location.place for location in reading.locations), used)

    def finish(self) -> None:
        """Make a new version if anything was changed."""
        if self.changed:
            now = datetime.now(UTC).replace(microsecond=0).isoformat()
            self.db.executemany("UPDATE torkham SET value = ? WHERE key = ?",
                                [(now, "changed_at"), (str(self.change), "change")])

    def put_article(self, article: Article) -> bool:
        """Write an article; return whether that changed one that was there."""
        record = pack(replace(article, text=""), self._number)
        row = rows.article_row(article, record)
        old = self._run("SELECT record, text FROM articles WHERE id = ?", [row["id"]]).fetchone()
        self._articles[article.id] = Told(article.publisher, article.text, article.licence)
        if old and tuple(old) == (record, row["text"]):
            return False
        self.changed = True
        self._upsert("articles", row)
        return old is not None

    def put_event(self, event: Event) -> bool:
        """Write an event; return whether it was new or other than before."""
        key = stored(event.id)
        record = self.rows.record(event)
        old = self._run("SELECT fid, record FROM events JOIN event_records USING (fid) WHERE id = ?", [key]).fetchone()
        if old and old[1] == record:
            return False
        self.changed = True
        self._upsert("events", self._columns(event))
        (fid,) = self._run("SELECT fid FROM events WHERE id = ?", [key]).fetchone()
        self._run("INSERT INTO event_records (fid, record, search) VALUES (?, ?, ?) "
                  "ON CONFLICT (fid) DO UPDATE SET record = excluded.record, search = excluded.search",
                  [fid, record, self.rows.search(event)])
        if old:
            for table in rows.PARTS:
                self._run(f"DELETE FROM {table} WHERE event = ?", [key])  # noqa: S608
        for table, (columns, parts) in rows.PARTS.items():
            self.db.executemany(insertion(table, columns), parts(event))
        for table, column in (("aliases", "alias"), ("tombstones", "id")):
            self._run(f"DELETE FROM {table} WHERE {column} = ?", [key])  # noqa: S608
        return True

    def follow_aliases(self, events: Iterable[Event]) -> None:
        """Let every merged id lead to its event, and remove the events that stood under these ids."""
        events = tuple(events)
        ids = {event.id for event in events}
        for event in events:
            key = stored(event.id)
            for alias in event.aliases:
                if alias in ids:
                    continue
                gone = stored(alias)
                self._run("UPDATE aliases SET event = ? WHERE event = ?", [key, gone])
                self._run("INSERT INTO aliases (alias, event) VALUES (?, ?) "
                          "ON CONFLICT (alias) DO UPDATE SET event = excluded.event", [gone, key])
                self._remove(gone)

    def forget(self, article_id: str, told: Set[str]) -> int:
        """Take away what an article told before and tells no more; `told` are ids. Return of how many events."""
        stale = [event for event in self._events_of(article_id, told) if not told & set(event.aliases)]
        for event in stale:
            kept = tuple(report for report in event.reports if report.article_id != article_id)
            if kept:
                self.put_event(replace(event, reports=kept))
            else:
                self._remove(stored(event.id))
        return len(stale)

    def refresh_events_of(self, article_id: str, written: Set[str]) -> None:
        """Bring the publishers, licences and search text of events up to date with a changed article."""
        for event in self._events_of(article_id, written):
            columns = self._columns(event)
            self._run("UPDATE events SET sources = ?, licences = ?, changed = ? WHERE id = ?",
                      [columns[name] for name in ("sources", "licences", "changed", "id")])
            self._run("UPDATE event_records SET search = ? WHERE fid = (SELECT fid FROM events WHERE id = ?)",
                      [self.rows.search(event), columns["id"]])

    def mark_places(self, read: Iterable[Place], used: Iterable[Place]) -> None:
        """Show the places in use as the layer `places`, each as the latest reading knew it."""
        latest = {place.id: place for place in read}
        for key, place in ({place.id: place for place in used} | latest).items():
            number = self._number(place)
            found = self._run("SELECT fid FROM place_versions WHERE id = ? AND is_current", [stored(key)]).fetchall()
            current = [row[0] for row in found]
            if current == [number] or (current and key not in latest):
                continue
            self.changed = True
            self._run("UPDATE place_versions SET is_current = FALSE WHERE id = ?", [stored(key)])
            self._run("UPDATE place_versions SET is_current = TRUE, border_km = ? WHERE fid = ?",
                      [self.rows.border_km(place), number])

    def told(self, article_id: str) -> Told:
        """Return what is known of an article. Raises NotFound."""
        if article_id not in self._articles:
            row = self._run("SELECT publisher, text, licence FROM articles WHERE id = ?",
                            [stored(article_id)]).fetchone()
            if row is None:
                raise NotFound(f"an event reports article {article_id!r}, which the store does not hold")
            self._articles[article_id] = Told(*map(told_text, row))
        return self._articles[article_id]

    def _run(self, sql: str, values: Sequence[object] = ()) -> Rows:
        return self.db.execute(sql, values)

    def _upsert(self, table: str, row: dict[str, Any]) -> None:
        changes = ", ".join(f"{column} = excluded.{column}" for column in row if column != "id")
        self._run(f"{insertion(table, row)} ON CONFLICT (id) DO UPDATE SET {changes}", list(row.values()))

    def _columns(self, event: Event) -> dict[str, Any]:
        return dict(zip(self.rows.columns, self.rows.event(event, self.change), strict=True))

    def _put_mentions(self, reading: Reading) -> None:
        key = stored(reading.article.id)
        located = {location.mention: location for location in reading.locations}
        if len(located) != len(reading.locations) or not set(located) <= set(reading.mentions):
            raise ValueError("a reading's locations must each belong to one of its mentions")
        told = []
        for n, mention in enumerate(reading.mentions):
            location = located.get(mention)
            told.append((
                key, n, mention.start, mention.end, stored(mention.text), mention.use.value,
                stored(location.place.id) if location else None, location.score if location else None,
                pack(location or mention, self._number),
            ))
        columns = ", ".join(f'"{name}"' for name in _MENTION)
        old = self._run(f"SELECT {columns} FROM mentions WHERE article = ? ORDER BY n", [key]).fetchall()  # noqa: S608
        if [tuple(row) for row in old] == told:
            return
        self.changed = True
        self._run("DELETE FROM mentions WHERE article = ?", [key])
        self.db.executemany(insertion("mentions", _MENTION), told)

    def _remove(self, key: str | bytes) -> None:
        """Remove an event, if it is there, and keep in mind that it was."""
        if found := self._run("SELECT fid FROM events WHERE id = ?", [key]).fetchone():
            self.changed = True
            self._run("DELETE FROM events WHERE fid = ?", found)
            self._run("INSERT INTO tombstones (id, fid, changed) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
                      "SET fid = excluded.fid, changed = excluded.changed", [key, found[0], self.change])

    def _events_of(self, article_id: str, known: Set[str]) -> list[Event]:
        """Return the stored events that report an article, but those known."""
        found = self._run("SELECT DISTINCT event FROM reports WHERE article = ?", [stored(article_id)]).fetchall()
        record = "SELECT record FROM events JOIN event_records USING (fid) WHERE id = ?"
        records = [self._run(record, row).fetchone()[0] for row in found if told_text(row[0]) not in known]
        return [unpack(Event, record, self._place) for record in records]

    def _find_number(self, place: Place) -> int:
        """Return the number of a place as it is now, writing it if the store has not seen it so before."""
        number = self._memory.numbers.get(place) or self.fresh.get(place)
        if number is None:
            record = pack_place(place)
            found = self._run("SELECT fid FROM place_versions WHERE record = ?", [record]).fetchone()
            number = self.fresh[place] = found[0] if found else self._add_place(place, record)
        return number

    def _add_place(self, place: Place, record: str) -> int:
        row = self.rows.place_row(place, record)
        (number,) = self._run(f"{insertion('place_versions', row)} RETURNING fid", list(row.values())).fetchone()
        self.db.executemany(
            "INSERT INTO place_names (name, place) VALUES (?, ?) ON CONFLICT DO NOTHING",
            sorted({(fold(name), stored(place.id)) for name in (place.name, *place.alt_names)}),
        )
        return int(number)


def insertion(table: str, columns: Iterable[str]) -> str:
    """Return the INSERT statement for some columns of a table; names of ours only."""
    names = [f'"{column}"' for column in columns]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
