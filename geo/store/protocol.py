"""What every store promises: the same words, answers and errors. Contract tests hold each store to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from geo.model import Article, Event, Reading
from geo.store.query import Query

ROW = (
    "id", "layer", "type", "sub_type", "title", "date_start", "date_end", "date_precision", "date_basis", "status",
    "is_aggregate", "confidence", "fatalities_low", "fatalities_best", "fatalities_high", "injuries_low",
    "injuries_best", "injuries_high", "place", "place_name", "role", "basis", "lon", "lat", "radius_km",
    "geo_precision", "country", "admin1", "admin2", "border_km", "actors", "sources", "licences", "reports",
)
COLUMNS = (*ROW, "fid", "code", "first_day", "last_day")  # the last two: proleptic ordinals of days


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one call may take. Each call that answers a query keeps to them; more raises BadQuery.

    `rows` and `bytes` cut a page short, which then says where to go on; `events` is the most that `events` gives at
    once. Checks, copies and writing take the time they need.
    """

    time_s: float = 10.0
    rows: int = 10_000
    bytes: int = 32 * 1024 * 1024
    events: int = 100_000


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


class Page(NamedTuple):
    """Some rows, and what to give as `after` for those that follow; empty at the end."""

    rows: list[tuple[Any, ...]]
    next: str


class EventPage(NamedTuple):
    """Some events, and what to give as `after` for those that follow; empty at the end."""

    events: list[Event]
    next: str


class Removal(NamedTuple):
    """An event that is gone, the id of the one it was merged into, or empty, and the `fid` that it had in rows."""

    id: str
    event: str
    fid: int


class ReadWith(NamedTuple):
    """What the articles of a store were read with: the gazetteer's CSV, byte by byte, and a digest of the codebook."""

    gazetteer: bytes
    codebook: str


class Unresolved(NamedTuple):
    """A name without a place of its own: how often it stands in the articles, and one passage where it does.

    `place` is the gazetteer id of what it was given for its place in that passage, or empty.
    """

    name: str
    mentions: int
    article_id: str
    sentence: str
    place: str = ""


class Totals(NamedTuple):
    """What a store holds, in a few figures. `first` and `last` are the days that its events span."""

    events: int
    layers: Mapping[str, int]
    articles: int
    first: date | None
    last: date | None
    news_until: date | None


class Store(Protocol):
    """Articles, what was read out of them, and their events. Every method may raise StoreError.

    A store may be asked from several threads at once; a reader never waits for a writer. Every answer is of one
    moment. What answers a query raises BadQuery where it takes longer, or is more, than the store's limits allow.
    """

    def put(self, reading: Reading, events: Iterable[Event]) -> None:
        """Keep a reading and the (merged) events it leads to, all or nothing; putting it again changes nothing.

        Events whose ids became `aliases` of another are replaced by it. Events that only this article told of, and
        that neither the reading nor `events` hold any more, are removed. Raises NotFound if an event reports an
        article that the store does not hold, ValueError if the article is a data set.
        """
        ...

    def put_events(self, source: Article | None, events: Iterable[Event]) -> Put:
        """Keep events that were imported from a data set, all or nothing; putting them again changes nothing.

        This is the way for many: events may come from a generator, and are kept in one transaction, in which other
        writers wait. Events that the data set does not hold any more stay. Events may also report articles: merged
        ones replace those under their `aliases`; an event whose own id was merged into another is left as it is.
        Where `source` is None, the store holds all that the events report. Raises ValueError if `source` is no data
        set, NotFound if an event reports an article that is not in the store.
        """
        ...

    def keep_only(self, source_id: str, events: Set[str]) -> int:
        """Take away what a data set told of all events but some, given by their ids or aliases; return of how many.

        Events that nothing else reports are removed. Raises NotFound, and ValueError if `source_id` is no data set.
        """
        ...

    def events(self, query: Query = ...) -> list[Event]:
        """Return the events that a query selects, the latest start first, undated last, then by id."""
        ...

    def page(self, query: Query = ..., *, after: str = "", since: str = "") -> EventPage:
        """Return one page of the events that a query selects, as `rows` does."""
        ...

    def rows(
        self, query: Query = ..., *, after: str = "", since: str = "", columns: Sequence[str] = ROW
    ) -> Page:
        """Return one page of the events that a query selects, as rows of plain values, in the order of their arrival.

        Many times faster than `events`. Going on from page to page gives every event that is there all the while
        exactly once, whatever else is put, changed, merged or removed meanwhile. A page may be shorter than the
        query's limit. `columns` are some of COLUMNS; days are ISO 8601 text. With `since`, a `version` of this store,
        only events that are new or changed after it. Raises BadQuery if `after` or `since` was never given by this
        store.
        """
        ...

    def numbered(self, fids: Sequence[int], columns: Sequence[str] = ROW) -> list[tuple[Any, ...]]:
        """Return the rows of events by their `fid`, in that order; those that are gone are left out."""
        ...

    def removals(self, since: str) -> list[Removal]:
        """Return the events that were there and are gone since a `version`, in the order of their ids.

        With rows(since=…) this keeps a mirror up to date: ask for `version` first, and for what changed since the
        last one. Raises BadQuery as `rows`.
        """
        ...

    def count(self, query: Query = ...) -> int:
        """Return how many events a query selects, whatever its limit."""
        ...

    def totals(self) -> Totals:
        """Return what the store holds, in a few figures."""
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
        """Return what was read out of an article; its events are the store's merged ones. Raises NotFound.

        Nothing was read out of a data set.
        """
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

    def unresolved(self, has_row: Callable[[str], bool] | None = None) -> list[Unresolved]:
        """Return the names that found no place, the most frequent first. Names inside organisations do not count.

        `has_row` tells whether a gazetteer has a name: then those that it has not are among them too, which were placed
        by what stands around them.
        """
        ...

    @property
    def version(self) -> str:
        """A word that differs whenever the content does. Ask before `events` to label what they return."""
        ...

    @property
    def changed_at(self) -> datetime:
        """When the content last changed, to the second, in UTC."""
        ...

    @property
    def is_empty(self) -> bool:
        """True if no article was ever put."""
        ...

    @property
    def read_with(self) -> ReadWith | None:
        """What all articles were read with; None if nobody noted it."""
        ...

    def note_read_with(self, read_with: ReadWith) -> None:
        """Note what all articles are read with now; the version stays."""
        ...

    def check(self) -> list[str]:
        """Return every fault found by going through the whole store; slow where it is large."""
        ...

    def backup(self, path: Path) -> None:
        """Write all of the store to a new GeoPackage, whole or not at all, while others go on reading and writing."""
        ...

    def close(self) -> None:
        """Let go of files and connections. A closed store raises StoreError."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def walk(store: Store, query: Query, *, since: str = "") -> Iterator[Event]:
    """Yield the events that a query selects, page by page, in the order of their arrival, up to the query's limit."""
    left, after = query.limit, ""
    while left is None or left > 0:
        page = store.page(replace(query, limit=left), after=after, since=since)
        yield from page.events
        after = page.next
        left = left and left - len(page.events)
        if not after:
            return
