"""What the tests of the map page share: openers of the page, servers with other stores, and where things stand on it.

Test files cannot import one another, so finders are fixtures that return functions of a page.
"""

import re
from datetime import date, timedelta

import pytest

from geo.model import (
    Actor,
    ActorRole,
    Article,
    Candidate,
    Count,
    DateBasis,
    DatePrecision,
    EventPlace,
    Kind,
    Location,
    Mention,
    Role,
    Status,
    When,
)


@pytest.fixture
def expect():
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    return expect


@pytest.fixture
def visit(live, watch_page, drawn):
    """Return an opener of the map page that waits until events are drawn; afterwards nothing may have gone wrong."""
    watches = []

    def open_map(address="/", origin=live, faults=True, **options):
        watch = watch_page(origin, **options)
        if faults:
            watches.append(watch)
        watch.open(address)
        drawn(watch.page)
        return watch.page

    yield open_map
    for watch in watches:
        assert watch.faults == []


@pytest.fixture(scope="module")
def busy(make_app, make_store, serve_app, making, shipped_gazetteer):
    """Return the address of a server with forty events: a dozen at one place, others near it, one a week."""
    text = "".join(f"Gunmen attacked post {n} in Peshawar and in Landi Kotal.\n" for n in range(40))
    article = Article("many", text, title="Forty attacks", publisher="Wire", published=date(2023, 12, 1))
    places = [
        making.location(article, name, shipped_gazetteer.get(place))
        for name, place in (("Peshawar", "pk-peshawar"), ("Landi Kotal", "pk-landi-kotal"))
    ]
    events = []
    for n in range(40):
        day = date(2023, 1, 2) + timedelta(weeks=n)
        events.append(making.event(
            article, f"Gunmen attacked post {n} in Peshawar and in Landi Kotal.", "Attack" if n % 2 else "Armed clash",
            id=f"e-{n:02}", title=f"Attack number {n}", when=When(day, day, DatePrecision.DAY, DateBasis.EXPLICIT),
            places=(EventPlace(Role.LOCATION, places[0] if n < 12 else places[1]),),
            status=Status.HAPPENED,
        ))  # fmt: skip
    app = make_app(STORE=str(make_store([making.reading(article, places, events)])))
    with serve_app(app) as address:
        yield address


@pytest.fixture(scope="session")
def crowd_store(make_store, making, shipped_gazetteer):
    """Return a store with 240 events at the 120 largest towns: too many marks for the first view."""
    towns = [p for p in shipped_gazetteer.places if p.country in ("PK", "AF") and p.kind in (Kind.CITY, Kind.TOWN)]
    towns = sorted(towns, key=lambda place: (-(place.population or 0), place.id))[:120]
    lines = [f"Report {n}: fighters attacked {place.name}.\n" for n, place in enumerate(towns)]
    article = Article("crowd", "".join(lines), title="Round-up", publisher="Wire", published=date(2023, 12, 1))
    codes = ("Attack", "Abduction/forced disappearance", "Suicide bomb", "Grenade", "Armed clash", "Arrests")
    locations, events = [], []
    for n, (line, place) in enumerate(zip(lines, towns, strict=True)):
        start = article.text.index(line) + line.index(place.name)
        mention = Mention("crowd", start, start + len(place.name), place.name)
        locations.append(Location(mention, place, 0.9, ("named",), (Candidate(place, 0.9),)))
        for k in range(2):
            day = date(2023, 1, 1) + timedelta(days=2 * n + k)
            days = When(day, day + timedelta(days=9 * k), DatePrecision.DAY, DateBasis.EXPLICIT)
            toll = Count(n, n, n) if n % 10 == 0 else None
            events.append(making.event(article, line.strip(), codes[(n + k) % 6], id=f"c-{n}-{k}", when=days,
                title=f"Case {n}.{k} in {place.name}", places=(EventPlace(Role.LOCATION, locations[-1]),),
                fatalities=toll, actors=(Actor("the Fighters" if n % 3 else "Fighters, armed", ActorRole.INITIATOR),),
            ))  # fmt: skip
    return make_store([making.reading(article, locations, events)])


@pytest.fixture(scope="session")
def crowd(make_app, crowd_store, serve_app):
    """Return the address of a server with the crowd."""
    app = make_app(STORE=str(crowd_store))
    app.test_client().get("/basemap/first.topojson")  # made once, in a second or in many on a busy machine
    with serve_app(app) as address:
        yield address


@pytest.fixture(scope="module")
def nameless(make_app, make_store, serve_app, making, shipped_gazetteer):
    """Return the address of a server with two events, one from an article that names no publisher."""
    readings = []
    for n, publisher in enumerate(["", "Wire"]):
        text = f"Gunmen attacked post {n} in Peshawar.\n"
        article = Article(f"a{n}", text, title=f"Article {n}", publisher=publisher, published=date(2023, 12, 1 + n))
        place = making.location(article, "Peshawar", shipped_gazetteer.get("pk-peshawar"))
        title = "Told by a wire" if publisher else "Told by nobody named"
        spot = (EventPlace(Role.LOCATION, place),)
        event = making.event(article, text.strip(), "Attack", id=f"e-{n}", title=title, places=spot)
        readings.append(making.reading(article, [place], [event]))
    with serve_app(make_app(STORE=str(make_store(readings)))) as address:
        yield address


@pytest.fixture
def drawn(expect):
    """Return a function that waits until events have been drawn."""
    return lambda page: expect(page.locator("canvas[data-marks]")).to_be_attached()


@pytest.fixture
def rows():
    """Return a finder of the links in the list."""
    return lambda page: page.get_by_role("list", name="Events").get_by_role("link")


@pytest.fixture
def titles():
    """Return a finder of the titles in the list."""
    return lambda page: page.locator(".item-title")


@pytest.fixture
def marked():
    """Return a finder of the canvas, which tells how many events stand on the map, and as what."""
    return lambda page: page.locator("canvas[data-marked]")


@pytest.fixture
def the_map():
    """Return a finder of the map itself."""
    return lambda page: page.get_by_role("application", name=re.compile("^Map"))


@pytest.fixture
def sheet():
    """Return a finder of the button that shows a part in the sheet of a phone."""
    return lambda page, name: page.get_by_role("group", name="Show in the sheet").get_by_role("button", name=name)


@pytest.fixture
def click_map():
    """Return a function that clicks the middle of the map."""

    def click(page):
        box = page.get_by_role("main", name="Map").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    return click


def pytest_collection_modifyitems(items):
    """Let a failed test of a browser run once more: a step missed on a busy machine is no fault, twice is."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
