"""Which numbers of people belong together: lists before and after a verb, parts of them, and whose people they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.coding.lexicon import words
from geo.coding.numbers import STOP, Number, Word

KILLED = words(
    "killed kill kills killing dead died die dies slain martyred martyring martyr murdered "
    "murdering massacred beheaded executed assassinated perished deaths death fatalities "
    "lives toll slaughtered neutralised neutralized eliminated lynched hanged strangled martyrdom "
    "shahadat beheading executing assassinating slaughtering lynching butchered butchering slew slay slays slaying"
)
INJURED = words(
    "wounded wound wounds wounding injured injure injures injuring hurt hurting hurts injuries maimed maiming"
)
BE = words(
    "was were been be being is are got reported confirmed feared among left lay sustained suffered received embraced"
)
_PART = frozenset({"including", "among", "besides", "excluding"})
_SHADES = frozenset(("all", "at", "least", "more", "than", "over", "about", "around", "nearly", "some", "up", "to"))
_FAR = 12
_UNIFORMED = words("soldiers policemen personnel officers guards troops constables rangers levies")
RANKS = words(
    "inspector constable captain major sepoy lieutenant colonel havildar naik officer sub-inspector subedar sergeant "
    "corporal brigadier jawan trooper ranger"
)
_BESIDE = (["with"], ["near"], ["in"], ["on"], ["beside"], ["nearby"], ["there"], ["passing"], ["walking"])
ANYBODY = words("people persons victims members lives civilians")
_WHO_DIED = (["who"], ["who", "were"], ["who", "had"], ["who", "have"], ["who", "had", "been"], ["that"])
_WHOSE = words("his her its their")
_WITH = (["along", "with"], ["together", "with"], ["with"], ["alongside"])


def listed_before(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers before a word that no other clause parts from it, in order."""
    out: list[Number] = []
    far = _FAR
    if [word.text for word in words[index - 3 : index - 1]] == [",", "who"] and words[index - 1].text in BE:
        index, far = index - 3, _FAR + 6  # "two members of the embassy, a secretary and a guard, who were killed"
    for number in reversed(numbers):
        near = number.last < index and index - number.last <= far
        if near and not _broken(words, number.last + 1, out[-1].index if out else index):
            out.append(number)
    return out[::-1]


