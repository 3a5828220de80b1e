"""The few words before and after a name, on its own line, as the rules of use look at them."""

from __future__ import annotations

from typing import NamedTuple

_REACH = 64  # characters looked at on each side
_MARKS = ".,;:!?()[]{}\"'“”‘’«»…—–"
_PARTS_BEFORE = ".,;:!?)]—–\"”…"
_PARTS_AFTER = "([\"“—–"
_POSSESSIVE = ("'s ", "’s ", "' ", "’ ")


class Surroundings(NamedTuple):
    """Words before (nearest last) and after (nearest first), as written, marks included.

    `word_before` and `word_after` are the nearest without marks, empty if a mark, a possessive or a line's end parts
    them from the name. `abbreviation_before` is the word before if a full stop ends it: Gen, or the end of a sentence.
    """

    before: list[str]
    after: list[str]
    word_before: str
    word_after: str
    abbreviation_before: str
    is_possessive: bool


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Return what stands around text[start:end] on the same line."""
    before = text[max(0, start - _REACH) : start]
    if "\n" in before:
        before = before[before.rindex("\n") + 1 :]
    after = text[end : end + _REACH]
    if "\n" in after:
        after = after[: after.index("\n")]
    words = before.split()
    if len(before) == _REACH < start and len(words) > 1:
        del words[0]  # it may be cut in two
    word_before = abbreviation = ""
    if words and before[-1] == " ":
        last = words[-1]
        if last[-1] not in _PARTS_BEFORE:
            word_before = last.strip(_MARKS)
        elif last[-1] == ".":
            abbreviation = last.strip(_MARKS)
    is_possessive = after.startswith(_POSSESSIVE)
    following = (after[2:] if is_possessive else after).split()
    word_after = ""
    if following and after[0] == " " and following[0][0] not in _PARTS_AFTER:
        word_after = following[0].strip(_MARKS)
    return Surroundings(words, following, word_before, word_after, abbreviation, is_possessive)


def bare(word: str) -> str:
    """Return a word without the marks around it."""
    return word.strip(_MARKS)
