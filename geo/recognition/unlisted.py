"""Names that the gazetteer lacks but the words around them show to be places: Mall Road, the village of Dogra."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from string import ascii_uppercase

from ahocorasick_rs import AhoCorasick, Implementation

from geo.model import Use
from geo.recognition.lexicon import Lexicon

Span = tuple[int, int]
Used = tuple[int, int, Use]

_REACH = 72  # characters looked back for the start of a name
_WORD_AND_IN = 16  # characters
_LONGEST = 90  # characters between a name and the place that holds it
_WORD = r"[A-Z][\w'’]*\w"
_NAME = re.compile(rf"{_WORD}(?:[ -](?:(?:e|i|ul|al)[ -])?{_WORD}){{0,4}}")
_NAME_BEFORE = re.compile(rf"(?:{_WORD}[ -](?:(?:e|i|o|ul|al)[ -])?){{0,4}}{_WORD}$")
_NEXT = re.compile(rf" ({_WORD})")
_GOES_ON = re.compile(r" (?:[A-Z][a-z]+|of [A-Z])")
_CONTAINED = re.compile(r"(?:,|,? (?:in|near|of)(?: the)?) ")
_APPOSITION = re.compile(r",? (?:the|an?|on|at|some|about|around|[0-9]+)\b[^.,;\n]{0,60}? (?:of|in|near|from) ")
_CLOSED = re.compile(r"[.,;:)\n]| (?:on|in|as|after|when|during|and|where|while|to|by|for|late|early)\b|$")
_NEVER = re.compile(r"(?!)")
_MARKS = frozenset(".,;:)\n")
_PARTICLE = frozenset("aeiu")  # how small words inside names begin: Umar-e-Khel
_OWNS = ("'s ", "’s ")
_ARTICLES = ("a ", "an ", "A ", "An ")


class Unlisted:
    """Finds names of sites and settlements beside cue words. It never says where they are."""

    def __init__(self, lexicon: Lexicon, is_spelling: Callable[[str], bool]) -> None:
        """Take the words to go by, and what tells that a name is one of the gazetteer's in another spelling."""
        self._words = lexicon
        self._is_spelling = is_spelling
        self._not_first = lexicon.not_a_name | lexicon.function_word
        sites = lexicon.site_word | lexicon.site_word_small | lexicon.settlement_after
        before = [(f" {word} ", word in lexicon.near_cue) for word in sorted(lexicon.strong_place_cue)]
        before += [(f" {word} of ", True) for word in sorted(lexicon.settlement_of)]
        self._after = [f" {word}" for word in sorted(sites)]
        before = [(cue + letter, is_told) for cue, is_told in before for letter in ascii_uppercase]
        self._tells = [is_told for _, is_told in before]  # of what stands before a name: alone enough for a place
        cues = [*self._after, *(cue for cue, _ in before)]
        self._cues = AhoCorasick(cues, implementation=Implementation.DFA)
        self._formed = _pattern(r"\w{3,}", lexicon.settlement_ending, r"\b")

    def spans(self, text: str, listed: Sequence[Used]) -> list[Span]:
        """Return the spans of unlisted places; `listed` are the places of the gazetteer with their use, sorted."""
        taken = _Taken(listed)
        found: list[Span] = []
        for number, start, end in self._cues.find_matches_as_indexes(text, overlapping=True):
            if number < len(self._after):
                if not text[end : end + 1].isalnum() and text[end : end + 1] != "-":
                    found += self._site(text, taken, start, end)
            elif not taken.is_whole(text, end - 1):
                is_told = self._tells[number - len(self._after)]
                found += self._after_cue(text, taken, end - 1, is_told=is_told)
        found += self._beside_listed(text, taken)
        return list(dict.fromkeys(found))

    # -- before a word that says what the place is -----------------------------------------------------------

    def _site(self, text: str, taken: _Taken, end: int, word_end: int) -> Iterator[Span]:
        """Yield the name that ends at `end`, before a word such as "Hospital" or "village", with it or without."""
        start = self._name_start(text, end)
        if start is None:
            return
        word = text[end + 1 : word_end]
        if word[0].isupper():
            if not _GOES_ON.match(text, word_end):
                yield start, word_end
        elif text[max(0, start - 3) : start].endswith(_ARTICLES):
            return  # a Coptic church
        elif word in self._words.settlement_after:
            if self._is_quarter(text, start, end, taken):
                yield start, end
        elif not taken.overlaps(start, end) and self._may_name_site(text, start, end):
            yield start, word_end

    def _name_start(self, text: str, end: int) -> int | None:
        """Return where the capitalised words that end at `end` begin, or None if they make no name."""
        offset = max(0, end - _REACH)
        before = text[offset:end]
        if before.rpartition(" ")[2].islower():
            return None
        match = _NAME_BEFORE.search(before)
        if match is None:
            return None
        start = offset + match.start()
        words = match.group().split(" ")
        while words and (words[0] in self._not_first or any(map(self._ends_holder, words))):
            start += len(words.pop(0)) + 1
        return start if words else None

    def _ends_holder(self, word: str) -> bool:
        """Say whether a word ends the name of what a site belongs to: Moscow's Red Square, but Children's Hospital."""
        return word.endswith(("'s", "’s", "s'", "s’")) and word not in self._words.site_possessive

    def _may_name_site(self, text: str, start: int, end: int) -> bool:
        """Say whether the words before "hospital" or "academy" are a name; after "the" they may be a person's."""
        words = text[start:end].split(" ")
        if text[max(0, start - 4) : start].lower() != "the ":
            return not self._is_no_place(text[start:end])
        return words[0] not in self._not_first and self._words.organisation_word.isdisjoint(words)

    def _is_quarter(self, text: str, start: int, end: int, taken: _Taken) -> bool:
        """Say whether a name before "town" or "area" is unlisted: it may hold a listed one, as Bai China does."""
        words = text[start:end].split(" ")
        if any(word in self._words.not_a_name or word in self._words.organisation_word for word in words):
            return False
        return not taken.overlaps(start, end) or (len(words) > 1 and taken.ends_with_one(start, end))

    # -- after a word that a place follows -------------------------------------------------------------------

    def _after_cue(self, text: str, taken: _Taken, start: int, *, is_told: bool) -> Iterator[Span]:
        """Yield the name that starts at `start`."""
        name = _NAME.match(text, start)
        if name is not None and not self._is_called_in(text, start):
            start, end = self._after_holder(text, *name.span())
            if self._is_settlement(text, start, end, taken, is_told=is_told):
                yield start, end

    def _is_called_in(self, text: str, start: int) -> bool:
        """Say whether a person was called in: the small word is the verb's, and no place follows."""
        before = text[max(0, start - _WORD_AND_IN) : start]
        return before.endswith(" in ") and before[:-4].rpartition(" ")[2] in self._words.verb_with_in

    def _after_holder(self, text: str, start: int, end: int) -> Span:
        """Return the span without what owns the place: Tank's Kot Azam is the name Kot Azam."""
        words = text[start:end].split(" ")
        while len(words) > 1 and any(map(self._ends_holder, words)):
            start += len(words.pop(0)) + 1
        return start, end

    def _is_settlement(self, text: str, start: int, end: int, taken: _Taken, *, is_told: bool) -> bool:
        words = text[start:end].split(" ")
        if taken.overlaps(start, end):
            return len(words) > 1 and taken.begins_with_one(start, end) and self._is_formed(words)
        if self._is_formed(words):
            return words[0] not in self._not_first
        if self._is_no_place(text[start:end]):
            return False
        return is_told or self._is_placed(text, end, taken) or self._is_open(text, start, end)

    def _is_open(self, text: str, start: int, end: int) -> bool:
        """Say whether a name that nothing speaks against ends a phrase after "in" or "at", or sounds like a known one.

        In Yakatoot on Monday; clashes in Parachenar left nine dead.
        """
        cue = text[max(0, start - 10) : start].rstrip().rpartition(" ")[2]
        if cue not in self._words.open_place_cue:
            return False
        return _CLOSED.match(text, end) is not None or self._is_spelling(text[start:end])

    def _is_formed(self, words: list[str]) -> bool:
        """Say whether a name is made as villages of the region name themselves: Qabul Khel, Kot Azam, Ghaznikhel."""
        if len(words) > 1 and not self._words.settlement_word.isdisjoint(words):
            return True
        return self._formed.search(" ".join(words)) is not None

    def _is_no_place(self, name: str) -> bool:
        lexicon, words = self._words, name.split(" ")
        if len(words) > 1 and words[0] in lexicon.direction_word:
            words = words[1:]
        holder = lexicon.given_name | lexicon.person_title | lexicon.office_title  # "called in Ambassador Hale"
        if name.isupper() or words[0] in holder:
            return True
        others = (self._not_first, lexicon.organisation_word, lexicon.surname_context)
        return words[0] in self._not_first or any(not some.isdisjoint(words) for some in others)

    def _is_placed(self, text: str, end: int, taken: _Taken) -> bool:
        """Say whether a listed place right after holds the name: in Dogra, Khyber; in X, the market of Peshawar."""
        start, _, use = taken.first_after(end)
        if use is not Use.LITERAL:
            return False
        if start - end > _LONGEST:
            return False
        return any(pattern.fullmatch(text, end, start) for pattern in (_CONTAINED, _APPOSITION))

    # -- drawn along by a listed name ------------------------------------------------------------------------

    def _beside_listed(self, text: str, taken: _Taken) -> Iterator[Span]:
        """Yield names that go on from a listed one (Darra Tang), or follow it: in Hayatabad and Dogra."""
        for start, end, use in taken.spans:
            if text.startswith(_OWNS, end) and use is Use.LITERAL:
                name = _NAME.match(text, end + 3)
                if name is not None and self._is_drawn_along(text, start, name, taken):
                    yield name.span()
            if text[end : end + 1] != " ":
                continue
            if text[end + 1 : end + 2].isupper():
                name = _NEXT.match(text, end)
                if use is not Use.DEMONYM and name is not None and name.group(1) in self._words.settlement_word:
                    yield start, name.end()
            elif use is Use.LITERAL and text.startswith(" and ", end):
                name = _NAME.match(text, end + 5)
                if name is not None and self._is_drawn_along(text, start, name, taken):
                    yield name.span()

    def _is_drawn_along(self, text: str, start: int, name: re.Match[str], taken: _Taken) -> bool:
        cue = text[max(0, start - 10) : start].split()[-1:]
        if not cue or cue[0].lower() not in self._words.strong_place_cue or taken.overlaps(*name.span()):
            return False
        return not self._is_no_place(name.group()) and _CLOSED.match(text, name.end()) is not None


