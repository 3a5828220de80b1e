"""Where: which of the names in a sentence is the event's place, and in which role.

A name is the place of the phrase it stands nearest to. Where the speaker speaks, where a journey begins, which hospital
the hurt were brought to, and whom an office belongs to are not where it happened.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from geo.coding.actors import ActorMention
from geo.coding.lexicon import words_of
from geo.coding.offices import start_of
from geo.coding.prepositions import (
    AFTER,
    AT_ONCE,
    BEFORE,
    BESIDE,
    CLAUSE,
    CONTAINS,
    CROSSING,
    GOES_ON,
    LIST,
    LOCALS,
    OCCASION,
    OF,
    OF_THERE,
    SPEAKING,
    STATED,
    SUBJECT_GAP,
    TELLERS,
    THERE,
)
from geo.coding.scan import Scan, Speech
from geo.coding.stance import SAYING, Hit
from geo.gazetteer import Gazetteer
from geo.model import Basis, EventPlace, EventType, Kind, Location, Mention, Place, Role, Use

_FRONT = re.compile(
    r"(?:[A-Z][a-z]+, )?(?:In|At|Near|Outside|Elsewhere in|Over in|Back in) (?:the )?"
    r"(?:[\w-]+ (?:city|town|capital) of |[\w-]+ern )?"
)
_HELPED = re.compile(r"(?: (?:was|were|has|have|had|been|being|also|later))* ")  # "men from Karachi were freed in Doha"
_DAY_AFTER = re.compile(r"(?:['’]s)?,? (?:(?:on|in|early|late|the|at|earlier) )*")
_ASIDE = re.compile(r"\b(?:who|which)\b|\bthat (?:pass|run|lead|link|connect|border|govern|face|overlook|cross)\w*\b")
_POSTS = ("mission", "embass", "consul", "ambassador", "envoy", "representa", "office")  # "its mission in Kabul"
_WIDE = (Kind.COUNTRY,)
_REACH_BEFORE, _REACH_AFTER = 48, 40  # characters beside a name that say what it is
_LONGEST = 100  # characters of a name
_REACH = 60  # characters between a local office and its place
_WORDS, _COUNTRY_WORDS = 60, 9  # how far a name may stand from the phrase; each turn of the sentence counts 12


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
    return abs(one.lat - other.lat) < 0.12 and abs(one.lon - other.lon) < 0.14 and one.country == other.country


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
            and "origin" not in _before(name, scan)
        ]
        kept = _without_asides(scan)
        off_road = [p for p in kept if not _on_road(p, scan) and "bearing" not in _before(p, scan)] or kept
        scan.usable = sorted([*off_road, *lands], key=lambda one: one.mention.start)
    return scan.usable


def _without_asides(scan: Scan) -> list[Location]:
    kept: list[Location] = []
    last: Location | None = None  # an aside that the next name may go on: "elders from Hangu and Orakzai"
    for place in scan.places:
        goes_on = last is not None and LIST.match(scan.slice(last.mention.end, place.mention.start)) is not None
        if goes_on or _is_aside(place, scan):
            told = "origin" in _before(place, scan) or _is_speech_place(place, scan)
            last = place if goes_on or told else None
        else:
            kept.append(place)
    return kept


def is_scene(place: Location, scan: Scan) -> bool:
    """Return whether a name says where things happen: "in Quetta", not "from Quetta", "said in Quetta"."""
    before = _before(place, scan)
    if "origin" in before or "away" in before or _is_speech_place(place, scan):
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
        fars = [min(_distance(place.mention, hit, scan) for hit in cluster) for cluster in clusters]
        reach = _COUNTRY_WORDS if place.place.kind is Kind.COUNTRY else _WORDS
        if min(fars) <= reach:
            out[fars.index(min(fars))].append(place)
    if len(clusters) == 1 and not out[0]:
        out[0] = [place for place in usable(scan) if place.place.geo_precision < 4]
    return out


def narrowest(places: Sequence[Location], hits: Sequence[Hit], scan: Scan) -> list[Location]:
    """Return the place of an event, or the places of a list of events ("raids on Urgun and Barmal")."""
    kept = [p for p in places if not any(holds(p.place, q.place) for q in places if q is not p)]
    kept = [p for p in kept if not any(_is_container(p, q, scan) for q in kept if q is not p)]
    lands = {p.place.country for p in kept if p.place.kind in _WIDE and _is_at_once(p, hits, scan)}
    kept = [p for p in kept if not lands or p.place.country in lands]  # "arrested in Pakistan", wherever he was tried
    named = [p for p in kept if p.place.kind not in _WIDE] or kept
    named = [p for p in named if p.place.geo_precision < 4] or named  # a town on the frontier, not the frontier
    outer = [q for q in places if q not in kept and "here" in _before(q, scan)]
    here = [p for p in named if "here" in _before(p, scan) or any(holds(q.place, p.place) for q in outer)] or named
    if not here:
        return []
    first = min(here, key=lambda p: min(_distance(p.mention, hit, scan) for hit in hits))
    if "between" in _before(first, scan):
        return [first]
    chain = _chain(first, named, scan)
    return _apart(chain) if len(chain) > 1 else [first]


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
        around = scan.slice(place.mention.start - 40, place.mention.end + 30)
        if place.place.kind is Kind.BORDER_CROSSING or (
            place.place.geo_precision <= 2 and CROSSING.search(around) and "between" not in _before(place, scan)
        ):
            out.append(place)
    lists = [_chain(one, places, scan) for one in out]  # "the crossings at Torkham and Chaman"
    listed = [p for some in lists for p in some if p.place.geo_precision <= 2 and p not in out]
    return [*out, *dict.fromkeys(listed)]


def on_the_way(place: Location, scan: Scan, gazetteer: Gazetteer) -> Location:
    """Return the district or province instead of a town that is one end of a road ("between A and B")."""
    if "between" not in _before(place, scan) or place.place.geo_precision > 1:
        return place
    if place.place.kind is Kind.BORDER_CROSSING:
        return place
    parents = gazetteer.parents(place.place)
    if not parents or parents[0].kind is Kind.COUNTRY:
        return place
    why = (*place.why, f"on the road from {place.place.name}: {parents[0].name}")
    return replace(place, place=parents[0], score=place.score * 0.7, why=why)


def fronted(scan: Scan) -> list[Location]:
    """Return the names that open the sentence ("In Geneva on January 11 the agency …"): where all of it is set."""
    opening = [p for p in scan.places if _FRONT.fullmatch(scan.slice(scan.sentence.body, p.mention.start))]
    return _chain(opening[0], scan.places, scan) if opening else []


def stated_at(actor: ActorMention | None, hit: Hit, scan: Scan) -> Location | None:
    """Return where a statement was made, if the sentence says so: "said in Islamabad", "the ministry in Kabul said"."""
    front = [place for place in fronted(scan) if place.place.geo_precision <= 2]
    for place in (*front, *scan.places):
        start = place.mention.start
        if place.place.kind is Kind.COUNTRY:
            continue
        if place in front and start < hit.start:
            return place
        if start < hit.start and SPEAKING.search(scan.slice(start - _REACH_BEFORE, start)):
            return place
        posted = hit.text.rsplit(None, 1)[-1].lower().startswith(_POSTS)
        if hit.end <= start and hit.is_verb and not posted and AT_ONCE.fullmatch(scan.slice(hit.end, start)):
            return place
        if hit.end <= start and OCCASION.search(scan.slice(hit.end, start)):
            return place
        beside = actor is not None and re.fullmatch(r",? (?:in|at) (?:the )?", scan.slice(actor.end, start))
        if actor and actor.end <= start < hit.end + 20 and beside:
            return place
        for speech in scan.speeches:
            after = scan.slice(speech.end, start)
            if speech.end <= start and STATED.match(after):
                return place
            if start < speech.verb and place.place.geo_precision <= 2 and THERE.match(_behind(speech, scan)):
                return place
    return None


def _behind(speech: Speech, scan: Scan) -> str:
    return scan.slice(speech.end, speech.end + _REACH_AFTER)


def seat_of(actor: ActorMention, article_id: str, text: str, gazetteer: Gazetteer) -> Location | None:
    """Return the seat of an actor's government as a location over the actor's own words."""
    place: Place | None = None
    if actor.seat:
        place = gazetteer.find(actor.seat)
    if place is None and actor.country and actor.kind in ("government", "army", "police"):
        place = gazetteer.capital(actor.country)
    if place is None:
        return None
    mention = Mention(article_id, actor.start, actor.end, text[actor.start : actor.end], Use.METONYM)
    return Location(mention, place, 0.6, (f"{actor.name} speaks from {place.name}",))


def local_seat(actor: ActorMention, places: Sequence[Location], text: str) -> Location | None:
    """Return where a local office speaks: the place beside it ("the governor of Kunar"), else the one told last."""
    first = bisect_left(places, actor.start - _REACH - _LONGEST, key=start_of)
    earlier = (places[index] for index in range(first - 1, -1, -1))
    before = next((place for place in earlier if place.place.kind is not Kind.COUNTRY), None)
    for place in (places[index] for index in range(first, len(places))):
        start, end = place.mention.start, place.mention.end
        if place.place.kind is Kind.COUNTRY:
            continue
        if start - actor.end > _REACH:
            break
        if (start - actor.end >= 0 and OF.fullmatch(text[actor.end : start])) or (
            0 <= actor.start - end <= _REACH and BESIDE.fullmatch(text[end : actor.start])
        ):
            return place
        if end <= actor.start:
            before = place
    return before


def country_origin(actor: ActorMention, article_id: str, text: str, gazetteer: Gazetteer) -> EventPlace | None:
    """Return the actor's country as the origin of a strike across a border."""
    capital = gazetteer.capital(actor.country)
    parents = gazetteer.parents(capital) if capital else ()
    if not parents:
        return None
    mention = Mention(article_id, actor.start, actor.end, text[actor.start : actor.end], Use.METONYM)
    return EventPlace(Role.ORIGIN, Location(mention, parents[-1], 0.6, (f"{actor.name} acts from there",)), Basis.SEAT)


