"""What the pages speak of: the store, the gazetteer and the boundaries of one application, opened when first asked for.

Counts and publishers are kept until the store's version changes. When the gazetteer's file changes, a thread takes the
new one over (geo.live) and reads those articles anew that the edit touches; until then all is answered as before.
"""

from __future__ import annotations

import hashlib
import math
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from geo.boundaries import Boundaries
from geo.errors import BadQuery
from geo.gazetteer import Gazetteer
from geo.gazetteer.suggestions import Spelling, has_row, nearest
from geo.index import LiveIndex
from geo.model import Article, Event, Kind, Layer, Place
from geo.names import fold
from geo.pipeline import table_and_worlds
from geo.renewal import Message, Renewal, Task
from geo.served import ServedGazetteer
from geo.shipped import data_folder
from geo.store import ArticleSummary, Store, Unresolved, open_store, parse_query

T = TypeVar("T")
_RELEASE = metadata.version("torkham")
_HOME = ("PK", "AF")
_MOST_MAPS = 500  # small drawings that are kept
_POPULOUS = ((500_000, 2), (250_000, 3), (50_000, 4))  # people, rank of the label
NAMESAKE = "pk-torkham-crossing"  # the crossing that the service is named after
MAPPED = (40.0, 5.0, 100.0, 50.0)  # west, south, east, north: what the basemap draws in detail


@dataclass(frozen=True, slots=True)
class Summary:
    """What a store holds, in a few figures.

    `first` and `last` are the days its events span; `news_until` is the day of its latest article.
    """

    version: str
    events: int
    layers: Mapping[str, int]
    articles: int
    datasets: int
    credits: tuple[str, ...]
    first: date | None
    last: date | None
    news_until: date | None
    latest: tuple[Event, ...]
    publishers: Mapping[str, str]
    place_counts: Mapping[str, int]
    border_km: Mapping[str, float]


def _once(make: Callable[[World], T]) -> property:
    """Return a property whose value is made by one thread, at first use, and then kept."""
    name = f"_{make.__name__}"

    @wraps(make)
    def get(self: World) -> T:
        with self._lock:
            if not hasattr(self, name):
                setattr(self, name, make(self))
            value: T = getattr(self, name)
            return value

    return property(get)


