"""The world's divisions for rows of data sets: which hold a point, and which bear a name."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.boundaries import Boundaries
from geo.errors import NotFound
from geo.exchange.countries import Countries
from geo.gazetteer import Gazetteer
from geo.model import Kind, Place

_AREAS = (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT)
_UNIT = re.compile(r"\s+(?:district|agency|province|territory)$", re.IGNORECASE)
_FARTHEST_DEG = 4.0  # from a row's point to the district or province that it names


class GazetteerAtlas:
    """Divisions as the gazetteer names them and the boundaries draw them."""

    def __init__(self, gazetteer: Gazetteer, boundaries: Boundaries, countries: Countries) -> None:
        self._gazetteer = gazetteer
        self._boundaries = boundaries
        self.countries = countries
        self.units_at = lru_cache(100_000)(self._units_at)

    def _units_at(self, lon: float, lat: float) -> tuple[str, str, str] | None:
        """Return country, province and district that hold a point, None where none is drawn."""
        for holder in (self._boundaries.district_at, self._boundaries.province_at, self._boundaries.country_at):
            try:
                place = self._gazetteer.get(holder(lon, lat) or "")
            except NotFound:
                continue
            return place.country, place.admin1, place.admin2
        return None

    def area(self, name: str, kind: Kind, country: str, lon: float, lat: float) -> Place | None:
        """Return the country, province or district of that name, the nearest of several; None if there is none."""
        if kind not in _AREAS:
            return None
        name = name.replace("&", "and")
        found = [place for spelling in dict.fromkeys((name, _UNIT.sub("", name)))
                 for place in self._gazetteer.candidates(spelling)
                 if place.kind is kind and place.country == country]  # fmt: skip

        def away(place: Place) -> float:
            return max(abs(place.lon - lon), abs(place.lat - lat))

        near = [place for place in found if kind is Kind.COUNTRY or away(place) < _FARTHEST_DEG]
        return min(near, key=away, default=None)
