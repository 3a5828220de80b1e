"""Where people have been told to meet: the venue of the last talks, the stage of a conference, who is on a visit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.threads import Thread
from geo.model import Basis, EventPlace, EventType, Status

_CONFERENCE = re.compile(r"(?i)conference|summit|session|forum|gathering|assembly|council|sitting")
_OPENING, _REPORT = 3, 10  # sentences
_FIRST = 20  # events among which the conference is


def venue(threads: Sequence[Thread], index: int) -> EventPlace | None:
    """Return the venue of the talks told last, if they were told near sentence `index`."""
    talks = [t for t in threads if index - t.last <= 2 and t.draft.type is EventType.CONSULT and t.place]
    last = max(talks, key=lambda t: t.last, default=None)
    return last.place if last else None


def stage(threads: Sequence[Thread], index: int) -> EventPlace | None:
    """Return where the conference is held that the article opens with: who speaks in its report speaks there."""
    for thread in threads[:_FIRST]:
        draft = thread.draft
        opening = thread.reports[0].sentence.index <= _OPENING and index - thread.last <= _REPORT
        if draft.type is EventType.CONSULT and opening and draft.status is Status.HAPPENED and thread.place:
            held = any(_CONFERENCE.search(hit.text) for report in thread.reports for hit in report.hits)
            return thread.place if held and thread.place.basis is Basis.NAMED else None
    return None


def whereabouts(threads: Sequence[Thread], name: str, index: int) -> EventPlace | None:
    """Return where the text has just told a person to be: at the talks or on the visit of the sentences before."""
    for thread in reversed(threads):
        draft, near = thread.draft, 0 <= index - thread.last <= 2
        talks = draft.type is EventType.CONSULT and draft.status is Status.HAPPENED and near
        if talks and thread.place is not None and any(one.name == name for one in draft.initiators):
            return thread.place if thread.place.basis is Basis.NAMED else None
    return None
