"""Files that a browser asks for: which are served, and for how long they may be kept."""

import json
import re

import pytest

from geo.errors import SourceError
from web.assets import BASEMAP
from web.legend import read_legend


@pytest.mark.parametrize("name", BASEMAP)
def test_each_basemap_layer_is_geojson(client, name):
    answer = client.get(f"/basemap/{name}.geojson")
    assert answer.content_type == "application/geo+json"
    assert json.loads(answer.data)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    "name",
    [
        "../views.py",
        "..%2fviews.py",
        "%2e%2e/views.py",
        "vendor/leaflet/../../apps.py",
        "css",
        "x.py",
        "vendor/leaflet/leaflet.js.map",
        "css/site.css/",
        "css\\..\\..\\views.py",
        "\x00",
    ],
)
def test_no_file_beside_ours_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_file_asked_for_by_its_hash_may_be_kept_for_a_year(client):
    address = re.search(r'href="(/static/css/site\.css\?v=[^"]+)"', client.get("/sources").text)[1]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/static/css/site.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/css/site.css?v=other").headers["Cache-Control"] == "no-cache"


def test_leaflet_that_is_not_the_release_is_refused(monkeypatch, make_app):
    monkeypatch.setattr("web.assets.LEAFLET_SHA256", "0" * 64)
    with pytest.raises(SourceError, match=r"not Leaflet 1\.9\.4"):
        make_app()


def test_both_alphabets_have_the_same_shapes(client):
    script = client.get("/static/js/symbols.js").text
    for shape in {entry.shape for entry in read_legend().entries.values() if entry.shape}:
        assert re.search(rf"^  {shape}: ", script, re.MULTILINE)
