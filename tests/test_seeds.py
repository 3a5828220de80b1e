"""The briefs that a fresh clone starts with are complete, readable news prose."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

SEEDS = Path(__file__).parents[1] / "seeds"
REQUIRED = {"id", "title", "language", "published", "published_basis"}
ALLOWED = REQUIRED | {"publisher", "url"}
LIST_LINE = re.compile(r"\s*(?:[-*+•]\s|\d+[.)]\s|#|\||>)")


class Brief(NamedTuple):
    path: Path
    front: dict[str, Any]
    body: str


def _read(path: Path) -> Brief:
    opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", f"{path.name} does not start with front matter"
    return Brief(path, yaml.safe_load(front), body.strip())


BRIEFS = [_read(path) for path in sorted(SEEDS.glob("*.md"))]
each_brief = pytest.mark.parametrize("brief", BRIEFS, ids=[brief.path.stem for brief in BRIEFS])


def test_there_is_one_brief_for_each_of_the_five_articles() -> None:
    assert len(BRIEFS) == 5
    assert len(list(SEEDS.iterdir())) == 5, "seeds/ holds briefs and nothing else"


def test_ids_and_titles_are_unique() -> None:
    for key in ("id", "title"):
        assert len({brief.front[key] for brief in BRIEFS}) == len(BRIEFS)


@each_brief
def test_front_matter_is_complete_and_holds_no_unknown_key(brief: Brief) -> None:
    assert REQUIRED <= brief.front.keys() <= ALLOWED
    assert all(brief.front[key] for key in REQUIRED)


@each_brief
def test_the_id_is_a_slug_and_names_the_file(brief: Brief) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", brief.front["id"])
    assert brief.path.stem == brief.front["id"]


@each_brief
def test_the_publication_day_is_a_date_with_a_known_basis(brief: Brief) -> None:
    assert type(brief.front["published"]) is date
    assert brief.front["published_basis"] in {"given", "inferred"}
    assert brief.front["language"] == "en"


@each_brief
def test_an_address_is_a_web_address(brief: Brief) -> None:
    assert re.match(r"https?://\S+$", brief.front.get("url", "https://example.org/"))


@each_brief
def test_the_body_is_prose(brief: Brief) -> None:
    assert not [line for line in brief.body.splitlines() if LIST_LINE.match(line)]
    assert len(re.findall(r"\w+", brief.body)) >= 150
    for paragraph in brief.body.split("\n\n"):
        assert paragraph.endswith("."), f"not a paragraph: {paragraph[:60]!r}"
        assert "\n" not in paragraph, f"a paragraph is one line: {paragraph[:60]!r}"


@pytest.mark.parametrize(
    ("place", "fact"),
    [
        ("Peshawar", r"January 2023 .*suicide bombing .*at least 100 "),
        ("Quetta", r"30 November 2022, a suicide bomber .*police truck"),
        ("Torkham", r"reopened .*25 February 2023"),
        ("Torkham", r"closed Torkham .*19 February"),
        ("Torkham", r"exchanged gunfire .*20 February"),
        ("North Waziristan", r"March 2024 .*seven soldiers"),
        ("Balochistan", r"Twelve Pakistani soldiers"),
        ("Kabul", r"visited Kabul .*22 February 2023"),
        ("Kabul", r"drone strike .*2022"),
        ("Doha", r"30 June"),
    ],
)
def test_a_sentence_tells_what_happened_at_a_place_of_the_map(place: str, fact: str) -> None:
    sentences = [s for brief in BRIEFS for s in re.split(r"(?<=[.;]) |\n\n", brief.body)]
    assert any(place in sentence and re.search(fact, sentence) for sentence in sentences)
