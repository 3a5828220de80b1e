"""Where statements, meetings and visits are: at a venue that the text tells, else at the speaker's seat."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from geo.coding.actors import ActorMention
from geo.coding.chains import list_of
from geo.coding.nesting import holds, unrelated
from geo.coding.offices import start_of
from geo.coding.places import (
    REACH_AFTER,
    REACH_BEFORE,
    fronted,
    how_far,
    is_speech_place,
    signs_before,
)
from geo.coding.prepositions import (
    AFTER_COMING,
    AS_DID,
    AT_ONCE,
    BESIDE,
    FROM_HERE,
    IN_ASIDE,
    IN_RELATIVE,
    OCCASION,
    OF,
    PUT_FIRST,
    RESUMES,
    SAID_FROM,
    SAID_IN,
    SENT_FROM,
    SPEAKING,
    STATED,
    TOLD_THERE,
    WHERE,
)
from geo.coding.scan import Scan
from geo.coding.speeches import Speech
from geo.coding.stance import SAYING, Hit
from geo.gazetteer import Gazetteer
from geo.model import Basis, EventPlace, Kind, Location, Mention, Place, Role, Use

_FROM = re.compile(r"(?:[A-Z][a-z]+, )?From (?:the )?")
_SENT = re.compile(  # in a message of the speaker's
    r"(?i)\bin an? (?:[\w-]+ ){0,2}(?:rebuke|statement|message|note|speech|letter|reply|broadcast|address) from $"
)
_THEN_WHERE = re.compile(r"(?:,? (?:(?:on|last|this|late|early) )*\w+day)?[, ]{0,3}")  # "in Baku on Friday, where"
_POSTS = ("mission", "embass", "consul", "ambassador", "envoy", "representa", "office")  # "its mission in Kabul"
_IN_A = re.compile(
    r"(?i)\b(?:in|into|inside|at|to|outside|near|for|during|attend(?:ed|ing)?|(?:margins|sidelines|fringes|edges) of)"
    r" (?:an?|the|this|that|last [\w-]+['’]s|[\w-]+day['’]s) (?:[\w-]+ ){0,2}$"
)
_HOUSE = re.compile(
    r" (?:[\w-]+ ){0,2}?(?:hotel|villa|guest-?house|palace|resort|mansion|compound|residence|convention centre|office"
    r"|summit|conference|talks|meeting|gathering|forum|dialogue|session|round|process|format|moot)s?\b"
    r"|(?i: (?:[\w-]+ )?(?:ballroom|hall|room|suburb|suite|mosque|restaurant|garden|embassy|club|lounge|banquet|dinner"
    r"|lunch|ceremony|retreat|farm|house|airport|headquarters|ministry)\b)"
)
_DAY_WHEN = re.compile(r"\bthe (?:same |very )?(?:day|night|evening|morning|week|month) (?:that|when|as|on which)\b")
_BESIDE_THEM = re.compile(r",? (?:in|at) (?:the )?")
_HIS_HOSTS = re.compile(
    r" (?:his|her|its|their|the) (?:hosts?|guests?|visitors?|counterparts?|audience|listeners|delegates|gathering)"
    r"(?: on \w+day| late \w+day)? (?:in|at) "
)
_LONGEST = 100  # characters of a name
_REACH = 60  # characters between a local office and its place


def stated_at(actor: ActorMention | None, hit: Hit, scan: Scan) -> Location | None:
    """Return where a statement was made, if the sentence says so: "said in Islamabad", "the ministry in Kabul said"."""
    front = [place for place in (*fronted(scan), *_heard_from(scan)) if place.place.geo_precision <= 2]
    if actor is not None and AS_DID.search(scan.slice(actor.start - 24, actor.start)):
        return None  # "In New York he condemned it, as did Moscow"
    sent = [p for p in scan.names if p.mention.use is Use.METONYM and p.place.kind is not Kind.COUNTRY]
    for place in sent:  # "in a rebuke from Rawalpindi": the army's town, where its chief speaks
        if actor is not None and actor.end <= place.mention.start and _is_said_from(hit, place.mention.start, scan):
            return place
    there = where_of(hit, scan) if hit.is_verb else None
    if there is not None and there.place.geo_precision <= 2:
        return there
    for place in (*front, *scan.places):
        start = place.mention.start
        owner = hit.start <= start < hit.end and scan.slice(place.mention.end, place.mention.end + 2) in ("'s", "’s")
        if place.place.kind is Kind.COUNTRY or owner:  # "called in Kabul's envoy"
            continue
        if actor is not None and _is_of_one_before(place, actor, hit, scan):
            continue
        if place in front and start < hit.start:
            return place
        if _is_beside_verb(start, hit, scan) or (actor is not None and _is_speakers(start, actor, hit, scan)):
            return place
        if any(_is_of_speech(place, speech, scan) for speech in scan.speeches if not _is_apart(speech, actor, hit)):
            return place
    return None


def _is_of_one_before(place: Location, actor: ActorMention, hit: Hit, scan: Scan) -> bool:
    """Return whether a place tells where somebody named before spoke: "… from Rawalpindi; New Delhi denied it"."""
    start, end = place.mention.start, place.mention.end
    if not end <= actor.start <= hit.start or start < scan.sentence.body:
        return False
    gap = scan.slice(end, actor.start)
    spoken = any(one.is_verb and one.type in SAYING and end <= one.start < actor.start for one in scan.hits)
    return ";" in gap or spoken


def _is_beside_verb(start: int, hit: Hit, scan: Scan) -> bool:
    """Return whether the words of a statement or of its occasion lead to a place: "speaking in", "warned in Lahore"."""
    if start < hit.start:
        return SPEAKING.search(scan.slice(start - REACH_BEFORE, start)) is not None
    if hit.is_verb and _is_right_after(hit, start, scan):
        return True
    return hit.end <= start and OCCASION.search(scan.slice(hit.end, start)) is not None


def _is_speakers(start: int, actor: ActorMention, hit: Hit, scan: Scan) -> bool:
    """Return whether a place stands beside who speaks, or is where they are said to speak from."""
    if actor.end <= start < hit.end + 20 and _BESIDE_THEM.fullmatch(scan.slice(actor.end, start)):
        return True
    if actor.end < start < hit.start and IN_ASIDE.fullmatch(scan.slice(actor.end, start)):
        return True
    return _is_said_from(hit, start, scan)


def _is_of_speech(place: Location, speech: Speech, scan: Scan) -> bool:
    """Return whether a place follows "told reporters in", or is the "there" behind such words."""
    start = place.mention.start
    gap = scan.slice(speech.end, start) if speech.end <= start else ""
    if gap and (STATED.match(gap) or AFTER_COMING.fullmatch(gap)):
        return True
    before = start < speech.verb and place.place.geo_precision <= 2
    return before and TOLD_THERE.match(_behind(speech, scan)) is not None


def _is_apart(speech: Speech, actor: ActorMention | None, hit: Hit) -> bool:
    """Return whether somebody else speaks in another clause: "Beijing praised it, and Haley said in New York"."""
    if actor is None or speech.actor is None or speech.actor.name == actor.name:
        return False
    foreign = not actor.country or speech.actor.country != actor.country
    return foreign and not hit.clause <= speech.verb < hit.clause_end


def _is_said_from(hit: Hit, start: int, scan: Scan) -> bool:
    """Return whether somebody spoke from a place: "retorted from Kabul", "in a rebuke from Rawalpindi"."""
    behind = scan.slice(hit.end, start)
    if behind and (SAID_IN.fullmatch(behind) or (hit.is_verb and AFTER_COMING.fullmatch(behind))):
        return True
    if not FROM_HERE.search(scan.slice(start - REACH_BEFORE, start)):
        return False
    if start < hit.start or not hit.is_verb:
        return SENT_FROM.search(scan.slice(start - REACH_BEFORE, start)) is not None
    return SAID_FROM.fullmatch(scan.slice(hit.end, start)) is not None


def _is_right_after(hit: Hit, start: int, scan: Scan) -> bool:
    """Return whether a place follows a verb: "warned in Lahore", or inside it: "vowed in Multan on Monday to"."""
    if hit.start < start < hit.end:
        return AT_ONCE.fullmatch(scan.slice(hit.start + len(hit.words[0]), start)) is not None
    if hit.end <= start and _HIS_HOSTS.fullmatch(scan.slice(hit.end, start)):
        return True  # "warned his hosts in Islamabad"
    posted = hit.text.rsplit(None, 1)[-1].lower().startswith(_POSTS)
    return hit.end <= start and not posted and AT_ONCE.fullmatch(scan.slice(hit.end, start)) is not None


def _heard_from(scan: Scan) -> list[Location]:
    """Return where somebody speaks from: "From Kabul, the ministry said", "in a rebuke from Rawalpindi"."""
    first = scan.places[:1]
    heard = [one for one in first if _FROM.fullmatch(scan.slice(scan.sentence.body, one.mention.start))]
    return heard + [one for one in scan.names if _SENT.search(scan.slice(one.mention.start - 40, one.mention.start))]


def _behind(speech: Speech, scan: Scan) -> str:
    return scan.slice(speech.end, speech.end + REACH_AFTER)


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


def where_of(hit: Hit, scan: Scan) -> Location | None:
    """Return the place that a relative clause tells of: "came from New Delhi, where he had talks with the minister"."""
    match = WHERE.match(scan.slice(hit.clause, hit.start))
    if match is None:
        return None
    before = (place for place in scan.places if place.mention.end <= hit.clause)
    return next((one for one in before if _THEN_WHERE.fullmatch(scan.slice(one.mention.end, hit.clause))), None)


def venues(hits: Sequence[Hit], scan: Scan, *, towns_only: bool = False) -> list[Location]:
    """Return where a meeting is held or a visit goes: the names after in, at or to nearest to the phrases."""
    start, end = min(hit.clause for hit in hits), max(_reach(hit, scan) for hit in hits)
    free = [p for p in scan.places if not is_speech_place(p, scan) and not _names_capital(p, scan)]
    told = max(hit.end for hit in hits)
    asked = [hit.start for hit in scan.hits if hit.type in SAYING and hit.is_verb and hit.start >= told]
    free = [p for p in free if not any(verb < p.mention.start for verb in asked)]  # "met him and urged work at X"
    if towns_only:
        free = [p for p in free if p.place.geo_precision == 1]
    called = [p for p in free if any(_is_called_on(p, hit, scan) for hit in hits)]
    fit = called or [p for p in free if start <= p.mention.start < end and is_venue(p, scan)]
    if not fit and not all(hit.is_definite for hit in hits):
        fit = [p for p in free if is_venue(p, scan) and p.mention.start < end]
    if not fit:
        there = next(filter(None, (where_of(hit, scan) for hit in hits)), None)
        return [there] if there is not None else [p for p in fronted(scan) if p in free and p.mention.start < told][:1]
    exact = [p for p in fit if p.place.kind is not Kind.COUNTRY] or fit
    exact = [p for p in exact if not any(holds(p.place, q.place) for q in exact if q is not p)]
    first = min(exact, key=lambda p: min(how_far(p.mention, hit, scan) for hit in hits))
    return unrelated(list_of(first, exact, scan))


def _reach(hit: Hit, scan: Scan) -> int:
    """Return where the words of a phrase end: those of an aside or of a clause put first where the main one begins.

    What else was on the day of talks was elsewhere: "took place on the day that a bomb hit a bus in Khuzdar".
    """
    if same_day := _DAY_WHEN.search(scan.slice(hit.end, hit.clause_end)):
        return hit.end + same_day.start()
    if hit.clause == scan.sentence.body and PUT_FIRST.match(scan.slice(hit.clause, hit.start)):
        comma = scan.slice(hit.end, hit.clause_end).find(", ")
        return hit.end + comma if comma >= 0 else hit.clause_end
    if not IN_RELATIVE.match(scan.slice(hit.clause, hit.start)):
        return hit.clause_end
    main = RESUMES.search(scan.slice(hit.end, hit.clause_end))
    return hit.end + main.start() if main else hit.clause_end


def _names_capital(place: Location, scan: Scan) -> bool:
    """Return whether a province only says which capital is meant: "in the Xinjiang capital"."""
    wide = place.place.kind in (Kind.PROVINCE, Kind.COUNTRY)
    return wide and scan.slice(place.mention.end, place.mention.end + 9).startswith(" capital")


def _is_called_on(place: Location, hit: Hit, scan: Scan) -> bool:
    """Return whether a visit's own words lead to a place: "paid a call on the Afghan capital", "set off for Iran"."""
    leads = hit.trigger.mode == "visit" and hit.text.endswith((" on", " for"))
    return leads and scan.slice(hit.end, place.mention.start) in (" ", " the ")


def is_venue(place: Location, scan: Scan) -> bool:
    """Return whether the words before a name say that people meet or go there: "in Doha", "visited Kabul"."""
    before = signs_before(place, scan)
    if place.place.kind is Kind.COUNTRY and "into_country" not in before:
        return False
    if "visited" in before or _is_of_house(place, scan):
        return True
    return "to" in before and "origin" not in before and "no_venue" not in before


def _is_of_house(place: Location, scan: Scan) -> bool:
    """Return whether a name says of what town a house or a conference is: "in a Doha hotel", "at the Astana summit"."""
    start, end = place.mention.start, place.mention.end
    if place.place.geo_precision > 2 or _HOUSE.match(scan.slice(end, end + 40)) is None:
        return False
    return _IN_A.search(scan.slice(start - 40, start)) is not None
