"""What the map index costs: to build, to keep, and for each answer. CPU time, medians.

    python tests/bench/bench_index.py 100000 1000000 10000000

Events are made up around the places of the gazetteer: Zipf weights, 30 % of them some 25 km off (to 0.01 degrees),
eleven years. Views are boxes around a random event, as wide as a screen of 1280 x 800 pixels at zoom 5 to 12, with a
window of 7 to 365 days, or of all time for every fourth.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np

from geo.gazetteer import read_gazetteer
from geo.index import (
    Builder,
    Choice,
    Columns,
    MapIndex,
    Orders,
    choropleth,
    clusters,
    count,
    facets,
    hexagons,
    histogram,
    listed,
    write_index,
)
from geo.model import EVENT_TYPES
from geo.store import parse_query

ROOT = Path(__file__).resolve().parents[2]
PAGE = 10_000
FIRST = date(2015, 1, 1).toordinal()
DAYS = 11 * 365
SPAN = date(2015, 1, 1), date(2025, 12, 31)
STATUSES = ["happened"] * 12 + ["ongoing", "planned", "alleged", "denied"]
REGION = (60.0, 23.0, 78.0, 39.0)


def rows(size: int, rng: np.random.Generator) -> Iterator[list[tuple[Any, ...]]]:
    """Yield pages of rows as a store gives them."""
    known = read_gazetteer(ROOT / "data" / "gazetteer.csv").places
    places = [place for place in known if place.country in ("PK", "AF")]
    rng.shuffle(places)
    weights = 1 / np.arange(1, len(places) + 1)
    weights /= weights.sum()
    codes = list(EVENT_TYPES)
    actors = [f"Group {n}" for n in range(60)]
    sources = [f"Paper {n}" for n in range(40)]
    for begin in range(0, size, PAGE):
        n = min(PAGE, size - begin)
        picks, types = rng.choice(len(places), n, p=weights).tolist(), rng.choice(len(codes), n).tolist()
        first = (FIRST + rng.integers(0, DAYS, n)).tolist()
        length = np.where(rng.random(n) < 0.15, rng.integers(1, 31, n), 0).tolist()
        status = rng.choice(len(STATUSES), n).tolist()
        deaths = np.where(rng.random(n) < 0.5, rng.geometric(0.2, n), 0).tolist()
        off = np.where(rng.random((n, 1)) < 0.3, rng.normal(0, 0.25, (n, 2)), np.nan).tolist()
        who, told = rng.integers(0, 60, (n, 2)).tolist(), rng.integers(0, 40, n).tolist()
        page = []
        for k in range(n):
            place = places[picks[k]]
            spot = (place.id, place.name, place.lon, place.lat)
            if off[k][0] == off[k][0] and place.geo_precision == 1:
                lon, lat = round(place.lon + off[k][0], 2), round(place.lat + off[k][1], 2)
                spot = (f"{lon},{lat}", f"near {place.name}", lon, lat)
            page.append((begin + k, first[k], first[k] + length[k], codes[types[k]], STATUSES[status[k]], False,
                         "day", deaths[k], None, sources[told[k]], f"{actors[who[k][0]]}; {actors[who[k][1]]}", *spot,
                         place.geo_precision, place.country, place.admin1, place.admin2, spot[2] % 1 * 100))
        yield page


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of some work, and what it gives."""
    begin = time.process_time()
    done = work()
    return time.process_time() - begin, done


def build(size: int) -> MapIndex:
    """Build an index and tell what that took."""
    builder, taking = Builder(), 0.0
    for page in rows(size, np.random.default_rng(7)):
        taking += spent(lambda page=page: builder.add(page))[0]
    arranging, index = spent(lambda: builder.index("bench"))
    per, columns = 1e6 / size, index.columns
    print(f"{size:>10,} events, {len(columns.key):,} places: rows taken {taking * per:.2f} s a million, "
          f"arranged {arranging * per:.2f} s a million, {columns.nbytes / size:.1f} bytes an event")
    return index


