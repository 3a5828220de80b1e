"""The map index: columns in memory that answer what a map asks of millions of events, for any view and filter."""

from geo.index.answers import (
    Bar,
    Cluster,
    Hexagon,
    Histogram,
    Shade,
    choropleth,
    clusters,
    count,
    facets,
    hexagons,
    histogram,
)
from geo.index.arrays import Columns, MapIndex, Tables
from geo.index.building import ROW, Builder
from geo.index.choice import Choice
from geo.index.files import LiveIndex, build_index, chosen, read_index, write_index

__all__ = ["ROW", "Bar", "Builder", "Choice", "Cluster", "Columns", "Hexagon", "Histogram", "LiveIndex",
           "MapIndex", "Shade", "Tables", "build_index", "choropleth", "chosen", "clusters", "count", "facets",
           "hexagons", "histogram", "read_index", "write_index"]
