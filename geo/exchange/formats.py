"""The formats that events leave in, and files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.errors import NotFound, SourceError
from geo.exchange.acled import acled_lines
from geo.exchange.columnar import write_flatgeobuf, write_geopackage, write_geoparquet
from geo.exchange.geojson import geojson_lines
from geo.exchange.hxl import hxl_lines
from geo.exchange.kml import kml_lines
from geo.exchange.needs import are_there, needed
from geo.exchange.record import Articles
from geo.exchange.tables import csv_lines
from geo.exchange.ucdp import ucdp_lines
from geo.model import Article, Event
from geo.store import Query, Store, walk

Lines = Callable[..., Iterator[str]]
Writer = Callable[[Path, Iterable[Event], Articles], None]
_SORTED = 10_000  # events that are gathered and sorted before they are written
_KEPT = 512  # articles kept in memory while their events are written


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `lines` yields its text as it comes, or `write` makes the file. `is_selective`: not all events fit."""

    name: str
    ending: str
    content_type: str
    title: str
    about: str
    lines: Lines | None = None
    write: Writer | None = None
    needs: tuple[str, ...] = ()
    is_selective: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the libraries that it needs are installed."""
        return are_there(*self.needs)

    def text(self, events: Iterable[Event], articles: Articles, left_out: Counter[str]) -> Iterator[str]:
        """Yield the text of a file; `left_out` counts by reason the events that the format has no row for."""
        assert self.lines
        return self.lines(events, articles, left_out) if self.is_selective else self.lines(events, articles)


_CSV = "text/csv; charset=utf-8"
FORMATS = {
    each.name: each
    for each in (
        Format("csv", "csv", _CSV, "CSV", "for a spreadsheet", csv_lines),
        Format("geojson", "geojson", "application/geo+json", "GeoJSON", "for a web map or a GIS", geojson_lines),
        Format("gpkg", "gpkg", "application/geopackage+sqlite3", "GeoPackage", "for QGIS and GDAL",
               write=write_geopackage, needs=("pyogrio", "pyarrow")),
        Format("kml", "kml", "application/vnd.google-earth.kml+xml", "KML", "for Google Earth", kml_lines),
        Format("parquet", "parquet", "application/vnd.apache.parquet", "GeoParquet", "for pandas and DuckDB",
               write=write_geoparquet, needs=("pyarrow",)),
        Format("fgb", "fgb", "application/octet-stream", "FlatGeobuf", "for a GIS", write=write_flatgeobuf,
               needs=("pyogrio", "pyarrow")),
        Format("acled", "acled.csv", _CSV, "ACLED", "CSV in ACLED's columns", acled_lines, is_selective=True),
        Format("ucdp", "ucdp.csv", _CSV, "UCDP GED", "CSV in UCDP's columns", ucdp_lines, is_selective=True),
        Format("hxl", "hxl.csv", _CSV, "HXL", "CSV with a row of HXL tags", hxl_lines),
    )
}  # fmt: skip


class StoredArticles:
    """The articles of a store by id, of which some are kept in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.get = lru_cache(_KEPT)(self._get)

    def _get(self, article_id: str, /) -> Article | None:
        try:
            return self._store.article(article_id)
        except NotFound:
            return None


def chosen(store: Store, query: Query) -> tuple[Iterable[Event], int]:
    """Return the events that a query selects, and how many: the latest first, or of very many as they arrived.

    Very many are read page by page, so that they never stand in memory together.
    """
    count = store.count(query)
    if query.limit is not None or count <= _SORTED:
        events = store.events(query)
        return events, len(events)
    return walk(store, query), count


def format_of(path: Path) -> Format | None:
    """Return the format that the ending of a name tells, the longest one that fits."""
    fit = [each for each in FORMATS.values() if path.name.lower().endswith(f".{each.ending}")]
    if path.suffix.lower() == ".json":
        return FORMATS["geojson"]
    return max(fit, key=lambda each: len(each.ending), default=None)


def write_file(form: Format, path: Path, events: Iterable[Event], articles: Articles) -> Counter[str]:
    """Write events to a file that appears whole or not at all; return how many had no row, by reason.

    Raises SourceError if it cannot be written, or a library that the format needs is not installed.
    """
    needed(*form.needs, what=f"{form.name} cannot be written")
    left_out: Counter[str] = Counter()
    with whole_file(path) as part:
        if form.write:
            form.write(part, events, articles)
        else:
            with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(form.text(events, articles, left_out))
    return left_out


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path beside another, which it replaces if all goes well; else nothing is left of it."""
    with told(path):
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    part = folder / path.name
    try:
        with told(path):
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(path)
    finally:
        for left in folder.iterdir():
            left.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system and the libraries say about a file that is being written into a SourceError."""
    try:
        yield
    except OSError as error:
        if isinstance(error, SourceError) or type(error).__module__.startswith("geo."):
            raise
        raise SourceError(f"{path}: cannot be written: {error.strerror or error}") from error
    except Exception as error:
        if not type(error).__module__.startswith(("pyogrio", "pyarrow")):
            raise
        raise SourceError(f"{path}: cannot be written: {error}") from error
