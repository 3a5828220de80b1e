"""The map for a notebook: an ordinary folium.Map that carries its events, and into which no text of theirs enters."""

import base64
import gzip
import json
import re
from dataclasses import replace

import folium
import pytest

from geo.errors import BadQuery, NotFound, StoreError
from geo.store import open_store
from web import alone
from web.maps import layered_map

ASKED = re.compile(r'<(?:script|link)[^>]+(?:src|href)="(https?:[^"]+)"')
EVIL = "</script><script>alert(1)</script>{{7*7}}{% for %}{# ${1+1} `<img src=x onerror=alert(1)>"


def carried(made):
    """Return the answers that a map carries, by address."""
    packed = re.search(r'<script type="text/plain" id="kept">([^<]+)</script>', made.get_root().render())[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def titles(made):
    return {event["title"] for event in carried(made)["/api/events"]["events"]}


@pytest.fixture
def hostile_store(small_store, make_store):
    """Return a store whose event, article and publisher hold what would run if it could."""
    with open_store(small_store) as store:
        reading = store.reading("talks")
    article = replace(reading.article, title=EVIL, publisher=EVIL)
    return make_store([replace(reading, article=article, events=(replace(reading.events[0], title=EVIL),))])


def test_a_map_is_an_ordinary_folium_map_that_others_may_add_to(small_store):
    made = layered_map(store=small_store)
    assert isinstance(made, folium.Map)
    folium.Marker((34.09, 71.15), tooltip="Torkham").add_to(made)
    assert "L.marker(" in made.get_root().render()
    assert made._repr_html_().startswith("<iframe srcdoc=")


def test_events_are_all_of_a_store_or_those_of_a_table_or_a_list(small_store):
    pytest.importorskip("geopandas")
    import geo

    with geo.open(small_store) as opened:
        table = opened.events()
    assert titles(layered_map(store=small_store)) == set(table["title"])
    deadly = table[table["fatalities_best"] > 0]
    assert titles(layered_map(deadly)) == set(deadly["title"]) < set(table["title"])
    assert titles(layered_map(["e-mosque"], small_store)) == {table.loc["e-mosque", "title"]}
    with open_store(small_store) as store:
        assert titles(layered_map([store.event("e-mosque")], small_store)) == {table.loc["e-mosque", "title"]}


def test_every_event_comes_with_its_evidence(small_store):
    details = carried(layered_map(["e-mosque"], small_store))["/api/events/e-mosque"]
    assert details["reports"][0]["text"].startswith("A suicide bomber")


def test_no_text_of_an_event_stands_in_a_folium_object(hostile_store):
    made = layered_map(store=hostile_store)
    assert titles(made) == {EVIL}
    page = made.get_root().render()
    assert "alert(1)" not in page
    assert "49" not in re.sub(r"[\w+/=]{200,}", "", page.split('id="kept"')[1])


def test_nothing_is_asked_of_another_host_but_for_what_needs_folium_s_own_scripts(small_store):
    made = layered_map(store=small_store)
    folium.Marker((34.09, 71.15), tooltip="Torkham").add_to(made)
    folium.PolyLine([(34, 71), (35, 72)]).add_to(made)
    folium.LayerControl().add_to(made)
    assert ASKED.findall(made.get_root().render()) == []
    folium.Marker((34, 71), popup="one").add_to(made)
    asked = " ".join(ASKED.findall(made.get_root().render()))
    assert "jquery" in asked
    assert "leaflet.js" not in asked
    assert "bootstrap.min.css" not in asked


def test_a_map_speaks_the_language_asked_for(small_store):
    made = layered_map(store=small_store, language="ur")
    assert "dir: \"rtl\"" in made.get_root().render()
    assert carried(made)["/phrases"]["phrases"]["Clear all filters"]
    with pytest.raises(BadQuery, match="none of en, ur"):
        layered_map(store=small_store, language="xx")


def test_what_cannot_be_drawn_is_told(small_store, tmp_path, monkeypatch):
    with pytest.raises(NotFound):
        layered_map(["no-such-event"], small_store)
    monkeypatch.setattr(alone, "MOST", 2)
    with pytest.raises(BadQuery, match="narrow the choice"):
        layered_map(store=small_store)
    (tmp_path / "not-a-store.gpkg").write_text("no database")
    with pytest.raises(StoreError):
        layered_map(store=tmp_path / "not-a-store.gpkg")
