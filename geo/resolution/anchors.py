"""Names that the gazetteer lacks: placed at the nearby place that the text sets them beside, or left unresolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp

from geo.model import Candidate, Kind, Location, Mention, Place, Use
from geo.resolution.evidence import distance_km, feature_beside

_WIDE = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.RIVER, Kind.REGION})
_CONTAINED = re.compile(
    r"(?: [a-z-]{3,14}){0,2}(?:,| in| of|, in| on the edge of| near)(?: the)?"
    r"(?: [\w'’-]{2,14}){0,5}? (?:of |in |near |from )?"
    r"|(?:,| in| near) "
)
_DATELINE = re.compile(r"\s*(?:,[^\n]{0,30})?[—–:-]")
_LEFT = re.compile(r"\b(?:from|left|leaving|for|to|towards?|via)\s$")
_CONTAINED_SCORE, _NEAR_SCORE = 0.6, 0.35
_ENOUGH = 0.45
_REACH = 260.0  # characters over which a place named before fades
_FAR_KM = 60.0


def anchored(text: str, mention: Mention, found: Sequence[Location]) -> Location | None:
    """Return the place that an unlisted name lies in or beside as far as the text tells, else None."""
    local = [one for one in found if one.place.kind not in _WIDE and one.mention.use is Use.LITERAL]
    for one in local:
        gap = one.mention.start - mention.end
        if 0 < gap <= 80 and _CONTAINED.fullmatch(text, mention.end, one.mention.start):
            why = f"not in the gazetteer; the text places it in {one.mention.text}"
            return Location(mention, one.place, _CONTAINED_SCORE, (why,))
    return _nearby(text, mention, local)


def is_elsewhere(text: str, own: Location, others: Sequence[Location]) -> bool:
    """Say whether the only place of a small name cannot be meant: the text tells another kind of place, far from it."""
    _, kinds = feature_beside(text, own.mention)
    if not kinds or own.place.kind in kinds:
        return False
    beside = [one for one in others if one.mention.use is Use.LITERAL and one.place.kind not in _WIDE]
    nearest = min(beside, key=lambda one: _gap(own.mention, one.mention), default=None)
    if nearest is None or _gap(own.mention, nearest.mention) > _REACH:
        return False
    return distance_km(own.place, nearest.place) > _FAR_KM + nearest.place.radius_km


def _gap(mention: Mention, other: Mention) -> float:
    """Return the characters between two mentions; what follows counts as further off than what went before."""
    return mention.start - other.end if other.end <= mention.start else 1.5 * (other.start - mention.end)


def _nearby(text: str, mention: Mention, local: Sequence[Location]) -> Location | None:
    weights: dict[str, float] = {}
    places: dict[str, Place] = {}
    for one in local:
        places[one.place.id] = one.place
        weights[one.place.id] = weights.get(one.place.id, 0.0) + _weight(text, mention, one.mention)
    ranking = sorted(weights, key=lambda key: -weights[key])
    if not ranking or weights[ranking[0]] < _ENOUGH:
        return None
    best = places[ranking[0]]
    why = f"not in the gazetteer; shown at {best.name}, the place that the text names beside it"
    others = tuple(Candidate(places[key], round(min(0.3, weights[key] / 5), 3)) for key in ranking[1:4])
    return Location(mention, best, _NEAR_SCORE, (why,), others)


def _weight(text: str, mention: Mention, other: Mention) -> float:
    """Return how strongly a mention draws an unlisted name to its place: nearness in the text, title and dateline."""
    weight = 0.12 + exp(-_gap(mention, other) / _REACH)
    if "\n" in text[min(mention.end, other.end) : max(mention.start, other.start)]:
        weight *= 0.8
    if other.start < 80 or _DATELINE.match(text, other.end, other.end + 40):
        weight += 0.35
    if _LEFT.search(text[max(0, other.start - 12) : other.start]):
        weight *= 0.5
    return weight
