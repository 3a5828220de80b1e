"""The layered map for those who know Folium: an ordinary folium.Map, with the events of a store, for a notebook.

    import geo
    from web.maps import layered_map

    made = layered_map(geo.open("torkham.gpkg").events(country="PK"))
    folium.Marker((34.09, 71.15), tooltip="Torkham").add_to(made)

Whatever the page imports of Folium it imports from `web.maps.shell`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geo.errors import BadQuery

if TYPE_CHECKING:
    import folium

    from geo.model import Event


DEFAULT_STORE = "torkham.gpkg"


def layered_map(
    events: Iterable[str | Event] | Any = None, store: Any = None, *, language: str = "en", height: str = "680px"
) -> folium.Map:
    """Return a folium.Map of events with layers, popups, time and every report's sentence, as the page shows them.

    `events` are ids, geo.model.Event, or a table of geo.open(…).events() indexed by id, filtered in whatever way; None
    is all of the store. `store` is where they were read: by default the store of the table, else torkham.gpkg. What is
    shown needs no network, but for what is added to the map. Groups `incident` and `diplomacy` of the map are the
    layers of events: taking one off hides its events. Raises BadQuery for more events than one file may hold or a
    language that there is not, NotFound for an id that the store does not hold, StoreError.
    """
    from web import alone, create_app
    from web.languages import languages
    from web.maps.shell import notebook_map

    if language not in languages():
        raise BadQuery(f"language: {language!r} is none of {', '.join(languages())}")
    ids, read_from = _chosen(events)
    app = create_app({"STORE": alone.existing(str(store or read_from)), "RELOAD_S": None})
    try:
        config, head, body = alone.carried(app, ids, language=language)
    finally:
        app.extensions["torkham.world"].close()
    made = notebook_map(config, head, body)
    made.get_root().height = height  # type: ignore[attr-defined]  # of the frame in a notebook
    return made


def _chosen(events: Any) -> tuple[list[str] | None, str]:
    """Return the ids of events, None for all of them, and the store that they were read from as far as they tell."""
    if events is None:
        return None, DEFAULT_STORE
    if hasattr(events, "attrs"):  # a table of pandas
        return list(events.index), events.attrs.get("store", DEFAULT_STORE)
    return [one if isinstance(one, str) else one.id for one in events], DEFAULT_STORE
