"""Where a temporal expression stands: what was said before it, which way its clause looks, what it counts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from geo.dates.spans import DAY, Span
from geo.dates.tense import REACH, looks_ahead, sentence_start

_STORY_DAYS = 7


@dataclass(slots=True)
class Context:
    """What a reader of expressions has read so far. `today` is the day of publication, or of a dateline close to it."""

    shadow: bytes
    today: date | None
    last: Span | None = None
    last_end: int = -1
    story: date | None = None
    _started: list[int] = field(default_factory=list)

    def saw(self, span: Span, end: int) -> None:
        """Remember an expression that was read: later ones may count from it."""
        if span.first is None or span.kind == "duration":
            return
        self.last, self.last_end = span, end
        near = self.today and span.days == 1 and abs((self.today - span.first).days) <= _STORY_DAYS
        if near and self.story is None and span.kind == "point":
            self.story = span.first

    def before(self, start: int, reach: int = 32) -> str:
        """Return the few characters before a place, in lower case, blanks made single."""
        return " ".join(self.shadow[max(0, start - reach):start].decode("ascii").lower().split(" ")).replace("\n", " ")

    def after(self, end: int, reach: int = 24) -> str:
        """Return the few characters after a place, as they stand."""
        return self.shadow[end:end + reach].decode("ascii").replace("\n", " ")

    def ahead(self, start: int, end: int) -> bool:
        """Say whether the clause around an expression tells of what is to come."""
        return looks_ahead(self.shadow, start, end)

    def dated_in_sentence(self, start: int) -> bool:
        """Say whether the sentence that holds `start` has named a day already."""
        return self.last_end > 0 and start - self.last_end < REACH and (
            sentence_start(self.shadow, start) <= self.last_end)

    def opens_paragraph(self, start: int) -> bool:
        """Say whether the sentence that holds `start` is the first of its paragraph."""
        begin = sentence_start(self.shadow, start)
        return begin > 0 and self.shadow[begin - 1:begin + 1].find(b"\n") >= 0

    def anchor(self, start: int, *, back: bool) -> date | None:
        """Return the day that "two days earlier" (back) or "later" counts from.

        Telling on counts from the day last named. Stepping back at the start of a paragraph counts from the day of
        the story, because what came between was background.
        """
        if back and self.story and self.opens_paragraph(start):
            return self.story
        if self.last and self.last.first and self.last.last:
            if self.last.precision is DAY or self.today is None:
                return self.last.first if back else self.last.last
            return self.last.first if self.last.days <= 31 else self.today
        return self.today
