"""The events of a query in an order, some at a time: the numbers of the first, and where to go on."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

import numpy as np

from geo.errors import BadQuery
from geo.index.arrays import Array, MapIndex
from geo.index.choice import Choice

ORDERS = ("newest", "oldest", "place", "killed", "border")
_BITS = 62  # of a key


class Listed(NamedTuple):
    """The numbers of events in the store, what to give as `after` for those that follow, and how many there are."""

    fids: list[int]
    next: str
    total: int


class Orders:
    """The keys by which the events of an index are ordered: ascending, the number in the store decides between equals.

    "newest" is latest end first, then latest start, undated last; the other orders fall back on it, "oldest" turns it.
    """

    def __init__(self, index: MapIndex) -> None:
        self._index = index
        self._width = int(index.tables.days.top + 1).bit_length()

    def key(self, order: str, events: slice, places: Array) -> Array:
        """Return the keys of some events; `places` are the places of those events."""
        newest = self._newest(events)
        if order == "newest":
            return newest
        if order == "oldest":
            return (1 << 2 * self._width) - newest
        if order == "killed":
            first = len(self._index.tables.deaths) - self._index.columns.deaths[events].astype(np.int64)
        else:
            first = (self._names if order == "place" else self._distances)[places]
        most = (1 << (_BITS - 2 * self._width)) - 1
        return (np.minimum(first, most) << 2 * self._width) | newest

    def _newest(self, events: slice) -> Array:
        columns, top = self._index.columns, self._index.tables.days.top
        start, end = columns.start[events].astype(np.int64), columns.end[events].astype(np.int64)
        dated = start <= end
        last = np.where(end == top, np.maximum(start, 0), end)  # an open end stands at the day that is known
        first = np.where(start == 0, last, start)
        late = top + 1
        found: Array = (np.where(dated, top - last, late) << self._width) | np.where(dated, top - first, late)
        return found

    @cached_property
    def _names(self) -> Array:
        """The rank of each place by its name; those without come last."""
        texts = self._index.columns.text.tobytes().decode("utf-8", "surrogatepass").split("\0")[1::2]
        names = np.array([text or "\U0010ffff" for text in texts], object)
        return np.unique(names, return_inverse=True)[1]

    @cached_property
    def _distances(self) -> Array:
        """The tenths of a km of each place from the frontier; those known to an area only come last."""
        km, precision = self._index.columns.border_km, self._index.columns.precision
        told = (precision > 0) & (precision < 3) & ~np.isnan(km)
        return np.where(told, np.rint(np.where(told, km, 0) * 10), 1 << 20).astype(np.int64)


def listed(choice: Choice, orders: Orders, order: str, most: int, after: str = "") -> Listed:
    """Return the first `most` events of an order, or those that follow `after`. Raises BadQuery if that is none."""
    bound = _read(after)
    columns, total = choice.columns, 0
    key, fid = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for chunk in choice.chunks(choice.ranges()):
        kept = chunk.keep()
        total += chunk.kept_size(kept)
        places = np.repeat(np.arange(chunk.places.start, chunk.places.stop), chunk.per_place)
        here, numbers = orders.key(order, chunk.events, places), columns.fid[chunk.events].astype(np.int64)
        if kept is not None:
            here, numbers = here[kept], numbers[kept]
        if bound:
            later = (here > bound[0]) | ((here == bound[0]) & (numbers > bound[1]))
            here, numbers = here[later], numbers[later]
        key, fid = _least(np.concatenate([key, here]), np.concatenate([fid, numbers]), most + 1)
    fids = fid[:most].tolist()
    follows = f"{key[most - 1]}-{fids[-1]}" if len(key) > most else ""
    return Listed(fids, follows, total)


def _least(key: Array, fid: Array, most: int) -> tuple[Array, Array]:
    """Return the least of some keys in their order, with their numbers."""
    if len(key) > most:
        at = key <= np.partition(key, most - 1)[most - 1]
        key, fid = key[at], fid[at]
    order = np.lexsort((fid, key))[:most]
    return key[order], fid[order]


def _read(after: str) -> tuple[int, int] | None:
    if not after:
        return None
    if not re.fullmatch(r"[0-9]{1,18}-[0-9]{1,18}", after):
        raise BadQuery(f"after: {after[:80]!r} was not given by a page before")
    key, _, fid = after.partition("-")
    return int(key), int(fid)
