"""OGC API - Features as a specification: what the standard asks for, and that real clients read all of it."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import (
    EVENT_TYPES,
    Actor,
    ActorRole,
    Article,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    Layer,
    Location,
    Mention,
    Report,
    Role,
    Status,
    When,
)
from geo.store import Query, open_store
from web.ogc.collections import COLLECTIONS

JSON = {"Accept": "application/json"}
PAGES = ["", "conformance", "api", "collections", "collections/incidents", "collections/places",
         "collections/incidents/queryables", "collections/places/queryables", "collections/incidents/items",
         "collections/diplomacy/items?limit=7", "collections/places/items?limit=20", "collections/incidents/items/e0",
         "collections/places/items/pk-peshawar"]  # fmt: skip
CLIENT_S = 100
PLACES = ["pk-peshawar", "af-kabul", "pk-torkham-crossing", "pk", "pk-quetta", None]


def imported(number, gazetteer, source):
    """Return one of many events: two of seven are diplomacy, every sixth has no place, every tenth no date."""
    place = PLACES[number % len(PLACES)]
    codes = [code for code, kind in EVENT_TYPES.items() if (kind.layer is Layer.DIPLOMACY) == (number % 7 in (3, 4))]
    day = date(2020, 1, 1) + timedelta(days=number * 3)
    spot = place and Location(Mention(source.id, 0, 0, place), gazetteer.get(place), 1.0)
    return Event(
        f"e{number}", EVENT_TYPES[codes[number % len(codes)]], f"Event {number} – خبر",
        When(day, day + timedelta(days=number % 4), DatePrecision.DAY, DateBasis.EXPLICIT) if number % 10
        else When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT),
        Status.HAPPENED if number % 5 else Status.PLANNED, number % 40 == 39,
        (EventPlace(Role.LOCATION, spot),) if spot else (),
        (Actor("Police", ActorRole.INITIATOR, "PK"),) if number % 2 else (),
        Count(number % 7, number % 7, None) if number % 4 else None, None,
        (Report(source.id, 0, 0, record=str(number)),),
        aliases=("e-merged",) if number == 1 else (),
    )


@pytest.fixture(scope="module")
def store_path(shipped_gazetteer, tmp_path_factory):
    path = tmp_path_factory.mktemp("ogc") / "torkham.gpkg"
    source = Article("set", "", title="A set", publisher="UCDP", licence="CC-BY-4.0", is_dataset=True)
    with open_store(path, frontier_km=lambda lon, lat: 12.3456) as store:
        store.put_events(source, [imported(number, shipped_gazetteer, source) for number in range(240)])
    return path


@pytest.fixture(scope="module")
def app(make_app, store_path):
    return make_app(STORE=str(store_path))


@pytest.fixture(scope="module")
def client(app):
    return app.test_client()


@pytest.fixture(scope="module")
def service(app, serve_app):
    with serve_app(app) as address:
        yield f"{address}/ogc/"


@pytest.fixture(scope="module")
def events(store_path):
    with open_store(store_path) as store:
        return store.events(Query(limit=None))


def get(client, address, status=200, **headers):
    answer = client.get(f"/ogc/{address}", headers=JSON | headers)
    assert answer.status_code == status, answer.text
    return answer.json


def linked(told, rel):
    return [link["href"] for link in told["links"] if link["rel"] == rel]


def walk(client, address):
    """Return all features, page by page, and how many pages there were."""
    found, pages = [], 0
    while address:
        parts = urlsplit(address)
        page = client.get(f"{parts.path}?{parts.query}", headers=JSON).json
        assert page["numberReturned"] == len(page["features"])
        found += page["features"]
        pages += 1
        address = next(iter(linked(page, "next")), None)
    return found, pages


# ------------------------------------------------------------------------------------------------ the standard


def test_the_landing_page_leads_to_all_there_is(client):
    landing = get(client, "")
    assert landing["title"]
    for rel in ("self", "alternate", "service-desc", "service-doc", "conformance", "data"):
        (address,) = linked(landing, rel)
        assert client.get(urlsplit(address).path).status_code == 200


def test_it_names_the_classes_that_it_was_checked_against(client):
    classes = get(client, "conformance")["conformsTo"]
    for name in ("core", "oas30", "html", "geojson"):
        assert f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" in classes


def test_each_collection_says_what_it_is_and_where_its_features_are(client):
    told = get(client, "collections")
    assert [one["id"] for one in told["collections"]] == ["incidents", "diplomacy", "places"]
    for one in told["collections"]:
        assert get(client, f"collections/{one['id']}")["id"] == one["id"]
        assert one["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
        forms = {link["type"] for link in one["links"] if link["rel"] == "items"}
        assert forms == {"application/geo+json", "text/html"}
    assert told["collections"][0]["extent"]["temporal"]["interval"] == [["2020-01-04", "2021-12-21"]]


def test_each_collection_says_where_its_features_lie(client):
    for one in get(client, "collections")["collections"]:
        found = get(client, f"collections/{one['id']}/items?limit=10000")["features"]
        points = [each["geometry"]["coordinates"] for each in found if each["geometry"]]
        lons, lats = zip(*points, strict=True)
        (box,) = one["extent"]["spatial"]["bbox"]
        assert box == [min(lons), min(lats), max(lons), max(lats)]


def test_queryables_are_the_query_words(client):
    told = get(client, "collections/incidents/queryables")
    assert set(told["properties"]) == set(COLLECTIONS["incidents"].queryables)
    assert "Suicide bomb" in told["properties"]["type"]["enum"]
    assert "AGREE" not in told["properties"]["type"]["enum"]


def test_a_feature_is_the_same_alone_and_on_a_page(client):
    for name in ("incidents", "diplomacy", "places"):
        for feature in get(client, f"collections/{name}/items?limit=300")["features"]:
            alone = get(client, f"collections/{name}/items/{feature['id']}")
            alone.pop("links")
            assert alone == feature
            assert set(feature["properties"]) == set(COLLECTIONS[name].properties)


def test_features_are_geojson_with_longitude_first(client):
    page = client.get("/ogc/collections/incidents/items?place=pk-peshawar&limit=1")
    assert page.content_type == "application/geo+json"
    (feature,) = page.json["features"]
    lon, lat = feature["geometry"]["coordinates"]
    assert 71 < lon < 72
    assert 33.5 < lat < 34.5
    assert page.json["type"] == "FeatureCollection"


def test_an_event_without_a_place_has_no_geometry(client):
    assert get(client, "collections/incidents/items/e5")["geometry"] is None


def test_the_id_of_a_merged_event_leads_on(client):
    answer = client.get("/ogc/collections/incidents/items/e-merged?f=json")
    assert answer.status_code == 301
    assert urlsplit(answer.location).path == "/ogc/collections/incidents/items/e1"


@pytest.mark.parametrize("address", ["collections/towns", "collections/incidents/items/e0x", "nothing",
                                     "collections/incidents/items/e3", "collections/places/items/atlantis"])
def test_what_is_not_there_is_404(client, address):
    assert get(client, address, 404)["status"] == 404


@pytest.mark.parametrize(("asked", "names"), [
    ("limt=5", "limt"), ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=ten", "limit"),
    ("limit=1&limit=2", "limit"), ("bbox=1,2,3", "bbox"), ("bbox=a,b,c,d", "bbox"), ("bbox=70,35,71,34", "bbox"),
    ("bbox=1,2,3,4,5", "bbox"), ("bbox=0,0,x,1,1,y", "bbox"), ("bbox=", "bbox"), ("datetime=yesterday", "datetime"),
    ("datetime=", "datetime"), ("datetime=2024-02-30", "datetime"), ("datetime=2024-02-02/2024-01-01", "datetime"),
    ("status=true", "status"), ("geo_precision=9", "geo_precision"), ("near_border_km=far", "near_border_km"),
    ("after=here", "after"), ("after=7-1", "after"), ("after=0-x", "after"), ("f=xml", "f:"),
    ("layer=incident", "layer"), ("kind=town", "kind"),
])  # fmt: skip
def test_what_cannot_be_read_is_a_problem_that_names_it(client, asked, names):
    answer = client.get(f"/ogc/collections/incidents/items?{asked}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert names in answer.json["detail"]


@pytest.mark.parametrize("address", PAGES)
def test_unknown_parameters_are_refused_everywhere(client, address):
    assert "nonsense" in get(client, f"{address}{'&' if '?' in address else '?'}nonsense=1", 400)["detail"]


@pytest.mark.parametrize(("asked", "features"), [
    ("bbox=71,33,72,35", lambda e: e.main_place and 71 <= e.main_place.location.place.lon <= 72
     and 33 <= e.main_place.location.place.lat <= 35),
    ("bbox=71,33,-100,72,35,9000", lambda e: e.main_place and 71 <= e.main_place.location.place.lon <= 72
     and 33 <= e.main_place.location.place.lat <= 35),
    ("bbox=70,-90,69.3,90", lambda e: e.main_place and not 69.3 < e.main_place.location.place.lon < 70),
    ("datetime=2020-06-01/2020-07-01", lambda e: e.when.start and e.when.start <= date(2020, 7, 1)
     and e.when.end >= date(2020, 6, 1)),
    ("datetime=2020-06-01T12:00:00Z/..", lambda e: e.when.start and e.when.end >= date(2020, 6, 1)),
    ("status=planned", lambda e: e.status is Status.PLANNED),
    ("type=Battles,Riots", lambda e: e.type.family in ("Battles", "Riots")),
    ("actor=police&min_fatalities=3", lambda e: e.actors and e.fatalities and e.fatalities.best >= 3),
    ("place=Kabul", lambda e: e.places and e.places[0].location.place.id == "af-kabul"),
    ("geo_precision=4", lambda e: e.main_place and e.main_place.location.place.geo_precision == 4),
    ("near_border_km=12", lambda e: False),
    ("near_border_km=12.5", lambda e: bool(e.places)),
    ("q=event", lambda e: True),
    ("source=ucdp", lambda e: True),
])  # fmt: skip
def test_each_word_selects_what_it_says(client, events, asked, features):
    expected = {event.id for event in events if event.layer is Layer.INCIDENT and features(event)}
    page = get(client, f"collections/incidents/items?{asked}&limit=1000")
    assert {feature["id"] for feature in page["features"]} == expected
    assert page["numberMatched"] == page["numberReturned"] == len(expected)


def test_places_can_be_asked_by_their_own_words(client, shipped_gazetteer):
    def ids(asked):
        return {feature["id"] for feature in walk(client, f"/ogc/collections/places/items?{asked}")[0]}

    crossings = {place.id for place in shipped_gazetteer.places if place.kind == "border_crossing"}
    assert ids("kind=border_crossing") == crossings
    assert "pk-torkham-crossing" in ids("q=torkham")
    assert ids("bbox=71.5,33.9,71.7,34.1&datetime=1999-01-01") >= {"pk-peshawar"}
    assert ids("limit=500") == {place.id for place in shipped_gazetteer.places}


@settings(deadline=None, max_examples=40)
@given(limit=st.integers(1, 300), name=st.sampled_from(["incidents", "diplomacy"]), asked=st.sampled_from([
    "", "bbox=60,20,80,40", "bbox=70,-90,69.3,90", "status=planned", "datetime=2020-03-01/..", "type=Riots,AGREE",
]))  # fmt: skip
def test_walking_the_pages_gives_everything_once(client, limit, name, asked):
    whole = get(client, f"collections/{name}/items?limit=10000&{asked}")
    found, pages = walk(client, f"/ogc/collections/{name}/items?limit={limit}&{asked}")
    assert [feature["id"] for feature in found] == [feature["id"] for feature in whole["features"]]
    assert len({feature["id"] for feature in found}) == len(found) == whole["numberMatched"]
    assert pages <= -(-len(found) // limit) + 2


def test_more_than_the_greatest_limit_gives_that(client):
    page = get(client, f"collections/places/items?limit={10**30}")
    assert page["numberReturned"] == min(10_000, page["numberMatched"])


def test_an_unchanged_answer_is_304_and_page_and_json_differ(client):
    first = client.get("/ogc/collections/incidents/items", headers=JSON)
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/ogc/collections/incidents/items", headers=JSON | tag).status_code == 304
    assert client.get("/ogc/collections/incidents/items", headers={"Accept": "text/html"} | tag).status_code == 200
    assert "Accept" in first.headers["Vary"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("ask", "accept", "page"), [
    ("", "text/html,application/xhtml+xml,*/*;q=0.8", True), ("", "application/json", False), ("", "*/*", False),
    ("", "application/geo+json, application/json", False), ("f=html", "application/json", True),
    ("f=json", "text/html", False),
])  # fmt: skip
def test_who_asks_decides_between_page_and_json(client, address, ask, accept, page):
    answer = client.get(f"/ogc/{address}{'&' if '?' in address else '?'}{ask}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert (answer.mimetype == "text/html") is page
    if page:
        assert "<h1>" in answer.text
        assert "<script>" not in answer.text
    else:
        json.loads(answer.data)


def test_pages_of_features_lead_on(client):
    page = client.get("/ogc/collections/incidents/items?limit=5&f=html").text
    address = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    parts = urlsplit(address)
    assert "<h1>" in client.get(f"{parts.path}?{parts.query}").text


# ------------------------------------------------------------------------------------------------ real clients


def test_the_description_is_valid_openapi(client):
    validate = pytest.importorskip("openapi_spec_validator").validate
    validate(get(client, "api"))


def test_geopandas_reads_a_layer(service, events):
    pytest.importorskip("geopandas")
    asked = """import geopandas, sys
