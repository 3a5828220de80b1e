"""The gazetteer: how places are found, and how a slip of the people who edit it is told."""

from __future__ import annotations

import csv
import pickle
import re

import pytest

from geo.boundaries import Boundaries
from geo.errors import DataError, NotFound, SourceError
from geo.gazetteer import COLUMNS, check_gazetteer, read_gazetteer
from geo.model import Kind
from geo.shipped import data_folder

SHIPPED = data_folder() / "gazetteer.csv"

PAKISTAN = {"id": "pk", "name": "Pakistan", "alt_names": "Islamic Republic of Pakistan|پاکستان",
            "demonyms": "Pakistani", "kind": "country", "country": "PK", "latitude": "30",
            "longitude": "69.4", "radius_km": "506"}
AFGHANISTAN = {"id": "af", "name": "Afghanistan", "demonyms": "Afghan|Afghani", "kind": "country", "country": "AF",
               "latitude": "33.8", "longitude": "66", "radius_km": "450"}
PROVINCE = {"id": "pk-kp-province", "name": "Khyber Pakhtunkhwa", "alt_names": "KP|KPK", "kind": "province",
            "country": "PK", "admin1": "Khyber Pakhtunkhwa", "latitude": "34.9", "longitude": "72.5",
            "radius_km": "180"}
DISTRICT = {"id": "pk-peshawar-district", "name": "Peshawar", "kind": "district", "country": "PK",
            "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "latitude": "34", "longitude": "71.6",
            "radius_km": "20"}
CITY = {"id": "pk-peshawar", "name": "Peshawar", "alt_names": "Peshawer|پشاور", "kind": "city", "country": "PK",
        "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "latitude": "34.008", "longitude": "71.578",
        "radius_km": "12", "population": "2273000"}
CAPITAL = {"id": "pk-islamabad", "name": "Islamabad (capital)", "kind": "city", "country": "PK",
           "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar", "latitude": "33.7", "longitude": "73",
           "radius_km": "15", "capital_of": "PK"}
ROWS = (PAKISTAN, AFGHANISTAN, PROVINCE, DISTRICT, CITY, CAPITAL)
LINE = {row["id"]: number for number, row in enumerate(ROWS, 2)}


@pytest.fixture
def write(tmp_path):
    """Write rows (dicts, absent columns empty) to a CSV file."""

    def put(*rows):
        path = tmp_path / "gazetteer.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return put


@pytest.fixture
def small(write):
    return read_gazetteer(write(*ROWS))


@pytest.fixture(scope="module")
def shipped():
    return read_gazetteer(SHIPPED)


def with_(row, **cells):
    return row | cells


# ---------------------------------------------------------------------------------------- finding places


def test_a_place_is_found_by_its_id(small):
    assert small.get("pk-peshawar").name == "Peshawar"


def test_an_unknown_id_is_named(small):
    with pytest.raises(NotFound, match="'pk-nowhere'"):
        small.get("pk-nowhere")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Peshawar", ["pk-peshawar-district", "pk-peshawar"]),
        ("PESHAWER", ["pk-peshawar"]),
        ("پشاور", ["pk-peshawar"]),
        ("Islamabad", ["pk-islamabad"]),
        ("Khyber-Pakhtunkhwa", ["pk-kp-province"]),
        ("Pakistani", []),
        ("Islamabad (capital)", []),
        ("Nowhere", []),
        ("", []),
    ],
)
def test_a_name_leads_to_every_place_that_bears_it(small, name, ids):
    assert [place.id for place in small.candidates(name)] == ids


def test_a_demonym_leads_to_its_country(small):
    countries = {key: place.id for key, place in small.demonyms.items()}
    assert countries == {"pakistani": "pk", "afghan": "af", "afghani": "af"}


@pytest.mark.parametrize(
    ("name", "exact"),
    [("KP", True), ("U.A.E.", True), ("LoC", True), ("Hub", True), ("Tank", True), ("NWFP", True),
     ("Quetta", False), ("Spin Boldak", False), ("Kot Addu", False), ("پشاور", False), ("دیر", False)],
)  # fmt: skip
def test_short_and_capital_names_count_only_as_they_are_written(write, name, exact):
    gazetteer = read_gazetteer(write(*ROWS, with_(CITY, id="pk-x", name="Elsewhere", alt_names=name)))
    assert (name in gazetteer.exact_case) is exact


