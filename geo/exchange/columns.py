"""The columns of a flat event: their order and kinds, the same in every format that is ours."""

from __future__ import annotations

from enum import StrEnum


class Cell(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    DAY = "ISO 8601 day"
    LIST = "JSON list"


KINDS = {
    "id": Cell.TEXT, "layer": Cell.TEXT, "type": Cell.TEXT, "sub_type": Cell.TEXT, "title": Cell.TEXT,
    "date_start": Cell.DAY, "date_end": Cell.DAY, "date_precision": Cell.TEXT, "date_basis": Cell.TEXT,
    "status": Cell.TEXT, "is_aggregate": Cell.FLAG, "place": Cell.TEXT, "place_name": Cell.TEXT, "kind": Cell.TEXT,
    "country": Cell.TEXT, "admin1": Cell.TEXT, "admin2": Cell.TEXT, "lat": Cell.NUMBER, "lon": Cell.NUMBER,
    "radius_km": Cell.NUMBER, "geo_precision": Cell.WHOLE, "role": Cell.TEXT, "basis": Cell.TEXT,
    "initiators": Cell.TEXT, "targets": Cell.TEXT, "parties": Cell.TEXT,
    "fatalities_low": Cell.WHOLE, "fatalities_best": Cell.WHOLE, "fatalities_high": Cell.WHOLE,
    "injuries_low": Cell.WHOLE, "injuries_best": Cell.WHOLE, "injuries_high": Cell.WHOLE,
    "confidence": Cell.NUMBER, "reports": Cell.WHOLE, "sources": Cell.TEXT, "licences": Cell.TEXT, "urls": Cell.TEXT,
    "articles": Cell.TEXT, "aliases": Cell.TEXT, "actors": Cell.LIST, "places": Cell.LIST, "evidence": Cell.LIST,
}  # fmt: skip
COLUMNS = tuple(KINDS)
CATEGORIES = ("layer", "type", "sub_type", "date_precision", "date_basis", "status", "kind", "country", "admin1",
              "admin2", "role", "basis")  # fmt: skip
