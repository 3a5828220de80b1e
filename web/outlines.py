"""Coarser outlines for the first view of the map, made from the boundaries when they are first asked for.

Lines that layers share (a frontier is an edge of two lands, two provinces and a line of its own) are cut where others
join. Each piece is simplified once, so that what met before meets after, and written once, as TopoJSON does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any

Point = tuple[float, float]
Line = tuple[Point, ...]
Collection = dict[str, Any]
LEAST_CORNERS = 3  # of a ring
GRID = 0.001  # degrees


def topology(
    layers: Mapping[str, Collection], tolerance: Callable[[str, Mapping[str, Any]], float]
) -> dict[str, Any]:
    """Return GeoJSON layers as one simplified TopoJSON topology, with an object for each layer.

    `tolerance(layer, properties)` tells by how many degrees a feature may be off; a shared line keeps to the finest.
    Islands that shrink to less than a triangle are left out, features never. Lines become MultiLineStrings, and all
    rings of a land one Polygon: the map fills by the even-odd rule.
    """
    ends = _junctions(layers.values())
    allowed: dict[Line, float] = defaultdict(lambda: float("inf"))
    for name, feature in _features(layers):
        for line in _lines(feature["geometry"]):
            for piece in map(_canonical, _pieces(line, ends)):
                allowed[piece] = min(allowed[piece], tolerance(name, feature["properties"]))
    arcs = _Arcs({piece: _simplified(piece, off) for piece, off in allowed.items()}, ends)
    objects: dict[str, Any] = {name: {"type": "GeometryCollection", "geometries": []} for name in layers}
    for name, feature in _features(layers):
        objects[name]["geometries"].append(arcs.geometry(feature))
    return {"type": "Topology", "transform": {"scale": [GRID, GRID], "translate": [0, 0]}, "objects": objects,
            "arcs": arcs.written}  # fmt: skip


class _Arcs:
    """The simplified pieces, numbered as they are first used."""

    def __init__(self, simple: Mapping[Line, Line], ends: set[Point]) -> None:
        self._simple, self._ends = simple, ends
        self._numbers: dict[Line, int] = {}
        self.written: list[list[list[int]]] = []

    def geometry(self, feature: Mapping[str, Any]) -> dict[str, Any]:
        """Return a feature's geometry and properties."""
        is_area = feature["geometry"]["type"].endswith("Polygon")
        lines = [_pieces(line, self._ends) for line in _lines(feature["geometry"])]
        if is_area:
            lines = [line for line in lines if self._corners(line) >= LEAST_CORNERS] or [max(lines, key=self._corners)]
        arcs = [[self._number(piece) for piece in line] for line in lines]
        kind = "Polygon" if is_area else "MultiLineString"
        return {"type": kind, "properties": feature["properties"], "arcs": arcs}

    def _corners(self, pieces: list[Line]) -> int:
        return len({_gridded(point) for piece in pieces for point in self._simple[_canonical(piece)]})

    def _number(self, piece: Line) -> int:
        key = _canonical(piece)
        if key not in self._numbers:
            self._numbers[key] = len(self.written)
            self.written.append(_steps(self._simple[key]))
        return self._numbers[key] if key == piece else ~self._numbers[key]


def _features(layers: Mapping[str, Collection]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, layer in layers.items():
        yield from ((name, feature) for feature in layer["features"] if feature["geometry"])


def _lines(geometry: Mapping[str, Any]) -> list[Line]:
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[geometry["type"]]
    lines = [geometry["coordinates"]]
    for _ in range(depth):
        lines = [line for some in lines for line in some]
    return [tuple((lon, lat) for lon, lat, *_ in line) for line in lines]


def _junctions(layers: Iterable[Collection]) -> set[Point]:
    """Return the points where a line ends or more than two different steps meet."""
    steps: set[tuple[Point, Point]] = set()
    ends: set[Point] = set()
    for layer in layers:
        for feature in layer["features"]:
            for line in _lines(feature["geometry"]) if feature["geometry"] else ():
                steps.update((a, b) if a < b else (b, a) for a, b in pairwise(line) if a != b)
                if line[0] != line[-1]:
                    ends.update((line[0], line[-1]))
    met = Counter(point for step in steps for point in step)
    return ends | {point for point, times in met.items() if times != 2}


def _pieces(line: Line, ends: set[Point]) -> list[Line]:
    """Cut a line at junctions. A ring that none touches is cut at its least point and the one farthest from there."""
    if line[0] == line[-1]:
        cuts = [i for i, point in enumerate(line[:-1]) if point in ends]
        if len(cuts) < 2:
            start = cuts[0] if cuts else min(range(len(line) - 1), key=line.__getitem__)
            far = max(range(len(line) - 1), key=lambda i: (_square(line[start], line[i]), line[i]))
            cuts = sorted({start, far})
        line = line[cuts[0] : -1] + line[: cuts[0] + 1]
        cuts = [(cut - cuts[0]) for cut in cuts] + [len(line) - 1]
    else:
        cuts = [i for i, point in enumerate(line) if point in ends]
    return [line[a : b + 1] for a, b in pairwise(cuts)]


def _canonical(piece: Line) -> Line:
    return min(piece, piece[::-1])


def _simplified(piece: Line, off: float) -> Line:
    """Return what is left of a piece after Douglas and Peucker; its ends always stay."""
    keep = {0, len(piece) - 1}
    todo = [(0, len(piece) - 1)]
    while todo:
        a, b = todo.pop()
        if b - a < 2:
            continue
        far = max(range(a + 1, b), key=lambda i: _away(piece[i], piece[a], piece[b]))
        if _away(piece[far], piece[a], piece[b]) > off * off:
            keep.add(far)
            todo += [(a, far), (far, b)]
    return tuple(piece[i] for i in sorted(keep))


def _square(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _away(point: Point, a: Point, b: Point) -> float:
    """Return the square of the distance from a point to the stretch from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    if not length:
        return _square(point, a)
    along = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return _square(point, (a[0] + along * dx, a[1] + along * dy))


def _gridded(point: Point) -> tuple[int, int]:
    return round(point[0] / GRID), round(point[1] / GRID)


def _steps(line: Line) -> list[list[int]]:
    """Return a line as its first point and the steps from each point to the next, in cells of the grid."""
    cells = [cell for cell, _ in groupby(map(_gridded, line))]
    if len(cells) == 1:
        cells *= 2
    return [[*cells[0]], *([bx - ax, by - ay] for (ax, ay), (bx, by) in pairwise(cells))]
