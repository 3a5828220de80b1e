"""The map index: columns in memory that answer what a map asks of millions of events, for any view and filter."""

from geo.index.arrays import Columns, MapIndex, Tables
from geo.index.bars import UNITS, Bar, Extent, Histogram, Span, extent, histogram
from geo.index.building import ROW, Builder
from geo.index.choice import Choice
from geo.index.counts import Shade, choropleth, count, deaths, facets, sums
from geo.index.files import LiveIndex, build_index, chosen, read_index, write_index
from geo.index.marks import Cluster, at_places, clusters, hexagons
from geo.index.order import ORDERS, Listed, Orders, listed

__all__ = ["ORDERS", "ROW", "UNITS", "Bar", "Builder", "Choice", "Cluster", "Columns", "Extent", "Histogram",
           "Listed", "LiveIndex", "MapIndex", "Orders", "Shade", "Span", "Tables", "at_places", "build_index",
           "choropleth", "chosen", "clusters", "count", "deaths", "extent", "facets", "hexagons", "histogram",
           "listed", "read_index", "sums", "write_index"]
