"""Names that the gazetteer lacks: placed at the nearby place that the text sets them beside, or left unresolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp

from geo.model import Candidate, Kind, Location, Mention, Place, Use
from geo.resolution.evidence import distance_km, feature_beside, lies_in

_WIDE = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.RIVER, Kind.REGION})
_NO_ANCHOR = _WIDE | {Kind.SITE}
_VAGUE = _WIDE - {Kind.PROVINCE}  # too wide to place a name in, even if the text does
_CONTAINED = re.compile(
    r"(?: [a-z-]{3,14}){0,2}(?:,| in| of|, in| on the edge of| near)(?: the)?"
    r"(?: [\w'’-]{2,14}){0,5}? (?:of |in |near |from )?"
    r"|(?:,| in| near) "
)
_DATELINE = re.compile(r"\s*(?:[,(/][^\n.]{0,40})?(?:[—–:]|-[ -])|, [A-Z][a-z]+day\b")
_HOLDERS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.TEHSIL, Kind.CITY, Kind.TOWN})
_UNIT = re.compile(r" (?:district|province|agency|tehsil)\b", re.IGNORECASE)
_STATED = re.compile(r"\b(?:in|of|district|tehsil|area|town|village|city)\b|['’]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[^\W\d]{2}[.!?][\"”’)]*\s")
_LEFT = re.compile(r"\b(?:from|left|leaving|for|to|towards?|via)\s$")
_CONTAINED_SCORE, _NEAR_SCORE = 0.6, 0.35
_ENOUGH = 0.35
_NEXT_PART = 600.0  # characters after which another part of the article may have begun
_OPENING = 300  # characters within which the first place named leads the article
_REACH = 260.0  # characters over which a place named before fades
_LEAD, _AGAIN, _NEXT_SENTENCE = 0.35, 0.08, 0.6
_FAR_KM, _TOWN_KM, _BEYOND_KM = 60.0, 25.0, 30.0
_VILLAGERS = 20_000
_IN_TOWNS = frozenset({Kind.NEIGHBOURHOOD, Kind.SITE})


def anchored(
    text: str, mention: Mention, found: Sequence[Location], holder: Location | None = None, *, is_listed: bool = False
) -> Location | None:
    """Return the place that an unlisted name lies in or beside as far as the text tells, else None.

    `found` are the other locations of the text, `holder` the one that the words right beside the name put it in.
    `is_listed` says that the name is in the gazetteer, for another place.
    """
    if holder is not None and holder.place.kind not in _VAGUE and holder.mention.use is Use.LITERAL:
        why = f"not in the gazetteer; the text places it in {holder.mention.text}"
        return Location(mention, holder.place, _CONTAINED_SCORE, (why,))
    local = [one for one in found if one.place.kind not in _NO_ANCHOR and one.mention.use is Use.LITERAL]
    for one in local:
        gap = one.mention.start - mention.end
        if 0 < gap <= 80 and _CONTAINED.fullmatch(text, mention.end, one.mention.start):
            why = f"not in the gazetteer; the text places it in {one.mention.text}"
            return Location(mention, one.place, _CONTAINED_SCORE, (why,))
    if not is_listed and not _is_in_company(text, mention, found):
        return None
    return _nearby(text, mention, local)


def misplaced(text: str, own: Location | None, holder: Location | None) -> Location | None:
    """Return a name's holder in its place if every namesake in the gazetteer lies far from where the text puts it.

    "Allahabad town, Swat district" is no city in India. None if there is no such contradiction.
    """
    if own is None or holder is None or own.mention.use is not Use.LITERAL or holder.place.kind not in _HOLDERS:
        return None
    if own.place.kind in _WIDE or own.place.kind is Kind.DISTRICT or not _is_stated(text, own.mention, holder.mention):
        return None
    namesakes = [own.place, *(candidate.place for candidate in own.candidates)]
    if any(_may_lie_in(place, holder.place) for place in namesakes):
        return None
    why = f"its namesakes in the gazetteer lie elsewhere; the text places it in {holder.mention.text}"
    others = (Candidate(own.place, round(own.score / 5, 3)), *own.candidates)
    return Location(own.mention, holder.place, _CONTAINED_SCORE, (why,), others)


def _may_lie_in(place: Place, holder: Place) -> bool:
    """Say whether a place may lie in a unit: units are split and renamed, and the edge may be far from the centre."""
    if place.id == holder.id or lies_in(place, holder):
        return True
    is_near_kin = (place.country, place.admin1) == (holder.country, holder.admin1)
    reach = 1.5 * holder.radius_km + 80 if is_near_kin else holder.radius_km + _BEYOND_KM
    return distance_km(place, holder) <= reach


def _is_stated(text: str, inner: Mention, outer: Mention) -> bool:
    """Say whether the text tells in words that one lies in the other: a comma alone may part a list."""
    if _STATED.search(text[min(inner.end, outer.end) : max(inner.start, outer.start)]):
        return True
    return _UNIT.search(outer.text) is not None or _UNIT.match(text, outer.end) is not None


def is_elsewhere(text: str, own: Location, others: Sequence[Location]) -> bool:
    """Say whether none of the places of a small name can be meant: the text tells of another kind, far from them all.

    A quarter or a building needs no such sign: Saddar and Civil Hospital are in every city.
    """
    is_in_town = own.place.kind in _IN_TOWNS
    word, kinds = ("", frozenset[Kind]()) if is_in_town else feature_beside(text, own.mention)
    if not is_in_town and not kinds:
        return False
    beside = [one for one in others if one.mention.use is Use.LITERAL and one.place.kind not in _WIDE]
    nearest = min(beside, key=lambda one: _gap(own.mention, one.mention), default=None)
    if nearest is None or _gap(own.mention, nearest.mention) > _NEXT_PART:
        return False
    namesakes = [own.place, *(candidate.place for candidate in own.candidates)]
    if any(_fits(place, word, kinds, nearest.place) for place in namesakes):
        return False
    if is_in_town and "\n" in _between(text, own.mention, nearest.mention):
        return False
    reach = (_TOWN_KM if is_in_town else _FAR_KM) + nearest.place.radius_km
    return all(distance_km(place, nearest.place) > reach for place in namesakes)


def _fits(place: Place, word: str, kinds: frozenset[Kind], nearest: Place) -> bool:
    """Say whether a place can be what the word says; a village abroad, or a big one, hardly is the one meant."""
    is_other = place.kind is Kind.CITY or (place.population or 0) > _VILLAGERS or place.country != nearest.country
    return place.kind in kinds and not (word == "village" and is_other)


def _gap(mention: Mention, other: Mention) -> float:
    """Return the characters between two mentions; what follows counts as further off than what went before."""
    return mention.start - other.end if other.end <= mention.start else 1.5 * (other.start - mention.end)


def _between(text: str, mention: Mention, other: Mention) -> str:
    return text[min(mention.end, other.end) : max(mention.start, other.start)]


def _nearby(text: str, mention: Mention, local: Sequence[Location]) -> Location | None:
    """Return the place of the district that stands closest to the mention, is named in the lead, or named most."""
    lead = _leads(text, mention, local)
    districts: dict[tuple[str, ...], list[tuple[float, Location]]] = {}
    for one in local:
        place = one.place
        district = (place.country, place.admin1, place.admin2) if place.admin2 else (place.id,)
        districts.setdefault(district, []).append((_closeness(text, mention, one.mention), one))
    ranking = sorted(((_weight(near, lead), near) for near in districts.values()), key=lambda pair: -pair[0])
    if not ranking or ranking[0][0] < _ENOUGH:
        return None
    closest = [max(near, key=lambda pair: pair[0])[1].place for _, near in ranking]
    why = f"not in the gazetteer; shown at {closest[0].name}, the place that the text names beside it"
    others = [(place, round(min(0.3, weight / 5), 3)) for place, (weight, _) in zip(closest, ranking, strict=True)]
    return Location(mention, closest[0], _NEAR_SCORE, (why,), tuple(Candidate(*other) for other in others[1:4]))


def _is_in_company(text: str, mention: Mention, found: Sequence[Location]) -> bool:
    """Say whether a place below a country stands in the same paragraph, or "the" before a name makes it a known one."""
    if text[max(0, mention.start - 4) : mention.start].lower() == "the ":
        return True
    first = text.rfind("\n", 0, mention.start)
    last = text.find("\n", mention.end)
    near = (one for one in found if first < one.mention.start and (last < 0 or one.mention.start < last))
    return any(one.place.kind is not Kind.COUNTRY and one.mention.use is Use.LITERAL for one in near)


def _leads(text: str, mention: Mention, local: Sequence[Location]) -> dict[int, float]:
    """Return where the places stand that an article or its part is about: title, opening, the last dateline."""
    lead = dict.fromkeys((one.mention.start for one in local if one.mention.start < 80), _LEAD)
    if local and local[0].mention.start < _OPENING:
        lead[local[0].mention.start] = _LEAD
    datelines = [one.mention.start for one in local if one.mention.start < mention.start and _is_dateline(text, one)]
    for start in datelines[-1:]:
        lead[start] = _LEAD if "\n" in text[start : mention.start] else 1.3 * _LEAD
    return lead


def _is_dateline(text: str, one: Location) -> bool:
    start, end = one.mention.start, one.mention.end
    return (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text, end, end + 60) is not None


def _weight(near: Sequence[tuple[float, Location]], lead: dict[int, float]) -> float:
    leads = max(lead.get(one.mention.start, 0.0) for _, one in near)
    return max(closeness for closeness, _ in near) + leads + _AGAIN * min(len(near) - 1, 4)


def _closeness(text: str, mention: Mention, other: Mention) -> float:
    """Return how close a mention stands to another in the text (up to 1.12); ends of sentences part them."""
    gap = _gap(mention, other)
    between = _between(text, mention, other)
    ends = 3 if gap > _NEXT_PART else min(3, len(_SENTENCE_END.findall(between)))
    closeness = (0.12 + exp(-gap / _REACH)) * _NEXT_SENTENCE**ends
    if "\n" in between:
        closeness *= 0.8 if other.start < mention.start else 0.4
    if _LEFT.search(text[max(0, other.start - 12) : other.start]):
        closeness *= 0.5
    return closeness
