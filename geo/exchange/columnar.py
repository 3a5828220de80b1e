"""Events as GeoPackage, FlatGeobuf and GeoParquet, by GDAL (pyogrio) and Arrow (pyarrow), imported when asked.

All pass as Arrow batches, so that memory stays small whatever the number of events. Points are WKB in EPSG:4326; lists
are JSON text; days are dates.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from geo.exchange.columns import KINDS, Cell
from geo.exchange.record import Articles, flat_record
from geo.exchange.tables import json_text
from geo.model import Event

GEOMETRY = "geometry"
_BATCH = 5_000  # events held at once
_INT64 = 2**63
_NAME = "events"


def write_geopackage(path: Path, events: Iterable[Event], articles: Articles) -> None:
    """Write a GeoPackage with one layer, `events`."""
    _write_by_gdal(path, events, articles, driver="GPKG", dataset_options={"VERSION": "1.3"})


def write_flatgeobuf(path: Path, events: Iterable[Event], articles: Articles) -> None:
    """Write a FlatGeobuf. It has no spatial index: that could not hold the events without a place."""
    _write_by_gdal(path, events, articles, driver="FlatGeobuf", layer_options={"SPATIAL_INDEX": "NO"})


def write_geoparquet(path: Path, events: Iterable[Event], articles: Articles) -> None:
    """Write a GeoParquet 1.1 file; longitude and latitude are OGC:CRS84, its default."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    box = [math.inf, math.inf, -math.inf, -math.inf]
    schema = _schema(pa)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batched(events, articles):
            writer.write_batch(_batch(pa, schema, rows))
            for row in rows:
                if row["lon"] is not None:
                    lon, lat = row["lon"], row["lat"]
                    box = [min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)]
        column = {"encoding": "WKB", "geometry_types": ["Point"], **({"bbox": box} if box[0] <= box[2] else {})}
        told = {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
        writer.add_key_value_metadata({"geo": json.dumps(told)})


def _write_by_gdal(path: Path, events: Iterable[Event], articles: Articles, **options: Any) -> None:
    import pyarrow as pa
    from pyogrio import write_arrow

    schema = _schema(pa)
    failed: list[Exception] = []

    def batches() -> Iterator[Any]:
        try:
            for rows in _batched(events, articles):
                yield _batch(pa, schema, rows)
        except Exception as error:  # GDAL would only say that a batch is missing
            failed.append(error)
            raise

    reader = pa.RecordBatchReader.from_batches(schema, batches())
    try:
        write_arrow(
            reader, path, layer=_NAME, geometry_name=GEOMETRY, geometry_type="Point", crs="EPSG:4326", **options
        )
    except Exception:
        if failed:
            raise failed[0] from None
        raise


def _batched(events: Iterable[Event], articles: Articles) -> Iterator[list[dict[str, Any]]]:
    rows = (flat_record(event, articles) for event in events)
    while some := list(islice(rows, _BATCH)):
        yield some


def _schema(pa: Any) -> Any:
    kinds = {Cell.TEXT: pa.string(), Cell.LIST: pa.string(), Cell.WHOLE: pa.int64(), Cell.NUMBER: pa.float64(),
             Cell.FLAG: pa.bool_(), Cell.DAY: pa.date32()}  # fmt: skip
    return pa.schema([(name, kinds[kind]) for name, kind in KINDS.items()] + [(GEOMETRY, pa.binary())])


def _batch(pa: Any, schema: Any, rows: list[dict[str, Any]]) -> Any:
    columns = [[_plain(row[name], kind) for row in rows] for name, kind in KINDS.items()]
    points = [None if row["lon"] is None else struct.pack("<BIdd", 1, 1, row["lon"], row["lat"]) for row in rows]
    arrays = [pa.array(column, field.type) for column, field in zip([*columns, points], schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _plain(value: Any, kind: Cell) -> Any:
    """Return a value as Arrow takes it; no format here holds NUL, half a surrogate pair or a number over 64 bits."""
    if value is None:
        return None
    match kind:
        case Cell.DAY:
            return date.fromisoformat(value)
        case Cell.WHOLE:
            return value if -_INT64 <= value < _INT64 else None
        case Cell.NUMBER:
            return float(value)
        case Cell.FLAG:
            return value
    text = json_text(value) if kind is Cell.LIST else value
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