class World:
    """The store and the knowledge of one application. Every property may raise what reading its file may raise."""

    def __init__(
        self,
        settings: Mapping[str, Any],
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[Task], Iterable[Message]] = Renewal,
    ) -> None:
        self._settings = settings
        self._clock, self._run = clock, run
        self._lock = threading.RLock()
        self._border_km: dict[tuple[float, float], float] = {}
        self._summary: Summary | None = None
        self._summing = threading.Lock()
        self._labels: tuple[int, list[tuple[int, Place]]] | None = None
        self._maps: dict[tuple[int, tuple[Place, ...]], str] = {}
        self._losing = threading.Lock()
        self._digest = (-1, "")  # of the gazetteer
        self._started_at = datetime.now(UTC).replace(microsecond=0)  # another release may answer otherwise
        self._lost: tuple[tuple[int, str, int], list[tuple[Unresolved, tuple[Spelling, ...]]]] | None = None
        self.data = Path(settings["DATA"]) if settings["DATA"] else data_folder()
        self.gazetteer_paths = gazetteer_paths(settings["GAZETTEER"])

    @_once
    def boundaries(self) -> Boundaries:
        """Return the boundaries."""
        return Boundaries(self.data / "boundaries")

    @_once
    def served(self) -> ServedGazetteer:
        """Return the gazetteer as its file is watched. Raises DataError, SourceError."""
        path, worlds = table_and_worlds(self.gazetteer_paths, self.data / "gazetteer.csv")
        return ServedGazetteer(
            path,
            worlds,
            self.data,
            self.boundaries,
            self._settings["STORE"],
            settle_s=math.inf if self._settings["RELOAD_S"] is None else self._settings["RELOAD_S"],
            most_lost=self._settings["MAX_ROWS_LOST"],
            clock=self._clock,
            run=self._run,
        )

    @property
    def gazetteer(self) -> Gazetteer:
        """Return the gazetteer that is served. Raises DataError, SourceError."""
        gazetteer: Gazetteer = self.served.state.value
        return gazetteer

    def unresolved(self, most: int) -> list[tuple[Unresolved, tuple[Spelling, ...]]]:
        """Return the most frequent names without a row, each with the nearest spellings of the gazetteer.

        While one thread looks for them anew, the others are given those of before.
        """
        state, version = self.served.state, self.store.version
        key = (state.generation, version, most)
        if (self._lost is None or self._lost[0] != key) and self._losing.acquire(blocking=self._lost is None):
            try:
                lost = self.store.unresolved(lambda name: has_row(name, state.value))[:most]
                self._lost = (key, [(one, nearest(one.name, state.value)) for one in lost])
            finally:
                self._losing.release()
        return self._lost[1] if self._lost else []

    def notice(self) -> None:
        """Let an edited gazetteer be taken over, if there is one and the gazetteer was asked for before."""
        if (served := getattr(self, "_served", None)) is not None:
            served.notice()

    @_once
    def store(self) -> Store:
        """Return the store. Raises StoreError."""
        return open_store(self._settings["STORE"], frontier_km=self.boundaries.frontier_km)

    @_once
    def index(self) -> LiveIndex:
        """Return the map index of the store. Raises StoreError."""
        named = self._settings["STORE"]
        return LiveIndex(self.store, None if "://" in str(named) else Path(f"{named}.index"))

    @property
    def version(self) -> str:
        """Return a word that differs whenever an answer may: by store, gazetteer or release. Raises as its files."""
        state = self.served.state
        if self._digest[0] != state.generation:
            self._digest = (state.generation, hashlib.sha256(state.raw).hexdigest()[:8])
        return f"{self.store.version}-{self._digest[1]}-{_RELEASE}"

    @property
    def changed_at(self) -> datetime:
        """Return when the content last changed, to the second, in UTC. Raises as its files."""
        at: datetime = self.store.changed_at
        return max(at, self._started_at)

    def look(self) -> str:
        """Return the version, and notice an edited gazetteer. Raises as its files."""
        self.notice()
        return self.version

    @property
    def labels(self) -> list[tuple[int, Place]]:
        """Return the places whose names the map writes, each with its rank, the first to be written first."""
        state = self.served.state
        if self._labels is None or self._labels[0] != state.generation:
            west, south, east, north = MAPPED
            inside = [p for p in state.value.places if west <= p.lon <= east and south <= p.lat <= north]
            border_km = self._distances()
            ranked = [(rank, place) for place in inside if (rank := label_rank(place, border_km))]
            ranked.sort(key=lambda pair: (pair[0], -(pair[1].population or 0), pair[1].id))
            self._labels = (state.generation, ranked)
        return self._labels[1]

    def kept_map(self, places: tuple[Place, ...], draw: Callable[[], str]) -> str:
        """Return the drawing of where some places lie, drawn once for each gazetteer that is served."""
        key = (self.served.state.generation, places)
        if key not in self._maps:
            if len(self._maps) >= _MOST_MAPS:
                self._maps = {}
            self._maps[key] = draw()
        return self._maps[key]

    def close(self) -> None:
        """Let go of the store, if it was opened, once nobody reads articles anew any more."""
        if (served := getattr(self, "_served", None)) is not None:
            served.close()
        with self._lock:
            if store := getattr(self, "_store", None):
                store.close()

    def border_km(self, place: Place) -> float:
        """Return how far a place is from the frontier, in km, to 0.1."""
        return self._distances()(place)

    def _distances(self) -> Callable[[Place], float]:
        """Return what tells of many places how far they are from the frontier, while the store is asked but once.

        Each question to the store lets other threads go first: hundreds of them in one answer would make it wait long.
        """
        known = self.summary().border_km

        def border_km(place: Place) -> float:
            km = known.get(place.id)
            if km is None:  # no event of the store is there
                point = (place.lon, place.lat)  # not the id: an edit may move a place
                if point not in self._border_km:
                    self._border_km[point] = self.boundaries.frontier_km(*point)
                km = self._border_km[point]
            return round(km, 1)

        return border_km

    def summary(self) -> Summary:
        """Return the figures of the store as it is now. Raises StoreError."""
        with self._summing:  # one thread counts, the others wait for it
            version = self.store.version
            if self._summary is None or self._summary.version != version:
                self._summary = _summary(self.store, version, self._settings["LATEST_EVENTS"])
            return self._summary

    def context(self) -> dict[str, Any]:
        """Return what the shapes of events need besides the event. Raises StoreError, DataError, SourceError."""
        return {
            "publishers": self.summary().publishers,
            "border_km": self._distances(),
            "capital": self.gazetteer.capital,
        }

    def articles_of(self, event: Event) -> dict[str, Article]:
        """Return the articles that report an event, by id."""
        return {report.article_id: self.store.article(report.article_id) for report in event.reports}

    @property
    def countries(self) -> dict[str, str]:
        """Return the names of countries by their ISO 3166-1 alpha-2 code."""
        return {place.country: place.name for place in self.gazetteer.places if place.kind is Kind.COUNTRY}


