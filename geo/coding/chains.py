"""Names that stand in one list: "Herat on Thursday and Kandahar on Friday", "in Laman, Paktika, and two in Spera"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.nesting import holds
from geo.coding.prepositions import CONTAINS, LIST
from geo.coding.scan import Scan
from geo.model import Location

_DAY_AFTER = re.compile(r"(?:['’]s)?,? (?:(?:on|in|early|late|the|at|earlier) )*")
_HELD = re.compile(r"(?: (?:district|tehsil|area|village|town|city|valley|sector))?,? (?:the )?")  # ", Paktika"


def list_of(first: Location, places: Sequence[Location], scan: Scan) -> list[Location]:
    """Return the list of names that the first one stands in, joined by commas and "and"."""
    ordered = sorted(places, key=lambda p: p.mention.start)
    at = ordered.index(first)
    out = [first]
    for left, right in zip(ordered[at:], ordered[at + 1 :], strict=False):
        if not _listed(left, right, scan):
            break
        out.append(right)
    for right, left in zip(ordered[at::-1], ordered[:at][::-1], strict=False):
        if not _listed(left, right, scan):
            break
        out.insert(0, left)
    return out


def _listed(left: Location, right: Location, scan: Scan) -> bool:
    """Return whether two names stand in one list, with a day or not: "Herat on Thursday and Kandahar on Friday"."""
    start, end = _whole(left, right, scan), right.mention.start
    day = next((one for one in scan.dates if start <= one.start and one.end <= end), None)
    if day is None:
        return LIST.match(scan.slice(start, end)) is not None
    return _DAY_AFTER.fullmatch(scan.slice(start, day.start)) is not None and bool(LIST.match(scan.slice(day.end, end)))


def _whole(left: Location, right: Location, scan: Scan) -> int:
    """Return where a name ends with what holds it: "in Laman, in Barmal district, Paktika, and two in Spera"."""
    end, inner = left.mention.end, left
    for outer in scan.places:
        if not end <= outer.mention.start < right.mention.start or not holds(outer.place, left.place):
            continue
        between = scan.slice(end, outer.mention.start)
        if CONTAINS.match(between) is None and _HELD.fullmatch(between) is None:
            break
        end, inner = outer.mention.end, outer
    return end if inner is not left else left.mention.end
