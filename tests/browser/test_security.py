"""Hostile text in every field, in a real browser: nothing runs, nothing is fetched, every character is shown."""

import re
from datetime import date
from urllib.parse import quote

import pytest

from geo.model import Actor, ActorRole, Article, EventPlace, Kind, Mention, Place, Role
from geo.shipped import data_folder

pytestmark = pytest.mark.browser

PIECES = (
    "{{7*7}}",
    "{% for x in y %}",
    "{{cycler.__init__.__globals__.os.getpid()}}",
    "${window.pwned=1}",
    "`+(window.pwned=2)+`",
    "</script><script>window.pwned=3</script>",
    "<img src=x onerror=window.pwned=4>",
    '"><svg onload=window.pwned=5>',
    "'-(window.pwned=6)-'",
    "<a href=javascript:window.pwned=7>x</a>",
    "\\x3cimg src=x onerror=window.pwned=8\\x3e",
    "</textarea></title></noscript><b>",
    "<style>*{display:none}</style>",
    "\u202eright to left\u202c",
)
HOSTILE = " ".join(PIECES)
SENTENCE = f"Gunmen attacked a post in Evilpur {HOSTILE} killing two."
SCRIPT_URL = "javascript:window.pwned=9"
NAME = f"Evilpur {HOSTILE}"


def place(place_id="xx-evil", name=NAME):
    return Place(place_id, name, (f"پ{HOSTILE}", HOSTILE), (), Kind.TOWN, "PK", HOSTILE, HOSTILE, 33.5, 70.5, 2.0)


@pytest.fixture(scope="module")
def hostile_reading(making):
    article = Article(
        id=f"evil{HOSTILE.replace('/', '')[:300]}",
        text=f"{SENTENCE}\n\nPakistan rejected {HOSTILE} on Friday.\n",
        title=f"Title {HOSTILE}",
        publisher=f"Publisher {HOSTILE}",
        url=SCRIPT_URL,
        published=date(2024, 1, 2),
        language='en"><svg onload=window.pwned=10>',
    )
    location = making.location(article, "Evilpur", place(), [place("xx-worse", f"Worse {HOSTILE}")])
    event = making.event(
        article, SENTENCE, "Attack", id="evil-event", title=f"Event {HOSTILE}", trigger="attacked",
        places=(EventPlace(Role.LOCATION, location),), why=(f"because {HOSTILE}",),
        actors=(Actor(f"Actor {HOSTILE}", ActorRole.INITIATOR, "PK"),),
    )  # fmt: skip
    refusal = making.event(
        article, f"Pakistan rejected {HOSTILE} on Friday.", "REJECT", id='x"><svg onload=window.pwned=11>',
        title=f"Refusal {HOSTILE}", mode=HOSTILE,
    )  # fmt: skip
    reading = making.reading(article, [location], [event, refusal])
    lost = Mention(article.id, *making.span(article.text, HOSTILE), HOSTILE)
    return type(reading)(article, (*reading.mentions, lost), reading.locations, reading.events)


@pytest.fixture(scope="module")
def hostile(make_app, make_store, serve_app, hostile_reading, tmp_path_factory):
    """Return the address of a server whose store and gazetteer are hostile."""
    rows = (data_folder() / "gazetteer.csv").read_text(encoding="utf-8")
    said = " ".join(PIECES[:-1])  # the gazetteer refuses text that runs backwards
    cells = [
        "zz-evil",
        f"Evilpur {said}",
        f"Evilpur|پ{said}",
        "",
        "town",
        "PK",
        said,
        said,
        "33.5",
        "70.5",
        "2",
        "",
        "",
        "",
        "hand",
    ]
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    path = tmp_path_factory.mktemp("gazetteer") / "hostile.csv"
    path.write_text(f"{rows.rstrip()}\n{row}\n", encoding="utf-8")
    app = make_app(STORE=str(make_store([hostile_reading])), GAZETTEER=str(path))
    with serve_app(app) as address:
        yield address


def unharmed(watch, *, may_miss=False):
    """Say that nothing ran, nobody was asked, and nothing was complained about."""
    assert watch.page.evaluate("window.pwned") is None
    faults = [fault for fault in watch.faults if not (may_miss and "status of 4" in fault)]
    assert faults == []
    assert watch.page.locator("body svg[onload], body img[onerror], main style, main script").count() == 0


def shown(watch, *texts):
    """Say that the page shows each text, character by character."""
    content = watch.page.evaluate("document.body.textContent")
    for text in texts:
        assert text in content


