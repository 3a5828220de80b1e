"""Files of others read: UCDP GED, ACLED, GDELT, any table with a mapping; every fault by line, nothing made up."""

import gzip
import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from geo.errors import DataError, SourceError
from geo.exchange.importing import open_import
from geo.exchange.mapping import read_mapping
from geo.model import EVENT_TYPES, ActorRole, Basis, Count, DatePrecision, EventType, Kind

UCDP = "Government of Pakistan – Example Group, "


def taken(path, atlas, form="", **how):
    """Return the events of a file by the id of their row, its faults, and the lines left out by reason."""
    with open_import(path, form, **how) as opened:
        events = {one.event.reports[0].record: one.event for one in opened.events(atlas)}
    faults = [str(replace(problem, path=path.name)) for problem in opened.problems]
    return events, faults, dict(opened.left_out)


def place(event):
    return event.main_place.location.place


@pytest.fixture(scope="module")
def ged(data, atlas):
    events, faults, left_out = taken(data / "ucdp.csv", atlas)
    assert (len(events), faults, left_out) == (12, [], {})
    return events


# -------------------------------------------------------------------------------------------------- UCDP GED


def test_a_row_of_ucdp_is_an_event_with_its_data_set_and_row(ged, data, atlas):
    event = ged["900001"]
    assert (event.id, event.type, event.title) == ("ucdp-ged:900001", EventType.ARMED_CLASH, UCDP + "Miranshah town")
    assert (event.fatalities, event.injuries) == (Count(2, 3, 4), None)
    assert [(actor.name, actor.role) for actor in event.actors] == [
        ("Government of Pakistan", ActorRole.PARTY), ("Example Group", ActorRole.PARTY)]  # fmt: skip
    (report,) = event.reports
    assert (report.article_id, report.start, report.end) == ("ucdp-ged", 0, 0)
    assert report.note.startswith("Invented for tests: near the bazaar\nsource_headline: Invented for tests\n")
    assert "deaths_b: 2" in report.note
    assert "(state-based) stands here as Armed clash" in event.why[1]
    with open_import(data / "ucdp.csv") as opened:
        source = opened.dataset.article
    assert (source.is_dataset, source.publisher, source.licence) == (True, "UCDP GED", "CC-BY-4.0")


@pytest.mark.parametrize(
    ("record", "name", "kind", "precision", "radius_km"),
    [
        ("900001", "Miranshah", Kind.TOWN, 1, 5), ("900002", "Mir Ali", Kind.TOWN, 2, 25),
        ("900007", "Tirah valley", Kind.REGION, 2, 40), ("900005", "LoC", Kind.REGION, 3, 100),
        ("900012", "Example check post", Kind.SITE, 1, 5),
    ],
)  # fmt: skip
def test_where_prec_says_how_exact_a_point_is(ged, record, name, kind, precision, radius_km):
    found = place(ged[record])
    assert (found.name, found.kind, found.geo_precision, found.radius_km) == (name, kind, precision, radius_km)
    assert found.id.startswith("ucdp-ged:")
    assert ged[record].main_place.basis is Basis.GIVEN


@pytest.mark.parametrize(
    ("record", "place_id", "precision"),
    [("900003", "pk-kurram-district", 2), ("900004", "pk-balochistan-province", 3), ("900006", "pk", 4)],
)
def test_a_district_province_or_country_is_that_of_the_gazetteer(ged, record, place_id, precision):
    assert (place(ged[record]).id, place(ged[record]).geo_precision) == (place_id, precision)


def test_a_point_is_in_the_province_and_district_of_today(ged):
    assert (place(ged["900001"]).admin1, place(ged["900001"]).admin2) == ("Khyber Pakhtunkhwa", "North Waziristan")
    assert "adm_1: Federally Administered Tribal Areas" in ged["900001"].reports[0].note
    assert (place(ged["900011"]).country, place(ged["900011"]).admin1) == ("AF", "Kandahar Province")


@pytest.mark.parametrize(
    ("record", "start", "end", "precision"),
    [
        ("900001", "2019-03-01", "2019-03-01", "day"), ("900002", "2019-03-01", "2019-03-04", "week"),
        ("900003", "2019-03-01", "2019-03-07", "week"), ("900004", "2019-03-01", "2019-03-31", "month"),
        ("900005", "2019-03-01", "2019-12-31", "year"),
    ],
)  # fmt: skip
def test_date_prec_says_how_exact_a_day_is(ged, record, start, end, precision):
    when = ged[record].when
    assert (str(when.start), str(when.end), when.precision) == (start, end, DatePrecision(precision))


