"""What the words around mentions say of them: which feature is meant, and which place lies in which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from geo.model import Kind, Mention, Place
from geo.resolution.lookup import FEATURES, Lookup

_FEATURE = "|".join(FEATURES)
_AFTER = re.compile(rf"(?: border| refugee| mountain)? ({_FEATURE})\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b({_FEATURE}) (?:of )?$", re.IGNORECASE)
_GENERIC = r"(?: (?:district|tehsil|area|town|village|city|subdivision|agency|bazaar|valley|sub-division|region))?"
_IN = re.compile(
    rf"{_GENERIC}(?:,| in| of|, in|, a [a-z ]{{1,24}} (?:in|of))(?: the)?(?: [a-z]{{4,9}}(?:ern)?)? ", re.IGNORECASE
)
_HOLDS = re.compile(r"['’]s?(?: [a-z-]{3,16}){0,3} (?:in )?$|['’]s? $")
_LONGEST = 48  # characters between a place and the one that holds it

_EARTH_KM = 6371.0088


def feature_beside(text: str, mention: Mention) -> tuple[str, frozenset[Kind]]:
    """Return the feature word right after or before a mention and the kinds it stands for; ("", none) if none."""
    match = _AFTER.match(text, mention.end, mention.end + 32)
    if match is None:
        match = _BEFORE.search(text[max(0, mention.start - 16) : mention.start])
    if match is None:
        return "", frozenset()
    word = match.group(1).lower()
    return word, FEATURES[word]


def holders(text: str, mentions: Sequence[Mention]) -> list[int | None]:
    """Return, for each mention, the index of the one that the text says it lies in: "Spera district of Khost"."""
    held: list[int | None] = [None] * len(mentions)
    for index in range(len(mentions) - 1):
        end, start = mentions[index].end, mentions[index + 1].start
        if not 0 < start - end <= _LONGEST:
            continue
        between = text[end:start]
        if _IN.fullmatch(between):
            held[index] = index + 1
        elif _HOLDS.fullmatch(between):
            held[index + 1] = index
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
    """Return the distance of two places in km, on a sphere: near enough to weigh evidence."""
    lat_1, lat_2 = radians(one.lat), radians(two.lat)
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin(radians(two.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def best_pair(inner: Lookup, outer: Lookup) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the inner candidates that lie in an outer one, and of the outer ones that hold them."""
    inside, holding = set(), set()
    for place in inner.candidates:
        for whole in outer.candidates:
            if lies_in(place, whole):
                inside.add(place.id)
                holding.add(whole.id)
    return frozenset(inside), frozenset(holding)
