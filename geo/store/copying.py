"""A store copied into another, of whatever kind, by what every store promises. Copying again adds what is new."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from geo.model import Reading
from geo.store.protocol import Store, walk
from geo.store.query import Query

_ALL = Query(limit=None)
_AT_ONCE = 20_000  # events in one transaction


def copy(source: Store, target: Store) -> Iterator[int]:
    """Copy articles, what was read out of them, and events; yield how many of both are done, step by step.

    What the target holds under the same ids becomes as it is in the source. Raises StoreError.
    """
    done = 0
    for summary in source.articles():
        if summary.is_dataset:
            target.put_events(source.article(summary.id), ())
        else:
            reading = source.reading(summary.id)
            told = target.events_of_article(summary.id) if not target.is_empty else ()
            known = {event.id for event in reading.events}
            kept = tuple(event for event in told if event.id in known)  # the others it tells no more
            target.put(Reading(reading.article, reading.mentions, reading.locations, kept), kept)
        done += 1
        yield done
    events = walk(source, _ALL)
    if (read_with := source.read_with) is not None and target.read_with is None:
        target.note_read_with(read_with)
    while batch := list(islice(events, _AT_ONCE)):
        target.put_events(None, batch)
        done += len(batch)
        yield done


def size(store: Store) -> int:
    """Return how many articles and events a copy has to bring."""
    totals = store.totals()
    return totals.articles + totals.events
