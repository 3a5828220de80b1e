"""What every store keeps to, and what only the GeoPackage promises."""

import os
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import BadQuery, NotFound, StoreError
from geo.model import (
    Actor,
    ActorRole,
    Article,
    Candidate,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Layer,
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
from geo.store import (
    ROW,
    Limits,
    Query,
    articles,
    connection,
    database,
    geopackage,
    importing,
    open_store,
    parse_query,
    schema,
    walk,
)

ROOT = Path(__file__).resolve().parent.parent
NEW_YEAR = date(2024, 1, 1)
PESHAWAR = Place("pk-peshawar", "Peshawar", ("پشاور", "Peshawer"), (), Kind.CITY, "PK", "Khyber Pakhtunkhwa",
                 "Peshawar", 34.008, 71.579, 12, 1970042)
KABUL = Place("af-kabul", "Kabul", ("کابل",), (), Kind.CITY, "AF", "Kabul", "Kabul", 34.529, 69.172, 20)
KHOST = Place("af-khost-province", "Khost", (), (), Kind.PROVINCE, "AF", "Khost Province", "", 33.34, 69.92, 40)
PAKISTAN = Place("pk", "Pakistan", (), ("Pakistani",), Kind.COUNTRY, "PK", "", "", 30, 70, 500)
KM = {"Peshawar": 38.0, "Kabul": 152.5, "Khost": 30.25, "Pakistan": 300.0}
HOSTILE = [
    "{{7*7}}", "</script><script>alert(1)</script>", "'); DROP TABLE events; --", '"; --', "%s %(x)s {0}",
    "a\0b", "\ud800 lone", "\u202egnp.exe", "é\u0301", "\r\n\t", "NULL", "🙂" * 3, " ' ", "\ufeff", "﷽", "1e5",
]


def frontier_km(lon, lat):
    """Return the distance of the sample places; others are far."""
    places = (PESHAWAR, KABUL, KHOST, PAKISTAN)
    return next((KM[place.name] for place in places if (place.lon, place.lat) == (lon, lat)), 999.0)


def article(key="a1", text="A blast hit Peshawar.", **more):
    return Article(key, text, **{"title": "Blast", "publisher": "Dawn", "published": NEW_YEAR} | more)


def located(place, article_id="a1", text=None):
    mention = Mention(article_id, 0, 4, text or place.name)
    return Location(mention, place, 0.9, ("named",), (Candidate(place, 0.9),))


def event(key="e1", places=(PESHAWAR,), articles=("a1",), day=NEW_YEAR, **more):
    days = When(day, day, DatePrecision.DAY if day else DatePrecision.UNKNOWN, DateBasis.EXPLICIT)
    given = {
        "id": key, "type": EventType.SUICIDE_BOMB, "title": "Suicide bomb", "when": days, "status": Status.HAPPENED,
        "is_aggregate": False, "places": tuple(EventPlace(Role.LOCATION, located(place)) for place in places),
        "actors": (Actor("Tehreek-e-Taliban Pakistan", ActorRole.INITIATOR, "PK"),), "fatalities": Count(1, 2, None),
        "injuries": None, "reports": tuple(Report(name, 0, 21, (2, 7)) for name in articles),
    }
    return Event(**given | more)


def reading(key="a1", events=(), places=(), unresolved=(), **more):
    mentions = [replace(located(place, key).mention, start=n) for n, place in enumerate(places)]
    locations = [replace(located(place, key), mention=mention) for place, mention in zip(places, mentions, strict=True)]
    mentions += [Mention(key, 50 + n, 60 + n, text) for n, text in enumerate(unresolved)]
    return Reading(article(key, **more), tuple(mentions), tuple(locations), tuple(events))


def put(store, *events, articles=("a1", "a2", "a3")):
    for key in articles:
        store.put(reading(key), ())
    store.put(reading(articles[0]), events)


STORES = ("geopackage", "geopackage without a text index")


@contextmanager
def opener(kind, folder):
    """Yield a function that opens the store, always the same one."""
    opened = []

    def open_one():
        with pytest.MonkeyPatch.context() as patch:
            if "without" in kind:
                patch.setattr(schema, "has_fts5", lambda db: False)
            opened.append(open_store(folder / "torkham.gpkg", frontier_km=frontier_km))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture(params=STORES)
def new_store(request, tmp_path):
    with opener(request.param, tmp_path) as open_one:
        yield open_one


@pytest.fixture
def store(new_store):
    return new_store()


# What was put comes back


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


def noun(kind, **given):
    """Return a strategy for a noun with every field filled, new ones too."""
    return st.builds(kind, **{field.name: given.get(field.name, ...) for field in fields(kind)})


WORD = st.text(max_size=6)
DAY = st.dates(min_value=date(2023, 12, 25), max_value=date(2024, 1, 8)) | st.dates()
PLACES = noun(Place, id=st.sampled_from(["p1", "p2", "p3"]), name=WORD, alt_names=st.tuples(WORD),
              demonyms=st.just(()), country=st.sampled_from(["PK", "AF", ""]),
              admin1=st.sampled_from(["", "Khost", "Khost Province"]),
              admin2=WORD, lat=st.floats(-90, 90), lon=st.floats(-180, 180), radius_km=st.floats(0, 900),
              population=st.none() | st.integers(0), geonames_id=WORD, capital_of=WORD, source=WORD)
SCORES = st.floats(0, 1)
SPOT = st.integers(0, 10**6)
MENTIONS = noun(Mention, article_id=WORD, start=SPOT, end=SPOT, text=WORD)
LOCATIONS = noun(Location, mention=MENTIONS, place=PLACES, score=SCORES, why=st.lists(WORD, max_size=2).map(tuple),
                 candidates=st.lists(noun(Candidate, place=PLACES, score=SCORES), max_size=2).map(tuple))
WHENS = st.builds(lambda days, *rest: When(*sorted(days), *rest), st.tuples(DAY, DAY), st.sampled_from(DatePrecision),
                  st.sampled_from(DateBasis)) | noun(When, start=st.none(), end=st.none() | DAY)
REPORTS = noun(Report, article_id=st.sampled_from(["a1", "a2"]), start=st.integers(0, 9), end=st.integers(9, 30))
EVENTS = noun(Event, id=st.sampled_from("abcd"), title=st.sampled_from(["raid", "Über-Fall", "کابل"]) | WORD,
              when=WHENS, places=st.lists(noun(EventPlace, location=LOCATIONS), max_size=2).map(tuple),
              actors=st.lists(noun(Actor, name=WORD, country=WORD), max_size=2).map(tuple),
              reports=st.lists(REPORTS, min_size=1, max_size=2).map(tuple), mode=WORD, confidence=SCORES,
              why=st.lists(WORD, max_size=1).map(tuple),
              aliases=st.lists(st.sampled_from("wxyz"), max_size=1).map(tuple))
SPANS = st.tuples(st.none() | DAY, st.none() | DAY).filter(lambda days: not all(days) or days[0] <= days[1])
BOXES = st.tuples(*[st.tuples(st.floats(-limit, limit), st.floats(-limit, limit)).map(sorted) for limit in (180, 90)])
QUERIES = st.builds(
    Query,
    bbox=st.none() | BOXES.map(lambda sides: (sides[0][0], sides[1][0], sides[0][1], sides[1][1])),
    datetime=st.none() | SPANS,
    layer=st.sampled_from([(), (Layer.INCIDENT,), (Layer.DIPLOMACY,)]),
    type=st.sampled_from([(), ("Battles", "Attack"), ("AGREE",)]),
    status=st.sampled_from([(), (Status.HAPPENED, Status.DENIED)]),
    country=st.sampled_from([(), ("PK",), ("AF", "IR")]),
    place=st.sampled_from([(), ("p1", "p3")]),
    limit=st.sampled_from([None, 1, 2]),
)
fuzz = settings(deadline=None, max_examples=30,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])


