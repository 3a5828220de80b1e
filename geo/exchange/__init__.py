"""Events out and in: one flat record, the formats that are written from it, and the data sets that are read."""

from geo.exchange.claims import standing
from geo.exchange.columns import COLUMNS
from geo.exchange.formats import FORMATS, Format, StoredArticles, chosen, whole_file, write_file
from geo.exchange.record import Articles, event_record, flat_record, reading_record
from geo.exchange.tables import plain_cell, safe_cell

__all__ = ["COLUMNS", "FORMATS", "Articles", "Format", "StoredArticles", "chosen", "event_record",
           "flat_record", "plain_cell", "reading_record", "safe_cell", "standing", "whole_file", "write_file"]
