"""A value read from a file: swapped whole once an edit has come to rest, never half, the last good one kept."""

from __future__ import annotations

import os
import threading

import pytest

from geo.errors import DataError, SourceError
from geo.live import Live
from geo.model import Problem


class Clock:
    """A clock that only a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def numbers(raw):
    """Read lines of numbers; all the same, or it is not one version of the file."""
    try:
        return [int(line) for line in raw.decode().splitlines()]
    except ValueError:
        line = next(n for n, some in enumerate(raw.decode().splitlines(), 1) if not some.isdigit())
        raise DataError([Problem("numbers.txt", line, "", "", "is no number")]) from None


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "numbers.txt"
    path.write_text("1\n1\n")
    return path


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def live(path, clock):
    return Live(path, numbers, clock=clock)


def save(path, text):
    """Save in place, as many editors do, with a time of change that differs from the last."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def rest(live, clock, looks=3):
    """Let time pass, looking now and then; return the states swapped out."""
    swapped = []
    for _ in range(looks):
        clock.now += 1.0
        swapped.append(live.look())
    return [state for state in swapped if state is not None]


def test_the_file_is_read_at_once(live):
    assert live.value == [1, 1]
    assert live.is_settled
    assert live.state.pending is None


def test_a_faulty_or_missing_file_is_told_at_the_start(path, tmp_path):
    save(path, "1\nx\n")
    with pytest.raises(DataError):
        Live(path, numbers)
    with pytest.raises(SourceError):
        Live(tmp_path / "gone", numbers)


def test_an_edit_is_taken_over_once_it_has_come_to_rest(live, path, clock):
    save(path, "2\n2\n")
    assert live.look() is None
    assert live.value == [1, 1]
    clock.now += 0.5
    assert live.look() is None
    clock.now += 0.5
    old = live.look()
    assert (old.value, old.generation) == ([1, 1], 0)
    assert (live.value, live.state.generation) == ([2, 2], 1)
    assert rest(live, clock) == []


def test_a_file_that_goes_on_changing_is_not_read(live, path, clock):
    for number in range(2, 12):
        save(path, f"{number}\n" * number)
        clock.now += 1.0
        live.look()
        assert live.value == [1, 1]
    assert len(rest(live, clock)) == 1
    assert live.value == [11] * 11


def test_a_faulty_file_leaves_the_last_good_one_and_says_so(live, path, clock):
    save(path, "2\nx\n")
    assert rest(live, clock) == []
    assert live.value == [1, 1]
    assert live.state.pending.raw == b"2\nx\n"
    assert [problem.line for problem in live.state.pending.problems] == [2]
    save(path, "3\n3\n")
    rest(live, clock)
    assert live.value == [3, 3]
    assert live.state.pending is None


def test_a_file_put_back_as_it_was_waits_no_more_and_counts_as_no_edit(live, path, clock):
    save(path, "x\n")
    rest(live, clock)
    save(path, "1\n1\n")
    assert rest(live, clock) == []
    assert live.state.pending is None
    assert live.state.generation == 0


def test_a_file_that_is_gone_leaves_the_last_good_one_and_says_so(live, path, clock):
    path.unlink()
    rest(live, clock)
    assert live.value == [1, 1]
    assert "cannot read" in live.state.pending.problems[0].say
    save(path, "2\n2\n")
    rest(live, clock)
    assert live.value == [2, 2]


def test_a_file_put_in_place_by_renaming_is_taken_over(live, path, clock, tmp_path):
    other = tmp_path / "other"
    other.write_text("4\n4\n")
    times = path.stat().st_mtime_ns
    os.utime(other, ns=(times, times))
    other.replace(path)  # same size, same time, another file
    rest(live, clock)
    assert live.value == [4, 4]


def test_what_is_new_may_be_refused_beside_what_is_old(path, clock):
    def accept(old, new):
        if len(new.value) < len(old.value):
            raise DataError([Problem("numbers.txt", len(new.value) + 1, "", "", "lines are gone")])

    live = Live(path, numbers, accept=accept, clock=clock)
    save(path, "2\n")
    rest(live, clock)
    assert live.value == [1, 1]
    assert live.state.pending.problems[0].say == "lines are gone"


def test_looking_is_only_due_now_and_then_and_when_there_is_news(live, path, clock):
    assert not live.is_due
    clock.now += 2
    assert not live.is_due
    save(path, "2\n2\n")
    clock.now += 0.5
    assert not live.is_due
    clock.now += 0.5
    assert live.is_due


def test_300_saves_in_place_under_load_never_show_a_part(path, clock):
    """The writer moves the clock as it writes piece by piece; readers look and read as fast as they can.

    Each save takes seconds by that clock and a moment by the file system's, whose ticks are too coarse to tell one
    from the next. So the time of change is set by hand with every piece, and no reader looks in between.
    """
    rows = 40
    path.write_text("1\n" * rows)
    live = Live(path, numbers, clock=clock)
    seen, faults, ended, ticking = set(), [], threading.Event(), threading.Lock()

    def ask():
        while not ended.is_set():
            with ticking:
                live.look()
            value = live.value
            if len(value) != rows or len(set(value)) != 1:
                faults.append(value)
                return
            seen.add(value[0])

    def write(mode, text):
        with ticking, path.open(mode) as file:
            file.write(text)
            file.flush()
            os.utime(path, ns=(0, int(clock.now * 1e9)))
        clock.now += 0.9  # shorter than what counts as rest
        pause.wait(0.0005)

    pause = threading.Event()
    readers = [threading.Thread(target=ask) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(2, 302):
        write("w", "")
        for _ in range(4):
            write("a", f"{number}\n" * (rows // 4))
        if number % 5 == 0:  # now and then a save is left alone for long enough
            clock.now += 1.1
            pause.wait(0.003)
    rest(live, clock)
    ended.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert live.value == [301] * rows
    assert len(seen) > 20
