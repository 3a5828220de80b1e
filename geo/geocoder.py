"""The gazetteer as a geopy geocoder, and geopy's own online ones behind it for maintainers who ask for them.

geopy speaks (latitude, longitude), in this order, and so does this module. No network is used unless an online
geocoder is given, and none is ever given on the path of an article.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import math
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.distance import geodesic
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import Article, Mention, Place
from geo.names import fold
from geo.resolution import resolve
from geo.shipped import data_folder

ONLINE = ("nominatim", "photon")
USER_AGENT = "torkham-gazetteer (maintenance of a place list by hand)"
PAUSE_S = 1.1  # both services ask for one question a second at the most
_LOOKED_AT = 24  # places near on a sphere, of which the nearest on the ellipsoid are chosen
_MOST = 10  # answers where all are asked for

Ask = Callable[..., Any]


class TorkhamGeocoder(Geocoder):  # type: ignore[misc]
    """A drop-in for any geopy geocoder: `geocode("Bara, Khyber")` and `reverse((34.1, 71.1))` give geopy Locations.

    `raw` of a Location holds the place's id, kind, country, admin1, admin2, radius_km and source. `fallbacks` are
    geopy geocoders asked in turn where the gazetteer has no answer; their Locations come as they are.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        fallbacks: Sequence[Any] = (),
        timeout: Any = DEFAULT_SENTINEL,
    ) -> None:
        """Take a gazetteer, or read the shipped one. Raises DataError, SourceError."""
        super().__init__(timeout=timeout, user_agent=USER_AGENT, adapter_factory=URLLibAdapter)
        self.gazetteer = gazetteer or read_gazetteer(data_folder() / "gazetteer.csv")
        self.fallbacks = tuple(fallbacks)

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Any:
        """Return the place or places that a query means, None if there is none.

        What follows a comma narrows: "Khyber, Pakistan". Fallbacks may raise geopy's GeocoderServiceError.
        """
        if found := self._found(query):
            return self._location(found[0]) if exactly_one else [self._location(place) for place in found[:_MOST]]
        return self._ask_fallbacks("geocode", query, exactly_one=exactly_one, timeout=timeout)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Any:
        """Return the nearest exact place or places to a point: a geopy Point, (latitude, longitude) or "lat, lon".

        Raises ValueError if the point cannot be read.
        """
        point = Point(query)
        if found := self._nearest(point.latitude, point.longitude):
            return self._location(found[0]) if exactly_one else [self._location(place) for place in found[:_MOST]]
        return self._ask_fallbacks("reverse", query, exactly_one=exactly_one, timeout=timeout)

    def _found(self, query: str) -> list[Place]:
        """Return what a query can mean, ranked as the same words in an article would be."""
        parts = list(filter(None, map(str.strip, query.split(","))))
        if len(parts) > 1 and (whole := self.gazetteer.candidates(query)):
            return list(whole)  # a name with a comma of its own
        if not parts:
            return []
        wanted = [fold(part) for part in parts[1:]]
        kept = [place for place in self.gazetteer.candidates(parts[0]) if self._holds(place, wanted)]
        scores = self._scores(parts)
        return sorted(kept, key=lambda place: (-scores.get(place.id, 0.0), place.id))

    def _scores(self, parts: Sequence[str]) -> dict[str, float]:
        text = ", ".join(parts)
        starts = [sum(len(part) + 2 for part in parts[:index]) for index in range(len(parts))]
        mentions = [Mention("", start, start + len(part), part) for start, part in zip(starts, parts, strict=True)]
        located = resolve(Article("", text), mentions, self.gazetteer)
        first = next((one for one in located if one.mention.start == 0), None)
        if first is None:
            return {}
        return {candidate.place.id: candidate.score for candidate in first.candidates} | {first.place.id: 1.0}

    def _holds(self, place: Place, wanted: Sequence[str]) -> bool:
        """Say whether all that the query names lies around the place."""
        around = {fold(name) for name in (place.country, place.admin1, place.admin2)}
        for parent in self.gazetteer.parents(place):
            around |= {fold(name) for name in (parent.name, *parent.alt_names)}
        return around.issuperset(wanted)

    def _nearest(self, lat: float, lon: float) -> list[Place]:
        exact = (place for place in self.gazetteer.places if place.geo_precision == 1)
        near = heapq.nsmallest(_LOOKED_AT, exact, key=lambda place: _haversine(lat, lon, place.lat, place.lon))
        return sorted(near, key=lambda place: (geodesic((lat, lon), (place.lat, place.lon)).km, place.id))

    def _location(self, place: Place) -> Location:
        parents = [parent.name for parent in self.gazetteer.parents(place)]
        raw = {
            "id": place.id, "name": place.name, "kind": place.kind.value, "country": place.country,
            "admin1": place.admin1, "admin2": place.admin2, "radius_km": place.radius_km, "source": place.source,
        }  # fmt: skip
        return Location(", ".join([place.name, *parents]), Point(place.lat, place.lon), raw)

    def _ask_fallbacks(self, verb: str, query: Any, **options: Any) -> Any:
        """Ask the fallbacks in turn; one that fails is told only if none of them has an answer."""
        failure: GeocoderServiceError | None = None
        for fallback in self.fallbacks:
            try:
                if found := getattr(fallback, verb)(query, **options):
                    return found
            except GeocoderServiceError as error:
                failure = error
        if failure is not None:
            raise failure
        return None


