"""Measure the first view of the map, by hand: python tests/bench/bench_map.py [ADDRESS] [--rounds N] [--store FILE].

Without an address a server of its own serves a store (a fresh one holds the shipped briefs). Each round is a new
profile with an empty cache. Bytes are as they came over the wire, headers included; times are those of the page's
performance marks, in ms from the start of the navigation. A redraw follows a layer that is switched, a step one of
the time window; frames are those while the map is dragged to and fro. How long the service takes for the page itself
is its CPU time, in a process of its own.

With --rivals the same events are also drawn by plain Folium, as a MarkerCluster and as a FastMarkerCluster. Their
scripts come from packages and not from the hosts that Folium names:
pip install XStatic-Leaflet-MarkerCluster XStatic-jQuery
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SCREENS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
TOGGLES = 9  # how often a layer is switched to time a redraw
PAN_STEPS = 100
MOST_MARKERS = 10_000  # events that folium.Marker can take in bearable time
MARKS = """() => Object.fromEntries(['basemap', 'marks'].map((name) =>
    [name, performance.getEntriesByName(`torkham:${name}`)[0]?.startTime])
    .concat([['paint', performance.getEntriesByName('first-contentful-paint')[0]?.startTime]]))"""
REDRAW = """(key) => new Promise((done) => {
    const box = document.querySelector('#panel input[type=checkbox]');
    const handle = document.querySelector('.time-handle');
    const begun = performance.now();
    performance.clearMarks('torkham:redraw');
    if (key) handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    else box.click();
    const look = () => { const mark = performance.getEntriesByName('torkham:redraw').at(-1);
        if (mark) done(mark.startTime - begun); else requestAnimationFrame(look); };
    look(); })"""
FRAMES = """() => { const times = []; window.frames_ = times;
    const next = (now) => { times.push(now); if (window.frames_) requestAnimationFrame(next); };
    requestAnimationFrame(next); }"""
TOLD = """() => { const times = window.frames_;
    window.frames_ = null;
    return times.map((time, i) => time - times[i - 1]).slice(1); }"""

LAID = """() => new Promise((done) => {
    const isLaid = () => document.querySelector('.leaflet-marker-icon');
    const look = () => (isLaid() ? done(performance.now()) : requestAnimationFrame(look));
    look(); })"""


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store on a free port; yield the address."""
    command = [sys.executable, "-m", "geo.cli", "serve", "--quiet", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split(" at ")[1].split()[0]
        finally:
            server.terminate()


def first_view(browser: Any, address: str, screen: dict[str, int]) -> dict[str, Any]:
    """Open the page once; return its marks, bytes and requests, and the median of some redraws."""
    context = browser.new_context(viewport=screen, reduced_motion="reduce")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    wire.on("Network.responseReceived", lambda e: names.update({e["requestId"]: urlsplit(e["response"]["url"]).path}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({names.get(e["requestId"], "?"): e["encodedDataLength"]}))
    wire.send("Network.enable")
    page.goto(address)
    page.locator("canvas[data-marks]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    marks = page.evaluate(MARKS)
    weight = {"bytes": sum(sizes.values()), "requests": len(sizes), "sizes": Counter(sizes)}
    redraw = median(page.evaluate(REDRAW, "") for _ in range(TOGGLES))
    step = median(page.evaluate(REDRAW, "ArrowRight") for _ in range(TOGGLES))
    frames = pan(page, screen)
    context.close()
    return {**marks, "redraw": redraw, "step": step, **frames, **weight}


def pan(page: Any, screen: dict[str, int]) -> dict[str, float]:
    """Drag the map to and fro; return the median and the 95th percentile of the times between frames, in ms."""
    x, y = screen["width"] / 2, screen["height"] / 2
    page.wait_for_load_state("networkidle")
    page.evaluate(FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    for n in range(PAN_STEPS):
        page.mouse.move(x + 240 * math.sin(n / 8), y + 60 * math.sin(n / 11))
        page.wait_for_timeout(8)
    page.mouse.up()
    gaps = page.evaluate(TOLD)
    return {"frame": median(gaps), "frame_p95": quantiles(gaps, n=20)[-1]}


def report(address: str, rounds: int) -> None:
    """Print the medians for each screen, and what weighs most."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium found; install it (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, screen in SCREENS.items():
            found = [first_view(browser, address, screen) for _ in range(rounds)]
            shown = {key: median(one[key] for one in found) for key in found[0] if key != "sizes"}
            kilobytes = shown.pop("bytes") / 1000
            words = ", ".join(f"{key} {value:.0f}" for key, value in shown.items())
            print(f"{name}: {kilobytes:.0f} KB over the wire; {words} (median of {rounds}; times in ms)")
        heavy = ", ".join(f"{path} {size / 1000:.1f}" for path, size in found[-1]["sizes"].most_common(8))
        print(f"heaviest, in KB: {heavy}")
        browser.close()


def page_cost(store: Path | None, rounds: int) -> None:
    """Print how long the service takes to make the page, and how large it is packed."""
    from web import create_app

    app = create_app({"STORE": str(store)} if store else {})
    client = app.test_client()
    client.get("/")
    times = []
    for _ in range(20 * rounds):
        begun = time.process_time()
        client.get("/")
        times.append((time.process_time() - begun) * 1000)
    size = len(client.get("/", headers={"Accept-Encoding": "gzip"}).data)
    print(f"page: {size / 1000:.1f} KB packed, made in {median(times):.1f} ms CPU (median of {len(times)})")


def rivals(address: str, rounds: int) -> None:
    """Print what the same events cost as plain Folium draws them."""
    from playwright.sync_api import sync_playwright

    events = list(placed(address))
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, make in (("MarkerCluster", _clustered), ("FastMarkerCluster", _fast)):
            some = events[:MOST_MARKERS] if make is _clustered else events
            begun = time.process_time()
            html = make(some)
            made = (time.process_time() - begun) * 1000
            drawn = median(_rival_view(browser, html) for _ in range(rounds))
            packed = len(gzip.compress(html.encode(), 5)) / 1000
            print(f"folium {name}, {len(some)} events: page made in {made:.0f} ms CPU, {packed:.0f} KB packed; "
                  f"markers {drawn:.0f} ms after the page was there (median of {rounds})")  # fmt: skip
        browser.close()


def placed(address: str) -> Iterator[dict[str, Any]]:
    """Yield the title and the place of each event that has a place."""
    after = ""
    while True:
        with urlopen(f"{address}/api/list?limit=1000&after={after}") as answer:
            told = json.load(answer)
        columns, places = told["columns"], told["shared"]["place"]
        for title, number in zip(columns["title"], columns["place"], strict=True):
            if places[number]:
                yield {"title": title, "place": places[number]}
        if not (after := told["next"]):
            return


def _clustered(events: list[dict[str, Any]]) -> str:
    import folium
    from folium.plugins import MarkerCluster

    made = folium.Map(location=(33.2, 68.6), zoom_start=6, tiles=None)
    made.options.update(min_zoom=4, max_zoom=13)
    cluster = MarkerCluster().add_to(made)
    for event in events:
        place = event["place"]
        folium.Marker((place["lat"], place["lon"]), popup=folium.Popup(event["title"], parse_html=True)).add_to(cluster)
    return str(made.get_root().render())


def _fast(events: list[dict[str, Any]]) -> str:
    import folium
    from folium.plugins import FastMarkerCluster

    made = folium.Map(location=(33.2, 68.6), zoom_start=6, tiles=None)
    made.options.update(min_zoom=4, max_zoom=13)
    FastMarkerCluster([[event["place"]["lat"], event["place"]["lon"]] for event in events]).add_to(made)
    return str(made.get_root().render())


def _rival_view(browser: Any, html: str) -> float:
    """Return after how many ms the first marker stands."""
    context = browser.new_context(viewport=SCREENS["desktop"])
    page = context.new_page()
    files = _scripts()

    def answer(route: Any) -> None:
        url = route.request.url
        name = url.rpartition("/")[2].partition("?")[0]
        if url == "http://rival.test/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif name in files:
            route.fulfill(path=files[name])
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto("http://rival.test/", wait_until="commit")
    drawn: float = page.evaluate(LAID)
    context.close()
    return drawn


def _scripts() -> dict[str, Path]:
    """Return the files that Folium's page asks for, by name; jQuery is asked for under a name with its release."""
    from xstatic.pkg import jquery, leaflet_markercluster

    from web.assets import leaflet_folder

    found = {path.name: path for path in leaflet_folder().iterdir() if path.is_file()}
    found |= {path.name: path for path in Path(leaflet_markercluster.BASE_DIR).rglob("*") if path.is_file()}
    return found | {"jquery-3.7.1.min.js": Path(jquery.BASE_DIR) / "jquery.min.js"}


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", help="such as http://127.0.0.1:8000; default: a server of its own")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", type=Path, help="the store that its own server serves; default: the briefs")
    parser.add_argument("--rivals", action="store_true", help="the same events by plain Folium too")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = told.store or Path(folder) / "bench.gpkg"
        with nullcontext(told.address) if told.address else served(store) as address:
            report(address, told.rounds)
            if told.rivals:
                rivals(address, told.rounds)
        if not told.address:
            page_cost(store, told.rounds)


if __name__ == "__main__":
    main()
