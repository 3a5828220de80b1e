"""Where a person who speaks has been told to be: "flew into Quetta to see the wounded … he vowed"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from geo.coding.actors import ActorMention
from geo.coding.lexicon import words
from geo.coding.scan import Scan
from geo.model import Kind, Location, Use

_COMES = words(
    "flew flown visited visits visiting arrived arrives landed toured tours reached reaches travelled traveled came "
    "went inspected rushed hurried drove addressed attended chaired opened inaugurated opening addressing attending"
)
_STAYS = re.compile(  # between a person and the place
    r"[^;.\"“”]{0,60}?\b(?:visit(?:ed|s|ing)|tour(?:ed|s|ing)|reach(?:ed|es)|inspected"
    r"|(?:flew|flown|travell?ed|came|went|drove|rushed|hurried) (?:down |up |back |out |over )?(?:in)?to"
    r"|(?:arriv|land)(?:ed|es|ing) (?:in|at)"
    r"|(?:address|attend|chair|open|inaugurat)(?:ed|s|es|ing) (?:[\w'’-]+ ){1,6}(?:in|at|of))"
    r" (?:(?!from\b|to\b|about\b|that\b)[\w'’-]+ ){0,6}"
)
_LEFT = re.compile(r"\b(?:left|leaving|departed|flew (?:back|home|out)|returned|back in|after (?:a|his|her))\b")
_SENTENCES = 3


@dataclass(slots=True)
class Whereabouts:
    """Remembers, person by person, the place they were last told to have come to."""

    _seen: dict[str, tuple[int, int, Location]] = field(default_factory=dict)

    def note(self, scan: Scan) -> None:
        """Remember who came where in a sentence."""
        if _COMES.isdisjoint(scan.sentence.among) or not scan.places:
            return
        for actor in scan.actors:
            if actor.preposition or not (actor.is_person or actor.source == "role") or actor.kind == "armed_group":
                continue
            for place in scan.places:
                gap = scan.slice(actor.end, place.mention.start) if place.mention.start > actor.end else ""
                if place.place.kind is Kind.COUNTRY or place.mention.use is not Use.LITERAL or not gap:
                    continue
                if _STAYS.fullmatch(gap) and not _LEFT.search(gap):
                    self._seen[actor.name] = scan.sentence.index, scan.sentence.paragraph, place
                    break

    def of(self, actor: ActorMention, scan: Scan, start: int) -> Location | None:
        """Return where a speaker is whose words stand at `start`, as the last sentences of the paragraph have told."""
        if actor.name not in self._seen:
            return None
        index, paragraph, place = self._seen[actor.name]
        near = 0 <= scan.sentence.index - index <= _SENTENCES and paragraph == scan.sentence.paragraph
        return place if near and place.mention.start < start else None
