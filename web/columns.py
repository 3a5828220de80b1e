"""All events of the map in few bytes: columns, in which what many events share stands once.

web/static/js/columns.js puts them together again. Made from rows of the store, which is ten times as fast as from
events. Beside the rows stand arcs and other places of the latest diplomatic events; of all others only the main place
is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from geo.errors import NotFound
from geo.model import Event, Layer
from geo.store import Query
from web.shapes import PLACE_KINDS, arc, native_names, other_places
from web.world import World

LOOKED_THROUGH = 2_000  # of the latest diplomatic events, for arcs
_KIND = ("layer", "type", "sub_type", "date_precision", "date_basis", "status", "is_aggregate", "confidence", "reports")
_DEAD = ("fatalities_low", "fatalities_best", "fatalities_high")
_HURT = ("injuries_low", "injuries_best", "injuries_high")
_PLACE = ("place", "place_name", "country", "admin1", "admin2", "lat", "lon", "radius_km", "geo_precision", "role",
          "basis", "border_km")
ASKED = ("id", "title", "date_start", "date_end", *_KIND, *_DEAD, *_HURT, *_PLACE, "actors", "sources")


def columns(here: World) -> dict[str, Any]:
    """Return all events (see `packed`) and what the page says of them."""
    version = here.store.version  # before the rows: what comes meanwhile is asked for again
    told = packed(here, _pages(here), ways(here))
    until = here.summary().news_until
    return {"version": version, "count": len(told["columns"]["id"]), "news_until": until and until.isoformat(), **told}


def listed(here: World, fids: Sequence[int]) -> dict[str, Any]:
    """Return some events, by their numbers in the store (see `packed`)."""
    rows = here.store.numbered(fids, ASKED)
    return packed(here, [rows] if rows else [], ways(here))


def packed(here: World, pages: Iterable[list[tuple[Any, ...]]], ways: Mapping[str, Any]) -> dict[str, Any]:
    """Return rows of ASKED: `columns` hold a value for each event, or the number of one in `shared`."""
    shared: dict[str, _Shared] = {
        "kind": _Shared(_kind),
        "start": _Shared(lambda told: told[0]),
        "end": _Shared(lambda told: told[0]),
        "fatalities": _Shared(_toll),
        "injuries": _Shared(_toll),
        "place": _Shared(lambda told: _place(here, dict(zip(_PLACE, told, strict=True)))),
        "actors": _Shared(lambda told: [{"name": name, "role": "", "country": ""} for name in _names(told[0])]),
        "sources": _Shared(lambda told: _names(told[0]) or [None]),
    }
    parts = {"kind": _KIND, "start": ("date_start",), "end": ("date_end",), "fatalities": _DEAD, "injuries": _HURT,
             "place": _PLACE, "actors": ("actors",), "sources": ("sources",)}
    found: dict[str, list[Any]] = {"id": [], "title": [], **{name: [] for name in shared}}
    for page in pages:
        by_name = dict(zip(ASKED, zip(*page, strict=True), strict=True))
        found["id"] += by_name["id"]
        found["title"] += by_name["title"]
        for name, words in parts.items():
            found[name] += map(shared[name].__getitem__, zip(*(by_name[word] for word in words), strict=True))
    known = {event: ways[event] for event in found["id"] if event in ways}
    return {"columns": found, "shared": {name: one.things for name, one in shared.items()}, "ways": known}


def ways(here: World) -> dict[str, Any]:
    """Return the arc and the other places of each of the latest diplomatic events that has more than one."""
    return {event.id: {"arc": arc(event, here.gazetteer.capital), "also": other_places(event)}
            for event in travelling(here)}  # fmt: skip


def travelling(here: World) -> list[Event]:
    """Return those of the latest diplomatic events that have more than one place."""
    return list(_travelling(here, here.version))


@lru_cache(maxsize=2)
def _travelling(here: World, version: str) -> tuple[Event, ...]:
    events = here.store.events(Query(layer=(Layer.DIPLOMACY,), limit=LOOKED_THROUGH))
    return tuple(event for event in events if len(event.places) > 1)


def _kind(told: tuple[Any, ...]) -> dict[str, Any]:
    kind = dict(zip(_KIND, told, strict=True))
    return kind | {"is_aggregate": bool(kind["is_aggregate"]), "confidence": round(kind["confidence"], 3)}


class _Shared(dict[Any, int]):
    """Numbers what many events share, in the order in which it first comes; `things` are what is told of each."""

    def __init__(self, tell: Callable[[Any], Any]) -> None:
        super().__init__()
        self._tell = tell
        self.things: list[Any] = []

    def __missing__(self, thing: Any) -> int:
        number = self[thing] = len(self)
        self.things.append(self._tell(thing))
        return number


def _pages(here: World) -> Iterator[list[tuple[Any, ...]]]:
    after = ""
    while True:
        page = here.store.rows(Query(limit=None), after=after, columns=ASKED)
        if page.rows:
            yield page.rows
        after = page.next
        if not after:
            return


def _place(here: World, told: dict[str, Any]) -> dict[str, Any] | None:
    """Return a place as the map lists it; what the row does not say comes from the gazetteer."""
    if told["place"] is None:
        return None
    try:
        known = here.gazetteer.get(told["place"])
    except NotFound:
        known = None
    kind = str(known.kind if known else PLACE_KINDS[told["geo_precision"]])
    border = told["border_km"]
    return {
        **told,
        "id": told["place"],
        "name": told["place_name"].partition(" (")[0],  # as web.shapes.plain_name
        **(native_names(known) if known else {"native": None}),
        "kind": kind,
        "border_km": None if border is None else round(border, 1),
    }


def _toll(told: tuple[Any, ...]) -> dict[str, Any] | None:
    return None if told == (None, None, None) else dict(zip(("low", "best", "high"), told, strict=True))


def _names(joined: str | None) -> list[str]:
    return [name for name in dict.fromkeys((joined or "").split("; ")) if name]
