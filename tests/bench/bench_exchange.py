"""Measure import and export: python tests/bench/bench_exchange.py [FILE] [--events N].

FILE is any that `torkham import` takes; without it, N invented rows in UCDP GED's columns. Each command is a process of
its own: CPU seconds (user and system) with the start of Python in them, the most memory it held, and bytes written.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from geo.exchange import FORMATS
from geo.exchange.ucdp import COLUMNS
from geo.gazetteer import read_gazetteer
from geo.shipped import data_folder

ROOT = Path(__file__).resolve().parents[2]
BACK = ("csv", "geojson", "gpkg", "parquet", "fgb")  # what comes back as it left
MEASURED = """
import resource, runpy, sys
sys.argv = ["torkham", *sys.argv[1:]]
try:
    runpy.run_module("geo.cli", run_name="__main__")
except SystemExit as done:
    assert not done.code, done.code
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024}")
"""


def invented(path: Path, count: int) -> Path:
    """Write rows that look like UCDP GED's, at places of the gazetteer."""
    chance = random.Random(7)
    places = [place for place in read_gazetteer(data_folder() / "gazetteer.csv").places
              if place.country in ("PK", "AF") and place.geo_precision == 1]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for number in range(count):
            place = chance.choice(places)
            day = str(date(1990, 1, 1) + timedelta(chance.randrange(12_000)))
            writer.writerow({
                "id": number, "type_of_violence": 1, "side_a": "Example Army", "side_b": f"Group {number % 40}",
                "source_headline": "Invented for a measurement", "where_prec": 1,
                "where_coordinates": f"{place.name} town", "latitude": place.lat, "longitude": place.lon,
                "country": place.country, "date_prec": 1, "date_start": day, "date_end": day, "best": 3, "high": 5,
                "low": 1, "event_clarity": 1,
            })  # fmt: skip
    return path


def run(*words: object) -> tuple[float, int]:
    """Return the CPU seconds and the most MB of one command."""
    command = [sys.executable, "-c", MEASURED, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    cpu, memory = done.stdout.split()[-2:]
    return float(cpu), int(memory)


def main() -> None:
    """Print a table of commands, their seconds, memory and sizes, and whether what left came back the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--events", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = asked.file.resolve() if asked.file else invented(folder / "ucdp.csv", asked.events)
        store = folder / "store.gpkg"
        print("command                    CPU s   MB held   MB written")
        for what in ("import", "import again"):
            cpu, memory = run("import", "--quiet", "--store", store, file)
            print(f"{what:25} {cpu:6.2f} {memory:9}")
        for form in FORMATS.values():
            out = folder / f"events.{form.ending}"
            cpu, memory = run("export", "--quiet", "--store", store, out)
            print(f"{'export ' + form.name:25} {cpu:6.2f} {memory:9} {out.stat().st_size / 1e6:12.1f}")
        for form in BACK:
            other, again = folder / f"{form}.gpkg", folder / f"{form}.csv"
            cpu, memory = run("import", "--quiet", "--store", other, folder / f"events.{form}")
            run("export", "--quiet", "--store", other, again)
            same = "same" if again.read_bytes() == (folder / "events.csv").read_bytes() else "DIFFERS"
            print(f"{'import ' + form:25} {cpu:6.2f} {memory:9}   and out again as CSV: {same}")


if __name__ == "__main__":
    main()
