"""What the addresses for programs and the map tell: events, places, labels, outlines, exports, health."""

import re

import pytest

from web.assets import OUTLINES


def test_events_are_listed_latest_first_with_their_version(client):
    told = client.get("/api/events").json
    assert told["count"] == len(told["events"]) == 5
    assert [event["id"] for event in told["events"]] == ["e-talks", "e-mosque", "e-raid", "e-total", "e-visit"]
    assert told["version"] == client.get("/health").json["version"]
    assert told["news_until"] == "2024-06-28"  # the day of the latest article


def test_an_incident_has_its_type_place_toll_and_sources(client):
    event = next(event for event in client.get("/api/events").json["events"] if event["id"] == "e-mosque")
    assert event["layer"] == "incident"
    assert (event["type"], event["sub_type"]) == ("Explosions/Remote violence", "Suicide bomb")
    assert (event["date_start"], event["date_end"], event["date_precision"]) == ("2023-01-30", "2023-01-30", "day")
    place = event["place"]
    assert (place["id"], place["role"], place["basis"], place["geo_precision"]) == (
        "pk-peshawar",
        "location",
        "named",
        1,
    )
    assert place["native"] == "پشاور"
    assert 30 < place["border_km"] < 60
    assert event["fatalities"] == {"low": 60, "best": 84, "high": 84}
    assert event["sources"] == ["The Frontier Post", "Wire"]
    assert event["reports"] == event["report_count"] == 2
    assert event["arc"] is None


def test_diplomacy_goes_from_a_capital_to_its_venue(client):
    event = client.get("/api/events?layer=diplomacy&type=CONSULT&place=qa-doha").json["events"][0]
    assert (event["type"], event["sub_type"]) == ("CONSULT", "meet")
    assert event["arc"]["from"]["name"] == "Pakistan"
    assert event["arc"]["from"]["lat"] == pytest.approx(33.7, abs=0.1)  # Islamabad
    assert event["arc"]["to"]["name"] == "Doha"
    assert event["place"]["id"] == "qa-doha"


def test_an_event_without_place_or_date_says_null(client):
    events = {event["id"]: event for event in client.get("/api/events").json["events"]}
    assert events["e-total"]["place"] is None
    assert events["e-total"]["is_aggregate"]
    assert (events["e-visit"]["date_start"], events["e-visit"]["date_precision"]) == (None, "unknown")


def test_an_event_tells_all_its_evidence(client):
    event = client.get("/api/events/e-mosque").json
    first, second = event["reports"]
    assert event["report_count"] == 2
    assert first["url"] == "https://example.org/attack?a=1&b=2"
    assert second["url"] is None
    marked = {mark["kind"]: first["text"][mark["start"] : mark["end"]] for mark in first["marks"]}
    assert marked == {"place": "Peshawar", "trigger": "suicide bomber killed", "date": "30 January 2023"}
    again = {mark["kind"]: second["text"][mark["start"] : mark["end"]] for mark in second["marks"]}
    assert again["actor"] == "worshippers"
    assert second["fatalities"] == {"low": 84, "best": 84, "high": 84}
    place = event["places"][0]
    assert [candidate["place"] for candidate in place["candidates"]] == ["pk-peshawar", "pk-khyber-district"]
    assert place["mention"]["text"] == "Peshawar"
    assert event["aliases"] == ["e-old"]


def test_a_merged_id_leads_to_its_event(client):
    assert client.get("/api/events/e-old").json["id"] == "e-mosque"
    moved = client.get("/events/e-old")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/events/e-mosque")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Torkham", "torkham"),
        ("پېښور", "pk-peshawar"),
        ("pesha", "pk-peshawar"),
        ("kabul", "af-kabul"),
        ("PESHAWAR", "pk-peshawar"),
    ],
)
def test_places_are_found_by_any_spelling(client, asked, first):
    found = client.get("/api/places", query_string={"q": asked}).json
    assert first in found[0]["id"]
    assert {"id", "name", "native", "kind", "country", "admin1", "lat", "lon", "radius_km", "events"} <= set(found[0])


def test_a_place_tells_how_many_events_it_has(client):
    assert client.get("/api/places?q=Peshawar").json[0]["events"] == 1


@pytest.mark.parametrize("asked", ["", " ", "!!!", "zzzzzz"])
def test_no_place_is_an_answer(client, asked):
    assert client.get("/api/places", query_string={"q": asked}).json == []


