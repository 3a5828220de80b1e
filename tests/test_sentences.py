"""Sentences as the region's news writes them, each with its places, their use and where they lie.

In sentences.txt brackets mark what must be found, and nothing else may be: [Bara=pk-bara-khyber] is literal, :m a
metonym, :d a demonym, :o part of an organisation's name; "?" is a place that stays unresolved.
"""

import re
from pathlib import Path

import pytest

from geo.codebook import read_codebook
from geo.model import Article, Use
from geo.recognition import Recognizer
from geo.resolution import resolve
from geo.shipped import data_folder

MARK = re.compile(r"\[([^\[\]:=]+)(?::([mdo]))?=([a-z0-9-]+|\?)\]")
USES = {None: Use.LITERAL, "m": Use.METONYM, "d": Use.DEMONYM, "o": Use.ORGANISATION}
LINES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def recognizer(shipped_gazetteer):
    return Recognizer(shipped_gazetteer, read_codebook(data_folder() / "codebook"))


@pytest.mark.parametrize("marked", SENTENCES)
def test_the_places_of_a_sentence_are_found_and_resolved(recognizer, shipped_gazetteer, marked):
    expected = [(match.group(1), USES[match.group(2)], match.group(3)) for match in MARK.finditer(marked)]
    article = Article("a", MARK.sub(r"\1", marked))
    mentions = recognizer.find(article)
    places = {one.mention: one.place.id for one in resolve(article, mentions, shipped_gazetteer)}
    assert [(one.text, one.use, places.get(one, "?")) for one in mentions] == expected
