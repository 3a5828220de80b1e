"""The map in the frame of a notebook, and saved: all of it works offline, beside what an analyst adds."""

import re
from dataclasses import replace

import folium
import pytest

from geo.store import open_store
from web.maps import layered_map

pytestmark = pytest.mark.browser

EVIL = "</script><script>window.evil=1</script>{{7*7}} ${1+1} <img src=x onerror=window.evil=1>"


@pytest.fixture(params=["frame", "saved"])
def shown(request, watch_page, tmp_path, expect):
    """Return an opener of a map, as a notebook shows it and as it is saved; nothing may be asked of anybody."""
    watches = []

    def open_map(made):
        out = tmp_path / "map.html"
        if request.param == "saved":
            made.save(out)
        else:
            out.write_text(f"<!doctype html><title>Notebook</title>{made._repr_html_()}", encoding="utf-8")
        watch = watch_page("file://")
        watches.append(watch)
        asked = []
        watch.page.on("request", lambda one: asked.append(one.url))
        watch.open(str(out))
        inside = watch.page.frame_locator("iframe") if request.param == "frame" else watch.page
        expect(inside.locator("canvas[data-marks]")).to_be_attached()
        assert [url for url in asked if url.startswith("http")] == []
        return inside

    yield open_map
    for watch in watches:
        assert watch.faults == []


@pytest.fixture
def hostile(small_store, make_store):
    with open_store(small_store) as store:
        reading = store.reading("talks")
    return make_store([replace(reading, events=(replace(reading.events[0], title=EVIL),))])


def events_in(inside):
    return inside.get_by_role("list", name="Events").get_by_role("link")


def test_events_open_with_their_evidence(shown, small_store, expect):
    inside = shown(layered_map(store=small_store))
    events_in(inside).filter(has_text="mosque").first.click()
    card = inside.get_by_role("article", name="Event")
    expect(card.get_by_role("heading", name="2 reports")).to_be_visible()
    expect(card.locator("mark").first).to_be_visible()
    expect(inside.get_by_role("slider", name="First day shown")).to_be_visible()


def test_what_an_analyst_adds_is_visible_and_layers_are_switched_by_either_control(shown, small_store, expect):
    made = layered_map(store=small_store)
    folium.Marker((33.0, 68.0), tooltip="Our own").add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    inside = shown(made)
    pin = inside.locator("img.leaflet-marker-icon")
    expect(pin).to_be_visible()
    assert pin.evaluate("pin => pin.naturalWidth") > 0
    every = events_in(inside).count()
    diplomacy = inside.locator(".leaflet-control-layers").get_by_role("checkbox", name="Diplomacy")
    diplomacy.uncheck()
    expect(events_in(inside)).not_to_have_count(every)
    legend = inside.locator("#panel").get_by_role("checkbox", name=re.compile("^Diplomacy"))
    expect(legend).not_to_be_checked()
    legend.check()
    expect(diplomacy).to_be_checked()
    expect(events_in(inside)).to_have_count(every)


def test_a_text_in_an_event_is_shown_and_never_run(shown, hostile, expect):
    inside = shown(layered_map(store=hostile))
    expect(events_in(inside).filter(has_text="{{7*7}} ${1+1} <img src=x").first).to_be_visible()
    assert inside.locator("body").evaluate("() => window.evil") is None


def test_a_map_in_urdu_is_mirrored(shown, small_store, expect):
    inside = shown(layered_map(store=small_store, language="ur"))
    expect(inside.locator("html")).to_have_attribute("dir", "rtl")
    expect(inside.get_by_role("heading", name=re.compile("^واقعات"))).to_be_visible()
