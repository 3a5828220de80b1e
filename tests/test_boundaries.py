"""Boundaries: which area holds a point, how far the frontier is, and what the shipped files promise."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys

import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from geo.boundaries import FRONTIER, Boundaries
from geo.errors import DataError, SourceError
from geo.gazetteer import read_gazetteer
from geo.model import Kind
from geo.shipped import data_folder

FOLDER = data_folder() / "boundaries"
FILES = ("admin1", "admin2", "border", "countries", "rivers", "world")
FEATURES = {name: json.loads((FOLDER / f"{name}.geojson").read_bytes())["features"] for name in FILES}
PLACES = {place.id: place for place in read_gazetteer(data_folder() / "gazetteer.csv").places}
SHARED = Boundaries(FOLDER)
LINE = next(shape(feature["geometry"]) for feature in FEATURES["border"] if feature["id"] == FRONTIER)


@pytest.fixture(scope="module")
def boundaries():
    return Boundaries(FOLDER)


@pytest.mark.parametrize(
    ("lon", "lat", "district", "province", "country"),
    [
        (71.57, 34.01, "pk-peshawar-district", "pk-khyber-pakhtunkhwa-province", "pk"),
        (67.00, 30.19, "pk-quetta-district", "pk-balochistan-province", "pk"),
        (70.07, 33.00, "pk-north-waziristan-district", "pk-khyber-pakhtunkhwa-province", "pk"),
        (69.17, 34.52, "af-kabul-district", "af-kabul-province", "af"),
        (69.92, 33.34, "af-khost-district", "af-khost-province", "af"),
        (66.40, 31.00, "af-spin-boldak-district", "af-kandahar-province", "af"),
        (60.86, 29.50, None, None, "ir"),
        (51.53, 25.29, None, None, "qa"),
        (10.75, 59.91, None, None, "no"),
        (65.00, 20.00, None, None, None),
    ],
)
def test_a_point_lies_in_its_areas(boundaries, lon, lat, district, province, country):
    assert boundaries.district_at(lon, lat) == district
    assert boundaries.province_at(lon, lat) == province
    assert boundaries.country_at(lon, lat) == country


@pytest.mark.parametrize(
    ("place", "lon", "lat", "km", "within"),
    [
        ("Torkham", 71.0894, 34.1187, 0, 0.1),
        ("the frontier's own vertex", *LINE.coords[500], 0, 0.001),
        ("Peshawar", 71.578, 34.008, 45, 3),
        ("Quetta", 67.00, 30.19, 65, 6),
        ("Kabul", 69.17, 34.52, 86, 6),
        ("Karachi", 67.01, 24.86, 550, 10),
        ("Doha", 51.53, 25.29, 1052, 10),
        ("New York", -74.0, 40.71, 10767, 20),
    ],
)
def test_the_frontier_is_as_far_as_it_is(boundaries, place, lon, lat, km, within):
    assert boundaries.frontier_km(lon, lat) == pytest.approx(km, abs=within), place


@given(st.floats(-179, 179), st.floats(-85, 85))
@settings(max_examples=25, deadline=None)
def test_no_vertex_of_the_frontier_is_nearer_than_the_frontier(lon, lat):
    away = SHARED.frontier_km(lon, lat)
    nearest = min(geodesic((lat, lon), (y, x)).km for x, y in LINE.coords[::80])
    assert away <= nearest * 1.001 + 0.01  # which stretch is nearest is decided on the sphere


@given(st.integers(0, len(LINE.coords) - 1), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
@settings(max_examples=25, deadline=None)
def test_near_by_the_frontier_is_measured_to_a_part_in_five_hundred(vertex, east, north):
    lon, lat = LINE.coords[vertex][0] + east, LINE.coords[vertex][1] + north
    away = SHARED.frontier_km(lon, lat)
    around = shapely.clip_by_rect(LINE, lon - 0.6, lat - 0.6, lon + 0.6, lat + 0.6)
    samples = shapely.get_coordinates(shapely.segmentize(around, 0.02))
    nearest = min(geodesic((lat, lon), (y, x)).km for x, y in samples)
    assert nearest - 1.3 <= away <= nearest * 1.002 + 0.005  # samples are up to 2 km apart


@pytest.mark.parametrize(
    ("place", "lon", "lat", "km"),
    [
        ("pk-peshawar-district", 71.57, 34.01, 0),
        ("pk-peshawar-district", 72.04, 34.19, 31),
        ("cn", 116.4, 39.9, 0),  # beyond the edge of the regional file
        ("pk-torkham-crossing", 71.09, 34.12, None),
        ("nowhere", 0, 0, None),
    ],
)
def test_a_point_is_so_far_outside_an_area(boundaries, place, lon, lat, km):
    away = boundaries.outside_km(place, lon, lat)
    assert away == (km if km is None else pytest.approx(km, abs=2))


def test_boundaries_travel_between_processes_as_their_folder(boundaries):
    boundaries.district_at(71.57, 34.01)
    sent = pickle.dumps(boundaries)
    assert len(sent) < 500
    assert pickle.loads(sent).district_at(71.57, 34.01) == "pk-peshawar-district"


def test_nothing_heavy_is_imported_before_a_boundary_is_asked_for():
    code = "import sys, geo.boundaries; print([m for m in ('shapely', 'geopy', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=data_folder().parent)  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_no_file_is_read_before_a_boundary_is_asked_for(tmp_path):
    empty = Boundaries(tmp_path / "nowhere")
    with pytest.raises(SourceError, match=r"cannot read .*admin2\.geojson"):
        empty.district_at(71, 34)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is no JSON"),
        ("[]", "is no GeoJSON"),
        ('{"features": [{"properties": {}}]}', "gazetteer_id"),
        ('{"features": [{"properties": {"gazetteer_id": "x"}, "geometry": {"type": "Blob"}}]}', "is no GeoJSON"),
    ],
)
def test_a_broken_file_is_named(tmp_path, content, told):
    (tmp_path / "admin2.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"admin2\.geojson:1") as caught:
        Boundaries(tmp_path).district_at(71, 34)
    assert told in str(caught.value)


def test_a_border_file_without_the_frontier_is_named(tmp_path):
    (tmp_path / "border.geojson").write_text('{"features": []}', encoding="utf-8")
    with pytest.raises(DataError, match="no line has 'xx-durand-line'"):
        Boundaries(tmp_path).frontier_km(71, 34)


# --------------------------------------------------------------------------------- the shipped files


@pytest.mark.parametrize("name", FILES)
def test_every_shape_is_valid_and_on_the_globe(name):
    for feature in FEATURES[name]:
        geometry = shape(feature["geometry"])
        west, south, east, north = geometry.bounds
        assert geometry.is_valid, feature["id"]
        assert -180 <= west <= east <= 180, feature["id"]
        assert -90 <= south <= north <= 90, feature["id"]


@pytest.mark.parametrize("name", FILES)
def test_every_feature_has_its_own_id_and_leads_to_a_place(name):
    ids = [feature["id"] for feature in FEATURES[name]]
    assert len(set(ids)) == len(ids)
    for feature in FEATURES[name]:
        properties = feature["properties"]
        assert properties["id"] == feature["id"]
        assert properties["name"]
        assert properties["gazetteer_id"] == "" or properties["gazetteer_id"] in PLACES


@pytest.mark.parametrize("name", ["admin1", "admin2", "countries", "world"])
def test_an_area_is_called_as_the_gazetteer_calls_it(name):
    for properties in (feature["properties"] for feature in FEATURES[name]):
        if place := PLACES.get(properties["gazetteer_id"]):
            assert (properties["name"], properties["country"]) == (place.name, place.country)
            assert properties.get("admin1", place.admin1) == place.admin1


@pytest.mark.parametrize(("name", "kind"), [("admin1", Kind.PROVINCE), ("admin2", Kind.DISTRICT)])
def test_every_province_and_district_of_the_region_has_one_outline(name, kind):
    drawn = sorted(feature["properties"]["gazetteer_id"] for feature in FEATURES[name])
    assert drawn == sorted(p.id for p in PLACES.values() if p.kind is kind and p.country in ("PK", "AF"))


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_whom_to_credit(name):
    attribution = json.loads((FOLDER / f"{name}.geojson").read_bytes())["attribution"]
    assert isinstance(attribution, list)
    assert all(attribution)


@pytest.mark.parametrize(
    ("line", "disputed"),
    [(FRONTIER, True), ("xx-line-of-control", True), ("border-pk-cn", True), ("border-pk-in", False),
     ("border-pk-ir", False), ("border-af-tj", False)],
)  # fmt: skip
def test_a_line_says_whether_it_is_disputed(line, disputed):
    properties = next(feature["properties"] for feature in FEATURES["border"] if feature["id"] == line)
    assert properties["disputed"] is disputed
    assert properties["note"] or not disputed


def test_every_claim_is_disputed():
    claims = [f["properties"] for f in FEATURES["border"] if f["properties"]["type"] == "claim boundary"]
    assert claims
    assert all(claim["disputed"] and "claimed by" in claim["note"] for claim in claims)


def test_the_frontier_runs_where_the_two_countries_meet():
    outlines = {f["id"]: shape(f["geometry"]) for f in FEATURES["countries"]}
    for lon, lat in LINE.coords[::50]:
        assert all(outlines[code].distance(shapely.Point(lon, lat)) < 0.001 for code in ("pk", "af"))


def test_every_district_lies_in_its_province():
    provinces = {f["id"]: shape(f["geometry"]) for f in FEATURES["admin1"]}
    for feature in FEATURES["admin2"]:
        inside = shape(feature["geometry"]).representative_point()
        assert provinces[feature["properties"]["admin1_id"]].contains(inside), feature["id"]
