"""Reports of one event become one event with several reports, within an article and across articles.

Two reports are the same event where layer, type, days, place, tolls, sides and status agree (see `likeness`). Who is
exact in all of these finds its like directly; a report that is vague ("in March", "in Afghanistan") joins an exact one
only if there is just one that it could mean. Attacks on different days are never one. No text is read here: only what
the coder made of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.merging.grouping import Known, group
from geo.merging.joining import unite
from geo.merging.likeness import Likeness
from geo.model import Event

__all__ = ["merge"]


def merge(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events with those that are one made one, in the order of their first reports.

    Oldest first: of several ids the first stays, the others become `aliases`. Grouping does not depend on the order.
    Merging the result again changes nothing. Events that share an id, or an id that merged before, are one.
    """
    merged = tuple(events)
    known: Known = {}
    while True:
        groups = group(merged, known)
        if len(groups) == len(merged):
            return merged
        merged = tuple(_one(members, links, merged) for members, links in groups)


def _one(members: tuple[int, ...], links: tuple[Likeness, ...], events: tuple[Event, ...]) -> Event:
    return events[members[0]] if len(members) == 1 else unite([events[index] for index in members], links)
