"""How fast articles are read, stage by stage; whether time grows with length; how long the first answer takes.

    python tests/bench/bench_coding.py [TEXT…]

TEXT is a file of plain text, Markdown or JSON lines with "text", or a folder of these; without one, the briefs that are
shipped and the even-numbered annotated articles, which are dense: an event in every second sentence. All figures are
processor time on one core, with the garbage collector set as `torkham parse` sets it. "First" is the first pass over
texts that the process has not seen: patterns are compiled and sounds of names worked out as texts ask for them, once a
process. "Best" is the best of five.

Beside it: a spaCy pipeline (en_core_web_sm 3.8, names only, no events) read 0.025 to 0.031 MB/s of news on one core of
the machine on which this was built: 6 to 16 documents a second over five geoparsing corpora.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import subprocess
import sys
import time
from calendar import day_name, month_name
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import orjson

from geo.articles import read_articles
from geo.cli.reading import YOUNG
from geo.dates import find_dates
from geo.exchange import reading_record
from geo.merging import merge
from geo.model import Article, Kind, Reading
from geo.pipeline import Knowledge, load_knowledge, read
from geo.resolution import resolve
from geo.shipped import data_folder, seeds_folder

GOLD = Path(__file__).resolve().parent.parent / "gold"
PASSES = 5
SIZES_KB = (10, 30, 100, 300, 1000)
SPACY_MB_S = 0.031
STAGES = ("recognition", "resolution", "dates", "coding", "merging", "output")
DAY = date(2024, 6, 28)


def main(names: Sequence[str]) -> None:
    gc.set_threshold(YOUNG)
    begun = time.process_time()
    known = load_knowledge(data_folder())
    print(f"loading what is known   {time.process_time() - begun:.2f} s")
    articles = list(given(names) if names else shipped())
    size = sum(len(article.text.encode()) for article in articles)
    print(f"{len(articles)} articles, {size / 1e6:.3f} MB")
    stages(articles, known, size)
    lengths(articles, known)
    cold()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


def given(names: Sequence[str]) -> Iterator[Article]:
    for name in names:
        yield from read_articles(Path(name), published=DAY)


def shipped() -> Iterator[Article]:
    yield from read_articles(seeds_folder(), published=DAY)
    for path in sorted(GOLD.glob("*.json")):
        if int(path.stem) % 2 == 0:
            told = json.loads(path.read_text(encoding="utf-8"))
            day = date.fromisoformat(told["published"])
            yield Article(told["id"], told["text"], title=told["title"], published=day)


def stages(articles: Sequence[Article], known: Knowledge, size: int) -> None:
    """Print each stage's speed."""
    passes = [spent(articles, known) for _ in range(PASSES)]
    print(f"\n{'MB/s':14}{'first':>8}{'best':>8}")
    for name in (*STAGES, "whole"):
        first, best = passes[0][name], min(one[name] for one in passes)
        print(f"{name:14}{size / first / 1e6:8.2f}{size / best / 1e6:8.2f}")
    print(f"{size / best / 1e6 / SPACY_MB_S:.0f} times as fast as a spaCy pipeline that only finds names")


def spent(articles: Sequence[Article], known: Knowledge) -> dict[str, float]:
    """Return the seconds that each stage takes over all articles."""
    total = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, step: Callable[[], object]) -> object:
        begun = time.process_time()
        done = step()
        total[stage] += time.process_time() - begun
        return done

    for one in articles:
        mentions = timed("recognition", lambda a=one: known.recognizer.find(a))
        locations = timed("resolution", lambda a=one, m=mentions: resolve(a, m, known.gazetteer))
        dates = timed("dates", lambda a=one: find_dates(a.text, a.published))
        told = timed("coding", lambda a=one, p=locations, d=dates: known.coder.code(a, p, d))
        events = timed("merging", lambda t=told: merge(t))
        reading = Reading(one, mentions, locations, events)
        timed("output", lambda r=reading: orjson.dumps(reading_record(r)))
    return total | {"whole": sum(total.values())}


def lengths(articles: Sequence[Article], known: Knowledge) -> None:
    """Print the time for one article of growing length: the texts one after the other, each time at other places.

    The last line is the longest again, cut into articles of the first length: what one long article is measured by.
    """
    print(f"\n{'one article':>12}{'seconds':>9}{'ms/KB':>8}{'events':>8}{'MB':>6}")
    text = endless(articles, known, 1000 * max(SIZES_KB))
    for kb in SIZES_KB:
        seconds, events = reading_time([text[: 1000 * kb]], known)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"{kb:9} KB{seconds:9.2f}{1e3 * seconds / kb:8.2f}{events:8}{memory:6.0f}")
    parts = [text[start : start + 1000 * SIZES_KB[0]] for start in range(0, 1000 * kb, 1000 * SIZES_KB[0])]
    apart, events = reading_time(parts, known)
    print(f"{len(parts):4} x {SIZES_KB[0]} KB{apart:9.2f}{1e3 * apart / kb:8.2f}{events:8}")
    print(f"one article of {kb} KB takes {seconds / apart:.2f} times as long as the same in {len(parts)} articles")


def reading_time(texts: Sequence[str], known: Knowledge) -> tuple[float, int]:
    """Return how long some texts take, and how many events they tell."""
    articles = [Article(f"long-{n}", text, title="A long article", published=DAY) for n, text in enumerate(texts)]
    begun = time.process_time()
    events = sum(len(read(article, known).events) for article in articles)
    return time.process_time() - begun, events


def endless(articles: Sequence[Article], known: Knowledge, size: int) -> str:
    """Return a text of a size: the articles again and again, with other places and days each time."""
    kinds = (Kind.CITY, Kind.TOWN, Kind.DISTRICT, Kind.VILLAGE)
    names = sorted({one.name for one in known.gazetteer.places if one.kind in kinds and one.name.isalpha()})
    rings = [(names, 7), (month_name[1:], 1), (day_name[:], 1)]  # words that change into others, and how far each turn
    places = {word: (ring, at, step) for ring, step in rings for at, word in enumerate(ring)}

    def moved(match: re.Match[str]) -> str:
        ring, at, step = places.get(match[0], ([match[0]], 0, 0))
        return ring[(at + step * turn) % len(ring)]

    parts: list[str] = []
    turn = 0
    while sum(map(len, parts)) < size:
        parts += [re.sub(r"[A-Z][a-z]+", moved, article.text) for article in articles]
        turn += 1
    return "\n\n".join(parts)


def cold() -> None:
    """Print how long the command line takes for one short article, with all its imports."""
    text = "A suicide bomber killed 12 people in Quetta on Thursday, police said.\n"
    code = "import sys; from geo.cli import main; main(['parse', '-'])"
    seconds = []
    for _ in range(PASSES):
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], input=text, text=True, check=True, stdout=subprocess.DEVNULL)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime)
    print(f"\ntorkham parse of one sentence, with imports: {sorted(seconds)[PASSES // 2]:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
