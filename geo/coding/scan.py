"""All that is marked in one sentence: its phrases, actors, tolls, dates and places, and who is speaking."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from geo.codebook import Codebook
from geo.coding.actors import ActorFinder, ActorMention, surname
from geo.coding.lexicon import Lexicon
from geo.coding.numbers import both_numbers
from geo.coding.offices import Offices
from geo.coding.sentences import Sentence, split_sentences
from geo.coding.speeches import Speech, messages, said, senders
from geo.coding.stance import Hit
from geo.coding.tolls import Toll, find_tolls
from geo.coding.trace import SILENT, Trace
from geo.coding.triggers import TriggerFinder, quoted
from geo.gazetteer import Gazetteer
from geo.model import Article, DateMention, Location, Use

_IN = re.compile(r"\b(?:in|at|invitation to|invited (?:\w+ ){1,3}to) (?:\w+ern |downtown |central )?$", re.I)
_HOUR = re.compile(
    r" (?:the )?(?:dawn|daybreak|sunrise|noon|midday|dusk|sunset|nightfall|dark|midnight|night|weekend)\b"
)


@dataclass(slots=True, eq=False)
class Scan:
    """A sentence with its marks, never changed once it is made. All offsets are the article's."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    actors: tuple[ActorMention, ...]
    tolls: tuple[Toll, ...]
    dates: tuple[DateMention, ...]
    places: tuple[Location, ...]  # literal names, outside the dateline
    names: tuple[Location, ...]  # every resolved name, whatever its use
    speeches: tuple[Speech, ...] = ()
    utterances: tuple[Speech, ...] = ()  # by other words: "called the raid unprovoked", "Kabul's answer was that"
    nations: tuple[ActorMention, ...] = ()
    senders: tuple[tuple[int, ActorMention], ...] = ()  # of messages that act: "a note from Kabul rejected"
    links: Sequence[tuple[int, int]] = ()  # where the sentence passes from one event to another ("after")
    trace: Trace = SILENT
    gateways: frozenset[str] = frozenset()  # of the gazetteer
    # what `places` has found out of its names, each once
    usable: list[Location] | None = field(default=None, init=False)
    before: dict[int, frozenset[str]] = field(default_factory=dict, init=False)
    after: dict[int, frozenset[str]] = field(default_factory=dict, init=False)
    fars: dict[tuple[int, int, int], float] = field(default_factory=dict, init=False)
    _offset: int = field(init=False)
    _text: str = field(init=False)

    def __post_init__(self) -> None:
        self._offset, self._text = self.sentence.start, self.sentence.text

    def slice(self, start: int, end: int) -> str:
        """Return the article's text between two offsets inside the sentence."""
        offset = self._offset
        return self._text[start - offset if start > offset else 0 : end - offset if end > offset else 0]


