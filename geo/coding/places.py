"""Where: which of the names in a sentence is the event's place, and in which role.

A name is the place of the phrase it stands nearest to. Where the speaker speaks, where a journey begins, which hospital
the hurt were brought to, and whom an office belongs to are not where it happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.coding.chains import list_of
from geo.coding.dying import died_of_wounds
from geo.coding.lexicon import words, words_of
from geo.coding.moods import STREET
from geo.coding.nesting import holds, related, unrelated
from geo.coding.prepositions import (
    AFTER,
    AT_FUNERAL,
    BEFORE,
    BESIDE_COURT,
    CLAUSE,
    CONTAINS,
    COURT,
    CROSSING,
    GOES_ON,
    LIST,
    LOCALS,
    OF_THERE,
    STATED,
    SUBJECT_GAP,
    TELLERS,
)
from geo.coding.scan import Scan
from geo.coding.speeches import Speech
from geo.coding.stance import SAYING, Hit
from geo.gazetteer import Gazetteer
from geo.model import EventType, Kind, Layer, Location, Mention, Use

_FRONT = re.compile(
    r"(?:[•*–-] ?)?(?:[A-Z][a-z]+, )?(?:In|At|Near|Outside|Elsewhere in|Over in|Back in) (?:the )?"
    r"(?:[\w-]+ (?:city|town|capital) of |[\w-]+ern )?"
)
_HELPED = re.compile(r"(?: (?:was|were|has|have|had|been|being|also|later))* ")  # "men from Karachi were freed in Doha"
_CROWDS = words("people protester tribe party")
_THERE = re.compile(r" (?:in|at|of|near|outside) (?:the )?(?:[\w-]+ (?:city|town) of )?")
_ASIDE = re.compile(r"\b(?:who|which)\b|\bthat (?:pass|run|lead|link|connect|border|govern|face|overlook|cross)\w*\b")
_LEAVING = re.compile(r"(?i)\b(?:from|out of|left|leav\w+|quit|fled|abandon\w*|vacat\w+)\b")
_FROM_THERE = frozenset({EventType.ABDUCTION, EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.TRANSFER_OF_TERRITORY})
_WHO = re.compile(r"\b(?:who|whom|whose)\b")
_WARDS = words("hospital hospitals clinic clinics morgue morgues mortuary infirmary")
_WARD = re.compile(rf"(?i)\b(?:{'|'.join(sorted(_WARDS))}) (?:in|at|of) (?:[\w-]+(?:,| and) )*$")
_BESIDE = frozenset({"bearing", "meanwhile"})  # signs that what happened was not there, if another name tells where
_DIED = words("died dies succumbed")
_WIDE = (Kind.COUNTRY,)
_LONG_ROADS = ("highway", "motorway")
REACH_BEFORE = 48  # characters before a name that say what it is
REACH_AWAY = 96  # the same where a clause stands between
REACH_AFTER = 40  # and after it
_AND_SAID = re.compile(r"\band (?:(?:also|later|then) )?$")
_SITES = "mosque|madrass?ah?|seminary|school|hotel|hospital|shrine|imambargah|restaurant|square|chowk|street"
_SITE = re.compile(rf" (?:{_SITES})(?=(,? (?:in|of) (?:the )?)?)")  # its own name: "the Sayed Abad mosque in Kunduz"
_NAMES_WHAT = re.compile(rf" (?:(?:\w+ )?(?:{_SITES}|academy|airport|base|bus|church|convoy|prison|station|train) )?")
_AND_THEN = re.compile(r"\b(?:after|following|over|amid|since|despite)\b")  # "shut the border after a blast in Hub"
_OVER_THE = re.compile(r"\b(?:against|over|at|condemn(?:ing)?|denounc(?:e|ing)|for) (?:the |last \w+['’]s )$")
_BEFALLEN = re.compile(r" (?:[a-z]+ )?(?:killings?|murders?|attacks?|massacre|bombings?|blasts?|carnage|tragedy)\b")
_LEAD = 2  # sentences
_TOO_WIDE = 200  # km: so wide a province tells less than the town at the end of a road
_WORDS = 60  # how far a name may stand from the phrase; each turn of the sentence counts 12
_COUNTRY_WORDS = 9


def usable(scan: Scan) -> list[Location]:
    """Return the sentence's names that can be where an incident took place."""
    if scan.usable is None:
        lands = [
            name
            for name in scan.names
            if name.mention.use is Use.DEMONYM
            and name.mention.start >= scan.sentence.body
            and "territory" in _after(name, scan)
            and scan.slice(name.mention.end, name.mention.end + 5) != " side"  # of what is told of: no country
            and "origin" not in signs_before(name, scan)
        ]
        lands += [name for name in scan.names if name.mention.use is Use.ORGANISATION and _is_court(name, scan)]
        kept = _without_asides(scan)
        if not scan.sentence.is_headline and scan.sentence.index > _LEAD:  # what was told before says better
            kept = [p for p in kept if not _on_road(p, scan)]  # where on the road it was
        off_road = [p for p in kept if not _on_road(p, scan) and _BESIDE.isdisjoint(signs_before(p, scan))] or kept
        scan.usable = sorted([*off_road, *lands], key=lambda one: one.mention.start)
    return scan.usable