@contextmanager
def fresh():
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "law.gpkg") as store:
        yield store


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


# Putting again, merging, taking back


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


# Importing

GED = Article("ucdp-ged", "", "UCDP GED 21.1", "UCDP", "https://ucdp.uu.se", licence="CC-BY-4.0", is_dataset=True)


def imported(n, **more):
    report = Report(GED.id, 0, 0, fatalities=Count(1, 2, 3), record=str(n), note=f"Row {n} tells of a raid", url="u")
    return event(f"ucdp-ged:{n}", **{"title": f"Raid {n}", "reports": (report,)} | more)


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


# Stores of earlier releases


def test_a_store_of_the_first_schema_is_carried_over(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript((Path(__file__).parent / "store" / "schema_1.sql").read_text(encoding="utf-8"))
    before = dict(db.execute("SELECT key, value FROM torkham"))
    layers = db.execute("SELECT id, sources, geom FROM incidents ORDER BY id").fetchall()
    db.close()
    with open_store(path, frontier_km=frontier_km) as store, fresh() as new:
        fill(new)
        assert store.check() == []
        assert store.version == f"{before['store']}-{before['change']}"
        for one in new.events():
            assert store.event(one.id) == one
        assert store.event("odd") == event("odd", articles=("\ud800",))
        assert store.event("e2").id == "e1"
        assert store.event("ucdp-ged:1") == imported(1, day=date(2021, 1, 2))
        assert store.article("\ud800").text == "a\ud800b"
        assert store.reading("a3") == reading("a3", places=(PESHAWAR, KABUL), unresolved=("Nowhere",),
                                              events=[store.event("e1")])
        assert [(row.id, row.licence) for row in store.articles() if row.is_dataset] == [(GED.id, "CC-BY-4.0")]
        assert store.rows(Query(source=("UCDP",)), columns=["licences"]).rows == [("CC-BY-4.0",)] * 2
        assert [one.id for one in store.events(Query(q='"row 1 tells"'))] == ["ucdp-ged:1"]
        assert len(store.events(Query(bbox=(60, 23, 78, 39)))) == 8
        version = store.version
        store.put(store.reading("a3"), [store.event("e1")])
        store.put_events(GED, [imported(n, day=date(2021, 1, n + 1)) for n in range(2)])
        assert store.version == version
    db = sqlite3.connect(path)
    assert db.execute("SELECT id, sources, geom FROM incidents ORDER BY id").fetchall() == layers
    assert not [name for (name,) in db.execute("SELECT name FROM sqlite_master") if name.startswith("old_")]
    db.close()


# Asking


def fill(store):
    """Put one event for each thing that can be asked for."""
    store.put(reading("a2", publisher="The News, Int'l", text="Shelling near the crossing at dawn, officials say."), ())
    store.put(reading(), [
        event("bomb"),
        event("talks", (KABUL,), day=date(2024, 3, 1), type=EventType.CONSULT, title="Talks in Kabul", actors=(
            Actor("Pakistan", ActorRole.INITIATOR, "PK"), Actor("Usman Khan", ActorRole.TARGET)), mode="meet"),
        event("shelling", (KHOST,), ("a2",), day=date(2023, 6, 1), type=EventType.SHELLING, title="Shelling",
              status=Status.ALLEGED, actors=(), reports=(Report("a2", 0, 60),)),
        event("vague", (), day=None, type=EventType.ATTACK, title="Attack somewhere"),
        event("month", (PAKISTAN, KABUL), title="Month of raids",
              when=When(date(2023, 5, 1), date(2023, 5, 31), DatePrecision.MONTH, DateBasis.RELATIVE)),
        event("since", (), title="Ongoing", status=Status.ONGOING,
              when=When(date(2022, 1, 1), None, DatePrecision.YEAR, DateBasis.EXPLICIT)),
    ])


@pytest.fixture
def filled(store):
    fill(store)
    return store


@pytest.fixture(scope="module", params=STORES)
def asked(request, tmp_path_factory):
    """Return a filled store that no test changes."""
    with opener(request.param, tmp_path_factory.mktemp("asked")) as open_one:
        store = open_one()
        fill(store)
        yield store


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


def matches(one, query):
    """Return whether an event answers a query, told anew and simply."""
    place = one.main_place.location.place if one.main_place else None
    west, south, east, north = query.bbox or (0, 0, 0, 0)
    start, end = query.datetime or (None, None)
    undated = one.when.start is None and one.when.end is None
    return all((
        not query.bbox or (place and west <= place.lon <= east and south <= place.lat <= north),
        not query.datetime or (not undated and (one.when.start or date.min) <= (end or date.max)
                               and (one.when.end or date.max) >= (start or date.min)),
        not query.layer or one.layer in query.layer,
        not query.type or one.type.code in query.type or one.type.family in query.type,
        not query.status or one.status in query.status,
        not query.country or (place and place.country in query.country),
        not query.place or {part.location.place.id for part in one.places} & set(query.place),
    ))


@fuzz
@given(st.lists(EVENTS, max_size=4, unique_by=lambda one: one.id), QUERIES)
def test_a_query_finds_what_a_plain_loop_finds(events, query):
    events = [replace(one, aliases=()) for one in events]
    latest = sorted(sorted(events, key=lambda one: one.id), key=lambda one: one.when.start or date.min, reverse=True)
    found = [one for one in latest if matches(one, query)]
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
    assert [(name, count) for name, count, _, _ in found] == [("Bala Koh", 2), ("Zor Kot", 1)]
    assert found[0].article_id == "a1"
    assert found[0].sentence == "In Bala Koh, someone spoke of Bala-Koh again!"


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


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.events()
    with pytest.raises(StoreError, match="closed"):
        store.put(reading(), ())


def test_many_threads_ask_while_others_write(store):
    def write(n):
        for m in range(10):
            key = f"a{n}-{m}"
            store.put(reading(key), [event(f"e{key}", articles=(key,))])

    def ask(_):
        seen = 0
        for _ in range(20):
            events = store.events(Query(limit=None))
            assert len(events) >= seen
            seen = len(events)
            assert all(store.article(one.reports[0].article_id) for one in events[:3])

    with ThreadPoolExecutor(8) as pool:
        done = [*[pool.submit(write, n) for n in range(2)], *[pool.submit(ask, n) for n in range(6)]]
    assert [each.result() for each in done] == [None] * 8
    assert store.count() == 20
    assert store.check() == []


# The GeoPackage


@pytest.fixture
def path(tmp_path):
    return tmp_path / "torkham.gpkg"


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr(connection, "BUSY_S", 0.05)


@pytest.fixture
def pragma(monkeypatch):
    """Return a function that makes all new connections start with a pragma."""
    connect = connection.Connections.connect

    def use(sql):
        def with_pragma(self, mode="rw"):
            db = connect(self, mode)
            db.execute(sql)
            return db

        monkeypatch.setattr(connection.Connections, "connect", with_pragma)

    return use


def test_other_programs_see_tidy_layers(path):
    with open_store(path) as store:
        put(store, event(), event("talks", (KABUL,), type=EventType.CONSULT), event("vague", ()))
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    layers = dict(db.execute("SELECT table_name, data_type FROM gpkg_contents"))
    assert [name for name, kind in layers.items() if kind == "features"] == ["incidents", "diplomacy", "places"]
    assert all(db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in layers)
    rows = db.execute("SELECT id, place_name, sources, geom FROM incidents ORDER BY id").fetchall()
    assert rows[0][:3] == ("e1", "Peshawar", "Dawn")
    assert struct.unpack("<2sBBiBIdd", rows[0][3]) == (b"GP", 0, 1, 4326, 1, 1, 71.579, 34.008)
    assert rows[1] == ("vague", None, "Dawn", None)
    assert db.execute("SELECT id, type FROM diplomacy").fetchall() == [("talks", "CONSULT")]
    assert db.execute("SELECT id FROM places ORDER BY id").fetchall() == [("af-kabul",), ("pk-peshawar",)]
    db.close()


def test_the_layer_of_places_follows_the_latest_reading(path):
    moved = replace(PESHAWAR, lat=34.1)
    with open_store(path) as store:
        for place in (PESHAWAR, moved, PESHAWAR, moved):
            store.put(reading(places=(place, KABUL)), ())
        store.put(reading(places=(moved,)), [event("older")])
        store.put(reading("a2"), [event("other", articles=("a2",))])
    db = sqlite3.connect(path)
    assert db.execute("SELECT id, lat FROM places").fetchall() == [("pk-peshawar", 34.1)]
    db.close()


def test_readers_are_not_held_up_by_a_writer_and_a_second_writer_is_told(path, short_wait):
    with open_store(path) as store:
        put(store, event())
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM events")
        assert store.events() == [event()]
        with pytest.raises(StoreError, match=r"torkham\.gpkg is being written by another program"):
            store.put(reading("a9"), ())
        other.execute("ROLLBACK")
        store.put(reading("a9"), ())
        other.close()


def test_several_programs_write_in_turn(path):
    def write(n):
        with open_store(path) as store:
            for m in range(15):
                store.put(reading(f"a{n}-{m}", places=(KABUL,)), ())

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(write, range(3))) == [None] * 3
    with open_store(path) as store:
        assert len(store.articles()) == 45


