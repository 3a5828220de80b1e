"""The record of an event: what `torkham parse` prints, and the flat row that every format is written from."""

import json
from dataclasses import replace
from datetime import date

from geo.exchange import COLUMNS, event_record, flat_record, reading_record
from geo.exchange.columns import CATEGORIES, KINDS
from geo.model import Actor, ActorRole, Article, Mention, Reading, Report, Use

FIELDS = [
    "id", "layer", "type", "sub_type", "title", "date_start", "date_end", "date_precision", "date_basis", "status",
    "is_aggregate", "place", "lat", "lon", "geo_precision", "places", "actors", "fatalities", "evidence",
]  # fmt: skip


def test_an_incident_is_told_in_the_words_of_acled(sample):
    assert event_record(sample.bomb) == {
        "id": "e1", "layer": "incident", "type": "Explosions/Remote violence", "sub_type": "Suicide bomb",
        "title": "Suicide bomb in Peshawar", "date_start": "2023-01-01", "date_end": "2023-01-31",
        "date_precision": "month", "date_basis": "relative", "status": "happened", "is_aggregate": False,
        "place": "pk-peshawar", "lat": 34.008, "lon": 71.579, "geo_precision": 1,
        "places": [{"role": "location", "place": "pk-peshawar", "lat": 34.008, "lon": 71.579, "start": 28, "end": 36}],
        "actors": [{"role": "initiator", "name": "Tehreek-e-Taliban Pakistan"},
                   {"role": "target", "name": "Worshippers"}],
        "fatalities": {"low": 100, "best": 100, "high": None}, "evidence": [{"start": 0, "end": 74}],
    }  # fmt: skip
    assert list(event_record(sample.bomb)) == list(event_record(sample.talks)) == FIELDS


def test_diplomacy_is_told_in_the_words_of_plover(sample):
    record = event_record(sample.talks)
    assert (record["layer"], record["type"], record["sub_type"]) == ("diplomacy", "CONSULT", "meet")
    assert event_record(replace(sample.talks, mode=""))["sub_type"] is None


def test_what_is_not_known_is_null(sample):
    record = event_record(sample.talks)
    unknown = ("date_start", "date_end", "place", "lat", "lon", "geo_precision", "fatalities")
    assert {key: record[key] for key in unknown} == dict.fromkeys(unknown)
    assert record["places"] == record["actors"] == []


def test_a_reading_tells_every_mention_resolved_or_not(sample):
    lost = Mention("a1", 40, 47, "January", Use.METONYM)
    reading = Reading(sample.article, (sample.mention, lost), (sample.location,), (sample.bomb,))
    record = reading_record(reading)
    assert list(record) == ["id", "published", "mentions", "events"]
    assert (record["id"], record["published"]) == ("a1", "2023-02-01")
    assert record["mentions"] == [
        {"start": 28, "end": 36, "text": "Peshawar", "use": "literal", "place": "pk-peshawar", "lat": 34.008,
         "lon": 71.579, "radius_km": 12, "score": 0.97, "why": ["the only one"],
         "candidates": [{"place": "pk-peshawar", "score": 0.97}]},
        {"start": 40, "end": 47, "text": "January", "use": "metonym", "place": None, "lat": None, "lon": None,
         "radius_km": None, "score": None, "why": [], "candidates": []},
    ]  # fmt: skip
    assert record["events"] == [event_record(sample.bomb)]
    assert json.loads(json.dumps(record)) == record
    undated = replace(sample.article, published=None)
    assert reading_record(Reading(undated, (), (), ()))["published"] is None


