"""JSON for the map, and files to take away. The query words are those of the command line (geo.store.query)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from geo.errors import BadQuery, NotFound
from geo.exchange import FORMATS, Articles, Format, StoredArticles, chosen, standing, write_file
from geo.model import Event
from geo.store import Query, parse_query
from web.shapes import event_details, event_json, label_json, place_json
from web.wording import UNNAMED
from web.world import find_places, no_words_but, world

api = Blueprint("api", __name__)
_LINES_AT_ONCE = 200  # of a text that is sent
_BLOCK = 64 * 1024  # bytes of a file that is sent
_RANKS = ("1", "2", "3", "4", "5")  # of labels, the first written first


def asked_query(limit: int | None = None) -> Query:
    """Return the query in the address. Raises BadQuery that names a word or value that cannot be read."""
    query = parse_query(request.args.to_dict(flat=False), limit=limit)
    if UNNAMED not in query.source:
        return query
    unnamed = tuple(article for article, publisher in world().summary().publishers.items() if not publisher)
    return replace(query, source=query.source + unnamed)


def problem(status: int, title: str, detail: str, problems: list[str]) -> Response:
    """Return an error as programs read it (RFC 9457)."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if problems:
        body["problems"] = problems
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")


@api.get("/api/events")
def events() -> Response:
    """Return the events that the query selects, latest first."""
    query = asked_query(current_app.config["MAX_EVENTS"])
    if known := _unchanged("events"):
        return known
    here = world()
    context = here.context()
    listed = [event_json(event, **context) for event in here.store.events(query)]
    until = here.summary().news_until
    told = {"version": here.store.version, "count": here.store.count(query), "news_until": until and until.isoformat()}
    return _kept(jsonify(told | {"events": listed}), "events")


@api.get("/api/version")
def version() -> Response:
    """Return the version of the data; an open page asks so whether there is something new."""
    no_words_but(request.args)
    return _unchanged("version") or _kept(jsonify(version=world().store.version), "version")


@api.get("/api/matches")
def matches() -> Response:
    """Return the ids of the events that the query selects; the map asks so for words that stand in evidence only."""
    query = asked_query()
    if known := _unchanged("matches"):
        return known
    return _kept(jsonify(ids=[event.id for event in world().store.events(query)]), "matches")


@api.get("/api/events/<event_id>")
def event(event_id: str) -> Response:
    """Return one event with its evidence, by its id or the id of a report that was merged into it."""
    no_words_but(request.args)
    if known := _unchanged("event"):
        return known
    found = world().store.event(event_id)
    details = event_details(found, world().articles_of(found), **world().context())
    return _kept(jsonify(details | {"standing": standing(found)}), "event")


@api.get("/api/places")
def places() -> Response:
    """Return the places whose name, in any spelling, is or begins with `q`, those with most events first."""
    no_words_but(request.args, "q")
    found = find_places(world(), request.args.get("q", ""), current_app.config["MAX_PLACES"])
    return jsonify([place_json(place) | {"events": count} for place, count in found])


@api.get("/api/labels")
def labels() -> Response:
    """Return the names that the map writes, in the order of their rank; `rank` leaves out those of a later one."""
    no_words_but(request.args, "rank")
    most = request.args.get("rank", "5")
    if most not in _RANKS:
        raise BadQuery(f"rank: {most!r} is none of {', '.join(_RANKS)}")
    return jsonify([label_json(place, rank) for rank, place in world().labels if rank <= int(most)])


@api.get("/export/events.<ending>")
def export(ending: str) -> Response:
    """Return the events that the query selects as a file to take away, in any of geo.exchange.FORMATS."""
    form = next((form for form in FORMATS.values() if form.ending == ending), None)
    if form is None or not form.is_there:
        there = ", ".join(form.ending for form in FORMATS.values() if form.is_there)
        raise NotFound(f"no export as {ending!r}; there are {there}")
    query = asked_query()
    store, most = world().store, current_app.config["MAX_EXPORT"]
    count = store.count(query)
    if min(count, query.limit or count) > most:
        raise BadQuery(f"{count:,} events are more than the {most:,} that one file may hold; narrow the choice, or use "
                       "`torkham export`")  # fmt: skip
    response = Response(_chunks(form, chosen(store, query)[0], StoredArticles(store)), content_type=form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="torkham-events.{ending}"'
    return response


def _chunks(form: Format, events: Iterable[Event], articles: Articles) -> Iterator[bytes]:
    """Yield a file in pieces, so that it never stands in memory whole."""
    if form.lines:
        text = form.text(events, articles, Counter())
        while piece := "".join(islice(text, _LINES_AT_ONCE)):
            yield piece.encode("utf-8", "replace")
        return
    with TemporaryDirectory(prefix="torkham-") as folder:
        path = Path(folder) / f"events.{form.ending}"
        write_file(form, path, events, articles)
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


@api.get("/health")
def health() -> Response:
    """Return whether the service works, and what it serves."""
    here = world()
    summary = here.summary()
    served = here.served
    state, problems = served.state, served.problems
    gazetteer = {
        "rows": len(state.value),
        "edits": state.generation,  # taken over since the start
        "is_current": state.pending is None,  # False: the file on disk is not served
        "problems": len(problems),
        "first_problems": list(map(str, problems[:10])),
        "waiting": served.delay,  # why articles still wait to be read anew
    }
    counts = {"events": summary.events, "articles": summary.articles}
    return jsonify(ok=True, version=summary.version, **counts, gazetteer=gazetteer)


def _tag(kind: str) -> str:
    here = world()
    asked = f"{kind} {request.full_path} {here.version}"
    return hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:16]


def _unchanged(kind: str) -> Response | None:
    """Return 304 before any work is done, if the asker has the answer already."""
    if request.if_none_match.contains_weak(_tag(kind)):
        response = Response(status=304)
        response.set_etag(_tag(kind), weak=True)
        return response
    return None


def _kept(response: Response, kind: str) -> Response:
    response.set_etag(_tag(kind), weak=True)
    response.last_modified = world().changed_at
    return response
