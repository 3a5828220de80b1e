"""Numbers of people in a sentence: digits, number words, "dozens", "a soldier", "nobody"; with what shades them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
_SINGLE_ENDS = words(
    ", of and in to that on was were by from killed wounded injured shot lynched hit struck attacked murdered martyred "
    "beheaded kidnapped abducted left claimed targeted stabbed killing injuring wounding leaving kills wounds kill"
)
_DOING = words("killing leaving martyring murdering wounding injuring killed wounded injured left")
_DEEDS = words("kill kills killed killing martyr martyrs martyred murder murders behead beheads injure injures wounds")
_HEADS = words(
    "head governor mufti rector director president founder owner manager superintendent speaker mayor dean warden "
    "chairman magistrate prosecutor registrar custodian caretaker headmaster"
)
_HIT_DEAD = (["shot", "dead"], ["shooting", "dead"], ["shoot", "dead"], ["gunned", "down"], ["gunning", "down"])
_SELF = words("himself herself themselves")
_GOES_ON = words(", . ; and were was are had have when in at on after as died dead killed perished by")
_NONE = frozenset({"nobody", "none", "no", "neither"})
_MANY = words("people police personnel staff children men women")
_BESIDES = words("the his her at with for as over including")
ORDINALS = words("second third fourth fifth sixth seventh eighth ninth tenth")
_ASSAILANTS = words("attacker assailant bomber gunman hijacker")
_HARMED = words("killed wounded injured hurt martyred murdered assassinated beheaded executed gunned shot slain")
_SAID = words("said says told tells added confirmed announced claimed reported stated")
_OWNED = words("a an another the his her its their this that any every each no some of in by 's")
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
_MOST = (
    "up to",
    "as many as",
    "no more than",
    "not more than",
    "at most",
    "nearly",
    "almost",
    "close to",
    "fewer than",
    "less than",
    "just under",
)
_ABOUT = ("about", "around", "some", "an estimated", "approximately", "roughly")

_MONTHS = words(
    "january february march april may june july august september october november december "
    "nov dec oct sept sep aug jul jun apr mar jan feb"
)
_MEASURES = words(
    "days day hours hour years year months month weeks week minutes km kilometres kilometers miles vehicles houses "
    "shops rupees million billion per percent metres meters attacks blasts attack am pm times kg rounds trucks "
    "districts provinces homes dollars th feet bombs rockets operations engagements incidents villages districts "
    "posts checkposts camps rooms hideouts shells tons tonnes gates crossings lorries cars lakh crore year-old "
    "points point family families household households tribe clan"
)
_SITES = words("posts checkposts checkpoints outposts bases camps stations vehicles buses lorries convoys")
_BEFORE_NOUN = words("other others chinese police sikh hindu christian army")
_YOUNG = words("boy girl child man woman youth teenager shepherd son daughter lad porter")
WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d][\w'’-]*|[;:()]|,|\.")
STOP = frozenset({";", ":", ".", "but", "while", "although", "who", "which", "where", "when"})
_NOUN_ENDS = frozenset(
    (
        ",",
        "in",
        "at",
        "and",
        "on",
        "by",
        "were",
        "was",
        "have",
        "had",
        "been",
        "killed",
        "dead",
        "died",
        "besides",
        "including",
        "wounded",
        "injured",
        "when",
        "after",
        "from",
        "as",
        "die",
        "dies",
        "perish",
        "perished",
        "slain",
        "martyred",
        "near",
        "outside",
        "during",
    )
)


_COUNTING = frozenset((*_UNITS, *_SELF, *_VAGUE, *_NONE)) | words("a an another his her its their him both the half as")


@dataclass(slots=True)
class Number:
    """A number of people: words `index` to `last`; `noun` are the words after it."""

    index: int
    last: int
    count: Count
    start: int
    end: int
    noun: tuple[str, ...]


class Word(NamedTuple):
    """A word or mark of the sentence, in lower case, where it stands."""

    text: str
    start: int
    end: int
    is_name: bool = False  # it begins with a capital


def value_of(word: str) -> int | None:
    """Return the number that a word or digits say, if they do."""
    return int(word.replace(",", "")) if word[:1].isdigit() else _UNITS.get(word.lower())


def both_numbers(nouns: Iterable[str]) -> frozenset[str]:
    """Return nouns of people in the singular and the plural, in lower case."""
    low = {noun.lower() for noun in nouns}
    single = {noun[:-1] for noun in low if noun.endswith("s") and not noun.endswith("ss") and " " not in noun}
    many = {noun + "s" for noun in low if not noun.endswith(("s", "n", "people", "police", "personnel", "staff"))}
    return frozenset(low | single | many)


def numbers_in(words: Sequence[Word], victims: frozenset[str]) -> Iterator[Number]:
    """Yield the numbers of a sentence that can count people; ages, years, hours and the like are left out."""
    index, before = 0, None
    while index < len(words):
        word = words[index].text
        may_count = word in _COUNTING or word[0].isdigit() or "-" in word
        read = _number_at(words, index, victims) if may_count else None
        if read is None and word == "the" and before is not None and index - before.last <= 2:
            read = _listed(words, index, victims)
        counted = before is not None and before.last == before.index + 1 == index  # "five Chinese killed"
        if read is None and word in victims and not counted and _is_bare(words, index, victims):
            read = Count(1, 1, 1), index - 1
        if word == "as" and before is not None and _as_many(words, index):
            read = before.count, index + 1  # "three policemen and as many civilians"
        if read is not None:
            read = _range(words, index, read, victims)
        if read is None:
            index += 1
            continue
        count, last = read
        first = index if word in ("a", "an", "another") or last < index else last  # "a former army officer"
        noun = tuple(word.text for word in words[first + 1 : last + 7])
        ends = (k for k, word in enumerate(noun) if word in STOP or word in _NOUN_ENDS)
        noun = noun[: next(ends, len(noun))] if word not in _SELF else ("bomber",)
        people = _head(words, last, victims)
        if not (_is_measure(words, last, index, noun) or _speaks(words, people, count)):
            named = _named(words, index, before.last if before else -1, victims)
            if named is not None:
                yield named
            before = Number(index, people, count, words[index].start, words[people].end, noun)
            yield before
            joined = _joined(words, before, victims)
            if joined is not None:
                yield joined
        index = max(last, index) + 1


def _speaks(words: Sequence[Word], people: int, count: Count) -> bool:
    """Return whether one only tells of what happened: "killed two soldiers and an official said"."""
    return count.best == 1 and people + 1 < len(words) and words[people + 1].text in _SAID


def _listed(words: Sequence[Word], index: int, victims: frozenset[str]) -> tuple[Count, int] | None:
    """Read one who is known in a list of people: "three children, the driver and his helper died"."""
    one = _single(words, index, victims) if words[index - 1].text in (",", "and") else None
    if one is None or one[1] + 2 >= len(words):
        return None
    follows = words[one[1] + 2].text
    return one if follows == "and" or (words[index - 1].text == "and" and follows in _GOES_ON) else None


def _is_bare(words: Sequence[Word], index: int, victims: frozenset[str]) -> bool:
    """Return whether a noun of a headline, without any article, is one who was harmed: "Policeman killed in Tank"."""
    word = words[index].text
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if word in _MANY or word.endswith(("s", "men")) or word == "other" or follows in victims:
        return False
    left = index - 1
    while left >= 0 and index - left <= 2 and words[left].text not in _DEEDS and words[left].text[0].isalpha():
        if words[left].text in _OWNED or words[left].text == "and" or words[left].text.endswith(("'s", "’s", "s'")):
            return False
        left -= 1
    opens = words[left].text in _DEEDS if left >= 0 else False
    if opens and words[left].text in ("killed", "martyred") and left and words[left - 1].text in victims:
        opens = False
    harmed = follows in _HARMED or (
        follows == "," and index + 3 <= len(words) and any(w.text in _HARMED for w in words[index + 2 : index + 5])
    )
    return opens or (harmed and (left < 0 or words[left].text == "," or index - left > 2))


def _as_many(words: Sequence[Word], index: int) -> bool:
    follow = [word.text for word in words[index + 1 : index + 3]]
    return follow[:1] == ["many"] and follow[1:] != ["as"]


def _range(words: Sequence[Word], index: int, read: tuple[Count, int], victims: frozenset[str]) -> tuple[Count, int]:
    """Read "10 to 15", "10 or 12" and "between 10 and 15" as one number, known between bounds."""
    count, last = read
    link = words[last + 1].text if last + 1 < len(words) else ""
    before = words[index - 1].text if index else ""
    if count.best is None or not (link in ("to", "or") or (link == "and" and before == "between")):
        return read
    upper = _number_at(words, last + 2, victims) if last + 2 < len(words) else None
    if upper is None or upper[0].best is None or not 1 < count.best < upper[0].best:
        return read
    if before == "from" and _head(words, upper[1], victims) == upper[1]:
        return read  # "rose from nine to 13"
    return Count(count.best, None, upper[0].best), upper[1]


def _named(words: Sequence[Word], index: int, after: int, victims: frozenset[str]) -> Number | None:
    """Return the one who is named with a rank before "and" a number: "Captain Ahmed and three soldiers"."""
    if index < 3 or words[index - 1].text != "and":
        return None
    for at in range(index - 2, max(after, index - 6), -1):
        word = words[at].text
        if word in STOP or word in _SINGLE_ENDS or word in _BESIDES:
            return None
        if word in victims and not word.endswith("s") and word not in (*_MANY, "other"):
            return Number(at, index - 2, Count(1, 1, 1), words[at].start, words[index - 2].end, (word,))
    return None


def _joined(words: Sequence[Word], number: Number, victims: frozenset[str]) -> Number | None:
    """Return the one whom "and" joins without a word of number: "her husband and child", "a driver and guard"."""
    at = number.last + 2
    if number.count != Count(1, 1, 1) or number.last == number.index or at >= len(words):
        return None
    if words[at - 1].text != "and" or words[at].text not in victims or words[at].text.endswith("s"):
        return None
    follows = words[at + 1].text if at + 1 < len(words) else "."
    if words[at].text in _MANY or words[at].text == "other" or follows in victims:
        return None
    return Number(at, at, Count(1, 1, 1), words[at].start, words[at].end, (words[at].text,))


def _head(words: Sequence[Word], last: int, victims: frozenset[str]) -> int:
    """Return the index of the number's noun: "three Frontier Corps soldiers" ends with "soldiers"."""
    for k in range(last + 1, min(len(words), last + 6)):
        if words[k].text in ("dead", "lives", "bodies"):
            break
        if words[k].text in victims:
            more = k + 1 < len(words) and words[k].text in _BEFORE_NOUN and words[k + 1].text in victims
            return k + 1 if more else k  # "two other teachers"
        if words[k].text in STOP or words[k].text in (",", "and", "in", "on", "at", "to", "were", "was", "dead"):
            break
    return last