def test_several_programs_may_open_a_new_store_at_once(tmp_path):
    def is_new(path):
        with open_store(path) as store:
            return store.is_empty

    for n in range(20):
        with ThreadPoolExecutor(6) as pool:
            assert all(pool.map(is_new, [tmp_path / f"{n}.gpkg"] * 6))


def test_a_reading_is_of_one_moment(path, monkeypatch):
    before = reading(places=(PESHAWAR,), text="Before.")
    with open_store(path) as store, open_store(path) as other:
        store.put(before, ())
        asked = articles.article

        def then_changed(*args):
            found = asked(*args)
            other.put(reading(places=(KABUL, KHOST), text="After."), ())
            return found

        monkeypatch.setattr(articles, "article", then_changed)
        assert store.reading("a1") == before


def text_file(path):
    path.write_text("Not a database at all, but a text of some length. " * 50)


def short_file(path):
    path.write_bytes(b"GP")


def other_database(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE invoices (id)")
    db.close()


def other_geopackage(path):
    other_database(path)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 0x47504B47")
    db.close()


def ours(sql):
    def make(path):
        open_store(path).close()
        with sqlite3.connect(path) as db:
            db.execute(sql)
        db.close()

    return make


def cut(path):
    with open_store(path) as store:
        put(store, event())
    path.write_bytes(path.read_bytes()[:5000])


def scrambled(path):
    with open_store(path) as store:
        put(store, event())
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (text_file, "not a GeoPackage"),
        (short_file, "not a GeoPackage"),
        (other_database, "an SQLite database, but not a Torkham store, and was left alone"),
        (other_geopackage, "a GeoPackage, but not a Torkham store, and was left alone"),
        (ours("UPDATE torkham SET value = '99' WHERE key = 'schema'"), "made by a newer Torkham"),
        (ours("UPDATE torkham SET value = 'x' WHERE key = 'schema'"), "damaged: it does not tell its schema"),
        (ours("DROP TABLE aliases"), "damaged: its table 'aliases' is missing"),
        (Path.mkdir, "is a folder"),
        (cut, "damaged"),
        (scrambled, "damaged"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(path, make, says):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=r"torkham\.gpkg") as caught:
        open_store(path)
    assert says in str(caught.value)
    assert before is None or path.read_bytes() == before
    assert "damaged" in says or [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StoreError, match="does not exist"):
        open_store(tmp_path / "no" / "torkham.gpkg")


def test_a_store_elsewhere_is_not_a_file_name():
    with pytest.raises(StoreError, match="postgresql"):
        open_store("postgresql://localhost/torkham")


@pytest.mark.parametrize("name", ["a b.gpkg", "50%.gpkg", "what?.gpkg", "#1.gpkg", "پشاور.gpkg", "no-ending"])
def test_a_file_may_have_any_name(tmp_path, name):
    with open_store(str(tmp_path / name)) as store:
        put(store, event())
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with open_store(tmp_path / name) as store:
        assert store.events() == [event()]


def test_an_empty_file_becomes_a_store(path):
    path.touch()
    with open_store(path) as store:
        put(store, event())
        assert store.count() == 1


def test_a_store_opened_by_a_relative_name_stays_where_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store("torkham.gpkg") as store:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        put(store, event())
    assert (tmp_path / "torkham.gpkg").is_file()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_several_open_a_new_store_at_the_same_moment(path):
    start = threading.Barrier(6)

    def open_one(_):
        start.wait()
        open_store(path).close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(open_one, range(6))) == [None] * 6
    with open_store(path) as store:
        assert store.check() == []


