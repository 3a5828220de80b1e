"""How requests fare while news come in and the gazetteer is edited, and whether a part of it is ever served.

    python tests/bench/bench_reload.py [--saves 300] [--articles 200] [--readers 16]

A service with its own store and gazetteer is asked by several readers, first in peace, then while an editor saves the
file in place, piece by piece: good edits that move the Torkham crossing, now and then one with a fault, or cut short;
at last while `torkham ingest` reads articles into the store as well. Every answer must be whole and of one version.
Latencies in milliseconds of wall time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from geo.articles import read_articles
from geo.shipped import data_folder, seeds_folder

CROSSING = "pk-torkham-crossing"
AT = "71.0894"  # its longitude in the shipped file
MOVED = [f"71.{1000 + step * 7}" for step in range(40)]  # and where the edits put it
NAMES = ("Torkham", "Peshawar", "پشاور", "Quetta", "Kabul")
PEACE_S = 15.0
REST_S = 1.0  # how long every fifth save is left alone
SETTLE_S = 0.3  # what counts as rest for the service


@dataclass
class Seen:
    """What the readers saw: seconds by address, points of the crossing, numbers of rows, and whatever was wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    points: Counter[str] = field(default_factory=Counter)
    rows: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def join(self, other: Seen) -> None:
        """Take in what others saw of the gazetteer."""
        self.points += other.points
        self.rows += other.rows


def main() -> None:
    """Run the service, the readers and the editor, and print what was seen."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--saves", type=int, default=300)
    asked.add_argument("--articles", type=int, default=200)
    asked.add_argument("--readers", type=int, default=16)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv = folder / "gazetteer.csv"
        good = (data_folder() / "gazetteer.csv").read_bytes()
        csv.write_bytes(good)
        write_news(folder / "news.jsonl", given.articles)
        torkham = [sys.executable, "-m", "geo.cli"]
        write_news(folder / "more.jsonl", 20 * given.articles, first=given.articles)
        ingest = [*torkham, "ingest", "--quiet", "--store", "t.gpkg"]
        subprocess.run([*ingest, "news.jsonl"], cwd=folder, check=True)
        with serving(torkham, folder, csv) as address:
            peace, edited, both = Seen(), Seen(), Seen()
            with reading(address, given.readers, peace):
                time.sleep(PEACE_S)
            with reading(address, given.readers, edited):
                save_often(csv, good, given.saves)
            with reading(address, given.readers, both), running([*ingest, "more.jsonl"], folder):
                save_often(csv, good, given.saves)
            told = json.loads(ask(address, "/health")[1])
        report("in peace", peace)
        report(f"during {given.saves} saves", edited)
        report(f"during {given.saves} saves and an ingest, after which there are {told['articles']} articles", both)
        edited.join(both)
        rows = good.count(b"\n") - 1
        points = edited.points.keys() - {AT, *MOVED}
        print(f"edits taken over: {told['gazetteer']['edits']}; versions seen: {len(edited.points)}")
        print(f"points never written: {len(points)}; answers with other than {rows:,} rows: "
              f"{sum(count for seen, count in edited.rows.items() if seen != rows)}")  # fmt: skip


def write_news(path: Path, count: int, first: int = 0) -> None:
    """Write the briefs again and again, each time as another article of another day."""
    briefs = list(read_articles(seeds_folder()))
    with path.open("w", encoding="utf-8") as file:
        for number in range(first, first + count):
            brief = briefs[number % len(briefs)]
            day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}"
            line = {"id": f"{brief.id}-{number}", "title": brief.title, "published": day, "text": brief.text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


@contextmanager
def serving(torkham: Sequence[str], folder: Path, csv: Path) -> Iterator[str]:
    """Serve a store; yield the address."""
    words = ("serve", "--port", "0", "--quiet", "--store", "t.gpkg", "--gazetteer", str(csv))
    settings = os.environ | {"TORKHAM_RELOAD_S": str(SETTLE_S)}
    process = subprocess.Popen([*torkham, *words], cwd=folder, env=settings, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
        for path in ("/", "/health", "/gazetteer", "/api/events"):
            ask(address, path)
        yield address
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def running(command: Sequence[str], folder: Path) -> Iterator[None]:
    """Let a command run meanwhile; what it has not done by the end it leaves undone."""
    process = subprocess.Popen(command, cwd=folder)
    try:
        yield
    finally:
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGTERM), "the command failed"


@contextmanager
def reading(address: str, count: int, seen: Seen) -> Iterator[None]:
    """Let readers ask all the while."""
    ended = threading.Event()
    readers = [threading.Thread(target=read, args=(address, seen, ended, number)) for number in range(count)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        ended.set()
        for reader in readers:
            reader.join()


def read(address: str, seen: Seen, ended: threading.Event, number: int) -> None:
    """Ask for pages and data in turn, with a short pause as people make it."""
    chance = random.Random(number)
    while not ended.is_set():
        place = quote(chance.choice(NAMES))
        for path in (f"/api/places?q={place}", "/api/events?limit=50", f"/gazetteer?q={place}", "/health", "/"):
            begun = time.perf_counter()
            try:
                status, body = ask(address, path)
            except OSError as error:
                status, body = 0, repr(error)
            seen.seconds.setdefault(path.partition("?")[0], []).append(time.perf_counter() - begun)
            look(path, status, body, seen)
            time.sleep(0.02)


def look(path: str, status: int, body: str, seen: Seen) -> None:
    """Note what an answer says of the gazetteer."""
    if status != 200:
        seen.faults.append(f"{path}: {status} {body[:200]}")
    elif path.startswith("/api/places"):
        found = {place["id"]: place for place in json.loads(body)}
        if CROSSING in found:
            seen.points[f"{found[CROSSING]['lon']:.4f}"] += 1
    elif path == "/health":
        seen.rows[json.loads(body)["gazetteer"]["rows"]] += 1


def ask(address: str, path: str) -> tuple[int, str]:
    """Return status and body of an answer."""
    there = urlsplit(address)
    connection = HTTPConnection(there.hostname or "", there.port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")
    finally:
        connection.close()


def save_often(csv: Path, good: bytes, saves: int) -> None:
    """Save in place as an editor does, in pieces; of ten saves one has a fault and one is cut short."""
    for number in range(saves):
        text = good.replace(AT.encode(), MOVED[number % len(MOVED)].encode())
        if number % 10 == 3:
            text = text.replace(b",city,", b",City,", 1)
        if number % 10 == 7:
            text = text[: len(text) // 3]
        with csv.open("wb") as file:
            for start in range(0, len(text), 100_000):
                file.write(text[start : start + 100_000])
                file.flush()
                time.sleep(0.01)
        time.sleep(REST_S if number % 5 in (1, 4) else 0.05)


def report(name: str, seen: Seen) -> None:
    """Print what readers met."""
    every = sorted(second for some in seen.seconds.values() for second in some)
    print(f"{name}: {len(every)} requests, {len(seen.faults)} errors")
    for path, some in [("all", every), *sorted(seen.seconds.items())]:
        worst = statistics.quantiles(some, n=100)[98] if len(some) > 1 else some[0]
        figures = (statistics.median(some), worst, max(some))
        print(f"  {path:14} p50 {figures[0] * 1000:5.0f}  p99 {figures[1] * 1000:5.0f}  max {figures[2] * 1000:6.0f}")
    for fault in seen.faults[:5]:
        print("  ", fault)


if __name__ == "__main__":
    main()
