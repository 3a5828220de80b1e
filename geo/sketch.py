"""A small map as SVG for pages and reports: where some places lie, and where they moved from. No script, no style.

Colours come from the page's style sheet by class names; every text is escaped here. It is a drawing, not a map to
measure on: lines are simplified, and a degree of longitude is as long all over as in the middle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from html import escape

from geo.boundaries import Boundaries, Box
from geo.model import Kind, Place

_KM_PER_DEG = 111.2
_LEAST_DEG = 1.1  # what is shown at the least, from north to south
_LEAST_APART_DEG = 0.35  # and where it is to be seen how far several points are apart
_MARGIN = 0.35  # of the span, around what is shown
_CLOSE_DEG = 4.0  # below this span districts are drawn
_REGION = (42.0, 7.0, 98.0, 48.0)  # where the detailed outlines of countries reach
_EDGE = 0.07  # of the drawing, where a landmark's name would be cut
_LETTER = 7.0  # pixels of a letter, roughly


@dataclass(frozen=True, slots=True)
class Pin:
    """A point with what is written beside it; radius_km 0 draws no circle.

    `look` is pin, was (hollow: where it stood before) or near (faint: something to find one's way by).
    """

    lat: float
    lon: float
    label: str = ""
    radius_km: float = 0.0
    look: str = "pin"


@dataclass(frozen=True, slots=True)
class Leg:
    """An arrow from one pin to another."""

    start: Pin
    end: Pin


def landmarks(pins: Sequence[Pin], places: Iterable[Place], most: int = 5) -> list[Pin]:
    """Return the largest towns around some pins, to find one's way by."""
    here = {(pin.lat, pin.lon) for pin in pins}
    frame = _Frame.around(pins, 3, 2)
    west, south, east, north = frame.inside(_EDGE)
    towns = [
        place for place in places
        if place.kind in (Kind.CITY, Kind.TOWN) and south < place.lat < north and west < place.lon < east
        and (place.lat, place.lon) not in here
    ]  # fmt: skip
    largest = nlargest(most, towns, key=lambda town: (town.population or 0, town.id))
    return [Pin(town.lat, town.lon, town.name.partition(" (")[0], look="near") for town in largest]


def sketch(
    pins: Sequence[Pin],
    boundaries: Boundaries,
    *,
    legs: Sequence[Leg] = (),
    title: str = "",
    width: int = 460,
    height: int = 300,
) -> str:
    """Return an svg element that shows the pins and legs among the boundaries. Raises DataError, SourceError."""
    ends = [pin for leg in legs for pin in (leg.start, leg.end)]
    frame = _Frame.around([pin for pin in (*pins, *ends) if pin.look != "near"], width, height)
    west, south, east, north = frame.box
    pins = [pin for pin in pins if pin.look != "near" or (west < pin.lon < east and south < pin.lat < north)]
    parts = [*_ground(frame, boundaries)]
    parts += [_circle(frame, pin) for pin in pins if pin.radius_km]
    parts += [_leg(frame, leg) for leg in legs]
    parts += [_dot(frame, pin) for pin in pins]
    parts += _labels(frame, pins, legs)
    head = f'<svg class="sketch" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
    return f"{head}{''.join(parts)}</svg>"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Which part of the world is drawn, and how many pixels a degree of latitude is."""

    west: float
    north: float
    narrow: float
    scale: float
    width: int
    height: int

    @classmethod
    def around(cls, pins: Sequence[Pin], width: int, height: int) -> _Frame:
        lats, lons = [pin.lat for pin in pins] or [33.0], [pin.lon for pin in pins] or [70.0]
        mid_lat, mid_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        narrow = max(math.cos(math.radians(mid_lat)), 0.05)
        widest = max((pin.radius_km for pin in pins), default=0.0) / _KM_PER_DEG
        least = _LEAST_APART_DEG if len({*zip(lats, lons, strict=True)}) > 1 else _LEAST_DEG
        high = max(least, (max(lats) - min(lats)) * (1 + _MARGIN * 2), widest * 2.6)
        broad = max(high * width / height, (max(lons) - min(lons)) * narrow * (1 + _MARGIN * 2))
        scale = min(height / high, width / broad)
        return cls(mid_lon - width / scale / narrow / 2, mid_lat + height / scale / 2, narrow, scale, width, height)

    @property
    def box(self) -> Box:
        east = self.west + self.width / self.scale / self.narrow
        return (self.west, self.north - self.height / self.scale, east, self.north)

    def inside(self, share: float) -> Box:
        """Return the box without so much of it on each side."""
        west, south, east, north = self.box
        margin_x, margin_y = (east - west) * share, (north - south) * share
        return (west + margin_x, south + margin_y, east - margin_x, north - margin_y)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.narrow * self.scale, (self.north - lat) * self.scale


def _ground(frame: _Frame, boundaries: Boundaries) -> list[str]:
    west, south, east, north = frame.box
    is_region = _REGION[0] <= west and _REGION[1] <= south and east <= _REGION[2] and north <= _REGION[3]
    layers = ["countries" if is_region else "world"]
    if is_region:
        layers = ["admin1", *layers, "border"]
    if is_region and north - south < _CLOSE_DEG:
        layers.insert(0, "admin2")
    pixel = 0.7 / frame.scale
    return [_path(frame, name, boundaries.lines(name, frame.box, pixel)) for name in layers]


def _path(frame: _Frame, name: str, lines: Sequence[Sequence[tuple[float, float]]]) -> str:
    drawn = []
    for line in lines:
        points = [frame.at(*point) for point in line]
        drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points))
    return f'<path class="sketch-{name}" d="{"".join(drawn)}"/>'


def _circle(frame: _Frame, pin: Pin) -> str:
    x, y = frame.at(pin.lon, pin.lat)
    radius = pin.radius_km / _KM_PER_DEG * frame.scale
    return f'<circle class="sketch-radius" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def _dot(frame: _Frame, pin: Pin) -> str:
    x, y = frame.at(pin.lon, pin.lat)
    return f'<circle class="sketch-{pin.look}" cx="{x:.1f}" cy="{y:.1f}" r="{2.5 if pin.look == "near" else 5}"/>'


def _labels(frame: _Frame, pins: Sequence[Pin], legs: Sequence[Leg]) -> list[str]:
    """Return the names of the pins, beside them, and not on their leg; one that would stand on another is left out."""
    comes_from_east = {leg.end: leg.start.lon > leg.end.lon for leg in legs}
    taken: list[tuple[float, float, float]] = []
    texts = []
    for pin in pins:
        start, y = _beside(frame, pin, comes_from_east.get(pin))
        end = start + len(pin.label) * _LETTER
        if not pin.label or any(abs(y - b) < 14 and start < c and a < end for a, b, c in taken):
            continue
        taken.append((start, y, end))
        look = "sketch-name-near" if pin.look == "near" else "sketch-name"
        middle = (start + end) / 2
        texts.append(
            f'<text class="{look}" x="{middle:.1f}" y="{y:.1f}" text-anchor="middle">{escape(pin.label)}</text>'
        )
    return texts


def _beside(frame: _Frame, pin: Pin, comes_from_east: bool | None) -> tuple[float, float]:
    """Return where a pin's name begins, and its base line: beside it, but not on its leg; else above."""
    x, y = frame.at(pin.lon, pin.lat)
    wide = len(pin.label) * _LETTER
    right, left = x + 9, x - 9 - wide
    for start in {None: (right, left), True: (left,), False: (right,)}[comes_from_east]:
        if start >= 2 and start + wide <= frame.width - 2:
            return start, y + 4
    return max(2.0, min(x - wide / 2, frame.width - 2 - wide)), y - 10


def _leg(frame: _Frame, leg: Leg) -> str:
    (x, y), (u, v) = frame.at(leg.start.lon, leg.start.lat), frame.at(leg.end.lon, leg.end.lat)
    length = math.hypot(u - x, v - y)
    if length < 14:  # pixels: no room for an arrow
        return ""
    dx, dy = (u - x) / length, (v - y) / length
    tip_x, tip_y = u - dx * 7, v - dy * 7
    wings = f"M{tip_x - dx * 7 - dy * 4:.1f} {tip_y - dy * 7 + dx * 4:.1f}L{tip_x:.1f} {tip_y:.1f}"
    wings += f"L{tip_x - dx * 7 + dy * 4:.1f} {tip_y - dy * 7 - dx * 4:.1f}"
    return f'<path class="sketch-leg" d="M{x + dx * 6:.1f} {y + dy * 6:.1f}L{tip_x:.1f} {tip_y:.1f}{wings}"/>'
