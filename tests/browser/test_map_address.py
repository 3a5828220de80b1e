"""The address holds the state: links, reload, back and forward. By role and name."""

import re

import pytest

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"
RAID = "Raids in North Waziristan"
TALKS = "Pakistan and the Taliban meet in Doha"
VISIT = "A delegation to Kabul"


def test_an_address_restores_the_same_view(visit, expect, rows, marked, drawn):
    page = visit("/?type=Battles,CONSULT&status=alleged,planned&ll=33.5,70&z=7")
    expect(rows(page)).to_have_count(2)
    rows(page).filter(has_text=RAID).click()
    expect(page).to_have_url(re.compile("event=e-raid"))
    url = page.url
    state = page.evaluate("document.querySelector('canvas[data-marks]').dataset.marked")
    page.reload()
    drawn(page)
    expect(page.get_by_role("article", name="Event").get_by_role("heading", name=RAID)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Battles")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Explosions")).not_to_be_checked()
    expect(marked(page)).to_have_attribute("data-marked", state)
    assert page.url == url


def test_the_back_button_undoes_step_by_step(visit, expect, rows):
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


def test_the_list_can_follow_the_view(visit, expect, rows, titles):
    page = visit("/?ll=34.008,71.5785&z=10")
    page.get_by_role("switch", name="In view").check()
    expect(titles(page)).to_have_text([MOSQUE])
    page.get_by_role("button", name="Show the whole region").click()
    expect(rows(page)).to_have_count(4)  # all but the total, which is nowhere
    expect(titles(page)).to_have_text([TALKS, RAID, MOSQUE, VISIT])
