"""A value read from a file: swapped whole once an edit has come to rest, never half, the last good one kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from datetime import date

import pytest

from geo.boundaries import Boundaries
from geo.errors import DataError, SourceError, StoreError
from geo.live import Live
from geo.model import Article, Problem
from geo.pipeline import ingest, load_knowledge, read
from geo.renewal import Renewal, Task, work
from geo.shipped import data_folder
from geo.store import open_store
from web.world import World


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
    path.write_text(text, encoding="utf-8", newline="")
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
            pause.wait(0.0003)

    def write(mode, text):
        with ticking, path.open(mode) as file:
            file.write(text)
            file.flush()
            os.utime(path, ns=(0, int(clock.now * 1e9)))
        clock.now += 0.9  # shorter than what counts as rest
        pause.wait(0.0002)

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


# ----------------------------------------------------------------------------------- the service's gazetteer

GAZETTEER = data_folder() / "gazetteer.csv"
AT_TORKHAM = ("Khyber District,34.1187,71.0894", "Khyber District,34.1187,71.1894")
NEWS = "A bomb went off at the Torkham border crossing on Tuesday and killed four people. Zorkotai in Bannu was quiet."
OTHER = "A bomb went off in Quetta on Tuesday and killed two people."


@pytest.fixture(scope="module")
def boundaries():
    return Boundaries(data_folder() / "boundaries")


@pytest.fixture
def csv(tmp_path):
    """Return a file with two countries, the frontier's districts and two provinces: quicker to check than the whole."""
    header, *lines = GAZETTEER.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = ("pk,", "af,", "pk-punjab-province", "pk-sindh-province")
    near = (",PK,Khyber Pakhtunkhwa,", ",PK,Balochistan,")
    path = tmp_path / "mine.csv"
    text = header + "".join(line for line in lines if line.startswith(kept) or any(area in line for area in near))
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.fixture
def service(csv, clock, tmp_path, make_app, boundaries):
    """Return a world over a store with two articles, and its application; nothing is looked at but by the test."""
    store = tmp_path / "torkham.gpkg"
    knowledge = load_knowledge(data_folder(), [csv])
    with open_store(store) as opened:
        articles = [Article("torkham", NEWS, published=date(2024, 3, 5)), Article("quetta", OTHER)]
        assert len(list(ingest(articles, knowledge, opened))) == 2
    app = make_app(STORE=str(store), GAZETTEER=str(csv), RELOAD_S=1.0)
    world = World(app.config, clock, run=work)
    world._boundaries = boundaries  # read once for all tests
    app.extensions["torkham.world"] = world
    world.gazetteer  # noqa: B018 read at the start, as the service does
    yield world, app.test_client()
    world.close()


def edit(csv, *pairs):
    text = csv.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    save(csv, text)


def settle(world, clock):
    renewed = []
    for _ in range(3):
        clock.now += 1.0
        renewed.append(world.served.renew())
    return renewed


def points(world):
    places = [part.location.place for event in world.store.events() for part in event.places]
    return {place.id: place.lon for place in places}


def test_an_edit_reaches_pages_and_events_and_only_its_articles_are_read_anew(service, csv, clock):
    world, client = service
    before = client.get("/api/events").headers["ETag"]
    edit(csv, AT_TORKHAM)
    assert settle(world, clock) == [False, True, False]
    assert world.gazetteer.get("pk-torkham-crossing").lon == 71.1894
    assert points(world)["pk-torkham-crossing"] == 71.1894
    assert world.served.last_edit.articles == ["torkham"]
    assert client.get("/health").json["gazetteer"]["edits"] == 1
    assert client.get("/api/events").headers["ETag"] != before
    page = client.get("/gazetteer").text
    assert "moved 9.2 km" in page
    assert "/articles/torkham" in page


def test_a_new_row_gives_a_lost_name_its_place(service, csv, clock):
    world, _ = service
    row = "pk-zorkotai,Zorkotai,,,village,PK,Khyber Pakhtunkhwa,Bannu,32.99,70.6,5,,,,hand\n"
    edit(csv, ("\npk-wana,", f"\n{row}pk-wana,"))
    settle(world, clock)
    assert "pk-zorkotai" in [location.place.id for location in world.store.reading("torkham").locations]
    assert world.served.last_edit.articles == ["torkham"]


def test_a_faulty_edit_is_told_with_its_line_while_the_last_good_one_serves(service, csv, clock):
    world, client = service
    row = "pk-new,New One,,,town,PK,Khyber Pakhtunkhwa,Bajaur,34.73,71.52,4,,,,hand\n"
    edit(csv, ("\npk-wana,Wana,", f"\n{row}pk-wana,Wa\u200bna,"))
    assert settle(world, clock) == [False, False, False]
    line = csv.read_text(encoding="utf-8").split("\npk-wana,")[0].count("\n") + 2
    health = client.get("/health").json["gazetteer"]
    assert (health["is_current"], health["problems"], health["edits"]) == (False, 1, 0)
    assert f"mine.csv:{line}: name: " in health["first_problems"][0]
    page = client.get("/gazetteer").text
    for words in ("The file is not served as it is now", f"mine.csv:{line}", "U+200B", "pk-new"):
        assert words in page
    assert client.get("/api/places?q=Wana").json[0]["id"] == "pk-wana"
    edit(csv, ("Wa\u200bna", "Wana"))
    settle(world, clock)
    assert client.get("/health").json["gazetteer"]["is_current"] is True
    assert world.gazetteer.get("pk-new")