def _is_measure(words: Sequence[Word], last: int, first: int, noun: Sequence[str]) -> bool:
    if not _SITES.isdisjoint(noun[1:2]):  # "attacked two army posts"
        return True
    after = words[last + 1].text if last + 1 < len(words) else ""
    before = words[first - 1].text if first else ""
    clock = after in ("a", "p") and [word.text for word in words[last + 2 : last + 4]][-1:] == ["m"]
    if clock or after in _MONTHS or (before in _MONTHS and words[last].text.isdigit()):
        return True
    text = words[last].text
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100:
        return True
    return after in _MEASURES or _is_age(words, first)


def _is_age(words: Sequence[Word], first: int) -> bool:
    """Return whether a number is years of age: "a boy of nine", "aged eight and ten"."""
    before = [word.text for word in words[max(0, first - 3) : first]]
    if before[-1:] == ["aged"] or before[-1:] == ["age"] or before[-3:-2] == ["aged"]:
        return True
    return before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in _YOUNG


def _number_at(words: Sequence[Word], index: int, victims: frozenset[str]) -> tuple[Count, int] | None:
    """Read a number that starts at a word: digits, number words, "dozens", "a soldier", "nobody"."""
    word = words[index].text
    if word[0].isdigit():
        if word[-1].isalpha():
            return None  # "the 16th"
        return _shade(words, index, int(float(word.replace(",", "")))), index
    if word == "one" and index and words[index - 1].text == "no":
        return None  # "no one was hurt"
    if word in _UNITS:
        return _read_words(words, index)
    if word == "half":
        dozen = [one.text for one in words[index + 1 : index + 3]] == ["a", "dozen"]
        return (_shade(words, index, 6), index + 2) if dozen else None
    if word in _VAGUE:
        return Count(_VAGUE[word], None, None), index
    if "-" in word and word.split("-")[0] in _UNITS and word.split("-")[-1] in _UNITS:
        first, second = word.split("-")[0], word.split("-")[-1]
        return _shade(words, index, _UNITS[first] + _UNITS[second]), index
    if word in _NONE and word != "no":
        return Count(0, 0, 0), index
    if word in ("a", "an", "another", "no"):
        one = _single(words, index, victims)
        never = index > 0 and words[index - 1].text == "not"  # "not a single soldier"
        return (Count(0, 0, 0), one[1]) if never and one is not None else one
    return _after_word(words, index, victims)


