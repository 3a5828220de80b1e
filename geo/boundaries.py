"""Which district, province and country hold a point, and how far the frontier is.

Arguments are lon, lat in WGS 84 decimal degrees; distances are km along the ellipsoid. The files are read when
they are first asked for; shapely is imported then and not before. The lines show who administers, not any claim,
and are about 1-3 km true: do not decide on which side of the frontier a point lies when it is nearer than that.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import DataError, SourceError
from geo.model import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

FRONTIER = "xx-durand-line"

Box = tuple[float, float, float, float]  # west, south, east, north

_LONGEST_DEG_KM = 111.7  # a degree of latitude at the poles; everywhere else a degree is shorter
_STEP_DEG = 0.01  # about 1 km: how far apart the samples of a line are when its nearest stretch is looked for


_LAYERS = {
    "admin2": "_districts",
    "admin1": "_provinces",
    "countries": "_countries",
    "world": "_world",
    "border": "_border",
}


class Boundaries:
    """The outlines in a folder of GeoJSON files. It pickles as its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def __reduce__(self) -> tuple[type[Boundaries], tuple[Path]]:
        return type(self), (self.folder,)

    def district_at(self, lon: float, lat: float) -> str | None:
        """Return the gazetteer id of the district that holds the point; None outside Pakistan and Afghanistan."""
        return self._districts.at(lon, lat)

    def province_at(self, lon: float, lat: float) -> str | None:
        """Return the gazetteer id of the province that holds the point; None outside Pakistan and Afghanistan."""
        return self._provinces.at(lon, lat)

    def country_at(self, lon: float, lat: float) -> str | None:
        """Return the gazetteer id of the country that holds the point; None at sea.

        Near the region the outlines are exact to 1-3 km; elsewhere they are coarse, and coasts may be 15 km off.
        """
        return self._countries.at(lon, lat) or self._world.at(lon, lat)

    def frontier_km(self, lon: float, lat: float) -> float:
        """Return the distance to the Durand Line, on whichever side the point lies."""
        return _distance_km(self._frontier, lon, lat)

    def outside_km(self, place_id: str, lon: float, lat: float) -> float | None:
        """Return how far the point is outside the outline of a place: 0 inside; None if the place has no outline."""
        return min((_distance_km(outline, lon, lat) for outline in self._outlines(place_id)), default=None)

    def surely_within(self, place_id: str, lons: NDArray[Any], lats: NDArray[Any], km: float) -> NDArray[Any]:
        """Return which of many points are in the outline of a place, or certainly no more than `km` outside it.

        True for all of them if the place has no outline. Of a point for which it is False, `outside_km` tells more.
        """
        import numpy as np
        import shapely

        outlines = self._outlines(place_id)
        within = np.full(len(lons), not outlines)
        for outline in outlines:
            own = shapely.transform(outline, lambda xy: xy)  # what preparing adds to a shape is not for several threads
            shapely.prepare(own)
            left = np.flatnonzero(~within)
            within[left] = shapely.contains_xy(own, lons[left], lats[left])
            left = np.flatnonzero(~within)
            within[left] = shapely.dwithin(own, shapely.points(lons[left], lats[left]), km / _LONGEST_DEG_KM)
        return within

    def _outlines(self, place_id: str) -> list[BaseGeometry]:
        """Return the outlines of a place; a country cut by the edge of its file is whole in that of the world."""
        layers = (self._districts, self._provinces, self._countries, self._world)
        return [layer.outlines[place_id] for layer in layers if place_id in layer.outlines]

    def lines(self, name: str, box: Box, tolerance_deg: float) -> list[list[tuple[float, float]]]:
        """Return the lines (lon, lat) of a layer inside a box, simplified: a drawing, nothing to measure on.

        `name` is admin2, admin1, countries, world or border; a box is (west, south, east, north).
        """
        import shapely

        layer: _Layer = getattr(self, _LAYERS[name])
        inside = layer.tree.query(shapely.box(*box))
        shapes = [layer.outlines[layer.ids[index]] for index in sorted(inside)]
        clipped = [shapely.clip_by_rect(shapely.boundary(some) if some.area else some, *box) for some in shapes]
        parts = [part for some in clipped for part in shapely.get_parts(shapely.simplify(some, tolerance_deg))]
        return [[(lon, lat) for lon, lat in shapely.get_coordinates(part).tolist()] for part in parts if part.length]

    @cached_property
    def _districts(self) -> _Layer:
        return _layer(self.folder / "admin2.geojson")

    @cached_property
    def _provinces(self) -> _Layer:
        return _layer(self.folder / "admin1.geojson")

    @cached_property
    def _countries(self) -> _Layer:
        return _layer(self.folder / "countries.geojson")

    @cached_property
    def _world(self) -> _Layer:
        return _layer(self.folder / "world.geojson")

    @cached_property
    def _border(self) -> _Layer:
        return _layer(self.folder / "border.geojson")

    @cached_property
    def _frontier(self) -> BaseGeometry:
        try:
            return self._border.outlines[FRONTIER]
        except KeyError:
            path = str(self.folder / "border.geojson")
            raise DataError([Problem(path, 1, "gazetteer_id", "", f"no line has {FRONTIER!r}")]) from None


