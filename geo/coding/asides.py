"""The subject of a verb that other words part from it: an aside, a relative clause, what was said before it."""

from __future__ import annotations

import re

from geo.coding.actors import ActorMention
from geo.coding.scan import Scan
from geo.coding.stance import SAYING, Hit, joins_in

_ASIDE = re.compile(
    r",\s(?:who|which|whose|whom|where|himself|herself|also|a|an|the|\w+ing|in|at|with|flanked|on|for|after|by|from)\b"
)
_TAIL = re.compile(r"(?:\s(?:has|had|have|also|later|then|again|on|\w+day|\w+ly))*\s*")
_GOES_ON = re.compile(r"\b(?:and|but) (?:(?:then|also|later|has|had|again|\w+ly) )*$")
_RELATED = re.compile(r",? ?(?:who|which)\b")
_THE = 5  # characters of "the " before a name


def subject_apart(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return the subject of a verb of diplomacy that does not stand right before it, if its words tell which it is."""
    return _related(hit, scan) or _past_aside(hit, scan) or _went_on(hit, scan) or _joined(hit, scan)


def _joined(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return who joins others in saying something: "India joined Iran in deploring the raid"."""
    if not joins_in(hit, scan.slice(hit.clause, hit.start)):
        return None
    return next((a for a in scan.actors if hit.clause <= a.start < hit.start and not a.preposition), None)


def _related(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return whom a relative clause tells of: "met Baradar, who asked"."""
    whom = _RELATED.match(scan.slice(hit.clause, hit.start))
    end = hit.clause + whom.end() if whom else 0
    if not end or any(0 <= a.start - end <= _THE and a.end < hit.start for a in scan.actors):
        return None  # "the group, which Washington had put on its list"
    beside = [a for a in scan.actors if 0 <= end - a.end <= 8]
    return beside[-1] if beside and beside[-1].is_political else None


def _past_aside(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return the subject that an aside parts from its verb: "The envoy, who came from Kabul, urged"."""
    before, comma, tail = scan.slice(scan.sentence.body, hit.start).rpartition(",")
    if not comma or not _TAIL.fullmatch(tail):
        return None
    last = scan.sentence.body + len(before)
    for actor in scan.actors:
        if actor.end < last and not actor.preposition and _ASIDE.match(scan.slice(actor.end, last)):
            return actor
    return None


def _went_on(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return who spoke before and goes on to speak: "told reporters that … and warned"."""
    if hit.type not in SAYING or hit.is_infinitive or hit.is_modal or hit.is_ing:
        return None
    if not _GOES_ON.search(scan.slice(max(scan.sentence.body, hit.start - 40), hit.start)):
        return None
    spoke = [s.actor for s in scan.speeches if s.verb < hit.start and s.actor and s.actor.is_political]
    return spoke[-1] if spoke else None
