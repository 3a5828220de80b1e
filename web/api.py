"""JSON for the map, and files to take away. The query words are those of the command line (geo.store.query)."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from geo.errors import BadQuery, NotFound
from geo.store import Query, parse_query
from web.shapes import event_details, event_json, label_json, place_json
from web.wording import UNNAMED
from web.world import find_places, no_words_but, world

api = Blueprint("api", __name__)
_RANKS = ("1", "2", "3", "4", "5")  # of labels, the first written first
_FORMATS = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}


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


@api.get("/api/events/<event_id>")
def event(event_id: str) -> Response:
    """Return one event with its evidence, by its id or the id of a report that was merged into it."""
    no_words_but(request.args)
    if known := _unchanged("event"):
        return known
    found = world().store.event(event_id)
    return _kept(jsonify(event_details(found, world().articles_of(found), **world().context())), "event")


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


@api.get("/export/events.<form>")
def export(form: str) -> Response:
    """Return the events that the query selects as a file to take away."""
    from geo.exchange import write_csv, write_geojson

    if form not in _FORMATS:
        raise NotFound(f"no export as {form!r}; there are {', '.join(_FORMATS)}")
    store = world().store
    file = io.StringIO(newline="")
    write = write_csv if form == "csv" else write_geojson
    write(store.events(asked_query()), file, {article.id: article for article in store.articles()})
    body = file.getvalue().encode("utf-8")
    response = Response(body, content_type=_FORMATS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="torkham-events.{form}"'
    return response


@api.get("/health")
def health() -> Response:
    """Return whether the service works, and what it serves."""
    here = world()
    summary = here.summary()
    state = here.live.state
    gazetteer = {
        "rows": len(state.value),
        "edits": state.generation,  # taken over since the start
        "is_current": state.pending is None,  # False: the file on disk is not served
        "problems": len(here.problems),
        "first_problems": list(map(str, here.problems[:10])),
        "waiting": here.delay,  # why articles still wait to be read anew
    }
    counts = {"events": summary.events, "articles": summary.articles}
    return jsonify(ok=True, version=summary.version, **counts, gazetteer=gazetteer)


def _tag(kind: str) -> str:
    here = world()
    asked = f"{kind} {request.full_path} {here.store.version} {here.live.state.generation}"
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
    return response
