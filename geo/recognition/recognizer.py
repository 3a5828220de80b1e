"""The public face of recognition: an article in, its place names out."""

from __future__ import annotations

import re
from string import ascii_lowercase

from geo.codebook import Codebook
from geo.gazetteer import Gazetteer, LayeredGazetteer
from geo.model import Article, Mention, Use
from geo.recognition.abroad import Abroad
from geo.recognition.automaton import Automaton
from geo.recognition.lexicon import Lexicon, read_lexicon
from geo.recognition.unlisted import Span, Unlisted, Used
from geo.recognition.use import Judge

_PLAIN = frozenset(mark + letter for mark in " ,;\n" for letter in f"{ascii_lowercase} ")  # a name ends before it


class Recognizer:
    """Finds place names. Made once from a gazetteer and the codebook's words, then only asked; it pickles."""

    def __init__(self, gazetteer: Gazetteer, codebook: Codebook) -> None:
        self._made_from = (gazetteer, codebook)
        self._lexicon = read_lexicon(codebook)
        region = gazetteer.region if isinstance(gazetteer, LayeredGazetteer) else gazetteer
        self._automaton = Automaton(region, self._lexicon)
        self._unlisted = Unlisted(self._lexicon, self._automaton.is_spelling)
        self._abroad = Abroad(gazetteer, self._lexicon) if isinstance(gazetteer, LayeredGazetteer) else None
        self._unit = _unit(self._lexicon)

    def __reduce__(self) -> tuple[type[Recognizer], tuple[Gazetteer, Codebook]]:
        return type(self), self._made_from

    def find(self, article: Article) -> tuple[Mention, ...]:
        """Return the place names of an article with their use, sorted, none overlapping another.

        A name that the gazetteer lacks is a mention too if the words around it show a place; it has no location then,
        or that of the place that the text sets it beside.
        """
        text = article.text
        hits = self._automaton.hits(text)
        if self._abroad is not None:
            hits = self._abroad.hits(text, hits)
        uses = Judge(text, hits, self._lexicon).uses()
        spans = [(hit[0], hit[1], use) for hit, use in zip(hits, uses, strict=True) if use is not None]
        unlisted = self._unlisted.spans(text, spans)
        if self._abroad is not None:
            unlisted += self._abroad.counties(text)
        spans = [self._whole(text, span) if text[span[1] : span[1] + 2] not in _PLAIN else span for span in spans]
        if unlisted:
            spans = _merged(spans, unlisted)
        return tuple([Mention(article.id, start, end, text[start:end], use) for start, end, use in spans])

    def _whole(self, text: str, span: Used) -> Used:
        """Return a span with what belongs to it: the full stop of U.S., the District of Spera District."""
        start, end, use = span
        if text[end + 1 : end + 2].isupper() and (unit := self._unit.match(text, end)):
            return start, unit.end(), use
        if text.startswith(".", end) and text[end - 2] == ".":
            return start, end + 1, use
        return span


def _unit(lexicon: Lexicon) -> re.Pattern[str]:
    if not lexicon.administrative_word:
        return re.compile(r"(?!)")
    words = "|".join(map(re.escape, sorted(map(str.capitalize, lexicon.administrative_word))))
    return re.compile(rf" (?:{words})\b")


def _merged(spans: list[Used], unlisted: list[Span]) -> list[Used]:
    """Return both, sorted; a longer unlisted name (Kohat Road) takes the place of the listed one inside it."""
    merged: list[Used] = []
    both = [*spans, *((start, end, Use.LITERAL) for start, end in unlisted)]
    for span in sorted(both, key=lambda span: (span[0], -span[1])):
        while merged and span[0] < merged[-1][1] and span[1] - span[0] > merged[-1][1] - merged[-1][0]:
            merged.pop()
        if not merged or span[0] >= merged[-1][1]:
            merged.append(span)
    return merged
