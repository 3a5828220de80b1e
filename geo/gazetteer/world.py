"""The world in one file: every place of GeoNames that a text may name, mapped into memory and never read whole.

The file is a page of header, then a trie from folded names to row numbers, rows of fixed size, and their words.
Rows stand in order of size, so that the first of namesakes is the biggest. WGS 84 decimal degrees, radii km.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import NotFound, SourceError
from geo.gazetteer.index import spellings
from geo.model import Kind, Place
from geo.names import fold

ATTRIBUTION = "Contains data from GeoNames (geonames.org), CC BY 4.0, modified"
SOURCE = "geonames_world"  # tells a row of the world from one of the region

_MAGIC = b"torkham world\n"
_VERSION = 1
_HEADER = 4096  # bytes; the trie behind it must stand on a page
_ROW = struct.Struct("<ddfqQII")  # latitude, longitude, radius, population (-1 unknown), words: start, length; order
_FIELDS = ("id", "name", "alt_names", "kind", "country", "admin1", "admin2", "geonames_id", "capital_of")
_ID = "#"  # before an id in the trie; folded names hold no such sign
_PIECE = 1 << 22  # bytes summed at a time
_WIDE = {Kind.COUNTRY: 0, Kind.PROVINCE: 1, Kind.REGION: 2}  # in the order of rows
_OTHER_NAME = 20
_MOST = 24  # namesakes given, the biggest first


def is_world(path: Path) -> bool:
    """Return whether a file says of itself that it is such a file. Raises SourceError if it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error


