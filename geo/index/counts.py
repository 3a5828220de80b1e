"""How many events are selected: in all, for each value of each word, at each place, in each area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.index.arrays import Array
from geo.index.choice import Choice, Chunk

TOLLS = (1, 5, 10, 25, 50, 100)
BANDS_KM = tuple(range(5, 305, 5))
_KIND_WORDS = frozenset({"layer", "type", "status"})
_AREA_WORDS = frozenset({"country", "admin1", "admin2"})


@dataclass(frozen=True, slots=True)
class Shade:
    """An area with its events and the deaths told of them."""

    name: str
    country: str
    count: int
    deaths: int


def count(choice: Choice) -> int:
    """Return how many events are selected."""
    if choice.is_open:
        return choice.columns.size
    return sum(chunk.kept_size(chunk.keep()) for chunk in choice.chunks(choice.ranges()))


def deaths(choice: Choice) -> int:
    """Return how many deaths are told of the events selected."""
    told = np.array(choice.tables.deaths, np.int64)
    return sum(int(told.take(chunk.of(choice.columns.deaths, chunk.keep())).sum())
               for chunk in choice.chunks(choice.ranges()))  # fmt: skip


def facets(choice: Choice, most: int = 50) -> dict[str, dict[str, int]]:
    """Return, by query word, how many events each of its values would select beside the query's other words.

    Of sources and actors, the `most` frequent; "" is a source without a name. `min_fatalities` and `near_border_km`
    tell of some thresholds, and of that of the query. `all` tells, by word, how many events pass the other words.
    """
    found = _Facets(choice)
    for chunk in choice.chunks(choice.ranges()):
        found.add(chunk)
    return found.told(most)


class _Facets:
    """Adds up the values of events, each word's without its own test."""

    def __init__(self, choice: Choice) -> None:
        self.choice, tables, query = choice, choice.tables, choice.query
        self.kinds = np.zeros(len(tables.kinds), np.int64)
        self.areas = np.zeros(len(tables.areas), np.int64)
        self.sources = np.zeros(len(tables.sources), np.int64)
        self.actors = np.zeros(len(tables.actors), np.int64)
        self.deaths = np.zeros(len(tables.deaths), np.int64)
        self.precisions = np.zeros(5, np.int64)
        asked_km = query.near_border_km
        self.bands_km = sorted({*BANDS_KM, *([asked_km] if asked_km is not None else [])})
        self.bands = np.zeros(len(self.bands_km) + 1, np.int64)
        self.band = choice.index.bands(tuple(self.bands_km))
        self.tolls = sorted({*TOLLS, *([query.min_fatalities] if query.min_fatalities is not None else [])})

    def add(self, chunk: Chunk) -> None:
        """Add a chunk."""
        columns = self.choice.columns
        for counts, column, words in (
            (self.kinds, columns.kind, _KIND_WORDS),
            (self.sources, columns.sources, {"source"}),
            (self.actors, columns.actors, {"actor"}),
            (self.deaths, columns.deaths, {"min_fatalities"}),
        ):
            counts += np.bincount(chunk.of(column, chunk.keep(words)), minlength=len(counts))
        for counts, codes, words in (
            (self.areas, columns.area, _AREA_WORDS),
            (self.precisions, columns.precision, {"geo_precision"}),
            (self.bands, self.band, {"near_border_km"}),
        ):
            here = chunk.counts(chunk.keep(words))
            counts += np.bincount(codes[chunk.places], weights=here, minlength=len(counts)).astype(np.int64)

    def told(self, most: int) -> dict[str, dict[str, int]]:
        """Return what was added, in words."""
        choice, named = self.choice, self.choice.index.named
        deaths = np.array(choice.tables.deaths)
        codes: dict[str, Array] = {word: self.kinds * choice.kinds({word}) for word in ("layer", "type", "status")}
        codes["sub_type"] = codes["type"]
        codes |= {word: self.areas * choice.areas({word}) for word in sorted(_AREA_WORDS)}
        codes |= {"source": self.sources, "actor": self.actors}
        found = {word: named[word].spread(counts) for word, counts in codes.items()}
        if nameless := named["source"].unnamed(self.sources):
            found["source"][""] = nameless
        found |= {word: dict(Counter(found[word]).most_common(most)) for word in ("source", "actor")}
        found["geo_precision"] = {str(n): int(part) for n, part in enumerate(self.precisions) if n and part}
        found["min_fatalities"] = {str(least): int(self.deaths[deaths >= least].sum()) for least in self.tolls}
        below = np.cumsum(self.bands)[:-1].tolist()
        found["near_border_km"] = {f"{km:g}": n for km, n in zip(self.bands_km, below, strict=True)}
        others = codes | {"geo_precision": self.precisions, "min_fatalities": self.deaths, "near_border_km": self.bands}
        found["all"] = {word: int(counts.sum()) for word, counts in others.items()}
        return found


def sums(choice: Choice) -> tuple[Array, Array]:
    """Return how many single events, and how many totals, are selected at each place."""
    found = np.zeros((2, len(choice.columns.key)), np.int64)
    single, kinds = choice.index.is_single, choice.columns.kind
    for chunk in choice.chunks(choice.ranges()):
        kept = chunk.keep()
        found[0, chunk.places] = chunk.counts(kept)
        if not single.all():
            total = ~single.take(kinds[chunk.events])
            found[1, chunk.places] = chunk.counts(total if kept is None else kept & total)
    return found[0] - found[1], found[1]


def choropleth(choice: Choice, level: str) -> list[Shade]:
    """Return the events and deaths of each area of a level: country, admin1 or admin2."""
    columns, tables = choice.columns, choice.tables
    counts, deaths = np.zeros((2, len(tables.areas)))
    told = np.array(tables.deaths, np.float64)
    for chunk in choice.chunks(choice.ranges()):
        kept = chunk.keep()
        area = columns.area[chunk.places]
        here = chunk.counts(kept)
        counts += np.bincount(area, weights=here, minlength=len(counts))
        toll = told.take(chunk.of(columns.deaths, kept))
        deaths += np.bincount(np.repeat(area, here), weights=toll, minlength=len(counts))
    found: dict[tuple[str, str], list[Any]] = {}
    for inside, n, dead in zip(tables.areas, counts.tolist(), deaths.tolist(), strict=True):
        if n and (name := getattr(inside, level)):
            known = found.setdefault((name, inside.country), [0, 0])
            known[0] += int(n)
            known[1] += int(dead)
    return [Shade(*area, *known) for area, known in found.items()]
