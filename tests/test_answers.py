"""Answers that are kept: the same as fresh ones, for whom they were made, until the content changes."""

import gzip

import pytest
from store.samples import event, reading

from geo.store import open_store
from web.answers import KeptAnswers


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "torkham.gpkg"
    with open_store(path) as store:
        store.put(reading(), [event(f"e{n}") for n in range(9)])
    return path


@pytest.fixture
def asked(make_app, path):
    """Return a client, and what of its questions reached the application."""
    app = make_app(STORE=str(path), TRUSTED_HOSTS=["localhost"])
    reached = []
    app.before_request(lambda: reached.append(1))
    return app.test_client(), reached


@pytest.mark.parametrize("address", ["/api/events", "/api/events?layer=incident&q=peshawar", "/api/events/e1"])
def test_an_answer_is_made_once_and_given_again_as_it_was(asked, address):
    client, reached = asked
    headers = {"Accept-Encoding": "gzip"}
    first, second = client.get(address, headers=headers), client.get(address, headers=headers)
    assert len(reached) == 1
    assert (first.status, first.data, sorted(first.headers)) == (second.status, second.data, sorted(second.headers))
    assert second.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(second.data) == client.get(address, headers={"Accept-Encoding": "identity"}).data
    assert second.headers["Last-Modified"].endswith("GMT")
    assert "Content-Security-Policy" in second.headers


def test_who_has_the_answer_already_is_told_so_without_it(asked):
    client, reached = asked
    tag = client.get("/api/events").headers["ETag"]
    again = client.get("/api/events", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.data, len(reached)) == (304, b"", 1)
    assert again.headers["ETag"] == tag
    assert "Content-Type" not in again.headers
    assert client.get("/api/events", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_new_content_brings_a_new_answer(asked, path):
    client, reached = asked
    first = client.get("/api/events")
    with open_store(path) as store:
        store.put(reading("a2"), [event("later", articles=("a2",))])
    second = client.get("/api/events", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.json["count"], len(reached)) == (200, 10, 2)
    assert second.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("address", ["/api/events?nonsense=1", "/api/events/none", "/health"])
def test_errors_and_what_is_of_the_moment_are_not_kept(asked, address):
    client, reached = asked
    statuses = {client.get(address).status_code for _ in range(2)}
    assert len(statuses) == 1
    assert len(reached) == 2


def test_a_host_that_is_not_served_gets_nothing_that_is_kept(asked):
    client, _ = asked
    assert client.get("/api/events").status_code == 200
    assert client.get("/api/events", headers={"Host": "evil.example"}).status_code == 400


def test_what_is_kept_stays_within_its_bytes():
    made = []

    def app(environ, start_response):
        made.append(environ["QUERY_STRING"])
        body = b"x" * (200 if environ["QUERY_STRING"] == "large" else 90)
        start_response("200 OK", [("ETag", '"1"'), ("Content-Length", str(len(body)))])
        return [body]

    kept = KeptAnswers(app, lambda: "1", paths=("/",), most_bytes=1_000)
    ask = lambda query: kept({"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": query}, lambda *_: None)  # noqa: E731
    for query in [*map(str, range(12)), "11", "0", "large", "large"]:
        assert len(b"".join(ask(query))) in (90, 200)
    assert made == [*map(str, range(12)), "0", "large", "large"]