def test_a_full_disk_keeps_what_was_there(path, pragma):
    with open_store(path) as store:
        put(store, event())
    pragma(f"PRAGMA max_page_count = {path.stat().st_size // 4096 + 2}")
    with open_store(path) as store:
        with pytest.raises(StoreError, match="disk is full"):
            store.put(reading("a9", text="x" * 100_000), ())
        assert store.events() == [event()]
        assert store.check() == []


def test_a_file_that_cannot_be_written_is_still_read(path, pragma):
    with open_store(path) as store:
        put(store, event())
    pragma("PRAGMA query_only = ON")
    with open_store(path) as store:
        assert store.events() == [event()]
        with pytest.raises(StoreError, match="read-only"):
            store.put(reading("a9"), ())


def test_a_removed_file_is_not_made_anew_behind_a_running_service(path):
    with open_store(path) as store:
        for file in path.parent.iterdir():
            file.unlink()
        with pytest.raises(StoreError, match="cannot be opened"):
            store.events()
        assert not path.exists()


@pytest.mark.parametrize(
    "sql",
    ["UPDATE event_records SET record = '{'", "UPDATE event_records SET record = '{}'",
     "UPDATE event_records SET record = '[7]'", "DELETE FROM place_versions",
     "UPDATE event_records SET record = replace(record, 'Suicide', 'x')"],
)
def test_a_damaged_record_is_told(path, sql):
    with open_store(path) as store:
        put(store, event())
    ours(sql)(path)
    with open_store(path) as store, pytest.raises(StoreError, match="damaged"):
        store.events()


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM event_box", "DELETE FROM reports WHERE 0; DELETE FROM articles",
     "INSERT INTO event_search (event_search, rowid, search) SELECT 'delete', fid, search FROM event_records"],
)
def test_a_check_finds_what_does_not_fit_together(path, sql):
    with open_store(path) as store:
        put(store, event())
        assert store.check() == []
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()
    with open_store(path) as store:
        assert store.check() != []


