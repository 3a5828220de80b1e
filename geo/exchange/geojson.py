"""Events as GeoJSON (RFC 7946): points in WGS 84, lon before lat; an event without a place has no geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from geo.exchange.record import Articles, flat_record
from geo.exchange.tables import json_text
from geo.model import Event

NOTE = (
    "Events as their sources tell them: claims, not findings. Wording and rights of the reports are their publishers'. "
    "A point stands for a place as exactly as geo_precision says (1 town or site, 2 district, 3 province, 4 country)."
)


def geojson_lines(events: Iterable[Event], articles: Articles) -> Iterator[str]:
    """Yield events as they come, as one FeatureCollection, a feature a line."""
    yield f'{{"type": "FeatureCollection",\n"note": {json_text(NOTE)},\n"features": ['
    mark = "\n"
    for event in events:
        yield mark + json_text(feature(event, articles))
        mark = ",\n"
    yield "\n]}\n"


def feature(event: Event, articles: Articles) -> dict[str, Any]:
    """Return an event as a GeoJSON feature; its properties are the columns of geo.exchange.columns."""
    properties = flat_record(event, articles)
    key, lat, lon = properties.pop("id"), properties.pop("lat"), properties.pop("lon")
    geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}
