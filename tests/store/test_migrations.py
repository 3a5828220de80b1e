"""Stores of earlier releases open, and nothing of them is lost."""

import sqlite3
from datetime import date
from pathlib import Path

from store.samples import GED, KABUL, PESHAWAR, event, fill, fresh, frontier_km, imported, reading

from geo.store import (
    Query,
    open_store,
)


def test_a_store_of_the_first_schema_is_carried_over(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript((Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8"))
    before = dict(db.execute("SELECT key, value FROM torkham"))
    layers = db.execute("SELECT id, sources, geom FROM incidents ORDER BY id").fetchall()
    db.close()
    with open_store(path, frontier_km=frontier_km) as store, fresh() as new:
        fill(new)
        assert store.check() == []
        assert store.version == f"{before['store']}-{before['change']}"
        for one in new.events():
            assert store.event(one.id) == one
        assert store.event("odd") == event("odd", articles=("\ud800",))
        assert store.event("e2").id == "e1"
        assert store.event("ucdp-ged:1") == imported(1, day=date(2021, 1, 2))
        assert store.article("\ud800").text == "a\ud800b"
        assert store.reading("a3") == reading("a3", places=(PESHAWAR, KABUL), unresolved=("Nowhere",),
                                              events=[store.event("e1")])
        assert [(row.id, row.licence) for row in store.articles() if row.is_dataset] == [(GED.id, "CC-BY-4.0")]
        assert store.rows(Query(source=("UCDP",)), columns=["licences"]).rows == [("CC-BY-4.0",)] * 2
        assert [one.id for one in store.events(Query(q='"row 1 tells"'))] == ["ucdp-ged:1"]
        assert len(store.events(Query(bbox=(60, 23, 78, 39)))) == 8
        version = store.version
        store.put(store.reading("a3"), [store.event("e1")])
        store.put_events(GED, [imported(n, day=date(2021, 1, n + 1)) for n in range(2)])
        assert store.version == version
    db = sqlite3.connect(path)
    assert db.execute("SELECT id, sources, geom FROM incidents ORDER BY id").fetchall() == layers
    assert not [name for (name,) in db.execute("SELECT name FROM sqlite_master") if name.startswith("old_")]
    db.close()
