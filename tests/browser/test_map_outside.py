"""Beyond the page: in a frame of another site, as a picture, on paper, and while new events come in."""

import base64
import re
import struct
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from geo.model import Article
from geo.store import open_store

pytestmark = pytest.mark.browser

TALKS = "Pakistan and the Taliban meet in Doha"


def size_of(png):
    """Return width and height of a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.fixture
def other_site():
    """Return a function that serves one page on another port, and its address."""
    servers = []

    def serve(html):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(html(self.server).encode())

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def frame(address):
    inner = f'<iframe width="900" height="560" src="{address}/embed?layer=diplomacy"></iframe>'
    return lambda _: f"<title>Other</title>{inner}"


def test_an_allowed_site_may_hold_the_map_in_a_frame(chromium, make_app, serve_app, small_store, other_site, expect):
    with serve_app(make_app(STORE=str(small_store), EMBED_HOSTS=["http://127.0.0.1:*"])) as ours:
        page = chromium.new_page()
        page.goto(other_site(frame(ours)))
        inside = page.frame_locator("iframe")
        expect(inside.locator("canvas[data-marks]")).to_be_attached(timeout=20_000)
        expect(inside.locator(".item-title").first).to_have_text(TALKS)
        expect(inside.get_by_role("combobox", name=re.compile("^Search"))).to_have_count(0)
        whole = inside.get_by_role("link", name="Open the whole map")
        expect(whole).to_have_attribute("href", "/?layer=diplomacy")
        page.close()


def test_any_other_site_may_not(chromium, live, other_site, expect):
    page = chromium.new_page()
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(other_site(frame(live)))
    expect(page.frame_locator("iframe").locator("canvas")).to_have_count(0)
    page.close()


def test_the_picture_is_the_map_with_title_legend_and_credits(visit, expect):
    page = visit("/?layer=diplomacy")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture").click()
    assert download.value.suggested_filename == "torkham-map.png"
    width, height = size_of(download.value.path().read_bytes())
    stage = page.get_by_role("main", name="Map").bounding_box()
    assert width > 2 * stage["width"]
    assert height > 2 * stage["height"]


def test_on_paper_stands_the_picture_and_nothing_else(visit, expect):
    page = visit()
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    source = page.locator("#paper").get_attribute("src")
    assert size_of(base64.b64decode(source.partition(",")[2]))[0] > 1000
    page.emulate_media(media="print")
    expect(page.locator("#paper")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("#stage")).to_be_hidden()


def test_new_events_arrive_without_a_reload(visit, make_app, serve_app, make_store, making, shipped_gazetteer, expect):
    article = Article("one", "Gunmen attacked a post in Peshawar.", title="One", published=date(2023, 1, 1))
    place = making.location(article, "Peshawar", shipped_gazetteer.get("pk-peshawar"))
    path = make_store([making.reading(article, [place], [making.event(article, article.text, "Attack", id="e-1")])])
    with serve_app(make_app(STORE=str(path), REFRESH_S=0.2)) as address:
        page = visit("/?event=e-1", origin=address, faults=False)  # it asks so often that its end cuts a question off
        expect(page.locator(".list-count")).to_have_text("1")
        page.evaluate("window.stayed = true")
        other = replace(article, id="two", title="Two")
        event = making.event(other, other.text, "Attack", id="e-2", title="A second attack")
        with open_store(path) as store:
            store.put(making.reading(other, [], [event]), [event])
        expect(page.get_by_text("1 new event read just now.")).to_have_count(2)  # seen, and read aloud
        expect(page.locator(".list-count")).to_have_text("2")
        expect(page.get_by_role("article", name="Event")).to_be_visible()  # the open card stays open
        assert page.evaluate("window.stayed")


def test_the_link_to_a_view_can_be_copied(visit, expect):
    page = visit("/?layer=diplomacy", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
