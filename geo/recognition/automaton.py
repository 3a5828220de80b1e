"""All gazetteer names in one pass over a text: whole words, rightly cased, the longest of those that overlap."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from geo.gazetteer import Gazetteer
from geo.names import fold, fold_with_offsets
from geo.recognition.lexicon import Lexicon
from geo.recognition.spelling import WORD, Spelling, is_arabic, read_spelling

_BROKEN = re.compile(r"\n\s*\n|[\"“”«»]|[^\W_]{4,}\.\s|\s[—–]|[—–]\s")

_SITE = "airport"  # of the feature words, the one for a place apart from the town that it is named after


class Hit(NamedTuple):
    """A spelling where it stands: text[start:end]."""

    start: int
    end: int
    spelling: Spelling


class Automaton:
    """Finds the spellings of a gazetteer. Made once, then only asked."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        peoples = (key for name in gazetteer.demonyms for key in (name, name + "s"))
        self._keys = frozenset((*gazetteer.names, *peoples))
        self._automaton = AhoCorasick(sorted(self._keys))
        self._sounds = gazetteer.sounds
        self._feature_word = lexicon.feature_word
        self._spelling = lru_cache(maxsize=1 << 16)(partial(read_spelling, gazetteer=gazetteer, lexicon=lexicon))
        self._spelt = lru_cache(maxsize=1 << 16)(self._spelt_anew)

    def knows(self, key: str) -> bool:
        """Say whether some place or people bears the folded spelling."""
        return key in self._keys

    def is_spelling(self, surface: str) -> bool:
        """Say whether an unlisted name sounds like a listed one of the region that is a place and nothing else."""
        alike = [self._spelling(key) for key in self._sounds.alike(fold(surface))]
        return any(alike) and not any(one.is_person or one.is_word or one.is_tribe for one in alike)

    def hits(self, text: str) -> list[Hit]:
        """Return the whole-word spellings of places and peoples in a text, sorted, none overlapping."""
        folded, offsets = fold_with_offsets(text)
        cuts, shifts = offsets.cuts, offsets.shifts
        caseless = text == text.lower()
        closed = text + " "
        found: list[tuple[int, int, Spelling]] = []
        for _, begin, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            cut = bisect_right(cuts, stop - 1) - 1
            end = stop + shifts[cut]
            if closed[end].isalnum():
                continue  # the word goes on
            while cuts[cut] > begin:
                cut -= 1
            start = begin + shifts[cut]
            if start and text[start - 1].isalnum():
                continue
            found_here = self._spelt(text[start:end], caseless)
            if found_here is not None:
                spelling, lead, length = found_here
                found.append((start + lead, -(start + lead + length), spelling))
        found.sort(key=itemgetter(0, 1))
        return _longest(found)

    def _spelt_anew(self, surface: str, caseless: bool) -> tuple[Spelling, int, int] | None:
        """Return a surface's spelling, with where in it the name starts and how long that is; None if it is none."""
        spelling = self._well_spelt(surface, caseless=caseless)
        return None if spelling is None else (spelling, *self._name_inside(surface, spelling))

    def _name_inside(self, surface: str, spelling: Spelling) -> tuple[int, int]:
        """Return start and length of the name itself: not the article of a country, not the word "crossing".

        An airport that has a row of its own is another place than its town.
        """
        article, _, name = surface.partition(" ")
        if article in {"the", "The"} and spelling.is_country and self.knows(name.lower()):
            return len(article) + 1, len(name)
        head, _, tail = surface.rpartition(" ")
        while head and tail in self._feature_word and tail != _SITE and self.knows(head.lower()):
            surface = head
            head, _, tail = surface.rpartition(" ")
        return 0, len(surface)

    def _well_spelt(self, surface: str, *, caseless: bool) -> Spelling | None:
        key = fold(surface)
        if key not in self._keys or _BROKEN.search(surface):
            return None
        spelling = self._spelling(key)
        latin = surface[0].isascii() or not is_arabic(surface[0])
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


def _longest(found: Iterable[tuple[int, int, Spelling]]) -> list[Hit]:
    free = 0
    hits = []
    for start, minus_end, spelling in found:
        if start >= free:
            free = -minus_end
            hits.append(Hit(start, free, spelling))
    return hits


def _well_cased(surface: str, capitals: tuple[bool, ...]) -> bool:
    words = WORD.findall(surface)
    if len(words) != len(capitals):
        return surface[0].isupper()
    return all(word[0].isupper() or not must for word, must in zip(words, capitals, strict=True))
