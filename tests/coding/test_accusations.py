"""Who accuses or threatens whom, in how many words editors have for it; accusations.txt holds the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coding.news import events_of, place_of

SPOKEN = ("ACCUSE", "THREATEN")


def lines(kind: str) -> Iterator[str]:
    """Yield the lines of accusations.txt: those under "## none", or all others."""
    heading = ""
    for line in (Path(__file__).parent / "accusations.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line and not line.startswith("#") and (heading == "none") == (kind == "none"):
            yield line


def statements(text: str) -> list[str]:
    """Return the type and place of each accusation and threat of a text."""
    events = [event for event in events_of(text) if event.type.code in SPOKEN and not event.is_aggregate]
    return [f"{event.type.code} {place_of(event)}" for event in events if event.main_place]


@pytest.mark.parametrize("line", list(lines("told")))
def test_accusations_and_threats_are_heard_in_many_words(line):
    told, _, text = line.partition(": ")
    assert told in statements(text)


@pytest.mark.parametrize("line", list(lines("none")))
def test_what_blames_or_threatens_nobody_is_no_statement(line):
    assert statements(line) == []
