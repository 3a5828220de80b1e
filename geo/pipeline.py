"""The whole trip of an article, in a few lines; and of many into a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.codebook import Codebook, read_codebook
from geo.coding import Coder
from geo.dates import find_dates
from geo.errors import SourceError
from geo.gazetteer import Gazetteer, World, is_world, layered, read_gazetteer
from geo.merging import merge
from geo.model import Article, Reading
from geo.recognition import Recognizer
from geo.resolution import resolve

if TYPE_CHECKING:
    from geo.store import Store


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the service knows about the world, made ready for reading: read once, never changed."""

    gazetteer: Gazetteer
    codebook: Codebook
    recognizer: Recognizer
    coder: Coder


def load_knowledge(data: Path, gazetteer: Path | Sequence[Path] | None = None) -> Knowledge:
    """Return what `data` holds (gazetteer.csv, codebook/), or another gazetteer in its place.

    Several may be given: a CSV, which takes that place, and files of the world, which answer where it has no answer.
    Raises DataError with every fault of the files, SourceError if one cannot be read.
    """
    places = read_gazetteers([gazetteer] if isinstance(gazetteer, Path) else gazetteer or (), data / "gazetteer.csv")
    return equip(places, read_codebook(data / "codebook"))


def equip(gazetteer: Gazetteer, codebook: Codebook) -> Knowledge:
    """Return a gazetteer and a codebook made ready for reading."""
    return Knowledge(gazetteer, codebook, Recognizer(gazetteer, codebook), Coder(codebook, gazetteer))


def read_gazetteers(paths: Iterable[Path], shipped: Path) -> Gazetteer:
    """Return the gazetteer in a CSV, or the shipped one where none of the files is a CSV, with worlds under it.

    Raises DataError, SourceError; a second CSV is refused, because two might not agree.
    """
    paths = list(paths)
    worlds = [path for path in paths if is_world(path)]
    tables = [path for path in paths if path not in worlds]
    if len(tables) > 1:
        named = " and ".join(map(str, tables))
        raise SourceError(f"{named}: give one CSV at the most, beside files of `torkham gazetteer build-world`")
    return layered(read_gazetteer(tables[0] if tables else shipped), [World(path) for path in worlds])


def read(article: Article, knowledge: Knowledge) -> Reading:
    """Return the places and events an article tells of, each with its evidence."""
    mentions = knowledge.recognizer.find(article)
    locations = resolve(article, mentions, knowledge.gazetteer)
    dates = find_dates(article.text, article.published)
    events = merge(knowledge.coder.code(article, locations, dates))
    return Reading(article, mentions, locations, events)


def ingest(articles: Iterable[Article], knowledge: Knowledge, store: Store) -> Iterator[Reading]:
    """Read articles into the store, one transaction each, merging their events with those it has; yield each."""
    for article in articles:
        reading = read(article, knowledge)
        days = [day for event in reading.events for day in (event.when.start, event.when.end) if day]
        known = store.events_near(min(days), max(days)) if days else []
        others = [event for event in known if any(report.article_id != article.id for report in event.reports)]
        store.put(reading, merge([*others, *reading.events]))  # what it told when read before is told anew
        yield reading
