"""How fast and how well places are found and resolved, beside flashgeotext with the most populous namesake.

    python tests/bench/bench_places.py [TEXT…]

TEXT is a file of plain text, Markdown or JSON lines with "text"; without one, the shipped briefs and the even texts of
tests/gold. All read the same texts in turn, pass by pass; a figure is the median of nine passes, in megabytes of UTF-8
text a second of processor time. flashgeotext, where it is installed, reads once with its own names and once with those
of our gazetteer. F1 is of the places of tests/gold (even texts) found and put, as `torkham score` tells it.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

from geo.articles import read_articles
from geo.gazetteer import read_gazetteer, spellings
from geo.model import Article, Location, Mention, Place, Reading, Use
from geo.names import fold
from geo.pipeline import load_knowledge
from geo.resolution import resolve
from geo.scoring import Gold, read_gold, score
from geo.shipped import data_folder, seeds_folder

GOLD = Path(__file__).resolve().parent.parent / "gold"
LEAST = 1_000_000  # bytes: texts are repeated up to this, each time as new ones
LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)  # characters of one article
PASSES = 9

Found = tuple[int, int, Place]
Reader = Callable[[str], list[Found]]


def main(names: Sequence[str]) -> None:
    gold = [one for path in sorted(GOLD.glob("*[02468].json")) for one in read_gold(path)]
    sources = [Path(name) for name in names] or [seeds_folder()]
    texts = [article.text for source in sources for article in read_articles(source)]
    texts += [] if names else [one.article.text for one in gold]
    once = texts
    texts = once * max(1, -(-LEAST // sum(len(text.encode()) for text in once)))
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB, {len(once)} of them different")

    begun = time.process_time()
    readers = {"torkham": torkham()}
    readers["torkham"](texts[0])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"torkham: {time.process_time() - begun:.2f} s CPU from loading to the first answer, {memory:.0f} MB at most")
    try:
        readers |= {"flashgeotext": flashgeotext(), "flashgeotext, our names": flashgeotext(ours=True)}
    except ImportError:
        print("flashgeotext is not installed")
    seconds = compare(readers, texts)
    for name, taken in seconds.items():
        share = taken / seconds["torkham"]
        speed = f"{size / taken / 1e6:6.2f} MB/s, torkham is {share:5.2f} times as fast"
        print(f"{name:24} {speed}   F1 {f1(readers[name], gold):.3f}")

    print("one article of so many characters, CPU seconds:")
    whole = "\n\n".join(texts)
    for length in LENGTHS:
        taken = median(timed(readers["torkham"], [whole[:length]]) for _ in range(3))
        print(f"{length:9,} {taken:7.3f} s {length / taken / 1e6:6.2f} million characters a second")


def compare(readers: dict[str, Reader], texts: Sequence[str]) -> dict[str, float]:
    """Return the median seconds of each reader; they take turns, so that a busy machine slows all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(PASSES):
        for name, read in readers.items():
            times[name].append(timed(read, texts))
    return {name: median(some) for name, some in times.items()}


def timed(read: Reader, texts: Iterable[str]) -> float:
    begun = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - begun


def f1(read: Reader, gold: Sequence[Gold]) -> float:
    """Return how well the places of annotated texts are found and put, as `torkham score` tells it."""

    def reading(article: Article) -> Reading:
        text = article.text
        found = [(Mention(article.id, start, end, text[start:end]), place) for start, end, place in read(text)]
        located = tuple(Location(mention, place, 1.0) for mention, place in found)
        return Reading(article, tuple(mention for mention, _ in found), located, ())

    return score((one, reading(one.article)) for one in gold)["mentions at their place"].f1


def torkham() -> Reader:
    known = load_knowledge(data_folder())
    counted = {Use.LITERAL, Use.METONYM}

    def read(text: str) -> list[Found]:
        article = Article("bench", text)
        located = resolve(article, known.recognizer.find(article), known.gazetteer)
        return [(one.mention.start, one.mention.end, one.place) for one in located if one.mention.use in counted]

    return read


def flashgeotext(*, ours: bool = False) -> Reader:
    """Return flashgeotext with its own names or ours, each name taken for its most populous place in our gazetteer."""
    from flashgeotext.geotext import GeoText
    from flashgeotext.lookup import LookupData
    from loguru import logger

    logger.remove()
    places = sorted(read_gazetteer(data_folder() / "gazetteer.csv").places, key=lambda one: one.population or 0)
    biggest = {fold(name): place for place in places for name in spellings(place)}
    finder = GeoText()
    if ours:
        finder.pool.clear()
        finder.add(LookupData(name="places", data={name: [name] for place in places for name in spellings(place)}))

    def read(text: str) -> list[Found]:
        found: list[Found] = []
        for names in finder.extract(text).values():
            for name, told in names.items():
                if place := biggest.get(fold(name)):
                    found += [(start, end, place) for start, end in told["span_info"]]
        return found

    return read


if __name__ == "__main__":
    main(sys.argv[1:])
