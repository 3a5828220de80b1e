"""Cards, clicks on the map, and the list. In a real browser over a real server, found by role and name."""

import re

import pytest

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"
RAID = "Raids in North Waziristan"
TALKS = "Pakistan and the Taliban meet in Doha"


def test_a_card_tells_the_event_and_shows_its_evidence(visit, expect, rows):
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


def test_an_unknown_event_is_told(visit, expect, rows):
    page = visit("/?event=e-none", faults=False)
    expect(page.get_by_text("There is no event e-none")).to_be_visible()
    expect(rows(page)).to_have_count(5)


@pytest.mark.parametrize(
    ("address", "title"),
    [("/?ll=34.008,71.5785&z=9", MOSQUE), ("/?ll=32.95,69.98&z=9", RAID), ("/?ll=25.2854,51.5310&z=8", TALKS)],
)
def test_a_click_on_the_map_opens_the_card(visit, expect, address, title, click_map):
    page = visit(address)
    click_map(page)
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=title)).to_be_visible()


def test_the_map_is_walked_by_keyboard(visit, expect, the_map):
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


def test_many_events_at_one_place_are_one_mark_and_a_list(visit, busy, expect, rows, titles, click_map):
    page = visit("/?ll=34.008,71.5785&z=10", origin=busy)
    click_map(page)
    expect(page.get_by_role("heading", name="Peshawar 12")).to_be_visible()
    expect(titles(page).first).to_have_text("Attack number 11")
    page.get_by_label("Order of the list").select_option("Oldest first")
    expect(titles(page).first).to_have_text("Attack number 0")
    rows(page).first.click()
    card = page.get_by_role("article", name="Event")
    expect(card).to_contain_text("1 of 12 here")
    card.get_by_role("button", name="Later event here").click()
    expect(card.get_by_role("heading", name="Attack number 1", exact=True)).to_be_visible()


def test_a_cluster_of_places_opens_by_zooming(visit, busy, expect, marked, click_map):
    page = visit("/?ll=34.008,71.5785&z=6", origin=busy)
    expect(marked(page)).to_have_attribute("data-marks", "1")
    expect(marked(page)).to_have_attribute("data-marked", "40")
    click_map(page)
    expect(marked(page)).to_have_attribute("data-marks", "2")


def test_the_list_is_walked_by_keyboard(visit, busy, expect, rows):
    page = visit("/", origin=busy)
    rows(page).first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows(page).nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name=re.compile("Attack number 0 "))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("event=e-00"))


@pytest.mark.parametrize(
    ("order", "word", "first"),
    [("Oldest first", "oldest", "Case 0.0"), ("By place", "place", "Case "), ("Most killed", "killed", "Case 110.")],
)
def test_the_list_has_several_orders(visit, crowd, expect, titles, drawn, order, word, first):
    page = visit(origin=crowd)
    page.get_by_label("Order of the list").select_option(order)
    expect(titles(page).first).to_contain_text(first)
    assert f"sort={word}" in page.url
    page.reload()
    drawn(page)
    expect(titles(page).first).to_contain_text(first)


def test_a_card_leads_to_events_nearby_and_of_the_same_actors(visit, crowd, expect):
    page = visit("/?event=c-0-0", origin=crowd)
    card = page.get_by_role("article", name="Event")
    same = card.get_by_role("region", name="Events of the same actors")
    expect(same.get_by_role("button")).to_have_count(5)
    same.get_by_role("button").first.click()
    expect(card.get_by_role("heading", level=2)).to_contain_text("Case 0.1")
    page.go_back()
    expect(card.get_by_role("heading", level=2)).to_contain_text("Case 0.0")
    near = visit("/?q=Rawalpindi", origin=crowd)
    near.locator(".item").first.click()
    nearby = near.get_by_role("article", name="Event").get_by_role("region", name="Events nearby")
    expect(nearby).to_contain_text("Islamabad")
    expect(nearby).to_contain_text("km away")


def test_a_card_names_the_standard_and_marks_who_and_when(visit, expect):
    page = visit("/?event=e-mosque")
    card = page.get_by_role("article", name="Event")
    expect(card).to_contain_text("ACLED: Explosions/Remote violence › Suicide bomb")
    expect(card).to_contain_text("An attacker dies in setting off the explosive.")
    expect(card.locator("mark.is-date")).to_have_text("30 January 2023")
    expect(card.locator("mark.is-actor")).to_have_text("worshippers")
    expect(card).to_contain_text("km from the frontier")