def test_a_number_beyond_64_bits_is_kept(path):
    with open_store(path) as store:
        many = event(fatalities=Count(10**30, None, None))
        put(store, many)
        assert store.events() == [many]


WRITER = """
import sys
from geo.model import *
from geo.store import open_store
place = Place("p", "Peshawar", (), (), Kind.CITY, "PK", "", "", 34.0, 71.5, 12)
with open_store(sys.argv[1]) as store:
    for n in range(int(sys.argv[2]), 100_000):
        key = f"a{n}"
        mentions = tuple(Mention(key, i, i + 1, "x") for i in range(20))
        located = tuple(Location(mention, place, 1.0) for mention in mentions)
        when = When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT)
        events = tuple(Event(f"{key}-{i}", EventType.ATTACK, "t", when, Status.HAPPENED, False,
            (EventPlace(Role.LOCATION, located[i]),), (), None, None, (Report(key, 0, 1),)) for i in range(20))
        store.put(Reading(Article(key, "x" * 20_000), mentions, located, events), events)
        print(n, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_articles(path):
    acknowledged = -1
    for delay in (1, 4, 9, 23):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(acknowledged + 1)], cwd=ROOT,
                                  stdout=subprocess.PIPE, text=True)
        for _ in range(delay):
            acknowledged = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        with open_store(path) as store:
            assert store.check() == []
            keys = {row.id: (row.events, row.mentions) for row in store.articles()}
            assert {f"a{n}" for n in range(acknowledged + 1)} <= set(keys)
            assert len(keys) <= acknowledged + 2
            assert set(keys.values()) == {(20, 20)}
            assert store.count() == 20 * len(keys)


FORKING = """
import os, sys
from geo.store import connection, open_store
connect = connection.Connections.connect
def told(self, mode="rw"):
    print("connects in", os.getpid(), flush=True)
    return connect(self, mode)
