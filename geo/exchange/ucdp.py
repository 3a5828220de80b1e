"""Events in the columns of UCDP GED, and its rows as claims. data/exchange.md has the mapping.

UCDP counts events with at least one death in organised violence. So a row is made only of incidents that happened, are
dated and located, and have deaths told; the others are counted. Its numbers of conflicts, dyads and actors stay empty,
and so does type_of_violence, which says who fought and not how; but violence against civilians is one-sided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import floor
from typing import Any

from geo.exchange.claims import STANDS, Dataset, Unread
from geo.exchange.countries import shipped_countries
from geo.exchange.record import Articles, flat_record, passage
from geo.exchange.tables import table_lines
from geo.model import ActorRole, DatePrecision, Event, Kind, Layer, Place, Status

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "iso3", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
UCDP = Dataset(
    "ucdp-ged", "UCDP Georeferenced Event Dataset", "UCDP GED", "https://ucdp.uu.se/downloads/", "CC-BY-4.0", 0.9
)
_TYPES = {"1": "Armed clash", "2": "Armed clash", "3": "Attack"}
_TYPE_WORDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
_DATE_PRECISIONS = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
_KINDS = {"town": "town", "village": "village", "city": "city", "pass": "pass", "suburb": "neighbourhood",
          "locality": "neighbourhood"}  # fmt: skip
_LAST_WORD = re.compile(r"\s+(town|village|city|district|province)$", re.IGNORECASE)
_TOLD = ("type_of_violence", "conflict_name", "dyad_name", "number_of_sources", "source_office", "source_date",
         "source_original", "adm_1", "adm_2", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "relid",
         "code_status")  # fmt: skip


def ucdp_lines(events: Iterable[Event], articles: Articles, left_out: Counter[str]) -> Iterator[str]:
    """Yield a CSV file in UCDP GED's columns; `left_out` counts by reason the events that have no such row."""
    return table_lines(COLUMNS, _rows(events, articles, left_out))


