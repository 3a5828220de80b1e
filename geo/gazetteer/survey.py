"""All faults of a gazetteer file, of a million rows too: what may be wrong is sifted out, and only that looked at.

While the file is read, a few numbers of each row are kept. They tell rows that are sound beyond doubt from those that
need a look: a hash that comes twice, a point not surely in its area. Hashes may collide; the look decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer.checks import Areas, Outlines, check_places, claimed_areas, twin_area, well_known_names
from geo.gazetteer.plain import COLUMNS, Stretch, stretches
from geo.gazetteer.rows import REGION_OF, Cells, no_rows, paused_collector, place_of, read_rows
from geo.model import Kind, Place, Problem
from geo.names import fold_lines
from geo.tables import Spot, Table

Mask = NDArray[np.bool_]
Hashes = NDArray[np.int64]
Group = tuple[str, ...]  # kind, country, admin1, admin2

_ALONE = 512  # rows that are not plain, kept together
_KINDS = frozenset(kind.value for kind in Kind)
_PILLARS = (Kind.COUNTRY.value, Kind.PROVINCE.value, Kind.DISTRICT.value)
_MANY = 6  # digits of a population that may make a place well known


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a file holds: its rows by kind and country, and how many spellings they have."""

    rows: Mapping[tuple[str, str], int]
    spellings: int


def survey(
    path: Path,
    raw: bytes,
    outlines: Outlines | None,
    common_words: Collection[str],
    progress: Callable[[int], object] = lambda done: None,
) -> tuple[Holdings, list[Problem]]:
    """Return what a file holds and all its faults by line; `progress` is told how many bytes have been read.

    Raises DataError if nothing in it can be read.
    """
    problems: list[Problem] = []
    table = Table(path, COLUMNS, problems, raw)
    with paused_collector():
        sieve = _Sieve(table)
        for stretch in stretches(table):
            sieve.add(stretch)
            progress(stretch.after.at)
        rows = sieve.rows()
        problems += _look(str(path), rows, outlines, common_words)
    if not len(rows) and not problems:
        problems.append(no_rows(path))
    return rows.holdings, sorted(problems, key=lambda problem: problem.line)


def _look(path: str, rows: _Rows, outlines: Outlines | None, common_words: Collection[str]) -> list[Problem]:
    """Return the faults of the rows that may have one."""
    problems: list[Problem] = []
    unread: list[Cells] = []
    alone = rows.is_odd | rows.is_outside_its_region() | _comes_twice(rows.ids)
    places = read_rows(path, ((line, cells, False) for line, cells in rows.at(alone)), problems, unread)
    pillars = [place for _, place in places]
    pillars += [place_of(cells) for _, cells in rows.at(rows.is_pillar & ~alone)]
    areas = Areas(pillars, unread)
    is_unsound = np.array([any(areas.faults(group)) for group in map(_bare, rows.groups)], bool)[rows.group]
    held = rows.is_owner | is_unsound | _comes_twice(rows.twins())
    held |= rows.bears({*common_words, *well_known_names(pillars)})
    off_map = rows.is_odd | _off_map(rows, areas, outlines) if outlines is not None else rows.is_odd
    places += [(line, place_of(cells)) for line, cells in rows.at((held | off_map) & ~alone)]
    places.sort(key=lambda pair: pair[0])
    lines = set(rows.lines[off_map].tolist())
    return problems + check_places(path, places, outlines, common_words, unread, pillars, lines)


def _comes_twice(hashes: Hashes) -> Mask:
    _, back, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    found: Mask = (counts > 1)[back]
    return found