def venues(hits: Sequence[Hit], scan: Scan, *, towns_only: bool = False) -> list[Location]:
    """Return where a meeting is held or a visit goes: the names after in, at or to nearest to the phrases."""
    start, end = min(hit.clause for hit in hits), max(hit.clause_end for hit in hits)
    free = [p for p in scan.places if not _is_speech_place(p, scan) and not _names_capital(p, scan)]
    told = max(hit.end for hit in hits)
    asked = [hit.start for hit in scan.hits if hit.type in SAYING and hit.is_verb and hit.start >= told]
    free = [p for p in free if not any(verb < p.mention.start for verb in asked)]  # "met him and urged work at X"
    if towns_only:
        free = [p for p in free if p.place.geo_precision == 1]
    fit = [p for p in free if start <= p.mention.start < end and _is_venue(p, scan)]
    if not fit and not all(hit.is_definite for hit in hits):
        fit = [p for p in free if _is_venue(p, scan) and p.mention.start < end]
    if not fit:
        return []
    exact = [p for p in fit if p.place.kind is not Kind.COUNTRY] or fit
    exact = [p for p in exact if not any(holds(p.place, q.place) for q in exact if q is not p)]
    first = min(exact, key=lambda p: min(_distance(p.mention, hit, scan) for hit in hits))
    return _apart(_chain(first, exact, scan))


