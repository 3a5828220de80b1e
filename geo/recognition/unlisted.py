"""Names that the gazetteer lacks but the words around them show to be places: Mall Road, the village of Dogra."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from geo.model import Use
from geo.recognition.lexicon import Lexicon

Span = tuple[int, int, Use]
Taken = Sequence[tuple[int, int, Use | None]]

_REACH = 72  # characters looked back for the start of a name
_WORD = r"[A-Z][\w'’]*\w"
_NAME = re.compile(rf"{_WORD}(?:[ -](?:(?:e|i|ul|al)[ -])?{_WORD}){{0,4}}")
_NEXT = re.compile(rf" ({_WORD})")
_GOES_ON = re.compile(r" (?:[A-Z][a-z]+|of [A-Z])")
_NAME_BEFORE = re.compile(rf"(?:{_WORD}[ -]){{0,4}}{_WORD}$")
_APPOSITION = re.compile(r", (?:the|an?) [^.,;\n]{0,60}? (?:of|in|near) $")
_CONTAINED = re.compile(r"(?:,|,? (?:in|near|of)(?: the)?|, an? \w+ (?:in|of|near)) $")
_CLOSED = re.compile(r"[.,;:)\n]| (?:on|in|as|after|when|during|and|where|while|to|by|for|late|early)\b|$")


class Unlisted:
    """Finds names of sites and settlements beside cue words. It never says where they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon
        self._not_first = lexicon.not_a_name | lexicon.function_word
        self._site = _pattern(" ", lexicon.site_word | lexicon.site_word_small | lexicon.settlement_after, r"(?![\w-])")
        self._cue = _pattern(" ", lexicon.strong_place_cue, " (?=[A-Z])")
        self._of = _pattern(" ", lexicon.settlement_of, " of (?=[A-Z])")

    def spans(self, text: str, taken: Taken) -> list[Span]:
        """Return the spans of unlisted places; `taken` are the listed names with their use, sorted."""
        found = [*self._sites(text, taken), *self._settlements(text, taken)]
        return [(start, end, Use.LITERAL) for start, end in dict.fromkeys(found)]

    # -- before a word that says what the place is -----------------------------------------------------------

    def _sites(self, text: str, taken: Taken) -> list[tuple[int, int]]:
        found = []
        for match in self._site.finditer(text):
            end = match.start()
            start = self._name_start(text, end)
            if start is None:
                continue
            word = match.group()[1:]
            if word[0].isupper():
                if not _GOES_ON.match(text, match.end()):
                    found.append((start, match.end()))
            elif self._is_free(text, start, end, taken):
                found.append((start, end if word in self._words.settlement_after else match.end()))
        return found

    def _is_free(self, text: str, start: int, end: int, taken: Taken) -> bool:
        """Say whether a name before a word in small letters can be that of a site: not "a Coptic church"."""
        if text.startswith(("a ", "an ", "A ", "An "), max(0, start - 2)) or text[max(0, start - 3) : start] == "an ":
            return False
        return not _overlaps(taken, start, end) and not self._is_no_place(text[start:end])

    def _name_start(self, text: str, end: int) -> int | None:
        """Return where the capitalised words that end at `end` begin, or None if they make no name."""
        offset = max(0, end - _REACH)
        match = _NAME_BEFORE.search(text[offset:end])
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

    # -- after a word that a place follows -------------------------------------------------------------------

    def _settlements(self, text: str, taken: Taken) -> list[tuple[int, int]]:
        found = []
        for pattern, is_told in ((self._of, True), (self._cue, False)):
            for match in pattern.finditer(text):
                name = _NAME.match(text, match.end())
                if name is None:
                    continue
                start, end = name.span()
                if self._is_settlement(text, start, end, taken, match.group().strip(), is_told=is_told):
                    found.append((start, end))
        return [*found, *self._listed_beside(text, taken), *self._continued(text, taken)]

    def _continued(self, text: str, taken: Taken) -> list[tuple[int, int]]:
        """Return names that begin with a listed one and go on with a word of settlements: Darra Tang, Kot Adda."""
        found = []
        for start, end, use in taken:
            name = _NEXT.match(text, end) if use is not Use.DEMONYM else None
            if name is not None and name.group(1) in self._words.settlement_word:
                found.append((start, name.end()))
        return found

    def _is_settlement(
        self, text: str, start: int, end: int, taken: Taken, cue: str, *, is_told: bool
    ) -> bool:
        words = text[start:end].split(" ")
        formed = self._has_settlement_word(words)
        if _overlaps(taken, start, end):
            return formed and len(words) > 1 and _covers_first(taken, start, end)
        if formed:
            return words[0] not in self._not_first
        if self._is_no_place(text[start:end]):
            return False
        return is_told or cue == "near" or self._is_placed(text, end, taken)

    def _has_settlement_word(self, words: list[str]) -> bool:
        if any(word in self._words.settlement_word for word in words) and len(words) > 1:
            return True
        return any(
            len(word) > len(ending) + 2 and word.endswith(ending)
            for word in words
            for ending in self._words.settlement_ending
        )

    def _is_no_place(self, name: str) -> bool:
        words = name.split(" ")
        lexicon = self._words
        return (
            words[0] in self._not_first
            or words[0] in lexicon.given_name
            or words[0] in lexicon.person_title
            or any(word in lexicon.organisation_word or word in lexicon.surname_context for word in words)
            or any(word in lexicon.not_a_name for word in words)
            or name.isupper()
        )

    def _is_placed(self, text: str, end: int, taken: Taken) -> bool:
        """Say whether a listed place right after holds the name: in Dogra, Khyber; in X, the market of Peshawar."""
        index = bisect_right(taken, end, key=lambda span: span[0])
        if index >= len(taken) or taken[index][2] is not Use.LITERAL:
            return False
        between = text[end : taken[index][0]]
        return len(between) < 80 and bool(_CONTAINED.fullmatch(between) or _APPOSITION.fullmatch(between))

    def _listed_beside(self, text: str, taken: Taken) -> list[tuple[int, int]]:
        """Return names that a listed place draws along: hospitals in Hayatabad and Dogra."""
        found = []
        for start, end, use in taken:
            if use is not Use.LITERAL or text[end : end + 5] != " and ":
                continue
            if text[:start].rpartition("\n")[2].rstrip().rpartition(" ")[2] not in self._words.strong_place_cue:
                continue
            name = _NAME.match(text, end + 5)
            if name is None or _overlaps(taken, *name.span()) or self._is_no_place(name.group()):
                continue
            if _CLOSED.match(text, name.end()):
                found.append(name.span())
        return found


def _pattern(before: str, words: Collection[str], after: str) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))}){after}")


def _overlaps(taken: Taken, start: int, end: int) -> bool:
    index = bisect_right(taken, start, key=lambda span: span[0])
    if index and taken[index - 1][1] > start:
        return True
    return index < len(taken) and taken[index][0] < end


def _covers_first(taken: Taken, start: int, end: int) -> bool:
    """Say whether the one listed name inside starts the longer one and is only a part of it."""
    inside = [span for span in taken if span[0] < end and span[1] > start]
    return len(inside) == 1 and inside[0][0] == start and inside[0][1] < end
