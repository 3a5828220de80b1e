"""What the map asks of the columns, for any view and filter: marks, hexagons, bars over time, counts of every value.

Each answer goes once through the events of the view, chunk by chunk, and adds up counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from geo.index.arrays import Array, Columns
from geo.index.choice import Choice, Chunk, View
from geo.index.morton import BITS, Box, degrees, mercator
from geo.model import Layer

CELLS = 600  # of a view: no answer holds more clusters
FINEST = 22  # cells of 10 m: what lies closer is one place
_MIDDLE = 1 << 31  # makes row numbers of hexagons positive
_TIMELESS = frozenset({"datetime"})
_KIND_WORDS = frozenset({"layer", "type", "status"})
_AREA_WORDS = frozenset({"country", "admin1", "admin2"})
TOLLS = (1, 5, 10, 25, 50, 100)
BANDS_KM = (5, 10, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Events in one cell of a view: where their middle is, how many there are, of what families, at which places.

    `place` and `name` are of the place with most of them; `box` holds all `places` of them that have any.
    """

    lon: float
    lat: float
    count: int
    mix: dict[str, int]
    hollow: int  # how many are not told as having happened
    places: int
    place: str
    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class Hexagon:
    """The middle of a hexagon in degrees, and its events."""

    lon: float
    lat: float
    count: int


class Bar(NamedTuple):
    """Days from `first` on, and how many events of each layer touch them.

    `hollow` are those of both layers that are not told as having happened.
    """

    first: date
    incident: int
    diplomacy: int
    hollow: int


class Histogram(NamedTuple):
    """Bars of so many days each, and how many events have no day at all."""

    days: int
    bars: list[Bar]
    undated: int


@dataclass(frozen=True, slots=True)
class Shade:
    """An area with its events and the deaths told of them."""

    name: str
    country: str
    count: int
    deaths: int


def count(choice: Choice) -> int:
    """Return how many events are selected."""
    if choice.is_open:
        return choice.columns.size
    return sum(_kept_size(chunk, chunk.keep()) for chunk in choice.chunks(choice.ranges()))


def clusters(choice: Choice, box: Box, zoom: int) -> list[Cluster]:
    """Return the events of a view in cells of 64 pixels (of a world of 256 pixels at zoom 0), or wider in a wide view.

    Cells stand still while the view moves: those at its edge count whole. The greatest come last.
    """
    gathered = _Gathered(choice, View.of(box, min(zoom + 2, FINEST), CELLS))
    for chunk in choice.chunks(gathered.view.ranges(choice.index)):
        gathered.add(chunk)
    return gathered.clusters()


