"""News text to places and events of the Pakistan-Afghanistan border region. Knows no web.

In a notebook: `geo.open("torkham.gpkg").events(country="PK")` is a GeoDataFrame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from geo.notebook import Notebook

__version__ = "0.1.0"


def open(store: str | Path = "torkham.gpkg") -> Notebook:  # noqa: A001 geo.open, as gzip.open
    """Return a store that is open for questions from a notebook (see geo.notebook.Notebook). Raises StoreError."""
    from geo.notebook import Notebook

    return Notebook(store)
