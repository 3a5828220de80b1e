"""Who is together with whom: whether a sentence has two sides that can meet, and whether a verb takes a statesman.

Newspapers have no end of words for being together ("spent an hour", "shook hands", "had tea"). Which of them tells of
a meeting is decided by who stands around it: two states, or a statesman right behind "saw" or "rang".
"""

from __future__ import annotations

import re
from itertools import pairwise

from geo.coding.actors import ActorMention, is_both
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import Location

_SPOKEN_OF = frozenset({"on", "about", "over", "against"})  # "talked about Kabul" is not with it
_TOGETHER = re.compile(
    r"(?i)\b(?:the|both|two|three|all|six) (?:other )?(?:two |three |four |six )?(?:rival |foreign |prime |opposing )?"
    r"(?:men|women|leaders|ministers|delegations|teams|negotiators|presidents|premiers|generals|envoys|officials"
    r"|countries|neighbou?rs|sides|governments|foes|rivals|counterparts)\b"
)
_SIDES = re.compile(
    r"(?i)\b(?:both|the two|the three|either|all) (?:the )?(?:rival |opposing )?(?:sides|countries|neighbou?rs|states"
    r"|governments|nations|delegations|armies|forces|capitals|foreign ministers|ministers|side)\b"
    r"|\b[Tt]he (?:trio|pair|duo|(?:two|three)(?= (?:also |then |have |had |both |\w+ly )?[a-z]+ed\b))\b"
    r"|\b(?:[Tt]he )?(?:two|three|both) [\w-]* ?(?:foreign ministers|delegations|governments|armies|border forces)\b"
)
_PLURAL = re.compile(
    r"(?i)\b(?:delegations|ministers|presidents|premiers|negotiators|envoys|commanders|heads|officials|leaders|members"
    r"|delegates|diplomats|governments|representatives|secretaries|chiefs) (?:of|from|for)\b"
    r"|\b[A-Z]\w+ and [A-Z]\w+ (?:[a-z]+ )?(?:officials|delegations|ministers|presidents|diplomats|officers|teams"
    r"|negotiators|premiers|leaders|generals|envoys|delegates|colleagues|counterparts|troops|soldiers|guards|forces|navies"
    r"|armies|commanders|elders|commandos|police|governments|lawmakers|investigators)\b"
)
_ENDEAVOUR = re.compile(  # "efforts to negotiate had failed"
    r"(?i)\b(?:efforts?|attempts?|bids?|hopes?|refusal|readiness|(?:un)?willingness|reluctance|chances?|desire"
    r"|failure|nothing|little|not much|too (?:early|late|soon)|refus\w+|declin\w+)(?: [\w-]+)? to (?:\w+ly )?$"
)
_LEADS_TO = re.compile(r"(?: (?:the|its|his|her|their|a|an|acting|then|former|Mr|Mrs|[\w-]+['’]s?|of))*(?: \w+)? ?")
_AUDIENCE = re.compile(r"(?i)\b(?:told|tells|telling|address(?:ed|es|ing)?) (?:a|an|the) (?:[\w-]+ ){0,2}[\w-]+$")
_INWARD = re.compile(
    r"(?i)\b(?:press|news|media|memorial|cabinet|party|public|budget|parliamentary|family|election|prayer|war)"
    r" (?:meeting|session|conference|gathering|sitting|talks?)$"
)
_OWN_PEOPLE = re.compile(
    r" (?:with )?(?:his|her|its|their) (?:[\w-]+ ){0,2}(?:chiefs|cabinet|commanders|generals|advis[eo]rs|aides"
    r"|ministers|governors|lawmakers|supporters|officers|troops|family|relatives|lawyers?)\b"
)
_AND = re.compile(r",? (?:and|&) (?:(?:the|its|his|their|visiting) )?(?:[\w-]+['’]s )?")
_A_ROUND = re.compile(
    r"(?i)\b(?:an?|the|this|that|another|each|every|its|their|first|second|third|\w+th|last|next|new|latest|previous"
    r"|earlier|final|opening)(?: [\w'’-]+){0,2} $"
)
_ON_PHONE = re.compile(r" (?:in|at|by|over)\b")  # "the minister, reached in Dubai, said"
_PRIVATE = re.compile(
    r" (?:with )?(?:(?:the|some|several|leading|local|a group of) )?(?:[\w-]+ )?(?:bankers|traders|farmers"
    r"|business(?:men|people)|industrialists|exporters|investors|doctors|teachers|students|lawyers|journalists|reporters"
    r"|relatives|families|workers|pensioners|players|athletes|vendors|shopkeepers|transporters|nurses)\b"
)
_OWN_GROUND = re.compile(
    r"(?i) (?:(?:an?|the|his|their|two|three|several|some) )?(?:[\w-]+ ){0,2}(?:posts?|frontline|front line|garrison"
    r"|forward areas?)\b"
)
_OWNED = re.compile(r"(?i)\b(?:the|his|her|their|its|our|my|both|these|of|from|with|to|by) $")
_OF_FIRE = re.compile(
    r"(?i)rounds? of (?!(?:[\w-]+ ){0,2}(?:talks|negotiat\w+|dialogue|consultations?|discussions?|contacts|diplomacy"
    r"|meetings?|parleys|deliberations|the|engagement|peace)\b)"
)
_FIGURE = re.compile(  # "came to blows"
    r" (?:blows|light|power|terms|nothing|grief|pass|life|rest|an? |be|see|believe|know|regret|office|naught|help|say)"
)
_AT_ONCE = 40  # characters between a verb and whom it takes


