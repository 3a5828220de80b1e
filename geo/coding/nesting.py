"""Which place lies in which, and which two may be the place of one event: by the gazetteer alone."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Kind, Location, Place


def holds(outer: Place, inner: Place) -> bool:
    """Return whether one place lies in another, by the gazetteer's own country, province and district."""
    if outer.id == inner.id or outer.country != inner.country:
        return False
    if outer.kind is Kind.COUNTRY:
        return inner.kind is not Kind.COUNTRY
    if outer.kind is Kind.PROVINCE:
        return inner.admin1 == outer.admin1 and inner.kind not in (Kind.COUNTRY, Kind.PROVINCE)
    if outer.kind is Kind.DISTRICT:
        inside = inner.admin1 == outer.admin1 and inner.admin2 == outer.admin2 and inner.admin2 != ""
        return inside and inner.kind not in (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT)
    if outer.kind is Kind.TEHSIL or outer.kind in (Kind.CITY, Kind.TOWN):
        near = abs(outer.lat - inner.lat) < outer.radius_km / 111 and abs(outer.lon - inner.lon) < outer.radius_km / 90
        return near and inner.radius_km < outer.radius_km
    return False


def related(one: Place, other: Place) -> bool:
    """Return whether two places could be the place of one event: the same, or one in the other."""
    if one.id == other.id or holds(one, other) or holds(other, one):
        return True
    at_gate = Kind.BORDER_CROSSING in (one.kind, other.kind)  # on the line, of either country
    near = abs(one.lat - other.lat) < 0.12 and abs(one.lon - other.lon) < 0.14
    return near and (one.country == other.country or at_gate)


def unrelated(chain: Sequence[Location]) -> list[Location]:
    """Return the names of a list without those that mean the place of one before."""
    out: list[Location] = []
    for one in chain:
        if not any(related(one.place, other.place) for other in out):
            out.append(one)
    return out
