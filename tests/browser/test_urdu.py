"""The page in Urdu: lines run from right to left, only what is isolated stays in English, and the choice lasts."""

import re

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
NAMES = (  # of standards, formats, programs and keys, which are the same in every language
    "ACLED|PLOVER|GeoJSON|GeoPackage|GeoParquet|FlatGeobuf|KML|CSV|UCDP|GED|HXL|OGC API|GIS|QGIS|GDAL|pandas|DuckDB|"
    "Google|Earth|Enter|Escape|JSON|Peshawar|Pekhawar|zzzz"  # the last three are examples of what is looked for
)
LEFT_IN_ENGLISH = """(names) => {
  const known = new RegExp(`\\\\b(?:${names}|[NP])\\\\b`, "g");
  const isolated = "[lang=en], bdi, blockquote, mark, code, pre, option, script, noscript, [data-language]"
    + ", .is-pick, .pick, .leaflet-control";  // the second and third name what they would pick
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest(isolated)) continue;
    const texts = node.nodeType === Node.TEXT_NODE ? [node.data]
      : ["aria-label", "title", "placeholder", "aria-valuetext"].map((name) => element.getAttribute(name) || "");
    for (const text of texts) if (/[A-Za-z]{2}/.test(text.replace(known, ""))) found.push(text.trim());
  }
  return found;
}"""


@pytest.fixture
def urdu(visit):
    return lambda address="/", **options: visit(address, locale="ur-PK", **options)


def left_in_english(page):
    return page.evaluate(LEFT_IN_ENGLISH, NAMES)


def test_the_page_runs_from_right_to_left_and_the_map_does_not(urdu, expect):
    page = urdu()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]
    where = {name: page.locator(f"#{name}").bounding_box()["x"] for name in ("panel", "stage", "events")}
    assert where["events"] < where["stage"] < where["panel"]
    assert page.evaluate("getComputedStyle(document.querySelector('.map')).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scale, tools = (page.locator(one).bounding_box() for one in (".leaflet-control-scale", ".map-tools"))
    assert tools["x"] + tools["width"] < scale["x"], "they stand in opposite corners"


def test_the_page_speaks_urdu(urdu, expect):
    page = urdu()
    expect(page.get_by_role("checkbox", name=re.compile("^لڑائیاں"))).to_be_checked()
    expect(page.get_by_role("heading", name=re.compile("^واقعات"))).to_be_visible()
    expect(page.locator("#subtitle")).to_contain_text("واقعات")
    assert left_in_english(page) == []


def test_the_card_speaks_urdu_and_isolates_what_is_told_in_english(urdu, expect):
    page = urdu()
    page.get_by_role("list", name="واقعات").get_by_role("link").filter(has_text="mosque").first.click()
    card = page.get_by_role("article", name="واقعہ")
    expect(card.get_by_role("heading", name="2 رپورٹیں")).to_be_visible()
    expect(card.get_by_role("button", name="پشاور")).to_be_visible()
    title = card.get_by_role("heading", name=re.compile("mosque")).locator("bdi")
    expect(title).to_have_attribute("lang", "en")
    expect(title).to_have_attribute("dir", "ltr")
    assert left_in_english(page) == []


@pytest.mark.parametrize("address", ["/?view=table", "/?shade=provinces-events&near_border_km=50", "/?q=zzzz"])
def test_other_views_speak_urdu(urdu, address):
    assert left_in_english(urdu(address)) == []


@pytest.mark.parametrize(
    "address", ["/sources", "/gazetteer?q=Torkham", "/events/e-mosque", "/articles/attack", "/no/such"]
)
def test_the_pages_beside_the_map_speak_urdu(watch_page, live, address):
    watch = watch_page(live, locale="ur-PK")
    watch.open(address)
    assert watch.page.evaluate("document.documentElement.dir") == "rtl"
    assert left_in_english(watch.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("screen", "address"), [({}, "/?event=e-mosque"), (PHONE, "/"), ({}, "/gazetteer?q=Torkham")])
def test_the_page_in_urdu_has_no_serious_barrier(watch_page, live, expect, screen, scheme, address):
    from axe_playwright_python.sync_playwright import Axe

    watch = watch_page(live, locale="ur-PK", color_scheme=scheme, reduced_motion="reduce", bypass_csp=True, **screen)
    watch.open(address)
    watch.page.wait_for_load_state("networkidle")
    violations = Axe().run(watch.page).response["violations"]
    serious = [one for one in violations if one["impact"] in ("serious", "critical")]
    assert {one["id"]: [node["html"][:120] for node in one["nodes"]] for one in serious} == {}


@pytest.mark.parametrize("address", ["/", "/sources", "/gazetteer?q=Torkham", "/events/e-mosque"])
def test_a_page_fits_a_phone(watch_page, live, address):
    watch = watch_page(live, locale="ur-PK", **PHONE)
    watch.open(address)
    assert watch.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_chosen_language_holds_for_every_page_and_survives_reload_and_back(visit, drawn, expect):
    page = visit("/?layer=incident", locale="en")
    page.get_by_role("link", name="اردو").click()
    drawn(page)
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "ur")
    assert page.url.endswith("/?layer=incident"), "what the page showed stays"
    page.reload()
    drawn(page)
    expect(root).to_have_attribute("dir", "rtl")
    page.get_by_role("link", name="مآخذ").click()
    expect(page.get_by_role("heading", name="مآخذ")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    page.go_back()
    drawn(page)
    expect(root).to_have_attribute("lang", "en")


def test_a_language_in_the_address_stays_there_until_another_is_chosen(visit, drawn, expect):
    page = visit("/?lang=ur", locale="en")
    page.get_by_role("checkbox", name=re.compile("^لڑائیاں")).uncheck()
    expect(page).to_have_url(re.compile(r"type=.*lang=ur"))
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).not_to_have_url(re.compile("lang="))
    drawn(page)
    expect(page.get_by_role("checkbox", name=re.compile("^Battles"))).not_to_be_checked()


def test_a_phone_has_the_switch_in_its_menu(urdu, drawn, expect):
    page = urdu(**PHONE)
    page.get_by_role("button", name="برآمد").click()
    page.get_by_role("link", name="English").click()
    drawn(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
