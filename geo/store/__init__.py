"""The store: articles, what was read out of them, and their events; and the query words to ask for them."""

from __future__ import annotations

from pathlib import Path

from geo.errors import StoreError
from geo.store.database import DatabaseStore
from geo.store.protocol import (
    COLUMNS,
    ROW,
    ArticleSummary,
    EventPage,
    Limits,
    Page,
    Put,
    ReadWith,
    Removal,
    Store,
    Totals,
    Unresolved,
    walk,
)
from geo.store.query import DEFAULT_LIMIT, MAX_LIMIT, WORDS, Query, parse_query
from geo.store.rows import Frontier

__all__ = ["COLUMNS", "DEFAULT_LIMIT", "MAX_LIMIT", "ROW", "WORDS", "ArticleSummary", "EventPage", "Limits", "Page",
           "Put", "Query", "ReadWith", "Removal", "Store", "Totals", "Unresolved", "open_store", "parse_query", "walk"]


def open_store(
    target: str | Path, *, frontier_km: Frontier | None = None, limits: Limits | None = None
) -> Store:
    """Return the store at `target`: a file, which is made if it is missing, or a PostGIS at postgresql://….

    `frontier_km(lon, lat)` gives the km from a point to the frontier; without it, what is put from now on has no
    distance to the frontier. Raises StoreError if it cannot be opened or is no store of ours.
    """
    if "://" not in str(target):
        from geo.store.geopackage import GeoPackage

        return DatabaseStore(GeoPackage(Path(target)), frontier_km=frontier_km, limits=limits)
    scheme = str(target).split("://", 1)[0]
    if scheme not in ("postgresql", "postgres"):
        raise StoreError(f"a store at {scheme}:// is not supported; name a file, such as torkham.gpkg, or postgresql://…")
    try:
        from geo.store.postgis import Postgis
    except ImportError:
        raise StoreError(f"a store at {scheme}:// needs psycopg; pip install 'torkham[postgis]' brings it") from None
    return DatabaseStore(Postgis(str(target)), frontier_km=frontier_km, limits=limits)
