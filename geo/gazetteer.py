"""The gazetteer: read and check the CSV that data maintainers edit; ask for a place by any spelling.

Coordinates are WGS 84 decimal degrees, radii km. No text of an article ever enters here, and nothing is guessed:
a row that cannot be read is a Problem with its physical line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from geo.errors import DataError, NotFound
from geo.model import Kind, Place, Problem
from geo.names import fold
from geo.tables import Row, read_table

COLUMNS = (
    "id", "name", "alt_names", "demonyms", "kind", "country", "admin1", "admin2", "latitude", "longitude",
    "radius_km", "population", "geonames_id", "capital_of", "source",
)  # fmt: skip

_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}
_NUMBER = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,9})?")
_WHOLE = re.compile(r"[0-9]{1,11}")
_RANGES = (("latitude", -90, 90), ("longitude", -180, 180), ("radius_km", 0.05, 10_000))
_REGION_OF = {"PK": (60.5, 23.3, 78.0, 37.3), "AF": (60.3, 29.2, 75.1, 38.6)}  # west, south, east, north
# The zero-width non-joiner belongs to Persian spelling, between letters of Arabic script and nowhere else.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200d-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]"
    "|(?<![\u0600-\u06ff])\u200c|\u200c(?![\u0600-\u06ff])"
)
_SHORT = 4  # letters: Hub, Dir, Tank, Mach, Uri are words too when written small


class Gazetteer:
    """Every place, found by id or by any spelling. Nothing changes after it is made; it pickles.

    `names` leads from a folded spelling to its places, `demonyms` from a folded demonym to its country.
    `exact_case` holds the spellings, as written, that count only when a text writes them with the same case.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: tuple[Place, ...] = tuple(places)
        self._by_id = {place.id: place for place in self.places}
        self.names: Mapping[str, tuple[Place, ...]] = _index_names(self.places)
        self.demonyms: Mapping[str, Place] = {
            fold(demonym): place for place in self.places for demonym in place.demonyms
        }
        self.exact_case: frozenset[str] = frozenset(
            name for place in self.places for name in spellings(place) if _needs_exact_case(name)
        )
        self._provinces = {(p.country, p.admin1): p for p in self.places if p.kind is Kind.PROVINCE}
        self._districts = {(p.country, p.admin1, p.admin2): p for p in self.places if p.kind is Kind.DISTRICT}
        self._countries = {p.country: p for p in self.places if p.kind is Kind.COUNTRY}
        self._capitals = {p.capital_of: p for p in self.places if p.capital_of}

    def __len__(self) -> int:
        return len(self.places)

    def get(self, place_id: str) -> Place:
        """Return the place with that id; raise NotFound if there is none."""
        try:
            return self._by_id[place_id]
        except KeyError:
            raise NotFound(f"no place {place_id!r} in the gazetteer") from None

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return every place that bears the name in any spelling, in the order of the file; none is an answer."""
        return self.names.get(fold(name), ())

    def parents(self, place: Place) -> tuple[Place, ...]:
        """Return the district, province and country that hold the place, narrowest first, as far as they have rows."""
        found = (
            self._districts.get((place.country, place.admin1, place.admin2)) if place.admin2 else None,
            self._provinces.get((place.country, place.admin1)) if place.admin1 else None,
            self._countries.get(place.country) if place.country else None,
        )
        return tuple(parent for parent in found if parent is not None and parent.id != place.id)

    def capital(self, country_code: str) -> Place | None:
        """Return the capital of a country (ISO 3166-1 alpha-2), or None."""
        return self._capitals.get(country_code)


def spellings(place: Place) -> tuple[str, ...]:
    """Return the names that a text may use for a place: its name without the bracket, then its other names."""
    return (_BRACKET.sub("", place.name), *place.alt_names)


def read_gazetteer(path: Path) -> Gazetteer:
    """Return the gazetteer in a CSV file.

    Raises DataError with every row that cannot be read, SourceError if the file cannot be opened.
    """
    places, problems = _read_places(Path(path))
    if problems:
        raise DataError(problems)
    return Gazetteer(place for _, place in places)


def _index_names(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    index: dict[str, dict[str, Place]] = {}
    for place in places:
        for name in spellings(place):
            if key := fold(name):
                index.setdefault(key, {})[place.id] = place
    return {key: tuple(some.values()) for key, some in index.items()}


def _needs_exact_case(name: str) -> bool:
    letters = "".join(filter(str.isalpha, name))
    return letters.isascii() and (letters.isupper() or (len(letters) <= _SHORT and " " not in name))


def _read_places(path: Path) -> tuple[list[tuple[Row, Place]], list[Problem]]:
    rows, problems = read_table(path, COLUMNS)
    places: list[tuple[Row, Place]] = []
    lines: dict[str, int] = {}
    for row in rows:
        faults = [Problem(str(path), row.line, column, row[column], say) for column, say in _row_faults(row, lines)]
        if faults:
            problems += faults
        else:
            places.append((row, _place(row)))
        lines.setdefault(row["id"], row.line)
    return places, problems


def _place(row: Row) -> Place:
    cells = row.cells
    return Place(
        id=cells["id"],
        name=cells["name"],
        alt_names=_split(cells["alt_names"]),
        demonyms=_split(cells["demonyms"]),
        kind=_KINDS[cells["kind"]],
        country=cells["country"],
        admin1=cells["admin1"],
        admin2=cells["admin2"],
        lat=float(cells["latitude"]),
        lon=float(cells["longitude"]),
        radius_km=float(cells["radius_km"]),
        population=int(cells["population"]) if cells["population"] else None,
        geonames_id=cells["geonames_id"],
        capital_of=cells["capital_of"],
        source=cells["source"],
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|")) if cell else ()


def _row_faults(row: Row, lines: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield (column, what is wrong) for all that makes a row unreadable; `lines` knows the ids of the rows above."""
    cells = row.cells
    if not _ID.fullmatch(cells["id"]):
        yield "id", f"{cells['id']!r} is no id; expected small letters a-z and digits in words joined by hyphens"
    elif cells["id"] in lines:
        yield "id", f"{cells['id']!r} already stands on line {lines[cells['id']]}; every id is used once"
    if not cells["name"]:
        yield "name", "is empty; every place needs a name"
    if cells["kind"] not in _KINDS:
        yield "kind", f"{cells['kind']!r} is none of {', '.join(_KINDS)}"
    for column in ("country", "capital_of"):
        if cells[column] and not _COUNTRY.fullmatch(cells[column]):
            yield column, f"{cells[column]!r} is no ISO 3166-1 alpha-2 code such as PK"
    yield from _number_faults(cells)
    yield from _text_faults(cells)


