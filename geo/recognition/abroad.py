"""Names that only the world's gazetteer knows. So many words are a place somewhere that each must earn its reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from geo.gazetteer import Gazetteer, LayeredGazetteer, World
from geo.model import Kind, Place
from geo.names import fold
from geo.recognition.automaton import Hit
from geo.recognition.lexicon import Lexicon
from geo.recognition.spelling import Spelling, read_spelling
from geo.recognition.surroundings import bare, surroundings

_START = re.compile(r"(?<![\w'’.-])[^\W\d_][\w'’.-]*")
_SENTENCE = re.compile(r"(?:^|[.!?:…][\"”’)]*\s+|\n\s*|[\"“‘•*(-]\s*)$")
_LONGEST = 48  # characters of a name
_SHORTEST = 3
_INITIALS = 4  # capital letters that are no name: HIV, MENA
_KNOWN = 100_000  # people: a town that texts name without saying where it is
_SEEN = 15_000  # people: a town that texts name in the middle of a sentence
_WIDE = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.REGION})
_ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,4}|[A-Z]\. ?[A-Z][a-z]+\.|[A-Z][a-z]{1,4}\.|[A-Z]{2,4}")
_FULL_NAME = re.compile(r"(?<![\w.'’-])([A-Z][a-z'’]+)\.? (?:[A-Z]\. )?([A-Z][a-z'’]*[A-Z]?[a-z]+)(?! [A-Z])\b")
_COUNTY = re.compile(r"(?:\b(?:[A-Z]\w*\.?(?:['’]s)?|de|la|of) ){1,3}(?:County|Parish|COUNTY|PARISH)\b(?! [A-Z][a-z]+ [A-Z])")
_OF_PLACES = frozenset({"Saint", "St", "San", "Santa", "Los", "Las", "El", "La", "Le", "Fort", "Port", "Mount", "Lake", "Old"})
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")


class Abroad:
    """Finds the names of the world in what the region's names leave of a text. Made once, then only asked."""

    def __init__(self, gazetteer: LayeredGazetteer, lexicon: Lexicon) -> None:
        self._gazetteer: Gazetteer = gazetteer
        self._worlds: Sequence[World] = gazetteer.worlds
        self._words = lexicon
        self._persons = lexicon.given_name | lexicon.person_title
        generic = (
            lexicon.organisation_word | lexicon.site_word | lexicon.team_word | lexicon.organisation_word_next
            | lexicon.organisation_of | lexicon.administrative_word | lexicon.settlement_after | lexicon.settlement_of
        )  # fmt: skip
        self._generic = frozenset(word.lower() for word in generic)
        self._spelling = lru_cache(maxsize=1 << 15)(self._spelling_anew)
        self._find_short = _short_names(unit for world in self._worlds for unit in world.units())

    def hits(self, text: str, taken: Sequence[Hit]) -> list[Hit]:
        """Return the hits of the region and those of the world beside them, sorted, none overlapping.

        A longer name of the world takes the place of a shorter one of the region inside it: New London.
        """
        ends = {hit.start: hit.end for hit in taken}
        covered = [(hit.start, hit.end) for hit in taken]
        found = [*self._names(text, ends), *self._short(text)]
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        at = 0
        for hit in found:
            while at < len(covered) and covered[at][1] <= hit.start:
                at += 1
            clash = covered[at] if at < len(covered) and covered[at][0] < hit.end else None
            inside = clash is None or (hit.start <= clash[0] and clash[1] <= hit.end)
            if inside and not (kept and kept[-1].end > hit.start):
                kept.append(hit)
        spans = {(hit.start, hit.end) for hit in kept}
        rest = [hit for hit in taken if not any(s < hit.end and hit.start < e for s, e in _near(spans, hit))]
        return sorted((*rest, *kept), key=lambda hit: hit.start)

    # -- whole names -----------------------------------------------------------------------------------------

    def _names(self, text: str, ends: dict[int, int]) -> Iterator[Hit]:
        free = 0
        small: frozenset[str] | None = None
        persons: frozenset[str] = frozenset()
        for match in _START.finditer(text):
            start = match.start()
            if start < free or not text[start].isupper():
                continue
            end = self._end(text, start)
            if end is None or end <= ends.get(start, 0):
                continue
            if small is None:
                small = frozenset(word for word in map(bare, text.split()) if word.islower())
                persons = self._surnames(text)
            spelling = self._spelling(fold(text[start:end]))
            if spelling is not None and self._is_name(text, start, end, spelling, small, persons):
                free = end
                yield Hit(start, end, spelling)

    def _end(self, text: str, start: int) -> int | None:
        """Return where the longest name ends that starts there and is written as a name; None if there is none."""
        piece = text[start : start + _LONGEST]
        line = piece.find("\n")
        piece = piece if line < 0 else piece[:line]
        folded, offsets = _folded(piece)
        best = None
        for world in self._worlds:
            for key in world.prefixes(folded):
                stop = offsets[len(key) - 1] + 1 if len(key) <= len(offsets) else 0
                if stop < len(piece) and (piece[stop].isalnum() or piece[stop] == "-"):
                    continue
                if len(key) >= _SHORTEST and _is_written_as_name(piece[:stop]) and stop > (best or 0):
                    best = stop
        return None if best is None else start + best

    def _spelling_anew(self, key: str) -> Spelling | None:
        if not self._gazetteer.names.get(key):
            return None
        spelling = read_spelling(key, self._gazetteer, self._words)
        places = self._gazetteer.names[key]
        own = [place for place in places if fold(place.name) == key or place.kind in _WIDE]
        is_major = any(place.kind in _WIDE or (place.population or 0) >= _KNOWN for place in own)
        is_date = spelling.is_date and not any(place.kind in _WIDE for place in own)
        return replace(spelling, is_major=is_major, is_plain=False, is_date=is_date)

    def _is_name(
        self, text: str, start: int, end: int, spelling: Spelling, small: frozenset[str], persons: frozenset[str]
    ) -> bool:
        """Say whether a capitalised name of the world is one where it stands.

        `small` are the words that the text also writes small, `persons` the surnames of those it names in full.
        """
        words, surface = self._words, text[start:end]
        if surface.endswith(("'s", "’s")) and not spelling.has_possessive:
            return False
        first = surface.partition(" ")[0]
        is_single = first == surface
        is_wide = any(place.kind in _WIDE for place in self._gazetteer.names.get(spelling.key, ())[:1])
        if surface.isupper() and len(surface) <= _INITIALS and not is_wide:
            return False
        if is_single and (surface.lower() in self._generic or first in words.abroad_word or first in words.function_word):
            return False
        if is_single and not is_wide and (surface.lower() in small or first in words.not_a_name):
            return False
        around = surroundings(text, start, end)
        before, after = around.word_before, around.word_after
        if before in self._persons or around.abbreviation_before in words.person_title:
            return False
        places = self._gazetteer.names.get(spelling.key, ())
        if is_wide:
            return True
        is_placed = before.lower() in words.place_cue and before.islower() and before not in {"and", "or", "with", "by"}
        if before[:1].isupper() and before not in words.function_word and not spelling.is_major:
            return False
        if after[:1].isupper() and not around.is_possessive and not self._may_follow(after):
            return False
        if surface in persons and not self._is_before_larger(text, end):
            return False
        if is_placed or self._is_before_larger(text, end):
            return True
        if _SENTENCE.search(text, max(0, start - 6), start) and is_single and not spelling.is_major:
            return False
        if surface in words.abroad_surname or surface in self._persons or spelling.is_person or spelling.is_word:
            return False
        return self._size(places, spelling.key) >= (_SEEN if is_single else 1)

    def _surnames(self, text: str) -> frozenset[str]:
        """Return the last words of what looks like a person's full name: Ann Steele, Gen John F. Campbell, Mr Franklin."""
        found = set()
        for match in _FULL_NAME.finditer(text):
            first, last = match.groups()
            if first in self._persons or (
                not _SENTENCE.search(text, max(0, match.start() - 6), match.start()) and self._may_be_given(first)
            ):
                found.add(last)
        return frozenset(found)

    def _may_be_given(self, word: str) -> bool:
        """Say whether a capitalised word may be a given name: no place, people, title of a place or generic word."""
        words = self._words
        if word in words.function_word or word in words.not_a_name or word in words.compass_word:
            return False
        if word.lower() in self._generic or word in words.direction_word or word in _OF_PLACES:
            return False
        key = fold(word)
        return key not in self._gazetteer.names and key not in self._gazetteer.demonyms

    def counties(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of counties, which no list here holds: Black Hawk County, St Bernard Parish."""
        found = []
        for match in _COUNTY.finditer(text):
            start, end = match.span()
            words = match.group().split(" ")
            while words and (words[0] in self._words.function_word or words[0] in self._words.not_a_name):
                start += len(words.pop(0)) + 1
            while words and words[0].islower():
                start += len(words.pop(0)) + 1
            if len(words) > 1:
                found.append((start, end))
        return found

    def _may_follow(self, after: str) -> bool:
        words = self._words
        low = after.lower()
        return (
            after in words.organisation_word or after in words.site_word or low in words.administrative_word
            or after in words.team_word or after in words.organisation_word_next
        )  # fmt: skip

    def _size(self, places: Iterable[Place], key: str) -> int:
        return max((place.population or 0 for place in places if fold(place.name) == key), default=0)

    def _is_before_larger(self, text: str, end: int) -> bool:
        """Say whether a state, country or its short name follows after a comma: Paris, Texas; Metcalfe, Ky."""
        if text[end : end + 2] != ", ":
            return False
        match = self._find_short.match(text, end + 2)
        if match is not None:
            return True
        stop = self._end(text, end + 2) if text[end + 2 : end + 3].isupper() else None
        if stop is None:
            return False
        return any(place.kind in _WIDE for place in self._gazetteer.names.get(fold(text[end + 2 : stop]), ()))

    # -- short names of states -------------------------------------------------------------------------------

    def _short(self, text: str) -> Iterator[Hit]:
        """Yield short names of states after a comma (Louisville, Ky.), and those of initials anywhere (B.C.)."""
        for match in self._find_short.finditer(text):
            start, end = match.span()
            surface = match.group()
            after_comma = text[max(0, start - 2) : start] == ", " and text[max(0, start - 3) : start - 2].isalpha()
            if not after_comma and not _DOTTED.fullmatch(surface):
                continue
            if not surface.isupper() or "." in surface or text[start - 2 : start] == ", ":
                spelling = self._spelling(fold(surface))
                if spelling is not None:
                    yield Hit(start, end, spelling)


def _short_names(units: Iterable[Place]) -> re.Pattern[str]:
    names = {name for unit in units for name in unit.alt_names if _ABBREVIATED.fullmatch(name)}
    if not names:
        return re.compile(r"(?!)")
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _is_written_as_name(surface: str) -> bool:
    """Say whether the first and last words of a name have a capital, and no quote or sentence ends inside."""
    words = surface.split()
    return words[-1][0].isupper() and not any(mark in surface for mark in ",;:!?\"“”()")


@lru_cache(maxsize=1 << 14)
def _folded(piece: str) -> tuple[str, list[int]]:
    from geo.names import fold_with_offsets

    return fold_with_offsets(piece)


def _near(spans: Iterable[tuple[int, int]], hit: Hit) -> list[tuple[int, int]]:
    return [span for span in spans if span[0] < hit.end and hit.start < span[1]]
