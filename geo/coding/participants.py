"""Who takes part in what a sentence tells of diplomacy: who speaks, who meets, to whom it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.actors import POLITICAL, ActorMention
from geo.coding.acts import same
from geo.coding.admitted import Admitted
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import EventType

_BY_SEVERAL = ("<accord>", "~agree", "signature(s)")
_SPOKEN_OF = frozenset({"on", "about", "over", "against", "from", "for"})  # "talks on the TTP" are not with it
_SENDS = re.compile(r"(?i)\b(?:send|sends|sent|sending|dispatch\w*)\b")
_TEAM = re.compile(r"(?i)\b(?:delegation|delegates|team|mission|envoys?)$")


def taking_part(group: Sequence[Admitted], scan: Scan, event_type: EventType) -> list[ActorMention]:
    """Who does it: the subject; for talks everyone political that the clause names."""
    out: list[ActorMention] = []
    for one in group:
        if one.initiator is not None and one.initiator.is_political:
            out.append(one.initiator)
    mutual = any(word in one.hit.trigger.phrase for one in group for word in _BY_SEVERAL)
    if event_type is EventType.CONSULT or (event_type is EventType.AGREE and mutual):
        clause = group[0].hit
        out += [
            a
            for a in scan.actors
            if a.is_political
            and a.kind != "party"
            and a.preposition not in _SPOKEN_OF
            and clause.clause <= a.start < clause.clause_end
            and not any(s.actor is a for s in scan.speeches)
        ]
    kept: list[ActorMention] = []
    for actor in out:
        if not any(same(actor, other) for other in kept):
            kept.append(actor)
    if all(one.hit.trigger.mode == "phone" and not one.hit.is_verb for one in group):
        return sorted(kept, key=lambda actor: actor.start)  # who rang stands before whom
    return _first_named(kept, scan)


def travellers(people: list[ActorMention], hit: Hit) -> list[ActorMention]:
    """Return who travels: of somebody who sends a delegation only that, for his state."""
    team = next((actor for actor in people if actor.source == "role" and _TEAM.search(actor.name)), None)
    if team is None or not people[0].is_person or not _SENDS.search(hit.text):
        return people
    return [team._replace(country=people[0].country), *(one for one in people[1:] if one is not team)]


def _first_named(kept: Sequence[ActorMention], scan: Scan) -> list[ActorMention]:
    """Return the actors with those of a list ("A, B and C agreed") in the order of the text, before all others."""
    chain = list(kept[:1])
    for actor in sorted(kept[1:], key=lambda one: -one.end):
        between = scan.slice(actor.end, chain[0].start)
        if actor.end <= chain[0].start and re.fullmatch(r",? (?:and )?(?:the )?", between):
            chain.insert(0, actor)
    return [*chain, *(actor for actor in kept if actor not in chain)]


def addressees(group: Sequence[Admitted], initiators: Sequence[ActorMention]) -> list[ActorMention]:
    """Return whom it is said or done to."""
    for one in group:
        if one.target is not None and one.target.kind in POLITICAL | {"people", "police", "protester"}:
            if any(same(one.target, actor) for actor in initiators):
                continue
            return [one.target]
    return []
