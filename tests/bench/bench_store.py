"""What the store costs: to fill, to ask for a page, to count, and to read while others write. CPU time; medians.

    python tests/bench/bench_store.py 10000 100000 1000000
    python tests/bench/bench_store.py --postgis postgresql://… 10000 100000

Events are made up: 4,000 points around 35 real places, Zipf weights, eleven years. Questions are boxes of 0.2 to 4
degrees around a random event, with a window of 7 to 365 days, for 1,000 rows. Beside it stand a GeoJSON file read by
geopandas, and the same store in PostGIS. `--readers` asks with 16 threads for a while, during ingest and reloads of
the gazetteer, through the application as it is served.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from geo.gazetteer import read_gazetteer
from geo.model import (
    Actor,
    ActorRole,
    Article,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Location,
    Mention,
    Place,
    Reading,
    Report,
    Role,
    Status,
    When,
)
from geo.store import Query, Store, open_store

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Article("bench", "", "A made-up data set", "Bench", licence="CC0-1.0", is_dataset=True)
FIRST, DAYS = date(2013, 1, 1), 4_000
ASKED = 300


def places(rng: random.Random) -> list[Place]:
    known = [place for place in read_gazetteer(ROOT / "data" / "gazetteer.csv").places
             if place.kind is Kind.CITY and place.country in ("PK", "AF")]
    centres = rng.sample(known, 35)
    return [
        Place(f"p{n}", f"{centre.name} {n}", centre.alt_names, (), Kind.TOWN, centre.country, centre.admin1,
              centre.admin2, centre.lat + rng.gauss(0, 0.3), centre.lon + rng.gauss(0, 0.3), 5.0)
        for n in range(4_000) for centre in [centres[n % 35]]
    ]


def events(size: int) -> Iterator[Event]:
    """Yield made-up events, always the same."""
    rng = random.Random(6)
    some = places(rng)
    weights = [1 / (n + 1) for n in range(len(some))]
    actors = [f"Group {n} of the region" for n in range(300)]
    kinds = list(EventType)
    for begin in range(0, size, 1_000):
        for n, place in enumerate(rng.choices(some, weights, k=min(1_000, size - begin)), begin):
            day = FIRST + timedelta(days=rng.randrange(DAYS))
            yield Event(
                f"bench:{n}", rng.choice(kinds), f"Clash near {place.name} between two sides, told as number {n}",
                When(day, day, DatePrecision.DAY, DateBasis.EXPLICIT), Status.HAPPENED, False,
                (EventPlace(Role.LOCATION, Location(Mention(SOURCE.id, 0, 0, place.name), place, 1.0)),),
                (Actor(rng.choice(actors), ActorRole.INITIATOR), Actor(rng.choice(actors), ActorRole.TARGET)),
                Count(0, rng.randrange(9), 9), None,
                (Report(SOURCE.id, 0, 0, record=str(n), note=f"Some words of a headline in {rng.randrange(999)}"),),
                confidence=0.9,
            )


class Spent:
    """Passes events on and knows what making them took, which is not the store's."""

    def __init__(self, some: Iterator[Event]) -> None:
        self.cpu_s = self.wall_s = 0.0
        self._some = some

    def __iter__(self) -> Iterator[Event]:
        while True:
            cpu, wall = time.process_time(), time.perf_counter()
            batch = list(islice(self._some, 1_000))
            self.cpu_s += time.process_time() - cpu
            self.wall_s += time.perf_counter() - wall
            if not batch:
                return
            yield from batch


def questions(size: int) -> list[Query]:
    rng = random.Random(7)
    found = []
    for event in events(min(size, ASKED)):
        place, day = event.places[0].location.place, event.when.start
        half, days = rng.uniform(0.1, 2), timedelta(days=rng.randint(7, 365))
        assert day
        found.append(Query(bbox=(place.lon - half, place.lat - half, place.lon + half, place.lat + half),
                           datetime=(day - days / 2, day + days / 2)))
    return found


def timed(ask: Callable[[Query], Any], asked: list[Query]) -> str:
    """Return the median and the 99th percentile of the CPU time and of the time on the clock, in ms."""
    cpu, wall = [], []
    for query in asked:
        before = time.process_time(), time.perf_counter()
        ask(query)
        cpu.append((time.process_time() - before[0]) * 1e3)
        wall.append((time.perf_counter() - before[1]) * 1e3)
    return "  ".join(f"{name} p50 {median(some):8.2f} p99 {quantiles(some, n=100)[98]:8.2f} ms"
                     for name, some in (("cpu", cpu), ("clock", wall)))


def fill(store: Store, size: int, name: str) -> None:
    spent = Spent(events(size))
    cpu, wall = time.process_time(), time.perf_counter()
    put = store.put_events(SOURCE, spent)
    cpu, wall = time.process_time() - cpu - spent.cpu_s, time.perf_counter() - wall - spent.wall_s
    assert put.new == size
    tell(f"{name}: fill", f"cpu {cpu:8.2f} s, {size / cpu:10,.0f} events/s; clock {size / wall:10,.0f} events/s")