class _Gathered:
    """Adds up what is in the cells of a view, and beside them in one more."""

    def __init__(self, choice: Choice, view: View) -> None:
        self.choice, self.view, index = choice, view, choice.index
        self.families = list(dict.fromkeys(kind.family for kind in index.types))
        family = np.array([self.families.index(kind.family) for kind in index.types], np.int64)
        self.series = 2 * family + index.is_hollow
        n = len(view.cells) + 1
        self.mix = np.zeros(n * 2 * len(self.families), np.int64)
        self.sums = np.zeros((3, n))  # lon, lat, places
        self.best = np.full(n, -1, np.int64)  # count and number of the place with most
        self.low, self.high = np.full((2, n), np.inf), np.full((2, n), -np.inf)

    def add(self, chunk: Chunk) -> None:
        """Add a chunk."""
        columns = self.choice.columns
        kept = chunk.keep()
        counts = chunk.counts(kept)
        cell = self.view.cell_of(columns.key[chunk.places])
        series = self.series.take(chunk.of(columns.kind, kept))
        series += np.repeat(cell * (2 * len(self.families)), counts)
        self.mix += np.bincount(series, minlength=len(self.mix))
        self._add_places(chunk, np.flatnonzero(counts), counts, cell)

    def _add_places(self, chunk: Chunk, seen: Array, counts: Array, cell: Array) -> None:
        """Add up places that have events; cells of sorted places are runs."""
        if not len(seen):
            return
        columns, places = self.choice.columns, seen + chunk.places.start
        cell, counts = cell[seen], counts[seen]
        lon, lat = columns.lon[places], columns.lat[places]
        runs = np.flatnonzero(np.diff(cell, prepend=-1))
        at = cell[runs]
        for row, values in enumerate((counts * lon, counts * lat, np.ones(len(seen)))):
            np.add.at(self.sums[row], at, np.add.reduceat(values, runs))
        np.maximum.at(self.best, at, np.maximum.reduceat((counts << 32) | places, runs))
        for row, values in enumerate((lon, lat)):
            np.minimum.at(self.low[row], at, np.minimum.reduceat(values, runs))
            np.maximum.at(self.high[row], at, np.maximum.reduceat(values, runs))

    def clusters(self) -> list[Cluster]:
        """Return what was added."""
        mix = self.mix.reshape(len(self.view.cells) + 1, len(self.families), 2)[:-1]
        counts = mix.sum(axis=(1, 2))
        order = np.argsort(counts, kind="stable")
        order = order[counts[order] > 0]
        told = zip(
            *(part[order].tolist() for part in (counts, mix.sum(axis=2), mix[:, :, 1].sum(axis=1), self.best)),
            *(each.T[order].tolist() for each in (self.sums, self.low, self.high)), strict=True,
        )
        return [self._cluster(*one) for one in told]

    def _cluster(
        self, size: int, mix: list[int], hollow: int, best: int, sums: list[float], low: list[float], high: list[float]
    ) -> Cluster:
        place, name = self.choice.columns.place_text(best & 0xFFFFFFFF)
        told = {family: part for family, part in zip(self.families, mix, strict=True) if part}
        lon, lat, places = sums
        box = (low[0], low[1], high[0], high[1])
        return Cluster(lon / size, lat / size, size, told, hollow, int(places), place, name, box)


def hexagons(choice: Choice, box: Box, zoom: float, size_px: float) -> list[Hexagon]:
    """Return how many events lie in each hexagon, `size_px` from its middle to a corner, that has any in a view.

    Hexagons stand on a corner, and on the same ground for one zoom; those at the edge of the view may go on beyond it.
    """
    unit = size_px / (256 * 2**zoom)
    view, columns = View.of(box, BITS - 4, CELLS), choice.columns
    codes, sums = [], []
    for chunk in choice.chunks(view.ranges(choice.index)):
        counts = chunk.counts(chunk.keep())
        seen = np.flatnonzero(counts * (view.cell_of(columns.key[chunk.places]) < len(view.cells)))
        found, at = np.unique(_hexagon(columns, seen + chunk.places.start, unit), return_inverse=True)
        codes.append(found)
        sums.append(np.bincount(at, weights=counts[seen], minlength=len(found)))
    found, at = np.unique(np.concatenate([np.zeros(0, np.int64), *codes]), return_inverse=True)
    counts = np.bincount(at, weights=np.concatenate([np.zeros(0), *sums]), minlength=len(found))
    column, row = (found >> 32).astype(float), (found & 0xFFFFFFFF).astype(float) - _MIDDLE
    lon, lat = degrees(unit * np.sqrt(3) * (column + row / 2), unit * 1.5 * row)
    return [Hexagon(*each) for each in zip(lon.tolist(), lat.tolist(), counts.astype(int).tolist(), strict=True)]


