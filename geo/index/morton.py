"""Morton keys: Web Mercator x and y of 24 bits each, interleaved, so that every map tile is one run of sorted keys."""

from __future__ import annotations

import math

import numpy as np

from geo.index.arrays import Array

BITS = 24  # 2.4 m at the equator
UNPLACED = 1 << (2 * BITS)  # beyond all keys
MOST_LAT = 85.0511287798066  # where Web Mercator ends
Box = tuple[float, float, float, float]
_SPREAD = ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
           (1, 0x5555555555555555))


def keys_of(lon: Array, lat: Array) -> Array:
    """Return the Morton keys of points in degrees, int64; UNPLACED where a point is NaN."""
    placed = ~(np.isnan(lon) | np.isnan(lat))
    x, y = mercator(np.where(placed, lon, 0.0), np.where(placed, lat, 0.0))
    most = (1 << BITS) - 1
    columns, rows = (np.clip((part * (1 << BITS)).astype(np.int64), 0, most) for part in (x, y))
    keys: Array = np.where(placed, interleave(columns, rows), UNPLACED)
    return keys


def mercator(lon: Array, lat: Array) -> tuple[Array, Array]:
    """Return points in degrees as Web Mercator, 0 to 1 from the north-west corner of the world."""
    sine = np.sin(np.radians(np.clip(lat, -MOST_LAT, MOST_LAT)))
    return lon / 360 + 0.5, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def degrees(x: Array, y: Array) -> tuple[Array, Array]:
    """Return Web Mercator, 0 to 1, as longitude and latitude in degrees."""
    return (x - 0.5) * 360, np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * y))))


def interleave(columns: Array, rows: Array) -> Array:
    """Return the key of each column and row; bits of columns stand lower."""
    keys: Array = _spread(columns) | (_spread(rows) << 1)
    return keys


def cells_of(box: Box, level: int, most: int) -> tuple[int, Array]:
    """Return the level, at the most `level`, at which no more than `most` cells touch a box, and their sorted keys."""
    corners = np.array([box[0], box[2]]), np.array([box[3], box[1]])  # north first: rows count southwards
    x, y = mercator(*corners)
    while True:
        last = (1 << level) - 1
        (west, east), (north, south) = (np.clip((part * (1 << level)).astype(np.int64), 0, last) for part in (x, y))
        if level == 0 or (east - west + 1) * (south - north + 1) <= most:
            break
        level -= 1
    columns, rows = np.meshgrid(np.arange(west, east + 1), np.arange(north, south + 1))
    return level, np.sort(interleave(columns.ravel(), rows.ravel()))


def _spread(values: Array) -> Array:
    """Return numbers with a zero between each two of their bits."""
    spread = values.astype(np.int64)
    for shift, mask in _SPREAD:
        spread = (spread | (spread << shift)) & mask
    return spread
