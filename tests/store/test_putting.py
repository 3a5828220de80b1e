"""Putting again, merging, taking back."""

from dataclasses import replace

import pytest
from store.samples import KABUL, PESHAWAR, article, event, located, put, reading

from geo.errors import NotFound
from geo.model import (
    Reading,
)
from geo.store import (
    open_store,
)


def test_putting_the_same_again_changes_nothing(store):
    one = reading(events=[event()], places=(PESHAWAR,), unresolved=("Nowhere",))
    store.put(one, one.events)
    before = store.version
    store.put(one, one.events)
    assert store.version == before
    assert store.count() == 1
    assert len(store.articles()) == 1


@pytest.mark.parametrize(
    "other",
    [
        reading(events=[event()], title="Other"),
        reading(events=[event()], text="Other text than before."),
        reading(events=[event()], places=(PESHAWAR,)),
        reading(events=[event(title="Other")]),
        reading(events=[event(), event("e2")]),
        reading(events=[]),
    ],
    ids=["title", "text", "mention", "event", "more events", "no events"],
)
def test_the_version_differs_when_the_content_does(store, other):
    one = reading(events=[event()])
    store.put(one, one.events)
    before = store.version
    store.put(other, other.events)
    assert store.version != before
    assert store.reading("a1") == other


def test_two_stores_have_two_versions(store, tmp_path):
    with open_store(tmp_path / "other.gpkg") as other:
        assert store.version != other.version


def test_a_merged_event_takes_the_place_of_its_reports(store):
    put(store, event("e1"), event("e2", articles=("a2",)), event("e3", articles=("a3",)))
    merged = event("e1", articles=("a1", "a2"), aliases=("e2",))
    store.put(reading("a2"), [merged])
    assert store.events() == [merged, event("e3", articles=("a3",))]
    assert store.event("e2") == merged
    wider = event("e3", articles=("a3", "a1", "a2"), aliases=("e1",))
    store.put(reading("a2"), [wider])
    assert [store.event(key) for key in ("e1", "e2", "e3")] == [wider] * 3
    assert store.events() == [wider]


def test_an_event_that_stands_alone_again_is_no_alias(store):
    put(store, event("e1", articles=("a1", "a2"), aliases=("e2",)))
    store.put(reading("a2"), [event("e1"), event("e2", articles=("a2",))])
    assert store.event("e2").id == "e2"
    assert store.event("e1") == event("e1")


def test_an_event_that_is_there_itself_is_no_alias_of_another(store):
    put(store, event("e1", aliases=("e2",)), event("e2"))
    assert [one.id for one in store.events()] == ["e1", "e2"]
    assert store.event("e2") == event("e2")


def test_what_an_article_tells_no_more_is_removed(store):
    put(store, event("alone"), event("shared", articles=("a1", "a2")), event("other", articles=("a2",)))
    store.put(reading("a1", events=[event("new")]), [event("new")])
    assert {one.id for one in store.events()} == {"new", "shared", "other"}
    assert [report.article_id for report in store.event("shared").reports] == ["a2"]


def test_an_event_of_an_unknown_article_leaves_no_trace(store):
    with pytest.raises(NotFound, match="'zz'"):
        store.put(reading(), [event("e1"), event("e2", articles=("zz",))])
    assert store.is_empty
    assert store.events() == []
    store.put(reading(places=(KABUL,)), [event("e1")])  # places of the failed step were forgotten rightly
    assert store.event("e1") == event("e1")
    assert store.reading("a1").locations == reading(places=(KABUL,)).locations


def test_a_location_without_its_mention_is_refused(store):
    with pytest.raises(ValueError, match="locations"):
        store.put(Reading(article(), (), (located(KABUL),), ()), ())
    assert store.is_empty


def test_a_changed_gazetteer_leaves_old_events_as_they_were(store):
    moved = replace(PESHAWAR, lat=34.1)
    put(store, event("old"))
    store.put(reading("a2"), [event("new", (moved,), ("a2",))])
    assert store.event("old").places[0].location.place == PESHAWAR
    assert store.event("new").places[0].location.place == moved
    assert dict(store.place_counts()) == {"pk-peshawar": 2}
