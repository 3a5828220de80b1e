"""On which day, and how many died: what the clauses and sentences of a short text give to each of its events.

days.txt holds short news with the day it was published and the days of its events by place; tolls.txt such news with
the dead of each event, best, low and high.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from coding.news import code

from geo.model import Event

HERE = Path(__file__).parent


def blocks(name: str) -> list[str]:
    """Return the texts of a file, each under the line that says what is expected of it."""
    return (HERE / name).read_text(encoding="utf-8").strip().split("\n\n")[1:]


def told(block: str, spell: Callable[[Event], str]) -> tuple[set[str], set[str]]:
    """Return what is expected of a text, and what its events are by place, each spelled out."""
    head, text = block.split("\n")
    day, expected = head.split(": ")
    placed = [event for event in code(text, date.fromisoformat(day)) if event.main_place]
    return set(expected.split(", ")), {f"{e.main_place.location.place.id} {spell(e)}" for e in placed}


def days(event: Event) -> str:
    first, last = event.when.start, event.when.end
    return f"{first}" if first == last else f"{first}/{last}"


def dead(event: Event) -> str:
    count = event.fatalities
    bounds = (count.best, count.low, count.high) if count else (None, None, None)
    return " ".join("-" if bound is None else str(bound) for bound in bounds)


@pytest.mark.parametrize("block", blocks("days.txt"), ids=lambda block: block.split("\n")[1][:60])
def test_an_event_has_the_day_of_the_clause_that_tells_it(block):
    expected, found = told(block, days)
    assert expected <= found


@pytest.mark.parametrize("block", blocks("tolls.txt"), ids=lambda block: block.split("\n")[1][:60])
def test_an_event_counts_the_dead_that_its_sentences_tell(block):
    expected, found = told(block, dead)
    assert expected <= found
