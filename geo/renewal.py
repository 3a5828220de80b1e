"""An edited gazetteer judged, and the articles that it touches read anew, in a process of its own.

Whoever serves meanwhile is not held up: Python runs one thread at a time, and this is work for seconds. The process is
given the content of the file as it was when it had come to rest, and answers with pickled messages.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geo.boundaries import Boundaries
from geo.codebook import read_codebook
from geo.errors import DataError, SourceError, TorkhamError
from geo.gazetteer import Gazetteer, World, check_gazetteer, layered, read_common_words
from geo.gazetteer.differences import Difference, differences
from geo.gazetteer.rows import read_places
from geo.model import Place, Problem
from geo.pipeline import equip, keep, read
from geo.rereading import places_in, touched_articles
from geo.store import ReadWith, open_store

_LINE = re.compile(r"line \d+")
_NICE = 5  # whoever serves goes first
_AT_ONCE = 200  # articles that are read before the first of them is written


@dataclass(frozen=True, slots=True)
class Task:
    """What to do: judge `edited`, if there is an edit, beside `served`; read articles anew that were read with `base`.

    All three are contents of the CSV at `path`; `served_faults` are those of what is served, if they are known.
    `worlds` are the files under it; an edit may lose `most_lost` of its rows, a share.
    """

    path: Path
    base: bytes
    served: bytes
    served_faults: tuple[Problem, ...] | None
    edited: bytes | None
    data: Path
    worlds: tuple[Path, ...]
    store: str
    most_lost: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an edit: the gazetteer to serve, without the worlds; or None, refused for `problems`.

    `faults` are all that the file has, `served_faults` those of what is served until now. `difference` is how the rows
    that can be read differ from those that are served, None if nothing can be read.
    """

    gazetteer: Gazetteer | None
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    served_faults: tuple[Problem, ...]
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Done:
    """An article that has been read anew."""

    article_id: str


@dataclass(frozen=True, slots=True)
class Delay:
    """Why the other articles still wait."""

    why: str


Message = Verdict | Done | Delay


class Renewal(Iterable[Message]):
    """One run of the process. Iterate over it for its messages, a Verdict first if there is an edit."""

    def __init__(self, task: Task) -> None:
        """Start the process. Raises SourceError if that cannot be done."""
        try:
            # A session of its own: Ctrl-C is for the service, which then ends the process.
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from geo.renewal import main; main()"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise SourceError(f"no process can be started to look at the edited gazetteer: {error}") from error
        self._messages = self._talk(task)

    def __iter__(self) -> Iterator[Message]:
        """Yield the messages. Raises SourceError if the process fails."""
        return self._messages

    def end(self) -> None:
        """End the process, if it runs. Each article is then read anew, or as it was."""
        with contextlib.suppress(OSError):
            self._process.terminate()

    def _talk(self, task: Task) -> Iterator[Message]:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        with self._process:
            with contextlib.suppress(BrokenPipeError):  # its status will tell
                pickle.dump(task, asked)
            with contextlib.suppress(BrokenPipeError):
                asked.close()
            with contextlib.suppress(EOFError, pickle.UnpicklingError):
                while True:
                    yield pickle.load(answers)  # noqa: S301 from our own process
        if self._process.returncode:
            say = f"the process that looks at the gazetteer ended with status {self._process.returncode}"
            raise SourceError(f"{say}; save the file again to have it looked at again")


def work(task: Task) -> Iterator[Message]:
    """Judge an edit, then read the articles anew that it touches; what goes wrong with the store is told as a Delay.

    The verdict is told when the first articles have been read and are about to be written: for whoever serves, places
    and events change together, or nearly so. Raises DataError, SourceError.
    """
    boundaries = Boundaries(task.data / "boundaries")
    verdict = _judge(task, boundaries) if task.edited is not None else None
    if verdict is not None and verdict.gazetteer is None:
        yield verdict
        return
    gazetteer = verdict.gazetteer if verdict and verdict.gazetteer else Gazetteer(_places(task, task.served))
    told = verdict is None
    try:
        with open_store(task.store, frontier_km=boundaries.frontier_km) as store:
            waiting = touched_articles(store, differences(places_in(task.path, task.base), gazetteer.places))
            codebook = read_codebook(task.data / "codebook")
            knowledge = equip(layered(gazetteer, [World(path) for path in task.worlds]), codebook) if waiting else None
            while knowledge and waiting:
                readings = [read(store.article(article_id), knowledge) for article_id in waiting[:_AT_ONCE]]
                if verdict is not None and not told:
                    told = True
                    yield verdict
                for reading in readings:
                    keep(reading, store)
                    yield Done(reading.article.id)
                del waiting[:_AT_ONCE]
            before = store.read_with
            store.note_read_with(ReadWith(task.edited or task.served, before.codebook if before else ""))
    except TorkhamError as error:
        failure = str(error)
    else:
        failure = ""
    if verdict is not None and not told:
        yield verdict
    if failure:
        yield Delay(failure)


def _places(task: Task, raw: bytes) -> list[Place]:
    return [place for _, place in read_places(task.path, raw)[0]]


def _judge(task: Task, boundaries: Boundaries) -> Verdict:
    """Refuse a file that lost too much to be an edit, or has a fault that the one served has not."""
    assert task.edited is not None
    path = task.data / "common_words.csv"
    words = read_common_words(path) if path.exists() else frozenset()
    before, after = (
        tuple(check_gazetteer(task.path, boundaries, common_words=words, raw=raw)) if known is None else known
        for raw, known in ((task.served, task.served_faults), (task.edited, None))
    )
    served = _places(task, task.served)
    try:
        edited = _places(task, task.edited)
    except DataError as error:
        return Verdict(None, error.problems, after, before, None)
    known = {_wherever(problem) for problem in before}
    problems = [problem for problem in after if _wherever(problem) not in known]
    if say := _cut_short(task, len(served), len(edited)):
        problems.insert(0, Problem(str(task.path), task.edited.count(b"\n") + 1, "", "", say))
    if problems:
        return Verdict(None, tuple(problems), after, before, _readable(task.edited, differences(served, edited)))
    return Verdict(Gazetteer(edited), (), after, before, differences(served, edited))


def _wherever(problem: Problem) -> tuple[str, str, str]:
    """Return a fault without its line, and without those that it tells of: rows above may come and go."""
    return problem.column, problem.value, _LINE.sub("line", problem.say)


def _cut_short(task: Task, before: int, after: int) -> str:
    """Return why a file looks as if it were not all there, or nothing."""
    assert task.edited is not None
    if before - after > task.most_lost * before:
        say = f"{before - after:,} of {before:,} rows are gone, more than {task.most_lost:.0%}; is the file cut short?"
        return f"{say} If that is meant, start the service again"
    if task.served.endswith(b"\n") and not task.edited.endswith(b"\n"):
        return "the last line has no line end; is the file cut short?"
    return ""


def _readable(edited: bytes, difference: Difference) -> Difference:
    """Return a difference in which a row with a fault, which is among the problems, does not count as removed."""
    lines = edited.decode("utf-8", "replace").split("\n")
    begun = {line.partition(",")[0].strip(' "\ufeff') for line in lines}
    return replace(difference, removed=tuple(place for place in difference.removed if place.id not in begun))


def main() -> None:
    """Read a task from standard input, and write its messages to standard output."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing that is printed by mistake comes between the messages
    with contextlib.suppress(BrokenPipeError):  # the service has ended
        for message in work(pickle.load(sys.stdin.buffer)):  # noqa: S301 from the service that started us
            pickle.dump(message, answers)
            answers.flush()
