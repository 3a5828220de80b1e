"""What an edit of the gazetteer does to articles: which of them it touches, and what is then read otherwise.

Articles are read with the old and the new knowledge; their texts decide, not what a store remembers of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from geo.errors import DataError
from geo.gazetteer.differences import Difference, differences, distance_km
from geo.gazetteer.rows import read_places
from geo.model import Article, Event, Location, Mention, Place, Reading, Use
from geo.names import fold
from geo.pipeline import Knowledge, read

if TYPE_CHECKING:
    from geo.store import ReadWith, Store

_LIKE = 72.0  # of 100: a name so like a changed one may be taken for it where nothing else fits


@dataclass(frozen=True, slots=True)
class Move:
    """A mention or an event whose place is another, or is nowhere, than before; `km` where both are somewhere."""

    article_id: str
    start: int
    end: int
    what: str  # the name as it stands in the text, or the event's title
    before: Place | None
    after: Place | None

    @property
    def km(self) -> float | None:
        """How far it moved, None if one end is missing."""
        return distance_km(self.before, self.after) if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit does to one article. In `mentions` a place that is None means: found, but not resolved."""

    article: Article
    mentions: tuple[Move, ...] = ()
    found: tuple[Mention, ...] = ()  # names that were none before
    lost: tuple[Mention, ...] = ()
    events: tuple[Move, ...] = ()
    appeared: tuple[Event, ...] = ()
    disappeared: tuple[Event, ...] = ()

    def __bool__(self) -> bool:
        return any((self.mentions, self.found, self.lost, self.events, self.appeared, self.disappeared))


class Touched:
    """Tells which articles an edit may touch, without reading them anew. It rather names one too many."""

    def __init__(self, difference: Difference) -> None:
        self._ids = difference.ids
        self._keys = sorted(difference.keys - {""})

    def reading(self, reading: Reading) -> bool:
        """Return whether a changed place or name had a part in what was read, or may have one now."""
        if any(not self._ids.isdisjoint(_ids_of(location)) for location in reading.locations):
            return True
        placed = {location.mention for location in reading.locations}
        lost = [fold(mention.text) for mention in reading.mentions if mention not in placed]
        likely = (process.extractOne(name, self._keys, scorer=fuzz.ratio, score_cutoff=_LIKE) for name in lost)
        if any(likely):
            return True
        text = fold(reading.article.text)
        return any(key in text for key in self._keys)


def effects(
    articles: Iterable[Article], difference: Difference, old: Knowledge, new: Knowledge
) -> Iterator[Effect]:
    """Yield what an edit does to each article; nothing, for those that it leaves alone."""
    touched = Touched(difference)
    for article in articles:
        before = read(article, old)
        yield effect(before, read(article, new)) if touched.reading(before) else Effect(article)


def effect(before: Reading, after: Reading) -> Effect:
    """Return what differs between two readings of one article."""
    old, new = _places(before), _places(after)
    both = [mention for mention in new if mention in old]
    same, gone, come = _paired(before.events, after.events)
    return Effect(
        before.article,
        tuple(_move(m, m.text, old[m], new[m]) for m in both if _is_elsewhere(old[m], new[m])),
        tuple(mention for mention in new if mention not in old),
        tuple(mention for mention in old if mention not in new),
        tuple(_event_move(one, other) for one, other in same if _is_elsewhere(_main(one), _main(other))),
        tuple(come),
        tuple(gone),
    )


def touched_articles(store: Store, difference: Difference) -> list[str]:
    """Return the ids of the articles of a store that an edit may touch. Raises StoreError."""
    if not difference:
        return []
    touched = Touched(difference)
    return [one.id for one in store.articles() if not one.is_dataset and touched.reading(store.reading(one.id))]


def outdated_articles(store: Store, path: Path, now: ReadWith) -> list[str]:
    """Return the ids of the articles that edits of the CSV at `path` may touch since they were read.

    An edit of the codebook may touch any. None are, if the store does not tell what they were read with. Raises
    StoreError.
    """
    before = store.read_with
    if before is None or before == now:
        return []
    if before.codebook not in ("", now.codebook):
        return [article.id for article in store.articles() if not article.is_dataset]
    return touched_articles(store, differences(places_in(path, before.gazetteer), places_in(path, now.gazetteer)))


def places_in(path: Path, raw: bytes) -> list[Place]:
    """Return the places in some content of the CSV at `path`, as far as this release can read it."""
    try:
        return [place for _, place in read_places(path, raw)[0]]
    except DataError:
        return []


def _ids_of(location: Location) -> list[str]:
    return [location.place.id, *(candidate.place.id for candidate in location.candidates)]


def _places(reading: Reading) -> dict[Mention, Place | None]:
    """Return the mentions that should have a place, as spans of the text, whatever their use."""
    placed = {location.mention: location.place for location in reading.locations}
    plain = {m: placed.get(m) for m in reading.mentions if m.use is not Use.ORGANISATION or m in placed}
    return {Mention(m.article_id, m.start, m.end, m.text): place for m, place in plain.items()}


def _telling(event: Event) -> tuple[object, ...]:
    """Return what an event is but for its place: where the text tells it, and as what."""
    return (event.type, event.mode, event.status, tuple((r.article_id, r.start, r.end) for r in event.reports))


def _paired(
    before: Iterable[Event], after: Iterable[Event]
) -> tuple[list[tuple[Event, Event]], list[Event], list[Event]]:
    """Return the events that both readings tell, in pairs, then those that only the first and only the second tell.

    One sentence may tell of two events of a type in two places: those that stayed in their place are paired first.
    """
    gone, come = list(before), list(after)
    same: list[tuple[Event, Event]] = []
    for must_stay in (True, False):
        for event in list(come):
            alike = (one for one in gone if _telling(one) == _telling(event))
            old = next((one for one in alike if not must_stay or _main(one) == _main(event)), None)
            if old is not None:
                gone.remove(old)
                come.remove(event)
                same.append((old, event))
    return same, gone, come


def _event_move(before: Event, after: Event) -> Move:
    report = after.reports[0]
    return Move(report.article_id, report.start, report.end, after.title, _main(before), _main(after))


def _is_elsewhere(before: Place | None, after: Place | None) -> bool:
    """Tell whether the place is another or its point is; that the same place is bigger now is no move."""
    if before is None or after is None:
        return before is not after
    return (before.id, before.lat, before.lon) != (after.id, after.lat, after.lon)


def _main(event: Event) -> Place | None:
    return event.main_place.location.place if event.main_place else None


def _move(mention: Mention, what: str, before: Place | None, after: Place | None) -> Move:
    return Move(mention.article_id, mention.start, mention.end, what, before, after)
