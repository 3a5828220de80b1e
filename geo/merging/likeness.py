"""Whether two reports can be of one event, how strongly they agree, and why. Distances are km along the ellipsoid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from geo.merging.parties import compare_parties, persons
from geo.merging.telling import Telling
from geo.merging.tolls import compare_tolls
from geo.model import (
    Basis,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Place,
    Status,
)

INFERRED_DAYS = 3  # how long before publication something told without a date may have happened
_STORY_DAYS = 10  # and where the same article tells the day elsewhere
_MONTH_DAYS = 31
_ALLOWANCE = 0.5  # how much vagueness is forgiven without other evidence
_AREAS = (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT)
_LOOSE = (Kind.REGION, Kind.RIVER, Kind.BORDER_CROSSING, Kind.PASS, Kind.MILITARY_BASE, Kind.CAMP, Kind.TEHSIL)
_TOWN_KM = 10.0  # points so near each other are one town, as gazetteers set them
_KM_A_DEGREE = 110.0  # of latitude, at the least
_WGS84 = 6378.137, 1 / 298.257223563  # the earth's greatest radius in km, and its flattening

_BLASTS = frozenset({EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE, EventType.GRENADE})
_GROUND = frozenset({EventType.ARMED_CLASH, EventType.ATTACK})
_FIRE = frozenset({EventType.AIR_DRONE_STRIKE, EventType.SHELLING})
_VAGUE = _GROUND | {EventType.REMOTE_EXPLOSIVE}
VIOLENCE = _BLASTS | _GROUND | _FIRE
VERBAL = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.REQUEST, EventType.SUPPORT,
                    EventType.CONCEDE, EventType.AGREE})  # fmt: skip
_DONE = frozenset({Status.HAPPENED, Status.ONGOING, Status.ALLEGED})
_UNFULFILLED = frozenset({Status.PLANNED, Status.CANCELLED})
_FULFILLED = ({Status.PLANNED, Status.HAPPENED}, {Status.PLANNED, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two events agree. `is_certain` ones need no other evidence than that nothing speaks against them."""

    score: float
    is_certain: bool
    reasons: tuple[str, ...]

    @property
    def told(self) -> str:
        """The reasons as a phrase."""
        return ", ".join(self.reasons)


class Aspect(NamedTuple):
    """One point of comparison: what it adds, how much other evidence it needs (0 if it is exact), what to say of it."""

    score: float
    need: float
    reason: str


def compare(one: Telling, other: Telling) -> Likeness | None:
    """Return how alike two events are, or None where they cannot be one."""
    first, second = one.event, other.event
    if first.is_aggregate != second.is_aggregate or first.layer is not second.layer:
        return None
    if not _statuses_agree(first.status, second.status) or _told_apart(first, second):
        return None
    types, days = compare_types(first, second), compare_days(one, other)
    if types is None or days is None or (first.is_aggregate and (types.need or days.need)):
        return None
    places = compare_places(one, other)
    parties = compare_parties(one.sides, other.sides, verbal=first.type in VERBAL) if places is not None else None
    if places is None or parties is None:
        return None
    together = not one.articles.isdisjoint(other.articles)
    tolls = compare_tolls(first, second, together=together, same_site=not places.need and not days.need)
    if tolls is None:
        return None
    need = types.need + places.need + days.need
    evidence = tolls.score + parties.score + 0.5 * together
    if need and (evidence < need - _ALLOWANCE or first.is_aggregate):
        return None
    told = (types.reason, places.reason, days.reason, tolls.reason, parties.reason)
    score = types.score + places.score + days.score + evidence
    return Likeness(score, not need, tuple(reason for reason in told if reason))


def _told_apart(one: Event, other: Event) -> bool:
    """Say whether one passage tells both: then its coder took them for two events, such as a raid and its cause.

    Two rows of one data set are two events as well.
    """
    for a in one.reports:
        for b in other.reports:
            if a.article_id == b.article_id and ((a.start < b.end and b.start < a.end) or a.record != b.record):
                return True
    return False


def _statuses_agree(one: Status, other: Status) -> bool:
    """Say whether a plan, its fulfilment or its end can be one event; a denial is not the act."""
    if one is other:
        return True
    both = {one, other}
    return both <= _DONE or both <= _UNFULFILLED or both in _FULFILLED


def compare_types(one: Event, other: Event) -> Aspect | None:
    """Compare types: the same, or two tellings of one violence of which one may be vaguer."""
    if one.type is EventType.OTHER is other.type:
        return Aspect(1, 0.5, "same type")  # it says so little
    if _is_call(one) != _is_call(other) and (_is_met(one) or _is_met(other)):
        return None  # who telephones does not sit together
    if one.type is other.type:
        return Aspect(1.5 if one.mode and other.mode and one.mode != other.mode else 2, 0, "same type")
    both = {one.type, other.type}
    reason = f"{one.type.code} and {other.type.code} can be one violence"
    if both <= _BLASTS or both <= _GROUND:
        return Aspect(1, 0.5, reason)
    if both <= _BLASTS | _GROUND or both <= _FIRE or (both <= VIOLENCE and both & _VAGUE):
        return Aspect(0.5, 1, reason)
    return None


def _is_call(event: Event) -> bool:
    return event.mode == "phone"


