"""A phrase on its way to an event: who does it to whom, and which statement governs it."""

from __future__ import annotations

from geo.coding.actors import ActorMention
from geo.coding.grammar import Memory, initiator_of, target_of
from geo.coding.lazy import lazy
from geo.coding.scan import Scan
from geo.coding.stance import SAYING, Hit
from geo.model import EventType, Status

DEEDS = frozenset({EventType.AGREE, EventType.CONCEDE})


class Admitted:
    """A phrase that counts, who does it to whom, and the statement that governs it, if any.

    Who does it is looked for when first asked, because most phrases are soon left out.
    """

    def __init__(self, hit: Hit, scan: Scan, memory: Memory) -> None:
        self.hit = hit
        self.ruler: Hit | None = None
        self._scan = scan
        self._memory = memory

    @lazy
    def initiator(self) -> ActorMention | None:
        """Who does it."""
        return initiator_of(self.hit, self._scan, self._memory)

    @lazy
    def target(self) -> ActorMention | None:
        """Whom it befalls."""
        return target_of(self.hit, self._scan)

    @property
    def is_planned(self) -> bool:
        """Whether it is told as yet to come."""
        if self.hit.trigger.status is Status.PLANNED:
            return True
        hit = self.hit
        ruled = self.ruler is not None and self.ruler.type in (EventType.AGREE, EventType.CONCEDE)
        ruled = ruled and (hit.is_infinitive or hit.is_ing or not hit.is_verb)
        return (self.hit.is_modal or ruled) and (self.hit.type not in SAYING or self.is_act)

    @property
    def is_act(self) -> bool:
        """Whether a statement is a deed told as settled for a day to come: "will sign the accord on Monday"."""
        hit = self.hit
        return hit.type in DEEDS and hit.is_modal and hit.is_due and self.ruler is None and not hit.is_hypothetical
