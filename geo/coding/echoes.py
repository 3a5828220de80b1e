"""What only sums up an event that the text then tells: its headline, or a lead that knows no more than the country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from geo.coding.draft import Draft
from geo.coding.incidents import family
from geo.coding.nesting import related
from geo.coding.recounts import join_tolls
from geo.coding.threads import Thread, border_word, same_actor
from geo.model import Basis, Layer, Status

_DAY = timedelta(days=1)


def without_echoes(threads: Sequence[Thread]) -> list[Thread]:
    """Return the events of an article, in order, with each mere summary made a further report of what it sums up."""
    out = []
    summaries = {id(thread) for thread in threads if _is_summary(thread)}
    full: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        if id(thread) not in summaries:
            full[family(thread.draft.type)].append(thread)
    for thread in threads:
        others = full[family(thread.draft.type)] if id(thread) in summaries else ()
        told = next((other for other in others if _sums_up(thread, other)), None)
        if told is None:
            out.append(thread)
            continue
        told.reports += thread.reports
        if told.draft.fatalities is None:
            join_tolls(told.draft, thread.draft)
        told.draft.why.append("the headline or the lead sums it up")
    return out


def with_headlines(threads: Sequence[Thread], headlines: Sequence[Draft]) -> list[Draft]:
    """Give the toll of a headline that names no place ("23 soldiers die in northwest") to the attack it tells of.

    That is the first attack of the text, if it has no number of its own and no other has that number.
    Return the headlines that tell of none.
    """
    left = []
    attacks = [t for t in threads if family(t.draft.type) == "violence" and not t.draft.is_aggregate and t.place]
    for headline in headlines:
        count = headline.fatalities
        told = any(t.draft.fatalities and count and t.draft.fatalities.best == count.best for t in attacks)
        first = attacks[0].draft if attacks and not told and count is not None and not headline.is_summary else None
        if first is None or first.fatalities is not None or first.status is not Status.HAPPENED:
            left.append(headline)
            continue
        attacks[0].reports.append(headline)
        join_tolls(first, headline)
        first.why.append("the headline tells how many died")
    return left


def _is_summary(thread: Thread) -> bool:
    if all(report.sentence.is_headline for report in thread.reports):
        return True
    place = thread.place
    return thread.draft.layer is Layer.INCIDENT and place is not None and place.location.place.geo_precision >= 4


def _sums_up(thread: Thread, other: Thread) -> bool:
    """Say whether a summary may be of another event of its family, which the text tells with a nearer place."""
    mine, its = thread.draft, other.draft
    due = mine.status is not its.status and Status.PLANNED in (mine.status, its.status)
    if mine.is_aggregate != its.is_aggregate or due or not _same_days(thread, other):
        return False
    if mine.layer is Layer.DIPLOMACY:
        named = thread.place is not None and thread.place.basis is not Basis.SEAT
        at_one = not named or (other.place is not None and _is_in(other, thread))
        return mine.type is its.type and at_one and (not mine.initiators or same_actor(mine, its))
    if family(mine.type) == "Other" and border_word(mine) != border_word(its):
        return False
    return other.place is not None and (thread.place is None or _is_in(other, thread))


def _is_in(inner: Thread, outer: Thread) -> bool:
    assert inner.place is not None
    assert outer.place is not None
    return related(outer.place.location.place, inner.place.location.place)


def _same_days(thread: Thread, other: Thread) -> bool:
    one, two = thread.draft, other.draft
    if not (one.has_own_date and two.has_own_date and one.when and two.when and one.when.start and two.when.start):
        return True
    assert one.when.end is not None
    assert two.when.end is not None
    return one.when.start - _DAY <= two.when.end and two.when.start - _DAY <= one.when.end
