"""Measure the first view of the map, by hand: python tests/bench/bench_map.py [ADDRESS] [--rounds N] [--store FILE].

Without an address a server of its own serves a store (a fresh one holds the shipped briefs). Each round is a new
profile with an empty cache. Bytes are as they came over the wire, headers included; times are those of the page's
performance marks, in ms from the start of the navigation.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SCREENS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
TOGGLES = 9  # how often a layer is switched to time a redraw
MARKS = """() => Object.fromEntries(['basemap', 'marks'].map((name) =>
    [name, performance.getEntriesByName(`torkham:${name}`)[0]?.startTime])
    .concat([['paint', performance.getEntriesByName('first-contentful-paint')[0]?.startTime]]))"""
REDRAW = """() => new Promise((done) => {
    const box = document.querySelector('#panel input[type=checkbox]');
    const begun = performance.now();
    performance.clearMarks('torkham:redraw');
    box.click();
    const look = () => { const mark = performance.getEntriesByName('torkham:redraw').at(-1);
        if (mark) done(mark.startTime - begun); else requestAnimationFrame(look); };
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
    redraw = median(page.evaluate(REDRAW) for _ in range(TOGGLES))
    context.close()
    return {**marks, "redraw": redraw, "bytes": sum(sizes.values()), "requests": len(sizes), "sizes": sizes}


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


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", help="such as http://127.0.0.1:8000; default: a server of its own")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", type=Path, help="the store that its own server serves; default: the briefs")
    told = parser.parse_args()
    if told.address:
        report(told.address, told.rounds)
        return
    with tempfile.TemporaryDirectory() as folder, served(told.store or Path(folder) / "bench.gpkg") as address:
        report(address, told.rounds)


if __name__ == "__main__":
    main()
