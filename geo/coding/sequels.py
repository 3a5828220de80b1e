"""What makes the next sentence go on telling an event without its place or day, and what makes it tell another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

from geo.coding.draft import Draft
from geo.coding.incidents import family
from geo.coding.threads import OTHER, Thread
from geo.model import EventType, Layer, When

Deeds = dict[int, list[tuple[int, When | None]]]  # by sentence: the number of each event told in it, and its date

_IN_ANOTHER = re.compile(
    r"(?i)\b(?:in|during) (?:other|another|an?(?:other)? separate|separate|a second|a similar) (?:[\w-]+ ){0,2}"
    r"(?:raid|operation|attack|incident|clash|ambush|blast|bombing|explosion|encounter|shooting|strike)(?:e?s)?\b"
)
_BESIDES = re.compile(
    r"(?:Also|Separately|Elsewhere|Meanwhile|(?:Hours|Minutes|Days|Weeks|An hour|A day|A week|Earlier|Later)"
    r"(?: (?:earlier|later|before|in the day|on the same day|the same day))?,)(?=\W)"
)
_ONE_OF_MANY = re.compile(
    r"In (?:one|the (?:deadliest|bloodiest|worst|biggest|most serious|first|second|third|last|latest))"
    r" (?:of (?:these|the|those) )?(?:[\w-]+ )?"
    r"(?:raid|attack|incident|clash|ambush|blast|bombing|shooting|strike)(?:e?s)?,"
)
_THEM = re.compile(r"\b(?:them|him|her)\b")  # "when armed men took them away": who was told of before
_THE_CROWD = re.compile(
    r"\b[Tt]he (?:angry |charged |enraged )?(?:protest[eo]rs|demonstrators|marchers|crowd|mob|participants|rioters)\b"
)
_AND_A = re.compile(r", and (?:an?|another|two|three) (?:[\w-]+ ){0,2}$")
_HAD = re.compile(r"\bhad (?:(?:also|already|then|been|\w+ly) )*$")
_BACK_THEN = re.compile(r"(?i)\b(?:last (?:\w+day|week|month)|earlier|ago|the (?:day|week|month) before|previous)\b")
_IN_PAST = re.compile(r"(?:ed|said|told)$")
_DAY = re.compile(r"\b[A-Z][a-z]+day\b|\d|\b(?:today|yesterday)\b")
_DEEDS = re.compile(
    r"(?i)\b(?:attacks?|strikes?|raids?|bombings?|bombardment|shelling|killings?|actions?|incursions?|deaths)\b"
)
_ASSAULTS = frozenset(
    {EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE, EventType.ARMED_CLASH, EventType.ATTACK, EventType.GRENADE}
)
_ONE_OF_THEM = re.compile(
    r"(?i)(?:^|[;,] (?:and |while )?)(?:(?:one|another|two|three)(?: of (?:them|the \w+))? "
    r"(?:blew|detonated|set|opened|rammed|drove|exploded|was shot|were shot)|the others?\b"
    r"|(?:the |\w+ )?(?:attackers?|assailants?|bombers?) )"
)
_THEN = re.compile(r"(?i)\b(?:then|thereupon|thereafter|promptly) (?:\w+ )?$")
_ATTACKERS = frozenset(["attackers", "assailants", "bombers", "gunmen", "terrorists", "militants", "hijackers"])


def dates_others(draft: Draft) -> bool:
    """Return whether the day of an event is that of what is told after it too: not of what had been done before."""
    hit = draft.trigger
    before = draft.sentence.text[hit.clause - draft.sentence.start : hit.start - draft.sentence.start]
    back = _HAD.search(before) is not None and _BACK_THEN.search(draft.sentence.text) is not None
    return draft.has_own_date and not back


def goes_on_telling(draft: Draft) -> bool:
    """Open words without an agent of their own ("three were killed"), and what became of the attackers, go on."""
    if draft.has_own_date:
        return False
    if draft.type is EventType.DISRUPTED_WEAPONS_USE:
        return True
    theirs = bool(draft.attackers) or any(a.name.lower() in _ATTACKERS for a in draft.targets)
    return (draft.is_general and not draft.initiators) or theirs


def in_another(draft: Draft) -> bool:
    """Return whether a sentence says that it tells of another event: "in other raids", "in a separate attack"."""
    body = draft.sentence.body - draft.sentence.start
    apart = bool(draft.places) and _BESIDES.match(draft.sentence.text, body) is not None
    return apart or _IN_ANOTHER.search(draft.sentence.text) is not None or one_of_many(draft)


def one_of_many(draft: Draft) -> bool:
    """Return whether a sentence tells one of several attacks summed up before: "In the deadliest attack, …"."""
    return _ONE_OF_MANY.match(draft.sentence.text, draft.sentence.body - draft.sentence.start) is not None


def told_beside(thread: Thread, draft: Draft) -> bool:
    """Return whether one sentence tells both, and as different things: "were shot dead, and a blast hit the office"."""
    told = thread.draft
    if thread.reports[-1].sentence is not draft.sentence or draft.is_definite or told.type is draft.type:
        return False
    before = draft.sentence.text[: min(hit.start for hit in draft.hits) - draft.sentence.start]
    return told.is_general and not draft.is_general and _AND_A.search(before) is not None


def retold(thread: Thread, draft: Draft) -> bool:
    """Return whether a draft has no place, day or "another" of its own and is of the kind just told."""
    street = family(draft.type) == family(thread.draft.type) == "street"
    assault = thread.draft.type in _ASSAULTS and draft.type in _ASSAULTS and thread.last + 1 >= draft.sentence.index
    if assault and not draft.has_own_date and _ONE_OF_THEM.search(draft.sentence.text):
        return True
    if draft.has_own_date or not (street or thread.draft.type is draft.type) or OTHER.search(draft.sentence.text):
        return False
    if street and _THE_CROWD.search(draft.sentence.text):
        return True
    if draft.type is not thread.draft.type and draft.sentence.index - thread.last > 1:
        return False
    taken = draft.type is EventType.ABDUCTION and _THEM.search(draft.sentence.text) is not None
    return taken or any(report.sentence.paragraph == draft.sentence.paragraph for report in thread.reports)


def answers(draft: Draft) -> bool:
    """Return whether a state is told to have done something upon what was told before: "then called its envoy home"."""
    hit, offset = draft.trigger, draft.sentence.start
    before = draft.sentence.text[max(0, hit.clause - offset) : hit.start - offset]
    return draft.layer is Layer.DIPLOMACY and hit.is_verb and _THEN.search(before) is not None


def deeds(told: Iterable[Thread]) -> Deeds:
    """Return by sentence which dated incidents it tells: the place of each among all events, and its date."""
    out: Deeds = defaultdict(list)
    for number, one in enumerate(told):
        if one.layer is Layer.INCIDENT and one.draft.has_own_date:
            for report in one.reports:
                out[report.sentence.index].append((number, one.draft.when))
    return out


def judged(statement: Thread, told: Deeds) -> When | None:
    """Return when the deed was that a statement judges, told with its day or month in the sentence right before.

    "In March jets hit two villages. Kabul condemned what it called reckless actions": in March too. `told` are the
    deeds by sentence.
    """
    if any(_DAY.search(one.sentence.text) for one in statement.reports):
        return None
    reports = [one for one in statement.reports if one.sentence.index - 1 in told and _is_judging(one)]
    before = [deed for one in reports for deed in told[one.sentence.index - 1]]
    return min(before, key=itemgetter(0))[1] if before else None


def _is_judging(draft: Draft) -> bool:
    hit = draft.trigger
    past = hit.is_verb and hit.words[:1] and _IN_PAST.search(hit.words[0]) is not None
    text = draft.sentence.text
    return bool(past) and not draft.sentence.is_headline and _DEEDS.search(text) is not None
