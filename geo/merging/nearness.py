"""Which events are near one another in kind, time and place, so that only those are compared.

The work grows with the number of events and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import cos, floor, radians

from geo.merging.likeness import VERBAL, VIOLENCE, is_exact, sites
from geo.model import Basis, Event, EventPlace, Kind

_WIDE_KM = 60.0
_REACH_KM = 10.0
_MONTHS_AT_MOST = 14  # longer stretches are only compared with their equals
_SLACK_DAYS = 3

_Cells = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where an event stands among others: the times it is looked for under, its cells of the globe, its countries.

    What is loose in a time is compared with all that is told of it, what is not only with what is loose.
    """

    times: tuple[tuple[Hashable, bool], ...]
    cells: _Cells
    countries: frozenset[str]


class Surroundings:
    """Events by number, each to be found from those near it."""

    def __init__(self) -> None:
        self._stands: dict[int, _Stand] = {}
        self._loose: dict[Hashable, _Shelf] = defaultdict(_Shelf)
        self._all: dict[Hashable, _Shelf] = defaultdict(_Shelf)

    def add(self, index: int, event: Event) -> set[int]:
        """Add an event; return those near it that were added before."""
        kind = "violence" if event.type in VIOLENCE else event.type.code
        times = tuple(((kind, event.is_aggregate, time), is_loose) for time, is_loose in _times(event))
        stand = self._stands[index] = _Stand(times, *_spots(event))
        found: set[int] = set()
        for time, is_loose in times:
            found.update(*(self._all if is_loose else self._loose)[time].near(stand))
        for shelf in self._shelves(stand):
            shelf.add(index, stand)
        return found

    def remove(self, index: int) -> None:
        """Remove an event."""
        stand = self._stands.pop(index)
        for shelf in self._shelves(stand):
            shelf.remove(index, stand)

    def _shelves(self, stand: _Stand) -> Iterator[_Shelf]:
        for time, is_loose in stand.times:
            yield self._all[time]
            if is_loose:
                yield self._loose[time]


@dataclass(slots=True)
class _Shelf:
    """Events near in time, by cell of the globe, and by country; `wide` are those that are told of a whole area."""

    cells: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    countries: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    wide: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def near(self, stand: _Stand) -> Iterator[Iterable[int]]:
        """Yield the events that share a cell with one, or of which one is a whole area around the other."""
        for cell in stand.cells:
            yield self.cells.get(cell, ())
        areas = self.wide if stand.cells else self.countries
        for country in areas if "" in stand.countries else (*stand.countries, ""):
            yield areas.get(country, ())

    def add(self, index: int, stand: _Stand) -> None:
        for some in self._places(stand):
            some.add(index)

    def remove(self, index: int, stand: _Stand) -> None:
        for some in self._places(stand):
            some.remove(index)

    def _places(self, stand: _Stand) -> Iterator[set[int]]:
        for cell in stand.cells:
            yield self.cells[cell]
        for country in stand.countries:
            yield self.countries[country]
            if not stand.cells:
                yield self.wide[country]


def _times(event: Event) -> Iterator[tuple[Hashable, bool]]:
    """Yield the buckets of time an event belongs to, and whether it is compared with all in there."""
    start, end = event.when.start, event.when.end
    untold = start is None or end is None
    for article in {report.article_id for report in event.reports}:
        yield ("article", article), untold
    if start is None or end is None:
        return
    exact = is_exact(event.when)
    if exact:  # a statement may be told a day late
        for day in range(start.toordinal(), end.toordinal() + 1 + (event.type in VERBAL)):
            yield day, True
    months = _months(start.toordinal() - _SLACK_DAYS, end.toordinal() + _SLACK_DAYS)
    if len(months) > _MONTHS_AT_MOST:
        yield (start, end), True
        return
    for month in months:
        yield ("month", month), not exact


def _months(first: int, last: int) -> range:
    one, other = (date.fromordinal(min(max(day, 1), date.max.toordinal())) for day in (first, last))
    return range(one.year * 12 + one.month, other.year * 12 + other.month + 1)


def _spots(event: Event) -> tuple[frozenset[tuple[int, int]], frozenset[str]]:
    """Return the cells that an event's sites lie in (none if they are wider than a few cells) and their countries."""
    some = sites(event)
    countries = frozenset(place.location.place.country for place in some) or frozenset({""})
    if not some or any(_is_wide(place) for place in some):
        return frozenset(), countries
    return frozenset(cell for place in some for cell in _cells(place)), countries


def _is_wide(site: EventPlace) -> bool:
    place = site.location.place
    return place.kind in (Kind.COUNTRY, Kind.PROVINCE) or place.radius_km > _WIDE_KM or site.basis is Basis.SEAT


def _cells(site: EventPlace) -> Iterator[tuple[int, int]]:
    place = site.location.place
    north = max(2 * place.radius_km, _REACH_KM) / 110
    east = north / max(0.1, cos(radians(place.lat)))
    for row in range(floor(place.lat - north), floor(place.lat + north) + 1):
        for column in range(floor(place.lon - east), floor(place.lon + east) + 1):
            yield row, column
