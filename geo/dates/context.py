"""Where a temporal expression stands: what was said before it, which way its clause looks, what it counts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import re2

from geo.dates.grammar import WEEKDAYS, month_number
from geo.dates.spans import DAY, MONTH, Span, make_day, shift
from geo.dates.tense import REACH, looks_ahead, sentence_start

_NEXT = 90  # characters
_HISTORY = 160  # characters
_OPENS = 4  # characters of "By " or "In " that may open a sentence
_LONG_PAST_DAYS = 300
_FULL_DATE = re2.compile(
    r"\b(?:on|of|in|the) (?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) "
    r"(?P<month2>[A-Z][a-z]{2,8}))\b(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    r"|\b(?:in|of) (?P<month3>[A-Z][a-z]{2,8}) (?P<year3>(?:19|20)\d\d)\b"
)
_WEEKDAY = re2.compile(r"^[^.,;:\n]{0,80}?\bon (?P<name>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?:[.,;]|$)")
_WAS_DUE = re2.compile(r"\b(?:was|were) (?:to|due|set|expected|scheduled|supposed|meant) [^.;]*$")
_STORY_DAYS = 7
_EXACT_DAYS = 2
_DASH = re2.compile(r"^(?: -|:)")


@dataclass(slots=True)
class Context:
    """What a reader of expressions has read so far. `today` is the day of publication, or of a dateline close to it."""

    shadow: bytes
    today: date | None
    last: Span | None = None  # the last time named
    last_end: int = -1
    last_day: Span | None = None  # the last one exact to a day or two
    last_day_end: int = -1
    last_point: Span | None = None  # the last such one on which something happened, not since which it lasts
    story: date | None = None  # the first day named that is close to publication

    def saw(self, span: Span, end: int) -> None:
        """Remember an expression that was read: later ones may count from it."""
        if span.first is None or span.kind == "duration":
            return
        if span.kind == "since" and self.dated_in_sentence(end) is not None:
            return  # "rounded up on Tuesday leaders of a sit-in held since October": the next morning is Wednesday
        self.last, self.last_end = span, end
        if span.precision is DAY and span.days <= _EXACT_DAYS:
            self.last_day, self.last_day_end = span, end
            self.last_point = span if span.kind == "point" else self.last_point
        near = self.today and span.days == 1 and abs((self.today - span.first).days) <= _STORY_DAYS
        if near and self.story is None and span.kind == "point":
            self.story = span.first

    def before(self, start: int, reach: int = 32) -> str:
        """Return the few characters before a place, in lower case, blanks made single."""
        return " ".join(self.shadow[max(0, start - reach) : start].decode("ascii").lower().split(" ")).replace(
            "\n", " "
        )

    def after(self, end: int, reach: int = 24) -> str:
        """Return the few characters after a place, as they stand."""
        return self.shadow[end : end + reach].decode("ascii").replace("\n", " ")

    def ahead(self, start: int, end: int) -> bool:
        """Say whether the clause around an expression tells of what is to come."""
        return looks_ahead(self.shadow, start, end)

    def was_due(self, start: int) -> bool:
        """Say whether the words before tell what was to come at some time past: "were to fall silent on"."""
        return _WAS_DUE.search(self.before(start, 60)) is not None

    def history(self, start: int) -> date | None:
        """Return the month from which a history goes on: "In February 2009 … By May"; None where none is told."""
        last = self.last
        if last is None or last.first is None or self.today is None or last.precision is not MONTH:
            return None
        if start - self.last_end > _HISTORY or b"\n" in self.shadow[max(0, self.last_end) : start]:
            return None
        opens = start - sentence_start(self.shadow, start) <= _OPENS
        return last.first if opens and (self.today - last.first).days > _LONG_PAST_DAYS else None

    def dated_in_sentence(self, start: int) -> date | None:
        """Return the day that the sentence which holds `start` has named already, if it has."""
        if (
            self.last_day
            and start - self.last_day_end < REACH
            and (sentence_start(self.shadow, start) <= self.last_day_end)
        ):
            return self.last_day.first
        return None

    def dated_next(self, end: int) -> date | None:
        """Return the full date that follows soon in the same sentence, if one does."""
        ahead = self.shadow[end : end + _NEXT]
        found = _FULL_DATE.search(ahead)
        if not found or b"." in ahead[: found.start()] or b"\n" in ahead[: found.start()]:
            return None
        if found.group("month3"):
            return make_day(int(found.group("year3")), month_number(found.group("month3").decode("ascii")), 15)
        day = int(found.group("day") or found.group("day2"))
        month = month_number((found.group("month") or found.group("month2")).decode("ascii"))
        if found.group("year"):
            return make_day(int(found.group("year")), month, day)
        years = (self.today.year, self.today.year - 1) if self.today else ()
        days = (make_day(year, month, day) for year in years)
        return next((one for one in days if one and self.today and one <= self.today), None)

    def weekday_next(self, end: int) -> date | None:
        """Return the last weekday of a name that follows in the same clause: "hours before he landed on Wednesday"."""
        found = _WEEKDAY.search(self.shadow[end : end + _NEXT])
        if not found or self.today is None:
            return None
        number = WEEKDAYS.index(found.group("name").decode("ascii").lower())
        return shift(self.today, days=-((self.today.weekday() - number) % 7))

    def labels(self, start: int, end: int) -> bool:
        """Say whether a day stands at the head of its line and a dash follows: an entry of a log of what happened."""
        line = self.shadow[max(0, start - 4) : start].strip(b" *-")
        return (start == 0 or line.endswith(b"\n")) and _DASH.match(self.shadow[end : end + 4]) is not None

    def opens_paragraph(self, start: int) -> bool:
        """Say whether the sentence that holds `start` is the first of its paragraph."""
        begin = sentence_start(self.shadow, start)
        return begin > 0 and b"\n" in self.shadow[begin - 1 : begin + 1]

    def month_named(self) -> Span | None:
        """Return the month that was named after any day: "in September, on the 6th"."""
        fresh = self.last is not None and self.last.precision is MONTH and self.last_end > self.last_day_end
        return self.last if fresh else None

    def anchor(self, start: int, unit: str, *, back: bool) -> date | None:
        """Return the day that "two days earlier" (back) or "later" counts from.

        Telling on counts from the time last named. Stepping back at the start of a paragraph counts from the day of
        the story, because what came between was background; not if its own sentence has named a day. So does stepping
        back in a paragraph that has named no day yet.
        """
        dated = self.dated_in_sentence(start) is not None
        if back and self.story and not dated and (self.opens_paragraph(start) or self._is_past_paragraph(start)):
            return self.story
        span = self.last if unit in ("month", "year", "decade") else self._last_day(dated)
        if span is None or span.first is None:
            return self.today
        return span.first if back else span.last

    def _last_day(self, dated: bool) -> Span | None:
        """Return the day named last; "the same evening" is not that since which something of before has lasted."""
        lasting = self.last_day is not None and self.last_day.kind == "since" and not dated
        return self.last_point if lasting and self.last_point is not None else self.last_day

    def _is_past_paragraph(self, start: int) -> bool:
        """Say whether the day named last stands in a paragraph before this one."""
        return b"\n" in self.shadow[max(0, self.last_day_end) : start]
