"""`torkham store`: what those who keep a store see and get."""

import sqlite3

import pytest
from click.testing import CliRunner
from store.samples import GED, empty_postgis, event, fill, imported, put, reading

from geo.cli import main
from geo.store import Query, open_store


@pytest.fixture
def torkham(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, ["store", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def kept(path):
    with open_store(path) as store:
        fill(store)
        store.put_events(GED, map(imported, range(3)))
        put(store, event("e1"), event("e2", articles=("a2",)))
        store.put(reading("a2"), [event("e1", articles=("a1", "a2"), aliases=("e2",))])
    return path


def content(store):
    articles = store.articles()
    return (store.events(Query(limit=None)), articles, [store.article(one.id) for one in articles],
            [store.reading(one.id) for one in articles], store.event("e2"), store.unresolved(), store.place_counts())


def test_a_store_without_a_fault_is_told_by_what_it_holds(torkham, kept):
    done = torkham("check", "--store", kept)
    assert done.output == f"{kept}: no fault; 4 articles, 4 events (4 incident, 0 diplomacy)\n"
    assert done.exit_code == 0


def test_every_fault_is_listed_and_fails(torkham, kept):
    with sqlite3.connect(kept) as db:
        db.execute("DELETE FROM event_box")
        db.execute("UPDATE event_records SET record = '[]' WHERE fid = 7")
        db.execute("DROP INDEX event_days")
    db.close()
    done = torkham("check", "--store", kept)
    assert done.exit_code == 1
    assert "stand in the index" in done.output
    assert "'ucdp-ged:0'" in done.output
    assert "event_days is missing" in done.output
    assert "3 faults; restore a backup" in done.output


def test_a_store_that_is_not_there_is_not_made(torkham, tmp_path):
    done = torkham("check", "--store", "none.gpkg")
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "there is no such store" in done.output


def test_a_backup_is_the_store_in_one_file_also_while_it_is_written(torkham, kept, tmp_path):
    with open_store(kept) as store:
        done = torkham("backup", "--store", kept, "copy.gpkg")
        store.put(reading("later"), ())
    assert done.exit_code == 0
    assert not [file for file in tmp_path.iterdir() if "copy" in file.name and file.name != "copy.gpkg"]
    with open_store(tmp_path / "copy.gpkg") as copy, open_store(kept) as store:
        assert copy.check() == []
        assert copy.events() == store.events()
        assert len(store.articles()) == len(copy.articles()) + 1


def test_a_backup_replaces_nothing_unasked(torkham, kept, tmp_path):
    (tmp_path / "copy.gpkg").write_text("mine")
    done = torkham("backup", "--store", kept, "copy.gpkg")
    assert (done.exit_code, (tmp_path / "copy.gpkg").read_text()) == (1, "mine")
    assert "--force" in done.output
    assert torkham("backup", "--store", kept, "--force", "copy.gpkg").exit_code == 0


def test_a_backup_that_cannot_be_written_says_so(torkham, kept):
    done = torkham("backup", "--store", kept, "no/copy.gpkg")
    assert done.exit_code == 1
    assert "copy.gpkg" in done.output


@pytest.mark.parametrize("kind", ["a file", "a database"])
def test_a_copy_holds_the_same_and_copying_again_changes_nothing(torkham, kept, tmp_path, kind):
    target = empty_postgis() if kind == "a database" else str(tmp_path / "copy.gpkg")
    back = tmp_path / "back.gpkg"
    assert torkham("copy", kept, target).exit_code == 0
    with open_store(target) as copy, open_store(kept) as store:
        assert content(copy) == content(store)
        assert copy.check() == []
        before = copy.version
    assert "8 articles and events" in torkham("copy", kept, target).output
    assert torkham("copy", target, back).exit_code == 0
    with open_store(target) as copy, open_store(back) as again:
        assert copy.version == before
        assert content(again) == content(copy)


def test_a_database_is_backed_up_by_its_own_means(torkham):
    target = empty_postgis()
    open_store(target).close()
    done = torkham("backup", "--store", target, "copy.gpkg")
    assert done.exit_code == 1
    assert "pg_dump" in done.output
    assert torkham("check", "--store", target).exit_code == 0
