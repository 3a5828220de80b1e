"""Sentences and clauses: where they begin and end, and the dateline before them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.coding.sentences import clause_bounds, split_sentences

SCRAPS = "A bomb killed five in Peshawar on Monday . Kabul said “ ” Gen. Mr. 3 p.m. ; not — :"
WORDS = st.sampled_from([*SCRAPS.split(), "\n\n"])
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Munir met Mr. Dar. They talked.", ["Gen. Munir met Mr. Dar.", "They talked."]),
        ("It began at 12.39 p.m. He fled.", ["It began at 12.39 p.m.", "He fled."]),
        ("“We left.” He wept.", ["“We left.”", "He wept."]),
        ("“We left,” he said. “All of us.”", ["“We left,” he said.", "“All of us.”"]),
        ("The U.S. envoy left at 3 a.m. on Monday.", ["The U.S. envoy left at 3 a.m. on Monday."]),
        ("A headline\n\nA line.\nAnother line.", ["A headline", "A line.", "Another line."]),
        ("one line that\ngoes on here.", ["one line that\ngoes on here."]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end(text, sentences):
    assert [s.text for s in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    "text", ["KABUL, March 18 - A bomb went off.", "QUETTA: A bomb went off.", "[Islamabad] A bomb went off.",
             "Islamabad, Pakistan — A bomb went off."],
)  # fmt: skip
def test_a_dateline_is_set_apart(text):
    (sentence,) = split_sentences(text)
    assert text[sentence.body :] == "A bomb went off."


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_sentences_slice_the_text_in_order(text):
    last = 0
    for sentence in split_sentences(text):
        assert last <= sentence.start <= sentence.body < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= bound < sentence.end + 1 for bound in clause_bounds(sentence))
        last = sentence.end
