"""What a name could mean before anything around it is looked at: its candidates, and which is likeliest by default."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from geo.gazetteer import WORLD, Gazetteer, Sounds
from geo.model import Candidate, Kind, Place, Use
from geo.names import fold

# How much likelier a place of the region that the service is for, and of its neighbours.
FOCUS: Mapping[str, float] = {"PK": 0.35, "AF": 0.35} | dict.fromkeys(("IN", "IR", "CN", "TJ", "UZ", "TM"), 0.12)
_NO_COUNTRY = 0.15  # a region across frontiers

SETTLEMENTS = frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE})
_SMALL = frozenset({Kind.TOWN, Kind.VILLAGE, Kind.TEHSIL, Kind.NEIGHBOURHOOD, Kind.SITE, Kind.CAMP})
_NAMESAKES = frozenset({Kind.CITY, Kind.DISTRICT})  # kinds whose names villages bear too

# The word for a feature, and the kinds of place it may stand for.
FEATURES: Mapping[str, frozenset[Kind]] = {
    "province": frozenset({Kind.PROVINCE}),
    "state": frozenset({Kind.PROVINCE}),
    "governorate": frozenset({Kind.PROVINCE}),
    "wilayat": frozenset({Kind.PROVINCE}),
    "district": frozenset({Kind.DISTRICT, Kind.TEHSIL}),
    "governor": frozenset({Kind.PROVINCE}),
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
    Kind.BORDER_CROSSING: 0.53,
    Kind.DISTRICT: 0.5,
    Kind.CITY: 0.5,
    Kind.TOWN: 0.5,
    Kind.REGION: 0.45,
    Kind.PASS: 0.42,
    Kind.VILLAGE: 0.4,
    Kind.TEHSIL: 0.3,
}
_LESS = 0.35  # every other kind
_STATE_ABROAD = 1.0
_ABROAD, _SIZE_ABROAD, _OTHER_NAME = 0.1, 0.16, 0.25
_SPREAD = 0.12  # how far totals must lie apart for a choice to be sure
_UNSURE, _SITE_SCORE = 0.6, 0.5
_SITES = frozenset({
    "university", "college", "school", "hospital", "airport", "station", "jail", "prison", "stadium", "club", "museum",
})  # fmt: skip
_GOVERNS = "it stands for those who govern from there"
_MOST = 5  # candidates shown


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice among candidates, as a Location tells it."""

    place: Place
    score: float
    why: tuple[str, ...]
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name could mean. `default` is the answer if nothing in the text says otherwise, None if unlisted."""

    key: str
    candidates: tuple[Place, ...]
    kinds: frozenset[Kind] = frozenset()  # what a generic word inside the name asks for: Khyber district
    word: str = ""  # that generic word
    default: Answer | None = None
    is_apart: bool = False  # its candidates lie in several provinces or countries
    likely: tuple[float, ...] = ()  # how likely each candidate is meant, before the text is looked at
    town: Answer | None = None  # of an unlisted site: the town that its name begins with
    may_be_another: bool = True  # the name of a place that the gazetteer lacks: no candidate is too well known for that


@dataclass(slots=True)
class Senses:
    """The senses of names in one gazetteer, kept once worked out; the same name always gets the same answer."""

    names: Mapping[str, tuple[Place, ...]]
    demonyms: Mapping[str, Place]
    sounds: Sounds
    _known: dict[tuple[str, Use], Sense] = field(default_factory=dict)

    def sense(self, text: str, use: Use) -> Sense:
        """Return what `text` could mean in that use."""
        sense = self._known.get((text, use))
        if sense is None:
            if len(self._known) >= 1 << 15:
                self._known.clear()
            sense = self._known[text, use] = self._work_out(fold(text), use)
        return sense

    def _work_out(self, key: str, use: Use) -> Sense:
        if use is Use.DEMONYM and (country := self.demonyms.get(key) or self.demonyms.get(key.removesuffix("s"))):
            return Sense(key, (country,), default=_alone(country))
        for name, word in _readings(key):
            if places := self.names.get(name):
                if use is Use.METONYM and (seats := _seats(places)):
                    default = replace(_default(seats, frozenset(), ""), why=(_GOVERNS,))
                    return _sense(name, seats, default=default)
                kinds = FEATURES.get(word, frozenset())
                return _sense(name, places, kinds, word, _default(places, kinds, word, name))
        return self._misspelt(key)

    def _misspelt(self, key: str) -> Sense:
        """Return the sense of a name of the region that is written the same but for how Latin letters render it."""
        spelt = self.sounds.alike(key)
        places = tuple(dict.fromkeys(place for name in spelt for place in self.names[name]))
        if not places:
            return Sense(key, (), town=self._town_of(key))
        default = _default(places, frozenset(), "")
        why = f"written much as {places[0].name}, which is in the gazetteer"
        unsure = Answer(default.place, min(default.score, _UNSURE), (why,), default.others)
        return _sense(spelt[0], places, default=unsure)


    def _town_of(self, key: str) -> Answer | None:
        """Return the town whose name begins that of a site: Kabul University, but not Kohat Road, which leads there."""
        head, _, last = key.rpartition(" ")
        while last in _SITES and head:
            towns = _seats([place for place in self.names.get(head, ()) if place.source != WORLD])
            if towns and towns[0].country in FOCUS:
                place = _default(towns, frozenset(), "").place
                return Answer(place, _SITE_SCORE, (f"not in the gazetteer; its name begins with {place.name}",))
            head = head.rpartition(" ")[0]
        return None


_SENSES: WeakKeyDictionary[Gazetteer, Senses] = WeakKeyDictionary()


def senses_of(gazetteer: Gazetteer) -> Senses:
    """Return the senses of a gazetteer, worked out name by name as texts ask for them."""
    senses = _SENSES.get(gazetteer)
    if senses is None:
        senses = _SENSES[gazetteer] = Senses(gazetteer.names, gazetteer.demonyms, gazetteer.sounds)
    return senses


def likelihood(place: Place, key: str = "") -> float:
    """Return how likely a place is meant by its bare name: kind, size and the region that the service is for.

    Of places far from the region little is known but their size; one that only another name has brought here (`key` is
    what the text calls it, folded) is seldom meant.
    """
    people = place.population or 0
    if place.source == WORLD and place.kind in SETTLEMENTS:
        size = _SIZE_ABROAD * math.log10(max(people, 500) / 1000)
        return _ABROAD + size - (_OTHER_NAME if key and fold(place.name) != key else 0.0)
    if place.source == WORLD and place.kind is Kind.PROVINCE and (not key or fold(place.name) == key):
        return _STATE_ABROAD
    size = 0.05 * math.log10(people / 1000) if people > 1000 else 0.0
    region = FOCUS.get(place.country, 0.0) if place.country else _NO_COUNTRY
    return _LIKELY.get(place.kind, _LESS) + size + region + (0.3 if place.capital_of else 0.0)


def ranked(candidates: Sequence[Place], totals: Sequence[float]) -> list[tuple[Place, float]]:
    """Return the candidates with their share of belief (0 to 1), best first; equals keep the gazetteer's order."""
    top = max(totals)
    weights = [math.exp((total - top) / _SPREAD) for total in totals]
    whole = sum(weights)
    order = sorted(range(len(candidates)), key=lambda index: -weights[index])
    return [(candidates[index], min(0.99, round(weights[index] / whole, 3))) for index in order]


