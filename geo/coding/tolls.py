"""How many were killed and injured, as a sentence tells it: low, best and high, and where the numbers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from geo.coding.dying import BLOWN, BODIES, DECIDING, KILLINGS, LOST, SUMMED, bodies, is_death, is_shot, lost
from geo.coding.lexicon import words
from geo.coding.lists import (
    BE,
    INJURED,
    KILLED,
    along,
    coordinated,
    following,
    listed_after,
    listed_before,
    says_whose,
    unshaded,
)
from geo.coding.numbers import ORDINALS, STOP, WORD, Number, Word, numbers_in, total_of
from geo.coding.sentences import Sentence
from geo.coding.sums import SHIFTS, SUMS, sum_of, total
from geo.model import Count

_TAKES_OBJECT = words(
    "shot killed kill kills killing martyring martyred murdered murdering massacred beheaded "
    "executed assassinated slaughtered neutralised neutralized eliminated lynched hanged strangled maimed maiming "
    "wounded wound wounds wounding injured injure injures "
    "butchered butchering slew slay slays injuring hurting hurt beheading executing assassinating slaughtering lynching"
)
_MORE = frozenset({"more", "other", "others", "another", "further", "additional"})
_BARE_ENDS = words("in at when by as after on , . and during near from while ;") | {""}
_AWAY = frozenset(["in", "inside", "at", "for", "during", "within", "on", "by", "near", "since", "until", "contest"])
_AFTERWARDS = ("later", "in hospital", "at the hospital", "of his", "of her", "of their", "on the way", "overnight")
_CLAIM = re.compile(
    r"\b(?:claim\w*|said|says|say|boast\w*|announced) (?:that )?(?:it|they|its|their|his)"
    r"(?: [\w-]+){0,2}?(?: had| have)?$"
    r"|\bclaim\w* (?:to have|having)$|\bclaim\w*(?: the)?$|\bclaim\w* that (?:[\w-]+ )*(?:was|were|had been)$"
)
_COUNTS = words("deaths death lives life dead toll martyrdom shahadat throat throats") | KILLINGS
_PARTS = (  # of words
    *("assassination", "slay", "slew", "butcher", "fell", "fallen", "throat", "burn", "met", "mow", "cut"),
    *("kill", "dead", "die", "death", "wound", "injur", "hurt", "martyr", "li[fv]e", "slain", "murder", "toll"),
    *("casual", "massacre", "shot", "gun", "neutrali", "eliminat", "maim", "lynch", "hang", "hell", "pieces", "unhurt"),
    *("unharmed", "unscathed", "narrow", "los", "bod", "corpse", "execut", "assassin", "behead", "perish"),
    *("slaughter", "strangl", "shahadat", "cost", "bur[iy]", "harm", "fatal", "blown", "felled"),
)
_UNHARMED = re2.compile(
    rb"(?i)\bno (?:loss of (?:human )?life|loss of lives|casualt(?:y|ies)|deaths?|fatalities"
    rb"|(?:human|civilian) (?:loss|casualt(?:y|ies)))\b"
    rb"|\bno (?:injuries|injury)\b"
    rb"|\bwithout (?:any )?(?:casualt(?:y|ies)|loss of life|loss(?:es)?|injur(?:y|ies)|harm)\b"
    rb"|\b(?:without (?:killing|hurting|harming|wounding|injuring)|(?:killed|hurt|harmed|injured|wounded))"
    rb" (?:anybody|anyone|any one|nobody|no one|no-one)\b"
    rb"|\b(?:nobody|no one|no-one|none|neither)(?: \w+){0,5} (?:hurt|harmed|injured|killed|wounded)\b"
    rb"|\b(?:unhurt|unharmed|unscathed)\b|\bnarrow(?:ly)? escaped?\b"
)


_NO_NAME = words("The It This That Who Which What No Many Some Most Police Taliban")
_OF_ONE = re2.compile(
    rb"\b([Hh]e|[Ss]he|(?:his|her|the|The|His|Her|its) [a-z]*[a-rt-z]|[A-Z][\w'-]+)"
    rb"(?:,|, (?:an?|the|his|her|who|its|whose|[a-z]{4,}) [^,.;:]{3,80},)?"
    rb" (?:(?:was|had been|has been) (?:also |later |then |himself )?(?:killed|murdered|assassinated|shot dead"
    rb"|gunned down|beheaded|martyred|executed|lynched|(?:stabbed|beaten) to death)|embraced (?:martyrdom|shahadat)"
    rb"|(?:had )?succumbed to (?:his|her|the)|(?:had )?died (?:when|in|of|at))\b"
)
_DIED_BESIDE = re.compile(r"(?:(?:along |together )?with|alongside) (?:him|her)(?: [.,;]|$| and\b| in\b| at\b| on\b)")
_THEY = words("they all both")
_NO_ONE = words("taliban police isis daesh ttp bla pakistan afghanistan india iran us un nato muslims january february")
_NAME_ENDS = words(", . ; and in on at near outside as when while after during with along")
_WHOSE = words("his her a an two three four five six")
_TO_DEATH = re2.compile(  # what was done to one, whoever did it
    rb"(?i)\b(?:beat|beaten|stabbed|hacked|stoned|clubbed|battered|tortured|burned|burnt|shot|bludgeoned)"
    rb" (?:him|her|(?:the|his|her|their|its) (?:[\w-]+ ){0,3}[\w-]*[a-rt-z]) to death\b"
    rb"|\b(?:burned|burnt|dumped|dragged|hanged|hung|set|threw|mutilated) (?:his|her|the) (?:dead )?(?:body|corpse)\b"
    rb"|\bhanged (?:him|her)\b|\b(?:burned|burnt) (?:him|her|(?:a|the|his|her) [\w-]*[a-rt-z]) alive\b"
)
_OF_DEATH = words("death body corpse hanged alive")  # one of them stands in all that is done to one
_OF_NOBODY = words(  # and one of these where nobody came to harm
    "no without anybody anyone any nobody none neither unhurt unharmed unscathed narrow narrowly"
)
_MAY_TELL = re2.compile(f"(?i){'|'.join(_PARTS)}".encode())  # of death or harm, or of its absence
_DECIDES = re2.compile(f"(?i)(?:{'|'.join(sorted(DECIDING))})(?:$|[^\\w'-])".encode())


@dataclass(slots=True)
class Toll:
    """A number of dead or injured at `start` (article offset). `victims` are the words that say who.

    `adds`: "two more", "three others" add to a number told elsewhere. `is_total`: "the toll rose to 63".
    `grows`: they died later than the others, or it says that they "also" did. `is_claimed`: those who say it killed.
    `parts` are the numbers that it adds up: "three soldiers and nine attackers".
    """

    start: int
    end: int
    is_death: bool
    count: Count
    victims: tuple[str, ...]
    adds: bool = False
    is_total: bool = False
    grows: bool = False
    is_claimed: bool = False
    parts: tuple[Number, ...] = ()


def apart(toll: Toll, some: frozenset[str]) -> tuple[Toll, ...]:
    """Return a toll as two where part of its numbers counts `some` people: "two attackers and a soldier died"."""
    theirs = [number for number in toll.parts if some.intersection(number.noun)]
    others = [number for number in toll.parts if number not in theirs]
    if not theirs or not others:
        return (toll,)
    return tuple(
        replace(toll, count=total_of(n.count for n in part), victims=tuple(w for n in part for w in n.noun), parts=())
        for part in (others, theirs)
    )


def find_tolls(sentence: Sentence, victims: frozenset[str]) -> tuple[Toll, ...]:
    """Return the tolls of a sentence; `victims` are the nouns of people."""
    text, plain, offset = sentence.text, sentence.plain, sentence.start
    if _MAY_TELL.search(plain) is None:
        return ()
    told: tuple[Toll, ...] = ()
    if _DECIDES.search(plain) is not None:
        words = [Word(m[0].lower(), m.start(), m.end(), m[0][0].isupper()) for m in WORD.finditer(text)]
        numbers = list(numbers_in(words, victims))
        told = tuple(_tolls(words, numbers, offset, victims))
        ones = _one(sentence, words, numbers)
        told += tuple(one for one in ones if not any(_overlap(one, other) for other in told))
    some = [one for one in told if one.is_death or one.count.best]
    return (*told, *(none for none in _nobody(sentence) if not any(none.start < one.end for one in some)))


def _overlap(one: Toll, other: Toll) -> bool:
    return one.start < other.end and other.start < one.end


def _one(sentence: Sentence, words: Sequence[Word], numbers: Sequence[Number]) -> Iterator[Toll]:
    """Yield the death of one who is named or meant, and of who died with him: "he was killed with two guards"."""
    plain, offset = sentence.plain, sentence.start
    for match in _OF_ONE.finditer(plain):
        if match.group(1).decode() not in _NO_NAME:
            last = max(k for k, word in enumerate(words) if word.start < match.end())
            others = list(along(words, last, numbers))
            count = total_of([Count(1, 1, 1), *(number.count for number in others)])
            end = max([match.end(), *(number.end for number in others)])
            yield Toll(match.start() + offset, end + offset, True, count, ())
    if _OF_DEATH.isdisjoint(sentence.among):
        return
    for match in _TO_DEATH.finditer(plain):
        yield Toll(match.start() + offset, match.end() + offset, True, Count(1, 1, 1), ())


def _nobody(sentence: Sentence) -> Iterator[Toll]:
    """Yield what says that nobody came to harm: "there was no loss of life", "the guards escaped unhurt"."""
    offset = sentence.start
    if _OF_NOBODY.isdisjoint(sentence.among):
        return
    for match in _UNHARMED.finditer(sentence.plain):
        yield Toll(match.start() + offset, match.end() + offset, True, Count(0, 0, 0), ())


def _tolls(words: Sequence[Word], numbers: Sequence[Number], offset: int, victims: frozenset[str]) -> Iterator[Toll]:
    used: set[int] = set()
    for index, word in enumerate(words):
        if word.text not in DECIDING:
            continue
        kills = True
        if word.text in BODIES:
            some = list(bodies(words, index, numbers))
        elif word.text in LOST:
            some = list(lost(words, index, numbers, victims))
        else:
            kills = is_death(words, index) or is_shot(words, index)
            if not kills and word.text not in INJURED:
                continue
            free = [n for n in numbers if n.index not in used]
            if word.text in BLOWN:  # "two buses were blown up"
                free = [n for n in free if words[n.last].text in victims or words[n.index].text == "both"]
            some = list(_counted(words, index, free))
        if some:
            used.update(number.index for number in some)
            yield _toll(words, index, some, kills, offset)


def _toll(words: Sequence[Word], index: int, some: Sequence[Number], is_death: bool, offset: int) -> Toll:
    first, last = min(some, key=lambda n: n.start), max(some, key=lambda n: n.end)
    start = min(first.start, words[index].start)
    end = max(last.end, words[index].end)
    noun = tuple(word for number in some for word in number.noun)
    grows = is_death and _grows(words, index)
    adds = grows or any(
        words[k].text in _MORE or (words[k].text == "a" and words[k + 1].text in ORDINALS)
        for k in range(max(0, first.index - 1), min(len(words) - 1, first.last + 3))
    )
    summed = index < first.index and words[index].text in SUMS  # "put the number of dead at 100"
    shifted = any(w.text in SHIFTS for w in words[max(0, index - 4 * summed) : first.index + 1])
    is_total = words[index].text in ("toll", *SUMMED) or shifted
    count = total_of(number.count for number in some)
    claimed = is_death and words[index].text not in LOST and _is_claimed(words, index)
    if is_death and _DIED_BESIDE.match(" ".join(word.text for word in words[index + 1 : index + 4])):
        count, is_total = total_of([count, Count(1, 1, 1)]), True  # "the driver died with him"
    adds = adds and not is_total
    return Toll(start + offset, end + offset, is_death, count, noun, adds, is_total, grows, claimed, tuple(some))


def _grows(words: Sequence[Word], index: int) -> bool:
    """Return whether people died beside others, or later: "also died", "succumbed to their wounds in hospital"."""
    around = [word.text for word in words[max(0, index - 3) : index + 4]]
    before = {word.text for word in words[max(0, index - 5) : index]}
    if words[index].text in ("wounds", "injuries") or before & {"also", "too"} or "too" in around[4:]:
        return True
    later = around[3:4] in (["died"], ["dead"]) or around[2:3] == ["died"]
    after = " ".join(around[min(index, 3) + 1 :])
    return after.startswith("as well") or (later and after.startswith(_AFTERWARDS))


def _is_claimed(words: Sequence[Word], index: int) -> bool:
    """Return whether those who say it killed: "said it had killed 14", "claim to have killed 58"."""
    before = " ".join(word.text for word in words[max(0, index - 12) : index])
    return _CLAIM.search(before) is not None


def _counted(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers that a word of killing counts: those before it if they suffer, else those after it."""
    summed = sum_of(words, index, numbers)
    if summed is not None:
        yield from summed
        return
    word = words[index].text
    numbers = [number for number in numbers if not says_whose(words, number, numbers)]
    if not index and word in KILLED:  # "Killed in the raid were two boys"
        first = next((k for k, n in enumerate(numbers) if words[n.index - 1].text in ("were", "was")), len(numbers))
        yield from following(words, numbers[first:]) if numbers[first:] else ()
        return
    before = _sufferers(words, index, numbers)
    if before:
        yield from coordinated(words, before)
        yield from along(words, index, numbers)
        return
    if word in KILLED and index > 1 and words[index - 2].text in _THEY and words[index - 1].text in BE:
        yield from along(words, index, numbers)  # "They were killed, along with a guard"
        return
    if word in ("dead", "down") and index > 1 and words[index - 2].text not in BE:
        word = "killed"  # "gunned down nine"
    if word in _TAKES_OBJECT and [w.text for w in words[index + 1 : index + 2]] == ["them"]:
        taken = [n for n in numbers if n.index < n.last < index]
        yield from taken[-1:]  # "took nine men away and shot them"
        return
    after = _objects(words, index, numbers)
    if word == "lives" and index and words[index - 1].text in ("their", "his", "her"):
        return  # "cost two children their lives and left three girls hurt"
    if word in (*SUMS, "death", "lives") and (number := total(words, index, numbers)):
        yield number
        return
    if word in _TAKES_OBJECT and (others := _named_with(words, index, numbers)):
        yield from others
        return
    if after and (word in _TAKES_OBJECT or word in _COUNTS):
        yield from following(words, after)


