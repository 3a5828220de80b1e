"""The addresses under /ogc/: each tells the same as JSON and as a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.ogc import features
from web.ogc.asking import asked_of, only, wants_page
from web.ogc.collections import COLLECTIONS, CRS84, GREGORIAN, Collection, collection
from web.ogc.openapi import GEOJSON, JSON, OPENAPI, SCHEMA, description
from web.world import world

ogc = Blueprint("ogc", __name__, url_prefix="/ogc")
CONFORMS_TO = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
]
_QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
Link = dict[str, str]
View = Callable[..., Response | AnyResponse]


def kept(view: View) -> View:
    """Answer 304 before any work is done if the asker has this version of the store and the gazetteer already."""

    @wraps(view)
    def answered(*args: Any, **words: Any) -> Response | AnyResponse:
        parts = (request.full_path, wants_page(), world().version)
        tag = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]
        if request.if_none_match.contains_weak(tag):
            response: Response | AnyResponse = Response(status=304)
        else:
            response = view(*args, **words)
        if response.status_code in (200, 304):
            response.set_etag(tag, weak=True)
        response.vary.add("Accept")
        return response

    return answered


@ogc.get("/")
@kept
def landing() -> Response:
    """Return the landing page."""
    only()
    links = [
        *_selves("ogc.landing"),
        _link("ogc.api", "service-desc", OPENAPI, "This service, described by OpenAPI 3.0", f="json"),
        _link("ogc.api", "service-doc", "text/html", "This service, described for people", f="html"),
        _link("ogc.conformance", "conformance", JSON, "What the service was checked against"),
        _link("ogc.collections", "data", JSON, "The collections"),
    ]
    return _told("landing", {"title": "Torkham", "description": "Events and places of the Pakistan–Afghanistan "
                             "borderlands, as news texts tell them.", "links": links})


@ogc.get("/conformance")
@kept
def conformance() -> Response:
    """Return what the service was checked against."""
    only()
    return _told("conformance", {"conformsTo": CONFORMS_TO, "links": _selves("ogc.conformance")})


@ogc.get("/api")
@kept
def api() -> Response:
    """Return the service described by OpenAPI 3.0."""
    only()
    server = url_for("ogc.landing", _external=True).removesuffix("/")
    return _told("api", description(server, version("torkham")), media=OPENAPI)


@ogc.get("/collections")
@kept
def collections() -> Response:
    """Return all collections."""
    only()
    told = [_described(one) for one in COLLECTIONS.values()]
    return _told("collections", {"links": _selves("ogc.collections"), "collections": told})


@ogc.get("/collections/<name>")
@kept
def one_collection(name: str) -> Response:
    """Return one collection."""
    found = collection(name)
    only()
    return _told("collection", _described(found), found=found)


@ogc.get("/collections/<name>/queryables")
@kept
def queryables(name: str) -> Response:
    """Return what a collection may be asked by, as a JSON Schema."""
    found = collection(name)
    only()
    return _told("queryables", {
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "$id": url_for("ogc.queryables", name=name, _external=True),
        "type": "object",
        "title": found.title,
        "description": found.description,
        "properties": {word: {"title": word, **schema} for word, schema in found.queryables.items()},
        "additionalProperties": False,
    }, media=SCHEMA, found=found)


@ogc.get("/collections/<name>/items")
@kept
def items(name: str) -> Response:
    """Return a page of features."""
    found = collection(name)
    asked = asked_of(found)
    page = features.find(world(), found, asked)
    words = {word: request.args.getlist(word) for word in request.args if word != "f"}
    links = _selves("ogc.items", GEOJSON, name=name, **words)
    if page.next:
        form, media = ("html", "text/html") if wants_page() else ("json", GEOJSON)
        following = words | {"limit": asked.limit, "after": page.next}
        links.append(_link("ogc.items", "next", media, "The next page", name=name, **following, f=form))
    links.append(_link("ogc.one_collection", "collection", JSON, found.title, name=name))
    return _told("items", {
        "type": "FeatureCollection",
        "features": page.features,
        "links": links,
        "numberMatched": page.matched,
        "numberReturned": len(page.features),
    }, media=GEOJSON, found=found)


@ogc.get("/collections/<name>/items/<path:key>")
@kept
def item(name: str, key: str) -> Response | AnyResponse:
    """Return one feature; the id of a merged event leads on to what it became part of."""
    found = collection(name)
    only()
    feature = features.feature(world(), found, key)
    if feature["id"] != key:
        return redirect(url_for("ogc.item", name=name, key=feature["id"], f=request.args.get("f")), 301)
    links = [
        *_selves("ogc.item", GEOJSON, name=name, key=key),
        _link("ogc.one_collection", "collection", JSON, found.title, name=name),
    ]
    return _told("item", feature | {"links": links}, media=GEOJSON, found=found)


def _told(page: str, told: dict[str, Any], *, media: str = JSON, found: Collection | None = None) -> Response:
    """Return something as JSON of a media type, or as the page of that name."""
    if wants_page():
        return Response(render_template(f"ogc/{page}.html", told=told, collection=found))
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if any("\ud800" <= char <= "\udfff" for char in text):  # no Unicode text
        text = json.dumps(told, allow_nan=False)
    return Response(text, content_type=media)


def _described(found: Collection) -> dict[str, Any]:
    summary = world().summary()
    days = [day.isoformat() if day else None for day in (summary.first, summary.last)]
    box = features.extent(world(), found)
    extent: dict[str, Any] = {"spatial": {"bbox": [box], "crs": CRS84}} if box else {}
    if found.layer:
        extent["temporal"] = {"interval": [days], "trs": GREGORIAN}
    return {
        "id": found.id,
        "title": found.title,
        "description": found.description,
        "itemType": "feature",
        "extent": extent,
        "crs": [CRS84],
        "links": [
            *_selves("ogc.one_collection", name=found.id),
            _link("ogc.items", "items", GEOJSON, found.title, name=found.id, f="json"),
            _link("ogc.items", "items", "text/html", f"{found.title} as a page", name=found.id, f="html"),
            _link("ogc.queryables", _QUERYABLES, SCHEMA, f"What {found.title.lower()} may be asked by", name=found.id,
                  f="json"),
        ],
    }


def _selves(endpoint: str, media: str = JSON, **words: Any) -> list[Link]:
    """Return the links to what is told here: as it is, and in the other form."""
    forms = {"json": media, "html": "text/html"}
    mine = "html" if wants_page() else "json"
    other = "json" if mine == "html" else "html"
    return [_link(endpoint, "self", forms[mine], "This document", **words, f=mine),
            _link(endpoint, "alternate", forms[other], f"This document as {other.upper()}", **words, f=other)]


def _link(endpoint: str, rel: str, media: str, title: str, **words: Any) -> Link:
    return {"href": url_for(endpoint, _external=True, **words), "rel": rel, "type": media, "title": title}
