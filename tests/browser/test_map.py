"""The map page in a real browser, over a real server: found by role and name, as a screen reader would find it."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest

from geo.model import Article, DateBasis, DatePrecision, EventPlace, Role, Status, When

pytestmark = pytest.mark.browser

MOSQUE, RAID = "Suicide bombing in a mosque in Peshawar", "Raids in North Waziristan"
TALKS, VISIT, TOTAL = "Pakistan and the Taliban meet in Doha", "A delegation to Kabul", "700 attacks in 2023"
ALL = [TALKS, TOTAL, RAID, MOSQUE, VISIT]  # latest end first, without a date last
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
FINGER = 44  # pixels


@pytest.fixture
def expect():
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    return expect


@pytest.fixture
def visit(live, watch_page, expect):
    """Return an opener of the map page that waits until events are drawn; afterwards nothing may have gone wrong."""
    watches = []

    def open_map(address="/", origin=live, faults=True, **options):
        watch = watch_page(origin, **options)
        if faults:
            watches.append(watch)
        watch.open(address)
        drawn(expect, watch.page)
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


def drawn(expect, page):
    """Wait until events have been drawn."""
    expect(page.locator("canvas[data-marks]")).to_be_attached()


def rows(page):
    return page.get_by_role("list", name="Events").get_by_role("link")


def titles(page):
    """The titles in the list."""
    return page.locator(".item-title")


def marked(page):
    """Return how many events stand on the map as marks."""
    return page.locator("canvas[data-marked]")


def the_map(page):
    return page.get_by_role("application", name=re.compile("^Map"))


def sheet(page, name):
    """Return the button that shows a part in the sheet of a phone."""
    return page.get_by_role("group", name="Show in the sheet").get_by_role("button", name=name)


def click_map(page):
    """Click the middle of the map."""
    box = page.get_by_role("main", name="Map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


# ------------------------------------------------------------------------------------------------ first view


def test_the_first_view_tells_what_it_holds(visit, expect):
    page = visit()
    expect(page.get_by_role("heading", name="Torkham", level=1)).to_be_visible()
    expect(page.locator("#subtitle")).to_contain_text("5 events from 3 articles")
    expect(page.locator("#subtitle")).to_contain_text("Jan 2023 – Jun 2024")
    expect(page.locator("#subtitle")).to_contain_text("news up to 28 June 2024")
    expect(titles(page)).to_have_text(ALL)
    expect(page.get_by_role("contentinfo")).to_contain_text("Natural Earth")
    expect(page.get_by_role("contentinfo")).to_contain_text("do not imply endorsement")
    marks = page.evaluate("performance.getEntriesByType('mark').map((mark) => mark.name)")
    assert {"torkham:basemap", "torkham:marks"} <= set(marks)


def test_only_events_known_to_a_place_are_marks(visit, expect):
    page = visit("/?ll=33,66&z=5")
    expect(marked(page)).to_have_attribute("data-marked", "3")  # the mosque, Doha, Kabul
    expect(marked(page)).to_have_attribute("data-areas", "1")  # North Waziristan is a shape
    expect(marked(page)).to_have_attribute("data-arcs", "1")
    page.get_by_role("button", name="Totals over a period 1").click()
    expect(page.get_by_role("heading", name="Totals over a period 1")).to_be_visible()
    expect(titles(page)).to_have_text([TOTAL])
    page.get_by_role("button", name="All events").click()
    expect(titles(page)).to_have_text(ALL)


@pytest.mark.parametrize(("place", "is_white"), [("34.52813,69.17233", False), ("25.28545,51.53096", True)])
def test_what_is_only_planned_is_drawn_hollow(visit, place, is_white):
    page = visit(f"/?ll={place}&z=8&type=CONSULT")  # Kabul is planned, Doha took place
    page.mouse.move(0, 0)
    centre = page.evaluate(
        """() => { const canvas = document.querySelector("canvas[data-marks]");
             const [box, map] = [canvas, document.getElementById("stage")].map((one) => one.getBoundingClientRect());
             const ratio = canvas.width / box.width;
             const [x, y] = [map.x + map.width / 2 - box.x, map.y + map.height / 2 - box.y];
             return [...canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data]; }"""
    )
    assert (min(centre[:3]) > 240) is is_white  # the dot within the diamond: white on colour, or colour on white


def test_the_first_view_is_light_and_fetches_only_what_it_shows(visit):
    page = visit()
    asked = "() => performance.getEntriesByType('resource').some((one) => one.name.includes('admin2.geojson?id='))"
    page.wait_for_function(asked)
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate("performance.getEntriesByType('resource').map((one) => [one.name, one.transferSize])")
    names = [name.partition("/basemap/")[2].partition("&")[0] for name, _ in fetched if "/basemap/" in name]
    shape = "admin2.geojson?id=pk-north-waziristan-district"
    assert {name.partition("?v=")[0] for name in names} == {"first.topojson", shape}
    assert sum(size for _, size in fetched) < 350_000


def test_near_the_ground_outlines_are_fine(visit):
    page = visit("/?ll=34,71&z=9")
    layers = [f"/basemap/{layer}.geojson?v=" for layer in ("countries", "admin1", "admin2", "border", "rivers")]
    page.wait_for_function(
        """(wanted) => { const names = performance.getEntriesByType('resource').map((one) => one.name);
             return wanted.every((part) => names.some((name) => (name + ' ').includes(part))); }""",
        arg=[*layers, "/api/labels "],
    )


# --------------------------------------------------------------------------------------------------- filters


def test_a_type_can_be_switched_off_and_on(visit, expect):
    page = visit("/?ll=33,66&z=5")
    row = page.get_by_role("checkbox", name="Explosions and remote violence 1")
    row.uncheck()
    expect(rows(page)).to_have_count(4)
    expect(titles(page)).to_have_text([TALKS, TOTAL, RAID, VISIT])
    expect(marked(page)).to_have_attribute("data-marked", "2")
    expect(page.get_by_role("checkbox", name="Incidents 3")).to_have_js_property("indeterminate", True)
    expect(row).to_have_accessible_name("Explosions and remote violence 1")  # what it would bring back
    expect(page.get_by_role("status").filter(has_text="4 of 5 events shown")).to_be_attached()
    assert "type=" in page.url
    row.check()
    expect(rows(page)).to_have_count(5)
    assert "type=" not in page.url


def test_a_layer_can_stand_alone(visit, expect):
    page = visit()
    page.get_by_role("checkbox", name="Incidents").uncheck()
    expect(titles(page)).to_have_text([TALKS, VISIT])
    assert "layer=diplomacy" in page.url
    page.get_by_role("button", name="Only Battles").focus()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text([RAID])
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(5)


def test_counts_respect_the_other_filters(visit, expect):
    page = visit()
    page.get_by_role("checkbox", name="Happened").uncheck()
    expect(titles(page)).to_have_text([RAID, VISIT])
    expect(page.get_by_role("checkbox", name="Explosions and remote violence 0")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Battles 1")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Happened 3")).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(rows(page)).to_have_count(5)


def test_the_frontier_filter_keeps_what_lies_near(visit, expect):
    page = visit()
    page.get_by_label("From the frontier").select_option("within 50 km")
    expect(rows(page)).to_have_count(2)
    expect(titles(page)).to_have_text([RAID, MOSQUE])
    page.get_by_role("button", name="Remove the filter within 50 km of the frontier").click()
    expect(rows(page)).to_have_count(5)


def test_the_time_handles_move_by_keyboard(visit, expect):
    page = visit()
    first = page.get_by_role("slider", name="First day shown")
    first.focus()
    assert first.get_attribute("aria-valuetext") == "from 1 January 2023"
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(titles(page)).to_have_text([TALKS, TOTAL])  # a total over the year overlaps, the undated visit is left out
    assert "datetime=2023-0" in page.url
    page.keyboard.press("Home")
    expect(rows(page)).to_have_count(5)
    last = page.get_by_role("slider", name="Last day shown")
    last.focus()
    page.keyboard.press("Home")
    expect(titles(page)).to_have_text([TOTAL, RAID])
    window = page.get_by_role("slider", name="Time window")
    window.focus()
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="No event passes the filters")).to_be_visible()
    page.keyboard.press("Home")
    expect(titles(page)).to_have_text([TOTAL, RAID])


def test_a_preset_shows_the_last_days_told(visit, expect):
    page = visit()
    page.get_by_role("button", name="30 days").click()
    expect(titles(page)).to_have_text([TALKS])
    expect(page.get_by_role("button", name="30 days")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("group", name="Last part of the time told").get_by_role("button", name="All").click()
    expect(rows(page)).to_have_count(5)


def test_a_sweep_over_the_histogram_chooses_a_window_in_one_step(visit, expect):
    page = visit()
    box = page.locator(".time-plot").bounding_box()
    y = box["y"] + 30
    page.mouse.move(box["x"] + box["width"] * 0.65, y)
    page.mouse.down()
    for share in (0.7, 0.8, 0.9, 0.99):
        page.mouse.move(box["x"] + box["width"] * share, y)
    page.mouse.up()
    expect(rows(page)).to_have_count(1)
    expect(titles(page)).to_have_text([TALKS])
    page.go_back()
    expect(rows(page)).to_have_count(5)


def test_the_export_honours_the_filters(visit):
    page = visit("/?layer=diplomacy")
    page.get_by_role("button", name="Export").click()
    link = page.get_by_role("link", name="CSV")
    body = page.request.get(page.url.split("/?")[0] + link.get_attribute("href")).body().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == 2
    link = page.get_by_role("link", name="GeoJSON")
    found = page.request.get(page.url.split("/?")[0] + link.get_attribute("href")).body()
    assert len(json.loads(found)["features"]) == 2


def test_a_choice_of_country_province_actor_and_source_narrows_the_others(visit, expect):
    page = visit()
    country = page.get_by_label("Country", exact=True)
    country.select_option("Pakistan (2)")
    expect(titles(page)).to_have_text([RAID, MOSQUE])
    assert "country=PK" in page.url
    expect(page.get_by_role("checkbox", name="Battles 1")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Diplomacy 0")).to_be_visible()
    source = page.get_by_label("Source", exact=True)
    assert source.locator("option").all_inner_texts() == ["any (2)", "The Frontier Post (2)", "Wire (1)"]
    source.select_option("Wire (1)")
    expect(titles(page)).to_have_text([MOSQUE])
    assert "Pakistan (1)" in country.locator("option").all_inner_texts()
    page.reload()
    drawn(expect, page)
    expect(country).to_have_value("PK")
    page.get_by_role("button", name="Reset filters").click()
    expect(rows(page)).to_have_count(5)
    expect(country).to_have_value("")
    page.go_back()
    expect(titles(page)).to_have_text([MOSQUE])


def test_a_publisher_that_is_not_named_is_said_to_be_so(visit, nameless, expect):
    page = visit(origin=nameless)
    page.get_by_label("Source", exact=True).select_option("Publisher not named (1)")
    expect(titles(page)).to_have_text(["Told by nobody named"])
    link = page.get_by_role("link", name="CSV", include_hidden=True).get_attribute("href")
    body = page.request.get(nameless + link).body().decode("utf-8-sig")
    assert [row["title"] for row in csv.DictReader(io.StringIO(body))] == ["Told by nobody named"]
    rows(page).first.click()
    card = page.get_by_role("article", name="Event")
    expect(card.get_by_role("button", name="Publisher not named")).to_be_visible()


# ---------------------------------------------------------------------------------------------- time, shades


def test_time_plays_and_can_be_stopped(visit, busy, expect):
    page = visit(origin=busy)
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    last = page.get_by_role("slider", name="Last day shown")
    begun = int(last.get_attribute("aria-valuenow"))
    page.wait_for_function(
        "(begun) => Number(document.querySelector('.time-handle[data-side=to]').ariaValueNow) > begun + 20", arg=begun
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="of 40 events shown")).to_be_attached()
    shown = page.url
    assert "datetime=2023-" in shown
    page.go_back()
    expect(rows(page)).to_have_count(40)  # all of it was one step


def test_who_wants_less_motion_goes_through_time_step_by_step(visit, busy, expect):
    page = visit(origin=busy, reduced_motion="reduce")
    step = page.get_by_role("button", name="Next step in time")
    step.click()
    last = page.get_by_role("slider", name="Last day shown")
    first = last.get_attribute("aria-valuetext")
    step.click()
    expect(last).not_to_have_attribute("aria-valuetext", first)
    expect(step).to_be_visible()
    expect(page.get_by_label("Speed")).to_be_hidden()


def test_the_histogram_can_follow_the_view(visit, expect):
    page = visit("/?ll=34.008,71.5785&z=10")
    bars = page.locator(".time-canvas")
    expect(bars).to_have_attribute("data-counted", "4")  # all but the total
    page.get_by_role("switch", name="In view").check()
    expect(bars).to_have_attribute("data-counted", "1")
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("switch", name="In view").uncheck()
    expect(bars).to_have_attribute("data-counted", "4")


def test_areas_can_be_shaded_by_what_is_selected(visit, expect):
    page = visit()
    legend = page.get_by_role("region", name="Shading").filter(has=page.get_by_role("heading"))
    expect(legend).to_be_hidden()
    page.get_by_label("Shade").select_option("Provinces by events")
    expect(legend).to_contain_text("Events by province")
    expect(legend.get_by_role("listitem")).to_have_text(["1 1 province", "2 1 province"])
    expect(legend).to_contain_text("2 events left out")
    page.get_by_label("Shade").select_option("Districts by killed")
    expect(legend).to_contain_text("People killed by district")
    assert "shade=districts-killed" in page.url
    page.reload()
    drawn(expect, page)
    expect(legend).to_contain_text("84")
    page.get_by_role("checkbox", name="Incidents").uncheck()
    expect(legend).to_contain_text("No deaths are told")
    page.get_by_label("Shade").select_option("nothing")
    expect(legend).to_be_hidden()
    assert "shade" not in page.url


# ---------------------------------------------------------------------------------------------------- search


def test_search_finds_places_in_their_own_script(visit, expect):
    page = visit()
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.fill("پشاور")
    page.get_by_role("option", name=re.compile("^Peshawar .*city")).click()
    expect(page.get_by_role("heading", name="Peshawar 1")).to_be_visible()
    expect(titles(page)).to_have_text([MOSQUE])
    expect(page).to_have_url(re.compile(r"ll=34\.0\d+,71\.[56]"))


def test_search_filters_by_words_and_opens_events_by_keyboard(visit, expect):
    page = visit()
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.fill("waziristan")
    box.press("Enter")
    expect(titles(page)).to_have_text([RAID])
    page.get_by_role("button", name="Remove the filter “waziristan”").click()
    box.fill("mosque")
    option = page.get_by_role("option", name=re.compile(MOSQUE))
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=MOSQUE)).to_be_visible()


def test_nothing_found_says_what_to_do(visit, expect):
    page = visit("/?q=zzzz")
    expect(page.get_by_role("heading", name="No event passes the filters")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(rows(page)).to_have_count(5)
    page.get_by_role("combobox", name=re.compile("^Search")).fill("qqqqq")
    expect(page.get_by_text("Nothing found. Try a shorter word")).to_be_visible()


# ----------------------------------------------------------------------------------------------------- cards


def test_a_card_tells_the_event_and_shows_its_evidence(visit, expect):
    page = visit()
    rows(page).filter(has_text=MOSQUE).click()
    card = page.get_by_role("article", name="Event")
    expect(card.get_by_role("heading", name=MOSQUE)).to_be_visible()
    expect(card).to_contain_text("30 January 2023")
    expect(card).to_contain_text("34.0080, 71.5785")
    expect(card).to_contain_text("60–84 killed")
    expect(card.get_by_role("heading", name="2 reports")).to_be_visible()
    expect(card.locator("mark.is-trigger").first).to_have_text("suicide bomber killed")
    expect(card.locator("mark.is-place").first).to_have_text("Peshawar")
    expect(card.get_by_role("link", name="Original")).to_have_attribute("href", "https://example.org/attack?a=1&b=2")
    expect(card.get_by_role("link", name="In the text").first).to_have_attribute("href", "/articles/attack")
    expect(card.get_by_role("link", name="Page of this event")).to_have_attribute("href", "/events/e-mosque")
    assert "event=e-mosque" in page.url
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(rows(page).filter(has_text=MOSQUE)).to_be_focused()


def test_a_card_says_how_vague_an_event_is(visit, expect):
    page = visit("/?event=e-raid")
    card = page.get_by_role("article", name="Event")
    expect(card).to_contain_text("January 2023")
    expect(card).to_contain_text("Alleged")
    expect(card).to_contain_text("known to the district")
    expect(card).to_contain_text("named earlier in the text")
    expect(card).not_to_contain_text("32.9")  # an area has no point to tell


def test_the_id_of_a_merged_report_opens_the_event_it_went_into(visit, expect):
    page = visit("/?event=e-old")
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=MOSQUE)).to_be_visible()
    expect(page).to_have_url(re.compile("event=e-mosque"))


def test_an_unknown_event_is_told(visit, expect):
    page = visit("/?event=e-none", faults=False)
    expect(page.get_by_text("There is no event e-none")).to_be_visible()
    expect(rows(page)).to_have_count(5)


@pytest.mark.parametrize(
    ("address", "title"),
    [("/?ll=34.008,71.5785&z=9", MOSQUE), ("/?ll=32.95,69.98&z=9", RAID), ("/?ll=25.2854,51.5310&z=8", TALKS)],
)
def test_a_click_on_the_map_opens_the_card(visit, expect, address, title):
    page = visit(address)
    click_map(page)
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=title)).to_be_visible()


def test_the_map_is_walked_by_keyboard(visit, expect):
    page = visit()
    the_map(page).focus()
    page.keyboard.press("n")
    expect(page.locator("#tip")).to_be_visible()
    said = page.get_by_role("status").filter(has_text="Enter opens it")
    expect(said).to_be_attached()
    seen = set()
    for _ in range(4):
        seen.add(page.locator("#tip .tip-title").inner_text())
        page.keyboard.press("n")
    assert {"Peshawar", "Kabul", "Pakistan → Doha"} <= {title.replace("Islamabad", "Pakistan") for title in seen}
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Event")).to_be_visible()


def test_many_events_at_one_place_are_one_mark_and_a_list(visit, busy, expect):
    page = visit("/?ll=34.008,71.5785&z=10", origin=busy)
    click_map(page)
    expect(page.get_by_role("heading", name="Peshawar 12")).to_be_visible()
    expect(titles(page).first).to_have_text("Attack number 11")
    page.get_by_role("button", name="Newest first").click()
    expect(titles(page).first).to_have_text("Attack number 0")
    rows(page).first.click()
    card = page.get_by_role("article", name="Event")
    expect(card).to_contain_text("1 of 12 here")
    card.get_by_role("button", name="Later event here").click()
    expect(card.get_by_role("heading", name="Attack number 1", exact=True)).to_be_visible()


def test_a_cluster_of_places_opens_by_zooming(visit, busy, expect):
    page = visit("/?ll=34.008,71.5785&z=6", origin=busy)
    expect(marked(page)).to_have_attribute("data-marks", "1")
    expect(marked(page)).to_have_attribute("data-marked", "40")
    click_map(page)
    expect(marked(page)).to_have_attribute("data-marks", "2")


def test_the_list_is_walked_by_keyboard(visit, busy, expect):
    page = visit("/", origin=busy)
    rows(page).first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows(page).nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name=re.compile("Attack number 0 "))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("event=e-00"))


# --------------------------------------------------------------------------------------------------- address


def test_an_address_restores_the_same_view(visit, expect):
    page = visit("/?type=Battles,CONSULT&status=alleged,planned&ll=33.5,70&z=7")
    expect(rows(page)).to_have_count(2)
    rows(page).filter(has_text=RAID).click()
    expect(page).to_have_url(re.compile("event=e-raid"))
    url = page.url
    state = page.evaluate("document.querySelector('canvas[data-marks]').dataset.marked")
    page.reload()
    drawn(expect, page)
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=RAID)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Battles")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Explosions")).not_to_be_checked()
    expect(marked(page)).to_have_attribute("data-marked", state)
    assert page.url == url


def test_the_back_button_undoes_step_by_step(visit, expect):
    page = visit()
    page.get_by_role("checkbox", name="Diplomacy").uncheck()
    expect(rows(page)).to_have_count(3)
    rows(page).filter(has_text=MOSQUE).click()
    card = page.get_by_role("article", name="Event")
    expect(card).to_be_visible()
    page.go_back()
    expect(card).to_be_hidden()
    expect(rows(page)).to_have_count(3)
    page.go_back()
    expect(rows(page)).to_have_count(5)
    page.go_forward()
    expect(rows(page)).to_have_count(3)


def test_the_list_can_follow_the_view(visit, expect):
    page = visit("/?ll=34.008,71.5785&z=10")
    page.get_by_role("switch", name="In view").check()
    expect(titles(page)).to_have_text([MOSQUE])
    page.get_by_role("button", name="Show the whole region").click()
    expect(rows(page)).to_have_count(4)  # all but the total, which is nowhere
    expect(titles(page)).to_have_text([TALKS, RAID, MOSQUE, VISIT])


# ---------------------------------------------------------------------------------------- theme, phone, faults


def test_dark_and_light_follow_the_system_and_the_switch(visit, expect):
    page = visit(color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.top')).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 30, 39)"
    page.get_by_role("button", name="Theme: as the system").click()
    expect(page.get_by_role("button", name="Theme: light")).to_be_visible()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.reload()
    drawn(expect, page)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_on_a_phone_the_sheet_rises_and_falls(visit, expect):
    page = visit(**PHONE)
    expect(rows(page).first).to_be_hidden()
    page.get_by_role("button", name="Events 5").tap()
    expect(rows(page).first).to_be_visible()
    sheet(page, "Layers").tap()
    expect(page.get_by_role("checkbox", name="Battles")).to_be_visible()
    page.get_by_role("button", name="Raise the sheet").tap()
    page.get_by_role("button", name="Lower the sheet").tap()
    expect(page.get_by_role("checkbox", name="Battles")).to_be_hidden()
    sheet(page, "Events").tap()
    rows(page).filter(has_text=MOSQUE).tap()
    card = page.get_by_role("article", name="Event")
    expect(card.get_by_role("heading", name=MOSQUE)).to_be_visible()
    card.get_by_role("button", name="Close the card").tap()
    expect(rows(page).first).to_be_visible()


def test_on_a_phone_a_finger_finds_an_area_at_any_density_of_pixels(visit, expect):
    page = visit("/?ll=32.98,69.95&z=9", device_scale_factor=2, **PHONE)
    box = page.get_by_role("main", name="Map").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2 + 50, box["y"] + box["height"] / 2 - 30)
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=RAID)).to_be_visible()


def test_on_a_phone_the_sheet_can_be_dragged(visit, expect):
    page = visit(**PHONE)
    grip = page.locator("#grip").bounding_box()
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x, y - 120 * step)
    page.mouse.up()
    expect(page.get_by_role("button", name="Lower the sheet")).to_be_visible()
    expect(rows(page).first).to_be_visible()


def test_on_a_phone_fingers_hit_what_they_mean(visit, expect):
    page = visit("/?event=e-mosque", **PHONE)
    expect(page.get_by_role("heading", name="2 reports")).to_be_attached()
    small = page.evaluate(
        """(least) => [...document.querySelectorAll('button, a, input, select, summary')]
          .filter((one) => one.checkVisibility({visibilityProperty: true}))
          .filter((one) => !one.closest('.leaflet-control, .credits'))
          .map((one) => one.closest('label') || one)
          .filter((box) => { const {width, height} = box.getBoundingClientRect();
            return width && Math.min(width, height) < least - 0.5; })
          .map((box) => box.outerHTML.slice(0, 90))""",
        FINGER,
    )
    assert [one for one in small if "Page of this event" not in one] == []  # a link in running text


@pytest.mark.parametrize("step", ["peek", "half"])
def test_on_a_phone_the_attribution_is_not_covered(visit, expect, step):
    page = visit(**PHONE)
    if step == "half":
        sheet(page, "Events").tap()
        expect(page.locator("#sheet")).to_have_attribute("data-step", "half")
    credits_ = page.get_by_role("contentinfo").get_by_text("Map data")
    expect(credits_).to_be_visible()
    credits_.click()  # Playwright refuses if something lies over it
    expect(page.get_by_role("contentinfo")).to_contain_text("do not imply endorsement")


def test_a_failed_request_is_told_and_can_be_repeated(visit, watch_page, live, expect):
    watch = watch_page(live)
    page = watch.page
    page.clock.install()
    busy = {"content_type": "application/problem+json", "body": '{"detail": "The store is locked."}'}
    page.route("**/api/events", lambda route: route.fulfill(status=503, **busy))
    watch.open("/")
    for _ in range(3):
        page.clock.run_for(5000)
        page.wait_for_load_state("networkidle")
    expect(page.get_by_text("The events could not be fetched. The store is locked.")).to_be_visible()
    page.unroute("**/api/events")
    page.clock.resume()
    page.get_by_role("button", name="Try again").click()
    expect(rows(page)).to_have_count(5)


def test_the_skip_link_leads_past_the_header(visit, expect):
    page = visit()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the list of events")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page).first).to_be_focused()


def test_less_motion_moves_the_map_at_once(visit, expect):
    page = visit(reduced_motion="reduce")
    rows(page).filter(has_text=MOSQUE).click()
    expect(page).to_have_url(re.compile(r"z=7"))
    assert page.evaluate("document.querySelector('.leaflet-zoom-anim')") is None
