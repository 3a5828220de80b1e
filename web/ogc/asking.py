"""What an address asks for, read strictly: a parameter or value that cannot be read is an error that names it."""

from __future__ import annotations

import re
from collections.abc import Collection as Words

from flask import request

from geo.errors import BadQuery
from geo.model import Kind
from geo.store import MAX_LIMIT, parse_query
from web.ogc.collections import DEFAULT_LIMIT, Collection
from web.ogc.features import Asked, Box

FORMS = ("json", "html")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_JSON = ("application/geo+json", "application/json", "application/vnd.oai.openapi+json", "application/schema+json")


def wants_page() -> bool:
    """Return whether to answer with a page: `f` decides, else what the asker accepts. Raises BadQuery."""
    form = _one("f") if "f" in request.args else None
    if form is None:
        return bool(request.accept_mimetypes.best_match([*_JSON, "text/html"], default=_JSON[0]) == "text/html")
    if form not in FORMS:
        raise BadQuery(f"f: {form[:80]!r} is none of {', '.join(FORMS)}")
    return form == "html"


def only(known: Words[str] = ()) -> None:
    """Raise BadQuery for the first parameter that is not known here."""
    for word in request.args:
        if word not in known and word != "f":
            raise BadQuery(f"unknown parameter {word[:80]!r}; the parameters are {', '.join([*known, 'f'])}")


def asked_of(collection: Collection) -> Asked:
    """Return what the address asks of a collection. Raises BadQuery."""
    only(("bbox", "datetime", "limit", "after", *collection.queryables))
    for word, value in request.args.items(multi=True):
        if not value.strip():
            raise BadQuery(f"{word}: is empty; leave it out to ask for all")
    words = {word: request.args.getlist(word) for word in request.args
             if word not in ("f", "bbox", "limit", "after", "kind")}
    query = parse_query(words, limit=None)
    return Asked(query, _boxes(), _kinds(), _limit(), _one("after") if "after" in request.args else "")


def _one(word: str) -> str:
    values = request.args.getlist(word)
    if len(values) > 1:
        raise BadQuery(f"{word}: given {len(values)} times; expected once")
    return values[0].strip()


def _limit() -> int:
    if "limit" not in request.args:
        return DEFAULT_LIMIT
    text = _one("limit")
    if not re.fullmatch("[0-9]+", text) or not text.strip("0"):
        raise BadQuery(f"limit: {text[:80]!r} is not a whole number from 1 on")
    return min(int(text[:12]), MAX_LIMIT)


def _boxes() -> tuple[Box, ...]:
    """Return the boxes of `bbox`: heights are left out, a box across the antimeridian becomes two.

    Beyond the poles and the antimeridian there is nothing, so that is where a box ends that goes on.
    """
    if "bbox" not in request.args:
        return ()
    parts = [part.strip() for part in _one("bbox").split(",")]
    if len(parts) == 6:
        for height in parts[2::3]:
            _degrees(height)
        parts = [*parts[:2], *parts[3:5]]
    if len(parts) != 4:
        raise BadQuery(f"bbox: holds {len(parts)} values; expected west,south,east,north in degrees")
    west, south, east, north = (max(-most, min(_degrees(part), most))
                                for part, most in zip(parts, (180, 90, 180, 90), strict=True))
    if south > north:
        raise BadQuery(f"bbox: south {south:g} lies north of north {north:g}; the order is west,south,east,north")
    return ((west, south, east, north),) if west <= east else ((west, south, 180, north), (-180, south, east, north))


def _degrees(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise BadQuery(f"bbox: {text[:80]!r} is not a number")
    return float(text)


def _kinds() -> tuple[str, ...]:
    """Return the kinds of places that are asked for."""
    values = [value.strip() for text in request.args.getlist("kind") for value in text.split(",")]
    for value in values:
        if value not in {str(kind) for kind in Kind}:
            raise BadQuery(f"kind: {value[:80]!r} is none of {', '.join(map(str, Kind))}")
    return tuple(values)
