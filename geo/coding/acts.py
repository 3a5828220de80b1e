"""What one actor says or does on one occasion, put together, and apart from what else a sentence tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.actors import ActorMention
from geo.coding.admitted import Admitted
from geo.coding.nesting import holds
from geo.coding.occasions import appointment
from geo.coding.prepositions import HELD_AT, WHEN_HE
from geo.coding.scan import Scan
from geo.coding.stance import SAYING, Hit
from geo.model import EventType, Layer, Place

_VIEWS = SAYING - {EventType.AGREE, EventType.CONCEDE}  # of these a speaker utters one a sentence
_THERE = re.compile(r"(?:^|\b(?:in|at|to|into)) (?:the )?$")
_APART = re.compile(r"\b(?:while|whereas|after|before|followed|ahead of|including an?)\b")
_BUT = re.compile(r"\bbut (?:also |then |again |\w+ly )?$")
_ALSO = re.compile(r"\b(?:also|later|then|afterwards) $")  # "Dar, who landed in the morning, also called on Akhund"
_HELD_IN = re.compile(r" (?:held )?(?:in|at) (?:the )?")


def groups(told: Sequence[Admitted], scan: Scan) -> list[list[Admitted]]:
    """Put together what one actor says or does on one occasion."""
    out: list[list[Admitted]] = []
    for one in told:
        for group in reversed(out):
            if _together(group, one, scan):
                group.append(one)
                break
        else:
            out.append([one])
    for group in out:
        if all(one.hit.strength == "weak" for one in group):
            weak = [one.hit for one in group]
            scan.trace.left_out(weak, scan.sentence, "it only adds to another statement, and there is none")
    return [group for group in out if any(one.hit.strength != "weak" for one in group)]


def _together(group: Sequence[Admitted], one: Admitted, scan: Scan) -> bool:
    first = group[0]
    if first.hit.is_aggregate != one.hit.is_aggregate and first.hit.strength == one.hit.strength:
        return False
    types = {first.hit.type, one.hit.type}
    if len(types) > 1 and WHEN_HE.search(scan.slice(first.hit.end, one.hit.start)):
        return False  # "offered an inquiry when he met the envoy"
    if len(types) > 1 and appointment(one.hit, scan) is not None:
        return False
    if len(types) > 1 and _speak_apart(first, one, scan):
        return False
    if types == {EventType.CONSULT} or (
        types <= {EventType.CONSULT, EventType.AGREE}
        and not (one.hit.is_verb and one.hit.strength == "strong" and one.hit.type is EventType.AGREE)
        and not (len(types) > 1 and (_is_told_apart(first, one) or _at_talks(first.hit, one.hit, scan)))
    ):
        return not _separate(group, one.hit, scan)
    if len(types) > 1 and not types <= _VIEWS:
        return False
    if one.initiator is None and first.initiator is not None:
        return not same(first.initiator, envoy_in(one.hit, scan))  # "charged …, for which its envoy was called in"
    return same(first.initiator, one.initiator)


def envoy_in(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return the envoy whom the words of a phrase name: "the Afghan ambassador was summoned"."""
    return next((actor for actor in scan.actors if actor.start < hit.end and hit.start < actor.end), None)


def _speak_apart(first: Admitted, one: Admitted, scan: Scan) -> bool:
    """Return whether two voices speak, or one first so "but" then otherwise: "hailed the step but pressed for more"."""
    if not (_is_finite(first.hit) and _is_finite(one.hit)) or first.initiator is None or one.initiator is None:
        return False
    if first.initiator.start != one.initiator.start and first.initiator.name != one.initiator.name:
        return True
    if first.hit.trigger.mode == "disapprove" and one.hit.type is EventType.REJECT:
        deeds = (hit for hit in scan.hits if hit.layer is Layer.INCIDENT)
        return any(first.hit.end <= hit.start < one.hit.start for hit in deeds)  # "condemned the raid, denied a charge"
    return _BUT.search(scan.slice(first.hit.end, one.hit.start)) is not None


def _is_finite(hit: Hit) -> bool:
    """Return whether a verb tells by itself that somebody spoke."""
    return hit.is_verb and hit.strength == "strong" and not (hit.is_ing or hit.is_infinitive or hit.is_modal)


def _is_told_apart(first: Admitted, one: Admitted) -> bool:
    """Return whether two verbs have two subjects: "China offered to mediate and Mr Fidan telephoned both"."""
    verbs = first.hit.is_verb and one.hit.is_verb and one.hit.strength == "strong"
    return verbs and one.initiator is not None and not same(first.initiator, one.initiator)


def _at_talks(accord: Hit, talks: Hit, scan: Scan) -> bool:
    """Return whether states agreed at talks whose place is told: "agreed at a meeting in Kabul to extend the truce"."""
    if not accord.is_verb or accord.is_passive or talks.is_verb or accord.end > talks.start:
        return False
    if not HELD_AT.search(scan.slice(accord.end, talks.start)):
        return False
    return any(_HELD_IN.fullmatch(scan.slice(talks.end, place.mention.start)) for place in scan.places)


def _separate(group: Sequence[Admitted], right: Hit, scan: Scan) -> bool:
    between = scan.slice(group[-1].hit.end, right.start)
    if ";" in between or _APART.search(between):
        return True
    if right.is_verb and not right.trigger.mode and _ALSO.search(scan.slice(group[-1].hit.end, right.start)):
        return True
    if group[-1].hit.is_verb and right.is_verb and _have_days(group[-1].hit, right, scan):
        return True
    stays = (_where(one.hit, right.start, scan) for one in reversed(group))
    here, there = next(filter(None, stays), None), _where(right, right.clause_end, scan)
    return here is not None and there is not None and not (holds(here, there) or holds(there, here))


def _have_days(left: Hit, right: Hit, scan: Scan) -> bool:
    """Return whether each of two verbs has a day of its own: "who saw Zardari on Thursday, flies in today"."""
    days = [one.start for one in scan.dates if one.span_kind == "point"]
    between = any(left.end <= day < right.start for day in days)
    return between and any(right.start <= day < right.clause_end for day in days)


def _where(hit: Hit, until: int, scan: Scan) -> Place | None:
    """Return the place that a verb goes to or stays in: "visited Kabul", "met the army chief in Rawalpindi"."""
    if not hit.is_verb:
        return None
    ahead = (one for one in scan.places if hit.end <= one.mention.start < until)
    first = next((one for one in ahead if _THERE.search(scan.slice(hit.end, one.mention.start))), None)
    return first.place if first else None


def same(one: ActorMention | None, other: ActorMention | None) -> bool:
    """Return whether two actors are one, or speak for one state."""
    if one is None or other is None:
        return one is other
    return one.name == other.name or (bool(one.country) and one.country == other.country)