def test_the_parents_of_a_place_go_from_narrow_to_wide(small):
    assert [place.id for place in small.parents(small.get("pk-peshawar"))] == [
        "pk-peshawar-district", "pk-kp-province", "pk",
    ]  # fmt: skip
    assert [place.id for place in small.parents(small.get("pk-peshawar-district"))] == ["pk-kp-province", "pk"]
    assert [place.id for place in small.parents(small.get("pk-kp-province"))] == ["pk"]
    assert small.parents(small.get("pk")) == ()


def test_a_country_has_its_capital_or_none(small):
    assert small.capital("PK").id == "pk-islamabad"
    assert small.capital("AF") is None


def test_a_gazetteer_travels_between_processes(small):
    copy = pickle.loads(pickle.dumps(small))
    assert copy.places == small.places
    assert copy.names == small.names
    assert copy.parents(copy.get("pk-peshawar")) == small.parents(small.get("pk-peshawar"))


def test_a_population_that_is_not_told_is_none(small):
    assert small.get("pk-peshawar").population == 2273000
    assert small.get("pk-islamabad").population is None


# ---------------------------------------------------------------------------- rows that cannot be read


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("id", "", "is empty; expected small letters"),
        ("id", "PK Peshawar", "small letters a-z and digits in words joined by hyphens; write pk-peshawar?"),
        ("id", "pk-peshawar-", "is no id"),
        ("id", "pk", "already stands on line 2"),
        ("name", "", "is empty"),
        ("name", "Peshawar|Peshawer", "vertical bar"),
        ("name", "Pesh\u200bawar", "hidden character U+200B (zero width space)"),
        ("name", "Pesh\u202eawar", "U+202E (right-to-left override)"),
        ("name", "Pesh\x00awar", "U+0000"),
        ("name", "Pesh\nawar", "a line break"),
        ("name", "Pesh\ufffdwar", "U+FFFD (replacement character)"),
        ("name", "Pesh\u200cawar", "zero width non-joiner"),
        ("alt_names", "Peshawer||Pekhawar", "a vertical bar too many"),
        ("alt_names", "|Peshawer", "a vertical bar too many"),
        ("alt_names", "پشاور\u200f", "right-to-left mark"),
        ("kind", "town city", "is none of country, region"),
        ("kind", "City", "is 'city' meant?"),
        ("country", "Pakistan", "no ISO 3166-1 alpha-2 code"),
        ("country", "pk", "no ISO 3166-1 alpha-2 code such as PK; is PK meant?"),
        ("capital_of", "PAK", "no ISO 3166-1 alpha-2 code"),
        ("latitude", "", "the cell is empty"),
        ("latitude", "34,008", "is the comma a decimal sign? write 34.008"),
        ("latitude", "٣٤.٠٠٨", "digits are of another script; write 34.008"),
        ("latitude", "۳۴", "digits are of another script; write 34"),
        ("latitude", "3.4e1", "write the number out"),
        ("latitude", "3_4.008", "leave out what groups the digits"),
        ("latitude", "34°00'29\"N", "decimal degrees, not minutes"),
        ("latitude", "nan", "a finite number was expected"),
        ("latitude", "inf", "a finite number was expected"),
        ("latitude", "+34", "leave out the plus sign"),
        ("latitude", "34.", "is no plain decimal number"),
        ("latitude", "95.1", "is outside -90 to 90"),
        ("longitude", "181", "is outside -180 to 180"),
        ("latitude", "24.5N", "decimal degrees"),
        ("radius_km", "0", "is outside"),
        ("radius_km", "-3", "is outside"),
        ("radius_km", "12 km", "is no plain decimal number"),
        ("population", "2,273,000", "leave out what groups the digits"),
        ("population", "2.3", "is no whole number"),
        ("population", "many", "is no whole number"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_line_column_and_value(write, column, value, told):
    path = write(*ROWS[:4], with_(CITY, **{column: value}))
    with pytest.raises(DataError) as caught:
        read_gazetteer(path)
    problem = next(p for p in caught.value.problems if p.column == column)
    assert (problem.path, problem.line, problem.value) == (str(path), LINE["pk-peshawar"], value)
    assert told in problem.say
    assert problem in check_gazetteer(path)


@pytest.mark.parametrize(
    ("lat", "lon", "told"),
    [
        ("71.578", "34.008", "lies outside PK (latitude 23.3 to 37.3, longitude 60.5 to 78.0); "
                             "latitude and longitude look swapped"),
        ("34.008", "7.1578", "lies outside PK"),
        ("34.008", "-71.578", "lies outside PK"),
    ],
)  # fmt: skip
def test_a_point_far_from_its_country_is_told_and_a_swap_is_guessed(write, lat, lon, told):
    with pytest.raises(DataError, match="latitude") as caught:
        read_gazetteer(write(with_(CITY, latitude=lat, longitude=lon)))
    assert told in caught.value.problems[0].say


def test_a_swap_is_guessed_where_a_latitude_cannot_be(write):
    with pytest.raises(DataError) as caught:
        read_gazetteer(write({"id": "jp-tokyo", "name": "Tokyo", "kind": "city", "country": "JP",
                              "latitude": "139.7", "longitude": "35.7", "radius_km": "25"}))  # fmt: skip
    assert "latitude and longitude look swapped" in caught.value.problems[0].say


def test_persian_keeps_its_zero_width_non_joiner(write):
    gazetteer = read_gazetteer(write(with_(CITY, alt_names="علاقه\u200cداری")))
    assert gazetteer.candidates("علاقه داری")


def test_every_fault_of_a_file_is_told_at_once(write):
    rows = [with_(CITY, kind="burg", latitude="34,0"), with_(CITY, id="", name=""),
            with_(CITY, id="pk-two", radius_km="x")]  # fmt: skip
    with pytest.raises(DataError) as caught:
        read_gazetteer(write(*rows))
    told = [(problem.line, problem.column) for problem in caught.value.problems]
    assert told == [(2, "kind"), (2, "latitude"), (3, "id"), (3, "name"), (4, "radius_km")]


def test_the_line_is_the_physical_one(write):
    path = write(PAKISTAN, with_(CITY, alt_names="a\nb"), with_(CITY, id="pk-two", kind="burg"))
    assert [(p.line, p.column) for p in check_gazetteer(path)] == [(3, "alt_names"), (5, "kind")]


def test_an_empty_gazetteer_is_refused(write):
    with pytest.raises(DataError, match="no row follows the header"):
        read_gazetteer(write())


def test_a_missing_gazetteer_is_named(tmp_path):
    with pytest.raises(SourceError, match="cannot read"):
        read_gazetteer(tmp_path / "gone.csv")
    with pytest.raises(SourceError):
        check_gazetteer(tmp_path / "gone.csv")


def test_a_file_without_the_columns_is_reported_not_raised_by_the_check(tmp_path):
    path = tmp_path / "gazetteer.csv"
    path.write_text("name,lat,lon\nPeshawar,34,71\n", encoding="utf-8")
    told = {p.column: p.say for p in check_gazetteer(path)}
    assert "this column is missing" in told["id"]
    assert "write 'latitude' for 'lat'" in told["latitude"]


# ------------------------------------------------------------------- rows that read well and are wrong


def test_sound_rows_have_no_problem(write):
    assert check_gazetteer(write(*ROWS)) == []


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        pytest.param(with_(CITY, id="pk-two", name="PESHAWAR", alt_names=""), "name",
                     "'PESHAWAR' is on line 6 too, as a settlement in the same area (Peshawar)", id="a twin"),
        pytest.param(with_(CITY, id="pk-two", name="Péshawar", kind="town", alt_names=""), "name", "join the rows",
                     id="a twin in other letters"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", admin1="Khyber Pakhtunkwa"), "admin1",
                     "is 'Khyber Pakhtunkhwa' meant?", id="an unknown province"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", admin2="Peshwar"), "admin2", "is 'Peshawar' meant?",
                     id="an unknown district"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", admin2=""), "admin2", "a city of PK lies in a province",
                     id="no district"),
        pytest.param(with_(CITY, id="xx-two", name="Bara", country="XX", admin1="", admin2=""), "country",
                     "no country row has the code 'XX'", id="an unknown country"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", capital_of="ZZ"), "capital_of", "no country row",
                     id="a capital of nowhere"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", capital_of="PK"), "capital_of", "line 7 has 'PK' too",
                     id="a second capital"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", demonyms="Barawal"), "demonyms",
                     "only a country has demonyms", id="a demonym of a town"),
        pytest.param(with_(CITY, id="pk-two", name="Afghanistan", population=""), "name", "is the name of af",
                     id="a country's name"),
        pytest.param(with_(CITY, id="pk-two", name="Bara", alt_names="Barra|AFGHANISTAN", population=""), "alt_names",
                     "'AFGHANISTAN' is the name of af", id="a country's name as an alternate"),
    ],
)  # fmt: skip
def test_the_check_tells_what_reading_lets_pass(write, row, column, told):
    path = write(*ROWS, row)
    read_gazetteer(path)
    problems = check_gazetteer(path)
    assert [(p.line, p.column, p.value) for p in problems] == [(8, column, row[column])]
    assert told in problems[0].say


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(with_(CITY, id="pk-two", name="Peshawar (old town)"), id="a bracket tells twins apart"),
        pytest.param(with_(CITY, id="pk-two", kind="military_base"), id="another kind of place"),
        pytest.param(with_(CITY, id="pk-two", name="Afghanistan (Peshawar)", population=""), id="a name meant so"),
        pytest.param({"id": "xx-line", "name": "Durand Line", "kind": "region", "latitude": "32", "longitude": "69",
                      "radius_km": "700"}, id="a place of no country"),
    ],
)  # fmt: skip
def test_the_check_lets_pass_what_is_meant(write, row):
    assert check_gazetteer(write(*ROWS, row)) == []


