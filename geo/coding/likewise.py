"""Who says the same as another in one sentence: "Kabul and Tehran deplored it, as did the Security Council"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.coding.actors import ActorMention, is_both
from geo.coding.draft import Draft
from geo.coding.prepositions import AS_DID
from geo.coding.scan import Scan
from geo.model import EventType

_AND = re.compile(r"(?: (?:in|at) (?:[A-Z][\w-]+ ?){1,2})? ?(?:and|or|as well as) (?:the )?")
_LISTED = re.compile(r", (?:the )?$")
_IN_LIST = re.compile(r"\w, [\w .'’-]{2,40},? and (?:the )?$")
_TOO = re.compile(
    r" (?:(?:in \w+ )?(?:also |then |too )?(?:did|has done|had done) (?:so|the same|likewise)|followed suit"
    r"|said the same|did too|joined in|chimed in|echoed (?:him|her|it|them|that|the))\b"
)
_BESIDE = 30  # characters
_WITH = re.compile(r" (?:and|as well as) (?:the )?")


def each_speaker(draft: Draft, scan: Scan) -> list[Draft]:
    """Return a draft for each who speaks ("New Delhi and Kabul both denied it"); an accord is one of both."""
    if draft.type is EventType.AGREE or not draft.initiators:
        return [draft]
    first = draft.initiators[0]
    after = [draft.anew(initiators=[actor], places=[], why=list(draft.why)) for actor in _too(draft, first, scan)]
    for one in after:  # "did so in August"
        own = next((date for date in scan.dates if 0 <= date.start - one.initiators[0].end <= _BESIDE), None)
        one.when = own.when if own is not None else one.when
    opening = scan.slice(scan.sentence.body, first.start)
    if _LISTED.search(opening) or _IN_LIST.search(opening):
        return [draft, *after]  # a list of three or more speaks as one
    before = [
        draft.anew(initiators=[actor], places=[], why=list(draft.why))
        for actor in reversed(scan.actors)
        if actor.end <= first.start
        and not actor.preposition
        and _is_another(actor, first)
        and _AND.fullmatch(scan.slice(actor.end, first.start))
    ]
    return [*before, draft, *after]


def _too(draft: Draft, first: ActorMention, scan: Scan) -> Iterator[ActorMention]:
    """Yield those behind a statement who made it too: "…, as did Moscow and Beijing", "…; Tehran followed suit"."""
    told: ActorMention | None = None
    for actor in scan.actors:
        if actor.start < draft.trigger.end or not _is_another(actor, first):
            continue
        as_did = AS_DID.search(scan.slice(draft.trigger.end, actor.start)) is not None
        joined = told is not None and _WITH.fullmatch(scan.slice(told.end, actor.start)) is not None
        if as_did or joined or _TOO.match(scan.slice(actor.end, scan.sentence.end)):
            told = actor
            yield actor


def _is_another(actor: ActorMention, first: ActorMention) -> bool:
    """Return whether an actor speaks for another state or body than the first speaker."""
    if not actor.is_political or is_both(actor) or actor.name == first.name:
        return False
    if not actor.country and actor.kind in ("government", "army"):
        return False  # "the interior minister and the spy chief" are of one government
    return actor.country != first.country or not actor.country