connection.Connections.connect = told
with open_store(sys.argv[1]) as store:
    store.count()
    child = os.fork()
    if not child:
        assert store.count() == 1
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    store.count()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_makes_its_own_connections(path):
    with open_store(path) as store:
        put(store, event())
    done = subprocess.run([sys.executable, "-c", FORKING, str(path)], cwd=ROOT, capture_output=True, text=True,
                          check=True)
    processes = [line.split()[-1] for line in done.stdout.splitlines()]
    assert processes == [processes[0]] * 2 + [processes[2]]
    assert processes[0] != processes[2]


def test_near_means_three_days():
    assert timedelta(days=database.MARGIN_DAYS) == timedelta(days=3)


# Pages and mirrors


def pages(store, query, **more):
    after, found = "", []
    while True:
        page = store.rows(query, after=after, columns=["id"], **more)
        found += [row[0] for row in page.rows]
        if not (after := page.next):
            return found


def test_rows_hold_what_the_layers_show(filled):
    page = filled.rows()
    assert page.next == ""
    told = {row[0]: dict(zip(ROW, row, strict=True)) for row in page.rows}
    assert list(told) == ["bomb", "talks", "shelling", "vague", "month", "since"]
    assert told["bomb"] == {
        "id": "bomb", "layer": "incident", "type": "Explosions/Remote violence", "sub_type": "Suicide bomb",
        "title": "Suicide bomb", "date_start": "2024-01-01", "date_end": "2024-01-01", "date_precision": "day",
        "date_basis": "explicit", "status": "happened", "is_aggregate": False, "confidence": 0.5,
        "fatalities_low": 1, "fatalities_best": 2, "fatalities_high": None, "injuries_low": None,
        "injuries_best": None, "injuries_high": None, "place": "pk-peshawar", "place_name": "Peshawar",
        "role": "location", "basis": "named", "lon": 71.579, "lat": 34.008, "radius_km": 12, "geo_precision": 1,
        "country": "PK", "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "border_km": 38,
        "actors": "Tehreek-e-Taliban Pakistan", "sources": "Dawn", "licences": "", "reports": 1,
    }
    assert filled.rows(columns=["code", "first_day"]).rows[0] == ("Suicide bomb", NEW_YEAR.toordinal())


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


