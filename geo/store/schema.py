"""The tables of the store's GeoPackage, and the check that a file is one of ours. EPSG:4326, days as ISO 8601.

Registered layers and tables are for QGIS, GDAL and pandas: `incidents` and `diplomacy` are views of `events`, `places`
of the place versions in use. `record` columns hold the nouns exactly (geo/store/codec.py); the columns beside them are
for asking and for reading by eye. `event_box` (lon, lat, day) and `event_search` follow `events` by triggers.
"""

from __future__ import annotations

import re
import sqlite3
import time
import uuid
from pathlib import Path

from geo.errors import StoreError
from geo.store.connection import BUSY_S

SCHEMA = 1
_GPKG = 0x47504B47  # "GPKG"
_GPKG_VERSION = 10300
_ALWAYS = 4_000_000  # beyond the ordinal of the last day there is

_SHOWN = (
    "fid AS OGC_FID, geom, id, type, sub_type, title, date_start, date_end, date_precision, date_basis, status, "
    "is_aggregate, confidence, fatalities_low, fatalities_best, fatalities_high, injuries_low, injuries_best, "
    "injuries_high, place, place_name, role, basis, lon, lat, radius_km, geo_precision, country, admin1, admin2, "
    "border_km, actors, sources, reports"
)

_TABLES = """
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

CREATE TABLE torkham (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, publisher TEXT NOT NULL,
    publisher_key TEXT NOT NULL, url TEXT NOT NULL, published DATE, published_basis TEXT NOT NULL,
    language TEXT NOT NULL, text TEXT NOT NULL, record TEXT NOT NULL);

CREATE INDEX article_day ON articles (published DESC, id);

CREATE TABLE place_versions (
    fid INTEGER PRIMARY KEY, geom BLOB, is_current BOOLEAN NOT NULL DEFAULT 0, id TEXT NOT NULL, name TEXT NOT NULL,
    alt_names TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
    lon DOUBLE NOT NULL, lat DOUBLE NOT NULL, radius_km DOUBLE NOT NULL, geo_precision INTEGER NOT NULL,
    population INTEGER, border_km DOUBLE, record TEXT NOT NULL UNIQUE);

CREATE INDEX place_id ON place_versions (id, is_current);

CREATE TABLE place_names (
    name TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;

CREATE TABLE mentions (
    fid INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, use TEXT NOT NULL, place TEXT, score DOUBLE,
    record TEXT NOT NULL, UNIQUE (article, n));

CREATE INDEX mention_place ON mentions (place, text);

CREATE TABLE events (
    fid INTEGER PRIMARY KEY, geom BLOB, id TEXT NOT NULL UNIQUE, layer TEXT NOT NULL, type TEXT NOT NULL, sub_type TEXT,
    title TEXT NOT NULL, date_start DATE, date_end DATE, date_precision TEXT NOT NULL, date_basis TEXT NOT NULL,
    status TEXT NOT NULL, is_aggregate BOOLEAN NOT NULL, confidence DOUBLE NOT NULL,
    fatalities_low INTEGER, fatalities_best INTEGER, fatalities_high INTEGER,
    injuries_low INTEGER, injuries_best INTEGER, injuries_high INTEGER,
    place TEXT, place_name TEXT, role TEXT, basis TEXT, lon DOUBLE, lat DOUBLE, radius_km DOUBLE,
    geo_precision INTEGER, country TEXT, admin1 TEXT, admin2 TEXT, border_km DOUBLE,
    actors TEXT NOT NULL, sources TEXT NOT NULL, reports INTEGER NOT NULL,
    code TEXT NOT NULL, admin1_key TEXT, first_day INTEGER, last_day INTEGER, search TEXT NOT NULL,
    record TEXT NOT NULL);

CREATE INDEX event_order ON events (date_start DESC, id);

CREATE INDEX event_days ON events (first_day, last_day);

CREATE INDEX event_long ON events (first_day, last_day) WHERE last_day - first_day > 31;

CREATE INDEX event_country ON events (country, date_start DESC, id);

CREATE TABLE event_places (
    fid INTEGER PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    place TEXT NOT NULL, role TEXT NOT NULL, basis TEXT NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, score DOUBLE NOT NULL, UNIQUE (event, n));

CREATE INDEX event_place ON event_places (place, event);

CREATE TABLE actors (
    fid INTEGER PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    name TEXT NOT NULL, role TEXT NOT NULL, country TEXT NOT NULL, name_key TEXT NOT NULL, UNIQUE (event, n));

CREATE TABLE reports (
    fid INTEGER PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE, n INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles(id), start INTEGER NOT NULL, "end" INTEGER NOT NULL, UNIQUE (event, n));

CREATE INDEX report_article ON reports (article, event, start);

CREATE TABLE aliases (
    alias TEXT NOT NULL PRIMARY KEY, event TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE) WITHOUT ROWID;

CREATE INDEX alias_event ON aliases (event);

CREATE VIEW incidents AS SELECT @shown FROM events WHERE layer = 'incident';

CREATE VIEW diplomacy AS SELECT @shown FROM events WHERE layer = 'diplomacy';

CREATE VIEW places AS SELECT fid AS OGC_FID, geom, id, name, alt_names, kind, country, admin1, admin2, lon, lat,
    radius_km, geo_precision, population, border_km FROM place_versions AS p WHERE is_current AND (
        EXISTS (SELECT 1 FROM mentions AS m WHERE m.place = p.id)
        OR EXISTS (SELECT 1 FROM event_places AS e WHERE e.place = p.id));

CREATE VIRTUAL TABLE event_box USING rtree (fid, min_lon, max_lon, min_lat, max_lat, min_day, max_day);

CREATE TRIGGER event_box_insert AFTER INSERT ON events WHEN NEW.lon IS NOT NULL BEGIN
    INSERT INTO event_box VALUES (NEW.fid, NEW.lon, NEW.lon, NEW.lat, NEW.lat,
                                  coalesce(NEW.first_day, 0), coalesce(NEW.last_day, @always));
END;

CREATE TRIGGER event_box_update AFTER UPDATE OF lon, lat, first_day, last_day ON events BEGIN
    DELETE FROM event_box WHERE fid = OLD.fid;
    INSERT INTO event_box SELECT NEW.fid, NEW.lon, NEW.lon, NEW.lat, NEW.lat,
        coalesce(NEW.first_day, 0), coalesce(NEW.last_day, @always) WHERE NEW.lon IS NOT NULL;
END;

CREATE TRIGGER event_box_delete AFTER DELETE ON events BEGIN
    DELETE FROM event_box WHERE fid = OLD.fid;
END;
"""

