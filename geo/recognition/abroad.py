"""Names that only the world's gazetteer knows. So many words are a place somewhere that each must earn its reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from geo.gazetteer import LayeredGazetteer
from geo.model import Kind, Place
from geo.names import fold, fold_with_offsets
from geo.recognition.automaton import Hit
from geo.recognition.lexicon import Lexicon
from geo.recognition.spelling import Spelling, read_spelling
from geo.recognition.surroundings import Surroundings, bare

_WORD = re.compile(r"(?<![\w'’.-])[^\W\d_][\w'’.-]*")
_SENTENCE = re.compile(r"(?:^|[.!?:…][\"”’)]*\s+|\n\s*|[\"“‘•*(-]\s*)$")
_LOOK_BACK = 6  # characters
_LONGEST, _SHORTEST = 48, 3  # characters of a name
_INITIALS = 4  # capital letters that are no name: HIV, MENA
_KNOWN = 100_000  # people: a town that texts name without saying where it is
_SEEN = 15_000  # people: a town that texts name in the middle of a sentence
_WIDE = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.REGION})
_NO_CUE = frozenset({"and", "or", "with", "by"})

_ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,4}|[A-Z]\. ?[A-Z][a-z]+\.|[A-Z][a-z]{1,4}\.|[A-Z]{2,4}")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
_FULL_NAME = re.compile(r"(?<![\w.'’-])([A-Z][a-z'’]+)\.? (?:[A-Z]\. )?([A-Z][a-z'’]*[A-Z]?[a-z]+)(?! [A-Z])\b")
_COUNTY = re.compile(
    r"(?:\b(?:[A-Z]\w*\.?(?:['’]s)?|de|la|of) ){1,3}(?:County|Parish|COUNTY|PARISH)\b(?! [A-Z][a-z]+ [A-Z])"
)
_GOES_ON = re.compile(r"[^\W_]|-(?![a-z])")  # but Sydney-based
_JOINED = frozenset([", ", " and ", ", and ", " or "])
_OF_PLACES = frozenset(["Saint", "St", "San", "Santa", "Los", "Las", "El", "La", "Le", "Fort", "Port", "Mount", "Lake"])


class Abroad:
    """Finds the names of the world in what the region's names leave of a text. Made once, then only asked."""

    def __init__(self, gazetteer: LayeredGazetteer, lexicon: Lexicon) -> None:
        self.gazetteer = gazetteer
        self.words = lexicon
        self.persons = lexicon.given_name | lexicon.person_title
        goes_on = lexicon.organisation_word | lexicon.site_word | lexicon.team_word | lexicon.organisation_word_next
        generic = goes_on | lexicon.organisation_of | lexicon.settlement_after | lexicon.settlement_of
        units = frozenset(map(str.lower, lexicon.administrative_word))
        self.generic = frozenset(map(str.lower, generic)) | units  # words that are no name by themselves
        self.may_follow = goes_on | units | frozenset(map(str.capitalize, units))
        self.spelling = lru_cache(maxsize=1 << 15)(self._spelling_anew)
        self.end = lru_cache(maxsize=1 << 14)(self._end_in)
        self.short = _short_names(unit for world in gazetteer.worlds for unit in world.units())

    def hits(self, text: str, taken: Sequence[Hit]) -> list[Hit]:
        """Return the hits of the region and those of the world beside them, sorted, none overlapping.

        A longer name of the world takes the place of a shorter one of the region inside it: New London.
        """
        found = sorted((*_Text(text, self).names(taken), *self._short_hits(text)), key=_by_place)
        kept: list[Hit] = []
        at = 0
        for hit in found:
            while at < len(taken) and taken[at].end <= hit.start:
                at += 1
            other = taken[at] if at < len(taken) and taken[at].start < hit.end else None
            holds = other is None or (hit.start <= other.start and other.end <= hit.end)
            if holds and not (kept and kept[-1].end > hit.start):
                kept.append(hit)
        free = 0
        both: list[Hit] = []
        for hit in sorted((*taken, *kept), key=_by_place):
            if hit.start >= free:
                both.append(hit)
                free = hit.end
        return both

    def counties(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of counties, which no list here holds: Black Hawk County, St Bernard Parish."""
        found = []
        for match in _COUNTY.finditer(text):
            start, end = match.span()
            words = match.group().split(" ")
            while words and (words[0].islower() or words[0] in self.words.function_word | self.words.not_a_name):
                start += len(words.pop(0)) + 1
            if len(words) > 1:
                found.append((start, end))
        return found

    def _end_in(self, piece: str) -> int:
        """Return where in a piece of text the longest name ends that begins it and is written as one; 0 if none."""
        folded, offsets = fold_with_offsets(piece)
        best = 0
        for world in self.gazetteer.worlds:
            for key in world.prefixes(folded):
                stop = offsets[len(key) - 1] + 1
                is_cut = _GOES_ON.match(piece, stop) is not None
                if not is_cut and len(key) >= _SHORTEST and stop > best and _is_written_as_name(piece[:stop]):
                    best = stop
        return best

    def _spelling_anew(self, key: str) -> Spelling | None:
        places = self.gazetteer.names.get(key, ())
        if not places:
            return None
        spelling = read_spelling(key, self.gazetteer, self.words)
        own = [place for place in places if fold(place.name) == key or place.kind in _WIDE]
        is_wide = any(place.kind in _WIDE for place in own)
        is_major = is_wide or any((place.population or 0) >= _KNOWN for place in own)
        return replace(spelling, is_major=is_major, is_plain=False, is_date=spelling.is_date and not is_wide)

    def is_wide(self, key: str) -> bool:
        """Say whether a country, state or region is the first that a name stands for."""
        return any(place.kind in _WIDE for place in self.gazetteer.names.get(key, ())[:1])

    def people(self, key: str) -> int:
        """Return how many people live in the biggest place of just that name."""
        places = self.gazetteer.names.get(key, ())
        return max((place.population or 0 for place in places if fold(place.name) == key), default=0)

    def _short_hits(self, text: str) -> Iterator[Hit]:
        """Yield short names of states after a comma (Louisville, Ky.), and those of initials anywhere (B.C.)."""
        for match in self.short.finditer(text):
            start, end = match.span()
            after_comma = text[max(0, start - 2) : start] == ", " and text[max(0, start - 3)].isalpha()
            if after_comma or _DOTTED.fullmatch(match.group()):
                spelling = self.spelling(fold(match.group()))
                if spelling is not None:
                    yield Hit(start, end, spelling)


class _Text:
    """One text while the names of the world are looked for in it."""

    def __init__(self, text: str, abroad: Abroad) -> None:
        self._text = text
        self._abroad = abroad
        self._words = abroad.words
        self._shown: set[str] = set()  # keys that the text shows to be places
        self._placed_ends: set[int] = set()

    def names(self, taken: Sequence[Hit]) -> list[Hit]:
        """Return the names of the world; where one of the region is as long, that stands.

        A name that words beside it show to be a place once is one everywhere in the text.
        """
        ends = {hit.start: hit.end for hit in taken}
        self._placed_ends = set(ends.values())
        found: list[Hit] = []
        doubtful: list[Hit] = []
        free = 0
        for match in _WORD.finditer(self._text):
            start = match.start()
            if start < free or not self._text[start].isupper():
                continue
            end = self._end(start)
            if end <= ends.get(start, start):
                continue
            spelling = self._abroad.spelling(fold(self._text[start:end]))
            if spelling is None:
                continue
            is_name = self._is_name(start, end, spelling)
            if is_name is not False:
                (doubtful if is_name is None else found).append(Hit(start, end, spelling))
            if is_name:
                free = end
                self._placed_ends.add(end)
        return [*found, *(hit for hit in doubtful if hit.spelling.key in self._shown)]

    def _end(self, start: int) -> int:
        piece, _, _ = self._text[start : start + _LONGEST].partition("\n")
        return start + self._abroad.end(piece)

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the text also writes small."""
        return frozenset(word for word in map(bare, self._text.split()) if word.islower())

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The last words of what looks like a person's full name: Ann Steele, Gen John F. Campbell, Mr Franklin."""
        names = (match for match in _FULL_NAME.finditer(self._text))
        return frozenset(name[2] for name in names if name[1] in self._abroad.persons or self._is_given(name))

    def _is_given(self, name: re.Match[str]) -> bool:
        """Say whether a capitalised word may be a given name: it opens no sentence, and is no place or plain word."""
        words, word, key = self._words, name[1], fold(name[1])
        if self._opens_sentence(name.start()) or word.lower() in self._abroad.generic or word in _OF_PLACES:
            return False
        if any(word in some for some in (words.function_word, words.not_a_name, words.compass_word)):
            return False
        known = self._abroad.gazetteer
        return word not in words.direction_word and key not in known.names and key not in known.demonyms

    def _opens_sentence(self, start: int) -> bool:
        return _SENTENCE.search(self._text, max(0, start - _LOOK_BACK), start) is not None

    def _is_name(self, start: int, end: int, spelling: Spelling) -> bool | None:
        """Say whether a capitalised name of the world is one where it stands; None if the rest of the text decides."""
        surface = self._text[start:end]
        is_wide = self._abroad.is_wide(spelling.key)
        if self._is_no_name(surface, spelling, is_wide=is_wide):
            return False
        around = Surroundings(self._text, start, end)
        if around.word_before in self._abroad.persons or around.abbreviation_before in self._words.person_title:
            return False
        if is_wide:
            return True
        if self._is_part_of_another(around, spelling):
            return False
        if self._is_before_larger(end):
            self._shown.add(spelling.key)
            return True
        if surface in self._surnames:
            return False
        is_like_person = self._is_like_person(surface, spelling)
        if self._is_placed(around) or (not is_like_person and self._is_listed(start)):
            self._shown.add(spelling.key)
            return True
        if is_like_person:
            return False
        return self._is_known(surface, start, spelling) or None

    def _is_like_person(self, surface: str, spelling: Spelling) -> bool:
        """Say whether a name is a surname or given name too: then each time only what stands beside it counts."""
        is_listed = surface in self._words.abroad_surname or surface in self._abroad.persons
        return is_listed or spelling.is_person or spelling.is_word

    def _is_no_name(self, surface: str, spelling: Spelling, *, is_wide: bool) -> bool:
        """Say whether it is a word, a possessive or an abbreviation that only looks like a name."""
        words, word = self._words, surface.lower()
        if surface.endswith(("'s", "’s")) and not spelling.has_possessive:
            return True
        if " " in surface:
            return surface.partition(" ")[0] in words.function_word and spelling.is_word
        if word in self._abroad.generic or surface in words.abroad_word or surface in words.function_word:
            return True
        if is_wide:
            return False
        return word in self._small or surface in words.not_a_name or (surface.isupper() and len(surface) <= _INITIALS)

    def _is_part_of_another(self, around: Surroundings, spelling: Spelling) -> bool:
        """Say whether a capitalised word beside it makes it a piece of a longer name: Regina King, Port Moresby."""
        before, after = around.word_before, around.word_after
        if before[:1].isupper() and before not in self._words.function_word and not spelling.is_major:
            return True
        if not after[:1].isupper() or around.is_possessive:
            return False
        for token in around.after[:4]:
            if bare(token) in self._abroad.may_follow:
                return False
            if not token[0].isupper() or token[-1] in ",;:.!?":
                return True
        return True

    def _is_placed(self, around: Surroundings) -> bool:
        before = around.word_before
        return before.islower() and before in self._words.place_cue and before not in _NO_CUE

    def _is_listed(self, start: int) -> bool:
        """Say whether the name goes on a list that a place opens: in Moonbi, Parkes and Wyong."""
        befores = (start - len(mark) for mark in _JOINED if self._text.endswith(mark, 0, start))
        return any(before in self._placed_ends for before in befores)

    def _is_known(self, surface: str, start: int, spelling: Spelling) -> bool:
        """Say whether a place is so big that a text names it without a word that says it is one."""
        if " " in surface:
            return True
        return self._abroad.people(spelling.key) >= (_KNOWN if self._opens_sentence(start) else _SEEN)

    def _is_before_larger(self, end: int) -> bool:
        """Say whether a state, country or its short name follows after a comma: Paris, Texas; Metcalfe, Ky."""
        if self._text[end : end + 2] != ", ":
            return False
        start = end + 2
        if self._abroad.short.match(self._text, start) is not None:
            return True
        stop = self._end(start) if self._text[start : start + 1].isupper() else start
        key = fold(self._text[start:stop])
        return any(place.kind in _WIDE for place in self._abroad.gazetteer.names.get(key, ()))


def _short_names(units: Iterable[Place]) -> re.Pattern[str]:
    names = {name for unit in units for name in unit.alt_names if _ABBREVIATED.fullmatch(name)}
    if not names:
        return re.compile(r"(?!)")
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _is_written_as_name(surface: str) -> bool:
    """Say whether the last word of a name has a capital, and no mark that parts phrases stands inside."""
    words = surface.split()
    return words[-1][0].isupper() and not any(mark in surface for mark in ",;:!?\"“”()")


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end