def views(columns: Columns, how_many: int) -> Iterator[tuple[tuple[float, float, float, float], int, str]]:
    """Yield a box, a zoom, and a window of days."""
    rng = random.Random(11)
    for n in range(how_many):
        place = int(np.searchsorted(columns.first, rng.randrange(columns.size), side="right")) - 1
        lon, lat, zoom = float(columns.lon[place]), float(columns.lat[place]), 5 + n % 8
        wide, high = 640 * 360 / (256 * 2**zoom), 400 * 300 / (256 * 2**zoom)
        begin = date.fromordinal(FIRST + rng.randrange(DAYS - 365))
        window = "" if n % 4 == 3 else f"{begin}/{begin + timedelta(days=rng.randint(7, 365))}"
        yield (lon - wide, lat - high, lon + wide, lat + high), zoom, window


def ask(index: MapIndex) -> None:
    """Ask for every answer, in mixed views and for the whole region over all time."""
    for name, answer in ANSWERS.items():
        times = [spent(lambda v=view, a=answer: a(index, *v))[0] * 1e3 for view in views(index.columns, 64)]
        whole = [spent(lambda a=answer: a(index, REGION, 5, ""))[0] * 1e3 for _ in range(5)]
        year = [spent(lambda a=answer: a(index, REGION, 5, "2020-01-01/2020-12-31"))[0] * 1e3 for _ in range(5)]
        print(f"  {name:<11} mixed views p50 {median(times):7.1f} ms  p90 {quantiles(times, n=10)[-1]:7.1f} ms   "
              f"whole region, all time {median(whole):7.1f} ms, one year {median(year):7.1f} ms")


def first_view(index: MapIndex) -> None:
    """Tell how long a new process takes to map the arrays from disk, and to answer all that a first view asks."""
    code = """import sys, time
from pathlib import Path
from geo.index import Choice, clusters, extent, facets, histogram, read_index
from geo.store import Query
begin = time.process_time()
index = read_index(Path(sys.argv[1]), "bench")
mapped = time.process_time()
box = tuple(map(float, sys.argv[2].split(",")))
whole = Choice(index, Query())
clusters(whole, box, 5), histogram(whole, "month", *extent(index)[:2]), facets(whole)
print(f"  a new process maps the arrays in {mapped - begin:.3f} s and answers the first view "
      f"(marks, bars and facets of everything) in {time.process_time() - mapped:.3f} s")"""
    with tempfile.TemporaryDirectory() as folder:
        write_index(index, Path(folder))
        subprocess.run([sys.executable, "-c", code, folder, ",".join(map(str, REGION))], check=True, cwd=ROOT)


def _words(box: tuple[float, float, float, float] | None, window: str) -> Any:
    words = {"bbox": ",".join(f"{min(max(n, -180), 180):.6f}" for n in box)} if box else {}
    return parse_query(words | ({"datetime": window} if window else {}), limit=None)


ANSWERS: dict[str, Callable[..., Any]] = {
    "clusters": lambda i, box, zoom, days: clusters(Choice(i, _words(None, days)), box, zoom),
    "hexagons": lambda i, box, zoom, days: hexagons(Choice(i, _words(None, days)), box, zoom, 30),
    "histogram": lambda i, box, zoom, days: histogram(Choice(i, _words(box, days)), "month", *SPAN),
    "list": lambda i, box, zoom, days: listed(Choice(i, _words(box, days)), Orders(i), "newest", 100),
    "facets": lambda i, box, zoom, days: facets(Choice(i, _words(box, days))),
    "choropleth": lambda i, box, zoom, days: choropleth(Choice(i, _words(box, days)), "admin2"),
    "count": lambda i, box, zoom, days: count(Choice(i, _words(box, days))),
}


if __name__ == "__main__":
    for asked in [int(word) for word in sys.argv[1:]] or [100_000, 1_000_000]:
        made = build(asked)
        ask(made)
        first_view(made)
