"""Who is together with whom: whether a sentence has two sides that can meet, and whether a verb takes a statesman.

Newspapers have no end of words for being together ("spent an hour", "shook hands", "had tea"). Which of them tells of
a meeting is decided by who stands around it: two states, or a statesman right behind "saw" or "rang".
"""

from __future__ import annotations

import re

from geo.coding.actors import ActorMention, is_both
from geo.coding.scan import Scan
from geo.coding.stance import Hit

_SPOKEN_OF = frozenset({"on", "about", "over", "against"})  # "talked about Kabul" is not with it
_TOGETHER = re.compile(
    r"(?i)\b(?:the|both|two|three|all|six) (?:other )?(?:two |three |four |six )?(?:rival |foreign |prime |opposing )?"
    r"(?:men|women|leaders|ministers|delegations|teams|negotiators|presidents|premiers|generals|envoys|officials"
    r"|countries|neighbou?rs|sides|governments|foes|rivals|counterparts)\b"
)
_PLURAL = re.compile(
    r"(?i)\b(?:delegations|ministers|presidents|premiers|negotiators|envoys|commanders|heads|officials)"
    r" (?:of|from|for)\b"
    r"|\b[A-Z]\w+ and [A-Z]\w+ (?:[a-z]+ )?(?:officials|delegations|ministers|presidents|diplomats|officers|teams"
    r"|negotiators|premiers|leaders|generals|envoys|delegates|colleagues|counterparts)\b"
)
_ENDEAVOUR = re.compile(  # "efforts to negotiate had failed"
    r"(?i)\b(?:efforts?|attempts?|bids?|hopes?|refusal|readiness|(?:un)?willingness|reluctance|chances?|desire"
    r"|failure) to (?:\w+ly )?$"
)
_LEADS_TO = re.compile(r"(?: (?:the|its|his|her|their|a|an|acting|then|former|Mr|Mrs|[\w-]+['’]s?|of))*(?: \w+)? ?")
_AUDIENCE = re.compile(r"(?i)\b(?:told|tells|telling|address(?:ed|es|ing)?) (?:a|an|the) (?:[\w-]+ ){0,2}[\w-]+$")
_INWARD = re.compile(
    r"(?i)\b(?:press|news|media|memorial|cabinet|party|public|budget|parliamentary|family|election|prayer|war)"
    r" (?:meeting|session|conference|gathering|sitting|talks?)$"
)
_OWN_PEOPLE = re.compile(
    r" (?:with )?(?:his|her|its|their) (?:[\w-]+ ){0,2}(?:chiefs|cabinet|commanders|generals|advis[eo]rs|aides"
    r"|ministers|governors|lawmakers|supporters|officers|troops|family|relatives|lawyers?)\b"
)
_AT_ONCE = 40  # characters between a verb and whom it takes


def in_company(what: str, hit: Hit, scan: Scan) -> bool:
    """Return whether two sides stand around a phrase (`parties`), or a statesman right behind it (`statesman`)."""
    return _has_parties(hit, scan) if what == "parties" else _takes_statesman(hit, scan)


def why_no_meeting(hit: Hit, scan: Scan) -> str:
    """Return why a word for a meeting tells of none between states, or an empty string."""
    if _INWARD.search(scan.slice(min(hit.start, hit.end - 30), hit.end)):
        return "it is a gathering of one's own, or of the press"
    if _OWN_PEOPLE.match(scan.slice(hit.end, hit.end + 48)):
        return "it is a gathering of one's own, or of the press"
    if hit.is_infinitive and _ENDEAVOUR.search(scan.slice(hit.clause, hit.start)):
        return "it is sought, not told as held"
    if _AUDIENCE.search(scan.slice(hit.start - 24, hit.end)):
        return "it is who was spoken to"
    return ""


def _has_parties(hit: Hit, scan: Scan) -> bool:
    """Return whether the sentence around a phrase names two who can meet, or several in one word."""
    sides: list[ActorMention] = []
    for actor in scan.actors:
        people = actor.source == "place" and actor.kind == "people"  # "the Americans"
        if not (actor.is_political or people) or actor.preposition in _SPOKEN_OF:
            continue
        if any(actor is speech.actor and speech.end <= hit.start for speech in scan.speeches):
            continue
        if is_both(actor):
            if hit.clause <= actor.start < hit.clause_end:
                return True
            continue
        if not any(_is_same(actor, side) for side in sides):
            sides.append(actor)
    if len(sides) > 1:
        return True
    text = scan.slice(hit.clause, hit.clause_end)
    return _TOGETHER.search(text) is not None or (bool(sides or scan.nations) and _PLURAL.search(text) is not None)


def _is_same(one: ActorMention, other: ActorMention) -> bool:
    """Return whether two names are of one side: of a state's own people, only those not told apart by name count."""
    if one.name == other.name:
        return True
    unnamed = not (one.is_person and other.is_person)
    return unnamed and bool(one.country) and one.country == other.country


def _takes_statesman(hit: Hit, scan: Scan) -> bool:
    """Return whether the object right behind a verb is a statesman: "saw Muttaqi", "rang his Tajik counterpart"."""
    for actor in scan.actors:
        if hit.end <= actor.start <= hit.end + _AT_ONCE:
            titled = actor.is_person or actor.has_office or actor.is_political
            fit = actor.kind in ("government", "army", "un", "igo") and not actor.preposition
            return titled and fit and _LEADS_TO.fullmatch(scan.slice(hit.end, actor.start)) is not None
    return False
