"""Rows of a store into the columns of the index, whole or on top of the columns that there were."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from geo.index.arrays import Area, Array, Columns, Days, Kind, MapIndex, Tables, least_type
from geo.index.morton import keys_of

FIRST_DAY, LAST_DAY = 1, 3652059  # ordinals that stand for an open start and an open end
ROW = ("fid", "first_day", "last_day", "code", "status", "is_aggregate", "date_precision", "fatalities_best",
       "fatalities_low", "sources", "actors", "place", "place_name", "lon", "lat", "geo_precision", "country", "admin1",
       "admin2", "border_km")
_UNDATED = -1


class _Numbers(dict[Any, int]):
    """Numbers things in the order in which they first come."""

    def __missing__(self, thing: Any) -> int:
        number = self[thing] = len(self)
        return number


class _Part(NamedTuple):
    """Some events as numbers: one array each."""

    fid: Array
    first: Array
    last: Array
    deaths: Array
    kind: Array
    place: Array
    sources: Array
    actors: Array


class Builder:
    """Takes rows as they come and arranges them into columns."""

    def __init__(self) -> None:
        self._kinds, self._places, self._sources, self._actors = _Numbers(), _Numbers(), _Numbers(), _Numbers()
        self._parts: list[_Part] = []

    def keep(self, index: MapIndex, gone: Array) -> None:
        """Take the events of an index that there is, but for those whose fid is in `gone`."""
        columns, tables = index.columns, index.tables
        names = [columns.place_text(place) for place in range(len(columns.key))]
        spots = zip(columns.lon.tolist(), columns.lat.tolist(), columns.precision.tolist(), columns.area.tolist(),
                    columns.border_km.tolist(), names, strict=True)
        places = [(*name, _none(lon), _none(lat), precision, *tables.areas[area], _none(km))
                  for lon, lat, precision, area, km, name in spots]
        stays = np.isin(columns.fid, gone, invert=True)
        dated = columns.start <= columns.end
        first, last = (np.where(dated, _ordinals(each, tables.days), _UNDATED) for each in (columns.start, columns.end))
        place = np.repeat(self._codes(self._places, places), np.diff(columns.first))
        part = _Part(
            columns.fid.astype(np.int64),
            first,
            last,
            np.array(tables.deaths, np.int64)[columns.deaths],
            self._codes(self._kinds, tables.kinds)[columns.kind],
            place,
            self._codes(self._sources, tables.sources)[columns.sources],
            self._codes(self._actors, tables.actors)[columns.actors],
        )
        self._parts.append(_Part(*(array[stays] for array in part)))

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take rows of ROW."""
        if not rows:
            return
        (fid, first, last, code, status, total, known, best, low, sources, actors, *place) = zip(*rows, strict=True)
        self._parts.append(_Part(
            np.array(fid, np.int64),
            _filled(first, _UNDATED),
            _filled(last, _UNDATED),
            _filled(best, _filled(low, 0)),
            self._codes(self._kinds, zip(code, status, total, [word == "day" for word in known], strict=True)),
            self._codes(self._places, zip(*place, strict=True)),
            self._codes(self._sources, sources),
            self._codes(self._actors, actors),
        ))

    def index(self, version: str) -> MapIndex:
        """Return what was taken, arranged."""
        empty = [_Part(*[np.zeros(0, np.int64)] * len(_Part._fields))]
        part = _Part(*map(np.concatenate, zip(*(self._parts or empty), strict=True)))
        places = _Places(list(self._places), np.bincount(part.place, minlength=len(self._places)))
        days, start, end = _coded(part.first, part.last)
        rank = places.rank[part.place]
        order = np.argsort((rank << 32) | start)  # by place, then day
        deaths, codes = np.unique(part.deaths, return_inverse=True)
        kinds = tuple(Kind(code, status, bool(total), exact) for code, status, total, exact in self._kinds)
        sources, actors = (tuple(name or "" for name in names) for names in (self._sources, self._actors))
        tables = Tables(version, days, kinds, tuple(places.areas), tuple(deaths.tolist()), sources, actors)
        most = {"start": days.top + 1, "end": days.top + 1, "kind": len(kinds), "deaths": len(deaths),
                "sources": len(sources), "actors": len(actors), "fid": int(part.fid.max(initial=0))}
        whole = {"start": start, "end": end, "kind": part.kind, "deaths": codes, "sources": part.sources,
                 "actors": part.actors, "fid": part.fid}
        arranged = {name: array[order].astype(least_type(most[name])) for name, array in whole.items()}
        return MapIndex(Columns(**places.arrays(), **arranged), tables)

    @staticmethod
    def _codes(numbers: _Numbers, things: Iterable[Any]) -> Array:
        return np.fromiter(map(numbers.__getitem__, things), np.int64)


