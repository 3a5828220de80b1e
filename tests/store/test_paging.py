"""Pages lose and double nothing, mirrors follow, and no answer is larger or slower than allowed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.samples import GED, NEW_YEAR, event, fresh, fuzz, imported, put, reading

from geo.errors import BadQuery
from geo.store import (
    ROW,
    Limits,
    Query,
    geopackage,
    open_store,
    walk,
)


def test_rows_hold_what_the_layers_show(filled):
    page = filled.rows()
    assert page.next == ""
    told = {row[0]: dict(zip(ROW, row, strict=True)) for row in page.rows}
    assert list(told) == ["bomb", "talks", "shelling", "vague", "month", "since"]
    assert told["bomb"] == {
        "id": "bomb", "layer": "incident", "type": "Explosions/Remote violence", "sub_type": "Suicide bomb",
        "title": "Suicide bomb", "date_start": "2024-01-01", "date_end": "2024-01-01", "date_precision": "day",
        "date_basis": "explicit", "status": "happened", "is_aggregate": False, "confidence": 0.5,
        "fatalities_low": 1, "fatalities_best": 2, "fatalities_high": None, "injuries_low": None,
        "injuries_best": None, "injuries_high": None, "place": "pk-peshawar", "place_name": "Peshawar",
        "role": "location", "basis": "named", "lon": 71.579, "lat": 34.008, "radius_km": 12, "geo_precision": 1,
        "country": "PK", "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "border_km": 38,
        "actors": "Tehreek-e-Taliban Pakistan", "sources": "Dawn", "licences": "", "reports": 1,
    }
    assert filled.rows(columns=["code", "first_day"]).rows[0] == ("Suicide bomb", NEW_YEAR.toordinal())


def test_rows_come_by_their_numbers_in_the_order_asked(filled):
    numbers = dict(filled.rows(columns=["id", "fid"]).rows)
    asked = [numbers["vague"], 999_999, numbers["bomb"]]
    assert filled.numbered(asked, ["id", "date_start"]) == [("vague", None), ("bomb", "2024-01-01")]
    assert filled.numbered([]) == []
    with pytest.raises(BadQuery, match="colour"):
        filled.numbered(asked, ["colour"])


CHANGES = st.lists(st.tuples(st.sampled_from(["put", "move", "remove", "import"]), st.integers(0, 11)), max_size=12)


@fuzz
@given(st.integers(1, 4), CHANGES)
def test_pages_lose_and_double_nothing_while_data_change(size, changes):
    with fresh() as store:
        for n in range(8):
            key = f"a{n}"
            store.put(reading(key), [event(f"e{n}", articles=(key,), day=NEW_YEAR + timedelta(days=n))])
        steps, touched, found, after = iter(changes), set(), [], ""
        while True:
            page = store.rows(Query(limit=size), after=after, columns=["id", "date_start"])
            found += [row[0] for row in page.rows]
            if not (after := page.next):
                break
            what, n = next(steps, ("move", 0))
            if what == "remove":
                touched.add(f"e{n}")
                store.put(reading(f"a{n}", text="Nothing."), ())
            elif what == "import":
                store.put_events(GED, [imported(n)])
            else:
                day = NEW_YEAR - timedelta(days=n * (100 if what == "move" else 1))
                store.put(reading(f"a{n}"), [event(f"e{n}", articles=(f"a{n}",), day=day)])
        stayed = [key for key in found if key not in touched]
        assert len(set(stayed)) == len(stayed)
        assert {f"e{n}" for n in range(8)} - touched <= set(found)


@fuzz
@given(CHANGES)
def test_a_mirror_that_follows_changes_holds_the_same(changes):
    with fresh() as store:
        mirror, seen = {}, store.version
        for what, n in changes:
            if what == "remove":
                store.put(reading(f"a{n}", text="Nothing."), ())
            elif what == "import":
                store.put_events(GED, [imported(n, title=f"Raid on {len(mirror)}")])
            elif what == "move":  # e0 takes in another
                store.put(reading("a0"), [event("e0", articles=("a0",), aliases=(f"e{n + 1}",))])
            else:
                store.put(reading(f"a{n}"), [event(f"e{n}", articles=(f"a{n}",))])
            now = store.version
            for gone in store.removals(seen):
                mirror.pop(gone.id, None)
            mirror |= {one.id: one for one in walk(store, Query(limit=None), since=seen)}
            seen = now
        assert mirror == {one.id: one for one in store.events()}


def test_a_removal_tells_where_a_merged_event_went(store):
    put(store, event("e1"), event("e2", articles=("a2",)), event("e3", articles=("a3",)))
    before = store.version
    fids = dict(store.rows(columns=["id", "fid"]).rows)
    store.put(reading("a2"), [event("e1", articles=("a1", "a2"), aliases=("e2",))])
    store.put(reading("a3", text="Nothing."), ())
    assert store.removals(before) == [("e2", "e1", fids["e2"]), ("e3", "", fids["e3"])]
    assert store.removals(store.version) == []
    store.put(reading("a3"), [event("e3", articles=("a3",))])
    assert [gone.id for gone in store.removals(before)] == ["e2"]


def test_the_time_of_the_last_change_is_told(store):
    before = store.changed_at
    assert before.tzinfo is not None
    put(store, event())
    assert store.changed_at >= before


def test_no_answer_is_larger_than_the_limits_allow(tmp_path):
    path = tmp_path / "torkham.gpkg"
    with open_store(path, limits=Limits(rows=3, bytes=2_000, events=5)) as store:
        put(store, *[event(f"e{n}", title="x" * 900) for n in range(5)])
        assert len(store.rows(Query(limit=None), columns=["id"]).rows) == 3
        assert len(store.rows(columns=["title"]).rows) == 1
        assert len(store.page().events) == 1
        assert len(list(walk(store, Query(limit=None)))) == len(store.events(Query(limit=None))) == 5
        store.put(reading("a9"), [event("e9", articles=("a9",))])
        with pytest.raises(BadQuery, match="more than 5 events"):
            store.events(Query(limit=None))
        assert len(store.events(Query(limit=5))) == 5


def test_no_answer_takes_longer_than_the_limits_allow(tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "_STEPS", 1)
    path = tmp_path / "torkham.gpkg"
    with open_store(path) as store:
        put(store, event())
    with open_store(path, limits=Limits(time_s=0)) as store:
        for ask in (store.events, store.count, store.rows, store.page, store.totals, store.articles, store.unresolved):
            with pytest.raises(BadQuery, match=r"longer than 0 s; narrow the query"):
                ask()
        assert store.check() == []
        store.put(reading("a9"), ())
