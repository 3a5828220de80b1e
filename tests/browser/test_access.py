"""No barrier that axe-core can find: every page, light and dark, on a desktop and on a phone."""

import pytest

pytestmark = pytest.mark.browser

SCREENS = {"desktop": {}, "phone": {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}}
PAGES = ["/", "/?event=e-mosque", "/?view=table&near_border_km=50", "/?shade=provinces-events&q=zzzz", "/embed",
         "/events/e-mosque", "/articles/attack", "/sources", "/gazetteer?q=Torkham", "/no/such/page"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_has_no_serious_barrier(watch_page, live, expect, screen, scheme, address):
    from axe_playwright_python.sync_playwright import Axe

    watch = watch_page(live, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True, **SCREENS[screen])
    watch.open(address)
    if address.startswith(("/?", "/embed")) or address == "/":
        expect(watch.page.locator("canvas[data-marks]")).to_be_attached(timeout=20_000)
        watch.page.wait_for_load_state("networkidle")
    violations = Axe().run(watch.page).response["violations"]
    serious = [one for one in violations if one["impact"] in ("serious", "critical")]
    assert {one["id"]: [node["html"][:120] for node in one["nodes"]] for one in serious} == {}
