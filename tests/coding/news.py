"""How the tests of coding read short news: with what the project knows, read once for all of them."""

from __future__ import annotations

from datetime import date

from geo.dates import find_dates
from geo.model import Article, Event, Layer
from geo.pipeline import load_knowledge, read
from geo.resolution import resolve
from geo.shipped import data_folder

KNOWLEDGE = load_knowledge(data_folder())
FRIDAY = date(2024, 5, 10)


def code(text: str, published: date | None = FRIDAY, title: str = "") -> tuple[Event, ...]:
    """Return the events of a text as the coder hands them over, before reports of the same are merged."""
    article = Article("a", text, title, published=published)
    locations = resolve(article, KNOWLEDGE.recognizer.find(article), KNOWLEDGE.gazetteer)
    return KNOWLEDGE.coder.code(article, locations, find_dates(text, published))


def events_of(text: str, published: date | None = FRIDAY) -> tuple[Event, ...]:
    """Return the events of a text after its whole trip."""
    return read(Article("a", text, published=published), KNOWLEDGE).events


def place_of(event: Event) -> str | None:
    """Return the id of an event's main place."""
    return event.main_place.location.place.id if event.main_place else None


def incidents(text: str) -> list[Event]:
    """Return the single, placed incidents of a text."""
    single = [event for event in code(text) if event.main_place and not event.is_aggregate]
    return [event for event in single if event.layer is Layer.INCIDENT]


def told(text: str) -> list[tuple[str, str, int | None]]:
    """Return the kind, place and number of dead of each incident, sorted."""
    return sorted(
        (event.type.code, event.main_place.location.place.id, event.fatalities.best if event.fatalities else None)
        for event in incidents(text)
    )
