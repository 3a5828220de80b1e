"""Articles, names without a place and places in use."""

from datetime import date

from store.samples import KABUL, NEW_YEAR, PESHAWAR, article, event, put, reading

from geo.model import (
    Mention,
    Reading,
    Use,
)
from geo.store import (
    Query,
    ReadWith,
    open_store,
)


def test_articles_are_summed_up(store):
    store.put(reading("a1", [event()], (PESHAWAR,), ("Nowhere", "Elsewhere"), url="https://example.org/1"), [event()])
    store.put(reading("a2", published=date(2024, 5, 1), published_basis="inferred", language="ur"), ())
    store.put(reading("a3", published=None), ())
    first, second, third = store.articles()
    assert [row.id for row in (first, second, third)] == ["a2", "a1", "a3"]
    assert (first.published, first.published_basis, first.language) == (date(2024, 5, 1), "inferred", "ur")
    assert (second.title, second.publisher, second.url) == ("Blast", "Dawn", "https://example.org/1")
    assert (second.events, second.mentions, second.unresolved) == (1, 3, 2)
    assert third.published is None


def test_a_new_publisher_or_text_is_found_with_the_old_events(filled):
    again = reading("a2", [filled.event("shelling")], publisher="Tolo", text="Shelling at midday, someone else said.")
    filled.put(again, ())
    assert [one.id for one in filled.events(Query(source=("Tolo",)))] == ["shelling"]
    assert [one.id for one in filled.events(Query(q="midday tolo"))] == ["shelling"]
    assert filled.events(Query(q="officials")) == filled.events(Query(q="news")) == []


def test_names_without_a_place_are_counted(store):
    text = "One. In Bala Koh, someone spoke of Bala-Koh again! It rained."
    mentions = (Mention("a1", 8, 16, "Bala Koh"), Mention("a1", 35, 43, "Bala-Koh"),
                Mention("a1", 0, 3, "One", Use.ORGANISATION))
    store.put(Reading(article(text=text), mentions, (), ()), ())
    store.put(reading("a2", unresolved=("Zor Kot",), places=(KABUL,)), ())
    found = store.unresolved()
    assert [(one.name, one.mentions, one.place) for one in found] == [("Bala Koh", 2, ""), ("Zor Kot", 1, "")]
    assert found[0].article_id == "a1"
    assert found[0].sentence == "In Bala Koh, someone spoke of Bala-Koh again!"


def test_names_that_have_no_row_are_counted_with_the_place_they_were_given(store):
    store.put(reading("a2", unresolved=("Zor Kot",), places=(KABUL,)), ())
    found = store.unresolved(lambda name: name != "Kabul")
    assert [(one.name, one.place) for one in found] == [("Kabul", "af-kabul"), ("Zor Kot", "")]


def test_a_passage_without_sentences_is_cut(store):
    text = "x " * 5000 + "Bala Koh" + " y" * 5000
    store.put(Reading(article(text=text), (Mention("a1", 10000, 10008, "Bala Koh"),), (), ()), ())
    assert "Bala Koh" in store.unresolved()[0].sentence
    assert len(store.unresolved()[0].sentence) < 600


def test_places_know_their_events_and_their_distance_to_the_frontier(filled):
    assert dict(filled.place_counts()) == {"af-kabul": 2, "af-khost-province": 1, "pk": 1, "pk-peshawar": 1}
    assert dict(filled.border_distances()) == {
        "af-kabul": 152.5, "af-khost-province": 30.25, "pk": 300.0, "pk-peshawar": 38.0}


def test_without_a_frontier_no_distance_is_told(tmp_path):
    with open_store(tmp_path / "plain.gpkg") as store:
        put(store, event())
        assert dict(store.border_distances()) == {}
        assert store.events(Query(near_border_km=20000)) == []


def test_a_store_tells_what_its_articles_were_read_with(store):
    assert store.read_with is None
    for noted in (ReadWith(b"id,name\n", "a"), ReadWith("پشاور\n".encode(), ""), ReadWith(b"", "b")):
        before = store.version
        store.note_read_with(noted)
        assert (store.read_with, store.version) == (noted, before)


def test_a_store_is_summed_up(filled):
    assert filled.totals() == (6, {"incident": 5, "diplomacy": 1}, 2, date(2022, 1, 1), date(2024, 3, 1), NEW_YEAR)
    assert filled.totals().layers == {"incident": 5, "diplomacy": 1}