_TABLES = _TABLES.replace("@shown", _SHOWN).replace("@always", str(_ALWAYS))
_SEARCH = """
CREATE VIRTUAL TABLE event_search USING fts5 (search, content='events', content_rowid='fid');

CREATE TRIGGER event_search_insert AFTER INSERT ON events BEGIN
    INSERT INTO event_search (rowid, search) VALUES (NEW.fid, NEW.search);
END;

CREATE TRIGGER event_search_update AFTER UPDATE OF search ON events BEGIN
    INSERT INTO event_search (event_search, rowid, search) VALUES ('delete', OLD.fid, OLD.search);
    INSERT INTO event_search (rowid, search) VALUES (NEW.fid, NEW.search);
END;

CREATE TRIGGER event_search_delete AFTER DELETE ON events BEGIN
    INSERT INTO event_search (event_search, rowid, search) VALUES ('delete', OLD.fid, OLD.search);
END;
"""

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
    "articles": "The texts that were read",
    "mentions": "Place names where they stand in an article, and the place they mean",
    "event_places": "The parts that places have in events",
    "actors": "Who does, says or suffers",
    "reports": "The passages that tell of an event",
}


def prepare(db: sqlite3.Connection, path: Path) -> bool:
    """Make the tables in an empty file, or check that they are ours; return whether text has an index.

    Raises StoreError if the file is something else, or another version's; such a file is left as it was.
    """
    if not _tables(db):
        _write_ahead(db)
        db.execute("BEGIN IMMEDIATE")
        try:
            if not _tables(db):  # nobody else made them meanwhile
                _make(db)
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
    tables = _tables(db)
    _check_ours(db, path, tables)
    if missing := sorted(_names(_TABLES) - tables):
        raise StoreError(f"{path} is damaged: its table {missing[0]!r} is missing; "
                         "restore a copy, or move it away and read the articles again")
    return "event_search" in tables


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch the file to a write-ahead log. SQLite does not wait here while others open the file: so we do."""
    for left in reversed(range(round(BUSY_S / _PAUSE_S))):
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not left:
                raise
        time.sleep(_PAUSE_S)


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}


def _names(script: str) -> set[str]:
    return set(re.findall(r"^CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", script, re.MULTILINE))


def _check_ours(db: sqlite3.Connection, path: Path, tables: set[str]) -> None:
    if "torkham" not in tables:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        kind = "a GeoPackage" if application == _GPKG else "an SQLite database"
        raise StoreError(f"{path} is {kind}, but not a Torkham store, and was left alone; name another file")
    found = db.execute("SELECT value FROM torkham WHERE key = 'schema'").fetchone()
    schema = int(found[0]) if found and str(found[0]).isdecimal() else 0
    if schema > SCHEMA:
        raise StoreError(f"{path} was made by a newer Torkham (its schema is {schema}, this one knows {SCHEMA}); "
                         "update Torkham, or name another file")
    if schema < SCHEMA:
        raise StoreError(f"{path} was made by an older Torkham (its schema is {schema}, this one needs {SCHEMA}); "
                         "move it away and read the articles again")


def _make(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {_GPKG}")
    db.execute(f"PRAGMA user_version = {_GPKG_VERSION}")
    for statement in _statements(_TABLES):
        db.execute(statement)
    if _has_fts5(db):
        for statement in _statements(_SEARCH):
            db.execute(statement)
    db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
    entry = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)"
    db.executemany(entry, [(name, "features", name, say, 4326) for name, say in _LAYERS.items()])
    db.executemany(entry, [(name, "attributes", name, say, None) for name, say in _ATTRIBUTES.items()])
    db.executemany("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)",
                   [(name,) for name in _LAYERS])
    db.executemany("INSERT INTO torkham VALUES (?, ?)",
                   [("schema", str(SCHEMA)), ("store", uuid.uuid4().hex[:8]), ("change", "0")])


def _statements(script: str) -> list[str]:
    return [statement for statement in script.strip().split("\n\n") if statement]


def _has_fts5(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone())