def answer(ranking: Sequence[tuple[Place, float]], why: tuple[str, ...]) -> Answer:
    """Return the best of a ranking with the rest as candidates."""
    place, score = ranking[0]
    return Answer(place, score, why, tuple(Candidate(one, share) for one, share in ranking[1 : _MOST + 1]))


def _readings(key: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to read a key, as (name, generic word): whole, then without a word at either end."""
    head, _, last = key.rpartition(" ")
    if not head:
        return ((key, ""),)
    first, _, tail = key.partition(" ")
    ways = [(key, last)]
    if last in FEATURES:
        ways.append((head, last))
    if first in FEATURES:
        ways.append((tail.removeprefix("of "), first))
    return tuple(ways)


def _sense(
    key: str,
    places: tuple[Place, ...],
    kinds: frozenset[Kind] = frozenset(),
    word: str = "",
    default: Answer | None = None,
) -> Sense:
    filed = {(place.country, place.admin1) for place in places if place.admin1}
    is_apart = len(filed) > 1 or len({place.country for place in places}) > 1
    likely = tuple(likelihood(place, key) for place in places)
    may_be_another = all(place.kind in _SMALL or place.kind in _NAMESAKES for place in places)
    return Sense(key, places, kinds, word, default, is_apart, likely, may_be_another=may_be_another)


def _seats(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the towns among places: where a government or an institution sits."""
    return tuple(place for place in places if place.kind in SETTLEMENTS)


def _default(places: tuple[Place, ...], kinds: frozenset[Kind], word: str, key: str = "") -> Answer:
    if len(places) == 1:
        return _alone(places[0])
    ranking = ranked(places, [likelihood(place, key) + (place.kind in kinds) for place in places])
    best = ranking[0][0]
    if best.kind in kinds:
        reason = f"“{word}” belongs to the name"
    elif best.capital_of:
        reason = "a capital is meant unless something says otherwise"
    else:
        where = " in the border region" if FOCUS.get(best.country, 0) > _NO_COUNTRY else ""
        reason = f"the likeliest of its namesakes{where}: a {best.kind.value.replace('_', ' ')}"
    return answer(ranking, (reason,))


def _alone(place: Place) -> Answer:
    if place.kind in {Kind.COUNTRY, Kind.PROVINCE} or place.capital_of:
        score = 0.98
    else:
        score = 0.92 if FOCUS.get(place.country, 0) > _NO_COUNTRY else 0.8
    return Answer(place, score, ("the only place of this name in the gazetteer",))
