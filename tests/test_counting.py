"""The index of a real store: it follows the store, is shared on disk, and answers the map's addresses."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from geo.index import Choice, LiveIndex, build_index, count, facets, read_index, write_index
from geo.index import files as index_files
from geo.model import Article, Report, Status
from geo.store import WORDS, Query, open_store, parse_query

GED = Article("ucdp", "", publisher="UCDP", licence="CC-BY-4.0", is_dataset=True)
QUERIES = [
    {}, {"layer": "incident"}, {"type": "CONSULT"}, {"status": "planned"}, {"country": "PK"}, {"geo_precision": "1,2"},
    {"admin1": "Khyber Pakhtunkhwa"}, {"bbox": "60,20,80,40"}, {"datetime": "2023-01-30"}, {"near_border_km": "60"},
    {"datetime": "../2023-06-01"}, {"min_fatalities": "1"}, {"actor": "taliban"}, {"source": "Wire"},
    {"source": "attack"}, {"place": "Peshawar"}, {"q": "mosque"}, {"q": "nothing of the kind"},
    {"country": "QA", "q": "doha"}, {"id": "e-mosque,e-talks"}, {"admin2": "Peshawar"},
]  # fmt: skip


@pytest.fixture
def store(small_store, tmp_path):
    path = tmp_path / "torkham.gpkg"
    shutil.copy(small_store, path)
    with open_store(path) as opened:
        yield opened


def more(store, number):
    """Put one more event into the store, like one that is there."""
    event = replace(store.event("e-mosque"), id=f"more-{number}", aliases=(), status=Status.ALLEGED,
                    reports=(Report(GED.id, 0, 0, record=str(number)),))
    store.put_events(GED, [event])


def same(index, store):
    fresh = build_index(store)
    assert sorted(index.columns.fid.tolist()) == sorted(fresh.columns.fid.tolist())
    assert facets(Choice(index, Query())) == facets(Choice(fresh, Query()))
    return True


@pytest.mark.parametrize("words", QUERIES)
def test_the_map_counts_as_the_store_does(client, app, words):
    store = app.extensions["torkham.world"].store
    told = client.get("/api/facets", query_string=words).json
    assert told["count"] == store.count(parse_query(words))


def test_every_query_word_is_counted_by():
    asked = {word for words in QUERIES for word in words}
    assert asked == set(WORDS) - {"limit"}


def test_an_index_comes_back_from_disk_as_it_was(store, tmp_path):
    index = build_index(store)
    write_index(index, tmp_path / "index")
    again = read_index(tmp_path / "index", store.version)
    assert again.tables == index.tables
    for name in ("key", "first", "start", "kind", "text"):
        mapped = getattr(again.columns, name)
        assert isinstance(mapped, np.memmap)
        assert mapped.tolist() == getattr(index.columns, name).tolist()
    assert read_index(tmp_path / "index", "other-1") is None
    (tmp_path / "index" / store.version / "tables.json").write_text("{")
    assert read_index(tmp_path / "index", store.version) is None


def test_the_index_follows_the_store(store, tmp_path):
    live = LiveIndex(store, tmp_path / "index")
    assert same(live.current(), store)
    more(store, 1)
    assert same(live.current(), store)
    merged = replace(store.event("more-1"), id="both", aliases=("more-1",))
    store.put_events(GED, [merged])
    assert same(live.current(), store)
    assert [path.name for path in (tmp_path / "index").iterdir()] == [store.version]


def test_workers_share_what_one_of_them_made(store, tmp_path, monkeypatch):
    first = LiveIndex(store, tmp_path / "index").current()
    monkeypatch.setattr(index_files, "build_index", lambda *_: pytest.fail("made twice"))
    second = LiveIndex(store, tmp_path / "index").current()
    assert second.columns.fid.tolist() == first.columns.fid.tolist()


def test_a_large_index_answers_while_the_next_is_made(store, tmp_path, monkeypatch):
    monkeypatch.setattr(index_files, "AT_ONCE", 2)
    live = LiveIndex(store, tmp_path / "index")
    before = live.current()
    more(store, 1)
    assert live.current() is before
    live._renewal.join(30)
    assert same(live.current(), store)


def test_where_nothing_can_be_written_the_index_stays_in_memory(store, tmp_path):
    (tmp_path / "file").write_text("in the way")
    live = LiveIndex(store, tmp_path / "file")
    assert same(live.current(), store)
    assert (tmp_path / "file").read_text() == "in the way"


def test_an_empty_store_has_an_empty_index(tmp_path):
    with open_store(tmp_path / "new.gpkg") as store:
        assert count(Choice(LiveIndex(store, tmp_path / "index").current(), Query())) == 0


def test_what_an_index_tells_while_the_next_is_made_is_not_kept(make_app, store, tmp_path, monkeypatch):
    client = make_app(STORE=str(tmp_path / "torkham.gpkg")).test_client()
    assert client.get("/api/facets").headers["ETag"]
    monkeypatch.setattr(index_files, "AT_ONCE", 2)
    monkeypatch.setattr(LiveIndex, "_renew_in_background", lambda self: None)
    more(store, 1)
    late = client.get("/api/facets")
    assert "ETag" not in late.headers
    assert late.headers["Cache-Control"] == "no-store"
    monkeypatch.undo()
    assert client.get("/api/facets").json["count"] == late.json["count"] + 1


# ---------------------------------------------------------------------------------------------- addresses


def test_clusters_tell_where_how_many_and_of_what(client):
    told = client.get("/api/clusters?z=6&bbox=60,20,80,40").json
    (mark,) = [mark for mark in told["clusters"] if mark["place"] == "pk-peshawar"]
    assert (mark["count"], mark["mix"], mark["name"]) == (1, {"Explosions/Remote violence": 1}, "Peshawar")
    assert 71 < mark["lon"] < 72


def test_bars_leave_the_asked_days_out_of_account(client):
    whole, part = (client.get(f"/api/histogram?unit=month{words}").json for words in ("", "&datetime=2023-01-30"))
    assert whole["bars"] == part["bars"] == [["2023-01-01", 2, 0, 0, 0], ["2024-06-01", 0, 1, 0, 0]]
    assert (whole["undated"], whole["early"]) == (1, 0)
    late = client.get("/api/histogram?unit=month&axis=2024-01-01/2024-12-31").json
    assert (late["bars"], late["early"]) == (whole["bars"][1:], 2)


def listed(client, **words):
    """Return the ids on one page of the list, and the page."""
    told = client.get("/api/list", query_string=words).json
    return [told["columns"]["id"], told]


def test_the_list_goes_on_where_a_page_ended(client):
    ids, told = listed(client, limit=2)
    assert (ids, told["count"]) == (["e-talks", "e-total"], 5)
    rest, last = listed(client, limit=10, after=told["next"])
    assert (rest, last["next"]) == (["e-raid", "e-mosque", "e-visit"], "")
    assert listed(client, sort="oldest")[0][0] == "e-visit"  # undated comes first where the newest come last
    assert listed(client, sort="killed")[0][0] == "e-mosque"


@pytest.mark.parametrize(("at", "ids"), [
    ("place:pk-peshawar", {"e-mosque"}), ("nowhere", set()), ("totals", {"e-total"}), ("far", {"e-talks"}),
    ("country:PK", set()), ("place:nowhere-at-all", set()),
])  # fmt: skip
def test_the_list_narrows_to_what_the_map_tells_of_at_a_spot(client, at, ids):
    found, told = listed(client, at=at)
    assert (set(found), told["count"]) == (ids, len(ids))


def test_what_stands_beside_the_map_is_counted(client):
    beside = client.get("/api/facets").json["beside"]
    assert beside == {"totals": 1, "far": 1}
    assert client.get("/api/facets?type=none").json["beside"] == {}


def test_nothing_passes_none_and_its_own_word_leaves_it_out(client):
    told = client.get("/api/facets?type=none").json
    assert told["count"] == 0
    assert told["facets"]["type"] == client.get("/api/facets").json["facets"]["type"]
    assert told["facets"]["status"] == {}


def test_an_area_is_told_with_its_kind_and_radius(client):
    (area,) = client.get("/api/areas").json["areas"]
    assert (area["place"], area["kind"], area["count"]) == ("pk-north-waziristan-district", "district", 1)
    assert area["hollow"] == {"Battles": 1}
    assert area["radius_km"] > 10


def test_the_overview_tells_all_that_there_is(client):
    told = client.get("/api/overview").json
    assert (told["count"], told["first"], told["last"]) == (5, "2023-01-01", "2024-06-28")
    assert told["facets"]["type"]["CONSULT"] == 2
    assert [event["id"] for event in told["travelling"]] == ["e-talks"]
    assert told["news_until"] == "2024-06-28"


def test_hexagons_and_shades(client):
    hexagons = client.get("/api/hexagons?z=5&size=20").json["hexagons"]
    clusters = client.get("/api/clusters?z=5").json["clusters"]
    assert sum(one["count"] for one in hexagons) == sum(one["count"] for one in clusters)
    told = client.get("/api/choropleth?level=admin1").json
    assert {"name": "Khyber Pakhtunkhwa", "country": "PK", "count": 2, "deaths": 84} in told["areas"]
    assert (told["count"], told["deaths"]) == (5, 84)


@pytest.mark.parametrize("address", [
    "clusters?z=5", "histogram", "facets", "hexagons", "choropleth", "areas", "list", "overview"])
def test_an_unchanged_answer_is_304(client, address):
    first = client.get(f"/api/{address}")
    assert first.status_code == 200
    assert client.get(f"/api/{address}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(("address", "names"), [
    ("clusters?z=far", "z"), ("clusters?z=99", "z"), ("histogram?unit=hour", "unit"), ("histogram?axis=x", "datetime"),
    ("histogram?unit=day&axis=1000-01-01/..", "axis"), ("list?sort=up", "sort"), ("list?at=hill:3", "at"),
    ("list?after=x", "after"), ("list?limit=1001", "limit"), ("choropleth?level=town", "level"),
    ("facets?z=1", "z"), ("clusters?z=1&z=2", "z"), ("facets?bbox=1", "bbox"), ("hexagons?size=x", "size"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(client, address, names):
    answer = client.get(f"/api/{address}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert names in answer.json["detail"]


def test_columns_hold_what_a_list_of_events_does(client):
    told, listed = client.get("/api/columns").json, client.get("/api/events").json
    columns, shared = told["columns"], told["shared"]
    assert (told["count"], told["news_until"]) == (listed["count"], listed["news_until"])
    by_id = {event["id"]: event for event in listed["events"]}
    assert sorted(columns["id"]) == sorted(by_id)
    for n, key in enumerate(columns["id"]):
        event = by_id[key]
        here = {name: shared[name][columns[name][n]] for name in shared}
        kind = here["kind"]
        assert {name: kind[name] for name in kind} == {name: event[name] for name in kind}
        assert columns["title"][n] == event["title"]
        assert (here["start"], here["end"]) == (event["date_start"], event["date_end"])
        assert (here["fatalities"], here["injuries"]) == (event["fatalities"], event["injuries"])
        assert here["sources"] == event["sources"]
        assert [actor["name"] for actor in here["actors"]] == [actor["name"] for actor in event["actors"]]
        way = told["ways"].get(key, {"arc": None, "also": []})
        assert (way["arc"], way["also"]) == (event["arc"], event["also"])
        assert (here["place"] is None) == (event["place"] is None)
        if here["place"]:
            assert {name: here["place"][name] for name in event["place"]} == event["place"]


def test_columns_are_packed_and_refused_where_they_would_be_too_many(make_app, small_store):
    client = make_app(STORE=str(small_store)).test_client()
    packed = client.get("/api/columns", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    again = client.get("/api/columns", headers={"If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304
    small = make_app(STORE=str(small_store), MAX_COLUMNS=2).test_client().get("/api/columns")
    assert (small.status_code, small.content_type) == (400, "application/problem+json")
