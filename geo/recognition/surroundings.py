"""The few words before and after a name, on its own line, as the rules of use look at them."""

from __future__ import annotations

from dataclasses import dataclass

_REACH = 64  # characters looked at on each side
_MARKS = ".,;:!?()[]{}\"'“”‘’«»…—–"
_POSSESSIVE = ("'s ", "’s ", "' ", "’ ")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words before (nearest last) and after (nearest first), as written, marks included."""

    before: list[str]
    after: list[str]
    touches_before: bool  # only one space between the name and the word before it
    touches_after: bool
    is_possessive: bool

    @property
    def word_before(self) -> str:
        """The word right before, without marks; empty if a mark or a line's start parts it from the name."""
        if not self.touches_before or not self.before or self.before[-1][-1] in ".,;:!?)]—–\"”":
            return ""
        return self.before[-1].strip(_MARKS)

    @property
    def abbreviation_before(self) -> str:
        """The word right before if a full stop ends it, without that: Gen, or the last word of a sentence."""
        if not self.touches_before or not self.before or not self.before[-1].endswith("."):
            return ""
        return self.before[-1].strip(_MARKS)

    @property
    def word_after(self) -> str:
        """The word right after, without marks; empty if a mark, a possessive or a line's end parts it from the name."""
        if not self.touches_after or not self.after or self.after[0][0] in "([\"“—–":
            return ""
        return self.after[0].strip(_MARKS)


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Return what stands around text[start:end] on the same line."""
    before = text[max(0, start - _REACH) : start]
    if (line := before.rfind("\n")) >= 0:
        before = before[line + 1 :]
    after = text[end : end + _REACH]
    if (line := after.find("\n")) >= 0:
        after = after[:line]
    words = before.split()
    if start > _REACH and len(words) > 1 and len(before) == _REACH:
        words = words[1:]  # the first may be cut in two
    is_possessive = after.startswith(_POSSESSIVE)
    return Surroundings(
        words,
        after[2:].split() if is_possessive else after.split(),
        before.endswith(" "),
        after.startswith(" "),
        is_possessive,
    )


def bare(word: str) -> str:
    """Return a word without the marks around it."""
    return word.strip(_MARKS)