def in_company(what: str, hit: Hit, scan: Scan) -> bool:
    """Return whether two sides stand around a phrase (`parties`) or do together what it tells (`joint`).

    Or whether a statesman stands right behind it (`statesman`).
    """
    if what == "joint":
        return _are_joint(hit, scan)
    return _has_parties(hit, scan) if what == "parties" else _takes_statesman(hit, scan)


def why_no_meeting(hit: Hit, scan: Scan) -> str:
    """Return why a word for a meeting tells of none between states, or an empty string."""
    if _INWARD.search(scan.slice(min(hit.start, hit.end - 30), hit.end)):
        return "it is a gathering of one's own, or of the press"
    if other := _other_sense(hit, scan):
        return other
    here = (actor for actor in scan.actors if hit.clause <= actor.start < hit.clause_end)
    loose = hit.text.lower().startswith("gathering") and not hit.is_definite
    if loose and not any(actor.is_political for actor in here):
        return "nobody of a state or a group is told to be there"
    if _OWN_PEOPLE.match(scan.slice(hit.end, hit.end + 48)):
        return "it is a gathering of one's own, or of the press"
    if _PRIVATE.match(scan.slice(hit.end, hit.end + 48)) and not _has_parties(hit, scan):
        return "it is with people of no state or group"
    if hit.trigger.mode == "visit" and _OWN_GROUND.match(scan.slice(hit.end, hit.end + 60)):
        return "it is a tour of one's own troops"
    if hit.is_infinitive and _ENDEAVOUR.search(scan.slice(hit.clause, hit.start)):
        return "it is sought, not told as held"
    if _AUDIENCE.search(scan.slice(hit.start - 24, hit.end)):
        return "it is who was spoken to"
    return ""


def _other_sense(hit: Hit, scan: Scan) -> str:
    """Return in what other sense a word stands: rounds of fire, hosts who are people, "came to blows"; or nothing."""
    word, behind = hit.text.lower(), scan.slice(hit.end, hit.end + 14)
    if word == "round" and _A_ROUND.search(scan.slice(hit.clause, hit.start)) is None:
        return "it is no round of talks"
    if _OF_FIRE.match(scan.slice(hit.start, hit.end + 40)) is not None:
        return "it is no round of talks"
    if behind.startswith(" of minds") or (word.endswith(" to") and _FIGURE.match(behind) is not None):
        return "it is a figure of speech"
    if word == "hosts" and _is_noun_of_hosts(hit, scan):
        return "it is who is the host"
    if word == "reached" and _ON_PHONE.match(behind) is not None:
        return "a reporter reached somebody there"
    return ""


