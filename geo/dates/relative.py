"""Expressions that count from another day.

From publication: yesterday, on Monday, two days ago. From a day named before: two days earlier, the same month.
"""

from __future__ import annotations

from datetime import date

import re2

from geo.dates.context import Context
from geo.dates.explicit import day_number, stage_of
from geo.dates.grammar import WEEKDAYS, count_of, is_vague
from geo.dates.spans import (
    DAY,
    MONTH,
    RELATIVE,
    WEEK,
    YEAR,
    Span,
    around,
    day_span,
    make_day,
    month_span,
    part_span,
    shift,
    stretch,
    unknown,
    week_span,
    year_span,
)

Parts = dict[str, str]
_CAME = re2.compile(r"\b(?:came|comes|come|coming|happened|follows?) (?:just |barely |only |about |nearly |some )?$")
_NEWSPAPER = re2.compile(
    r"^ (?:Times|Mail|Telegraph|Express|Mirror|Observer|Herald|Guardian|Post|Magazine|Today|Mosque"
    r"|Market|Bazaar)\b"
)
_NAMES = (b"bloody", b"black", b"good", b"holy", b"super", b"mail on", b"palm", b"ash", b"easter")
_NAMED = re2.compile(r"\b(?:bloody|black|good|holy|super|the mail on|palm|ash|easter) $")
_CALENDAR_UNITS = {"morning": "day", "afternoon": "day", "evening": "day", "night": "day"}
_RECENT_DAYS = {"hours": 1, "days": 7, "weeks": 35, "months": 150, "years": 1461, "decades": 7305, "times": 1461}
_ENDS_THERE = re2.compile(
    r"^(?:[,.;:)\n]|$| (?:and|but|for|to|by|with|in|at|when|after|before|as|from|a|an|the|his|her|its|their|that|where"
    r"|while|at least|about|some|one|two|three|four|five|six|he|she|it|they|police|troops|soldiers|gunmen|militants)\b"
    r"| of (?:the|this|that|last) month)"
)
_OF_ANOTHER = re2.compile(r"^ (?:before|of|after|following|preceding|prior)\b")
_OVER = re2.compile(r"\b(?:over|at|during|on|this) $")
# "…, and two days after, gunmen struck", "in front of the gate the day before.", "three days after that they met"
_ADVERB = re2.compile(
    r"^(?:[.,;:)\n]|$| (?:and|but)\b| that(?:[,.]| (?:he|she|it|they|more|some|at|a|an|the|two|three)\b))"
)
_BEHIND = re2.compile(r"^ (next|last)(?:[.,;:)\n]|$| (?:to|at|in|for|when|where|near|after|while|and)\b)")
_OF_THE_CLOCK = re2.compile(
    r"(?i)^ (?:the )?(?:midnight|dawn|daybreak|sunrise|sunset|dusk|noon|midday|iftar|sehri|first light)\b"
)
_JUST_PAST = 2  # days
_SAME_BREATH = 120  # characters
_BACK = ("ago", "earlier", "before", "prior", "previously")


