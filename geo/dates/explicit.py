"""Dates that name their calendar: days, months, seasons, years and decades."""

from __future__ import annotations

from datetime import date

import re2

from geo.dates.context import Context
from geo.dates.grammar import WEEKDAYS, month_number
from geo.dates.spans import (
    DAY,
    EXPLICIT,
    RELATIVE,
    Span,
    day_span,
    make_day,
    month_span,
    part_span,
    season_span,
    unknown,
    year_span,
)

Parts = dict[str, str]
_FAR_DAYS = 300  # a bare date so long past is rather the one soon to come
_FIRST_YEAR, _LAST_YEAR = 1800, 2099

_MONTH_CUE = re2.compile(
    r"\b(?:in|since|until|till|by|of|from|to|between|during|before|after|through|throughout|for"
    r"|and|or|back in|around|as of|than in|beginning)(?: (?:early|late|mid))?[ -]$"
)
_THE_CUE = re2.compile(r"\b(?:the|a|an|its|their)[ -]$")
_YEAR_CUE = re2.compile(
    r"\b(?:in|since|until|till|by|of|from|during|before|after|through|throughout|and|or|to|between"
    r"|year|back in|around|mid|(?:the|its|his|their|a)(?: [a-z]+)?)[ -]$|\($"
)
_STRONG_YEAR_CUE = re2.compile(r"\b(?:in|since|during|year|early|late|mid|until|before|after)[ -]$")
_COUNTED = re2.compile(
    r"^ (?:[a-z]+ )?(?:people|persons|soldiers|troops|fighters|militants|civilians|men|women"
    r"|families|children|refugees|afghans|pakistanis|workers|trucks|lorries|km|kilomet|miles|met(?:er|re)"
    r"|rupees|dollars|euros|tonnes|tons|kg|police|others|vehicles|houses|homes|attacks|students"
    r"|protesters|returnees|deaths|square|acres|hectares)"
)
_OTHER_NUMBER = re2.compile(r"^(?:[.,]\d|%|:\d| ?(?:am|pm|a\.m|p\.m|percent|per cent)\b)")
_COUNT_FOLLOWS = re2.compile(r"^ [a-z]{2,}")
_MODAL = re2.compile(r"^ (?:be|have|not|also|still|yet|never|get|go|become|well|even)\b")
_PLAIN_IN = re2.compile(r"(?:^|[ \"'(])in $")


def _year_of(words: str, context: Context) -> int | None:
    """Return the year that "this year", "the same year" and the like name."""
    if words.startswith("of "):
        words = words[3:]
    if context.today and words in ("this year", "last year", "next year"):
        return context.today.year + {"this year": 0, "last year": -1, "next year": 1}[words]
    if context.last is None or context.last.first is None:
        return None
    step = {"the previous year": -1, "the following year": 1, "the same year": 0, "that year": 0}.get(words)
    return None if step is None else context.last.first.year + step


def stage_of(words: str) -> str:
    """Return early, mid or late for "the beginning of" and the like; "first week", "second half" as they are."""
    words = words.removeprefix("the ").removesuffix(" of")
    for sign, part in (("begin", "early"), ("start", "early"), ("mid", "mid"), ("end", "late"), ("earl", "early")):
        if words.startswith(sign):
            return part
    return words


def nearest(context: Context, month: int, day: int, start: int, end: int) -> Span | None:
    """Return the year's occurrence of a bare day that the text means: past by default, to come where it says so."""
    if make_day(2024, month, day) is None:
        return None
    if context.today is None:
        return unknown(EXPLICIT)
    today = context.today
    days = [found for year in range(today.year - 4, today.year + 5) if (found := make_day(year, month, day))]
    past = max((found for found in days if found <= today), default=None)
    coming = min((found for found in days if found > today), default=None)
    if past is None or coming is None:
        return day_span(past or coming or today, EXPLICIT, "year")
    if context.labels(start, end):
        return day_span(past, EXPLICIT, "year")
    behind, ahead = (today - past).days, (coming - today).days
    if behind > _FAR_DAYS or (ahead < behind and context.ahead(start, end)):
        return day_span(coming, EXPLICIT, "year")
    return day_span(past, EXPLICIT, "year")


