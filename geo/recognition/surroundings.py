"""The few words before and after a name, on its own line, as the rules of use look at them."""

from __future__ import annotations

_REACH = 64  # characters looked at on each side
_MARKS = ".,;:!?()[]{}\"'“”‘’«»…—–"
_PARTS_BEFORE = ".,;:!?)]—–\"”…"
_PARTS_AFTER = "([\"“—–"
_POSSESSIVE = ("'s ", "’s ", "' ", "’ ")


class Surroundings:
    """Words before (nearest last) and after (nearest first) text[start:end], as written, marks included.

    `word_before` and `word_after` are the nearest without marks, empty if a mark, a possessive or a line's end parts
    them from the name. `abbreviation_before` is the word before if a full stop ends it: Gen, or the end of a sentence.
    Most names need no more than these, so that the words further off are looked for only when asked.
    """

    __slots__ = (
        "_after", "_before", "_end", "_start", "_text",
        "abbreviation_before", "is_possessive", "word_after", "word_before",
    )  # fmt: skip

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._before: list[str] | None = None
        self._after: list[str] | None = None
        self.word_before = self.abbreviation_before = self.word_after = ""
        self.is_possessive = False
        if start and text[start - 1] == " ":
            last = self._last_before()
            if last[-1:] not in _PARTS_BEFORE:
                self.word_before = last.strip(_MARKS)
            elif last.endswith("."):
                self.abbreviation_before = last.strip(_MARKS)
        if text.startswith(" ", end):
            first = self._first_after()
            if first[:1] not in _PARTS_AFTER:
                self.word_after = first.strip(_MARKS)
        else:
            self.is_possessive = text.startswith(_POSSESSIVE, end)

    def _last_before(self) -> str:
        start = self._start
        is_near = start > 1 and not self._text[start - 2].isspace()
        words = self._text[max(0, start - _REACH) : start].rsplit(None, 1) if is_near else self.before
        return words[-1] if words else ""

    def _first_after(self) -> str:
        end = self._end
        is_near = not self._text[end + 1 : end + 2].isspace()
        words = self._text[end : end + _REACH].split(None, 1) if is_near else self.after
        return words[0] if words else ""

    @property
    def before(self) -> list[str]:
        """The words before, the nearest last."""
        if self._before is not None:
            return self._before
        start = max(0, self._start - _REACH)
        before = self._text[start : self._start]
        words = before[before.rfind("\n") + 1 :].split()
        if start and "\n" not in before and len(words) > 1:
            del words[0]  # it may be cut in two
        self._before = words
        return words

    @property
    def after(self) -> list[str]:
        """The words after, the nearest first, without the ending of a possessive."""
        if self._after is None:
            after = self._text[self._end : self._end + _REACH].partition("\n")[0]
            self._after = (after[2:] if self.is_possessive else after).split()
        return self._after


def bare(word: str) -> str:
    """Return a word without the marks around it."""
    return word.strip(_MARKS)
