"""The service described by OpenAPI 3.0, made from the same tables that it runs on."""

from __future__ import annotations

from typing import Any

from web.ogc.collections import COLLECTIONS, PARAMETERS, Collection

JSON = "application/json"
GEOJSON = "application/geo+json"
PROBLEM = "application/problem+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"

_FORM = {
    "name": "f", "in": "query", "required": False, "style": "form", "explode": False,
    "description": "json or html; without it, what the Accept header prefers.",
    "schema": {"type": "string", "enum": ["json", "html"]},
}


def description(server: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of a service at an address."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Torkham: events and places of the Pakistan-Afghanistan borderlands",
            "description": "OGC API - Features: what news texts tell, with place, time, type and sources. "
                           "Read-only. Events are claims, not findings.",
            "version": version,
            "license": {"name": "MIT (the code; data under the licences of its sources)"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": "Capabilities", "description": "What there is"},
                 {"name": "Data", "description": "The features"}],
        "paths": {
            "/": _get("landing", "The landing page", "landingPage", []),
            "/conformance": _get("conformance", "What the service was checked against", "confClasses", []),
            "/api": _get("api", "This document", "object", [], media=OPENAPI),
            "/collections": _get("collections", "The collections", "collections", []),
            **{path: one for each in COLLECTIONS.values() for path, one in _paths(each).items()},
        },
        "components": {
            "parameters": {"f": _FORM, **{name: _parameter(name, told) for name, told in PARAMETERS.items()
                                          if name != "after"}},
            "responses": {
                "BadRequest": _problem("A parameter or value that cannot be read; the detail names it"),
                "NotFound": _problem("No such feature"),
                "Unchanged": {"description": "What the asker has, by its ETag, is still so"},
                "Moved": {"description": "The event was merged into another, which has this address",
                          "headers": {"Location": {"schema": {"type": "string"}}}},
                "Unavailable": _problem("The store cannot be read right now"),
            },
            "schemas": _SCHEMAS,
        },
    }


def _paths(collection: Collection) -> dict[str, Any]:
    here = f"/collections/{collection.id}"
    asked = [{"$ref": f"#/components/parameters/{name}"} for name in PARAMETERS if name != "after"]
    after = PARAMETERS["after"] | ({} if collection.layer else {"schema": {"type": "string", "minLength": 1}})
    words = [_queryable(name, schema) for name, schema in collection.queryables.items()]
    key = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    item = _get(f"{collection.id}Item", f"One feature of {collection.title}", "featureGeoJSON", [key],
                media=GEOJSON, tag="Data")
    item["get"]["responses"] |= {"404": {"$ref": "#/components/responses/NotFound"},
                                 "301": {"$ref": "#/components/responses/Moved"}}
    return {
        here: _get(collection.id, collection.title, "collection", []),
        f"{here}/queryables": _get(f"{collection.id}Queryables", f"What {collection.title} may be asked by", "object",
                                   [], media=SCHEMA),
        f"{here}/items": _get(f"{collection.id}Items", f"Features of {collection.title}", "featureCollectionGeoJSON",
                              [*asked, _parameter("after", after), *words], media=GEOJSON, tag="Data"),
        f"{here}/items/{{featureId}}": item,
    }


def _get(
    name: str, summary: str, schema: str, parameters: list[dict[str, Any]], *, media: str = JSON,
    tag: str = "Capabilities",
) -> dict[str, Any]:
    told = {"type": "object"} if schema == "object" else {"$ref": f"#/components/schemas/{schema}"}
    return {"get": {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [*parameters, {"$ref": "#/components/parameters/f"}],
        "responses": {
            "200": {"description": summary, "content": {media: {"schema": told},
                                                        "text/html": {"schema": {"type": "string"}}}},
            "304": {"$ref": "#/components/responses/Unchanged"},
            "400": {"$ref": "#/components/responses/BadRequest"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }}


def _parameter(name: str, told: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, **told}


def _queryable(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a query word as a parameter; those that take several values part them by commas."""
    is_single = name in ("q", "near_border_km", "min_fatalities")
    plain = {key: value for key, value in schema.items() if key != "description"}
    several = {"type": "array", "items": plain, "minItems": 1}
    return {"name": name, "in": "query", "required": False, "style": "form", "explode": False,
            "description": schema["description"] + ("" if is_single else " Any of several, parted by commas."),
            "schema": plain if is_single else several}


def _problem(says: str) -> dict[str, Any]:
    return {"description": says, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}}}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


_STRING, _INTEGER = {"type": "string"}, {"type": "integer", "minimum": 0}
_STRINGS = {"type": "array", "items": _STRING}
_SCHEMAS: dict[str, Any] = {
    "link": _object(["href"], href=_STRING, rel=_STRING, type=_STRING, title=_STRING),
    "landingPage": _object(["links"], title=_STRING, description=_STRING, links=_list("link")),
    "confClasses": _object(["conformsTo"], conformsTo=_STRINGS),
    "collections": _object(["links", "collections"], links=_list("link"), collections=_list("collection")),
    "collection": _object(["id", "links"], id=_STRING, title=_STRING, description=_STRING, links=_list("link"),
                          extent={"type": "object"}, itemType=_STRING, crs=_STRINGS),
    "pointGeoJSON": _object(["type", "coordinates"], type={"type": "string", "enum": ["Point"]},
                            coordinates={"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}})
    | {"nullable": True},
    "featureGeoJSON": _object(["type", "id", "geometry", "properties"], type={"type": "string", "enum": ["Feature"]},
                              id=_STRING, geometry={"$ref": "#/components/schemas/pointGeoJSON"},
                              properties={"type": "object", "nullable": True}, links=_list("link")),
    "featureCollectionGeoJSON": _object(
        ["type", "features"], type={"type": "string", "enum": ["FeatureCollection"]}, features=_list("featureGeoJSON"),
        links=_list("link"), numberMatched=_INTEGER, numberReturned=_INTEGER),
    "problem": _object(["title", "status"], type=_STRING, title=_STRING, status=_INTEGER, detail=_STRING,
                       problems=_STRINGS),
}
