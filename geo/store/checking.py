"""What must fit together in any store, whatever its database: asked in the SQL that both speak."""

from __future__ import annotations

from collections.abc import Iterator

from geo.errors import StoreError
from geo.model import Article, Event, Location, Mention
from geo.store.codec import told_text, unpack_place
from geo.store.session import Memory, Session

_NONE = {
    "events without a record": "FROM events WHERE fid NOT IN (SELECT fid FROM event_records)",
    "events whose number of reports is not that of their rows":
        "FROM events AS e WHERE reports <> (SELECT count(*) FROM reports AS r WHERE r.event = e.id)",
    "ids that stand for an event and lead to another": "FROM aliases JOIN events ON id = alias",
    "removed ids that stand for an event": "FROM tombstones AS t JOIN events AS e ON e.id = t.id",
    "places of events that are no places":
        "FROM event_places WHERE place NOT IN (SELECT id FROM place_versions)",
    "events that changed after the store did":
        "FROM events WHERE changed > (SELECT CAST(value AS INTEGER) FROM torkham WHERE key = 'change')",
}
_RECORDS: dict[type[Event | Mention | Location | Article], str] = {
    Event: "SELECT e.id, r.record FROM events AS e JOIN event_records AS r ON r.fid = e.fid",
    Mention: "SELECT article, record FROM mentions WHERE place IS NULL",
    Location: "SELECT article, record FROM mentions WHERE place IS NOT NULL",
    Article: "SELECT id, record FROM articles",
}


def faults(db: Session, memory: Memory) -> Iterator[str]:
    """Yield what does not fit together, and every record that cannot be read or says another id than its row."""
    for what, rest in _NONE.items():
        (count,) = db.execute(f"SELECT count(*) {rest}").fetchone()
        if count:
            yield f"{count} {what}"
    for key, record in db.execute("SELECT id, record FROM place_versions"):
        try:
            unpack_place(record)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield f"place {told_text(key)!r}: its record cannot be read ({error})"
            return  # what lies there cannot be read either
    for kind, sql in _RECORDS.items():
        for key, record in db.execute(sql).fetchall():
            try:
                noun: object = memory.unpack(db, kind, record)
            except StoreError as error:
                yield f"{kind.__name__.lower()} of {told_text(key)!r}: {error}"
            else:
                if isinstance(noun, Event | Article) and noun.id != told_text(key):
                    yield f"{kind.__name__.lower()} {told_text(key)!r} has the record of {noun.id!r}"
