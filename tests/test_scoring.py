"""Scores say what an annotator would: right, wrong and missing answers are each counted once."""

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import DataError, SourceError
from geo.model import (
    Article,
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
    Role,
    Status,
    Use,
    When,
)
from geo.scoring import Gold, read_gold, score

TEXT = "Blast in Quetta. Talks in Kabul."
QUETTA = Place("pk-quetta", "Quetta", (), (), Kind.CITY, "PK", "Balochistan", "Quetta", 30.18, 67.0, 15)
KABUL = Place("af-kabul", "Kabul", (), (), Kind.CITY, "AF", "Kabul Province", "Kabul", 34.53, 69.17, 25)
ARTICLE = Article("a", TEXT, published=date(2024, 6, 28))


def located(start, end, place, use=Use.LITERAL):
    return Location(Mention("a", start, end, TEXT[start:end], use), place, 0.9)


def event(kind, location, day=date(2024, 6, 27)):
    when = When(day, day, DatePrecision.DAY, DateBasis.EXPLICIT)
    places = (EventPlace(Role.LOCATION, location),)
    return Event("e", kind, "", when, Status.HAPPENED, False, places, (), None, None, ())


def mark(start, end, place, use="literal"):
    return {"start": start, "end": end, "lat": place.lat, "lon": place.lon, "tolerance_km": 20, "use": use}


def marked_event(layer, kind, place, day="2024-06-27", **more):
    places = [{"role": "location", "lat": place.lat, "lon": place.lon, "tolerance_km": 20}]
    return {"layer": layer, "type": kind, "date_start": day, "date_end": day, "places": places, "also": [], **more}


AT_QUETTA, AT_KABUL = located(9, 15, QUETTA), located(26, 31, KABUL)
BLAST, TALKS = event(EventType.REMOTE_EXPLOSIVE, AT_QUETTA), event(EventType.CONSULT, AT_KABUL)
MARKS = (mark(9, 15, QUETTA), mark(26, 31, KABUL))
MARKED = (marked_event("incident", "Explosions/Remote violence", QUETTA), marked_event("diplomacy", "CONSULT", KABUL))


def figures(locations=(AT_QUETTA, AT_KABUL), events=(BLAST, TALKS), marks=MARKS, marked=MARKED):
    mentions = tuple(location.mention for location in locations)
    return score([(Gold(ARTICLE, marks, marked), Reading(ARTICLE, mentions, tuple(locations), tuple(events)))])


def counts(figure):
    return figure.right, figure.given, figure.wanted


def test_a_perfect_reading_scores_one():
    assert {name: figure.f1 for name, figure in figures().items()} == dict.fromkeys(figures(), 1.0)


def test_a_mention_at_the_wrong_place_is_found_but_not_at_its_place():
    found = figures(locations=(AT_QUETTA, replace(AT_KABUL, place=QUETTA)))
    assert counts(found["mentions"]) == (2, 2, 2)
    assert counts(found["mentions at their place"]) == (1, 2, 2)


def test_a_demonym_is_neither_wanted_nor_held_against_the_reader():
    found = figures(marks=(MARKS[0], {**MARKS[1], "use": "demonym"}))
    assert counts(found["mentions"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("events", "strict", "loose"),
    [
        ((BLAST,), (1, 1, 2), (1, 1, 2)),
        ((BLAST, BLAST, TALKS), (2, 3, 2), (2, 3, 2)),
        ((replace(BLAST, type=EventType.ATTACK), TALKS), (1, 2, 2), (2, 2, 2)),
        ((event(EventType.REMOTE_EXPLOSIVE, AT_KABUL), TALKS), (1, 2, 2), (1, 2, 2)),
        ((event(EventType.REMOTE_EXPLOSIVE, AT_QUETTA, date(2024, 6, 28)), TALKS), (2, 2, 2), (2, 2, 2)),
        ((event(EventType.REMOTE_EXPLOSIVE, AT_QUETTA, date(2024, 6, 29)), TALKS), (1, 2, 2), (1, 2, 2)),
        ((replace(BLAST, is_aggregate=True), TALKS), (1, 1, 2), (1, 1, 2)),
        ((replace(BLAST, places=()), TALKS), (1, 1, 2), (1, 1, 2)),
    ],
)
def test_events_pair_one_to_one_by_layer_type_place_and_day(events, strict, loose):
    found = figures(events=events)
    assert counts(found["events"]) == strict
    assert counts(found["events but for their type"]) == loose


def test_an_optional_event_is_neither_right_nor_wrong():
    found = figures(marked=(MARKED[0], {**MARKED[1], "optional": True}))
    assert counts(found["events"]) == (1, 1, 1)


def test_a_type_that_the_annotator_also_accepts_is_right():
    also = {**MARKED[0], "also": [{"layer": "incident", "type": "Battles"}]}
    found = figures(events=(replace(BLAST, type=EventType.ARMED_CLASH), TALKS), marked=(also, MARKED[1]))
    assert counts(found["events"]) == (2, 2, 2)


def test_a_file_that_is_not_gold_is_told(tmp_path):
    (tmp_path / "50.json").write_text('{"id": "50"}', encoding="utf-8")
    with pytest.raises(DataError, match=r"50\.json:1: is not an annotated article"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_told(tmp_path):
    with pytest.raises(SourceError, match="no annotated articles"):
        read_gold(tmp_path)