class _Places:
    """Places in the order of their keys; those without events are left out."""

    def __init__(self, places: list[Any], events: Array) -> None:
        used = np.flatnonzero(events)
        table = list(zip(*places, strict=True)) if places else [()] * 9
        ids, names, lon, lat, precision, country, admin1, admin2, border_km = table
        self.lon, self.lat, self.border_km = (np.array(each, np.float64) for each in (lon, lat, border_km))
        keys = keys_of(self.lon, self.lat)
        self.order = used[np.argsort(keys[used], kind="stable")]
        self.rank = np.zeros(len(places), np.int64)
        self.rank[self.order] = np.arange(len(self.order))
        self.key, self.events = keys, events
        self.precision = _filled(precision, 0).astype(np.uint8)
        numbers = _Numbers()
        self.area = np.fromiter(map(numbers.__getitem__, zip(country, admin1, admin2, strict=True)), np.int64)
        self.areas = [Area(*(name or "" for name in area)) for area in numbers]
        self.texts = [f"{key or ''}\0{name or ''}\0".encode("utf-8", "surrogatepass")
                      for key, name in zip(ids, names, strict=True)]

    def arrays(self) -> dict[str, Array]:
        """Return the arrays of places, as Columns has them."""
        order = self.order
        texts = [self.texts[number] for number in order.tolist()]
        return {
            "key": self.key[order],
            "first": _summed(self.events[order]),
            "lon": self.lon[order],
            "lat": self.lat[order],
            "border_km": self.border_km[order],
            "area": self.area[order].astype(least_type(len(self.areas))),
            "precision": self.precision[order],
            "text": np.frombuffer(b"".join(texts), np.uint8),
            "text_first": _summed([len(text) for text in texts]),
        }


def _summed(lengths: Any) -> Array:
    """Return where parts of some lengths begin, and the end of the last."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _filled(numbers: Sequence[Any], missing: Any) -> Array:
    """Return numbers as int64, with something in place of each None."""
    told = np.array(numbers, np.float64)
    return np.where(np.isnan(told), missing, told).astype(np.int64)


def _coded(first: Array, last: Array) -> tuple[Days, Array, Array]:
    """Return how days are coded, and the codes of first and last days; an undated event starts after it ends."""
    told = np.concatenate([first[first > FIRST_DAY], last[(last > FIRST_DAY) & (last < LAST_DAY)]])
    low, high = (int(told.min()), int(told.max())) if len(told) else (FIRST_DAY + 1, FIRST_DAY + 1)
    days = Days(low - 1, high - low + 2)
    never = np.iinfo(least_type(days.top + 1)).max
    dated = first != _UNDATED
    start, end = (np.clip(each - days.base, 0, days.top) for each in (first, last))
    return days, np.where(dated, start, never), np.where(dated, end, 0)


def _ordinals(codes: Array, days: Days) -> Array:
    ordinals = codes.astype(np.int64) + days.base
    return np.where(codes == 0, FIRST_DAY, np.where(codes == days.top, LAST_DAY, ordinals))


def _none(number: float) -> float | None:
    return None if math.isnan(number) else number
