"""Many events into the store at once: what is new goes the quick way, what was there before goes event by event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from geo.model import Article, Event
from geo.store import rows
from geo.store.codec import stored, told_text
from geo.store.protocol import Put
from geo.store.session import Bulk, Database
from geo.store.writing import Writing

_BATCH = 2_000
_MOST_WAITING = 50_000


def put_events(writing: Writing, database: Database, source: Article | None, events: Iterable[Event]) -> Put:
    """Write a data set and events imported from it, within one transaction (see Store.put_events)."""
    if source is not None:
        if not source.is_dataset:
            raise ValueError(f"{source.id!r} is no data set; articles are put with what was read out of them")
        if writing.put_article(source):
            writing.refresh_events_of(source.id, set())
    importing = _Importing(writing, database.bulk(writing.db))
    iterator = iter(events)
    while batch := list(islice(iterator, _BATCH)):
        importing.take(batch)
    return importing.finish()


class _Importing:
    def __init__(self, writing: Writing, bulk: Bulk) -> None:
        self._writing = writing
        self._bulk = bulk
        self._only_new = False  # while indexes wait to be built
        self._waiting: list[Event] = []  # until they are
        self._counts = dict.fromkeys(Put._fields, 0)
        self._fid = self._last_fid()

    def take(self, batch: list[Event]) -> None:
        """Write what is new in a batch; see to the rest now, or once anything may be written again."""
        known, merged = self._known(batch)
        new: dict[str, Event] = {}
        for event in batch:
            if event.id in merged:
                self._counts["merged"] += 1
            elif event.id in known or event.id in new or event.aliases:
                self._waiting.append(event)
            else:
                new[event.id] = event
        if new:
            self._insert(list(new.values()))
        if not self._only_new:
            self._see_to_waiting()
        elif len(self._waiting) > _MOST_WAITING:
            self._settle()

    def finish(self) -> Put:
        """Write what waits, build what indexes wait; return the counts."""
        self._settle()
        self._writing.mark_places((), self._writing.rows.places)
        return Put(**self._counts)

    def _settle(self) -> None:
        self._bulk.settle()
        self._only_new = False
        self._see_to_waiting()

    def _known(self, batch: list[Event]) -> tuple[set[str], set[str]]:
        """Return the ids of a batch that stand for events, and those that were merged into others."""
        keys = [stored(event.id) for event in batch]
        marks = ", ".join("?" * len(keys))
        found = []
        for table, column in (("events", "id"), ("aliases", "alias")):
            sql = f"SELECT {column} FROM {table} WHERE {column} IN ({marks})"  # noqa: S608
            found.append({told_text(key) for (key,) in self._writing.db.execute(sql, keys)})
        return found[0], found[1]

    def _insert(self, events: list[Event]) -> None:
        """Insert events that the store does not hold, and take the tombstones away that some may have."""
        make, change = self._writing.rows, self._writing.change
        self._writing.changed = True
        keys = list(range(self._fid + 1, self._fid + 1 + len(events)))
        self._fid += len(events)
        # Rows are made as they are written: lists of them would keep Python's garbage collector busy.
        self._bulk.insert("events", ("fid", *make.columns),
                          ((fid, *make.event(event, change)) for fid, event in zip(keys, events, strict=True)))
        self._bulk.insert("event_records", ("fid", *rows.RECORD),
                          ((fid, make.record(event), make.search(event))
                           for fid, event in zip(keys, events, strict=True)))
        for table, (columns, parts) in rows.PARTS.items():
            self._bulk.insert(table, columns, (row for event in events for row in parts(event)))
        self._writing.db.executemany("DELETE FROM tombstones WHERE id = ?", self._buried(events))
        self._counts["new"] += len(events)
        self._only_new = self._bulk.grow(len(events))

    def _buried(self, events: list[Event]) -> Iterator[tuple[str | bytes]]:
        if self._writing.db.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]:
            yield from [(stored(event.id),) for event in events]

    def _see_to_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        self._bulk.settle()  # these get their numbers from the database
        for event in waiting:
            old = self._writing.db.execute("SELECT 1 FROM events WHERE id = ?", [stored(event.id)]).fetchone()
            if not self._writing.put_event(event):
                self._counts["same"] += 1
                continue
            self._counts["changed" if old else "new"] += 1
            self._writing.follow_aliases([event])
        self._fid = self._last_fid()

    def _last_fid(self) -> int:
        (fid,) = self._writing.db.execute("SELECT coalesce(max(fid), 0) FROM events").fetchone()
        return int(fid)
