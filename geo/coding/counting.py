"""Whose dead and hurt an event counts: those of both sides of a clash, but attackers only in the highest number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.actors import FORCES, ActorMention
from geo.coding.draft import Draft
from geo.coding.kinds import FORCE_WORDS, MILITANT_WORDS
from geo.coding.lexicon import words
from geo.coding.lists import RANKS
from geo.coding.tolls import Toll, apart
from geo.model import Count, EventType

_AGGRESSORS = words("attackers attacker assailants assailant bombers bomber hijackers")
_CLOSE = frozenset({EventType.SUICIDE_BOMB, EventType.ARMED_CLASH, EventType.ATTACK, EventType.ABDUCTION})
_UNARMED = frozenset(
    {
        EventType.PEACEFUL_PROTEST,
        EventType.PROTEST_WITH_INTERVENTION,
        EventType.VIOLENT_DEMONSTRATION,
        EventType.MOB_VIOLENCE,
    }
)
_REPULSED = re.compile(
    r"(?i)\b(?:(?:was|were|had been|been|is) (?:repulsed|repelled|foiled|thwarted)|beat(?:en)? (?:off|back)"
    r"|fought off|warded off|driven (?:off|back)|drove (?:off|back|them back))\b"
)
_MUTUAL = re.compile(
    r"(?i)\b(?:clash\w*|exchanges?|fire|fighting|fought|gun ?-?(?:battle|fight)s?|fire-?fights?|skirmish\w*|battles?"
    r"|encounters?|shoot-?outs?|operations?|ibos?|raids?|engagements?)\b"
)
_MARTYRED = re.compile(r"(?i)\b(?:martyr\w*|shahadat)\b")
_GOT_RID = re.compile(r"(?i)\b(?:neutrali[sz]ed|eliminated|to hell)\b")
_LATER_SAID = re.compile(
    r"(?i)\b(?:later|now|since then|by then|eventually)\b.{0,40}\b(?:said|says|put|confirmed|counted|spoke|gave|told)\b"
    r"|\b(?:revised|updated|final|latest)\b"
)


def count_people(draft: Draft, tolls: Sequence[Toll], agent: ActorMention | None, attackers: frozenset[str]) -> None:
    """Give a draft the dead and hurt that its sentence tells; `attackers` are the words for those who may attack."""
    deaths, theirs = _split(draft, [toll for toll in tolls if toll.is_death], agent, attackers)
    others = [toll for toll in deaths if toll not in theirs]
    draft.attackers = sum(toll.count.high or toll.count.best or 0 for toll in theirs)
    _count_dead(draft, others, agent)
    hurt = [toll for toll in tolls if not toll.is_death]
    if hurt:
        worst = max(hurt, key=_size)
        draft.injuries, draft.spans["injured"] = worst.count, (worst.start, worst.end)
        if draft.fatalities is None and not theirs and not deaths:
            draft.fatalities = Count(0, 0, None)
    if draft.fatalities is None and draft.type in _UNARMED:
        draft.fatalities = Count(0, 0, None)  # the dead of a march or a riot are told, if there are any


def _count_dead(draft: Draft, dead: Sequence[Toll], agent: ActorMention | None) -> None:
    told = [toll for toll in dead if not toll.is_claimed] or dead
    total = [toll for toll in told if toll.is_total] or [toll for toll in told if not toll.adds] or told
    if not total:
        return
    best = max(total, key=_size)
    draft.fatalities, draft.toll_adds, draft.toll_is_total = best.count, best.adds, best.is_total
    draft.toll_grows, draft.toll_is_claimed = best.grows, best.is_claimed
    draft.toll_is_total |= len(total) > 1 and _LATER_SAID.search(draft.sentence.text) is not None
    draft.spans["toll"] = best.start, best.end
    draft.victims = frozenset(best.victims)
    draft.side = _side(draft, best, agent)


def _side(draft: Draft, toll: Toll, agent: ActorMention | None) -> str:
    """Return whose dead of a clash a toll counts, as far as its words tell: the forces', or their foes'."""
    said = draft.sentence.text[toll.start - draft.sentence.start : toll.end - draft.sentence.start]
    forces = bool(draft.victims & (FORCE_WORDS | RANKS)) or _MARTYRED.search(said) is not None
    foes = bool(draft.victims & MILITANT_WORDS) or _GOT_RID.search(said) is not None
    foes |= not forces and _by_forces(draft, agent) and any(hit.is_verb and not hit.is_passive for hit in draft.hits)
    return "" if forces is foes else "forces" if forces else "foes"


def _split(
    draft: Draft, deaths: Sequence[Toll], agent: ActorMention | None, attackers: frozenset[str]
) -> tuple[Sequence[Toll], Sequence[Toll]]:
    """Return the dead of a sentence, and which of them came to attack."""
    # those who came to attack are told apart from whom they hit; both sides of a clash are its dead
    repulsed = _begins(draft, ("repuls", "repel", "foil", "thwart"))
    repulsed = repulsed or _REPULSED.search(draft.sentence.text) is not None
    foes = _AGGRESSORS if draft.type is EventType.ARMED_CLASH and not repulsed else attackers
    deaths = [part for toll in deaths for part in apart(toll, foes)]
    if draft.type not in _CLOSE:  # those whom a bomb or an aircraft kills did not attack with it
        return deaths, [toll for toll in deaths if _AGGRESSORS.intersection(toll.victims)]
    theirs = [toll for toll in deaths if attackers.intersection(toll.victims)]
    if len(theirs) == len(deaths) and _by_forces(draft, agent):
        theirs = theirs if _begins(draft, ("repuls", "repel", "foil")) else []
    others = [toll for toll in deaths if toll not in theirs]
    weak = all(hit.strength == "weak" for hit in draft.hits)
    clash = draft.type is EventType.ARMED_CLASH and not draft.is_definite and not weak
    storming = agent is not None and agent.kind == "armed_group"
    storming = storming and any(hit.is_verb and hit.type is None and not hit.is_passive for hit in draft.hits)
    if storming or (agent is None and any(_AGGRESSORS.intersection(toll.victims) for toll in theirs)):
        clash = False  # "two attackers were killed as well", "nine militants died after they stormed a base"
    if theirs and clash and not repulsed and not others:
        theirs = []
    return deaths, theirs


def _begins(draft: Draft, stems: tuple[str, ...]) -> bool:
    return any(hit.text.lower().startswith(stems) for hit in draft.hits)


def _size(toll: Toll) -> int:
    return toll.count.best or toll.count.low or 0


def _by_forces(draft: Draft, agent: ActorMention | None) -> bool:
    return agent is not None and agent.kind in FORCES and draft.type is EventType.ARMED_CLASH