def _after_word(words: Sequence[Word], index: int, victims: frozenset[str]) -> tuple[Count, int] | None:
    """Read what only the word before makes a number: "and his son", "killing him", "left the driver dead"."""
    word = words[index].text
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if word in ("his", "her", "its", "their") and index and words[index - 1].text in ("and", ",", "with"):
        return _single(words, index, victims)  # "a farmer and his son"
    if word == "both" and (follows in ("died", "perished", "were") or follows in victims):
        return Count(2, 2, 2), index
    if word in _SELF and index > 1 and words[index - 1].text in ("only", "just"):
        return Count(1, 1, 1), index
    before = [one.text for one in words[max(0, index - 2) : index]]
    if before in _HIT_DEAD or _DOING.intersection(before[-1:]):
        if word in ("him", "her") or word in _SELF:
            return Count(1, 1, 1), index
        if word == "both":
            return Count(2, 2, 2), index
        if word in ("the", "his", "her", "its"):  # "leaving the driver dead"
            dead = before in _HIT_DEAD  # "shot dead the bomber" tells of no victim
            return _single(words, index, (victims | _HEADS) - _ASSAILANTS if dead else victims | _HEADS)
    if word == "the" and not index and (one := _opens_list(words, victims)) is not None:
        return one
    if word in ("the", "his", "her"):
        one = _single(words, index, victims)
        if one is not None and words[one[1] + 1].text not in _ASSAILANTS and _suffers(words, one[1] + 2):
            return one[0], one[1]
    return None


