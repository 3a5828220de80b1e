"""The command line: what each verb prints, and what a newcomer's mistakes bring: one message, no traceback."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from geo.cli import main

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


@pytest.mark.parametrize("verb", ["parse", "ingest", "serve", "export", "gazetteer check", "gazetteer unresolved"])
def test_every_verb_has_help_with_an_example(torkham, verb):
    done = torkham(*verb.split(), "--help")
    assert done.exit_code == 0
    assert f"torkham {verb}" in done.stdout


def test_help_names_every_verb(torkham):
    listed = torkham("--help").stdout
    assert all(verb in listed for verb in ("parse", "ingest", "serve", "export", "gazetteer"))


def test_a_reader_that_goes_away_is_no_fault(article):
    command = f"{sys.executable} -m geo.cli parse {article} | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
