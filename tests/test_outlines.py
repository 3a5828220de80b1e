"""Coarser outlines: small, near the true ones, and still meeting where they met."""

import json
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.shipped import data_folder
from web.outlines import GRID, topology

NOISE = [0.0, 0.004, -0.003, 0.006, 0.001, -0.005, 0.002, 0.0]


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def layer(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def unpacked(told):
    """Return the lines of each layer's features, as a reader of TopoJSON finds them."""
    arcs = []
    for steps in told["arcs"]:
        x = y = 0
        arcs.append([(x := x + dx, y := y + dy) for dx, dy in steps])

    def line(numbers):
        pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        for one, other in pairwise(pieces):
            assert one[-1] == other[0]
        return pieces[0] + list(chain.from_iterable(piece[1:] for piece in pieces[1:]))

    return {
        name: [(one["properties"], [line(numbers) for numbers in one["arcs"]]) for one in found["geometries"]]
        for name, found in told["objects"].items()
    }


def neighbours():
    """Return two lands with a crooked frontier between them, which is a line of its own too."""
    shared = [[1 + off, i / 7] for i, off in enumerate(NOISE)]
    west = [[0, 0], *shared, [0, 1], [0, 0]]
    east = [[2, 1], *shared[::-1], [2, 0], [2, 1]]
    lands = layer(feature("Polygon", [west], id="west"), feature("Polygon", [east], id="east"))
    return {"lands": lands, "frontier": layer(feature("LineString", shared, id="line"))}


@pytest.mark.parametrize("off", [0.0, 0.002, 0.0045, 0.1])
def test_what_met_before_meets_after(off):
    found = unpacked(topology(neighbours(), lambda name, properties: off))
    (_, [line]), = found["frontier"]
    assert line[0] == (round(1 / GRID), 0)
    for _, [ring] in found["lands"]:
        assert set(line) <= set(ring)
        assert ring[0] == ring[-1]
    assert (len(line) == len(NOISE)) is (off == 0)


def test_a_shared_line_keeps_to_the_finest_tolerance_and_is_written_once():
    told = topology(neighbours(), lambda name, properties: 0.0 if name == "frontier" else 9.0)
    (_, [line]), = unpacked(told)["frontier"]
    assert len(line) == len(NOISE)
    assert len(told["arcs"]) == 3  # the frontier, and what is left of each land


def test_islands_below_the_tolerance_go_and_lands_stay():
    square = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    islet = [[3, 3], [3, 3.0001], [3.0001, 3], [3, 3]]
    lands = layer(feature("MultiPolygon", [[square], [islet]], id="both"), feature("Polygon", [islet], id="islet"))
    (both, rings), (islet_only, kept) = unpacked(topology({"lands": lands}, lambda name, properties: 0.01))["lands"]
    assert (both["id"], len(rings)) == ("both", 1)
    assert (islet_only["id"], len(kept)) == ("islet", 1)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=30, unique=True))
def test_no_ring_is_torn(points):
    ring = [[x / 10, y / 10] for x, y in [*points, points[0]]]
    (_, lines), = unpacked(topology({"a": layer(feature("Polygon", [ring]))}, lambda name, properties: 0.3))["a"]
    assert all(line[0] == line[-1] for line in lines)


def test_the_frontier_of_the_shipped_map_is_an_edge_of_both_lands_and_their_provinces():
    names = ("countries", "admin1", "border")
    layers = {name: json.loads((data_folder() / "boundaries" / f"{name}.geojson").read_bytes()) for name in names}
    told = topology(layers, lambda name, properties: 0.003)
    found = unpacked(told)
    (durand,) = (lines for p, lines in found["border"] if p["id"] == "xx-durand-line")
    frontier = set(chain.from_iterable(durand))
    for land in ("pk", "af"):
        edge = {point for p, lines in found["countries"] if p["id"] == land for line in lines for point in line}
        assert len(frontier - edge) <= 2  # a tripoint may lie off
    assert len(frontier - {point for _, lines in found["admin1"] for line in lines for point in line}) <= 2
    assert sum(map(len, told["arcs"])) < 30_000  # of 70,000 points
