"""Many events from a data set: its source and licence stay, and importing again changes nothing."""

from datetime import timedelta

import pytest
from store.samples import GED, KABUL, KHOST, NEW_YEAR, PESHAWAR, article, event, imported, put, reading

from geo.errors import NotFound
from geo.store import (
    Query,
    geopackage,
    importing,
)


def test_imported_events_come_back_with_their_source_and_licence(store):
    rows = [imported(n) for n in range(3)]
    assert store.put_events(GED, iter(rows)) == (3, 0, 0, 0)
    assert store.events() == rows
    assert store.article(GED.id) == GED
    (source,) = store.articles()
    assert (source.licence, source.is_dataset, source.events) == ("CC-BY-4.0", True, 3)
    assert store.events(Query(source=("UCDP",))) == store.events(Query(source=(GED.id,))) == rows
    assert store.events(Query(q='"row 1 tells"')) == [rows[1]]
    assert store.check() == []


def test_importing_again_changes_nothing_and_says_what_is_new(store):
    store.put_events(GED, map(imported, range(3)))
    before = store.version
    assert store.put_events(GED, map(imported, range(3))) == (0, 0, 3, 0)
    assert store.version == before
    assert store.put_events(GED, [imported(1), imported(2, places=(KABUL,)), imported(9)]) == (1, 1, 1, 0)
    assert store.version != before
    assert store.count() == 4


def test_a_later_edition_may_replace_an_earlier_one(store):
    put(store, event("e1"))
    both = event("e1", aliases=("ucdp-ged:1",), reports=(*event().reports, *imported(1).reports))
    merged = imported(2, aliases=("ucdp-ged:3",))
    store.put_events(GED, [imported(0), both, merged, imported(4), imported(5)])
    before = store.version
    assert store.keep_only(GED.id, {"ucdp-ged:3", "ucdp-ged:5"}) == 3
    assert store.events(Query(source=(GED.id,))) == [merged, imported(5)]
    assert [report.article_id for report in store.event("e1").reports] == ["a1"]
    assert {one.id for one in store.removals(before)} == {"ucdp-ged:0", "ucdp-ged:4"}
    assert store.check() == []
    with pytest.raises(ValueError, match="'a1' is no data set"):
        store.keep_only("a1", set())


@pytest.mark.parametrize("held", [0, 7])
def test_many_are_imported_as_few_are(new_store, monkeypatch, held):
    monkeypatch.setattr(geopackage, "_FEW", 3)
    monkeypatch.setattr(importing, "_BATCH", 5)
    store = new_store()
    some = [imported(n, places=(PLACE,), day=NEW_YEAR + timedelta(days=n))
            for n in range(120) for PLACE in [(PESHAWAR, KABUL, KHOST)[n % 3]]]
    some[20] = imported(20, places=(), day=None)
    store.put_events(GED, some[:held])
    again = imported(2, places=(KABUL,), title="Told anew")
    merged = imported(60, aliases=("ucdp-ged:3",))
    assert store.put_events(GED, [*some[:40], again, *some[40:], merged]) == (120 - held, 2, held, 0)
    assert store.check() == []
    assert store.count() == 119
    assert store.event("ucdp-ged:3") == merged
    assert [one.id for one in store.events(Query(bbox=(71, 34, 72, 35), datetime=(NEW_YEAR, NEW_YEAR)))] == [
        "ucdp-ged:0", "ucdp-ged:60"]
    assert store.events(Query(q="anew")) == [again]
    assert store.count(Query(bbox=(69, 34, 70, 35))) == 41


def test_an_imported_event_may_be_one_with_an_article_s_and_stays_so(store):
    put(store, event("e1"))
    both = event("e1", aliases=("ucdp-ged:1",), reports=(*event().reports, *imported(1).reports))
    assert store.put_events(GED, [imported(0), both]) == (1, 1, 0, 0)
    assert store.event("ucdp-ged:1") == both
    assert store.put_events(GED, map(imported, range(2))) == (0, 0, 1, 1)
    assert store.event("e1") == both
    store.put(reading("a1"), ())
    assert [report.article_id for report in store.event("e1").reports] == [GED.id]


def test_new_events_and_merged_ones_may_come_in_any_order(store, monkeypatch):
    monkeypatch.setattr(importing, "_BATCH", 2)
    some = [imported(n, aliases=(f"old{n}",) if n % 3 == 1 else ()) for n in range(9)]
    assert store.put_events(GED, some) == (9, 0, 0, 0)
    assert store.put_events(GED, [*some, imported(9)]) == (1, 0, 9, 0)
    assert store.events() == [*some, imported(9)]
    assert store.check() == []


def test_an_import_is_whole_or_not_at_all(store):
    def failing():
        yield imported(1)
        raise OSError("line 2")

    with pytest.raises(OSError, match="line 2"):
        store.put_events(GED, failing())
    with pytest.raises(NotFound, match="'zz'"):
        store.put_events(GED, [imported(1), event("e2", articles=("zz",))])
    with pytest.raises(ValueError, match="'a1' is no data set"):
        store.put_events(article(), [])
    assert store.is_empty
    assert store.events() == []
