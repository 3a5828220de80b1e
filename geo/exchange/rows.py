"""Rows out of any file that tables or features come in: CSV and its like, also packed; GeoJSON; and what GDAL reads.

A row is its number in the file and its cells by column, as text; `lat` and `lon` come from the geometry where there is
one, in WGS 84. Lines of tables are physical lines; features are counted from 1.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from geo.errors import DataError, SourceError
from geo.exchange.needs import needed
from geo.exchange.tables import json_text
from geo.model import Problem

DELIMITERS = (",", ";", "\t", "|")
_MOST_CELL = 16 * 2**20  # characters of one cell
_FEATURES = {".geojson", ".json"}
_BY_GDAL = {".gpkg", ".fgb", ".shp", ".sqlite"}
_PARQUET = {".parquet", ".geoparquet"}


class Row(NamedTuple):
    """One row or feature: its line, or the number of the feature, and its cells."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """A file's columns and rows. `size` is its bytes, `done()` how many of them have been read: for a progress bar."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    size: int = 0
    done: Callable[[], int] = lambda: 0
    is_table: bool = False


@contextmanager
def open_rows(
    path: Path, problems: list[Problem], *, kind: str = "", layer: str = "", columns: Sequence[str] | None = None
) -> Iterator[Rows]:
    """Open a file for reading by rows; rows that cannot be read are added to `problems`.

    `kind` is table, features, gdal or parquet; without it, the name's ending tells. `layer` names one of several.
    `columns` are those of a file without a header, whose cells are parted by tabs.
    Raises SourceError if the file cannot be read, DataError if nothing in it can.
    """
    kind = kind or _kind(path)
    if kind == "gdal":
        yield _of_gdal(path, layer)
    elif kind == "parquet":
        yield _of_parquet(path)
    else:
        with _opened(path) as (raw, file):
            text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
            is_table = kind == "table"
            told = _of_table(path, text, problems, columns) if is_table else _of_geojson(path, text, problems)
            yield Rows(told.columns, told.rows, path.stat().st_size, file.tell, is_table)


def _kind(path: Path) -> str:
    ending = Path(path.name.removesuffix(".gz").removesuffix(".zip")).suffix.lower()
    kinds = ((_BY_GDAL, "gdal"), (_PARQUET, "parquet"), (_FEATURES, "features"))
    return next((kind for endings, kind in kinds if ending in endings), "table")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Yield what is in a file, unpacked, and the file itself. Raises SourceError."""
    try:
        with path.open("rb") as file:
            if path.suffix.lower() == ".gz":
                with gzip.open(file) as unpacked:
                    yield unpacked, file  # type: ignore[misc]
            elif path.suffix.lower() == ".zip":
                with zipfile.ZipFile(file) as pack, pack.open(_only(path, pack.namelist())) as unpacked:
                    yield unpacked, file
            else:
                yield file, file
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        if isinstance(error, SourceError):
            raise
        say = getattr(error, "strerror", None) or error
        raise SourceError(f"cannot read {path}: {say}") from error


def _only(path: Path, names: Sequence[str]) -> str:
    files = [name for name in names if not name.endswith("/")]
    if len(files) != 1:
        raise SourceError(f"{path} holds {len(files)} files; unpack it and name one")
    return files[0]


def _of_table(path: Path, text: io.TextIOWrapper, problems: list[Problem], columns: Sequence[str] | None) -> Rows:
    csv.field_size_limit(min(_MOST_CELL, sys.maxsize))
    if columns is not None:
        reader = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Rows(tuple(columns), _records(path, reader, columns, problems))
    first = text.readline()
    if not first.strip():
        raise DataError([Problem(str(path), 1, "", "", "the file is empty; a header line was expected")])
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(_again(first, text), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader)]
    except csv.Error as error:
        raise DataError([Problem(str(path), 1, "", "", f"the header line cannot be read: {error}")]) from None
    if twice := {name for name in header if name and header.count(name) > 1}:
        raise DataError([Problem(str(path), 1, name, "", "stands twice in the header") for name in sorted(twice)])
    return Rows(tuple(header), _records(path, reader, header, problems))


def _again(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _records(path: Path, reader: Any, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    """Yield every record with the right number of cells; a faulty one is told, and reading goes on below it."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(str(path), line, "", "", f"cannot be read: {error}; is a double quote missing?"))
            continue
        if not cells:
            continue
        if len(cells) != len(columns):
            say = f"has {len(cells)} cells, expected {len(columns)}; " + (
                "is a separator unquoted?" if len(cells) > len(columns) else "is the line cut short?")
            problems.append(Problem(str(path), line, "", "", say))
        elif bad := next((name for name, cell in zip(columns, cells, strict=True) if _is_broken(cell)), None):
            problems.append(Problem(str(path), line, bad, "", "is not UTF-8; save the file as UTF-8"))
        else:
            yield Row(line, dict(zip(columns, cells, strict=True)))


def _is_broken(cell: str) -> bool:
    return not cell.isascii() and any("\udc80" <= char <= "\udcff" for char in cell)


