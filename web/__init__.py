"""Events to a browser: the only place that knows Flask. The application is made from settings, never imported."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from geo.errors import BadQuery, DataError, NotFound, SourceError, StoreError, TorkhamError
from web import api, views, wording
from web.answers import KeptAnswers
from web.assets import SMALLEST_PACKED, Shelf, served, shelf, static_file
from web.counting import counting
from web.languages import asked_language, languages, number, speak, spoken
from web.ogc import ogc
from web.policy import read_policy
from web.shapes import safe_url
from web.world import World

DEFAULTS: dict[str, Any] = {
    "STORE": "torkham.gpkg",  # the GeoPackage with what has been read
    "DATA": None,  # folder with gazetteer.csv, boundaries/, codebook/; None: the one that is shipped
    "GAZETTEER": None,  # a gazetteer in place of the one in DATA
    "TRUSTED_HOSTS": None,  # host names that the service answers to; None: all
    "MAX_CONTENT_LENGTH": 64 * 1024,  # bytes of a request's body; nothing here takes one
    "MAX_EVENTS": 20_000,  # events in one answer of /api/events
    "MAX_EXPORT": 100_000,  # events in one file of /export; more are for `torkham export`
    "MANY_EVENTS": 5_000,  # from here on the map takes all events as columns
    "MAX_COLUMNS": 30_000,  # up to here; of more it asks for each view, which is then quicker
    "MAX_LISTED": 1_000,  # events in the list of a map that asks for each view, and in one answer of /api/list
    "LATEST_EVENTS": 30,  # events listed on the map page for readers without JavaScript
    "MAX_KEPT_BYTES": 64 * 1024 * 1024,  # of answers of /api/ that are kept, packed, until the content changes
    "MAX_PLACES": 25,  # places in one answer to a search
    "MAX_UNRESOLVED": 100,  # unresolved names listed for data maintainers
    "RELOAD_S": 1.0,  # how long an edited gazetteer must stay the same before it is taken over; None: never look
    "MAX_ROWS_LOST": 0.1,  # share of its rows that an edited gazetteer may have lost; more is taken for an accident
    "REFRESH_S": 30,  # how often an open map asks whether there is something new; 0: never
    "EMBED_HOSTS": [],  # sites, beside our own, that may hold /embed in a frame: https://example.org, *.example.org
    "TILES": {},  # maps of others to choose from, by name: {"url": "https://…/{z}/{x}/{y}.png", "attribution": "© …"}
    "MAX_PROBLEMS": 200,  # faults of the gazetteer listed for data maintainers
}

STATUS: dict[type[TorkhamError], int] = {
    BadQuery: 400,
    NotFound: 404,
    DataError: 422,
    SourceError: 502,
    StoreError: 503,
}

_DETAILS = {  # in place of what the framework says
    404: "No page has the address {0.path}",
    405: "{0.method} is not for this address; everything here is read with GET",
    500: "This is our fault, not yours; the log of the server tells what happened",
}
LANGUAGE_COOKIE = "torkham-lang"  # what a reader chose; web/static/js/language.js writes it
_FOR_PROGRAMS = ("/api/", "/export/", "/ogc/", "/basemap/", "/health")
_PACKED_TYPES = {"application/json", "application/problem+json", "application/geo+json", "application/schema+json",
                 "application/vnd.oai.openapi+json", "image/svg+xml"}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Return the application. Settings come from DEFAULTS, then TORKHAM_* variables, then `config`.

    Raises SourceError if a file that belongs to the service is missing. The store is opened at first use.
    """
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(DEFAULTS)
    app.config.from_prefixed_env("TORKHAM")
    app.config.from_mapping(config or {})
    world = World(app.config)
    app.extensions["torkham.world"] = world
    app.extensions["torkham.policy"] = read_policy(app.config)
    app.extensions["torkham.shelf"] = files = Shelf(world.data / "boundaries")
    app.json.sort_keys = app.json.ensure_ascii = False  # type: ignore[attr-defined]
    _ready_templates(app, files)
    for blueprint in (views.pages, api.api, counting, ogc, served):
        app.register_blueprint(blueprint)
    app.add_url_rule("/static/<path:filename>", "static", static_file)
    app.url_defaults(_hashed)
    app.register_error_handler(TorkhamError, _told)
    app.register_error_handler(HTTPException, _refused)
    app.before_request(_choose_language)
    app.before_request(world.notice)
    app.teardown_request(lambda _: speak(None))
    app.wsgi_app = KeptAnswers(  # type: ignore[method-assign]
        app.wsgi_app, world.look, paths=("/api/",), most_bytes=app.config["MAX_KEPT_BYTES"])
    app.after_request(_finish)
    return app


def _ready_templates(app: Flask, files: Shelf) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = files.url
    app.jinja_env.filters["safe_link"] = safe_url
    app.jinja_env.filters["capitalize_first"] = wording.capitalised
    app.jinja_env.filters["day"] = wording.iso_day_words
    app.jinja_env.filters["number"] = number
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: spoken().translations.gettext(text),
        lambda one, many, n: spoken().translations.ngettext(one, many, n),
        newstyle=True,
    )


def _choose_language() -> None:
    """Speak the language of the reader; answers for programs are always in English, and kept as such."""
    if request.path.startswith(_FOR_PROGRAMS):
        return
    best = request.accept_languages.best_match(list(languages()))
    speak(languages().get(best or ""))  # what a refused word is told in
    speak(asked_language(request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE), best))


def _hashed(endpoint: str, values: dict[str, Any]) -> None:
    """Give addresses of static files the hash of their content, so that a browser may keep them for long."""
    if endpoint == "static" and (digest := shelf().digest(values["filename"])):
        values.setdefault("v", digest)


def _told(error: TorkhamError) -> Response:
    """Answer an error that a user can mend."""
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    problems = [str(problem) for problem in error.problems] if isinstance(error, DataError) else []
    detail = f"{len(problems)} faults in a file" if problems else str(error)
    return _error(status, detail, problems)


def _refused(error: HTTPException) -> Response:
    """Answer what Flask itself refuses, and what goes wrong in our own code (500), without telling its insides."""
    if error.response is not None:  # a redirect
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    ours = _DETAILS.get(status)
    response = _error(status, ours.format(request) if ours else error.description or "")
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _error(status: int, detail: str, problems: list[str] | None = None) -> Response:
    title = HTTP_STATUS_CODES.get(status, "Error")
    if request.path.startswith(_FOR_PROGRAMS):
        return api.problem(status, title, detail, problems or [])
    page = render_template("error.html", status=status, title=title, detail=detail, problems=problems or [])
    return Response(page, status)


def _finish(response: Response) -> Response:
    """Give every answer its security headers, and dynamic text its hash and packing."""
    headers = current_app.extensions["torkham.policy"].headers(embedded=request.endpoint == "pages.embedded_map")
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
        response.content_language.add(spoken().code)
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    is_kept = not response.cache_control.no_store
    if request.method in ("GET", "HEAD") and response.status_code == 200 and is_kept:
        if not response.get_etag()[0]:
            response.add_etag(weak=True)
        if not response.cache_control:
            response.cache_control.no_cache = True
        response.make_conditional(request)
    return _pack(response)


def _pack(response: Response) -> Response:
    text = (response.mimetype or "").startswith("text/") or response.mimetype in _PACKED_TYPES
    if not text or response.status_code == 304 or (response.content_length or 0) < SMALLEST_PACKED:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip"):
        response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
