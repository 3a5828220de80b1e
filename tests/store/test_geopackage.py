"""The file: what other programs see in it, which files are refused, and what a check finds."""

import sqlite3
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from store.samples import KABUL, PESHAWAR, event, put, reading

from geo.errors import StoreError
from geo.model import (
    EventType,
)
from geo.store import (
    open_store,
)
from geo.store.schema import PAGE_BYTES


def test_other_programs_see_tidy_layers(path):
    with open_store(path) as store:
        put(store, event(), event("talks", (KABUL,), type=EventType.CONSULT), event("vague", ()))
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    layers = dict(db.execute("SELECT table_name, data_type FROM gpkg_contents"))
    assert [name for name, kind in layers.items() if kind == "features"] == ["incidents", "diplomacy", "places"]
    assert all(db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in layers)
    rows = db.execute("SELECT id, place_name, sources, geom FROM incidents ORDER BY id").fetchall()
    assert rows[0][:3] == ("e1", "Peshawar", "Dawn")
    assert struct.unpack("<2sBBiBIdd", rows[0][3]) == (b"GP", 0, 1, 4326, 1, 1, 71.579, 34.008)
    assert rows[1] == ("vague", None, "Dawn", None)
    assert db.execute("SELECT id, type FROM diplomacy").fetchall() == [("talks", "CONSULT")]
    assert db.execute("SELECT id FROM places ORDER BY id").fetchall() == [("af-kabul",), ("pk-peshawar",)]
    db.close()


def test_the_layer_of_places_follows_the_latest_reading(path):
    moved = replace(PESHAWAR, lat=34.1)
    with open_store(path) as store:
        for place in (PESHAWAR, moved, PESHAWAR, moved):
            store.put(reading(places=(place, KABUL)), ())
        store.put(reading(places=(moved,)), [event("older")])
        store.put(reading("a2"), [event("other", articles=("a2",))])
    db = sqlite3.connect(path)
    assert db.execute("SELECT id, lat FROM places").fetchall() == [("pk-peshawar", 34.1)]
    db.close()


def text_file(path):
    path.write_text("Not a database at all, but a text of some length. " * 50)


def short_file(path):
    path.write_bytes(b"GP")


def other_database(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE invoices (id)")
    db.close()


def other_geopackage(path):
    other_database(path)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 0x47504B47")
    db.close()


def ours(sql):
    def make(path):
        open_store(path).close()
        with sqlite3.connect(path) as db:
            db.execute(sql)
        db.close()

    return make


def cut(path):
    with open_store(path) as store:
        put(store, event())
    path.write_bytes(path.read_bytes()[:5000])


def scrambled(path):
    with open_store(path) as store:
        put(store, event())
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (text_file, "not a GeoPackage"),
        (short_file, "not a GeoPackage"),
        (other_database, "an SQLite database, but not a Torkham store, and was left alone"),
        (other_geopackage, "a GeoPackage, but not a Torkham store, and was left alone"),
        (ours("UPDATE torkham SET value = '99' WHERE key = 'schema'"), "made by a newer Torkham"),
        (ours("UPDATE torkham SET value = 'x' WHERE key = 'schema'"), "damaged: it does not tell its schema"),
        (ours("DROP TABLE aliases"), "damaged: its table 'aliases' is missing"),
        (Path.mkdir, "is a folder"),
        (cut, "damaged"),
        (scrambled, "damaged"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(path, make, says):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=r"torkham\.gpkg") as caught:
        open_store(path)
    assert says in str(caught.value)
    assert before is None or path.read_bytes() == before
    assert "damaged" in says or [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StoreError, match="does not exist"):
        open_store(tmp_path / "no" / "torkham.gpkg")


def test_a_store_elsewhere_is_not_a_file_name():
    with pytest.raises(StoreError, match="postgresql"):
        open_store("postgresql://localhost/torkham")


@pytest.mark.parametrize("name", ["a b.gpkg", "50%.gpkg", "what?.gpkg", "#1.gpkg", "پشاور.gpkg", "no-ending"])
def test_a_file_may_have_any_name(tmp_path, name):
    with open_store(str(tmp_path / name)) as store:
        put(store, event())
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with open_store(tmp_path / name) as store:
        assert store.events() == [event()]


def test_an_empty_file_becomes_a_store(path):
    path.touch()
    with open_store(path) as store:
        put(store, event())
        assert store.count() == 1


def test_a_store_opened_by_a_relative_name_stays_where_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store("torkham.gpkg") as store:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        put(store, event())
    assert (tmp_path / "torkham.gpkg").is_file()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_full_disk_keeps_what_was_there(path, pragma):
    with open_store(path) as store:
        put(store, event())
    pragma(f"PRAGMA max_page_count = {path.stat().st_size // PAGE_BYTES + 1}")
    with open_store(path) as store:
        with pytest.raises(StoreError, match="disk is full"):
            store.put(reading("a9", text="x" * 100_000), ())
        assert store.events() == [event()]
        assert store.check() == []


def test_a_file_that_cannot_be_written_is_still_read(path, pragma):
    with open_store(path) as store:
        put(store, event())
    pragma("PRAGMA query_only = ON")
    with open_store(path) as store:
        assert store.events() == [event()]
        with pytest.raises(StoreError, match="read-only"):
            store.put(reading("a9"), ())


def test_a_removed_file_is_not_made_anew_behind_a_running_service(path):
    with open_store(path) as store:
        for file in path.parent.iterdir():
            file.unlink()
        with pytest.raises(StoreError, match="cannot be opened"):
            store.events()
        assert not path.exists()


@pytest.mark.parametrize(
    "sql",
    ["UPDATE event_records SET record = '{'", "UPDATE event_records SET record = '{}'",
     "UPDATE event_records SET record = '[7]'", "DELETE FROM place_versions",
     "UPDATE event_records SET record = replace(record, 'Suicide', 'x')"],
)
def test_a_damaged_record_is_told(path, sql):
    with open_store(path) as store:
        put(store, event())
    ours(sql)(path)
    with open_store(path) as store, pytest.raises(StoreError, match="damaged"):
        store.events()


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM event_box", "DELETE FROM reports WHERE 0; DELETE FROM articles",
     "INSERT INTO event_search (event_search, rowid, search) SELECT 'delete', fid, search FROM event_records"],
)
def test_a_check_finds_what_does_not_fit_together(path, sql):
    with open_store(path) as store:
        put(store, event())
        assert store.check() == []
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()
    with open_store(path) as store:
        assert store.check() != []
