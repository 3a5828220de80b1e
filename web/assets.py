"""Files a browser asks for: style, scripts, Leaflet from its installed package, the basemap. All are served by us.

A file is read, hashed and packed once, and again when it changes on disk. An address with `?v=<hash>` may be kept
for a year; one without is asked for anew and answered 304 while it is the same. Our scripts ask for each other under
one hash of all of them, so that a page can name them all at once and never mixes two releases.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.security import safe_join

from geo.errors import NotFound, SourceError
from web.joining import join, needed
from web.languages import ENGLISH, languages
from web.outlines import topology

LEAFLET_SHA256 = "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"
BASEMAP = ("countries", "admin1", "admin2", "border", "rivers", "world")
OUTLINES = {"first": ("countries", "admin1", "border", "rivers"), "districts": ("admin2",)}  # coarse, in one file
_TOLERANCE = {"rivers": 0.006, "admin2": 0.005}  # degrees; half a pixel at the zoom where finer lines come
_NEAR, _FAR = 0.003, 0.012  # for other lines: of the two lands that the map is about, of others
_HOME = {"PK", "AF"}
_LOOK_S = 0.5  # how long the stamps of our scripts are taken for what they were
SMALLEST_PACKED = 1000  # bytes; below this gzip gains nothing
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".geojson": "application/geo+json",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_ALREADY_PACKED = {".png", ".webp", ".woff2"}
_MEND = "pip install --force-reinstall django-js-lib-leaflet==1.9.4.1"
_STATIC = Path(__file__).with_name("static")
_RECIPE = hashlib.sha256(Path(__file__).read_bytes() + Path(__file__).with_name("outlines.py").read_bytes()).hexdigest()
_SCRIPTS = _STATIC / "js"
_IMPORT = re.compile(rb'(?<=from "\./)([\w-]+\.js)(?=")')
JOINED = "js/joined.js"  # main.js with all that it needs, but for what EARLY needs
EARLY = "early.js"  # a script of its own on the page
_VENDOR = "vendor/leaflet/"

served = Blueprint("assets", __name__)  # its "static" is registered by the application, under Flask's own name


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its bytes, the same packed where that is smaller, and the hash of its content."""

    body: bytes
    packed: bytes | None
    digest: str
    mimetype: str


class Shelf:
    """The files of one application, by their name under /static/, and the basemap by its name under /basemap/."""

    def __init__(self, boundaries: Path) -> None:
        self._boundaries = boundaries
        self._leaflet = leaflet_folder()
        self._seen: dict[Path, tuple[tuple[Any, ...], Asset]] = {}
        self._made: dict[str, Asset] = {}
        self._making = threading.Lock()
        self._stamps: tuple[float, tuple[Any, ...]] = (-math.inf, ())
        self._modules: tuple[tuple[Any, ...], list[str]] = ((), [])

    def file(self, name: str) -> Asset:
        """Return a file of /static/. Raises NotFound."""
        folder, rest = (self._leaflet, name.removeprefix(_VENDOR)) if name.startswith(_VENDOR) else (_STATIC, name)
        joined = safe_join(str(folder), rest)
        if joined is None or name.endswith("/") or Path(joined).suffix not in _TYPES:
            raise NotFound(f"no file {name!r}")
        return self._read(Path(joined), name)

    def basemap(self, name: str) -> Asset:
        """Return one of the BASEMAP's layers as GeoJSON. Raises NotFound."""
        if name not in BASEMAP:
            raise NotFound(f"no basemap layer {name!r}; there are {', '.join(BASEMAP)}")
        return self._read(self._boundaries / f"{name}.geojson", name)

    def outlines(self, name: str) -> Asset:
        """Return coarse OUTLINES as TopoJSON, made once from the files they are of. Raises NotFound."""
        if name not in OUTLINES:
            raise NotFound(f"no outlines {name!r}; there are {', '.join(OUTLINES)}")
        digest = self._outlines_digest(name)
        with self._making:  # it takes a second, so never twice at once
            if name not in self._made or self._made[name].digest != digest:
                made = topology({one: json.loads(self.basemap(one).body) for one in OUTLINES[name]}, _tolerance)
                body = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
                self._made[name] = _asset(body, "application/json", digest)
            return self._made[name]

    def phrases(self, code: str) -> Asset:
        """Return the phrases of the map's modules in a language but English, as JSON. Raises NotFound, DataError."""
        if code == ENGLISH or code not in languages():
            raise NotFound(f"no phrases in {code!r}; there are {', '.join(c for c in languages() if c != ENGLISH)}")
        with self._making:
            if f"phrases {code}" not in self._made:
                self._made[f"phrases {code}"] = _asset(languages()[code].for_modules, "application/json")
            return self._made[f"phrases {code}"]

    def phrases_url(self, code: str) -> str:
        """Return the address of the phrases, with the hash of their content; empty for English, which needs none."""
        return f"/phrases/{code}.json?v={self.phrases(code).digest}" if code != ENGLISH else ""

    def _outlines_digest(self, name: str) -> str:
        """Return a hash of what the outlines are made of and how, known before they are made."""
        parts = [_RECIPE, *(self.basemap(layer).digest for layer in OUTLINES[name])]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    def districts(self, ids: Collection[str]) -> bytes:
        """Return the outlines of some districts as GeoJSON, at full detail; unknown ids are left out."""
        features = json.loads(self.basemap("admin2").body)["features"]
        wanted = [one for one in features if one["properties"]["gazetteer_id"] in ids]
        return json.dumps({"type": "FeatureCollection", "features": wanted}, separators=(",", ":")).encode()

    def modules(self) -> list[str]:
        """Return the addresses of all modules of the map page: those of EARLY, and the one that joins the rest."""
        stamps = self._script_stamps()
        if self._modules[0] != stamps:
            names = [*(f"js/{name}" for name in needed(_script, EARLY)), JOINED]
            self._modules = (stamps, [self.url(name) for name in names])
        return self._modules[1]

    def _script_stamps(self) -> tuple[Any, ...]:
        """Return the stamps of all our scripts, looked at once in _LOOK_S: one page asks for them many times."""
        seen, stamps = self._stamps
        now = time.monotonic()
        if now - seen > _LOOK_S:
            stamps = tuple((path.name, *_stamp(path)) for path in sorted(_SCRIPTS.glob("*.js")))
            self._stamps = (now, stamps)
        return stamps

    def url(self, name: str) -> str:
        """Return the address of a file of /static/, with the hash of its content."""
        digest = self.digest(name)
        return f"/static/{name}?v={digest}" if digest else f"/static/{name}"

    def digest(self, name: str) -> str:
        """Return the hash of a file of /static/; empty if there is none: the browser will say so."""
        try:
            return self.file(name).digest
        except NotFound:
            return ""

    def basemap_urls(self) -> dict[str, str]:
        """Return the address of each basemap layer and of the coarse outlines, with the hash of their content."""
        fine = {name: f"/basemap/{name}.geojson?v={self.basemap(name).digest}" for name in BASEMAP}
        return fine | {name: f"/basemap/{name}.topojson?v={self._outlines_digest(name)}" for name in OUTLINES}

    def _read(self, path: Path, name: str) -> Asset:
        try:
            stamp = self._script_stamps() if path.parent == _SCRIPTS else _stamp(path)
            known = self._seen.get(path)
            if known and known[0] == stamp:
                return known[1]
            body = join(_script, "main.js", EARLY).encode() if name == JOINED else path.read_bytes()
        except OSError:
            raise NotFound(f"no file {name!r}") from None
        if path.parent == _SCRIPTS:
            digest = hashlib.sha256(repr(stamp).encode()).hexdigest()[:16]
            asset = _asset(_IMPORT.sub(rb"\1?v=" + digest.encode(), body), _TYPES[path.suffix], digest)
        else:
            asset = _asset(body, _TYPES[path.suffix])
        self._seen[path] = (stamp, asset)
        return asset


