"""Whose dead and hurt an event counts: those of both sides of a clash, but attackers only in the highest number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.coding.actors import FORCES, ActorMention
from geo.coding.draft import Draft
from geo.coding.incidents import family, is_peaceful
from geo.coding.kinds import FORCE_WORDS, MILITANT_WORDS
from geo.coding.lexicon import words
from geo.coding.lists import ANYBODY, RANKS
from geo.coding.numbers import total_of, value_of
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.coding.tolls import Toll, apart
from geo.model import Count, EventType, Location

_AGGRESSORS = words("attackers attacker assailants assailant bombers bomber hijackers")
_CLOSE = frozenset({EventType.SUICIDE_BOMB, EventType.ARMED_CLASH, EventType.ATTACK, EventType.ABDUCTION})
_UNARMED = frozenset(
    {
        EventType.PEACEFUL_PROTEST,
        EventType.PROTEST_WITH_INTERVENTION,
        EventType.VIOLENT_DEMONSTRATION,
        EventType.MOB_VIOLENCE,
    }
)
_REPULSED = re.compile(
    r"(?i)\b(?:(?:was|were|had been|been|is) (?:repulsed|repelled|foiled|thwarted)|beat(?:en)? (?:off|back)"
    r"|fought off|warded off|driven (?:off|back)|drove (?:off|back|them back))\b"
)
_RAIDED = re.compile(
    r"(?i)\b(?:was|were) (?:attacked|stormed|raided|assaulted|ambushed|overrun)\b|\bcame under attack\b"
)
_MUTUAL = re.compile(
    r"(?i)\b(?:clash\w*|exchanges?|fire|fighting|fought|gun ?-?(?:battle|fight)s?|fire-?fights?|skirmish\w*|battles?"
    r"|encounters?|shoot-?outs?|operations?|ibos?|raids?|engagements?)\b"
)
_EMPTY = re.compile(
    r"(?i)\b(?:empty|vacant|abandoned|deserted|disused|unoccupied|uninhabited|evacuated) (?:[\w-]+ ){0,3}"
    r"(?:schools?|houses?|homes?|buildings?|posts?|compounds?|seminar(?:y|ies)|camps?|offices?|mosques?|villages?)\b"
)
_SNEAKING = re.compile(r"(?i)\b(?:infiltrat\w*|sneak\w*|cross(?:ing)?|intru\w+|the attempt)\b")
_MARTYRED = re.compile(r"(?i)\b(?:martyr\w*|shahadat)\b")
_GOT_RID = re.compile(r"(?i)\b(?:neutrali[sz]ed|eliminated|to hell)\b")
_INCLUDING = re.compile(
    r"(?i)\b(?:including|among (?:them|whom)|counting) (?:the |a |all |both )?((?:two|three|four|five|six|\d) )?"
    r"(?:suspected |suicide |would-be )*(?:bomber|attacker|assailant|hijacker)s?\b"
)
_COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SHARE = re.compile(r"((?:[\w-]+ ){1,4})(?:in|at|near) (?:the )?$")
_AS_MANY = re.compile(r"\bas many (?:\w+ ){0,3}(?:in|at|near) (?:the )?$")
_SPOKEN = re.compile(r"(?i)\b(?:sa(?:id|ys?)|told|while|but|claim\w*|put|spoke|according)\b|;")
_NEAR = 60  # characters
_LATER_SAID = re.compile(
    r"(?i)\b(?:later|now|since then|by then|eventually)\b.{0,40}\b(?:said|says|put|confirmed|counted|spoke|gave|told)\b"
    r"|\b(?:revised|updated|final|latest)\b"
)


def count_people(draft: Draft, tolls: Sequence[Toll], agent: ActorMention | None, attackers: frozenset[str]) -> None:
    """Give a draft the dead and hurt that its sentence tells; `attackers` are the words for those who may attack."""
    deaths, theirs = _split(draft, [toll for toll in tolls if toll.is_death], agent, attackers)
    others = [toll for toll in deaths if toll not in theirs]
    draft.attackers = sum(toll.count.high or toll.count.best or 0 for toll in theirs)
    _count_dead(draft, others, agent)
    hurt = [toll for toll in tolls if not toll.is_death]
    if hurt:
        worst = max(hurt, key=_size)
        draft.injuries, draft.spans["injured"] = worst.count, (worst.start, worst.end)
        if draft.fatalities is None and not theirs and not deaths:
            draft.fatalities = Count(0, 0, None)
    if draft.fatalities is None and (draft.type in _UNARMED or _EMPTY.search(draft.sentence.text)):
        draft.fatalities = Count(0, 0, None)  # the dead of a march or a riot are told, if there are any


def share_tolls(groups: Sequence[Sequence[Hit]], scan: Scan) -> list[list[Toll]]:
    """Return the tolls of a sentence for each group of phrases: those that stand nearest to it."""
    out: list[list[Toll]] = [[] for _ in groups]
    violent = [
        k
        for k, group in enumerate(groups)
        if family(group[0].type) in ("violence", "abduction", "street", "Mob violence")
    ]
    violent = [k for k in violent if not is_peaceful(groups[k])] or violent
    foiled = [k for k, group in enumerate(groups) if group[0].type is EventType.DISRUPTED_WEAPONS_USE]
    for toll in scan.tolls:
        fallen = (FORCE_WORDS | MILITANT_WORDS).intersection(toll.victims)  # "foiled an attack; two soldiers died"
        some = violent or (foiled if fallen else ())
        if not some:
            continue
        fars = {k: min(_gap(toll, hit, scan) for hit in groups[k]) for k in some}
        out[min(fars, key=lambda k: fars[k])].append(toll)
    return out


def _gap(toll: Toll, hit: Hit, scan: Scan) -> int:
    if toll.start <= hit.start < toll.end:
        return 0
    far = hit.start - toll.end if hit.start >= toll.end else toll.start - hit.end
    between = scan.slice(min(toll.end, hit.end), max(toll.start, hit.start))
    turns = 40 * len(re.findall(r", (?:and|but|while|when) ", between))
    return max(0, far) + (60 if ";" in between else 0) + turns


def dead_by_place(places: Sequence[Location], draft: Draft, scan: Scan) -> dict[str, Count]:
    """Return the dead of each place, if a number stands before each: "six died in Parachinar and two in Sadda"."""
    ordered = sorted(places, key=lambda one: one.mention.start)
    told = [_share(place, scan) for place in ordered]
    if told[0] is None and draft.fatalities is not None:
        told[0] = draft.fatalities.best  # with the verb, before the first name
    for k, place in enumerate(ordered):  # "four in Kech and as many again in Panjgur"
        if k and told[k] is None and _AS_MANY.search(scan.slice(place.mention.start - _NEAR, place.mention.start)):
            told[k] = told[k - 1]
    counts = {place.place.id: Count(n, n, n) for place, n in zip(ordered, told, strict=True) if n is not None}
    return counts if len(counts) == len(places) else {}


def _share(place: Location, scan: Scan) -> int | None:
    """Return the number of people right before a name: "five villagers in (Khost)"."""
    match = _SHARE.search(scan.slice(place.mention.start - _NEAR, place.mention.start))
    numbers = [value_of(word) for word in match[1].split()] if match else []
    return next((number for number in reversed(numbers) if number is not None), None)


def _count_dead(draft: Draft, dead: Sequence[Toll], agent: ActorMention | None) -> None:
    counted = [toll for toll in dead if not toll.is_claimed] or dead
    told = _side_by_side(draft, _both_sides(draft, counted))
    total = [toll for toll in told if toll.is_total] or [toll for toll in told if not toll.adds] or told
    if not total:
        return
    best = max(total, key=_size)
    draft.fatalities, draft.toll_adds, draft.toll_is_total = best.count, best.adds, best.is_total
    draft.toll_grows, draft.toll_is_claimed = best.grows, best.is_claimed
    draft.toll_is_total |= len(total) > 1 and _LATER_SAID.search(draft.sentence.text) is not None
    draft.spans["toll"] = best.start, best.end
    draft.victims = frozenset(best.victims)
    draft.side = _side(draft, best) or ("foes" if _strike(draft, best, agent) else "")
    _without_bombers(draft, best)
    claims = [toll.count.best or 0 for toll in dead if toll not in counted]  # "said it had killed 90": at most
    if claims and draft.fatalities is not None and draft.fatalities.high is not None:
        draft.fatalities = replace(draft.fatalities, high=max(draft.fatalities.high, *claims))


def _both_sides(draft: Draft, tolls: Sequence[Toll]) -> Sequence[Toll]:
    """Return one toll for both sides of a clash: "three soldiers were martyred and eight terrorists killed"."""
    sides = {_side(draft, toll): toll for toll in tolls if not toll.is_total}
    if draft.type is not EventType.ARMED_CLASH or not {"forces", "foes"} <= sides.keys():
        return tolls
    one, other = sides["forces"], sides["foes"]
    both = total_of((one.count, other.count))
    start, end = min(one.start, other.start), max(one.end, other.end)
    return [replace(one, start=start, end=end, count=both, victims=(*one.victims, *other.victims), adds=False)]


def _side_by_side(draft: Draft, tolls: Sequence[Toll]) -> Sequence[Toll]:
    """Return one toll for two that tell of other people: "left three villagers dead, and a soldier was killed"."""
    if len(tolls) != 2 or any(toll.is_total or toll.adds or not toll.victims for toll in tolls):
        return tolls
    one, other = sorted(tolls, key=lambda toll: toll.start)
    between = draft.sentence.text[one.end - draft.sentence.start : other.start - draft.sentence.start]
    same = set(one.victims) & set(other.victims) or ANYBODY & {*one.victims, *other.victims}
    if same or " and " not in f"{between} " or _SPOKEN.search(between) or one.end > other.start:
        return tolls
    both = total_of((one.count, other.count))
    return [replace(one, end=other.end, count=both, victims=(*one.victims, *other.victims), parts=())]


def _without_bombers(draft: Draft, toll: Toll) -> None:
    """Take those who attacked out of a toll that counts them: "five people were killed, including the bomber"."""
    count = draft.fatalities
    text = draft.sentence.text
    match = _INCLUDING.search(text, toll.start - draft.sentence.start, toll.end - draft.sentence.start + _NEAR)
    if match is None or count is None or count.best is None:
        return
    some = _COUNTED.get(match[1].lower().strip(), 1) if match[1] else 1
    if some >= count.best:
        return
    draft.attackers += some
    low, high = (None if bound is None else bound - some for bound in (count.low, count.high))
    draft.fatalities = Count(low, count.best - some, high)


def _side(draft: Draft, toll: Toll) -> str:
    """Return whose dead of a clash a toll counts, as far as its words tell: the forces', or their foes'."""
    said = draft.sentence.text[toll.start - draft.sentence.start : toll.end - draft.sentence.start]
    forces = bool((FORCE_WORDS | RANKS).intersection(toll.victims)) or _MARTYRED.search(said) is not None
    foes = bool(MILITANT_WORDS.intersection(toll.victims)) or _GOT_RID.search(said) is not None
    return "" if forces is foes else "forces" if forces else "foes"


def _strike(draft: Draft, toll: Toll, agent: ActorMention | None) -> bool:
    """Return whether forces are told to have killed, and none of their own are counted."""
    active = any(hit.is_verb and not hit.is_passive for hit in draft.hits)
    return active and _by_forces(draft, agent) and not (FORCE_WORDS | RANKS).intersection(toll.victims)


def _split(
    draft: Draft, deaths: Sequence[Toll], agent: ActorMention | None, attackers: frozenset[str]
) -> tuple[Sequence[Toll], Sequence[Toll]]:
    """Return the dead of a sentence, and which of them came to attack."""
    if not deaths:
        return [], []
    # those who came to attack are told apart from whom they hit; both sides of a clash are its dead
    said = draft.sentence.text
    stopped = _SNEAKING.search(said) is not None  # troops who stop infiltrators are not attacked
    repulsed = not stopped and (_begins(draft, ("repuls", "repel", "foil", "thwart")) or bool(_REPULSED.search(said)))
    raided = _RAIDED.search(said) is not None
    foes = _AGGRESSORS if draft.type is EventType.ARMED_CLASH and not (repulsed or raided) else attackers
    deaths = [part for toll in deaths for part in apart(toll, foes)]
    if draft.type not in _CLOSE:  # those whom a bomb or an aircraft kills did not attack with it
        return deaths, [toll for toll in deaths if _AGGRESSORS.intersection(toll.victims)]
    theirs = [toll for toll in deaths if _are_all(toll, attackers)]
    told = any(_AGGRESSORS.intersection(toll.victims) for toll in theirs)
    active = any(hit.is_verb and not hit.is_passive for hit in draft.hits)
    passive = told and not active  # "the three attackers were shot dead by commandos"
    if len(theirs) == len(deaths) and not passive and (_by_forces(draft, agent) or _GOT_RID.search(said)):
        theirs = theirs if not stopped and _begins(draft, ("repuls", "repel", "foil")) else []
    others = [toll for toll in deaths if toll not in theirs]
    weak = all(hit.strength == "weak" for hit in draft.hits)
    clash = draft.type is EventType.ARMED_CLASH and not draft.is_definite and not weak
    storming = agent is not None and agent.kind == "armed_group"
    storming = storming and any(hit.is_verb and hit.type is None and not hit.is_passive for hit in draft.hits)
    if storming or passive or (agent is None and told):
        clash = False  # "two attackers were killed as well", "nine militants died after they stormed a base"
    mutual = clash and not repulsed and _MUTUAL.search(said) is not None
    if theirs and (mutual or (clash and not repulsed and not others)):
        theirs = []
    return deaths, theirs


def _are_all(toll: Toll, some: frozenset[str]) -> bool:
    """Return whether a toll counts none but `some` people: not "four militants and two soldiers"."""
    nouns = [number.noun for number in toll.parts] or [toll.victims]
    return all(some.intersection(noun) for noun in nouns)


def _begins(draft: Draft, stems: tuple[str, ...]) -> bool:
    return any(hit.text.lower().startswith(stems) for hit in draft.hits)


def _size(toll: Toll) -> int:
    return toll.count.best or toll.count.low or 0


def _by_forces(draft: Draft, agent: ActorMention | None) -> bool:
    return agent is not None and agent.kind in FORCES and draft.type is EventType.ARMED_CLASH
