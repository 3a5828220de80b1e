"""A text cut where marks begin and end, so that marks may overlap or nest and every character is written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A stretch of a text and what is to be said of it."""

    start: int
    end: int
    mark: T


@dataclass(frozen=True, slots=True)
class Run(Generic[T]):
    """A stretch of text under the same marks; `opens` and `closes` are those that begin and end with it."""

    text: str
    marks: tuple[T, ...]
    opens: tuple[T, ...]
    closes: tuple[T, ...]


def runs(text: str, spans: Iterable[Span[T]]) -> list[Run[T]]:
    """Return the text in runs, whose texts put together are the text. A span outside the text is cut or left out."""
    return _cut(text, 0, len(text), _inside(spans, 0, len(text)))


def paragraphs(text: str, spans: Iterable[Span[T]]) -> list[list[Run[T]]]:
    """Return the runs of each line that is not blank; a span over several lines is marked in each of them."""
    kept = list(spans)
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            found.append(_cut(text, start, end, _inside(kept, start, end)))
        start = end
    return found


def _inside(spans: Iterable[Span[T]], start: int, end: int) -> list[Span[T]]:
    """Return the spans that touch a stretch, longest first, so that what holds another comes before it."""
    touching = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    return sorted(touching, key=lambda span: (span.start, -span.end))


def _cut(text: str, start: int, end: int, spans: list[Span[T]]) -> list[Run[T]]:
    edges = {start, end} | {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    cuts = sorted(edges)
    return [
        Run(
            text[a:b],
            tuple(span.mark for span in spans if span.start <= a and b <= span.end),
            tuple(span.mark for span in spans if span.start == a),
            tuple(span.mark for span in spans if span.end == b),
        )
        for a, b in pairwise(cuts)
    ]