def _off_map(rows: _Rows, areas: Areas, outlines: Outlines) -> Mask:
    """Return the plain rows whose point is not surely in every area that they claim."""
    claims: dict[tuple[str, float], list[int]] = {}
    for number, group in enumerate(rows.groups):
        for claim in claimed_areas(_bare(group), areas):
            claims.setdefault((claim.area.id, claim.slack_km), []).append(number)
    order = np.argsort(rows.group, kind="stable")
    order = order[~rows.is_odd[order]]
    starts = np.searchsorted(rows.group[order], np.arange(len(rows.groups) + 1))
    off = np.zeros(len(rows), bool)
    for (area, slack_km), numbers in claims.items():
        some = np.concatenate([order[starts[number] : starts[number + 1]] for number in numbers])
        off[some] |= ~outlines.surely_within(area, rows.lons[some], rows.lats[some], slack_km)
    return off


def _bare(group: Group) -> Place:
    """Return a place of which only its kind and its areas are told."""
    kind, country, admin1, admin2 = group
    known = Kind(kind) if kind in _KINDS else Kind.REGION  # of a row that cannot be read, and is looked at anyway
    return Place("", "", (), (), known, country, admin1, admin2, 0.0, 0.0, 0.0, None, "", "", "")


class _Numbered(dict[Group, int]):
    """A number for each key, from 0, in the order in which they are first asked for."""

    def __missing__(self, key: Group) -> int:
        self[key] = number = len(self)
        return number


class _Kept(NamedTuple):
    """What is kept of rows, each an array; of names, all that a row has follow each other, the first is its name."""

    line: Hashes
    spot: Hashes
    ids: Hashes
    group: Hashes
    others: Hashes  # how many spellings follow the name; of a row without any, an empty one does
    keys: Hashes
    lats: NDArray[np.float64]
    lons: NDArray[np.float64]
    is_odd: Mask
    demonyms: Hashes  # numbers of rows that have some
    capitals: Hashes
    many: Hashes


