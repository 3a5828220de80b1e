"""The dead and hurt of two reports: whether they can be of one event, and the count that several reports make."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from geo.model import Count, Event

# How far apart, by factor and by people, two counts of one event may be: as two papers tell it, and where day and
# site are the same, as rescuers dig
_TOLD_RATIO, _TOLD_MORE = 1.5, 2
_RISING_RATIO, _RISING_MORE = 3.0, 5
_RISEN_RATIO = 10.0


class TollLikeness(NamedTuple):
    """How much two tolls speak for one event."""

    score: float
    reason: str = ""


def compare_tolls(one: Event, other: Event, *, together: bool, same_site: bool) -> TollLikeness | None:
    """Return how the tolls of two events agree, None where they cannot be of one; a missing toll says nothing.

    `together` tells that one article gives both: it does not contradict itself, so two tolls are two events.
    """
    dead = _compare(one.fatalities, other.fatalities, together, same_site)
    hurt = _compare(one.injuries, other.injuries, together, same_site)
    if dead is None or hurt is None:
        return None
    score = dead.score + hurt.score if min(dead.score, hurt.score) < 0 else max(dead.score, hurt.score)
    return TollLikeness(score, dead.reason or hurt.reason)


def _compare(one: Count | None, other: Count | None, together: bool, same_site: bool) -> TollLikeness | None:
    if one is None or other is None:
        return TollLikeness(0)
    a, b = _bounds(one), _bounds(other)
    if a is None or b is None:
        return TollLikeness(0)
    if a == b:
        return TollLikeness(2 if a[0] else 0.5, "same toll")
    if a[0] <= b[1] and b[0] <= a[1]:
        return TollLikeness(1, "tolls that agree")
    if together:
        return None
    smaller, larger = min(a[1], b[1]), max(a[0], b[0])
    ratio, more = (_RISING_RATIO, _RISING_MORE) if same_site else (_TOLD_RATIO, _TOLD_MORE)
    if larger <= smaller * ratio or larger - smaller <= more:
        return TollLikeness(-0.5, "tolls told differently")
    if same_site and larger <= smaller * _RISEN_RATIO:
        return TollLikeness(-1, "a toll that rose")
    return None


def _bounds(count: Count) -> tuple[float, float] | None:
    """Return the least and most that a count can mean; "at least 100" means little more than that."""
    low = count.low if count.low is not None else count.best
    if low is None:
        return None if count.high is None else (0.0, float(count.high))
    return float(low), float(count.high) if count.high is not None else max(low * _TOLD_RATIO, low + _RISING_MORE)


def unite_counts(counts: Iterable[Count | None]) -> Count | None:
    """Return one count for several, oldest first: low and high widened, best from the latest that tells one.

    An exact older count stays the best one where a later report only says "at least" no more than that, or tells of
    a few of the dead: of less than half of what the reports tell in the middle.
    """
    told = [count for count in counts if count is not None]
    if not told:
        return None
    lows = [count.low for count in told if count.low is not None]
    best: int | None = None
    exact = False
    few = median([count.best for count in told if count.best is not None] or [0]) / 2
    for count in told:
        if count.best is None or count.best < few:
            continue
        closed = count.high is not None
        if best is not None and exact and not closed and count.best <= best:
            continue
        best, exact = count.best, closed
    highs = [count.high for count in told if count.high is not None]
    floors = [floor for count in told if count.high is None and (floor := _floor(count)) is not None]
    high = max(highs) if highs and max(highs) >= max(floors, default=0) else None
    return Count(min(lows) if lows else None, best, high)


def _floor(count: Count) -> int | None:
    return count.best if count.best is not None else count.low
