"""What the other places of an article say about an ambiguous name: by country, province, district and nearness."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp
from typing import NamedTuple

from geo.model import Kind, Place, Use
from geo.resolution.evidence import distance_km

_COUNTRY, _PROVINCE, _DISTRICT, _NEAR = 0.5, 0.45, 0.2, 0.2
_NEAR_KM, _LEAST_NEAR = 120.0, 0.2
_REACH = 400.0  # characters over which what stands beside a name counts more than what stands elsewhere
_FAR = int(12 * _REACH)  # characters beyond which that is less than anything that is told
_MOST = 64  # votes on each side that are counted so: more stand there in bare lists of names only
_ELSEWHERE = 0.3
_VOTES = {Use.LITERAL: 1.0, Use.METONYM: 0.6, Use.DEMONYM: 0.5, Use.ORGANISATION: 0.3}

Unit = tuple[str, ...]  # country, province, district, as far as they go; () is the whole world


class Support(NamedTuple):
    """How much the rest of an article speaks for a candidate."""

    place: Place
    country: float  # share of what the article names that lies in its country; 0 if all candidates do
    province: float
    district: float
    near: float  # 1 if something named lies at the same point, down to 0
    nearest: Place | None

    @property
    def weight(self) -> float:
        """The sum of all, as resolution counts it."""
        return _COUNTRY * self.country + _PROVINCE * self.province + _DISTRICT * self.district + _NEAR * self.near

    def reasons(self) -> Iterator[str]:
        """Yield the same in words."""
        if self.country:
            yield f"{round(100 * self.country)} % of what the article names lies in {self.place.country}"
        if self.province:
            yield f"other places of {self.place.admin1} are named"
        if self.district:
            yield f"other places of {self.place.admin2} are named"
        if self.near and self.nearest is not None:
            yield f"near {self.nearest.name}, which is named too"


class Context:
    """The places resolved so far. It grows as names are decided."""

    def __init__(self) -> None:
        self._told: list[tuple[int, Place, Use]] = []  # what is not counted yet: nothing may ever ask
        self._learnt: list[tuple[int, float, tuple[Unit, ...]]] = []  # start, vote and units of each, sorted
        self._totals: defaultdict[Unit, float] = defaultdict(float)
        self._exact: list[Place] = []  # places small enough to be near anything
        self._exact_ids: set[str] = set()
        self._nearest: dict[str, tuple[int, float, Place | None]] = {}  # of how many of these the nearest is known

    def learn(self, start: int, place: Place, use: Use) -> None:
        """Add a place that the article names at `start`."""
        self._told.append((start, place, use))

    def support(self, start: int, candidates: Sequence[Place]) -> list[Support]:
        """Return how much the others speak for each candidate of a name at `start`."""
        self._count()
        near = self._votes_near(start)
        whole = _ELSEWHERE * self._totals[()] + near[()] or 1.0
        several = len({place.country for place in candidates}) > 1
        found = []
        for place in candidates:
            units = _units(place.country, place.admin1, place.admin2)[1:]
            shares = [(_ELSEWHERE * self._totals[unit] + near[unit]) / whole for unit in units]
            country, province, district, *_ = *shares, 0.0, 0.0
            found.append(Support(place, country if several else 0.0, province, district, *self._near(place)))
        return found

    def _count(self) -> None:
        for start, place, use in self._told:
            units, vote = _units(place.country, place.admin1, place.admin2), _VOTES[use]
            insort(self._learnt, (start, vote, units))
            for unit in units:
                self._totals[unit] += vote
            if place.id not in self._exact_ids and place.radius_km < _NEAR_KM and place.kind is not Kind.COUNTRY:
                self._exact_ids.add(place.id)
                self._exact.append(place)
        self._told.clear()

    def _votes_near(self, start: int) -> defaultdict[Unit, float]:
        """Return the votes for each unit that stand near `start`, as they count there."""
        learnt = self._learnt
        here = bisect_left(learnt, (start,))
        begin = bisect_left(learnt, (start - _FAR,), max(0, here - _MOST), here)
        end = bisect_left(learnt, (start + _FAR,), here, min(len(learnt), here + _MOST))
        votes: defaultdict[Unit, float] = defaultdict(float)
        for there, vote, units in learnt[begin:end]:
            weight = vote * exp(-abs(there - start) / _REACH)
            for unit in units:
                votes[unit] += weight
        return votes

    def _near(self, place: Place) -> tuple[float, Place | None]:
        """Return how near the nearest other place is that the article names, 1 to 0, and which it is."""
        seen, km, nearest = self._nearest.get(place.id, (0, 0.0, None))
        if seen < len(self._exact):
            for other in self._exact[seen:]:
                if other.id != place.id and ((away := distance_km(place, other)) < km or nearest is None):
                    km, nearest = away, other
            self._nearest[place.id] = len(self._exact), km, nearest
        near = exp(-km / _NEAR_KM) if nearest is not None else 0.0
        return (near, nearest) if near > _LEAST_NEAR else (0.0, None)


@lru_cache(maxsize=1 << 14)
def _units(country: str, admin1: str, admin2: str) -> tuple[Unit, ...]:
    """Return the world, the country, the province and the district that a place is filed under."""
    filed = (country, admin1, admin2) if admin1 else (country,)
    return tuple(filed[:depth] for depth in range(len(filed) + 1) if all(filed[1:depth]))
