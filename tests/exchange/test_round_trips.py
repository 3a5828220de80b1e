"""Export then import changes nothing, for every format that can carry it: into the same store, or into an empty one."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.exchange import FORMATS, StoredArticles, flat_record, write_file
from geo.exchange.importing import open_import
from geo.exchange.restoring import restore
from geo.model import (
    Actor,
    ActorRole,
    Article,
    Basis,
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
    When,
)
from geo.store import Query

WHOLE = ("csv", "geojson", "gpkg", "parquet", "fgb")
EVERY = Query(limit=None)
# What no file format here holds: NUL, and halves of surrogate pairs.
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
NAMES = WORDS.filter(str.strip)
NUMBERS = st.none() | st.integers(0, 10**9)
COUNTS = st.none() | st.builds(Count, NUMBERS, NUMBERS, NUMBERS).filter(lambda one: one != Count(None, None, None))
ACTORS = st.builds(Actor, NAMES, st.sampled_from(ActorRole), st.sampled_from(["", "PK"]))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
ARTICLES = {
    "a1": Article("a1", "Troops raided a house in =Bara; \"two\" died.\r\nA second raid, پشاور.", "+Raid", "Dawn", "https://x.example/1",
                  date(2023, 2, 1)),
    "a2": Article("a2", "No word of it.", "", "", ""),
    "ged": Article("ged", "", "A set", "GED", "https://x.example/ged", licence="CC-BY-4.0", is_dataset=True),
}  # fmt: skip


@st.composite
def whens(draw):
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and start > end:
        start, end = end, start
    return When(start, end, draw(st.sampled_from(DatePrecision)), draw(st.sampled_from(DateBasis)))


@st.composite
def places(draw):
    degrees = st.floats(-90, 90, allow_subnormal=False).map(lambda x: round(x, 6) + 0.0)
    kind, country = draw(st.sampled_from(Kind)), draw(st.sampled_from(["", "PK", "AF"]))
    place = Place(draw(NAMES), draw(WORDS), (), (), kind, country,
                  draw(WORDS), draw(WORDS), draw(degrees), draw(degrees), draw(st.integers(0, 900).map(float)),
                  precision=draw(st.none() | st.integers(1, 4)))  # fmt: skip
    location = Location(Mention("a1", 0, 0, draw(WORDS)), place, draw(st.sampled_from([0.0, 0.5, 1.0])))
    return EventPlace(draw(st.sampled_from(Role)), location, draw(st.sampled_from(Basis)))


@st.composite
def reports(draw):
    key = draw(st.sampled_from(sorted(ARTICLES)))
    start, end = sorted((draw(st.integers(0, 40)), draw(st.integers(0, 40)))) if key == "a1" else (0, 0)
    note, link = ("", "") if key == "a1" else (draw(WORDS), draw(WORDS))
    return Report(key, start, end, None, draw(COUNTS), draw(COUNTS), draw(WORDS) if key == "ged" else "", note, link)


@st.composite
def events(draw):
    kind = draw(st.sampled_from(EventType))
    return Event(
        "e", kind, draw(WORDS), draw(whens()), draw(st.sampled_from(Status)), draw(st.booleans()),
        tuple(draw(st.lists(places(), max_size=3))),
        tuple(draw(st.lists(ACTORS, max_size=3))),
        draw(COUNTS), draw(COUNTS), tuple(draw(st.lists(reports(), min_size=1, max_size=3))),
        mode=draw(st.sampled_from(["", "visit"])) if kind.layer == "diplomacy" else "",
        confidence=draw(st.sampled_from([0.0, 0.35, 1.0])),
        aliases=tuple(draw(st.lists(st.sampled_from(["x1", "x2"]), unique=True))),
    )  # fmt: skip


def written(form, some, articles, folder):
    path = folder / f"events.{FORMATS[form].ending}"
    write_file(FORMATS[form], path, some, articles)
    return path


def taken(path, atlas):
    """Return the rows of a file, which must all be sound."""
    with open_import(path) as opened:
        assert opened.dataset is None
        rows = list(opened.events(atlas))
    assert opened.problems == []
    return rows


def flat(store):
    """Return all events of a store as they leave."""
    articles = StoredArticles(store)
    return [flat_record(event, articles) for event in store.events(EVERY)]


def exported(store, form, folder):
    return written(form, store.events(EVERY), StoredArticles(store), folder)


@pytest.mark.parametrize("form", WHOLE)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(some=st.lists(events(), max_size=4))
def test_what_a_file_holds_makes_the_same_file_again(form, some, atlas, tmp_path_factory):
    numbers = count()
    some = [replace(event, id=f"e{next(numbers)}") for event in some]
    folder = tmp_path_factory.mktemp("trip")
    rows = taken(written(form, some, ARTICLES, folder), atlas)
    again = [flat_record(row.event, row.articles) for row in rows]
    assert again == [flat_record(event, ARTICLES) for event in some]


@pytest.mark.parametrize("form", WHOLE)
def test_into_an_empty_store_and_out_again_nothing_changes(form, told, stores, atlas, tmp_path):
    other = stores()
    put = restore(taken(exported(told, form, tmp_path), atlas), other, pytest.fail)
    assert (put.new, put.changed) == (2, 0)
    assert flat(other) == flat(told)
    assert other.article("a1").publisher == "Dawn"
    assert other.article("a1").text == ""  # texts do not travel


@pytest.mark.parametrize("form", WHOLE)
def test_into_the_store_that_it_came_from_nothing_changes(form, told, atlas, tmp_path):
    before, events = told.version, told.events(EVERY)
    put = restore(taken(exported(told, form, tmp_path), atlas), told, pytest.fail)
    assert put == (0, 0, 2, 0)
    assert (told.version, told.events(EVERY)) == (before, events)


def test_a_passage_finds_its_place_again_where_the_store_has_the_text(told, stores, sample, atlas, tmp_path):
    other = stores()
    other.put(Reading(sample.article, (), (), ()), ())
    restore(taken(exported(told, "csv", tmp_path), atlas), other, pytest.fail)
    assert other.event("e1").reports == (Report("a1", 0, 74),)
    assert flat(other) == flat(told)


def edited(path, change):
    """Change the rows of a CSV as a spreadsheet would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    return path