def listed_after(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers that start right after a word, each not far from the one before it."""
    out: list[Number] = []
    for number in numbers:
        last = out[-1].last if out else index
        if index < number.index <= last + 6 and not _broken(words, index + 1, number.index):
            out.append(number)
    return out


def coordinated(words: Sequence[Word], before: Sequence[Number]) -> Iterator[Number]:
    """Yield the last number before a verb, and those that "and" or a comma joins to it; parts are left out."""
    whole = list(_wholes(words, before)) or list(before[-1:])
    if not whole:
        return
    yield whole[-1]
    right = whole[-1]
    for left in reversed(whole[:-1]):
        between = unshaded(words, left.last + 1, right.index)
        joined = right.index == left.last + 2 or (between and between[-1] in ("and", ",") and len(between) <= 6)
        if not joined:
            return
        if any(word.endswith("ed") for word in between):  # "two patrols fired there and a soldier was wounded"
            return
        yield left
        right = left


def _wholes(words: Sequence[Word], before: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers that are no part of another: "seven people, among them a nurse and two boys"."""
    in_part = False
    for number in before[:1] if _is_apposition(words, before) else before:
        if _is_part(words, number) and not (number is before[0] and _of_those(words, number)):
            in_part = True
        elif not in_part or [word.text for word in words[max(0, number.index - 2) : number.index]] == [",", "and"]:
            in_part = False
            yield number


def _is_apposition(words: Sequence[Word], listed: Sequence[Number]) -> bool:
    """Return whether a list says who the first are: "two policemen, an inspector and a constable"."""
    if len(listed) < 3 or not listed[0].count.best:
        return False
    between = [word.text for word in words[listed[0].last + 1 : listed[1].index]]
    if words[listed[0].last].text in _UNIFORMED and not all(words[n.last].text in RANKS for n in listed[1:]):
        return False  # "two soldiers, a driver and a cook"
    rest = sum(number.count.best or 0 for number in listed[1:])
    return "," in between and "and" not in between and rest == listed[0].count.best


def following(words: Sequence[Word], after: Sequence[Number]) -> Iterator[Number]:
    """Yield the first number after a word, and those that a list joins to it: "a guard, his driver and two boys"."""
    yield after[0]
    if _is_apposition(words, after):
        return
    left, listed, wholes = after[0], list[Number](), list(_wholes(words, after))
    for right in after[1:]:
        between = unshaded(words, left.last + 1, right.index)
        if right not in wholes:  # "13 civilians, including seven children, and five soldiers"
            left = right
            continue
        comma = between == [","] and not _is_part(words, right) and words[after[0].last].text not in ANYBODY
        closes = between[-1:] == ["and"] and len(between) <= 5 and not _PART.intersection(between)
        closes = (
            closes or between[-2:] in _WITH[:2] or (right.index == left.last + 2 and words[left.last + 1].text == "and")
        )
        follows = words[right.last + 1].text if right.last + 1 < len(words) else ""
        if not (comma or closes) or any(w.text in INJURED for w in words[right.last + 1 : right.last + 6]):
            return
        if follows in KILLED or follows in ("was", "were", "had", "has", "have"):
            return  # "wounded three passers-by, and a guard died"
        listed.append(right)
        left = right
        if closes:
            yield from listed
            listed = []


def along(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield who suffered with the others: "were killed along with their driver"."""
    for number in numbers:
        counts_people = number.last > number.index or number.noun[:1] == ("of",)
        between = [word for word in unshaded(words, index + 1, number.index) if word != ","]
        if counts_people and index < number.index <= index + 5 and between in _WITH:
            yield number


def says_whose(words: Sequence[Word], number: Number, numbers: Sequence[Number]) -> bool:
    """Return whether a number only says whose people another counts: "two sons of a tribal elder"."""
    at = number.index - 1
    if at > 1 and words[at].text == "the":
        at -= 1
    return at > 0 and words[at].text == "of" and any(n.index < number.index and at - 1 <= n.last for n in numbers)


def unshaded(words: Sequence[Word], first: int, last: int) -> list[str]:
    """Return the words before a number without those that shade it or say whose: "at least", "his"."""
    out = [word.text for word in words[first:last]]
    while out and (out[-1] in _SHADES or out[-1] in _WHOSE):
        out.pop()
    return out


def _broken(words: Sequence[Word], first: int, last: int) -> bool:
    between = [word.text for word in words[first:last]]
    if between[:2] in ([",", "who"], [",", "which"]) and "," in between[2:]:
        between = between[between.index(",", 2) :]  # a relative clause between commas does not part them
    if between in _WHO_DIED:
        return False  # "the 62 worshippers who perished"
    beside = between[1:2] in (["was"], ["were"]) and between[2:3] in _BESIDE  # "a boy who was with him"
    if between[:1] == ["who"] and "," not in between and (beside or BE.intersection(between[1:][-2:])):
        between = between[1:]  # "a man who happened to be walking past was"
    if any(word in STOP for word in between):
        return True
    return any(word in KILLED or word in INJURED for word in between)


def _of_those(words: Sequence[Word], number: Number) -> bool:
    """Return whether a number counts some of those told of before: "killed five of them and their driver"."""
    return words[number.index + 1].text == "of" if number.index + 1 < len(words) else False


def _is_part(words: Sequence[Word], number: Number) -> bool:
    after = [word.text for word in words[number.index + 1 : number.index + 3]]
    before = words[number.index - 1].text if number.index else ""
    follows = words[number.last + 1].text if number.last + 1 < len(words) else ""
    if before in ("of", "from") and number.noun[:1] and number.noun[0] in ("family", "household", "tribe", "clan"):
        return True  # "four members of one family"
    if before in ("them", "whom") and number.index > 1 and words[number.index - 2].text == "among":
        return True
    if number.count.best == 1 and after[:1] in (["a"], ["an"], ["the"]):
        return True  # "eleven soldiers, one a major, were killed"
    if before == "among" and (follows in KILLED or follows in INJURED):
        return False
    if follows != "," and any(w.text == "among" for w in words[number.last + 1 : number.last + 4]):
        return True
    return (after[:1] == ["of"] and after[1:] in (["them"], ["whom"], ["those"])) or before in _PART
