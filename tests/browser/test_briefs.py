"""What a newcomer sees: the shipped briefs, read by the real pipeline, on the map in a real browser."""

import pytest

from geo.articles import read_articles
from geo.boundaries import Boundaries
from geo.pipeline import ingest, load_knowledge
from geo.shipped import data_folder, seeds_folder
from geo.store import open_store

pytestmark = pytest.mark.browser

SPOTS = {  # where a person would click, and what the card must say
    "Peshawar": ("34.008,71.5785", "Suicide bomb"),
    "Quetta": ("30.184,67.001", "Suicide bomb"),
    "Torkham": ("34.1187,71.0894", "Border crossing"),
    "North Waziristan": ("32.952,70.138", "killed"),
    "Balochistan": ("28.2,65.6", "killed"),
    "Kabul": ("34.5281,69.1723", "Kabul"),
    "Doha": ("25.2854,51.5310", "planned"),
}


@pytest.fixture(scope="module")
def briefs(tmp_path_factory, make_app, serve_app):
    """Return the address of a server whose store was filled with the shipped briefs."""
    path = tmp_path_factory.mktemp("briefs") / "torkham.gpkg"
    knowledge = load_knowledge(data_folder())
    with open_store(path, frontier_km=Boundaries(data_folder() / "boundaries").frontier_km) as store:
        assert len(list(ingest(read_articles(seeds_folder()), knowledge, store))) == 5
    with serve_app(make_app(STORE=str(path))) as address:
        yield address


@pytest.mark.parametrize(("place", "spot"), SPOTS.items(), ids=SPOTS)
def test_a_click_on_a_place_opens_a_card_of_an_event_there(watch_page, briefs, expect, place, spot):
    point, said = spot
    watch = watch_page(briefs)
    watch.open(f"/?ll={point}&z=8")
    page = watch.page
    expect(page.locator("canvas[data-marks]")).to_be_attached(timeout=20_000)
    box = page.get_by_role("main", name="Map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.get_by_role("article", name="Event")
    rows = page.get_by_role("list", name="Events").get_by_role("link")
    expect(card.or_(page.get_by_role("button", name="All events")).first).to_be_visible()
    if not card.is_visible():  # several events stand there: the click lists them
        rows.filter(has_text=said).first.click()
    expect(card).to_contain_text(place)
    expect(card).to_contain_text(said)
    assert card.locator("mark").count()  # the sentence it came from, with what decided marked
    assert watch.faults == []


def test_planned_talks_and_totals_are_no_marks_of_what_happened(watch_page, briefs, expect):
    watch = watch_page(briefs)
    watch.open("/")
    page = watch.page
    expect(page.locator("canvas[data-marks]")).to_be_attached(timeout=20_000)
    rows = page.get_by_role("list", name="Events").get_by_role("link")
    expect(rows.filter(has_text="planned").first).to_be_attached()
    expect(page.get_by_role("button", name="Totals over a period")).to_be_visible()
