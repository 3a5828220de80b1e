"""What the query words find, on every kind of store alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.samples import EVENTS, NEW_YEAR, QUERIES, WORD, event, fresh, fuzz, latest, matches, put

from geo.errors import BadQuery
from geo.store import (
    Query,
    database,
    parse_query,
    schema,
    walk,
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({}, "talks bomb shelling month since vague"),
        ({"limit": "2"}, "talks bomb"),
        ({"layer": "diplomacy"}, "talks"),
        ({"layer": "incident,diplomacy"}, "talks bomb shelling month since vague"),
        ({"type": "consult"}, "talks"),
        ({"type": "Shelling/artillery/missile attack"}, "shelling"),
        ({"type": "explosions/remote violence"}, "bomb shelling month since"),
        ({"status": "alleged,ongoing"}, "shelling since"),
        ({"country": "AF"}, "talks shelling month"),
        ({"country": "PK"}, "bomb"),
        ({"admin1": "khyber-pakhtunkhwa"}, "bomb"),
        ({"admin1": "Khost"}, "shelling"),
        ({"admin1": "khost province"}, "shelling"),
        ({"admin2": "Peshawar"}, "bomb"),
        ({"id": "talks,month,none"}, "talks month"),
        ({"admin2": "Kabul,Khost"}, "talks month"),
        ({"geo_precision": "3,4"}, "shelling"),
        ({"geo_precision": "1"}, "talks bomb month"),
        ({"min_fatalities": "2"}, "talks bomb shelling month since vague"),
        ({"min_fatalities": "3"}, ""),
        ({"place": "pk-peshawar"}, "bomb"),
        ({"place": "کابل"}, "talks month"),
        ({"place": "peshawer,AF-KABUL"}, "talks bomb month"),
        ({"place": "nowhere"}, ""),
        ({"actor": "pakistan"}, "talks bomb month since vague"),
        ({"actor": "tehreek e taliban"}, "bomb month since vague"),
        ({"actor": "us"}, ""),
        ({"source": '"the news, int\'l"'}, "shelling"),
        ({"source": "a2"}, "shelling"),
        ({"source": "Dawn,a2"}, "talks bomb shelling month since vague"),
        ({"source": "Daw"}, ""),
        ({"datetime": "2024-01-01"}, "bomb since"),
        ({"datetime": "2023-05-31/2023-06-01"}, "shelling month since"),
        ({"datetime": "../2022-12-31"}, "since"),
        ({"datetime": "2024-02-01/.."}, "talks since"),
        ({"datetime": "../2021-12-31"}, ""),
        ({"bbox": "71,33.9,72,34.1"}, "bomb"),
        ({"bbox": "71.579,34.008,71.579,34.008"}, "bomb"),
        ({"bbox": "71.5790001,33,72,35"}, ""),
        ({"bbox": "60,23,78,39"}, "talks bomb shelling month"),
        ({"bbox": "60,23,78,39", "datetime": "2023-01-01/2023-12-31"}, "shelling month"),
        ({"near_border_km": "38"}, "bomb shelling"),
        ({"near_border_km": "37.9"}, "shelling"),
        ({"q": "talks"}, "talks"),
        ({"q": "kab"}, "talks month"),
        ({"q": "کابل"}, "talks month"),
        ({"q": "Peshawer"}, "bomb"),
        ({"q": "OFFICIALS dawn"}, "shelling"),
        ({"q": '"at dawn"'}, "shelling"),
        ({"q": '"dawn at"'}, ""),
        ({"q": '"near the cross"'}, ""),
        ({"q": "near-the-cross"}, "shelling"),
        ({"q": "the news"}, "shelling"),
        ({"q": "tehreek"}, "bomb month since vague"),
        ({"q": "OR AND NOT NEAR( * ^ x"}, ""),
        ({"q": "' OR 1=1 --"}, ""),
        ({"country": "AF", "layer": "incident", "status": "alleged"}, "shelling"),
    ],
)
def test_a_query_finds(asked, words, found):
    query = parse_query(words)
    assert [one.id for one in asked.events(query)] == found.split()
    assert asked.count(query) == (6 if "limit" in words else len(found.split()))


@fuzz
@given(st.lists(EVENTS, max_size=4, unique_by=lambda one: one.id), QUERIES)
def test_a_query_finds_what_a_plain_loop_finds(events, query):
    events = [replace(one, aliases=()) for one in events]
    found = [one for one in latest(events) if matches(one, query)]
    with fresh() as store:
        put(store, *events)
        assert store.events(query) == found[: query.limit]
        assert store.count(query) == len(found)


@fuzz
@given(st.lists(st.sampled_from(["Über-Fall", "raid", "کابل", "Kabul-Jan", "a.b", "é"]) | WORD, max_size=4), st.data())
def test_text_is_found_with_and_without_an_index_alike(titles, data):
    words = data.draw(st.sampled_from(["raid", "über fall", '"kabul jan"', "kab", "کاب", "ab", "e"]) | WORD)
    with pytest.MonkeyPatch.context() as patch, fresh() as indexed:
        patch.setattr(schema, "has_fts5", lambda db: False)
        with fresh() as plain:
            for one in (indexed, plain):
                put(one, *[event(f"e{n}", (), title=title) for n, title in enumerate(titles)])
            assert indexed.events(Query(q=words)) == plain.events(Query(q=words))


@pytest.mark.parametrize(
    ("start", "end", "margin", "found"),
    [
        (NEW_YEAR, NEW_YEAR, 0, "bomb since vague"),
        (date(2024, 1, 4), date(2024, 2, 27), 3, "talks bomb since vague"),
        (date(2024, 1, 5), date(2024, 2, 26), 3, "since vague"),
        (None, date(2021, 1, 1), 3, "vague"),
        (date(2024, 2, 1), None, 3, "talks since vague"),
        (None, None, 0, "talks bomb shelling month since vague"),
        (date.min, date.max, 9, "talks bomb shelling month since vague"),
    ],
)
def test_events_near_in_time_could_be_the_same(asked, start, end, margin, found):
    assert [one.id for one in asked.events_near(start, end, margin_days=margin)] == found.split()


def pages(store, query, **more):
    after, found = "", []
    while True:
        page = store.rows(query, after=after, columns=["id"], **more)
        found += [row[0] for row in page.rows]
        if not (after := page.next):
            return found


@pytest.mark.parametrize("words", [
    {}, {"layer": "incident"}, {"bbox": "60,23,78,39"}, {"q": "kab"}, {"country": "AF"}, {"source": "Dawn"},
    {"bbox": "60,23,78,39", "source": "dawn", "datetime": "2023-01-01/.."},
])
def test_pages_together_hold_what_the_query_selects(asked, words):
    query = parse_query(words, limit=1)
    found = pages(asked, query)
    assert sorted(found) == sorted(one.id for one in asked.events(replace(query, limit=None)))
    assert len(set(found)) == len(found) == asked.count(query)
    assert [one.id for one in walk(asked, replace(query, limit=None))] == found
    assert [one.id for one in walk(asked, query)] == found[:1]


@pytest.mark.parametrize(("given", "says"), [
    ({"after": "x"}, "after: 'x'"), ({"since": "abc-1"}, "no version of this store"), ({"since": "1"}, "no version"),
    ({"columns": ["record"]}, "unknown column 'record'"),
])
def test_a_page_that_nobody_gave_is_refused(asked, given, says):
    with pytest.raises(BadQuery, match=says):
        asked.rows(**given)


def test_near_means_three_days():
    assert timedelta(days=database.MARGIN_DAYS) == timedelta(days=3)