whole = geopandas.read_file(sys.argv[1], layer="incidents")
near = geopandas.read_file(sys.argv[1], layer="incidents", bbox=(71, 33, 72, 35))
print(len(whole), len(near), whole.crs.to_epsg(), ascii(whole["title"].iloc[0]))"""
    done = run(sys.executable, "-c", asked, f"OAPIF:{service}")  # apart: it would hold this process, and the server
    incidents = [event for event in events if event.layer is Layer.INCIDENT]
    near = [e for e in incidents if e.main_place and 71 <= e.main_place.location.place.lon <= 72]
    assert done.split(" ", 3)[:3] == [str(len(incidents)), str(len(near)), "4326"]
    assert "\\u062e" in done  # Arabic script


def test_owslib_reads_collections_and_features(service):
    pytest.importorskip("owslib")
    from owslib.ogcapi.features import Features

    asked = Features(service)
    assert asked.feature_collections() == ["incidents", "diplomacy", "places"]
    assert len(asked.collection_items("diplomacy", limit=7)["features"]) == 7
    assert asked.collection_item("incidents", "e1")["id"] == "e1"
    assert "AGREE" in asked.collection_queryables("diplomacy")["properties"]["type"]["enum"]


def test_schemathesis_finds_no_failure(service, tmp_path):
    pytest.importorskip("schemathesis")
    hooks = tmp_path / "ordered.py"
    hooks.write_text(ORDERED)
    run(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", f"{service}api",
        "--phases", "coverage,fuzzing", "--max-examples", "8", "--generation-deterministic", "--no-color", cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "ordered", "PYTHONPATH": str(tmp_path)})


ORDERED = """# What JSON Schema cannot say: days are of the calendar, and neither an interval nor a box is upside down.
from datetime import date
import schemathesis

