"""On which day: the dates of events by the clauses that tell them.

days.txt holds short news with the day it was published and the days of its events by place.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.codebook import read_codebook
from geo.coding import Coder
from geo.dates import find_dates
from geo.gazetteer import read_gazetteer
from geo.model import Article
from geo.recognition import Recognizer
from geo.resolution import resolve
from geo.shipped import data_folder

CODEBOOK = read_codebook(data_folder() / "codebook")
GAZETTEER = read_gazetteer(data_folder() / "gazetteer.csv")
RECOGNIZER = Recognizer(GAZETTEER, CODEBOOK)
CODER = Coder(CODEBOOK, GAZETTEER)
BLOCKS = (Path(__file__).parent / "days.txt").read_text(encoding="utf-8").split("\n\n")[1:]


def days(text: str, published: date) -> set[str]:
    """Return the place and days of each event that has both."""
    article = Article("a", text, "", published=published)
    events = CODER.code(article, resolve(article, RECOGNIZER.find(article), GAZETTEER), find_dates(text, published))
    return {f"{e.main_place.location.place.id} {spell(e.when)}" for e in events if e.main_place and e.when.start}


def spell(when) -> str:
    return f"{when.start}" if when.start == when.end else f"{when.start}/{when.end}"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[1][:60])
def test_an_event_has_the_day_of_the_clause_that_tells_it(block):
    head, text = block.strip().split("\n")
    published, expected = head.split(": ")
    assert set(expected.split(", ")) <= days(text, date.fromisoformat(published))