def _opens_list(words: Sequence[Word], victims: frozenset[str]) -> tuple[Count, int] | None:
    """Read the first of a list: "The director of the institute, two other teachers and the driver were killed"."""
    comma = next((k for k, word in enumerate(words[:9]) if word.text == ","), None)
    if comma is None or comma + 1 >= len(words) or words[comma + 1].text not in _COUNTING | {"the"}:
        return None
    told = [word.text for word in words[comma:]]
    end = next((k for k, word in enumerate(told) if word in ("was", "were", "died", "perished")), None)
    if end is None or "and" not in told[:end] or (_HARMED.isdisjoint(told[end : end + 3]) and told[end][0] == "w"):
        return None
    head = next((k for k in range(1, min(comma, 4)) if words[k].text in victims | _HEADS), None)
    return None if head is None or words[head].text.endswith("s") else (Count(1, 1, 1), head)


def _suffers(words: Sequence[Word], at: int) -> bool:
    """Return whether what is told from word `at` on is that one came to harm: "(the commander) was also killed"."""
    told = [word.text for word in words[at : at + 4]]
    if told[:1] in (["died"], ["perished"]):
        return True
    return told[:1] in (["was"], ["had"], ["has"]) and "among" not in told and any(word in _HARMED for word in told[1:])


def _read_words(words: Sequence[Word], index: int) -> tuple[Count, int]:
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


def _single(words: Sequence[Word], index: int, victims: frozenset[str]) -> tuple[Count, int] | None:
    follow = [word.text for word in words[index + 1 : index + 6]]
    if words[index].text == "a" and follow[:1] == ["dozen"]:
        return _shade(words, index, 12), index + 1
    if words[index].text == "a" and follow[:1] == ["couple"]:
        return Count(2, 2, 2), index + 1
    if words[index].text == "a" and follow[:1] and follow[0] in ORDINALS | {"quarter"}:
        return None if follow[1:2] == ["of"] else (Count(1, 1, 1), index + 1)  # "a third of them children"
    if words[index].text == "no" and follow[:1] in (["fewer"], ["less"], ["more"]):
        return None  # "no fewer than seven"
    for k, word in enumerate(follow):
        if word in _SINGLE_ENDS:
            return None
        if word in victims and follow[k + 1 : k + 2] and follow[k + 1] in victims:
            continue  # "a police inspector"
        if word in victims and not word.endswith(("soldiers", "people")):
            plural = word.endswith("s") or word in _MANY
            if words[index].text == "no":
                return Count(0, 0, 0), index + k
            return None if plural else (Count(1, 1, 1), index + k)
    return None


def _shade(words: Sequence[Word], index: int, number: int) -> Count:
    before = " ".join(word.text for word in words[max(0, index - 3) : index])
    if before.endswith(_MOST):
        return Count(None, number, number)
    if before.endswith(_LEAST):
        return Count(number, number, None)
    if before.endswith(_ABOUT):
        return Count(None, number, None)
    return Count(number, number, number)


def total_of(counts: Iterable[Count]) -> Count:
    """Return the sum of counts; a bound that one of them lacks, the sum lacks too."""
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