def _number_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, low, high in _RANGES:
        cell = cells[column]
        if not _NUMBER.fullmatch(cell):
            yield column, f"{cell!r} is no plain decimal number such as 34.1283{_notation(cell)}"
        elif not low <= float(cell) <= high:
            yield column, f"{cell} is outside {low} to {high}{_swap_hint(cells)}"
    if cells["population"] and not _WHOLE.fullmatch(cells["population"]):
        yield "population", f"{cells['population']!r} is no whole number such as 125000{_notation(cells['population'])}"
    if cells["country"] in _REGION_OF:
        yield from _region_faults(cells)


def _notation(cell: str) -> str:
    """Return a guess at the slip behind a number in another notation."""
    plain = "".join(str(unicodedata.digit(char, char)) for char in cell)
    hints = (
        (not cell, "the cell is empty"),
        (plain != cell, f"these digits are of another script; write {plain}"),
        (re.fullmatch(r"-?\d+,\d+", cell), f"is the comma a decimal sign? write {cell.replace(',', '.')}"),
        (re.search(r"[°'′\"NSEW]", cell), "write decimal degrees, not minutes and seconds"),
        (re.search(r"\d[ ,_]\d", cell), "leave out what groups the digits"),
        (re.fullmatch(r"[-+]?(inf|infinity|nan)", cell, re.IGNORECASE), "a finite number was expected"),
        (re.search(r"\d[eE]", cell), "write the number out, without an exponent"),
        (cell.startswith("+"), "leave out the plus sign"),
    )
    return next((f"; {hint}" for holds, hint in hints if holds), "")


def _swap_hint(cells: Mapping[str, str]) -> str:
    lat, lon = cells["latitude"], cells["longitude"]
    if _NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon) and abs(float(lat)) > 90 >= abs(float(lon)):
        return "; latitude and longitude look swapped"
    return ""


def _region_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    lat, lon = cells["latitude"], cells["longitude"]
    if not (_NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon)):
        return
    west, south, east, north = _REGION_OF[cells["country"]]
    inside = west <= float(lon) <= east and south <= float(lat) <= north
    swapped = west <= float(lat) <= east and south <= float(lon) <= north
    if not inside:
        hint = "; latitude and longitude look swapped" if swapped else ""
        box = f"latitude {south} to {north}, longitude {west} to {east}"
        yield "latitude", f"{lat}, {lon} lies outside {cells['country']} ({box}){hint}"


def _text_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, cell in cells.items():
        if not (cell.isascii() and cell.isprintable()) and (hidden := _HIDDEN.search(cell)):
            yield column, f"{cell!r} holds {_spell_out(hidden.group())}; delete it"
    for column in ("name", "id", "country", "admin1", "admin2"):
        if "|" in cells[column]:
            yield column, f"{cells[column]!r} holds a vertical bar, which parts names in alt_names and demonyms only"
    for column in ("alt_names", "demonyms"):
        if cells[column] and "" in _split(cells[column]):
            yield column, f"{cells[column]!r} holds an empty name; is there a vertical bar too many?"


def _spell_out(char: str) -> str:
    name = unicodedata.name(char, "a control character" if char not in "\r\n" else "a line break")
    return f"the hidden character U+{ord(char):04X} ({name.lower()})"