def test_a_point_outside_its_district_is_not_published_unless_it_was_before(service, csv, clock):
    world, client = service
    edit(csv, ("Khyber District,34.1187,71.0894", "Khyber District,33.0000,70.2000"))
    settle(world, clock)
    assert world.gazetteer.get("pk-torkham-crossing").lat == 34.1187
    assert "km outside Khyber District" in client.get("/gazetteer").text


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        (lambda raw: raw[: len(raw) // 2].rpartition(b"\n")[0] + b"\n", "rows are gone, more than 10%"),
        (lambda raw: raw[:-3], "the last line has no line end"),
        (lambda raw: raw[: raw.rindex(b",") - 8], "is the line cut short?"),
        (lambda raw: b"", "the file is empty"),
    ],
)
def test_a_file_cut_short_leaves_the_last_good_one(service, csv, clock, cut, told):
    world, client = service
    csv.write_bytes(cut(csv.read_bytes()))
    settle(world, clock)
    assert len(world.gazetteer) > 400
    assert told in " ".join(client.get("/health").json["gazetteer"]["first_problems"])
    assert told in client.get("/gazetteer").text


def test_articles_wait_where_the_store_cannot_be_written_and_are_read_later(service, csv, clock, monkeypatch):
    world, client = service

    def fail(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(world.store), "put", fail)
        edit(csv, AT_TORKHAM)
        settle(world, clock)
        assert client.get("/health").json["gazetteer"]["waiting"] == "the disk is full"
        assert "the disk is full" in client.get("/gazetteer").text
    settle(world, clock)
    assert points(world)["pk-torkham-crossing"] == 71.1894
    assert client.get("/health").json["gazetteer"]["waiting"] == ""


def test_a_request_after_an_edit_starts_the_thread_that_takes_it_over(service, csv, clock, monkeypatch):
    world, _ = service
    started = []
    monkeypatch.setattr(world.served, "_renew_until_settled", lambda: started.append(True))
    world.notice()
    edit(csv, AT_TORKHAM)
    world.notice()
    assert started == []  # not looked at more than once a second
    clock.now += 1
    world.notice()
    world.served._thread.join()
    assert started == [True]
    world.close()
    world.notice()
    assert started == [True]


def test_a_process_of_its_own_takes_an_edit_over(csv, clock, service):
    """As the service does it; the other tests do the same work in their own process, which is quicker."""
    world, client = service
    world.served._run = Renewal
    edit(csv, AT_TORKHAM)
    assert settle(world, clock) == [False, True, False]
    assert points(world)["pk-torkham-crossing"] == 71.1894
    assert world.served.last_edit.articles == ["torkham"]
    edit(csv, ("Khyber District,34.1187,71.1894", "Khyber District,71.1894,34.1187"))
    settle(world, clock)
    assert "look swapped" in client.get("/gazetteer").text
    assert world.gazetteer.get("pk-torkham-crossing").lon == 71.1894


def test_a_process_that_fails_leaves_the_last_good_one_and_says_so(csv, clock, service, monkeypatch):
    world, client = service
    world.served._run = Renewal
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    edit(csv, AT_TORKHAM)
    settle(world, clock)
    assert world.gazetteer.get("pk-torkham-crossing").lon == 71.0894
    assert "ended with status 1" in client.get("/health").json["gazetteer"]["first_problems"][0]


def test_a_process_is_ended_with_its_service(csv, service):
    world, _ = service
    raw = csv.read_bytes()
    served = world.served
    task = Task(csv, raw, raw, None, raw, world.data, (), "nowhere.gpkg", 0.1)
    running = Renewal(task)
    served._ending = running.end
    world.close()
    with contextlib.suppress(SourceError):
        list(running)
    assert running._process.returncode is not None


def test_an_edit_whose_articles_wait_is_made_up_for_even_after_a_refused_one(service, csv, clock, monkeypatch):
    world, _ = service

    def fail(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(world.store), "articles", fail)  # not even which articles it touches can be told
        edit(csv, AT_TORKHAM)
        settle(world, clock)
        edit(csv, ("Khyber District,34.1187,71.1894", "Khyber District,71.1894,34.1187"))
        settle(world, clock)
    assert points(world)["pk-torkham-crossing"] == 71.0894
    settle(world, clock)
    assert points(world)["pk-torkham-crossing"] == 71.1894
    assert world.served.delay == ""


def test_only_articles_with_a_changed_name_are_read_anew(service, csv, clock, monkeypatch):
    world, _ = service
    seen = []

    def watched(article, knowledge):
        seen.append(article.id)
        return read(article, knowledge)

    monkeypatch.setattr("geo.renewal.read", watched)
    edit(csv, AT_TORKHAM)
    settle(world, clock)
    edit(csv, ("\npk-wana,Wana,", "\npk-wana,Wanaa,"))
    settle(world, clock)
    assert seen == ["torkham"]
