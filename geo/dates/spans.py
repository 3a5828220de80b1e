"""Days and stretches of days: the arithmetic that every temporal expression ends in. No text enters here.

All days are proleptic Gregorian. Arithmetic that leaves the years 1 to 9999 stops at their ends, so nothing raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from geo.model import DateBasis, DatePrecision, When

DAY, WEEK, MONTH, YEAR = DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR
EXPLICIT, RELATIVE = DateBasis.EXPLICIT, DateBasis.RELATIVE
_COARSENESS = {DAY: 0, WEEK: 1, MONTH: 2, YEAR: 3, DatePrecision.UNKNOWN: 4}
_SEASON_STARTS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}


@dataclass(frozen=True, slots=True)
class Span:
    """What an expression says: an interval of days, both ends included, or unknown (both None).

    `elided` names what the words left out and the reader filled in, so that a neighbour may correct it:
    "year" (18 March), "week" (Monday), "night" (overnight), "hour" (hours earlier) or "".
    """

    first: date | None
    last: date | None
    precision: DatePrecision
    basis: DateBasis
    kind: str = "point"
    elided: str = ""

    @property
    def days(self) -> int:
        """How many days the interval holds; 0 if unknown."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    def when(self) -> When:
        """Return the interval as the house's noun."""
        return When(self.first, self.last, self.precision, self.basis)


def unknown(basis: DateBasis = RELATIVE, kind: str = "point") -> Span:
    """Return a span of which only the words are known."""
    return Span(None, None, DatePrecision.UNKNOWN, basis, kind)


def coarser(one: DatePrecision, other: DatePrecision) -> DatePrecision:
    """Return the less exact of two precisions."""
    return max(one, other, key=_COARSENESS.__getitem__)


def shift(day: date, *, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0) -> date:
    """Return the day so far away; 31 January and a month is the last of February. Stops at years 1 and 9999."""
    try:
        if not months and not years:
            return day + timedelta(days=days, weeks=weeks)
        return day + relativedelta(years=years, months=months, weeks=weeks, days=days)
    except (OverflowError, ValueError):
        return date.min if days + 7 * weeks + 30 * months + 365 * years < 0 else date.max


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_span(day: date, basis: DateBasis, elided: str = "") -> Span:
    """Return one day as a span."""
    return Span(day, day, DAY, basis, elided=elided)


def month_span(year: int, month: int, basis: DateBasis, elided: str = "") -> Span:
    """Return a calendar month; `month` may run over the ends of its year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = date(min(max(year, 1), 9999), month, 1)
    return Span(
        first,
        shift(first, months=1, days=-1) if first.year < 9999 else date(9999, month, 28),
        MONTH,
        basis,
        elided=elided,
    )


def year_span(year: int, basis: DateBasis, years: int = 1) -> Span:
    """Return a calendar year, or so many from it."""
    year = min(max(year, 1), 9999)
    return Span(date(year, 1, 1), date(min(year + years - 1, 9999), 12, 31), YEAR, basis)


def week_span(day: date, basis: DateBasis) -> Span:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = shift(day, days=-day.weekday())
    return Span(monday, shift(monday, days=6), WEEK, basis)


def season_span(season: str, year: int, basis: DateBasis) -> Span:
    """Return a meteorological season of the north; the winter of a year starts in its December."""
    first = month_span(year, _SEASON_STARTS[season], basis)
    last = month_span(year, _SEASON_STARTS[season] + 2, basis)
    return Span(first.first, last.last, MONTH, basis)


_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def part_span(whole: Span, part: str) -> Span:
    """Return a part of a span: its early, mid or late third, its second half, first week, last quarter.

    Words that name no part, or a part that the span is too short for, leave it whole.
    """
    if whole.first is None or whole.last is None or whole.days < 3:
        return whole
    third = whole.days // 3
    thirds = {"early": (0, third), "mid": (third, whole.days - third), "late": (whole.days - third, whole.days)}
    start, stop = thirds.get(part, (0, 0))
    precision = whole.precision
    if not stop:
        which, _, unit = part.partition(" ")
        length, precision = _part_length(unit, whole)
        stop = min((_ORDINALS.get(which, 0) + 1) * length, whole.days)
        stop = whole.days if which in ("last", "final") or whole.days - stop < min(length, 4) else stop
        start = max(0, stop - length) if which in ("last", "final") else _ORDINALS.get(which, 0) * length
        if not 0 < length <= whole.days or start >= stop:
            return whole
    first, last = shift(whole.first, days=start), shift(whole.first, days=stop - 1)
    return Span(first, last, precision, whole.basis, whole.kind, whole.elided)


def _part_length(unit: str, whole: Span) -> tuple[int, DatePrecision]:
    """Return how many days a part has, 0 if the words name none, and how exact it is."""
    match unit.split():
        case ["half"]:
            return whole.days // 2, whole.precision
        case ["quarter"]:
            return whole.days // 4, MONTH
        case ["week"] if whole.precision is MONTH:
            return 7, WEEK
        case ["day"]:
            return 1, DAY
        case [number, "months"] if whole.precision is YEAR:
            counts = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9}
            return round(counts.get(number, 0) * whole.days / 12), MONTH
    return 0, whole.precision


def around(day: date, unit: str, count: int) -> Span:
    """Return `count` units away from a day, as loosely as people mean it: half a unit to either side."""
    match unit:
        case "day":
            return day_span(shift(day, days=count), RELATIVE)
        case "week":
            middle, slack, precision = shift(day, weeks=count), 3, WEEK
        case "month":
            middle, slack, precision = shift(day, months=count), 15, MONTH
        case "decade":
            middle, slack, precision = shift(day, years=10 * count), 1826, YEAR
        case "year":
            middle, slack, precision = shift(day, years=count), 183, YEAR
        case _:  # hours and minutes: the day itself or the one before
            first, last = sorted((day, shift(day, days=(count > 0) - (count < 0))))
            return Span(first, last, DAY, RELATIVE, elided="hour")
    return Span(shift(middle, days=-slack), shift(middle, days=slack), precision, RELATIVE)


def stretch(day: date, unit: str, count: int, *, ahead: bool = False) -> Span:
    """Return the last (or coming) so many units up to a day, as a duration."""
    sign = 1 if ahead else -1
    if unit in ("hour", "minute"):
        unit, count = "day", -(-count // (24 if unit == "hour" else 1440))
    amounts = {
        "day": {"days": 1},
        "weekend": {"weeks": 1},
        "week": {"weeks": 1},
        "month": {"months": 1},
        "year": {"years": 1},
        "decade": {"years": 10},
    }
    amount = {name: sign * size * count for name, size in amounts[unit].items()}
    first, last = sorted((day, shift(day, **amount)))
    length = (last - first).days
    precision = DAY if length <= 1 else WEEK if length <= 10 else MONTH if length <= 100 else YEAR
    return Span(first, last, precision, RELATIVE, "duration")
