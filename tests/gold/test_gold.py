"""The gold set keeps its own rules: spans are slices, days exist, events are located and dated."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.model import EVENT_TYPES, Layer

FOLDER = Path(__file__).parent
DOCS: list[dict[str, Any]] = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("[0-9]*.json"), key=lambda path: int(path.stem))
]
TYPES = {(kind.layer.value, kind.family) for kind in EVENT_TYPES.values()}
USES = {"literal", "metonym", "demonym", "organisation-part"}
ROLES = {"location", "venue", "target", "origin"}
each_text = pytest.mark.parametrize("doc", DOCS, ids=[doc["id"] for doc in DOCS])


def test_texts_are_numbered_once_and_half_of_them_are_kept_aside() -> None:
    numbers = [int(doc["id"]) for doc in DOCS]
    assert numbers == sorted(set(numbers))
    assert set(range(50, 66)) <= set(numbers) <= set(range(50, 518))
    assert abs(sum(-1 if number % 2 else 1 for number in numbers)) <= 1


def test_a_text_without_an_event_stands_in_each_half() -> None:
    assert {int(doc["id"]) % 2 for doc in DOCS if doc["negative"]} == {0, 1}
    assert all(doc["negative"] == (not doc["events"]) for doc in DOCS)


@each_text
def test_a_text_is_short_and_declared_as_written_for_the_project(doc: dict[str, Any]) -> None:
    assert 80 <= len(re.findall(r"\w+", doc["text"])) <= 350
    assert doc["text"].startswith(doc["title"] + "\n")
    assert (doc["synthetic"], doc["basis"], doc["source_url"], doc["basis_urls"]) == (True, "invented", "", [])


@each_text
def test_mentions_are_slices_in_order_that_do_not_overlap(doc: dict[str, Any]) -> None:
    end = 0
    for mention in doc["mentions"]:
        assert doc["text"][mention["start"] : mention["end"]] == mention["surface"] != ""
        assert mention["start"] >= end
        assert mention["use"] in USES
        assert -90 <= mention["lat"] <= 90
        assert -180 <= mention["lon"] <= 180
        assert mention["tolerance_km"] > 0
        end = mention["end"]


@each_text
def test_events_have_evidence_a_day_a_place_and_a_known_type(doc: dict[str, Any]) -> None:
    for event in doc["events"]:
        start, end = event["evidence"]
        assert doc["text"][start:end].strip()
        assert date.fromisoformat(event["date_start"]) <= date.fromisoformat(event["date_end"])
        assert {place["role"] for place in event["places"]} <= ROLES
        assert any(place["role"] != "origin" for place in event["places"])
        for kind in (event, *event["also"]):
            assert (kind["layer"], kind["type"]) in TYPES


@each_text
def test_sub_types_belong_to_their_event_type(doc: dict[str, Any]) -> None:
    for event in doc["events"]:
        if event["layer"] == Layer.INCIDENT and event["sub_type"]:  # not every annotator gave it
            assert EVENT_TYPES[event["sub_type"]].group == event["type"]
        else:
            assert event["sub_type"] is None


@each_text
def test_fatalities_are_in_order(doc: dict[str, Any]) -> None:
    for toll in (event["fatalities"] for event in doc["events"] if event["fatalities"]):
        assert toll["low"] <= toll["best"] <= toll["high"]


@each_text
def test_only_planned_events_lie_after_publication(doc: dict[str, Any]) -> None:
    for event in doc["events"]:
        assert event["status"] == "planned" or event["date_start"] <= doc["published"]
