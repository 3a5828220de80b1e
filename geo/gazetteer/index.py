"""The places of the gazetteer in memory, found by id or by any spelling. No file is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geo.errors import NotFound
from geo.gazetteer.sounds import Sounds
from geo.model import Kind, Place
from geo.names import fold

_BRACKET = re.compile(r"\s*\([^()]*\)$")
_LINK = re.compile(r"(?<=[a-z])[- ][ei][- ](?=[A-Z])")
_LINK_VOWELS = str.maketrans("ei", "ie")
_CROSSING = re.compile(r" (?:border )?crossing$|–")
_SHORT = 4  # letters: Hub, Dir, Tank, Mach, Uri are words too when written small


class Gazetteer:
    """Every place, found by id or by any spelling. Nothing changes after it is made; it pickles.

    `names` leads from a folded spelling to its places, `demonyms` from a folded demonym to its country.
    `sounds` knows which names another spelling may be meant for.
    `gateways` holds the ids of border crossings and of the places that they are named after.
    `exact_case` holds the spellings, as written, that count only when a text writes them with the same case.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: tuple[Place, ...] = tuple(places)
        self._by_id = {place.id: place for place in self.places}
        spelled = [(place, written(place)) for place in self.places]
        self.names: Mapping[str, tuple[Place, ...]] = _index_names(spelled)
        self.sounds = Sounds(self.names)
        self.demonyms: Mapping[str, Place] = {
            fold(demonym): place for place in self.places for demonym in place.demonyms
        }
        self.exact_case: frozenset[str] = frozenset(
            name for _, names in spelled for name in names if needs_exact_case(name)
        )
        self._provinces = {(p.country, p.admin1): p for p in self.places if p.kind is Kind.PROVINCE}
        self._districts = {(p.country, p.admin1, p.admin2): p for p in self.places if p.kind is Kind.DISTRICT}
        self._countries = {p.country: p for p in self.places if p.kind is Kind.COUNTRY}
        self.gateways: frozenset[str] = frozenset(_gateways(self.places))
        self._capitals = {p.capital_of: p for p in self.places if p.capital_of}

    def __len__(self) -> int:
        return len(self.places)

    def get(self, place_id: str) -> Place:
        """Return the place with that id; raise NotFound if there is none."""
        try:
            return self._by_id[place_id]
        except KeyError:
            raise NotFound(f"no place {place_id!r} in the gazetteer") from None

    def find(self, place_id: str) -> Place | None:
        """Return the place with that id of the CSV itself, or None."""
        return self._by_id.get(place_id)

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return every place that bears the name in any spelling, in the order of the file; none is an answer."""
        return self.names.get(fold(name), ())

    def parents(self, place: Place) -> tuple[Place, ...]:
        """Return the district, province and country that hold the place, narrowest first, as far as they have rows."""
        found = (
            self._districts.get((place.country, place.admin1, place.admin2)) if place.admin2 else None,
            self._provinces.get((place.country, place.admin1)) if place.admin1 else None,
            self._countries.get(place.country) if place.country else None,
        )
        return tuple(parent for parent in found if parent is not None and parent.id != place.id)

    def capital(self, country_code: str) -> Place | None:
        """Return the capital of a country (ISO 3166-1 alpha-2), or None."""
        return self._capitals.get(country_code)


def spellings(place: Place) -> tuple[str, ...]:
    """Return the names that a text may use for a place: its name and its other names, each without its bracket."""
    return tuple(
        _BRACKET.sub("", name) if name.endswith(")") else name for name in (place.name, *place.alt_names)
    )


def written(place: Place) -> tuple[str, ...]:
    """Return the spellings of a place, and those with the other vowel of the Persian link: Band-e-Amir, Band-i-Amir."""
    names = spellings(place)
    twins = (_other_link(name) for name in names if _LINK.search(name))
    return (*names, *(name for name in twins if name not in names))


def _other_link(name: str) -> str:
    return _LINK.sub(lambda found: found[0].translate(_LINK_VOWELS), name)


def _gateways(places: Sequence[Place]) -> Iterator[str]:
    """Yield the ids of crossings and of their towns: of "Chaman–Spin Boldak crossing", Chaman and Spin Boldak."""
    crossings = [place for place in places if place.kind is Kind.BORDER_CROSSING]
    towns = {fold(part) for place in crossings for part in _CROSSING.split(place.name) if part}
    for place in places:
        if place.kind is Kind.BORDER_CROSSING or (place.admin1 and fold(spellings(place)[0]) in towns):
            yield place.id


def _index_names(spelled: Iterable[tuple[Place, tuple[str, ...]]]) -> dict[str, tuple[Place, ...]]:
    index: dict[str, dict[str, Place]] = {}
    for place, names in spelled:
        for name in names:
            if key := fold(name):
                index.setdefault(key, {})[place.id] = place
    return {key: tuple(some.values()) for key, some in index.items()}


def needs_exact_case(name: str) -> bool:
    """Return whether a spelling counts only as it is written: short names, and those in capitals."""
    if len(name) > 2 * _SHORT and not name.isupper():
        return False
    letters = "".join(filter(str.isalpha, name))
    short = len(letters) <= _SHORT and " " not in name
    return letters != "" and letters.isascii() and (letters.isupper() or short)
