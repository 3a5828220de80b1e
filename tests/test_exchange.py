"""What leaves the house: the record of an event, CSV that no spreadsheet runs, GeoJSON that every reader reads."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.exchange import (
    COLUMNS,
    event_record,
    flat_record,
    plain_cell,
    reading_record,
    safe_cell,
    write_csv,
    write_geojson,
)
from geo.model import (
    Actor,
    ActorRole,
    Article,
    Basis,
    Candidate,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Location,
    Mention,
    Place,
    Reading,
    Report,
    Role,
    Status,
    Use,
    When,
)

PESHAWAR = Place("pk-peshawar", "Peshawar", ("پشاور",), (), Kind.CITY, "PK", "Khyber Pakhtunkhwa", "Peshawar",
                 34.008, 71.579, 12)
TEXT = "A bomber struck a mosque in Peshawar in January; at least 100 people died."
MENTION = Mention("a1", 28, 36, "Peshawar")
LOCATION = Location(MENTION, PESHAWAR, 0.97, ("the only one",), (Candidate(PESHAWAR, 0.97),))
ARTICLE = Article("a1", TEXT, "A blast", "Dawn", "https://example.org/1", date(2023, 2, 1))
BOMB = Event(
    "e1", EventType.SUICIDE_BOMB, "Suicide bomb in Peshawar",
    When(date(2023, 1, 1), date(2023, 1, 31), DatePrecision.MONTH, DateBasis.RELATIVE), Status.HAPPENED, False,
    (EventPlace(Role.LOCATION, LOCATION, Basis.CARRIED),),
    (Actor("Tehreek-e-Taliban Pakistan", ActorRole.INITIATOR), Actor("Worshippers", ActorRole.TARGET)),
    Count(100, 100, None), None, (Report("a1", 0, 74),), confidence=0.75,
)
TALKS = replace(
    BOMB, id="e2", type=EventType.CONSULT, title="Talks", mode="meet", places=(), actors=(), fatalities=None,
    injuries=Count(None, 3, 4), when=When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT),
    reports=(Report("a1", 0, 5), Report("a2", 6, 9), Report("a2", 10, 12)),
)
FIELDS = [
    "id", "layer", "type", "sub_type", "title", "date_start", "date_end", "date_precision", "date_basis", "status",
    "is_aggregate", "place", "lat", "lon", "geo_precision", "places", "actors", "fatalities", "evidence",
]


def csv_rows(*events, articles=None):
    file = io.StringIO(newline="")
    write_csv(events, file, articles)
    assert file.getvalue().startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(file.getvalue()[1:], newline=""), strict=True))
    assert rows[0] == list(COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


def geojson(*events, articles=None):
    file = io.StringIO()
    write_geojson(events, file, articles)
    return json.loads(file.getvalue().encode())


def test_an_incident_is_told_in_the_words_of_acled():
    assert event_record(BOMB) == {
        "id": "e1", "layer": "incident", "type": "Explosions/Remote violence", "sub_type": "Suicide bomb",
        "title": "Suicide bomb in Peshawar", "date_start": "2023-01-01", "date_end": "2023-01-31",
        "date_precision": "month", "date_basis": "relative", "status": "happened", "is_aggregate": False,
        "place": "pk-peshawar", "lat": 34.008, "lon": 71.579, "geo_precision": 1,
        "places": [{"role": "location", "place": "pk-peshawar", "lat": 34.008, "lon": 71.579, "start": 28, "end": 36}],
        "actors": [{"role": "initiator", "name": "Tehreek-e-Taliban Pakistan"},
                   {"role": "target", "name": "Worshippers"}],
        "fatalities": {"low": 100, "best": 100, "high": None}, "evidence": [{"start": 0, "end": 74}],
    }
    assert list(event_record(BOMB)) == list(event_record(TALKS)) == FIELDS


def test_diplomacy_is_told_in_the_words_of_plover():
    record = event_record(TALKS)
    assert (record["layer"], record["type"], record["sub_type"]) == ("diplomacy", "CONSULT", "meet")
    assert event_record(replace(TALKS, mode=""))["sub_type"] is None


def test_what_is_not_known_is_null():
    record = event_record(TALKS)
    unknown = ("date_start", "date_end", "place", "lat", "lon", "geo_precision", "fatalities")
    assert {key: record[key] for key in unknown} == dict.fromkeys(unknown)
    assert record["places"] == record["actors"] == []


def test_a_reading_tells_every_mention_resolved_or_not():
    lost = Mention("a1", 40, 47, "January", Use.METONYM)
    record = reading_record(Reading(ARTICLE, (MENTION, lost), (LOCATION,), (BOMB,)))
    assert list(record) == ["id", "published", "mentions", "events"]
    assert (record["id"], record["published"]) == ("a1", "2023-02-01")
    assert record["mentions"] == [
        {"start": 28, "end": 36, "text": "Peshawar", "use": "literal", "place": "pk-peshawar", "lat": 34.008,
         "lon": 71.579, "radius_km": 12, "score": 0.97, "why": ["the only one"],
         "candidates": [{"place": "pk-peshawar", "score": 0.97}]},
        {"start": 40, "end": 47, "text": "January", "use": "metonym", "place": None, "lat": None, "lon": None,
         "radius_km": None, "score": None, "why": [], "candidates": []},
    ]
    assert record["events"] == [event_record(BOMB)]
    assert json.loads(json.dumps(record)) == record
    assert reading_record(Reading(replace(ARTICLE, published=None), (), (), ()))["published"] is None


def test_a_row_tells_an_event_and_its_sources():
    other = replace(ARTICLE, id="a2", publisher="Tolo", url="")
    rows = csv_rows(BOMB, TALKS, articles={"a1": ARTICLE, "a2": other})
    assert rows[0] == {
        "id": "e1", "layer": "incident", "type": "Explosions/Remote violence", "sub_type": "Suicide bomb",
        "title": "Suicide bomb in Peshawar", "date_start": "2023-01-01", "date_end": "2023-01-31",
        "date_precision": "month", "date_basis": "relative", "status": "happened", "is_aggregate": "false",
        "place": "pk-peshawar", "place_name": "Peshawar", "kind": "city", "country": "PK",
        "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "lat": "34.008", "lon": "71.579", "radius_km": "12",
        "geo_precision": "1", "role": "location", "basis": "carried", "initiators": "Tehreek-e-Taliban Pakistan",
        "targets": "Worshippers", "fatalities_low": "100", "fatalities_best": "100", "fatalities_high": "",
        "injuries_low": "", "injuries_best": "", "injuries_high": "", "confidence": "0.75", "reports": "1",
        "sources": "Dawn", "urls": "https://example.org/1", "articles": "a1",
    }
    assert (rows[1]["sources"], rows[1]["urls"]) == ("Dawn; Tolo", "https://example.org/1")
    assert (rows[1]["articles"], rows[1]["reports"], rows[1]["lat"]) == ("a1; a2", "3", "")
    assert (rows[1]["injuries_low"], rows[1]["injuries_best"], rows[1]["injuries_high"]) == ("", "3", "4")


def test_a_row_without_known_articles_has_no_sources():
    assert csv_rows(BOMB)[0]["sources"] == csv_rows(BOMB, articles={})[0]["urls"] == ""


def test_columns_are_the_keys_of_the_flat_record():
    assert set(flat_record(BOMB, {})) == set(flat_record(TALKS, {})) == set(COLUMNS)


@pytest.mark.parametrize("text", [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "＋1", "－1", "＠x", "|calc",
    "%x", "\0=1", "'=1", "'", "''", "-",
])
def test_text_that_looks_like_a_formula_is_disarmed(text):
    assert safe_cell(text) == "'" + text
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", [
    "", "Peshawar", "a=b", "don't", "1-1", "پشاور", " x", "2024-01-01", "a;=1", "https://example.org/?a=1",
])
def test_other_text_stays_as_it_is(text):
    assert safe_cell(text) == text == plain_cell(safe_cell(text))


@given(st.text())
@example("'=")
def test_a_safe_cell_leads_back_to_its_text(text):
    assert plain_cell(safe_cell(text)) == text
    assert not safe_cell(text).strip()[:1].startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_negative_numbers_stay_numbers():
    south = replace(PESHAWAR, lat=-33.5, lon=-70.25)
    there = replace(BOMB, places=(EventPlace(Role.LOCATION, replace(LOCATION, place=south)),))
    row = csv_rows(there)[0]
    assert (row["lat"], row["lon"]) == ("-33.5", "-70.25")


def test_separators_and_quotes_in_text_do_not_break_rows():
    title = '=HYPERLINK("x"),a;b\r\n"c"'
    row = csv_rows(replace(BOMB, title=title))[0]
    assert plain_cell(row["title"]) == title
    file = io.StringIO(newline="")
    write_csv([replace(BOMB, title="a;=1")], file)
    assert '"a;=1"' in file.getvalue()


def test_no_event_leaves_a_header_alone():
    assert csv_rows() == []
    assert geojson()["features"] == []


def test_geojson_is_a_feature_collection_of_points():
    collection = geojson(BOMB, TALKS, articles={"a1": ARTICLE})
    assert collection["type"] == "FeatureCollection"
    assert "claims" in collection["note"]
    assert "crs" not in collection
    bomb, talks = collection["features"]
    assert (bomb["type"], bomb["id"]) == ("Feature", "e1")
    assert bomb["geometry"] == {"type": "Point", "coordinates": [71.579, 34.008]}
    assert bomb["properties"]["place"] == "pk-peshawar"
    assert bomb["properties"]["sources"] == "Dawn"
    assert bomb["properties"]["is_aggregate"] is False
    assert (talks["id"], talks["geometry"]) == ("e2", None)
    assert set(bomb["properties"]) == set(talks["properties"]) == set(COLUMNS) - {"id", "lat", "lon"}
    assert not any(isinstance(value, list | dict) for value in bomb["properties"].values())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.characters(exclude_categories=())))
@example("\ud800")
@example("</script>{{7*7}}`${x}")
def test_any_text_leaves_whole(text):
    odd = replace(BOMB, title=text, actors=(Actor(text, ActorRole.TARGET),))
    feature = geojson(odd)["features"][0]
    assert feature["properties"]["title"] == text
    clean = text.encode("utf-8", "replace").decode()
    assert plain_cell(csv_rows(odd)[0]["title"]) == clean


def test_urdu_is_written_as_urdu():
    file = io.StringIO()
    write_geojson([replace(BOMB, title="پشاور")], file)
    assert "پشاور" in file.getvalue()


@pytest.mark.parametrize("write", [write_csv, write_geojson])
def test_events_are_written_as_they_come(write):
    """A writer that gathered all events first would hold a million of them."""
    file = io.StringIO()

    def events():
        yield BOMB
        assert "Suicide bomb in Peshawar" in file.getvalue()
        yield TALKS

    write(events(), file)
    assert "Talks" in file.getvalue()
