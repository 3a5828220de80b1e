"""An event in the making: the phrases that tell it, and what one sentence says of its place, time, people and toll."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from geo.coding.actors import ActorMention
from geo.coding.sentences import Sentence
from geo.coding.stance import Hit
from geo.model import Count, EventPlace, EventType, Layer, Location, Status, When

_ONCE = re.compile(r"(?i)(?:after|since|when|once)\b")


@dataclass(eq=False)
class Draft:
    """What one sentence tells of one event. `only_adds`: too little to be an event by itself."""

    type: EventType
    mode: str
    hits: list[Hit]
    sentence: Sentence
    places: list[EventPlace] = field(default_factory=list)
    when: When | None = None
    initiators: list[ActorMention] = field(default_factory=list)
    targets: list[ActorMention] = field(default_factory=list)
    fatalities: Count | None = None
    injuries: Count | None = None
    status: Status = Status.HAPPENED
    is_aggregate: bool = False
    is_definite: bool = False
    only_adds: bool = False
    is_general: bool = False  # violence whose kind the words leave open
    is_summary: bool = False  # "seven killed in attacks in two districts": the story tells each
    shares_toll: bool = False  # its dead are told for several places together
    toll_adds: bool = False
    toll_is_total: bool = False
    toll_grows: bool = False  # they died later than those told before, or "also"
    toll_is_claimed: bool = False  # by those who say that they killed
    victims: frozenset[str] = frozenset()  # the words that say who died
    side: str = ""  # of a clash: "forces" or "foes", if all the dead are theirs
    has_own_date: bool = False
    attackers: int = 0  # dead among those who attacked: they count only as the highest number
    why: list[str] = field(default_factory=list)
    heard: Location | None = None  # where those sit who tell of it
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)  # the words that gave its date and tolls

    def __post_init__(self) -> None:
        self.layer: Layer = self.type.layer  # a better type is always one of the same layer

    def anew(self, **changes: Any) -> Draft:
        """Return another draft that says the same but for `changes`."""
        other = Draft.__new__(Draft)
        other.__dict__ = {**vars(self), **changes}
        return other

    @property
    def is_old_conquest(self) -> bool:
        """Whether ground was taken at some time before: "since the takeover", "After they captured Kabul"."""
        if self.type is not EventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY:
            return False
        clause = self.sentence.text[self.trigger.clause - self.sentence.start :]
        return not self.trigger.is_verb or _ONCE.match(clause) is not None

    @property
    def trigger(self) -> Hit:
        """The hit that decided the type."""
        return self.hits[0]
