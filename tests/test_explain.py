"""Why the coder coded what it coded, and why not the rest: reasons from its own decisions, readable and harmless."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.cli.explaining import plain, report
from geo.coding import Notes, Outcome
from geo.coding.scan import Scanner
from geo.dates import find_dates
from geo.model import Article
from geo.pipeline import explain, load_knowledge, read
from geo.shipped import data_folder

KNOWN = load_knowledge(data_folder())
SCANNER = Scanner(KNOWN.codebook, KNOWN.gazetteer)
GOLD = [path for path in sorted(Path(__file__).parent.joinpath("gold").glob("*.json")) if int(path.stem) % 2 == 0]
BOMBING = "A suicide bomber killed 12 people in Quetta on Thursday, police said."


def article(text: str, title: str = "") -> Article:
    return Article("a", text, title=title, published=date(2024, 6, 28))


def left_out(text: str) -> dict[str, str]:
    """Return why phrases of a text were not coded, by their words."""
    decisions = explain(article(text), KNOWN).decisions
    return {text[one.start : one.end]: one.reason for one in decisions if one.outcome is Outcome.LEFT_OUT}


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("No suicide bombing took place in Quetta on Thursday, police said.", "suicide bombing", "it is negated"),
        ("Police said militants could attack Quetta next week.", "attack", "told as possible"),
        ("Was there a drone strike in Wana on Thursday?", "drone strike", "it is asked, not told"),
        ("Pakistan warned Kabul that it would launch air strikes in Khost.", "launch air strikes", "what was 'warned'"),
        ("The kidnapped engineers are from Quetta.", "kidnapped", "only describes"),
        (
            "The bowler led the attack as the batsmen chased 180 in the cricket match; the wicket fell early.",
            "attack",
            "sport or cooking",
        ),
        ("Soldiers and officials said that the blast was loud.", "blast", "too little for an event by itself"),
    ],
)
def test_a_phrase_that_is_not_coded_has_its_reason(text, words, reason):
    assert reason in left_out(text)[words]


def test_an_event_tells_the_words_of_its_type_date_and_toll():
    found = explain(article(BOMBING), KNOWN)
    (event,) = found.reading.events
    mine = [one for one in found.decisions if one.outcome is Outcome.EVENT]
    assert {one.event for one in mine} == {event.id}
    assert {BOMBING[one.start : one.end] for one in mine} >= {"suicide bomber"}
    words = {name: BOMBING[start:end] for one in mine for name, start, end in one.words}
    assert (words["date"], words["toll"]) == ("Thursday", "killed 12 people")


def test_a_sentence_that_goes_on_telling_leads_to_the_same_event():
    found = explain(article(f"{BOMBING} The bombing left 30 others wounded."), KNOWN)
    (event,) = found.reading.events
    outcomes = [one.outcome for one in found.decisions if one.event == event.id]
    assert Outcome.EVENT in outcomes
    assert Outcome.GOES_ON in outcomes


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_phrase_is_passed_over_in_silence(path):
    told = json.loads(path.read_text(encoding="utf-8"))
    text, published = told["text"], date.fromisoformat(told["published"])
    one = Article("a", text, title=told.get("title", ""), published=published)
    notes = Notes()
    reading = read(one, KNOWN, notes)
    decided = {(each.start, each.end, each.line) for each in notes.decisions(reading.events)}
    scans = SCANNER.scan(one, reading.locations, find_dates(text, published))
    assert {(hit.start, hit.end, hit.trigger.line) for scan in scans for hit in scan.hits} <= decided
    assert read(one, KNOWN) == reading, "listening changed what was read"


def test_the_report_goes_by_lines_of_the_text():
    lines = list(report(explain(article(f"Quetta\n\n{BOMBING}"), KNOWN)))
    assert any(line.startswith("   3  A suicide bomber killed 12") for line in lines)


def test_the_command_line_prints_the_report_in_place_of_json(tmp_path):
    path = tmp_path / "quetta.txt"
    path.write_text(BOMBING, encoding="utf-8")
    words = ["parse", "--explain", "--published", "2024-06-28", str(path)]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 0
    assert "event 1: Suicide bombing in Quetta kills 12" in told.stdout
    assert "2024-06-27 (day, relative), from 'Thursday'" in told.stdout
    assert "\x1b" not in told.stdout
    assert "\x1b[" in CliRunner().invoke(main, words, color=True).stdout


def test_no_sign_of_a_text_reaches_the_terminal_as_a_command():
    hostile = "\x1b]0;title\x07A suicide bomber\x1b[2J killed 12\u202e people in Quetta on Thursday."
    told = "\n".join(report(explain(article(hostile, title="\x1b[31mred\x9b"), KNOWN)))
    assert plain("a\x1b[1mb\u202e\nc") == "a[1mb c"
    assert not any(sign in told for sign in ("\x1b]", "\x1b[2J", "\x07", "\u202e", "\x9b"))
