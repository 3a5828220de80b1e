"""What is counted from the day of something else: "two days after the raids", "a week after gunmen killed …, the …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from geo.coding.lexicon import words
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import DateBasis, DateMention, DatePrecision, When

_LATER = re.compile(
    r"(?i)\b(?P<n>a|an|one|two|three|four|five|six|seven|\d+) (?P<unit>day|week|month|year)s? (?:after|following)\b"
)
_FROM = re.compile(
    r"(?i)\b(?:(?P<n>a|an|one|two|three|four|five|six|seven|\d+) (?P<unit>day|week)s?|hours)"
    r" (?P<way>before|after|following|of) (?:the|this|that|those|these) "
)
_ITS_DAY = re.compile(  # "the attack on a mosque in Kabul on November 21"
    r"(?: (?:on|at|in|near|of|against|outside) (?:(?!that|which|who|when|where|[a-z]+ed\b)[\w'’-]+ ?){1,4}?){0,3}"
    r" ?(?:of|on|in) (?:late |early |the )?"
)
_STEPS = frozenset(["after", "following", "before", "hours"])
_UNITS = words("hour hours day days week weeks month months year years")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_FAR = 60  # characters
_NEARBY = 30
_MONTH = DatePrecision.MONTH
_OPENS = re.compile(
    r"(?i)(?:just |only |barely |about |nearly |exactly |some |less than |more than )?"
    r"(?:(?P<n>a|an|one|two|three|four|five|six|seven|\d+) (?P<unit>day|week)s?|hours)"
    r" (?P<way>after|before) "
)
_MAIN = re.compile(  # ", the bar met", ", Islamabad said"; not ", in Hub", ", killing", ", Va.,"
    r", (?!(?:in|at|near|and|or|who|which|where|when|while|but|on|of|for|to|with|from|including|by|after|before|as|that"
    r"|so)\b|[a-z]+(?:ed|ing)\b|[A-Z][\w.'’-]*,)(?=\w)"
)


def counted_back(hits: Sequence[Hit], scan: Scan, told: Callable[[], When | None]) -> When | None:
    """Return the day of an event named as what something else came "two days after"; `told` gives the day told last."""
    if _STEPS.isdisjoint(scan.sentence.among) or _UNITS.isdisjoint(scan.sentence.among):
        return None
    for match in _LATER.finditer(scan.sentence.text):
        end = match.end() + scan.sentence.start
        if not (hits and end <= hits[0].start <= end + _FAR) or "," in scan.slice(end, hits[0].start):
            continue
        if any(is_its_own(hits[0], one, scan) for one in scan.dates):
            continue  # "two days after the attack of March 16"
        months = match["unit"].lower() == "month"
        base = [one for one in scan.dates if one.end <= end - len(match[0])]
        base = [one for one in base if one.when.start == one.when.end or (months and one.when.precision is _MONTH)]
        base = base or [one for one in scan.dates if one.start > end and one.when.precision is DatePrecision.DAY][:1]
        anchor = base[-1].when if base else told()
        if anchor is None or anchor.start is None:
            return None
        number = _NUMBERS.get(match["n"].lower()) or int(match["n"])
        if match["unit"].lower() == "year":
            return _years_before(anchor.start, number)
        days = number * {"day": 1, "week": 7, "month": 30}[match["unit"].lower()]
        day = _back(anchor.start, days)
        if months and day is not None and anchor.precision is _MONTH:
            first = (day + timedelta(5)).replace(day=1)
            last = (first + timedelta(31)).replace(day=1) - timedelta(1)
            return When(first, last, _MONTH, DateBasis.RELATIVE)
        precision = DatePrecision.DAY if match["unit"].lower() == "day" else DatePrecision.WEEK
        return When(day, day, precision, DateBasis.RELATIVE) if day else None
    return None


def is_its_own(hit: Hit, one: DateMention, scan: Scan) -> bool:
    """Return whether a day with its month belongs to a noun, or one right before a comma: "the attack of March 16"."""
    told = one.when.basis is DateBasis.EXPLICIT or scan.slice(one.end, one.end + 1) == ","
    between = scan.slice(hit.end, one.start)
    return told and len(between) < _FAR and not hit.is_verb and _ITS_DAY.fullmatch(between) is not None


def counted_from(hits: Sequence[Hit], scan: Scan, day_of: Callable[[Hit, int], When | None]) -> When | None:
    """Return the day of what came "three days before the raids", and of those raids, if `day_of` knows it."""
    if _STEPS.isdisjoint(scan.sentence.among) or _UNITS.isdisjoint(scan.sentence.among):
        return None
    for match in _FROM.finditer(scan.sentence.text):
        end = match.end() + scan.sentence.start
        named = [hit for hit in hits if hit.is_definite and not hit.is_verb and end <= hit.start <= end + _NEARBY]
        if named and len(named) == len(hits):
            return day_of(named[0], scan.sentence.index)
        near = [hit for hit in scan.hits if end <= hit.start <= end + _NEARBY and not hit.is_verb and hit not in hits]
        nouns = [hit for hit in near if "," not in scan.slice(end, hit.start)]
        anchor = next((when for hit in nouns if (when := day_of(hit, scan.sentence.index)) is not None), None)
        if anchor is None or anchor.start is None or anchor.precision is not DatePrecision.DAY:
            continue
        number = (_NUMBERS.get(match["n"].lower()) or int(match["n"])) if match["n"] else 0
        days = number * (7 if match["unit"] and match["unit"].lower() == "week" else 1)
        day = _back(anchor.start, days if match["way"].lower() == "before" else -days)
        return When(day, day, DatePrecision.DAY, DateBasis.RELATIVE) if day else None
    return None


def _years_before(day: date, years: int) -> When | None:
    """Return the weeks around the day so many years before another: anniversaries are kept on the day, or nearly."""
    then = _back(day, round(365.25 * years))
    first, last = (_back(then, 15), _back(then, -15)) if then else (None, None)
    return When(first, last, _MONTH, DateBasis.RELATIVE) if first and last else None


def counted_in_opening(hits: Sequence[Hit], scan: Scan, today: Callable[[], When]) -> When | None:
    """Return the day of what an opening clause tells, or of what came so long after it.

    "Two days after gunmen shot a judge in Hub, the bar met on Friday": the judge was shot on Wednesday. `today` gives
    the day of the news, where the sentence names none.
    """
    if _STEPS.isdisjoint(scan.sentence.among) or not hits:
        return None
    opening = _OPENS.match(scan.slice(scan.sentence.body, scan.sentence.end))
    turn = _main_clause(opening, scan) if opening else None
    if opening is None or turn is None:
        return None
    start = scan.sentence.body + opening.end()
    told = [one for one in scan.dates if _is_day(one) and one.start >= start]
    within, behind = [one for one in told if one.end <= turn], [one for one in told if one.start >= turn]
    first = opening["way"].lower() == "before"
    if all(hit.end <= turn for hit in hits):
        return None if within else _stepped(opening, behind[0].when if behind else today(), back=not first)
    if all(hit.start >= turn for hit in hits) and within and not behind:
        return _stepped(opening, within[0].when, back=first)
    return None


def _is_day(one: DateMention) -> bool:
    return one.when.precision is DatePrecision.DAY and one.span_kind == "point"


def _main_clause(opening: re.Match[str], scan: Scan) -> int | None:
    """Return where the main clause begins behind an opening one: both tell something."""
    start = scan.sentence.body + opening.end()
    verbs = [hit.start for hit in scan.hits] + [speech.verb for speech in scan.speeches]
    for comma in _MAIN.finditer(scan.slice(start, scan.sentence.end)):
        turn = start + comma.start()
        if any(start <= verb < turn for verb in verbs) and any(verb > turn for verb in verbs):
            return turn
    return None


def _stepped(opening: re.Match[str], day: When, *, back: bool) -> When | None:
    if day.start is None or day.precision is not DatePrecision.DAY:
        return None
    unit = (opening["unit"] or "hour").lower()
    number = (_NUMBERS.get(opening["n"].lower()) or int(opening["n"])) if opening["n"] else 0
    days = number * {"hour": 0, "day": 1, "week": 7}[unit]
    then = _back(day.start, days if back else -days)
    precision = DatePrecision.WEEK if unit == "week" else DatePrecision.DAY
    return When(then, then, precision, DateBasis.RELATIVE) if then else None


def _back(day: date, days: int) -> date | None:
    try:
        return day - timedelta(days)
    except OverflowError:
        return None
