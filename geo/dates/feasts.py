"""Days with names: feasts of the solar and the Islamic year, Islamic months, and the attacks known by their day."""

from __future__ import annotations

from datetime import date

import re2
from dateutil.easter import easter

from geo.dates.context import Context
from geo.dates.explicit import day_number, gap, nearest
from geo.dates.grammar import ISLAMIC_MONTHS
from geo.dates.islamic import FEASTS, day_near, in_gregorian_year, month_near
from geo.dates.spans import EXPLICIT, Span, day_span, shift, unknown

Parts = dict[str, str]


def read_attack_name(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read the days that became the names of attacks."""
    days = {"9/11": date(2001, 9, 11), "26/11": date(2008, 11, 26), "7/7": date(2005, 7, 7)}
    return day_span(days[parts["name"]], EXPLICIT)


_FIXED_FEASTS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "nowruz": (3, 21),
    "nauroz": (3, 21),
}


def read_fixed_feast(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read the feasts that keep their day in the solar year; the Afghan new year may fall a day earlier."""
    month, day = _FIXED_FEASTS[parts["feast"]]
    if parts["year"]:
        return day_span(date(int(parts["year"]), month, day), EXPLICIT)
    return nearest(context, month, day, start, end)


def read_easter(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read Easter Sunday and Good Friday: of the year told, else the last ones, or the next where the clause does."""
    back = 2 if parts["feast"] == "good friday" else 0
    if parts["year"]:
        return day_span(shift(easter(int(parts["year"])), days=-back), EXPLICIT)
    if context.today is None or not 1600 < context.today.year < 4000:  # the rule for Easter holds for these
        return unknown(EXPLICIT)
    years = (context.today.year - 1, context.today.year, context.today.year + 1)
    days = [shift(easter(year), days=-back) for year in years]
    if context.ahead(start, end):
        return day_span(next(day for day in days if day >= context.today), EXPLICIT)
    return day_span(max(day for day in days if day <= context.today), EXPLICIT)


def _hijri_number(words: str) -> int:
    return next(number for number, names in enumerate(ISLAMIC_MONTHS, 1) if words in names)


def read_hijri_day(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read 10 Muharram: the nearest, give or take a day."""
    number = day_number(parts["day"])
    if number > 30 or not context.shadow[end - 3 : end].isalpha():
        return None
    return day_near(context.today, _hijri_number(parts["hijri"]), number) if context.today else unknown(EXPLICIT)


_GROUND = re2.compile(r"(?i)^[ -]?gah\b")  # Eid Gah is where a town prays
_HIJRI_CUE = re2.compile(
    r"\b(?:in|during|of|this|last|next|since|before|after|for|until|through|throughout|month of"
    r"|the|holy)[ -]$"
)


def read_hijri_month(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read a month of the Islamic calendar where the words around show that it is one, not a man's name."""
    before = context.before(start)
    if not context.shadow[start : start + 1].isupper() or not _HIJRI_CUE.search(before):
        return None
    if context.after(end)[:2].strip().isupper():
        return None
    if parts["hijri"] == "shawal" and not parts["year"] and not before.endswith("month of "):
        return None  # the valley in Waziristan
    month = _hijri_number(parts["hijri"])
    if parts["year"]:
        day = in_gregorian_year(int(parts["year"]), month, 1)
        return month_near(shift(day, days=2), month) if day else None
    if context.today is None:
        return unknown(EXPLICIT)
    ahead = before.endswith("next ") or context.ahead(start, end)
    return month_near(context.today, month, ahead=ahead)


def read_feast(parts: Parts, context: Context, start: int, end: int) -> Span | None:
    """Read Eid al-Fitr, Eid al-Adha, Ashura; a bare Eid is the nearer of the two Eids."""
    words = parts["feast"]
    if _GROUND.match(context.after(end)):
        return None
    names = [
        name
        for name, signs in (
            ("adha", ("adha", "azha", "zuha", "qurban", "bakr")),
            ("fitr", ("fitr",)),
            ("milad", ("milad",)),
            ("ashura", ("ash",)),
        )
        if any(sign in words for sign in signs)
    ] or ["fitr", "adha"]
    today = context.today
    spans: list[Span] = []
    for name in names:
        month, day, length = FEASTS[name]
        middle = in_gregorian_year(int(parts["year"]), month, day) if parts["year"] else today
        if middle and (span := day_near(middle, month, day, length)):
            spans.append(span)
    if not spans:
        return unknown(EXPLICIT)
    return min(spans, key=lambda span: gap(span, today)) if today else spans[0]


READERS = {
    "hijri_day": read_hijri_day,
    "hijri_month": read_hijri_month,
    "feast": read_feast,
    "easter": read_easter,
    "fixed_feast": read_fixed_feast,
    "attack_name": read_attack_name,
}
