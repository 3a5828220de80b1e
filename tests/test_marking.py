"""Texts cut where marks begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.marking import Span, paragraphs, runs

TEXTS = st.text(alphabet="ab \n\r\u2028é😀پ", max_size=40)
SPANS = st.lists(st.builds(Span, st.integers(-2, 45), st.integers(-2, 45), st.sampled_from("xyz")), max_size=6)


def shown(found):
    return [(run.text, "".join(run.marks)) for run in found]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("abcdef", "")]),
        ([Span(1, 3, "x")], [("a", ""), ("bc", "x"), ("def", "")]),
        ([Span(0, 6, "x"), Span(2, 4, "y")], [("ab", "x"), ("cd", "xy"), ("ef", "x")]),
        ([Span(0, 4, "x"), Span(2, 6, "y")], [("ab", "x"), ("cd", "xy"), ("ef", "y")]),
        ([Span(1, 3, "x"), Span(1, 3, "y")], [("a", ""), ("bc", "xy"), ("def", "")]),
        ([Span(4, 99, "x"), Span(-5, 1, "y")], [("a", "y"), ("bcd", ""), ("ef", "x")]),
        ([Span(3, 3, "x"), Span(4, 2, "y")], [("abcdef", "")]),
    ],
)
def test_spans_may_nest_overlap_and_stick_out(spans, expected):
    assert shown(runs("abcdef", spans)) == expected


def test_a_run_knows_which_marks_begin_and_end_with_it():
    first, second, third = runs("abcdef", [Span(0, 4, "x"), Span(2, 6, "y")])
    assert (first.opens, first.closes) == (("x",), ())
    assert (second.opens, second.closes) == (("y",), ("x",))
    assert (third.opens, third.closes) == ((), ("y",))


def test_a_span_over_two_lines_opens_in_the_first_and_closes_in_the_second():
    one, two = paragraphs("ab\n\ncd", [Span(1, 5, "x")])
    assert shown(one) == [("a", ""), ("b\n", "x")]
    assert shown(two) == [("c", "x"), ("d", "")]
    assert [run.opens for run in one] == [(), ("x",)]
    assert [run.closes for run in two] == [("x",), ()]


@given(TEXTS, SPANS)
def test_runs_put_together_are_the_text(text, spans):
    assert "".join(run.text for run in runs(text, spans)) == text


@given(TEXTS, SPANS)
def test_paragraphs_put_together_are_the_lines_that_are_not_blank(text, spans):
    lines = [line for line in text.splitlines(keepends=True) if line.strip()]
    assert ["".join(run.text for run in some) for some in paragraphs(text, spans)] == lines


@given(TEXTS, SPANS)
def test_each_span_opens_and_closes_once_or_never(text, spans):
    found = runs(text, [Span(span.start, span.end, n) for n, span in enumerate(spans)])
    for n, span in enumerate(spans):
        inside = 0 <= span.start < span.end <= len(text)
        assert sum(n in run.opens for run in found) == (0 <= span.start < min(span.end, len(text)))
        assert not inside or sum(n in run.closes for run in found) == 1
