"""Rows of the gazetteer's CSV: what can be read becomes a Place, what cannot becomes Problems of the cell.

Coordinates are WGS 84 decimal degrees, radii km. Nothing is guessed, but the likely slip is named.
"""

from __future__ import annotations

import csv
import gc
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from geo.gazetteer.plain import COLUMNS, PIPED, stretches
from geo.model import Kind, Place, Problem
from geo.names import fold
from geo.tables import Table, hidden_faults, read_bytes

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}
_NUMBER = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,9})?")
_WHOLE = re.compile(r"[0-9]{1,11}")
_RANGES = (("latitude", -90, 90), ("longitude", -180, 180), ("radius_km", 0.05, 10_000))
Cells = Mapping[str, str]  # of one row, by column
REGION_OF = {"PK": (60.5, 23.3, 78.0, 37.3), "AF": (60.3, 29.2, 75.1, 38.6)}  # west, south, east, north
_GAP = re.compile(r"^\s*\||\|\s*(\||$)")


def read_places(path: Path, raw: bytes | None = None) -> tuple[list[tuple[int, Place]], list[Problem]]:
    """Return the places that can be read, each with its line, and every fault; `raw` is the content if read already.

    Raises DataError, SourceError.
    """
    problems: list[Problem] = []
    table = Table(path, COLUMNS, problems, read_bytes(path) if raw is None else raw)
    with paused_collector():
        rows = (
            (line, cells, stretch.is_plain)
            for stretch in stretches(table)
            for line, cells in zip(stretch.lines, zip(*stretch.columns, strict=True), strict=True)
        )
        places = read_rows(str(path), rows, problems)
    if not places and not problems:
        problems.append(no_rows(path))
    return places, problems


def read_rows(
    path: str,
    rows: Iterable[tuple[int, Sequence[str], bool]],
    problems: list[Problem],
    unread: list[Cells] | None = None,
) -> list[tuple[int, Place]]:
    """Return the places of rows (line, cells, whether the row is plain) that can be read; add the faults of others.

    Their cells are added to `unread`.
    """
    places: list[tuple[int, Place]] = []
    lines: dict[str, int] = {}
    for line, cells, is_plain in rows:
        if is_plain and cells[0] not in lines and _is_in_its_region(cells):
            places.append((line, place_of(cells)))
        else:
            row = dict(zip(COLUMNS, cells, strict=True))
            if faults := [Problem(path, line, column, row[column], say) for column, say in _faults(row, lines)]:
                problems += faults
                if unread is not None:
                    unread.append(row)
            else:
                places.append((line, place_of(cells)))
        lines.setdefault(cells[0], line)
    return places


def no_rows(path: Path) -> Problem:
    """Return the fault of a file that has a header and nothing else."""
    return Problem(str(path), 1, "", "", "no row follows the header; is the file cut short?")


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep Python from looking for garbage while a million rows are made, none of which is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def cells_of(place: Place) -> dict[str, str]:
    """Return a place as the cells of its row, as the file spells them."""
    return {
        "id": place.id,
        "name": place.name,
        "alt_names": "|".join(place.alt_names),
        "demonyms": "|".join(place.demonyms),
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": _plain(place.lat),
        "longitude": _plain(place.lon),
        "radius_km": _plain(place.radius_km),
        "population": "" if place.population is None else str(place.population),
        "geonames_id": place.geonames_id,
        "capital_of": place.capital_of,
        "source": place.source,
    }


def csv_line(cells: Iterable[str]) -> str:
    """Return cells as one line of the file, without its end."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="").writerow(cells)
    return file.getvalue()


def csv_row(place: Place) -> str:
    """Return a place as a line to paste into the file, without its end."""
    return csv_line(cells_of(place).values())


def _plain(number: float) -> str:
    return f"{number:.9f}".rstrip("0").rstrip(".")


def place_of(cells: Sequence[str]) -> Place:
    """Return the place of cells in the order of COLUMNS."""
    (place_id, name, alt_names, demonyms, kind, country, admin1, admin2, lat, lon, radius_km, population,
     geonames_id, capital_of, source) = cells  # fmt: skip
    return Place(
        place_id, name, _split(alt_names), _split(demonyms), _KINDS[kind], country, admin1, admin2,
        float(lat), float(lon), float(radius_km), int(population) if population else None,
        geonames_id, capital_of, source,
    )  # fmt: skip


def _split(cell: str) -> tuple[str, ...]:
    return tuple([part.strip() for part in cell.split("|")]) if cell else ()


def _is_in_its_region(cells: Sequence[str]) -> bool:
    if cells[5] not in REGION_OF:
        return True
    west, south, east, north = REGION_OF[cells[5]]
    return west <= float(cells[9]) <= east and south <= float(cells[8]) <= north


def _faults(cells: Mapping[str, str], lines: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield (column, what is wrong) for all that makes a row unreadable; `lines` knows the ids of the rows above."""
    if not _ID.fullmatch(cells["id"]):
        found = f"{cells['id']!r} is no id" if cells["id"] else "is empty"
        yield "id", f"{found}; expected small letters a-z and digits in words joined by hyphens{_id_hint(cells)}"
    elif cells["id"] in lines:
        yield "id", f"{cells['id']!r} already stands on line {lines[cells['id']]}; every id is used once"
    if not cells["name"]:
        yield "name", "is empty; every place needs a name"
    if cells["kind"] not in _KINDS:
        near = get_close_matches(cells["kind"].lower().replace(" ", "_"), _KINDS, n=1)
        hint = f"; is {near[0]!r} meant?" if near else ""
        yield "kind", f"{cells['kind']!r} is none of {', '.join(_KINDS)}{hint}"
    for column in ("country", "capital_of"):
        if cells[column] and not _COUNTRY.fullmatch(cells[column]):
            yield column, f"{cells[column]!r} is no ISO 3166-1 alpha-2 code such as PK{_code_hint(cells, column)}"
    yield from _number_faults(cells)
    yield from _text_faults(cells)


