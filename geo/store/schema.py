"""The tables of the store's GeoPackage, and the check that a file is one of ours. EPSG:4326, days as ISO 8601.

Registered layers and tables are for QGIS, GDAL and pandas: `incidents` and `diplomacy` are views of `events`, `places`
of the place versions in use. `event_records` holds the nouns exactly (geo/store/codec.py) and the words of each event;
the other tables are for asking and for reading by eye. `event_box` (lon, lat, day) and `event_search` follow by
triggers. Deleting an event deletes all that hangs on it; `tombstones` keep its id.
"""

from __future__ import annotations

import re
import sqlite3
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from geo.errors import StoreError
from geo.store.connection import BUSY_S
from geo.store.protocol import ROW

SCHEMA = 2
GPKG = 0x47504B47  # "GPKG"
GPKG_VERSION = 10300
PAGE_BYTES = 8192  # half the calls of the default; yet one event is not read with too many others
ALWAYS = 4_000_000  # beyond the ordinal of the last day there is
OLDEST_SQLITE = (3, 35)

_SHOWN = "fid AS OGC_FID, geom, " + ", ".join(name for name in ROW if name != "layer")

GEOPACKAGE = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);

CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));

CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
    z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));

CREATE TRIGGER content_change AFTER UPDATE ON torkham WHEN NEW.key = 'change' BEGIN
    UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE data_type = 'features';
END;
"""

TABLES = """
CREATE TABLE torkham (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, publisher TEXT NOT NULL,
    publisher_key TEXT NOT NULL, url TEXT NOT NULL, published DATE, published_basis TEXT NOT NULL,
    language TEXT NOT NULL, licence TEXT NOT NULL, is_dataset BOOLEAN NOT NULL, text TEXT NOT NULL,
    record TEXT NOT NULL);

CREATE TABLE place_versions (
    fid INTEGER PRIMARY KEY, geom BLOB, is_current BOOLEAN NOT NULL DEFAULT 0, id TEXT NOT NULL, name TEXT NOT NULL,
    alt_names TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
    lon DOUBLE NOT NULL, lat DOUBLE NOT NULL, radius_km DOUBLE NOT NULL, geo_precision INTEGER NOT NULL,
    population INTEGER, border_km DOUBLE, record TEXT NOT NULL UNIQUE);

