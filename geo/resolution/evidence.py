"""What the words around mentions say of them: which feature is meant, and which place lies in which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import cos, radians, sqrt

from geo.gazetteer import Gazetteer
from geo.model import Kind, Mention, Place
from geo.resolution.lookup import FEATURES, Sense

Feature = tuple[str, frozenset[Kind]]

_NONE: Feature = ("", frozenset())
_FEATURE = "|".join(FEATURES)
_AFTER = re.compile(rf"(?: border| refugee| mountain)? ({_FEATURE})\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b({_FEATURE}) (?:of )?(?:the )?$", re.IGNORECASE)
_WAY = re.compile(r"\b(cross\w*|through|over|along|up|down) the $", re.IGNORECASE)
_WAYS = frozenset({Kind.PASS, Kind.RIVER, Kind.BORDER_CROSSING})
_ENDS_BEFORE = frozenset({"of", "the", *FEATURES})
_TAIL = re.compile(rf" (?:{_FEATURE})\b")
_TAIL_BEGINS = frozenset(word[0] for word in FEATURES)
_PLURAL = re.compile(r" (province|district|tehsil|valley|village|town|river|crossing|camp)s\b")
_LISTED = re.compile(r",|,? and |, ")
_GENERIC = r"(?: (?:district|tehsil|area|town|village|city|subdivision|agency|bazaar|valley|sub-division|region))?"
_IN = re.compile(
    rf"{_GENERIC}(?:,| \(| in| of|, in|, a [a-z ]{{1,24}} (?:in|of))(?: the)?(?: [a-z]{{4,9}}(?:ern)?)? ?(?<=[ (])",
    re.IGNORECASE,
)
_HOLDS = re.compile(r"['’]s?(?: (?!and |but )[a-z-]{3,16}){0,3} (?:in )?$|['’]s? $")
_LONGEST = 48  # characters between a place and the one that holds it

_KM_A_DEGREE = 111.2


def spelt_out(text: str, mention: Mention, gazetteer: Gazetteer) -> str:
    """Return a mention's text, with the feature word after it if the gazetteer has both as one name: Chaman border."""
    end = mention.end
    if text[end + 1 : end + 2] not in _TAIL_BEGINS or not (match := _TAIL.match(text, end)):
        return mention.text
    longer = text[mention.start : match.end()]
    return longer if gazetteer.candidates(longer) else mention.text


def feature_beside(text: str, mention: Mention, previous: int = 0) -> Feature:
    """Return the feature word right after or before a mention and the kinds it stands for; ("", none) if none.

    A word that belongs to the mention before, which ends at `previous`, does not count: "Spera district of Khost".
    """
    start, end = mention.start, mention.end
    match = _AFTER.match(text, end, end + 32) if text.startswith(" ", end) else None
    if match is None:
        before = text[max(previous + 2, start - 20) : start]
        if before.rstrip(" ").rpartition(" ")[2].lower() not in _ENDS_BEFORE:
            return _NONE
        match = _BEFORE.search(before)
    if match is None:
        return _NONE
    word = match.group(1).lower()
    return word, FEATURES[word]


def way_beside(text: str, mention: Mention) -> Feature:
    """Return the word that makes a bare name a way or a river, and those kinds: lorries that "crossed the Khyber"."""
    match = _WAY.search(text[max(0, mention.start - 20) : mention.start])
    return (match.group(), _WAYS) if match else _NONE


def shared_features(text: str, mentions: Sequence[Mention]) -> dict[int, Feature]:
    """Return, by index, the feature that a list of mentions shares: "Paktika and Khost provinces"."""
    shared: dict[int, Feature] = {}
    ends: dict[int, int] = {}
    for match in _PLURAL.finditer(text):
        ends = ends or {mention.end: index for index, mention in enumerate(mentions)}
        word = match.group(1)
        index = ends.get(match.start(), -1)
        while index >= 0:
            shared[index] = word + "s", FEATURES[word]
            if index == 0 or not _LISTED.fullmatch(text, mentions[index - 1].end, mentions[index].start):
                break
            index -= 1
    return shared


def holders(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return pairs (inner, outer) of indices where the text says that one lies in the other: "Spera district of Khost".

    A comma alone may also part a list: what is told is a claim to be weighed.
    """
    held = []
    for index in range(len(mentions) - 1):
        end, start = mentions[index].end, mentions[index + 1].start
        if not 0 < start - end <= _LONGEST:
            continue
        if _IN.fullmatch(text, end, start):
            held.append((index, index + 1))
        elif text[end] in "'’" and _HOLDS.fullmatch(text[end:start]):
            held.append((index + 1, index))
    return held


def lies_in(inner: Place, outer: Place) -> bool:
    """Say whether one place lies in another, by the units the gazetteer files them under, or by distance."""
    if inner.id == outer.id:
        return False
    match outer.kind:
        case Kind.COUNTRY:
            return inner.country == outer.country and inner.kind is not Kind.COUNTRY
        case Kind.PROVINCE:
            return inner.country == outer.country and inner.admin1 == outer.admin1 and inner.kind is not Kind.PROVINCE
        case Kind.DISTRICT:
            same = inner.country == outer.country and inner.admin1 == outer.admin1 and inner.admin2 == outer.admin2
            return same and inner.kind is not Kind.DISTRICT and inner.kind is not Kind.PROVINCE
        case _:
            smaller = inner.radius_km < outer.radius_km
            return smaller and distance_km(inner, outer) <= 1.2 * outer.radius_km + 5


def distance_km(one: Place, two: Place) -> float:
    """Return the distance of two places in km on a plane that touches between them: near enough to weigh evidence."""
    east = (two.lon - one.lon + 180) % 360 - 180
    east *= cos(radians((one.lat + two.lat) / 2))
    north = two.lat - one.lat
    return _KM_A_DEGREE * sqrt(east * east + north * north)


def best_pair(inner: Sense, outer: Sense) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the inner candidates that lie in an outer one, and of the outer ones that hold them."""
    inside, holding = set(), set()
    for place in inner.candidates:
        for whole in outer.candidates:
            if lies_in(place, whole):
                inside.add(place.id)
                holding.add(whole.id)
    return frozenset(inside), frozenset(holding)
