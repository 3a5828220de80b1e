"""The map as one file: it opens from disk, asks nobody for anything, and holds what the page of a service shows."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from geo.store import open_store
from web import alone

pytestmark = pytest.mark.browser

MOSQUE = "Suicide bombing in a mosque in Peshawar"


@pytest.fixture
def written(tmp_path):
    """Return a function that writes the map of a store to a file, as the command does."""

    def write(store, *words):
        out = tmp_path / "map.html"
        done = CliRunner().invoke(alone.map_file, ["--store", str(store), "--quiet", *words, str(out)])
        return out, done

    return write


@pytest.fixture
def from_disk(watch_page, drawn):
    """Return an opener of a file, which may ask for nothing but itself."""
    watches = []

    def open_file(path, **options):
        watch = watch_page("file://", **options)
        watches.append(watch)
        asked = []
        watch.page.on("request", lambda request: asked.append(request.url.partition(":")[0]))
        watch.open(str(path))
        drawn(watch.page)
        assert asked.count("file") == 1, "only the page itself comes from disk"
        return watch.page

    yield open_file
    for watch in watches:
        assert watch.faults == []


def test_a_file_shows_events_with_their_evidence_and_no_links_that_need_a_service(
    written, from_disk, small_store, rows, expect
):
    out, done = written(small_store)
    assert done.exit_code == 0, done.output
    page = from_disk(out)
    rows(page).filter(has_text=MOSQUE).click()
    card = page.get_by_role("article", name="Event")
    expect(card.get_by_role("heading", name=MOSQUE)).to_be_visible()
    expect(card.get_by_role("heading", name="2 reports")).to_be_visible()
    expect(card.get_by_role("link", name="Original")).to_have_attribute("href", "https://example.org/attack?a=1&b=2")
    expect(card.get_by_role("link", name="In the text")).to_have_count(0)
    expect(card.get_by_role("link", name="Page of this event")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Pages")).to_have_count(0)


def test_filters_stand_in_the_address_of_a_file_and_survive_a_reload(
    written, from_disk, small_store, rows, drawn, expect
):
    out, _ = written(small_store)
    page = from_disk(out)
    before = rows(page).count()
    page.get_by_role("checkbox", name=re.compile("^Diplomacy")).uncheck()
    expect(rows(page)).not_to_have_count(before)
    left = rows(page).count()
    page.reload()
    drawn(page)
    expect(rows(page)).to_have_count(left)


def test_a_file_holds_what_the_query_words_select(written, from_disk, small_store, rows, expect):
    out, _ = written(small_store, "--layer", "incident")
    page = from_disk(out)
    expect(page.get_by_role("checkbox", name=re.compile("^Incidents"))).to_be_checked()
    expect(rows(page).filter(has_text=MOSQUE)).to_have_count(1)
    expect(page.locator("#subtitle")).to_contain_text("events")
    assert "Pakistan and the Taliban meet in Doha" not in page.locator("#events").inner_text()


def test_a_text_in_an_event_is_shown_and_never_run(written, from_disk, make_store, small_store, rows, expect):
    evil = "</script><script>window.evil=1</script>{{7*7}} ${1+1} <img src=x onerror=window.evil=1>"
    with open_store(small_store) as store:
        reading = store.reading("talks")
    out, _ = written(make_store([replace(reading, events=(replace(reading.events[0], title=evil),))]))
    page = from_disk(out)
    expect(rows(page).filter(has_text="{{7*7}} ${1+1} <img src=x").first).to_be_visible()
    assert page.evaluate("window.evil") is None


def test_more_events_than_a_file_may_hold_are_refused(written, small_store, monkeypatch):
    monkeypatch.setattr(alone, "MOST", 2)
    out, done = written(small_store)
    assert "narrow the choice" in str(done.exception)
    assert not out.exists()


def test_a_file_in_urdu_carries_its_phrases(written, from_disk, small_store, expect):
    out, done = written(small_store, "--lang", "ur")
    assert done.exit_code == 0, done.output
    page = from_disk(out)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", name=re.compile("^واقعات"))).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^لڑائیاں"))).to_be_checked()
