"""Filters, their counts and chips, exports, and the search: in a real browser, found by role and name."""

import csv
import io
import json
import re

import pytest

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"
RAID = "Raids in North Waziristan"
TALKS = "Pakistan and the Taliban meet in Doha"
VISIT = "A delegation to Kabul"
TOTAL = "700 attacks in 2023"


def test_a_type_can_be_switched_off_and_on(visit, expect, rows, titles, marked):
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


def test_a_layer_can_stand_alone(visit, expect, rows, titles):
    page = visit()
    page.get_by_role("checkbox", name="Incidents").uncheck()
    expect(titles(page)).to_have_text([TALKS, VISIT])
    assert "layer=diplomacy" in page.url
    page.get_by_role("button", name="Only Battles").focus()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text([RAID])
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(5)


def test_counts_respect_the_other_filters(visit, expect, rows, titles):
    page = visit()
    page.get_by_role("checkbox", name="Happened").uncheck()
    expect(titles(page)).to_have_text([RAID, VISIT])
    expect(page.get_by_role("checkbox", name="Explosions and remote violence 0")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Battles 1")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Happened 3")).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(rows(page)).to_have_count(5)


def test_the_border_band_keeps_what_lies_near_and_tells_how_far_it_is(visit, expect, rows, titles):
    page = visit()
    band = page.get_by_role("switch", name=re.compile("^Border band"))
    expect(band).to_have_accessible_name("Border band within 50 km (2)")
    band.check()
    expect(titles(page)).to_have_text([RAID, MOSQUE])
    expect(rows(page).filter(has_text=MOSQUE)).to_contain_text("from the frontier")
    assert "near_border_km=50" in page.url
    wide = page.get_by_role("slider", name="Kilometres from the frontier")
    wide.focus()
    page.keyboard.press("Home")
    expect(wide).to_have_attribute("aria-valuetext", "5 km")
    expect(page.get_by_role("heading", name="No event passes the filters")).to_be_visible()
    expect(page).to_have_url(re.compile(r"near_border_km=5\b"))  # a slider tells the address once it rests
    page.go_back()
    expect(rows(page)).to_have_count(5)
    page.go_forward()
    page.get_by_role("button", name="Remove the filter within 5 km of the frontier").click()
    expect(rows(page)).to_have_count(5)
    expect(band).not_to_be_checked()


def test_the_time_handles_move_by_keyboard(visit, expect, rows, titles):
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


