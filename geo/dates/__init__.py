"""Temporal expressions of English news, read into intervals of days against the publication date.

Patterns on an engine that cannot backtrack find the expressions; rules of the house choose among the days they could
mean. No place name and no event enters here. What each expression says, and how sure:

- a weekday is the last one up to publication, the next one where its clause looks ahead ("is due on Saturday");
- a day or month without a year is the last one, unless the text looks ahead or it lies over ten months back;
- "two days earlier", "the next day" count from the day last named, "ago" from publication;
- a dateline ("KABUL, March 18 -") close to publication stands in for it;
- Ramadan, Eid and the other Islamic dates come from the tabular calendar, a day wider on either side.

`span_kind` tells a point in time from "since", "until", a "duration" up to publication ("recently" is one: some time
in it), and a "dateline".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import re2

from geo.dates import explicit, feasts, relative
from geo.dates.context import Context
from geo.dates.grammar import expressions, parts, shadow
from geo.dates.ranges import Found, join
from geo.dates.spans import DAY, Span
from geo.model import DateMention

__all__ = ["find_dates"]

_READERS = {**explicit.READERS, **feasts.READERS, **relative.READERS}
_DATELINE_HEAD = re2.compile(r"(?:^|\n)[ \"']{0,3}(?:[A-Z][A-Za-z'.-]*[ /-]?){1,5}(?:, ?[A-Z][A-Za-z. ]{1,30})?[,:] ?$")
_DATELINE_TAIL = re2.compile(r"^[,.]? ?(?:\([A-Za-z ./]{2,40}\)|[A-Z][A-Za-z ./]{1,20})? ?[-:]")
_FURNITURE = re2.compile(r"(?:^|\n) ?(?i:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? ?)$")
_SINCE = re2.compile(
    r"\bsince(?: (?:early|late|mid|about|around|at least|the (?:night|evening|morning|afternoon|early hours) of))?[ -]$"
)
_WHEN = re2.compile(r"^,? when\b")
_UNTIL = re2.compile(r"\b(?:until|till|up to)(?: (?:early|late|mid|at least))?[ -]$")
_DATELINE_DAYS = 7


def find_dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Return the temporal expressions of a text, in order and apart from one another; never raises on a text.

    Without `published`, what counts from publication, or needs it for its year, has no days and unknown precision.
    """
    today = date(published.year, published.month, published.day) if published else None
    context = Context(shadow(text), today)
    found = join(_read(context), context.shadow, context.today)
    return tuple(DateMention(one.start, one.end, one.span.when(), one.span.kind) for one in found)


def _read(context: Context) -> Iterator[Found]:
    """Yield every expression that says something where it stands."""
    for match in expressions().finditer(context.shadow):
        start, end = match.span()
        rule, said = parts(match.group())
        span = _READERS[rule](said, context, start, end)
        if span is None:
            continue
        end -= len(said.get("noun") or "") and len(match.group()) - len("recent")
        span = _with_kind(span, context, start, end)
        if span.kind == "dateline":
            _take_dateline(span, context)
        context.saw(span, end)
        yield Found(start, end, span)


def _with_kind(span: Span, context: Context, start: int, end: int) -> Span:
    near = context.shadow[max(0, start - 32):start].lower()
    if b"since" in near and _SINCE.search(context.before(start)):
        # "since November 2022, when it ended a truce": the day of what is told next
        return span if _WHEN.match(context.after(end)) else replace(span, kind="since")
    if (b"til" in near or b"up" in near) and _UNTIL.search(context.before(start)):
        return replace(span, kind="until")
    if span.kind == "point" and span.precision is DAY and _is_dateline(context, start, end):
        return replace(span, kind="dateline")
    return span


def _is_dateline(context: Context, start: int, end: int) -> bool:
    head = context.shadow[max(0, start - 80) : start]
    if start <= 80:
        head = b"\n" + head
    if b"\n" not in head:
        return False
    if _FURNITURE.search(head):
        return True
    return bool(_DATELINE_HEAD.search(head) and _DATELINE_TAIL.match(context.shadow[end : end + 48]))


def _take_dateline(span: Span, context: Context) -> None:
    """Count from the dateline where it is the day of writing."""
    if span.first is None or span.first != span.last:
        return
    if context.today is None:
        context.today = span.first if not span.elided else None
    elif 0 <= (context.today - span.first).days <= _DATELINE_DAYS:
        context.today = span.first