def _names_capital(place: Location, scan: Scan) -> bool:
    """Return whether a province only says which capital is meant: "in the Xinjiang capital"."""
    wide = place.place.kind in (Kind.PROVINCE, Kind.COUNTRY)
    return wide and scan.slice(place.mention.end, place.mention.end + 9).startswith(" capital")


def _is_venue(place: Location, scan: Scan) -> bool:
    before = _before(place, scan)
    if place.place.kind is Kind.COUNTRY and "into_country" not in before:
        return False
    if "visited" in before:
        return True
    return "to" in before and "origin" not in before and "no_venue" not in before


def heard_at(scan: Scan) -> Location | None:
    """Return where those sit who tell of it, if that is all a sentence says of where: "police in Jalalabad say"."""
    told = [p for p in scan.places if p.place.geo_precision <= 3 and not p.place.capital_of]
    return next((p for p in told if _is_teller(p, scan)), None)


def _is_teller(place: Location, scan: Scan) -> bool:
    start, end = place.mention.start, place.mention.end
    if TELLERS.search(scan.slice(start - _REACH_BEFORE, start)):
        return True
    return OF_THERE.match(scan.slice(end, end + _REACH_AFTER)) is not None


def _of_locals(place: Location, scan: Scan) -> bool:
    """Return whether a name says who people are that tell or suffer something: "residents of Sarkano"."""
    start, body = place.mention.start, scan.sentence.body
    if start - _REACH_BEFORE >= body or body == scan.sentence.start:
        return "locals" in _before(place, scan)
    return LOCALS.search(scan.slice(body, start)) is not None