CREATE TABLE place_names (
    name TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;

CREATE TABLE mentions (
    fid INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, use TEXT NOT NULL, place TEXT, score DOUBLE,
    record TEXT NOT NULL, UNIQUE (article, n));

CREATE TABLE events (
    fid INTEGER PRIMARY KEY, geom BLOB, id TEXT NOT NULL, layer TEXT NOT NULL, type TEXT NOT NULL, sub_type TEXT,
    title TEXT NOT NULL, date_start DATE, date_end DATE, date_precision TEXT NOT NULL, date_basis TEXT NOT NULL,
    status TEXT NOT NULL, is_aggregate BOOLEAN NOT NULL, confidence DOUBLE NOT NULL,
    fatalities_low INTEGER, fatalities_best INTEGER, fatalities_high INTEGER,
    injuries_low INTEGER, injuries_best INTEGER, injuries_high INTEGER,
    place TEXT, place_name TEXT, role TEXT, basis TEXT, lon DOUBLE, lat DOUBLE, radius_km DOUBLE,
    geo_precision INTEGER, country TEXT, admin1 TEXT, admin2 TEXT, border_km DOUBLE,
    actors TEXT NOT NULL, sources TEXT NOT NULL, licences TEXT NOT NULL, reports INTEGER NOT NULL,
    code TEXT NOT NULL, admin1_key TEXT, first_day INTEGER, last_day INTEGER, changed INTEGER NOT NULL);

CREATE UNIQUE INDEX event_id ON events (id);

CREATE TABLE event_records (
    fid INTEGER PRIMARY KEY REFERENCES events(fid) ON DELETE CASCADE, record TEXT NOT NULL, search TEXT NOT NULL);

CREATE TABLE event_places (
    fid INTEGER PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    place TEXT NOT NULL, role TEXT NOT NULL, basis TEXT NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, score DOUBLE NOT NULL);

CREATE TABLE actors (
    fid INTEGER PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    name TEXT NOT NULL, role TEXT NOT NULL, country TEXT NOT NULL, name_key TEXT NOT NULL);

CREATE TABLE reports (
    fid INTEGER PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles(id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    record TEXT NOT NULL, note TEXT NOT NULL, url TEXT NOT NULL);

CREATE TABLE aliases (
    alias TEXT NOT NULL PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE) WITHOUT ROWID;

CREATE TABLE tombstones (
    id TEXT NOT NULL PRIMARY KEY, fid INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;

CREATE VIEW incidents AS SELECT @shown FROM events WHERE layer = 'incident';

CREATE VIEW diplomacy AS SELECT @shown FROM events WHERE layer = 'diplomacy';

CREATE VIEW places AS SELECT fid AS OGC_FID, geom, id, name, alt_names, kind, country, admin1, admin2, lon, lat,
    radius_km, geo_precision, population, border_km FROM place_versions AS p WHERE is_current AND (
        EXISTS (SELECT 1 FROM mentions AS m WHERE m.place = p.id)
        OR EXISTS (SELECT 1 FROM event_places AS e WHERE e.place = p.id));
"""

INDEXES = """
CREATE INDEX article_day ON articles (published DESC, id);

CREATE INDEX place_id ON place_versions (id, is_current);

CREATE INDEX mention_place ON mentions (place, text);

CREATE INDEX event_order ON events (date_start DESC, id);

CREATE INDEX event_days ON events (first_day, last_day);

CREATE INDEX event_long ON events (first_day, last_day) WHERE last_day - first_day > 31;

CREATE INDEX event_country ON events (country, date_start DESC, id);

CREATE INDEX event_kind ON events (layer, code, status);

CREATE INDEX event_change ON events (changed);

CREATE INDEX event_place ON event_places (place, event);

CREATE INDEX place_event ON event_places (event);

CREATE INDEX actor_event ON actors (event);

CREATE INDEX report_article ON reports (article, event, start);

CREATE INDEX report_event ON reports (event, article);

CREATE INDEX alias_event ON aliases (event);

CREATE INDEX tombstone_change ON tombstones (changed);
"""

BOXES = """
CREATE VIRTUAL TABLE event_box USING rtree (fid, min_lon, max_lon, min_lat, max_lat, min_day, max_day);

CREATE TRIGGER event_box_insert AFTER INSERT ON events WHEN NEW.lon IS NOT NULL BEGIN
    INSERT INTO event_box VALUES (NEW.fid, NEW.lon, NEW.lon, NEW.lat, NEW.lat,
                                  coalesce(NEW.first_day, 0), coalesce(NEW.last_day, @always));
END;

CREATE TRIGGER event_box_update AFTER UPDATE OF lon, lat, first_day, last_day ON events
WHEN OLD.lon IS NOT NEW.lon OR OLD.lat IS NOT NEW.lat OR OLD.first_day IS NOT NEW.first_day
    OR OLD.last_day IS NOT NEW.last_day BEGIN
    DELETE FROM event_box WHERE fid = OLD.fid;
    INSERT INTO event_box SELECT NEW.fid, NEW.lon, NEW.lon, NEW.lat, NEW.lat,
        coalesce(NEW.first_day, 0), coalesce(NEW.last_day, @always) WHERE NEW.lon IS NOT NULL;
END;

CREATE TRIGGER event_box_delete AFTER DELETE ON events BEGIN
    DELETE FROM event_box WHERE fid = OLD.fid;
END;
"""

SEARCH = """
CREATE VIRTUAL TABLE event_search USING fts5 (search, content='event_records', content_rowid='fid');

CREATE TRIGGER event_search_insert AFTER INSERT ON event_records BEGIN
    INSERT INTO event_search (rowid, search) VALUES (NEW.fid, NEW.search);
END;

CREATE TRIGGER event_search_update AFTER UPDATE OF search ON event_records WHEN OLD.search IS NOT NEW.search BEGIN
    INSERT INTO event_search (event_search, rowid, search) VALUES ('delete', OLD.fid, OLD.search);
    INSERT INTO event_search (rowid, search) VALUES (NEW.fid, NEW.search);
END;

CREATE TRIGGER event_search_delete AFTER DELETE ON event_records BEGIN
    INSERT INTO event_search (event_search, rowid, search) VALUES ('delete', OLD.fid, OLD.search);
END;
"""

TABLES = TABLES.replace("@shown", _SHOWN)
BOXES = BOXES.replace("@always", str(ALWAYS))
_PAUSE_S = 0.05
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "Cartesian coordinates of an unknown system"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "geographic coordinates of an unknown system"),
    ("WGS 84", 4326, "EPSG", 4326,
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
     'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', "longitude and latitude in degrees"),
)
_LAYERS = {
    "incidents": "What happened on the ground, in ACLED's types",
    "diplomacy": "What states say and do to each other, in PLOVER's types",
    "places": "Gazetteer places that articles name",
}
_ATTRIBUTES = {
    "articles": "The texts that were read, and the data sets that events were imported from",
    "mentions": "Place names where they stand in an article, and the place they mean",
    "event_places": "The parts that places have in events",
    "actors": "Who does, says or suffers",
    "reports": "The passages, or rows of a data set, that tell of an event",
}


def make(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file; does nothing if it has tables."""
    if tables_of(db):
        return
    db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    write_ahead(db)
    db.execute("BEGIN IMMEDIATE")
    try:
        if not tables_of(db):  # nobody else made them meanwhile
            _fill(db)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def check_ours(db: sqlite3.Connection, path: Path) -> int:
    """Return the number of the schema of a file. Raises StoreError if it is no store, or a newer release's."""
    if "torkham" not in tables_of(db):
        (application,) = db.execute("PRAGMA application_id").fetchone()
        kind = "a GeoPackage" if application == GPKG else "an SQLite database"
        raise StoreError(f"{path} is {kind}, but not a Torkham store, and was left alone; name another file")
    schema = schema_of(db)
    if schema > SCHEMA:
        raise StoreError(f"{path} was made by a newer Torkham (its schema is {schema}, this one knows {SCHEMA}); "
                         "update Torkham, or name another file")
    if not schema:
        raise StoreError(f"{path} is damaged: it does not tell its schema; restore a copy, "
                         "or move it away and read the articles again")
    return schema


def check_whole(db: sqlite3.Connection, path: Path) -> bool:
    """Return whether text has an index. Raises StoreError if a table is missing."""
    tables = tables_of(db)
    if missing := sorted(_names(TABLES + GEOPACKAGE + BOXES) - tables):
        raise StoreError(f"{path} is damaged: its table {missing[0]!r} is missing; "
                         "restore a copy, or move it away and read the articles again")
    return "event_search" in tables


def tables_of(db: sqlite3.Connection) -> set[str]:
    """Return the names of all tables and views."""
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}


def schema_of(db: sqlite3.Connection) -> int:
    """Return the number of the schema of a store; 0 if it tells none."""
    found = db.execute("SELECT value FROM torkham WHERE key = 'schema'").fetchone()
    return int(found[0]) if found and str(found[0]).isdecimal() else 0


def run(db: sqlite3.Connection, script: str) -> None:
    """Run the statements of a script, which empty lines part, within the transaction there is."""
    for statement in script.strip().split("\n\n"):
        db.execute(statement)


def named(script: str, kind: str) -> list[str]:
    """Return the names of what a script creates of a kind: INDEX or TRIGGER."""
    return re.findall(rf"^CREATE {kind} (\w+)", script, re.MULTILINE)


def now() -> str:
    """Return the time to the second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def has_fts5(db: sqlite3.Connection) -> bool:
    """Return whether this SQLite was built with an index of texts."""
    return bool(db.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone())


def write_ahead(db: sqlite3.Connection) -> None:
    """Switch the file to a write-ahead log. SQLite does not wait here while others open the file: so we do."""
    for left in reversed(range(round(BUSY_S / _PAUSE_S))):
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not left:
                raise
        time.sleep(_PAUSE_S)


def _names(script: str) -> set[str]:
    return set(re.findall(r"^CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", script, re.MULTILINE))


def _fill(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {GPKG}")
    db.execute(f"PRAGMA user_version = {GPKG_VERSION}")
    for script in (TABLES, GEOPACKAGE, INDEXES, BOXES, *([SEARCH] if has_fts5(db) else [])):
        run(db, script)
    db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
    entry = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)"
    db.executemany(entry, [(name, "features", name, say, 4326) for name, say in _LAYERS.items()])
    db.executemany(entry, [(name, "attributes", name, say, None) for name, say in _ATTRIBUTES.items()])
    db.executemany("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)",
                   [(name,) for name in _LAYERS])
    db.executemany("INSERT INTO torkham VALUES (?, ?)",
                   [("schema", str(SCHEMA)), ("store", uuid.uuid4().hex[:8]), ("change", "0"), ("changed_at", now())])
