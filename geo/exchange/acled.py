"""Events in the columns of an ACLED export, and rows of such an export as claims. data/exchange.md has the mapping.

ACLED codes what happened, one place and day a row. So a row is made only of incidents that happened or go on, at a
place known better than to the country and a time known better than to the year; the others are counted. What ACLED
knows and we do not (inter codes, regions, source scale, tags, timestamps) stays empty. actor1 and actor2 imply no
direction.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from geo.exchange.claims import Dataset, Unread
from geo.exchange.countries import shipped_countries
from geo.exchange.record import Articles, flat_record, joined, passage
from geo.exchange.tables import table_lines
from geo.model import ActorRole, DatePrecision, Event, Layer, Status

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
ACLED = Dataset(
    "acled", "Armed Conflict Location & Event Data", "ACLED", "https://acleddata.com/", "ACLED terms of use", 0.9
)
_TIME = {DatePrecision.DAY: 1, DatePrecision.WEEK: 2, DatePrecision.MONTH: 3}
_VIOLENCE, _DEMONSTRATIONS, _DEVELOPMENTS = "Political violence", "Demonstrations", "Strategic developments"
_DISORDER = {  # by event type, or where they differ by sub-event type
    "Battles": _VIOLENCE, "Explosions/Remote violence": _VIOLENCE, "Violence against civilians": _VIOLENCE,
    "Protests": _DEMONSTRATIONS, "Violent demonstration": _DEMONSTRATIONS, "Mob violence": _VIOLENCE,
    "Strategic developments": _DEVELOPMENTS,
    "Excessive force against protesters": f"{_VIOLENCE}; {_DEMONSTRATIONS}",
}  # fmt: skip
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d/%m/%Y")


def acled_lines(events: Iterable[Event], articles: Articles, left_out: Counter[str]) -> Iterator[str]:
    """Yield a CSV file in ACLED's columns; `left_out` counts by reason the events that have no such row."""
    return table_lines(COLUMNS, _rows(events, articles, left_out))


def acled_claim(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row of an ACLED export in our words. Raises Unread for what cannot be told from it."""
    precision = row.get("geo_precision") or "1"
    start, end, fineness = _days(row.get("event_date", ""), row.get("time_precision") or "1")
    sides = [row.get(name, "") for name in ("actor1", "actor2", "assoc_actor_1", "assoc_actor_2")]
    what = row.get("event_type" if row.get("sub_event_type") == "Other" else "sub_event_type", "")
    wide = "province" if row.get("location") == row.get("admin1") else "region"
    kind = "town" if precision in ("1", "2") else wide
    said = {name: row.get(name, "") for name in ("source", "source_scale", "tags", "civilian_targeting", "interaction")}
    return {
        "id": row.get("event_id_cnty", "") or row.get("data_id", ""),
        "type": row.get("sub_event_type", ""),
        "title": f"{what} in {row.get('location', '')}",
        "date_start": start, "date_end": end, "date_precision": fineness,
        "place_name": row.get("location", ""), "kind": kind,
        "country": (row.get("iso") and row["iso"].zfill(3)) or row.get("country", ""),
        "admin1": row.get("admin1", ""), "admin2": row.get("admin2", ""),
        "lat": row.get("latitude", ""), "lon": row.get("longitude", ""), "geo_precision": precision,
        "parties": "; ".join(dict.fromkeys(filter(None, sides))),
        "fatalities_best": row.get("fatalities", ""),
        "text": "\n".join([row.get("notes", ""), *(f"{name}: {value}" for name, value in said.items() if value)]),
    }  # fmt: skip


def _days(told: str, precision: str) -> tuple[str, str, str]:
    """Return the interval that a day and ACLED's time_precision (1 day, 2 week, 3 month) stand for."""
    for form in _DATES:
        try:
            day = datetime.strptime(told, form).date()
            break
        except ValueError:
            continue
    else:
        raise Unread("event_date", f"{told!r} is not a day such as 2024-03-18 or 18 March 2024")
    match precision:
        case "1":
            return str(day), str(day), "day"
        case "2":
            return str(day - timedelta(3)), str(day + timedelta(3)), "week"
        case "3":
            last = calendar.monthrange(day.year, day.month)[1]
            return str(day.replace(day=1)), str(day.replace(day=last)), "month"
    raise Unread("time_precision", f"{precision!r} is none of 1 (day), 2 (week), 3 (month)")


def _rows(events: Iterable[Event], articles: Articles, left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in events:
        if why := _why_not(event):
            left_out[why] += 1
        else:
            yield _row(event, articles)


def _why_not(event: Event) -> str:
    """Return why an event has no row in ACLED, or nothing."""
    main = event.main_place
    if event.layer is not Layer.INCIDENT:
        return "diplomatic events"
    if event.is_aggregate:
        return "totals over several events"
    if event.status not in (Status.HAPPENED, Status.ONGOING):
        return "events only planned, alleged, denied or cancelled"
    if main is None or main.location.place.geo_precision > 3:
        return "events without a place or known only to the country"
    return "" if event.when.start and event.when.precision in _TIME else "events whose time is not known to the month"


def _row(event: Event, articles: Articles) -> dict[str, Any]:
    flat = flat_record(event, articles)
    start: date = event.when.start  # type: ignore[assignment]  # _why_not has looked
    country = shipped_countries().get(flat["country"])
    first, second, more_first, more_second = _sides(event)
    told = [passage(report, articles.get(report.article_id)) for report in event.reports]
    return {
        "event_id_cnty": event.id, "event_date": str(start), "year": start.year,
        "time_precision": _TIME[event.when.precision],
        "disorder_type": _DISORDER.get(event.type.code) or _DISORDER.get(event.type.group),
        "event_type": event.type.group, "sub_event_type": event.type.code,
        "actor1": first, "assoc_actor_1": more_first, "actor2": second, "assoc_actor_2": more_second,
        "civilian_targeting": "Civilian targeting" if event.type.group == "Violence against civilians" else None,
        "iso": int(country.iso_numeric) if country.iso_numeric else None, "country": country.name or None,
        "admin1": flat["admin1"], "admin2": flat["admin2"], "location": flat["place_name"],
        "latitude": flat["lat"], "longitude": flat["lon"], "geo_precision": flat["geo_precision"],
        "source": flat["sources"], "notes": " ".join(filter(None, told)) or event.title,
        "fatalities": event.fatalities and (event.fatalities.best if event.fatalities.best is not None
                                            else event.fatalities.low),
    }  # fmt: skip


def _sides(event: Event) -> tuple[str | None, str | None, str | None, str | None]:
    """Return one actor a side and those who stand with it; who acted comes first, though ACLED does not say so."""
    by_role = {role: [actor.name for actor in event.actors if actor.role is role] for role in ActorRole}
    parties = by_role[ActorRole.PARTY]
    one = by_role[ActorRole.INITIATOR] or parties[:1]
    two = by_role[ActorRole.TARGET] or (parties[1:] if one == parties[:1] else parties)
    return joined(one[:1]), joined(two[:1]), joined(one[1:]), joined(two[1:])
