"""Lines of the gazetteer in which no cell can be wrong by itself, found in long stretches by one automaton.

What is not plain need not be wrong: it is to be looked at cell by cell. Nothing is decided here about how rows agree
with each other or with the map, nor whether a point lies in the region.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import re2

from geo.model import Kind
from geo.tables import Spot, Table

COLUMNS = (
    "id", "name", "alt_names", "demonyms", "kind", "country", "admin1", "admin2", "latitude", "longitude",
    "radius_km", "population", "geonames_id", "capital_of", "source",
)  # fmt: skip
PIPED = ("alt_names", "demonyms")  # columns that hold several names
_FREE = ("geonames_id", "source")  # what is in them is not looked at

_LONGEST = 1 << 20  # bytes of a stretch: what is in memory at once as cells
_NEVER = (  # what no cell of a plain line holds: controls, direction marks, joiners, what could not be decoded
    r"\x00-\x1f\x7f-\x9f\x{ad}\x{61c}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2069}\x{feff}\x{fffd}"
)
_BLANK = r" \x{a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}"
_PERSIAN = r"[\x{600}-\x{6ff}](?:\x{200c}[\x{600}-\x{6ff}])+"  # the one place for a zero-width non-joiner
_FRACTION = r"(?:\.[0-9]{1,9})?"
_CELLS = {
    "id": r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "kind": "|".join(kind.value for kind in Kind),
    "country": "(?:[A-Z]{2})?",
    "capital_of": "(?:[A-Z]{2})?",
    "latitude": rf"-?(?:[0-8]?[0-9]{_FRACTION}|90(?:\.0)?)",
    "longitude": rf"-?(?:(?:1[0-7])?[0-9]{_FRACTION}|[0-9]{{2}}{_FRACTION}|180(?:\.0)?)",
    "radius_km": rf"[1-9][0-9]{{0,3}}{_FRACTION}|0\.(?:[1-9][0-9]{{0,8}}|0[5-9][0-9]{{0,7}})",
    "population": "(?:[0-9]{1,11})?",
}


class Stretch(NamedTuple):
    """Rows that follow each other: where the first begins, their cells by column, and where the next one begins."""

    spot: Spot
    columns: Sequence[Sequence[str]]
    after: Spot
    is_plain: bool

    @property
    def lines(self) -> range:
        """The line of each row."""
        return range(self.spot.line, self.spot.line + len(self.columns[0]))


def stretches(table: Table) -> Iterator[Stretch]:
    """Yield the rows of a table in order: long stretches of plain ones, any other by itself."""
    pattern = _pattern(tuple(table.header))
    spot = table.first
    while spot.at < len(table.raw):
        if found := pattern.match(table.raw, spot.at, spot.at + _LONGEST):
            columns = _columns(table.raw[spot.at : found.end()], table.order)
            after = Spot(spot.line + len(columns[0]), found.end())
            yield Stretch(spot, columns, after, is_plain=True)
        elif record := next(table.records(spot), None):
            after = record.after
            yield Stretch(record.spot, [(cell,) for cell in record.cells], after, is_plain=False)
        else:
            return
        spot = after


def _columns(raw: bytes, order: Sequence[int]) -> list[Sequence[str]]:
    """Return the cells of plain lines by column."""
    text = raw.decode("utf-8").replace("\r\n", "\n")
    if '"' in text:
        found: list[Sequence[str]] = list(zip(*csv.reader(text.removesuffix("\n").split("\n")), strict=True))
    else:
        cells = text.removesuffix("\n").replace("\n", ",").split(",")
        found = [cells[index :: len(order)] for index in range(len(order))]
    return [found[index] for index in order]


@lru_cache(maxsize=4)
def _pattern(header: tuple[str, ...]) -> Any:
    """Return the automaton of plain lines for the order that the columns have in a file."""
    cells = {column: (_cell(column, ""), _cell(column, ",")) for column in COLUMNS}
    one = ",".join(f'(?:{bare}|"{quoted}")' for bare, quoted in (cells[column] for column in header))
    return re2.compile(f"(?:{one}\r?\n)+")


def _cell(column: str, more: str) -> str:
    """Return the pattern of a cell; `more` are the marks that it may hold because it stands in quotes."""
    if column in _CELLS:
        return f"(?:{_CELLS[column]})"
    forbidden = '"' if more else '",'
    ends = _text(forbidden + "|")
    if column in PIPED:
        return rf"(?:{ends}(?:[|]{ends})*)?"
    return ends if column == "name" else f"(?:{_text(forbidden if column in _FREE else forbidden + '|')})?"


def _text(forbidden: str) -> str:
    """Return the pattern of a text that neither begins nor ends with a blank."""
    black, any_ = f"[^{_NEVER}{_BLANK}{forbidden}]", f"[^{_NEVER}{forbidden}]"
    return f"(?:{black}|{_PERSIAN})(?:(?:{any_}|{_PERSIAN})*(?:{black}|{_PERSIAN}))?"
