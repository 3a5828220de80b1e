"""The nearest spellings of a name, and a row for one that the gazetteer lacks, guessed from what stands around it.

Distances are km along the ellipsoid. A guess says what it rests on; nothing is taken for true here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz import fuzz, process

from geo.gazetteer.differences import distance_km, km_words
from geo.gazetteer.index import Gazetteer, spellings
from geo.model import Article, Kind, Location, Place
from geo.names import fold

_LEAST = 70.0  # of 100: below this two spellings have nothing to do with each other
_SPELLINGS = 4  # of one place that may all be like a name
_NEAR_CHARS = 400  # how far from the name in a text another may stand to say where it is
_SURE_KM = 15.0  # how true the point of a place is that stands at that of its neighbour
_ALIKE = 85.0
_TOLD_KM = 3.0  # how true the point of an online service is taken to be
_FEATURES = {
    "village": Kind.VILLAGE, "hamlet": Kind.VILLAGE, "town": Kind.TOWN, "bazaar": Kind.TOWN, "city": Kind.CITY,
    "tehsil": Kind.TEHSIL, "subdivision": Kind.TEHSIL, "district": Kind.DISTRICT, "pass": Kind.PASS,
    "river": Kind.RIVER, "valley": Kind.REGION, "crossing": Kind.BORDER_CROSSING, "gate": Kind.BORDER_CROSSING,
    "base": Kind.MILITARY_BASE, "cantonment": Kind.MILITARY_BASE, "camp": Kind.CAMP, "dam": Kind.SITE,
    "hospital": Kind.SITE, "airport": Kind.SITE, "mosque": Kind.SITE, "university": Kind.SITE,
}  # fmt: skip


_CUES = frozenset(_FEATURES) | {"province", "region", "agency", "division", "area", "border"}


class Spelling(NamedTuple):
    """A spelling of the gazetteer, how like a name it is (0 to 100), and the places that bear it."""

    key: str
    likeness: float
    places: tuple[Place, ...]

    @property
    def name(self) -> str:
        """The spelling as the row of its first place writes it."""
        return next((name for name in spellings(self.places[0]) if fold(name) == self.key), self.key)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row to add, or None where nothing says where the place is; the reasons; and spellings that are near."""

    place: Place | None
    why: tuple[str, ...]
    nearest: tuple[Spelling, ...]


def nearest(name: str, gazetteer: Gazetteer, most: int = 3) -> tuple[Spelling, ...]:
    """Return the spellings of the gazetteer that are most like a name, the likest first; one for each place."""
    keys = gazetteer.names.keys()
    found = process.extract(fold(name), keys, scorer=fuzz.ratio, limit=most * _SPELLINGS, score_cutoff=_LEAST)
    best: dict[tuple[Place, ...], Spelling] = {}
    for key, score, _ in found:
        best.setdefault(gazetteer.names[key], Spelling(key, round(score, 1), gazetteer.names[key]))
    return tuple(best.values())[:most]


