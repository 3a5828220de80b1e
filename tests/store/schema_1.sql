-- A store as the first schema kept it, made by that code.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
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
CREATE VIEW incidents AS SELECT fid AS OGC_FID, geom, id, type, sub_type, title, date_start, date_end, date_precision, date_basis, status, is_aggregate, confidence, fatalities_low, fatalities_best, fatalities_high, injuries_low, injuries_best, injuries_high, place, place_name, role, basis, lon, lat, radius_km, geo_precision, country, admin1, admin2, border_km, actors, sources, reports FROM events WHERE layer = 'incident';
CREATE VIEW diplomacy AS SELECT fid AS OGC_FID, geom, id, type, sub_type, title, date_start, date_end, date_precision, date_basis, status, is_aggregate, confidence, fatalities_low, fatalities_best, fatalities_high, injuries_low, injuries_best, injuries_high, place, place_name, role, basis, lon, lat, radius_km, geo_precision, country, admin1, admin2, border_km, actors, sources, reports FROM events WHERE layer = 'diplomacy';
CREATE VIEW places AS SELECT fid AS OGC_FID, geom, id, name, alt_names, kind, country, admin1, admin2, lon, lat,
    radius_km, geo_precision, population, border_km FROM place_versions AS p WHERE is_current AND (
        EXISTS (SELECT 1 FROM mentions AS m WHERE m.place = p.id)
        OR EXISTS (SELECT 1 FROM event_places AS e WHERE e.place = p.id));
CREATE VIRTUAL TABLE event_box USING rtree (fid, min_lon, max_lon, min_lat, max_lat, min_day, max_day);
CREATE TRIGGER event_box_insert AFTER INSERT ON events WHEN NEW.lon IS NOT NULL BEGIN
    INSERT INTO event_box VALUES (NEW.fid, NEW.lon, NEW.lon, NEW.lat, NEW.lat,
                                  coalesce(NEW.first_day, 0), coalesce(NEW.last_day, 4000000));
END;
CREATE TRIGGER event_box_update AFTER UPDATE OF lon, lat, first_day, last_day ON events BEGIN
    DELETE FROM event_box WHERE fid = OLD.fid;
    INSERT INTO event_box SELECT NEW.fid, NEW.lon, NEW.lon, NEW.lat, NEW.lat,
        coalesce(NEW.first_day, 0), coalesce(NEW.last_day, 4000000) WHERE NEW.lon IS NOT NULL;
END;
CREATE TRIGGER event_box_delete AFTER DELETE ON events BEGIN
    DELETE FROM event_box WHERE fid = OLD.fid;
