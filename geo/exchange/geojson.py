"""Events as GeoJSON (RFC 7946): points in WGS 84, lon before lat; an event without a place has no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from geo.exchange.record import Source, flat_record
from geo.model import Event

NOTE = (
    "Events as their sources tell them: claims, not findings. Wording and rights of the reports are their publishers'. "
    "A point stands for a place as exactly as geo_precision says (1 town or site, 2 district, 3 province, 4 country)."
)


def write_geojson(events: Iterable[Event], file: TextIO, articles: Mapping[str, Source] | None = None) -> None:
    """Write events as they come, as one FeatureCollection, a feature a line.

    `articles` gives publishers and addresses by article id.
    """
    file.write(f'{{"type": "FeatureCollection",\n"note": {_json(NOTE)},\n"features": [')
    mark = "\n"
    for event in events:
        file.write(mark + _json(feature(event, articles or {})))
        mark = ",\n"
    file.write("\n]}\n")


def feature(event: Event, articles: Mapping[str, Source]) -> dict[str, Any]:
    """Return an event as a GeoJSON feature with flat properties."""
    properties = flat_record(event, articles)
    key, lat, lon = properties.pop("id"), properties.pop("lat"), properties.pop("lon")
    geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _json(value: Any) -> str:
    """Return JSON text; escaped where it holds what is no Unicode text."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return json.dumps(value) if any("\ud800" <= char <= "\udfff" for char in text) else text
