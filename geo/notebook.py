"""A store asked from a notebook: its events as a GeoDataFrame. geopandas is imported when events are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from inspect import Parameter, Signature
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from geo.errors import StoreError
from geo.exchange import StoredArticles, chosen, flat_record
from geo.exchange.columns import CATEGORIES, COLUMNS, KINDS, Cell
from geo.exchange.needs import needed
from geo.store import WORDS, Query, open_store, parse_query

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_ONE = ("bbox", "datetime", "q")  # words with one value; commas in it part nothing


class Notebook:
    """A store, open for questions. Use it in a `with`, or let it go when the notebook ends."""

    def __init__(self, store: str | Path) -> None:
        """Open a store that exists: a file of `torkham ingest` or `import`, or postgresql://…. Raises StoreError."""
        if "://" not in str(store) and not Path(store).exists():
            raise StoreError(f"{store}: there is no such store; `torkham ingest` or `torkham import` makes one")
        self.store = open_store(store)
        self._address = str(store)

    def events(self, **words: Any) -> GeoDataFrame:
        """Return the events that the query words select, as a GeoDataFrame of points (EPSG:4326) indexed by id.

        The words are those of the command line: bbox=(west, south, east, north), datetime="2023-01-01/2023-12-31" or a
        pair of dates with None for an open side, layer, type, status, country, admin1, place, actor, source, q,
        near_border_km, limit, …; a list of values means any of them. Latest first;
        very many come in the order in which they were stored.

        Columns are those of `torkham export` (data/exchange.md). Days are datetime64, names of kinds and areas
        categories, numbers that may be untold Int64; `actors`, `places` and `evidence` are lists of dicts. An event
        without a place has no geometry; how exact a point is says geo_precision (1 town or site, 2 district,
        3 province, 4 country). Raises BadQuery for a word or value that cannot be read, SourceError without geopandas.
        """
        needed("geopandas", what="a GeoDataFrame cannot be made")
        events, _ = chosen(self.store, self._query(words))
        articles = StoredArticles(self.store)
        frame = _frame([flat_record(event, articles) for event in events])
        frame.attrs["store"] = self._address  # web.maps.layered_map asks it for what a row does not hold
        return frame

    def count(self, **words: Any) -> int:
        """Return how many events the query words select. Raises BadQuery."""
        return self.store.count(self._query(words))

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def _query(self, words: Mapping[str, Any]) -> Query:
        return parse_query({word: _told(word, value) for word, value in words.items() if value is not None}, limit=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{self.count():,} events of {self.store.version}>"


_KEYWORDS = [Parameter(word, Parameter.KEYWORD_ONLY, default=None) for word in WORDS]
_SIGNATURE = Signature([Parameter("self", Parameter.POSITIONAL_OR_KEYWORD), *_KEYWORDS])
for _method in (Notebook.events, Notebook.count):  # so that a notebook completes the words
    _method.__signature__ = _SIGNATURE  # type: ignore[union-attr]


def _told(word: str, value: Any) -> str | list[str]:
    """Return a value as the command line would have it."""
    if word == "bbox" and not isinstance(value, str):
        return ",".join(str(float(degrees)) for degrees in value)
    if word == "datetime" and isinstance(value, tuple | list):
        return "/".join(".." if day is None else str(day) for day in value)
    if isinstance(value, date | int | float) or word in _ONE:
        return str(value)
    values: Iterable[Any] = [value] if isinstance(value, str) else value
    return ['"{}"'.format(str(one).replace('"', '""')) for one in values]


def _frame(rows: list[dict[str, Any]]) -> GeoDataFrame:
    import geopandas
    import numpy as np
    import pandas as pd

    columns: dict[str, Any] = {}
    for name in COLUMNS:
        cells = [row[name] for row in rows]
        match KINDS[name]:
            case Cell.DAY:
                columns[name] = np.array([day or "NaT" for day in cells], dtype="datetime64[s]")
            case Cell.WHOLE:
                columns[name] = pd.array(cells, dtype="Int64")
            case Cell.NUMBER:
                columns[name] = np.array(cells, dtype=float)
            case Cell.FLAG:
                columns[name] = np.array(cells, dtype=bool)
            case _:
                columns[name] = pd.Categorical(cells) if name in CATEGORIES else pd.Series(cells, dtype=object)
    table = pd.DataFrame(columns)
    points = geopandas.points_from_xy(table["lon"], table["lat"])
    points[np.isnan(columns["lon"])] = None
    return geopandas.GeoDataFrame(table, geometry=points, crs="EPSG:4326").set_index("id")
