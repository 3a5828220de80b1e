"""The first view of the map and what stands on it. In a real browser over a real server, found by role and name."""

import re

import pytest

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"
RAID = "Raids in North Waziristan"
TALKS = "Pakistan and the Taliban meet in Doha"
VISIT = "A delegation to Kabul"
TOTAL = "700 attacks in 2023"
ALL = [TALKS, TOTAL, RAID, MOSQUE, VISIT]  # latest end first, without a date last


def test_the_first_view_tells_what_it_holds(visit, expect, titles):
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


def test_only_events_known_to_a_place_are_marks(visit, expect, titles, marked):
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


# -------------------------------------------------------------------------------------------- what can be switched


def test_hexagons_stand_for_marks_where_they_are_asked_for(visit, crowd, expect, marked):
    page = visit("/?density=on", origin=crowd)
    legend = page.get_by_role("region", name="Density")
    expect(marked(page)).to_have_attribute("data-density", "hexagons")
    expect(legend.get_by_role("heading", name="Events in a hexagon")).to_be_visible()
    page.get_by_label("Hexagons").select_option("never")
    expect(marked(page)).to_have_attribute("data-density", "marks")
    expect(legend).to_be_hidden()
    assert "density=off" in page.url
    page.reload()
    expect(page.get_by_label("Hexagons")).to_have_value("off")
    expect(marked(page)).to_have_attribute("data-density", "marks")
    page.go_back()
    expect(marked(page)).to_have_attribute("data-density", "hexagons")


def test_a_hexagon_holds_every_event_of_its_ground_and_opens_by_zooming(visit, crowd, expect, marked, click_map):
    page = visit("/?ll=31.5497,74.3436&z=5&density=on", origin=crowd)  # Lahore
    before = int(marked(page).get_attribute("data-marked"))
    click_map(page)
    expect(page).not_to_have_url(re.compile("z=5&"))
    expect(marked(page)).to_have_attribute("data-density", "hexagons")
    assert int(marked(page).get_attribute("data-marked")) <= before
    page.keyboard.press("Escape")


def test_hexagons_are_walked_by_keyboard(visit, crowd, expect, the_map):
    page = visit("/?density=on", origin=crowd)
    the_map(page).focus()
    page.keyboard.press("n")
    expect(page.locator("#tip")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Enter opens it")).to_be_attached()


@pytest.mark.parametrize(
    ("name", "part", "attribute"),
    [("Places with events", "marks", "marked"), ("Areas", "areas", "areas"), ("Arcs", "arcs", "arcs"),
     ("Names of places", "names", "names")],
)  # fmt: skip
def test_a_part_of_the_map_can_be_switched_off_by_keyboard(visit, expect, marked, drawn, name, part, attribute):
    page = visit("/?ll=33,66&z=5")
    expect(marked(page)).not_to_have_attribute(f"data-{attribute}", "0")
    switch = page.get_by_role("switch", name=name)
    switch.focus()
    page.keyboard.press("Space")
    expect(marked(page)).to_have_attribute(f"data-{attribute}", "0")
    assert f"hide={part}" in page.url
    page.reload()
    drawn(page)
    expect(switch).not_to_be_checked()
    expect(marked(page)).to_have_attribute(f"data-{attribute}", "0")
    page.go_back()
    expect(switch).to_be_checked()
    expect(marked(page)).not_to_have_attribute(f"data-{attribute}", "0")


def test_arcs_are_listed_by_name(visit, expect, titles):
    page = visit()
    page.get_by_text("1 arc as a list").click()
    way = page.get_by_role("button", name="Pakistan → Doha 1")
    way.click()
    expect(page.get_by_role("heading", name="Pakistan → Doha 1")).to_be_visible()
    expect(titles(page)).to_have_text([TALKS])
    expect(way).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(titles(page)).to_have_text(ALL)


def test_tiles_of_others_are_shown_only_when_they_are_chosen(visit, make_app, serve_app, small_store, expect):
    tiles = {"Streets": {"url": "https://tiles.example.org/{z}/{x}/{y}.png", "attribution": "© Example people"}}
    with serve_app(make_app(STORE=str(small_store), TILES=tiles)) as address:
        page = visit(origin=address, faults=False)
        asked = []
        page.route("https://tiles.example.org/**", lambda route: (asked.append(route.request.url), route.abort()))
        assert page.get_by_text("© Example people").count() == 0
        assert asked == []
        with page.expect_request("https://tiles.example.org/**"):
            page.get_by_label("Ground").select_option("Streets")
        expect(page.get_by_text("© Example people")).to_be_visible()
        assert "ground=Streets" in page.url
