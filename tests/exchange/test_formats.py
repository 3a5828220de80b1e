"""What leaves: CSV that no spreadsheet runs, GeoJSON, KML and GIS files that all readers read; whole or not at all."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.errors import SourceError
from geo.exchange import COLUMNS, FORMATS, plain_cell, safe_cell, write_file
from geo.exchange.formats import format_of
from geo.model import Actor, ActorRole, EventPlace, Role

TEXTS = ("csv", "geojson", "kml", "hxl")
FILES = ("gpkg", "parquet", "fgb")
KML = "{http://www.opengis.net/kml/2.2}"


def text(form, *events, articles=None):
    return "".join(FORMATS[form].text(events, articles or {}, Counter()))


def csv_rows(*events, articles=None):
    told = text("csv", *events, articles=articles)
    assert told.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(told[1:], newline=""), strict=True))
    assert rows[0] == list(COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


# -------------------------------------------------------------------------------------------------- CSV


def test_a_row_of_csv_is_the_flat_record(sample):
    bomb, talks = csv_rows(sample.bomb, sample.talks, articles=sample.articles)
    assert (bomb["lat"], bomb["radius_km"], bomb["is_aggregate"]) == ("34.008", "12", "false")
    assert (bomb["fatalities_best"], bomb["fatalities_high"]) == ("100", "")
    assert json.loads(bomb["evidence"])[0]["text"] == sample.text
    assert (talks["lat"], talks["date_start"], talks["places"]) == ("", "", "[]")


@pytest.mark.parametrize("text", [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "＋1", "－1", "＠x", "|calc",
    "%x", "\0=1", "'=1", "'", "''", "-",
])  # fmt: skip
def test_text_that_looks_like_a_formula_is_disarmed(text):
    assert safe_cell(text) == "'" + text
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", [
    "", "Peshawar", "a=b", "don't", "1-1", "پشاور", " x", "2024-01-01", "a;=1", "https://example.org/?a=1",
])  # fmt: skip
def test_other_text_stays_as_it_is(text):
    assert safe_cell(text) == text == plain_cell(safe_cell(text))


def test_an_apostrophe_of_another_s_file_stays():
    assert plain_cell("'Ajlun") == "'Ajlun"


@given(st.text())
@example("'=")
def test_a_safe_cell_leads_back_to_its_text(text):
    assert plain_cell(safe_cell(text)) == text
    assert not safe_cell(text).strip()[:1].startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_negative_numbers_stay_numbers(sample):
    south = replace(sample.place, lat=-33.5, lon=-70.25)
    there = replace(sample.bomb, places=(EventPlace(Role.LOCATION, replace(sample.location, place=south)),))
    row = csv_rows(there)[0]
    assert (row["lat"], row["lon"]) == ("-33.5", "-70.25")


def test_separators_and_quotes_in_text_do_not_break_rows(sample):
    title = '=HYPERLINK("x"),a;b\r\n"c"'
    row = csv_rows(replace(sample.bomb, title=title))[0]
    assert plain_cell(row["title"]) == title
    assert '"a;=1"' in text("csv", replace(sample.bomb, title="a;=1"))


def test_no_event_leaves_a_header_alone():
    assert csv_rows() == []
    assert json.loads(text("geojson"))["features"] == []


# -------------------------------------------------------------------------------------------------- GeoJSON, KML, HXL


def test_geojson_is_a_feature_collection_of_points(sample):
    collection = json.loads(text("geojson", sample.bomb, sample.talks, articles=sample.articles))
    assert collection["type"] == "FeatureCollection"
    assert "claims" in collection["note"]
    assert "crs" not in collection
    bomb, talks = collection["features"]
    assert (bomb["type"], bomb["id"]) == ("Feature", "e1")
    assert bomb["geometry"] == {"type": "Point", "coordinates": [71.579, 34.008]}
    assert bomb["properties"]["place"] == "pk-peshawar"
    assert bomb["properties"]["is_aggregate"] is False
    assert bomb["properties"]["actors"][0]["name"] == "Tehreek-e-Taliban Pakistan"
    assert (talks["id"], talks["geometry"]) == ("e2", None)
    assert set(bomb["properties"]) == set(talks["properties"]) == set(COLUMNS) - {"id", "lat", "lon"}


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(st.characters(exclude_categories=())))
@example(words="\ud800")
@example(words="</script>{{7*7}}`${x}")
def test_any_text_leaves_whole(words, sample):
    odd = replace(sample.bomb, title=words, actors=(Actor(words, ActorRole.TARGET),))
    assert json.loads(text("geojson", odd).encode())["features"][0]["properties"]["title"] == words
    assert plain_cell(csv_rows(odd)[0]["title"]) == words.encode("utf-8", "replace").decode()
    ET.fromstring(text("kml", odd).encode("utf-8", "replace"))


def test_urdu_is_written_as_urdu(sample):
    assert "پشاور" in text("geojson", replace(sample.bomb, title="پشاور"))


def test_kml_has_points_with_their_time_and_escapes_what_a_balloon_would_run(sample):
    odd = replace(sample.articles["a1"], text="<script>x</script>".ljust(80))
    root = ET.fromstring(text("kml", sample.bomb, sample.talks, articles={"a1": odd}))
    bomb, talks = root.iter(f"{KML}Placemark")
    assert bomb.findtext(f"{KML}Point/{KML}coordinates") == "71.579,34.008"
    assert bomb.findtext(f"{KML}TimeSpan/{KML}begin") == "2023-01-01"
    assert bomb.findtext(f"{KML}description").startswith("&lt;script&gt;")
    assert talks.find(f"{KML}Point") is talks.find(f"{KML}TimeSpan") is None
    values = {one.get("name"): one.text for one in bomb.iter(f"{KML}SimpleData")}
    assert (values["sub_type"], values["geo_precision"], values["is_aggregate"]) == ("Suicide bomb", "1", "false")


def test_hxl_has_a_row_of_tags_under_the_header(sample):
    header, tags, row = csv.reader(io.StringIO(text("hxl", sample.bomb, articles=sample.articles)[1:]))
    told = dict(zip(tags, row, strict=True))
    assert len(header) == len(set(tags))
    assert (told["#geo+lat"], told["#affected+killed"], told["#adm2+name"]) == ("34.008", "100", "Peshawar")
    assert told["#description"] == sample.text


@pytest.mark.parametrize("form", TEXTS)
def test_events_are_written_as_they_come(sample, form):
    """A writer that gathered all events first would hold a million of them."""
    asked = []

    def events():
        for event in (sample.bomb, sample.talks):
            asked.append(event.id)
            yield event

    lines = FORMATS[form].text(events(), {}, Counter())
    while "Suicide bomb in Peshawar" not in next(lines):
        pass
    assert asked == ["e1"]


# -------------------------------------------------------------------------------------------------- GIS files


@pytest.mark.parametrize("form", FILES)
def test_a_gis_reads_typed_columns_and_points_in_wgs_84(sample, form, tmp_path):
    geopandas = pytest.importorskip("geopandas")
    path = tmp_path / f"events.{form}"
    write_file(FORMATS[form], path, [sample.bomb, sample.talks], sample.articles)
    read = geopandas.read_parquet if form == "parquet" else geopandas.read_file
    frame = read(path)
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_string() == "OGC:CRS84"
    assert list(frame["id"]) == ["e1", "e2"]
    assert (frame.geometry[0].x, frame.geometry[0].y, frame.geometry[1]) == (71.579, 34.008, None)
    assert str(frame["date_start"][0])[:10] == "2023-01-01"
    assert (frame["fatalities_best"][0], bool(frame["is_aggregate"][0])) == (100, False)
    assert json.loads(frame["evidence"][0])[0]["text"] == sample.text


def test_a_missing_library_is_told_in_one_line_that_says_how_to_get_it(sample, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.exchange.needs.are_there", lambda *names: False)
    with pytest.raises(SourceError) as told:
        write_file(FORMATS["gpkg"], tmp_path / "x.gpkg", [sample.bomb], {})
    assert str(told.value) == ("gpkg cannot be written without pyogrio and pyarrow, which are not installed: "
                               "pip install 'torkham[geo]'")  # fmt: skip


# -------------------------------------------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_fails_half_way_leaves_the_old_one_and_nothing_else(sample, form, tmp_path):
    def failing():
        yield sample.bomb
        raise RuntimeError("half way")

    path = tmp_path / f"events.{FORMATS[form].ending}"
    path.write_text("old")
    with pytest.raises(Exception, match="half way"):
        write_file(FORMATS[form], path, failing(), {})
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_that_is_not_there_is_named(sample, form, tmp_path):
    path = tmp_path / "nowhere" / "events.x"
    with pytest.raises(SourceError, match="nowhere"):
        write_file(FORMATS[form], path, [sample.bomb], {})


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.csv", "csv"), ("a.CSV", "csv"), ("a.acled.csv", "acled"), ("a.hxl.csv", "hxl"), ("a.json", "geojson"),
     ("a.gpkg", "gpkg"), ("a.ucdp.csv", "ucdp"), ("a.fgb", "fgb"), ("a.xlsx", None), ("csv", None)],
)  # fmt: skip
def test_the_ending_of_a_name_tells_the_format(tmp_path, name, form):
    found = format_of(tmp_path / name)
    assert (found and found.name) == form
