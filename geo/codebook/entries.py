"""What the rows of the codebook say: triggers, actors, roles, titles and word lists, frozen as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from geo.codebook.phrases import Phrase
from geo.model import EventType, Status


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that tells of an event. `type` is None for violence whose target decides the type.

    `matcher` is the phrase made ready. A strong phrase is an event by itself, an open one needs a place, a date or a
    toll beside it, a weak one only adds to another. `needs` and `unless` are conditions. `is_turned`: the passive of a
    row that is written active ("an accord was signed").
    """

    type: EventType | None
    mode: str
    kind: str
    phrase: str
    matcher: Phrase
    strength: str
    status: Status | None
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    line: int
    is_turned: bool = False

    @property
    def is_of_crossing(self) -> bool:
        """Whether it tells of a way across a border: that it opens or closes, or who may pass."""
        return _is_of_crossing(self.needs)


@cache
def _is_of_crossing(needs: tuple[str, ...]) -> bool:
    return any("crossing" in need or need.startswith("gateway") for need in needs)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A named actor: a government, group, mission or person. `seat` is the gazetteer id where it speaks from."""

    id: str
    name: str
    variants: tuple[str, ...]
    kind: str
    country: str
    seat: str
    side: str


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A common noun for people or an office, and what kind of actor it is; `forms` are its spellings in full."""

    phrase: str
    forms: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class EraEntry:
    """What the actor `name` was up to and including a day: its name and kind of then, with no seat."""

    name: str
    until: date
    was: str
    kind: str


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """What a title says of a type where one of `words` stands in the trigger (no words: always).

    `alone` goes without an object, `toward` before one; `unnamed` stands for the whole where nobody is told to do it.
    """

    type: EventType
    words: tuple[str, ...]
    alone: str
    toward: str
    unnamed: str = ""


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """What a title says a statement is about, where one of `words` stands in its sentence."""

    topic: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the rules of recognition and coding know. `words` maps a list's name to its words, as written."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    titles: tuple[TitleEntry, ...] = ()
    topics: tuple[TopicEntry, ...] = ()
    eras: tuple[EraEntry, ...] = ()

    def list(self, name: str) -> frozenset[str]:
        """Return the words of a list; an unknown list is empty."""
        return self.words.get(name, frozenset())
