"""Neighbouring expressions that belong together: from Friday to Sunday, June and July 2022, Monday last week.

What one of them left out, the other may tell: the year of "March to June 2022", the week of "Monday last week".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import re2

from geo.dates.spans import DAY, EXPLICIT, MONTH, WEEK, YEAR, Span, coarser, make_day, month_span, shift

_GAP = 40  # characters between two expressions that may belong together
_CLOCK = r"(?: \d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?)?"
_RANGE = re2.compile(
    r"^,? ?(?:(?:and then |and )?(?:to|until|till|through|-{1,2})|into)"
    + _CLOCK
    + r"(?: (?:the )?(?:midnight|noon|midday|early|late|dawn|evening|morning|end)"
    r"(?: of| on)?| on| the)* ?$"
)
_PAIR = re2.compile(r"^ ?(?:and|or|&)(?: (?:on|in|early|late|early on|late on))? $")
_BETWEEN = re2.compile(
    r"\b(?:between|from)(?: (?:midnight|noon|early|late|the night of|dawn))?" + _CLOCK + r"(?: on| of)? $"
)
_APPOSED = re2.compile(r"^(?:,? ?\(|, (?:on |in |early on |late on )?|(?: of| on| in|)(?: the)?(?: morning of)? )$")
_OPENING = 32


@dataclass(frozen=True, slots=True)
class Found:
    """An expression where it stands, and what it says."""

    start: int
    end: int
    span: Span


def join(found: Iterable[Found], shadow: bytes, today: date | None) -> list[Found]:
    """Return the expressions in order, those that belong together as one."""
    joined: list[Found] = []
    for one in found:
        if joined and one.start - joined[-1].end <= _GAP and (both := _both(joined[-1], one, shadow, today)):
            joined[-1:] = both
        else:
            joined.append(one)
    return joined


def _both(left: Found, right: Found, shadow: bytes, today: date | None) -> list[Found] | None:
    gap = shadow[left.end : right.start].replace(b"\n", b" ")
    if b". " in gap or left.span.kind == "duration" or right.span.kind == "duration":
        return None
    before = shadow[max(0, left.start - _OPENING) : left.start].replace(b"\n", b" ")
    opened = bool(_BETWEEN.search(before.lower()))
    if _PAIR.match(gap):
        return _paired(left, right, opened)
    if _RANGE.match(gap) and (opened or b"-" in gap or left.span.precision is right.span.precision in (DAY, MONTH)):
        return _ranged(left, right, today)
    if _APPOSED.match(gap):
        return _apposed(left, right, gap)
    return None


def _whole(left: Found, right: Found, span: Span) -> list[Found]:
    return [Found(left.start, right.end, span)]


def _spanning(one: Span, other: Span) -> Span | None:
    if one.first is None or other.last is None or one.first > other.last:
        return None
    basis = EXPLICIT if EXPLICIT in (one.basis, other.basis) else one.basis
    return Span(one.first, other.last, coarser(one.precision, other.precision), basis, one.kind)


def _in_year(span: Span, year: int) -> Span:
    """Return a span whose year was left out, in that year."""
    if span.first is None or span.last is None or not 1 <= year <= 9999:
        return span
    if span.precision is MONTH and span.days >= 28:
        return replace(month_span(year, span.first.month, span.basis), kind=span.kind)
    offset = year - span.last.year
    first = (
        make_day(span.first.year + offset, span.first.month, span.first.day)
        if (1 <= span.first.year + offset <= 9999)
        else None
    )
    last = make_day(year, span.last.month, span.last.day)
    return replace(span, first=first, last=last, elided="") if first and last else span


def _agreed(left: Span, right: Span) -> Span:
    """Return the left span, with the year that only the right one tells."""
    if left.elided != "year" or right.elided or right.first is None or left.first is None:
        return left
    if right.precision is YEAR:
        return left
    told = _in_year(left, right.first.year)
    return told if told.first and told.first <= right.first else _in_year(left, right.first.year - 1)


def _paired(left: Found, right: Found, opened: bool) -> list[Found] | None:
    """Join two days, months or years that touch; else only let the left one take the year of the right one."""
    one = _agreed(left.span, right.span)
    other = right.span
    if one.elided == "week" and other.elided == "week" and one.first and other.last and one.first > other.last:
        later = shift(other.last, weeks=1)
        other = replace(other, first=later, last=later) if opened or (later - one.first).days == 1 else other
    if one.last and other.first and one.precision is other.precision:
        touching = (other.first - one.last).days == 1
        if (touching or opened) and (span := _spanning(one, other)):
            return _whole(left, right, span)
    return [replace(left, span=one), right] if one is not left.span else None


def _ranged(left: Found, right: Found, today: date | None) -> list[Found] | None:
    one, other = _agreed(left.span, right.span), right.span
    if one.first is None or other.last is None:
        return None
    if one.elided == "week" and today and (one.first - today).days > 3:
        one = _moved(one, -7)
    if other.elided == "week" and one.first and one.last:
        ahead = -(-((one.first - (other.first or one.first)).days) // 7)
        other = _moved(other, 7 * max(0, ahead))
    elif other.elided == "year" and one.first and other.last and other.last < one.first:
        other = _in_year(other, one.first.year)
        if other.last and other.last < one.first:
            other = _in_year(other, one.first.year + 1)
    span = _spanning(one, other)
    return _whole(left, right, span) if span else None


def _moved(span: Span, days: int) -> Span:
    if span.first is None or span.last is None:
        return span
    return replace(span, first=shift(span.first, days=days), last=shift(span.last, days=days))


def _apposed(left: Found, right: Found, gap: bytes) -> list[Found] | None:
    """Join two tellings of one time, such as "Monday last week": the finer one, inside the coarser one."""
    if left.span.kind != "point" or right.span.kind != "point":
        return None
    loose = left.span.elided == "hour" or (left.span.elided == "night" and gap.startswith(b" "))
    if loose and right.span.days == 1:
        return _whole(left, right, right.span)
    for weekday, day in ((left.span, right.span), (right.span, left.span)):
        if _same_weekday(weekday, day):
            return _whole(left, right, day)
    coarse, fine = sorted((left.span, right.span), key=lambda span: -span.days)
    if coarse.first is None or coarse.last is None or fine.first is None or fine.last is None:
        return None
    if coarse.precision is DAY and coarse.days > fine.days:
        return None
    if fine.elided == "week" and coarse.precision is WEEK and not _inside(fine, coarse) and coarse.days == 7:
        fine = _moved(fine, 7 * ((coarse.first - fine.first).days // 7 + bool((coarse.first - fine.first).days % 7)))
    if fine.elided == "year" and coarse.precision is YEAR and coarse.days in (365, 366):
        fine = _in_year(fine, coarse.first.year)
    if not _inside(fine, coarse) or (fine.days == coarse.days and fine.precision is not DAY):
        return None
    return _whole(left, right, replace(fine, elided=""))


def _same_weekday(weekday: Span, day: Span) -> bool:
    """Say whether a weekday only tells again what a calendar date says: Monday (March 18)."""
    return bool(
        weekday.elided == "week"
        and day.days == 1
        and day.basis is EXPLICIT
        and weekday.first
        and day.first
        and weekday.first.weekday() == day.first.weekday()
    )


def _inside(fine: Span, coarse: Span) -> bool:
    return bool(
        fine.first
        and fine.last
        and coarse.first
        and coarse.last
        and coarse.first <= fine.first
        and fine.last <= coarse.last
    )
