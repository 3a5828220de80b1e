"""An event as rows of plain values: what the tables hold beside the exact record, for asking and for reading by eye.

Coordinates are WGS 84 degrees, days ISO 8601 text, `first_day` and `last_day` proleptic ordinals (an open side lies at
the end of the calendar). Texts are as SQLite can keep them (geo.store.codec.stored).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from geo.model import Article, Count, Event, EventType, Layer, Place, When
from geo.names import fold
from geo.store.codec import pack, stored
from geo.store.query import tokens
from geo.store.selection import FIRST, LAST, admin1_key

Frontier = Callable[[float, float], float]
Values = tuple[Any, ...]
Made = TypeVar("Made")
_INT64 = 2**63

_OF_PLACE = ("geom", "place", "place_name", "lon", "lat", "radius_km", "geo_precision", "country", "admin1", "admin2",
             "admin1_key", "border_km")
_EVENT = (
    "id", "layer", "type", "sub_type", "title", "date_start", "date_end", "date_precision", "date_basis", "status",
    "is_aggregate", "confidence", "fatalities_low", "fatalities_best", "fatalities_high", "injuries_low",
    "injuries_best", "injuries_high", "role", "basis", *_OF_PLACE, "actors", "sources", "licences", "reports", "code",
    "first_day", "last_day", "changed",
)
RECORD = ("record", "search")
EVENT_PLACE = ("event", "n", "place", "role", "basis", "article", "start", "end", "score")
ACTOR = ("event", "n", "name", "role", "country", "name_key")
REPORT = ("event", "n", "article", "start", "end", "record", "note", "url")
_GEOM = "geom"
_MOST_PLACES = 1 << 16  # that are known by identity
_KINDS = {  # layer, type, code, and the sub-type where the code is one
    kind: (kind.layer.value, kind.family, kind.code, kind.code if kind.layer is Layer.INCIDENT else "")
    for kind in EventType
}


class Told(NamedTuple):
    """What the rows of an event need to know of an article that reports it."""

    publisher: str
    text: str
    licence: str


class OfPlace(NamedTuple):
    """What a place gives to the events that lie there: values of their rows, and the words of its names."""

    values: Values
    words: str


class EventRows:
    """Makes the rows of events. What belongs to a place is made once for each, as events share places.

    `frontier_km(lon, lat)` measures a point against the frontier; `told` gives what is known of an article by its id,
    and `number` what to write for a place in records. `geom` is left out where the database makes it of lon and lat.
    """

    def __init__(
        self, frontier_km: Frontier | None, told: Callable[[str], Told], number: Callable[[Place], int], *,
        makes_geom: bool = True,
    ) -> None:
        self.columns = tuple(name for name in _EVENT if makes_geom or name != _GEOM)
        self.places: dict[Place, OfPlace] = {}  # of all events whose rows were made
        self._first = 0 if makes_geom else 1
        self._frontier_km = frontier_km
        self._told = told
        self._number = number
        self._of = by_identity(self._of_place)

    def event(self, event: Event, changed: int) -> Values:
        """Return the values of `columns`. Raises NotFound if it reports an unknown article."""
        when, part = event.when, event.places[0] if len(event.places) == 1 else event.main_place
        told = [self._told(report.article_id) for report in event.reports]
        layer, family, code, sub_type = _KINDS[event.type]
        return (
            stored(event.id), layer, family, sub_type or stored(event.mode) or None, stored(event.title),
            _day(when.start), _day(when.end), when.precision._value_, when.basis._value_, event.status._value_,
            event.is_aggregate, event.confidence, *_count(event.fatalities), *_count(event.injuries),
            *((part.role._value_, part.basis._value_, *self._of(part.location.place).values) if part else
              (None,) * (2 + len(_OF_PLACE) - self._first)),
            stored("; ".join([actor.name for actor in event.actors])), _joined([one.publisher for one in told]),
            _joined([one.licence for one in told]), len(event.reports), code, *_span(when), changed,
        )

    def record(self, event: Event) -> str:
        """Return the noun itself as text."""
        return pack(event, self._number)

    def _of_place(self, place: Place) -> OfPlace:
        if (made := self.places.get(place)) is None:
            values = (
                point(place), stored(place.id), stored(place.name), place.lon, place.lat, place.radius_km,
                place.geo_precision, stored(place.country), stored(place.admin1), stored(place.admin2),
                admin1_key(place.admin1), self.border_km(place),
            )[self._first :]
            words = " ".join(map(_words, dict.fromkeys((place.name, *place.alt_names))))
            made = self.places[place] = OfPlace(values, words)
        return made

    def place_row(self, place: Place, record: str) -> dict[str, Any]:
        """Return the row of a place as it is now."""
        row = place_row(place, record)
        return {name: row[name] for name in row if name != _GEOM or _GEOM in self.columns}

    def border_km(self, place: Place) -> float | None:
        """Return how far a place is from the frontier, None if nobody measures."""
        return self._frontier_km(place.lon, place.lat) if self._frontier_km else None

    def search(self, event: Event) -> str:
        """Return the words by which an event is found. Raises NotFound if it reports an unknown article."""
        texts = [event.title]
        kept = [self._of(part.location.place).words for part in event.places]
        kept += [_words(actor.name) for actor in event.actors]
        for report in event.reports:
            told = self._told(report.article_id)
            kept.append(_words(told.publisher))
            texts += (told.text[report.start : report.end], report.note)
        return " ".join([*tokens("\n".join(texts)), *dict.fromkeys(kept)])


def by_identity(make: Callable[[Place], Made]) -> Callable[[Place], Made]:
    """Return a function of places that knows again what it has seen without a look at all of a place's fields."""
    known: dict[int, tuple[Place, Made]] = {}  # the place too, so that its identity goes to no other

    def made(place: Place) -> Made:
        if (found := known.get(id(place))) is None:
            if len(known) >= _MOST_PLACES:
                known.clear()
            found = known[id(place)] = place, make(place)
        return found[1]

    return made


