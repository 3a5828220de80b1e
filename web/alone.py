"""A map as one file: what the map page would ask a service for is written into it, so that it opens from disk, offline.

The page is the service's own, drawn by the same modules; it carries at most MOST events, with their evidence.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from markupsafe import Markup

from geo.cli.options import given_words, progress_bar, query_options, quiet_option, store_option
from geo.errors import BadQuery, StoreError
from web.languages import ENGLISH, languages, speak, spoken

if TYPE_CHECKING:
    from flask import Flask

    from geo.model import Event
    from geo.store import Query

MOST = 5000  # events in one file; with their evidence they take about 4 MB
_STYLES = ("vendor/leaflet/leaflet.css", "css/tokens.css", "css/map.css", "css/events.css", "css/phone.css")
_PHONE = "@media (max-width: 759px) {{\n{}\n}}"
_IMPORT = re.compile(r'(from "|import\(")\./([\w-]+\.js)(?:\?v=\w+)?(?=")')
_OUTLINES = ("first", "districts")
_PICTURE = re.compile(r"url\((images/[\w-]+\.png)\)")
_PINS = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
PHRASES = "/phrases"  # where a page that stands alone finds the phrases of its language


def map_page(app: Flask, query: Query, *, language: str = ENGLISH, quiet: bool = True) -> str:
    """Return the map of the events that the query selects as one HTML page that asks nobody for anything.

    Raises BadQuery if they are more than MOST; StoreError, DataError, SourceError.
    """
    from flask import render_template

    from web.maps import shell
    from web.world import world

    with _asking(app, language):
        store = world().store
        _admit(store.count(query))
        context = _context(list(store.events(query)), quiet=quiet)
        script = shell.map_script(shell.page_map(_config()), "torkham/main.js")
        return render_template("alone.html", **context, script=Markup(script))  # noqa: S704 constants, escaped by shell


def carried(app: Flask, ids: list[str] | None, *, language: str = ENGLISH) -> tuple[dict[str, Any], str, str]:
    """Return what a map in a notebook carries: its configuration, and the text of the page's head and body.

    `ids` are those of the events; None is all of the store. Raises BadQuery if they are more than MOST; NotFound,
    StoreError, DataError, SourceError.
    """
    from geo.store import parse_query
    from web.world import world

    with _asking(app, language):
        store = world().store
        every = parse_query({}, limit=None)
        _admit(store.count(every) if ids is None else len(ids))
        events = list(store.events(every)) if ids is None else [store.event(one) for one in ids]
        context = _context(events, quiet=True) | {"is_in_notebook": True}
        head = _block("alone.html", "assets", context)
        body = _block("map.html", "body", context) + _block("alone.html", "kept", context)
        return _config(), head, body


def existing(store: str) -> str:
    """Return the address of a store if there is one; else raise StoreError."""
    if "://" not in store and not Path(store).exists():
        raise StoreError(f"{store}: there is no such store; `torkham ingest` or `torkham serve` makes one")
    return store


@contextmanager
def _asking(app: Flask, language: str) -> Iterator[None]:
    with app.test_request_context("/"):
        speak(languages()[language])
        try:
            yield
        finally:
            speak(None)


def _admit(count: int) -> None:
    if count > MOST:
        raise BadQuery(f"{count:,} events are more than the {MOST:,} that one file may hold; narrow the choice")


def _config() -> dict[str, Any]:
    from web import views

    config = views.map_config()
    config["urls"] = {**config["urls"], "all_events": "/api/events", "labels": "/api/labels", "basemap": {}}
    return config | {"forms": [], "grounds": [], "refresh_s": 0}


def _context(events: list[Event], *, quiet: bool) -> dict[str, Any]:
    """Return what the templates are told: styles, scripts and the answers to all that the page may ask, as text."""
    from flask import current_app

    from web.assets import shelf
    from web.maps import shell
    from web.world import world

    answers = _answers(events, quiet=quiet)
    latest = answers["/api/events"]["events"][: current_app.config["LATEST_EVENTS"]]
    return {
        "is_alone": True,
        "phrases_url": PHRASES if PHRASES in answers else "",
        "map_id": "map_torkham",
        "summary": _sources(answers) | {"credits": world().summary().credits},
        "events": [{"id": one["id"], "title": one["title"], "when": one["date_start"] or "", "place": ""}
                   for one in latest],
        "count": len(events),
        "icon": _data_url(shelf().file("img/torkham.svg").body, "image/svg+xml"),
        "styles": [Markup(_style(name)) for name in _STYLES],  # noqa: S704 files of our own
        "early": Markup(_script("js/theme-early.js")),  # noqa: S704
        "leaflet": Markup(_script("vendor/leaflet/leaflet.js")),  # noqa: S704
        "pins": shell.script_json({name: _picture(f"vendor/leaflet/images/{file}") for name, file in _PINS.items()}),
        "imports": shell.script_json({"imports": _modules()}),
        "kept": base64.b64encode(gzip.compress(_json(answers), 9, mtime=0)).decode(),
    }  # fmt: skip


def _block(name: str, block: str, context: dict[str, Any]) -> str:
    """Return one block of a template."""
    from flask import current_app

    told = dict(context)
    current_app.update_template_context(told)
    template = current_app.jinja_env.get_template(name)
    return "".join(template.blocks[block](template.new_context(told)))


def _answers(events: list[Event], *, quiet: bool) -> dict[str, Any]:
    """Return all that the page may ask, by address."""
    from geo.exchange import standing
    from web.assets import shelf
    from web.shapes import event_details, event_json, label_json
    from web.world import world

    here = world()
    context = here.context()
    until = here.summary().news_until
    found: dict[str, Any] = {
        "/api/events": {"version": here.store.version, "count": len(events),
                        "news_until": until.isoformat() if until else None,
                        "events": [event_json(event, **context) for event in events]},
        "/api/labels": [label_json(place, rank) for rank, place in here.labels],
        "/api/places": [],
        "/api/matches": {"ids": []},
    }  # fmt: skip
    if spoken().code != ENGLISH:
        found[PHRASES] = json.loads(spoken().for_modules)
    for name in _OUTLINES:
        found[f"/basemap/{name}.geojson"] = json.loads(shelf().outlines(name).body)
    with progress_bar(len(events), "Writing", quiet=quiet) as bar:
        for event in events:
            details = event_details(event, here.articles_of(event), **context)
            found[f"/api/events/{event.id}"] = details | {"standing": standing(event)}
            bar.update(1)
    return found


def _sources(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return how many articles and data sets the events are told by."""
    details = (answer for address, answer in answers.items() if address.startswith("/api/events/"))
    told = {(report["article_id"], bool(report["is_dataset"])) for each in details for report in each["reports"]}
    sets = sum(is_dataset for _, is_dataset in told)
    return {"articles": len(told) - sets, "datasets": sets}


