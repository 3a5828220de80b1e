"""What kind of text an article is, by the words it is made of, and what it takes in each kind to tell of an event.

A match report, a market page, a film notice or a flood borrows the words of war. What no metaphor borrows are the
offices, arms and armed men of conflict; where they are outnumbered by the words of another subject, a phrase only
counts if its own sentence bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from geo.coding.admitted import Admitted
from geo.coding.lexicon import Lexicon, runs, shadow
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import DateMention, DatePrecision, EventType, Layer

_OPENING = 20000  # characters that tell what a text is about
_SOME = 3  # different words of politics and violence that make a text one of these; fewer in a short one
_SHORT = 300  # characters
_MUCH = 4  # different words of sport, cooking or disasters that make a text one of these
_QUIET = "genre_trade|genre_arts|genre_health|genre_nature|genre_daily|genre_life|genre_sport"
_FEW = 2  # words of quiet subjects that a text needs to be one
_DAILY = 2  # days that a text of news tells of
_MORE = 3  # by how much words of conflict must outnumber the others where hardly a day is told
_LONG = 450  # characters in which news would have told a day
_PLAIN = 12  # different words of conflict with which a text is news of it even if it names no day
_HEAD = 120  # characters that may be a headline
_FIRST = 4  # characters before the word that says what a text is: "The making of", not "In the interview on Thursday"
_LEAD = 420  # characters in which a report says what it has counted
_ASKS = re.compile(r"\?(?=\s)")
_RECORD = re.compile(  # its questions are answered with news
    r"(?i)\b(?:transcript|briefing|news conference|live|so far|updates?|what (?:we know|happened))\b"
)
_ASKED = 3  # questions
_OVER_A_TIME = re.compile(
    r"(?i)\b(?:annual|yearly|year-end|year-on-year|monthly|quarterly)\b"
    r"|\b(?:last|past|previous|a|the|each) (?:year|quarter)\b|\b(?:in|during|for|throughout|of) (?:19|20)\d\d\b"
    r"|\b(?:twelve|12|six|nine) months\b|\bso far this year\b"
)
_UNDER_ARMS = frozenset({"army", "police", "armed_group", "protester"})
_AT_WAR = frozenset({"army", "armed_group"})
_ARMY_OF = re.compile(r" of [a-z]")  # "an army of investors" is none
_CROWDS = frozenset({"people", "protester", "party", "tribe"})
_OFFICES = frozenset({"government", "army", "un", "igo"})


class Topic(Enum):
    """What an article is about, as far as it decides what a word like "attack" means in it."""

    SECURITY = "politics and violence"
    UNSURE = "neither politics nor violence, as far as its words tell"  # only phrases that can mean nothing else count
    PLAY = "sport or cooking"
    NATURE = "a disaster"  # whose dead nobody killed, unless the words for it can mean nothing else
    QUIET = "what goes on without conflict"  # trade, arts, health, weather, courts, daily life, sport
    ESSAY = "what is so in general"  # an explainer, an opinion, a history: only what has a date was an event
    TALLY = "sums over a time"  # a report that counts: only what has a day was one of them


def topic_of(text: str, lexicon: Lexicon, dates: Sequence[DateMention] | None = None) -> Topic:
    """Return what a text is about, by the different words of each subject in its opening, and by the days it tells.

    News names the day of what it tells. A text in whose `dates` there is no day tells how things are; one with a
    single day may be either. Without a day to count from, nothing is known of that: then `dates` are None.
    """
    opening = shadow(text[:_OPENING])
    among = frozenset(runs(opening))
    quiet, conflict = lexicon[_QUIET].count(among), lexicon["genre_conflict"].count(among)
    days = _DAILY if dates is None else sum(map(_is_day, dates))
    more = _MORE if days < _DAILY else 0
    if len(opening) >= _SHORT and quiet >= _FEW and quiet + more > conflict:
        return Topic.QUIET
    if days == 0 and len(opening) >= _LONG and conflict < _PLAIN:
        return Topic.ESSAY
    if _is_tally(text, lexicon):
        return Topic.TALLY
    if _is_essay(text, lexicon):
        return Topic.ESSAY
    if lexicon["sport"].are_within(opening, among, _MUCH):
        return Topic.PLAY
    if lexicon["killed_by_nature"].are_within(opening, among, _MUCH):
        return Topic.NATURE
    if len(opening) >= _LONG:
        return Topic.SECURITY if conflict >= _SOME else Topic.UNSURE
    some = min(_SOME, 1 + len(opening) // _SHORT)
    return Topic.SECURITY if lexicon["security"].are_within(opening, among, some) else Topic.UNSURE


def _is_essay(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text says in its head that it explains, judges or remembers, or goes on by questions."""
    head = text[:_HEAD].split("\n")[0]
    if _RECORD.search(head):
        return False
    asks = len(_ASKS.findall(text[:_OPENING]))
    if asks >= _ASKED or (asks > 0 and head.rstrip().endswith("?")):
        return True
    labels = lexicon["genre_essay"].spans(head, frozenset(runs(shadow(head))))
    return any(start <= _FIRST or head[end : end + 1] in (":", "") for start, end in labels)


