"""The map index answers as counting by hand does, for any events, view and filter."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.index import (
    ROW,
    UNITS,
    Builder,
    Choice,
    Orders,
    choropleth,
    clusters,
    count,
    deaths,
    extent,
    facets,
    hexagons,
    histogram,
    listed,
    sums,
)
from geo.index.building import FIRST_DAY, LAST_DAY
from geo.index.counts import BANDS_KM, TOLLS
from geo.index.morton import cells_of, keys_of
from geo.model import EVENT_TYPES, Layer, Status
from geo.store import Query

DAY = date(2024, 1, 1).toordinal()
PLACES = [  # place, name, lon, lat, precision, country, admin1, admin2, border_km
    ("pk-peshawar", "Peshawar", 71.58, 34.01, 1, "PK", "Khyber Pakhtunkhwa", "Peshawar", 45.0),
    ("pk-bara", "Bara", 71.45, 33.92, 1, "PK", "Khyber Pakhtunkhwa", "Khyber", 33.0),
    ("af-kabul", "Kabul", 69.17, 34.53, 1, "AF", "Kabul", "", 150.0),
    ("af-khost", "Khost", 69.95, 33.34, 3, "AF", "Khost", "", 20.0),
    ("pk-chaman", "Chaman", 66.45, 30.92, 1, "PK", "Balochistan", "Chaman", 1.0),
    ("pk", "Pakistan", 69.35, 30.38, 4, "PK", "", "", 9.0),
    ("fj-suva", "Suva", 178.44, -18.14, 1, "FJ", "", "", None),
    (None, None, None, None, None, None, None, None, None),
]
WORLD = (-180.0, -90.0, 180.0, 90.0)
CODES = ["Armed clash", "Suicide bomb", "AGREE", "ACCUSE"]
SOURCES = ["Dawn", "Khaama Press", "Dawn; Khaama Press", ""]
ACTORS = ["Tehreek-e-Taliban Pakistan; Police", "US", "Usman", ""]

days = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 400), st.integers(0, 40)).map(lambda d: (DAY + d[0], DAY + d[0] + d[1])),
    st.sampled_from([(FIRST_DAY, DAY + 3), (DAY + 390, LAST_DAY), (FIRST_DAY, LAST_DAY)]),
)
events = st.lists(st.tuples(
    days, st.sampled_from(CODES), st.sampled_from(list(Status)), st.booleans(), st.sampled_from(["day", "month"]),
    st.sampled_from([None, 0, 1, 7, 30]), st.sampled_from([None, 3]), st.sampled_from(SOURCES),
    st.sampled_from(ACTORS), st.sampled_from(PLACES),
), max_size=40).map(lambda all_of_them: [
    (n, *(when or (None, None)), code, status.value, total, known, best, low, told, who, *place)
    for n, (when, code, status, total, known, best, low, told, who, place) in enumerate(all_of_them)
])
boxes = st.sampled_from([(66.0, 30.0, 70.0, 35.0), (71.45, 33.92, 71.58, 34.01), (-10.0, -10.0, 0.0, 0.0), WORLD])
queries = st.builds(
    Query,
    bbox=st.one_of(st.none(), boxes),
    datetime=st.one_of(st.none(), st.tuples(
        st.one_of(st.none(), st.integers(-500, 900).map(lambda d: date.fromordinal(DAY + d))), st.none(),
    ), st.integers(-500, 900).map(lambda d: (None, date.fromordinal(DAY + d))),
        st.integers(-10, 420).map(lambda d: (date.fromordinal(DAY + d), date.fromordinal(DAY + d + 30)))),
    layer=st.sampled_from([(), (Layer.INCIDENT,)]),
    type=st.sampled_from([(), ("Battles",), ("AGREE", "Suicide bomb")]),
    status=st.sampled_from([(), (Status.HAPPENED, Status.PLANNED)]),
    country=st.sampled_from([(), ("PK",), ("PK", "AF")]),
    admin1=st.sampled_from([(), ("khost province",)]),
    admin2=st.sampled_from([(), ("Khyber", "Chaman")]),
    geo_precision=st.sampled_from([(), (1,), (3, 4)]),
    actor=st.sampled_from([(), ("us",), ("police", "Usman")]),
    source=st.sampled_from([(), ("dawn",)]),
    near_border_km=st.sampled_from([None, 1.0, 44.9, 45.0]),
    min_fatalities=st.sampled_from([None, 1, 4, 1000]),
)


law = settings(deadline=None, max_examples=60)


def index_of(rows, version="v"):
    builder = Builder()
    builder.add(rows)
    return builder.index(version)


def told(row):
    return dict(zip(ROW, row, strict=True))


def toll(event):
    return next((n for n in (event["fatalities_best"], event["fatalities_low"]) if n is not None), 0)


def lies_in(event, box):
    return box[0] <= event["lon"] <= box[2] and box[1] <= event["lat"] <= box[3]


def is_hollow(event):
    return event["status"] not in ("happened", "ongoing")


def marks(index, query):
    """Choose the single events at an exact place."""
    return Choice(index, query, kinds={"single": index.is_single}, places={"exact": index.columns.precision == 1})


def passes(event, query, *, without=()):
    """Say as plainly as can be whether an event passes a query but for some words."""
    kind, code = EVENT_TYPES[event["code"]], event["code"]
    low, high = query.datetime or (None, None)
    tests = {
        "bbox": lambda: event["lon"] is not None and lies_in(event, query.bbox),
        "datetime": lambda: event["first_day"] is not None
        and (high is None or event["first_day"] <= high.toordinal())
        and (low is None or event["last_day"] >= low.toordinal()),
        "layer": lambda: kind.layer in query.layer,
        "type": lambda: bool({code, kind.family} & set(query.type)),
        "status": lambda: event["status"] in query.status,
        "country": lambda: event["country"] in query.country,
        "admin1": lambda: event["admin1"] in [name.title().removesuffix(" Province") for name in query.admin1],
        "admin2": lambda: event["admin2"] in query.admin2,
        "geo_precision": lambda: event["geo_precision"] in query.geo_precision,
        "actor": lambda: any(f" {word.lower()} " in f" {name.lower()} " for word in query.actor
                             for name in event["actors"].split("; ")),
        "source": lambda: any(name.lower() in query.source for name in event["sources"].split("; ")),
        "near_border_km": lambda: event["border_km"] is not None and event["border_km"] <= query.near_border_km,
        "min_fatalities": lambda: toll(event) >= query.min_fatalities,
    }
    return all(test() for word, test in tests.items() if getattr(query, word) and word not in without)


def selected(rows, query, *, without=()):
    return [event for event in map(told, rows) if passes(event, query, without=without)]


@law
@given(events, queries)
def test_it_counts_what_the_query_selects(rows, query):
    assert count(Choice(index_of(rows), query)) == len(selected(rows, query))


@law
@given(events, queries, boxes, st.integers(0, 14), st.sampled_from([0, 3, 1_000]))
def test_clusters_hold_each_single_event_at_an_exact_place_once(rows, query, box, zoom, most):
    marked = [event for event in selected(rows, query) if event["geo_precision"] == 1 and not event["is_aggregate"]]
    choice = marks(index_of(rows), query)
    found = clusters(choice, WORLD, zoom, most_places=most)
    assert sum(cluster.count for cluster in found) == len(marked)
    mix, hollow = (sum((Counter(part) for part in parts), Counter()) for parts in (
        [cluster.mix for cluster in found], [cluster.hollow for cluster in found]))
    assert mix == Counter(EVENT_TYPES[event["code"]].family for event in marked)
    assert hollow == Counter(EVENT_TYPES[event["code"]].family for event in marked if is_hollow(event))
    for cluster in found:
        inside = [event for event in marked if lies_in(event, cluster.box)]
        assert cluster.count == len(inside)
        assert cluster.places == len({event["place"] for event in inside})
        assert cluster.lon == pytest.approx(sum(event["lon"] for event in inside) / len(inside))
        assert cluster.place in {event["place"] for event in inside}
    for event in marked:  # a view shows what lies in it
        if lies_in(event, box):
            seen = clusters(choice, box, zoom, most_places=most)
            assert any(lies_in(event, cluster.box) for cluster in seen)


@law
@given(events, queries)
def test_every_facet_leaves_out_its_own_word_and_no_other(rows, query):
    found = facets(Choice(index_of(rows), query))
    columns = {"layer": "layer", "status": "status", "country": "country", "admin1": "admin1", "admin2": "admin2",
               "geo_precision": "geo_precision", "source": "sources", "actor": "actors"}
    for word, column in columns.items():
        counts = Counter()
        for event in selected(rows, query, without={word}):
            event["layer"] = EVENT_TYPES[event["code"]].layer.value
            counts.update({name for name in str(event[column] or "").split("; ") if name})
        if word == "source" and (nameless := sum(not e["sources"] for e in selected(rows, query, without={word}))):
            counts[""] = nameless
        assert found[word] == counts, word
        assert found["all"][word] == len(selected(rows, query, without={word}))
    types = selected(rows, query, without={"type"})
    assert found["all"]["type"] == len(types)
    assert found["type"] == Counter(EVENT_TYPES[event["code"]].family for event in types)
    assert found["sub_type"] == Counter(event["code"] for event in types)
    tolls = [toll(event) for event in selected(rows, query, without={"min_fatalities"})]
    asked = {*TOLLS, query.min_fatalities or 1}
    assert found["min_fatalities"] == {str(least): sum(n >= least for n in tolls) for least in asked}
    near = [event["border_km"] for event in selected(rows, query, without={"near_border_km"})]
    asked = {*BANDS_KM, query.near_border_km or 5}
    assert found["near_border_km"] == {f"{km:g}": sum(n is not None and n <= km for n in near) for km in asked}


def days_of(event):
    """Return the days of an event, an open end at the day that is known; None where there is none."""
    first, last = event["first_day"], event["last_day"]
    if first is None or (first, last) == (FIRST_DAY, LAST_DAY):
        return None
    return (last if first == FIRST_DAY else first), (first if last == LAST_DAY else last)


@law
@given(events, queries, st.sampled_from(list(UNITS)))
def test_an_event_stands_in_the_bar_that_it_begins_in_or_lasts_beside_the_bars(rows, query, unit):
    found = histogram(Choice(index_of(rows), query), unit, date(2024, 2, 5), date(2024, 12, 31))
    single = [event for event in selected(rows, query, without={"datetime"}) if not event["is_aggregate"]]
    dated = [(*days_of(event), event) for event in single if days_of(event)]
    assert found.undated == len(single) - len(dated)
    assert found.early == sum(start < date(2024, 2, 5).toordinal() for start, _, _ in dated)
    lasting = [(start, end) for start, end, event in dated
               if event["date_precision"] == "day" and end > start and end - start >= UNITS[unit]]
    vague = [(start, end) for start, end, event in dated
             if event["date_precision"] != "day" and end - start > max(31, 1.5 * UNITS[unit])]
    assert (found.lasts, found.vagues) == (len(lasting), len(vague))
    for told_spans, spans in ((found.lasting, lasting), (found.vague, vague)):
        assert Counter({(s.first.toordinal(), s.last.toordinal()): 0 for s in told_spans}).keys() == set(spans)
        assert sum(span.events for span in told_spans) == len(spans)
    beside = Counter(lasting + vague)
    bars = [bar.first.toordinal() for bar in found.bars]
    end = date(2025, 1, 6 if unit == "week" else 1).toordinal()  # bars are whole
    for n, bar in enumerate(found.bars):
        after = min([end, *bars[n + 1:]])
        inside = [event for start, end, event in dated if bars[n] <= start < after and not beside[start, end]]
        counts = Counter((EVENT_TYPES[e["code"]].layer.value, e["status"] == "planned") for e in inside)
        assert bar[1:] == tuple(counts[layer, planned] for planned in (False, True)
                                for layer in ("incident", "diplomacy"))  # fmt: skip


@law
@given(events, queries, st.sampled_from(["newest", "oldest", "place", "killed", "border"]), st.integers(1, 7))
def test_a_list_goes_through_each_event_once_and_in_its_order(rows, query, order, most):
    index = index_of(rows)
    choice, orders = Choice(index, query), Orders(index)
    fids, after = [], ""
    while True:
        page = listed(choice, orders, order, most, after)
        fids += page.fids
        if not (after := page.next):
            break
        assert len(page.fids) == most
    chosen = {event["fid"]: event for event in selected(rows, query)}
    assert page.total == len(chosen)
    assert sorted(fids) == sorted(chosen)
    found = [chosen[fid] for fid in fids]
    known = [(days_of(event) or (0, 0))[::-1] for event in found]
    match order:
        case "newest":
            assert known == sorted(known, reverse=True)
        case "oldest":
            assert known == sorted(known)
        case "place":
            names = [event["place_name"] or "\U0010ffff" for event in found]
            assert names == sorted(names)
        case "killed":
            assert [toll(event) for event in found] == sorted(map(toll, found), reverse=True)
        case "border":
            away = [event["border_km"] if (event["geo_precision"] or 9) < 3 and event["border_km"] is not None else 1e9
                    for event in found]
            assert away == sorted(away)


@law
@given(events)
def test_all_time_is_what_dated_events_span(rows):
    found, known = extent(index_of(rows)), [days for days in map(days_of, map(told, rows)) if days]
    if not known:
        assert found == (None, None, None)
        return
    assert (found.first.toordinal(), found.last.toordinal()) == (min(a for a, _ in known), max(b for _, b in known))
    assert found.dense is None or found.first <= found.dense <= found.last


@law
@given(events, queries)
def test_each_place_has_its_single_events_and_totals(rows, query):
    single, totals = sums(Choice(index_of(rows), query))
    chosen = selected(rows, query)
    assert totals.sum() == sum(event["is_aggregate"] for event in chosen)
    assert single.sum() == len(chosen) - totals.sum()
    assert deaths(Choice(index_of(rows), query)) == sum(map(toll, chosen))


@law
@given(events, queries, st.sampled_from(["country", "admin1", "admin2"]))
def test_areas_hold_their_events_and_deaths(rows, query, level):
    found = {(shade.name, shade.country): (shade.count, shade.deaths) for shade in choropleth(
        Choice(index_of(rows), query), level)}
    expected = {}
    for event in selected(rows, query):
        if event[level]:
            n, dead = expected.get((event[level], event["country"]), (0, 0))
            expected[event[level], event["country"]] = (n + 1, dead + toll(event))
    assert found == expected


@law
@given(events, queries, st.floats(2, 12))
def test_hexagons_hold_each_placed_event_once_and_near_their_middle(rows, query, zoom):
    found = hexagons(Choice(index_of(rows), query), WORLD, zoom, 24)
    placed = [event for event in selected(rows, query) if event["lon"] is not None]
    assert sum(hexagon.count for hexagon in found) == len(placed)
    reach = 24 * 360 / (256 * 2**zoom)
    for event in placed:
        assert any(abs(h.lon - event["lon"]) <= reach and abs(h.lat - event["lat"]) <= reach for h in found)


@law
@given(events, st.sets(st.integers(0, 60)), queries)
def test_events_chosen_elsewhere_are_one_more_filter(rows, chosen, query):
    only = np.array(sorted(chosen), np.int64)
    assert count(Choice(index_of(rows), query, only)) == sum(e["fid"] in chosen for e in selected(rows, query))


@law
@given(events, events, st.sets(st.integers(0, 40)), queries)
def test_an_index_brought_up_to_date_is_that_built_anew(before, after, gone, query):
    changed = [row for row in after if row[0] % 2]  # new ones, and others in place of the old
    stays = [row for row in before if row[0] not in gone and row[0] not in {each[0] for each in changed}]
    builder = Builder()
    builder.keep(index_of(before), np.array(sorted(gone | {row[0] for row in changed}), np.int64))
    builder.add(changed)
    index = builder.index("w")
    assert sorted(index.columns.fid.tolist()) == sorted(row[0] for row in [*stays, *changed])
    fresh = index_of([*stays, *changed])
    for asked in (query, Query()):
        assert facets(Choice(index, asked)) == facets(Choice(fresh, asked))
        axis = ("month", date(2024, 1, 1), date(2025, 6, 30))
        assert histogram(Choice(index, asked), *axis) == histogram(Choice(fresh, asked), *axis)
        assert _by_box(clusters(Choice(index, asked), WORLD, 9)) == _by_box(clusters(Choice(fresh, asked), WORLD, 9))


def _by_box(found):
    return {cluster.box: (cluster.count, cluster.mix, cluster.place, cluster.name) for cluster in found}


def test_clusters_of_one_zoom_stand_still_while_the_view_moves():
    rows = [(n, DAY, DAY, "Armed clash", "happened", False, "day", 1, 1, "Dawn", "", *PLACES[n % 5]) for n in range(50)]
    index = index_of(rows)
    seen = set()
    for step in range(20):
        box = (68.0 + step / 50, 32.0, 73.0 + step / 50, 36.0)
        seen |= {(c.lon, c.lat, c.count) for c in clusters(marks(index, Query()), box, 8, most_places=0)}
    assert len(seen) == 2  # Peshawar with Bara, and Kabul: the same at every step


def test_a_wide_view_gets_no_more_than_some_hundred_clusters():
    rng = np.random.default_rng(3)
    points = rng.uniform((60, 25), (75, 37), (5000, 2)).tolist()
    rows = [(n, DAY, DAY, "Armed clash", "happened", False, "day", 1, 1, "Dawn", "", str(n), "", *point, 1, "PK", "",
             "", 1.0) for n, point in enumerate(points)]
    found = clusters(marks(index_of(rows), Query()), (60, 25, 75, 37), 12)
    assert 100 < len(found) <= 600
    assert sum(cluster.count for cluster in found) == 5000


def test_many_events_at_one_place_keep_to_the_budget_of_bytes():
    rows = [(n, DAY + n % 900, DAY + n % 900, CODES[n % 4], "happened", False, "day", n % 30, 1, SOURCES[n % 4],
             ACTORS[n % 4], *PLACES[n % 8]) for n in range(100_000)]
    columns = index_of(rows).columns
    assert columns.nbytes / columns.size <= 32


@pytest.mark.parametrize(("box", "level", "most"), [
    ((60.0, 25.0, 75.0, 37.0), 20, 256), (WORLD, 22, 600), ((71.5, 34.0, 71.5, 34.0), 24, 1),
])
def test_cells_cover_a_box_and_are_no_more_than_asked(box, level, most):
    found, cells = cells_of(box, level, most)
    assert found <= level
    assert 1 <= len(cells) <= most
    corners = keys_of(np.array([box[0], box[2]]), np.array([box[1], box[3]])) >> 2 * (24 - found)
    assert set(corners.tolist()) <= set(cells.tolist())


def test_a_day_beyond_those_there_are_matches_open_ends_only():
    rest = ("Armed clash", "happened", False, "day", 1, 1, "Dawn", "", *PLACES[0])
    spans = [(DAY, DAY), (FIRST_DAY, DAY), (DAY, LAST_DAY), (DAY, LAST_DAY), (None, None)]
    index = index_of([(n, *span, *rest) for n, span in enumerate(spans)])
    assert count(Choice(index, Query(datetime=(None, date(1990, 1, 1))))) == 1
    assert count(Choice(index, Query(datetime=(date(2030, 1, 1), None)))) == 2
    assert count(Choice(index, Query(datetime=(date(2024, 1, 2), None)))) == 2
    assert count(Choice(index, Query(datetime=(date(2024, 1, 1), date(2024, 1, 1))))) == 4
    assert count(Choice(index, Query())) == 5
