"""What the incidents of one sentence are to each other: a reference, a weapon, a ground, a part, or their own event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.coding import times
from geo.coding.admitted import Admitted
from geo.coding.draft import Draft
from geo.coding.incidents import AGAINST, IN_WHICH, family
from geo.coding.lexicon import words
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.model import DateMention, EventType

_ELSEWHERE = ("retaliation", "response to", "answer to", "likened", "similar", "holds responsible", "revenge")
_NEAR = 48  # characters
_INSIDE = re.compile(r" (?:in|at|on|near|of|outside|against)\b")
_MEANT = re.compile(
    r"\b(?:(?:man|men|mastermind|planners?|suspects?|those|people|group|commander)(?: accused| suspected)?"
    r" (?:behind|of|in|who (?:planned|plotted|ordered|carried out))|accused of|suspected of|wanted (?:for|over)"
    r"|involved in|linked to|responsible for) (?:the|a|an|last|planning|plotting|\w+ing)? ?(?:[\w'’-]+ ){0,3}$"
    r"|\b(?:before|until|ahead of) (?:the|these|those|that) (?:\w+ )?$"  # "days before the raids, …"
)
_CHARGE = re.compile(
    r"\b(?:over|in connection with|on (?:charges|suspicion|accusations?) of|accused of|suspected of"
    r"|wanted (?:for|over|in)|linked to|involve(?:d|ment) in|behind"
    r"|for (?:the|his|her|their|alleged|allegedly|suspected|\w+ing)\b)"
)
_ANGER = re.compile(
    r"(?i)\b(?:anger|quarrel|row|outrage|tensions?|fury|dispute|uproar|shock|rage|spat|stand-?off|recriminations?)"
    r" (over|about|at|against|after) (?:[\w'’-]+ ){0,4}$"
)
_CAME_AFTER = re.compile(
    r" (?:\w+ ){0,2}?(?:coincid\w+ with|overshadow\w+|marr\w+|upstag\w+|haunt\w*|scarred"
    r"|cast (?:a|its) (?:long )?shadow)\b|"
    r" (?:was|were|is|had been) (?:\w+ly )?(?:inexcusable|unjustified|unacceptable|criminal|cowardly|barbaric|illegal"
    r"|unlawful|a (?:violation|crime|breach|provocation|mistake)|an (?:act|attack on|outrage|assault on))\b|"
    r" (?:was|were|is|had been|came) (?:\w+ly )?(?:(?:in|a) (?:reply|response|retaliation|answer|revenge) (?:to|for)\b"
    r"|meant to avenge\b)|"
    r" (?:\w+ ){0,2}?(?:came|comes|come|followed|follows|occurred|happened|took place) "
    r"(?:just |only |barely |less than )?(?:(?:[\w-]+ ){1,3}(?:after|before)"
    r"|(?:on|in) the (?:same |very )?(?:day|night|evening|morning|week) (?:that|when|as))\b"
)
_GUNS = words("rifles rifle guns gun pistols kalashnikovs ak-47s knives automatic axes daggers swords")
_FIGHTS = frozenset({None, EventType.ARMED_CLASH})
_WITH = re.compile(
    r"\b(?:with|using|firing|hauling|carrying|wielding|bearing|lugging|brandishing) (?:[\w-]+ |[\w-]+, ){0,5}$"
)

_CARGO = re.compile(
    r"(?i)\b(?:(?:rucksacks?|backpacks?|bags?|belts?|box(?:es)?|crates?|pouches|sacks?|pockets?|cases?) (?:full )?of"
    r"|(?:rifles?|guns?|pistols?|vests?|kalashnikovs?),? and) (?:\w+ )?$"
)
# what stands between a deed and the day of what was said of it
_OF_WORDS = re.compile(r" and | (?:said|(?:was|were) (?:claimed|condemned|denounced|disowned|denied)) ")
_DAYS_FROM = re.compile(
    r"(?i)\b(?:days?|weeks?|months?|hours?|years?) (?:after|before|following|since) (?:the|that|this|those|these) "
    r"(?:[\w-]+ ){0,2}$"
)
_MOBS = frozenset({EventType.MOB_VIOLENCE, EventType.VIOLENT_DEMONSTRATION})


def without_references(mine: dict[Hit, Admitted], scan: Scan) -> dict[Hit, Admitted]:
    """Leave out what only says who was meant: "killed the man behind the October bombing"."""
    nouns = [hit for hit in mine if not hit.is_verb]
    deeds = len(nouns) < len(mine)
    meant = [hit for hit in nouns if deeds and _MEANT.search(scan.slice(hit.clause, hit.start))]
    meant = [hit for hit in meant if not _is_placed_and_dated(hit, scan)]
    meant += [hit for hit in nouns if hit not in meant and _is_arrested(hit, mine)]
    meant += [hit for hit in nouns if hit not in meant and _is_only_about(hit, scan)]
    meant += [hit for hit in nouns if deeds and hit not in meant and hit.is_definite and _counts_from(hit, scan)]
    meant += [hit for hit in nouns if hit not in meant and _is_carried(hit, scan)]
    scan.trace.left_out(meant, scan.sentence, "it only says who is meant")
    return {hit: one for hit, one in mine.items() if hit not in meant}


def _is_placed_and_dated(hit: Hit, scan: Scan) -> bool:
    """Return whether its place and then its day follow at once: "planned the bombing at Kabul airport in August"."""
    for place in scan.places:
        if 0 <= place.mention.start - hit.end <= 12 and place.place.geo_precision <= 2:
            return any(0 <= date.start - place.mention.end <= 5 for date in scan.dates)
    return False


def _is_carried(hit: Hit, scan: Scan) -> bool:
    """Return whether attackers only carry what it names: "four men with rifles and rucksacks of grenades"."""
    return hit.type is EventType.GRENADE and _CARGO.search(scan.slice(hit.clause, hit.start)) is not None


def _counts_from(hit: Hit, scan: Scan) -> bool:
    """Return whether a day is only counted from it: "Three days after that raid," and no place stands beside."""
    if _DAYS_FROM.search(scan.slice(hit.clause, hit.start)) is None:
        return False
    return not any(0 <= place.mention.start - hit.end <= 20 for place in scan.places)


def _is_arrested(hit: Hit, mine: Iterable[Hit]) -> bool:
    """Return whether an attacker is named only as who was arrested: "caught a suicide bomber"."""
    if not hit.text.lower().rstrip("s").endswith(("bomber", "attacker")):
        return False
    others = [one for one in mine if one is not hit and one.strength != "weak"]
    return bool(others) and all(one.type is EventType.ARRESTS for one in others)


def _is_only_about(hit: Hit, scan: Scan) -> bool:
    """Return whether people are only angry about it: "as anger over air raid grows", without a place of its own."""
    match = _ANGER.search(scan.slice(scan.sentence.body, hit.start))
    if match is None:
        return False
    start = scan.sentence.body + match.end(1)
    return not any(start <= one.mention.start <= hit.end + 4 for one in scan.names)


def told_in_clause(hits: Sequence[Hit], scan: Scan) -> list[Hit]:
    """Return the phrases of a relative clause that tells of what a noun before it only names, if there is one.

    "Lahore's decision on Tuesday answered a strike in which jets killed 24 men at Salala on Saturday"
    """
    noun = min(hits, key=lambda hit: hit.start)
    if noun.is_verb:
        return []
    after = sorted((hit for hit in hits if hit.is_verb and hit.start > noun.end), key=lambda hit: hit.start)
    return after if after and IN_WHICH.match(scan.slice(noun.end, after[0].start)) else []


def date_in_clause(hits: Sequence[Hit], scan: Scan, others: Sequence[Sequence[Hit]]) -> DateMention | None:
    """Return the date that such a clause gives, if there is one."""
    clause = told_in_clause(hits, scan)
    dates = tuple(date for date in scan.dates if clause and date.start > clause[0].start)
    return times.own_date(clause, replace(scan, dates=dates), others) if dates else None


def also_armed(scan: Scan) -> bool:
    """Return whether attackers are told to carry guns beside grenades: "with rifles and rucksacks of grenades"."""
    return not _GUNS.isdisjoint(scan.sentence.among)


def without_weapons(hits: list[Hit], scan: Scan) -> list[Hit]:
    """Leave out what an attack was made with: "stormed a police post with grenades and rockets"."""
    if not any(hit.is_verb and hit.type in _FIGHTS and hit.strength != "weak" for hit in hits):
        return hits
    return [hit for hit in hits if hit.is_verb or not _WITH.search(scan.slice(hit.clause, hit.start))]


def only_beside(
    group: Sequence[Hit],
    told: Sequence[Admitted],
    has_toll: bool,
    has_place: bool,
    one_place: bool,
    arrests: bool,
    fought: bool,
) -> str:
    """Return why what a group tells is but a part of what else the sentence tells, or an empty string."""
    types = {hit.type for hit in group}
    if arrests and not has_toll and types == {None}:
        return "it is the raid in which the arrests were made"
    if fought and not has_place and types == {EventType.ARRESTS}:
        return "the arrests belong to the fight"  # "four were killed and two apprehended"
    if fought and types == {EventType.CHANGE_TO_GROUP}:
        return "those who gave up belong to the fight"
    found = EventType.DISRUPTED_WEAPONS_USE in types and types <= {EventType.DISRUPTED_WEAPONS_USE, None}
    if arrests and found and not has_toll and (not has_place or one_place):
        return "the find belongs to the arrests"  # "three were held with two suicide vests"
    rescue = types == {EventType.OTHER} and not any(hit.trigger.is_of_crossing for hit in group)
    if rescue and fought:
        return "the rescue belongs to the fight"  # "rescued two engineers in a raid, killing three"
    deported = any(one.hit.trigger.mode == "deport" for one in told)
    if deported and not has_toll and types == {None} and not any(hit.is_verb for hit in group):
        return "it is the raid in which people were rounded up"
    if types == {EventType.ARRESTS} and deported:
        return "the arrests belong to the deportation"  # "detained and deported"
    return ""


def is_ground(before: Sequence[Hit], group: Sequence[Hit], scan: Scan) -> bool:
    """Return whether hits tell, without a day of their own, what a crowd protests against or arrests are made for."""
    first = family(before[0].type)
    grounds = {"street": AGAINST, EventType.ARRESTS.code: _CHARGE}.get(first)
    if grounds is None or family(group[0].type) == first:
        return False
    if any(hit.type in _MOBS and hit.is_verb and not hit.is_ing for hit in group):
        return False  # "held 23 after a crowd overran the station and lynched a man": the mob is the news
    told = [hit for hit in before if hit.start < group[0].start]
    between = scan.slice(told[-1].start - 3, group[0].start) if told else ""  # with "to protest" itself
    dated = any(group[0].start <= date.start and not times.of_speech(date, scan) for date in scan.dates)
    return grounds.search(between) is not None and ";" not in between and not dated


def is_comment(hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a sentence only says how long after something else it was: "The raids came three days after"."""
    if any(hit.is_verb for hit in hits):
        return False
    return any(_CAME_AFTER.match(scan.slice(hit.end, scan.sentence.end)) for hit in hits)


