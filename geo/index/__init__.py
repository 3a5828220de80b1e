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

__all__ = ["ROW", "Bar", "Builder", "Choice", "Cluster", "Columns", "Hexagon", "Histogram", "MapIndex", "Shade",
           "Tables", "choropleth", "clusters", "count", "facets", "hexagons", "histogram"]
