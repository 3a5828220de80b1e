"""The codebook: every fault by file, line and column; phrases as patterns; the shipped files are sound."""

from __future__ import annotations

from pathlib import Path

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from geo.codebook import (
    TRIGGER_COLUMNS,
    Forms,
    phrase_pattern,
    read_codebook,
    read_passive,
    role_forms,
    verb_forms,
    with_lists,
)
from geo.errors import DataError
from geo.model import EventType
from geo.shipped import data_folder

SHIPPED = read_codebook(data_folder() / "codebook")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "event_words.csv").write_text("list,word,note\nsport,cricket,\n")
    return tmp_path


def triggers(folder: Path, *rows: str) -> Path:
    text = "\n".join([",".join(TRIGGER_COLUMNS), *rows, ""])
    (folder / "triggers.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("Bombing,,noun,blast,strong,,,,", "type", "'Bombing' is none of"),
        ("Grenade,,adverb,grenade,strong,,,,", "kind", "'adverb' is none of verb, noun"),
        ("Grenade,,noun,grenade,mighty,,,,", "strength", "'mighty' is none of strong, open, weak"),
        ("Grenade,,noun,grenade,strong,maybe,,,", "status", "'maybe' is none of happened"),
        ("Grenade,,noun,... grenade,strong,,,,", "phrase", "starts and ends with a word"),
        ("Grenade,,noun,gre*nade,strong,,,,", "phrase", "'gre*nade' is not a word of the phrase language"),
        ("Grenade,,noun,a||b,strong,,,,", "phrase", "an alternative in 'a||b' is empty"),
        ("Grenade,,noun,grenade,strong,,word:chess,,", "needs", "there is no word list 'chess'"),
        ("Grenade,,noun,grenade,strong,,,initiator:wizard,", "unless", "'wizard' is no kind of actor"),
        ("Grenade,,noun,grenade,strong,,weather,,", "needs", "'weather' is no condition"),
    ],
)
def test_a_fault_is_told_by_line_and_column(folder, row, column, said):
    with pytest.raises(DataError) as caught:
        read_codebook(triggers(folder, "Grenade,,noun,hand-grenade,strong,,,,", row))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (3, column)
    assert said in problem.say
    assert problem.path.endswith("triggers.csv")


def test_all_faults_of_all_files_are_told_together(folder):
    triggers(folder, "Bombing,,noun,blast,strong,,,,", "Grenade,,noun,grenade,mighty,,,,")
    (folder / "actors.csv").write_text(
        "id,name,variants,kind,country,seat,side,note\na,A,,government,PAK,,,\na,B,,army,PK,,,\n"
    )
    with pytest.raises(DataError) as caught:
        read_codebook(folder)
    assert [(p.line, p.column) for p in caught.value.problems] == [
        (2, "type"), (3, "strength"), (2, "country"), (3, "id"),
    ]  # fmt: skip


def test_a_missing_column_is_a_fault_of_the_header(folder):
    (folder / "roles.csv").write_text("phrase,note\ngunmen,\n")
    with pytest.raises(DataError, match="column is missing"):
        read_codebook(folder)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("~attack", "Gunmen attacked a bus", "attacked"),
        ("~attack", "the attackers fled", None),
        ("air-strike(s)", "two air strikes", "air strikes"),
        ("air-strike(s)", "an airstrike", "airstrike"),
        ("~close|~shut .. border", "closing the main border", "closing the main border"),
        ("~close .. border", "closed it while one more long border", None),
        ("~seize # .. men", "seized 17 armed men", "seized 17 armed men"),
        ("~pay (a) visit", "paid visit", "paid visit"),
        ("~take ... hostage", "taking the whole crew of a ship hostage", "taking the whole crew of a ship hostage"),
    ],
)
def test_a_phrase_finds_what_it_says(phrase, text, found):
    paid, took = ("pay", "pays", "paid", "paid", "paying"), ("take", "takes", "took", "taken", "taking")
    forms = Forms({"pay": paid, "take": took})
    match = re2.search(phrase_pattern(phrase, forms), text)
    assert (match.group() if match else None) == found


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("~impose .. sanctions", "Sanctions on all were formally imposed", "Sanctions on all were formally imposed"),
        ("~sign|~seal ... pact|accord", "the accord was sealed in Doha", "accord was sealed"),
        ("~sign ... pact", "a pact signed long ago", None),
    ],
)  # fmt: skip
def test_a_verb_with_its_object_is_found_in_the_passive_too(phrase, text, found):
    match = re2.search(read_passive(phrase).pattern, text)
    assert (match.group() if match else None) == found


@pytest.mark.parametrize("phrase", ["~reject", "~walk out of talks", "talks ... ~fail", "~meet with"])
def test_other_phrases_have_no_passive_of_their_own(phrase):
    assert read_passive(phrase) is None


def test_a_phrase_may_name_a_word_list():
    words = {"accord": {"pact", "deal(s)", "peace-treaty"}}
    assert with_lists("~sign ... <accord>", words) == "~sign ... deal(s)|pact|peace-treaty"
    with pytest.raises(ValueError, match="no word list 'talks'"):
        with_lists("~hold <talks>", words)
    with pytest.raises(ValueError, match="has a blank"):
        with_lists("<accord>", {"accord": {"peace treaty"}})


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("attack", "attack attacks attacked attacked attacking"),
        ("close", "close closes closed closed closing"),
        ("deny", "deny denies denied denied denying"),
        ("clash", "clash clashes clashed clashed clashing"),
    ],
)
def test_regular_verbs_take_their_forms(base, forms):
    assert verb_forms(base) == tuple(forms.split())


def test_a_role_is_spelled_out_in_every_form():
    assert set(role_forms("border guard(s)")) == {"border guard", "border guards"}
    assert set(role_forms("defence|defense minister")) == {"defence minister", "defense minister"}


PIECES = st.sampled_from(["~attack", "air-strike(s)", "border|gate", "(the)", "#", "..", "...", "~close|~shut", "of"])


@given(st.lists(PIECES, min_size=1, max_size=6).map(" ".join))
def test_sound_words_make_a_pattern_unless_a_gap_ends_it(phrase):
    if phrase.startswith("..") or phrase.endswith(".."):
        with pytest.raises(ValueError, match="phrase"):
            phrase_pattern(phrase)
    else:
        assert re2.compile(phrase_pattern(phrase))


@given(st.text(alphabet="*?+[]{}^$", min_size=1, max_size=5))
def test_signs_of_other_languages_are_refused(phrase):
    with pytest.raises(ValueError, match="phrase language"):
        phrase_pattern(phrase)


def test_the_shipped_codebook_has_phrases_for_every_type():
    told = {trigger.type for trigger in SHIPPED.triggers if trigger.type}
    assert set(EventType) - told == {EventType.ATTACK}  # what violence is unless its target is armed


def test_seats_of_shipped_actors_stand_in_the_gazetteer(shipped_gazetteer):
    ids = {place.id for place in shipped_gazetteer.places}
    assert [actor.id for actor in SHIPPED.actors if actor.seat and actor.seat not in ids] == []
