"""What the map asks of many events: all of them in few bytes; for a view, marks, bars, counts and a list.

The query words are those of everywhere, and besides them `type=none` and `status=none`, which nothing passes. `bbox` is
what the map shows. A page that holds all events by itself answers the same (web/static/js/held.js).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache, wraps
from typing import Any, NamedTuple

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request

from geo.errors import BadQuery
from geo.index import (
    ORDERS,
    UNITS,
    Choice,
    at_places,
    choropleth,
    chosen,
    clusters,
    count,
    deaths,
    facets,
    hexagons,
    histogram,
    listed,
    sums,
)
from geo.names import fold
from geo.store import Query, parse_query
from web import columns
from web.legend import REGION
from web.shapes import event_json
from web.spots import Spots, spots
from web.wording import UNNAMED
from web.world import World, no_words_but, world

counting = Blueprint("counting", __name__, url_prefix="/api")
MAX_ZOOM = 22
LEVELS = ("country", "admin1", "admin2")
MOST_VALUES = 200  # of a source or actor
MOST_AREAS = 600  # drawn as shapes
_EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
_KEPT = 32  # choices of events by words that the index does not know
Answer = Callable[[], dict[str, Any]]


def told(answer: Answer) -> Callable[[], Response]:
    """Tell what an address answers with the version that it is of, or 304 if the asker has it already.

    What an index tells while the next one is made is for now, and not to be kept.
    """

    @wraps(answer)
    def view() -> Response:
        here = world()
        version = here.index.current().tables.version
        tag = hashlib.sha256(f"{request.full_path} {version}".encode("utf-8", "replace")).hexdigest()[:16]
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            body = orjson.dumps({"version": version} | answer(), default=list)
            response = Response(body, content_type="application/json")
        if version == here.store.version:
            response.set_etag(tag, weak=True)
        else:
            response.cache_control.no_store = True
        return response

    return view


@counting.get("/columns")
def all_events() -> Response:
    """Return all events as columns (web.columns), the way for a page that filters by itself. Raises BadQuery."""
    no_words_but(request.args)
    here, most = world(), current_app.config["MAX_COLUMNS"]
    if (held := here.summary().events) > most:
        raise BadQuery(f"{held:,} events are too many for one answer, which holds {most:,}; ask for a part of them")
    tag = hashlib.sha256(f"columns {here.version}".encode()).hexdigest()[:16]
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = Response(orjson.dumps(columns.columns(here)), content_type="application/json")
    response.set_etag(tag, weak=True)
    return response


@counting.get("/overview")
@told
def overview() -> dict[str, Any]:
    """Return what a page knows of all events that it does not hold: how many of what, when, and those that travel."""
    no_words_but(request.args)
    here = world()
    some, until, context = spots(here), here.summary().news_until, here.context()
    travelling = [event_json(event, **context) for event in columns.travelling(here)]
    return {
        "count": some.index.columns.size,
        "news_until": until,
        **some.extent._asdict(),
        "facets": facets(Choice(some.index, Query(limit=None)), MOST_VALUES),
        "travelling": [event for event in travelling if event["arc"]],
    }


@counting.get("/clusters")
@told
def cluster_marks() -> dict[str, Any]:
    """Return the marks of a view at zoom `z`: events by place, or in cells that stand still where places are many."""
    asked = _asked("z")
    zoom = int(_number("z", 5, MAX_ZOOM))
    found = clusters(asked.marks(), asked.box, zoom)
    return {"clusters": [asked.spots.told(cluster) for cluster in found]}


@counting.get("/hexagons")
@told
def hexagon_counts() -> dict[str, Any]:
    """Return the marks of a view in hexagons of `size` pixels from middle to corner at zoom `z`."""
    asked = _asked("z", "size")
    found = hexagons(asked.marks(), asked.box, _number("z", 5, MAX_ZOOM), max(_number("size", 24, 512), 8))
    return {"hexagons": [asked.spots.told(hexagon) for hexagon in found]}


@counting.get("/areas")
@told
def areas() -> dict[str, Any]:
    """Return the events known to an area only, by area, wherever the map looks."""
    asked = _asked()
    found = at_places(asked.choice(singles=True), np.flatnonzero(asked.spots.is_area))
    return {"areas": [asked.spots.told(area) for area in found[-MOST_AREAS:]]}


@counting.get("/histogram")
@told
def bars() -> dict[str, Any]:
    """Return the events over time, whatever `datetime`, in bars of a `unit` over the days of `axis`.

    With a `bbox`, those that stand in it as marks or areas.
    """
    asked = _asked("unit", "axis")
    unit, (first, last) = request.args.get("unit", "month"), _axis(asked.spots)
    if unit not in UNITS:
        raise BadQuery(f"unit: {unit[:80]!r} is none of {', '.join(UNITS)}")
    drawn = {"drawn": asked.spots.is_mark | asked.spots.is_area} if asked.query.bbox else {}
    try:
        found = histogram(asked.choice(**drawn), unit, first, last)
    except ValueError as error:
        raise BadQuery(f"axis: {error}; take a wider unit") from None
    return found._asdict()


@counting.get("/facets")
@told
def value_counts() -> dict[str, Any]:
    """Return how many events each value of each word would select beside the other words, and how many lie nowhere."""
    asked = _asked()
    choice = asked.choice()
    return {"count": count(choice), "facets": facets(choice, MOST_VALUES), "beside": _beside(asked.spots, choice)}


@counting.get("/choropleth")
@told
def shades() -> dict[str, Any]:
    """Return the single events and deaths of each area of a `level`: country, admin1 or admin2.

    Beside them stands how many are selected in all, also such as are not known so finely, and totals.
    """
    asked = _asked("level")
    level = request.args.get("level", "admin1")
    if level not in LEVELS:
        raise BadQuery(f"level: {level[:80]!r} is none of {', '.join(LEVELS)}")
    found = choropleth(asked.choice(singles=True, level=asked.spots.fits(level)), level)
    choice = asked.choice()
    return {"areas": [asdict(shade) for shade in found], "count": count(choice), "deaths": deaths(choice)}


@counting.get("/list")
@told
def page_of_list() -> dict[str, Any]:
    """Return the events of one page of the list, as columns: up to `limit` in an order (`sort`), those `after` a page.

    `at` narrows it to what the map tells of at one spot: place:ID, country:CODE, nowhere, totals or far. With a `bbox`
    it holds what stands in it as marks or areas. `count` is how many there are on all pages, `next` what to give as
    `after`.
    """
    here = world()
    asked = _asked("sort", "at", "after", "limit")
    order = request.args.get("sort", ORDERS[0])
    if order not in ORDERS:
        raise BadQuery(f"sort: {order[:80]!r} is none of {', '.join(ORDERS)}")
    most = int(_number("limit", 100, current_app.config["MAX_LISTED"]))
    found = listed(_narrowed(asked), asked.spots.orders, order, max(most, 1), request.args.get("after", ""))
    return {"count": found.total, "next": found.next, **columns.listed(here, found.fids)}


class Asked(NamedTuple):
    """What an address asks for: the query, as far as the index knows it, and what stands for the rest."""

    spots: Spots
    query: Query
    only: Any
    none: tuple[str, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What the map shows."""
        return self.query.bbox or _EVERYWHERE

    def choice(self, *, singles: bool = False, totals: bool = False, **places: Any) -> Choice:
        """Return what is selected; `places` are further tests of places."""
        index = self.spots.index
        kinds = {word: np.zeros(len(index.types), bool) for word in self.none}
        if singles or totals:
            kinds["singles"] = index.is_single if singles else ~index.is_single
        return Choice(index, self.query, self.only, places=places, kinds=kinds)

    def marks(self) -> Choice:
        """Return what stands on the map as marks."""
        return self.choice(singles=True, marks=self.spots.is_mark)