# ------------------------------------------------------------------------------- rows against the map


@pytest.fixture(scope="module")
def boundaries():
    return Boundaries(data_folder() / "boundaries")


REAL = {row["id"]: row for row in csv.DictReader(SHIPPED.read_text(encoding="utf-8").splitlines())}
AREAS = [REAL[i] for i in ("pk", "af", "in", "pk-khyber-pakhtunkhwa-province", "pk-peshawar-district",
                           "pk-mardan-district", "af-nangarhar-province", "af-jalalabad-district")]  # fmt: skip


@pytest.mark.parametrize(
    ("lat", "lon", "column", "area", "km"),
    [
        ("34.43", "70.45", "latitude", "Pakistan (pk)", (45, 60)),
        ("31.55", "74.35", "admin1", "Khyber Pakhtunkhwa", (265, 280)),
        ("34.19", "72.04", "admin2", "Peshawar (pk-peshawar-district)", (25, 35)),
    ],
)
def test_a_point_outside_its_area_is_told_with_the_distance(write, boundaries, lat, lon, column, area, km):
    path = write(*AREAS, with_(CITY, latitude=lat, longitude=lon))
    assert check_gazetteer(path) == []
    [problem] = check_gazetteer(path, boundaries)
    assert (problem.line, problem.column) == (len(AREAS) + 2, column)
    away = re.fullmatch(rf"{lat}, {lon} lies ([\d.]+) km outside {re.escape(area)}.*", problem.say)
    assert km[0] < float(away[1]) < km[1]


