"""Rows of an export of ours as the events that they were, with the articles and data sets that report them.

The single columns of a row sum up its lists `actors`, `places` and `evidence`. So a row is sound only if what its lists
make has the same columns again; an edit of one and not the other is told as a fault. The texts of articles do not
travel: a report then has its passage as a note.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from geo.exchange.claims import Unread
from geo.exchange.columns import COLUMNS, KINDS, Cell
from geo.exchange.record import flat_record
from geo.exchange.rows import as_text
from geo.exchange.tables import plain_cell
from geo.model import (
    EVENT_TYPES,
    Actor,
    ActorRole,
    Article,
    Basis,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Layer,
    Location,
    Mention,
    Place,
    Report,
    Role,
    Status,
    When,
)

NEEDED = ("id", "layer", "type", "sub_type", "date_start", "places", "actors", "evidence")
_TRUE = {"true", "True", "1"}


def is_ours(columns: tuple[str, ...]) -> bool:
    """Return whether a file's columns are those of an export of ours."""
    return set(NEEDED) <= set(columns)


def returned(cells: Mapping[str, str], *, is_table: bool) -> tuple[Event, dict[str, Article]]:
    """Return the event of a row and what reports it, by id. Raises Unread for a row that does not agree with itself.

    `is_table`: the cells are those of a CSV, in which formulas are disarmed.
    """
    row = {name: plain_cell(cells[name]) if is_table and KINDS[name] not in (Cell.WHOLE, Cell.NUMBER) else cells[name]
           for name in COLUMNS if name in cells}  # fmt: skip
    articles: dict[str, Article] = {}
    reports = tuple(_report(one, articles) for one in _list(row, "evidence"))
    event = _event(row, reports)
    again = {name: as_text(value) for name, value in flat_record(event, articles).items()}
    for name, text in row.items():
        if text != again[name] and not _same(name, text, again[name]):
            why = "the other columns say" if KINDS[name] is Cell.LIST else "the lists in this row say"
            raise Unread(name, f"says {_short(text)}, but {why} {_short(again[name])}; change both, or neither")
    return event, articles


def _same(name: str, text: str, again: str) -> bool:
    """Return whether two cells mean the same: a number written otherwise, a list with other blanks."""
    try:
        match KINDS[name]:
            case Cell.NUMBER | Cell.WHOLE:
                return bool(text and again) and float(text) == float(again)
            case Cell.FLAG:
                return (text in _TRUE) == (again in _TRUE)
            case Cell.LIST:
                return bool(json.loads(text or "[]") == json.loads(again or "[]"))
            case Cell.DAY:
                return text[:10] == again
    except ValueError:
        pass
    return False


def _event(row: Mapping[str, str], reports: tuple[Report, ...]) -> Event:
    kind = _type(row)
    article = reports[0].article_id if reports else ""
    return Event(
        id=row["id"] or _fault("id", "is empty"),
        type=kind,
        title=row.get("title", ""),
        when=_when(row),
        status=_member(Status, row, "status", Status.HAPPENED),
        is_aggregate=row.get("is_aggregate", "") in _TRUE,
        places=tuple(_place(one, article) for one in _list(row, "places")),
        actors=tuple(_actor(one) for one in _list(row, "actors")),
        fatalities=_count(row, "fatalities"),
        injuries=_count(row, "injuries"),
        reports=reports,
        mode=row["sub_type"] if kind.layer is Layer.DIPLOMACY else "",
        confidence=_number(row, "confidence", 0.5),
        aliases=tuple(filter(None, row.get("aliases", "").split("; "))),
    )


def _type(row: Mapping[str, str]) -> EventType:
    code = row["sub_type"] if row["layer"] == Layer.INCIDENT else row["type"]
    if code not in EVENT_TYPES:
        column = "sub_type" if row["layer"] == Layer.INCIDENT else "type"
        raise Unread(column, f"{code!r} is neither an ACLED sub-event type nor a PLOVER type")
    return EVENT_TYPES[code]


def _when(row: Mapping[str, str]) -> When:
    try:
        start, end = (date.fromisoformat(row[name][:10]) if row.get(name) else None
                      for name in ("date_start", "date_end"))  # fmt: skip
        return When(start, end, _member(DatePrecision, row, "date_precision", DatePrecision.UNKNOWN),
                    _member(DateBasis, row, "date_basis", DateBasis.EXPLICIT))  # fmt: skip
    except Unread:
        raise
    except ValueError as error:
        raise Unread("date_start", str(error)) from None


def _report(told: Mapping[str, Any], articles: dict[str, Article]) -> Report:
    try:
        key = str(told["article"])
        articles[key] = Article(
            key, "", told.get("title", ""), told.get("publisher", ""), told.get("url", ""),
            date.fromisoformat(told["published"]) if "published" in told else None,
            licence=told.get("licence", ""), is_dataset=told.get("is_dataset", False),
        )  # fmt: skip
        fatalities, injuries = (Count(**told[name]) if name in told else None for name in ("fatalities", "injuries"))
        return Report(key, 0, 0, None, fatalities, injuries, told.get("record", ""), told.get("text", ""),
                      told.get("link", ""))  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unread("evidence", f"cannot be read: {error!r}") from None


def _place(told: Mapping[str, Any], article: str) -> EventPlace:
    try:
        place = Place(
            told["place"], told.get("name", ""), (), (), Kind(told["kind"]), told.get("country", ""),
            told.get("admin1", ""), told.get("admin2", ""), told["lat"], told["lon"], told["radius_km"],
        )  # fmt: skip
        if place.geo_precision != told["geo_precision"]:
            place = replace(place, precision=int(told["geo_precision"]))
        mention = Mention(article, 0, 0, told.get("text", ""))
        return EventPlace(Role(told["role"]), Location(mention, place, told["score"]), Basis(told["basis"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unread("places", f"cannot be read: {error!r}") from None


def _actor(told: Mapping[str, Any]) -> Actor:
    try:
        return Actor(told["name"], ActorRole(told["role"]), told.get("country", ""))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unread("actors", f"cannot be read: {error!r}") from None


def _list(row: Mapping[str, str], name: str) -> list[Any]:
    try:
        told = json.loads(row[name] or "[]")
    except ValueError:
        raise Unread(name, "is no JSON") from None
    return told if isinstance(told, list) else _fault(name, "is no JSON list")


def _count(row: Mapping[str, str], what: str) -> Count | None:
    low, best, high = (None if not row.get(name) else _whole(row, name)
                       for name in (f"{what}_low", f"{what}_best", f"{what}_high"))  # fmt: skip
    return None if low is best is high is None else Count(low, best, high)


def _whole(row: Mapping[str, str], name: str) -> int:
    try:
        return int(float(row[name])) if "." in row[name] else int(row[name])
    except ValueError:
        raise Unread(name, f"{row[name]!r} is not a whole number") from None


def _number(row: Mapping[str, str], name: str, otherwise: float) -> float:
    try:
        return float(row[name]) if row.get(name) else otherwise
    except ValueError:
        raise Unread(name, f"{row[name]!r} is not a number") from None


def _member(kinds: Any, row: Mapping[str, str], name: str, otherwise: Any) -> Any:
    try:
        return kinds(row[name]) if row.get(name) else otherwise
    except ValueError:
        raise Unread(name, f"{row[name]!r} is none of {', '.join(kinds)}") from None


def _fault(column: str, say: str) -> Any:
    raise Unread(column, say)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