def _pattern(before: str, words: Collection[str], after: str) -> re.Pattern[str]:
    if not words:
        return _NEVER
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, longest_first))}){after}")


class _Taken:
    """The listed names of a text, asked about by where they stand."""

    def __init__(self, spans: Sequence[Used]) -> None:
        self.spans = spans
        self._starts = [start for start, _, _ in spans]
        self._ends = {start: end for start, end, _ in spans}

    def is_whole(self, text: str, start: int) -> bool:
        """Say whether a listed name begins at `start` and plainly goes on no further than it is listed."""
        end = self._ends.get(start)
        if end is None:
            return False
        mark, letter = text[end : end + 1], text[end + 1 : end + 2]
        return mark in _MARKS or (mark == " " and letter.islower() and letter not in _PARTICLE)

    def first_after(self, end: int) -> tuple[int, int, Use | None]:
        """Return the first listed name that begins after `end`."""
        index = bisect_right(self._starts, end)
        return self.spans[index] if index < len(self.spans) else (end, end, None)

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether a listed name stands somewhere in a span."""
        index = bisect_right(self._starts, start)
        if index and self.spans[index - 1][1] > start:
            return True
        return index < len(self.spans) and self._starts[index] < end

    def ends_with_one(self, start: int, end: int) -> bool:
        """Say whether the only listed name in a span ends it, in one word that is no people's."""
        index = bisect_right(self._starts, start)
        if (index and self.spans[index - 1][1] > start) or index >= len(self.spans):
            return False
        return self.spans[index][1] == end and self.spans[index][2] is not Use.DEMONYM

    def begins_with_one(self, start: int, end: int) -> bool:
        """Say whether the only listed name in a span starts it and is only a part of it."""
        index = bisect_right(self._starts, start) - 1
        if self._starts[index] != start or self.spans[index][1] >= end:
            return False
        return index + 1 >= len(self.spans) or self._starts[index + 1] >= end
