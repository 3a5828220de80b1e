"""An event, and all that was read out of an article, as plain values for JSON; and one flat row for tables.

Coordinates are WGS 84 degrees, days ISO 8601. What is not known is None. Spans count code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from geo.model import ActorRole, Count, Event, Layer, Location, Mention, Reading


class Source(Protocol):
    """What is told of an article beside an event; articles and their summaries have it."""

    @property
    def publisher(self) -> str:
        """Who published it, or empty."""

    @property
    def url(self) -> str:
        """Where it stands, or empty."""


def reading_record(reading: Reading) -> dict[str, Any]:
    """Return what was read out of an article: its mentions, resolved or not, and its events."""
    located = {location.mention: location for location in reading.locations}
    return {
        "id": reading.article.id,
        "published": _day(reading.article.published),
        "mentions": [_mention(mention, located.get(mention)) for mention in reading.mentions],
        "events": [event_record(event) for event in reading.events],
    }


def event_record(event: Event) -> dict[str, Any]:
    """Return an event as plain values. `lat`, `lon` and `geo_precision` are those of its main place."""
    part = event.main_place
    place = part.location.place if part else None
    return {
        "id": event.id,
        "layer": event.layer.value,
        "type": event.type.family,
        "sub_type": sub_type(event),
        "title": event.title,
        "date_start": _day(event.when.start),
        "date_end": _day(event.when.end),
        "date_precision": event.when.precision.value,
        "date_basis": event.when.basis.value,
        "status": event.status.value,
        "is_aggregate": event.is_aggregate,
        "place": place.id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geo_precision": place.geo_precision if place else None,
        "places": [
            {
                "role": part.role.value,
                "place": part.location.place.id,
                "lat": part.location.place.lat,
                "lon": part.location.place.lon,
                "start": part.location.mention.start,
                "end": part.location.mention.end,
            }
            for part in event.places
        ],
        "actors": [{"role": actor.role.value, "name": actor.name} for actor in event.actors],
        "fatalities": count_record(event.fatalities),
        "evidence": [{"start": report.start, "end": report.end} for report in event.reports],
    }


def flat_record(event: Event, articles: Mapping[str, Source]) -> dict[str, str | int | float | bool | None]:
    """Return an event as one row of single values; names that stand together are parted by "; ".

    `articles` gives publishers and addresses by article id; an article that it lacks has neither.
    """
    record = event_record(event)
    part = event.main_place
    place = part.location.place if part else None
    known = [articles[report.article_id] for report in event.reports if report.article_id in articles]
    return {
        **{key: value for key, value in record.items() if not isinstance(value, list | dict) and key != "fatalities"},
        "place_name": place.name if place else None,
        "kind": place.kind.value if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "radius_km": place.radius_km if place else None,
        "role": part.role.value if part else None,
        "basis": part.basis.value if part else None,
        "initiators": _joined(actor.name for actor in event.actors if actor.role is ActorRole.INITIATOR),
        "targets": _joined(actor.name for actor in event.actors if actor.role is ActorRole.TARGET),
        **_flat_count("fatalities", event.fatalities),
        **_flat_count("injuries", event.injuries),
        "confidence": event.confidence,
        "reports": len(event.reports),
        "sources": _joined(source.publisher for source in known),
        "urls": _joined(source.url for source in known),
        "articles": _joined(report.article_id for report in event.reports),
    }


def sub_type(event: Event) -> str | None:
    """Return the ACLED sub-event type, or the PLOVER mode where there is one."""
    return event.type.code if event.layer is Layer.INCIDENT else event.mode or None


def count_record(count: Count | None) -> dict[str, int | None] | None:
    """Return how many as plain values, None if nothing is told."""
    return {"low": count.low, "best": count.best, "high": count.high} if count else None


def _mention(mention: Mention, location: Location | None) -> dict[str, Any]:
    place = location.place if location else None
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "use": mention.use.value,
        "place": place.id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "score": location.score if location else None,
        "why": list(location.why) if location else [],
        "candidates": [{"place": each.place.id, "score": each.score} for each in location.candidates]
        if location else [],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _joined(names: Any) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, names))) or None


def _flat_count(what: str, count: Count | None) -> dict[str, int | None]:
    numbers = count_record(count) or {"low": None, "best": None, "high": None}
    return {f"{what}_{name}": number for name, number in numbers.items()}