def test_a_preset_shows_the_last_days_told(visit, expect, rows, titles):
    page = visit()
    page.get_by_role("button", name="30 days").click()
    expect(titles(page)).to_have_text([TALKS])
    expect(page.get_by_role("button", name="30 days")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("group", name="Last part of the time told").get_by_role("button", name="All").click()
    expect(rows(page)).to_have_count(5)


def test_a_sweep_over_the_histogram_chooses_a_window_in_one_step(visit, expect, rows, titles):
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
    link = page.get_by_role("link", name="CSV for a spreadsheet")
    body = page.request.get(page.url.split("/?")[0] + link.get_attribute("href")).body().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == 2
    link = page.get_by_role("link", name="GeoJSON for a web map or a GIS")
    found = page.request.get(page.url.split("/?")[0] + link.get_attribute("href")).body()
    assert len(json.loads(found)["features"]) == 2
    forms = page.locator(".menu a[data-form]").evaluate_all("(links) => links.map((link) => link.dataset.form)")
    assert {"csv", "geojson", "kml", "acled.csv", "hxl.csv"} <= set(forms)


def test_a_choice_of_country_province_actor_and_source_narrows_the_others(visit, expect, rows, titles, drawn):
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
    drawn(page)
    expect(country).to_have_value("PK")
    page.get_by_role("button", name="Reset filters").click()
    expect(rows(page)).to_have_count(5)
    expect(country).to_have_value("")
    page.go_back()
    expect(titles(page)).to_have_text([MOSQUE])


def test_kinds_of_a_type_can_be_chosen_one_by_one(visit, crowd, expect, rows, drawn):
    page = visit(origin=crowd)
    page.get_by_role("button", name="Kinds of Explosions and remote violence").click()
    kinds = page.get_by_role("list", name="Kinds of Explosions and remote violence")
    kinds.get_by_role("checkbox", name="Grenade 40").uncheck()
    family = page.get_by_role("checkbox", name="Explosions and remote violence 80")
    expect(family).to_have_js_property("indeterminate", True)
    expect(page.get_by_role("heading", name="Events 200")).to_be_visible()
    page.get_by_role("button", name="Only Suicide bomb").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Events 40")).to_be_visible()
    assert "type=Suicide+bomb" in page.url
    page.reload()
    drawn(page)
    expect(page.get_by_role("button", name="Remove the filter Suicide bomb")).to_be_visible()
    expect(page.get_by_role("heading", name="Events 40")).to_be_visible()


def test_choices_of_district_precision_and_deaths_count_what_they_would_show(visit, expect, titles, drawn):
    page = visit()
    assert page.get_by_label("Known to").locator("option").all_inner_texts() == [
        "any (5)", "town or exact site (3)", "district or surroundings (1)"]  # fmt: skip
    page.get_by_label("Known to").select_option("district or surroundings (1)")
    expect(titles(page)).to_have_text([RAID])
    assert page.get_by_label("District").locator("option").all_inner_texts()[1:] == ["North Waziristan (1)"]
    page.get_by_role("button", name="Remove the filter known to the district").click()
    killed = page.get_by_label("Killed", exact=True)
    assert killed.locator("option").all_inner_texts()[-1] == "50 or more (1)"
    killed.select_option("50 or more (1)")
    expect(titles(page)).to_have_text([MOSQUE])
    page.reload()
    drawn(page)
    expect(titles(page)).to_have_text([MOSQUE])
    expect(killed).to_have_value("50")


@pytest.mark.parametrize(
    "address",
    [
        "/?actor=the+Fighters",
        "/?actor=%22Fighters,+armed%22",
        "/?near_border_km=60",
        "/?min_fatalities=50",
        "/?admin1=Punjab",
        "/?type=Grenade,Battles&datetime=2023-02-01/2023-03-31",
        "/?q=case+1",
        "/?geo_precision=1&id=c-0-0,c-7-1",
    ],
)
def test_an_export_holds_exactly_what_the_page_shows(visit, crowd, expect, drawn, address):
    page = visit(address, origin=crowd)
    page.wait_for_load_state("networkidle")
    shown = page.locator(".list-count").inner_text()
    link = page.get_by_role("link", name="CSV for a spreadsheet", include_hidden=True).get_attribute("href")
    body = page.request.get(crowd + link).body().decode("utf-8-sig")
    assert str(len(list(csv.DictReader(io.StringIO(body))))) == shown
    assert shown not in ("0", "240")


def test_a_search_reads_the_evidence_too(visit, expect, titles):
    page = visit("/?q=envoys")  # a word of the sentence, in no title, place or name
    expect(titles(page)).to_have_text([TALKS])


def test_a_publisher_that_is_not_named_is_said_to_be_so(visit, nameless, expect, rows, titles):
    page = visit(origin=nameless)
    page.get_by_label("Source", exact=True).select_option("Publisher not named (1)")
    expect(titles(page)).to_have_text(["Told by nobody named"])
    link = page.get_by_role("link", name="CSV for a spreadsheet", include_hidden=True).get_attribute("href")
    body = page.request.get(nameless + link).body().decode("utf-8-sig")
    assert [row["title"] for row in csv.DictReader(io.StringIO(body))] == ["Told by nobody named"]
    rows(page).first.click()
    card = page.get_by_role("article", name="Event")
    expect(card.get_by_role("button", name="Publisher not named")).to_be_visible()



def test_search_finds_places_in_their_own_script(visit, expect, titles):
    page = visit()
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.fill("پشاور")
    page.get_by_role("option", name=re.compile("^Peshawar .*city")).click()
    expect(page.get_by_role("heading", name="Peshawar 1")).to_be_visible()
    expect(titles(page)).to_have_text([MOSQUE])
    expect(page).to_have_url(re.compile(r"ll=34\.0\d+,71\.[56]"))


def test_search_filters_by_words_and_opens_events_by_keyboard(visit, expect, titles):
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


def test_nothing_found_says_what_to_do(visit, expect, rows):
    page = visit("/?q=zzzz")
    expect(page.get_by_role("heading", name="No event passes the filters")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(rows(page)).to_have_count(5)
    page.get_by_role("combobox", name=re.compile("^Search")).fill("qqqqq")
    expect(page.get_by_text("Nothing found. Try a shorter word")).to_be_visible()