class Cached:
    """A geocoder whose answers are kept in a folder, so that no service is asked the same thing twice."""

    def __init__(self, geocoder: Any, folder: Path, *, pause_s: float = PAUSE_S) -> None:
        from geopy.extra.rate_limiter import RateLimiter

        self._folder = Path(folder) / type(geocoder).__name__.lower()
        limits: dict[str, Any] = {"min_delay_seconds": pause_s, "max_retries": 0, "swallow_exceptions": False}
        self._verbs: dict[str, Ask] = {
            verb: RateLimiter(getattr(geocoder, verb), **limits) for verb in ("geocode", "reverse")
        }

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """Return what the geocoder answers, or answered before."""
        return self._kept("geocode", query, exactly_one, timeout)

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """Return what the geocoder answers, or answered before."""
        return self._kept("reverse", Point(query).format_unicode(), exactly_one, timeout)

    def _kept(self, verb: str, query: str, exactly_one: bool, timeout: Any) -> Any:
        asked = json.dumps([verb, query])
        path = self._folder / (hashlib.sha256(asked.encode()).hexdigest()[:24] + ".json")
        try:
            told = json.loads(path.read_text(encoding="utf-8"))["found"]
        except (OSError, ValueError, LookupError):
            found = self._verbs[verb](query, exactly_one=False, timeout=timeout) or []
            told = [[place.address, place.latitude, place.longitude, place.raw] for place in found]
            _write(path, {"asked": asked, "found": told})
        locations = [Location(address, (lat, lon), raw) for address, lat, lon, raw in told]
        return (locations[0] if exactly_one else locations) if locations else None


def online(name: str, cache: Path) -> Cached:
    """Return one of the ONLINE geocoders, asked at most once a second, its answers kept in `cache`."""
    from geopy import geocoders

    geocoder = {"nominatim": geocoders.Nominatim, "photon": geocoders.Photon}[name]
    return Cached(geocoder(user_agent=USER_AGENT, timeout=10, adapter_factory=URLLibAdapter), cache)


def cache_folder() -> Path:
    """Return the folder of this user's caches; nothing is made."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else Path.home() / ".cache") / "torkham" / "geocoding"


def _haversine(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return a measure that grows with the distance on a sphere; good for choosing, not for telling."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    return half + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2


def _write(path: Path, content: Any) -> None:
    """Write a file of the cache whole or not at all; a cache that cannot be written is done without."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(content, file, ensure_ascii=False)
        os.replace(file.name, path)
    except (OSError, TypeError):
        return