def _asset(body: bytes, mimetype: str, digest: str = "") -> Asset:
    is_packed = mimetype in {_TYPES[suffix] for suffix in _ALREADY_PACKED}
    packed = None if is_packed or len(body) < SMALLEST_PACKED else gzip.compress(body, 9, mtime=0)
    return Asset(body, packed, digest or hashlib.sha256(body).hexdigest()[:16], mimetype)


def _script(name: str) -> str:
    return (_SCRIPTS / name).read_text(encoding="utf-8")


def _stamp(path: Path) -> tuple[Any, ...]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


def _tolerance(layer: str, properties: Mapping[str, Any]) -> float:
    if layer in _TOLERANCE:
        return _TOLERANCE[layer]
    return _NEAR if layer != "countries" or properties["country"] in _HOME else _FAR


def leaflet_folder() -> Path:
    """Return the folder that holds leaflet.js, checked against the release we know. Raises SourceError."""
    try:
        folder = Path(str(files("js_lib_leaflet"))) / "static" / "js_lib_leaflet"
        found = hashlib.sha256((folder / "leaflet.js").read_bytes()).hexdigest()
    except (ModuleNotFoundError, OSError):
        raise SourceError(f"Leaflet is missing; {_MEND}") from None
    if found != LEAFLET_SHA256:
        raise SourceError(f"{folder / 'leaflet.js'} is not Leaflet 1.9.4 as released; {_MEND}")
    return folder


def shelf() -> Shelf:
    """Return the files of the application that answers."""
    found: Shelf = current_app.extensions["torkham.shelf"]
    return found


def static_file(filename: str) -> Response:
    """Return a style sheet, script, picture or a file of Leaflet."""
    return send(shelf().file(filename))


@served.get("/basemap/<name>.geojson")
def basemap_file(name: str) -> Response:
    """Return a layer of the basemap; of the districts, those with the ids in `id` if there is one."""
    if name == "admin2" and (ids := request.args.get("id")):
        return Response(shelf().districts(ids.split(",")), content_type=_TYPES[".geojson"])
    return send(shelf().basemap(name))


@served.get("/basemap/<name>.topojson")
def outlines_file(name: str) -> Response:
    """Return coarse outlines of the basemap."""
    return send(shelf().outlines(name))


@served.get("/phrases/<code>.json")
def phrases_file(code: str) -> Response:
    """Return the phrases of the map's modules in a language."""
    return send(shelf().phrases(code))


@served.get("/favicon.ico")
def favicon() -> Response:
    """Return the mark of the service, for browsers that ask at the root."""
    return send(shelf().file("img/torkham.svg"))


@served.get("/robots.txt")
def robots() -> Response:
    """Return what crawlers may read."""
    return send(shelf().file("robots.txt"))


def send(asset: Asset) -> Response:
    """Return a response with an asset: packed if the browser takes it, 304 if the browser has it."""
    packed = asset.packed if asset.packed and request.accept_encodings.quality("gzip") else None
    response = Response(packed or asset.body, content_type=asset.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    if asset.packed:
        response.vary.add("Accept-Encoding")
    response.set_etag(asset.digest, weak=True)
    if request.args.get("v") == asset.digest:
        response.cache_control.max_age = 31_536_000
        response.cache_control.public = True
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.make_conditional(request)
    return response
