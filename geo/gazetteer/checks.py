"""What reads well and is still wrong: rows that contradict each other, points outside the area they claim.

Distances are km along the ellipsoid. Checks yield; whoever asks decides what to do about it.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from geo.gazetteer.differences import km_words
from geo.gazetteer.index import needs_exact_case, spellings
from geo.gazetteer.rows import cells_of, paused_collector
from geo.model import Kind, Place, Problem
from geo.names import fold

SLACK_KM = 3.0  # the outlines of Pakistan and Afghanistan are that true
FAR_SLACK_KM = 15.0  # those of the rest of the world are coarse, and leave islands out
AT_SEA_KM = 300.0  # how far off their coasts islands may lie that those outlines leave out

_DETAILED = ("PK", "AF")
_SETTLEMENTS = (Kind.CITY, Kind.TOWN, Kind.VILLAGE)
_SPREAD = (Kind.COUNTRY, Kind.REGION, Kind.RIVER)  # one point cannot stand for where they lie
_WIDE = (Kind.PROVINCE, Kind.DISTRICT, Kind.TEHSIL, Kind.REGION)
_BIG = 500_000  # people: a name this well known is not taken over by a smaller place in another country

if TYPE_CHECKING:
    from numpy.typing import NDArray

Faults = Iterator[tuple[str, str]]  # column, what is wrong


class Outlines(Protocol):
    """What the check asks of geo.boundaries."""

    def country_at(self, lon: float, lat: float) -> str | None:
        """Return the gazetteer id of the country that holds the point."""
        ...

    def surely_within(self, place_id: str, lons: NDArray[Any], lats: NDArray[Any], km: float) -> NDArray[Any]:
        """Return which points are in a place's outline or certainly no more than so far from it, or it has none."""
        ...

    def outside_km(self, place_id: str, lon: float, lat: float) -> float | None:
        """Return how far the point is outside a place's outline, None if it has none."""
        ...


def check_places(
    path: str,
    places: Sequence[tuple[int, Place]],
    outlines: Outlines | None = None,
    common_words: Collection[str] = (),
    unread: Iterable[Mapping[str, str]] = (),
    known: Iterable[Place] | None = None,
    off_map: Container[int] | None = None,
) -> list[Problem]:
    """Return a Problem for everything that is wrong between rows (line, place), or between rows and the map.

    `common_words` are folded English words that no place should be called, unless its name is told by its case.
    `unread` are the cells of rows that could not be read: what may be told in one of them is not called missing.
    `known` are the areas and the well-known places of the file, where `places` are only some of its rows; `off_map` are
    the lines whose points may lie elsewhere than they say, if that is known.
    """
    known = [place for _, place in places] if known is None else list(known)
    areas = Areas(known, unread)
    twins: dict[tuple[str, ...], int] = {}
    names = _Names(known, common_words)
    owners: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    with paused_collector():
        for line, place in places:
            # All spellings are folded in one go: a bar parts names and is never in one.
            keys = [key.strip() for key in fold("|".join((place.name, *place.alt_names))).split("|")]
            faults = [
                *_twin_faults(line, place, keys[0], twins),
                *areas.faults(place),
                *names.faults(place, keys),
            ]
            if place.demonyms or place.capital_of:
                faults += _country_faults(line, place, owners)
            if outlines is not None and not faults and (off_map is None or line in off_map):
                faults = list(_map_faults(place, areas, outlines))
            problems += [Problem(path, line, column, cells_of(place)[column], say) for column, say in faults]
    return problems


class Areas:
    """The countries, provinces and districts that rows may name."""

    def __init__(self, places: Iterable[Place], unread: Iterable[Mapping[str, str]]) -> None:
        self._told: set[tuple[str, ...]] = set()
        for cells in unread:
            key = (cells["country"], cells["admin1"], cells["admin2"])
            self._told |= {key[:1], key[:2], key}
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

        # A place in a district whose province and country have rows has nothing to tell; most do.
        self._complete = {
            key for key in self.districts if key[0] in self.countries and key[:2] in self.provinces and all(key)
        }

    def faults(self, place: Place) -> Faults:
        """Yield the country, province and district of a place that have no row."""
        if not place.capital_of and (place.country, place.admin1, place.admin2) in self._complete:
            return iter(())
        return self._all_faults(place)

    def country_words(self, place_id: str) -> str:
        """Return a country in words, by the id of its row."""
        found = (f"{place.name} ({place.id})" for place in self.countries.values() if place.id == place_id)
        return next(found, place_id)

    def _all_faults(self, place: Place) -> Faults:
        country, admin1, admin2 = place.country, place.admin1, place.admin2
        for column, code in (("country", country), ("capital_of", place.capital_of)):
            if code and code not in self.countries and (code,) not in self._told:
                yield column, f"no country row has the code {code!r}{_close(code, self.countries)}"
        if admin1 and (country, admin1) not in self.provinces:
            if (country, admin1) in self._told:
                return
            known = [name for code, name in self.provinces if code == country]
            yield "admin1", f"no province row of {country} is called {admin1!r}{_close(admin1, known)}"
        elif admin2 and (country, admin1, admin2) not in self.districts:
            if (country, admin1, admin2) in self._told:
                return
            known = [name for code, province, name in self.districts if (code, province) == (country, admin1)]
            yield "admin2", f"no district row of {admin1 or country} is called {admin2!r}{_close(admin2, known)}"
        if country in _DETAILED and place.kind not in (*_SPREAD, Kind.PROVINCE):
            for column, name in (("admin1", admin1), ("admin2", admin2)):
                if not name:
                    yield column, f"is empty; a {place.kind} of {country} lies in a province and a district"