def gazetteer_paths(setting: Any) -> list[Path]:
    """Return the files that the setting GAZETTEER names: None, a path, several in a text as in PATH, or a list."""
    if isinstance(setting, Path):
        return [setting]
    return [Path(one) for one in (setting.split(os.pathsep) if isinstance(setting, str) else setting or ()) if one]


def world() -> World:
    """Return the world of the application that answers."""
    found: World = current_app.extensions["torkham.world"]
    return found


def no_words_but(given: Iterable[str], *known: str) -> None:
    """Raise BadQuery for the first query word that a page does not know."""
    for word in given:
        if word not in known:
            there = f"known here: {', '.join(known)}" if known else "none is known here"
            raise BadQuery(f"unknown query word {word!r}; {there}")


def find_places(here: World, asked: str, most: int) -> list[tuple[Place, int]]:
    """Return up to `most` places with their number of events: full matches of the name first, then beginnings."""
    key = fold(asked)
    if not key:
        return []
    names = here.gazetteer.names
    full = {place.id: place for place in here.gazetteer.candidates(asked)}  # of the world too, where there is one
    found = full | {place.id: place for name in names if name.startswith(key) for place in names[name]}
    ranked = sorted(
        found.values(),
        key=lambda place: (place.id not in full, place.country not in _HOME, -(place.population or 0), place.id),
    )
    counts = here.summary().place_counts
    counted = [(place, counts.get(place.id, 0)) for place in ranked[:most]]
    return sorted(counted, key=lambda pair: (pair[0].id not in full, -pair[1]))


def label_rank(place: Place, border_km: Callable[[Place], float]) -> int | None:
    """Return how early a place is written on the map, 1 to 5, or None for never.

    Closeness to the frontier counts like size: this is a map of the frontier.
    """
    match place.kind:
        case Kind.COUNTRY:
            return 1
        case Kind.PROVINCE:
            return 3 if place.country in _HOME else None
        case Kind.DISTRICT:
            return 5 if place.country in _HOME else None
        case Kind.BORDER_CROSSING:
            return 1 if place.id == NAMESAKE else 2 if border_km(place) <= 5 else 4
        case Kind.CITY | Kind.TOWN:
            return _town_rank(place, border_km)
    return None


def _town_rank(place: Place, border_km: Callable[[Place], float]) -> int | None:
    if place.capital_of:
        return 1
    people = place.population or 0
    rank = next((rank for least, rank in _POPULOUS if people >= least), 5)
    if place.country not in _HOME:
        return rank + 1 if rank < 4 else None
    return max(rank - (border_km(place) <= 100) - (people >= 10_000_000), 1)


def _credit(dataset: ArticleSummary) -> str:
    """Return what is to be said of a data set wherever its events are shown."""
    return f"Events: {dataset.publisher or dataset.title}" + (f", {dataset.licence}" if dataset.licence else "")


def _summary(store: Store, version: str, latest: int) -> Summary:
    totals, articles = store.totals(), store.articles()
    return Summary(
        version=version,
        events=totals.events,
        layers={str(layer): totals.layers.get(str(layer), 0) for layer in Layer},
        articles=sum(not article.is_dataset for article in articles),
        datasets=sum(article.is_dataset for article in articles),
        credits=tuple(_credit(article) for article in articles if article.is_dataset),
        first=totals.first,
        last=totals.last,
        news_until=totals.news_until,
        latest=tuple(store.events(parse_query({}, limit=latest))),
        publishers={article.id: article.publisher for article in articles},
        place_counts=store.place_counts(),
        border_km=store.border_distances(),
    )
