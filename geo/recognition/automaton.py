"""All gazetteer names in one pass over a text: whole words, rightly cased, the longest of those that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from geo.gazetteer import Gazetteer, spellings
from geo.model import Kind, Place
from geo.names import fold, fold_with_offsets
from geo.recognition.lexicon import Lexicon

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_BROKEN = re.compile(r"\n\s*\n|[\"“”«»]|[^\W_]{4,}\.\s|\s[—–]|[—–]\s")
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
    is_plain: bool  # none of these: a place unless it is part of a longer name


class Hit(NamedTuple):
    """A spelling where it stands: text[start:end]."""

    start: int
    end: int
    spelling: Spelling


class Automaton:
    """Finds the spellings of a gazetteer. Made once, then only asked."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        entries = _spellings(gazetteer, lexicon)
        self._spellings = {spelling.key: spelling for spelling in entries}
        self._feature_word = lexicon.feature_word
        self._automaton = AhoCorasick(list(self._spellings))
        self._spelt = lru_cache(maxsize=1 << 16)(self._spelt_anew)

    def knows(self, key: str) -> bool:
        """Say whether some place or people bears the folded spelling."""
        return key in self._spellings

    def hits(self, text: str) -> list[Hit]:
        """Return the whole-word spellings of places and peoples in a text, sorted, none overlapping."""
        folded, offsets = fold_with_offsets(text)
        size, last = len(text), len(folded)
        caseless = text == text.lower()
        found: list[tuple[int, int, Spelling]] = []
        for _, begin, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            start, end = offsets[begin], offsets[stop - 1] + 1
            if (start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()):
                continue
            if (begin and offsets[begin - 1] == start) or (stop < last and offsets[stop] == end - 1):
                continue  # a letter that folds to several was cut in two
            found_here = self._spelt(text[start:end], caseless)
            if found_here is not None:
                spelling, lead, length = found_here
                found.append((start + lead, -(start + lead + length), spelling))
        found.sort(key=_by_place)
        return list(_longest(found))

    def _spelt_anew(self, surface: str, caseless: bool) -> tuple[Spelling, int, int] | None:
        """Return a surface's spelling, with where in it the name starts and how long that is; None if it is none."""
        spelling = self._well_spelt(surface, caseless=caseless)
        return None if spelling is None else (spelling, *self._name_inside(surface, spelling))

    def _name_inside(self, surface: str, spelling: Spelling) -> tuple[int, int]:
        """Return start and length of the name itself: not the article of a country, not the word "crossing"."""
        article, _, name = surface.partition(" ")
        if article in {"the", "The"} and spelling.is_country and self.knows(name.lower()):
            return len(article) + 1, len(name)
        head, _, tail = surface.rpartition(" ")
        while head and tail in self._feature_word and self.knows(head.lower()):
            surface = head
            head, _, tail = surface.rpartition(" ")
        return 0, len(surface)

    def _well_spelt(self, surface: str, *, caseless: bool) -> Spelling | None:
        spelling = self._spellings.get(fold(surface))
        if spelling is None or _BROKEN.search(surface):
            return None
        latin = surface[0].isascii() or not _is_arabic(surface[0])
        if latin not in spelling.scripts:
            return None
        if not latin:
            return spelling
        if surface.endswith(("'s", "’s")) and not spelling.has_possessive:
            return None  # the Emirate's is not the Emirates
        if spelling.acronyms:
            return spelling if surface.replace(".", "") in spelling.acronyms else None
        if caseless:
            return None if spelling.is_word or spelling.is_person or len(spelling.key) < 4 else spelling
        return spelling if _well_cased(surface, spelling.capitals) else None


def _by_place(found: tuple[int, int, Spelling]) -> tuple[int, int]:
    return found[0], found[1]


def _longest(found: Iterable[tuple[int, int, Spelling]]) -> Iterable[Hit]:
    free = 0
    for start, minus_end, spelling in found:
        if start >= free:
            free = -minus_end
            yield Hit(start, free, spelling)


def _is_arabic(char: str) -> bool:
    return "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufeff"


def _well_cased(surface: str, capitals: tuple[bool, ...]) -> bool:
    words = _WORD.findall(surface)
    if len(words) != len(capitals):
        return surface[0].isupper()
    return all(word[0].isupper() or not must for word, must in zip(words, capitals, strict=True))


def _spellings(gazetteer: Gazetteer, lexicon: Lexicon) -> list[Spelling]:
    forms: dict[str, list[str]] = {}
    places: dict[str, list[Place]] = {}
    for place in gazetteer.places:
        for name in spellings(place):
            if key := fold(name):
                forms.setdefault(key, []).append(name)
                places.setdefault(key, []).append(place)
    made = [_spelling(key, forms[key], places[key], gazetteer, lexicon) for key in forms]
    peoples = {}
    for place in gazetteer.places:
        for demonym in place.demonyms:
            for name in (demonym, demonym + "s"):
                if (key := fold(name)) and key not in forms:
                    peoples[key] = _spelling(key, [name], [], gazetteer, lexicon)
    return [*made, *peoples.values()]


def _spelling(
    key: str, forms: list[str], places: list[Place], gazetteer: Gazetteer, lexicon: Lexicon
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
        scripts=frozenset(not _is_arabic(name[0]) for name in forms),
        is_country=any(p.kind is Kind.COUNTRY for p in places),
        has_possessive=any(name.endswith(("'s", "’s")) for name in forms),
        is_major=is_major,
        is_plain=is_major and not any(flags.values()),
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
    rows = [_WORD.findall(name) for name in forms if not _is_arabic(name[0])]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return ()
    generic = lexicon.administrative_word | lexicon.natural_word | lexicon.feature_word | lexicon.name_particle
    return tuple(
        all(word[0].isupper() for word in column) and (index == 0 or column[0].lower() not in generic)
        for index, column in enumerate(zip(*rows, strict=True))
    )