def test_a_flat_row_sums_up_its_lists(sample):
    row = flat_record(sample.bomb, sample.articles)
    single = {name: value for name, value in row.items() if not isinstance(value, list)}
    assert single == {
        "id": "e1", "layer": "incident", "type": "Explosions/Remote violence", "sub_type": "Suicide bomb",
        "title": "Suicide bomb in Peshawar", "date_start": "2023-01-01", "date_end": "2023-01-31",
        "date_precision": "month", "date_basis": "relative", "status": "happened", "is_aggregate": False,
        "place": "pk-peshawar", "place_name": "Peshawar", "kind": "city", "country": "PK",
        "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "lat": 34.008, "lon": 71.579, "radius_km": 12,
        "geo_precision": 1, "role": "location", "basis": "carried", "initiators": "Tehreek-e-Taliban Pakistan",
        "targets": "Worshippers", "parties": None, "fatalities_low": 100, "fatalities_best": 100,
        "fatalities_high": None, "injuries_low": None, "injuries_best": None, "injuries_high": None,
        "confidence": 0.75, "reports": 1, "sources": "Dawn", "licences": None, "urls": "https://example.org/1",
        "articles": "a1", "aliases": None,
    }  # fmt: skip
    assert row["actors"][1] == {"role": "target", "name": "Worshippers"}
    assert row["places"][0]["name"] == row["places"][0]["text"] == "Peshawar"
    assert row["evidence"] == [{"article": "a1", "title": "A blast", "publisher": "Dawn", "published": "2023-02-01",
                                "url": "https://example.org/1", "text": sample.text}]  # fmt: skip


def test_several_reports_name_each_source_once(sample):
    row = flat_record(sample.talks, sample.articles)
    assert (row["sources"], row["urls"], row["articles"]) == ("Dawn; Tolo", "https://example.org/1", "a1; a2")
    assert (row["reports"], row["lat"], row["injuries_low"], row["injuries_high"]) == (3, None, None, 4)
    assert [one["text"] for one in row["evidence"]] == ["A bom", "als", "me"]


def test_a_row_of_a_data_set_has_its_licence_and_its_own_address(sample):
    ged = Article("ged", "", "GED", "UCDP GED", "https://example.org/ged", licence="CC-BY-4.0", is_dataset=True)
    report = Report("ged", 0, 0, record="7", note="A raid", url="https://example.org/7")
    row = flat_record(replace(sample.bomb, reports=(report,)), {"ged": ged})
    assert (row["sources"], row["licences"], row["urls"]) == ("UCDP GED", "CC-BY-4.0", "https://example.org/7")
    assert row["evidence"] == [{"article": "ged", "title": "GED", "publisher": "UCDP GED", "licence": "CC-BY-4.0",
                                "url": "https://example.org/ged", "is_dataset": True, "record": "7",
                                "link": "https://example.org/7", "text": "A raid"}]  # fmt: skip


def test_an_article_that_is_not_known_has_no_words(sample):
    row = flat_record(sample.bomb, {})
    assert row["sources"] is row["urls"] is None
    assert row["evidence"] == [{"article": "a1"}]


def test_sides_of_whom_nobody_says_which_acted_are_parties(sample):
    both = tuple(Actor(name, ActorRole.PARTY) for name in ("Turi", "TTP"))
    row = flat_record(replace(sample.bomb, actors=both), {})
    assert (row["initiators"], row["targets"], row["parties"]) == (None, None, "Turi; TTP")


def test_nought_is_not_nothing(sample):
    null = replace(sample.place, lat=0.0, lon=0.0)
    location = replace(sample.location, place=null, score=0.0)
    place = replace(sample.bomb.places[0], location=location)
    (told,) = flat_record(replace(sample.bomb, places=(place,)), {})["places"]
    assert (told["lat"], told["lon"], told["score"]) == (0, 0, 0)


def test_columns_are_the_keys_of_the_flat_record(sample):
    assert set(flat_record(sample.bomb, {})) == set(flat_record(sample.talks, {})) == set(COLUMNS) == set(KINDS)
    assert set(CATEGORIES) <= set(COLUMNS)
    assert date.fromisoformat(flat_record(sample.bomb, {})["date_start"])