def _is_noun_of_hosts(hit: Hit, scan: Scan) -> bool:
    """Return whether "hosts" are people: "his hosts in Islamabad", "Russian hosts lauded"."""
    described = any(one.end == hit.start - 1 for one in scan.nations)
    return described or _OWNED.search(scan.slice(hit.start - 8, hit.start)) is not None


def _has_parties(hit: Hit, scan: Scan) -> bool:
    """Return whether the sentence around a phrase names two who can meet, or several in one word."""
    sides: list[ActorMention] = []
    for actor in scan.actors:
        people = actor.source == "place" and actor.kind == "people"  # "the Americans"
        called_on = hit.start < actor.start <= hit.end + 3  # "a call on President Raisi"
        if not (actor.is_political or people) or (actor.preposition in _SPOKEN_OF and not called_on):
            continue
        if any(actor is speech.actor and speech.end <= hit.start for speech in scan.speeches):
            continue
        if is_both(actor):
            if hit.clause <= actor.start < hit.clause_end:
                return True
            continue
        if not any(_is_same(actor, side) for side in sides):
            sides.append(actor)
    if len(sides) > 1 or any(_is_addressed(place, side, scan) for side in sides[:1] for place in scan.names):
        return True
    text = scan.slice(hit.clause, hit.clause_end)
    return _TOGETHER.search(text) is not None or (bool(sides or scan.nations) and _PLURAL.search(text) is not None)


def _are_joint(hit: Hit, scan: Scan) -> bool:
    """Return whether two sides together are the subject of a phrase: "both sides decided", "Dar and Muttaqi sat"."""
    before = [one for one in scan.actors if hit.clause <= one.start and one.end <= hit.start]
    before = [one for one in before if one.is_political and one.preposition not in _SPOKEN_OF]
    if any(is_both(one) and not one.preposition for one in before):
        return True
    text = scan.slice(hit.clause, hit.start)
    if _SIDES.search(text) or (bool(before or scan.nations) and _PLURAL.search(text)):
        return True
    nations = (one for one in scan.nations if hit.clause <= one.start and one.end <= hit.start)
    sides = sorted([*before, *(n for n in nations if not any(a.start <= n.start < a.end for a in before))])
    pairs = ((a, b) for a, b in pairwise(sides) if not _is_same(a, b))
    return any(_AND.fullmatch(scan.slice(a.end, b.start)) is not None for a, b in pairs)


def _is_addressed(place: Location, side: ActorMention, scan: Scan) -> bool:
    """Return whether something goes to another state by the name of its capital: "passed a dossier to Kabul"."""
    abroad = bool(place.place.capital_of) and side.country not in ("", place.place.country)
    return abroad and scan.slice(place.mention.start - 3, place.mention.start) == "to "


def _is_same(one: ActorMention, other: ActorMention) -> bool:
    """Return whether two names are of one side: of a state's own people, only those not told apart by name count."""
    if one.name == other.name:
        return True
    unnamed = not (one.is_person and other.is_person)
    return unnamed and bool(one.country) and one.country == other.country


def _takes_statesman(hit: Hit, scan: Scan) -> bool:
    """Return whether the object right behind a verb is a statesman: "saw Muttaqi", "rang his Tajik counterpart"."""
    for actor in scan.actors:
        if hit.end <= actor.start <= hit.end + _AT_ONCE:
            titled = actor.is_person or actor.has_office or actor.is_political
            fit = actor.kind in ("government", "army", "un", "igo")
            fit = fit and (not actor.preposition or hit.text.lower().endswith(f" {actor.preposition}"))
            return titled and fit and _LEADS_TO.fullmatch(scan.slice(hit.end, actor.start)) is not None
    return False
