"""The places of the map index as the map page draws them: as marks, as areas, or beside the map.

The index knows how exactly events are known; what kind of place that is, the gazetteer knows. Found out once for each
index and gazetteer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from geo.gazetteer import Gazetteer
from geo.index import Cluster, MapIndex, Orders, extent
from geo.index.arrays import Array
from geo.model import Kind, Place
from web.shapes import PLACE_KINDS, native_names, plain_name
from web.world import World

_RADIUS_KM = {1: 5.0, 2: 25.0, 3: 150.0, 4: 500.0}  # of places not in the gazetteer
_AREA_KINDS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.TEHSIL, Kind.REGION, Kind.RIVER})
_TOO_WIDE = {"country": frozenset[Kind](), "admin1": frozenset({Kind.COUNTRY, Kind.REGION, Kind.RIVER}),
             "admin2": frozenset({Kind.COUNTRY, Kind.REGION, Kind.RIVER, Kind.PROVINCE})}  # fmt: skip
_KINDS = list(Kind)


class Spots:
    """The places of an index, by their numbers in it."""

    def __init__(self, index: MapIndex, gazetteer: Gazetteer) -> None:
        columns = index.columns
        far_off = columns.precision >= 3  # the middle of a province lies at no distance
        self.index = MapIndex(replace(columns, border_km=np.where(far_off, np.nan, columns.border_km)), index.tables)
        self.known: dict[str, Place] = {place.id: place for place in gazetteer.places}
        texts = columns.text.tobytes().decode("utf-8", "surrogatepass").split("\0")
        self.ids = texts[: 2 * len(columns.key) : 2]
        fallback = [_KINDS.index(PLACE_KINDS.get(precision, Kind.SITE)) for precision in range(5)]
        number = {place: _KINDS.index(one.kind) for place, one in self.known.items()}
        known = np.fromiter((number.get(each, -1) for each in self.ids), np.int64, len(self.ids))
        self.kind = np.where(known < 0, np.array(fallback)[columns.precision], known)
        self.is_country = columns.precision >= 4
        self.is_nowhere = columns.precision == 0
        area = np.isin(self.kind, [_KINDS.index(kind) for kind in _AREA_KINDS])
        self.is_area = area & ~self.is_country & ~self.is_nowhere
        self.is_mark = ~(area | self.is_country | self.is_nowhere)
        self.orders = Orders(self.index)
        self.extent = extent(index)

    @cached_property
    def number_of(self) -> dict[str, list[int]]:
        """The numbers of a place in the index by its id; one whose row was changed may have several."""
        found: dict[str, list[int]] = {}
        for number, place in enumerate(self.ids):
            found.setdefault(place, []).append(number)
        return found

    def fits(self, level: str) -> Array:
        """Return which places are no wider than an area of a level."""
        wide = np.isin(self.kind, [_KINDS.index(kind) for kind in _TOO_WIDE[level]])
        fitting: Array = ~(wide | self.is_nowhere | ((level != "country") & self.is_country))
        return fitting

    def outside(self, box: tuple[float, float, float, float]) -> Array:
        """Return which places are known better than to a country, and lie outside a box."""
        west, south, east, north = box
        lon, lat = self.index.columns.lon, self.index.columns.lat
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        away: Array = ~(inside | self.is_country | self.is_nowhere)
        return away

    def at(self, numbers: list[int]) -> Array:
        """Return a test that some places pass."""
        found = np.zeros(len(self.ids), bool)
        found[numbers] = True
        return found

    def told(self, cluster: Cluster) -> dict[str, Any]:
        """Return a cluster as the map reads it, with what kind of place it is at, if it is but one."""
        told = {name: getattr(cluster, name) for name in ("lon", "lat", "count", "mix", "hollow", "places", "name")}
        if cluster.places > 1:
            return told | {"box": cluster.box}
        number = self.number_of[cluster.place][0]
        precision = int(self.index.columns.precision[number])
        known = self.known.get(cluster.place)
        return told | {
            "place": cluster.place,
            "name": plain_name(known) if known else cluster.name.partition(" (")[0],
            **(native_names(known) if known else {"native": None}),
            "kind": str(_KINDS[int(self.kind[number])]),
            "country": self.index.tables.areas[int(self.index.columns.area[number])].country,
            "radius_km": known.radius_km if known else _RADIUS_KM[precision],
            "geo_precision": precision,
        }


def spots(here: World) -> Spots:
    """Return the places of the index as it is now. Raises StoreError, DataError, SourceError."""
    state = here.served.state
    return _spots(here.index.current(), here.served, state.generation)


@lru_cache(maxsize=2)
def _spots(index: MapIndex, served: Any, generation: int) -> Spots:
    return Spots(index, served.state.value)
