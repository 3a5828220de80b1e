"""What a surface could mean, before anything around it is looked at: its candidates and how likely each is a priori."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo.gazetteer import Gazetteer
from geo.model import Kind, Mention, Place, Use
from geo.names import fold

FOCUS: Mapping[str, float] = {"PK": 0.35, "AF": 0.35} | dict.fromkeys(("IN", "IR", "CN", "TJ", "UZ", "TM"), 0.12)

SETTLEMENTS = frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE})
AREAS = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT, Kind.TEHSIL, Kind.REGION})

# The word for a feature, and the kinds of place it may stand for.
FEATURES: Mapping[str, frozenset[Kind]] = {
    "province": frozenset({Kind.PROVINCE}),
    "state": frozenset({Kind.PROVINCE}),
    "governorate": frozenset({Kind.PROVINCE}),
    "wilayat": frozenset({Kind.PROVINCE}),
    "district": frozenset({Kind.DISTRICT, Kind.TEHSIL}),
    "agency": frozenset({Kind.DISTRICT}),
    "division": frozenset({Kind.REGION, Kind.DISTRICT}),
    "tehsil": frozenset({Kind.TEHSIL}),
    "taluka": frozenset({Kind.TEHSIL}),
    "subdivision": frozenset({Kind.TEHSIL}),
    "city": SETTLEMENTS,
    "town": SETTLEMENTS,
    "village": SETTLEMENTS,
    "bazaar": SETTLEMENTS,
    "pass": frozenset({Kind.PASS, Kind.BORDER_CROSSING}),
    "river": frozenset({Kind.RIVER}),
    "valley": frozenset({Kind.REGION}),
    "crossing": frozenset({Kind.BORDER_CROSSING}),
    "border": frozenset({Kind.BORDER_CROSSING}),
    "gate": frozenset({Kind.BORDER_CROSSING}),
    "airbase": frozenset({Kind.MILITARY_BASE}),
    "airfield": frozenset({Kind.MILITARY_BASE}),
    "camp": frozenset({Kind.CAMP}),
}

_LIKELY: Mapping[Kind, float] = {
    Kind.COUNTRY: 1.2,
    Kind.PROVINCE: 0.55,
    Kind.REGION: 0.45,
    Kind.DISTRICT: 0.5,
    Kind.TEHSIL: 0.3,
    Kind.CITY: 0.5,
    Kind.TOWN: 0.5,
    Kind.VILLAGE: 0.4,
    Kind.NEIGHBOURHOOD: 0.38,
    Kind.SITE: 0.42,
    Kind.BORDER_CROSSING: 0.53,
    Kind.PASS: 0.42,
    Kind.RIVER: 0.35,
    Kind.MILITARY_BASE: 0.35,
    Kind.CAMP: 0.35,
}

_fold = lru_cache(maxsize=1 << 14)(fold)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A surface's folded name, its candidates in the gazetteer's order, and the kinds its own generic word asks for."""

    key: str
    candidates: tuple[Place, ...]
    kinds: frozenset[Kind] = frozenset()
    word: str = ""  # that generic word


def look_up(mention: Mention, gazetteer: Gazetteer) -> Lookup:
    """Return what a mention could mean; a generic word at either end (Khyber district) is read, not matched."""
    key = _fold(mention.text)
    if mention.use is Use.DEMONYM:
        country = gazetteer.demonyms.get(key) or gazetteer.demonyms.get(key.removesuffix("s"))
        if country is not None:
            return Lookup(key, (country,))
    candidates = gazetteer.names.get(key, ())
    head, _, last = key.rpartition(" ")
    if candidates or not head:
        return Lookup(key, candidates, FEATURES.get(last, frozenset()) if head else frozenset(), last)
    if last in FEATURES:
        return Lookup(head, gazetteer.names.get(head, ()), FEATURES[last], last)
    first, _, tail = key.partition(" ")
    if first in FEATURES:
        tail = tail.removeprefix("of ")
        return Lookup(tail, gazetteer.names.get(tail, ()), FEATURES[first], first)
    return Lookup(key, ())


@lru_cache(maxsize=1 << 14)
def likelihood(place: Place) -> float:
    """Return how likely a place is meant by its bare name: kind, size and the region that the service is for."""
    people = place.population or 0
    size = 0.05 * math.log10(people / 1000) if people > 1000 else 0.0
    region = FOCUS.get(place.country, 0.0) if place.country else 0.15
    return _LIKELY.get(place.kind, 0.4) + size + region + (0.3 if place.capital_of else 0.0)
