"""Which events are near one another in kind, time and place, so that only those are compared.

The work grows with the number of events and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from math import cos, floor, radians
from typing import NamedTuple

from geo.merging.likeness import VERBAL, VIOLENCE
from geo.merging.telling import is_exact, sites
from geo.model import Basis, Event, EventPlace, Kind

_WIDE_KM = 60.0
_REACH_KM = 10.0
_MONTHS_AT_MOST = 14  # longer stretches are only compared with their equals
_SLACK_DAYS = 3


_Files = defaultdict[Hashable, defaultdict[Hashable, list[int]]]  # events by time and place


class _Stand(NamedTuple):
    """Where an event stands: in times, in cells of the globe (none if it is told of a whole area), in countries.

    What is loose in a time is compared with all that is told of it, what is not only with what is loose.
    """

    times: tuple[tuple[Hashable, bool], ...]
    cells: frozenset[tuple[int, int]]
    countries: frozenset[str]

    @property
    def places(self) -> tuple[Hashable, ...]:
        """What it is filed under."""
        lands = tuple(("land", country) for country in self.countries)
        return (*self.cells, *lands) if self.cells else (*lands, *(("area", country) for country in self.countries))


class Surroundings:
    """Events by number, each to be found from those near it."""

    def __init__(self) -> None:
        self._stands: dict[int, _Stand] = {}
        self._loose: _Files = defaultdict(lambda: defaultdict(list))
        self._all: _Files = defaultdict(lambda: defaultdict(list))
        self._countries = {""}

    def add(self, index: int, event: Event) -> set[int]:
        """Add an event; return those near it that were added before."""
        stand = self._stands[index] = _stand(event)
        self._countries |= stand.countries  # near are those of its cells, and areas around them or it around others
        countries = self._countries if "" in stand.countries else (*stand.countries, "")
        around = (*stand.cells, *(("area" if stand.cells else "land", country) for country in countries))
        found: set[int] = set()
        for time, is_loose in stand.times:
            filed: Mapping[Hashable, list[int]] = (self._all if is_loose else self._loose).get(time, {})
            for place in around if filed else ():
                if place in filed:
                    found.update(filed[place])
        for some in self._filed(stand):
            some.append(index)
        return found

    def remove(self, index: int) -> None:
        """Remove an event."""
        for some in self._filed(self._stands.pop(index)):
            some.remove(index)

    def _filed(self, stand: _Stand) -> Iterator[list[int]]:
        places = stand.places
        for time, is_loose in stand.times:
            for filed in (self._all[time], self._loose[time]) if is_loose else (self._all[time],):
                for place in places:
                    yield filed[place]


def _stand(event: Event) -> _Stand:
    kind = "violence" if event.type in VIOLENCE else event.type.code
    times = tuple(((kind, event.is_aggregate, time), is_loose) for time, is_loose in _times(event))
    return _Stand(times, *_spots(event))


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
