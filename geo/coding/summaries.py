"""What only sums up: a toll added up over weeks, several attacks told in one breath, a whole province's dead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.draft import Draft
from geo.coding.places import usable
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import EventType

_SOME = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|various)"
_HAVE = frozenset(["have", "has"])
_ALL_THE_TIME = r"(?! (?:last |late |early )*\w*day\b| [^,;.]{3,24}, (?:when|after)\b)"  # not "since May 1, when"
_ADDED_UP = re.compile(
    r"(?i)\b(?:have|has) (?:\w+ ){0,3}(?:lost|been|died|claimed|taken|left|cost|killed)\b.{0,120}\bsince\b"
    rf"{_ALL_THE_TIME}|\bsince\b{_ALL_THE_TIME}.{{0,120}}\b(?:have|has) (?:\w+ ){{0,2}}"
    r"(?:lost|been|died|claimed|taken|left|cost|killed|risen)\b"
    rf"|\bin (?:the (?:past|last) )?{_SOME} (?:days|weeks|months) (?:have|has)\b"
)
_SEVERAL = re.compile(
    rf"(?i)\b(?:in|across|during) (?:{_SOME}|twin|separate|different|multiple) (?:(?!in\b)\w+ ){{0,2}}"
    r"(?:operations|engagements|incidents|attacks|bombings|blasts|explosions|raids|clashes|encounters|shootings)\b"
)
_WIDELY = re.compile(
    rf"(?i)\b(?:separate|different|multiple|coordinated|simultaneous|twin|(?:wave|string|series|spate) of|{_SOME})"
    r" (?:\w+ )?(?:attacks|incidents|blasts|bombings|bombs|explosions|raids|clashes|assaults|shootings|ambushes)"
    rf"|\b(?:attacks|violence|incidents|blasts|bombings|raids|clashes) (?:in|across) (?:{_SOME}|different) (?:\w+ )?"
    r"(?:districts|provinces|areas|cities|towns|places|tehsils|parts)\b"
)
_IN_SEVERAL = re.compile(
    rf"(?i)\b(?:in|across) (?:at least |as many as |more than )?(?:{_SOME}|different|multiple) (?:[\w-]+ )?"
    r"(?:districts|provinces|cities|towns|locations|places|parts)\b"
)
_OVER_LAND = re.compile(
    r"\b(?:across|over) (?:(?:much|most|all) of )?the (?:[\w-]+ )?"
    r"(?:province|country|region|frontier|northwest|southwest)\b"
)
_ACROSS = re.compile(r"\bacross [A-Z]")
_SO_FAR = re.compile(r"(?i)\b(?:have|has) been\b.{0,120}\b(?:so far )?this (?:year|month)\b")


def added_up(draft: Draft, scan: Scan, counts: bool) -> str:
    """Return why a draft is a total and no event, or an empty string; `counts` says whether it tells of dead."""
    if "this" in scan.sentence.among and draft.type is not EventType.OTHER and _SO_FAR.search(scan.sentence.text):
        return "it is counted over a year or month"
    if counts and (_is_added_up(scan) or (_is_wide(scan) and _SEVERAL.search(scan.sentence.text))):
        return "its toll is added up over a time or several events"
    return ""


def is_summary(draft: Draft, scan: Scan) -> bool:
    """Return whether a draft tells several attacks together, which the text may tell apart further on."""
    if sums_up(draft) and _WIDELY.search(scan.sentence.text):
        return True
    if _is_wide(scan) and (_IN_SEVERAL.search(scan.sentence.text) or _OVER_LAND.search(scan.sentence.text)):
        return True
    return scan.sentence.is_headline and _ACROSS.search(scan.sentence.text) is not None


def _is_wide(scan: Scan) -> bool:
    """Return whether a sentence names no place nearer than a district."""
    return all(place.place.geo_precision >= 3 for place in usable(scan))


def sums_up(draft: Draft) -> bool:
    """Return whether only deaths and a plural tell of violence: "killed in separate attacks"."""
    told = [hit for hit in draft.hits if hit.strength != "weak"]
    plural = [hit for hit in told if not hit.is_verb and hit.is_plural and not hit.is_definite]
    return bool(plural) and all(hit in plural or hit.is_passive or _is_their_work(hit, plural) for hit in told)


def _is_their_work(hit: Hit, plural: Sequence[Hit]) -> bool:
    """Return whether a verb says what several attacks did: "two attacks within five days killed five"."""
    kills = hit.is_verb and hit.type is None and hit.words[:1] in (("killed",), ("killing",), ("left",), ("claimed",))
    return kills and any(noun.end < hit.start and noun.clause == hit.clause for noun in plural)


def _is_added_up(scan: Scan) -> bool:
    """Return whether a toll is that of a stretch of time: "more than 40 have died since January"."""
    return not _HAVE.isdisjoint(scan.sentence.among) and _ADDED_UP.search(scan.sentence.text) is not None
