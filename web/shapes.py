"""Events, places and labels as the JSON that the map reads. Plain values in, plain values out; no Flask.

Every text leaves as it stands in the article: the map places it with textContent. Links are http(s) or null.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from geo.dates import find_dates
from geo.model import Article, Count, Event, EventPlace, Kind, Layer, Location, Place, Report, Role

PLACE_KINDS = {1: Kind.SITE, 2: Kind.DISTRICT, 3: Kind.PROVINCE, 4: Kind.COUNTRY}  # of places not in the gazetteer
Capital = Callable[[str], Place | None]
BorderKm = Callable[[Place], float]
_STRANGE_LETTERS = {  # of other languages in the same script than those that a place's own people write
    "": frozenset("يكةىإأۆێەۋڵڕۇۈۅٻڀٿڄڃڏڊڌڍڙڦڳڱ\u064f\u200c"),  # Arabic, Kurdish, Uyghur, Sindhi
    "AF": frozenset("ٹڈڑںےہھۓ"),
    "PK": frozenset("ټډړښږځڅڼېۍګه"),
}


def event_json(
    event: Event, *, publishers: Mapping[str, str], border_km: BorderKm, capital: Capital
) -> dict[str, Any]:
    """Return an event as the map lists it. `publishers` gives an article's publisher by its id; "" becomes null."""
    main = event.main_place
    sources = dict.fromkeys(publishers.get(report.article_id) or None for report in event.reports)
    return {
        "id": event.id,
        "layer": str(event.layer),
        "type": event.type.family,
        "sub_type": (event.type.code if event.layer is Layer.INCIDENT else event.mode) or None,
        "title": event.title,
        "date_start": event.when.start and event.when.start.isoformat(),
        "date_end": event.when.end and event.when.end.isoformat(),
        "date_precision": str(event.when.precision),
        "date_basis": str(event.when.basis),
        "status": str(event.status),
        "is_aggregate": event.is_aggregate,
        "confidence": round(event.confidence, 3),
        "place": main and _event_place(main, border_km),
        "also": other_places(event),
        "arc": arc(event, capital),
        "fatalities": _count(event.fatalities),
        "injuries": _count(event.injuries),
        "actors": [{"name": a.name, "role": str(a.role), "country": a.country} for a in event.actors],
        "sources": list(sources),
        "reports": len(event.reports),
        "report_count": len(event.reports),
    }


def event_details(
    event: Event,
    articles: Mapping[str, Article],
    *,
    publishers: Mapping[str, str],
    border_km: BorderKm,
    capital: Capital,
) -> dict[str, Any]:
    """Return an event with all its evidence; `articles` holds the article of each report, by id."""
    short = event_json(event, publishers=publishers, border_km=border_km, capital=capital)
    return short | {
        "why": list(event.why),
        "aliases": list(event.aliases),
        "places": [_event_place(place, border_km) | _resolution(place.location) for place in event.places],
        "reports": [report_json(event, report, articles[report.article_id]) for report in event.reports],
    }


def report_json(event: Event, report: Report, article: Article) -> dict[str, Any]:
    """Return a report: the passage of its article, and in it the places and the words that decided the type.

    A row of a data set has no text: it has its own words, number and licence.
    """
    return {
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "url": safe_url(report.url) or safe_url(article.url),
        "licence": article.licence,
        "is_dataset": article.is_dataset,
        "record": report.record,
        "published": article.published and article.published.isoformat(),
        "published_basis": article.published_basis,
        "start": report.start,
        "end": report.end,
        "text": article.text[report.start : report.end] or report.note,
        "marks": _marks(event, report, article),
        "fatalities": _count(report.fatalities),
        "injuries": _count(report.injuries),
    }


def place_json(place: Place) -> dict[str, Any]:
    """Return a place as a search finds it."""
    return {
        "id": place.id,
        "name": place.name,
        **native_names(place),
        "kind": str(place.kind),
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
    }


def label_json(place: Place, rank: int) -> dict[str, Any]:
    """Return a place as the map writes it; labels of rank 1 come first."""
    told = {"id": place.id, "name": plain_name(place), **native_names(place), "kind": str(place.kind),
            "lat": place.lat, "lon": place.lon, "rank": rank, "country": place.country}
    is_area = place.kind in (Kind.PROVINCE, Kind.DISTRICT)
    return told | ({"population": place.population} if is_area and place.population else {})