def test_one_sided_violence_has_one_who_acts_and_a_summary_is_an_aggregate(ged):
    assert ged["900009"].type is EventType.ATTACK
    assert [actor.role for actor in ged["900009"].actors] == [ActorRole.INITIATOR, ActorRole.TARGET]
    assert [record for record, event in ged.items() if event.is_aggregate] == ["900010"]


def test_a_row_of_tags_is_no_event(data, atlas, tmp_path):
    lines = (data / "ucdp.csv").read_text().splitlines()
    lines.insert(1, "#event+id" + "," * (lines[0].count(",")))
    path = tmp_path / "ged.csv"
    path.write_text("\n".join(lines))
    events, faults, _ = taken(path, atlas, "ucdp")
    assert (len(events), faults) == (12, [])


def test_every_fault_of_ucdp_is_told_by_line_and_column(data, atlas, tmp_path):
    text = (data / "ucdp.csv").read_text().splitlines()
    text[2] = text[2].replace("Clear,1,", "Clear,9,")
    text[3] = text[3].replace("33.75,70.1", "x,70.1")
    text[4] = text[4].replace(",PAK,", ",XXX,")
    text[5] = text[5].rpartition(",")[0]
    path = tmp_path / "ged.csv"
    path.write_text("\n".join(text))
    events, faults, _ = taken(path, atlas)
    assert len(events) == 8
    assert sorted(faults) == [
        "ged.csv:3: type_of_violence: '9' is none of 1 (state-based), 2 (non-state), 3 (one-sided)",
        "ged.csv:4: latitude: 'x' is not a number",
        "ged.csv:5: country: 'XXX' is neither an ISO 3166-1 code nor the English name of a country",
        "ged.csv:6: has 49 cells, expected 50; is the line cut short?",
    ]


def test_a_packed_file_is_read_as_it_is(data, atlas, tmp_path):
    packed = tmp_path / "ged.csv.gz"
    packed.write_bytes(gzip.compress((data / "ucdp.csv").read_bytes()))
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as file:
        file.write(data / "ucdp.csv", "ged.csv")
    assert len(taken(packed, atlas)[0]) == len(taken(tmp_path / "ged.zip", atlas)[0]) == 12


def test_a_cut_off_archive_is_told(data, atlas, tmp_path):
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress((data / "ucdp.csv").read_bytes())[:400])
    with pytest.raises(SourceError, match=r"ged\.csv\.gz"):
        taken(path, atlas)


# -------------------------------------------------------------------------------------------------- ACLED


def test_a_row_of_acled_is_an_event(data, atlas):
    events, faults, _ = taken(data / "acled.csv", atlas)
    assert (len(events), faults) == (12, [])
    bomb = events["INV2"]
    assert (bomb.type, bomb.when.start, bomb.fatalities) == (EventType.SUICIDE_BOMB, date(2023, 5, 5),
                                                             Count(None, 7, None))  # fmt: skip
    assert (place(bomb).name, place(bomb).country, place(bomb).geo_precision) == ("Peshawar", "PK", 1)
    assert bomb.reports[0].note.startswith("Invented for tests: row 2.")
    assert (place(events["INV9"]).country, place(events["INV4"]).geo_precision) == ("AF", 2)
    assert place(events["INV10"]).id == "pk-balochistan-province"


def test_acled_s_actors_have_no_direction(data, atlas):
    events, _, _ = taken(data / "acled.csv", atlas)
    assert {actor.role for event in events.values() for actor in event.actors} == {ActorRole.PARTY}
    assert [actor.name for actor in events["INV8"].actors] == ["Example Group", "Police Forces of Exampleland",
                                                               "Example Faction"]  # fmt: skip


def test_acled_s_time_precision_widens_the_day(data, atlas):
    events, _, _ = taken(data / "acled.csv", atlas)
    days = {record: (str(events[record].when.start), str(events[record].when.end)) for record in ("INV3", "INV4")}
    assert days == {"INV3": ("2023-05-03", "2023-05-09"), "INV4": ("2023-05-01", "2023-05-31")}