CHANGES = st.lists(st.tuples(st.sampled_from(["put", "move", "remove", "import"]), st.integers(0, 11)), max_size=12)


@fuzz
@given(st.integers(1, 4), CHANGES)
def test_pages_lose_and_double_nothing_while_data_change(size, changes):
    with fresh() as store:
        for n in range(8):
            key = f"a{n}"
            store.put(reading(key), [event(f"e{n}", articles=(key,), day=NEW_YEAR + timedelta(days=n))])
        steps, touched, found, after = iter(changes), set(), [], ""
        while True:
            page = store.rows(Query(limit=size), after=after, columns=["id", "date_start"])
            found += [row[0] for row in page.rows]
            if not (after := page.next):
                break
            what, n = next(steps, ("move", 0))
            if what == "remove":
                touched.add(f"e{n}")
                store.put(reading(f"a{n}", text="Nothing."), ())
            elif what == "import":
                store.put_events(GED, [imported(n)])
            else:
                day = NEW_YEAR - timedelta(days=n * (100 if what == "move" else 1))
                store.put(reading(f"a{n}"), [event(f"e{n}", articles=(f"a{n}",), day=day)])
        stayed = [key for key in found if key not in touched]
        assert len(set(stayed)) == len(stayed)
        assert {f"e{n}" for n in range(8)} - touched <= set(found)


