"""Make the picture of README's notebook example: python tests/pictures/notebook.py STORE OUT.png.

STORE is one that UCDP GED was imported into; the picture carries its credit line.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas
import matplotlib as mpl
from PIL import Image

import geo

mpl.use("Agg")
ROOT = Path(__file__).resolve().parents[2]
CREDIT = "Events: UCDP GED, CC BY 4.0. Lines: OCHA COD-AB, Who's On First, Natural Earth; dashed where disputed."


def main(store: str, out: str) -> None:
    """Draw what README shows, over the borders."""
    from matplotlib import pyplot as plt

    events = geo.open(store).events(source="UCDP GED", datetime="2007-01-01/2016-12-31", near_border_km=80)
    figure, axes = plt.subplots(figsize=(6.4, 4.6), dpi=100, layout="constrained")
    borders = geopandas.read_file(ROOT / "data" / "boundaries" / "border.geojson")
    disputed = borders["disputed"].fillna(value=False).astype(bool)
    borders[~disputed].plot(ax=axes, color="#8a8f98", linewidth=0.8)
    borders[disputed].plot(ax=axes, color="#555b64", linewidth=0.9, linestyle="--")
    events = events.assign(year=events["date_start"].dt.year).sort_values("date_start")
    deaths = events["fatalities_best"].astype(float).clip(2, 60)
    events.plot("year", ax=axes, markersize=deaths, alpha=0.6, cmap="plasma", legend=True, legend_kwds={"shrink": 0.6})
    axes.set(xlim=(60.3, 75.2), ylim=(28.2, 37.3))
    axes.set_aspect(1.19)  # at 33 degrees north
    axes.set_axis_off()
    axes.set_title(f"{len(events):,} events within 80 km of the frontier, 2007 to 2016", fontsize=10)
    figure.supxlabel(CREDIT, fontsize=6.5, color="#555b64")
    figure.savefig(out)
    Image.open(out).convert("RGB").quantize(64).save(out, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
