"""The Folium map: its panes and layers, its one hand-over, and nothing that data could have written."""

import json
import re

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.maps import shell

HOSTILE = [
    "{{7*7}}",
    "{% for x in y %}",
    "{# note",
    "}}",
    "${7*7}",
    "`",
    "</script><script>alert(1)",
    "<!--",
    "\u2028",
    "\\",
]


def handed_over(script):
    """Return the configuration as a browser would read it from the script."""
    found = re.search(r"start\(map_torkham, (.*), \{", script)
    return json.loads(found[1])


def test_the_map_has_its_panes_layers_zooms_and_no_file_from_elsewhere():
    made = shell.page_map({})
    assert isinstance(made, folium.Map)
    assert (made.options["min_zoom"], made.options["max_zoom"]) == (shell.MIN_ZOOM, shell.MAX_ZOOM)
    names = [child.name for child in made._children.values() if isinstance(child, folium.map.CustomPane)]
    assert names == ["basemap", "areas", "arcs", "events", "labels"]
    layers = [child.layer_name for child in made._children.values() if isinstance(child, folium.FeatureGroup)]
    assert layers == ["Incidents", "Diplomacy"]
    page = made.get_root().render()
    assert "http" not in page.replace("http-equiv", "")


def test_folium_keeps_its_own_links_for_everybody_else():
    shell.page_map({})
    assert folium.Map.default_js
    assert folium.Map.default_css


def test_the_script_is_a_module_that_starts_our_own():
    made = shell.page_map({"urls": {"events": "/api/events"}})
    script = shell.map_script(made, "/static/js/main.js?v=1")
    assert script.startswith('import { start } from "/static/js/main.js?v=1";')
    assert f'L.map(\n                "{shell.map_id(made)}"' in script
    assert handed_over(script)["urls"] == {"events": "/api/events"}
    assert handed_over(script)["region"] == list(shell.REGION)


def test_two_renders_are_the_same():
    assert shell.map_script(shell.page_map({"a": 1})) == shell.map_script(shell.page_map({"a": 1}))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_code_even_where_it_should_not_be(text):
    script = shell.map_script(shell.page_map({"layers": [text, {text: text}]}))
    assert handed_over(script)["layers"] == [text, {text: text}]
    assert "49" not in script
    for mark in ("{{", "{%", "{#", "${", "`", "<"):
        assert mark not in script.split("start(map_torkham")[1]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text("{}%#$`'\"<>\\&ab\u2028"),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text("{}%#"), inner)))  # fmt: skip
def test_json_for_a_script_survives_a_template(value):
    from jinja2 import Template

    assert json.loads(Template(str(shell.script_json(value))).render()) == value
