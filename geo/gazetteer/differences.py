"""What differs between two gazetteers, row by row. Distances are km along the ellipsoid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geo.gazetteer.index import spellings
from geo.gazetteer.rows import cells_of
from geo.model import Place
from geo.names import fold

_POINT = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Change:
    """A place whose row differs: its cells before and after by column, and how far its point moved."""

    before: Place
    after: Place
    moved_km: float
    cells: Mapping[str, tuple[str, str]]

    def __str__(self) -> str:
        told = [f"moved {km_words(self.moved_km)}"] if self.moved_km else []
        told += [_cell_words(*item) for item in self.cells.items() if item[0] not in _POINT]
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows that one gazetteer has and another has not or has otherwise, each in the order of the file."""

    added: tuple[Place, ...] = ()
    removed: tuple[Place, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all places that are not as they were."""
        return frozenset(place.id for place in self._places())

    @property
    def keys(self) -> frozenset[str]:
        """The folded spellings and demonyms whose meaning may be another: all that a differing row has or had."""
        return frozenset(fold(name) for place in self._places() for name in (*spellings(place), *place.demonyms))

    def _places(self) -> Iterator[Place]:
        yield from (*self.added, *self.removed)
        for change in self.changed:
            yield from (change.before, change.after)


def differences(before: Iterable[Place], after: Iterable[Place]) -> Difference:
    """Return what differs between two lists of places; a place is the same while its id is."""
    old = {place.id: place for place in before}
    new = {place.id: place for place in after}
    return Difference(
        tuple(place for key, place in new.items() if key not in old),
        tuple(place for key, place in old.items() if key not in new),
        tuple(_change(old[key], place) for key, place in new.items() if key in old and old[key] != place),
    )


def distance_km(one: Place, other: Place) -> float:
    """Return the distance between the points of two places."""
    from geopy.distance import geodesic

    if (one.lat, one.lon) == (other.lat, other.lon):
        return 0.0
    return float(geodesic((one.lat, one.lon), (other.lat, other.lon)).km)


def km_words(km: float) -> str:
    """Return a distance as people say it: 80 m, 4.2 km, 120 km."""
    return f"{km * 1000:.0f} m" if km < 0.95 else f"{km:.1f} km" if km < 99.5 else f"{km:,.0f} km"


def _change(before: Place, after: Place) -> Change:
    old, new = cells_of(before), cells_of(after)
    cells = {column: (old[column], new[column]) for column in old if old[column] != new[column]}
    return Change(before, after, distance_km(before, after), cells)


def _cell_words(column: str, cells: tuple[str, str]) -> str:
    if column in ("alt_names", "demonyms"):
        old, new = (cell.split("|") if cell else [] for cell in cells)
        told = [f"+{name}" for name in new if name not in old] + [f"-{name}" for name in old if name not in new]
        return f"{column} {', '.join(told) or 'in another order'}"
    return f"{column} {cells[0] or 'empty'} → {cells[1] or 'empty'}"
