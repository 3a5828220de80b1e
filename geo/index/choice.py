"""What a query selects among the columns: tests of events and of places, each answered chunk by chunk.

A chunk is some places and all their events, small enough for a processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from geo.index.arrays import Array, MapIndex, Names
from geo.index.morton import BITS, Box, cells_of
from geo.names import fold
from geo.store.query import Query

CHUNK = 1 << 17  # events
_CELLS = 256  # that a box is cut into
_BRIDGED = 8_192  # events that are sooner gone through than left out
NOTHING: frozenset[str] = frozenset()
NO_TESTS: Mapping[str, Array] = {}


class Range(NamedTuple):
    """Places from `start` up to, not with, `stop`."""

    start: int
    stop: int


class View(NamedTuple):
    """Some cells of a level, sorted by their keys."""

    level: int
    cells: Array

    @classmethod
    def of(cls, box: Box, level: int, most: int) -> View:
        """Return the cells that touch a box, at a level so wide that there are no more than `most`."""
        return cls(*cells_of(box, level, most))

    @property
    def shift(self) -> int:
        """How many bits a place's key has more than a cell's."""
        return 2 * (BITS - self.level)

    def ranges(self, index: MapIndex) -> list[Range]:
        """Return ranges that hold all places in the cells; where a gap between them is small, they bridge it."""
        key, first = index.columns.key, index.columns.first
        starts = np.searchsorted(key, self.cells << self.shift)
        stops = np.searchsorted(key, (self.cells + 1) << self.shift)
        ranges: list[Range] = []
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
            if ranges and first[start] - first[ranges[-1].stop] <= _BRIDGED:
                ranges[-1] = Range(ranges[-1].start, stop)
            elif stop > start:
                ranges.append(Range(start, stop))
        return ranges

    def cell_of(self, keys: Array) -> Array:
        """Return the number of each key's cell; the number of cells for keys in none."""
        wanted = keys >> self.shift
        found = np.searchsorted(self.cells, wanted)
        found[self.cells.take(found, mode="clip") != wanted] = len(self.cells)
        return found


class Choice:
    """The tests of a query, by the query word that they come from. `limit` is left to others.

    `only`, the ascending numbers of some events, stands for the words that the columns do not know: place, id and q.
    `places` and `kinds` are further tests: which places and which kinds pass, by the word that stands for each.
    """

    def __init__(
        self, index: MapIndex, query: Query, only: Array | None = None, *, places: Mapping[str, Array] = NO_TESTS,
        kinds: Mapping[str, Array] = NO_TESTS,
    ) -> None:  # fmt: skip
        self.index = index
        self.columns = index.columns
        self.tables = index.tables
        self.query = query
        self.only = only
        self.kind_tests = self._kind_tests()
        self.area_tests = self._area_tests()
        self.event_tests = self._event_tests()
        self.place_tests = self._place_tests()
        self.kind_tests |= kinds
        self.place_tests |= places

    def ranges(self) -> list[Range]:
        """Return ranges that hold all places of the query's box, and others near its edges."""
        if self.query.bbox:
            return View.of(self.query.bbox, BITS - 4, _CELLS).ranges(self.index)
        return [Range(0, len(self.columns.key))]

    def chunks(self, ranges: list[Range]) -> Iterator[Chunk]:
        """Yield the chunks of some ranges, in the order of places."""
        first = self.columns.first
        for start, stop in ranges:
            at = start
            while at < stop:
                end = int(np.searchsorted(first, first[at] + CHUNK, side="right")) - 1
                end = min(max(end, at + 1), stop)
                yield Chunk(self, at, end)
                at = end

    def kinds(self, without: Collection[str] = NOTHING) -> Array:
        """Return which kinds pass the tests of kinds, but for those of some words."""
        return _all(self.kind_tests, len(self.tables.kinds), without)

    def areas(self, without: Collection[str] = NOTHING) -> Array:
        """Return which areas pass the tests of areas, but for those of some words."""
        return _all(self.area_tests, len(self.tables.areas), without)

    @cached_property
    def is_open(self) -> bool:
        """Whether every event passes."""
        return not (self.kind_tests or self.event_tests or self.place_tests)

    def _kind_tests(self) -> dict[str, Array]:
        query, kinds = self.query, self.tables.kinds
        tests = {}
        if query.layer:
            tests["layer"] = [kind.layer in query.layer for kind in self.index.types]
        if query.type:
            tests["type"] = [kind.code in query.codes for kind in kinds]
        if query.status:
            tests["status"] = [kind.status in query.status for kind in kinds]
        return {word: np.array(test, bool) for word, test in tests.items()}

    def _event_tests(self) -> dict[str, Callable[[slice], Array]]:
        query, columns, tables = self.query, self.columns, self.tables
        tests: dict[str, Callable[[slice], Array]] = {}
        if query.datetime:
            from_day, to_day = query.datetime
            low = tables.days.code(from_day.toordinal()) if from_day else 0
            high = tables.days.code(to_day.toordinal()) if to_day else tables.days.top
            tests["datetime"] = lambda part: (columns.start[part] <= high) & (columns.end[part] >= low)
        if query.min_fatalities:
            least = int(np.searchsorted(tables.deaths, query.min_fatalities))
            tests["min_fatalities"] = lambda part: columns.deaths[part] >= least
        if query.source:
            wanted = {fold(name) for name in query.source}
            published = _any_of(self.index.named["source"], lambda name: fold(name) in wanted, len(tables.sources))
            tests["source"] = lambda part: published.take(columns.sources[part])
        if query.actor:
            parts = [f" {fold(name)} " for name in query.actor]
            acts = _any_of(self.index.named["actor"], lambda name: any(part in f" {fold(name)} " for part in parts),
                           len(tables.actors))
            tests["actor"] = lambda part: acts.take(columns.actors[part])
        if self.only is not None:
            chosen = self.only
            tests["only"] = lambda part: _among(columns.fid[part], chosen)
        return tests

    def _area_tests(self) -> dict[str, Array]:
        query, areas = self.query, self.tables.areas
        named = {province_key(name) for name in query.admin1}
        tests = {}
        if query.country:
            tests["country"] = [area.country in query.country for area in areas]
        if query.admin1:
            tests["admin1"] = [province_key(area.admin1) in named for area in areas]
        if query.admin2:
            tests["admin2"] = [area.admin2 in query.admin2 for area in areas]
        return {word: np.array(test, bool) for word, test in tests.items()}

    def _place_tests(self) -> dict[str, Array]:
        query, columns = self.query, self.columns
        tests = {}
        if query.bbox:
            west, south, east, north = query.bbox
            tests["bbox"] = ((columns.lon >= west) & (columns.lon <= east)
                             & (columns.lat >= south) & (columns.lat <= north))
        for word, test in self.area_tests.items():
            tests[word] = test[columns.area]
        if query.geo_precision:
            tests["geo_precision"] = np.isin(columns.precision, query.geo_precision)
        if query.near_border_km is not None:
            tests["near_border_km"] = columns.border_km <= query.near_border_km
        return tests