@fuzz
@given(CHANGES)
def test_a_mirror_that_follows_changes_holds_the_same(changes):
    with fresh() as store:
        mirror, seen = {}, store.version
        for what, n in changes:
            if what == "remove":
                store.put(reading(f"a{n}", text="Nothing."), ())
            elif what == "import":
                store.put_events(GED, [imported(n, title=f"Raid on {len(mirror)}")])
            elif what == "move":  # e0 takes in another
                store.put(reading("a0"), [event("e0", articles=("a0",), aliases=(f"e{n + 1}",))])
            else:
                store.put(reading(f"a{n}"), [event(f"e{n}", articles=(f"a{n}",))])
            now = store.version
            for gone in store.removals(seen):
                mirror.pop(gone.id, None)
            mirror |= {one.id: one for one in walk(store, Query(limit=None), since=seen)}
            seen = now
        assert mirror == {one.id: one for one in store.events()}


def test_a_removal_tells_where_a_merged_event_went(store):
    put(store, event("e1"), event("e2", articles=("a2",)), event("e3", articles=("a3",)))
    before = store.version
    fids = dict(store.rows(columns=["id", "fid"]).rows)
    store.put(reading("a2"), [event("e1", articles=("a1", "a2"), aliases=("e2",))])
    store.put(reading("a3", text="Nothing."), ())
    assert store.removals(before) == [("e2", "e1", fids["e2"]), ("e3", "", fids["e3"])]
    assert store.removals(store.version) == []
    store.put(reading("a3"), [event("e3", articles=("a3",))])
    assert [gone.id for gone in store.removals(before)] == ["e2"]


def test_the_time_of_the_last_change_is_told(store):
    before = store.changed_at
    assert before.tzinfo is not None
    put(store, event())
    assert store.changed_at >= before


# Limits


def test_no_answer_is_larger_than_the_limits_allow(tmp_path):
    path = tmp_path / "torkham.gpkg"
    with open_store(path, limits=Limits(rows=3, bytes=2_000, events=5)) as store:
        put(store, *[event(f"e{n}", title="x" * 900) for n in range(5)])
        assert len(store.rows(Query(limit=None), columns=["id"]).rows) == 3
        assert len(store.rows(columns=["title"]).rows) == 1
        assert len(store.page().events) == 1
        assert len(list(walk(store, Query(limit=None)))) == len(store.events(Query(limit=None))) == 5
        store.put(reading("a9"), [event("e9", articles=("a9",))])
        with pytest.raises(BadQuery, match="more than 5 events"):
            store.events(Query(limit=None))
        assert len(store.events(Query(limit=5))) == 5


def test_no_answer_takes_longer_than_the_limits_allow(tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "_STEPS", 1)
    path = tmp_path / "torkham.gpkg"
    with open_store(path) as store:
        put(store, event())
    with open_store(path, limits=Limits(time_s=0)) as store:
        for ask in (store.events, store.count, store.rows, store.page, store.totals, store.articles, store.unresolved):
            with pytest.raises(BadQuery, match=r"longer than 0 s; narrow the query"):
                ask()
        assert store.check() == []
        store.put(reading("a9"), ())


def test_a_store_is_summed_up(filled):
    assert filled.totals() == (6, {"incident": 5, "diplomacy": 1}, 2, date(2022, 1, 1), date(2024, 3, 1), NEW_YEAR)
    assert filled.totals().layers == {"incident": 5, "diplomacy": 1}
