"""The conditions of the codebook's rows: which hold where a phrase stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from geo.coding.actors import STATE, ActorMention, is_both
from geo.coding.admitted import Admitted
from geo.coding.company import in_company
from geo.coding.lexicon import Lexicon, runs_in
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import EventType, Kind, Location, Use

_ACTS = frozenset({EventType.COOPERATE, EventType.CONCEDE, EventType.AID, EventType.SANCTION, EventType.AGREE})
_BY_STATES = frozenset({EventType.CONSULT, EventType.CONCEDE, EventType.SANCTION, EventType.SUPPORT})
_BY_OTHERS = re.compile(r" by (?!\w+day|tele|phone|video)[a-z]")
_OWN = re.compile(r"(?i)\b(?:its|our|own|no)\b(?: [\w-]+){0,2} ?$|\b(?:its|our|own) (?:\w+ )?(?:soil|territory|land)\b")
_ITSELF = re.compile(r" (?:it|both)\b")
_IT = re.compile(r"(?:It|Both|They|All|The two)\b")
_ITS_VERB = re.compile(r" (?:(?:\w+ly|was|were|is|has|had|been|will|would|to|also|then|itself) )*")
_ADJOINING = 5  # characters
_BEING = re.compile(r"(?:,? (?:was|were|has|have|had|been|remained|stayed|also|too|again|is|are|both))+ ")
_UP_TO = re.compile(r"[,;]|\b(?:in|near|at|on|from|outside|by|with|to|who|which|after|when|while|and)\b")
_NAME_ENDS = re.compile(
    r"(?:['’]s)?(?:$|(?<=s) [A-Z]|[,.;:]| (?:on|in|early|late|after|without|and|but|by|under|yesterday|today|\w+day"
    r"|as|when|which|last"
    r"|this|during|following|from|for|overnight|with|a|hours?|days?|before|then|again|to)\b)"
)
_REACH = 70  # characters in which the object of a verb stands
_runs_around = lru_cache(maxsize=4)(runs_in)  # all phrases of a sentence ask the same text
SUMMONED = re.compile(
    r"(?i)\b(?:summoned|hauled)$|\bcalled(?: in)?$|\b(?:brought|ushered|asked|ordered|required|invited)$"
)


def fits(one: Admitted, scan: Scan, lexicon: Lexicon, around: str) -> bool:
    """Return whether the conditions of a phrase's row hold where it stands; `around` is the text nearby."""
    trigger = one.hit.trigger
    if trigger.is_of_crossing and any(actor.start <= one.hit.start < actor.end for actor in scan.actors):
        scan.trace.left_out(one.hit, scan.sentence, "its gate is part of who is named")  # "Frontier Corps"
        return False
    if not trigger.needs and not trigger.unless:
        return True
    check = _conditions(one, scan, lexicon, around)
    missing = next((need for need in trigger.needs if not check(need) and not _may_lack(one, need, scan)), None)
    barred = next((bar for bar in trigger.unless if check(bar)), None) if missing is None else None
    if missing is None and barred is None:
        return True
    scan.trace.unfit(one.hit, scan.sentence, missing or barred or "", needed=missing is not None)
    return False


def _may_lack(one: Admitted, need: str, scan: Scan) -> bool:
    """Return whether a phrase may tell a deed without who does it: "an accord was signed"."""
    hit = one.hit
    if not need.startswith("initiator") or one.initiator is not None:
        return False
    if hit.type in _BY_STATES and _BY_OTHERS.match(scan.slice(hit.end, hit.end + 12)):
        return False  # "was welcomed by crowds"
    turned = hit.trigger.is_turned or (hit.is_passive and hit.trigger.type in _ACTS)
    return turned or SUMMONED.search(hit.text) is not None


def _conditions(one: Admitted, scan: Scan, lexicon: Lexicon, around: str) -> Callable[[str], bool]:
    def holds(condition: str) -> bool:
        what, _, value = condition.partition(":")
        match what:
            case "word" | "around":
                near = what == "around"
                text, among = (around, _runs_around(around)) if near else (scan.sentence.text, scan.sentence.among)
                return lexicon[value].within(text, among)
            case "initiator":
                return _is(one.initiator, value) or (value == "political" and _is_nation(one))
            case "target":
                return _is(one.target, value)
            case "crossing" if _of_crossing(one.hit, scan):
                walled = _at_walls(scan, lexicon)
                there = not walled and lexicon["crossing"].within(around, _runs_around(around))
                return there or _at_crossing(scan, lexicon)
            case "crossing" | "gateway" | "gateway_first":
                return _at_gate(what, one.hit, scan) or (what != "gateway_first" and _at_crossing(scan, lexicon))
            case "place_next" | "place_right":
                return _place_follows(what, one.hit, scan)
            case "joint" | "parties" | "statesman":
                return in_company(what, one.hit, scan)
            case "other":
                return _others_before(one, scan)
            case "ground":
                return _is_ground(one.hit, scan, lexicon)
            case "own":
                return _OWN.search(scan.slice(one.hit.clause, one.hit.end)) is not None
            case _:
                return bool(_told(what, one.hit, scan))

    return holds


