"""The layered map as a folium.Map, for the page and for a notebook. The only room that knows Folium; it knows no Flask.

Only constants of the service enter a Folium object: names of panes and layers, addresses, the legend. Text from
articles, events, places or the gazetteer never does, because what Folium writes is run as a template a second
time, and then as script. Events travel as JSON and are drawn by web/static/js.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import CustomPane
from folium.template import Template
from markupsafe import Markup

from web.legend import REGION

CENTRE = (33.2, 68.6)  # lat, lon
MIN_ZOOM, START_ZOOM, MAX_ZOOM = 4, 6, 13
PANES = (  # name, z-index; markers that others add stand at 600, above all of ours
    ("basemap", 210), ("areas", 350), ("arcs", 450), ("events", 590), ("labels", 595),
)  # fmt: skip
LAYERS = {"incident": "Incidents", "diplomacy": "Diplomacy"}  # groups on the map, and what a LayerControl calls them
_NEEDS_LEAFLET_ALONE = (
    folium.Marker, folium.CircleMarker, folium.Circle, folium.PolyLine, folium.Polygon, folium.Rectangle,
    folium.Tooltip, folium.FeatureGroup, folium.LayerControl, folium.TileLayer, CustomPane,
)  # fmt: skip
_STYLES_OVER_OURS = {"leaflet_css", "bootstrap_css"}  # of Folium's: the one we bring, and one that restyles all


class _Start(MacroElement):
    """Hands the finished map, its configuration and its layers to our own script."""

    _template = Template("""{% macro script(this, kwargs) %}
        {{ this.call }}({{ this._parent.get_name() }}, {{ this.config }}, { {%- for layer in this.layers %}
            {{ layer }}: feature_group_{{ layer }},{% endfor %}
        }){{ ")" if "(" in this.call else "" }};
    {% endmacro %}""")

    def __init__(self, config: Mapping[str, Any], call: str = "start") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.config, self.call, self.layers = script_json({"region": REGION, **config}), call, tuple(LAYERS)


class _Text(Element):
    """A text that is written as it stands, and never run as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        """Return the text."""
        return self.text


class NotebookMap(folium.Map):
    """A map that carries the page around it and all its data, so that a notebook shows it offline.

    What others add to it is drawn by Leaflet. Folium's own scripts are asked from where Folium has them, and only if
    what was added may need them: popups and icons do, plain markers, lines and areas do not.
    """

    def carry(self, head: str, body: str) -> None:
        """Take the text of the page: what belongs into its head, and the body that holds the map's element."""
        self._own = set(self._children)
        self._head, self._body = head, body

    def render(self, **kwargs: Any) -> str:
        """Write the map into its figure."""
        figure = cast(Figure, self.get_root())
        figure.header.add_child(_Text(self._head), name="torkham_head")
        figure.html.add_child(_Text(self._body), name="torkham_body")
        if not all(isinstance(one, _NEEDS_LEAFLET_ALONE) for one in self._guests()):
            self.default_js = [pair for pair in folium.Map.default_js if pair[0] != "leaflet"]
            self.default_css = [pair for pair in folium.Map.default_css if pair[0] not in _STYLES_OVER_OURS]
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        figure.html._children.pop(self.get_name())  # the element stands in the body already
        return ""

    def _guests(self) -> Iterator[Element]:
        waiting = [child for name, child in self._children.items() if name not in self._own]
        for one in waiting:
            yield one
            waiting += one._children.values()


def page_map(config: Mapping[str, Any]) -> folium.Map:
    """Return the map of the page, with its panes and layers; `config` is handed on to the page's own script.

    Every element has a fixed name, so that two renders of one map are the same.
    """
    return _layered(folium.Map, _Start(config))


def notebook_map(config: Mapping[str, Any], head: str, body: str) -> NotebookMap:
    """Return the map with the page around it; `head` holds the modules, by the names under which they are imported."""
    start = _Start(config, 'import("torkham/main.js").then((module) => module.start')
    made = cast(NotebookMap, _layered(NotebookMap, start))
    made.carry(head, body)
    return made


def _layered(kind: type[folium.Map], start: _Start) -> folium.Map:
    made = kind(
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
    for layer, name in LAYERS.items():
        made.add_child(_name(folium.FeatureGroup(name=name), layer))
    made.add_child(_name(start, "torkham"))
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