def test_a_point_a_little_over_the_line_is_let_pass(write, boundaries):
    near = with_(CITY, id="pk-torkham-crossing", kind="border_crossing", longitude="71.085", latitude="34.12",
                 admin2="Peshawar", admin1="Khyber Pakhtunkhwa")  # fmt: skip
    said = [p.column for p in check_gazetteer(write(*AREAS, near), boundaries)]
    assert said == ["admin2"]  # 500 m into Afghanistan is no fault, another district is


def test_a_namesake_in_another_country_of_the_world_is_told(write, boundaries):
    row = {"id": "in-peshawar", "name": "Lahori", "kind": "city", "country": "IN", "latitude": "31.55",
           "longitude": "73.9", "radius_km": "5"}  # fmt: skip
    [problem] = check_gazetteer(write(*AREAS, row), boundaries)
    assert "outside India (in), in Pakistan (pk)" in problem.say


# --------------------------------------------------------------------------------- the shipped file


def test_the_shipped_gazetteer_has_no_fault(boundaries):
    assert check_gazetteer(SHIPPED, boundaries) == []


def test_no_spelling_stands_twice_in_a_shipped_row(shipped):
    for place in shipped.places:
        names = (place.name, *place.alt_names)
        assert len(set(names)) == len(names), place.id


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Torkham", "pk-torkham-crossing"), ("Chaman border", "pk-chaman-crossing"), ("Spinboldak", "af-spin-boldak"),
        ("Miramshah", "pk-miranshah"), ("Wana", "pk-wana"), ("Landikotal", "pk-landi-kotal"),
        ("D.I. Khan", "pk-dera-ismail-khan"),
        ("Bermal", "af-barmal-district"), ("Gurbaz", "af-gurbuz-district"), ("Spera", "af-spera-district"),
        ("Sar-e Pol", "af-sar-e-pul-province"), ("Nimruz", "af-nimroz-province"), ("Paktya", "af-paktia-province"),
        ("NWFP", "pk-khyber-pakhtunkhwa-province"), ("former FATA", "pk-fata"),
        ("Pak-Afghan frontier", "xx-durand-line"),
        ("Upper South Waziristan", "pk-south-waziristan-district"), ("Keamari", "pk-kemari-town-tehsil"),
        ("Hub", "pk-hub"),
        ("Qissa Khwani", "pk-qissa-khwani"), ("Lady Reading Hospital", "pk-lady-reading-hospital"),
        ("Kabul airport", "af-kabul-airport"), ("Akora Khattak", "pk-akora"), ("Quetta Division", "pk-quetta-division"),
        ("Urumqi", "cn-urumqi"), ("Doha", "qa-doha"), ("Oslo", "no-oslo"), ("Samarkand", "uz-samarkand"),
        ("کوئٹہ", "pk-quetta"), ("پېښور", "pk-peshawar"), ("کابل", "af-kabul"),
    ],
)  # fmt: skip
def test_an_everyday_name_of_the_news_is_known(shipped, name, place):
    assert place in [candidate.id for candidate in shipped.candidates(name)]