def _is_tally(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text begins with what somebody has counted over a year or months, and its head says so."""
    head, lead = text[:_HEAD].split("\n")[0], text[:_LEAD]
    counted = lexicon["genre_tally"]
    if not counted.within(lead) or _OVER_A_TIME.search(lead) is None:
        return False
    return _OVER_A_TIME.search(head) is not None or counted.within(head)


def is_on_topic(hit: Hit, scan: Scan, topic: Topic) -> bool:
    """Return whether a phrase may count in a text of its kind."""
    if topic not in (Topic.UNSURE, Topic.PLAY, Topic.NATURE) or hit.layer is Layer.DIPLOMACY:
        return True  # of a quiet text, what its whole sentence says decides
    if scan.tolls and topic is not Topic.NATURE:
        return True
    armed = any(actor.kind in _UNDER_ARMS for actor in scan.actors)
    if topic is not Topic.PLAY and (hit.strength == "strong" or armed or hit.trigger.is_of_crossing):
        return True
    scan.trace.left_out(hit, scan.sentence, f"the text is about {topic.value}")
    return False


def out_of_place(one: Admitted, scan: Scan, topic: Topic) -> str:
    """Return why a phrase tells no event in a text of its kind, or an empty string."""
    if topic is Topic.QUIET and not _is_borne_out(one, scan):
        return f"the text is about {topic.value}, and nothing beside it tells of any"
    if topic is Topic.ESSAY and not _is_dated(scan):
        return f"the text is about {topic.value}, and no date stands beside it"
    if topic is Topic.TALLY and one.hit.layer is Layer.INCIDENT and not _is_dated(scan, to_the_day=True):
        return f"the text is about {topic.value}, and no day stands beside it"
    return ""


def _is_dated(scan: Scan, *, to_the_day: bool = False) -> bool:
    """Return whether a sentence gives a point in time, if asked for a day."""
    return any(_is_day(one) if to_the_day else one.span_kind == "point" for one in scan.dates)


def _is_day(one: DateMention) -> bool:
    return one.span_kind == "point" and one.when.precision is DatePrecision.DAY


def _is_borne_out(one: Admitted, scan: Scan) -> bool:
    """Return whether a sentence of a quiet text has what a metaphor lacks: a day, and who is at war or in office."""
    hit = one.hit
    dated = _is_dated(scan, to_the_day=True)
    if hit.layer is Layer.DIPLOMACY:
        who = one.initiator
        if who is None and hit.type is EventType.AID:
            return dated  # "eight lorries with tents crossed on Thursday": whoever sent them
        if who is None or (who.source == "place" and hit.type is not EventType.AID):
            return False  # a state by its name alone plays and sells, but relief is what it sends
        return dated and who.kind in _OFFICES
    if hit.type is EventType.PEACEFUL_PROTEST and not hit.is_verb:
        return dated and any(actor.kind in _CROWDS for actor in scan.actors)  # shares rally too
    if hit.trigger.is_of_crossing or hit.type is EventType.PEACEFUL_PROTEST:
        return dated
    at_war = (actor for actor in scan.actors if actor.kind in _AT_WAR)
    return dated and any(_ARMY_OF.match(scan.slice(actor.end, actor.end + 8)) is None for actor in at_war)


def _is_abroad(scan: Scan) -> bool:
    """Return whether a sentence names more than one state, or an international body."""
    lands = {name.place.country for name in scan.names} | {one.country for one in scan.actors if one.country}
    return len(lands) > 1 or any(one.kind in ("un", "igo") for one in scan.actors)