def has_row(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether some row bears a name, be it with a word behind it that says what it is: Tank district."""
    key = fold(name)
    bare = key.rpartition(" ")
    return key in gazetteer.names or (bare[2] in _CUES and bare[0] in gazetteer.names)


def suggest(
    name: str,
    gazetteer: Gazetteer,
    passages: Iterable[tuple[Article, Sequence[Location]]] = (),
    near: Place | None = None,
) -> Suggestion:
    """Return a row for a name from the articles that tell of it, each with its resolved mentions.

    `near` says where it is and overrules the articles.
    """
    told = list(passages)
    beside = _beside(name, told)
    nearby = nearest(name, gazetteer)
    why: list[str] = []
    if near is None and beside:
        near = max(beside, key=lambda place: (beside[place], place.id))
        why.append(f"the articles tell of it beside {near.name} ({near.id})")
    elif near is not None:
        why.append(f"you say that it is near {near.name} ({near.id})")
    if near is None:
        return Suggestion(None, ("no article tells of it beside a place that is known; say --near",), nearby)
    kind, reason = _kind(name, told)
    why.append(reason)
    radius_km = max(_SURE_KM, near.radius_km)
    why.append(f"the point is that of {near.id}, true to {km_words(radius_km)}: look it up on a map")
    place = Place(
        unused_id(name, near.country, gazetteer), name, _others(name, told), (), kind, near.country, near.admin1,
        near.admin2, near.lat, near.lon, round(radius_km, 1), source="hand",
    )  # fmt: skip
    return Suggestion(place, tuple(why), nearby)


def at_point(suggestion: Suggestion, lat: float, lon: float, source: str, radius_km: float = _TOLD_KM) -> Suggestion:
    """Return a suggestion with a point from elsewhere, and how far that is from the guess."""
    if suggestion.place is None:
        return suggestion
    moved = replace(suggestion.place, lat=round(lat, 5), lon=round(lon, 5), radius_km=radius_km, source=source)
    away = km_words(distance_km(suggestion.place, moved))
    why = (*suggestion.why[:-1], f"the point is from {source}, {away} from the place beside it")
    return replace(suggestion, place=moved, why=why)


def is_spelling_of(suggestion: Suggestion) -> Place | None:
    """Return the place of which the name is likely only another spelling."""
    if suggestion.nearest and suggestion.nearest[0].likeness >= _ALIKE:
        return suggestion.nearest[0].places[0]
    return None


def unused_id(name: str, country: str, gazetteer: Gazetteer) -> str:
    """Return an id for a place of that name that no other place has."""
    stem = "-".join([country.lower() or "xx", *re.findall(r"[a-z0-9]+", fold(name))]) or "xx"
    known = {place.id for place in gazetteer.places}
    return next(key for n in range(1, len(known) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in known)


def _beside(name: str, told: Sequence[tuple[Article, Sequence[Location]]]) -> dict[Place, float]:
    """Return the places told of around a name; the nearer and the narrower, the more each counts."""
    weights: dict[Place, float] = {}
    for article, locations in told:
        for start, end in _spans(name, article.text):
            for location in locations:
                gap = max(location.mention.start - end, start - location.mention.end, 0)
                if gap <= _NEAR_CHARS and fold(location.mention.text) != fold(name):
                    weight = 1 / (1 + gap / 40) * _told_by_comma(article.text, end, location.mention.start)
                    known = weights.get(location.place, 0.0)
                    weights[location.place] = known + weight * _exactness(location.place)
    return weights


def _told_by_comma(text: str, end: int, start: int) -> float:
    """Return more for a place that holds the name: in Kot Azam, Tank; in Dogra area of Khyber."""
    between = text[end:start] if start >= end else ""
    return 3.0 if re.fullmatch(r",\s*|(?:\s+\w+)?\s+(?:of|in)\s+(?:the\s+)?", between) else 1.0


def _exactness(place: Place) -> float:
    return 0.05 if place.kind is Kind.COUNTRY else 0.3 if place.kind is Kind.PROVINCE else 1.0


def _spans(name: str, text: str) -> list[tuple[int, int]]:
    words = r"[\s'’-]*".join(re.escape(word) for word in name.split())
    return [match.span() for match in re.finditer(rf"\b{words}\b", text, re.IGNORECASE)] if words else []


def _kind(name: str, told: Sequence[tuple[Article, Sequence[Location]]]) -> tuple[Kind, str]:
    """Return what kind of place the words after and before a name make of it."""
    found: Counter[str] = Counter()
    last = name.split()[-1].lower() if name.split() else ""
    if last in _FEATURES:
        return _FEATURES[last], f"{last!r} is part of the name"
    for article, _ in told:
        for start, end in _spans(name, article.text):
            after = re.match(r"\s+([a-z]+)", article.text[end : end + 30])
            before = re.search(r"\b([a-z]+) of $", article.text[max(0, start - 30) : start])
            found.update(match[1] for match in (after, before) if match and match[1] in _FEATURES)
    if found:
        word = found.most_common(1)[0][0]
        return _FEATURES[word], f"the articles call it a {word}"
    return Kind.VILLAGE, "nothing says what it is; a village is a guess"


def _others(name: str, told: Sequence[tuple[Article, Sequence[Location]]]) -> tuple[str, ...]:
    """Return how else the articles write the name, but for case and hyphens, which count for nothing."""
    written = {article.text[start:end] for article, _ in told for start, end in _spans(name, article.text)}
    return tuple(sorted({" ".join(some.split()) for some in written if fold(some) != fold(name)}))
