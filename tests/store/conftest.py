"""Stores of every kind, empty and filled."""


import pytest
from store.samples import STORES, fill, opener

from geo.store import (
    connection,
)


@pytest.fixture(params=STORES)
def new_store(request, tmp_path):
    with opener(request.param, tmp_path) as open_one:
        yield open_one


@pytest.fixture
def store(new_store):
    return new_store()


@pytest.fixture
def filled(store):
    fill(store)
    return store


@pytest.fixture(scope="module", params=STORES)
def asked(request, tmp_path_factory):
    """Return a filled store that no test changes."""
    with opener(request.param, tmp_path_factory.mktemp("asked")) as open_one:
        store = open_one()
        fill(store)
        yield store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "torkham.gpkg"


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr(connection, "BUSY_S", 0.05)


@pytest.fixture
def pragma(monkeypatch):
    """Return a function that makes all new connections start with a pragma."""
    connect = connection.Connections.connect

    def use(sql):
        def with_pragma(self, mode="rw"):
            db = connect(self, mode)
            db.execute(sql)
            return db

        monkeypatch.setattr(connection.Connections, "connect", with_pragma)

    return use