def is_told_of(hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a day or a place follows what a sentence only refers to: "condemned the bombing in Quetta"."""
    starts = [place.mention.start for place in scan.places]
    beside = any(
        0 <= start - hit.end <= 24 and _INSIDE.match(scan.slice(hit.end, start)) for start in starts for hit in hits
    )
    if any(hit.end <= toll.end and toll.start <= hit.end + 4 for toll in scan.tolls for hit in hits if toll.count.best):
        return True  # "condemned the killing by a band of five traders"
    near = ((hit, date) for hit in hits for date in scan.dates if 0 <= date.start - hit.end <= _NEAR)
    return beside or any(_OF_WORDS.search(scan.slice(hit.end, date.start)) is None for hit, date in near)


def has_own(draft: Draft, scan: Scan) -> bool:
    """Return whether what a sentence refers to ("the attack") has a day or a place right beside it."""
    ends = [hit.end for hit in draft.hits]
    return draft.has_own_date or any(0 <= p.mention.start - end <= 24 for p in scan.places for end in ends)


def moves_the_dead(hit: Hit, scan: Scan) -> bool:
    """Return whether a phrase tells where the dead were brought or laid to rest, not where they died."""
    if any(scan.slice(toll.start, toll.end).lower().endswith("buried") for toll in scan.tolls):
        return True
    return hit.text.lower().startswith(("body", "bodies", "receiv", "pull", "retriev"))


def may_borrow(scan: Scan) -> bool:
    """Two incidents told in one breath share its place, unless one answers the other from elsewhere."""
    text = scan.sentence.text.lower()
    return not any(word in text for word in _ELSEWHERE)
