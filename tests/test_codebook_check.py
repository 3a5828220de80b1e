"""`torkham codebook`: every fault of the files at once, where it stands; what a sound one holds; rows looked up."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.codebook.checks import Known, check_codebook
from geo.codebook.reading import (
    ACTOR_COLUMNS,
    ERA_COLUMNS,
    ROLE_COLUMNS,
    TITLE_COLUMNS,
    TOPIC_COLUMNS,
    TRIGGER_COLUMNS,
    VERB_COLUMNS,
    WORD_COLUMNS,
)
from geo.errors import SourceError
from geo.shipped import data_folder

KNOWN = Known({"pk-islamabad", "af-kabul"}, {"PK", "AF"})
COLUMNS = {
    "triggers.csv": TRIGGER_COLUMNS,
    "actors.csv": ACTOR_COLUMNS,
    "roles.csv": ROLE_COLUMNS,
    "titles.csv": TITLE_COLUMNS,
    "topics.csv": TOPIC_COLUMNS,
    "eras.csv": ERA_COLUMNS,
    "verb_forms.csv": VERB_COLUMNS,
    "event_words.csv": WORD_COLUMNS,
}


@pytest.fixture
def folder(tmp_path):
    """A small sound codebook, to which rows may be added."""

    def make(name: str = "", *rows: str) -> Path:
        sound = {"event_words.csv": ["sport,cricket,"], "triggers.csv": ["Grenade,,noun,hand-grenade(s),strong,,,,"]}
        for each in {*sound, name} - {""}:
            lines = [",".join(COLUMNS[each]), *sound.get(each, ()), *(rows if each == name else ()), ""]
            (tmp_path / each).write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    return make


def faults(folder: Path) -> list[tuple[str, int, str, str]]:
    return [(Path(one.path).name, one.line, one.column, one.say) for one in check_codebook(folder, KNOWN)[1]]


@pytest.mark.parametrize(
    ("name", "rows", "line", "column", "said"),
    [
        ("triggers.csv", ["Grenad,,noun,grenade,strong,,,,"], 3, "type", "did you mean 'Grenade'?"),
        ("triggers.csv", ["Grenade,thrown,noun,grenade,strong,,,,"], 3, "mode", "is no mode of Grenade; expected none"),
        ("triggers.csv", ["CONSULT,call,verb,~phone,strong,,,,"], 3, "mode", "expected visit, third-party"),
        ("triggers.csv", ["Grenade,,noun,Hand-Grenade(s),strong,,,,"], 3, "phrase", "stands in line 2 already"),
        ("triggers.csv", ["Grenade,,noun,handgrenades,open,,,,"], 3, "phrase", "never counts: line 2"),
        ("triggers.csv", ["Grenade,,noun,hand-grenade,strong,,toll,,"], 3, "phrase", "asks for no more"),
        ("triggers.csv", ["Grenade,,noun,(a) #,strong,,,,"], 3, "phrase", "a phrase needs a word"),
        ("triggers.csv", ["Grenade,,noun,pine|(apple),strong,,,,"], 3, "phrase", "an alternative in 'pine|(apple)' is"),
        ("triggers.csv", ["Grenade,,noun,pine|-,strong,,,,"], 3, "phrase", "an alternative in 'pine|-' is empty"),
        ("actors.csv", ["x,X,,army,ZZ,,,"], 2, "country", "no country of the gazetteer has the code 'ZZ'"),
        ("actors.csv", ["x,X,,army,PK,pk-nowhere,,"], 2, "seat", "is the id of no place of the gazetteer"),
        ("actors.csv", ["x,X,Ex||Y,army,PK,,,"], 2, "variants", "a vertical bar too many"),
        ("actors.csv", ["x,X,Ex,army,PK,,,", "y,Y,Ex,army,AF,,,"], 3, "variants", "names the actor of line 2"),
        ("roles.csv", ["guard(s),army,", "guards,police,"], 3, "phrase", "is a role of kind army in line 2 already"),
        ("titles.csv", ["Grenade,,Grenade,,,", "Grenade,hand,Hand grenade,,,"], 3, "words", "is never used: line 2"),
        ("topics.csv", ["trade,transit,", "roads,road|transit,"], 3, "words", "'transit' stands in line 2 already"),
        ("eras.csv", ["Nobody,2021-08-14,Band,armed_group,"], 2, "name", "is no name of actors.csv"),
        ("verb_forms.csv", ["fling,flings,flung,flung,flinging"], 2, "base", "no phrase and no word list uses"),
        ("event_words.csv", ["sport,cricket,"], 3, "word", "stands in line 2 already"),
        ("event_words.csv", ["sport,chess\u202e,"], 3, "word", "the hidden character U+202E"),
        ("event_words.csv", ["sport,,"], 3, "word", "is empty"),
    ],
)
def test_a_fault_is_told_where_it_stands(folder, name, rows, line, column, said):
    (fault,) = faults(folder(name, *rows))
    assert fault[:3] == (name, line, column)
    assert said in fault[3]


def test_regular_forms_need_no_row(folder):
    folder("triggers.csv", "Grenade,,verb,~lob .. grenade,strong,,,,")
    some = faults(folder("verb_forms.csv", "lob,lobs,lobed,lobed,lobing"))
    assert [one[3] for one in some] == [
        "no phrase and no word list uses the verb ~lob",
        "the forms of 'lob' are the regular ones; the row changes nothing",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "Grenade,,verb,hand-grenade,strong,,,,",  # another kind
        "Grenade,,noun,hand-grenade .. attack,strong,,,,",  # a longer phrase
        "Air/drone strike,,noun,hand-grenade(s) (from) above,strong,,,,",
    ],
)
def test_a_row_that_may_count_is_no_fault(folder, row):
    assert faults(folder("triggers.csv", row)) == []


def test_a_stronger_row_below_is_the_one_that_counts(folder):
    rows = ["Grenade,,noun,pine-apple(s),open,,,,", "Grenade,,noun,pine-apple(s),strong,,,,"]
    assert [one[1] for one in faults(folder("triggers.csv", *rows))] == [3]


def test_a_file_that_no_codebook_has_is_told(folder):
    (folder() / "trigers.csv").write_text("type\n", encoding="utf-8")
    assert faults(folder()) == [("trigers.csv", 1, "", faults(folder())[0][3])]
    assert "no file of a codebook has this name" in faults(folder())[0][3]


def test_a_folder_without_a_codebook_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="there is no codebook"):
        check_codebook(tmp_path, KNOWN)


def test_all_faults_of_all_files_are_told_at_once_and_the_exit_status_is_1(folder):
    (folder() / "actors.csv").write_text(",".join(ACTOR_COLUMNS) + "\nx,X,,army,ZZ,,,\n", encoding="utf-8")
    rows = ["Bombing,,noun,blast,strong,,,,", "Grenade,,noun,hand-grenade,open,,,,"]
    done = CliRunner().invoke(main, ["codebook", "check", str(folder("triggers.csv", *rows))])
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in told[:-1]] == ["type", "phrase", "country"]
    assert told[-1] == "torkham: 3 faults in data that people edit"


def test_the_shipped_codebook_has_no_fault_and_tells_what_it_holds():
    done = CliRunner().invoke(main, ["codebook", "check"])
    assert (done.exit_code, done.stderr) == (0, "")
    first, _, *rest = done.stdout.splitlines()
    assert first.startswith(str(data_folder() / "codebook"))
    assert first.endswith("no faults")
    assert any(line.startswith("  CONSULT (visit)") for line in rest)
    assert any(line.startswith("actors") and "armed group" in line for line in rest)


@pytest.mark.parametrize(("what", "told"), [("suicide bomb", "Suicide bomb: "), ("fidayeen", "fidayeen")])
def test_rows_are_looked_up_by_type_or_by_word(what, told):
    *rows, count = CliRunner().invoke(main, ["codebook", "show", *what.split()]).stdout.splitlines()
    assert rows
    assert all(told in row for row in rows)
    assert count == f"{len(rows)} row{'s' * (len(rows) != 1)}"


def test_what_no_row_has_is_told_with_the_nearest_type():
    done = CliRunner().invoke(main, ["codebook", "show", "Suicide", "bom"])
    assert done.exit_code == 1
    assert "Suicide bomb" in done.stderr
