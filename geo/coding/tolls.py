"""How many were killed and injured, as a sentence tells it: low, best and high, and where the numbers stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.coding.lexicon import words
from geo.model import Count

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(_ONES.split(" "))} | {
    word: 10 * number for number, word in enumerate(_TENS.split(" "), 2)
}
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3}
_NONE = frozenset({"nobody", "none", "no"})
_LEAST = (
    "at least",
    "more than",
    "over",
    "upwards of",
    "no fewer than",
    "no less than",
    "not less than",
    "a minimum of",
)
_MOST = ("up to", "as many as", "nearly", "almost", "close to", "fewer than", "less than", "just under")
_ABOUT = ("about", "around", "some", "an estimated", "approximately", "roughly")

_KILLED = words(
    "killed kill kills killing dead died die dies slain martyred martyring martyr murdered "
    "murdering massacred beheaded executed assassinated perished deaths death fatalities "
    "lives toll slaughtered"
)
_INJURED = words("wounded wound wounds wounding injured injure injures injuring hurt hurting hurts injuries")
_TAKES_OBJECT = words(
    "killed kill kills killing martyring martyred murdered murdering massacred beheaded "
    "executed assassinated slaughtered wounded wound wounds wounding injured injure injures "
    "injuring hurting hurt"
)
_BE = frozenset(
    [
        "was",
        "were",
        "been",
        "be",
        "being",
        "is",
        "are",
        "got",
        "reported",
        "confirmed",
        "feared",
        "among",
        "left",
        "lay",
    ]
)
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d][\w'’-]*|[;:()]|,|\.")
_PART = frozenset({"including", "among", "besides", "excluding"})
_STOP = frozenset({";", ":", ".", "but", "while", "although", "who", "which", "where", "when"})
_MORE = frozenset({"more", "other", "others", "another", "further", "additional"})
_AWAY = frozenset(["in", "inside", "at", "for", "during", "within", "on", "by", "near", "since", "until", "contest"])
_FAR = 12


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of dead or injured at `start` (article offset). `victims` are the words that say who.

    `adds`: "two more", "three others" add to a number told elsewhere. `is_total`: "the toll rose to 63".
    """

    start: int
    end: int
    is_death: bool
    count: Count
    victims: tuple[str, ...]
    adds: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    index: int
    last: int
    count: Count
    start: int
    end: int
    noun: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def find_tolls(text: str, offset: int, victims: frozenset[str]) -> tuple[Toll, ...]:
    """Return the tolls of a sentence that starts at `offset`; `victims` are the nouns of people."""
    low = text.lower()
    if not any(
        word in low
        for word in (
            "kill",
            "dead",
            "die",
            "death",
            "wound",
            "injur",
            "hurt",
            "martyr",
            "lives",
            "slain",
            "murder",
            "toll",
            "fatal",
            "casual",
            "massacre",
            "shot",
            "gun",
        )
    ):
        return ()
    words = [_Word(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    numbers = list(_numbers(words, victims))
    return tuple(_tolls(words, numbers, offset))


def _tolls(words: Sequence[_Word], numbers: Sequence[_Number], offset: int) -> Iterator[Toll]:
    used: set[int] = set()
    for index, word in enumerate(words):
        is_death = _is_death(words, index)
        if not is_death and word.text not in _INJURED:
            continue
        some = list(_counted(words, index, [n for n in numbers if n.index not in used]))
        if not some:
            continue
        used.update(number.index for number in some)
        yield _toll(words, index, some, is_death, offset)


def _is_death(words: Sequence[_Word], index: int) -> bool:
    word = words[index].text
    if word in _KILLED:
        return True
    return word in ("dead", "down") and index > 0 and words[index - 1].text in ("shot", "gunned")


def _toll(words: Sequence[_Word], index: int, some: Sequence[_Number], is_death: bool, offset: int) -> Toll:
    first, last = min(some, key=lambda n: n.start), max(some, key=lambda n: n.end)
    start = min(first.start, words[index].start)
    end = max(last.end, words[index].end)
    noun = tuple(word for number in some for word in number.noun)
    adds = any(word in _MORE for word in noun) or any(
        words[k].text in _MORE
        for number in some
        for k in range(max(0, number.index - 1), min(len(words), number.last + 3))
    )
    total = words[index].text == "toll" or any(
        w.text in ("rose", "rises", "risen", "climbed", "stands", "reached") for w in words[index : first.index + 1]
    )
    return Toll(
        start + offset, end + offset, is_death, _sum(number.count for number in some), noun, adds and not total, total
    )


def _counted(words: Sequence[_Word], index: int, numbers: Sequence[_Number]) -> Iterator[_Number]:
    """Yield the numbers that a word of killing counts: those before it if they suffer, else those after it."""
    word = words[index].text
    before = [n for n in numbers if n.last < index and index - n.last <= _FAR and not _broken(words, n.last + 1, index)]
    passive = any(w.text in _BE for w in words[max(0, index - 3) : index])
    subject = before and (passive or word not in _TAKES_OBJECT or _bare_passive(words, index, before[-1]))
    if subject:
        yield from _coordinated(words, before)
        return
    after = [n for n in numbers if n.index > index and n.index - index <= 6 and not _broken(words, index + 1, n.index)]
    between = " ".join(w.text for w in words[index + 1 : after[0].index]) if after else ""
    if "," in between or _AWAY.intersection(between.replace("at least", "").split()):
        after = []
    if word in ("toll", "death", "deaths", "lives", "dead", "killed"):
        wide = [n for n in numbers if n.index > index and n.index - index <= 26 and _rises(words, index, n.index)]
        if wide:
            yield wide[0]
            return
    if word in ("died", "die", "dies", "perished") or not after:
        return
    if word in _TAKES_OBJECT or word in ("deaths", "death", "lives", "dead", "toll"):
        yield from _following(words, after)


def _bare_passive(words: Sequence[_Word], index: int, number: _Number) -> bool:
    """Return whether a verb stands for "were killed": "Ten killed in Khost"; not "14 men killed two soldiers"."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if follows == "at" and words[index + 2 : index + 3] and words[index + 2].text in ("least", "most"):
        return False
    if follows in (
        "",
        "in",
        "at",
        "when",
        "by",
        "as",
        "after",
        "on",
        ",",
        ".",
        "and",
        "during",
        "near",
        "from",
        "while",
        ";",
    ):
        return index - number.last <= 3
    return False


def _rises(words: Sequence[_Word], index: int, at: int) -> bool:
    between = [word.text for word in words[index:at]]
    return "to" in between[-2:] and any(
        w in ("rose", "rises", "risen", "rise", "climbed", "climbs", "jumped", "increased", "up") for w in between
    )


def _broken(words: Sequence[_Word], first: int, last: int) -> bool:
    between = [word.text for word in words[first:last]]
    if between[:2] in ([",", "who"], [",", "which"]) and "," in between[2:]:
        between = between[between.index(",", 2) :]  # a relative clause between commas does not part them
    if any(word in _STOP for word in between):
        return True
    return any(word in _KILLED or word in _INJURED for word in between)


def _coordinated(words: Sequence[_Word], before: Sequence[_Number]) -> Iterator[_Number]:
    """Yield the last number before a verb, and those that "and" or a comma joins to it; parts are left out."""
    whole = [n for n in before if not _is_part(words, n)]
    if not whole:
        return
    yield whole[-1]
    right = whole[-1]
    for left in reversed(whole[:-1]):
        between = [word.text for word in words[left.last + 1 : right.index]]
        if not between or between[-1] not in ("and", ",") or len(between) > 6:
            return
        yield left
        right = left


def _following(words: Sequence[_Word], after: Sequence[_Number]) -> Iterator[_Number]:
    yield after[0]
    left = after[0]
    for right in after[1:]:
        between = [word.text for word in words[left.last + 1 : right.index]]
        if not between or between[-1] != "and" or len(between) > 5 or any(w in _PART for w in between):
            return
        verb = next((w.text for w in words[right.last + 1 : right.last + 6] if w.text in _INJURED), "")
        if verb:
            return
        yield right
        left = right


def _is_part(words: Sequence[_Word], number: _Number) -> bool:
    after = [word.text for word in words[number.index + 1 : number.index + 3]]
    before = words[number.index - 1].text if number.index else ""
    follows = words[number.last + 1].text if number.last + 1 < len(words) else ""
    if before == "among" and (follows in _KILLED or follows in _INJURED):
        return False
    if any(words[k].text == "among" for k in range(number.last + 1, min(len(words), number.last + 4))):
        return True
    return (after[:1] == ["of"] and after[1:] in (["them"], ["whom"], ["those"])) or before in _PART


def _numbers(words: Sequence[_Word], victims: frozenset[str]) -> Iterator[_Number]:
    index = 0
    while index < len(words):
        read = _number_at(words, index, victims)
        if read is None:
            index += 1
            continue
        count, last = read
        noun = tuple(word.text for word in words[last + 1 : last + 7])
        noun = noun[
            : next(
                (k for k, w in enumerate(noun) if w in _STOP or w in (",", "in", "at", "and", "on", "by")), len(noun)
            )
        ]
        if not _is_measure(words, last, index):
            people = _head(words, last, victims)
            yield _Number(index, people, count, words[index].start, words[people].end, noun)
        index = last + 1


def _head(words: Sequence[_Word], last: int, victims: frozenset[str]) -> int:
    """Return the index of the number's noun: "three Frontier Corps soldiers" ends with "soldiers"."""
    for k in range(last + 1, min(len(words), last + 6)):
        if words[k].text in victims:
            return k
        if words[k].text in _STOP or words[k].text in (",", "and", "in", "were", "was", "dead"):
            break
    return last


def _is_measure(words: Sequence[_Word], last: int, first: int) -> bool:
    after = words[last + 1].text if last + 1 < len(words) else ""
    before = words[first - 1].text if first else ""
    months = (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "nov",
        "dec",
        "oct",
        "sept",
        "aug",
        "jan",
        "feb",
        "apr",
    )
    clock = after in ("a", "p") and [word.text for word in words[last + 2 : last + 4]][-1:] == ["m"]
    if clock or after in months or (before in months and words[last].text.isdigit()):
        return True
    text = words[last].text
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100:
        return True
    return after in (
        "days",
        "day",
        "hours",
        "hour",
        "years",
        "year",
        "months",
        "month",
        "weeks",
        "week",
        "minutes",
        "km",
        "kilometres",
        "kilometers",
        "miles",
        "vehicles",
        "houses",
        "shops",
        "rupees",
        "million",
        "billion",
        "per",
        "percent",
        "metres",
        "attacks",
        "blasts",
        "attack",
        "am",
        "pm",
        "times",
        "kg",
        "rounds",
        "trucks",
        "districts",
        "provinces",
        "houses",
        "homes",
        "dollars",
        "suspects",
        "th",
        "feet",
        "bombs",
        "rockets",
    )


def _number_at(words: Sequence[_Word], index: int, victims: frozenset[str]) -> tuple[Count, int] | None:
    """Read a number that starts at a word: digits, number words, "dozens", "a soldier", "nobody"."""
    word = words[index].text
    if word[0].isdigit():
        return _shade(words, index, int(float(word.replace(",", "")))), index
    if word in _UNITS:
        return _read_words(words, index)
    if word in _VAGUE:
        return Count(_VAGUE[word], None, None), index
    if word.split("-")[0] in _UNITS and word.split("-")[-1] in _UNITS:
        first, second = word.split("-")[0], word.split("-")[-1]
        return _shade(words, index, _UNITS[first] + _UNITS[second]), index
    if word in _NONE and word != "no":
        return Count(0, 0, 0), index
    if word in ("a", "an", "another", "no"):
        return _single(words, index, victims)
    return None


def _read_words(words: Sequence[_Word], index: int) -> tuple[Count, int]:
    total = _UNITS[words[index].text]
    last = index
    follow = words[index + 1].text if index + 1 < len(words) else ""
    if total >= 20 and follow in _UNITS and _UNITS[follow] < 10:
        total, last = total + _UNITS[follow], index + 1
    elif follow == "dozen":
        total, last = total * 12, index + 1
    elif follow == "hundred":
        total, last = total * 100, index + 1
    return _shade(words, index, total), last


def _single(words: Sequence[_Word], index: int, victims: frozenset[str]) -> tuple[Count, int] | None:
    follow = [word.text for word in words[index + 1 : index + 5]]
    if words[index].text == "a" and follow[:1] == ["dozen"]:
        return Count(12, 12, 12), index + 1
    for k, word in enumerate(follow):
        if word in (",", "of", "and", "in", "to", "that", "on", "was", "were"):
            return None
        if word in victims and not word.endswith(("soldiers", "people")):
            plural = word.endswith("s") or word in (
                "people",
                "police",
                "personnel",
                "staff",
                "children",
                "men",
                "women",
            )
            if words[index].text == "no":
                return Count(0, 0, 0), index + k
            return None if plural else (Count(1, 1, 1), index + k)
    return None


def _shade(words: Sequence[_Word], index: int, number: int) -> Count:
    before = " ".join(word.text for word in words[max(0, index - 3) : index])
    if before.endswith(_LEAST):
        return Count(number, number, None)
    if before.endswith(_MOST):
        return Count(None, number, number)
    if before.endswith(_ABOUT):
        return Count(None, number, None)
    return Count(number, number, number)


def _sum(counts: Iterable[Count]) -> Count:
    low = best = high = 0
    no_low = no_best = no_high = False
    for count in counts:
        low += count.low or 0
        best += count.best or 0
        high += count.high or 0
        no_low, no_best, no_high = (
            no_low or count.low is None,
            no_best or count.best is None,
            no_high or count.high is None,
        )
    return Count(None if no_low else low, None if no_best else best, None if no_high else high)
