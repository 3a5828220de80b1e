"""Pages of features of a collection, and single ones: plain GeoJSON, from the store and the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from geo.errors import BadQuery, NotFound
from geo.exchange.record import flat_record
from geo.index import Choice, sums
from geo.model import Event, Place
from geo.names import fold
from geo.store import Query
from geo.store.protocol import ROW
from web.ogc.collections import AFTER, Collection
from web.world import World

Box = tuple[float, float, float, float]
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a collection. `boxes` are none for anywhere, two where a box crosses the antimeridian."""

    query: Query
    boxes: tuple[Box, ...]
    kinds: tuple[str, ...]  # of places
    limit: int
    after: str


@dataclass(frozen=True, slots=True)
class Features:
    """A page: some features, how many there are in all, and what to give as `after` for the next; empty at the end."""

    features: list[Feature]
    matched: int
    next: str


def find(here: World, collection: Collection, asked: Asked) -> Features:
    """Return the features that are asked for. Raises BadQuery if `after` was never given by a page."""
    return _events(here, collection, asked) if collection.layer else _places(here, asked)


def extent(here: World, collection: Collection) -> Box | None:
    """Return the box around all features of a collection, None if none of them has a point."""
    if collection.layer is None:
        lon, lat = np.array([(place.lon, place.lat) for place in here.gazetteer.places]).reshape(-1, 2).T
    else:
        index = here.index.current()
        single, totals = sums(Choice(index, Query(layer=(collection.layer,), limit=None)))
        seen = (single + totals > 0) & ~np.isnan(index.columns.lon)
        lon, lat = index.columns.lon[seen], index.columns.lat[seen]
    return (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())) if len(lon) else None


def feature(here: World, collection: Collection, key: str) -> Feature:
    """Return one feature, which may have another id: that of the event it was merged into. Raises NotFound."""
    if collection.layer is None:
        return place_feature(here.gazetteer.get(key), here.summary().place_counts)
    event = here.store.event(key)
    if event.layer is not collection.layer:
        raise NotFound(f"no event {key!r} in {collection.id}")
    return event_feature(here, event)


def event_feature(here: World, event: Event) -> Feature:
    """Return an event as a feature, the same as a page has it."""
    articles = {article.id: article for article in here.articles_of(event).values()}
    told = flat_record(event, articles)
    place = event.main_place
    told["actors"] = "; ".join(actor.name for actor in event.actors)
    told["licences"] = "; ".join(dict.fromkeys(filter(None, (article.licence for article in articles.values()))))
    told["border_km"] = here.summary().border_km.get(place.location.place.id) if place else None
    return _feature([told[name] for name in ROW])


def place_feature(place: Place, events: Mapping[str, int]) -> Feature:
    """Return a place as a feature."""
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "name": place.name,
            "alt_names": "; ".join(place.alt_names) or None,
            "kind": str(place.kind),
            "country": place.country or None,
            "admin1": place.admin1 or None,
            "admin2": place.admin2 or None,
            "radius_km": place.radius_km,
            "geo_precision": place.geo_precision,
            "population": place.population,
            "events": events.get(place.id, 0),
        },
    }


def _events(here: World, collection: Collection, asked: Asked) -> Features:
    """Return a page of events: those of one box after those of the other."""
    assert collection.layer
    query = replace(asked.query, layer=(collection.layer,))
    queries = [replace(query, bbox=box) for box in asked.boxes] or [query]
    part, after = _cursor(asked.after)
    found: list[Feature] = []
    while part < len(queries) and len(found) < asked.limit:
        page = here.store.rows(replace(queries[part], limit=asked.limit - len(found)), after=after)
        found += map(_feature, page.rows)
        part, after = (part, page.next) if page.next else (part + 1, "")
    following = f"{part}-{after}" if part < len(queries) else ""
    return Features(found, sum(map(here.store.count, queries)), following)


def _cursor(after: str) -> tuple[int, str]:
    """Return which box to go on with, and where in it."""
    if after and not re.fullmatch(AFTER, after):
        raise BadQuery(f"after: {after[:80]!r} was not given by a page before")
    part, _, rest = after.partition("-")
    return int(part or 0), rest


def _feature(row: Any) -> Feature:
    told = dict(zip(ROW, row, strict=True))
    key, lon, lat = told.pop("id"), told.pop("lon"), told.pop("lat")
    told["is_aggregate"] = bool(told["is_aggregate"])
    told["border_km"] = told["border_km"] and round(told["border_km"], 3)
    properties = {name: None if value == "" else value for name, value in told.items()}
    geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _places(here: World, asked: Asked) -> Features:
    found = sorted((place for place in here.gazetteer.places if _is_asked(place, asked)), key=lambda place: place.id)
    rest = [place for place in found if place.id > asked.after] if asked.after else found
    page = rest[: asked.limit]
    counts = here.summary().place_counts
    after = page[-1].id if len(page) < len(rest) else ""
    return Features([place_feature(place, counts) for place in page], len(found), after)


def _is_asked(place: Place, asked: Asked) -> bool:
    return all(_tests(place, asked))


def _tests(place: Place, asked: Asked) -> Iterator[bool]:
    """Yield whether a place passes each word that is given."""
    query = asked.query
    if asked.boxes:
        yield any(west <= place.lon <= east and south <= place.lat <= north
                  for west, south, east, north in asked.boxes)
    if query.country:
        yield place.country in query.country
    if query.admin1:
        yield fold(place.admin1) in {fold(name) for name in query.admin1}
    if query.admin2:
        yield place.admin2 in query.admin2
    if asked.kinds:
        yield str(place.kind) in asked.kinds
    if query.q:
        names = " ".join(f" {fold(name)} " for name in (place.name, *place.alt_names))
        yield all(f" {phrase}" + ("" if goes_on else " ") in names for phrase, goes_on in query.phrases)
