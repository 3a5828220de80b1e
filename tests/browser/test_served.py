"""Of too many events the page asks for each view: it answers and shows the same as if it held them all."""

import re

import pytest

pytestmark = pytest.mark.browser

ANSWERS = """async (address) => {
  const [{ HeldEvents }, { ServedEvents }, { familiesOf }, { parseAddress, SORTS }] = await Promise.all(
    ["held", "served", "symbols", "state"].map((name) => import(`/static/js/${name}.js`)));
  const get = async (url) => (await fetch(url)).json();
  const config = JSON.parse((await (await fetch("/map.js")).text()).match(/start\\(\\w+, (\\{.*\\})/)[1]);
  const names = ["list", "facets", "clusters", "hexagons", "areas", "histogram", "choropleth", "events", "matches"];
  const urls = Object.fromEntries(names.map((name) => [name, `/api/${name}`]));
  const bounds = { pad: () => bounds, contains: () => true, getWest: () => -180, getEast: () => 180,
    getSouth: () => -85, getNorth: () => 85 };
  const map = { getZoom: () => 14, getBounds: () => bounds };
  const sum = (counts) => Object.fromEntries([...counts].sort());
  const settled = () => new Promise((done) => setTimeout(done, 20));

  async function answersOf(make) {
    const events = make();
    const state = parseAddress(address, events.families);
    events.look(map, state);
    events.select(state);
    const wait = async (ask) => { for (;;) { const found = ask(); if (found) return found; await settled(); } };
    const sites = await wait(() => events.sites());
    if (state.q && events.isWhole) await wait(() => events.matches.has(state.q));
    if (!events.isWhole) await wait(() => events.answers.counts.isThere);
    const tally = events.tally();
    const found = { shown: events.shown, types: sum(tally.types), leaves: sum(tally.leaves),
      statuses: sum(tally.statuses), beside: sum(events.beside()), span: events.span, dense: events.dense };
    for (const word of Object.keys(tally.values)) found[word] = [tally.all[word], sum(tally.values[word])];
    found.killed = [0, 1, 5, 10, 25, 50, 100].slice(1).map(tally.killed);
    found.near = [5, 50, 100, 300].map(tally.near);
    found.sites = sites.map((site) => [site.id, site.isArea, site.n, site.mix.toSorted(([a], [b]) => a - b)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    found.travelling = events.travelling().map((i) => events.list[i].id).sort();
    for (const unit of ["day", "week", "month", "quarter", "year"]) {
      const { bars, lasts, vagues, undated, early } = await wait(() => events.bars([19400, 19900], unit, null));
      const inside = [...bars].filter(([day]) => day >= 19400 && day <= 19900);
      found[unit] = [sum(inside), lasts, vagues, undated, early];
    }
    for (const sort of ["", ...SORTS]) {
      const { rows, total } = await wait(() => events.listing({ ...state, sort }, map));
      const key = { "": (one) => [one.date_end, one.date_start], oldest: (one) => [one.date_end, one.date_start],
        place: (one) => one.place?.name, killed: (one) => one.fatalities?.best ?? one.fatalities?.low ?? 0,
        border: (one) => (one.place?.geo_precision < 3 ? one.place.border_km : null) }[sort];
      found[`list ${sort}`] = [total, rows.slice(0, 100).map((i) => key(events.list[i]))];
    }
    const holder = (place) => (place?.admin1 ? `${place.country} ${place.admin1}` : null);
    const { sums, left } = await wait(() => events.shades("admin1", "killed", holder));
    found.shades = [sum(sums), left];
    return found;
  }
  const [whole, overview] = [await get("/api/events"), await get("/api/overview")];
  return [await answersOf(() => new HeldEvents(whole.events, familiesOf(config), config.region, { urls })),
    await answersOf(() => new ServedEvents(overview, familiesOf(config), config.region,
      { urls, most: 1000, changed: () => {}, failed: (error) => { throw error; } }))];
}"""
ADDRESSES = [
    "", "?type=Battles,Suicide+bomb", "?layer=incident", "?type=none", "?status=planned,alleged", "?country=AF",
    "?datetime=2023-02-01/2023-03-31", "?near_border_km=60", "?min_fatalities=20", "?geo_precision=2",
    "?admin1=Khyber+Pakhtunkhwa", "?actor=Fighters", "?source=Wire", "?place=pk-peshawar", "?q=Peshawar",
    "?country=PK&datetime=2023-05-01/..&status=happened",
]  # fmt: skip