def read_iso(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read 2024-03-18."""
    day = make_day(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    return day_span(day, EXPLICIT) if day else None


def read_numeric(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read 18/03/2024; day first, as the region writes, unless only the other order is a date."""
    year, one, two = int(parts["year"]), int(parts["day"]), int(parts["month"] or parts["dotted"])
    day = make_day(year, two, one) or make_day(year, one, two)
    return day_span(day, EXPLICIT) if day else None


def day_number(words: str) -> int:
    """Return the number in 3rd or 18."""
    return int(words.rstrip("stndrh"))


def read_day(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read 18 March, March 18, 2024, Sunday, December 11."""
    month, number = month_number(parts["month"]), day_number(parts["day"])
    year = int(parts["year"]) if parts.get("year") else None
    if year is None and parts.get("which"):
        year = _year_of(parts["which"], context)
        if year is None:
            return unknown()
    if year is not None:
        day = make_day(year, month, number)
        return day_span(day, EXPLICIT) if day else None
    rest = context.after(end)
    if _OTHER_NUMBER.match(rest) or (month == 5 and _MODAL.match(rest)):
        return None
    span = nearest(context, month, number, start, end)
    return _on_weekday(span, parts["led"]) if span and parts["led"] else span


def _on_weekday(span: Span, led: str) -> Span:
    """Return the occurrence, of those few years around, that falls on the weekday the text names."""
    if span.first is None:
        return span
    number = [name[:3] for name in WEEKDAYS].index(led[:3])
    year = span.first.year
    years = (year, year + 1, *range(year - 1, max(year - 12, 0), -1))
    days = (make_day(year, span.first.month, span.first.day) for year in years)
    fitting = next((day for day in days if day and day.weekday() == number), span.first)
    return day_span(fitting, EXPLICIT, "year")


def read_month_day(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read March 18; but in "in March 18 soldiers died" only the month is a date."""
    if context.shadow[end - 1 : end].isdigit() and _OTHER_NUMBER.match(context.after(end)):
        return _bare_month(month_number(parts["month"]), context, start, end)
    if _PLAIN_IN.search(context.before(start)) and _COUNT_FOLLOWS.match(context.after(end)):
        return _bare_month(month_number(parts["month"]), context, start, end)
    return read_day(parts, context, start, end)


def read_days(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read April 1 to 7, 3 and 5 May 2022: both days of one month as one interval."""
    month, one, two = month_number(parts["month"]), day_number(parts["day"]), day_number(parts["until"])
    if parts["year"]:
        first, last = (make_day(int(parts["year"]), month, number) for number in (one, two))
        elided = ""
    else:
        found = nearest(context, month, two, start, end)
        if found is None or found.first is None:
            return found
        first, last, elided = make_day(found.first.year, month, one), found.first, "year"
    if first is None or last is None or first > last:
        return None
    return Span(first, last, DAY, EXPLICIT, elided=elided)


def _bare_month(month: int, context: Context, start: int, end: int) -> Span:
    """Return the last such month that has begun, or the coming one where the clause looks ahead."""
    if context.today is None:
        return unknown(EXPLICIT)
    today, told = context.today, context.history(start)
    if told is not None and not context.ahead(start, end):  # "In February 2009 … By May"
        return month_span(told.year + (month < told.month), month, RELATIVE, "year")
    year = today.year if month <= today.month else today.year - 1
    if month != today.month and context.ahead(start, end):
        year += 1
    return month_span(year, month, RELATIVE, "year")


def read_month_year(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read June 2022, late June 2022, March this year, September the same year."""
    year = int(parts["year"]) if parts["year"] else _year_of(parts["which"], context)
    if year is None:
        return unknown()
    basis = EXPLICIT if parts["year"] else RELATIVE
    return part_span(month_span(year, month_number(parts["month"]), basis), stage_of(parts["stage"] or parts["part"]))


def read_month(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read a month without a year, where the words around show that it is a month: in March, last November."""
    month, which = month_number(parts["month"]), parts["which"]
    told = bool(parts["part"] or parts["stage"] or which)
    if not told and not _is_month(parts["month"], context, start, end):
        return None
    if context.today is None:
        return unknown(EXPLICIT)
    today = context.today
    if which == "that":
        named = context.last.first if context.last else None  # "in 2021 … that July"
        if named is None or not _ENDS.match(context.after(end)):
            return None
        return month_span(named.year, month, RELATIVE)
    if which == "last" and month == today.month:
        span = month_span(today.year - 1, month, RELATIVE)
    elif which == "next" or which == "this coming":
        span = month_span(today.year + (month <= today.month), month, RELATIVE)
    elif which == "this":
        span = month_span(today.year, month, RELATIVE)
    elif which:
        span = month_span(today.year - (month > today.month), month, RELATIVE)
    else:
        span = _bare_month(month, context, start, end)
    return part_span(span, stage_of(parts.get("stage") or parts.get("part", "")))


_ENDS = re2.compile(r"^(?:[,.;:)\n]|$| (?:on|when|after|as|in|at|by|and)\b)")


def _is_month(name: str, context: Context, start: int, end: int) -> bool:
    before, rest = context.before(start), context.after(end)
    if _MONTH_CUE.search(before):
        return not rest.startswith("-") or rest[1:2] == " "
    if rest.startswith(("'s ", "' ")) and name not in ("may", "april", "june", "august"):
        return True
    if name in ("march", "may"):
        return False
    return bool(_THE_CUE.search(before)) and rest[:1] == " " and rest[1:2].islower()


def read_season(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read this spring, last winter, the summer of 2021: meteorological seasons of the north."""
    season = (parts["season"] or parts["dated"]).replace("fall", "autumn")
    if parts["year"] or parts["yearly"]:
        year = int(parts["year"]) if parts["year"] else _year_of(parts["yearly"], context)
        span = season_span(season, year, EXPLICIT) if year else unknown()
        return part_span(span, stage_of(parts.get("stage") or parts.get("part", "")))
    if context.today is None:
        return unknown()
    today, which = context.today, parts["which"]
    spans = [season_span(season, today.year + offset, RELATIVE) for offset in (-2, -1, 0, 1)]
    if which == "next":
        span = next((span for span in spans if span.first and span.first > today), spans[-1])
    elif which == "this":
        span = min(spans, key=lambda span: gap(span, today))
    else:
        span = next((span for span in reversed(spans) if span.last and span.last < today), spans[0])
    return part_span(span, stage_of(parts.get("stage") or parts.get("part", "")))


def gap(span: Span, day: date) -> int:
    """Return how many days a day lies outside a span; 0 inside it."""
    if span.first is None or span.last is None:
        return 0
    return max((span.first - day).days, (day - span.last).days, 0)


def read_year(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read a year where the words around show that it is one: in 2020, since 2008, the 2022 killing."""
    year, stage = int(parts["year"]), stage_of(parts["stage"] or parts["part"])
    before, rest = context.before(start), context.after(end)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or (before.endswith((".", ",", "/", "$", "rs ", "#", "-")) and not stage):
        return None
    if _OTHER_NUMBER.match(rest) or rest[:1] in ("-", "/") or _COUNTED.match(rest.lower()):
        return None
    cue = _STRONG_YEAR_CUE if year in (1800, 1900, 2000) else _YEAR_CUE
    if not stage and not cue.search(before) and not rest.startswith("'s "):
        return None
    if before.endswith("(") and rest[:1] not in (")", ",", ";"):
        return None
    return part_span(year_span(year, EXPLICIT), stage)


def read_years(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read 2014-15, 2001-2021."""
    first, words = int(parts["year"]), parts["until"]
    last = int(words) if len(words) == 4 else first - first % 100 + int(words)
    if not first < last <= min(first + 100, _LAST_YEAR) or (len(words) == 2 and int(words) <= 12):
        return None
    return year_span(first, EXPLICIT, last - first + 1)


def read_decade(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read the 1980s, the early 1990s."""
    return part_span(year_span(int(parts["decade"]), EXPLICIT, 10), stage_of(parts["part"]))


READERS = {
    "iso": read_iso,
    "numeric": read_numeric,
    "days_month": read_days,
    "month_days": read_days,
    "day_month_year": read_day,
    "month_day_year": read_day,
    "day_month": read_day,
    "month_day": read_month_day,
    "season": read_season,
    "month_year": read_month_year,
    "month": read_month,
    "decade": read_decade,
    "years": read_years,
    "year": read_year,
}
