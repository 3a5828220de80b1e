"""What is known of a spelling before it is met in a text: how it is written, and what else it might be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.gazetteer import Gazetteer, written
from geo.model import Kind, Place
from geo.names import fold
from geo.recognition.lexicon import Lexicon

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_MAJOR = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT, Kind.REGION, Kind.BORDER_CROSSING, Kind.PASS})
_BIG_TOWN = 60_000  # people: a town that the region's news names without saying where it is
_REGION = frozenset({"PK", "AF"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is known of one folded spelling, whichever places bear it."""

    key: str
    is_demonym: bool
    capitals: tuple[bool, ...]  # which of its words must start with a capital letter
    acronyms: frozenset[str]  # if any: the only ways to write it, full stops aside
    scripts: frozenset[bool]  # True for Latin letters, False for others
    is_short: bool  # in capital letters it may be another word or an abbreviation
    is_major: bool  # big enough to be named without a sign that a place is meant
    is_capital: bool
    is_country: bool
    is_date: bool  # a month or a day of the week is written like it
    is_person: bool
    is_word: bool
    is_tribe: bool
    has_possessive: bool
    is_plain: bool  # no abbreviation, date, person, word or tribe: a place unless it is part of a longer name


def read_spelling(key: str, gazetteer: Gazetteer, lexicon: Lexicon) -> Spelling:
    """Return what is known of a folded name of places, or of a people in the singular or plural."""
    if places := gazetteer.names.get(key, ()):
        forms = [name for place in places for name in written(place) if fold(name) == key]
        return _spelling(key, forms, places, gazetteer, lexicon)
    country = gazetteer.demonyms.get(key) or gazetteer.demonyms[key.removesuffix("s")]
    forms = [name for demonym in country.demonyms for name in (demonym, demonym + "s") if fold(name) == key]
    return _spelling(key, forms, (), gazetteer, lexicon)


def is_arabic(char: str) -> bool:
    """Say whether a letter is of a script that has no capital letters: Arabic and its neighbours."""
    return "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufeff"


def _spelling(
    key: str, forms: list[str], places: tuple[Place, ...], gazetteer: Gazetteer, lexicon: Lexicon
) -> Spelling:
    acronyms = frozenset(name.replace(".", "") for name in forms if _is_acronym(name))
    flags = {
        "is_short": all(name in gazetteer.exact_case for name in forms),
        "is_capital": any(p.capital_of for p in places) or key in lexicon.seat,
        "is_date": any(name in lexicon.not_a_name for name in forms),
        "is_person": key in lexicon.person_name,
        "is_word": key in lexicon.common_word,
        "is_tribe": key in lexicon.tribe_name,
    }
    is_major = any(map(_is_major, places))
    return Spelling(
        key=key,
        is_demonym=not places,
        capitals=_capitals(forms, lexicon),
        acronyms=acronyms if all(map(_is_acronym, forms)) else frozenset(),
        scripts=frozenset(not is_arabic(name[0]) for name in forms),
        is_country=any(p.kind is Kind.COUNTRY for p in places),
        has_possessive=any(name.endswith(("'s", "’s")) for name in forms),
        is_major=is_major,
        is_plain=not any(flag for name, flag in flags.items() if name != "is_capital"),
        **flags,
    )


def _is_major(place: Place) -> bool:
    if place.kind in _MAJOR or place.capital_of:
        return True
    return place.country in _REGION and (place.population or 0) >= _BIG_TOWN


def _is_acronym(name: str) -> bool:
    """Say whether a name is written in capital letters, at least mostly: US, U.S., KP, LoC, CARs."""
    letters = [char for char in name if char.isalpha()]
    return " " not in name and len(letters) <= 6 and sum(map(str.isupper, letters)) >= 2 and name.isascii()


def _capitals(forms: list[str], lexicon: Lexicon) -> tuple[bool, ...]:
    """Return which words need a capital: those that every Latin form writes with one, but never a generic word."""
    rows = [WORD.findall(name) for name in forms if not is_arabic(name[0])]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return ()
    generic = lexicon.administrative_word | lexicon.natural_word | lexicon.feature_word | lexicon.name_particle
    return tuple(
        all(word[0].isupper() for word in column) and (index == 0 or column[0].lower() not in generic)
        for index, column in enumerate(zip(*rows, strict=True))
    )