class Scanner:
    """Reads the marks of every sentence of an article."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self.lexicon = Lexicon(codebook)
        self.actors = ActorFinder(codebook, gazetteer)
        self._triggers = TriggerFinder(codebook, self.lexicon)
        self._gateways = gazetteer.gateways
        self._victims = both_numbers(codebook.list("victim"))

    def scan(
        self, article: Article, locations: Sequence[Location], dates: Sequence[DateMention], trace: Trace = SILENT
    ) -> Iterator[Scan]:
        """Yield the marked sentences of an article, in order; of a long one, no more are kept than are asked for."""
        quotes = quoted(article.text)
        names, days = deque(locations), deque(dates)
        surnames: dict[str, ActorMention] = {}
        offices = Offices()
        for sentence in split_sentences(article.text):
            inside = _take(names, sentence, lambda one: one.mention.start)
            told = _take(days, sentence, lambda one: one.start)
            hits = self._hits(sentence, told, quotes, trace)
            yield self._scan(sentence, hits, inside, told, surnames, offices, trace)

    def _hits(
        self, sentence: Sentence, dates: Sequence[DateMention], quotes: Sequence[tuple[int, int]], trace: Trace
    ) -> tuple[Hit, ...]:
        """Return the phrases of a sentence, but for those that are part of a date ("March")."""
        hits = self._triggers.find(sentence, quotes, trace)
        if not (hits and dates):
            return hits
        inside = [hit for hit in hits if any(one.start <= hit.start and hit.end <= one.end for one in dates)]
        trace.left_out(inside, sentence, "it is part of a date")
        return tuple(hit for hit in hits if hit not in inside) if inside else hits

    def _scan(
        self,
        sentence: Sentence,
        hits: tuple[Hit, ...],
        names: Sequence[Location],
        dates: Sequence[DateMention],
        surnames: dict[str, ActorMention],
        offices: Offices,
        trace: Trace,
    ) -> Scan:
        found = self.actors.find(sentence.text, sentence.start, names)
        for actor in found:
            if actor.source == "name" and actor.kind == "government" and " " in actor.name:
                surnames.setdefault(surname(actor), actor)
        days = tuple(one for one in dates if one.span_kind != "dateline")
        found = self.actors.by_surname(sentence.text, sentence.start, surnames, found)
        found = offices.settle(found, sentence, names)
        if not hits and not self._may_speak(sentence, found):
            return Scan(sentence, (), tuple(a for a in found if a.start >= sentence.body), (), days, (), tuple(names))
        actors = tuple(actor for actor in found if actor.start >= sentence.body)
        states = {actor.start for actor in actors if actor.source == "place"}
        places = tuple(
            one
            for one in names
            if one.mention.start >= sentence.body
            and (one.mention.use is Use.LITERAL or _is_inside(one, sentence))
            and not (one.place.capital_of and one.mention.start in states and not _is_inside(one, sentence))
        )
        if "capital" in sentence.among:
            places = (*places, *self.actors.capitals(sentence.text, sentence.start, names))
        nouns = self.lexicon["message"]
        speeches = tuple(said(self.lexicon["say"], nouns, sentence, actors))
        judged = said(self.lexicon["judge"], nouns, sentence, actors)
        utterances = (*judged, *messages(nouns, sentence, actors))
        tolls = find_tolls(sentence, self._victims)
        nations = self.actors.nations(names)
        links = self._links(sentence)
        known = (sentence, hits, actors, tolls, days, places, tuple(names), speeches)
        behind = tuple(senders(nouns, sentence, actors))
        return Scan(*known, utterances, nations, behind, links, trace, gateways=self._gateways)

    def _may_speak(self, sentence: Sentence, actors: Sequence[ActorMention]) -> bool:
        """Return whether somebody political may say something in a sentence."""
        says = any(self.lexicon[name].may_be_within(sentence.among) for name in ("say", "judge", "message"))
        he = not sentence.among.isdisjoint(("he", "she"))
        return says and (he or any(actor.is_political for actor in actors))

    def _links(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return where a sentence passes from one event to another ("after", "in response to")."""
        start, text = sentence.start, sentence.text
        spans = self.lexicon["link"].spans(text, sentence.among)
        return [(first + start, last + start) for first, last in spans if not _HOUR.match(text[last : last + 16])]


def _is_inside(one: Location, sentence: Sentence) -> bool:
    """Return whether a city that may stand for its state is where something is: "officials met in Doha"."""
    if one.mention.use is not Use.METONYM:
        return False
    start = one.mention.start - sentence.start
    return _IN.search(sentence.text[max(0, start - 18) : start]) is not None


_T = TypeVar("_T")


def _take(items: deque[_T], sentence: Sentence, at: Callable[[_T], int]) -> list[_T]:
    """Take from the sorted items what stands before the sentence's end; return what stands inside it."""
    out = []
    while items and at(items[0]) < sentence.end:
        one = items.popleft()
        if at(one) >= sentence.start:
            out.append(one)
    return out
