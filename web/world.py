"""What the pages speak of: the store, the gazetteer and the boundaries of one application, opened when first asked for.

Counts and publishers are kept until the store's version changes. When the gazetteer's file changes, a thread takes the
new one over (geo.live) and reads those articles anew that the edit touches; until then all is answered as before.
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from geo.boundaries import Boundaries
from geo.codebook import read_codebook
from geo.errors import BadQuery, DataError, TorkhamError
from geo.gazetteer import Gazetteer, read_common_words, read_gazetteer
from geo.gazetteer.differences import Difference, differences
from geo.gazetteer.rows import read_places
from geo.gazetteer.suggestions import Spelling, nearest
from geo.live import Live, State
from geo.model import Article, Event, Kind, Layer, Place, Problem
from geo.names import fold
from geo.pipeline import equip
from geo.rereading import reread, touched_articles
from geo.shipped import data_folder
from geo.store import Store, Unresolved, open_store, parse_query

T = TypeVar("T")
_HOME = ("PK", "AF")
_MOST_CHECKED = 3
_MOST_LOOKS = 600  # at a file that does not come to rest, before the next request has to ask again
_LINE = re.compile(r"line \d+")
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
    first: date | None
    last: date | None
    news_until: date | None
    latest: tuple[Event, ...]
    publishers: Mapping[str, str]
    place_counts: Mapping[str, int]
    border_km: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Edit:
    """The latest edit of the gazetteer that was taken over, and the articles that were read anew for it."""

    difference: Difference
    generation: int
    articles: list[str] = field(default_factory=list)


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

    def __init__(self, settings: Mapping[str, Any], clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.RLock()
        self._border_km: dict[tuple[float, float], float] = {}
        self._summary: Summary | None = None
        self._labels: tuple[int, list[tuple[int, Place]]] | None = None
        self._renewal: threading.Thread | None = None
        self._is_closed = threading.Event()
        self._owed: dict[str, None] = {}  # articles to be read anew, in order
        self._checked: dict[bytes, tuple[Problem, ...]] = {}  # by content, the latest last
        self._lost: tuple[tuple[int, str, int], list[tuple[Unresolved, tuple[Spelling, ...]]]] | None = None
        self.last_edit: Edit | None = None
        self.delay: str = ""  # why articles still wait to be read anew
        self.data = Path(settings["DATA"]) if settings["DATA"] else data_folder()
        self.gazetteer_path = Path(settings["GAZETTEER"]) if settings["GAZETTEER"] else self.data / "gazetteer.csv"

    @_once
    def boundaries(self) -> Boundaries:
        """Return the boundaries."""
        return Boundaries(self.data / "boundaries")

    @_once
    def live(self) -> Live[Gazetteer]:
        """Return the gazetteer as its file is watched. Raises DataError, SourceError."""
        return Live(
            self.gazetteer_path,
            lambda raw: read_gazetteer(self.gazetteer_path, raw),
            accept=self._accept,
            settle_s=self._settings["RELOAD_S"] or math.inf,
            clock=self._clock,
        )

    @property
    def gazetteer(self) -> Gazetteer:
        """Return the gazetteer that is served. Raises DataError, SourceError."""
        gazetteer: Gazetteer = self.live.value
        return gazetteer

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the faults of the gazetteer's file as it is: of the one that waits, or of the one that is served."""
        state = self.live.state
        if state.pending is None:
            return self._faults(state.raw)
        found = self._faults(state.pending.raw) if state.pending.raw else ()
        return (*(problem for problem in state.pending.problems if problem not in found), *found)

    def pending_difference(self) -> Difference | None:
        """Return how the file that waits differs from what is served, as far as it can be read; None if none waits.

        A row with a fault is in the list of problems, and does not count as removed.
        """
        state = self.live.state
        if state.pending is None or not state.pending.raw:
            return None
        try:
            read, _ = read_places(self.gazetteer_path, state.pending.raw)
        except DataError:
            return None
        found = differences(state.value.places, [place for _, place in read])
        lines = state.pending.raw.decode("utf-8", "replace").split("\n")
        begun = {line.partition(",")[0].strip(' "\ufeff') for line in lines}
        return replace(found, removed=tuple(place for place in found.removed if place.id not in begun))

    def unresolved(self, most: int) -> list[tuple[Unresolved, tuple[Spelling, ...]]]:
        """Return the most frequent names without a place, each with the nearest spellings of the gazetteer."""
        state, version = self.live.state, self.store.version
        if self._lost is None or self._lost[0] != (state.generation, version, most):
            lost = [(one, nearest(one.name, state.value)) for one in list(self.store.unresolved())[:most]]
            self._lost = ((state.generation, version, most), lost)
        return self._lost[1]

    def _faults(self, raw: bytes) -> tuple[Problem, ...]:
        """Return the faults of some content of the gazetteer's file; those of the latest contents are kept."""
        from geo.gazetteer import check_gazetteer

        if (known := self._checked.get(raw)) is not None:
            return known
        path = self.data / "common_words.csv"
        words = read_common_words(path) if path.exists() else ()
        found = tuple(check_gazetteer(self.gazetteer_path, self.boundaries, common_words=words, raw=raw))
        with self._lock:
            latest = list(self._checked.items())[1 - _MOST_CHECKED :]
            self._checked = {**dict(latest), raw: found}
        return found

    def _accept(self, old: State[Gazetteer], new: State[Gazetteer]) -> None:
        """Refuse a file that lost too much to be an edit, or has a fault that the one served has not.

        Raises DataError.
        """
        lost, most = len(old.value) - len(new.value), self._settings["MAX_ROWS_LOST"]
        say = ""
        if lost > most * len(old.value):
            say = f"{lost:,} of {len(old.value):,} rows are gone, more than {most:.0%}; is the file cut short? "
            say += "If that is meant, start the service again"
        elif old.raw.endswith(b"\n") and not new.raw.endswith(b"\n"):
            say = "the last line has no line end; is the file cut short?"
        if say:
            raise DataError([Problem(str(self.gazetteer_path), new.raw.count(b"\n") + 1, "", "", say)])
        known = {_wherever(problem) for problem in self._faults(old.raw)}
        if fresh := [problem for problem in self._faults(new.raw) if _wherever(problem) not in known]:
            raise DataError(fresh)

    def notice(self) -> None:
        """Let a thread take over an edited gazetteer, if there is one. Costs one look at the file a second."""
        if not hasattr(self, "_live") or self._is_closed.is_set() or not self.live.is_due:
            return
        with self._lock:
            if self._renewal is None or not self._renewal.is_alive():
                self._renewal = threading.Thread(target=self._renew_until_settled, daemon=True)
                self._renewal.start()

    def _renew_until_settled(self) -> None:
        for _ in range(_MOST_LOOKS):
            self.renew()
            if (self.live.is_settled and not self._owed) or self._is_closed.wait(self._settings["RELOAD_S"]):
                return

    def renew(self) -> bool:
        """Look at the gazetteer's file once; return whether another gazetteer is served since.

        Articles that its edit touches are read anew, one transaction each; where the store cannot be written now,
        the rest of them wait for the next look, and `delay` says why.
        """
        old = self.live.look()
        try:
            if old is not None:
                difference = differences(old.value.places, self.gazetteer.places)
                self.last_edit = Edit(difference, self.live.state.generation)
                self._owed |= dict.fromkeys(touched_articles(self.store, difference))
            if self._owed:
                knowledge = equip(self.gazetteer, read_codebook(self.data / "codebook"))
                for article_id in reread(self.store, tuple(self._owed), knowledge):
                    del self._owed[article_id]
                    if self.last_edit:
                        self.last_edit.articles.append(article_id)
            self.delay = ""
        except TorkhamError as error:
            self.delay = str(error)
        return old is not None

    @_once
    def store(self) -> Store:
        """Return the store. Raises StoreError."""
        return open_store(self._settings["STORE"], frontier_km=self.boundaries.frontier_km)

    @property
    def labels(self) -> list[tuple[int, Place]]:
        """Return the places whose names the map writes, each with its rank, the first to be written first."""
        state = self.live.state
        if self._labels is None or self._labels[0] != state.generation:
            west, south, east, north = MAPPED
            inside = [p for p in state.value.places if west <= p.lon <= east and south <= p.lat <= north]
            ranked = [(rank, place) for place in inside if (rank := label_rank(place, self.border_km))]
            ranked.sort(key=lambda pair: (pair[0], -(pair[1].population or 0), pair[1].id))
            self._labels = (state.generation, ranked)
        return self._labels[1]

    def close(self) -> None:
        """Let go of the store, if it was opened, once nobody reads articles anew any more."""
        self._is_closed.set()
        if self._renewal is not None:
            self._renewal.join(5)
        with self._lock:
            if store := getattr(self, "_store", None):
                store.close()

    def border_km(self, place: Place) -> float:
        """Return how far a place is from the frontier, in km, to 0.1."""
        known = self.summary().border_km.get(place.id)
        if known is None:  # no event of the store is there
            point = (place.lon, place.lat)  # not the id: an edit may move a place
            if point not in self._border_km:
                self._border_km[point] = self.boundaries.frontier_km(*point)
            known = self._border_km[point]
        return round(known, 1)

    def summary(self) -> Summary:
        """Return the figures of the store as it is now. Raises StoreError."""
        version = self.store.version
        if self._summary is None or self._summary.version != version:
            self._summary = _summary(self.store, version, self._settings["LATEST_EVENTS"])
        return self._summary

    def context(self) -> dict[str, Any]:
        """Return what the shapes of events need besides the event. Raises StoreError, DataError, SourceError."""
        return {
            "publishers": self.summary().publishers,
            "border_km": self.border_km,
            "capital": self.gazetteer.capital,
        }

    def articles_of(self, event: Event) -> dict[str, Article]:
        """Return the articles that report an event, by id."""
        return {report.article_id: self.store.article(report.article_id) for report in event.reports}

    @property
    def countries(self) -> dict[str, str]:
        """Return the names of countries by their ISO 3166-1 alpha-2 code."""
        return {place.country: place.name for place in self.gazetteer.places if place.kind is Kind.COUNTRY}


def _wherever(problem: Problem) -> tuple[str, str, str]:
    """Return a fault without its line, and without those that it tells of: rows above may come and go."""
    return problem.column, problem.value, _LINE.sub("line", problem.say)


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
    full = {place.id for place in here.gazetteer.candidates(asked)}
    found = {place.id: place for name in names if name.startswith(key) for place in names[name]}
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


def _summary(store: Store, version: str, latest: int) -> Summary:
    events = store.events(parse_query({}, limit=None))
    articles = store.articles()
    days = [day for event in events for day in (event.when.start, event.when.end) if day]
    return Summary(
        version=version,
        events=len(events),
        layers={str(layer): sum(event.layer is layer for event in events) for layer in Layer},
        articles=sum(not article.is_dataset for article in articles),
        first=min(days, default=None),
        last=max(days, default=None),
        news_until=max((article.published for article in articles if article.published), default=None),
        latest=tuple(events[:latest]),
        publishers={article.id: article.publisher for article in articles},
        place_counts=store.place_counts(),
        border_km=store.border_distances(),
    )
