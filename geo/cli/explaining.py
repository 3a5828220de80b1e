"""`torkham parse --explain`: what was coded from each sentence and what was not, for a person to read."""

from __future__ import annotations

import shutil
import textwrap
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from geo.coding import Decision, Outcome
from geo.model import Basis, Count, Event, EventPlace

if TYPE_CHECKING:
    from geo.pipeline import Explanation

_MARKS = {Outcome.EVENT: "+", Outcome.GOES_ON: ">", Outcome.DUPLICATE: "=", Outcome.LEFT_OUT: "-"}
_COLOURS = {Outcome.EVENT: "green", Outcome.GOES_ON: "cyan", Outcome.DUPLICATE: "magenta", Outcome.LEFT_OUT: "yellow"}
_BASES = {Basis.NAMED: "named here", Basis.CARRIED: "named earlier", Basis.SEAT: "the speaker's seat"}


def report(explanation: Explanation) -> Iterator[str]:
    """Yield the lines of a report; colours are for a terminal, `click.echo` takes them out elsewhere."""
    article = explanation.reading.article
    told = _Told(explanation)
    day = f", {article.published}" if article.published else ""
    yield click.style(f"{plain(article.title or article.id)}  ({plain(article.id)}{day})", bold=True)
    for span, some in groupby(explanation.decisions, key=lambda one: one.sentence):
        yield ""
        yield from _wrapped(f"{told.line(span[0]):4}  ", plain(article.text[slice(*span)]))
        yield from told.sentence(list(some))
    yield ""
    yield told.sum()


def plain(text: str) -> str:
    """Return a text as one line that no terminal takes for a command: blanks made single, other signs taken out."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


class _Told:
    """Tells the decisions of one article, each event in full where it stands first."""

    def __init__(self, explanation: Explanation) -> None:
        self._text = explanation.reading.article.text
        self._decisions = explanation.decisions
        self._events = {event.id: event for event in explanation.reading.events}
        self._numbers = {event.id: number for number, event in enumerate(explanation.reading.events, 1)}
        self._lines = [at for at, char in enumerate(self._text) if char == "\n"]
        self._shown: set[str] = set()

    def line(self, start: int) -> int:
        return bisect_right(self._lines, start - 1) + 1

    def sentence(self, some: Sequence[Decision]) -> Iterator[str]:
        """Yield what was decided about the phrases of one sentence, alike ones together."""
        groups: dict[tuple[Outcome, str, str], list[Decision]] = defaultdict(list)
        for one in some:
            groups[one.outcome, one.event, one.reason if one.outcome is Outcome.LEFT_OUT else ""].append(one)
        for (outcome, event_id, reason), alike in groups.items():
            phrases = ", ".join(dict.fromkeys(self._phrase(one) for one in alike))
            mark = click.style(_MARKS[outcome], fg=_COLOURS[outcome], bold=True)
            if outcome is Outcome.LEFT_OUT:
                yield from _wrapped(f"      {mark} ", f"{phrases}: not coded, {reason}")
                continue
            event, number = self._events[event_id], self._numbers[event_id]
            if event_id not in self._shown and outcome is not Outcome.GOES_ON:
                self._shown.add(event_id)
                yield f"      {mark} " + click.style(f"event {number}: {plain(event.title)}", fg="green")
                yield from self._event(event, phrases)
                continue
            more = {Outcome.GOES_ON: "more of ", Outcome.DUPLICATE: "again "}.get(outcome, "")
            why = f"; {plain(alike[0].reason)}" if outcome is Outcome.DUPLICATE else ""
            yield from _wrapped(f"      {mark} ", f"{more}event {number}: {phrases}{why}")

    def _phrase(self, one: Decision) -> str:
        return f"'{plain(self._text[one.start : one.end])}' ({one.type}, triggers.csv:{one.line})"

    def _event(self, event: Event, phrases: str) -> Iterator[str]:
        yield from _row("type", f"{event.type.code}{f' ({event.mode})' if event.mode else ''}: {phrases}")
        for place in event.places:
            yield from _row(place.role.value, _place(place))
        if not event.places:
            yield from _row("place", "none is told: the event is listed, and has no pin")
        yield from _row("date", _date(event) + self._words(event, "date"))
        if event.fatalities:
            yield from _row("killed", _count(event.fatalities) + self._words(event, "toll"))
        if event.injuries:
            yield from _row("injured", _count(event.injuries) + self._words(event, "injured"))
        for actor in event.actors:
            yield from _row(actor.role.value, plain(actor.name) + (f" ({actor.country})" if actor.country else ""))
        aggregate = "; a total or a state, not one event" if event.is_aggregate else ""
        yield from _row("status", event.status.value + aggregate)
        yield from _row("sure", f"{event.confidence:.2f}: {plain('; '.join(event.why))}")

    def _words(self, event: Event, what: str) -> str:
        """Return the words that decided an aspect of an event, if its sentences gave them."""
        spans = (span for one in self._decisions if one.event == event.id for span in one.words)
        span = next(((start, end) for name, start, end in spans if name == what), None)
        return f", from '{plain(self._text[slice(*span)])}'" if span else ""

    def sum(self) -> str:
        left = sum(one.outcome is Outcome.LEFT_OUT for one in self._decisions)
        events = len(self._events)
        return f"{events} event{'s' * (events != 1)}; {left} phrase{'s' * (left != 1)} not coded"


def _row(name: str, value: str) -> Iterator[str]:
    yield from _wrapped(f"          {click.style(f'{name:<10}', dim=True)} ", value, 21)


def _wrapped(head: str, text: str, width: int = 0) -> Iterator[str]:
    """Yield a text in lines of the terminal's width, those after the first under the first."""
    inset = width or len(click.unstyle(head))
    columns = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))
    lines = textwrap.wrap(text, columns - inset) or [""]
    yield head + lines[0]
    yield from (" " * inset + line for line in lines[1:])


def _place(place: EventPlace) -> str:
    location = place.location
    why = f": {plain('; '.join(location.why))}" if location.why else ""
    said = f"{_BASES[place.basis]} as '{plain(location.mention.text)}'"
    return f"{plain(location.place.name)} ({location.place.id}), {said}, {location.score:.2f}{why}"


def _date(event: Event) -> str:
    when = event.when
    if when.start is None:
        return "none is told"
    days = f"{when.start}" if when.start == when.end else f"{when.start} to {when.end}"
    return f"{days} ({when.precision.value}, {when.basis.value})"


def _count(count: Count) -> str:
    if count.low == count.best == count.high:
        return f"{count.best}"
    told = (("at least", count.low), ("best", count.best), ("at most", count.high))
    return ", ".join(f"{word} {number}" for word, number in told if number is not None)