@pytest.mark.parametrize("word", ["want", "march", "wanna", "drug", "reg", "farsi", "wazir", "kakar", "bastion",
                                  "chamber", "anew", "male", "the valley"])  # fmt: skip
def test_a_word_or_surname_is_no_place(shipped, word):
    assert shipped.candidates(word) == ()


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("pk-torkham-crossing", 34.123, 71.093), ("pk-chaman-crossing", 30.95, 66.44), ("pk-mir-ali", 32.98, 70.27),
        ("pk-wana", 32.30, 69.57), ("pk-bara-khyber", 33.91, 71.43), ("af-spin-boldak", 31.00, 66.40),
        ("af-kabul-airport", 34.566, 69.212), ("pk-quetta", 30.19, 67.00), ("qa-doha", 25.28, 51.53),
    ],
)  # fmt: skip
def test_a_place_that_the_news_names_daily_lies_where_it_should(shipped, place, lat, lon):
    found = shipped.get(place)
    assert abs(found.lat - lat) < 0.05
    assert abs(found.lon - lon) < 0.05


def test_every_shipped_settlement_of_the_region_knows_its_parents(shipped):
    for place in shipped.places:
        if place.country in ("PK", "AF") and place.kind in (Kind.CITY, Kind.TOWN, Kind.VILLAGE, Kind.BORDER_CROSSING):
            assert [p.kind for p in shipped.parents(place)] == [Kind.DISTRICT, Kind.PROVINCE, Kind.COUNTRY], place.id


def test_every_country_of_the_region_has_its_capital(shipped):
    codes = ("PK", "AF", "IR", "CN", "QA", "TR")
    capitals = [shipped.capital(code).name for code in codes]
    assert capitals == ["Islamabad", "Kabul", "Tehran", "Beijing", "Doha", "Ankara"]


def test_the_kinds_that_a_reader_tells_apart_are_all_in_use(shipped):
    assert {place.kind for place in shipped.places} == set(Kind)