def _sufferers(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the numbers before a word of killing if they suffer it: "three were killed", "ten killed in Khost"."""
    word = words[index].text
    before = listed_before(words, index, numbers)
    passive = any(w.text in BE for w in words[max(0, index - 3) : index])
    if before and index and words[index - 1].text == "and":  # "were taken off a bus and executed"
        passive = passive or any(w.text in BE for w in words[before[-1].last : index])
    if word == "dead" and index and words[index - 1].text in ("the", "of"):
        return ()
    counts = word in _COUNTS and [w.text for w in words[index + 1 : index + 2]] == ["of"]
    if counts and listed_after(words, index, numbers):
        return ()  # "a bomber took the lives of three"
    suffers = before and (passive or word not in _TAKES_OBJECT or _bare_passive(words, index, before[-1]))
    return before if suffers else ()


def _objects(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the numbers after a word of killing, if nothing parts them from it."""
    word = words[index].text
    after = listed_after(words, index, numbers)
    if not after or word in ("died", "die", "dies", "perished"):
        return ()
    if word in _TAKES_OBJECT and index and words[index - 1].text in ("was", "were", "been"):
        return ()  # "the driver of the van was killed and 11 passengers were hurt"
    between = " ".join(w.text for w in words[index + 1 : after[0].index])
    parted = "," in between or _AWAY.intersection(between.replace("at least", "").split())
    return () if parted and word != "toll" else after


def _named_with(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Return one who is killed by name, and the others: "killed Khalil Haqqani, the minister, and six others"."""
    end = index + 1
    while end < len(words) and words[end].is_name and words[end].text not in _NO_ONE:
        end += 1
    last = words[end - 1]
    follows = words[end].text if end < len(words) else "."
    if not 1 < end - index <= 5 or follows not in _NAME_ENDS or last.text.endswith(("s", "men", "people")):
        return ()
    one = Number(index + 1, end - 1, Count(1, 1, 1), words[index + 1].start, last.end, ())
    near = (n for n in numbers if end < n.index <= index + 16)
    others = next((n for n in near if unshaded(words, index, n.index)[-1:] == ["and"]), None)
    between = {word.text for word in words[end : others.index]} if others else set()
    his = others is not None and (others.noun[:1] in (("others",), ("of",)) or words[others.index].text in _WHOSE)
    if others is None or not his or between & (STOP | KILLED | INJURED):
        return (one,)
    return one, others


def _bare_passive(words: Sequence[Word], index: int, number: Number) -> bool:
    """Return whether a verb stands for "were killed": "Ten killed in Khost"; not "14 men killed two soldiers"."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if number.last == number.index == index - 1 and follows in ("were", "are", "had", "have"):
        return True  # "45 injured were treated"
    if follows == "at" and words[index + 2 : index + 3] and words[index + 2].text in ("least", "most"):
        return False
    if follows in _BARE_ENDS:
        return index - number.last <= 5
    return False
