"""The layered map as an ordinary folium.Map. The only room that knows Folium, and it knows no Flask.

Only constants of the service enter a Folium object: names of panes and layers, addresses, the legend. Text from
articles, events, places or the gazetteer never does, because what Folium writes is run as a template a second
time, and then as script. Events travel as JSON and are drawn by web/static/js.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import CustomPane
from folium.template import Template
from markupsafe import Markup

from web.legend import REGION

CENTRE = (33.2, 68.6)  # lat, lon
MIN_ZOOM, START_ZOOM, MAX_ZOOM = 4, 6, 13
PANES = (("basemap", 210), ("areas", 350), ("arcs", 450), ("events", 610), ("labels", 640))  # name, z-index
LAYERS = ("incident", "diplomacy")


class _Start(MacroElement):
    """Hands the finished map and its configuration to our own script."""

    _template = Template(
        "{% macro script(this, kwargs) %}start({{ this._parent.get_name() }}, {{ this.config }});{% endmacro %}"
    )

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.config = script_json(config)


def layered_map(config: Mapping[str, Any]) -> folium.Map:
    """Return the map with its panes and layers; `config` is handed on to the page's own script.

    Every element has a fixed name, so that two renders of one map are the same.
    """
    made = folium.Map(
        location=CENTRE,
        zoom_start=START_ZOOM,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.5,
        world_copy_jump=False,
    )
    made.options.update(min_zoom=MIN_ZOOM, max_zoom=MAX_ZOOM)  # folium drops both where there are no tiles
    made.default_js, made.default_css = [], []  # on this map only; Folium's own point to other hosts
    _name(made, "torkham")
    for pane, z_index in PANES:
        made.add_child(_name(CustomPane(pane, z_index, pointer_events=pane in ("areas", "events", "arcs")), pane))
    for layer in LAYERS:
        made.add_child(_name(folium.FeatureGroup(name=layer), layer))
    made.add_child(_name(_Start({"region": REGION, **config}), "torkham"))
    return made


def map_id(made: folium.Map) -> str:
    """Return the id of the element that the map fills."""
    return str(made.get_name())


def map_script(made: folium.Map, module: str = "/static/js/main.js") -> str:
    """Return the map as the text of an ES module, which takes `start` from `module`."""
    root = cast(Figure, made.get_root())
    root.render()
    return f"import {{ start }} from {script_json(module)};\n{root.script.render()}"


def script_json(value: Any) -> Markup:
    """Return JSON that means the same inside a script, inside HTML, and after one more run as a Jinja template."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for mark in "<>&'`$":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    for opening in ("{", "%", "#"):  # outside a string a brace is never followed by one of these
        text = text.replace("{" + opening, f"{{\\u{ord(opening):04x}")
    return Markup(text)  # noqa: S704 nothing above can end a script or a template


def _name(element: Element, name: str) -> Element:
    element._id = name
    return element
