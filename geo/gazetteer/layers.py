"""The region's gazetteer on top of the world's: the region answers first, the world where the region has no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geo.errors import NotFound
from geo.gazetteer.index import Gazetteer, needs_exact_case
from geo.gazetteer.world import World
from geo.model import Kind, Place
from geo.names import fold

_SHORTEST = 4  # letters of a name of the region that may have namesakes abroad: not US, UK, UAE
_WIDE = frozenset({Kind.COUNTRY, Kind.PROVINCE})
_HOME = frozenset({"PK", "AF", ""})  # a name of the region is never a place abroad


class LayeredGazetteer(Gazetteer):
    """A gazetteer whose names lead on into the world. `places`, and the names it lists, are the region's alone.

    A name that the region has only for a place abroad (London, Paris, Washington) keeps that as its first candidate,
    and its namesakes of the world after it: "London, Ontario" says which is meant.
    """

    def __init__(self, region: Gazetteer, worlds: Sequence[World]) -> None:
        super().__init__(region.places)
        self.region = region
        self.worlds = tuple(worlds)
        self.names = _Names(self.names, self.worlds)
        self.exact_case = _ExactCase(self.exact_case)

    def get(self, place_id: str) -> Place:
        """Return the place with that id, of the region or the world; raise NotFound if there is none."""
        sources: tuple[Gazetteer | World, ...] = (self.region, *self.worlds)
        for source in sources:
            try:
                return source.get(place_id)
            except NotFound:
                continue
        raise NotFound(f"no place {place_id!r} in the gazetteers")


class _Names(Mapping[str, tuple[Place, ...]]):
    """Folded names to places. Only the region's names are counted and listed: the world's are for asking."""

    def __init__(self, own: Mapping[str, tuple[Place, ...]], worlds: Sequence[World]) -> None:
        self._own = own
        self._worlds = worlds

    def __getitem__(self, key: str) -> tuple[Place, ...]:
        own = self._own.get(key, ())
        if own and (len(key) < _SHORTEST or any(place.country in _HOME for place in own)):
            return own
        for world in self._worlds:
            own = _joined(key, own, world.candidates(key))
        if not own:
            raise KeyError(key)
        return own

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def _joined(key: str, own: tuple[Place, ...], found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return places of the region that lie abroad, and their namesakes of the world.

    Where the region knows the name only as another name of a country (England), a unit of just that name is meant.
    """
    if own and any(place.kind in _WIDE and fold(place.name) == key for place in found):
        own = tuple(place for place in own if fold(place.name) == key or place.kind is not Kind.COUNTRY)
    units = {place.geonames_id: place.admin1 for place in found}
    own = tuple(place if place.admin1 else _filed(place, units.get(place.geonames_id, "")) for place in own)
    known = {place.geonames_id for place in own if place.geonames_id}
    wide = {(place.country, place.kind) for place in own if place.kind in _WIDE}
    return own + tuple(
        place for place in found if place.geonames_id not in known and (place.country, place.kind) not in wide
    )


def _filed(place: Place, admin1: str) -> Place:
    """Return a place abroad with the state that the world files it under, which the region's rows leave out."""
    return replace(place, admin1=admin1) if admin1 and place.kind not in _WIDE else place


class _ExactCase(frozenset[str]):
    """The spellings that count only as written: the region's, listed, and any of the world's that is asked for."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and needs_exact_case(name))


def layered(region: Gazetteer, worlds: Sequence[World]) -> Gazetteer:
    """Return the region's gazetteer with worlds under it, or itself where there are none."""
    return LayeredGazetteer(region, worlds) if worlds else region
