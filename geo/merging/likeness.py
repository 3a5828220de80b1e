"""Whether two reports can be of one event, how strongly they agree, and why. Distances are km along the ellipsoid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from geo.merging.parties import compare_parties, persons
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
    Role,
    Status,
    When,
)

INFERRED_DAYS = 3  # how long before publication something told without a date may have happened
_STORY_DAYS = 10  # and where the same article tells the day elsewhere
_EXACT_DAYS = 3  # an attack in the night, a siege: still one exact time
_MONTH_DAYS = 31
_ALLOWANCE = 0.5  # how much vagueness is forgiven without other evidence
_AREAS = (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT)
_LOOSE = (Kind.REGION, Kind.RIVER, Kind.BORDER_CROSSING, Kind.PASS, Kind.MILITARY_BASE, Kind.CAMP, Kind.TEHSIL)
_TOWN_KM = 10.0  # points so near each other are one town, as gazetteers set them
_KM_A_DEGREE = 110.0  # of latitude, at the least

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


@dataclass(frozen=True, slots=True)
class Aspect:
    """One point of comparison: what it adds, how much other evidence it needs (0 if it is exact), what to say of it."""

    score: float
    need: float
    reason: str


def compare(one: Event, other: Event) -> Likeness | None:
    """Return how alike two events are, or None where they cannot be one."""
    if one.is_aggregate != other.is_aggregate or one.layer is not other.layer:
        return None
    if not _statuses_agree(one.status, other.status) or _told_apart(one, other):
        return None
    types, days = compare_types(one, other), compare_days(one, other)
    if types is None or days is None:
        return None
    places = compare_places(one, other)
    parties = compare_parties(one, other, verbal=one.type in VERBAL)
    if places is None or parties is None:
        return None
    together = bool(shared_articles(one, other))
    tolls = compare_tolls(one, other, together=together, same_site=not places.need and not days.need)
    if tolls is None:
        return None
    need = types.need + places.need + days.need
    evidence = tolls.score + parties.score + 0.5 * together
    if need and (evidence < need - _ALLOWANCE or one.is_aggregate):
        return None
    told = (types.reason, places.reason, days.reason, tolls.reason, parties.reason)
    score = types.score + places.score + days.score + evidence
    return Likeness(score, not need, tuple(reason for reason in told if reason))


def shared_articles(one: Event, other: Event) -> frozenset[str]:
    """Return the articles that tell of both events."""
    return frozenset(report.article_id for report in one.reports) & {report.article_id for report in other.reports}


def _told_apart(one: Event, other: Event) -> bool:
    """Say whether one passage tells both: then its coder took them for two events, such as a raid and its cause.

    Two rows of one data set are two events as well.
    """
    return any(a.article_id == b.article_id and ((a.start < b.end and b.start < a.end) or a.record != b.record)
               for a, b in product(one.reports, other.reports))


def _statuses_agree(one: Status, other: Status) -> bool:
    """Say whether a plan, its fulfilment or its end can be one event; a denial is not the act."""
    both = {one, other}
    return one is other or both <= _DONE or both <= _UNFULFILLED or both in _FULFILLED


def compare_types(one: Event, other: Event) -> Aspect | None:
    """Compare types: the same, or two tellings of one violence of which one may be vaguer."""
    if one.type is EventType.OTHER is other.type:
        return Aspect(1, 0.5, "same type")  # it says so little
    if one.type is other.type:
        return Aspect(1.5 if one.mode and other.mode and one.mode != other.mode else 2, 0, "same type")
    both = {one.type, other.type}
    reason = f"{one.type.code} and {other.type.code} can be one violence"
    if both <= _BLASTS or both <= _GROUND:
        return Aspect(1, 0.5, reason)
    if both <= _BLASTS | _GROUND or both <= _FIRE or (both <= VIOLENCE and both & _VAGUE):
        return Aspect(0.5, 1, reason)
    return None


# --- days


def is_exact(when: When) -> bool:
    """Say whether a time is known to the day or so, by the text's own words."""
    return bool(when.start and when.end and when.precision is DatePrecision.DAY
                and when.basis is not DateBasis.PUBLICATION and (when.end - when.start).days < _EXACT_DAYS)


def compare_days(one: Event, other: Event) -> Aspect | None:
    """Compare times: the same days, a day inside a vaguer time, or one that was only inferred from publication."""
    a, b = one.when, other.when
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return Aspect(0, 1, "a day is not told") if shared_articles(one, other) else None
    if (a.start, a.end) == (b.start, b.end):
        days = (a.end - a.start).days
        reason = "same day" if days == 0 else "same days" if a.precision is DatePrecision.DAY else "same time"
        return Aspect(3 if is_exact(a) and is_exact(b) else 2, 0 if days <= _MONTH_DAYS else 1, reason)
    inside = (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
    apart = max(a.start.toordinal() - b.end.toordinal(), b.start.toordinal() - a.end.toordinal())
    if is_exact(a) and is_exact(b):
        if inside:
            return Aspect(2, 0, "same day")
        return Aspect(0, 1.5, "a day apart, as told and as published") if apart == 1 and _restated(one, other) else None
    if apart > 0:
        later = a if a.start > b.start else b
        together = bool(shared_articles(one, other))
        if later.basis is not DateBasis.PUBLICATION or apart > (_STORY_DAYS if together else INFERRED_DAYS):
            return None
        return Aspect(0.5, 0.75 if together else 1, "a day inferred from publication")
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    return Aspect(1, 0.5, "days that agree") if longest <= _MONTH_DAYS else Aspect(0.2, 1.5, "years that agree")


def _restated(one: Event, other: Event) -> bool:
    """Say whether two articles quote one person, of whom one may give the day of printing."""
    return bool(one.type is other.type and one.type in VERBAL and persons(one) & persons(other)
                and not shared_articles(one, other))


# --- places


def sites(event: Event) -> tuple[EventPlace, ...]:
    """Return the places where an event took place, the origin only for want of any other."""
    return tuple(place for place in event.places if place.role is not Role.ORIGIN) or event.places


def compare_places(one: Event, other: Event) -> Aspect | None:
    """Compare places, the best agreeing pair: the same, one in the other, near each other, or not told."""
    if not one.places and not other.places:
        return Aspect(0, 1, "neither tells a place")
    if not one.places or not other.places:
        return Aspect(0.2, 1 if shared_articles(one, other) else 1.75, "only one tells the place")
    ways = [aspect for a, b in product(_finest(one), _finest(other)) if (aspect := _compare_sites(a, b, one.type))]
    return max(ways, key=lambda aspect: (-aspect.need, aspect.score), default=None)


def _finest(event: Event) -> tuple[EventPlace, ...]:
    """Return the sites of an event that are not merely an area around another of its sites."""
    some = sites(event)
    finest = min(place.location.place.geo_precision for place in some)
    return tuple(place for place in some if place.location.place.geo_precision == finest)


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
    from geopy.distance import geodesic

    return float(geodesic((lat, lon), (other_lat, other_lon)).km)
