"""Events out (later also in): one flat record, and the formats that are written from it."""

from geo.exchange.geojson import write_geojson
from geo.exchange.record import Source, event_record, flat_record, reading_record
from geo.exchange.tables import COLUMNS, plain_cell, safe_cell, write_csv

__all__ = ["COLUMNS", "Source", "event_record", "flat_record", "plain_cell", "reading_record", "safe_cell",
           "write_csv", "write_geojson"]