@pytest.fixture(scope="module")
def apart(make_app, crowd_store, serve_app):
    """Return the address of a server with the crowd, as if it were too many for a page, and the list short."""
    app = make_app(STORE=str(crowd_store), MANY_EVENTS=1, MAX_COLUMNS=2, MAX_LISTED=150)
    app.test_client().get("/basemap/first.topojson")
    app.test_client().get("/api/overview")
    with serve_app(app) as address:
        yield address


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("which", ["live", "crowd"])
def test_held_and_served_events_give_the_same_answers(which, address, request, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{request.getfixturevalue(which)}/sources")
    held, served = page.evaluate(ANSWERS, address)
    context.close()
    for name, answer in held.items():
        assert served[name] == answer, name


def shown(page):
    """Return what a page tells of what it shows."""
    canvas = page.locator("canvas[data-marks]")
    return {
        "panel": page.get_by_role("complementary", name="Layers and filters").inner_text(),
        "tray": page.locator("#tray").inner_text(),
        "titles": page.locator(".item-title").all_inner_texts()[:8],
        "count": page.locator(".list-count").inner_text(),
        "bars": page.locator(".time-canvas").get_attribute("data-counted"),
        "words": page.locator(".time-words").inner_text(),
        **{name: canvas.get_attribute(f"data-{name}") for name in ("marks", "marked", "areas", "density")},
    }


@pytest.mark.parametrize("address", [
    "/", "/?type=Battles&sort=killed", "/?country=AF&ll=34.5,69.2&z=9", "/?near_border_km=50&list=view&ll=34,71.5&z=8",
    "/?datetime=2023-03-01/2023-04-30&density=off", "/?at=place:pk-peshawar", "/?q=Kabul",
])  # fmt: skip
def test_a_page_that_asks_for_each_view_shows_what_one_that_holds_all_does(visit, crowd, apart, address):
    found = []
    for origin in (crowd, apart):
        page = visit(address, origin=origin)
        page.wait_for_load_state("networkidle")
        found.append(shown(page))
    assert found[0] == found[1]


def test_the_list_goes_on_as_one_scrolls_and_tells_where_it_ends(visit, apart, rows, expect):
    page = visit("/", origin=apart)
    expect(page.locator(".list-count")).to_have_text("240")
    expect(rows(page).first).to_have_accessible_name(re.compile("Case 119.1"))
    box = page.locator(".list-box")
    for _ in range(3):
        box.evaluate("(box) => box.scrollTo(0, box.scrollHeight)")
        page.wait_for_load_state("networkidle")
    expect(page.get_by_text("The first 150 of 240.")).to_be_visible()
    last = page.get_by_role("list", name="Events").get_by_role("listitem").last
    expect(last).to_have_attribute("aria-posinset", "150")
    expect(last).to_have_attribute("aria-setsize", "240")


def test_the_table_tells_that_it_is_cut(visit, apart, expect):
    page = visit("/?view=table", origin=apart)
    expect(page.get_by_role("region", name="Table", exact=True)).to_contain_text("The first 150 of 240 events")
    page.get_by_role("table", name="Events").get_by_role("link").first.click()
    expect(page.get_by_role("article", name="Event")).to_contain_text("Case 119.1")


def test_an_event_opens_by_its_address_and_by_its_mark(visit, apart, expect):
    page = visit("/?event=c-0-1", origin=apart)
    card = page.get_by_role("article", name="Event")
    expect(card).to_contain_text("Case 0.1 in")
    expect(card).to_contain_text("of 2 here")
    page.get_by_role("button", name="Earlier event here").click()
    expect(card).to_contain_text("Case 0.0 in")
    expect(card.get_by_role("region", name="Events of the same actors").get_by_role("button")).to_have_count(5)


def test_search_goes_to_the_service(visit, apart, expect):
    page = visit("/", origin=apart)
    page.get_by_role("combobox", name="Search").fill("multan")
    finds = page.get_by_role("listbox", name="Finds")
    expect(finds.get_by_role("option", name=re.compile("^Case 7.1"))).to_be_visible()
    finds.get_by_role("option", name=re.compile("Show all events")).click()
    expect(page.locator(".list-count")).to_have_text("2")


def test_what_could_not_be_fetched_is_told_and_asked_for_again(visit, apart, expect):
    page = visit("/", origin=apart, faults=False)
    page.route("**/api/facets?*type=*", lambda route: route.abort())
    page.get_by_role("button", name="Only Battles").click()
    expect(page.locator(".list-count")).to_have_text("40")  # the other answers came
    notice = page.locator("#notice")
    expect(notice).to_contain_text("could not be fetched")
    page.unroute("**/api/facets?*type=*")
    notice.get_by_role("button", name="Try again").click()
    expect(notice).to_be_empty()
    expect(page.get_by_role("combobox", name="Country").locator("option").first).to_have_text("any (40)")


def test_an_answer_that_nobody_waits_for_any_more_changes_nothing(visit, apart, expect):
    page = visit("/", origin=apart)
    held = []
    page.route("**/api/*?*type=Battles*", lambda route: held.append(route))
    page.get_by_role("button", name="Only Battles").click()
    expect(page.locator(".list-count")).to_have_text("240")  # the last answer stays until the next is there
    page.get_by_role("button", name="Only Explosions").click()
    expect(page.locator(".list-count")).not_to_have_text("240")
    after = page.locator(".list-count").inner_text()
    for route in held:
        route.abort()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".list-count")).to_have_text(after)
    expect(page.locator("#notice")).to_be_empty()
