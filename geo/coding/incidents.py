"""Incidents of one sentence: phrases that tell the same attack, protest or closure are put together, others apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geo.coding.moods import STREET
from geo.coding.nesting import related
from geo.coding.places import usable
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.coding.times import of_speech
from geo.model import DatePrecision, EventType

VIOLENCE = (
    EventType.SUICIDE_BOMB,
    EventType.CHEMICAL_WEAPON,
    EventType.AIR_DRONE_STRIKE,
    EventType.ABDUCTION,
    EventType.GRENADE,
    EventType.SHELLING,
    EventType.REMOTE_EXPLOSIVE,
    EventType.SEXUAL_VIOLENCE,
    EventType.GOVERNMENT_REGAINS_TERRITORY,
    EventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
    EventType.ARMED_CLASH,
)
_INSIDE = re.compile(r"\b(?:in|at|near|on|of|outside)\b[\w\s'’]{0,18}$")
_ANEW = re.compile(
    r"(?i)(?:, and|;|, while) (?:that same|that|the same|later|on the same|hours later|a day later|the next"
    r"|the following) (?:day|night|evening|morning|afternoon|month|week)?"
)
_ON_THE_EVE = re.compile(r"(?i)\b(?:days?|hours?|weeks?|months?|years?) (?:after|before|following) (?:[\w'’-]+ ){0,4}$")
IN_WHICH = re.compile(r"(?: [\w-]+){0,3}?,? (?:in|during) which\b| (?:that|when|which)\b")
AGAINST = re.compile(
    r"\b(?:over|against|demanding|to demand|in protest at|condemning|to condemn|to protest|denouncing|to denounce)\b"
)
_MEANWHILE = re.compile(
    r",? (?:while|whereas) (?:an?|two|three|four|five|six|another|\d+|unidentified|unknown|gunmen|militants|in)\b"
)
_ELSEWHERE = re.compile(r"(?:and|while|but) (?:also |later )?(?:in|at|near|outside) (?:the )?")
_BLASTS = frozenset({EventType.REMOTE_EXPLOSIVE, EventType.GRENADE, EventType.SHELLING, EventType.SUICIDE_BOMB})
_BESIDES = re.compile(r"^[^,;]*, $")
_AND_A = re.compile(r", and (?:an?|another|two|three) (?:[\w-]+ ){0,2}$")
_OFF_THERE = re.compile(r"(?i)\belsewhere\b|\bin (?:another|a different) (?:part|quarter|district|area)\b")
_RELATIVE = re.compile(r"[, ]*(?:(?:in|during|by|from) )?(?:which|that|who|where)\b")
_DIED_WHEN = re.compile(r" (?:when|after|as)\b")
_ASTRAY = 10_000
_BESIDE = 24  # characters between a verb and its day
_ONE_MORE = re.compile(r"(?i)\b(?:another|an? (?:second|third|fourth|further|separate|similar)) (?:[\w-]+ ){0,2}$")
_STILL = re.compile(r"\b(?:remain|stay|kept|keep|still|continu)\w*\b[^,;]*$")
_OPENS = re.compile(r"(?i)\b(?:re)?open|\bresum|\bunlock")
_SHUTS = re.compile(r"(?i)\bshut|\bclose|\bseal|\bbolted|\blocked")
_REACH = 40  # characters


@cache
def family(event_type: EventType | None) -> str:
    """Return which incidents can be one: violence with violence, street with street, others with their own type."""
    if event_type is None or event_type is EventType.ATTACK or event_type in VIOLENCE:
        return "abduction" if event_type is EventType.ABDUCTION else "violence"
    return "street" if event_type in STREET else event_type.code


def clusters(hits: Sequence[Hit], scan: Scan, links: Sequence[tuple[int, int]]) -> list[list[Hit]]:
    """Return the hits of incidents grouped by the incident they tell, in order; weak ones join the nearest."""
    out: list[list[Hit]] = []
    weak: list[Hit] = []
    for hit in hits:
        if hit.strength == "weak":
            weak.append(hit)
            continue
        last = next((group for group in reversed(out) if _may_go_on(group, hit)), None)
        apart = last is not None and (_set_apart(last[0], hit, scan) or _is_another(hit, scan))
        if last is not None and not apart and not _parted(last[-1], hit, scan, links):
            last.append(hit)
        else:
            out.append([hit])
    for hit in weak:
        some = [group for group in out if family(group[0].type) in ("violence", "abduction", "street", "Mob violence")]
        some = [group for group in some if not is_peaceful(group)] or some
        if any(toll.is_death for toll in scan.tolls):  # "set shops alight; 32 people died"
            some = some or [group for group in out if group[0].type is EventType.LOOTING]
        nearest = min(some, key=lambda group: _far(group, hit, scan), default=None)
        if nearest is None:
            if out:
                scan.trace.left_out(hit, scan.sentence, "it only adds to violence, and the sentence tells of none")
            continue
        if _parted_by_place(nearest, hit, scan):
            out.append([hit])
        else:
            nearest.append(hit)
    if not out and weak:
        out = [weak]
    return [sorted(group, key=lambda one: one.start) for group in out]


def is_peaceful(group: Sequence[Hit]) -> bool:
    """Return whether a group tells only of a gathering: deaths told beside violence are not its own."""
    return all(hit.type is EventType.PEACEFUL_PROTEST for hit in group)


def _may_go_on(group: Sequence[Hit], hit: Hit) -> bool:
    return _may_join(group[-1], hit) or any(one.clause == hit.clause and _may_join(one, hit) for one in group)


def _may_join(one: Hit, other: Hit) -> bool:
    first, second = family(one.type), family(other.type)
    if first == second:
        return True
    open_words = one.type is None or other.type is None
    if {first, second} in ({"violence", "abduction"}, {"violence", "street"}):
        return open_words
    if {first, second} == {EventType.ARRESTS.code, "street"}:
        return True  # "broke up the sit-in and detained nine"
    if {first, second} == {EventType.ARRESTS.code, EventType.DISRUPTED_WEAPONS_USE.code}:
        return True  # "three held with two suicide vests"
    if {first, second} == {EventType.LOOTING.code, "abduction"}:
        return True  # "stopped his car, set it on fire and drove him away"
    beside = {EventType.LOOTING.code, EventType.DISRUPTED_WEAPONS_USE.code} & {first, second}
    return bool(beside) and bool({"violence", "street"} & {first, second})


def _parted(one: Hit, other: Hit, scan: Scan, links: Sequence[tuple[int, int]]) -> bool:
    """Return whether two hits tell two events: a link word between ("after"), or a place on either side."""
    if any(one.end <= start < other.start for start, _ in links):
        return True
    if not one.is_verb and other.is_verb and IN_WHICH.match(scan.slice(one.end, other.start)):
        return False  # "a strike in which jets killed 24"
    if one.is_definite and one.is_passive and scan.slice(other.clause, other.clause + 6) == "where ":
        return False  # "those killed at a mosque, where bombers struck on Friday"
    if one.clause != other.clause and not one.is_verb and _ON_THE_EVE.search(scan.slice(scan.sentence.body, one.start)):
        return True  # "Two days after the Bannu attack, gunmen struck again"
    text = scan.slice(one.end, other.start)
    if other.is_ing and family(one.type) == family(other.type) == "street" and _BESIDES.search(text):
        return False  # "poured into the square of Khost on Sunday, chanting"
    if (apart := _are_two_turns(one, other, scan)) is not None:
        return apart
    if (" and " in text and _places_between(one, other, scan)) or _ANEW.search(text):
        return True
    if family(one.type) == "street" and other.type is None and not other.is_verb and AGAINST.search(text):
        return True  # "a sit-in in Karachi against the killings in Parachinar"
    if _by_words(one, other, text, scan):
        return True
    if _each_dated(one, other, scan) or _opens_scene(one, other, scan):
        return True
    dates = [d for d in scan.dates if d.span_kind == "point" and d.when.precision is DatePrecision.DAY]
    dates = [d for d in dates if not of_speech(d, scan)]
    left = [d for d in dates if one.clause <= d.start < one.clause_end]
    right = [d for d in dates if other.clause <= d.start < other.clause_end]
    if one.clause != other.clause and left and right and left[0].when != right[0].when:
        return True
    return one.clause != other.clause and _own_place(one, scan) and _own_place(other, scan)


def _are_two_turns(one: Hit, other: Hit, scan: Scan) -> bool | None:
    """Return whether a crossing was shut and then opened, or only stayed as it was; None where neither is told."""
    if not (one.trigger.is_of_crossing and other.trigger.is_of_crossing):
        return None
    if _STILL.search(scan.slice(one.end, other.end)):
        return False  # "was shut on Sunday and remained closed on Wednesday"
    opened = {_OPENS.search(hit.text) is not None for hit in (one, other)}
    shut = any(_SHUTS.search(hit.text) for hit in (one, other))
    return True if one.is_verb and other.is_verb and len(opened) > 1 and shut else None


def _by_words(one: Hit, other: Hit, text: str, scan: Scan) -> bool:
    """Return whether words between two hits, or beside the second, say that it is told of another event."""
    if ";" in text and not other.is_definite and other.strength == "strong":
        return True
    if _MEANWHILE.search(text) and not other.is_definite and other.strength != "weak":
        return True
    done = one.type is None and (one.is_passive or one.text.startswith("kill") or (not one.is_verb and one.is_plural))
    if done and other.type in _BLASTS and _AND_A.search(text):
        return True  # "two women were shot dead, and a blast hit the health office"
    return one.clause != other.clause and _OFF_THERE.search(scan.slice(other.clause, other.clause_end)) is not None


def _set_apart(one: Hit, other: Hit, scan: Scan) -> bool:
    """Return whether a place and then a day follow each: "the bombing of Tarlai on May 6, a bomb in Wana on Sunday"."""
    days = [d for d in scan.dates if d.span_kind == "point" and d.when.precision is DatePrecision.DAY]
    left = [d for d in days if one.end <= d.start < other.start]
    right = [d for d in days if other.end <= d.start < other.clause_end]
    if not left or not right or left[0].when == right[0].when:
        return False
    here = [p.place for p in usable(scan) if one.end <= p.mention.start < left[0].start]
    there = [p.place for p in usable(scan) if other.end <= p.mention.start < right[0].start]
    return bool(here and there) and not related(here[-1], there[-1])


def _is_another(hit: Hit, scan: Scan) -> bool:
    """Return whether a noun tells of one more at a place of its own: "a second raid, with no deaths, in Shinwar"."""
    if hit.is_verb or _ONE_MORE.search(scan.slice(hit.clause, hit.start)) is None:
        return False
    return any(hit.end <= one.mention.start < hit.end + _REACH for one in usable(scan))


def _each_dated(one: Hit, other: Hit, scan: Scan) -> bool:
    """Return whether each verb has its day after it: "was shut on Tuesday, opened on Wednesday"."""
    if not (one.is_verb and other.is_verb):
        return False
    days = [d for d in scan.dates if d.span_kind == "point" and d.when.precision is DatePrecision.DAY]
    left = [d for d in days if one.end <= d.start < other.start]
    right = [d for d in days if other.end <= d.start <= other.end + _BESIDE]
    return bool(left and right) and left[-1].when != right[0].when and not one.is_definite


def _opens_scene(one: Hit, other: Hit, scan: Scan) -> bool:
    """Return whether the second clause goes to a place of its own: "…, and in Hub gunmen shot at a lorry"."""
    if one.clause == other.clause or one.is_definite:
        return False
    places = [p for p in usable(scan) if other.clause <= p.mention.start < other.start and p.place.geo_precision <= 2]
    return any(_ELSEWHERE.fullmatch(scan.slice(other.clause, p.mention.start)) for p in places)


def _places_between(one: Hit, other: Hit, scan: Scan) -> bool:
    """Return whether each verb has its place after it: "blew up a bridge in Bolan and killed five in Kalat"."""
    left = [p for p in usable(scan) if one.end <= p.mention.start < other.start and p.place.geo_precision <= 2]
    right = [p for p in usable(scan) if other.end <= p.mention.start < other.clause_end and p.place.geo_precision <= 2]
    if not left or not right or not other.is_verb:
        return False
    one_place, its = left[-1].place, right[0].place
    return one_place.admin2 != its.admin2 or (family(one.type) != family(other.type) and not related(one_place, its))


def _parted_by_place(group: Sequence[Hit], hit: Hit, scan: Scan) -> bool:
    """Return whether a toll has a place of its own: "in Barmal six were killed, and in Spera two died"."""
    if any(one.clause == hit.clause for one in group):
        return False
    return _own_place(hit, scan) and all(_own_place(one, scan) for one in group)


def _own_place(hit: Hit, scan: Scan) -> bool:
    return any(
        hit.clause <= p.mention.start < hit.clause_end
        and p.place.geo_precision <= 3
        and _INSIDE.search(scan.slice(p.mention.start - 24, p.mention.start))
        for p in scan.places
    )


def _far(group: Sequence[Hit], hit: Hit, scan: Scan) -> int:
    if _RELATIVE.match(scan.slice(hit.clause, hit.start)) and all(one.start > hit.end for one in group):
        return _ASTRAY  # "a bombing, in which nine died, and an ambush": of the bombing
    if _DIED_WHEN.match(scan.slice(hit.end, hit.end + 8)):
        group = [one for one in group if one.start >= hit.end] or group
        if group[0].start >= hit.end:
            return group[0].start - hit.end  # "a guard died when gunmen stormed a compound"
    return min(
        (hit.start - one.end if one.end <= hit.start else one.start - hit.end + 10)
        + (0 if one.clause == hit.clause else 30)
        for one in group
    )
