"""What several test files share: a small store, the application over it, a real server and a real browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import (
    EVENT_TYPES,
    Actor,
    ActorRole,
    Article,
    Basis,
    Candidate,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    Location,
    Mention,
    Place,
    Reading,
    Report,
    Role,
    Status,
    Use,
    When,
)
from geo.shipped import data_folder

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# ---------------------------------------------------------------------------------------------- made-up news


def span(text: str, words: str) -> tuple[int, int]:
    """Return where some words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def make_location(article: Article, words: str, place: Place, others: Sequence[Place] = ()) -> Location:
    """Return a mention of a place in an article, resolved, with what else it could be."""
    mention = Mention(article.id, *span(article.text, words), words)
    candidates = (Candidate(place, 0.9), *(Candidate(other, 0.1) for other in others))
    return Location(mention, place, 0.9, ("the only place of that size",), candidates)


def make_event(article: Article, sentence: str, code: str, **told: Any) -> Event:
    """Return an event that one sentence of an article reports; `trigger` is the words that decided its type."""
    start, end = span(article.text, sentence)
    trigger = told.pop("trigger", None)
    report = Report(
        article.id,
        start,
        end,
        trigger=span(article.text, trigger) if trigger else None,
        fatalities=told.get("fatalities"),
        injuries=told.get("injuries"),
    )
    day = When(date(2023, 1, 30), date(2023, 1, 30), DatePrecision.DAY, DateBasis.EXPLICIT)
    default = {
        "id": f"e-{article.id}-{start}",
        "title": sentence[:60],
        "when": day,
        "status": Status.HAPPENED,
        "is_aggregate": False,
        "places": (),
        "actors": (),
        "fatalities": None,
        "injuries": None,
        "reports": (report,),
        "confidence": 0.8,
        "why": ("a verb and a place in one sentence",),
    }
    return Event(type=EVENT_TYPES[code], **(default | told))


def make_reading(article: Article, locations: Sequence[Location], events: Sequence[Event], *lost: str) -> Reading:
    """Return a reading; `lost` are names that found no place."""
    unresolved = [Mention(article.id, *span(article.text, name), name) for name in lost]
    mentions = sorted([location.mention for location in locations] + unresolved, key=lambda m: m.start)
    return Reading(article, tuple(mentions), tuple(sorted(locations, key=lambda x: x.mention.start)), tuple(events))


class Making:
    """The makers above, for test files, which cannot import one another."""

    span = staticmethod(span)
    location = staticmethod(make_location)
    event = staticmethod(make_event)
    reading = staticmethod(make_reading)


MOSQUE = "A suicide bomber killed at least 60 people in a mosque in Peshawar on 30 January 2023."
TALKS = "Officials of Pakistan met Taliban envoys in Doha to discuss the frontier."
RAID = "Troops raided hideouts in North Waziristan last month, and shots were heard near Zorkot."
TOTAL = "More than 700 attacks were counted in 2023."
VISIT = "A delegation will travel to Kabul in July."
AGAIN = "The Peshawar mosque bombing of January killed 84 worshippers, officials said."


def small_news(gazetteer: Gazetteer) -> list[Reading]:
    """Return three articles with five events: two reports of one of them, one without a date, one a total."""
    first = Article(
        "attack",
        f"{MOSQUE}\n{RAID}\n{TOTAL}\n",
        title="Mosque attack in Peshawar",
        publisher="The Frontier Post",
        url="https://example.org/attack?a=1&b=2",
        published=date(2023, 2, 1),
    )
    second = Article(
        "talks",
        f"{TALKS}\n\n{VISIT}\n",
        title="Talks in Doha",
        publisher="Wire",
        published=date(2024, 6, 28),
        published_basis="inferred",
    )
    third = Article("again", f"{AGAIN}\n", title="A year after", publisher="Wire", published=date(2024, 1, 30))
    return [
        _attack(first, third, gazetteer),
        _talks(second, gazetteer),
        make_reading(third, [make_location(third, "Peshawar", gazetteer.get("pk-peshawar"))], []),
    ]


def _attack(article: Article, again: Article, gazetteer: Gazetteer) -> Reading:
    peshawar = make_location(article, "Peshawar", gazetteer.get("pk-peshawar"), [gazetteer.get("pk-khyber-district")])
    waziristan = make_location(article, "North Waziristan", gazetteer.get("pk-north-waziristan-district"))
    bombing = make_event(
        article, MOSQUE, "Suicide bomb", id="e-mosque", title="Suicide bombing in a mosque in Peshawar",
        trigger="suicide bomber killed", places=(EventPlace(Role.LOCATION, peshawar),),
        fatalities=Count(60, 84, 84), injuries=Count(24, None, None), aliases=("e-old",),
        actors=(Actor("a suicide bomber", ActorRole.INITIATOR), Actor("worshippers", ActorRole.TARGET, "PK")),
    )  # fmt: skip
    second = Report(again.id, *span(again.text, AGAIN), fatalities=Count(84, 84, 84))
    raid = make_event(
        article, RAID, "Armed clash", id="e-raid", title="Raids in North Waziristan", trigger="raided",
        places=(EventPlace(Role.LOCATION, waziristan, Basis.CARRIED),), status=Status.ALLEGED, confidence=0.4,
        when=When(date(2023, 1, 1), date(2023, 1, 31), DatePrecision.MONTH, DateBasis.RELATIVE),
    )  # fmt: skip
    total = make_event(
        article, TOTAL, "Attack", id="e-total", title="700 attacks in 2023", is_aggregate=True,
        when=When(date(2023, 1, 1), date(2023, 12, 31), DatePrecision.YEAR, DateBasis.EXPLICIT),
    )  # fmt: skip
    return make_reading(article, [peshawar, waziristan], [_with_report(bombing, second), raid, total], "Zorkot")


