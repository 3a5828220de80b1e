"""How well articles are read: what was found against what an annotator found.

A mention counts where its span overlaps an annotated one, and its place where it lies within the annotator's
tolerance (km on the ellipsoid). An event counts where layer, type, place and days agree; days may differ by one.
Each annotation pairs with one answer at the most, the best pairs first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from geo.errors import DataError, SourceError
from geo.model import Article, Event, Location, Problem, Reading, Role, Use

A = TypeVar("A")
B = TypeVar("B")

_SCORED = (Use.LITERAL, Use.METONYM)
_SLACK = timedelta(days=1)
_LONGEST_DAYS = 7  # an answer may be this long, or thrice as long as the annotated interval


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of right answers among those given (precision) and among those wanted (recall)."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Right answers among those given, 0 to 1."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right answers among those wanted, 0 to 1."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0


@dataclass(frozen=True, slots=True)
class Gold:
    """An article with what an annotator marked in it, as read from JSON (tests/gold/README.md tells the fields)."""

    article: Article
    mentions: tuple[Mapping[str, Any], ...]
    events: tuple[Mapping[str, Any], ...]


def read_gold(path: Path) -> list[Gold]:
    """Return the annotated articles of a JSON file, or of a folder's files named by a number, in order.

    Raises SourceError if there are none, DataError for a file that is not as expected.
    """
    files = sorted(p for p in path.glob("*.json") if p.stem.isdigit()) if path.is_dir() else [path]
    if not files:
        raise SourceError(f"{path}: no annotated articles here; files are named by a number, such as 50.json")
    return [_gold(file) for file in files]


def score(pairs: Iterable[tuple[Gold, Reading]]) -> dict[str, Figure]:
    """Return the figures over annotated articles and what was read in them."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold, reading in pairs:
        for name, right, given, wanted in (*_score_mentions(gold, reading), *_score_events(gold, reading)):
            counts.update({(name, "right"): right, (name, "given"): given, (name, "wanted"): wanted})
    names = dict.fromkeys(name for name, _ in counts)
    return {name: Figure(*(counts[name, part] for part in ("right", "given", "wanted"))) for name in names}


_Row = tuple[str, int, int, int]


def _score_mentions(gold: Gold, reading: Reading) -> Iterator[_Row]:
    wanted = [m for m in gold.mentions if m["use"] in _SCORED]
    unscored = [m for m in gold.mentions if m["use"] not in _SCORED]
    given = [at for at in reading.locations if at.mention.use in _SCORED]
    pairs = _pair(wanted, given, _overlap)
    paired = {id(at) for _, at in pairs}
    judged = [at for at in given if id(at) in paired or not any(_overlap(mark, at) for mark in unscored)]
    near = sum(_within(mark, at) for mark, at in pairs)
    yield "mentions", len(pairs), len(judged), len(wanted)
    yield "mentions at their place", near, len(judged), len(wanted)


def _score_events(gold: Gold, reading: Reading) -> Iterator[_Row]:
    given = [event for event in reading.events if not event.is_aggregate and event.main_place]
    wanted = [mark for mark in gold.events if not mark.get("optional")]
    optional = [mark for mark in gold.events if mark.get("optional")]
    for name, fits in (("events", _fits), ("events but for their type", _fits_but_type)):
        pairs = _pair(wanted, given, fits)
        paired = {id(event) for _, event in pairs}
        rest = [event for event in given if id(event) not in paired]
        excused = len(_pair(optional, rest, _fits_but_type))
        yield name, len(pairs), len(given) - excused, len(wanted)


def _pair(wanted: Sequence[A], given: Sequence[B], fit: Callable[[A, B], float]) -> list[tuple[A, B]]:
    """Return one-to-one pairs that fit, the best first; 0 is no fit."""
    fits = sorted(
        ((-found, w, g) for w, mark in enumerate(wanted) for g, answer in enumerate(given)
         if (found := fit(mark, answer))),
    )  # fmt: skip
    used: set[tuple[str, int]] = set()
    pairs = []
    for _, w, g in fits:
        if ("w", w) not in used and ("g", g) not in used:
            used |= {("w", w), ("g", g)}
            pairs.append((wanted[w], given[g]))
    return pairs


def _overlap(mark: Mapping[str, Any], at: Location) -> float:
    """Return how much two spans have in common, as a share of both together."""
    start, end = at.mention.start, at.mention.end
    common = min(mark["end"], end) - max(mark["start"], start)
    return float(max(0, common) / (max(mark["end"], end) - min(mark["start"], start)))


def _within(mark: Mapping[str, Any], at: Location) -> bool:
    from geopy.distance import geodesic  # slow to import, and only scores need it

    distance = geodesic((mark["lat"], mark["lon"]), (at.place.lat, at.place.lon)).km
    return bool(distance <= mark["tolerance_km"])


def _fits_but_type(mark: Mapping[str, Any], event: Event) -> float:
    """Return 1 or more where layer, place and days agree; more for the same days."""
    ways = (mark, *mark["also"])
    if not any(way["layer"] == event.layer for way in ways) or not event.main_place:
        return 0
    places = [place for place in mark["places"] if place["role"] != Role.ORIGIN]
    location = event.main_place.location
    if not any(_within(place, location) for place in places):
        return 0
    return _same_days(mark, event)


def _fits(mark: Mapping[str, Any], event: Event) -> float:
    """Return as `_fits_but_type`, but 0 unless the type agrees too; more for the first of the annotator's types."""
    ways = [(way["layer"], way["type"]) for way in (mark, *mark["also"])]
    mine = (event.layer, event.type.family)
    return _fits_but_type(mark, event) * (1 + (mine == ways[0])) if mine in ways else 0


def _same_days(mark: Mapping[str, Any], event: Event) -> float:
    if not event.when.start or not event.when.end:
        return 0
    first, last = date.fromisoformat(mark["date_start"]), date.fromisoformat(mark["date_end"])
    days = (event.when.end - event.when.start).days + 1
    overlaps = event.when.start <= last + _SLACK and event.when.end >= first - _SLACK
    if not overlaps or days > max(_LONGEST_DAYS, 3 * ((last - first).days + 1)):
        return 0
    return 2 if (event.when.start, event.when.end) == (first, last) else 1


def _gold(path: Path) -> Gold:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(fields["published"])
        article = Article(str(fields["id"]), fields["text"], title=fields.get("title", ""), published=published)
        return Gold(article, tuple(fields["mentions"]), tuple(fields["events"]))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (KeyError, TypeError, ValueError) as error:
        say = f"is not an annotated article: {type(error).__name__} {error}"
        raise DataError([Problem(str(path), 1, "", "", say)]) from None
