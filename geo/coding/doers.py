"""Who can have done an incident: nobody is named as its initiator for having spoken of it, or for having been hit.

A wrong attacker is worse than none. What is not sure from words and kind is therefore left open.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.coding.actors import FORCES, ActorMention
from geo.coding.incidents import family
from geo.coding.lexicon import words
from geo.model import EventType

_CROWDS = frozenset({"people", "protester", "party", "tribe", "ngo"})
_ARMED = FORCES | {"armed_group", "tribe"}
_LOOSE = words("man men youth youths teenager teenagers boy boys woman")  # "two men on a motorcycle opened fire"
_CROWD_TYPES = frozenset({
    EventType.PEACEFUL_PROTEST, EventType.VIOLENT_DEMONSTRATION, EventType.MOB_VIOLENCE, EventType.LOOTING,
})  # fmt: skip
_BOMBS = frozenset({EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE, EventType.GRENADE})
_POLICED = frozenset({EventType.PROTEST_WITH_INTERVENTION, EventType.EXCESSIVE_FORCE, EventType.ARRESTS})
_OFFICES = frozenset({"government", "un", "igo"})


class Doers:
    """Chooses who did an incident among those that its phrases suggest; `things` are words for what can only be hit."""

    def __init__(self, things: Iterable[str]) -> None:
        self._things = frozenset(things)

    def can_act(self, actor: ActorMention) -> bool:
        """Return whether somebody could have done any incident at all: no building, no reporter, no minister."""
        if actor.kind == "media" or not self._things.isdisjoint(actor.name.lower().split()[-1:]):
            return False
        return actor.kind == "armed_group" or not (actor.is_person or is_office(actor))


def may_do(actor: ActorMention, event_type: EventType) -> bool:
    """Return whether somebody of this kind does what this type of incident is."""
    if event_type in _CROWD_TYPES:
        return actor.kind in _CROWDS or (event_type is EventType.LOOTING and actor.kind in _ARMED)
    if event_type in _POLICED:
        return actor.kind in FORCES or actor.kind == "government"
    if family(event_type) in ("violence", "abduction"):
        if event_type in _BOMBS and actor.kind not in ("armed_group", "people"):
            return False  # states bomb from the air
        loose = actor.kind == "people" and not _LOOSE.isdisjoint(actor.name.lower().split())
        return actor.kind in _ARMED or actor.kind in _OFFICES or loose
    return True


def is_office(actor: ActorMention) -> bool:
    """Return whether words name an office or officials, not the state itself: "officials", "the foreign ministry"."""
    return actor.kind in _OFFICES and actor.source == "role" and actor.name.lower() not in ("government", "authorities")