def test_the_pages_show_hostile_text_and_run_none_of_it(hostile, watch_page):
    watch = watch_page(hostile)
    watch.open("/events/evil-event")
    shown(
        watch,
        f"Event {HOSTILE}",
        f"Actor {HOSTILE}",
        f"Publisher {HOSTILE}",
        f"Title {HOSTILE}",
        SENTENCE,
        f"Worse {HOSTILE}",
    )
    assert watch.page.locator("a[href^='javascript']").count() == 0
    unharmed(watch)
    watch.page.locator("figcaption a").first.click()
    watch.page.wait_for_url("**/articles/**")
    watch.page.wait_for_load_state()
    shown(watch, f"Title {HOSTILE}", f"Event {HOSTILE}", f"Pakistan rejected {HOSTILE} on Friday.")
    assert watch.page.locator("a[href^='javascript']").count() == 0
    unharmed(watch)
    watch.page.locator("aside a").last.click()
    watch.page.wait_for_url("**/events/x**")
    watch.page.wait_for_load_state()
    shown(watch, f"Refusal {HOSTILE}")
    unharmed(watch)
    for address in ("/sources", "/gazetteer?q=evilpur", "/gazetteer"):
        watch.open(address)
        unharmed(watch)
    shown(watch, HOSTILE)
    watch.open("/sources")
    shown(watch, f"Title {HOSTILE}", f"Publisher {HOSTILE}")


def test_the_map_shows_hostile_text_and_runs_none_of_it(hostile, watch_page):
    watch = watch_page(hostile)
    watch.open("/")
    page = watch.page
    page.get_by_text("Event {{7*7}}").first.click()
    page.wait_for_function("location.href.includes('event=evil-event')")
    page.get_by_text("Gunmen").first.wait_for()
    shown(watch, f"Event {HOSTILE}", f"Actor {HOSTILE}", HOSTILE)
    assert page.locator("a[href^='javascript']").count() == 0
    unharmed(watch)
    with page.expect_response("**/api/places**"):
        page.get_by_role("combobox").first.fill("Evilpur {{7*7}}<img src=x onerror=window.pwned=12>")
    with page.expect_response("**/api/places**"):
        page.get_by_role("combobox").first.fill("Evilpur")
    page.get_by_role("option").filter(has_text="Evilpur {{7*7}}").first.wait_for()
    unharmed(watch)


@pytest.mark.parametrize("how", ["q", "layer", "event", "datetime"])
def test_a_hostile_address_runs_nothing_on_the_map(hostile, watch_page, how):
    watch = watch_page(hostile)
    watch.open(f"/?{how}={quote(HOSTILE)}")
    watch.page.locator("#events a[href*='event='], #events .empty, #events .failed").first.wait_for(state="attached")
    unharmed(watch, may_miss=True)


def test_hostile_addresses_are_shown_as_text(hostile, watch_page):
    watch = watch_page(hostile)
    said = " ".join(PIECES[:5])
    for address in (
        f"/events/{quote(said)}",
        f"/articles/{quote(said)}",
        f"/gazetteer?{quote(said)}=1",
        f"/gazetteer?q={quote(said)}",
    ):
        watch.open(address)
        shown(watch, "{{7*7}}", "${window.pwned=1}")
        unharmed(watch, may_miss=True)


def test_the_map_script_holds_no_text_of_the_data(hostile, watch_page):
    watch = watch_page(hostile)
    script = watch.open("/map.js").text()
    for word in ("pwned", "Evilpur", "{{"):
        assert word not in script
    assert "49" not in re.sub(r"[0-9a-f]{8,16}", "", script)  # a hash may hold it


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (390, 844, "dark")])
def test_every_page_loads_without_a_complaint_and_fits_its_window(live, watch_page, width, height, scheme):
    watch = watch_page(live, width, height, color_scheme=scheme)
    for address in ("/events/e-mosque", "/articles/attack", "/sources", "/gazetteer?q=torkham", "/"):
        watch.open(address)
        if address == "/":
            watch.page.locator("#events a[href*='event=']").first.wait_for(state="attached")
        assert watch.page.evaluate("document.documentElement.scrollWidth") <= width, address
        unharmed(watch)


@pytest.mark.parametrize(
    ("address", "told"),
    [("/", "a[href='/events/e-mosque']"), ("/events/e-mosque", "mark.trigger"), ("/articles/attack", "mark.lost")],
)
def test_pages_can_be_read_without_javascript(live, watch_page, address, told):
    watch = watch_page(live, java_script_enabled=False)
    watch.open(address)
    assert watch.page.locator(told).first.is_visible()
    assert [fault for fault in watch.faults if not fault.startswith("failed: ")] == []  # a script is not loaded