class _Sieve:
    """Keeps a few numbers of each row while a table is read."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._groups = _Numbered()
        self._odd: list[tuple[Spot, list[str]]] = []
        self._kept: list[_Kept] = []
        self._count = 0

    def add(self, stretch: Stretch) -> None:
        """Keep the rows of a stretch; those that are not plain are kept many at once."""
        begin, end = stretch.spot.at, stretch.after.at
        if stretch.is_plain:
            ends = np.flatnonzero(np.frombuffer(self._table.raw, np.uint8, end - begin, begin) == ord("\n"))
            spots = np.concatenate([[begin], begin + 1 + ends[:-1]])
            self._keep(np.array(stretch.lines), spots, stretch.columns, is_odd=False)
        else:
            self._odd.append((stretch.spot, [column[0] for column in stretch.columns]))
            if len(self._odd) == _ALONE:
                self._keep_odd()

    def rows(self) -> _Rows:
        """Return what has been kept."""
        self._keep_odd()
        joined: Iterable[NDArray[Any]] = map(np.concatenate, zip(*self._kept, strict=True))
        if not self._kept:
            joined = [np.zeros(0, np.int64)] * len(_Kept._fields)
        return _Rows(self._table, tuple(self._groups), _Kept(*joined))

    def _keep_odd(self) -> None:
        if self._odd:
            spots, cells = zip(*self._odd, strict=True)
            lines, starts = np.array(spots).T
            self._keep(lines, starts, list(zip(*cells, strict=True)), is_odd=True)
            self._odd.clear()

    def _keep(self, lines: Hashes, spots: Hashes, columns: Sequence[Sequence[str]], *, is_odd: bool) -> None:
        cells, count = dict(zip(COLUMNS, columns, strict=True)), len(lines)
        folded = fold_lines("\n".join(map("|".join, zip(cells["name"], cells["alt_names"], strict=True))))
        names = folded.replace(" |", "|").replace("| ", "|").split("\n")
        others = np.fromiter(map(str.count, names, repeat("|")), np.int64, count)
        group = zip(cells["kind"], cells["country"], cells["admin1"], cells["admin2"], strict=True)
        self._kept.append(_Kept(
            lines,
            spots,
            np.fromiter(map(hash, cells["id"]), np.int64, count),
            np.fromiter(map(self._groups.__getitem__, group), np.int64, count),
            others,
            np.fromiter(map(hash, "|".join(names).split("|")), np.int64, count + int(others.sum())),
            _degrees(cells["latitude"], is_odd=is_odd),
            _degrees(cells["longitude"], is_odd=is_odd),
            np.full(count, is_odd),
            self._numbers(cells["demonyms"], 1),
            self._numbers(cells["capital_of"], 1),
            self._numbers(cells["population"], _MANY),
        ))  # fmt: skip
        self._count += count

    def _numbers(self, cells: Sequence[str], least: int) -> Hashes:
        """Return the numbers of the rows whose cell holds so many characters at the least."""
        found = [number for number, cell in enumerate(cells, self._count) if len(cell) >= least] if any(cells) else []
        return np.array(found, np.int64)


def _degrees(cells: Sequence[str], *, is_odd: bool) -> NDArray[np.float64]:
    return np.full(len(cells), np.nan) if is_odd else np.fromiter(map(float, cells), np.float64, len(cells))


class _Rows:
    """What is known of all rows of a table; a mask picks some of them."""

    def __init__(self, table: Table, groups: Sequence[Group], kept: _Kept) -> None:
        self._table = table
        self._kept = kept
        self._first = np.cumsum(kept.others + 1) - kept.others - 1  # of the keys of a row, which is that of its name
        self.groups, self.group, self.ids, self.is_odd = groups, kept.group, kept.ids, kept.is_odd
        self.lines, self.lats, self.lons = kept.line, kept.lats, kept.lons
        self.is_owner = self._picked(kept.demonyms) | self._picked(kept.capitals)
        is_area = np.array([group[0] in _PILLARS for group in groups], bool)[kept.group]
        self.is_pillar = self.is_owner | self._picked(kept.many) | is_area

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def holdings(self) -> Holdings:
        """What the file holds."""
        counted: Counter[tuple[str, str]] = Counter()
        counts = np.bincount(self.group, minlength=len(self.groups)).tolist()
        for (kind, country, *_), count in zip(self.groups, counts, strict=True):
            counted[kind, country] += count
        empty = int(np.count_nonzero(self._kept.keys == hash("")))
        return Holdings(counted, len(self._kept.keys) - empty)

    def at(self, mask: Mask) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines and cells of some rows, in the order of the file."""
        picked = np.flatnonzero(mask)
        for number in picked[np.argsort(self.lines[picked])].tolist():
            spot = Spot(int(self.lines[number]), int(self._kept.spot[number]))
            yield spot.line, next(self._table.records(spot)).cells

    def twins(self) -> Hashes:
        """Return a hash of each row's name in its area."""
        numbers = _Numbered()
        areas = np.array([numbers[twin_area(_bare(group))] for group in self.groups], np.int64)
        found: Hashes = self._kept.keys[self._first] * np.int64(1_000_003) ^ areas[self.group]
        return found

    def bears(self, keys: Collection[str]) -> Mask:
        """Return the rows of which some spelling may be one of some folded names."""
        hits = np.flatnonzero(np.isin(self._kept.keys, np.array(list(map(hash, keys)), np.int64)))
        return self._picked(np.searchsorted(self._first, hits, side="right") - 1)

    def is_outside_its_region(self) -> Mask:
        """Return the rows whose point is not in the box around their country."""
        outside = np.zeros(len(self), bool)
        for country, (west, south, east, north) in REGION_OF.items():
            is_in = (west <= self.lons) & (self.lons <= east) & (south <= self.lats) & (self.lats <= north)
            outside |= np.array([code == country for _, code, *_ in self.groups], bool)[self.group] & ~is_in
        return outside

    def _picked(self, numbers: Hashes) -> Mask:
        mask = np.zeros(len(self), bool)
        mask[numbers] = True
        return mask