def read_weekday(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read a weekday: the last one up to publication, the next where the clause looks ahead."""
    which = parts["which"].removeprefix("the ") or _which_behind(context.after(end))
    if which in ("every", "each") or _is_name(context, start, end):
        return None
    if context.today is None:
        return unknown()
    number = WEEKDAYS.index(parts["weekday"])
    from_day = context.last_day.first if context.last_day else None
    if which in ("previous", "following", "same", "that same"):
        return day_span(_weekday_by(which, number, from_day or context.today), RELATIVE)
    today = context.today
    if (
        not which
        and from_day
        and context.before(start, 8).endswith("on the ")
        and not _OF_ANOTHER.match(context.after(end))
    ):
        day = shift(from_day, days=(number - from_day.weekday()) % 7)
        if day <= today:
            return day_span(day, RELATIVE)  # "on August 27 … On the Thursday": the first one since
    behind = (today.weekday() - number) % 7
    coming = which in ("next", "this coming", "coming") or (not which and context.ahead(start, end))
    if coming and not which and 0 < behind <= _JUST_PAST and context.was_due(start):
        coming = False  # "the guns were to fall silent on Tuesday", wrote the paper of Wednesday
    if coming:
        return day_span(shift(today, days=(number - today.weekday()) % 7 or 7 * bool(which)), RELATIVE, "week")
    if which == "this" and (behind == 0 or context.ahead(start, end)):
        return day_span(shift(today, days=(number - today.weekday()) % 7), RELATIVE)
    if which == "last" and behind == 0:
        behind = 7
    return day_span(shift(today, days=-behind), RELATIVE, "week")


def _which_behind(after: str) -> str:
    """Return "next" or "last" that stands behind a weekday, as some papers write: "on Friday next"."""
    found = _BEHIND.match(after)
    return found.group(1) if found else ""


def _is_name(context: Context, start: int, end: int) -> bool:
    """Say whether a weekday belongs to a name: Friday Times, Black Friday."""
    if context.shadow[end + 1 : end + 2].isupper() and _NEWSPAPER.match(context.after(end)):
        return True
    before = context.shadow[max(0, start - 8) : start - 1].lower()
    return before.endswith(_NAMES) and _NAMED.search(context.before(start)) is not None


def _weekday_by(which: str, number: int, day: date) -> date:
    if which == "previous":
        return shift(day, days=-((day.weekday() - number - 1) % 7 + 1))
    if which == "following":
        return shift(day, days=(number - day.weekday() - 1) % 7 + 1)
    return shift(day, days=-((day.weekday() - number) % 7))


_DEICTIC = {
    "today": (0, 0),
    "yesterday": (-1, -1),
    "tomorrow": (1, 1),
    "tonight": (0, 0),
    "overnight": (-1, 0),
    "last night": (-1, -1),
    "this morning": (0, 0),
    "this afternoon": (0, 0),
    "this evening": (0, 0),
    "the day before yesterday": (-2, -2),
    "the day after tomorrow": (2, 2),
}


def read_deictic(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read yesterday, overnight, this morning."""
    before = context.shadow[max(0, start - 20) : start].split(b" ")
    if (
        parts["word"] == "today"
        and context.shadow[start : start + 1] == b"T"
        and len(before) > 1
        and (before[-1] == b"" and before[-2][:1].isupper())
    ):
        return None  # the name of a newspaper
    if context.today is None:
        return unknown()
    first, last = _DEICTIC[parts["word"]]
    elided = "night" if parts["word"] == "overnight" else ""
    return Span(shift(context.today, days=first), shift(context.today, days=last), DAY, RELATIVE, elided=elided)


def read_distance(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read two days ago, a week earlier, three months later, two days after."""
    way, unit = parts["way"], parts["unit"]
    if unit in ("minute", "hour") and _OF_THE_CLOCK.match(context.after(end)):
        return None  # "a minute before midnight on Monday"
    if way == "after" and context.before(start).endswith("for "):
        return None  # "shut for nine days after the clash": how long, not when
    count = count_of(parts["count"])
    if unit == "fortnight":
        unit, count = "week", 2 * count
    unit = {"night": "day", "weekend": "week"}.get(unit, unit)
    span = _away(way, unit, count, context, start, end, is_vague(parts["count"]))
    if parts["shade"] == "exactly" and unit in ("week", "month", "year") and span.first and span.last:
        return day_span(shift(span.first, days=(span.last - span.first).days // 2), RELATIVE)
    return span


def read_into(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read two days into it, three weeks into the siege: counted on from the day last named."""
    if context.last_day is None or context.last_day.first is None:
        return None
    return around(context.last_day.first, parts["unit"].rstrip("s"), count_of(parts["count"]))


def read_units_before(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read days later, hours earlier, years ago: an unsaid number of units."""
    unit = parts["unit"].rstrip("s")
    if unit in ("minute", "hour") and _OF_THE_CLOCK.match(context.after(end)):
        return None
    return _away(parts["way"], unit, 3 if unit != "hour" else 1, context, start, end, True)


def _away(way: str, unit: str, count: int, context: Context, start: int, end: int, vague: bool) -> Span:
    """Return so many units before or after what the words count from."""
    back = way in _BACK
    day = context.today if way == "ago" else context.anchor(start, unit, back=back)
    if way in ("before", "after") and not _ADVERB.match(context.after(end)):
        if named := context.dated_in_sentence(start):
            # "said on Wednesday ..., two days after a strike": the strike lies two days before Wednesday
            back, day = not back, named
        else:
            # "two days after the strikes of March 18": counted from a date that the sentence tells next
            told = context.dated_next(end) or context.weekday_next(end)
            if told is None and way == "after" and _CAME.search(context.before(start)):
                back = True  # "The decision came two weeks after fighters stormed a post"
            day = told or day
    if day is None:
        return unknown()
    span = _spread(day, unit, -count if back else count) if vague else around(day, unit, -count if back else count)
    unsaid = not back and context.today and span.first and span.first > context.today
    return unknown() if unsaid and not context.ahead(start, end) else span


def _spread(day: date, unit: str, count: int) -> Span:
    """Return "some weeks earlier": from one unit away to twice as far as the usual count."""
    far, near = around(day, unit, 2 * count), around(day, unit, 1 if count > 0 else -1)
    if unit in ("minute", "hour") or far.first is None or near.first is None:
        return near
    first, last = (far.first, near.last) if count < 0 else (near.first, far.last)
    return Span(first, last, {"day": WEEK, "week": MONTH}.get(unit, YEAR), RELATIVE)


def read_neighbour(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read the day before, the next day, the previous month, the same year: counted from a day named before."""
    unit = _CALENDAR_UNITS.get(unit := parts.get("day") or parts["unit"], unit)
    which = parts["which"]
    if parts.get("way"):
        return (
            _away(parts["way"], unit, 1, context, start, end, False)
            if unit == "day"
            else (_calendar(unit, context.anchor(start, unit, back=True), 1 if parts["way"] == "after" else -1))
        )
    step = {"next": 1, "following": 1, "previous": -1, "same": 0}[which]
    return _calendar(unit, context.anchor(start, unit, back=step < 0), step)


def read_day_of_month(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read on the 23rd: of the month last named, or the last such day up to publication."""
    if not context.before(start).endswith("on ") or not _ENDS_THERE.match(context.after(end)):
        return None
    if context.today is None:
        return unknown()
    number = day_number(parts["day"])
    month = context.month_named()
    if month is not None and month.first is not None and start - context.last_end < _SAME_BREATH:
        named = make_day(month.first.year, month.first.month, number)
        return day_span(named, RELATIVE) if named else None
    near = context.last_day.first if context.last_day and context.last_day.first else context.today
    months = (shift(near, months=step) for step in (-1, 0, 1))
    days = [day for month in months if (day := make_day(month.year, month.month, number))]
    if not context.ahead(start, end):
        days = [day for day in days if day <= context.today] or days
    return day_span(min(days, key=lambda day: abs((day - near).days)), RELATIVE)


def read_that(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read that day, that month, that year: the one last named."""
    if context.last is None or context.last.first is None:
        return None
    unit = _CALENDAR_UNITS.get(parts["unit"], parts["unit"])
    if unit == "day" and context.last.precision is not DAY:
        return None
    near = context.last.last if unit == "day" else context.last.first  # "hours earlier": at most on that day
    return _calendar(unit, near, 0)


def _calendar(unit: str, day: date | None, step: int) -> Span:
    """Return the calendar day, week, month or year that lies `step` from the one that holds `day`."""
    if day is None:
        return unknown()
    match unit:
        case "day":
            return day_span(shift(day, days=step), RELATIVE)
        case "week":
            return week_span(shift(day, weeks=step), RELATIVE)
        case "weekend":
            monday = shift(day, days=7 * step - day.weekday())
            return Span(shift(monday, days=5), shift(monday, days=6), WEEK, RELATIVE)
        case "month":
            return month_span(day.year, day.month + step, RELATIVE)
        case "quarter":
            first = month_span(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * step, RELATIVE)
            return Span(first.first, shift(first.first or day, months=3, days=-1), MONTH, RELATIVE)
        case _:
            return year_span(day.year + step, RELATIVE)


def read_unit(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read last week, this month, next year, earlier this week, the end of the year."""
    if (
        parts["which"] == "the"
        and not parts["stage"]
        and not parts["part"]
        and (parts["unit"] != "weekend" or not _OVER.search(context.before(start)))
    ):
        return None
    if context.today is None:
        return unknown()
    today, which = context.today, parts["which"].split()[-1]
    step = {"last": -1, "next": 1}.get(which, 0)
    unit = parts["unit"]
    if unit == "weekend" and which == "last" and today.weekday() >= 5:
        saturday = shift(today, days=-2 - today.weekday())
        return Span(saturday, shift(saturday, days=1), WEEK, RELATIVE)
    if unit == "weekend" and which in ("this", "the") and today.weekday() < 5 and not context.ahead(start, end):
        step = -1 if which == "the" or today.weekday() < 2 else 0
    span = _calendar(unit, today, step)
    part = parts["part"]
    if part in ("earlier", "later") and step == 0 and span.first and span.last and span.first <= today <= span.last:
        first, last = (span.first, today) if part == "earlier" else (today, span.last)
        return Span(first, last, span.precision, RELATIVE)
    return part_span(span, stage_of(parts["stage"]) if parts["stage"] else part)


def read_stretch(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read over the past 18 months, the last three days, the coming weeks: a duration up to, or from, publication."""
    unit = parts["unit"]
    plural = context.shadow[end - 1 : end] in (b"s", b"S")
    if not parts["count"] and (unit in ("minute", "hour", "day", "night") and not plural):
        return None
    if context.today is None:
        return unknown(kind="duration")
    ahead = parts["which"] in ("coming", "next")
    count = count_of(parts["count"]) if parts["count"] else 3 if plural else 1
    if unit == "fortnight":
        unit, count = "week", 2 * count
    return stretch(context.today, "day" if unit == "night" else unit, count, ahead=ahead)


def read_recent(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read in recent weeks, recently, a recent attack: loosely, up to publication."""
    if parts["noun"] and (parts["noun"] in ("and", "or", "as", "than") or context.before(start).endswith("most ")):
        return None
    if context.today is None:
        return unknown(kind="duration")
    days = _RECENT_DAYS.get(parts["unit"], 30)
    precision = DAY if days <= 1 else WEEK if days <= 7 else MONTH if days <= 150 else YEAR
    return Span(shift(context.today, days=-days), context.today, precision, RELATIVE, "duration")


def read_rest(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read within the week (seven days), before the month is out: from publication on."""
    within = context.shadow[start : start + 6].lower() == b"within"
    if not (within or parts["out"]):
        return None  # "before the week of the vote"
    if context.today is None:
        return unknown()
    unit = parts["rest"].lower()
    span = _calendar(unit, context.today, 0)
    last = shift(context.today, days=7) if within and unit == "week" else span.last
    return Span(context.today, last, span.precision, RELATIVE)


def read_same_day(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read earlier in the day, the same day: the day last named."""
    day = context.anchor(start, "day", back=False)
    return day_span(day, RELATIVE) if day else unknown()


READERS = {
    "weekday": read_weekday,
    "deictic": read_deictic,
    "distance": read_distance,
    "into": read_into,
    "units_before": read_units_before,
    "neighbour": read_neighbour,
    "bare_neighbour": read_neighbour,
    "day_of_month": read_day_of_month,
    "that": read_that,
    "unit": read_unit,
    "stretch": read_stretch,
    "recent": read_recent,
    "rest": read_rest,
    "earlier_day": read_same_day,
}