def arc(event: Event, capital: Capital) -> dict[str, Any] | None:
    """Return where an event comes from and where it goes, or None where it does not travel."""
    start = _first(event, Role.ORIGIN)
    end = _first(event, Role.VENUE) or _first(event, Role.TARGET)
    if end is None and event.layer is Layer.INCIDENT:
        end = _first(event, Role.LOCATION)
    if start is None or end is None:
        return None
    ends = {"from": _arc_end(start, capital), "to": _arc_end(end, capital)}
    same = (ends["from"]["lat"], ends["from"]["lon"]) == (ends["to"]["lat"], ends["to"]["lon"])
    return None if same else ends


def other_places(event: Event) -> list[str]:
    """Return the ids of the places of an event besides its main place."""
    main = event.main_place
    also = dict.fromkeys(part.location.place.id for part in event.places if part is not main)
    return [place for place in also if not main or place != main.location.place.id]


def native_name(place: Place) -> str | None:
    """Return a place's name in Arabic script as its own people spell it, as far as letters tell, or None."""
    return _written(place, place.country)


def native_names(place: Place) -> dict[str, str | None]:
    """Return a place's names in Arabic script as the map reads them: `native`, and `urdu` where that differs."""
    native, urdu = native_name(place), urdu_name(place)
    return {"native": native} if urdu == native else {"native": native, "urdu": urdu}


def urdu_name(place: Place) -> str | None:
    """Return a place's name in Arabic script as it is spelled in Urdu, as far as letters tell, or None."""
    return _written(place, "PK")


def _written(place: Place, country: str) -> str | None:
    strange = _STRANGE_LETTERS[""] | _STRANGE_LETTERS.get(country, frozenset())
    written = [name for name in place.alt_names if unicodedata.name(name[0], "").startswith("ARABIC")]
    return min(written, key=lambda name: (name[0] == "ئ") + sum(letter in strange for letter in name), default=None)


def plain_name(place: Place) -> str:
    """Return a place's name without the bracket that tells namesakes apart."""
    return place.name.partition(" (")[0]


def safe_url(url: str) -> str | None:
    """Return a link that a browser may follow, or None: http and https only, with a host."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _first(event: Event, role: Role) -> Place | None:
    found = [place.location.place for place in event.places if place.role is role]
    return min(found, key=lambda place: place.geo_precision, default=None)


def _arc_end(place: Place, capital: Capital) -> dict[str, Any]:
    stands = (capital(place.country) or place) if place.kind is Kind.COUNTRY else place
    return {"name": plain_name(place), **native_names(place), "lat": stands.lat, "lon": stands.lon}


def _event_place(place: EventPlace, border_km: BorderKm) -> dict[str, Any]:
    found = place.location.place
    return place_json(found) | {
        "role": str(place.role),
        "basis": str(place.basis),
        "geo_precision": found.geo_precision,
        "border_km": border_km(found),
    }


def _resolution(location: Location) -> dict[str, Any]:
    mention = location.mention
    return {
        "score": round(location.score, 3),
        "why": list(location.why),
        "candidates": [
            {"place": c.place.id, "name": c.place.name, "score": round(c.score, 3)} for c in location.candidates
        ],
        "mention": {"article_id": mention.article_id, "start": mention.start, "end": mention.end, "text": mention.text},
    }


def _marks(event: Event, report: Report, article: Article) -> list[dict[str, Any]]:
    """Return what to mark in a report's passage: the words that decided, and beside them who and when, where seen."""
    spans = {
        (place.location.mention.start, place.location.mention.end, "place")
        for place in event.places
        if place.location.mention.article_id == report.article_id
    }
    if report.trigger:
        spans.add((*report.trigger, "trigger"))
    found = [span for span in sorted(spans) if report.start <= span[0] < span[1] <= report.end]
    for start, end, kind in (*_actors(event, report, article), *_dates(event, report, article)):
        if all(end <= other[0] or start >= other[1] for other in found):
            found.append((start, end, kind))
    return [{"start": a - report.start, "end": b - report.start, "kind": kind} for a, b, kind in sorted(found)]


def _actors(event: Event, report: Report, article: Article) -> Iterator[tuple[int, int, str]]:
    """Yield where an event's actors are named in a report, the longest name first."""
    passage = article.text[report.start : report.end]
    for name in sorted({actor.name for actor in event.actors if actor.name}, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", passage, re.IGNORECASE):
            yield report.start + found.start(), report.start + found.end(), "actor"


def _dates(event: Event, report: Report, article: Article) -> Iterator[tuple[int, int, str]]:
    """Yield the expressions of a report that, read by themselves, say the event's days."""
    days = event.when.start, event.when.end
    for found in find_dates(article.text[report.start : report.end], article.published):
        if found.span_kind != "dateline" and (found.when.start, found.when.end) == days:
            yield report.start + found.start, report.start + found.end, "date"


def _count(count: Count | None) -> dict[str, int | None] | None:
    return {"low": count.low, "best": count.best, "high": count.high} if count else None