def _told(what: str, hit: Hit, scan: Scan) -> object:
    if what == "town_first":
        towns = (one.mention.end for one in scan.places if one.place.geo_precision <= 3)
        return right_before(hit, scan) or any(scan.slice(end, hit.start) == " " for end in towns)
    return {"place": scan.places, "toll": scan.tolls, "date": scan.dates, "passive": hit.is_passive}[what]


def _of_crossing(hit: Hit, scan: Scan) -> bool:
    """Return whether "it", "both" or a town stands right before a phrase, or "it" after: a crossing told before."""
    subject = _IT.match(scan.slice(hit.clause, hit.start)) is not None
    return subject or _ITSELF.match(scan.slice(hit.end, hit.end + 8)) is not None or bool(right_before(hit, scan))


def _at_gate(what: str, hit: Hit, scan: Scan) -> bool:
    """Return whether a sentence names the town of a crossing: anywhere, before a phrase, or right beside it."""
    gates = [one.mention for one in scan.places if one.place.id in scan.gateways]
    before = any(_ITS_VERB.fullmatch(scan.slice(gate.end, hit.start)) for gate in gates)
    if what == "crossing":  # "shut Chaman", "Chaman was closed"
        return before or any(hit.start <= gate.start <= hit.end + _ADJOINING for gate in gates)
    return before if what == "gateway_first" else bool(gates)


def right_before(hit: Hit, scan: Scan) -> list[Location]:
    """Return the town that is the subject of a phrase: "Torkham and Chaman were closed"."""
    return [
        one
        for one in scan.places
        if one.place.geo_precision <= 2 and _BEING.fullmatch(scan.slice(one.mention.end, hit.start))
    ]


def _is_ground(hit: Hit, scan: Scan, lexicon: Lexicon) -> bool:
    """Return whether a town, a district or a post is what is taken or left: "captured Zehri", "the post was seized"."""
    if hit.is_passive:
        before = scan.slice(hit.clause, hit.start).rsplit(", ", 1)[-1]
        return bool(right_before(hit, scan)) or lexicon["ground"].within(_UP_TO.split(before)[0])
    after = scan.slice(hit.end, min(hit.end + _REACH, hit.clause_end))
    if lexicon["ground"].within(_UP_TO.split(after)[0]):
        return True
    names = [one.mention for one in scan.places if one.place.geo_precision <= 3 and one.mention.start >= hit.end]
    return any(
        at.start - hit.end <= 5 and _NAME_ENDS.match(scan.slice(at.end, at.end + 16)) is not None for at in names
    )


def _place_follows(what: str, hit: Hit, scan: Scan) -> bool:
    if what == "place_right":
        return any(0 <= name.mention.start - hit.end <= _ADJOINING for name in scan.places)
    names = [name.mention for name in scan.names if name.mention.use is not Use.DEMONYM]
    return any(hit.end <= at.start <= hit.end + 30 and " that " not in scan.slice(hit.end, at.start) for at in names)


def _is(actor: ActorMention | None, kinds: str) -> bool:
    if actor is None:
        return False
    if not kinds:
        return True
    for kind in kinds.split("+"):
        if (
            actor.kind == kind
            or (kind == "political" and actor.is_political)
            or (kind == "state" and actor.kind in STATE)
        ):
            return True
    return False


def _others_before(one: Admitted, scan: Scan) -> bool:
    """Return whether another state stands right before a phrase: what is said of it, the speaker says to it."""
    before = [a for a in scan.actors if one.hit.clause <= a.start and a.end <= one.hit.start]
    if not before or one.initiator is None or before[-1] is one.initiator:
        return False
    last = before[-1]
    foreign = last.is_political and bool(last.country) and last.country != one.initiator.country
    return (foreign or is_both(last) or last.kind == "igo") and one.hit.start - last.end <= 12


def _is_nation(one: Admitted) -> bool:
    """Return whether a people stands for its state: "the Americans met the Taliban"."""
    who = one.initiator
    nation = who is not None and who.source == "place" and who.kind == "people"
    return nation and one.hit.type is EventType.CONSULT and one.hit.trigger.mode != "visit"


def _at_crossing(scan: Scan, lexicon: Lexicon) -> bool:
    if any(one.place.kind is Kind.BORDER_CROSSING for one in scan.names):
        return True
    if _at_walls(scan, lexicon):
        return False
    return lexicon["crossing"].within(scan.sentence.text, scan.sentence.among)


def _at_walls(scan: Scan, lexicon: Lexicon) -> bool:
    """Return whether a gate is not one of a border: "the embassy's gate"."""
    among = scan.sentence.among
    return "border" not in among and lexicon["walled"].within(scan.sentence.text, among)