def test_labels_of_small_places_can_be_left_out(client):
    every, early = client.get("/api/labels").json, client.get("/api/labels?rank=3").json
    assert early == [label for label in every if label["rank"] <= 3]
    assert len(early) < len(every) / 3
    for rank in ("0", "6", "x", ""):
        assert client.get(f"/api/labels?rank={rank}").status_code == 400


@pytest.mark.parametrize("name", OUTLINES)
def test_coarse_outlines_come_in_one_file_and_may_be_kept(client, name):
    address = client.get("/map.js").text.split(f"/basemap/{name}.topojson")[1].split('"')[0]
    answer = client.get(f"/basemap/{name}.topojson{address}")
    assert set(answer.json["objects"]) == set(OUTLINES[name])
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/basemap/roads.topojson").status_code == 404


def test_single_districts_can_be_asked_for(client):
    ids = "pk-north-waziristan-district,none,af-ab-band-district"
    found = client.get(f"/basemap/admin2.geojson?id={ids}").json["features"]
    assert {one["properties"]["gazetteer_id"] for one in found} == {*ids.split(",")} - {"none"}


def test_the_page_names_every_module_that_will_be_asked_for(client):
    html = client.get("/").text
    named = set(re.findall(r'<link rel="modulepreload" href="([^"]+)">', html))
    asked = set(re.findall(r'from "(/static/js/[^"]+)"', client.get("/map.js").text))
    todo = list(asked)
    while todo:
        for address in re.findall(r'from "\./([^"]+)"', client.get(todo.pop()).text):
            if f"/static/js/{address}" not in asked:
                asked.add(f"/static/js/{address}")
                todo.append(f"/static/js/{address}")
    assert asked == named
    for address in named:
        assert "immutable" in client.get(address).headers["Cache-Control"]
    assert re.findall(r'<script src="([^"]*early.js[^"]*)" type="module">', html)[0] in named


def test_labels_come_in_the_order_in_which_they_are_written(client):
    labels = client.get("/api/labels").json
    ranks = {label["id"]: label["rank"] for label in labels}
    assert [label["rank"] for label in labels] == sorted(label["rank"] for label in labels)
    first = {place for place, rank in ranks.items() if rank == 1}
    assert {
        "pk",
        "af",
        "af-kabul",
        "pk-islamabad",
        "pk-peshawar",
        "pk-quetta",
        "af-kandahar",
        "pk-torkham-crossing",
    } <= first
    assert ranks["pk-balochistan-province"] == 3
    assert ranks["pk-khyber-district"] == 5
    assert next(label["native"] for label in labels if label["id"] == "pk-quetta")


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"), ("geojson", "application/geo+json"),
        ("kml", "application/vnd.google-earth.kml+xml"), ("hxl.csv", "text/csv; charset=utf-8"),
        ("gpkg", "application/geopackage+sqlite3"), ("fgb", "application/octet-stream"),
        ("parquet", "application/vnd.apache.parquet"),
    ],
)  # fmt: skip
def test_an_export_is_a_file_that_honours_the_query(client, ending, kind):
    answer = client.get(f"/export/events.{ending}?layer=diplomacy")
    assert answer.content_type == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="torkham-events.{ending}"'
    if ending != "parquet":  # which packs its text
        assert b"e-talks" in answer.data
        assert b"e-mosque" not in answer.data


def test_an_export_in_the_columns_of_acled_has_incidents_only(client):
    answer = client.get("/export/events.acled.csv")
    assert "e-mosque" in answer.text
    assert "e-talks" not in answer.text


def test_an_export_of_too_many_events_is_refused_with_a_way_out(make_app, small_store):
    client = make_app(STORE=str(small_store), MAX_EXPORT=2).test_client()
    answer = client.get("/export/events.csv")
    assert answer.status_code == 400
    assert "more than the 2 that one file may hold" in answer.json["detail"]
    assert client.get("/export/events.csv?limit=2").status_code == 200


def test_a_format_whose_libraries_are_missing_is_not_offered(client, monkeypatch):
    monkeypatch.setattr("geo.exchange.formats.are_there", lambda *names: not names)
    answer = client.get("/export/events.gpkg")
    assert answer.status_code == 404
    assert answer.json["detail"] == "no export as 'gpkg'; there are csv, geojson, kml, acled.csv, ucdp.csv, hxl.csv"


def test_health_tells_what_is_served(client):
    told = client.get("/health").json
    assert told["ok"] is True
    assert (told["events"], told["articles"]) == (5, 3)
    assert told["gazetteer"]["rows"] > 3000
    assert told["gazetteer"]["problems"] >= 0
