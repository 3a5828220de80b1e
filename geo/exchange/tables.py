"""Rows as CSV for spreadsheets: UTF-8 with a byte order mark, a header, one event a row.

A spreadsheet runs text that looks like a formula. Such text, and text that starts with an apostrophe already, gets an
apostrophe in front; `plain_cell` takes it away again. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from geo.exchange.columns import COLUMNS
from geo.exchange.record import Articles, flat_record
from geo.model import Event

_MARK = "\ufeff"
_FORMULA = frozenset("=+-@|%\t\r\n\0")


def csv_lines(events: Iterable[Event], articles: Articles) -> Iterator[str]:
    """Yield a CSV file of events, a line at a time, as they come."""
    return table_lines(COLUMNS, (flat_record(event, articles) for event in events))


def table_lines(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, second: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield a CSV file of rows; what a row lacks stays empty. `second` is a row under the header, such as HXL's."""
    cells = csv.writer(line := io.StringIO(newline=""), quoting=csv.QUOTE_NONNUMERIC)

    def written(row: Iterable[Any]) -> str:
        line.seek(0)
        line.truncate()
        cells.writerow(row)
        return line.getvalue()

    yield _MARK + written(columns)
    if second:
        yield written(second.get(column, "") for column in columns)
    for row in rows:
        yield written(_cell(row.get(column)) for column in columns)


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if _looks_like_formula(text) or text.startswith("'") else text


def plain_cell(cell: str) -> str:
    """Return the text that `safe_cell` was given; an apostrophe that it would not have set stays."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def json_text(value: Any) -> str:
    """Return JSON text in one line; escaped where it holds what is no Unicode text."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return json.dumps(value) if any("\ud800" <= char <= "\udfff" for char in text) else text


def _looks_like_formula(text: str) -> bool:
    """Say so also for full-width signs, and behind blanks of any kind, which some spreadsheets skip."""
    first = text.lstrip()[:1]
    return text[:1] in _FORMULA or unicodedata.normalize("NFKC", first) in _FORMULA


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json_text(value)
    if isinstance(value, str):
        return safe_cell(value.encode("utf-8", "replace").decode())
    return int(value) if isinstance(value, float) and value.is_integer() else value
