"""SQLite's R*Tree of events, packed at once. Inserting a million boxes one by one takes minutes, packing them seconds.

Sort-Tile-Recursive packing (Leutenegger, Lopez and Edgington, 1997) into nodes as SQLite documents them: a big-endian
depth (root only) and count, then cells of a 64-bit id and, for each dimension, min and max as 32-bit floats. As SQLite
does, floats are rounded outwards, so that no box is smaller than what it holds.
"""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

_DIMENSIONS = 3  # lon, lat, day
_CELL = np.dtype([("id", ">i8"), ("sides", ">f4", (_DIMENSIONS, 2))])
_FULL = 0.9  # of a node: room for what comes later
_ROOT = 1
Cells = NDArray[np.void]
Numbers = NDArray[np.int64]


def rebuild(db: sqlite3.Connection, always: int) -> None:
    """Build the index event_box anew from the table of events; an event without days lies in all, 0 to `always`."""
    (size,) = db.execute("SELECT length(data) FROM event_box_node WHERE nodeno = 1").fetchone()
    most = (size - 4) // _CELL.itemsize
    for table in ("node", "rowid", "parent"):
        db.execute(f"DELETE FROM event_box_{table}")  # noqa: S608
    cells = _tiled(_boxes(db, always), int(most * _FULL))
    first, depth = _ROOT + 1, 0
    while True:
        is_root = len(cells) <= most
        starts = _starts(len(cells), most if is_root else int(most * _FULL))
        numbers = np.array([_ROOT]) if is_root else np.arange(first, first + len(starts))
        homes = np.repeat(numbers, np.diff(np.append(starts, len(cells))))
        _insert(db, "rowid" if depth == 0 else "parent", cells["id"], homes)
        _write(db, cells, starts, numbers, size, depth if is_root else 0)
        if is_root:
            return
        cells = _parents(cells, starts, numbers)
        first, depth = first + len(starts), depth + 1


def _boxes(db: sqlite3.Connection, always: int) -> Cells:
    """Return a cell for each event that has a place."""
    rows = db.execute("SELECT fid, lon, lat, coalesce(first_day, 0), coalesce(last_day, ?) FROM events "
                      "WHERE lon IS NOT NULL", [always])
    table = np.array(rows.fetchall(), dtype=np.float64).reshape(-1, 5)
    cells = np.zeros(len(table), _CELL)
    cells["id"] = table[:, 0]
    for n, (low, high) in enumerate(((1, 1), (2, 2), (3, 4))):
        cells["sides"][:, n, 0] = _rounded(table[:, low], -np.inf)
        cells["sides"][:, n, 1] = _rounded(table[:, high], np.inf)
    return cells


def _rounded(values: NDArray[np.float64], towards: float) -> NDArray[np.float32]:
    """Return values as 32-bit floats, the next one in a direction where they have no exact one."""
    near = values.astype(np.float32)
    beyond = near > values if towards < 0 else near < values
    return np.where(beyond, np.nextafter(near, np.float32(towards)), near)


def _tiled(cells: Cells, most: int) -> Cells:
    """Return cells in an order in which runs of `most` lie near each other: slabs of lon, columns of lat, then days."""
    slabs = max(1, round((len(cells) / most) ** (1 / _DIMENSIONS)))
    middles = cells["sides"].astype(np.float64).sum(axis=2)
    place = np.argsort(middles[:, 0], kind="stable")
    group = np.empty(len(cells), np.int64)
    for dimension, parts in ((1, slabs), (2, slabs * slabs)):
        group[place] = np.arange(len(cells)) * parts // max(1, len(cells))
        place = np.lexsort((middles[:, dimension], group))
    return cells[place]


def _starts(count: int, most: int) -> Numbers:
    """Return where each node's cells begin, so that all nodes are equally full."""
    nodes = max(1, -(-count // most))
    return np.arange(nodes) * count // nodes


def _parents(cells: Cells, starts: Numbers, numbers: Numbers) -> Cells:
    """Return the cells that stand for nodes: their numbers, and what holds all their cells."""
    above = np.zeros(len(starts), _CELL)
    above["id"] = numbers
    sides = cells["sides"].astype(np.float32)
    above["sides"][:, :, 0] = np.minimum.reduceat(sides[:, :, 0], starts)
    above["sides"][:, :, 1] = np.maximum.reduceat(sides[:, :, 1], starts)
    return above


def _insert(db: sqlite3.Connection, table: str, ids: Numbers, homes: Numbers) -> None:
    order = np.argsort(ids)
    pairs = zip(ids[order].tolist(), homes[order].tolist(), strict=True)
    db.executemany(f"INSERT INTO event_box_{table} VALUES (?, ?)", pairs)  # noqa: S608


def _write(db: sqlite3.Connection, cells: Cells, starts: Numbers, numbers: Numbers, size: int, depth: int) -> None:
    """Write nodes of `size` bytes; the depth of the tree stands in its root."""
    body = cells.tobytes()
    ends = np.append(starts[1:], len(cells))
    nodes = (
        (number, (depth.to_bytes(2) + (end - start).to_bytes(2)
                  + body[start * _CELL.itemsize : end * _CELL.itemsize]).ljust(size, b"\0"))
        for number, start, end in zip(numbers.tolist(), starts.tolist(), ends.tolist(), strict=True)
    )
    db.executemany("INSERT INTO event_box_node VALUES (?, ?)", nodes)