def _is_met(event: Event) -> bool:
    """Return whether two sides met at a place that the text names."""
    named = event.main_place is not None and event.main_place.basis is Basis.NAMED
    return event.type is EventType.CONSULT and not _is_call(event) and named


# --- days


def compare_days(one: Telling, other: Telling) -> Aspect | None:
    """Compare times: the same days, a day inside a vaguer time, or one that was only inferred from publication."""
    a, b = one.event.when, other.event.when
    both_exact = one.is_exact and other.is_exact
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return Aspect(0, 1, "a day is not told") if one.articles & other.articles else None
    if (a.start, a.end) == (b.start, b.end):
        days = (a.end - a.start).days
        reason = "same day" if days == 0 else "same days" if a.precision is DatePrecision.DAY else "same time"
        return Aspect(3 if both_exact else 2, 0 if days <= _MONTH_DAYS else 1, reason)
    inside = (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
    apart = max(a.start.toordinal() - b.end.toordinal(), b.start.toordinal() - a.end.toordinal())
    if both_exact:
        if inside:
            return Aspect(2, 0, "same day")
        return Aspect(0, 1.5, "a day apart, as told and as published") if apart == 1 and _restated(one, other) else None
    if apart > 0:
        later = a if a.start > b.start else b
        together = bool(one.articles & other.articles)
        if later.basis is not DateBasis.PUBLICATION or apart > (_STORY_DAYS if together else INFERRED_DAYS):
            return None
        return Aspect(0.5, 0.75 if together else 1, "a day inferred from publication")
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    return Aspect(1, 0.5, "days that agree") if longest <= _MONTH_DAYS else Aspect(0.2, 1.5, "years that agree")


def _restated(one: Telling, other: Telling) -> bool:
    """Say whether two articles quote one person, of whom one may give the day of printing."""
    a, b = one.event, other.event
    return bool(a.type is b.type and a.type in VERBAL and persons(a) & persons(b)
                and not one.articles & other.articles)


# --- places


def compare_places(one: Telling, other: Telling) -> Aspect | None:
    """Compare places, the best agreeing pair: the same, one in the other, near each other, or not told."""
    if not one.finest and not other.finest:
        return Aspect(0, 1, "neither tells a place")
    if not one.finest or not other.finest:
        return Aspect(0.2, 1 if one.articles & other.articles else 1.75, "only one tells the place")
    pairs: Iterable[tuple[EventPlace, EventPlace]] = product(one.finest, other.finest)
    if one.event.type in VERBAL and one.articles & other.articles:  # told at two seats by one text: two statements
        pairs = ((a, b) for a, b in pairs if _are_of_one_site(a.location.place, b.location.place))
    ways = [aspect for a, b in pairs if (aspect := _compare_sites(a, b, one.event.type))]
    return ways[0] if len(ways) == 1 else max(ways, key=lambda aspect: (-aspect.need, aspect.score), default=None)


def _are_of_one_site(one: Place, other: Place) -> bool:
    return one.id == other.id or contains(one, other) or contains(other, one)


def _compare_sites(one: EventPlace, other: EventPlace, event_type: EventType) -> Aspect | None:
    a, b = one.location.place, other.location.place
    if a.id == b.id:
        return Aspect(3, 0, "same place") if a.geo_precision < 4 else Aspect(1.5, 0.5, "same country")
    if Basis.SEAT in (one.basis, other.basis) and event_type in VERBAL and a.country and a.country == b.country:
        return Aspect(0.5, 1, "same country")
    for outer, inner in ((a, b), (b, a)):
        if contains(outer, inner):
            need = {Kind.DISTRICT: 0.0, Kind.PROVINCE: 0.5}.get(outer.kind, 1.5)
            return Aspect(2 - need, need, f"{inner.name} lies in {outer.name}")
    return None if a.kind in _AREAS or b.kind in _AREAS else _compare_points(a, b)


def _compare_points(a: Place, b: Place) -> Aspect | None:
    loose = a.kind in _LOOSE or b.kind in _LOOSE
    reach = max(a.radius_km, b.radius_km) if loose else min(a.radius_km, b.radius_km)
    if abs(a.lat - b.lat) * _KM_A_DEGREE > reach:
        return None
    km = distance_km(a.lon, a.lat, b.lon, b.lat)
    if km > reach:
        return None
    need = 0.0 if km <= min(a.radius_km, b.radius_km, _TOWN_KM) else 0.5
    return Aspect(2 - need, need, f"{a.name} and {b.name} are {km:.0f} km apart")


def contains(outer: Place, inner: Place) -> bool:
    """Say whether one place is an area of the gazetteer's divisions that holds the other."""
    if outer.country != inner.country or not outer.country or inner.geo_precision >= outer.geo_precision:
        return False
    if outer.kind is Kind.COUNTRY:
        return True
    if outer.kind is Kind.PROVINCE:
        return outer.admin1 == inner.admin1
    return outer.kind is Kind.DISTRICT and (outer.admin1, outer.admin2) == (inner.admin1, inner.admin2)


@lru_cache(maxsize=65536)
def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance between two points along the ellipsoid, in km."""
    from geographiclib.geodesic import Geodesic  # what geopy computes with, without geopy's import of every geocoder

    earth = Geodesic(*_WGS84)
    return float(earth.Inverse(lat, lon, other_lat, other_lon, Geodesic.DISTANCE)["s12"])
