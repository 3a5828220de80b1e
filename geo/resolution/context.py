"""What the other places of an article say about an ambiguous name: by country, province, district and nearness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import exp

from geo.model import Kind, Place, Use
from geo.resolution.evidence import distance_km

_COUNTRY, _PROVINCE, _DISTRICT, _NEAR = 0.5, 0.45, 0.2, 0.2
_NEAR_KM = 120.0
_REACH = 400.0  # characters over which what stands beside a name counts more than what stands elsewhere
_VOTES = {Use.LITERAL: 1.0, Use.METONYM: 0.6, Use.DEMONYM: 0.5, Use.ORGANISATION: 0.3}

Weights = list[tuple[float, list[str]]]


class Context:
    """The places resolved so far. It grows as names are decided."""

    def __init__(self) -> None:
        self._known: list[tuple[int, Place, float]] = []

    def learn(self, start: int, place: Place, use: Use) -> None:
        """Add a place that the article names at `start`."""
        self._known.append((start, place, _VOTES[use]))

    def weigh(self, start: int, candidates: Sequence[Place]) -> Weights:
        """Return, for each candidate of a name at `start`, how much the others speak for it, and in what words."""
        votes: defaultdict[tuple[str, ...], float] = defaultdict(float)
        whole = 0.0
        for there, place, vote in self._known:
            vote *= 0.3 + exp(-abs(there - start) / _REACH)
            whole += vote
            votes[place.country,] += vote
            if place.admin1:
                votes[place.country, place.admin1] += vote
            if place.admin2:
                votes[place.country, place.admin1, place.admin2] += vote
        several = len({place.country for place in candidates}) > 1
        return [self._speak_for(place, votes, whole or 1.0, is_abroad=several) for place in candidates]

    def _speak_for(
        self, place: Place, votes: dict[tuple[str, ...], float], whole: float, *, is_abroad: bool
    ) -> tuple[float, list[str]]:
        weight, reasons = 0.0, []
        if is_abroad and (share := votes[place.country,] / whole):
            weight += _COUNTRY * share
            reasons.append(f"{round(100 * share)} % of what the article names lies in {place.country}")
        if place.admin1 and (share := votes[place.country, place.admin1] / whole):
            weight += _PROVINCE * share
            reasons.append(f"other places of {place.admin1} are named")
        if place.admin2 and (share := votes[place.country, place.admin1, place.admin2] / whole):
            weight += _DISTRICT * share
            reasons.append(f"other places of {place.admin2} are named")
        nearest = self.nearest(place)
        if nearest is not None and (near := exp(-distance_km(place, nearest) / _NEAR_KM)) > 0.2:
            weight += _NEAR * near
            reasons.append(f"near {nearest.name}, which is named too")
        return weight, reasons

    def nearest(self, place: Place) -> Place | None:
        """Return the nearest other place the article names that is small enough to be near anything."""
        others = (other for _, other, _ in self._known if other.radius_km < _NEAR_KM and other.id != place.id)
        precise = [other for other in others if other.kind is not Kind.COUNTRY]
        return min(precise, key=lambda other: distance_km(place, other), default=None)
