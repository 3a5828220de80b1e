"""The store: articles, what was read out of them, and their events; and the query words to ask for them."""

from __future__ import annotations

from pathlib import Path

from geo.errors import StoreError
from geo.store.geopackage import GeoPackageStore
from geo.store.protocol import ArticleSummary, Put, Store, Unresolved
from geo.store.query import DEFAULT_LIMIT, MAX_LIMIT, WORDS, Query, parse_query
from geo.store.writing import Frontier

__all__ = ["DEFAULT_LIMIT", "MAX_LIMIT", "WORDS", "ArticleSummary", "Put", "Query", "Store", "Unresolved",
           "open_store", "parse_query"]


def open_store(target: str | Path, *, frontier_km: Frontier | None = None) -> Store:
    """Return the store at `target`, a file that is made if it is missing.

    `frontier_km(lon, lat)` gives the km from a point to the frontier; without it, what is put from now on has no
    distance to the frontier. Raises StoreError if the file cannot be opened or is no store of ours.
    """
    if "://" in str(target):
        scheme = str(target).split("://", 1)[0]
        raise StoreError(f"a store at {scheme}:// is not supported; name a file, such as torkham.gpkg")
    return GeoPackageStore(Path(target), frontier_km=frontier_km)
