"""The verb `serve` as a newcomer meets it: a fresh start, a second start, and what mistakes bring."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from urllib.request import ProxyHandler, build_opener

import pytest

from geo.errors import SourceError
from geo.gazetteer.world import write_world
from geo.model import Kind, Place
from geo.renewal import work
from geo.shipped import data_folder
from web.serve import fill, listen, make_up

RUN = [sys.executable, "-c", "from geo.cli import main; from web.serve import serve; main.add_command(serve); main()"]
ADDRESS = re.compile(r"Torkham is at (http://\S+/) \(Ctrl-C ends it\)")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("TORKHAM_")}
ROOT = str(data_folder().parent)


def get(address):
    with build_opener(ProxyHandler({})).open(address, timeout=30) as answer:
        return answer.read().decode()


@contextmanager
def serving(folder, *words):
    """Start the verb in a folder; yield the process and its address; end it by its own id."""
    process = subprocess.Popen(
        [*RUN, "serve", "--port", "0", *words],
        cwd=folder, env=CLEAN | {"PYTHONPATH": ROOT}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    killer = threading.Timer(60, process.kill)
    killer.start()
    try:
        line = process.stdout.readline()
        found = ADDRESS.match(line)
        assert found, line + process.stderr.read()
        yield process, found[1]
    finally:
        killer.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


def run(folder, *words):
    return subprocess.run(
        [*RUN, "serve", *words],
        cwd=folder,
        env=CLEAN | {"PYTHONPATH": ROOT},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_fresh_start_reads_the_briefs_and_a_second_one_finds_them(tmp_path):
    with serving(tmp_path) as (process, address):
        first = json.loads(get(address + "health"))
        assert first["ok"]
        assert first["articles"] == 5
        assert first["events"] > 0
        assert "<h1>" in get(address)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=15)
        assert process.returncode == 0
    assert "Read 5 briefs" in told
    assert "Traceback" not in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["torkham.gpkg"]
    with serving(tmp_path, "--quiet") as (process, address):
        assert json.loads(get(address + "health")) == first
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=15)
        assert process.returncode == 0
    assert "brief" not in told


def test_a_port_in_use_is_one_message_that_names_it(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(tmp_path, "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_broken_gazetteer_is_told_by_file_and_line(tmp_path):
    lines = (data_folder() / "gazetteer.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "mine.csv").write_text("".join([*lines[:3], "half,a,row\n", *lines[4:]]), encoding="utf-8")
    done = run(tmp_path, "--port", "0", "--gazetteer", "mine.csv")
    assert done.returncode == 1
    assert "mine.csv:4:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "torkham.gpkg").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--gazetteer", "none.csv"), "none.csv"),
        (("--store", "notes.txt"), "notes.txt"),
        (("--store", "no/such/folder/t.gpkg"), "no/such/folder"),
        (("--host", "no.such.host.invalid"), "--host no.such.host.invalid"),
    ],
)
def test_a_newcomers_mistake_is_one_message(tmp_path, words, told):
    (tmp_path / "notes.txt").write_text("only notes, no database\n" * 100)
    done = run(tmp_path, "--port", "0", *words)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert "Traceback" not in done.stderr


def test_a_wrong_option_is_told_with_the_usage(tmp_path):
    done = run(tmp_path, "--prot", "80")
    assert done.returncode == 2
    assert "--port" in done.stderr


def test_the_port_is_ours_from_the_first_moment():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(SourceError, match=f"port {port}.*--port"):
            listen("127.0.0.1", port)


def test_seeds_that_fail_leave_no_half_store(make_app, tmp_path, monkeypatch):
    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("web.serve._read_seeds", lambda *_, **__: fails())
    path = tmp_path / "torkham.gpkg"
    app = make_app(STORE=str(path))
    with pytest.raises(KeyboardInterrupt):
        fill(app.extensions["torkham.world"], str(path))
    assert list(tmp_path.iterdir()) == []


def test_a_store_with_articles_is_left_as_it_is(make_app, small_store, monkeypatch):
    monkeypatch.setattr("web.serve._read_seeds", lambda *_, **__: pytest.fail("the store was not new"))
    app = make_app(STORE=str(small_store))
    fill(app.extensions["torkham.world"], str(small_store))
    assert app.extensions["torkham.world"].summary().articles == 3


def test_what_was_edited_while_nobody_served_is_made_up_for(make_app, tmp_path):
    csv, store = tmp_path / "mine.csv", str(tmp_path / "torkham.gpkg")
    csv.write_bytes((data_folder() / "gazetteer.csv").read_bytes())
    with closing(make_app(STORE=store, GAZETTEER=str(csv)).extensions["torkham.world"]) as first:
        fill(first, store)
    csv.write_bytes(csv.read_bytes().replace(b",71.0894,", b",71.1894,", 1))
    with closing(make_app(STORE=store, GAZETTEER=str(csv)).extensions["torkham.world"]) as later:
        later._run = work
        make_up(later)
        later.served._thread.join()
        places = [part.location.place for event in later.store.events() for part in event.places]
        assert {place.lon for place in places if place.id == "pk-torkham-crossing"} == {71.1894}
        assert later.store.read_with.gazetteer == csv.read_bytes()
        later.served._thread = None
        make_up(later)
        assert later.served._thread is None


# ----------------------------------------------------------------------------------------- several gazetteers


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a CSV with a place of its own, and a world with one town that no CSV has."""
    pytest.importorskip("marisa_trie")
    folder = tmp_path_factory.mktemp("gazetteers")
    csv = folder / "mine.csv"
    shipped = (data_folder() / "gazetteer.csv").read_text(encoding="utf-8")
    row = "pk-zorkotai,Zorkotai,,,village,PK,Khyber Pakhtunkhwa,Bannu,32.99,70.6,5,,,,hand\n"
    csv.write_text(shipped + row, encoding="utf-8")
    world = folder / "world.gaz"
    away = Place("gn-1", "Xanthopolis", (), (), Kind.TOWN, "GR", "", "", 41.13, 24.88, 5.0, 60_000, "1", "", "geonames")
    write_world([away], world, "a test")
    return csv, world


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(lambda csv, world: (str(csv), str(world)), id="options"),
        pytest.param(lambda csv, world: os.pathsep.join((str(csv), str(world))), id="a variable"),
    ],
)
def test_a_csv_and_a_world_are_served_together_and_the_csv_is_followed(make_app, small_store, files, given, tmp_path):
    mine, world = files
    csv = tmp_path / "mine.csv"
    csv.write_bytes(mine.read_bytes())
    app = make_app(STORE=str(small_store), GAZETTEER=given(csv, world), RELOAD_S=0.0)
    here = app.extensions["torkham.world"]
    here._run = work
    client = app.test_client()
    page = client.get("/gazetteer?q=Xanthopolis").text
    assert "gn-1,Xanthopolis" in page
    assert "world.gaz" in page
    assert client.get("/api/places?q=Zorkotai").json[0]["id"] == "pk-zorkotai"
    csv.write_bytes(mine.read_bytes().replace(b"Zorkotai,,,village", b"Zorkotai,Zorkotey,,village"))
    here.served.renew()
    here.served.renew()
    assert client.get("/api/places?q=Zorkotey").json[0]["id"] == "pk-zorkotai"
    assert client.get("/api/places?q=Xanthopolis").json[0]["id"] == "gn-1"
    here.close()


def test_two_csv_files_are_refused_with_both_names(tmp_path, files):
    csv, _ = files
    done = run(tmp_path, "--port", "0", "--gazetteer", csv, "--gazetteer", data_folder() / "gazetteer.csv")
    assert done.returncode == 1
    assert "mine.csv" in done.stderr
    assert "one CSV at the most" in done.stderr


@pytest.mark.parametrize("verb", [("gazetteer", "unresolved"), ("score", "x"), ("parse", "x"), ("ingest", "x")])
def test_other_verbs_read_the_same_variable_in_the_same_way(tmp_path, files, verb):
    csv, _ = files
    several = os.pathsep.join((str(csv), str(csv)))
    command = [*RUN, *verb, *(("--store", "none.gpkg") if verb[0] == "gazetteer" else ())]
    done = subprocess.run(
        command, cwd=tmp_path, env=CLEAN | {"PYTHONPATH": ROOT, "TORKHAM_GAZETTEER": several}, capture_output=True,
        text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "one CSV at the most" in done.stderr