class Chunk:
    """Some places and all their events. Tests are made once, at first need."""

    def __init__(self, choice: Choice, start: int, stop: int) -> None:
        first = choice.columns.first
        self.choice = choice
        self.places = slice(start, stop)
        self.events = slice(int(first[start]), int(first[stop]))
        self.size = self.events.stop - self.events.start
        self.offsets = first[start:stop] - first[start]
        self._made: dict[str, Array] = {}

    @cached_property
    def per_place(self) -> Array:
        """The number of events at each place, selected or not."""
        return np.diff(self.offsets, append=self.size)

    def keep(self, without: Collection[str] = NOTHING) -> Array | None:
        """Return which events pass the tests but for those of some words; None for all."""
        choice = self.choice
        tests = [self._made_test(word) for word in choice.event_tests if word not in without]
        kinds = choice.kinds(without)
        if not kinds.all():
            tests.append(kinds.take(choice.columns.kind[self.events]))
        places = [test[self.places] for word, test in choice.place_tests.items() if word not in without]
        if places and not (here := np.logical_and.reduce(places)).all():
            tests.append(np.repeat(here, self.per_place))
        kept = tests[0] if tests else None
        for test in tests[1:]:
            kept = kept & test
        return kept

    def counts(self, kept: Array | None) -> Array:
        """Return how many of the events kept are at each place."""
        if kept is None:
            return self.per_place
        if len(self.offsets) == 1:
            return np.array([np.count_nonzero(kept)])
        return np.add.reduceat(kept, self.offsets, dtype=np.int64)

    def kept_size(self, kept: Array | None) -> int:
        """Return how many of the events are kept."""
        return self.size if kept is None else int(np.count_nonzero(kept))

    def of(self, column: Array, kept: Array | None) -> Array:
        """Return a column of the events kept."""
        part = column[self.events]
        return part if kept is None else part[kept]

    def _made_test(self, word: str) -> Array:
        if word not in self._made:
            self._made[word] = self.choice.event_tests[word](self.events)
        return self._made[word]


def province_key(name: str) -> str:
    """Return the key by which provinces are compared: "Khost" and "Khost Province" are one."""
    return fold(name).removesuffix(" province")


def _all(tests: dict[str, Array], size: int, without: Collection[str]) -> Array:
    passed = np.ones(size, bool)
    for word, test in tests.items():
        if word not in without:
            passed &= test
    return passed


def _any_of(names: Names, test: Callable[[str], bool], codes: int) -> Array:
    """Return for each code whether any of its names passes a test."""
    passed = np.array([test(name) for name in names.names], bool)
    found = np.zeros(codes, bool)
    found[names.codes[passed[names.numbers]]] = True
    return found


def _among(numbers: Array, chosen: Array) -> Array:
    at = np.searchsorted(chosen, numbers)
    at[at == len(chosen)] = 0
    return chosen[at] == numbers if len(chosen) else np.zeros(len(numbers), bool)
