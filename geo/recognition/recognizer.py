"""The public face of recognition: an article in, its place names out."""

from __future__ import annotations

import re

from geo.codebook import Codebook
from geo.gazetteer import Gazetteer
from geo.model import Article, Mention, Use
from geo.recognition.automaton import Automaton, Hit
from geo.recognition.lexicon import Lexicon, read_lexicon
from geo.recognition.unlisted import Unlisted
from geo.recognition.use import Judge


class Recognizer:
    """Finds place names. Made once from a gazetteer and the codebook's words, then only asked; it pickles."""

    def __init__(self, gazetteer: Gazetteer, codebook: Codebook) -> None:
        self._made_from = (gazetteer, codebook)
        self._lexicon = read_lexicon(codebook)
        self._automaton = Automaton(gazetteer, self._lexicon)
        self._unlisted = Unlisted(self._lexicon)
        self._administrative = _administrative(self._lexicon)

    def __reduce__(self) -> tuple[type[Recognizer], tuple[Gazetteer, Codebook]]:
        return type(self), self._made_from

    def find(self, article: Article) -> tuple[Mention, ...]:
        """Return the place names of an article with their use, sorted, none overlapping another."""
        text = article.text
        hits = self._automaton.hits(text)
        judge = Judge(text, hits, self._lexicon)
        uses = judge.uses()
        spans = [
            (*self._trimmed(text, hit), use) for hit, use in zip(hits, uses, strict=True) if use is not None
        ]
        others = self._unlisted.spans(text, [(hit.start, hit.end, use) for hit, use in zip(hits, uses, strict=True)])
        return tuple(
            Mention(article.id, start, end, text[start:end], use) for start, end, use in _merged(spans, others)
        )

    def _trimmed(self, text: str, hit: Hit) -> tuple[int, int]:
        """Return the span as an annotator draws it: with its full stop (U.S.) and its district or province."""
        start, end = hit.start, hit.end
        surface = text[start:end]
        if "." in surface and text[end : end + 1] == "." and not surface.endswith("."):
            return start, end + 1
        words = self._lexicon
        article, _, name = surface.partition(" ")
        if article in {"the", "The"} and self._automaton.knows(name.lower()) and hit.spelling.is_country:
            return start + len(article) + 1, end
        head, _, tail = surface.rpartition(" ")
        if head and tail in words.feature_word and self._automaton.knows(head.lower()):
            return start, start + len(head)
        after = self._administrative.match(text, end)
        return (start, after.end()) if after else (start, end)


def _administrative(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what finds the unit that belongs to a name: Spera District, but not the word in small letters."""
    if not lexicon.administrative_word:
        return re.compile(r"(?!)")
    words = "|".join(map(re.escape, sorted(map(str.capitalize, lexicon.administrative_word))))
    return re.compile(rf" (?:{words})\b")


def _merged(
    spans: list[tuple[int, int, Use]], others: list[tuple[int, int, Use]]
) -> list[tuple[int, int, Use]]:
    """Return both, sorted; a longer unlisted name (Kohat Road) takes the place of the listed one inside it."""
    merged: list[tuple[int, int, Use]] = []
    for span in sorted([*spans, *others], key=lambda span: (span[0], -span[1])):
        if merged and span[0] < merged[-1][1]:
            if span[1] - span[0] > merged[-1][1] - merged[-1][0]:
                merged[-1] = span
            continue
        merged.append(span)
    return merged
