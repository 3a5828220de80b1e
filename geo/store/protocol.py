"""What every store promises: the same words, answers and errors. Contract tests hold each store to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from geo.model import Article, Event, Reading
from geo.store.query import Query


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its text. `events`, `mentions` and `unresolved` are numbers of what was read out of it."""

    id: str
    title: str
    publisher: str
    url: str
    published: date | None
    published_basis: str
    language: str
    events: int
    mentions: int
    unresolved: int
    licence: str = ""
    is_dataset: bool = False


class Put(NamedTuple):
    """How many events were new, changed, there already, and merged into another before (and so left alone)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    merged: int = 0


class Unresolved(NamedTuple):
    """A name without a place: how often it stands in the articles, and one passage where it does."""

    name: str
    mentions: int
    article_id: str
    sentence: str


class Store(Protocol):
    """Articles, what was read out of them, and their events. Every method may raise StoreError.

    A store may be asked from several threads at once; a reader never waits for a writer.
    """

    def put(self, reading: Reading, events: Iterable[Event]) -> None:
        """Keep a reading and the (merged) events it leads to, all or nothing; putting it again changes nothing.

        Events whose ids became `aliases` of another are replaced by it. Events that only this article told of, and
        that neither the reading nor `events` hold any more, are removed. Raises NotFound if an event reports an
        article that the store does not hold.
        """
        ...

    def put_events(self, source: Article, events: Iterable[Event]) -> Put:
        """Keep events that were imported from a data set, all or nothing; putting them again changes nothing.

        This is the way for many: events may come from a generator, and are kept in one transaction, in which other
        writers wait. Events that the data set does not hold any more stay. Events may also report articles: merged
        ones replace those under their `aliases`; an event whose own id was merged into another is left as it is.
        Raises ValueError if `source` is no data set, NotFound if an event reports an article that is not in the store.
        """
        ...

    def events(self, query: Query = ...) -> list[Event]:
        """Return the events that a query selects, the latest start first, undated last, then by id."""
        ...

    def count(self, query: Query = ...) -> int:
        """Return how many events a query selects, whatever its limit."""
        ...

    def event(self, event_id: str) -> Event:
        """Return an event by its id, or by the id of a report merged into it. Raises NotFound."""
        ...

    def article(self, article_id: str) -> Article:
        """Return an article with its text, exactly as it was put. Raises NotFound."""
        ...

    def articles(self) -> list[ArticleSummary]:
        """Return all articles, the latest first, undated last, then by id."""
        ...

    def reading(self, article_id: str) -> Reading:
        """Return what was read out of an article; its events are the store's merged ones. Raises NotFound."""
        ...

    def events_of_article(self, article_id: str) -> list[Event]:
        """Return the events that an article reports, in the order of their first passage in it."""
        ...

    def events_near(self, start: date | None, end: date | None, *, margin_days: int = ...) -> list[Event]:
        """Return the events that could be the same as one between two days: near in time, or of unknown date.

        None leaves a side open. Ordered as `events`.
        """
        ...

    def place_counts(self) -> Mapping[str, int]:
        """Return, by gazetteer id, how many events a place has a part in."""
        ...

    def border_distances(self) -> Mapping[str, float]:
        """Return, by gazetteer id, the km from each place in use to the frontier, as far as they are known."""
        ...

    def unresolved(self) -> list[Unresolved]:
        """Return the names that found no place, the most frequent first. Names inside organisations do not count."""
        ...

    @property
    def version(self) -> str:
        """A word that differs whenever the content does. Ask before `events` to label what they return."""
        ...

    @property
    def is_empty(self) -> bool:
        """True if no article was ever put."""
        ...

    def check(self) -> list[str]:
        """Return every fault found by going through the whole store; slow where it is large."""
        ...

    def close(self) -> None:
        """Let go of files and connections. A closed store raises StoreError."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