def _asked(*more: str) -> Asked:
    """Return what the query words ask for; those of `more` say how to tell it. Raises BadQuery."""
    here = world()
    words = {word: values for word, values in request.args.to_dict(flat=False).items() if word not in more}
    none = tuple(word for word in ("type", "status") if words.get(word) == ["none"])
    query = parse_query({word: values for word, values in words.items() if word not in none}, limit=None)
    some = spots(here)
    known = {fold(name) for name in some.index.named["source"].names} | {fold(UNNAMED)}
    unknown = Query(place=query.place, id=query.id, q=query.q, limit=None)
    if not {fold(name) for name in query.source} <= known:  # ids of articles
        unknown = replace(unknown, source=query.source)
        query = replace(query, source=())
    query = replace(query, source=tuple("" if name == UNNAMED else name for name in query.source))
    only = _chosen(here, here.store.version, unknown) if unknown != Query(limit=None) else None
    return Asked(some, query, only, none)


@lru_cache(maxsize=_KEPT)
def _chosen(here: World, version: str, query: Query) -> Any:
    return chosen(here.store, query)


def _narrowed(asked: Asked) -> Choice:
    """Return what the list is narrowed to. Raises BadQuery."""
    some, at = asked.spots, request.args.get("at", "")
    kind, _, value = at.partition(":")
    match kind:
        case "":
            return asked.choice(drawn=some.is_mark | some.is_area) if asked.query.bbox else asked.choice()
        case "place":
            return asked.choice(singles=True, at=some.at(some.number_of.get(value, [])))
        case "country":
            codes = [n for n, area in enumerate(some.index.tables.areas) if area.country == value]
            return asked.choice(singles=True, at=some.is_country & np.isin(some.index.columns.area, codes))
        case "nowhere":
            return asked.choice(singles=True, at=some.is_nowhere)
        case "totals":
            return asked.choice(totals=True)
        case "far":
            return asked.choice(at=some.outside(REGION))
    raise BadQuery(f"at: {at[:80]!r} is no spot; there are place:ID, country:CODE, nowhere, totals and far")


def _beside(some: Spots, choice: Choice) -> dict[str, int]:
    """Return what is selected and stands nowhere on the map, by the word for it (see `at`)."""
    single, totals = sums(choice)
    index = some.index
    found = {"nowhere": int(single[some.is_nowhere].sum()), "totals": int(totals.sum()),
             "far": int((single + totals)[some.outside(REGION)].sum())}  # fmt: skip
    area = index.columns.area[some.is_country]
    counts = np.bincount(area, weights=single[some.is_country], minlength=len(index.tables.areas))
    for n in np.flatnonzero(counts).tolist():
        key = f"country:{index.tables.areas[n].country}"
        found[key] = found.get(key, 0) + int(counts[n])
    return {key: n for key, n in found.items() if n}


def _axis(some: Spots) -> tuple[date, date]:
    """Return the days of the time axis: those asked for, or all. Raises BadQuery."""
    days = parse_query({"datetime": request.args.getlist("axis")}).datetime if "axis" in request.args else None
    first, last = days or (None, None)
    first, last = first or some.extent.first or date.min, last or some.extent.last or date.min
    return first, max(first, last)


def _number(word: str, default: float, most: float) -> float:
    values = request.args.getlist(word)
    if not values:
        return default
    if len(values) > 1 or not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,9})?", values[0]) or float(values[0]) > most:
        raise BadQuery(f"{word}: {', '.join(values)[:80]!r} is not one number from 0 to {most:g}")
    return float(values[0])