# -------------------------------------------------------------------------------------------------- GDELT


def test_rows_of_gdelt_are_claims_of_a_machine(data, atlas):
    events, faults, left_out = taken(data / "gdelt.export.CSV", atlas)
    assert faults == ["gdelt.export.CSV:10: EventCode: '---' is no CAMEO code"]
    assert left_out == {"CAMEO 01 (make a public statement): PLOVER has no type for a statement that asks or promises "
                        "nothing": [3]}  # fmt: skip
    visit = events["800001"]
    assert (visit.type, visit.mode, visit.confidence) == (EventType.CONSULT, "visit", 0.4)
    assert (place(visit).name, place(visit).country) == ("Kabul", "AF")
    assert [(actor.name, actor.role.value) for actor in visit.actors] == [
        ("PAKISTAN", "initiator"), ("AFGHANISTAN", "target")]  # fmt: skip
    (report,) = visit.reports
    assert report.url == "https://example.org/invented/1"
    assert report.note.startswith("Coded by machine")
    assert "NumMentions: 6" in report.note


@pytest.mark.parametrize(
    ("record", "code", "mode"),
    [
        ("800002", "Suicide bomb", ""), ("800004", "Air/drone strike", ""), ("800005", "ACCUSE", "allege"),
        ("800006", "Violent demonstration", ""), ("800007", "RETREAT", "ceasefire"), ("800008", "Armed clash", ""),
        ("800009", "COERCE", "restrict"), ("800011", "RETREAT", "release"), ("800012", "AGREE", ""),
    ],
)  # fmt: skip
def test_cameo_codes_go_by_their_own_row_or_the_wider_one(data, atlas, record, code, mode):
    event = taken(data / "gdelt.export.CSV", atlas)[0][record]
    assert (event.type, event.mode) == (EVENT_TYPES[code], mode)


def test_countries_of_gdelt_are_fips_and_wide_places_are_areas(data, atlas):
    events, _, _ = taken(data / "gdelt.export.CSV", atlas)
    assert place(events["800012"]).country == "GB"  # FIPS UK
    assert (place(events["800005"]).id, place(events["800004"]).id) == ("pk", "af-khost-province")
    assert events["800008"].places == ()


# -------------------------------------------------------------------------------------------------- any table


def test_a_mapping_says_what_the_columns_of_any_table_are(data, atlas):
    events, faults, _ = taken(data / "watch.csv", atlas, mapping=read_mapping(data / "watch.toml"))
    assert list(events) == ["W-1", "W-2", "W-3", "W-9"]
    blast = events["W-1"]
    assert (blast.type, blast.when.start) == (EventType.REMOTE_EXPLOSIVE, date(2023, 5, 4))
    assert (blast.title, blast.confidence) == ("Remote explosive/landmine/IED in Peshawar", 0.7)
    assert [actor.name for actor in blast.actors] == ["Example Group", "Police"]
    assert (events["W-2"].type, events["W-2"].fatalities, events["W-9"].places) == (EventType.CONSULT, None, ())
    assert faults == [
        "watch.csv:5: Day: '31/02/2023' is not a day as %d/%m/%Y says",
        "watch.csv:6: What: 'Riddle' is none of the codes of ACLED and PLOVER",
        "watch.csv:7: Lat: 132.2989 is not between -90 and 90",
        "watch.csv:7: Killed: 'many' is not a whole number of 0 or more",
        "watch.csv:8: No: 'example-watch:W-3' stands in line 4 already",
        "watch.csv:9: has 4 cells, expected 10; is the line cut short?",
    ]


def test_hxl_tags_do_for_a_mapping(data, atlas):
    events, faults, _ = taken(data / "hxl.csv", atlas)
    assert (list(events), faults) == (["1", "2"], [])
    assert (events["2"].type, place(events["2"]).name) == (EventType.ATTACK, "Quetta")
    assert events["1"].fatalities == Count(None, 2, None)


def test_columns_that_nobody_explains_are_refused_with_a_way_out(atlas, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match="--mapping"):
        taken(path, atlas)


