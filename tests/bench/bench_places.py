"""How fast places are found and resolved, beside flashgeotext with a lookup of the most populous namesake.

    python tests/bench/bench_places.py [TEXT…]

TEXT is a file of plain text, Markdown or JSON lines with "text"; without one, the briefs that are shipped. The best of
five passes, in megabytes of UTF-8 text a second of processor time. flashgeotext is left out where it is not installed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from geo.articles import read_articles
from geo.gazetteer import read_gazetteer
from geo.model import Article
from geo.names import fold
from geo.pipeline import load_knowledge
from geo.resolution import resolve
from geo.shipped import data_folder, seeds_folder

LEAST = 1_000_000  # bytes: texts are repeated up to this, each time as new ones
PASSES = 5


def main(names: Sequence[str]) -> None:
    sources = [Path(name) for name in names] or [seeds_folder()]
    texts = [article.text for source in sources for article in read_articles(source)]
    size = sum(len(text.encode()) for text in texts)
    texts *= max(1, -(-LEAST // size))
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB, from {', '.join(map(str, sources))}")
    begun = time.perf_counter()
    ours = torkham()
    ours(texts[:1])
    print(f"load to first answer {time.perf_counter() - begun:.2f} s")
    seconds = best(ours, texts)
    report("torkham, regional gazetteer", size, seconds)
    try:
        theirs = flashgeotext()
    except ImportError:
        print("flashgeotext is not installed")
        return
    others = best(theirs, texts)
    report("flashgeotext, most populous", size, others)
    print(f"ratio {others / seconds:.1f}")


def best(read: Callable[[Sequence[str]], int], texts: Sequence[str]) -> float:
    """Return the seconds of the quickest pass."""
    times = []
    for _ in range(PASSES):
        begun = time.process_time()
        read(texts)
        times.append(time.process_time() - begun)
    return min(times)


def report(name: str, size: int, seconds: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{name:28} {size / seconds / 1e6:7.2f} MB/s   memory so far {memory:.0f} MB")


def torkham() -> Callable[[Sequence[str]], int]:
    """Return a function that finds and resolves the places of texts and counts them."""
    known = load_knowledge(data_folder())

    def read(texts: Sequence[str]) -> int:
        count = 0
        for text in texts:
            article = Article("bench", text)
            count += len(resolve(article, known.recognizer.find(article), known.gazetteer))
        return count

    return read


def flashgeotext() -> Callable[[Sequence[str]], int]:
    """Return the same with flashgeotext's own names, each taken for its most populous place in our gazetteer."""
    from flashgeotext.geotext import GeoText
    from loguru import logger

    logger.remove()
    finder = GeoText()
    biggest: dict[str, tuple[float, float]] = {}
    for place in sorted(read_gazetteer(data_folder() / "gazetteer.csv").places, key=lambda one: one.population or 0):
        biggest |= {fold(name): (place.lat, place.lon) for name in (place.name, *place.alt_names)}

    def read(texts: Sequence[str]) -> int:
        count = 0
        for text in texts:
            found = finder.extract(text)
            count += sum(fold(name) in biggest for names in found.values() for name in names)
        return count

    return read


if __name__ == "__main__":
    main(sys.argv[1:])
