"""The columns of the map index: places sorted by Morton key, events sorted by place and day, codes for all else.

What belongs to a place is kept once for all events there. `first[p]:first[p + 1]` are the events of place p; those
without a place stand with the last one. Codes are positions in the tables beside the columns, in the least type that
holds them. A day is kept as the distance from `base`, an ordinal; see `Days`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geo.model import EVENT_TYPES, EventType
from geo.names import fold

_LONGEST = 12  # words of an actor's name that are looked at
Array = npt.NDArray[Any]


class Kind(NamedTuple):
    """What an event is: its type's code, its status, whether it is a total, and whether its days are known exactly."""

    code: str
    status: str
    is_aggregate: bool
    is_exact: bool


class Area(NamedTuple):
    """Where a place belongs; empty where it belongs nowhere."""

    country: str
    admin1: str
    admin2: str


class Days(NamedTuple):
    """How days are coded: 0 is before all of them (an open start), `top` after all (an open end)."""

    base: int  # proleptic ordinal that 0 stands for
    top: int

    def code(self, ordinal: int) -> int:
        """Return the code of an ordinal; days beyond those there are fall on the open ends."""
        return min(max(ordinal - self.base, 0), self.top)


@dataclass(frozen=True, slots=True)
class Tables:
    """What codes stand for. `sources` and `actors` hold the names of one event, joined by "; "."""

    version: str  # of the store
    days: Days
    kinds: tuple[Kind, ...]
    areas: tuple[Area, ...]
    deaths: tuple[int, ...]  # ascending
    sources: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The arrays: m places, n events. Degrees are WGS 84, kilometres NaN where unknown."""

    key: Array  # int64[m], ascending
    first: Array  # int64[m + 1]
    lon: Array  # float64[m]
    lat: Array
    border_km: Array  # float64[m]
    area: Array  # code[m]
    precision: Array  # uint8[m], 0 without a place
    text: Array  # uint8: id and name of each place in UTF-8, parted and ended by zeros
    text_first: Array  # int64[m + 1]
    start: Array  # day[n]; the greatest number of its type for an undated event
    end: Array  # day[n]; 0 for an undated event
    kind: Array  # code[n]
    deaths: Array  # code[n], in the order of the numbers
    sources: Array  # code[n]
    actors: Array  # code[n]
    fid: Array  # n numbers of the store

    @property
    def size(self) -> int:
        """The number of events."""
        return len(self.start)

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays."""
        return sum(getattr(self, field.name).nbytes for field in fields(self))

    def place_text(self, place: int) -> tuple[str, str]:
        """Return a place's id and name."""
        raw = self.text[self.text_first[place] : self.text_first[place + 1]].tobytes()
        key, name, _ = raw.decode("utf-8", "surrogatepass").split("\0")
        return key, name


def least_type(most: int) -> np.dtype[Any]:
    """Return the least unsigned type that holds numbers up to `most`."""
    return np.min_scalar_type(max(most, 0))


class Names(NamedTuple):
    """Distinct names, and which of them each code stands for: pairs (code, number of the name)."""

    names: list[str]
    codes: Array
    numbers: Array

    def spread(self, counts: Array) -> dict[str, int]:
        """Return counts by code as counts by name; those without any are left out, and what has no name."""
        sums = np.bincount(self.numbers, weights=counts[self.codes], minlength=len(self.names))
        return {self.names[n]: int(sums[n]) for n in np.flatnonzero(sums) if self.names[n]}

    def unnamed(self, counts: Array) -> int:
        """Return the count of what has no name."""
        return int(counts[self.codes[self.numbers == self.names.index("")]].sum()) if "" in self.names else 0


class MapIndex:
    """Columns with their tables, and what follows from the tables, made once."""

    def __init__(self, columns: Columns, tables: Tables) -> None:
        self.columns = columns
        self.tables = tables
        self._bands: tuple[tuple[float, ...], Array] = ((), np.zeros(len(columns.key), np.uint8))

    def bands(self, bounds_km: tuple[float, ...]) -> Array:
        """Return by how many of some ascending bounds each place is too far from the frontier; unknown is by all.

        Kept until other bounds are asked for: they seldom are, and places may be a million.
        """
        known = self._bands  # other threads may put other bounds there
        if known[0] != bounds_km:
            far = np.searchsorted(bounds_km, self.columns.border_km)  # NaN comes last
            self._bands = known = bounds_km, far.astype(least_type(len(bounds_km)))
        return known[1]

    @cached_property
    def types(self) -> list[EventType]:
        """The type of each kind."""
        return [EVENT_TYPES[kind.code] for kind in self.tables.kinds]

    @cached_property
    def is_hollow(self) -> Array:
        """Whether each kind is not told as having happened."""
        return np.array([kind.status not in ("happened", "ongoing") for kind in self.tables.kinds], bool)

    @cached_property
    def is_single(self) -> Array:
        """Whether each kind is one event, not a total."""
        return np.array([not kind.is_aggregate for kind in self.tables.kinds], bool)

    @cached_property
    def named(self) -> dict[str, Names]:
        """The names that codes stand for, by query word; `sub_type` has the codes of types.

        An actor's code stands for all names that find it: its own, and those that are whole words of it.
        """
        kinds, areas = self.tables.kinds, self.tables.areas
        return {
            "layer": _singly(str(kind.layer) for kind in self.types),
            "type": _singly(kind.family for kind in self.types),
            "sub_type": _singly(kind.code for kind in self.types),
            "status": _singly(kind.status for kind in kinds),
            "country": _singly(area.country for area in areas),
            "admin1": _singly(area.admin1 for area in areas),
            "admin2": _singly(area.admin2 for area in areas),
            "source": _joined(self.tables.sources),
            "actor": _finding(_joined(self.tables.actors)),
        }


def _singly(names: Iterable[str]) -> Names:
    return _names([[name] for name in names])


def _joined(names: Iterable[str]) -> Names:
    return _names([dict.fromkeys(joined.split("; ")) for joined in names])


def _finding(named: Names) -> Names:
    """Return names with all codes that a search for them finds."""
    by_fold: dict[str, list[int]] = {}
    for number, name in enumerate(named.names):
        by_fold.setdefault(fold(name), []).append(number)
    found_by = [sorted({n for run in _runs(fold(name)) for n in by_fold.get(run, ())}) for name in named.names]
    pairs = {(code, n) for code, number in zip(named.codes.tolist(), named.numbers.tolist(), strict=True)
             for n in found_by[number]}  # fmt: skip
    codes, numbers = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
    return Names(named.names, codes, numbers)


def _runs(text: str) -> Iterator[str]:
    """Yield all runs of whole words of a text."""
    words = text.split(" ")
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _LONGEST)):
            yield " ".join(words[first : last + 1])


def _names(by_code: list[Any]) -> Names:
    numbers: dict[str, int] = {}
    pairs = [(code, numbers.setdefault(name, len(numbers))) for code, names in enumerate(by_code) for name in names]
    codes, found = np.array(pairs, np.int64).reshape(-1, 2).T
    return Names(list(numbers), codes, found)