def _id_hint(cells: Cells) -> str:
    """Return an id that would do, as far as it can be told from the row."""
    words = re.findall(r"[a-z0-9]+", fold(cells["id"] or f"{cells['country']} {cells['name']}"))
    return f"; write {'-'.join(words)}?" if words else ""


def _code_hint(cells: Cells, column: str) -> str:
    """Return the code that is likely meant: the same in capitals, or that which the id begins with."""
    cell, begin = cells[column], cells["id"].partition("-")[0].upper()
    code = cell.upper() if len(cell) == 2 else begin if column == "country" else ""
    return f"; is {code} meant?" if _COUNTRY.fullmatch(code) else ""


def _number_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, low, high in _RANGES:
        cell = cells[column]
        if not _NUMBER.fullmatch(cell):
            yield column, f"{cell!r} is no plain decimal number such as 34.1283{_notation(cell)}"
        elif not low <= float(cell) <= high:
            yield column, f"{cell} is outside {low} to {high}{_swap_hint(cells)}"
    people = cells["population"]
    if people and not _WHOLE.fullmatch(people):
        yield "population", f"{people!r} is no whole number such as 125000{_notation(people, is_whole=True)}"
    if cells["country"] in REGION_OF:
        yield from _region_faults(cells)


def _notation(cell: str, *, is_whole: bool = False) -> str:
    """Return a guess at the slip behind a number in another notation."""
    plain = "".join(str(unicodedata.digit(char, char)) for char in cell)
    hints = (
        (not cell, "the cell is empty"),
        (plain != cell, f"these digits are of another script; write {plain}"),
        (is_whole and re.fullmatch(r"\d{1,3}([,. ]\d{3})+", cell), "leave out what groups the digits"),
        (re.fullmatch(r"-?\d+,\d+", cell), f"is the comma a decimal sign? write {cell.replace(',', '.')}"),
        (re.search(r"[°'′\"NSEW]", cell), "write decimal degrees, not minutes and seconds"),
        (re.search(r"\d[ ,_]\d", cell), "leave out what groups the digits"),
        (re.fullmatch(r"[-+]?(inf|infinity|nan)", cell, re.IGNORECASE), "a finite number was expected"),
        (re.search(r"\d[eE]", cell), "write the number out, without an exponent"),
        (cell.startswith("+"), "leave out the plus sign"),
        (re.fullmatch(r"[0-9.]+ ?[a-z]+", cell), "leave out the unit"),
    )
    return next((f"; {hint}" for holds, hint in hints if holds), "")


def _swap_hint(cells: Mapping[str, str]) -> str:
    lat, lon = cells["latitude"], cells["longitude"]
    if _NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon) and abs(float(lat)) > 90 >= abs(float(lon)):
        return "; latitude and longitude look swapped"
    return ""


def _region_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    lat, lon = cells["latitude"], cells["longitude"]
    if not (_NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon)) or abs(float(lat)) > 90 or abs(float(lon)) > 180:
        return  # told already
    west, south, east, north = REGION_OF[cells["country"]]
    inside = west <= float(lon) <= east and south <= float(lat) <= north
    swapped = west <= float(lat) <= east and south <= float(lon) <= north
    if not inside:
        hint = "; latitude and longitude look swapped" if swapped else ""
        box = f"latitude {south} to {north}, longitude {west} to {east}"
        yield "latitude", f"{lat}, {lon} lies outside {cells['country']} ({box}){hint}"


def _text_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from hidden_faults(cells)
    for column in ("name", "id", "country", "admin1", "admin2"):
        if "|" in cells[column]:
            yield column, f"{cells[column]!r} holds a vertical bar, which parts names in {' and '.join(PIPED)} only"
    for column in PIPED:
        if _GAP.search(cells[column]):
            yield column, f"{cells[column]!r} holds an empty name; is there a vertical bar too many?"