def _of_geojson(path: Path, text: io.TextIOWrapper, problems: list[Problem]) -> Rows:
    try:
        told = json.load(text)
        features = told["features"]
        assert isinstance(features, list)
    except json.JSONDecodeError as error:
        raise DataError([Problem(str(path), error.lineno, "", "", f"is no JSON: {error.msg}")]) from None
    except (KeyError, TypeError, AssertionError):
        raise DataError([Problem(str(path), 1, "features", "", "is no GeoJSON FeatureCollection")]) from None
    names = dict.fromkeys(name for one in features if isinstance(one, dict) for name in one.get("properties") or ())
    return Rows(("id", *(name for name in names if name not in ("id", "lat", "lon")), "lat", "lon"),
                _features(path, features, problems))  # fmt: skip


def _features(path: Path, features: list[Any], problems: list[Problem]) -> Iterator[Row]:
    for number, one in enumerate(features, 1):
        try:
            told = {**({"id": one["id"]} if one.get("id") is not None else {}), **(one["properties"] or {})}
            point = _point(one["geometry"])
        except (KeyError, TypeError, AttributeError, ValueError, IndexError):
            problems.append(Problem(str(path), number, "geometry", "", "this feature (by its number) cannot be read"))
        else:
            yield Row(number, {name: as_text(value) for name, value in told.items()} | point)


def _point(geometry: Any) -> dict[str, str]:
    """Return where a geometry is: a point itself, of another shape a point on it."""
    if geometry is None:
        return {}
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
    else:
        from shapely.geometry import shape

        on_it = shape(geometry).representative_point()
        lon, lat = on_it.x, on_it.y
    return {"lat": repr(lat), "lon": repr(lon)}


def as_text(value: Any) -> str:
    """Return a cell's value as text; a date as ISO 8601, a list as JSON, nothing as empty."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, list | dict):
        return json_text(value)
    return str(value)


def _of_gdal(path: Path, layer: str) -> Rows:
    needed("pyogrio", "pyarrow", what=f"{path} cannot be read")
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        layers = [name for name, _ in pyogrio.list_layers(path)]
        if not layer and len(layers) > 1:
            raise SourceError(f"{path} has {len(layers)} layers; name one of {', '.join(layers)} with --layer-name")
        info = pyogrio.read_info(path, layer=layer or None)
    except (DataSourceError, DataLayerError) as error:
        raise SourceError(f"cannot read {path}: {error}") from error
    crs = info["crs"] or "EPSG:4326"
    return Rows((*info["fields"], "lat", "lon"), _gdal_rows(path, layer, crs))


def _gdal_rows(path: Path, layer: str, crs: str) -> Iterator[Row]:
    import pyogrio

    # GDAL's own Arrow reader of FlatGeobuf breaks on features without a geometry; its general one does not.
    pyogrio.set_gdal_config_options({"OGR_FLATGEOBUF_STREAM_BASE_IMPL": True})
    with pyogrio.open_arrow(path, layer=layer or None, use_pyarrow=True) as (meta, reader):
        yield from _arrow_rows(reader, meta["geometry_name"] or "wkb_geometry", crs)


def _of_parquet(path: Path) -> Rows:
    needed("pyarrow", what=f"{path} cannot be read")
    import pyarrow.parquet as pq
    from pyarrow import ArrowException

    try:
        file = pq.ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise SourceError(f"cannot read {path}: {error}") from error
    told = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    geometry = told.get("primary_column", "")
    crs = told.get("columns", {}).get(geometry, {}).get("crs")
    names = tuple(name for name in file.schema_arrow.names if name != geometry)
    rows = _arrow_rows(file.iter_batches(), geometry, json.dumps(crs) if crs else "EPSG:4326")
    return Rows((*names, *(name for name in ("lat", "lon") if name not in names and geometry)), rows)


def _arrow_rows(batches: Iterable[Any], geometry: str, crs: str) -> Iterator[Row]:
    number = 0
    for batch in batches:
        told = batch.to_pydict()
        shapes = told.pop(geometry, None)
        points = _points(shapes, crs) if shapes is not None else [{} for _ in range(batch.num_rows)]
        for index, point in enumerate(points):
            number += 1
            yield Row(number, {name: as_text(values[index]) for name, values in told.items()} | point)


def _points(shapes: Sequence[bytes | None], crs: str) -> list[dict[str, str]]:
    """Return where shapes (WKB) are, in WGS 84."""
    import shapely

    points = shapely.point_on_surface(shapely.from_wkb(shapes))
    lons, lats = shapely.get_x(points), shapely.get_y(points)
    if crs not in ("EPSG:4326", "OGC:CRS84"):
        needed("pyproj", what=f"coordinates in {crs[:40]} cannot be read")
        from pyproj import Transformer

        lons, lats = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(lons, lats)
    return [{} if shape is None or lon != lon else {"lat": repr(float(lat)), "lon": repr(float(lon))}
            for shape, lon, lat in zip(shapes, lons, lats, strict=True)]  # fmt: skip
