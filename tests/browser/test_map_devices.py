"""Light and dark, phones, slow and broken networks, less motion: in a real browser, found by role and name."""

import itertools
import re

import pytest

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"
RAID = "Raids in North Waziristan"
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
FINGER = 44  # pixels


def test_dark_and_light_follow_the_system_and_the_switch(visit, expect, drawn):
    page = visit(color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.top')).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 30, 39)"
    page.get_by_role("button", name="Theme: as the system").click()
    expect(page.get_by_role("button", name="Theme: light")).to_be_visible()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.reload()
    drawn(page)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_on_a_phone_the_sheet_rises_and_falls(visit, expect, rows, sheet):
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


def test_on_a_phone_the_sheet_can_be_dragged(visit, expect, rows):
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
def test_on_a_phone_the_attribution_is_not_covered(visit, expect, step, sheet):
    page = visit(**PHONE)
    if step == "half":
        sheet(page, "Events").tap()
        expect(page.locator("#sheet")).to_have_attribute("data-step", "half")
    credits_ = page.get_by_role("contentinfo").get_by_text("Map data")
    expect(credits_).to_be_visible()
    credits_.click()  # Playwright refuses if something lies over it
    expect(page.get_by_role("contentinfo")).to_contain_text("do not imply endorsement")


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_switches_stand_one_below_the_other_and_look_like_switches(visit, sheet, device):
    page = visit(**device)
    if device:
        sheet(page, "Layers").tap()
    switches = page.get_by_role("region", name="On the map").get_by_role("switch")
    switches = switches.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(switches) > 2
    assert all(box["width"] > 1.4 * box["height"] for box in switches)
    assert all(one["y"] + one["height"] <= other["y"] for one, other in itertools.pairwise(switches))


def test_a_failed_request_is_told_and_can_be_repeated(visit, watch_page, live, expect, rows):
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


def test_the_skip_link_leads_past_the_header(visit, expect, rows):
    page = visit()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the list of events")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page).first).to_be_focused()


def test_less_motion_moves_the_map_at_once(visit, expect, rows):
    page = visit(reduced_motion="reduce")
    rows(page).filter(has_text=MOSQUE).click()
    expect(page).to_have_url(re.compile(r"z=7"))
    assert page.evaluate("document.querySelector('.leaflet-zoom-anim')") is None
