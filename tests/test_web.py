"""The web as a specification: what each address answers, and what every answer carries."""

import gzip
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from geo.errors import BadQuery, DataError, NotFound, SourceError, StoreError
from geo.model import Article, Problem
from geo.store import open_store
from web import DEFAULTS, create_app
from web.assets import BASEMAP, OUTLINES
from web.legend import read_legend

PAGES = ["/", "/sources", "/gazetteer", "/gazetteer?q=Torkham", "/events/e-mosque", "/events/e-talks",
         "/events/e-visit", "/events/e-total", "/articles/attack", "/articles/talks", "/no/such/page"]  # fmt: skip
DATA = ["/api/events", "/api/events/e-mosque", "/api/places?q=Kabul", "/api/labels", "/health", "/export/events.csv",
        "/export/events.geojson", "/basemap/border.geojson", "/map.js", "/api/nothing"]  # fmt: skip
FILES = ["/static/css/site.css", "/static/vendor/leaflet/leaflet.js", "/static/vendor/leaflet/leaflet.css",
         "/static/img/torkham.svg", "/static/site.js", "/favicon.ico", "/robots.txt"]  # fmt: skip


class Plain(HTMLParser):
    """What a page says: its text, its links, its scripts and styles, its ids."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.ids, self.inline, self.tags = [], [], [], [], []
        self._stack = []
        self.feed(html)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self._stack.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []

    def handle_data(self, data):
        self.words.append(data)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return Plain(answer.text)


# ------------------------------------------------------------------------------------------- every answer


@pytest.mark.parametrize("address", PAGES + DATA + FILES)
def test_every_answer_carries_the_security_headers(client, address):
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_script_or_style_or_a_file_from_elsewhere(client, address):
    html = client.get(address).text
    found = Plain(html)
    assert found.inline == []
    assert (
        re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', re.sub(r'<a [^>]*rel="[^"]*external"[^>]*>', "", html))
        == []
    )


@pytest.mark.parametrize("address", PAGES)
def test_every_page_can_be_read_by_ear(client, address):
    html = client.get(address).text
    found = Plain(html)
    assert '<html lang="en"' in html
    assert found.tags.count("h1") == 1
    assert "main" in found.tags
    assert "title" in found.tags
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("address", [*PAGES[:-1], "/api/events", "/api/labels", "/map.js", "/health"])
def test_an_unchanged_answer_is_304(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers


@pytest.mark.parametrize(
    "address", ["/", "/api/events", "/basemap/admin1.geojson", "/static/vendor/leaflet/leaflet.js", "/map.js"]
)
def test_text_is_packed_for_those_who_take_it(client, address):
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    refused = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("address", ["/", "/api/events", "/static/css/site.css"])
def test_head_is_get_without_the_body(client, address):
    assert client.head(address).data == b""
    assert client.head(address).headers["ETag"] == client.get(address).headers["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_changed_over_the_web(client, method):
    for address in ("/", "/api/events", "/gazetteer"):
        answer = getattr(client, method)(address)
        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]


# ------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadQuery("layer: 'x' is not known"), 400),
        (NotFound("no such thing"), 404),
        (DataError([Problem("a.csv", 3, "lat", "x", "is no number"), Problem("a.csv", 9, "", "", "is short")]), 422),
        (SourceError("cannot read a.csv"), 502),
        (StoreError("the disk is full"), 503),
    ],
)
@pytest.mark.parametrize("root", ["/api/broken", "/broken"])
def test_each_error_has_its_status_for_people_and_programs(make_app, small_store, error, status, root):
    app = make_app(STORE=str(small_store))
    app.add_url_rule(root, "broken", lambda: (_ for _ in ()).throw(error))
    answer = app.test_client().get(root)
    assert answer.status_code == status
    if root.startswith("/api"):
        assert answer.content_type == "application/problem+json"
        told = json.loads(answer.data)
        assert {"type", "title", "status", "detail"} <= set(told)
        assert told["status"] == status
        assert told.get("problems", []) == [str(problem) for problem in getattr(error, "problems", ())]
    else:
        assert answer.content_type.startswith("text/html")
        assert (str(error) if not hasattr(error, "problems") else "a.csv:3: lat: is no number") in Plain(
            answer.text
        ).text


def test_a_fault_of_our_own_is_a_500_that_tells_nothing_of_the_inside(make_app, small_store):
    app = make_app(STORE=str(small_store))
    app.add_url_rule("/api/bug", "bug", lambda: 1 // 0)
    app.add_url_rule("/bug", "bug2", lambda: 1 // 0)
    assert app.test_client().get("/api/bug").json["status"] == 500
    assert "ZeroDivision" not in app.test_client().get("/bug").text


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/api/events?layr=incident", "layr"),
        ("/api/events?layer=incidents", "incidents"),
        ("/api/events?bbox=1,2,3", "bbox"),
        ("/api/events?datetime=yesterday", "yesterday"),
        ("/api/events?limit=0", "limit"),
        ("/api/labels?x=1", "x"),
        ("/api/places?name=Kabul", "name"),
        ("/api/events/e-mosque?layer=incident", "layer"),
        ("/export/events.csv?statsu=happened", "statsu"),
    ],
)
def test_a_word_or_value_that_cannot_be_read_is_named(client, address, named):
    answer = client.get(address)
    assert answer.status_code == 400
    assert repr(named) in answer.json["detail"] or answer.json["detail"].startswith(f"{named}:")


@pytest.mark.parametrize(
    "address",
    [
        "/api/events/none",
        "/api",
        "/api/",
        "/api/x/y",
        "/export/events.xlsx",
        "/basemap/roads.geojson",
        "/basemap/../x.geojson",
    ],
)
def test_what_is_not_there_is_a_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/events/none", "/articles/none", "/articles/a/b", "/nothing"])
def test_a_missing_page_says_so_and_leads_back(client, address):
    found = page(client, address, 404)
    assert "There is nothing here" in found.text
    assert address.rpartition("/")[2] in found.text
    assert "/" in found.links


def test_a_store_that_is_none_is_a_503_page_and_problem(make_app, tmp_path):
    path = tmp_path / "notes.gpkg"
    path.write_text("these are only notes, no database at all " * 50)
    client = make_app(STORE=str(path)).test_client()
    assert client.get("/api/events").status_code == 503
    assert "notes.gpkg" in client.get("/api/events").json["detail"]
    assert "The store cannot be reached" in page(client, "/", 503).text


@pytest.mark.parametrize("text", ["{0.environ}", "{0.headers}", "{", "%s"])
def test_what_an_asker_writes_is_no_format_string(make_app, small_store, text):
    client = make_app(STORE=str(small_store), TRUSTED_HOSTS=["localhost"]).test_client()
    assert "wsgi." not in client.get("/", headers={"Host": text}).text
    assert text in Plain(client.get(f"/nothing/{text.replace('%', '%25')}").text).text


def test_a_host_that_is_not_trusted_is_refused(make_app, small_store):
    client = make_app(STORE=str(small_store), TRUSTED_HOSTS=["localhost"]).test_client()
    assert client.get("/health").status_code == 200
    assert client.get("/health", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


# ---------------------------------------------------------------------------------------------- settings


def test_settings_come_from_defaults_then_the_environment_then_the_argument(monkeypatch, small_store):
    from web import create_app

    monkeypatch.setenv("TORKHAM_STORE", "from-environment.gpkg")
    monkeypatch.setenv("TORKHAM_MAX_PLACES", "7")
    app = create_app({"STORE": str(small_store)})
    assert app.config["STORE"] == str(small_store)
    assert app.config["MAX_PLACES"] == 7
    assert app.config["MAX_EVENTS"] == DEFAULTS["MAX_EVENTS"]


# -------------------------------------------------------------------------------------------------- files


@pytest.mark.parametrize("name", BASEMAP)
def test_each_basemap_layer_is_geojson(client, name):
    answer = client.get(f"/basemap/{name}.geojson")
    assert answer.content_type == "application/geo+json"
    assert json.loads(answer.data)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    "name",
    [
        "../views.py",
        "..%2fviews.py",
        "%2e%2e/views.py",
        "vendor/leaflet/../../apps.py",
        "css",
        "x.py",
        "vendor/leaflet/leaflet.js.map",
        "css/site.css/",
        "css\\..\\..\\views.py",
        "\x00",
    ],
)
def test_no_file_beside_ours_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_file_asked_for_by_its_hash_may_be_kept_for_a_year(client):
    address = next(link for link in page(client, "/sources").links if link.startswith("/static/css/site.css?v="))
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/static/css/site.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/css/site.css?v=other").headers["Cache-Control"] == "no-cache"


def test_leaflet_that_is_not_the_release_is_refused(monkeypatch, make_app):
    monkeypatch.setattr("web.assets.LEAFLET_SHA256", "0" * 64)
    with pytest.raises(SourceError, match=r"not Leaflet 1\.9\.4"):
        make_app()


def test_both_alphabets_have_the_same_shapes(client):
    script = client.get("/static/js/symbols.js").text
    for shape in {entry.shape for entry in read_legend().entries.values() if entry.shape}:
        assert re.search(rf"^  {shape}: ", script, re.MULTILINE)


# --------------------------------------------------------------------------------------------------- JSON


def test_events_are_listed_latest_first_with_their_version(client):
    told = client.get("/api/events").json
    assert told["count"] == len(told["events"]) == 5
    assert [event["id"] for event in told["events"]] == ["e-talks", "e-mosque", "e-raid", "e-total", "e-visit"]
    assert told["version"] == client.get("/health").json["version"]
    assert told["news_until"] == "2024-06-28"  # the day of the latest article


def test_an_incident_has_its_type_place_toll_and_sources(client):
    event = next(event for event in client.get("/api/events").json["events"] if event["id"] == "e-mosque")
    assert event["layer"] == "incident"
    assert (event["type"], event["sub_type"]) == ("Explosions/Remote violence", "Suicide bomb")
    assert (event["date_start"], event["date_end"], event["date_precision"]) == ("2023-01-30", "2023-01-30", "day")
    place = event["place"]
    assert (place["id"], place["role"], place["basis"], place["geo_precision"]) == (
        "pk-peshawar",
        "location",
        "named",
        1,
    )
    assert place["native"] == "پشاور"
    assert 30 < place["border_km"] < 60
    assert event["fatalities"] == {"low": 60, "best": 84, "high": 84}
    assert event["sources"] == ["The Frontier Post", "Wire"]
    assert event["reports"] == event["report_count"] == 2
    assert event["arc"] is None


def test_diplomacy_goes_from_a_capital_to_its_venue(client):
    event = client.get("/api/events?layer=diplomacy&type=CONSULT&place=qa-doha").json["events"][0]
    assert (event["type"], event["sub_type"]) == ("CONSULT", "meet")
    assert event["arc"]["from"]["name"] == "Pakistan"
    assert event["arc"]["from"]["lat"] == pytest.approx(33.7, abs=0.1)  # Islamabad
    assert event["arc"]["to"]["name"] == "Doha"
    assert event["place"]["id"] == "qa-doha"


def test_an_event_without_place_or_date_says_null(client):
    events = {event["id"]: event for event in client.get("/api/events").json["events"]}
    assert events["e-total"]["place"] is None
    assert events["e-total"]["is_aggregate"]
    assert (events["e-visit"]["date_start"], events["e-visit"]["date_precision"]) == (None, "unknown")


def test_an_event_tells_all_its_evidence(client):
    event = client.get("/api/events/e-mosque").json
    first, second = event["reports"]
    assert event["report_count"] == 2
    assert first["url"] == "https://example.org/attack?a=1&b=2"
    assert second["url"] is None
    marked = {mark["kind"]: first["text"][mark["start"] : mark["end"]] for mark in first["marks"]}
    assert marked == {"place": "Peshawar", "trigger": "suicide bomber killed", "date": "30 January 2023"}
    again = {mark["kind"]: second["text"][mark["start"] : mark["end"]] for mark in second["marks"]}
    assert again["actor"] == "worshippers"
    assert second["fatalities"] == {"low": 84, "best": 84, "high": 84}
    place = event["places"][0]
    assert [candidate["place"] for candidate in place["candidates"]] == ["pk-peshawar", "pk-khyber-district"]
    assert place["mention"]["text"] == "Peshawar"
    assert event["aliases"] == ["e-old"]


def test_a_merged_id_leads_to_its_event(client):
    assert client.get("/api/events/e-old").json["id"] == "e-mosque"
    moved = client.get("/events/e-old")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/events/e-mosque")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Torkham", "torkham"),
        ("پېښور", "pk-peshawar"),
        ("pesha", "pk-peshawar"),
        ("kabul", "af-kabul"),
        ("PESHAWAR", "pk-peshawar"),
    ],
)
def test_places_are_found_by_any_spelling(client, asked, first):
    found = client.get("/api/places", query_string={"q": asked}).json
    assert first in found[0]["id"]
    assert {"id", "name", "native", "kind", "country", "admin1", "lat", "lon", "radius_km", "events"} <= set(found[0])


def test_a_place_tells_how_many_events_it_has(client):
    assert client.get("/api/places?q=Peshawar").json[0]["events"] == 1


@pytest.mark.parametrize("asked", ["", " ", "!!!", "zzzzzz"])
def test_no_place_is_an_answer(client, asked):
    assert client.get("/api/places", query_string={"q": asked}).json == []


def test_labels_of_small_places_can_be_left_out(client):
    every, early = client.get("/api/labels").json, client.get("/api/labels?rank=3").json
    assert early == [label for label in every if label["rank"] <= 3]
    assert len(early) < len(every) / 3
    for rank in ("0", "6", "x", ""):
        assert client.get(f"/api/labels?rank={rank}").status_code == 400


@pytest.mark.parametrize("name", OUTLINES)
def test_coarse_outlines_come_in_one_file_and_may_be_kept(client, name):
    address = client.get("/map.js").text.split(f"/basemap/{name}.topojson")[1].split('"')[0]
    answer = client.get(f"/basemap/{name}.topojson{address}")
    assert set(answer.json["objects"]) == set(OUTLINES[name])
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/basemap/roads.topojson").status_code == 404


def test_single_districts_can_be_asked_for(client):
    ids = "pk-north-waziristan-district,none,af-ab-band-district"
    found = client.get(f"/basemap/admin2.geojson?id={ids}").json["features"]
    assert {one["properties"]["gazetteer_id"] for one in found} == {*ids.split(",")} - {"none"}


def test_the_page_names_every_module_that_will_be_asked_for(client):
    html = client.get("/").text
    named = set(re.findall(r'<link rel="modulepreload" href="([^"]+)">', html))
    asked = set(re.findall(r'from "(/static/js/[^"]+)"', client.get("/map.js").text))
    todo = list(asked)
    while todo:
        for address in re.findall(r'from "\./([^"]+)"', client.get(todo.pop()).text):
            if f"/static/js/{address}" not in asked:
                asked.add(f"/static/js/{address}")
                todo.append(f"/static/js/{address}")
    assert asked == named
    for address in named:
        assert "immutable" in client.get(address).headers["Cache-Control"]
    assert re.findall(r'<script src="([^"]*early.js[^"]*)" type="module">', html)[0] in named


def test_labels_come_in_the_order_in_which_they_are_written(client):
    labels = client.get("/api/labels").json
    ranks = {label["id"]: label["rank"] for label in labels}
    assert [label["rank"] for label in labels] == sorted(label["rank"] for label in labels)
    first = {place for place, rank in ranks.items() if rank == 1}
    assert {
        "pk",
        "af",
        "af-kabul",
        "pk-islamabad",
        "pk-peshawar",
        "pk-quetta",
        "af-kandahar",
        "pk-torkham-crossing",
    } <= first
    assert ranks["pk-balochistan-province"] == 3
    assert ranks["pk-khyber-district"] == 5
    assert next(label["native"] for label in labels if label["id"] == "pk-quetta")


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"), ("geojson", "application/geo+json"),
        ("kml", "application/vnd.google-earth.kml+xml"), ("hxl.csv", "text/csv; charset=utf-8"),
        ("gpkg", "application/geopackage+sqlite3"), ("fgb", "application/octet-stream"),
        ("parquet", "application/vnd.apache.parquet"),
    ],
)  # fmt: skip
def test_an_export_is_a_file_that_honours_the_query(client, ending, kind):
    answer = client.get(f"/export/events.{ending}?layer=diplomacy")
    assert answer.content_type == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="torkham-events.{ending}"'
    if ending != "parquet":  # which packs its text
        assert b"e-talks" in answer.data
        assert b"e-mosque" not in answer.data


def test_an_export_in_the_columns_of_acled_has_incidents_only(client):
    answer = client.get("/export/events.acled.csv")
    assert "e-mosque" in answer.text
    assert "e-talks" not in answer.text


def test_an_export_of_too_many_events_is_refused_with_a_way_out(make_app, small_store):
    client = make_app(STORE=str(small_store), MAX_EXPORT=2).test_client()
    answer = client.get("/export/events.csv")
    assert answer.status_code == 400
    assert "more than the 2 that one file may hold" in answer.json["detail"]
    assert client.get("/export/events.csv?limit=2").status_code == 200


def test_a_format_whose_libraries_are_missing_is_not_offered(client, monkeypatch):
    monkeypatch.setattr("geo.exchange.formats.are_there", lambda *names: not names)
    answer = client.get("/export/events.gpkg")
    assert answer.status_code == 404
    assert answer.json["detail"] == "no export as 'gpkg'; there are csv, geojson, kml, acled.csv, ucdp.csv, hxl.csv"


def test_health_tells_what_is_served(client):
    told = client.get("/health").json
    assert told["ok"] is True
    assert (told["events"], told["articles"]) == (5, 3)
    assert told["gazetteer"]["rows"] > 3000
    assert told["gazetteer"]["problems"] >= 0


# -------------------------------------------------------------------------------------------------- pages


def test_the_map_page_lists_the_latest_events_for_readers_without_javascript(client):
    html = client.get("/").text
    inside = html[html.index("<noscript>") : html.index("</noscript>")]
    for title in ("Suicide bombing in a mosque in Peshawar", "700 attacks in 2023", "A delegation to Kabul"):
        assert title in inside
    assert "/events/e-mosque" in inside


def test_the_map_script_holds_addresses_and_the_legend_but_no_data(client):
    script = client.get("/map.js").text
    config = json.loads(re.search(r"start\(map_torkham, (.*), \{", script)[1])
    assert [layer["layer"] for layer in config["layers"]] == ["incident", "diplomacy"]
    assert [len(layer["families"]) for layer in config["layers"]] == [6, 14]
    assert all(
        {"code", "label", "color_token", "shape"} <= set(one) for layer in config["layers"] for one in layer["families"]
    )
    assert set(config["urls"]["basemap"]) == {*BASEMAP, *OUTLINES}
    for address in [*config["urls"]["basemap"].values(), config["urls"]["events"], config["urls"]["labels"]]:
        assert client.get(address).status_code == 200
    assert any("GeoNames" in line for line in config["attribution"])
    for text in ("Peshawar", "mosque", "Frontier Post"):
        assert text not in script


def test_an_embedded_map_may_stand_in_frames_of_the_hosts_that_the_settings_name(make_app, small_store):
    hosts = ["https://example.org", "*.example.net"]
    client = make_app(STORE=str(small_store), EMBED_HOSTS=hosts).test_client()
    embedded = client.get("/embed?layer=diplomacy").headers
    assert "frame-ancestors 'self' https://example.org *.example.net" in embedded["Content-Security-Policy"]
    assert "script-src 'self';" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    for other in ("/", "/sources", "/embedded"):
        headers = client.get(other).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_hosts_of_frames_may_be_one_text_as_in_the_environment(monkeypatch, small_store):
    monkeypatch.setenv("TORKHAM_EMBED_HOSTS", "https://example.org https://example.net")
    headers = create_app({"STORE": str(small_store)}).test_client().get("/embed").headers
    assert "frame-ancestors 'self' https://example.org https://example.net" in headers["Content-Security-Policy"]


OSM = {"url": "https://{s}.tile.example.org/{z}/{x}/{y}.png", "attribution": "© somebody"}


def test_tiles_of_others_are_offered_only_where_the_settings_allow_them(client, make_app, small_store):
    assert "tile.example.org" not in client.get("/map.js").text
    assert "img-src 'self' data:;" in client.get("/").headers["Content-Security-Policy"]
    other = make_app(STORE=str(small_store), TILES={"Streets": OSM}).test_client()
    config = json.loads(re.search(r"start\(map_torkham, (.*), \{", other.get("/map.js").text)[1])
    assert config["grounds"] == [{"name": "Streets", **OSM}]
    assert "img-src 'self' data: https://*.tile.example.org;" in other.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("EMBED_HOSTS", ["https://example.org; script-src *"], "no host"),
        ("EMBED_HOSTS", ["javascript:alert(1)"], "no host"),
        ("TILES", {"Streets": "https://example.org"}, "needs a url and an attribution"),
        ("TILES", {"Streets": {**OSM, "url": "http://example.org/{z}/{x}/{y}.png"}}, "https://"),
        ("TILES", {"Streets": {**OSM, "url": "https://example.org/{z}.png"}}, "{x}"),
        ("TILES", {"Streets": {**OSM, "url": "https://a b.org/{z}/{x}/{y}.png"}}, "https://"),
    ],
)
def test_a_setting_that_opens_something_is_read_strictly(make_app, small_store, setting, value, says):
    with pytest.raises(SourceError, match=re.escape(says)):
        make_app(STORE=str(small_store), **{setting: value})


def test_an_open_page_learns_of_new_data_by_its_version(make_app, make_store, making, shipped_gazetteer):
    article = Article("one", "Gunmen attacked a post in Peshawar.", title="One", published=date(2023, 1, 1))
    place = making.location(article, "Peshawar", shipped_gazetteer.get("pk-peshawar"))
    path = make_store([making.reading(article, [place], [making.event(article, article.text, "Attack")])])
    client = make_app(STORE=str(path)).test_client()
    first = client.get("/api/version")
    assert client.get("/api/version", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    with open_store(path) as store:
        other = replace(article, id="two")
        store.put(making.reading(other, [], [making.event(other, article.text, "Attack", id="e-two")]), [
            making.event(other, article.text, "Attack", id="e-two")])
    second = client.get("/api/version", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert second.json["version"] != first.json["version"]


def test_words_of_the_evidence_are_found_by_id(client):
    assert client.get("/api/matches?q=envoys").json == {"ids": ["e-talks"]}
    assert client.get("/api/matches?q=zzzz").json == {"ids": []}


def test_an_event_page_tells_what_where_when_and_how_sure(client):
    found = page(client, "/events/e-mosque")
    for words in ("30 January 2023", "Peshawar", "60 to 84", "At least 24", "a suicide bomber", "Happened", "High",
                  "2 reports", "Other readings", "Khyber District", "An attacker dies"):  # fmt: skip
        assert words in found.text
    assert "/articles/attack#e-e-mosque" in found.links
    assert "https://example.org/attack?a=1&b=2" in found.links
    assert "/?event=e-mosque" in found.links
    html = client.get("/events/e-mosque").text
    assert '<mark class="trigger">suicide bomber killed</mark>' in html
    assert '<mark class="place">Peshawar</mark>' in html


def test_an_event_page_admits_what_it_does_not_know(client):
    raid = page(client, "/events/e-raid").text
    for words in (
        "Some time in January 2023",
        "Alleged",
        "named earlier in the article".capitalize(),
        "Low",
        "Not told",
    ):
        assert words in raid
    total = page(client, "/events/e-total").text
    assert "it has no pin on the map" in total
    assert "This is a total" in total
    assert "Date unknown" in page(client, "/events/e-visit").text
    assert "Planned" in page(client, "/events/e-visit").text


def test_an_article_page_shows_its_text_whole_with_mentions_and_events_marked(client):
    html = client.get("/articles/attack").text
    found = Plain(html)
    for sentence in (
        "A suicide bomber killed at least 60 people in a mosque in Peshawar on 30 January 2023.",
        "Troops raided hideouts in North Waziristan last month, and shots were heard near Zorkot.",
    ):
        assert sentence in found.text.replace(" 1 ", " ")
    assert '<mark class="mention literal">Peshawar</mark>' in html
    assert '<mark class="mention lost">Zorkot</mark>' in html
    assert "e-e-mosque" in found.ids
    assert {"/events/e-mosque", "/events/e-raid", "/events/e-total"} <= set(found.links)
    assert "3 events read from it" in found.text
    assert '<mark class="mention organisation">Taliban</mark>' in client.get("/articles/talks").text


def test_sources_list_every_article_with_its_events(client):
    found = page(client, "/sources")
    for words in (
        "Mosque attack in Peshawar",
        "The Frontier Post",
        "1 February 2023",
        "(inferred)",
        "3 articles have been read",
    ):
        assert words in found.text
    assert {"/articles/attack", "/articles/talks", "/articles/again"} <= set(found.links)


def test_the_gazetteer_page_shows_its_state_and_finds_places(client):
    found = page(client, "/gazetteer?q=torkham")
    for words in (
        "Torkham border crossing",
        "pk-torkham-crossing",
        "border crossing",
        "Names without a row",
        "Zorkot",
    ):
        assert words in found.text
    assert "No places for" in page(client, "/gazetteer?q=zzzz").text.replace("No place for", "No places for")


def test_gazetteer_faults_are_listed_with_their_line(make_app, small_store, monkeypatch):
    faults = [Problem("data/gazetteer.csv", 17, "lat", "71.1", "looks swapped")]
    monkeypatch.setattr("geo.served.check_gazetteer", lambda *_, **__: faults, raising=False)
    client = make_app(STORE=str(small_store)).test_client()
    text = page(client, "/gazetteer").text
    assert "gazetteer.csv:17" in text
    assert "looks swapped" in text
    assert client.get("/health").json["gazetteer"]["problems"] == 1


def test_every_page_credits_its_data(client):
    for address in ("/sources", "/events/e-mosque", "/"):
        text = page(client, address).text
        for source in ("GeoNames", "Natural Earth", "Who’s On First", "OCHA", "CLDR"):
            assert source in text


def test_an_empty_store_is_told_and_not_a_fault(make_app, make_store):
    client = make_app(STORE=str(make_store([]))).test_client()
    assert client.get("/api/events").json["events"] == []
    assert "Nothing has been read yet" in page(client, "/sources").text
    assert page(client, "/").tags.count("h1") == 1
