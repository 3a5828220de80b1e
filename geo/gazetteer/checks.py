"""What reads well and is still wrong: rows that contradict each other, points outside the area they claim.

Distances are km along the ellipsoid. Checks yield; whoever asks decides what to do about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Protocol

from geo.gazetteer.index import spellings
from geo.model import Kind, Place, Problem
from geo.names import fold
from geo.tables import Row

SLACK_KM = 3.0  # the outlines of Pakistan and Afghanistan are that true
FAR_SLACK_KM = 15.0  # those of the rest of the world are coarse, and leave islands out

_DETAILED = ("PK", "AF")
_SETTLEMENTS = (Kind.CITY, Kind.TOWN, Kind.VILLAGE)
_SPREAD = (Kind.COUNTRY, Kind.REGION, Kind.RIVER)  # one point cannot stand for where they lie
_WIDE = (Kind.PROVINCE, Kind.DISTRICT, Kind.TEHSIL, Kind.REGION)
_BIG = 500_000  # people: a name this well known is not taken over by a smaller place in another country

Faults = Iterator[tuple[str, str]]  # column, what is wrong


class Outlines(Protocol):
    """What the check asks of geo.boundaries."""

    def country_at(self, lon: float, lat: float) -> str | None:
        """Return the gazetteer id of the country that holds the point."""
        ...

    def outside_km(self, place_id: str, lon: float, lat: float) -> float | None:
        """Return how far the point is outside a place's outline, None if it has none."""
        ...


def check_places(path: str, places: Sequence[tuple[Row, Place]], outlines: Outlines | None) -> Iterator[Problem]:
    """Yield a Problem for everything that is wrong between rows, or between rows and the map."""
    areas = _Areas(place for _, place in places)
    twins: dict[tuple[str, ...], int] = {}
    names = _well_known(place for _, place in places)
    owners: dict[tuple[str, str], int] = {}
    for row, place in places:
        faults = [
            *_twin_faults(row, place, twins),
            *areas.faults(place),
            *_country_faults(row, place, owners),
            *_shadow_faults(place, names),
        ]
        if outlines is not None and not faults:
            faults = list(_map_faults(place, areas, outlines))
        for column, say in faults:
            yield Problem(path, row.line, column, row[column], say)


class _Areas:
    """The countries, provinces and districts that rows may name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.countries: dict[str, Place] = {}
        self.provinces: dict[tuple[str, str], Place] = {}
        self.districts: dict[tuple[str, str, str], Place] = {}
        for place in places:
            match place.kind:
                case Kind.COUNTRY:
                    self.countries[place.country] = place
                case Kind.PROVINCE:
                    self.provinces[place.country, place.admin1] = place
                case Kind.DISTRICT:
                    self.districts[place.country, place.admin1, place.admin2] = place

    def faults(self, place: Place) -> Faults:
        """Yield the country, province and district of a place that have no row."""
        country, admin1, admin2 = place.country, place.admin1, place.admin2
        for column, code in (("country", country), ("capital_of", place.capital_of)):
            if code and code not in self.countries:
                yield column, f"no country row has the code {code!r}{_close(code, self.countries)}"
        if admin1 and (country, admin1) not in self.provinces:
            known = [name for code, name in self.provinces if code == country]
            yield "admin1", f"no province row of {country} is called {admin1!r}{_close(admin1, known)}"
        elif admin2 and (country, admin1, admin2) not in self.districts:
            known = [name for code, province, name in self.districts if (code, province) == (country, admin1)]
            yield "admin2", f"no district row of {admin1 or country} is called {admin2!r}{_close(admin2, known)}"
        if country in _DETAILED and place.kind not in (*_SPREAD, Kind.PROVINCE):
            for column, name in (("admin1", admin1), ("admin2", admin2)):
                if not name:
                    yield column, f"is empty; a {place.kind} of {country} lies in a province and a district"


def _close(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; is {near[0]!r} meant?" if near else ""


def _twin_faults(row: Row, place: Place, twins: dict[tuple[str, ...], int]) -> Faults:
    kind = "settlement" if place.kind in _SETTLEMENTS else str(place.kind)
    key = (fold(place.name), kind, place.country, place.admin1, place.admin2)
    if key in twins:
        hint = "join the rows, or tell the two apart in brackets"
        yield "name", f"line {twins[key]} is a {kind} of this name in the same area too; {hint}"
    twins.setdefault(key, row.line)


def _country_faults(row: Row, place: Place, owners: dict[tuple[str, str], int]) -> Faults:
    """Yield what only one row may own and two do: a country's capital, a demonym."""
    if place.demonyms and place.kind is not Kind.COUNTRY:
        yield "demonyms", f"only a country has demonyms, this is a {place.kind}"
    owned = [("capital_of", place.capital_of)] if place.capital_of else []
    owned += [("demonyms", fold(demonym)) for demonym in place.demonyms]
    for what in owned:
        if what in owners:
            yield what[0], f"line {owners[what]} has {what[1]!r} too"
        owners.setdefault(what, row.line)


def _well_known(places: Iterable[Place]) -> Mapping[str, Place]:
    """Return the big places by their folded name: countries, capitals, large cities."""
    found: dict[str, Place] = {}
    for place in places:
        if place.kind is Kind.COUNTRY or place.capital_of or (place.population or 0) >= _BIG:
            found.setdefault(fold(spellings(place)[0]), place)
    return found


def _shadow_faults(place: Place, names: Mapping[str, Place]) -> Faults:
    """Yield the names that a small place shares with a well-known one abroad. A bracket says that it is meant."""
    well_known = place.kind is Kind.COUNTRY or place.capital_of or (place.population or 0) >= _BIG
    if well_known or place.kind in _WIDE or place.name.endswith(")"):
        return
    for index, name in enumerate(spellings(place)):
        big = names.get(fold(name))
        if big is not None and big.country != place.country:
            say = f"{name!r} is the name of {big.id}, which most texts mean; if meant here, put a bracket in the name"
            yield "alt_names" if index else "name", say


def _map_faults(place: Place, areas: _Areas, outlines: Outlines) -> Faults:
    if place.kind in _SPREAD:
        return
    if place.country in _DETAILED:
        yield from _area_faults(place, areas, outlines)
    elif place.country in areas.countries:
        # Islands that the coarse outlines leave out are at sea there, and no fault.
        country, found = areas.countries[place.country].id, outlines.country_at(place.lon, place.lat)
        away = outlines.outside_km(country, place.lon, place.lat) if found not in (None, country) else None
        if away is not None and away > FAR_SLACK_KM:
            yield "latitude", f"the point lies {away:.0f} km outside {country}, in {found}{_hint(place)}"


def _area_faults(place: Place, areas: _Areas, outlines: Outlines) -> Faults:
    """Yield the widest of country, province and district that the point is not in."""
    for column, area in (
        ("latitude", areas.countries.get(place.country)),
        ("admin1", areas.provinces.get((place.country, place.admin1))),
        ("admin2", areas.districts.get((place.country, place.admin1, place.admin2))),
    ):
        away = outlines.outside_km(area.id, place.lon, place.lat) if area else None
        if area and away is not None and away > SLACK_KM:
            yield column, f"{place.lat}, {place.lon} lies {away:.1f} km outside {area.name} ({area.id}){_hint(place)}"
            return


def _hint(place: Place) -> str:
    return "; is a digit of the coordinates wrong?" if place.source == "hand" else "; is it a namesake?"