def ask(store: Store, size: int, name: str) -> None:
    asked = questions(size)
    for query in asked[:20]:
        store.rows(query)
    tell(f"{name}: page of 1,000 rows", timed(store.rows, asked))
    tell(f"{name}: page, one layer", timed(lambda query: store.rows(query, columns=("id", "lon", "lat")), asked))
    tell(f"{name}: count", timed(store.count, asked))
    tell(f"{name}: 1,000 events", timed(store.page, asked[:60]))
    whole = [Query()] * 20
    tell(f"{name}: count of all", timed(store.count, whole))
    walked = time.process_time()
    after, found = "", 0
    while True:
        page = store.rows(Query(limit=None), after=after, columns=("fid", "lon", "lat", "code", "first_day"))
        found += len(page.rows)
        if not (after := page.next):
            break
    assert found == size
    tell(f"{name}: five columns of all", f"cpu {time.process_time() - walked:8.2f} s")


def geojson(store: Store, folder: Path) -> Callable[[Query], Any]:
    """Return how to ask a GeoJSON file by geopandas, as one does who has no store."""
    import geopandas

    path, after = folder / "events.geojson", ""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        mark = ""
        while True:
            page = store.rows(Query(limit=None), after=after, columns=("lon", "lat", "id", "title", "date_start"))
            for lon, lat, key, title, day in page.rows:
                feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
                           "properties": {"id": key, "title": title, "date_start": day}}
                file.write(mark + json.dumps(feature))
                mark = ","
            if not (after := page.next):
                break
        file.write("]}")

    def find(query: Query) -> Any:
        assert query.datetime
        start, end = query.datetime
        where = f"date_start >= '{start}' AND date_start <= '{end}'"
        return geopandas.read_file(path, bbox=query.bbox, where=where, rows=1_000)

    return find


def tell(what: str, figure: str) -> None:
    print(f"{what:44} {figure}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--postgis", metavar="ADDRESS", help="an empty database to compare with")
    parser.add_argument("--readers", type=float, metavar="SECONDS", help="16 readers of the service for so long")
    given = parser.parse_args()
    for size in given.sizes:
        print(f"--- {size:,} events")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.gpkg"
            with open_store(path) as store:
                fill(store, size, "GeoPackage")
                tell("GeoPackage: size", f"{path.stat().st_size / 1e6:8.1f} MB")
                ask(store, size, "GeoPackage")
                tell("geopandas + GeoJSON: page", timed(geojson(store, Path(folder)), questions(size)[:3]))
            if given.readers:
                readers(path, given.readers)
        if given.postgis:
            with open_store(given.postgis) as store:
                fill(store, size, "PostGIS")
                ask(store, size, "PostGIS")


def readers(path: Path, seconds: float) -> None:
    """Let 16 threads ask a served application while articles come into its store and its gazetteer is saved."""
    from waitress.server import create_server

    from web import create_app

    gazetteer = path.with_name("gazetteer.csv")
    gazetteer.write_bytes((ROOT / "data" / "gazetteer.csv").read_bytes())
    app = create_app({"STORE": str(path), "GAZETTEER": str(gazetteer), "RELOAD_S": 0.5})
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    address = f"http://127.0.0.1:{server.effective_port}/api/events?limit=100&"
    end = time.monotonic() + seconds
    waits: list[float] = []
    faults: list[str] = []

    def read(seed: int) -> None:
        rng = random.Random(seed)
        while time.monotonic() < end:
            lon, lat = rng.uniform(66, 74), rng.uniform(30, 36)
            before = time.perf_counter()
            try:
                with urllib.request.urlopen(f"{address}bbox={lon:.2f},{lat:.2f},{lon + 1:.2f},{lat + 1:.2f}") as told:
                    json.load(told)
            except (OSError, ValueError) as error:
                faults.append(str(error))
            waits.append((time.perf_counter() - before) * 1e3)

    def write() -> None:
        done = 0
        with open_store(path) as store:
            while time.monotonic() < end:
                store.put(Reading(Article(f"bench-{done}", f"Text {done}."), (), (), ()), ())
                done += 1
                if done % 20 == 0:  # an edit of a radius, as an editor saves it
                    lines = (ROOT / "data" / "gazetteer.csv").read_text(encoding="utf-8").splitlines(keepends=True)
                    gazetteer.write_text("".join(lines[: len(lines) - done // 20 % 3]), encoding="utf-8")
                time.sleep(0.05)
        tell("articles written meanwhile", f"{done:8}")

    threads = [threading.Thread(target=read, args=(n,)) for n in range(16)] + [threading.Thread(target=write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.close()
    spread = f"p50 {median(waits):.0f} p99 {quantiles(waits, n=100)[98]:.0f} ms"
    tell("16 readers, in one process with the service", f"{len(waits):6} answers, {len(faults)} faults, {spread}")
    for fault in dict.fromkeys(faults):
        tell("  fault", fault)


if __name__ == "__main__":
    sys.exit(main())
