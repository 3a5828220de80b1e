"""The table: every column sorts, rows can be picked, shown alone and taken away. By role and name."""

import csv
import io
import re

import pytest

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"
RAID = "Raids in North Waziristan"
TALKS = "Pakistan and the Taliban meet in Doha"
VISIT = "A delegation to Kabul"
TOTAL = "700 attacks in 2023"


@pytest.fixture
def table():
    """Return a finder of the table."""
    return lambda page: page.get_by_role("table", name="Events")


def names(page):
    return page.get_by_role("table", name="Events").get_by_role("rowheader")


def test_the_table_takes_the_place_of_the_map(visit, expect, table, drawn):
    page = visit()
    expect(table(page)).to_be_hidden()
    page.get_by_role("button", name="Table", exact=True).click()
    expect(names(page)).to_have_text([TALKS, TOTAL, RAID, MOSQUE, VISIT])
    assert "view=table" in page.url
    page.wait_for_load_state("networkidle")
    page.reload()
    drawn(page)
    expect(names(page)).to_have_count(5)
    page.get_by_role("checkbox", name="Incidents").uncheck()
    expect(names(page)).to_have_text([TALKS, VISIT])
    page.go_back()
    page.get_by_role("button", name="Table", exact=True).click()
    expect(table(page)).to_be_hidden()


@pytest.mark.parametrize(
    ("column", "first", "again"),
    [
        ("Title", TOTAL, MOSQUE),
        ("When", TALKS, TOTAL),
        ("Killed", MOSQUE, MOSQUE),
        ("From the frontier", TALKS, RAID),
        ("Place", TALKS, MOSQUE),
        ("Confidence", None, RAID),
    ],
)
def test_a_column_sorts_both_ways_and_what_is_not_known_comes_last(visit, expect, column, first, again):
    page = visit("/?view=table")
    head = page.get_by_role("columnheader", name=column)
    button = head.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    order = head.get_attribute("aria-sort")
    if first:
        expect(names(page).first).to_have_text(first)
    page.keyboard.press("Enter")
    expect(head).not_to_have_attribute("aria-sort", order)
    expect(head).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    expect(names(page).first).to_have_text(again)


def test_picked_rows_can_be_shown_alone_and_taken_away(visit, expect, rows, titles, drawn):
    page = visit("/?view=table")
    page.get_by_role("checkbox", name=f"Pick {RAID}").check()
    page.get_by_role("checkbox", name=f"Pick {VISIT}").check()
    expect(page.get_by_text("5 events, 2 picked")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Pick all rows")).to_have_js_property("indeterminate", True)
    link = page.get_by_role("region", name="Table", exact=True).get_by_role("link", name="CSV").get_attribute("href")
    body = page.request.get(page.url.split("/?")[0] + link).body().decode("utf-8-sig")
    assert {row["title"] for row in csv.DictReader(io.StringIO(body))} == {RAID, VISIT}
    page.get_by_role("button", name="Show only these").click()
    expect(names(page)).to_have_text([RAID, VISIT])
    expect(titles(page)).to_have_text([RAID, VISIT])
    page.wait_for_load_state("networkidle")
    page.reload()
    drawn(page)
    expect(names(page)).to_have_text([RAID, VISIT])
    page.get_by_role("button", name="Remove the filter 2 events picked in the table").click()
    expect(names(page)).to_have_count(5)


def test_a_long_table_makes_only_the_rows_in_sight_and_says_how_many_there_are(visit, crowd, expect, table):
    page = visit("/?view=table", origin=crowd)
    expect(table(page)).to_have_attribute("aria-rowcount", "241")
    assert names(page).count() < 60
    page.get_by_role("region", name="Table of events, scrolls").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("rowheader", name=re.compile("Case 0.0"))).to_be_visible()


def test_a_row_opens_its_card(visit, expect):
    page = visit("/?view=table")
    page.get_by_role("rowheader", name=MOSQUE).get_by_role("link").click()
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=MOSQUE)).to_be_visible()
    assert "view=table" in page.url