def histogram(choice: Choice, *, bars: int = 240, first: date | None = None, last: date | None = None) -> Histogram:
    """Return the events of all time, whatever the query's `datetime`, as at the most so many bars.

    An event counts in each bar that its days touch. `first` and `last` cut the axis; None is where events begin and
    end, open ends aside. Totals do not count.
    """
    tables = choice.tables
    low = max(tables.days.code(first.toordinal()), 1) if first else 1
    high = min(tables.days.code(last.toordinal()), tables.days.top - 1) if last else tables.days.top - 1
    width = max(-(-(high - low + 1) // bars), 1)
    axis = _Axis(choice, low, max(high, low), width)
    for chunk in choice.chunks(choice.ranges()):
        axis.add(chunk)
    return axis.histogram()


class _Axis:
    """Adds up events that begin and end, by day and series; their running difference is what each bar is touched by."""

    def __init__(self, choice: Choice, low: int, high: int, width: int) -> None:
        days = choice.tables.days
        self.choice, self.low, self.width = choice, low, width
        self.size = (high - low) // width + 1
        bar = (np.arange(days.top + 1) - low) // width
        self.start_bar = np.clip(bar, 0, self.size) * 4  # those after the axis begin beyond it
        self.end_bar = np.clip(bar + 1, 0, self.size) * 4
        is_diplomacy = np.array([kind.layer is Layer.DIPLOMACY for kind in choice.index.types], np.int64)
        self.series = 2 * choice.index.is_hollow + is_diplomacy
        self.is_kept = choice.index.is_single
        self.begun = np.zeros(4 * (self.size + 1), np.int64)
        self.ended = np.zeros(4 * (self.size + 1), np.int64)
        self.undated = 0

    def add(self, chunk: Chunk) -> None:
        """Add a chunk."""
        columns = self.choice.columns
        kept = chunk.keep(_TIMELESS)
        start, end = chunk.of(columns.start, kept), chunk.of(columns.end, kept)
        kind = chunk.of(columns.kind, kept)
        counted = start <= end
        if not self.is_kept.all():
            counted &= self.is_kept.take(kind)
            self.undated += int(np.count_nonzero((start > end) & self.is_kept.take(kind)))
        else:
            self.undated += len(start) - int(np.count_nonzero(counted))
        if not counted.all():
            start, end, kind = start[counted], end[counted], kind[counted]
        series = self.series.take(kind)
        self.begun += np.bincount(self.start_bar.take(start) + series, minlength=len(self.begun))
        self.ended += np.bincount(self.end_bar.take(end) + series, minlength=len(self.ended))

    def histogram(self) -> Histogram:
        """Return what was added."""
        touched = np.cumsum((self.begun - self.ended).reshape(self.size + 1, 4), axis=0)[: self.size].tolist()
        base = self.choice.tables.days.base + self.low
        bars = [Bar(date.fromordinal(base + n * self.width), a, b, c + d) for n, (a, b, c, d) in enumerate(touched)]
        return Histogram(self.width, bars, self.undated)


def facets(choice: Choice, most: int = 50) -> dict[str, dict[str, int]]:
    """Return, by query word, how many events each of its values would select beside the query's other words.

    Of sources and actors, the `most` frequent. `min_fatalities` and `near_border_km` tell of some thresholds.
    """
    found = _Facets(choice)
    for chunk in choice.chunks(choice.ranges()):
        found.add(chunk)
    return found.told(most)


class _Facets:
    """Adds up the values of events, each word's without its own test."""

    def __init__(self, choice: Choice) -> None:
        self.choice, tables = choice, choice.tables
        self.kinds = np.zeros(len(tables.kinds), np.int64)
        self.areas = np.zeros(len(tables.areas), np.int64)
        self.sources = np.zeros(len(tables.sources), np.int64)
        self.actors = np.zeros(len(tables.actors), np.int64)
        self.deaths = np.zeros(len(tables.deaths), np.int64)
        self.precisions = np.zeros(5, np.int64)
        self.bands = np.zeros(len(BANDS_KM) + 1, np.int64)
        self.band = np.searchsorted(BANDS_KM, choice.columns.border_km)  # NaN comes last

    def add(self, chunk: Chunk) -> None:
        """Add a chunk."""
        columns = self.choice.columns
        for counts, column, words in (
            (self.kinds, columns.kind, _KIND_WORDS),
            (self.sources, columns.sources, {"source"}),
            (self.actors, columns.actors, {"actor"}),
            (self.deaths, columns.deaths, {"min_fatalities"}),
        ):
            counts += np.bincount(chunk.of(column, chunk.keep(words)), minlength=len(counts))
        for counts, codes, words in (
            (self.areas, columns.area, _AREA_WORDS),
            (self.precisions, columns.precision, {"geo_precision"}),
            (self.bands, self.band, {"near_border_km"}),
        ):
            here = chunk.counts(chunk.keep(words))
            counts += np.bincount(codes[chunk.places], weights=here, minlength=len(counts)).astype(np.int64)

    def told(self, most: int) -> dict[str, dict[str, int]]:
        """Return what was added, in words."""
        choice, named = self.choice, self.choice.index.named
        deaths = np.array(choice.tables.deaths)
        found = {word: named[word].spread(self.kinds * choice.kinds({word})) for word in ("layer", "type", "status")}
        found["sub_type"] = named["sub_type"].spread(self.kinds * choice.kinds({"type"}))
        found |= {word: named[word].spread(self.areas * choice.areas({word})) for word in _AREA_WORDS}
        found["source"] = _most(named["source"].spread(self.sources), most)
        found["actor"] = _most(named["actor"].spread(self.actors), most)
        found["geo_precision"] = {str(n): int(part) for n, part in enumerate(self.precisions) if n and part}
        found["min_fatalities"] = {str(least): int(self.deaths[deaths >= least].sum()) for least in TOLLS}
        found["near_border_km"] = dict(zip(map(str, BANDS_KM), np.cumsum(self.bands)[:-1].tolist(), strict=True))
        return found


def choropleth(choice: Choice, level: str) -> list[Shade]:
    """Return the events and deaths of each area of a level: country, admin1 or admin2. Totals count as events do."""
    columns, tables = choice.columns, choice.tables
    counts, deaths = np.zeros((2, len(tables.areas)))
    told = np.array(tables.deaths, np.float64)
    for chunk in choice.chunks(choice.ranges()):
        kept = chunk.keep()
        area = columns.area[chunk.places]
        here = chunk.counts(kept)
        counts += np.bincount(area, weights=here, minlength=len(counts))
        toll = told.take(chunk.of(columns.deaths, kept))
        deaths += np.bincount(np.repeat(area, here), weights=toll, minlength=len(deaths))
    found: dict[tuple[str, str], list[float]] = {}
    for inside, part, dead in zip(tables.areas, counts.tolist(), deaths.tolist(), strict=True):
        shade = found.setdefault((getattr(inside, level), inside.country), [0, 0])
        shade[0] += part
        shade[1] += dead
    return [Shade(name, country, int(n), int(dead)) for (name, country), (n, dead) in found.items() if name and n]


def _kept_size(chunk: Chunk, kept: Array | None) -> int:
    return chunk.size if kept is None else int(np.count_nonzero(kept))


def _hexagon(columns: Columns, places: Array, unit: float) -> Array:
    """Return the hexagon of each place as one number, from its axial coordinates, by rounding cube coordinates."""
    x, y = mercator(columns.lon[places], columns.lat[places])
    column, row = (x / np.sqrt(3) - y / 3) / unit, (2 / 3 * y) / unit
    near_column, near_row, near_third = np.rint(column), np.rint(row), np.rint(-column - row)
    off_column, off_row, off_third = abs(near_column - column), abs(near_row - row), abs(near_third + column + row)
    is_column = (off_column > off_row) & (off_column > off_third)
    is_row = ~is_column & (off_row > off_third)
    whole = np.where(is_column, -near_row - near_third, near_column).astype(np.int64)
    rows = np.where(is_row, -near_column - near_third, near_row).astype(np.int64)
    found: Array = (whole << 32) | (rows + _MIDDLE)
    return found


def _most(counts: dict[str, int], most: int) -> dict[str, int]:
    return dict(Counter(counts).most_common(most))
