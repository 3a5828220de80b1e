"""Events over time: bars of days, weeks, months, quarters or years, and beside them what lasts longer than a bar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from geo.index.arrays import Array, MapIndex
from geo.index.choice import Choice, Chunk
from geo.model import Layer, Status

UNITS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "year": 365.25}  # days of each, about
MOST_SPANS = 400
MOST_BARS = 2_000
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LONG = 31  # days: what is vaguer by less still stands in a bar
_VAGUER = 1.5  # bars
_FEW = 20  # events whose days tell nothing of where most of them are
_EARLY = 0.03  # share of events that may lie before the dense part of time
_TIMELESS = frozenset({"datetime"})


class Bar(NamedTuple):
    """The events that begin in the days from `first` on, by layer; those that are planned count apart."""

    first: date
    incident: int
    diplomacy: int
    incident_planned: int
    diplomacy_planned: int


class Span(NamedTuple):
    """So many events of a layer that begin and end on the same days."""

    first: date
    last: date
    layer: str
    events: int


class Histogram(NamedTuple):
    """Bars, those with no event left out, and what stands in none of them.

    `lasting` are events that last a bar or longer, `vague` those whose days are known less exactly than that; of each
    no more than MOST_SPANS are told, the most frequent, of `lasts` and `vagues` events in all. `undated` have no day,
    `early` begin before the first bar, whatever else they are.
    """

    bars: list[Bar]
    lasting: list[Span]
    vague: list[Span]
    lasts: int
    vagues: int
    undated: int
    early: int


class Extent(NamedTuple):
    """The days that events span, and the day from which on nearly all of them begin; None where too few are dated."""

    first: date | None
    last: date | None
    dense: date | None


def extent(index: MapIndex) -> Extent:
    """Return the days that all events of an index span, whatever they are."""
    start, end, dated = _days(index)
    if not dated.any():
        return Extent(None, None, None)
    start, end = start[dated], end[dated]
    short = np.bincount(start[end - start <= _LONG])
    base = index.tables.days.base
    first, last = (date.fromordinal(base + int(day)) for day in (start.min(), end.max()))
    if short.sum() < _FEW:
        return Extent(first, last, None)
    dense = int(np.searchsorted(np.cumsum(short), int(short.sum() * _EARLY), side="right"))
    return Extent(first, last, date.fromordinal(base + dense))


def histogram(choice: Choice, unit: str, first: date, last: date) -> Histogram:
    """Return the events of all time, whatever the query's `datetime`, in the bars of a unit that two days span.

    Weeks begin on Monday. Totals do not count. Raises ValueError if that would be more than MOST_BARS bars.
    """
    axis = _Axis(choice, unit, first, last)
    for chunk in choice.chunks(choice.ranges()):
        axis.add(chunk)
    return axis.told()


def bars_between(unit: str, first: date, last: date) -> list[date]:
    """Return the first days of the bars that two days span. Raises ValueError if they are more than MOST_BARS."""
    if (last - first).days / UNITS[unit] > MOST_BARS:
        raise ValueError(f"more than {MOST_BARS:,} bars of a {unit}")
    day, found = _bar_of(unit, first), []
    while day <= last:
        found.append(day)
        if (after := _next(unit, day)) is None:
            break
        day = after
    return found


class _Axis:
    """Adds up events by the bar that they begin in."""

    def __init__(self, choice: Choice, unit: str, first: date, last: date) -> None:
        days = choice.tables.days
        self.choice, self.unit, self.index = choice, unit, choice.index
        self.first = first.toordinal() - days.base
        self.bars = bars_between(unit, first, last)
        edges = np.array([bar.toordinal() - days.base for bar in self.bars])
        coded = np.arange(days.top + 2)
        bar = np.searchsorted(edges, coded, side="right")  # 0 before the first
        if after := _next(unit, self.bars[-1]):
            bar[coded >= after.toordinal() - days.base] = 0
        self.row = 4 * bar
        layers = list(Layer)
        self.layer = np.array([layers.index(kind.layer) for kind in self.index.types], np.int64)
        is_planned = np.array([kind.status == Status.PLANNED for kind in self.index.tables.kinds], np.int64)
        self.series = self.layer + len(layers) * is_planned
        self.is_exact = np.array([kind.is_exact for kind in self.index.tables.kinds], bool)
        self.counts = np.zeros((len(edges) + 1) * 4, np.int64)
        self.spans: dict[str, list[Array]] = {"lasting": [], "vague": []}
        self.undated = self.early = 0

    def add(self, chunk: Chunk) -> None:
        """Add a chunk."""
        kept, columns = chunk.keep(_TIMELESS), self.choice.columns
        kind = chunk.of(columns.kind, kept)
        start, end = (chunk.of(column, kept) for column in (columns.start, columns.end))
        if not self.index.is_single.all():
            single = self.index.is_single.take(kind)
            kind, start, end = kind[single], start[single], end[single]
        start, end, dated = _closed(start, end, self.choice.tables.days.top)
        if not dated.all():
            self.undated += len(dated) - int(np.count_nonzero(dated))
            kind, start, end = kind[dated], start[dated], end[dated]
        self.early += int(np.count_nonzero(start < self.first))
        kind, start = self._without_spans(kind, start, end)
        self.counts += np.bincount(self.row.take(start) + self.series.take(kind), minlength=len(self.counts))

    def _without_spans(self, kind: Array, start: Array, end: Array) -> tuple[Array, Array]:
        """Put aside what lasts, or is vague; return the rest."""
        length = end - start
        if not length.any() and self.unit != "day":
            return kind, start
        exact = self.is_exact.take(kind)
        lasting = exact & (length >= max(UNITS[self.unit], 1))
        vague = ~exact & (length > max(_LONG, UNITS[self.unit] * _VAGUER))
        for name, which in (("lasting", lasting), ("vague", vague)):
            if which.any():
                spans = np.stack([start[which], end[which], self.layer.take(kind[which])])
                self.spans[name].append(np.vstack(np.unique(spans, axis=1, return_counts=True)))
        rest = ~(lasting | vague)
        return kind[rest], start[rest]

    def told(self) -> Histogram:
        """Return what was added."""
        rows = self.counts.reshape(-1, 4)[1:]
        bars = [Bar(self.bars[n], *rows[n].tolist()) for n in np.flatnonzero(rows.any(axis=1)).tolist()]
        (lasting, lasts), (vague, vagues) = (self._spans(name) for name in ("lasting", "vague"))
        return Histogram(bars, lasting, vague, lasts, vagues, self.undated, self.early)

    def _spans(self, name: str) -> tuple[list[Span], int]:
        if not self.spans[name]:
            return [], 0
        parts = np.hstack(self.spans[name])
        spans, at = np.unique(parts[:3], axis=1, return_inverse=True)
        counts = np.bincount(at.ravel(), weights=parts[3]).astype(np.int64)
        most = np.sort(np.argsort(-counts, kind="stable")[:MOST_SPANS])
        base, layers = self.choice.tables.days.base, list(Layer)
        told = [Span(date.fromordinal(base + start), date.fromordinal(base + end), str(layers[layer]), count)
                for start, end, layer, count in zip(*spans[:, most].tolist(), counts[most].tolist(), strict=True)]
        return told, int(counts.sum())


def _days(index: MapIndex) -> tuple[Array, Array, Array]:
    return _closed(index.columns.start, index.columns.end, index.tables.days.top)


def _closed(start: Array, end: Array, top: int) -> tuple[Array, Array, Array]:
    """Return first and last days, an open end at the day that is known, and whether any is."""
    dated = start <= end
    begins, ends = start > 0, end < top
    if not (begins.all() and ends.all()):
        dated &= begins | ends
        start, end = np.where(begins, start, end), np.where(ends, end, start)
    return start, end, dated


def _bar_of(unit: str, day: date) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
    months = _MONTHS[unit]
    return date(day.year, day.month - (day.month - 1) % months, 1)


def _next(unit: str, day: date) -> date | None:
    """Return the first day of the next bar, or None at the end of the calendar."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=UNITS[unit])
        month = day.month - 1 + _MONTHS[unit]
        return date(day.year + month // 12, month % 12 + 1, 1)
    except (ValueError, OverflowError):
        return None
