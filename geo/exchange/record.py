"""An event, and all that was read out of an article, as plain values for JSON; and one flat row for tables.

Coordinates are WGS 84 degrees, days ISO 8601. What is not known is None. Spans count code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from geo.model import ActorRole, Article, Count, Event, EventPlace, Layer, Location, Mention, Reading, Report


class Articles(Protocol):
    """Articles by their id, as far as they are known; a dict of them is one."""

    def get(self, article_id: str, /) -> Article | None:
        """Return an article, or None if it is not known."""


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


def flat_record(event: Event, articles: Articles) -> dict[str, Any]:
    """Return an event as one row, in the columns of geo.exchange.columns; names that stand together are parted by "; ".

    All values are single but for `actors`, `places` and `evidence`, which are lists of what the single ones sum up.
    An article that `articles` lacks has no publisher, address or words.
    """
    record = event_record(event)
    part = event.main_place
    place = part.location.place if part else None
    known = [article for report in event.reports if (article := articles.get(report.article_id))]
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
        "initiators": names_of(event, ActorRole.INITIATOR),
        "targets": names_of(event, ActorRole.TARGET),
        "parties": names_of(event, ActorRole.PARTY),
        **_flat_count("fatalities", event.fatalities),
        **_flat_count("injuries", event.injuries),
        "confidence": event.confidence,
        "reports": len(event.reports),
        "sources": joined(article.publisher for article in known),
        "licences": joined(article.licence for article in known),
        "urls": joined(_url(report, articles) for report in event.reports),
        "articles": joined(report.article_id for report in event.reports),
        "aliases": joined(event.aliases),
        "actors": [_told(role=actor.role.value, name=actor.name, country=actor.country) for actor in event.actors],
        "places": [_place(each) for each in event.places],
        "evidence": [_evidence(report, articles.get(report.article_id)) for report in event.reports],
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


def passage(report: Report, article: Article | None) -> str:
    """Return what a report says: its passage, or the words of its row where there is no text."""
    return (article.text[report.start : report.end] if article else "") or report.note


def names_of(event: Event, role: ActorRole) -> str | None:
    """Return the names of the actors on one side, parted by "; ", None if there is none."""
    return joined(actor.name for actor in event.actors if actor.role is role)


def joined(names: Iterable[str]) -> str | None:
    """Return each name once, parted by "; ", None if there is none."""
    return "; ".join(dict.fromkeys(filter(None, names))) or None


def _place(part: EventPlace) -> dict[str, Any]:
    place = part.location.place
    return _told(
        role=part.role.value, basis=part.basis.value, place=place.id, name=place.name, kind=place.kind.value,
        country=place.country, admin1=place.admin1, admin2=place.admin2, lat=place.lat, lon=place.lon,
        radius_km=place.radius_km, geo_precision=place.geo_precision, text=part.location.mention.text,
        score=part.location.score,
    )  # fmt: skip


def _evidence(report: Report, article: Article | None) -> dict[str, Any]:
    source = article or Article(report.article_id, "")
    return _told(
        article=report.article_id, title=source.title, publisher=source.publisher, url=source.url,
        published=_day(source.published), licence=source.licence, is_dataset=source.is_dataset, record=report.record,
        link=report.url, text=passage(report, article), fatalities=count_record(report.fatalities),
        injuries=count_record(report.injuries),
    )  # fmt: skip


def _url(report: Report, articles: Articles) -> str:
    article = articles.get(report.article_id)
    return report.url or (article.url if article else "")


def _told(**values: Any) -> dict[str, Any]:
    """Return the values that say something."""
    return {key: value for key, value in values.items() if value is not None and value is not False and value != ""}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _flat_count(what: str, count: Count | None) -> dict[str, int | None]:
    numbers = count_record(count) or {"low": None, "best": None, "high": None}
    return {f"{what}_{name}": number for name, number in numbers.items()}