END;
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
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', 'Cartesian coordinates of an unknown system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic', 0, 'NONE', 0, 'undefined', 'geographic coordinates of an unknown system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', 'longitude and latitude in degrees');
INSERT INTO gpkg_contents VALUES ('incidents', 'features', 'incidents', 'What happened on the ground, in ACLED''s types', '2026-11-26T10:25:53.158Z', NULL, NULL, NULL, NULL, 4326);
INSERT INTO gpkg_contents VALUES ('diplomacy', 'features', 'diplomacy', 'What states say and do to each other, in PLOVER''s types', '2026-11-26T10:25:53.158Z', NULL, NULL, NULL, NULL, 4326);
INSERT INTO gpkg_contents VALUES ('places', 'features', 'places', 'Gazetteer places that articles name', '2026-11-26T10:25:53.158Z', NULL, NULL, NULL, NULL, 4326);
INSERT INTO gpkg_contents VALUES ('articles', 'attributes', 'articles', 'The texts that were read', '2026-11-26T10:25:53.104Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('mentions', 'attributes', 'mentions', 'Place names where they stand in an article, and the place they mean', '2026-11-26T10:25:53.104Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('event_places', 'attributes', 'event_places', 'The parts that places have in events', '2026-11-26T10:25:53.104Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('actors', 'attributes', 'actors', 'Who does, says or suffers', '2026-11-26T10:25:53.104Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('reports', 'attributes', 'reports', 'The passages that tell of an event', '2026-11-26T10:25:53.104Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('diplomacy', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('places', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO torkham VALUES ('change', '7');
INSERT INTO torkham VALUES ('schema', '1');
INSERT INTO torkham VALUES ('store', 'c7f3baf5');
INSERT INTO articles VALUES (1, 'a2', 'Blast', 'The News, Int''l', 'the news, intl', '', '2024-01-01', 'given', 'en', 'Shelling near the crossing at dawn, officials say.', '{"id":"a2","text":"","title":"Blast","publisher":"The News, Int''l","published":"2024-01-01"}');
INSERT INTO articles VALUES (2, 'a1', 'Blast', 'Dawn', 'dawn', '', '2024-01-01', 'given', 'en', 'A blast hit Peshawar.', '{"id":"a1","text":"","title":"Blast","publisher":"Dawn","published":"2024-01-01"}');
INSERT INTO articles VALUES (3, 'a3', 'Blast', 'Dawn', 'dawn', '', '2024-01-01', 'given', 'en', 'A blast hit Peshawar.', '{"id":"a3","text":"","title":"Blast","publisher":"Dawn","published":"2024-01-01"}');
INSERT INTO articles VALUES (4, X'EDA080', 'Blast', 'Tolo', 'tolo', '', '2024-01-01', 'given', 'en', X'61EDA08062', '{"id":"\ud800","text":"","title":"Blast","publisher":"Tolo","published":"2024-01-01"}');
INSERT INTO articles VALUES (5, 'a4', 'Blast', 'Dawn', 'dawn', '', '2024-01-01', 'given', 'en', 'A blast hit Peshawar.', '{"id":"a4","text":"","title":"Blast","publisher":"Dawn","published":"2024-01-01"}');
INSERT INTO articles VALUES (6, 'ucdp-ged', 'UCDP GED 21.1', 'UCDP', 'ucdp', 'https://ucdp.uu.se', NULL, 'given', 'en', '', '{"id":"ucdp-ged","text":"","title":"UCDP GED 21.1","publisher":"UCDP","url":"https://ucdp.uu.se","licence":"CC-BY-4.0","is_dataset":true}');
INSERT INTO place_versions VALUES (1, X'47500001E61000000101000000931804560EE551401B2FDD2406014140', 1, 'pk-peshawar', 'Peshawar', 'پشاور|Peshawer', 'city', 'PK', 'Khyber Pakhtunkhwa', 'Peshawar', 71.579, 34.008, 12.0, 1, 1970042, 38.0, '{"id":"pk-peshawar","name":"Peshawar","alt_names":["\u067e\u0634\u0627\u0648\u0631","Peshawer"],"demonyms":[],"kind":"city","country":"PK","admin1":"Khyber Pakhtunkhwa","admin2":"Peshawar","lat":34.008,"lon":71.579,"radius_km":12,"population":1970042}');
INSERT INTO place_versions VALUES (2, X'47500001E610000001010000005EBA490C024B5140C1CAA145B6434140', 1, 'af-kabul', 'Kabul', 'کابل', 'city', 'AF', 'Kabul', 'Kabul', 69.172, 34.529, 20.0, 1, NULL, 152.5, '{"id":"af-kabul","name":"Kabul","alt_names":["\u06a9\u0627\u0628\u0644"],"demonyms":[],"kind":"city","country":"AF","admin1":"Kabul","admin2":"Kabul","lat":34.529,"lon":69.172,"radius_km":20}');
INSERT INTO place_versions VALUES (3, X'47500001E610000001010000007B14AE47E17A5140EC51B81E85AB4040', 1, 'af-khost-province', 'Khost', '', 'province', 'AF', 'Khost Province', '', 69.92, 33.34, 40.0, 3, NULL, 30.25, '{"id":"af-khost-province","name":"Khost","alt_names":[],"demonyms":[],"kind":"province","country":"AF","admin1":"Khost Province","admin2":"","lat":33.34,"lon":69.92,"radius_km":40}');
INSERT INTO place_versions VALUES (4, X'47500001E6100000010100000000000000008051400000000000003E40', 1, 'pk', 'Pakistan', '', 'country', 'PK', '', '', 70.0, 30.0, 500.0, 4, NULL, 300.0, '{"id":"pk","name":"Pakistan","alt_names":[],"demonyms":["Pakistani"],"kind":"country","country":"PK","admin1":"","admin2":"","lat":30,"lon":70,"radius_km":500}');
INSERT INTO place_names VALUES ('kabul', 'af-kabul');
INSERT INTO place_names VALUES ('khost', 'af-khost-province');
INSERT INTO place_names VALUES ('pakistan', 'pk');
INSERT INTO place_names VALUES ('peshawar', 'pk-peshawar');
INSERT INTO place_names VALUES ('peshawer', 'pk-peshawar');
INSERT INTO place_names VALUES ('پشاور', 'pk-peshawar');
INSERT INTO place_names VALUES ('کابل', 'af-kabul');
INSERT INTO mentions VALUES (1, 'a3', 0, 0, 4, 'Peshawar', 'literal', 'pk-peshawar', 0.9, '{"mention":{"article_id":"a3","start":0,"end":4,"text":"Peshawar"},"place":1,"score":0.9,"why":["named"],"candidates":[{"place":1,"score":0.9}]}');
INSERT INTO mentions VALUES (2, 'a3', 1, 1, 4, 'Kabul', 'literal', 'af-kabul', 0.9, '{"mention":{"article_id":"a3","start":1,"end":4,"text":"Kabul"},"place":2,"score":0.9,"why":["named"],"candidates":[{"place":2,"score":0.9}]}');
INSERT INTO mentions VALUES (3, 'a3', 2, 50, 60, 'Nowhere', 'literal', NULL, NULL, '{"article_id":"a3","start":50,"end":60,"text":"Nowhere"}');
INSERT INTO events VALUES (1, X'47500001E61000000101000000931804560EE551401B2FDD2406014140', 'bomb', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Suicide bomb', '2024-01-01', '2024-01-01', 'day', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'pk-peshawar', 'Peshawar', 'location', 'named', 71.579, 34.008, 12.0, 1, 'PK', 'Khyber Pakhtunkhwa', 'Peshawar', 38.0, 'Tehreek-e-Taliban Pakistan', 'Dawn', 1, 'Suicide bomb', 'khyber pakhtunkhwa', 738886, 738886, 'suicide bomb peshawar پشاور peshawer tehreek e taliban pakistan dawn a blast hit peshawar', '{"id":"bomb","type":"Suicide bomb","title":"Suicide bomb","when":{"start":"2024-01-01","end":"2024-01-01","precision":"day","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Peshawar"},"place":1,"score":0.9,"why":["named"],"candidates":[{"place":1,"score":0.9}]}}],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a1","start":0,"end":21,"trigger":[2,7]}]}');
INSERT INTO events VALUES (2, X'47500001E610000001010000005EBA490C024B5140C1CAA145B6434140', 'talks', 'diplomacy', 'CONSULT', 'meet', 'Talks in Kabul', '2024-03-01', '2024-03-01', 'day', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'af-kabul', 'Kabul', 'location', 'named', 69.172, 34.529, 20.0, 1, 'AF', 'Kabul', 'Kabul', 152.5, 'Pakistan; Usman Khan', 'Dawn', 1, 'CONSULT', 'kabul', 738946, 738946, 'talks in kabul kabul کابل pakistan usman khan dawn a blast hit peshawar', '{"id":"talks","type":"CONSULT","title":"Talks in Kabul","when":{"start":"2024-03-01","end":"2024-03-01","precision":"day","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Kabul"},"place":2,"score":0.9,"why":["named"],"candidates":[{"place":2,"score":0.9}]}}],"actors":[{"name":"Pakistan","role":"initiator","country":"PK"},{"name":"Usman Khan","role":"target"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a1","start":0,"end":21,"trigger":[2,7]}],"mode":"meet"}');
INSERT INTO events VALUES (3, X'47500001E610000001010000007B14AE47E17A5140EC51B81E85AB4040', 'shelling', 'incident', 'Explosions/Remote violence', 'Shelling/artillery/missile attack', 'Shelling', '2023-06-01', '2023-06-01', 'day', 'explicit', 'alleged', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'af-khost-province', 'Khost', 'location', 'named', 69.92, 33.34, 40.0, 3, 'AF', 'Khost Province', '', 30.25, '', 'The News, Int''l', 1, 'Shelling/artillery/missile attack', 'khost', 738672, 738672, 'shelling khost the news intl shelling near the crossing at dawn officials say', '{"id":"shelling","type":"Shelling/artillery/missile attack","title":"Shelling","when":{"start":"2023-06-01","end":"2023-06-01","precision":"day","basis":"explicit"},"status":"alleged","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Khost"},"place":3,"score":0.9,"why":["named"],"candidates":[{"place":3,"score":0.9}]}}],"actors":[],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a2","start":0,"end":60}]}');
INSERT INTO events VALUES (4, NULL, 'vague', 'incident', 'Violence against civilians', 'Attack', 'Attack somewhere', NULL, NULL, 'unknown', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Tehreek-e-Taliban Pakistan', 'Dawn', 1, 'Attack', NULL, NULL, NULL, 'attack somewhere tehreek e taliban pakistan dawn a blast hit peshawar', '{"id":"vague","type":"Attack","title":"Attack somewhere","when":{"start":null,"end":null,"precision":"unknown","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a1","start":0,"end":21,"trigger":[2,7]}]}');
INSERT INTO events VALUES (5, X'47500001E610000001010000005EBA490C024B5140C1CAA145B6434140', 'month', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Month of raids', '2023-05-01', '2023-05-31', 'month', 'relative', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'af-kabul', 'Kabul', 'location', 'named', 69.172, 34.529, 20.0, 1, 'AF', 'Kabul', 'Kabul', 152.5, 'Tehreek-e-Taliban Pakistan', 'Dawn', 1, 'Suicide bomb', 'kabul', 738641, 738671, 'month of raids pakistan kabul کابل tehreek e taliban pakistan dawn a blast hit peshawar', '{"id":"month","type":"Suicide bomb","title":"Month of raids","when":{"start":"2023-05-01","end":"2023-05-31","precision":"month","basis":"relative"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Pakistan"},"place":4,"score":0.9,"why":["named"],"candidates":[{"place":4,"score":0.9}]}},{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Kabul"},"place":2,"score":0.9,"why":["named"],"candidates":[{"place":2,"score":0.9}]}}],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a1","start":0,"end":21,"trigger":[2,7]}]}');
INSERT INTO events VALUES (6, NULL, 'since', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Ongoing', '2022-01-01', NULL, 'year', 'explicit', 'ongoing', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Tehreek-e-Taliban Pakistan', 'Dawn', 1, 'Suicide bomb', NULL, 738156, 3652059, 'ongoing tehreek e taliban pakistan dawn a blast hit peshawar', '{"id":"since","type":"Suicide bomb","title":"Ongoing","when":{"start":"2022-01-01","end":null,"precision":"year","basis":"explicit"},"status":"ongoing","is_aggregate":false,"places":[],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a1","start":0,"end":21,"trigger":[2,7]}]}');
INSERT INTO events VALUES (7, X'47500001E61000000101000000931804560EE551401B2FDD2406014140', 'odd', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Suicide bomb', '2024-01-01', '2024-01-01', 'day', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'pk-peshawar', 'Peshawar', 'location', 'named', 71.579, 34.008, 12.0, 1, 'PK', 'Khyber Pakhtunkhwa', 'Peshawar', 38.0, 'Tehreek-e-Taliban Pakistan', 'Tolo', 1, 'Suicide bomb', 'khyber pakhtunkhwa', 738886, 738886, 'suicide bomb peshawar پشاور peshawer tehreek e taliban pakistan tolo ab', '{"id":"odd","type":"Suicide bomb","title":"Suicide bomb","when":{"start":"2024-01-01","end":"2024-01-01","precision":"day","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Peshawar"},"place":1,"score":0.9,"why":["named"],"candidates":[{"place":1,"score":0.9}]}}],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"\ud800","start":0,"end":21,"trigger":[2,7]}]}');
INSERT INTO events VALUES (8, X'47500001E61000000101000000931804560EE551401B2FDD2406014140', 'e1', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Suicide bomb', '2022-01-01', '2022-01-01', 'day', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'pk-peshawar', 'Peshawar', 'location', 'named', 71.579, 34.008, 12.0, 1, 'PK', 'Khyber Pakhtunkhwa', 'Peshawar', 38.0, 'Tehreek-e-Taliban Pakistan', 'Dawn', 2, 'Suicide bomb', 'khyber pakhtunkhwa', 738156, 738156, 'suicide bomb peshawar پشاور peshawer tehreek e taliban pakistan dawn a blast hit peshawar', '{"id":"e1","type":"Suicide bomb","title":"Suicide bomb","when":{"start":"2022-01-01","end":"2022-01-01","precision":"day","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Peshawar"},"place":1,"score":0.9,"why":["named"],"candidates":[{"place":1,"score":0.9}]}}],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"a4","start":0,"end":21,"trigger":[2,7]},{"article_id":"a3","start":0,"end":21,"trigger":[2,7]}],"aliases":["e2"]}');
INSERT INTO events VALUES (9, X'47500001E61000000101000000931804560EE551401B2FDD2406014140', 'ucdp-ged:0', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Raid 0', '2021-01-01', '2021-01-01', 'day', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'pk-peshawar', 'Peshawar', 'location', 'named', 71.579, 34.008, 12.0, 1, 'PK', 'Khyber Pakhtunkhwa', 'Peshawar', 38.0, 'Tehreek-e-Taliban Pakistan', 'UCDP', 1, 'Suicide bomb', 'khyber pakhtunkhwa', 737791, 737791, 'raid 0 peshawar پشاور peshawer tehreek e taliban pakistan ucdp row 0 tells of a raid', '{"id":"ucdp-ged:0","type":"Suicide bomb","title":"Raid 0","when":{"start":"2021-01-01","end":"2021-01-01","precision":"day","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Peshawar"},"place":1,"score":0.9,"why":["named"],"candidates":[{"place":1,"score":0.9}]}}],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"ucdp-ged","start":0,"end":0,"fatalities":{"low":1,"best":2,"high":3},"record":"0","note":"Row 0 tells of a raid","url":"u"}]}');
INSERT INTO events VALUES (10, X'47500001E61000000101000000931804560EE551401B2FDD2406014140', 'ucdp-ged:1', 'incident', 'Explosions/Remote violence', 'Suicide bomb', 'Raid 1', '2021-01-02', '2021-01-02', 'day', 'explicit', 'happened', 0, 0.5, 1, 2, NULL, NULL, NULL, NULL, 'pk-peshawar', 'Peshawar', 'location', 'named', 71.579, 34.008, 12.0, 1, 'PK', 'Khyber Pakhtunkhwa', 'Peshawar', 38.0, 'Tehreek-e-Taliban Pakistan', 'UCDP', 1, 'Suicide bomb', 'khyber pakhtunkhwa', 737792, 737792, 'raid 1 peshawar پشاور peshawer tehreek e taliban pakistan ucdp row 1 tells of a raid', '{"id":"ucdp-ged:1","type":"Suicide bomb","title":"Raid 1","when":{"start":"2021-01-02","end":"2021-01-02","precision":"day","basis":"explicit"},"status":"happened","is_aggregate":false,"places":[{"role":"location","location":{"mention":{"article_id":"a1","start":0,"end":4,"text":"Peshawar"},"place":1,"score":0.9,"why":["named"],"candidates":[{"place":1,"score":0.9}]}}],"actors":[{"name":"Tehreek-e-Taliban Pakistan","role":"initiator","country":"PK"}],"fatalities":{"low":1,"best":2,"high":null},"injuries":null,"reports":[{"article_id":"ucdp-ged","start":0,"end":0,"fatalities":{"low":1,"best":2,"high":3},"record":"1","note":"Row 1 tells of a raid","url":"u"}]}');
INSERT INTO event_places VALUES (1, 'bomb', 0, 'pk-peshawar', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (2, 'talks', 0, 'af-kabul', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (3, 'shelling', 0, 'af-khost-province', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (4, 'month', 0, 'pk', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (5, 'month', 1, 'af-kabul', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (6, 'odd', 0, 'pk-peshawar', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (9, 'e1', 0, 'pk-peshawar', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (10, 'ucdp-ged:0', 0, 'pk-peshawar', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO event_places VALUES (11, 'ucdp-ged:1', 0, 'pk-peshawar', 'location', 'named', 'a1', 0, 4, 0.9);
INSERT INTO actors VALUES (1, 'bomb', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (2, 'talks', 0, 'Pakistan', 'initiator', 'PK', 'pakistan');
INSERT INTO actors VALUES (3, 'talks', 1, 'Usman Khan', 'target', '', 'usman khan');
INSERT INTO actors VALUES (4, 'vague', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (5, 'month', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (6, 'since', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (7, 'odd', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (10, 'e1', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (11, 'ucdp-ged:0', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO actors VALUES (12, 'ucdp-ged:1', 0, 'Tehreek-e-Taliban Pakistan', 'initiator', 'PK', 'tehreek e taliban pakistan');
INSERT INTO reports VALUES (1, 'bomb', 0, 'a1', 0, 21);
INSERT INTO reports VALUES (2, 'talks', 0, 'a1', 0, 21);
INSERT INTO reports VALUES (3, 'shelling', 0, 'a2', 0, 60);
INSERT INTO reports VALUES (4, 'vague', 0, 'a1', 0, 21);
INSERT INTO reports VALUES (5, 'month', 0, 'a1', 0, 21);
INSERT INTO reports VALUES (6, 'since', 0, 'a1', 0, 21);
INSERT INTO reports VALUES (7, 'odd', 0, X'EDA080', 0, 21);
INSERT INTO reports VALUES (10, 'e1', 0, 'a4', 0, 21);
INSERT INTO reports VALUES (11, 'e1', 1, 'a3', 0, 21);
INSERT INTO reports VALUES (12, 'ucdp-ged:0', 0, 'ucdp-ged', 0, 0);
INSERT INTO reports VALUES (13, 'ucdp-ged:1', 0, 'ucdp-ged', 0, 0);
INSERT INTO aliases VALUES ('e2', 'e1');
