"""What an actor was on a day: the Taliban were an armed group before they were the government in Kabul."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.codebook import EraEntry
from geo.coding.actors import ActorMention


class Eras:
    """Knows which actors were something else until some day, by the rows of data/codebook/eras.csv."""

    def __init__(self, entries: Sequence[EraEntry] = ()) -> None:
        self._entries = {entry.name: entry for entry in entries}

    def then(self, actor: ActorMention, day: date | None) -> ActorMention:
        """Return an actor as it was on a day: with its name and kind of then, and without its later seat."""
        entry = self._entries.get(actor.name)
        if entry is None or day is None or day > entry.until:
            return actor
        return actor._replace(name=entry.was, kind=entry.kind, seat="", source="name")