def _modules() -> dict[str, str]:
    """Return the page's modules as data URLs, by the names under which they import each other."""
    from web.assets import shelf

    made: dict[str, str] = {}
    names = ["main.js"]
    for name in names:
        text = shelf().file(f"js/{name}").body.decode()
        names += [asked for _, asked in _IMPORT.findall(text) if asked not in names]
        made[f"torkham/{name}"] = _data_url(_IMPORT.sub(r"\1torkham/\2", text).encode(), "text/javascript")
    return made


def _style(name: str) -> str:
    from web.assets import shelf

    text = shelf().file(name).body.decode()
    text = _PHONE.format(text) if name.endswith("phone.css") else text
    folder = name.rpartition("/")[0]
    text = _PICTURE.sub(lambda found: f"url({_picture(f'{folder}/{found[1]}')})", text)
    return text.replace("</", r"<\/")


def _picture(name: str) -> str:
    from web.assets import shelf

    return _data_url(shelf().file(name).body, "image/png")


def _script(name: str) -> str:
    from web.assets import shelf

    return shelf().file(name).body.decode().replace("</script", r"<\/script")


def _data_url(body: bytes, mimetype: str) -> str:
    return f"data:{mimetype};base64,{base64.b64encode(body).decode()}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@click.command("map")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.html")
@store_option
@query_options
@click.option("--lang", type=click.Choice(list(languages())), default=ENGLISH, help="Language of the page.")
@quiet_option
def map_file(out: Path, store: str, lang: str, quiet: bool, **words: Any) -> None:
    """Write the map of the events that the query words select to OUT.html, as one file.

    It opens from disk in any browser, offline, with layers, filters, time and every report's sentence; 5,000 events
    at the most. Mail it, archive it, or put it on any web server.

    \b
    Example:
      torkham map border.html
      torkham map --layer incident --near-border-km 50 --datetime 2024-01-01/.. frontier.html
    """
    from geo.exchange import whole_file
    from geo.store import parse_query
    from web import create_app

    query = parse_query(given_words(words), limit=None)
    app = create_app({"STORE": existing(store), "RELOAD_S": None})
    page = map_page(app, query, language=lang, quiet=quiet)
    app.extensions["torkham.world"].close()
    with whole_file(out) as part:
        part.write_text(page, encoding="utf-8")
    if not quiet:
        click.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB; open it in a browser", err=True)
