"""The collections and what may be asked of them: names, words and their schemas, for all that tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.errors import NotFound
from geo.model import EventType, Kind, Layer, Status
from geo.store import MAX_LIMIT

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
DEFAULT_LIMIT = 1_000
AFTER = "^[01]-[0-9]{0,18}$"
_TEXT = r'",\u0000-\u001f\u007f-\u009f'
# of Latin and Arabic script
_LETTERS = r"A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01b7\u0622-\u063f\u0641-\u064a\u0671-\u06d3"
NAME = rf"^[^\s{_TEXT}][^{_TEXT}]{{0,199}}$"  # a value in a list that commas part


@dataclass(frozen=True, slots=True)
class Collection:
    """Features of one kind. `layer` is None for places. `queryables` are schemas by word, `properties` by name."""

    id: str
    title: str
    description: str
    layer: Layer | None
    queryables: dict[str, dict[str, Any]]
    properties: dict[str, dict[str, Any]]


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _number(description: str, kind: str = "number", **more: Any) -> dict[str, Any]:
    return {"type": kind, "description": description, **more}


def _among(values: list[str], description: str) -> dict[str, Any]:
    return _text(description, enum=values)


def _types(layer: Layer) -> list[str]:
    kinds = [kind for kind in EventType if kind.layer is layer]
    return list(dict.fromkeys([*(kind.family for kind in kinds), *(kind.code for kind in kinds)]))


_PRECISION = "1 town or exact site, 2 district, 3 province, 4 country."
_COUNTRY = _text("Country of the main place, ISO 3166-1 alpha-2.", pattern="^[A-Za-z]{2}$")
_ADMIN1 = _text("Province of the main place.", pattern=NAME)
_ADMIN2 = _text("District of the main place.", pattern=NAME)
_Q = _text("Words that the feature's text or names hold; all of them, or a phrase in double quotes.",
           pattern=rf"^[^\u0000]*[{_LETTERS}][^\u0000]*$", maxLength=500)


def _event_queryables(layer: Layer) -> dict[str, dict[str, Any]]:
    return {
        "type": _among(_types(layer), "Event type or sub-event type, as ACLED and PLOVER spell them."),
        "status": _among([str(status) for status in Status], "Whether it took place, as its source tells it."),
        "country": _COUNTRY,
        "admin1": _ADMIN1,
        "admin2": _ADMIN2,
        "geo_precision": _number(_PRECISION, "integer", enum=[1, 2, 3, 4]),
        "place": _text("A place that has any part in it: gazetteer id, or a name in any spelling.", pattern=NAME),
        "actor": _text("Who does, says or suffers: a name, or whole words of it.", pattern=NAME),
        "source": _text("Publisher, or article id.", pattern=NAME),
        "q": _Q,
        "near_border_km": _number("Within so many kilometres of the frontier.", minimum=0),
        "min_fatalities": _number("At least so many deaths are told.", "integer", minimum=0, maximum=999999999),
    }


def _counts(what: str) -> dict[str, dict[str, Any]]:
    says = {"low": "at least", "best": "most likely", "high": "at most"}
    return {f"{what}_{bound}": _number(f"{what.capitalize()}, {words}.", "integer") for bound, words in says.items()}


_EVENT_PROPERTIES = {
    "layer": _among([str(layer) for layer in Layer], "Map layer."),
    "type": _text("ACLED event type, or PLOVER type."),
    "sub_type": _text("ACLED sub-event type, or PLOVER mode."),
    "title": _text("What it is, in the words of a report."),
    "date_start": _text("First day.", format="date"),
    "date_end": _text("Last day.", format="date"),
    "date_precision": _text("How exactly the day is known: day, week, month, year, unknown."),
    "date_basis": _text("What the date was read from: explicit, relative, publication."),
    "status": _text("Whether it took place, as its source tells it."),
    "is_aggregate": {"type": "boolean", "description": "A total over several events, not one event."},
    "confidence": _number("How sure the reading is, 0 to 1."),
    **_counts("fatalities"),
    **_counts("injuries"),
    "place": _text("Gazetteer id of the main place."),
    "place_name": _text("Its name."),
    "role": _text("Its part in the event: location, venue, origin, target."),
    "basis": _text("How the event came by it: named, carried, seat."),
    "radius_km": _number("How big the place is, or how sure the point, in kilometres."),
    "geo_precision": _number(_PRECISION, "integer"),
    "country": _text("ISO 3166-1 alpha-2."),
    "admin1": _text("Province."),
    "admin2": _text("District."),
    "border_km": _number("Kilometres to the frontier."),
    "actors": _text("Who does, says or suffers, parted by semicolons."),
    "sources": _text("Publishers, parted by semicolons."),
    "licences": _text("Licences of imported data, parted by semicolons."),
    "reports": _number("How many reports tell of it.", "integer"),
}
_PLACE_PROPERTIES = {
    "name": _text("Name."),
    "alt_names": _text("Other names and scripts, parted by semicolons."),
    "kind": _text("What it is."),
    "country": _text("ISO 3166-1 alpha-2."),
    "admin1": _text("Province."),
    "admin2": _text("District."),
    "radius_km": _number("How big it is, or how sure the point, in kilometres."),
    "geo_precision": _number(_PRECISION, "integer"),
    "population": _number("People.", "integer"),
    "events": _number("Events that it has a part in.", "integer"),
}

COLLECTIONS = {
    one.id: one
    for one in (
        Collection("incidents", "Incidents", "What happened on the ground, in ACLED's types, as news texts tell it.",
                   Layer.INCIDENT, _event_queryables(Layer.INCIDENT), _EVENT_PROPERTIES),
        Collection("diplomacy", "Diplomacy", "What states say and do to each other, in PLOVER's types.",
                   Layer.DIPLOMACY, _event_queryables(Layer.DIPLOMACY), _EVENT_PROPERTIES),
        Collection("places", "Places", "The gazetteer: towns, districts, crossings and more, with their other names.",
                   None, {"country": _COUNTRY, "admin1": _ADMIN1, "admin2": _ADMIN2,
                          "kind": _among([str(kind) for kind in Kind], "What it is."), "q": _Q}, _PLACE_PROPERTIES),
    )
}

_DAY = (r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2}))?")
PARAMETERS: dict[str, dict[str, Any]] = {
    "bbox": {
        "description": "Only features whose point lies in a box: west,south,east,north in degrees (CRS84), or with "
                       "heights, which are ignored: west,south,low,east,north,high. West may lie east of east: the box "
                       "then crosses the antimeridian.",
        "style": "form", "explode": False,
        "schema": {"type": "array", "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
                   "items": {"type": "number"}},
    },
    "datetime": {
        "description": "Only features whose days touch a day or an interval: 2024-03-18, 2024-01-01/2024-06-30, "
                       "../2023-01-01; it does not end before it starts. Events without a date never do; "
                       "places are timeless and always do.",
        "style": "form", "explode": False,
        "schema": {"type": "string", "pattern": f"^({_DAY}|({_DAY}|[.][.])?/({_DAY}|[.][.])?)$", "maxLength": 100},
    },
    "limit": {
        "description": f"At the most so many features; more than {MAX_LIMIT:,} gives {MAX_LIMIT:,}.",
        "style": "form", "explode": False,
        "schema": {"type": "integer", "minimum": 1, "default": DEFAULT_LIMIT},
    },
    "after": {
        "description": "Where the page before ended: only ever taken from a next link.",
        "style": "form", "explode": False,
        "schema": {"type": "string", "pattern": AFTER},
    },
}


def collection(name: str) -> Collection:
    """Return a collection by its id. Raises NotFound."""
    try:
        return COLLECTIONS[name]
    except KeyError:
        raise NotFound(f"no collection {name!r}; there are {', '.join(COLLECTIONS)}") from None
