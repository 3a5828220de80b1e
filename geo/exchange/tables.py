"""Events as CSV for spreadsheets: UTF-8 with a byte order mark, one event a row.

A spreadsheet runs text that looks like a formula. Such text, and text that starts with an apostrophe already, gets an
apostrophe in front; taking one away again gives what was there (`plain_cell`). Numbers stay numbers.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TextIO

from geo.exchange.record import Source, flat_record
from geo.model import Event

COLUMNS = (
    "id", "layer", "type", "sub_type", "title", "date_start", "date_end", "date_precision", "date_basis", "status",
    "is_aggregate", "place", "place_name", "kind", "country", "admin1", "admin2", "lat", "lon", "radius_km",
    "geo_precision", "role", "basis", "initiators", "targets", "fatalities_low", "fatalities_best", "fatalities_high",
    "injuries_low", "injuries_best", "injuries_high", "confidence", "reports", "sources", "urls", "articles",
)
_MARK = "\ufeff"
_FORMULA = frozenset("=+-@|%\t\r\n\0")


def write_csv(events: Iterable[Event], file: TextIO, articles: Mapping[str, Source] | None = None) -> None:
    """Write events as they come to a text file that was opened with newline="".

    `articles` gives publishers and addresses by article id.
    """
    file.write(_MARK)
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for event in events:
        row = flat_record(event, articles or {})
        writer.writerow([_cell(row[column]) for column in COLUMNS])


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if _looks_like_formula(text) or text.startswith("'") else text


def plain_cell(cell: str) -> str:
    """Return the text that `safe_cell` was given."""
    return cell.removeprefix("'")


def _looks_like_formula(text: str) -> bool:
    """Say so also for full-width signs, and behind blanks, which some spreadsheets skip."""
    first = text.lstrip(" \u00a0\u3000")[:1]
    return bool(first) and (text[0] in _FORMULA or unicodedata.normalize("NFKC", first) in _FORMULA)


def _cell(value: str | int | float | bool | None) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_cell(value.encode("utf-8", "replace").decode())
    return value