def _with_report(event: Event, report: Report) -> Event:
    from dataclasses import replace

    return replace(event, reports=(*event.reports, report))


def _talks(article: Article, gazetteer: Gazetteer) -> Reading:
    doha = make_location(article, "Doha", gazetteer.get("qa-doha"))
    pakistan = make_location(article, "Pakistan", gazetteer.get("pk"))
    kabul = make_location(article, "Kabul", gazetteer.get("af-kabul"))
    talks = make_event(
        article, TALKS, "CONSULT", id="e-talks", title="Pakistan and the Taliban meet in Doha", mode="meet",
        trigger="met", actors=(Actor("Pakistan", ActorRole.INITIATOR, "PK"), Actor("Taliban", ActorRole.TARGET, "AF")),
        places=(EventPlace(Role.ORIGIN, pakistan), EventPlace(Role.VENUE, doha)),
        when=When(date(2024, 6, 28), date(2024, 6, 28), DatePrecision.DAY, DateBasis.PUBLICATION),
    )  # fmt: skip
    visit = make_event(
        article, VISIT, "CONSULT", id="e-visit", title="A delegation to Kabul", status=Status.PLANNED,
        places=(EventPlace(Role.VENUE, kabul),),
        when=When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT),
    )  # fmt: skip
    metonym = Mention(article.id, *span(article.text, "Taliban"), "Taliban", Use.ORGANISATION)
    reading = make_reading(article, [doha, pakistan, kabul], [talks, visit])
    mentions = tuple(sorted((*reading.mentions, metonym), key=lambda m: m.start))
    return Reading(article, mentions, reading.locations, reading.events)


# ---------------------------------------------------------------------------------------- store, application


@pytest.fixture(scope="session")
def making() -> Making:
    return Making()


@pytest.fixture(scope="session")
def shipped_gazetteer() -> Gazetteer:
    return read_gazetteer(data_folder() / "gazetteer.csv")


@pytest.fixture(scope="session")
def make_store(shipped_gazetteer, tmp_path_factory) -> Callable[[Sequence[Reading]], Path]:
    """Return a maker of store files from readings; an article's events may report articles put before it."""
    from geo.boundaries import Boundaries
    from geo.store import open_store

    frontier_km = Boundaries(data_folder() / "boundaries").frontier_km

    def make(readings: Sequence[Reading]) -> Path:
        path = tmp_path_factory.mktemp("store") / "torkham.gpkg"
        with open_store(path, frontier_km=frontier_km) as store:
            for reading in sorted(readings, key=lambda some: len(some.events)):
                store.put(reading, reading.events)
        return path

    return make


@pytest.fixture(scope="session")
def small_store(make_store, shipped_gazetteer) -> Path:
    """Return the path of a store with three articles and five events."""
    return make_store(small_news(shipped_gazetteer))


@pytest.fixture(scope="session")
def make_app() -> Callable[..., Any]:
    """Return a maker of applications that no variable of the environment disturbs."""
    from web import create_app

    def make(**config: Any) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("TORKHAM_")]:
                patch.delenv(name)
            return create_app(config)

    return make


@pytest.fixture(scope="session")
def app(make_app, small_store):
    return make_app(STORE=str(small_store))


@pytest.fixture
def client(app):
    return app.test_client()


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve an application on a port that the system chooses; yield its address."""
    from waitress import wasyncore
    from waitress.server import create_server

    server = create_server(app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()  # first those who answer, then, on its own thread, what they answer through
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(5)


@pytest.fixture(scope="session")
def serve_app() -> Callable[[Any], Any]:
    return serving


@pytest.fixture(scope="session")
def live(app) -> Iterator[str]:
    """Return the address of a real server with the small store."""
    app.test_client().get("/basemap/first.topojson")  # made once, in a second or in many on a busy machine
    with serving(app) as address:
        yield address


# --------------------------------------------------------------------------------------------------- browser


@dataclass
class Watch:
    """A page of a real browser, and whatever should not have happened on it."""

    page: Any
    origin: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str, **options: Any) -> Any:
        """Open a page and wait until it has loaded; return the response."""
        return self.page.goto(self.origin + path, **options)

    def follow(self) -> None:
        """Listen for errors, dialogs and requests to others."""
        page = self.page
        page.on("console", lambda m: m.type in ("error", "warning") and self.faults.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # a reload cuts off what was under way
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"foreign request: {request.url}")


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    asked = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, (asked or "chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running Chromium; skip where there is none, unless TORKHAM_REQUIRE_BROWSER=1."""
    path = find_chromium()
    if path is None:
        say = "no Chromium found; install it (apt install chromium) or set CHROMIUM"
        if os.environ.get("TORKHAM_REQUIRE_BROWSER") == "1":
            pytest.fail(say)
        pytest.skip(say)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS), headless=True)
        yield browser
        browser.close()


@pytest.fixture
def watch_page(chromium) -> Iterator[Callable[..., Watch]]:
    """Return a maker of watched pages, each with a fresh profile: watch_page(address, width=…, **context options)."""
    contexts = []

    def make(origin: str, width: int = 1440, height: int = 900, **options: Any) -> Watch:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        watch = Watch(context.new_page(), origin)
        watch.follow()
        return watch

    yield make
    for context in contexts:
        context.close()
