"""What only PostGIS promises, beside the contract that every store keeps."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.samples import EVENTS, QUERIES, empty_postgis, event, frontier_km, latest, matches, put, reading

from geo.errors import StoreError
from geo.store import open_store

psycopg = pytest.importorskip("psycopg")


def test_points_and_days_are_columns_that_the_database_makes():
    address = empty_postgis()
    with open_store(address, frontier_km=frontier_km) as store:
        put(store, event(), event("vague", ()))
    with psycopg.connect(address) as db:
        made = "SELECT id, ST_AsText(geom), ST_SRID(geom), lower(days), upper_inc(days) FROM torkham.incidents"
        made = made.replace("torkham.incidents", "torkham.events")
        (bomb, vague) = db.execute(f"{made} ORDER BY id").fetchall()
    assert bomb[:3] == ("e1", "POINT(71.579 34.008)", 4326)
    assert vague[1:3] == (None, None)


@pytest.mark.parametrize(("address", "says"), [
    ("postgresql://nobody:secret@127.0.0.1:1/none", "postgresql://nobody:…@127.0.0.1:1/none cannot be used"),
    ("mysql://localhost/news", "mysql:// is not supported"),
])
def test_a_database_that_cannot_be_reached_is_told_without_its_password(address, says):
    with pytest.raises(StoreError, match=says.replace("…", ".")) as caught:
        open_store(address)
    assert "secret" not in str(caught.value)


def test_a_database_of_another_release_is_refused():
    address = empty_postgis()
    open_store(address).close()
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("UPDATE torkham.torkham SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StoreError, match="made by another release"):
        open_store(address)


def test_a_connection_that_was_lost_is_made_anew():
    address = empty_postgis()
    with open_store(address) as store:
        put(store, event())
        with psycopg.connect(address, autocommit=True) as db:
            db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE application_name = 'torkham' AND datname = current_database()")
        with pytest.raises(StoreError, match="cannot be used"):
            store.events()
        assert store.events() == [event()]


@settings(deadline=None, max_examples=25)
@given(st.lists(EVENTS, max_size=4, unique_by=lambda one: one.id), QUERIES)
def test_a_query_finds_what_a_plain_loop_finds(events, query):
    events = [replace(one, aliases=()) for one in events]
    found = [one for one in latest(events) if matches(one, query)]
    with open_store(empty_postgis()) as store:
        put(store, *events)
        assert store.events(query) == found[: query.limit]
        assert store.count(query) == len(found)
        store.put(reading("a1"), ())
