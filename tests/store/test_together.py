"""Several threads and programs at once, and programs that end in the midst of writing."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from store.samples import (
    KABUL,
    KHOST,
    PESHAWAR,
    ROOT,
    event,
    put,
    reading,
)

from geo.errors import StoreError
from geo.store import (
    Query,
    articles,
    open_store,
)


def test_many_threads_ask_while_others_write(store):
    def write(n):
        for m in range(10):
            key = f"a{n}-{m}"
            store.put(reading(key), [event(f"e{key}", articles=(key,))])

    def ask(_):
        seen = 0
        for _ in range(20):
            events = store.events(Query(limit=None))
            assert len(events) >= seen
            seen = len(events)
            assert all(store.article(one.reports[0].article_id) for one in events[:3])

    with ThreadPoolExecutor(8) as pool:
        done = [*[pool.submit(write, n) for n in range(2)], *[pool.submit(ask, n) for n in range(6)]]
    assert [each.result() for each in done] == [None] * 8
    assert store.count() == 20
    assert store.check() == []


def test_readers_are_not_held_up_by_a_writer_and_a_second_writer_is_told(path, short_wait):
    with open_store(path) as store:
        put(store, event())
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM events")
        assert store.events() == [event()]
        with pytest.raises(StoreError, match=r"torkham\.gpkg is being written by another program"):
            store.put(reading("a9"), ())
        other.execute("ROLLBACK")
        store.put(reading("a9"), ())
        other.close()


def test_several_programs_write_in_turn(path):
    def write(n):
        with open_store(path) as store:
            for m in range(15):
                store.put(reading(f"a{n}-{m}", places=(KABUL,)), ())

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(write, range(3))) == [None] * 3
    with open_store(path) as store:
        assert len(store.articles()) == 45


def test_several_programs_may_open_a_new_store_at_once(tmp_path):
    def is_new(path):
        with open_store(path) as store:
            return store.is_empty

    for n in range(20):
        with ThreadPoolExecutor(6) as pool:
            assert all(pool.map(is_new, [tmp_path / f"{n}.gpkg"] * 6))


def test_several_open_a_new_store_at_the_same_moment(path):
    start = threading.Barrier(6)

    def open_one(_):
        start.wait()
        open_store(path).close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(open_one, range(6))) == [None] * 6
    with open_store(path) as store:
        assert store.check() == []


def test_a_reading_is_of_one_moment(path, monkeypatch):
    before = reading(places=(PESHAWAR,), text="Before.")
    with open_store(path) as store, open_store(path) as other:
        store.put(before, ())
        asked = articles.article

        def then_changed(*args):
            found = asked(*args)
            other.put(reading(places=(KABUL, KHOST), text="After."), ())
            return found

        monkeypatch.setattr(articles, "article", then_changed)
        assert store.reading("a1") == before


WRITER = """
import sys
from geo.model import *
from geo.store import open_store
place = Place("p", "Peshawar", (), (), Kind.CITY, "PK", "", "", 34.0, 71.5, 12)
with open_store(sys.argv[1]) as store:
    for n in range(int(sys.argv[2]), 100_000):
        key = f"a{n}"
        mentions = tuple(Mention(key, i, i + 1, "x") for i in range(20))
        located = tuple(Location(mention, place, 1.0) for mention in mentions)
        when = When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT)
        events = tuple(Event(f"{key}-{i}", EventType.ATTACK, "t", when, Status.HAPPENED, False,
            (EventPlace(Role.LOCATION, located[i]),), (), None, None, (Report(key, 0, 1),)) for i in range(20))
        store.put(Reading(Article(key, "x" * 20_000), mentions, located, events), events)
        print(n, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_articles(path):
    acknowledged = -1
    for delay in (1, 4, 9, 23):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(acknowledged + 1)], cwd=ROOT,
                                  stdout=subprocess.PIPE, text=True)
        for _ in range(delay):
            acknowledged = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        with open_store(path) as store:
            assert store.check() == []
            keys = {row.id: (row.events, row.mentions) for row in store.articles()}
            assert {f"a{n}" for n in range(acknowledged + 1)} <= set(keys)
            assert len(keys) <= acknowledged + 2
            assert set(keys.values()) == {(20, 20)}
            assert store.count() == 20 * len(keys)


FORKING = """
import os, sys
from geo.store import connection, open_store
connect = connection.Connections.connect
def told(self, mode="rw"):
    print("connects in", os.getpid(), flush=True)
    return connect(self, mode)
connection.Connections.connect = told
with open_store(sys.argv[1]) as store:
    store.count()
    child = os.fork()
    if not child:
        assert store.count() == 1
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    store.count()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_makes_its_own_connections(path):
    with open_store(path) as store:
        put(store, event())
    done = subprocess.run([sys.executable, "-c", FORKING, str(path)], cwd=ROOT, capture_output=True, text=True,
                          check=True)
    processes = [line.split()[-1] for line in done.stdout.splitlines()]
    assert processes == [processes[0]] * 2 + [processes[2]]
    assert processes[0] != processes[2]
