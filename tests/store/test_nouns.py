"""What was put comes back, exactly."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.samples import EVENTS, HOSTILE, KABUL, LOCATIONS, PESHAWAR, event, fresh, fuzz, located, noun, put, reading

from geo.errors import NotFound, StoreError
from geo.model import (
    Actor,
    ActorRole,
    Article,
    Count,
    EventType,
    Reading,
)
from geo.store import (
    Query,
    open_store,
)


def test_a_new_store_is_empty(store):
    assert store.is_empty
    assert store.events() == store.articles() == store.unresolved() == []
    assert store.count() == 0
    assert store.check() == []


def test_a_reading_comes_back_also_after_opening_again(store, new_store):
    one = reading(events=[event()], places=(PESHAWAR, KABUL), unresolved=("Nowhere",))
    store.put(one, one.events)
    store.close()
    again = new_store()
    assert not again.is_empty
    assert again.reading("a1") == one
    assert again.article("a1") == one.article
    assert again.event("e1") == one.events[0]
    assert again.events() == again.events_of_article("a1") == [event()]


@pytest.mark.parametrize("what", ["event", "article", "reading"])
def test_what_is_not_there_is_told_by_its_id(store, what):
    with pytest.raises(NotFound, match="'zz'"):
        getattr(store, what)("zz")
    assert store.events_of_article("zz") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_kept_as_it_is(store, text):
    place = replace(PESHAWAR, id=f"pk-{text}", name=text, alt_names=(text,), admin1=text)
    one = event(text, (place,), (text,), title=text, actors=(Actor(text, ActorRole.TARGET, text),), why=(text,),
                type=EventType.AGREE, mode=text)
    told = Reading(Article(text, text, text, text, text, None, text, text), (located(place, text, text).mention,),
                   (located(place, text, text),), (one,))
    store.put(told, [one])
    store.put(reading("plain"), [])
    assert store.reading(text) == told
    assert store.event(text) == one
    assert [row.id for row in store.articles()] == ["plain", text]
    assert dict(store.place_counts()) == {place.id: 1}
    assert store.events(Query(place=(place.id,))) == store.events(Query(source=(text,))) == [one]
    assert store.check() == []


@fuzz
@given(noun(Article, id=st.just("a1"), is_dataset=st.just(False), text=st.text(), published=st.none() | st.dates()),
       st.lists(LOCATIONS, max_size=3, unique_by=lambda location: location.mention), EVENTS)
def test_every_field_of_every_noun_comes_back(article, locations, event):
    event = replace(event, reports=(replace(event.reports[0], article_id="a1"),))
    told = Reading(article, tuple(location.mention for location in locations), tuple(locations), (event,))
    with fresh() as store:
        store.put(told, [event])
        assert store.reading("a1") == told
        assert store.event(event.id) == event


def test_a_number_beyond_64_bits_is_kept(path):
    with open_store(path) as store:
        many = event(fatalities=Count(10**30, None, None))
        put(store, many)
        assert store.events() == [many]


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.events()
    with pytest.raises(StoreError, match="closed"):
        store.put(reading(), ())
