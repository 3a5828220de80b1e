"""Whose office: the country of "the foreign ministry" and "its spokesman", from the names and offices around it.

A common noun for an office has no country of its own. The text gives it: "in Tehran a foreign ministry spokesman",
"officials in Doha", a paragraph's dateline or heading, "Iran … its envoy", or the same office named before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.coding.actors import ActorMention, is_both
from geo.coding.sentences import Sentence
from geo.model import Kind, Location, Use

_IN = re.compile(r"^,? (?:in|at) (?:the )?(?:capital,? )?$")
_OF = re.compile(r"^(?:['’]s)?(?: [\w-]+)? of (?:the )?(?:province of |district of )?$")
_OWNS = re.compile(r"^['’]s? (?:[\w-]+ )?$")
_OPENING = re.compile(r"^(?:[Ii]n|[Aa]t|From) $")
_LEAD = re.compile(r"^,? (?:(?:a|an|the|its|senior|top|foreign|two|one|another|deputy|acting|country's) ){0,3}$")
_OWN = re.compile(r"\b(?:its|his|her|their|own) (?:\w+ ){0,2}$", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_LABEL = re.compile(r"(?:\*\*)?[:.]|\*\*| [–—] ")
_REACH = 30  # characters between an embassy and its place
_NEAR = 3  # sentences for which "the ministry" is the ministry named before


_TOLD = 250  # characters
_POSTED_THERE = re.compile(
    r"(?i)\b(?:ambassador|embassy|envoy|mission|consulate|consul(?: general)?|charg[eé] d['’]affaires"
    r"|high commission(?:er)?|representative)(?: [A-Z][\w'’-]+){0,3},? there\b"
)
_POSTED = re.compile(
    r"(?i)(?<!special )\b(?:ambassador|embassy|envoy|mission|consulate|consul(?: general)?|charg[eé] d['’]affaires"
    r"|high commission(?:er)?|diplomats?),? (?:in|to|at) (?:the )?$"
)


def start_of(place: Location) -> int:
    """Return where a place is named: locations stand in this order."""
    return place.mention.start


def posted_at(actor: ActorMention, text: str, places: Sequence[Location]) -> Location | None:
    """Return the place that an embassy or its people are posted to: "Iran's ambassador in Kabul", "its envoy there"."""
    if there := _POSTED_THERE.search(text[actor.start : actor.end + _REACH]):
        return _told_before(actor.start, actor.start + there.start(), places)
    for index in range(bisect_right(places, actor.start, key=start_of), len(places)):
        place = places[index]
        start = place.mention.start
        if start >= actor.end + _REACH:
            break
        match = _POSTED.search(text[actor.start : start])
        if match and actor.start + match.start() < actor.end:
            return place
    return None


def _told_before(start: int, office: int, places: Sequence[Location]) -> Location | None:
    """Return the town named last before an office "there"; whose envoy it is stands right beside it."""
    near = (p for p in reversed(places) if start - _TOLD <= p.mention.start and p.mention.end < office - 3)
    return next((p for p in near if p.place.geo_precision == 1 and p.mention.use is not Use.METONYM), None)


@dataclass(slots=True)
class Offices:
    """What the article has told so far of whose offices it speaks."""

    paragraph: int = -1
    heading: str = ""  # country of the paragraph's dateline or heading
    speaker: str = ""  # country of the last subject
    last: dict[str, tuple[str, int]] = field(default_factory=dict)

    def settle(
        self, found: Sequence[ActorMention], sentence: Sentence, names: Sequence[Location]
    ) -> tuple[ActorMention, ...]:
        """Return a sentence's actors with a country for each office that the text gives one."""
        self._head(sentence, names)
        out: list[ActorMention] = []
        for actor in found:
            out.append(self._settled(actor, sentence, names, out))
        self._note(out, sentence)
        return tuple(out)

    def _head(self, sentence: Sentence, names: Sequence[Location]) -> None:
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.heading = sentence.paragraph, ""
        for one in names:
            start, end = one.mention.start - sentence.start, one.mention.end - sentence.start
            first = not _LETTER.search(sentence.text, 0, start)
            label = _LABEL.match(sentence.text, end) is not None  # "• Tehran: the foreign ministry …"
            alone = first and (label or one.mention.text.isupper() or not _LETTER.search(sentence.text, end))
            if alone or one.mention.end <= sentence.body:
                self.heading = one.place.country
                return

    def _settled(
        self, actor: ActorMention, sentence: Sentence, names: Sequence[Location], before: Sequence[ActorMention]
    ) -> ActorMention:
        if actor.source != "role" or actor.kind != "government" or actor.country or is_both(actor):
            return actor
        country = _beside(actor, sentence, names) or self._owner(actor, sentence, before) or self.heading
        if not country:
            country, at = self.last.get(_office(actor, sentence), ("", -1))
            if sentence.index - at > _NEAR:
                country = ""
        return actor._replace(country=country) if country else actor

    def _owner(self, actor: ActorMention, sentence: Sentence, before: Sequence[ActorMention]) -> str:
        if not _OWN.search(sentence.text[max(0, actor.start - sentence.start - 30) : actor.start - sentence.start]):
            return ""
        owners = [one.country for one in before if one.country and not one.preposition]
        return owners[0] if owners else self.speaker

    def _note(self, found: Sequence[ActorMention], sentence: Sentence) -> None:
        for actor in found:
            if actor.country and actor.kind == "government":
                self.last[_office(actor, sentence)] = actor.country, sentence.index
        subjects = [one.country for one in found if one.country and one.is_political and not one.preposition]
        if subjects:
            self.speaker = subjects[0]


def _office(actor: ActorMention, sentence: Sentence) -> str:
    return sentence.text[actor.start - sentence.start : actor.end - sentence.start].rsplit(None, 1)[-1].lower()


def _beside(actor: ActorMention, sentence: Sentence, names: Sequence[Location]) -> str:
    """Return the country of a place right beside an office: "officials in Doha", "Kunar's governor"."""
    for one in names:
        if one.mention.use is Use.DEMONYM:
            continue
        start, end = one.mention.start - sentence.start, one.mention.end - sentence.start
        if _OF.match(sentence.text[actor.end - sentence.start : start]) or _OWNS.match(
            sentence.text[end : actor.start - sentence.start]
        ):
            return one.place.country
        if not (one.place.capital_of or one.place.kind is Kind.COUNTRY):
            continue
        if end <= actor.start - sentence.start:
            opens = _OPENING.match(sentence.text[sentence.body - sentence.start : start])
            if opens and _LEAD.match(sentence.text[end : actor.start - sentence.start]):
                return one.place.country
        elif _IN.match(sentence.text[actor.end - sentence.start : start]):
            return one.place.country
    return ""
