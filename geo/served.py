"""The gazetteer that a service serves: watched, and taken over anew when its file has been edited and has no new fault.

Until then the last good one serves. A thread waits for the process that does the work (geo.renewal).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from geo.boundaries import Boundaries
from geo.errors import DataError, SourceError
from geo.gazetteer import Gazetteer, World, check_gazetteer, layered, read_common_words, read_gazetteer
from geo.gazetteer.differences import Difference
from geo.live import Live, State
from geo.model import Place, Problem
from geo.renewal import Delay, Done, Message, Renewal, Task, Verdict

_MOST_CHECKED = 3
_BREATH_S = 0.05  # between two looks, however short a rest may be
_PATIENCE_S = 5.0  # before articles that could not be written are tried again
_MOST_LOOKS = 600  # at a file that does not come to rest, before the next request has to ask again


@dataclass(frozen=True, slots=True)
class Edit:
    """The latest edit that was taken over, and the articles that were read anew for it."""

    difference: Difference
    generation: int
    articles: list[str] = field(default_factory=list)


class ServedGazetteer:
    """A gazetteer in a CSV, with worlds under it, that follows its file. Any thread may ask."""

    def __init__(
        self,
        path: Path,
        worlds: Iterable[Path],
        data: Path,
        boundaries: Boundaries,
        store: str,
        *,
        settle_s: float,
        most_lost: float,
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[Task], Iterable[Message]] = Renewal,
    ) -> None:
        """Read the file for the first time. Raises DataError, SourceError.

        `store` is where the articles are; `run` works on a task: in a process of its own, unless said otherwise.
        """
        self.path = path
        self.last_edit: Edit | None = None
        self.delay = ""  # why articles still wait to be read anew
        self._pending_difference: Difference | None = None
        self._world_paths, self._data, self._boundaries = tuple(worlds), data, boundaries
        self._worlds = [World(world) for world in self._world_paths]
        self._store, self._most_lost = store, most_lost
        self._run = run
        self._settle_s = settle_s
        self._checked: dict[bytes, tuple[Problem, ...]] = {}  # by content, the latest last
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closed = threading.Event()
        self._messages: Iterator[Message] = iter(())
        self._ending: Callable[[], None] = lambda: None
        self._read: Callable[[bytes], Gazetteer] = self._read_first
        self.live: Live[Gazetteer] = Live(path, lambda raw: self._read(raw), settle_s=settle_s, clock=clock)
        self._read = self._read_edit
        # What all articles of the store have been read with, and what they will have been after the present task.
        self._base = self._goal = self.live.state.raw

    @property
    def state(self) -> State[Gazetteer]:
        """What is served, and what waits."""
        return self.live.state

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The faults of the file as it is: of the one that waits, or of the one that is served."""
        state = self.state
        if state.pending is None:
            return self._faults(state.raw)
        found = self._faults(state.pending.raw) if state.pending.raw else ()
        return (*(problem for problem in state.pending.problems if problem not in found), *found)

    @property
    def pending_difference(self) -> Difference | None:
        """How the file that waits differs from what is served, as far as it can be read; None if none waits."""
        return self._pending_difference if self.state.pending and self.state.pending.raw else None

    def line_of(self, place: Place) -> int | None:
        """Return the line of a place's row in the file that is served; None if it is not told from here."""
        found = self.state.raw.find(f"\n{place.id},".encode())
        return self.state.raw.count(b"\n", 0, found) + 2 if found >= 0 else None

    @property
    def worlds(self) -> tuple[Path, ...]:
        """The files under the CSV, which answer where it has no answer."""
        return self._world_paths

    def notice(self) -> None:
        """Let a thread take over an edited file, if there is one. Costs one look at the file a second."""
        if self._is_closed.is_set() or not self.live.is_due:
            return
        self._let_renew()

    def make_up(self, base: bytes) -> None:
        """Let a thread read those articles anew that an edit touched while nobody served.

        `base` is the content of the file that they were read with.
        """
        self._base = base
        self._let_renew()

    def renew(self) -> bool:
        """Look at the file once; return whether another gazetteer is served since.

        Articles that its edit touches are read anew, one transaction each; where the store cannot be written now,
        they wait for the next look, and `delay` says why.
        """
        swapped = self.live.look() is not None
        if not swapped and self._base != self.state.raw:
            self._start(None)
        try:
            self._follow()
        except SourceError as error:
            self.delay = str(error)
        return swapped

    def close(self) -> None:
        """End the process and the thread that take an edit over."""
        self._is_closed.set()
        self._ending()
        if self._thread is not None:
            self._thread.join(5)

    def _let_renew(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._renew_until_settled, daemon=True)
                self._thread.start()

    def _renew_until_settled(self) -> None:
        for _ in range(_MOST_LOOKS):
            self.renew()
            is_current = self.live.is_settled and not self.delay
            if is_current or self._is_closed.wait(max(self._settle_s, _PATIENCE_S if self.delay else _BREATH_S)):
                return

    def _read_first(self, raw: bytes) -> Gazetteer:
        return layered(read_gazetteer(self.path, raw), self._worlds)

    def _read_edit(self, raw: bytes) -> Gazetteer:
        """Return the gazetteer of an edited file. Raises DataError if it is refused, SourceError if work fails."""
        self._start(raw)
        verdict = next(self._messages, None)
        if not isinstance(verdict, Verdict):
            raise SourceError("the process that looks at the edited gazetteer gave no verdict")
        self._keep_faults(self.state.raw, verdict.served_faults)
        self._keep_faults(raw, verdict.faults)
        if verdict.gazetteer is None or verdict.difference is None:
            self._pending_difference, self._goal = verdict.difference, self._base
            raise DataError(verdict.problems)
        self._pending_difference, self._goal = None, raw
        self.last_edit = Edit(verdict.difference, self.state.generation + 1)
        return layered(verdict.gazetteer, self._worlds)

    def _start(self, edited: bytes | None) -> None:
        served = self.state.raw
        task = Task(
            self.path, self._base, served, self._checked.get(served), edited,
            self._data, self._world_paths, self._store, self._most_lost,
        )  # fmt: skip
        running = self._run(task)
        self._messages, self._ending = iter(running), getattr(running, "end", lambda: None)
        self._goal = served

    def _follow(self) -> None:
        """Note which articles have been read anew, until all are."""
        delay = ""
        for message in self._messages:
            if isinstance(message, Done) and self.last_edit:
                self.last_edit.articles.append(message.article_id)
            elif isinstance(message, Delay):
                delay = message.why
        if not delay:
            self._base = self._goal
        self.delay = delay

    def _faults(self, raw: bytes) -> tuple[Problem, ...]:
        """Return the faults of some content of the file; those of the latest contents are kept."""
        if (known := self._checked.get(raw)) is not None:
            return known
        words = self._data / "common_words.csv"
        common_words = read_common_words(words) if words.exists() else ()
        faults = check_gazetteer(self.path, self._boundaries, common_words=common_words, raw=raw)
        return self._keep_faults(raw, tuple(faults))

    def _keep_faults(self, raw: bytes, faults: tuple[Problem, ...]) -> tuple[Problem, ...]:
        with self._lock:
            latest = list(self._checked.items())[1 - _MOST_CHECKED :]
            self._checked = {**dict(latest), raw: faults}
        return faults
