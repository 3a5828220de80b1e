"""The Islamic calendar by arithmetic, and the feasts that news dates by.

Method: the tabular (civil) calendar with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of each cycle of 30,
counted from Friday 16 July 622 (Julian). A month starts in fact when its moon is seen, in Pakistan often a day later
than in Saudi Arabia or Afghanistan: every answer is widened by a day on either side.
"""

from __future__ import annotations

from datetime import date

from geo.dates.spans import DAY, EXPLICIT, MONTH, Span, shift

_EPOCH_ORDINAL = 227015  # date.toordinal() of 1 Muharram 1
_WIDTH_DAYS = 1

# Feast -> month, day, days that people call by its name
FEASTS = {"fitr": (10, 1, 3), "adha": (12, 10, 3), "ashura": (1, 10, 1), "milad": (3, 12, 1)}


def islamic_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a tabular Islamic date, or None outside the years 1 to 9999."""
    days = day + (59 * (month - 1) + 1) // 2 + 354 * (year - 1) + (11 * year + 3) // 30
    ordinal = _EPOCH_ORDINAL - 1 + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def islamic_year(day: date) -> int:
    """Return the Islamic year that holds a Gregorian day, give or take the moon."""
    return max(1, (30 * (day.toordinal() - _EPOCH_ORDINAL) + 10646) // 10631)


def month_near(day: date, month: int, *, ahead: bool = False) -> Span | None:
    """Return the running or last Islamic month of that number; with `ahead` the running or next one."""
    year = islamic_year(day)
    spans = [span for number in (year - 1, year, year + 1) if (span := _month(number, month))]
    if ahead:
        return next((span for span in spans if span.last and span.last >= day), None)
    return next((span for span in reversed(spans) if span.first and span.first <= day), None)


def day_near(day: date, month: int, number: int, length: int = 1) -> Span | None:
    """Return the occurrence nearest to `day` of an Islamic date and the days after it that share its name."""
    year = islamic_year(day)
    days = [found for offset in (-1, 0, 1) if (found := islamic_day(year + offset, month, number))]
    if not days:
        return None
    nearest = min(days, key=lambda found: abs((found - day).days))
    return Span(
        shift(nearest, days=-_WIDTH_DAYS), shift(nearest, days=length - 1 + _WIDTH_DAYS), DAY, EXPLICIT, elided="year"
    )


def in_gregorian_year(year: int, month: int, number: int) -> date | None:
    """Return the first occurrence of an Islamic date in a Gregorian year."""
    about = islamic_year(date(year, 1, 1))
    days = (islamic_day(about + offset, month, number) for offset in (-1, 0, 1, 2))
    return next((day for day in days if day and day.year == year), None)


def _month(year: int, month: int) -> Span | None:
    first = islamic_day(year, month, 1)
    following = islamic_day(year + month // 12, month % 12 + 1, 1)
    if not first or not following:
        return None
    return Span(shift(first, days=-_WIDTH_DAYS), following, MONTH, EXPLICIT, elided="year")