def _is_court(name: Location, scan: Scan) -> bool:
    """Return whether a name is that of a court or a press club: "outside the Peshawar High Court"."""
    start, end = name.mention.start, name.mention.end
    there = BESIDE_COURT.search(scan.slice(start - REACH_BEFORE, start)) is not None
    return there and name.place.geo_precision <= 2 and COURT.match(scan.slice(end, end + REACH_AFTER)) is not None


def _without_asides(scan: Scan) -> list[Location]:
    kept: list[Location] = []
    last: Location | None = None  # an aside that the next name may go on: "elders from Hangu and Orakzai"
    for place in scan.places:
        between = scan.slice(last.mention.end, place.mention.start) if last is not None else ""
        goes_on = bool(between) and LIST.match(between) is not None
        goes_on |= last is not None and CONTAINS.match(between) is not None and related(last.place, place.place)
        goes_on |= last is not None and between == " to " and "away" in signs_before(last, scan)
        if goes_on or _is_aside(place, scan):
            told = "origin" in signs_before(place, scan) or is_speech_place(place, scan)
            last = place if goes_on or told else None
        else:
            kept.append(place)
    return kept


def _on_journey(scan: Scan) -> list[Location]:
    """Return where journeys began that were cut short: near enough, if nothing else says where."""
    ends = [place for place in scan.places if "journey" in signs_before(place, scan) and place not in usable(scan)]
    return [place for place in ends if place.place.kind is not Kind.COUNTRY and not place.place.capital_of]


