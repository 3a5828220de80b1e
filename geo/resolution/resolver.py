"""The two passes: what is sure and large first, then the rest in its light, then the names the gazetteer lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from geo.gazetteer import Gazetteer
from geo.model import Article, Candidate, Kind, Location, Mention, Place, Use
from geo.resolution.anchors import anchored
from geo.resolution.evidence import best_pair, distance_km, feature_beside, holders
from geo.resolution.lookup import FOCUS, SETTLEMENTS, Lookup, likelihood, look_up

_FEATURE, _HELD, _HOLDING, _METONYM, _SAME_SENSE = 0.8, 1.0, 0.7, 0.6, 0.35
_COUNTRY, _PROVINCE, _DISTRICT, _NEAR = 0.25, 0.3, 0.2, 0.2
_NEAR_KM = 120.0
_SPREAD = 0.12  # how far totals must lie apart for a choice to be sure
_MOST = 5  # candidates shown


@dataclass(slots=True)
class _Case:
    """A mention on its way to a place."""

    mention: Mention
    lookup: Lookup
    totals: dict[str, float] = field(default_factory=dict)
    why: dict[str, list[str]] = field(default_factory=dict)
    place: Place | None = None
    is_told: bool = False  # the words beside the mention decide, not the defaults

    def add(self, place: Place, weight: float, reason: str) -> None:
        self.totals[place.id] += weight
        self.why[place.id].append(reason)


def resolve(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Location, ...]:
    """Return the locations of the mentions that can be resolved, in their order; the others have none.

    Every location carries a score (0 to 1), the reasons for it, and the other places it could be, best first.
    """
    known: dict[tuple[str, Use], Lookup] = {}
    cases = []
    for mention in mentions:
        name = (mention.text, mention.use)
        if name not in known:
            known[name] = look_up(mention, gazetteer)
        cases.append(_Case(mention, known[name]))
    _weigh_words(article.text, cases)
    first = [case for case in cases if len(case.lookup.candidates) == 1]
    for case in first:
        case.place = case.lookup.candidates[0]
    context = _Context([case for case in first if case.place is not None])
    rest = [case for case in cases if len(case.lookup.candidates) > 1]
    for case in sorted(rest, key=lambda case: (not case.is_told, case.mention.start)):
        _decide(case, context)
    resolved = {id(case): _location(case) for case in cases if case.place is not None}
    found = tuple(resolved.values())
    unlisted = [case.mention for case in cases if not case.lookup.candidates]
    extra = {mention: location for mention in unlisted if (location := anchored(article.text, mention, found))}
    located = ((resolved.get(id(case)) or extra.get(case.mention)) for case in cases)
    return tuple(location for location in located if location is not None)


def _weigh_words(text: str, cases: list[_Case]) -> None:
    """Give every ambiguous case its defaults and what the words beside it say."""
    for case in cases:
        if len(case.lookup.candidates) > 1:
            case.totals = {place.id: likelihood(place) for place in case.lookup.candidates}
            case.why = {place.id: [] for place in case.lookup.candidates}
            _weigh_feature(text, case)
    for inner, outer in enumerate(holders(text, [case.mention for case in cases])):
        if outer is not None:
            _weigh_holding(cases[inner], cases[outer])


def _weigh_feature(text: str, case: _Case) -> None:
    word, kinds = case.lookup.word, case.lookup.kinds
    if not kinds:
        word, kinds = feature_beside(text, case.mention)
    for place in case.lookup.candidates:
        if place.kind in kinds:
            case.add(place, _FEATURE, f"“{word}” stands beside the name")
            case.is_told = True
        if case.mention.use is Use.METONYM and place.kind in SETTLEMENTS:
            case.add(place, _METONYM, "stands for a government or an institution that sits there")


def _weigh_holding(inner: _Case, outer: _Case) -> None:
    inside, holding = best_pair(inner.lookup, outer.lookup)
    for case, ids, weight, reason in (
        (inner, inside, _HELD, f"the text places it in {outer.mention.text}"),
        (outer, holding, _HOLDING, f"the text places {inner.mention.text} in it"),
    ):
        if case.totals and ids:
            case.is_told = True
            for place in case.lookup.candidates:
                if place.id in ids:
                    case.add(place, weight, reason)


class _Context:
    """What is already resolved in an article: it grows as cases are decided."""

    def __init__(self, cases: Sequence[_Case]) -> None:
        self.countries: Counter[str] = Counter()
        self.provinces: Counter[tuple[str, str]] = Counter()
        self.districts: Counter[tuple[str, str, str]] = Counter()
        self.places: dict[str, Place] = {}
        self.senses: dict[str, Place] = {}
        for case in cases:
            self.learn(case)

    def learn(self, case: _Case) -> None:
        place = case.place
        if place is None:
            return
        self.countries[place.country] += 1
        if place.admin1:
            self.provinces[place.country, place.admin1] += 1
        if place.admin2:
            self.districts[place.country, place.admin1, place.admin2] += 1
        if case.mention.use is Use.LITERAL and place.radius_km < _NEAR_KM:
            self.places[place.id] = place
        if case.is_told:
            self.senses.setdefault(case.lookup.key, place)


def _decide(case: _Case, context: _Context) -> None:
    candidates = case.lookup.candidates
    most = sum(context.countries.values()) or 1
    several = len({place.country for place in candidates}) > 1
    apart = len({(place.country, place.admin1) for place in candidates}) > 1
    for place in candidates:
        if not case.is_told and context.senses.get(case.lookup.key) is place:
            case.add(place, _SAME_SENSE, "the article uses the name for it elsewhere")
        if several and (named := context.countries[place.country]):
            case.add(place, _COUNTRY * (0.5 + named / most), f"{named} other mentions lie in {place.country}")
        if apart and place.admin1 and context.provinces[place.country, place.admin1]:
            case.add(place, _PROVINCE, f"{place.admin1} is named too")
        if apart and place.admin2 and context.districts[place.country, place.admin1, place.admin2]:
            case.add(place, _DISTRICT, f"{place.admin2} is named too")
        if apart and context.places:
            nearest = min(context.places.values(), key=lambda other: distance_km(place, other))
            near = exp(-distance_km(place, nearest) / _NEAR_KM)
            if near > 0.2:
                case.add(place, _NEAR * near, f"near {nearest.name}, which is named too")
    case.place = max(candidates, key=lambda place: case.totals[place.id])
    context.learn(case)


def _location(case: _Case) -> Location:
    place = case.place
    assert place is not None
    candidates = case.lookup.candidates
    if len(candidates) == 1:
        return Location(case.mention, place, _lone_score(place), ("the only place of this name in the gazetteer",))
    top = max(case.totals.values())
    weights = {place.id: exp((case.totals[place.id] - top) / _SPREAD) for place in candidates}
    whole = sum(weights.values())
    ranked = sorted(candidates, key=lambda one: -weights[one.id])
    others = tuple(Candidate(one, round(weights[one.id] / whole, 3)) for one in ranked if one.id != place.id)
    reasons = tuple(dict.fromkeys(case.why[place.id])) or (_default(place),)
    return Location(case.mention, place, round(min(0.99, weights[place.id] / whole), 3), reasons, others[:_MOST])


def _default(place: Place) -> str:
    if place.capital_of:
        return "a capital is meant unless something says otherwise"
    if FOCUS.get(place.country, 0) > 0.3:
        return f"the likeliest of its namesakes in the border region: a {place.kind.value.replace('_', ' ')}"
    return f"the likeliest of its namesakes: a {place.kind.value.replace('_', ' ')}"


def _lone_score(place: Place) -> float:
    if place.kind in {Kind.COUNTRY, Kind.PROVINCE} or place.capital_of:
        return 0.98
    return 0.92 if FOCUS.get(place.country, 0) > 0.3 else 0.8
