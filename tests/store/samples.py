"""Made-up news, a data set and their events, kinds of stores, and strategies that fill every field of every noun."""

import os
import tempfile
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

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
    When,
)
from geo.store import (
    Query,
    open_store,
    schema,
)

ROOT = Path(__file__).resolve().parents[2]
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


GED = Article("ucdp-ged", "", "UCDP GED 21.1", "UCDP", "https://ucdp.uu.se", licence="CC-BY-4.0", is_dataset=True)


def imported(n, **more):
    report = Report(GED.id, 0, 0, fatalities=Count(1, 2, 3), record=str(n), note=f"Row {n} tells of a raid", url="u")
    return event(f"ucdp-ged:{n}", **{"title": f"Raid {n}", "reports": (report,)} | more)


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


STORES = ("geopackage", "geopackage without a text index", "postgis")


def empty_postgis():
    """Return the address of the PostGIS to test with, emptied; skip where there is none, unless one is required."""
    address = os.environ.get("TORKHAM_TEST_POSTGRES")
    if not address:
        say = "no PostGIS to test with; set TORKHAM_TEST_POSTGRES to the address of an empty database"
        if os.environ.get("TORKHAM_REQUIRE_POSTGRES") == "1":
            pytest.fail(say)
        pytest.skip(say)
    import psycopg

    with psycopg.connect(address, autocommit=True) as db:
        db.execute("SET client_min_messages = warning")
        db.execute("DROP SCHEMA IF EXISTS torkham CASCADE")
    return address


@contextmanager
def opener(kind, folder):
    """Yield a function that opens the store, always the same one."""
    opened = []
    target = str(folder / "torkham.gpkg") if "geopackage" in kind else empty_postgis()

    def open_one():
        with pytest.MonkeyPatch.context() as patch:
            if "without" in kind:
                patch.setattr(schema, "has_fts5", lambda db: False)
            opened.append(open_store(target, frontier_km=frontier_km))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def noun(kind, **given):
    """Return a strategy for a noun with every field filled, new ones too."""
    return st.builds(kind, **{field.name: given.get(field.name, ...) for field in fields(kind)})


WORD = st.text(max_size=6)
DAY = st.dates(min_value=date(2023, 12, 25), max_value=date(2024, 1, 8)) | st.dates()
PLACES = noun(Place, id=st.sampled_from(["p1", "p2", "p3"]), name=WORD, alt_names=st.tuples(WORD),
              demonyms=st.just(()), country=st.sampled_from(["PK", "AF", ""]),
              admin1=st.sampled_from(["", "Khost", "Khost Province"]),
              admin2=WORD, lat=st.floats(-90, 90), lon=st.floats(-180, 180), radius_km=st.floats(0, 900),
              precision=st.none() | st.integers(1, 4),
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


fuzz = settings(deadline=None, max_examples=30, phases=[Phase.explicit, Phase.reuse, Phase.generate],
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])


@contextmanager
def fresh():
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "law.gpkg") as store:
        yield store


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


def latest(events):
    """Return events in the order in which a store gives them."""
    return sorted(sorted(events, key=lambda one: one.id), key=lambda one: one.when.start or date.min, reverse=True)
