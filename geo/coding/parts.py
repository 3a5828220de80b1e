"""A sentence cut where it passes from one event to another that has a place of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from geo.coding.places import usable
from geo.coding.scan import Scan

_JOINT = re.compile(r"(?:;|,)(?: (?:and|but|while|whereas|then|as well as))+ |; ")


def parts(scan: Scan) -> list[Scan]:
    """Return a sentence as one scan, or as several if it joins events that each have a phrase and a place.

    "Nine died in Zhob, and on the 18th a bomb went off in Hayatabad." A part without a day of its own keeps all days.
    """
    if len(scan.hits) < 2 or len(scan.places) < 2:
        return [scan]
    edges = [scan.sentence.start, *_cuts(scan), scan.sentence.end]
    return [_part(scan, start, end) for start, end in pairwise(edges)] if len(edges) > 2 else [scan]


def _cuts(scan: Scan) -> Iterator[int]:
    """Yield the joints on whose both sides stand an event and its place, in order."""
    offset, start = scan.sentence.start, scan.sentence.start
    for match in _JOINT.finditer(scan.sentence.text, scan.sentence.body - offset):
        joint = match.end() + offset
        if _is_list(scan, match.start() + offset, joint):
            continue
        if _tells(scan, start, joint) and _tells(scan, joint, scan.sentence.end):
            yield joint
            start = joint


def _tells(scan: Scan, start: int, end: int) -> bool:
    """Say whether a phrase that makes an event, and a place nearer than a country, stand between two offsets."""
    if not any(start <= hit.start < end and hit.strength != "weak" and not hit.is_definite for hit in scan.hits):
        return False
    return any(start <= place.mention.start < end and place.place.geo_precision < 4 for place in usable(scan))


def _is_list(scan: Scan, left: int, right: int) -> bool:
    """Say whether names stand on both sides of a joint, as in "Zhob, Sibi, and Quetta"."""
    ends, starts = ({getattr(one.mention, edge) for one in scan.names} for edge in ("end", "start"))
    return left in ends and right in starts


def _part(scan: Scan, start: int, end: int) -> Scan:
    days = tuple(one for one in scan.dates if start <= one.start < end)
    return replace(
        scan,
        hits=tuple(hit for hit in scan.hits if start <= hit.start < end),
        places=tuple(place for place in scan.places if start <= place.mention.start < end),
        tolls=tuple(toll for toll in scan.tolls if start <= toll.start < end),
        dates=days or scan.dates,
    )
