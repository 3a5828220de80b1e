"""What the map asks of many events: all of them in few bytes; for a view, marks, bars and counts of the map index.

The query words are those of everywhere; `bbox` is what the map shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import lru_cache, wraps
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, jsonify, request

from geo.errors import BadQuery
from geo.index import Choice, choropleth, chosen, clusters, count, facets, hexagons, histogram
from geo.names import fold
from geo.store import Query, parse_query
from web.columns import columns
from web.wording import UNNAMED
from web.world import World, no_words_but, world

counting = Blueprint("counting", __name__, url_prefix="/api")
MAX_ZOOM = 22
LEVELS = ("country", "admin1", "admin2")
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
            response = jsonify({"version": version} | answer())
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
        response = Response(orjson.dumps(columns(here)), content_type="application/json")
    response.set_etag(tag, weak=True)
    return response


@counting.get("/clusters")
@told
def cluster_marks() -> dict[str, Any]:
    """Return the marks of a view at zoom `z`: events in cells that stand still, with their mix of types."""
    choice = _choice("z", is_marked=True)
    zoom = int(_number("z", 5, MAX_ZOOM))
    found = clusters(choice, choice.query.bbox or _EVERYWHERE, zoom)
    return {"clusters": [asdict(cluster) for cluster in found]}


@counting.get("/hexagons")
@told
def hexagon_counts() -> dict[str, Any]:
    """Return the events of a view in hexagons of `size` pixels from middle to corner at zoom `z`."""
    choice = _choice("z", "size", is_marked=True)
    box = choice.query.bbox or _EVERYWHERE
    found = hexagons(choice, box, _number("z", 5, MAX_ZOOM), max(_number("size", 24, 512), 8))
    return {"hexagons": [asdict(hexagon) for hexagon in found]}


@counting.get("/histogram")
@told
def bars() -> dict[str, Any]:
    """Return the events over all time, in at the most `bars` bars. `datetime` cuts nothing off."""
    choice = _choice("bars")
    found = histogram(choice, bars=max(int(_number("bars", 240, 2000)), 1))
    rows = [[bar.first.isoformat(), bar.incident, bar.diplomacy, bar.hollow] for bar in found.bars]
    return {"days": found.days, "bars": rows, "undated": found.undated}


@counting.get("/facets")
@told
def value_counts() -> dict[str, Any]:
    """Return how many events each value of each word would select beside the other words."""
    choice = _choice()
    return {"count": count(choice), "facets": facets(choice)}


@counting.get("/choropleth")
@told
def shades() -> dict[str, Any]:
    """Return the events and deaths of each area of a `level`: country, admin1 or admin2."""
    choice = _choice("level")
    level = request.args.get("level", "admin1")
    if level not in LEVELS:
        raise BadQuery(f"level: {level[:80]!r} is none of {', '.join(LEVELS)}")
    return {"areas": [asdict(shade) for shade in choropleth(choice, level)]}


def _choice(*more: str, is_marked: bool = False) -> Choice:
    """Return what the query words select, without those of `more`, which say how to tell it. Raises BadQuery."""
    here = world()
    words = request.args.to_dict(flat=False)
    query = parse_query({word: values for word, values in words.items() if word not in more}, limit=None)
    index = here.index.current()
    known = {fold(name) for name in index.named["source"].names} | {fold(UNNAMED)}
    asked = Query(place=query.place, id=query.id, q=query.q, limit=None)
    if not {fold(name) for name in query.source} <= known:  # ids of articles
        asked = replace(asked, source=query.source)
        query = replace(query, source=())
    query = replace(query, source=tuple("" if name == UNNAMED else name for name in query.source))
    only = _chosen(here, here.store.version, asked) if asked != Query(limit=None) else None
    return Choice(index, query, only, is_marked=is_marked)


@lru_cache(maxsize=_KEPT)
def _chosen(here: World, version: str, query: Query) -> Any:
    return chosen(here.store, query)


def _number(word: str, default: float, most: float) -> float:
    values = request.args.getlist(word)
    if not values:
        return default
    if len(values) > 1 or not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,9})?", values[0]) or float(values[0]) > most:
        raise BadQuery(f"{word}: {', '.join(values)[:80]!r} is not one number from 0 to {most:g}")
    return float(values[0])
