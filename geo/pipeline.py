"""The whole trip of an article, in a few lines; and of many into a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.codebook import Codebook, read_codebook
from geo.coding import SILENT, Coder, Decision, Notes, Trace
from geo.dates import find_dates
from geo.errors import SourceError
from geo.gazetteer import Gazetteer, World, is_world, layered, read_gazetteer
from geo.merging import merge
from geo.model import Article, Event, Reading
from geo.recognition import Recognizer
from geo.resolution import resolve

if TYPE_CHECKING:
    from geo.store import Put, Store

_MONTH_DAYS = 31
_NEAR_DAYS = 3
_SOURCES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the service knows about the world, made ready for reading: read once, never changed."""

    gazetteer: Gazetteer
    codebook: Codebook
    recognizer: Recognizer
    coder: Coder


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was read out of one article, and the coder's decisions in the order of its text."""

    reading: Reading
    decisions: tuple[Decision, ...]


def load_knowledge(data: Path, gazetteers: Sequence[Path] = ()) -> Knowledge:
    """Return what `data` holds (gazetteer.csv, codebook/), or other gazetteers in the place of its own.

    Several may be given: a CSV, which takes that place, and files of the world, which answer where it has no answer.
    Raises DataError with every fault of the files, SourceError if one cannot be read.
    """
    return equip(read_gazetteers(gazetteers, data / "gazetteer.csv"), read_codebook(data / "codebook"))


def equip(gazetteer: Gazetteer, codebook: Codebook) -> Knowledge:
    """Return a gazetteer and a codebook made ready for reading."""
    return Knowledge(gazetteer, codebook, Recognizer(gazetteer, codebook), Coder(codebook, gazetteer))


def read_gazetteers(paths: Iterable[Path], shipped: Path) -> Gazetteer:
    """Return the gazetteer in a CSV, or the shipped one where none of the files is a CSV, with worlds under it.

    Raises DataError, SourceError.
    """
    table, worlds = table_and_worlds(paths, shipped)
    return layered(read_gazetteer(table), [World(path) for path in worlds])


def table_and_worlds(paths: Iterable[Path], shipped: Path) -> tuple[Path, list[Path]]:
    """Return which of some gazetteer files is the CSV, the shipped one if none is, and which hold the world.

    Raises SourceError; a second CSV is refused, because two might not agree.
    """
    paths = list(paths)
    worlds = [path for path in paths if is_world(path)]
    tables = [path for path in paths if path not in worlds]
    if len(tables) > 1:
        named = " and ".join(map(str, tables))
        raise SourceError(f"{named}: give one CSV at the most, beside files of `torkham gazetteer build-world`")
    return (tables[0] if tables else shipped), worlds


def read(article: Article, knowledge: Knowledge, trace: Trace = SILENT) -> Reading:
    """Return the places and events an article tells of, each with its evidence; `trace` hears why."""
    mentions = knowledge.recognizer.find(article)
    locations = resolve(article, mentions, knowledge.gazetteer)
    dates = find_dates(article.text, article.published)
    events = merge(knowledge.coder.code(article, locations, dates, trace))
    return Reading(article, mentions, locations, events)


def explain(article: Article, knowledge: Knowledge) -> Explanation:
    """Return what was read out of an article, with what was decided about every phrase of the codebook in it."""
    notes = Notes()
    reading = read(article, knowledge, notes)
    return Explanation(reading, notes.decisions(reading.events))


def absorb(source: Article | None, events: Iterable[Event], store: Store, *, merging: bool = True) -> Put:
    """Keep imported events, each made one with the event of an article that tells of the same, if there is one.

    Without `merging`, they stay apart. `source` is their data set, None if the store holds all that they report.
    """
    told = _ToldByArticles(store) if merging else None
    return store.put_events(source, map(told.united, events) if told else events)


class _ToldByArticles:
    """The events of a store that articles tell of, found by the days that they touch, and what they become."""

    def __init__(self, store: Store) -> None:
        from geo.store import Query

        self._events: dict[str, Event] = {}
        self._by_day: dict[int, set[str]] = defaultdict(set)
        texts = [article.id for article in store.articles() if not article.is_dataset and article.events]
        for start in range(0, len(texts), _SOURCES_AT_ONCE):
            query = Query(source=tuple(texts[start : start + _SOURCES_AT_ONCE]), limit=None)
            for event in store.events(query):
                self._keep(event)

    def _keep(self, event: Event) -> None:
        self._events[event.id] = event
        for day in _days(event):
            self._by_day[day].add(event.id)

    def united(self, event: Event) -> Event:
        """Return an event, or what it and that of an article are together."""
        ids = {key for day in _days(event) for key in self._by_day.get(day, ()) if key in self._events}
        if not ids:
            return event
        merged = merge([*(self._events[key] for key in sorted(ids)), event])
        both = next(one for one in merged if event.id in (one.id, *one.aliases))
        if both.id != event.id:
            for alias in both.aliases:
                self._events.pop(alias, None)
            self._keep(both)
        return both


def _days(event: Event) -> range:
    """Return the days that an event may be compared by, as ordinals; none for one that is dated to more than a month.

    Such an event is too vague to be made one with a row of a data set.
    """
    start, end = event.when.start, event.when.end
    if start is None or end is None or (end - start).days > _MONTH_DAYS:
        return range(0)
    return range(start.toordinal() - _NEAR_DAYS, end.toordinal() + _NEAR_DAYS + 1)


def ingest(articles: Iterable[Article], knowledge: Knowledge, store: Store) -> Iterator[Reading]:
    """Read articles into the store, one transaction each, merging their events with those it has; yield each."""
    for article in articles:
        reading = read(article, knowledge)
        keep(reading, store)
        yield reading


def keep(reading: Reading, store: Store) -> None:
    """Put a reading into the store, its events merged with those it has. Raises StoreError."""
    days = [day for event in reading.events for day in (event.when.start, event.when.end) if day]
    known = store.events_near(min(days), max(days)) if days else []
    others = [event for event in known if any(report.article_id != reading.article.id for report in event.reports)]
    store.put(reading, merge([*others, *reading.events]))  # what it told when read before is told anew