def ucdp_claim(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row of UCDP GED in our words. Raises Unread for what cannot be told from it.

    Sides are parties but in one-sided violence, where side_a is who acted.
    """
    violence = row.get("type_of_violence", "")
    if violence not in _TYPES:
        raise Unread("type_of_violence", f"{violence!r} is none of 1 (state-based), 2 (non-state), 3 (one-sided)")
    if (precision := row.get("date_prec") or "1") not in _DATE_PRECISIONS:
        raise Unread("date_prec", f"{precision!r} is none of 1, 2, 3, 4, 5")
    sides = [row.get("side_a", ""), row.get("side_b", "")]
    one_sided = violence == "3"
    where = row.get("where_coordinates", "")
    return {
        "id": row.get("id", ""),
        "type": _TYPES[violence],
        "why": f"type_of_violence {violence} ({_TYPE_WORDS[violence]}){STANDS}{_TYPES[violence]}: "
               "UCDP does not tell the means",
        "title": ", ".join(filter(None, [" – ".join(filter(None, sides)), where])),
        "date_start": row.get("date_start", "")[:10], "date_end": row.get("date_end", "")[:10],
        "date_precision": _DATE_PRECISIONS[precision],
        "is_aggregate": "true" if row.get("event_clarity") == "2" else "false",
        **_where(row, where),
        "country": row.get("iso3") or row.get("country", ""), "lat": row.get("latitude", ""),
        "lon": row.get("longitude", ""),
        "initiators": sides[0] if one_sided else "", "targets": sides[1] if one_sided else "",
        "parties": "" if one_sided else "; ".join(filter(None, sides)),
        **{f"fatalities_{name}": row.get(name, "") for name in ("low", "best", "high")},
        "text": "\n".join(_words(row)),
    }  # fmt: skip


def _where(row: Mapping[str, str], where: str) -> dict[str, str]:
    """Return the place by where_prec: 1 exact, 2 within 25 km, 3 district, 4 province, 5 line or area, 6 country."""
    precision = row.get("where_prec", "")
    told = {"place_text": where, "place_name": _LAST_WORD.sub("", where), "admin1": row.get("adm_1", ""),
            "admin2": row.get("adm_2", ""), "place_why": f"UCDP where_prec {precision}"}  # fmt: skip
    last = where.rpartition(" ")[2].casefold()
    match precision:
        case "1" | "2":
            radius = {"radius_km": "25"} if precision == "2" else {}
            return {**told, "kind": _KINDS.get(last, "site"), "geo_precision": precision, **radius}
        case "3":
            return {**told, "kind": "district", "geo_precision": "2", "place_name": told["admin2"] or where}
        case "4":
            return {**told, "kind": "province", "geo_precision": "3", "place_name": told["admin1"] or where}
        case "5":
            wide = {"geo_precision": "2", "radius_km": "40"} if told["admin2"] else {"geo_precision": "3"}
            return {**told, "kind": "region", **wide}
        case "6":
            return {**told, "kind": "country", "geo_precision": "4", "place_name": row.get("country") or where}
        case "7":
            return {**told, "kind": "region", "geo_precision": "4"}
    raise Unread("where_prec", f"{precision!r} is none of 1 to 7")


def _words(row: Mapping[str, str]) -> Iterator[str]:
    if description := row.get("where_description"):
        yield description
    for name in ("source_headline", "source_article"):
        if row.get(name):
            yield f"{name}: {row[name]}"
    for name in _TOLD:
        if row.get(name) not in (None, "", "-1"):
            yield f"{name}: {row[name]}"


def _rows(events: Iterable[Event], articles: Articles, left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in events:
        if why := _why_not(event):
            left_out[why] += 1
        else:
            yield _row(event, articles)


def _why_not(event: Event) -> str:
    """Return why an event has no row in UCDP GED, or nothing."""
    if event.layer is not Layer.INCIDENT:
        return "diplomatic events"
    if event.status not in (Status.HAPPENED, Status.ONGOING):
        return "events only planned, alleged, denied or cancelled"
    if not event.places:
        return "events without a place"
    if not event.when.start or not event.when.end or event.when.precision is DatePrecision.UNKNOWN:
        return "events without a date"
    deaths = event.fatalities
    return "" if deaths and any((deaths.low, deaths.best, deaths.high)) else "events without a death told"


def _row(event: Event, articles: Articles) -> dict[str, Any]:
    flat = flat_record(event, articles)
    place = event.main_place.location.place  # type: ignore[union-attr]  # _why_not has looked
    country = shipped_countries().get(place.country)
    names = {role: [actor.name for actor in event.actors if actor.role is role] for role in ActorRole}
    sides = [*names[ActorRole.INITIATOR][:1], *names[ActorRole.PARTY], *names[ActorRole.TARGET]]
    first = sides[0] if names[ActorRole.INITIATOR] or names[ActorRole.PARTY] else None
    second = next(iter(names[ActorRole.TARGET] or names[ActorRole.PARTY][1:]), None)
    record = [report.record for report in event.reports if report.article_id == UCDP.id]
    said = [passage(report, articles.get(report.article_id)) for report in event.reports]
    return {
        "id": (record or [event.id])[0], "year": event.when.start and event.when.start.year,
        "type_of_violence": 3 if event.type.group == "Violence against civilians" else None,
        "side_a": first, "side_b": second, "number_of_sources": len({one.article_id for one in event.reports}),
        "source_article": " ".join(filter(None, said)) or event.title, "source_office": flat["sources"],
        "where_prec": _where_prec(place), "where_coordinates": place.name, "adm_1": place.admin1 or None,
        "adm_2": place.admin2 or None, "latitude": place.lat, "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})", "priogrid_gid": priogrid(place.lon, place.lat),
        "country": country.name or None, "iso3": country.iso3 or None, "event_clarity": 2 if event.is_aggregate else 1,
        "date_prec": _date_prec(event), "date_start": flat["date_start"], "date_end": flat["date_end"],
        **{name: flat[f"fatalities_{name}"] for name in ("best", "high", "low")},
    }  # fmt: skip


def _where_prec(place: Place) -> int:
    if place.geo_precision == 1:
        return 1
    match place.kind:
        case Kind.DISTRICT | Kind.TEHSIL:
            return 3
        case Kind.PROVINCE:
            return 4
        case Kind.COUNTRY:
            return 6
        case Kind.REGION | Kind.RIVER:
            return 5
        case _:
            return 2


def _date_prec(event: Event) -> int:
    days = (event.when.end - event.when.start).days if event.when.start and event.when.end else 0
    match event.when.precision:
        case DatePrecision.DAY:
            return 1
        case DatePrecision.WEEK:
            return 2 if days < 6 else 3
        case DatePrecision.MONTH:
            return 4
        case _:
            return 5


def priogrid(lon: float, lat: float) -> int:
    """Return the cell of PRIO-GRID (0.5 degrees, numbered from the south-west corner, row by row) at a point."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1