def test_a_column_that_a_mapping_names_and_a_file_lacks_is_told(data, atlas, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("No,Day\n1,2\n")
    with pytest.raises(DataError, match=r"odd\.csv:1: What: this column of the mapping is not in the file"):
        taken(path, atlas, mapping=read_mapping(data / "watch.toml"))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("id = ", ["1: is no TOML"]),
        ("[columns]\ntype = 'T'", ["1: id: is needed"]),
        ("id = 'x'", ["1: columns: is needed"]),
        ("id = 'x'\nlicense = 'y'\n[columns]\ntype = 3\nlatt = 'y'",
         ["2: license: unknown key (did you mean 'licence'?)", "4: type: must be the name of a column",
          "5: latt: unknown word (did you mean 'lat'?)"]),
        ("id = 'x'\nconfidence = 7\n[columns]\ntype = 'T'", ["2: confidence: 7 is not a number from 0 to 1"]),
        ("id = 'X y'\n[columns]\ntype = 'T'\n[values]\ntype = 'y'", ["1: id: is needed", "3: type: must be a table"]),
    ],
)  # fmt: skip
def test_every_fault_of_a_mapping_is_told_by_line(tmp_path, text, faults):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(DataError) as told:
        read_mapping(path)
    found = [str(problem).partition("m.toml:")[2] for problem in told.value.problems]
    assert len(found) == len(faults)
    assert all(one.startswith(start) for one, start in zip(found, faults, strict=True)), found


def test_geojson_of_others_is_read_with_a_mapping(data, atlas, tmp_path):
    square = {"type": "Polygon", "coordinates": [[[71, 33], [72, 33], [72, 34], [71, 34], [71, 33]]]}
    shapes = [{"type": "Point", "coordinates": [71.5, 34.0]}, square, None, {"type": "Point"}]
    features = [{"type": "Feature", "geometry": shape, "properties": {"No": n, "Day": "04/05/2023", "What": "Clash"}}
                for n, shape in enumerate(shapes)]  # fmt: skip
    path = tmp_path / "w.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    toml = tmp_path / "m.toml"
    text = (data / "watch.toml").read_text()
    gone = ("place_name", "lat", "lon", "fatal", "parties", "text")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(gone))
    told = kept.replace('type = "What"', 'type = "What"\nlat = "lat"\nlon = "lon"')
    toml.write_text(told)
    events, faults, _ = taken(path, atlas, mapping=read_mapping(toml))
    assert (place(events["0"]).lon, place(events["1"]).lat, events["2"].places) == (71.5, 33.5, ())
    assert faults == ["w.geojson:4: geometry: this feature (by its number) cannot be read"]


def test_a_geopackage_in_another_system_of_coordinates_is_read_in_wgs_84(data, atlas, tmp_path):
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_file(data / "hxl.csv", ignore_geometry=True).iloc[1:]
    points = geopandas.points_from_xy(frame["X"].astype(float), frame["Y"].astype(float), crs="EPSG:4326")
    shown = frame.rename(columns={"What": "type", "Started": "date_start", "Where": "place_name"})[
        ["type", "date_start", "place_name"]]  # fmt: skip
    path = tmp_path / "there.gpkg"
    geopandas.GeoDataFrame(shown, geometry=points).to_crs("EPSG:32642").to_file(path)
    events, faults, _ = taken(path, atlas)
    assert faults == []
    assert sorted(round(place(event).lon, 4) for event in events.values()) == [67.0125, 71.5785]


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.gpkg", "nowhere.parquet", "nowhere.geojson"])
def test_a_file_that_is_not_there_is_named(atlas, tmp_path, name):
    with pytest.raises(SourceError, match=name):
        taken(tmp_path / name, atlas)


def test_a_file_that_is_no_table_is_told(atlas, tmp_path, data):
    for name, content in (("x.csv", b""), ("x.geojson", b"{}"), ("x.geojson", b"{")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(DataError, match=name):
            taken(path, atlas)
    shutil.copy(data / "ucdp.csv", tmp_path / "x.csv")
    (tmp_path / "x.csv").write_bytes((data / "ucdp.csv").read_bytes().replace(b"bazaar", b"baz\xe4r", 1))
    events, faults, _ = taken(tmp_path / "x.csv", atlas)
    assert len(events) == 11
    assert faults == ["x.csv:2: where_description: is not UTF-8; save the file as UTF-8"]