def test_an_edit_of_an_imported_event_updates_it(told, stores, atlas, tmp_path):
    other = stores()
    path = exported(told, "csv", tmp_path)
    restore(taken(path, atlas), other, pytest.fail)
    edited(path, lambda rows: rows[0].update(title="Mended", fatalities_high="120"))
    assert restore(taken(path, atlas), other, pytest.fail) == (0, 1, 1, 0)
    event = other.event("e1")
    assert (event.title, event.fatalities) == ("Mended", Count(100, 100, 120))


def test_an_event_that_was_read_from_a_text_is_not_changed_by_a_row(told, atlas, tmp_path):
    path = edited(exported(told, "csv", tmp_path), lambda rows: rows[0].update(title="Mended"))
    faults = []
    before = told.version
    restore(taken(path, atlas), told, lambda line, fault: faults.append((line, fault.column, fault.say)))
    assert faults == [(2, "title", "title: not as the store has read it from articles; it was left as it was read")]
    assert told.version == before


@pytest.mark.parametrize(
    ("change", "say"),
    [
        ({"lat": "35"}, "2: lat: says '35', but the lists in this row say '34.008'; change both, or neither"),
        ({"initiators": "Somebody"}, "2: initiators: says 'Somebody', but the lists in this row say 'Tehreek"),
        ({"places": "[{"}, "2: places: is no JSON"),
        ({"places": '[{"role": "here"}]'}, "2: places: cannot be read"),
        ({"sub_type": "Riddle"}, "2: sub_type: 'Riddle' is neither"),
        ({"status": "gone"}, "2: status: 'gone' is none of happened"),
        ({"date_start": "2023-02-31"}, "2: date_start: "),
        ({"date_start": "2024-02-01"}, "2: date_start: an interval ends before it starts"),
        ({"fatalities_best": "many"}, "2: fatalities_best: 'many' is not a whole number"),
        ({"id": ""}, "2: id: is empty"),
        ({"evidence": '["x"]'}, "2: evidence: cannot be read"),
    ],
)
def test_a_row_that_does_not_agree_with_itself_is_told(told, atlas, tmp_path, change, say):
    path = edited(exported(told, "csv", tmp_path), lambda rows: rows[0].update(change))
    with open_import(path) as opened:
        assert [row.event.id for row in opened.events(atlas)] == ["e2"]
    assert [str(problem).partition("events.csv:")[2][: len(say)] for problem in opened.problems] == [say]


def test_the_columns_that_sum_up_may_be_missing(told, stores, atlas, tmp_path):
    path = exported(told, "csv", tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    keep = ("id", "layer", "type", "sub_type", "title", "date_start", "date_end", "places", "actors", "evidence")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, keep, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert [row.event.title for row in taken(path, atlas)] == ["Suicide bomb in Peshawar", "Talks"]


def test_hxl_comes_back_as_events_of_a_file(told, atlas, tmp_path):
    path = exported(told, "hxl", tmp_path)
    with open_import(path) as opened:
        bomb, talks = (row.event for row in opened.events(atlas))
    assert opened.problems == []
    assert (bomb.type, bomb.fatalities, bomb.when.precision) == (EventType.SUICIDE_BOMB, Count(100, 100, None), "month")
    assert (talks.type, talks.mode, talks.places) == (EventType.CONSULT, "meet", ())
    assert [json.dumps(actor.name) for actor in bomb.actors] == ['"Tehreek-e-Taliban Pakistan"', '"Worshippers"']


def test_ucdp_comes_back_with_the_same_numbers(sample, atlas, tmp_path):
    event = replace(sample.bomb, type=EventType.ATTACK, fatalities=Count(1, 2, 3))
    path = tmp_path / "e.ucdp.csv"
    assert write_file(FORMATS["ucdp"], path, [event], sample.articles) == Counter()
    with open_import(path) as opened:
        (row,) = opened.events(atlas)
    assert (row.event.type, row.event.fatalities, row.event.when) == (
        EventType.ATTACK, Count(1, 2, 3), replace(event.when, basis=DateBasis.EXPLICIT))  # fmt: skip
