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
