"""What the coder decides about each phrase, told while it decides: for people who ask why a sentence gave no event.

Nobody listens by default: SILENT costs a call. `Notes` keeps every decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.model import Event

if TYPE_CHECKING:
    from geo.coding.draft import Draft
    from geo.coding.sentences import Sentence
    from geo.coding.stance import Hit

_CONDITIONS = {
    "place": "a place in the sentence",
    "place_next": "a place soon after it",
    "place_right": "a place right after it",
    "toll": "a number of dead or injured in the sentence",
    "date": "a date in the sentence",
    "crossing": "a border crossing in the sentence",
    "gateway": "a border crossing, or the town of one, in the sentence",
    "gateway_first": "a border crossing, or the town of one, right before it",
    "town_first": "a town as its subject, right before it",
    "parties": "two sides who meet",
    "statesman": "a statesman right behind it",
    "passive": "the passive voice",
    "own": "a word for the speaker's own side",
    "other": "another state right before it",
}


class Outcome(StrEnum):
    """What became of a phrase."""

    EVENT = "event"  # it made an event, or helped to
    GOES_ON = "goes on"  # it goes on telling an event of before
    DUPLICATE = "duplicate"  # its event was merged into another
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a phrase where it stands (article offsets), and why.

    `sentence` is its sentence's span, `type` the type that its row gives, `line` the row's line in triggers.csv.
    `words` are the spans of what decided: date, toll, injured. `event` is the id of the event it belongs to.
    """

    start: int
    end: int
    sentence: tuple[int, int]
    type: str
    line: int
    outcome: Outcome
    reason: str
    event: str = ""
    words: tuple[tuple[str, int, int], ...] = ()


class Trace:
    """Hears what the coder decides, and does nothing with it."""

    def left_out(self, hits: Hit | Iterable[Hit], sentence: Sentence, reason: str) -> None:
        """Hear that phrases of a sentence do not count."""

    def unfit(self, hit: Hit, sentence: Sentence, condition: str, *, needed: bool) -> None:
        """Hear that a condition of a phrase's row does not hold (`needed`), or one holds that must not."""

    def coded(self, reports: Iterable[Draft], event: Event) -> None:
        """Hear which event the reports of one thread became."""


SILENT = Trace()


class Notes(Trace):
    """Keeps every decision of one article."""

    def __init__(self) -> None:
        self._decisions: list[Decision] = []

    def left_out(self, hits: Hit | Iterable[Hit], sentence: Sentence, reason: str) -> None:
        """Keep why phrases do not count."""
        for hit in hits if isinstance(hits, Iterable) else (hits,):
            self._decisions.append(_decision(hit, sentence, Outcome.LEFT_OUT, reason))

    def unfit(self, hit: Hit, sentence: Sentence, condition: str, *, needed: bool) -> None:
        """Keep which condition of its row a phrase does not meet."""
        what = _said(condition)
        self.left_out(hit, sentence, f"its row needs {what}" if needed else f"its row does not count beside {what}")

    def coded(self, reports: Iterable[Draft], event: Event) -> None:
        """Keep which phrases made an event, and which went on telling it."""
        for index, draft in enumerate(reports):
            outcome = Outcome.GOES_ON if index else Outcome.EVENT
            reason = "it goes on telling what was told before" if index else "; ".join(event.why)
            words = tuple((what, *span) for what, span in draft.spans.items())
            for hit in draft.hits:
                one = _decision(hit, draft.sentence, outcome, reason)
                self._decisions.append(replace(one, event=event.id, words=words))

    def decisions(self, merged: Iterable[Event]) -> tuple[Decision, ...]:
        """Return the decisions in the order of the text, with the events that they led to when all were merged."""
        final = {name: event for event in merged for name in (event.id, *event.aliases)}
        return tuple(
            dict.fromkeys(_settled(one, final) for one in sorted(self._decisions, key=lambda d: (d.start, -d.end)))
        )


def _settled(one: Decision, final: dict[str, Event]) -> Decision:
    event = final.get(one.event)
    if event is None or event.id == one.event:
        return one
    outcome = Outcome.DUPLICATE if one.outcome is Outcome.EVENT else one.outcome
    reason = next((why for why in event.why if why.startswith("merged")), "merged with another report")
    return replace(one, event=event.id, outcome=outcome, reason=reason)


def _decision(hit: Hit, sentence: Sentence, outcome: Outcome, reason: str) -> Decision:
    told = hit.type.code if hit.type else "violence"
    span = (sentence.start, sentence.end)
    return Decision(hit.start, hit.end, span, told, hit.trigger.line, outcome, reason)


def _said(condition: str) -> str:
    what, _, value = condition.partition(":")
    kinds = value.replace("_", " ").replace("+", ", ")
    match what:
        case "word":
            return f"a word of the list {value!r} in the sentence"
        case "around":
            return f"a word of the list {value!r} in or before the sentence"
        case "initiator":
            return f"someone who does it: {kinds or 'anyone'}"
        case "target":
            return f"someone it is done to: {kinds or 'anyone'}"
    return _CONDITIONS.get(condition, condition)