def _places(event: Event) -> Iterator[Values]:
    key = stored(event.id)
    for n, part in enumerate(event.places):
        location, mention = part.location, part.location.mention
        yield (key, n, stored(location.place.id), part.role._value_, part.basis._value_, stored(mention.article_id),
               mention.start, mention.end, location.score)


def _actors(event: Event) -> Iterator[Values]:
    key = stored(event.id)
    for n, actor in enumerate(event.actors):
        yield key, n, stored(actor.name), actor.role._value_, stored(actor.country), _key(actor.name)


def _reports(event: Event) -> Iterator[Values]:
    key = stored(event.id)
    for n, report in enumerate(event.reports):
        yield (key, n, stored(report.article_id), report.start, report.end, stored(report.record),
               stored(report.note), stored(report.url))


PARTS = {"event_places": (EVENT_PLACE, _places), "actors": (ACTOR, _actors), "reports": (REPORT, _reports)}


def place_row(place: Place, record: str) -> dict[str, Any]:
    """Return the row of a place as it is now."""
    return {
        "geom": point(place), "id": stored(place.id), "name": stored(place.name),
        "alt_names": stored("|".join(place.alt_names)), "kind": place.kind.value, "country": stored(place.country),
        "admin1": stored(place.admin1), "admin2": stored(place.admin2), "lon": place.lon, "lat": place.lat,
        "radius_km": place.radius_km, "geo_precision": place.geo_precision, "population": _int(place.population),
        "record": record,
    }


def article_row(article: Article, record: str) -> dict[str, Any]:
    """Return the row of an article."""
    return {
        "id": stored(article.id), "title": stored(article.title), "publisher": stored(article.publisher),
        "publisher_key": fold(article.publisher), "url": stored(article.url), "published": _day(article.published),
        "published_basis": stored(article.published_basis), "language": stored(article.language),
        "licence": stored(article.licence), "is_dataset": article.is_dataset, "text": stored(article.text),
        "record": record,
    }


def point(place: Place) -> bytes:
    """Return a place as a GeoPackage geometry: little endian, no envelope, EPSG:4326, a WKB point (lon, lat)."""
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, 4326, 1, 1, place.lon, place.lat)


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    """Return the key of a name; kept, as events share actors."""
    return fold(name)


@lru_cache(maxsize=65536)
def _words(name: str) -> str:
    """Return the words by which a name is searched; kept, as events share names."""
    return " ".join(tokens(name))


def _joined(names: Sequence[str]) -> str | bytes:
    return stored(names[0] if len(names) == 1 else "; ".join(filter(None, dict.fromkeys(names))))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(when: When) -> tuple[int, int] | tuple[None, None]:
    start, end = when.start, when.end
    if start is None and end is None:
        return None, None
    return (start.toordinal() if start else FIRST), (end.toordinal() if end else LAST)


def _count(count: Count | None) -> tuple[int | None, int | None, int | None]:
    return (_int(count.low), _int(count.best), _int(count.high)) if count else (None, None, None)


def _int(number: int | None) -> int | None:
    """Return a number that 64 bits hold; the record keeps what they do not."""
    return number if number is not None and -_INT64 <= number < _INT64 else None
