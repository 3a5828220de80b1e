"""A few made-up events, a store to put them into, and the world's divisions, for the tests of exchange."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from geo.boundaries import Boundaries
from geo.exchange.atlas import GazetteerAtlas
from geo.exchange.countries import shipped_countries
from geo.gazetteer import read_gazetteer
from geo.model import (
    Actor,
    ActorRole,
    Article,
    Basis,
    Candidate,
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
from geo.shipped import data_folder
from geo.store import open_store

PESHAWAR = Place("pk-peshawar", "Peshawar", ("پشاور",), (), Kind.CITY, "PK", "Khyber Pakhtunkhwa", "Peshawar",
                 34.008, 71.579, 12)  # fmt: skip
TEXT = "A bomber struck a mosque in Peshawar in January; at least 100 people died."
MENTION = Mention("a1", 28, 36, "Peshawar")
LOCATION = Location(MENTION, PESHAWAR, 0.97, ("the only one",), (Candidate(PESHAWAR, 0.97),))
ARTICLE = Article("a1", TEXT, "A blast", "Dawn", "https://example.org/1", date(2023, 2, 1))
BOMB = Event(
    "e1", EventType.SUICIDE_BOMB, "Suicide bomb in Peshawar",
    When(date(2023, 1, 1), date(2023, 1, 31), DatePrecision.MONTH, DateBasis.RELATIVE), Status.HAPPENED, False,
    (EventPlace(Role.LOCATION, LOCATION, Basis.CARRIED),),
    (Actor("Tehreek-e-Taliban Pakistan", ActorRole.INITIATOR), Actor("Worshippers", ActorRole.TARGET)),
    Count(100, 100, None), None, (Report("a1", 0, 74),), confidence=0.75,
)  # fmt: skip
TALKS = replace(
    BOMB, id="e2", type=EventType.CONSULT, title="Talks", mode="meet", places=(), actors=(), fatalities=None,
    injuries=Count(None, 3, 4), when=When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT),
    reports=(Report("a1", 0, 5), Report("a2", 6, 9), Report("a2", 10, 12)),
)  # fmt: skip
OTHER = Article("a2", "Officials met, and met again.", "Talks", "Tolo", language="en")


@pytest.fixture(scope="session")
def sample():
    """Made-up events: a bombing at a place, and talks without place or date."""
    return SimpleNamespace(place=PESHAWAR, mention=MENTION, location=LOCATION, article=ARTICLE, bomb=BOMB, talks=TALKS,
                           text=TEXT, articles={"a1": ARTICLE, "a2": OTHER})  # fmt: skip


@pytest.fixture(scope="session")
def atlas():
    """The shipped gazetteer and boundaries."""
    data = data_folder()
    return GazetteerAtlas(read_gazetteer(data / "gazetteer.csv"), Boundaries(data / "boundaries"), shipped_countries())


@pytest.fixture(scope="session")
def data():
    """The folder of files with invented rows."""
    return Path(__file__).parent / "data"


@pytest.fixture
def stores(tmp_path):
    """Return a maker of empty stores, each in a file of its own."""
    opened = []

    def make():
        opened.append(open_store(tmp_path / f"store-{len(opened)}.gpkg"))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def told(stores):
    """A store that read both events from articles."""
    store = stores()
    store.put(Reading(OTHER, (), (), ()), ())
    store.put(Reading(ARTICLE, (MENTION,), (LOCATION,), (BOMB, TALKS)), (BOMB, TALKS))
    return store
