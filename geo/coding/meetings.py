"""Where people have been told to meet: the venue of the last talks, the stage of a conference, who is on a visit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.prepositions import WHERE
from geo.coding.threads import Thread
from geo.model import Basis, EventType, Status

_CONFERENCE = re.compile(
    r"(?i)conference|summit|session|forum|gathering|assembly|council|sitting|trilateral|quadrilateral|moot|dialogue"
)
_MANY = re.compile(r"(?i)\b(?:ministers|envoys|leaders|representatives|delegates)$")
_OF_STATES = re.compile(r"(?i)\b(?:ministers|envoys|leaders|representatives|delegates|presidents) (?:of|from) [A-Z]")
_COMES = re.compile(
    r"(?i)(?:fl(?:y|ies|ew|own|ying)|jet\w*|c(?:ame|omes?|oming)|driv\w+|drove)(?: back)? in\b(?! to)"
    r"(?:.* (?:for|to) [a-z]|$)|(?:arriv|touch|land)\w*(?: down| here)?"
    r"(?:$| (?:late|early|on|with|under|amid|for|yesterday|today|this)\b)"
)
_OPENING, _REPORT = 3, 10  # sentences
_VISIT = 5  # sentences
_SEVERAL = 3  # states
_FIRST = 20  # events among which the conference is


def comes_here(trigger: str) -> bool:
    """Return whether the words of a journey lead to where the news is written: "flew in on Thursday for talks"."""
    return _COMES.match(trigger) is not None


def last_talks(threads: Sequence[Thread], index: int) -> Thread | None:
    """Return the talks told last, if they have a place and were told near sentence `index`, and not in passing."""
    talks = [t for t in threads if index - t.last <= 2 and t.draft.type is EventType.CONSULT and t.place]
    talks = [t for t in talks if not _is_aside(t) and t.draft.status is not Status.PLANNED]
    return max(talks, key=lambda t: t.last, default=None)


def _is_aside(thread: Thread) -> bool:
    """Return whether a relative clause tells of talks elsewhere: "came from Doha, where he had met the premier"."""
    sentence, hit = thread.draft.sentence, thread.draft.trigger
    return WHERE.match(sentence.text[max(0, hit.clause - sentence.start) : hit.start - sentence.start]) is not None


def conference(threads: Sequence[Thread], index: int) -> Thread | None:
    """Return the conference that the article opens with: who speaks in its report speaks there."""
    for thread in threads[:_FIRST]:
        draft = thread.draft
        opening = thread.reports[0].sentence.index <= _OPENING and index - thread.last <= _REPORT
        if draft.type is EventType.CONSULT and opening and draft.status is Status.HAPPENED and thread.place:
            held = any(_CONFERENCE.search(hit.text) for report in thread.reports for hit in report.hits)
            held = held or any(_MANY.search(actor.name) for actor in draft.initiators)
            held = held or _OF_STATES.search(draft.sentence.text) is not None
            held = held or len({actor.country for actor in draft.initiators if actor.country}) >= _SEVERAL
            return thread if held and thread.place.basis is Basis.NAMED else None
    return None


def stay(threads: Sequence[Thread], name: str, index: int) -> Thread | None:
    """Return the talks or the visit at which the sentences before have told a person to be."""
    for thread in reversed(threads):
        draft = thread.draft
        near = 0 <= index - thread.last <= (_VISIT if draft.mode == "visit" else 2)
        talks = draft.type is EventType.CONSULT and draft.status is Status.HAPPENED and near
        people = [one for report in thread.reports for one in (*report.initiators, *report.targets) if one.is_person]
        if talks and thread.place is not None and any(one.name == name for one in (*draft.initiators, *people)):
            return thread if thread.place.basis is not Basis.SEAT else None
    return None
