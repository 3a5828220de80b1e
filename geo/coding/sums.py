"""What a number of dead has come to, and the whole number where only some of the dead are told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.coding.dying import BROUGHT, SUMMED
from geo.coding.lexicon import words
from geo.coding.lists import INJURED, listed_after, says_whose
from geo.coding.numbers import Number, Word
from geo.model import Count

_LONGER = words("week weeks month months year years days since week's month's year's day's overall combined cumulative")
_OVER = words("past above beyond crossed passed topped exceeded surpassed")
_COMES_TO = (["to"], ["at"], ["as"], ["past"], ["above"], ["beyond"])
_OR_HURT = (["and"], ["or"])
_PASSES = words("crossed crosses passed passes topped tops exceeded exceeds surpassed reached hit hits")
SUMS = words("toll dead deaths fatalities casualties killed")
SHIFTS = (
    words(
        "rose rises risen rise rising climbed climbs climb climbing stands stood stand reached put puts putting jumped "
        "increased up grown grew grows growing mounted swelled revised lowered corrected gave given gives doubled"
    )
    | BROUGHT
)


def sum_of(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Sequence[Number] | None:
    """Return what a word that sums up the dead counts, an empty list if it is none of one attack; None if it does not.

    "The toll rose to nine", "bringing the total to six", "three of the 12 dead"; not "the day's toll".
    """
    word = words[index].text
    own = [number for number in numbers if not says_whose(words, number, numbers)]
    is_sum = word in ("toll", "deaths", "fatalities") or (
        index > 0 and words[index - 1].text in ("the", "of", "people")
    )
    if word in SUMS and is_sum and (number := total(words, index, own)):
        return (number,)
    if word in SUMMED:
        return listed_after(words, index, own)[:1]
    if word == "toll" and _adds_up(words, index, index):
        return ()
    if word in ("dead", "killed", "wounded", "injured", "victims"):
        whole = _the_whole(words, index, numbers)
        if whole is not None:
            return (whole,)
        if _only_some(words, index):
            return ()
    return None


def total(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Number | None:
    """Return what a number of dead has come to: "put the dead at 60", "the number of those killed rose to four".

    What adds up a day or weeks ("the day's toll", "deaths in a week of fighting") is no attack's.
    """
    after = [word.text for word in words[index + 1 : index + 3]]
    if after[:1] in _OR_HURT and not INJURED.isdisjoint(after[1:]):
        return None  # "put the number of dead and wounded at 100"
    risen = next((n for n in numbers if index < n.index <= index + 26 and _rises(words, index, n.index)), None)
    if risen is None or _adds_up(words, index, risen.index):
        return None
    over = words[risen.index - 1].text in _OVER and risen.count.best is not None
    return replace(risen, count=Count(risen.count.best, risen.count.best, None)) if over else risen


def _the_whole(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Number | None:
    """Return the number of all dead, told where some of them are told of: "three of the 12 dead were children"."""
    near = (n for n in numbers if n.index == n.last == index - 1)
    return next((n for n in near if n.index and words[n.index - 1].text == "the"), None)


def _only_some(words: Sequence[Word], index: int) -> bool:
    """Return whether but some of the dead are told of: "the dead included seven children", "were among the dead"."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    before = [word.text for word in words[max(0, index - 2) : index]]
    return follows.startswith("includ") or before in (["among", "the"], ["among", "those"], ["of", "the"])


def _adds_up(words: Sequence[Word], index: int, at: int) -> bool:
    return any(word.text in _LONGER for word in words[max(0, index - 2) : at])


def _rises(words: Sequence[Word], index: int, at: int) -> bool:
    between = [word.text for word in words[index:at]]
    if between[-1:] == ["from"]:
        return False
    while between and between[-1] in ("least", "more", "than", "over", "about", "around", "nearly", "some"):
        between = between[:-2] if between[-2:] == ["at", "least"] else between[:-1]
    shifted = any(word.text in SHIFTS for word in words[max(0, index - 4) : at])
    return (between[-1:] in _COMES_TO and shifted) or (bool(between) and between[-1] in _PASSES)