def days(text):
    return [date.fromisoformat(part[:10]) for part in text.split("/") if part not in ("", "..")]

@schemathesis.hook
def filter_query(context, query):
    asked, box = (query or {}).get("datetime"), (query or {}).get("bbox")
    box = box.split(",") if isinstance(box, str) else box
    try:
        if isinstance(box, list) and len(box) in (4, 6) and float(box[1]) > float(box[len(box) // 2 + 1]):
            return False
        return not isinstance(asked, str) or days(asked) == sorted(days(asked))
    except (TypeError, ValueError):
        return False
"""


def run(program, *words, **how):
    done = subprocess.run([program, *words], capture_output=True, text=True, timeout=CLIENT_S, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def gdal(program, *words):
    if not (path := shutil.which(program)):
        pytest.skip(f"{program} of Debian's gdal-bin is not installed")
    return run(path, *words)


def test_ogrinfo_counts_at_once(service, events):
    told = gdal("ogrinfo", "-so", f"OAPIF:{service}", "incidents")
    assert f"Feature Count: {sum(event.layer is Layer.INCIDENT for event in events)}" in told
    assert "fatalities_best: Integer" in told


def test_ogr2ogr_takes_a_box_and_all_pages(service, events, tmp_path):
    out = tmp_path / "out.geojson"
    gdal("ogr2ogr", "-oo", "PAGE_SIZE=20", str(out), f"OAPIF:{service}", "diplomacy")
    taken = [feature["properties"]["title"] for feature in json.loads(out.read_text())["features"]]
    assert sorted(taken) == sorted(event.title for event in events if event.layer is Layer.DIPLOMACY)
    box = tmp_path / "box.geojson"
    gdal("ogr2ogr", "-spat", "71", "33", "72", "35", str(box), f"OAPIF:{service}", "diplomacy")
    assert len(json.loads(box.read_text())["features"]) == sum(
        event.layer is Layer.DIPLOMACY and bool(event.main_place) and 71 <= event.main_place.location.place.lon <= 72
        for event in events)
