"""The index on disk, where all workers map the same arrays; and the one of a store that follows its changes.

A folder beside the store, such as `torkham.gpkg.index`, holds one folder for the version of the store that was indexed:
an array a file, and the tables as JSON. A version appears whole, by renaming; older ones are taken away, which leaves
those who still map them in peace.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import BadQuery
from geo.index.arrays import Area, Array, Columns, Days, Kind, MapIndex, Tables
from geo.index.building import ROW, Builder
from geo.store import Query, Store

FORMAT = 2  # of the files
AT_ONCE = 20_000  # events that are indexed while the asker waits; more in the background, once there is an index
ALL = Query(limit=None)
Row = tuple[Any, ...]
_NAMES = [field.name for field in fields(Columns)]


def write_index(index: MapIndex, folder: Path) -> None:
    """Write an index into a folder of its version, whole, and take older versions away. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    try:
        for name in _NAMES:
            np.save(made / f"{name}.npy", getattr(index.columns, name))
        tables = {field.name: getattr(index.tables, field.name) for field in fields(Tables)}
        (made / "tables.json").write_text(json.dumps({"format": FORMAT, **tables}), "ascii")
        made.chmod(0o755)  # other workers may run as others
        made.rename(folder / _name(index.tables.version))
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not (folder / _name(index.tables.version)).exists():  # else another worker was faster
            raise
    for other in folder.iterdir():
        if other.name != _name(index.tables.version) and not other.name.startswith("."):
            shutil.rmtree(other, ignore_errors=True)


def read_index(folder: Path, version: str) -> MapIndex | None:
    """Return the index of a version with its arrays mapped, or None if there is none that can be read."""
    here = folder / _name(version)
    try:
        told = json.loads((here / "tables.json").read_text("ascii"))
        if told.pop("format") != FORMAT:
            return None
        columns = Columns(**{name: np.load(here / f"{name}.npy", mmap_mode="r") for name in _NAMES})
        tables = Tables(
            told["version"], Days(*told["days"]), tuple(Kind(*kind) for kind in told["kinds"]),
            tuple(Area(*area) for area in told["areas"]), tuple(told["deaths"]), tuple(told["sources"]),
            tuple(told["actors"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return MapIndex(columns, tables) if tables.version == version else None


def build_index(store: Store, before: MapIndex | None = None) -> MapIndex:
    """Return the index of a store: on top of that of a version before, or else anew. Raises StoreError."""
    version = store.version
    builder = Builder()
    if before is None:
        changed = _rows(store, ROW)
    else:
        try:
            changed = iter(_keep(builder, before, store))
        except BadQuery:  # another store's version
            return build_index(store)
    for rows in changed:
        builder.add(rows)
    return builder.index(version)


def _keep(builder: Builder, before: MapIndex, store: Store) -> list[list[Row]]:
    """Let a builder take what has not changed since an index; return the rows of what has. Raises BadQuery."""
    since = before.tables.version
    changed = list(_rows(store, ROW, since))
    gone = np.array([row[0] for rows in changed for row in rows], np.int64)
    if store.removals(since):
        gone = np.union1d(gone, np.setdiff1d(before.columns.fid, chosen(store)))
    builder.keep(before, gone)
    return changed


class LiveIndex:
    """The index of a store as it is now, or as it was a moment ago while a large one is being brought up to date."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        """Follow a store; without a folder that can be written, the index stays in the memory of this process."""
        self._store = store
        self._folder = folder
        self._index: MapIndex | None = None
        self._lock = threading.Lock()
        self._renewal: threading.Thread | None = None

    def current(self) -> MapIndex:
        """Return the index, made anew or extended if the store has changed. Raises StoreError."""
        version = self._store.version
        index = self._index
        if index and index.tables.version == version:
            return index
        if index and index.columns.size > AT_ONCE:
            self._renew_in_background()
            return index
        return self._renew()

    def _renew(self) -> MapIndex:
        with self._lock:
            version = self._store.version
            if self._index is None or self._index.tables.version != version:
                self._index = self._mapped(version) or self._built()
            return self._index

    def _mapped(self, version: str) -> MapIndex | None:
        return read_index(self._folder, version) if self._folder else None

    def _built(self) -> MapIndex:
        index = build_index(self._store, self._index or self._left_over())
        if self._folder is None or not index.columns.size:
            return index
        try:
            write_index(index, self._folder)
        except OSError:
            return index  # nowhere to write
        return read_index(self._folder, index.tables.version) or index

    def _left_over(self) -> MapIndex | None:
        """Return an index that an earlier run left, to build on."""
        if not self._folder or not self._folder.is_dir():
            return None
        found = (read_index(self._folder, other.name) for other in self._folder.iterdir() if other.name[0] != ".")
        return next((index for index in found if index), None)

    def _renew_in_background(self) -> None:
        if self._lock.locked():
            return
        self._renewal = threading.Thread(target=self._renew, daemon=True)
        self._renewal.start()


def chosen(store: Store, query: Query = ALL) -> Array:
    """Return the numbers of the events that a query selects, ascending, for the words that the index does not know."""
    return np.array([row[0] for rows in _rows(store, ("fid",), query=query) for row in rows], np.int64)


def _rows(
    store: Store, columns: tuple[str, ...], since: str = "", query: Query = ALL
) -> Iterator[list[Row]]:
    """Yield all rows, page by page."""
    after = ""
    while True:
        page = store.rows(query, after=after, since=since, columns=columns)
        yield page.rows
        after = page.next
        if not after:
            return


def _name(version: str) -> str:
    return re.sub(r"[^\w-]", "_", version)
