"""Measure what answers cost as events become more, and make README's picture: python tests/pictures/costs.py OUT.png.

Takes some minutes and 3 GB of disk. Medians of CPU time; the events are those of bench_store.py and bench_index.py.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib as mpl
from PIL import Image

sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))

import bench_index
import bench_store

from geo.store import open_store

mpl.use("Agg")
STORED = (10_000, 100_000, 1_000_000)
INDEXED = (*STORED, 10_000_000)
PAGE = "1,000 rows of the store, by box and days"
COUNT = "exact count of the same"
FILE = "the same rows of a GeoJSON file, by geopandas"
WHOLE = {"clusters": "marks of the whole region", "facets": "counts of every value", "histogram": "bars over all time"}
Curves = dict[str, dict[int, float]]


def main(out: str) -> None:
    """Measure, print and draw."""
    curves: Curves = defaultdict(dict)
    for size in STORED:
        ask_store(size, curves)
    for size in INDEXED:
        ask_index(size, curves)
    for name, points in curves.items():
        print(f"{name:48}", "  ".join(f"{size:,}: {ms:.1f} ms" for size, ms in points.items()))
    draw(curves, out)


def ask_store(size: int, curves: Curves) -> None:
    """Time the store, and a file of the same events."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.gpkg") as store:
        bench_store.fill(store, size, f"{size:,}")
        asked = bench_store.questions(size)
        curves[PAGE][size] = middle(store.rows, asked)
        curves[COUNT][size] = middle(store.count, asked)
        find = bench_store.geojson(store, Path(folder))
        curves[FILE][size] = middle(find, asked[:3])


def ask_index(size: int, curves: Curves) -> None:
    """Time the map index with all there is in view."""
    index = bench_index.build(size)
    for answer, name in WHOLE.items():
        curves[name][size] = middle(
            lambda _, answer=answer: bench_index.ANSWERS[answer](index, bench_index.REGION, 5, ""), range(7))


def middle(ask: Callable[[Any], object], asked: Iterable[Any]) -> float:
    """Return the median of the CPU time of some questions, in ms."""
    spent = []
    for one in asked:
        begin = time.process_time()
        ask(one)
        spent.append((time.process_time() - begin) * 1e3)
    return median(spent)


def draw(curves: Curves, out: str) -> None:
    """Draw the curves, both axes by powers of ten."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 3.6), dpi=100, layout="constrained")
    for name, points in curves.items():
        axes.loglog(list(points), list(points.values()), "o--" if name == FILE else "o-", markersize=4, label=name)
    axes.set(xlabel="events", ylabel="ms of CPU time, half within")
    axes.grid(visible=True, color="#d5d8dd", linewidth=0.6)
    axes.legend(fontsize=7, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(out)
    Image.open(out).convert("RGB").quantize(64).save(out, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
