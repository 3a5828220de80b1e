"""The gazetteer as a geopy geocoder: a drop-in, with others behind it only where they are asked for."""

from __future__ import annotations

import json

import pytest
from geopy.exc import GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.geocoder import Cached, TorkhamGeocoder, cache_folder


class Fake:
    """A geocoder that answers one thing, or fails; it counts."""

    def __init__(self, *answers, fails=False):
        self.answers, self.fails, self.asked = answers, fails, []

    def geocode(self, query, *, exactly_one=True, timeout=None):
        self.asked.append(query)
        if self.fails:
            raise GeocoderUnavailable("no route to host")
        if not self.answers:
            return None
        return self.answers[0] if exactly_one else list(self.answers)

    reverse = geocode


ELSEWHERE = Location("Elsewhere", (1.0, 2.0), {"osm_id": 7})


@pytest.fixture(scope="module")
def geocoder(shipped_gazetteer):
    return TorkhamGeocoder(shipped_gazetteer)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("Peshawar", "pk-peshawar"),
        ("پشاور", "pk-peshawar"),
        ("PESHAWER", "pk-peshawar"),
        ("Torkham", "pk-torkham-crossing"),
        ("Hyderabad, India", "in-hyderabad"),
        ("Hyderabad, Sindh, Pakistan", "pk-hyderabad"),
        ("Bara, Khyber", "pk-bara-khyber"),
        ("Kabul", "af-kabul"),
        ("Peshawar, PK", "pk-peshawar"),
    ],
)
def test_a_query_finds_its_place(geocoder, query, place):
    found = geocoder.geocode(query)
    assert isinstance(found, Location)
    assert found.raw["id"] == place


def test_a_location_has_address_point_and_row(geocoder, shipped_gazetteer):
    found, place = geocoder.geocode("Landi Kotal"), shipped_gazetteer.get("pk-landi-kotal")
    assert found.address == "Landi Kotal, Khyber District, Khyber Pakhtunkhwa, Pakistan"
    assert (found.latitude, found.longitude) == (place.lat, place.lon)
    assert found.raw["kind"] == place.kind.value
    assert json.dumps(found.raw)


@pytest.mark.parametrize("query", ["", " , ", "Xqzxq", "Peshawar, India", "Kabul, Sindh"])
def test_what_is_not_known_is_none(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


def test_all_answers_are_a_list_with_the_best_first(geocoder):
    found = geocoder.geocode("Torkham", exactly_one=False)
    assert len(found) > 1
    assert found[0] == geocoder.geocode("Torkham")


@pytest.mark.parametrize("point", [(34.12, 71.09), "34.12, 71.09", Point(34.12, 71.09)])
def test_a_point_finds_the_nearest_exact_place(geocoder, point):
    assert geocoder.reverse(point).raw["id"] == "pk-torkham-crossing"
    several = geocoder.reverse(point, exactly_one=False)
    assert several[0].raw["id"] == "pk-torkham-crossing"
    assert len(several) > 1


def test_a_point_that_cannot_be_read_is_an_error(geocoder):
    with pytest.raises(ValueError, match="Point"):
        geocoder.reverse("north of here")


def test_it_drops_in_where_any_geocoder_of_geopy_does(geocoder):
    assert isinstance(geocoder, Geocoder)
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [limited(name).raw["id"] for name in ("Quetta", "Kabul")] == ["pk-quetta", "af-kabul"]
    with TorkhamGeocoder(geocoder.gazetteer) as opened:
        assert opened.geocode("Quetta").raw["id"] == "pk-quetta"


def test_a_fallback_is_asked_only_where_the_gazetteer_has_no_answer(shipped_gazetteer):
    fallback = Fake(ELSEWHERE)
    geocoder = TorkhamGeocoder(shipped_gazetteer, fallbacks=[fallback])
    assert geocoder.geocode("Quetta").raw["id"] == "pk-quetta"
    assert fallback.asked == []
    assert geocoder.geocode("Xqzxq") is ELSEWHERE
    assert geocoder.geocode("Xqzxq", exactly_one=False) == [ELSEWHERE]


def test_the_next_fallback_is_asked_where_one_fails_or_has_none(shipped_gazetteer):
    chain = [Fake(fails=True), Fake(), Fake(ELSEWHERE)]
    assert TorkhamGeocoder(shipped_gazetteer, fallbacks=chain).geocode("Xqzxq") is ELSEWHERE
    with pytest.raises(GeocoderUnavailable):
        TorkhamGeocoder(shipped_gazetteer, fallbacks=chain[:2]).geocode("Xqzxq")


@pytest.mark.parametrize("answers", [(ELSEWHERE,), ()])
def test_nothing_is_asked_twice_of_a_service(tmp_path, answers):
    service = Fake(*answers)
    first = Cached(service, tmp_path, pause_s=0).geocode("Xqzxq")
    again = Cached(service, tmp_path, pause_s=0).geocode("Xqzxq")
    assert first == again == (answers[0] if answers else None)
    assert service.asked == ["Xqzxq"]
    assert (again.raw if again else None) == (ELSEWHERE.raw if answers else None)


def test_a_damaged_or_unwritable_cache_is_done_without(tmp_path):
    service = Fake(ELSEWHERE)
    cached = Cached(service, tmp_path, pause_s=0)
    cached.geocode("a")
    for path in tmp_path.rglob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert cached.geocode("a") == ELSEWHERE
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert Cached(service, blocked, pause_s=0).geocode("a") == ELSEWHERE


def test_a_failure_is_not_kept(tmp_path):
    service = Fake(ELSEWHERE, fails=True)
    cached = Cached(service, tmp_path, pause_s=0)
    with pytest.raises(GeocoderUnavailable):
        cached.geocode("a")
    service.fails = False
    assert cached.geocode("a") == ELSEWHERE


def test_points_are_cached_too(tmp_path):
    service = Fake(ELSEWHERE)
    cached = Cached(service, tmp_path, pause_s=0)
    assert cached.reverse((1, 2)) == cached.reverse("1, 2") == ELSEWHERE
    assert len(service.asked) == 1


def test_the_cache_lies_in_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "torkham" / "geocoding"
    assert list(tmp_path.iterdir()) == []