def _close(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; is {near[0]!r} meant?" if near else ""


def _twin_faults(line: int, place: Place, key: str, twins: dict[tuple[str, ...], int]) -> Sequence[tuple[str, str]]:
    kind, *_ = area = twin_area(place)
    first = twins.setdefault((key, *area), line)
    if first == line:
        return ()
    where = place.admin2 or place.admin1 or place.country
    hint = "join the rows, or tell the two apart in brackets"
    return [("name", f"{place.name!r} is on line {first} too, as a {kind} in the same area ({where}); {hint}")]


def twin_area(place: Place) -> tuple[str, ...]:
    """Return in what company two places may not have the same name: their kind, a settlement's being one, and area."""
    kind = "settlement" if place.kind in _SETTLEMENTS else place.kind.value
    return (kind, place.country, place.admin1, place.admin2)


def _country_faults(line: int, place: Place, owners: dict[tuple[str, str], int]) -> Faults:
    """Yield what only one row may own and two do: a country's capital, a demonym."""
    if place.demonyms and place.kind is not Kind.COUNTRY:
        yield "demonyms", f"only a country has demonyms, this is a {place.kind}"
    owned = [("capital_of", place.capital_of)] if place.capital_of else []
    owned += [("demonyms", fold(demonym)) for demonym in place.demonyms]
    for what in owned:
        if what in owners:
            yield what[0], f"line {owners[what]} has {what[1]!r} too"
        owners.setdefault(what, line)


class _Names:
    """The names that a small place should leave alone: those of well-known places, and everyday words."""

    def __init__(self, places: Iterable[Place], common_words: Collection[str]) -> None:
        self._big = well_known_names(places)
        self._words = frozenset(common_words)
        self._taken = self._words | self._big.keys()

    def faults(self, place: Place, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Yield the spellings that shadow another place or a word; `keys` are they folded."""
        # A bracket says that the name is meant.
        return () if self._taken.isdisjoint(keys) or place.name.endswith(")") else self._shadows(place)

    def _shadows(self, place: Place) -> Faults:
        well_known = _is_well_known(place) or place.kind in _WIDE
        for index, name in enumerate(spellings(place)):
            column, key = "alt_names" if index else "name", fold(name)
            big = self._big.get(key)
            if big is not None and not well_known and _is_elsewhere(place, big):
                say = f"{name!r} is the name of {big.id}, which most texts mean"
                yield column, f"{say}; leave it out, or if it is meant, put a bracket in the name"
            elif key in self._words and not needs_exact_case(name):
                yield column, f"{name!r} is an everyday English word; texts would be full of this place; leave it out"


def _is_elsewhere(place: Place, big: Place) -> bool:
    """Tell whether a place is not in or around a larger one; an airport may be called as its city is."""
    return (place.country, place.admin1, place.admin2) != (big.country, big.admin1, big.admin2)


def well_known_names(places: Iterable[Place]) -> dict[str, Place]:
    """Return the folded names of countries, capitals and large cities."""
    found: dict[str, Place] = {}
    for place in places:
        if _is_well_known(place):
            found.setdefault(fold(spellings(place)[0]), place)
    return found


def _is_well_known(place: Place) -> bool:
    """Tell countries, capitals and large cities."""
    return place.kind is Kind.COUNTRY or bool(place.capital_of) or (place.population or 0) >= _BIG


class Claim(NamedTuple):
    """An area that a row says it lies in, in which column, and how far outside it may lie."""

    column: str
    area: Place
    slack_km: float


def claimed_areas(place: Place, areas: Areas) -> list[Claim]:
    """Return the areas with which the map can compare a place, the widest first."""
    if place.kind in _SPREAD:
        return []
    country = areas.countries.get(place.country)
    if place.country not in _DETAILED:
        return [Claim("latitude", country, FAR_SLACK_KM)] if country else []
    claims = (
        ("latitude", country),
        ("admin1", areas.provinces.get((place.country, place.admin1))),
        ("admin2", areas.districts.get((place.country, place.admin1, place.admin2))),
    )
    return [Claim(column, area, SLACK_KM) for column, area in claims if area]


def _map_faults(place: Place, areas: Areas, outlines: Outlines) -> Faults:
    """Yield the widest area that the point is not in."""
    for column, area, slack_km in claimed_areas(place, areas):
        away = outlines.outside_km(area.id, place.lon, place.lat)
        if away is None or away <= slack_km:
            continue
        where = f"{area.name} ({area.id})"
        if place.country not in _DETAILED:
            found = outlines.country_at(place.lon, place.lat)
            if found == area.id or (found is None and _may_be_an_island(place, away)):
                return
            where += f", {f'in {areas.country_words(found)}' if found else 'at sea'}"
        hint = _slip(place, area, outlines)
        yield column, f"{place.lat}, {place.lon} lies {km_words(away)} outside {where}; {hint}"
        return


def _may_be_an_island(place: Place, away_km: float) -> bool:
    """Tell what the coarse outlines of the world may have left out: an island off a coast, a capital on an atoll."""
    return away_km <= AT_SEA_KM or bool(place.capital_of)


def _slip(place: Place, area: Place, outlines: Outlines) -> str:
    """Return a guess at why a point is not in its area."""
    if abs(place.lon) <= 90 and outlines.outside_km(area.id, place.lat, place.lon) == 0:
        return "latitude and longitude look swapped"
    by_hand = "hand" in place.source.split("|")
    return "is a digit of the coordinates wrong?" if by_hand else "is it a namesake?"
