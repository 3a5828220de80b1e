"""An event with what every comparison asks of it, worked out once: its articles, its nearest sites, its sides."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.merging.parties import Sides, sides_of
from geo.model import DateBasis, DatePrecision, Event, EventPlace, Role, When

_EXACT_DAYS = 3  # an attack in the night, a siege: still one exact time


@dataclass(slots=True, eq=False)
class Telling:
    """An event as it is compared with others. `finest` are its sites that are no mere area around another of them."""

    event: Event
    articles: frozenset[str] = field(init=False)
    finest: tuple[EventPlace, ...] = field(init=False)
    is_exact: bool = field(init=False)
    sides: Sides = field(init=False)

    def __post_init__(self) -> None:
        some = sites(self.event)
        finest = min((place.location.place.geo_precision for place in some), default=0)
        self.finest = tuple(place for place in some if place.location.place.geo_precision == finest)
        self.articles = frozenset(report.article_id for report in self.event.reports)
        self.is_exact = is_exact(self.event.when)
        self.sides = sides_of(self.event)


def is_exact(when: When) -> bool:
    """Say whether a time is known to the day or so, by the text's own words."""
    return bool(when.start and when.end and when.precision is DatePrecision.DAY
                and when.basis is not DateBasis.PUBLICATION and (when.end - when.start).days < _EXACT_DAYS)


def sites(event: Event) -> tuple[EventPlace, ...]:
    """Return the places where an event took place, the origin only for want of any other."""
    return tuple(place for place in event.places if place.role is not Role.ORIGIN) or event.places