class _Layer(NamedTuple):
    """Outlines by gazetteer id, and a tree that finds those around a point."""

    outlines: dict[str, BaseGeometry]
    tree: STRtree
    ids: tuple[str, ...]

    def at(self, lon: float, lat: float) -> str | None:
        from shapely import Point

        found = self.tree.query(Point(lon, lat), predicate="intersects")
        # A point on a common border belongs to either; the smallest index makes the answer the same every time.
        return self.ids[min(found)] if len(found) else None


def _layer(path: Path) -> _Layer:
    from shapely import STRtree

    outlines = dict(_read(path))
    return _Layer(outlines, STRtree(list(outlines.values())), tuple(outlines))


def _read(path: Path) -> list[tuple[str, BaseGeometry]]:
    """Return (gazetteer id, geometry) of every feature that has a row in the gazetteer."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        collection: dict[str, Any] = json.loads(path.read_bytes())
        return [
            (feature["properties"]["gazetteer_id"], shape(feature["geometry"]))
            for feature in collection["features"]
            if feature["properties"]["gazetteer_id"]
        ]
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    except json.JSONDecodeError as error:
        raise DataError([Problem(str(path), error.lineno, "", "", f"is no JSON: {error.msg}")]) from None
    except (LookupError, TypeError, ValueError, ShapelyError) as error:
        say = f"is no GeoJSON FeatureCollection whose features have a gazetteer_id: {error!r}"
        raise DataError([Problem(str(path), 1, "", "", say)]) from None


def _distance_km(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Return the geodesic distance from a point to a line or area; 0 inside the area."""
    import shapely
    from geopy.distance import geodesic

    point = shapely.Point(lon, lat)
    if shape.intersects(point):
        return 0.0
    near_lon, near_lat = _nearest_sample(shape, lon, lat)
    # Around that sample a degree of longitude is cos(lat) of a degree of latitude: there the plane will do.
    edge = 3 * _STEP_DEG
    stretch = shapely.clip_by_rect(
        shapely.boundary(shape) if shape.area else shape,
        near_lon - edge, near_lat - edge, near_lon + edge, near_lat + edge,
    )  # fmt: skip
    narrow = _narrowing(near_lat)
    flat = shapely.transform(stretch, lambda xy: xy * narrow)
    target = shapely.shortest_line(flat, shapely.transform(point, lambda xy: xy * narrow)).coords[0]
    return float(geodesic((lat, lon), (target[1] / narrow[1], target[0] / narrow[0])).km)


def _narrowing(lat: float) -> Any:
    import numpy as np

    return np.array([np.cos(np.radians(lat)), 1.0])


class _ById(NamedTuple):
    """A shape, told from others by being the same object: comparing coasts point by point takes long."""

    shape: BaseGeometry

    def __hash__(self) -> int:
        return id(self.shape)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.shape is self.shape


@lru_cache(maxsize=64)
def _samples(of: _ById) -> Any:
    """Return points (lon, lat) along a shape's line, no further apart than a step."""
    import shapely

    return shapely.get_coordinates(shapely.segmentize(of.shape, _STEP_DEG))


def _nearest_sample(shape: BaseGeometry, lon: float, lat: float) -> tuple[float, float]:
    """Return the sample of a shape's line that is nearest on the sphere, be it a kilometre or a continent away."""
    import numpy as np

    samples = _samples(_ById(shape))
    there, here = np.radians(samples), np.radians([lon, lat])
    half = np.sin((there - here) / 2) ** 2
    haversine = half[:, 1] + np.cos(there[:, 1]) * np.cos(here[1]) * half[:, 0]
    near_lon, near_lat = samples[int(np.argmin(haversine))]
    return float(near_lon), float(near_lat)
