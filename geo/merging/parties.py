"""The sides of two reports: whether the same people and states can have done the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from geo.model import Actor, ActorRole, Event, EventType
from geo.names import fold

# What states do together has no sides: who met whom may be told from either end.
_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.AGREEMENT,
                     EventType.ARMED_CLASH})  # fmt: skip
_OFFICES = frozenset({
    "administration", "agency", "air", "army", "authorities", "central", "command", "commission", "committee",
    "council",
    "department", "embassy", "emirate", "forces", "government", "group", "guards", "international", "islamic",
    "military", "minister", "ministry", "mission", "nations", "navy", "office", "official", "officials", "party",
    "police", "province", "spokesman", "spokesperson", "state", "states", "taliban", "troops", "union", "united",
})  # fmt: skip


class PartyLikeness(NamedTuple):
    """How much the sides speak for one event."""

    score: float
    reason: str = ""


class Side(NamedTuple):
    """Who stands on one side of an event, and their countries."""

    actors: tuple[Actor, ...]
    countries: frozenset[str]


class Sides(NamedTuple):
    """The sides of an event; `is_mutual`: what its type tells has none, so that only `everyone` counts."""

    is_mutual: bool
    everyone: Side
    initiators: Side
    targets: Side


def sides_of(event: Event) -> Sides:
    """Return the sides of an event."""
    initiators = [actor for actor in event.actors if actor.role is ActorRole.INITIATOR]
    targets = [actor for actor in event.actors if actor.role is ActorRole.TARGET]
    return Sides(event.type in _MUTUAL, _side(event.actors), _side(initiators), _side(targets))


def _side(actors: Sequence[Actor]) -> Side:
    return Side(tuple(actors), frozenset(actor.country for actor in actors if actor.country))


def compare_parties(one: Sides, other: Sides, *, verbal: bool) -> PartyLikeness | None:
    """Return how the sides of two events agree, None where they cannot be of one; an untold side says nothing."""
    if one.is_mutual or other.is_mutual:
        return _compare(one.everyone, other.everyone, mutual=True)
    initiators = _compare(one.initiators, other.initiators, statement=verbal)
    targets = _compare(one.targets, other.targets) if initiators is not None else None
    if initiators is None or targets is None:
        return None
    return PartyLikeness(initiators.score + targets.score / 2, initiators.reason or targets.reason)


def _compare(one: Side, other: Side, *, mutual: bool = False, statement: bool = False) -> PartyLikeness | None:
    """Compare two sides. Of what states do together, each report may tell but one; two people's words are two."""
    mine, theirs = one.actors, other.actors
    if not mine or not theirs:
        return PartyLikeness(0)
    countries, others = one.countries, other.countries
    if countries and others and (not countries & others or (mutual and countries - others and others - countries)):
        return None
    if any(_same(a, b) for a in mine for b in theirs):
        return PartyLikeness(1.5, "same actor")
    if statement and all(_is_person(actor) for actor in (*mine, *theirs)):
        return None
    if countries & others:
        return PartyLikeness(1, "same country acting")
    return PartyLikeness(-1)


def persons(event: Event) -> frozenset[str]:
    """Return the folded names of the people who act in an event."""
    return frozenset(fold(actor.name) for actor in event.actors
                     if actor.role is ActorRole.INITIATOR and _is_person(actor))


def _same(one: Actor, other: Actor) -> bool:
    a, b = _words(one.name), _words(other.name)
    if a == b:
        return True
    return (a < b or b < a) and _is_person(one) and _is_person(other)


def _is_person(actor: Actor) -> bool:
    """Say whether a name looks like a person's: written with capitals, and none of its words an office's."""
    words = actor.name.split()
    return len(words) > 1 and all(word[:1].isupper() or "-" in word for word in words) and not (
        _OFFICES & _words(actor.name))


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())
