"""Which kind of incident a group of phrases tells: what they name, weighed with who does it to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.actors import FORCES, ActorMention
from geo.coding.incidents import VIOLENCE, family
from geo.coding.lexicon import words
from geo.coding.moods import STREET
from geo.coding.stance import Hit
from geo.model import EventType

_DEADLY = re.compile(r"(?i)\b(?:kill|shot|shoot|execut|murder|behead|gun|bod(?:y|ies)\b|dead\b|slain|strangl)")
_FOILED = EventType.DISRUPTED_WEAPONS_USE
_IN_TIME = ("before", "without", "controlled")
_RANK = {event_type: rank for rank, event_type in enumerate((*STREET, *VIOLENCE))}
FORCE_WORDS = words(
    "soldiers soldier troops policemen policeman police officers officer guards guard "
    "personnel constables constable servicemen rangers commandos levies jawans recruits "
    "cadets khasadars paramilitary cop cops sepoy sepoys havildar naik naiks inspector inspectors sub-inspector "
    "captain lieutenant trooper troopers marines khasadar ranger"
)
_PROTESTERS = words("protesters protester protestors demonstrators demonstrator marchers")
_RIDING = words("travellers passengers civilians villagers women children drivers pilgrims traders motorists truckers")
_NO_MORE = words("former retired ex one-time bank private")  # a soldier of once, a guard of a company
MILITANT_WORDS = words(
    "militants militant terrorists terrorist insurgents insurgent rebels fighters attackers "
    "attacker khawarij separatists hijackers assailants bombers bomber gunmen infiltrators "
    "suspects khwarij kharijites commander commanders ringleader ringleaders "
    "wanted most-wanted taliban talibs abductors kidnappers dacoits outlaws robbers intruders intruder infiltrator"
)


def type_of(
    group: Sequence[Hit],
    agent: ActorMention | None,
    victim: ActorMention | None,
    victims: Sequence[str],
    carried: EventType | None,
    near_band: bool = False,
) -> tuple[EventType, bool]:
    """Return the type that the phrases of a group give, and whether they leave the kind of violence open."""
    told = _named(group, agent)
    if told == {EventType.PEACEFUL_PROTEST} and (turned := _turned(group, agent, victim, victims)) is not None:
        return turned, False
    if told == {EventType.LOOTING} and agent and agent.kind == "protester":
        return EventType.VIOLENT_DEMONSTRATION, False
    if _is_foiled(group, told, victims):
        return _FOILED, False
    if told and not _is_only_beside(group, told, agent, victims):
        best = min(told, key=lambda one: _RANK.get(one, 99))
        if best is EventType.ABDUCTION and EventType.ARMED_CLASH in told:
            stormed = any(hit.type is None and hit.is_verb and hit.strength != "weak" for hit in group)
            best = EventType.ARMED_CLASH if stormed or (agent and agent.kind in FORCES) else best
        return best, False
    if carried is not None:
        return carried, True
    return _by_target(agent, victim, victims, near_band), True


def _named(group: Sequence[Hit], agent: ActorMention | None) -> set[EventType]:
    """Return the types that the phrases of a group name, as far as their subject bears them out."""
    told = {hit.type for hit in group if hit.type is not None and hit.strength != "weak"}
    if len(told) > 1 and _is_loose(group, EventType.AIR_DRONE_STRIKE):
        told.discard(EventType.AIR_DRONE_STRIKE)
    street = [hit for hit in group if family(hit.type) == "street"]
    if EventType.ARRESTS in told and all(hit.is_definite and not hit.is_verb for hit in street):
        return {EventType.ARRESTS}  # "rounded up leaders of the sit-in"
    if {EventType.ARRESTS, EventType.PEACEFUL_PROTEST} <= told:
        return {EventType.PROTEST_WITH_INTERVENTION}  # "detained 20 people at a rally"
    if agent and agent.kind in FORCES and any(hit.type is not EventType.SUICIDE_BOMB for hit in group):
        told -= {EventType.SUICIDE_BOMB} if _names_attacker(group) else set()
    if agent and agent.kind in ("government", "army") and any(map(_bombs, group)):
        told = {EventType.AIR_DRONE_STRIKE if one is EventType.REMOTE_EXPLOSIVE else one for one in told}
    return told


def _is_only_beside(
    group: Sequence[Hit], told: set[EventType], agent: ActorMention | None, victims: Sequence[str]
) -> bool:
    """Return whether the one type that is named is but a part of the violence that the group tells of."""
    if told == {EventType.ABDUCTION}:
        return any(_kills(hit) for hit in group)  # "took nine passengers off a bus and shot them"
    if told == {EventType.LOOTING}:  # "torching eight vehicles and killing ten"
        return any(hit.type is None and hit.strength != "weak" for hit in group)
    if told != {_FOILED}:
        return False
    if MILITANT_WORDS.intersection(victims):
        return True  # "foiled an infiltration and killed 25 militants"
    by_forces = agent is not None and agent.kind in FORCES
    return by_forces and _infiltration(group) and any(_kills(hit) for hit in group)


def _is_foiled(group: Sequence[Hit], told: set[EventType], victims: Sequence[str]) -> bool:
    """Return whether it came to nothing: "the bomb squad defused a bomb", "was shot before he could detonate"."""
    foiled = [hit for hit in group if hit.type is _FOILED and hit.strength == "strong"]
    if not foiled or not told:
        return False
    if any(hit.text.lower().startswith(_IN_TIME) for hit in foiled):
        return True
    others = [hit for hit in group if hit.type is not _FOILED and hit.strength != "weak"]
    only_named = not any(hit.is_verb and (hit.type is None or hit.strength == "strong") for hit in others)
    return only_named and not victims


def _turned(
    group: Sequence[Hit], agent: ActorMention | None, victim: ActorMention | None, victims: Sequence[str]
) -> EventType | None:
    """Return what a gathering became by violence told in one breath with it, or None if it stayed peaceful."""
    violent = [hit for hit in group if hit.type is None and hit.strength != "weak"]
    if not violent:
        return None
    if agent is not None and (agent.kind in FORCES or agent.kind == "government"):
        return EventType.EXCESSIVE_FORCE
    if agent is not None and agent.kind == "armed_group":
        return EventType.ATTACK
    hurt = _PROTESTERS.intersection(victims) or (victim is not None and victim.kind == "protester")
    return EventType.EXCESSIVE_FORCE if hurt and (agent is None or agent.kind == "protester") else None


def _infiltration(group: Sequence[Hit]) -> bool:
    return any("infiltrat" in hit.text.lower() for hit in group)


def _names_attacker(group: Sequence[Hit]) -> bool:
    """Return whether suicide is told only of who was hit: "troops killed two suicide bombers"."""
    verb = min((hit.start for hit in group if hit.is_verb and hit.type is not EventType.SUICIDE_BOMB), default=None)
    bombers = [hit for hit in group if hit.type is EventType.SUICIDE_BOMB]
    if verb is None or any(hit.start < verb for hit in bombers):
        return False
    texts = [hit.text.lower() for hit in bombers]
    return all(text.rstrip("s").endswith(("bomber", "attacker")) for text in texts)


def _kills(hit: Hit) -> bool:
    return hit.type is None and hit.is_verb and hit.strength != "weak" and _DEADLY.search(hit.text) is not None


def _bombs(hit: Hit) -> bool:
    """Return whether a verb tells of bombing: a state bombs from the air, unless its words say otherwise."""
    return hit.trigger.phrase == "~bomb" and not hit.is_passive


def _is_loose(group: Sequence[Hit], event_type: EventType) -> bool:
    return all(hit.strength == "open" for hit in group if hit.type is event_type)


def _by_target(
    agent: ActorMention | None, victim: ActorMention | None, victims: Sequence[str], near_band: bool
) -> EventType:
    """Attacks on forces, and by forces on armed groups, are clashes; what hits anyone else is an attack."""
    if agent and agent.kind == "protester":
        return EventType.MOB_VIOLENCE
    if _NO_MORE.intersection(victims):
        return EventType.ATTACK
    if _PROTESTERS.intersection(victims) and (agent is None or agent.kind in FORCES):
        return EventType.EXCESSIVE_FORCE
    if victim and "convoy" in victim.name.lower() and _RIDING.intersection(victims):
        return EventType.ATTACK  # "15 travellers died when the convoy that they had joined was attacked"
    if FORCE_WORDS.intersection(victims) or (victim and victim.kind in FORCES):
        return EventType.ARMED_CLASH
    if MILITANT_WORDS.intersection(victims) or (victim and victim.kind == "armed_group"):
        return EventType.ARMED_CLASH
    if agent and agent.kind in FORCES and near_band:
        return EventType.ARMED_CLASH  # "police killed three men of a TTP-linked band"
    if (
        agent
        and agent.kind in FORCES
        and not victims
        and (victim is None or victim.kind not in ("people", "protester"))
    ):
        return EventType.ARMED_CLASH
    return EventType.ATTACK
