"""Stores of earlier releases carried over to the present schema, in one transaction each: whole or not at all."""

from __future__ import annotations

import json
import sqlite3

from geo.store import schema
from geo.store.boxes import rebuild
from geo.store.codec import repack


def carry_over(db: sqlite3.Connection) -> None:
    """Bring a store to the present schema; nothing is lost, and its version goes on."""
    db.create_function("repack", 1, repack, deterministic=True)
    db.execute("PRAGMA foreign_keys = OFF")  # tables are made anew; all is checked at the end
    db.execute("PRAGMA legacy_alter_table = ON")
    try:
        db.execute("BEGIN IMMEDIATE")
        while (found := schema.schema_of(db)) < schema.SCHEMA:  # nobody else did it meanwhile
            _STEPS[found](db)
            db.execute("UPDATE torkham SET value = ? WHERE key = 'schema'", [str(found + 1)])
        if loose := db.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"table {loose[0][0]}: row {loose[0][1]} leads to nothing")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("PRAGMA legacy_alter_table = OFF")
        db.execute("PRAGMA foreign_keys = ON")


_CHANGED = ("articles", "events", "event_places", "actors", "reports")
_GONE = ("event_box", "event_search")
_MOVES = """
INSERT INTO articles SELECT fid, id, title, publisher, publisher_key, url, published, published_basis, language,
    coalesce(json_extract(record, '$.licence'), ''), coalesce(json_extract(record, '$.is_dataset'), 0), text,
    repack(record) FROM old_articles;

INSERT INTO events (@columns, licences, changed) SELECT @columns, '', 0 FROM old_events;

INSERT INTO event_records SELECT fid, repack(record), search FROM old_events;

INSERT INTO event_places SELECT * FROM old_event_places;

INSERT INTO actors SELECT * FROM old_actors;

INSERT INTO reports SELECT *, '', '', '' FROM old_reports;

UPDATE place_versions SET record = repack(record);

UPDATE mentions SET record = repack(record);

UPDATE events SET licences = coalesce((SELECT group_concat(DISTINCT a.licence) FROM reports AS r
    JOIN articles AS a ON a.id = r.article WHERE r.event = events.id AND a.licence <> ''), '');
"""


def _second(db: sqlite3.Connection) -> None:
    """Add data sets, their rows and licences, tombstones, and with which change an event came."""
    for kind in ("view", "trigger", "index"):
        ours = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'gpkg_%'"
        for (name,) in db.execute(f"SELECT name FROM sqlite_master WHERE type = ? AND {ours}", [kind]).fetchall():  # noqa: S608
            db.execute(f"DROP {kind} {name}")
    for table in _GONE:
        db.execute(f"DROP TABLE IF EXISTS {table}")
    for table in _CHANGED:
        db.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    for statement in f"{schema.TABLES.strip()}\n\n{schema.GEOPACKAGE.strip()}".split("\n\n"):
        name = statement.split("(")[0].split(" AS ")[0].split()[2]
        if not statement.startswith("CREATE TABLE") or name not in schema.tables_of(db):
            db.execute(statement)
    known = {row[1] for row in db.execute("PRAGMA table_info(events)")}
    columns = [row[1] for row in db.execute("PRAGMA table_info(old_events)") if row[1] in known]
    for move in _MOVES.strip().split("\n\n"):
        db.execute(move.replace("@columns", ", ".join(columns)))
    db.executemany("UPDATE reports SET record = ?, note = ?, url = ? WHERE event = ? AND n = ?", _rows_of_data_sets(db))
    for table in _CHANGED:
        db.execute(f"DROP TABLE old_{table}")
    schema.run(db, schema.INDEXES)
    schema.run(db, schema.BOXES)
    rebuild(db, schema.ALWAYS)
    if schema.has_fts5(db):
        schema.run(db, schema.SEARCH)
        db.execute("INSERT INTO event_search (event_search) VALUES ('rebuild')")
    db.execute("INSERT INTO torkham VALUES ('changed_at', ?)", [schema.now()])


def _rows_of_data_sets(db: sqlite3.Connection) -> list[tuple[str, str, str, str, int]]:
    told = db.execute("SELECT e.id, r.record FROM events AS e JOIN event_records AS r USING (fid) "
                      """WHERE e.id IN (SELECT event FROM reports JOIN articles AS a ON a.id = article
                         WHERE a.is_dataset)""")
    return [
        (report.get("record", ""), report.get("note", ""), report.get("url", ""), key, n)
        for key, record in told.fetchall() for n, report in enumerate(json.loads(record)["reports"])
    ]


_STEPS = {1: _second}
