"""What stands on a map, for any view and filter: events by place, in cells where places are many, or in hexagons.

Each answer goes once through the events of the view, chunk by chunk, and adds up counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from geo.index.arrays import Array, Columns
from geo.index.choice import Choice, Chunk, Range, View
from geo.index.morton import BITS, Box, degrees, mercator

CELLS = 600  # of a view: no answer holds more cells
PLACES = 1_000  # of a view: where there are no more, each stands for itself
FINEST = 22  # cells of 10 m: what lies closer is one place
_MIDDLE = 1 << 31  # makes row numbers of hexagons positive
Groups = Callable[[slice], Array]  # of some places: the number of the group that each is in


@dataclass(frozen=True, slots=True)
class Cluster:
    """Events of one place, or of one cell or hexagon of a view: how many there are, of what families, and where.

    `lon` and `lat` are the middle of the events, or of the hexagon. `hollow` counts those of `mix` that are not told
    as having happened. `place` and `name` are of the place with most events; `box` holds all `places` that have any.
    """

    lon: float
    lat: float
    count: int
    mix: dict[str, int]
    hollow: dict[str, int]
    places: int
    place: str
    name: str
    box: Box


def clusters(choice: Choice, box: Box, zoom: int, *, most_places: int = PLACES) -> list[Cluster]:
    """Return the events of a view by place, or where there are many places, in cells. The greatest come last.

    Cells are 64 pixels wide (of a world of 256 pixels at zoom 0), or wider in a wide view. They stand still while the
    view moves: those at its edge count whole.
    """
    view = View.of(box, min(zoom + 2, FINEST), CELLS)
    ranges = view.ranges(choice.index)
    if sum(stop - start for start, stop in ranges) <= most_places:
        return at_places(choice, np.concatenate([np.zeros(0, np.int64), *(np.arange(*each) for each in ranges)]))
    key = choice.columns.key
    return _Gathered(choice, len(view.cells), lambda places: view.cell_of(key[places])).of(ranges)


def at_places(choice: Choice, numbers: Array) -> list[Cluster]:
    """Return the events at each of some places, given by their ascending numbers. The greatest come last."""

    def place_of(places: slice) -> Array:
        here = np.arange(places.start, places.stop)
        at = np.searchsorted(numbers, here)
        at[numbers.take(at, mode="clip") != here] = len(numbers)
        return at

    breaks = np.flatnonzero(np.diff(numbers) > 1) + 1
    ranges = [Range(int(part[0]), int(part[-1]) + 1) for part in np.split(numbers, breaks) if len(part)]
    return _Gathered(choice, len(numbers), place_of).of(ranges)


def hexagons(choice: Choice, box: Box, zoom: float, size_px: float) -> list[Cluster]:
    """Return the events of a view in hexagons, `size_px` from the middle to a corner. The greatest come last.

    Hexagons lie on a side, and on the same ground for one zoom; those at the edge of the view may go on beyond it.
    """
    unit = size_px / (256 * 2**zoom)
    view, columns = View.of(box, BITS - 4, CELLS), choice.columns
    ranges = view.ranges(choice.index)
    numbers = np.concatenate([np.zeros(0, np.int64), *(np.arange(*each) for each in ranges)])
    codes, group = np.unique(_hexagon(columns, numbers, unit), return_inverse=True)

    def hexagon_of(places: slice) -> Array:
        at = int(np.searchsorted(numbers, places.start))
        here = group[at : at + places.stop - places.start]
        return np.where(view.cell_of(columns.key[places]) < len(view.cells), here, len(codes))

    column, row = (codes >> 32).astype(float), (codes & 0xFFFFFFFF).astype(float) - _MIDDLE
    middles = np.stack(degrees(unit * 1.5 * row, unit * np.sqrt(3) * (column + row / 2)), axis=1).tolist()
    gathered = _Gathered(choice, len(codes), hexagon_of)
    found = gathered.of(ranges)
    return [replace(one, lon=middles[n][0], lat=middles[n][1])
            for one, n in zip(found, gathered.order.tolist(), strict=True)]


class _Gathered:
    """Adds up what is in each of some groups of places, and beside them in one more."""

    def __init__(self, choice: Choice, size: int, groups: Groups) -> None:
        self.choice, self.size, self.groups, index = choice, size, groups, choice.index
        self.families = list(dict.fromkeys(kind.family for kind in index.types))
        family = np.array([self.families.index(kind.family) for kind in index.types], np.int64)
        self.series = 2 * family + index.is_hollow
        n = size + 1
        self.mix = np.zeros(n * 2 * len(self.families), np.int64)
        self.sums = np.zeros((3, n))  # lon, lat, places
        self.best = np.full(n, -1, np.int64)  # count and number of the place with most
        self.low, self.high = np.full((2, n), np.inf), np.full((2, n), -np.inf)
        self.order = np.zeros(0, np.int64)  # of the groups that are told

    def of(self, ranges: list[Range]) -> list[Cluster]:
        """Return what is in the groups of some ranges of places."""
        for chunk in self.choice.chunks(ranges):
            self._add(chunk)
        return self._told()

    def _add(self, chunk: Chunk) -> None:
        kept = chunk.keep()
        counts = chunk.counts(kept)
        group = self.groups(chunk.places)
        series = self.series.take(chunk.of(self.choice.columns.kind, kept))
        series += np.repeat(group * (2 * len(self.families)), counts)
        self.mix += np.bincount(series, minlength=len(self.mix))
        self._add_places(chunk, np.flatnonzero(counts), counts, group)

    def _add_places(self, chunk: Chunk, seen: Array, counts: Array, group: Array) -> None:
        """Add up places that have events, by runs of those of one group."""
        if not len(seen):
            return
        columns, places = self.choice.columns, seen + chunk.places.start
        group, counts = group[seen], counts[seen]
        lon, lat = columns.lon[places], columns.lat[places]
        runs = np.flatnonzero(np.diff(group, prepend=-1))
        at = group[runs]
        for row, values in enumerate((counts * lon, counts * lat, np.ones(len(seen)))):
            np.add.at(self.sums[row], at, np.add.reduceat(values, runs))
        np.maximum.at(self.best, at, np.maximum.reduceat((counts << 32) | places, runs))
        for row, values in enumerate((lon, lat)):
            np.minimum.at(self.low[row], at, np.minimum.reduceat(values, runs))
            np.maximum.at(self.high[row], at, np.maximum.reduceat(values, runs))

    def _told(self) -> list[Cluster]:
        mix = self.mix.reshape(self.size + 1, len(self.families), 2)[:-1]
        counts = mix.sum(axis=(1, 2))
        order = np.argsort(counts, kind="stable")
        self.order = order = order[counts[order] > 0]
        told = zip(
            *(part[order].tolist() for part in (counts, mix.sum(axis=2), mix[:, :, 1], self.best)),
            *(each.T[order].tolist() for each in (self.sums, self.low, self.high)), strict=True,
        )
        return [self._cluster(*one) for one in told]

    def _cluster(
        self, size: int, mix: list[int], hollow: list[int], best: int, sums: list[float], low: list[float],
        high: list[float],
    ) -> Cluster:  # fmt: skip
        place, name = self.choice.columns.place_text(best & 0xFFFFFFFF)
        lon, lat, places = sums
        box = (low[0], low[1], high[0], high[1])
        told = self._by_family(mix), self._by_family(hollow)
        return Cluster(lon / size, lat / size, size, *told, int(places), place, name, box)

    def _by_family(self, parts: list[int]) -> dict[str, int]:
        return {family: part for family, part in zip(self.families, parts, strict=True) if part}


def _hexagon(columns: Columns, places: Array, unit: float) -> Array:
    """Return the hexagon of each place as one number, from its axial coordinates, by rounding cube coordinates."""
    x, y = mercator(columns.lon[places], columns.lat[places])
    column, row = (y / np.sqrt(3) - x / 3) / unit, (2 / 3 * x) / unit
    near_column, near_row, near_third = np.rint(column), np.rint(row), np.rint(-column - row)
    off_column, off_row, off_third = abs(near_column - column), abs(near_row - row), abs(near_third + column + row)
    is_column = (off_column > off_row) & (off_column > off_third)
    is_row = ~is_column & (off_row > off_third)
    whole = np.where(is_column, -near_row - near_third, near_column).astype(np.int64)
    rows = np.where(is_row, -near_column - near_third, near_row).astype(np.int64)
    found: Array = (whole << 32) | (rows + _MIDDLE)
    return found
