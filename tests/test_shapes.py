"""Events and places as the JSON that the map reads."""

from dataclasses import replace

import pytest

from geo.model import EventPlace, Kind, Place, Role
from web.shapes import arc, native_name, plain_name, safe_url

TOWN = Place("x", "X", (), (), Kind.TOWN, "PK", "", "", 34.0, 71.0, 2.0)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=1#c", True),
        ("http://example.org", True),
        (" https://example.org ", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("//example.org", False),
        ("https:example.org", False),
        ("https://", False),
        ("file:///etc/passwd", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_web_links_may_be_followed(url, safe):
    assert safe_url(url) == (url.strip() if safe else None)


@pytest.mark.parametrize(
    ("country", "names", "native"),
    [
        ("PK", ("Pekhawar", "بيشاور", "پشاور", "پېښور"), "پشاور"),
        ("PK", ("ئیسلاماباد", "إسلام آباد", "اسلام آباد"), "اسلام آباد"),
        ("AF", ("قندہار", "كندهار", "قندهار"), "قندهار"),
        ("AF", ("هراة", "هرات"), "هرات"),
        ("IR", ("ایران", "ايران"), "ایران"),
        ("PK", ("Karachi",), None),
        ("PK", (), None),
    ],
)
def test_a_native_name_is_spelled_as_its_own_people_do(country, names, native):
    assert native_name(replace(TOWN, country=country, alt_names=names)) == native


@pytest.mark.parametrize(("name", "plain"), [("Torkham (town)", "Torkham"), ("Kabul", "Kabul"), ("A (b) c", "A")])
def test_the_bracket_that_tells_namesakes_apart_is_left_out(name, plain):
    assert plain_name(replace(TOWN, name=name)) == plain


@pytest.fixture
def event(making, shipped_gazetteer):
    from geo.model import Article

    article = Article("a", "Pakistan Afghanistan Kabul Doha Peshawar: they met.")

    def make(code, **roles):
        places = tuple(
            EventPlace(Role(role), making.location(article, words, shipped_gazetteer.get(place)))
            for role, (words, place) in roles.items()
        )
        return making.event(article, "they met", code, places=places)

    return make


PAKISTAN, KABUL, DOHA = ("Pakistan", "pk"), ("Kabul", "af-kabul"), ("Doha", "qa-doha")
AFGHANISTAN, PESHAWAR = ("Afghanistan", "af"), ("Peshawar", "pk-peshawar")


@pytest.mark.parametrize(
    ("code", "roles", "ends"),
    [
        ("CONSULT", {"origin": PAKISTAN, "venue": DOHA}, ("Pakistan", "Doha")),
        ("ACCUSE", {"origin": PAKISTAN, "target": KABUL}, ("Pakistan", "Kabul")),
        ("CONSULT", {"origin": PAKISTAN, "venue": DOHA, "target": KABUL}, ("Pakistan", "Doha")),
        ("Air/drone strike", {"origin": PAKISTAN, "location": KABUL}, ("Pakistan", "Kabul")),
        ("CONSULT", {"venue": DOHA}, None),
        ("CONSULT", {"origin": PAKISTAN}, None),
        ("CONSULT", {"origin": PAKISTAN, "location": DOHA}, None),
        ("CONSULT", {"origin": AFGHANISTAN, "venue": KABUL}, None),
    ],
)
def test_an_arc_goes_from_the_origin_to_where_it_happens(event, shipped_gazetteer, code, roles, ends):
    found = arc(event(code, **roles), shipped_gazetteer.capital)
    assert (found and (found["from"]["name"], found["to"]["name"])) == ends


def test_a_country_stands_at_its_capital(event, shipped_gazetteer):
    found = arc(event("ACCUSE", origin=PESHAWAR, target=AFGHANISTAN), shipped_gazetteer.capital)
    kabul = shipped_gazetteer.get("af-kabul")
    assert (found["to"]["lat"], found["to"]["lon"]) == (kabul.lat, kabul.lon)
