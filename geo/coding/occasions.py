"""Meetings told in one breath, each with its own place and day: "in Doha in October and in Istanbul in November"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.coding.draft import Draft
from geo.coding.nesting import related
from geo.coding.places import is_speech_place
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.coding.venues import is_venue
from geo.model import Basis, DateMention, EventPlace, EventType, Kind, Layer, Location, Role

_THEN = re.compile(r",? ?(?:(?:on|in|early|late|the|at|earlier|again|last|for the \w+ time|only) ?)*")
_BEFORE = re.compile(r",? (?:in|at|to) (?:the )?")
_NEXT = re.compile(r"(?:,|,? and|,? then|,? and then|,? or|;) (?:the )?")
_BROKEN = re.compile(
    r"\b(?:who|which|that|whose|when|while|said|says|since|because|told|after|following|despite)\b|[\"“”:]"
)
_HELD_IN = re.compile(r"(?: (?:on|about|of|for|between|with) [^,;.]{3,36})? (?:in|at) (?:the )?")
_NAMED = re.compile(r" (?:[\w-]+ )?")
_ON = re.compile(r" (?:on |in |late |early )*")
_NEAR = 48  # characters between talks and their place
_FAR = 72  # characters between one occasion and the place of the next


def occasions(draft: Draft, scan: Scan, others: Sequence[Sequence[Hit]]) -> list[Draft]:
    """Return the meetings that a draft's words tell: one for each place that has a day of its own, or just the draft.

    `others` are the phrases of what else the sentence tells: where the next of them begins, the list ends.
    """
    venues = [place for place in draft.places if place.role is Role.VENUE]
    if len(scan.dates) < 2 or not venues or venues[0].basis is not Basis.NAMED:
        return [draft]
    chain = _chain(draft, scan, others)
    first = next((index for index, (place, _) in enumerate(chain) if _is_at(place, venues)), None)
    if first is None or len(chain) - first < 2:
        return [draft]
    origins = [place for place in draft.places if place.role is not Role.VENUE]
    return [_anew(draft, place, day, origins) for place, day in chain[first:]]


def appointment(hit: Hit, scan: Scan) -> DateMention | None:
    """Return the day of talks told by name with place and day: "the conference on trade in Bonn on December 5".

    Whoever goes there or stays away, they are held.
    """
    if hit.is_verb or hit.type is not EventType.CONSULT:
        return None
    ahead = (place for place in scan.places if 0 <= place.mention.start - hit.end <= _NEAR)
    place = next((one for one in ahead if _HELD_IN.fullmatch(scan.slice(hit.end, one.mention.start))), None)
    if place is None:
        return None
    days = [one for one in scan.dates if one.span_kind == "point" and one.when.start is not None]
    named = (one for one in days if _NAMED.fullmatch(scan.slice(one.end, hit.start)) and one.end <= hit.start)
    end = place.mention.end
    told = (one for one in days if one.start >= end and _ON.fullmatch(scan.slice(end, one.start)))
    return next(named, None) or next(told, None)


def _chain(draft: Draft, scan: Scan, others: Sequence[Sequence[Hit]]) -> list[tuple[Location, DateMention]]:
    """Return the places with days of their own that follow a draft's phrase, as far as they go on one another."""
    start = min(hit.start for hit in draft.hits)
    rest = [hit.start for group in others for hit in group if hit.start > draft.trigger.end]
    end = min(rest, default=scan.sentence.end)
    chain: list[tuple[Location, DateMention]] = []
    last = 0
    for place, day in _pairs(scan):
        first = min(place.mention.start, day.start)
        if first < start or place.mention.start >= end:
            continue
        if chain and not _goes_on(last, first, place, scan):
            break
        if chain and any(related(place.place, other.place) and day.when == then.when for other, then in chain):
            continue
        chain.append((place, day))
        last = max(place.mention.end, day.end)
    return chain


def _pairs(scan: Scan) -> Iterator[tuple[Location, DateMention]]:
    """Yield the places of a sentence that have a day right after or before them, each with its day."""
    days = [one for one in scan.dates if one.span_kind == "point" and one.when.start is not None]
    for place in scan.places:
        if place.place.kind is Kind.COUNTRY or is_speech_place(place, scan):
            continue
        start, end = place.mention.start, place.mention.end
        after = (one for one in days if one.start >= end and _THEN.fullmatch(scan.slice(end, one.start)))
        before = (one for one in days if one.end <= start and _BEFORE.fullmatch(scan.slice(one.end, start)))
        day = next(after, None) or next(before, None)
        if day is not None:
            yield place, day


def _goes_on(last: int, first: int, place: Location, scan: Scan) -> bool:
    """Return whether the words between two occasions only lead from one to the other."""
    between = scan.slice(last, first)
    if len(between) > _FAR or _BROKEN.search(between) or not (is_venue(place, scan) or _NEXT.fullmatch(between)):
        return False
    inside = (hit for hit in scan.hits if last <= hit.start < first)
    return not any(hit.layer is Layer.INCIDENT and hit.strength == "strong" for hit in inside)


def _is_at(place: Location, venues: Sequence[EventPlace]) -> bool:
    return any(related(place.place, venue.location.place) for venue in venues)


def _anew(draft: Draft, place: Location, day: DateMention, origins: Sequence[EventPlace]) -> Draft:
    return draft.anew(
        places=[EventPlace(Role.VENUE, place, Basis.NAMED), *origins],
        when=day.when,
        has_own_date=True,
        spans={**draft.spans, "date": (day.start, day.end)},
        why=list(draft.why),
    )
