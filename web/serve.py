"""The verb `serve`: a fresh store reads the shipped briefs, then a production server shows the map."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from geo.cli.options import gazetteers_option
from geo.errors import SourceError

if TYPE_CHECKING:
    from flask import Flask

    from geo.model import Article
    from geo.store import ReadWith, Store
    from web.world import World

LOOPBACK = ("127.0.0.1", "localhost", "::1")
THREADS = 8
_WARM = ("/map.js", "/", "/health", "/api/labels", "/basemap/admin2.geojson", "/basemap/districts.topojson")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--store", metavar="FILE", help="The store: a GeoPackage file.  [TORKHAM_STORE; default: torkham.gpkg]")
@gazetteers_option
@click.option("--quiet", is_flag=True, help="No progress; only the address.")
def serve(host: str, port: int, store: str | None, gazetteers: tuple[Path, ...], quiet: bool) -> None:
    """Serve the map. A store that is new first reads the briefs that come with Torkham, in seconds.

    \b
    Example:
      torkham serve --port 8080 --store border.gpkg
      torkham serve --gazetteer mine.csv --gazetteer world.gaz
    """
    from web import create_app  # Flask is only loaded by the verb that needs it

    given = {"STORE": store, "GAZETTEER": gazetteers}
    app = create_app({word: value for word, value in given.items() if value})
    if host in LOOPBACK and not app.config["TRUSTED_HOSTS"]:
        app.config["TRUSTED_HOSTS"] = [*LOOPBACK, "[::1]"]  # a page elsewhere cannot point its own name at us
    world: World = app.extensions["torkham.world"]
    with _ended_cleanly(), closing(world), listen(host, port) as listener:
        world.gazetteer  # noqa: B018 its faults are told before the first page, not on it
        fill(world, app.config["STORE"], quiet=quiet)
        make_up(world, quiet=quiet)
        _run(app, listener)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises SourceError that names the port and what to do."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise SourceError(f"--host {host}: this machine knows no such address") from None
    listener = socket.socket(family, kind)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        say = f"cannot listen on {host} port {port}: {error.strerror}; choose another with --port"
        raise SourceError(say) from None
    return listener


def fill(world: World, target: str, *, quiet: bool = True) -> None:
    """Open the store; one that is new reads the shipped briefs first, and appears whole or not at all.

    Raises StoreError, DataError, SourceError.
    """
    path = Path(target)
    if "://" in str(target) or path.exists():
        if world.store.is_empty:
            _read_seeds(world, world.store, quiet=quiet)
        return
    from geo.store import open_store

    part = path.with_name(f"{path.stem}.part{path.suffix}")
    _remove(part)
    try:
        with open_store(part, frontier_km=world.boundaries.frontier_km) as store:
            _read_seeds(world, store, quiet=quiet)
        part.replace(path)
    finally:
        _remove(part)


def make_up(world: World, *, quiet: bool = True) -> None:
    """Have articles read anew, while the map is served, that an edit of the gazetteer touched while it was not.

    Raises StoreError.
    """
    before, now = world.store.read_with, _read_with(world)
    if before is None:
        return
    if before.codebook not in ("", now.codebook):
        _say("The codebook was edited since: `torkham ingest` without a SOURCE reads all anew", quiet)
    if before.gazetteer != now.gazetteer:
        _say("The gazetteer was edited since: articles that it touches are read anew while the map is served", quiet)
        world.served.make_up(before.gazetteer)


def _read_with(world: World) -> ReadWith:
    from geo.codebook import digest
    from geo.store import ReadWith

    return ReadWith(world.served.state.raw, digest(world.data / "codebook"))


def _remove(part: Path) -> None:
    """Remove a store that was not finished, with the files that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _read_seeds(world: World, store: Store, *, quiet: bool) -> None:
    from geo.articles import read_articles
    from geo.pipeline import ingest, load_knowledge
    from geo.shipped import seeds_folder

    _say("A new store: reading the gazetteer and codebook", quiet)
    knowledge = load_knowledge(world.data, world.gazetteer_paths)
    articles = list(read_articles(seeds_folder()))
    with click.progressbar(
        articles,
        label=f"Reading {len(articles)} briefs",
        item_show_func=_title,
        file=sys.stderr,
        hidden=quiet or not sys.stderr.isatty(),
    ) as some:
        events = sum(len(reading.events) for reading in ingest(some, knowledge, store))
    store.note_read_with(_read_with(world))
    _say(f"Read {len(articles)} briefs with {events} reports of events", quiet)


def _run(app: Flask, listener: socket.socket) -> None:
    from waitress.server import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it would tell of each request that waits for a thread
    server: Any = create_server(app, sockets=[listener], threads=THREADS, ident=None)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Torkham is at http://{shown}:{port}/ (Ctrl-C ends it)")
    sys.stdout.flush()
    has_ended = threading.Event()
    warming = threading.Thread(target=_warm, args=(app, has_ended), daemon=True)
    warming.start()
    try:
        server.run()
    finally:
        has_ended.set()
        warming.join(5)  # so that nobody holds the store when it is closed


def _warm(app: Flask, has_ended: threading.Event) -> None:
    """Ask for what the first page will ask for, so that it finds everything loaded."""
    from web.views import first_view

    client = app.test_client()
    with app.app_context():
        first = first_view()
    for address in (*first, *_WARM):
        if not has_ended.is_set():
            client.get(address, base_url="http://localhost/")


@contextmanager
def _ended_cleanly() -> Iterator[None]:
    """End without a traceback on Ctrl-C and on a polite kill."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
    click.echo("Torkham has ended.", err=True)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _title(article: Article | None) -> str:
    return article.title[:50] if article else ""


def _say(message: str, quiet: bool) -> None:
    if not quiet:
        click.echo(message, err=True)
