"""How many died, as sentence after sentence tells: retold, risen, or beside those told before."""

from __future__ import annotations

from dataclasses import replace

from geo.coding.draft import Draft
from geo.coding.lists import ANYBODY
from geo.coding.numbers import total_of
from geo.model import Count, EventType


def join_tolls(told: Draft, draft: Draft, headline: int | None = None) -> None:
    """Take over the numbers of a draft, widening what is certain and possible; `headline` is what that told."""
    if draft.fatalities is not None:
        if _came_to_attack(told, draft):
            told.attackers = max(told.attackers, draft.fatalities.best or 0)
            return
        if told.fatalities is not None and _are_more(told, draft, headline):
            told.fatalities = total_of((told.fatalities, draft.fatalities))
        elif not draft.toll_adds or told.fatalities is None:
            told.fatalities = _retold(told, draft)
            told.toll_is_claimed = draft.toll_is_claimed and (told.toll_is_claimed or not told.victims)
        told.toll_is_total |= draft.toll_is_total
        told.victims |= draft.victims
        told.side = draft.side if told.side in ("", draft.side) else ""
    told.attackers = max(told.attackers, draft.attackers)
    if draft.injuries is not None:
        told.injuries = wider(told.injuries, draft.injuries)


def counts_anew(told: Draft, draft: Draft, is_unplaced: bool) -> bool:
    """Return whether a sentence counts the dead that only headlines have counted so far, and as many or more."""
    if draft.fatalities is None or draft.only_adds or told.toll_is_total:
        return False
    before, now = told.fatalities.best if told.fatalities else None, draft.fatalities.best
    return is_unplaced or (not draft.sentence.is_headline and (now or 0) > (before or 0))


def _retold(told: Draft, draft: Draft) -> Count:
    """Return the count that two sentences tell: the first, unless the toll rose or only those who killed gave it."""
    assert draft.fatalities is not None
    before = told.fatalities.best if told.fatalities else None
    count = wider(told.fatalities, draft.fatalities)
    grown = draft.toll_is_total and (draft.fatalities.best or 0) > (before or 0)  # "the toll rose to 63"
    corrected = told.toll_is_claimed and not draft.toll_is_claimed and draft.fatalities.best
    exact = draft.fatalities.low == draft.fatalities.best == draft.fatalities.high  # "above 90", and then "92"
    finer = exact and told.fatalities is not None and told.fatalities.high is None
    closer = finer and (before or 0) < (draft.fatalities.best or 0) <= 1.1 * (before or 0)
    return replace(count, best=draft.fatalities.best) if grown or corrected or closer else count


def _came_to_attack(told: Draft, draft: Draft) -> bool:
    """Return whether the dead of a draft are the foes who attacked, and whom they killed has been told."""
    attacked = any(actor.kind == "armed_group" for actor in told.initiators)
    return attacked and (told.side, draft.side) == ("forces", "foes") and not draft.toll_is_total


def _are_more(told: Draft, draft: Draft, headline: int | None) -> bool:
    """Return whether a draft tells of dead beside those told: who "also" died, or the other side of a clash."""
    assert told.fatalities is not None
    assert draft.fatalities is not None
    before, more = told.fatalities.best or 0, draft.fatalities.best or 0
    if told.toll_is_total or draft.toll_is_total or draft.toll_is_claimed or not before or not more:
        return False
    if headline is not None and before + more > headline >= max(before, 2):
        return False
    if draft.toll_adds:
        return draft.toll_grows or not (ANYBODY & told.victims)
    return told.type is EventType.ARMED_CLASH and {told.side, draft.side} == {"foes", "forces"}


def wider(one: Count | None, other: Count) -> Count:
    """Keep the first number told, unless it was "none", and widen what is certain and possible by the other."""
    if one is None or not (one.best or one.low):
        return other
    if not (other.best or other.low):
        return one
    low = min((n for n in (one.low, other.low) if n is not None), default=None)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Count(low, one.best if one.best is not None else other.best, high)


def with_attackers(draft: Draft) -> Count | None:
    """Return the dead with those of the attackers, who count only in the highest number."""
    if not draft.attackers:
        return draft.fatalities
    count = draft.fatalities or Count(0, 0, 0)
    return Count(count.low, count.best, None if count.high is None else count.high + draft.attackers)