def of_the_dead(place: Location, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a name only tells of those who died: "who had come home from a match in Sharana", a hospital."""
    start = place.mention.start
    if _on_road(place, scan):
        return True
    if not _WARDS.isdisjoint(scan.sentence.among) and _WARD.search(scan.slice(start - REACH_BEFORE, start)):
        return True
    after = max((hit.end for hit in hits if hit.end <= start), default=start)
    return _WHO.search(scan.slice(after, start)) is not None


_AFTER_THE = re.compile(r"(?i)\b(?:days?|weeks?|months?|hours?|years?) (?:after|before) (?:the |a )?$")
_DAYS_AFTER = re.compile(  # "a drone hits two days after carnage at …": what has no words of its own in the codebook
    r"(?i)\b(?:days?|weeks?|months?|hours?|years?) (?:after|before) (?:the |a |an )?(?:[\w-]+ ){1,3}(?:at|in|on|near)"
    r" (?:the |\w+['’]s )?$"
)
_OCCASION = re.compile(
    r" (?:\w+ )?(?:signing|talks|summit|meeting|accord|deal|pact|agreement|conference|visit|truce)\b"
)


def is_scene(place: Location, scan: Scan) -> bool:
    """Return whether a name says where things happen: "in Quetta", not "from Quetta", "said in Quetta"."""
    before = signs_before(place, scan)
    if not before.isdisjoint(("origin", "away", "bearing")) or is_speech_place(place, scan):
        return False
    if place.mention.start < scan.sentence.body or "relative" in before:
        return False
    return place.mention.start <= scan.sentence.body + 3 or "scene" in before


def beside(places: Sequence[Location], hits: Sequence[Hit], scan: Scan) -> list[Location]:
    """Return the names in the clause of the phrases themselves: all that "the attack" may take for its own."""
    return [p for p in places if any(hit.clause <= p.mention.start < hit.clause_end for hit in hits)]


def share_out(clusters: Sequence[Sequence[Hit]], scan: Scan) -> list[list[Location]]:
    """Return, for each group of phrases, the names that stand nearest to it."""
    out: list[list[Location]] = [[] for _ in clusters]
    for place in usable(scan):
        fars = [min(how_far(place.mention, hit, scan) for hit in cluster) for cluster in clusters]
        reach = _COUNTRY_WORDS if place.place.kind is Kind.COUNTRY else _WORDS
        if min(fars) <= reach:
            out[fars.index(min(fars))].append(place)
    for place in _on_journey(scan):
        fars = [min(how_far(place.mention, hit, scan) for hit in cluster) for cluster in clusters]
        nearest = out[fars.index(min(fars))]
        if all(holds(other.place, place.place) for other in nearest):
            nearest.append(place)
    if len(clusters) == 1 and not out[0]:
        first = min(hit.start for hit in clusters[0])
        out[0] = [one for one in usable(scan) if one.place.geo_precision < 4 and one.mention.start < first]
    return out


def narrowest(places: Sequence[Location], hits: Sequence[Hit], scan: Scan) -> list[Location]:
    """Return the place of an event, or the places of a list of events ("raids on Urgun and Barmal")."""
    kept = [p for p in places if not any(holds(p.place, q.place) for q in places if q is not p)]
    kept = [p for p in kept if not any(_is_container(p, q, scan) for q in kept if q is not p)]
    lands = {p.place.country for p in kept if p.place.kind in _WIDE and _is_at_once(p, hits, scan)}
    kept = [p for p in kept if not lands or p.place.country in lands]  # "arrested in Pakistan", wherever he was tried
    named = [p for p in kept if p.place.kind not in _WIDE] or kept
    named = [p for p in named if p.place.geo_precision < 4] or named  # a town on the frontier, not the frontier
    outer = [q for q in places if q not in kept and "here" in signs_before(q, scan)]
    named = [p for p in named if _describes(p, hits, scan)] or named
    here = [p for p in named if "here" in signs_before(p, scan) or any(holds(q.place, p.place) for q in outer)] or named
    if not here:
        return []
    first = min(here, key=lambda p: min(how_far(p.mention, hit, scan) for hit in hits))
    if "between" in signs_before(first, scan):
        return [first]
    chain = list_of(first, named, scan)
    return unrelated(chain) if len(chain) > 1 else [first]


def _describes(place: Location, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a name says which one it is: "the Bannu sit-in", "the Peshawar school massacre"."""
    nouns = [hit for hit in hits if not hit.is_verb and 0 < hit.start - place.mention.end < REACH_AFTER]
    return any(_NAMES_WHAT.fullmatch(scan.slice(place.mention.end, hit.start)) for hit in nouns)


def _is_at_once(place: Location, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a name follows a phrase at once: "arrested in Pakistan"."""
    start = place.mention.start
    return any(hit.end <= start and scan.slice(hit.end, start) == " in " for hit in hits)


def _is_container(outer: Location, inner: Location, scan: Scan) -> bool:
    """Return whether the text puts one name in the other: "Spera district of Khost", "Wana, in South Waziristan"."""
    if inner.mention.end > outer.mention.start or outer.place.geo_precision < inner.place.geo_precision:
        return False
    return CONTAINS.match(scan.slice(inner.mention.end, outer.mention.start)) is not None


def at_crossing(places: Sequence[Location], scan: Scan) -> list[Location]:
    """Return the names of border crossings, or beside the words for one: what opens and closes."""
    out = []
    for place in places:
        around = _AND_THEN.split(scan.slice(place.mention.start - 40, place.mention.start))[-1]
        around += scan.slice(place.mention.start, place.mention.end + 30)
        town = place.place.geo_precision <= 2 and not place.place.capital_of  # "Islamabad had the gate bolted"
        if place.place.kind is Kind.BORDER_CROSSING or (
            town and CROSSING.search(around) and "between" not in signs_before(place, scan)
        ):
            out.append(place)
    out = out or [place for place in places if place.place.id in scan.gateways]
    lists = [list_of(one, places, scan) for one in out]  # "the crossings at Torkham and Chaman"
    lists = [some for some in lists if "between" not in signs_before(some[0], scan)]
    listed = (p for some in lists for p in some if p.place.geo_precision <= 2 and not p.place.capital_of)
    return list(dict.fromkeys([*out, *listed]))  # not of "at Chaman, and Washington was told to leave"


def on_the_way(place: Location, scan: Scan, gazetteer: Gazetteer) -> Location:
    """Return the district or province instead of a town that is one end of a road: "between A and B"."""
    if signs_before(place, scan).isdisjoint(("between", "journey")) or place.place.geo_precision > 1:
        return place
    if place.place.kind is Kind.BORDER_CROSSING:
        return place
    parents = gazetteer.parents(place.place)
    if not parents or parents[0].kind is Kind.COUNTRY or parents[0].radius_km > _TOO_WIDE:
        return place
    why = (*place.why, f"on the road from {place.place.name}: {parents[0].name}")
    return replace(place, place=parents[0], score=place.score * 0.7, why=why)


def fronted(scan: Scan) -> list[Location]:
    """Return the names that open the sentence ("In Geneva on January 11 the agency …"): where all of it is set."""
    opening = [p for p in scan.places if _FRONT.fullmatch(scan.slice(scan.sentence.body, p.mention.start))]
    return list_of(opening[0], scan.places, scan) if opening else []


def heard_at(scan: Scan) -> Location | None:
    """Return where those sit who tell of it, if that is all a sentence says of where: "police in Jalalabad say"."""
    told = [p for p in scan.places if p.place.geo_precision <= 3 and not p.place.capital_of]
    return next((p for p in told if _is_teller(p, scan)), None)


def _is_teller(place: Location, scan: Scan) -> bool:
    start, end = place.mention.start, place.mention.end
    if TELLERS.search(scan.slice(start - REACH_BEFORE, start)):
        return True
    return OF_THERE.match(scan.slice(end, end + REACH_AFTER)) is not None


def _of_locals(place: Location, scan: Scan) -> bool:
    """Return whether a name says who people are that tell or suffer something: "residents of Sarkano"."""
    start, body = place.mention.start, scan.sentence.body
    if start - REACH_BEFORE >= body or body == scan.sentence.start:
        told = "locals" in signs_before(place, scan)
    else:
        told = LOCALS.search(scan.slice(body, start)) is not None
    return told or _of_crowd(place, scan)


def _of_crowd(place: Location, scan: Scan) -> bool:
    """Return whether a name says where the people are who protest: "porters at Torkham held a demonstration"."""
    start, end = place.mention.start, place.mention.end
    if not any(hit.type in STREET and hit.start >= end and hit.clause <= start for hit in scan.hits):
        return False
    return any(one.kind in _CROWDS and _THERE.fullmatch(scan.slice(one.end, start)) for one in scan.actors)


def _was_left(place: Location, scan: Scan) -> bool:
    """Return whether someone was abducted or driven from a place, or gave it up: it is where that happened."""
    start = place.mention.start
    near = [hit for hit in scan.hits if hit.type in _FROM_THERE and 0 <= start - hit.end <= 40]
    return any(hit.type is EventType.ABDUCTION or _LEAVING.search(scan.slice(hit.start, start)) for hit in near)


def _on_road(place: Location, scan: Scan) -> bool:
    """Return whether a name is (an end of) a long road's name: "the Quetta-Chaman highway", "the Karakoram Highway"."""
    return "road" in _after(place, scan) or place.mention.text.lower().endswith(_LONG_ROADS)


def _is_aside(place: Location, scan: Scan) -> bool:
    before = signs_before(place, scan)
    if _is_of_death(place, scan) or "home" in before:
        return True
    if "funeral" in before and not AT_FUNERAL.search(scan.slice(place.mention.start - REACH_AWAY, place.mention.start)):
        return True
    if _is_grievance(place, scan):
        return True
    if place.place.geo_precision <= 3 and "bound" not in _after(place, scan) and _of_locals(place, scan):
        return False  # "residents of Sarkano reported shelling", "traders in Chaman closed their shops"
    if (not before.isdisjoint(("away", "origin")) and not _was_left(place, scan)) or is_speech_place(place, scan):
        return True
    if not {"office", "bound"}.isdisjoint(_after(place, scan)) or _dates_it(place, scan):
        return True
    if "road_to" in before and place.place.kind is not Kind.BORDER_CROSSING and not _is_road_told(place, scan):
        return True
    if ("scene" not in before and _is_subject(place, scan)) or _names_site(place, scan):
        return True
    return place.place.kind is Kind.COUNTRY and not _country_fits(place, scan)


def _is_grievance(place: Location, scan: Scan) -> bool:
    """Return whether a crowd elsewhere protests at what befell a place: "a rally in Kohat over the Hub killings"."""
    start, end = place.mention.start, place.mention.end
    if not any(hit.type in STREET for hit in scan.hits) or len(scan.places) < 2:
        return False
    return bool(_OVER_THE.search(scan.slice(start - 24, start)) and _BEFALLEN.match(scan.slice(end, end + 24)))


def _dates_it(place: Location, scan: Scan) -> bool:
    """Return whether a name only says after which occasion: "bombs Taliban days after Doha signing"."""
    start, end = place.mention.start, place.mention.end
    then = _AFTER_THE.search(scan.slice(start - 24, start))
    if then is not None and _OCCASION.match(scan.slice(end, end + 24)) is not None:
        return True
    reach = start - REACH_BEFORE
    told = _DAYS_AFTER.search(scan.slice(reach, start))
    if told is None:
        return False
    first = max(reach, scan.sentence.start) + told.start()
    return any(hit.end <= first for hit in scan.hits) and not any(first < hit.start < start for hit in scan.hits)


def _is_of_death(place: Location, scan: Scan) -> bool:
    """Return whether a name says where people died who had been hit before: "a boy shot in Tank died in Peshawar"."""
    start = place.mention.start
    return not _DIED.isdisjoint(scan.sentence.among) and died_of_wounds(scan.slice(start - REACH_AWAY, start))


def _is_road_told(place: Location, scan: Scan) -> bool:
    """Return whether a road to a place is what opens or closes: "sealed off the road to Tank"."""
    start = place.mention.start
    return any(hit.start <= start < hit.end + 5 and hit.type is EventType.OTHER for hit in scan.hits)


def _names_site(place: Location, scan: Scan) -> bool:
    """Return whether a name is that of a mosque, a school or a hotel which the next name puts elsewhere."""
    match = _SITE.match(scan.slice(place.mention.end, place.mention.end + REACH_AFTER))
    if match is None or place.place.kind is Kind.SITE:
        return False
    following = place.mention.end + match.end() + len(match[1] or "")
    outer = next((one for one in scan.places if match[1] and one.mention.start == following), None)
    return outer is not None and not related(outer.place, place.place)


def _is_subject(place: Location, scan: Scan) -> bool:
    """Return whether a name stands right before a verb of saying: it is who speaks, not where."""
    end = place.mention.end
    verbs = [speech.verb for speech in scan.speeches]
    verbs += [hit.start for hit in scan.hits if hit.type in SAYING and hit.is_verb and not hit.is_ing]
    return any(verb >= end and SUBJECT_GAP.fullmatch(scan.slice(end, verb)) for verb in verbs)


def _country_fits(place: Location, scan: Scan) -> bool:
    """Return whether the text puts an event inside a country: "in Afghanistan", "Afghan territory"."""
    return "in_country" in signs_before(place, scan) or "territory" in _after(place, scan)


def is_speech_place(place: Location, scan: Scan) -> bool:
    """Return whether a name says where someone speaks, or stands in the words that say who does."""
    start = place.mention.start
    for speech in scan.speeches:
        if speech.start <= start < speech.end and not _did_before(speech, start, scan):
            return True
        after = scan.slice(speech.end, start)
        if speech.end <= start and len(after) < 60 and STATED.match(after):
            return True
    return False


def _did_before(speech: Speech, start: int, scan: Scan) -> bool:
    """Return whether who speaks did something first, at a place: "police detained three men in Swabi and said"."""
    done = any(hit.is_verb and hit.layer is Layer.INCIDENT and hit.clause <= hit.start < start for hit in scan.hits)
    return done and _AND_SAID.search(scan.slice(start, speech.verb)) is not None


def signs_before(place: Location, scan: Scan) -> frozenset[str]:
    """Return which patterns of BEFORE the words before a name fit."""
    start = place.mention.start
    if start not in scan.before:
        at = start - scan.sentence.start
        scan.before[start] = BEFORE.within(scan.sentence.plain[max(0, at - REACH_BEFORE) : at])
    return scan.before[start]


def _after(place: Location, scan: Scan) -> frozenset[str]:
    """Return which patterns of AFTER the words behind a name fit."""
    end = place.mention.end
    if end not in scan.after:
        at = end - scan.sentence.start
        scan.after[end] = AFTER.within(scan.sentence.plain[at : at + REACH_AFTER])
    return scan.after[end]


def how_far(mention: Mention, hit: Hit, scan: Scan) -> float:
    """Return how far a name stands from a phrase, in words; turns of the sentence between count as many."""
    key = mention.start, hit.start, hit.end
    if key not in scan.fars:
        scan.fars[key] = _distance_anew(mention, hit, scan)
    return scan.fars[key]


def _distance_anew(mention: Mention, hit: Hit, scan: Scan) -> float:
    first, last = (mention.end, hit.start) if mention.start < hit.start else (hit.end, mention.start)
    gap = scan.slice(first, last)
    if mention.start < hit.start and _FRONT.fullmatch(scan.slice(scan.sentence.body, mention.start)):
        return 4 + (60 if ";" in gap else 0)  # what opens a sentence sets its scene
    goes_on = hit.is_verb and mention.start < hit.start and GOES_ON.search(gap)
    turns = 6 if goes_on else 0  # "in Bolan and killed five in Kalat"
    turns += 12 * len(CLAUSE.findall(gap)) + (60 if ";" in gap else 0)
    turns += 8 if hit.is_passive and mention.start < hit.start and _HELPED.fullmatch(gap) else 0
    turns += 12 * len(_ASIDE.findall(gap)) if mention.start > hit.start else 0
    return len(words_of(gap)) + turns + (2 if mention.start < hit.start else 0)
