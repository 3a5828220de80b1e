"""Take the pictures for README: python tests/browser/shots.py ADDRESS FOLDER, with a server at ADDRESS.

With --store FILE, the store that it serves, also the one of the map as a notebook shows it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SHOTS = (  # name, device, theme, address, whether the newest event with a toll is opened
    ("readme-desktop", DESKTOP, "light", "/?lang=en", False),
    ("readme-desktop-dark", DESKTOP, "dark", "/?lang=en", True),
    ("readme-urdu", DESKTOP, "light", "/?lang=ur", True),
    ("readme-table", DESKTOP, "light", "/?lang=en&view=table", False),
    ("readme-band", DESKTOP, "light", "/?lang=en&near_border_km=60&shade=districts-events", False),
    ("readme-phone", PHONE, "light", "/?lang=en", False),
    ("readme-phone-dark", PHONE, "dark", "/?lang=en", True),
    ("readme-phone-urdu", PHONE, "light", "/?lang=ur", False),
)
NOTEBOOK = {"width": 1000, "height": 640}


def in_notebook(browser: Any, store: str, folder: Path) -> Path:
    """Write a picture of the map as the code in README makes it."""
    import folium

    from web.maps import layered_map

    made = layered_map(store=store, height="100%")
    folium.Marker((34.09, 71.15), tooltip=folium.Tooltip("Torkham", permanent=True)).add_to(made)
    made.save(folder / "folium.html")
    page = browser.new_page(viewport=NOTEBOOK, reduced_motion="reduce")
    page.goto((folder / "folium.html").as_uri())
    page.locator("canvas[data-marks]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "readme-folium.png", animations="disabled")
    page.close()
    return folder / "readme-folium.png"


def take(address: str, folder: Path, chromium: str, store: str | None) -> list[Path]:
    """Write one PNG for each of SHOTS into a folder and return their paths."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, device, theme, path, opened in SHOTS:
            page = browser.new_page(**device, color_scheme=theme, reduced_motion="reduce")
            page.goto(address.rstrip("/") + path, wait_until="networkidle")
            page.locator("canvas[data-marks]").wait_for(state="attached")
            if opened:
                page.locator(".item:has(.item-toll)").first.dispatch_event("click")
                page.locator(".report").first.wait_for()
            page.wait_for_load_state("networkidle")
            page.mouse.move(0, 0)
            page.screenshot(path=folder / f"{name}.png", animations="disabled")
            taken.append(folder / f"{name}.png")
            page.close()
        if store:
            taken.append(in_notebook(browser, store, folder))
        browser.close()
    return taken


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="such as http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", help="such as torkham.gpkg")
    told = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium found; install it (apt install chromium)")
    for path in take(told.address, told.folder, chromium, told.store):
        print(path)


if __name__ == "__main__":
    main()
