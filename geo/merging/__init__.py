"""Reports of one event become one event with several reports, within an article and across articles.

Two reports are the same event where layer, type, days, place, tolls, sides and status agree (see `likeness`). Who is
exact in all of these finds its like directly; a report that is vague ("in March", "in Afghanistan") joins an exact one
only if there is just one that it could mean. Attacks on different days are never one. No text is read here: only what
the coder made of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.merging.grouping import Pool
from geo.merging.joining import unite
from geo.model import Event

__all__ = ["merge"]


def merge(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events with those that are one made one, in the order of their first reports.

    Oldest first: of several ids the first stays, the others become `aliases`. Grouping does not depend on the order.
    Merging the result again changes nothing. Events that share an id, or an id that merged before, are one.
    """
    pool = Pool(events)
    stirred = set(pool.events)
    while stirred:
        groups = [one for one in pool.groups(stirred) if len(one[0]) > 1]
        around = {other for members, _ in groups for index in members for other in pool.links[index]}
        united = [(members[0], unite([pool.take(index) for index in members], links)) for members, links in groups]
        for index, event in united:
            pool.put(index, event)
        stirred = (around & pool.events.keys()) | {index for index, _ in united}
    return tuple(pool.events[index] for index in sorted(pool.events))