class World:
    """The places of one file. Opening maps it and checks its sum; a place is made when it is asked for. It pickles."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._map, header = _opened(self.path)
        self.attribution: str = header["attribution"]
        self.made_from: str = header["made_from"]
        self._count: int = header["places"]
        self._rows, self._words = header["rows"], header["words"]
        self._trie = _trie()
        self._trie.map(memoryview(self._map)[_HEADER : self._rows])
        self._place = lru_cache(maxsize=1 << 16)(self._read_place)
        self.candidates = lru_cache(maxsize=1 << 16)(self._candidates)

    def __reduce__(self) -> tuple[type[World], tuple[Path]]:
        return type(self), (self.path,)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: str) -> bool:
        return key in self._trie

    def prefixes(self, folded: str) -> list[str]:
        """Return the names that begin a folded text, the shortest first; they may end inside a word."""
        found: list[str] = self._trie.prefixes(folded)
        return found

    def get(self, place_id: str) -> Place:
        """Return the place with that id; raise NotFound if there is none."""
        for (number,) in self._trie.get(_ID + place_id) or ():
            return self._place(number)
        raise NotFound(f"no place {place_id!r} in {self.path}")

    def units(self) -> Iterator[Place]:
        """Yield the countries, regions and first-order units."""
        for number in range(self._count):
            place = self._place(number)
            if place.kind not in _WIDE:
                return  # they stand first
            yield place

    def _candidates(self, key: str) -> tuple[Place, ...]:
        """Return the places that bear the folded name, the likeliest first; none is an answer."""
        places = [self._place(number) for (number,) in self._trie.get(key) or ()]
        own = [place for place in places if fold(place.name) == key]
        if own:  # then what bears it as another name only is hardly meant, unless it is much bigger
            least = _OTHER_NAME * max(place.population or 0 for place in own)
            is_wide = any(place.kind in _WIDE for place in own)
            places = own + [p for p in places if fold(p.name) != key and not is_wide and (p.population or 0) > least]
        return tuple(sorted(places, key=lambda place: _rank(place, key))[:_MOST])

    def _read_place(self, number: int) -> Place:
        lat, lon, radius, people, start, length, _ = _ROW.unpack_from(self._map, self._rows + number * _ROW.size)
        start += self._words
        cells = dict(zip(_FIELDS, self._map[start : start + length].decode().split("\t"), strict=True))
        return Place(
            id=cells["id"],
            name=cells["name"],
            alt_names=tuple(filter(None, cells["alt_names"].split("|"))),
            demonyms=(),
            kind=Kind(cells["kind"]),
            country=cells["country"],
            admin1=cells["admin1"],
            admin2=cells["admin2"],
            lat=lat,
            lon=lon,
            radius_km=round(radius, 2),
            population=people if people >= 0 else None,
            geonames_id=cells["geonames_id"],
            capital_of=cells["capital_of"],
            source=SOURCE,
        )


def write_world(places: Iterable[Place], out: Path, made_from: str) -> int:
    """Write places as one file and return how many; a file of that name is replaced when all is written.

    Raises SourceError if it cannot be written, or marisa-trie is not installed.
    """
    ordered = sorted(places, key=_by_size)
    trie = _trie(_keys(ordered)).tobytes()
    rows, words = bytearray(), bytearray()
    for number, place in enumerate(ordered):
        row = "\t".join(map(_plain, _cells(place))).encode()
        people = -1 if place.population is None else place.population
        rows += _ROW.pack(place.lat, place.lon, place.radius_km, people, len(words), len(row), number)
        words += row
    trie += b"\0" * (-len(trie) % 8)
    body = trie + bytes(rows) + bytes(words)
    header = {
        "version": _VERSION, "attribution": ATTRIBUTION, "made_from": made_from, "places": len(ordered),
        "rows": _HEADER + len(trie), "words": _HEADER + len(trie) + len(rows), "size": _HEADER + len(body),
        "crc32": zlib.crc32(body),
    }  # fmt: skip
    _write(Path(out), (_MAGIC + json.dumps(header).encode() + b"\n").ljust(_HEADER), body)
    return len(ordered)


def _write(out: Path, header: bytes, body: bytes) -> None:
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(header)
            file.write(body)
        os.replace(part, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SourceError(f"{out}: cannot be written: {error.strerror}") from error


def _opened(path: Path) -> tuple[mmap.mmap, dict[str, Any]]:
    again = "make it again with `torkham gazetteer build-world`"
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError:
        raise SourceError(f"{path}: is empty; {again}") from None
    if mapped[: len(_MAGIC)] != _MAGIC:
        raise SourceError(f"{path}: is no world gazetteer; {again}")
    try:
        header: dict[str, Any] = json.loads(mapped[len(_MAGIC) : _HEADER])
        version = header["version"]
    except (ValueError, KeyError, TypeError):
        raise SourceError(f"{path}: is damaged; {again}") from None
    if version != _VERSION:
        raise SourceError(f"{path}: is of version {version}, this Torkham reads version {_VERSION}; {again}")
    if len(mapped) != header.get("size") or _sum(mapped) != header.get("crc32"):
        raise SourceError(f"{path}: is damaged or cut short; {again}")
    return mapped, header


def _sum(mapped: mmap.mmap) -> int:
    found = 0
    with memoryview(mapped) as view:
        for start in range(_HEADER, len(view), _PIECE):
            found = zlib.crc32(view[start : start + _PIECE], found)
    return found


def _trie(keys: Iterable[tuple[str, tuple[int]]] = ()) -> Any:
    try:
        from marisa_trie import RecordTrie
    except ImportError:
        raise SourceError("the world gazetteer needs marisa-trie; pip install 'torkham[world]'") from None
    return RecordTrie("<I", keys)


def _keys(places: Iterable[Place]) -> Iterator[tuple[str, tuple[int]]]:
    for number, place in enumerate(places):
        yield _ID + place.id, (number,)
        for key in {fold(name) for name in spellings(place)}:
            if key:
                yield key, (number,)


def _by_size(place: Place) -> tuple[int, int, str]:
    return _WIDE.get(place.kind, 3), -(place.population or 0), place.id


def _rank(place: Place, key: str) -> tuple[int, float, str]:
    """Order namesakes: wide ones, then by people; a name that is only another name of a place counts for little."""
    wide, people, place_id = _by_size(place)
    return wide, people if fold(place.name) == key else people / _OTHER_NAME, place_id


def _cells(place: Place) -> tuple[str, ...]:
    return (
        place.id, place.name, "|".join(place.alt_names), place.kind.value, place.country, place.admin1, place.admin2,
        place.geonames_id, place.capital_of,
    )  # fmt: skip


def _plain(cell: str) -> str:
    return " ".join(cell.split())