def _was_taken(place: Location, scan: Scan) -> bool:
    """Return whether someone was abducted from a place: it is where that happened."""
    start = place.mention.start
    return any(hit.type is EventType.ABDUCTION and 0 <= start - hit.end <= 40 for hit in scan.hits)


def _on_road(place: Location, scan: Scan) -> bool:
    """Return whether a name is but (an end of) a road's name: "the Quetta-Chaman highway", "the Kohat road"."""
    return "road" in _after(place, scan)


def _is_aside(place: Location, scan: Scan) -> bool:
    before = _before(place, scan)
    if place.place.geo_precision <= 3 and _of_locals(place, scan):
        return False  # "residents of Sarkano reported shelling", "traders in Chaman closed their shops"
    if "away" in before or ("origin" in before and not _was_taken(place, scan)) or _is_speech_place(place, scan):
        return True
    if not {"office", "bound"}.isdisjoint(_after(place, scan)):
        return True
    if "road_to" in before and place.place.kind is not Kind.BORDER_CROSSING:
        return True
    if "scene" not in before and _is_subject(place, scan):
        return True
    return place.place.kind is Kind.COUNTRY and not _country_fits(place, scan)


def _is_subject(place: Location, scan: Scan) -> bool:
    """Return whether a name stands right before a verb of saying: it is who speaks, not where."""
    end = place.mention.end
    verbs = [speech.verb for speech in scan.speeches]
    verbs += [hit.start for hit in scan.hits if hit.type in SAYING and hit.is_verb and not hit.is_ing]
    return any(verb >= end and SUBJECT_GAP.fullmatch(scan.slice(end, verb)) for verb in verbs)


def _country_fits(place: Location, scan: Scan) -> bool:
    """Return whether the text puts an event inside a country: "in Afghanistan", "Afghan territory"."""
    return "in_country" in _before(place, scan) or "territory" in _after(place, scan)


def _is_speech_place(place: Location, scan: Scan) -> bool:
    start = place.mention.start
    for speech in scan.speeches:
        if speech.start <= start < speech.end:
            return True
        after = scan.slice(speech.end, start)
        if speech.end <= start and len(after) < 60 and STATED.match(after):
            return True
    return False


def _before(place: Location, scan: Scan) -> frozenset[str]:
    """Return which patterns of BEFORE the words before a name fit."""
    start = place.mention.start
    if start not in scan.before:
        at = start - scan.sentence.start
        scan.before[start] = BEFORE.within(scan.sentence.plain[max(0, at - _REACH_BEFORE) : at])
    return scan.before[start]


def _after(place: Location, scan: Scan) -> frozenset[str]:
    """Return which patterns of AFTER the words behind a name fit."""
    end = place.mention.end
    if end not in scan.after:
        at = end - scan.sentence.start
        scan.after[end] = AFTER.within(scan.sentence.plain[at : at + _REACH_AFTER])
    return scan.after[end]


def _chain(first: Location, places: Sequence[Location], scan: Scan) -> list[Location]:
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
    start, end = left.mention.end, right.mention.start
    day = next((one for one in scan.dates if start <= one.start and one.end <= end), None)
    if day is None:
        return LIST.match(scan.slice(start, end)) is not None
    return _DAY_AFTER.fullmatch(scan.slice(start, day.start)) is not None and bool(LIST.match(scan.slice(day.end, end)))


def _apart(chain: Sequence[Location]) -> list[Location]:
    out: list[Location] = []
    for one in chain:
        if not any(related(one.place, other.place) for other in out):
            out.append(one)
    return out


def _distance(mention: Mention, hit: Hit, scan: Scan) -> float:
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
