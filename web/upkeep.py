"""What the gazetteer's page shows to those who keep it: a place with its row to copy, its events and a small map."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from geo.gazetteer import csv_row
from geo.gazetteer.differences import Change
from geo.model import Event, Place
from geo.sketch import Leg, Pin, landmarks, sketch
from geo.store import parse_query
from web.shapes import plain_name
from web.world import World

_MOST_MAPS = 6  # cards that have one
_MOST_EVENTS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A place as found by a search; `map` is an svg element or empty."""

    place: Place
    line: int | None  # of its row in the file
    count: int
    row: str
    map: Markup
    events: tuple[Event, ...]


def place_card(here: World, place: Place, count: int, number: int) -> Card:
    """Return a place with its row, its latest events and, for the first of a list, a map."""
    query = parse_query({"place": place.id}, limit=_MOST_EVENTS)
    events = tuple(here.store.events(query)) if count else ()
    drawn = place_map(here, place) if number < _MOST_MAPS else Markup()
    return Card(place, here.served.line_of(place), count, csv_row(place), drawn, events)


def place_map(here: World, place: Place) -> Markup:
    """Return a small map around a place with its radius. Its texts are escaped where it is drawn."""
    return Markup(here.kept_map((place,), lambda: _drawn(here, place)))  # noqa: S704


def move_map(here: World, change: Change) -> Markup:
    """Return a small map of where a place moved, or nothing. Its texts are escaped where it is drawn."""
    if not change.moved_km:
        return Markup()
    return Markup(here.kept_map((change.before, change.after), lambda: _drawn_move(here, change)))  # noqa: S704


def _drawn_move(here: World, change: Change) -> str:
    name = plain_name(change.after)
    was, now = (Pin(place.lat, place.lon, look=look) for place, look in ((change.before, "was"), (change.after, "pin")))
    now = replace(now, label=name)
    around = landmarks([was, now], (one for one in here.gazetteer.places if one.id != change.after.id))
    title = f"Where {name} moved"
    return sketch([was, now, *around], here.boundaries, legs=[Leg(was, now)], title=title, width=320, height=210)


def _drawn(here: World, place: Place) -> str:
    name = plain_name(place)
    pin = Pin(place.lat, place.lon, name, place.radius_km)
    around = landmarks([pin], (one for one in here.gazetteer.places if one.id != place.id))
    return sketch([pin, *around], here.boundaries, title=f"Where {name} lies", width=320, height=210)


def row_words(place: Place) -> str:
    """Return a place in a line: its kind and what holds it."""
    return ", ".join(filter(None, (place.kind.value.replace("_", " "), place.admin2, place.admin1, place.country)))
