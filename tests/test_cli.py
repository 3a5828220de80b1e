"""The command line: what each verb prints, and what a newcomer's mistakes bring: one message, no traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.shipped import data_folder
from geo.store import open_store

TEXT = "PESHAWAR, June 28 - A suicide bomber killed 12 people in Quetta on Thursday, police said.\n"


@pytest.fixture
def torkham(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words, **options):
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False, **options)

    return run


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "quetta.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_parse_prints_one_json_object_for_each_article(torkham, article):
    done = torkham("parse", "--published", "2024-06-28", article, article)
    first, _second = map(json.loads, done.stdout.splitlines())
    assert done.exit_code == 0
    assert (first["id"], first["published"]) == ("quetta", "2024-06-28")
    (event,) = first["events"]
    assert (event["layer"], event["sub_type"], event["place"]) == ("incident", "Suicide bomb", "pk-quetta")
    assert (event["date_start"], event["date_end"]) == ("2024-06-27", "2024-06-27")
    assert event["fatalities"]["best"] == 12
    evidence = event["evidence"][0]
    assert "suicide bomber" in TEXT[evidence["start"] : evidence["end"]]


def test_parse_reads_standard_input(torkham):
    done = torkham("parse", "-", input=json.dumps({"id": "x", "text": TEXT, "published": "2024-06-28"}))
    assert json.loads(done.stdout)["id"] == "x"


def test_every_mention_is_a_slice_of_the_text(torkham, article):
    (line,) = torkham("parse", article).stdout.splitlines()
    mentions = json.loads(line)["mentions"]
    assert {m["text"] for m in mentions} == {"PESHAWAR", "Quetta"}
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in mentions)


def test_ingest_twice_adds_nothing(torkham, article):
    for _ in range(2):
        assert torkham("ingest", "--store", "s.gpkg", article).exit_code == 0
    done = torkham("export", "--store", "s.gpkg", "events.geojson")
    assert "1 events written" in done.stderr


def test_ingest_first_reads_anew_what_edits_of_gazetteer_or_codebook_touch(torkham, article, tmp_path):
    csv, other = tmp_path / "mine.csv", tmp_path / "kabul.txt"
    shipped = (data_folder() / "gazetteer.csv").read_text(encoding="utf-8")
    csv.write_text(shipped, encoding="utf-8")
    other.write_text("A suicide bomber killed 3 people in Kabul on Thursday.", encoding="utf-8")
    ingest = ("ingest", "--store", "s.gpkg", "--gazetteer", csv)
    assert "anew" not in torkham(*ingest, article, "--published", "2024-06-28").stderr
    csv.write_text(shipped.replace("pk-quetta,Quetta,", "pk-quetta-city,Quetta,"), encoding="utf-8")
    assert "1 articles read anew" in torkham(*ingest, other).stderr
    assert "anew" not in torkham(*ingest, other).stderr
    with open_store("s.gpkg") as store:
        store.note_read_with(store.read_with._replace(codebook="of another day"))
    assert "2 articles read anew" in torkham(*ingest).stderr
    assert "anew" not in torkham(*ingest).stderr
    torkham("export", "--store", "s.gpkg", "events.csv")
    assert "pk-quetta-city" in Path("events.csv").read_text(encoding="utf-8")


def test_export_honours_the_query_words(torkham, article, tmp_path):
    torkham("ingest", "--store", "s.gpkg", "--published", "2024-06-28", article)
    torkham("export", "--store", "s.gpkg", "--country", "PK", "in.geojson")
    torkham("export", "--store", "s.gpkg", "--country", "AF", "out.geojson")
    found = [len(json.loads((tmp_path / name).read_text())["features"]) for name in ("in.geojson", "out.geojson")]
    assert found == [1, 0]


@pytest.mark.parametrize(
    ("words", "code", "say"),
    [
        (["parse", "nowhere.txt"], 1, "nowhere.txt"),
        (["parse", "--published", "yesterday", "x.txt"], 2, "'yesterday' is not a day"),
        (["parse", "--gazetteer", "nowhere.csv", "quetta.txt"], 1, "nowhere.csv"),
        (["parse", "--gazeteer", "x", "quetta.txt"], 2, "--gazetteer"),
        (["export", "--store", "nowhere.gpkg", "x.csv"], 1, "nowhere.gpkg"),
        (["ingest", "--store", "quetta.txt", "quetta.txt"], 1, "quetta.txt"),
        (["gazetteer", "check", "nowhere.csv"], 1, "nowhere.csv"),
        (["pars", "quetta.txt"], 2, "parse"),
    ],
)
def test_a_mistake_brings_one_clear_message(torkham, article, words, code, say):
    done = torkham(*words)
    assert done.exit_code == code
    assert say in done.stderr
    assert "Traceback" not in done.stderr


def test_a_word_that_cannot_be_read_is_named(torkham, article):
    torkham("ingest", "--store", "s.gpkg", article)
    done = torkham("export", "--store", "s.gpkg", "--layer", "incidents", "x.csv")
    assert done.exit_code == 1
    assert "layer" in done.stderr
    assert "'incidents'" in done.stderr


def test_a_broken_gazetteer_is_told_by_line(torkham, article, tmp_path):
    from geo.shipped import data_folder

    lines = (data_folder() / "gazetteer.csv").read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace(",", ";")
    (tmp_path / "mine.csv").write_text("\n".join(lines), encoding="utf-8")
    for words in (["parse", "--gazetteer", "mine.csv", article], ["gazetteer", "check", "mine.csv"]):
        done = torkham(*words)
        assert done.exit_code == 1
        assert "mine.csv:5:" in done.stderr


def test_the_shipped_gazetteer_has_no_faults(torkham):
    done = torkham("gazetteer", "check")
    assert done.exit_code == 0
    assert "no faults" in done.stdout


@pytest.mark.parametrize(
    "verb", ["parse", "ingest", "serve", "export", "import", "gazetteer check", "gazetteer unresolved"]
)
def test_every_verb_has_help_with_an_example(torkham, verb):
    done = torkham(*verb.split(), "--help")
    assert done.exit_code == 0
    assert f"torkham {verb}" in done.stdout


def test_help_names_every_verb(torkham):
    listed = torkham("--help").stdout
    assert all(verb in listed for verb in ("parse", "ingest", "import", "serve", "export", "gazetteer"))


def test_a_reader_that_goes_away_is_no_fault(article):
    command = f"{sys.executable} -m geo.cli parse {article} | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


GED = Path(__file__).parent / "exchange" / "data" / "ucdp.csv"
WATCH = GED.with_name("watch.csv")


def test_importing_twice_adds_nothing(torkham):
    first, second = (torkham("import", "--store", "s.gpkg", GED) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "12 rows of UCDP GED: 12 new, 0 changed, 0 the same" in first.stderr
    assert "12 rows of UCDP GED: 0 new, 0 changed, 12 the same" in second.stderr


def test_a_changed_row_updates_its_event(torkham, tmp_path):
    torkham("import", "--store", "s.gpkg", GED)
    other = tmp_path / "newer.csv"
    other.write_text(GED.read_text().replace("Miranshah town", "Mir Ali town", 1))
    assert "0 new, 1 changed, 11 the same" in torkham("import", "--store", "s.gpkg", other).stderr


def test_rows_that_a_later_edition_lacks_stay_and_are_told_until_it_replaces_the_earlier(torkham, tmp_path):
    torkham("import", "--store", "s.gpkg", GED)
    lines = GED.read_text().splitlines(keepends=True)
    later, broken = tmp_path / "later.csv", tmp_path / "broken.csv"
    later.write_text("".join(lines[:10]))
    broken.write_text("".join(lines[:10]) + "900099,cut off\n")
    assert "not in this one: 3 (--replace" in torkham("import", "--store", "s.gpkg", later).stderr
    assert "nothing was taken away" in torkham("import", "--store", "s.gpkg", "--replace", broken).stderr
    assert "not in this one: 3 (--replace" in torkham("import", "--store", "s.gpkg", later).stderr
    assert "UCDP GED: 3 taken away" in torkham("import", "--store", "s.gpkg", "--replace", later).stderr
    assert "not in this one" not in torkham("import", "--store", "s.gpkg", later).stderr


def test_an_import_tells_every_fault_and_keeps_the_rest(torkham):
    done = torkham("import", "--store", "s.gpkg", "--mapping", WATCH.with_suffix(".toml"), WATCH)
    assert done.exit_code == 1
    assert "8 rows of Example Watch: 4 new" in done.stderr
    assert "watch.csv:5: Day: '31/02/2023' is not a day" in done.stderr
    assert "watch.csv:9: has 4 cells, expected 10" in done.stderr


def test_an_import_tells_what_is_no_event_of_ours(torkham):
    done = torkham("import", "--store", "s.gpkg", GED.with_name("gdelt.export.CSV"))
    assert "1 row left out: CAMEO 01 (make a public statement)" in done.stderr


def test_imported_events_are_found_by_their_source(torkham, article, tmp_path):
    torkham("ingest", "--store", "s.gpkg", "--published", "2024-06-28", article)
    torkham("import", "--store", "s.gpkg", GED)
    torkham("export", "--store", "s.gpkg", "--source", "UCDP GED", "x.csv")
    text = (tmp_path / "x.csv").read_text(encoding="utf-8")
    assert text.count(',"CC-BY-4.0",') == 12
    assert "Quetta on Thursday" not in text


def test_an_event_of_an_article_and_of_a_data_set_become_one(torkham, article, tmp_path):
    torkham("ingest", "--store", "s.gpkg", "--published", "2024-06-28", article)
    row = "id,type,date_start,place_name,kind,country,lat,lon,fatalities_best\n"
    (tmp_path / "w.csv").write_text(row + "7,Suicide bomb,2024-06-27,Quetta,city,PK,30.19,67.01,12\n")
    done = torkham("import", "--store", "s.gpkg", "w.csv")
    assert done.exit_code == 0
    torkham("export", "--store", "s.gpkg", "x.geojson")
    (one,) = json.loads((tmp_path / "x.geojson").read_text())["features"]
    assert (one["properties"]["reports"], one["properties"]["aliases"]) == (2, "file-w:7")
    assert [told["article"] for told in one["properties"]["evidence"]] == ["quetta", "file-w"]
    again = torkham("import", "--store", "s.gpkg", "w.csv")
    assert "0 new, 0 changed, 1 the same" in again.stderr
    torkham("import", "--store", "t.gpkg", "--no-merge", "w.csv")
    torkham("ingest", "--store", "t.gpkg", "--published", "2024-06-28", article)
    torkham("export", "--store", "t.gpkg", "y.geojson")
    assert len(json.loads((tmp_path / "y.geojson").read_text())["features"]) == 1  # whichever comes first


def test_rows_of_one_data_set_stay_apart(torkham, article, tmp_path):
    torkham("ingest", "--store", "s.gpkg", "--published", "2024-06-28", article)
    row = "id,type,date_start,place_name,kind,country,lat,lon,fatalities_best\n"
    line = "{},Suicide bomb,2024-06-27,Quetta,city,PK,30.19,67.01,12\n"
    (tmp_path / "w.csv").write_text(row + line.format(7) + line.format(8))
    torkham("import", "--store", "s.gpkg", "w.csv")
    assert "2 events written" in torkham("export", "--store", "s.gpkg", "x.csv").stderr


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (["nowhere.csv"], "cannot read nowhere.csv"),
        (["--mapping", "nowhere.toml", "x.csv"], "cannot read nowhere.toml"),
        (["quetta.txt"], "the columns are not known"),
        (["--as", "ucdp", WATCH], "watch.csv:1: date_prec: this column of UCDP GED is missing from the header"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told(torkham, article, words, say):
    done = torkham("import", "--store", "s.gpkg", *words)
    assert done.exit_code == 1
    assert say in done.stderr


def test_an_export_never_overwrites_its_own_store(torkham, article):
    torkham("ingest", "--store", "s.gpkg", article)
    done = torkham("export", "--store", "s.gpkg", "s.gpkg")
    assert done.exit_code == 1
    assert "s.gpkg is the store itself" in done.stderr
    assert torkham("export", "--store", "s.gpkg", "x.csv").exit_code == 0


def test_an_export_tells_what_its_format_has_no_row_for(torkham, tmp_path):
    torkham("import", "--store", "s.gpkg", GED)
    done = torkham("export", "--store", "s.gpkg", "--format", "acled", "x.csv")
    assert "9 events written" in done.stderr
    assert "1 left out, for which the format has no row: totals over several events" in done.stderr
    assert torkham("export", "--store", "s.gpkg", "--quiet", "x.acled.csv").stderr == ""
    assert "event_id_cnty" in (tmp_path / "x.acled.csv").read_text()


def test_an_export_without_a_known_ending_asks_for_a_format(torkham, article):
    torkham("ingest", "--store", "s.gpkg", article)
    done = torkham("export", "--store", "s.gpkg", "x.xlsx")
    assert done.exit_code == 1
    assert "--format csv|geojson|gpkg" in done.stderr


@pytest.mark.parametrize(
    ("words", "new"),
    [
        (["--country", "AF"], 1), (["--country", "PK,AF"], 12), (["--bbox", "66,30,68,31"], 1),
        (["--datetime", "2019-06-01/.."], 1), (["--datetime", "../2018-01-01"], 0),
    ],
)  # fmt: skip
def test_an_import_may_take_a_part_of_a_file(torkham, words, new):
    done = torkham("import", "--store", "s.gpkg", *words, GED)
    assert done.exit_code == 0
    assert f"12 rows of UCDP GED: {new} new" in done.stderr
    assert ("outside the box, days or countries" in done.stderr) == (new < 12)


def test_an_import_names_a_word_that_cannot_be_read(torkham):
    done = torkham("import", "--store", "s.gpkg", "--bbox", "1,2,3", GED)
    assert done.exit_code == 1
    assert "bbox: '1,2,3' holds 3 values" in done.stderr
