"""How many were killed and injured, as a sentence tells it: low, best and high, and where the numbers stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from geo.coding.lexicon import shadow, words
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
from geo.coding.numbers import WORD, Number, Word, numbers_in, total_of
from geo.model import Count

_TAKES_OBJECT = words(
    "shot killed kill kills killing martyring martyred murdered murdering massacred beheaded "
    "executed assassinated slaughtered neutralised neutralized eliminated lynched hanged strangled maimed maiming "
    "wounded wound wounds wounding injured injure injures "
    "injuring hurting hurt"
)
_MORE = frozenset({"more", "other", "others", "another", "further", "additional"})
_AWAY = frozenset(["in", "inside", "at", "for", "during", "within", "on", "by", "near", "since", "until", "contest"])
_BODIES = words("body bodies corpse corpses")
_FOUND = words(
    "found recovered discovered dumped fished retrieved pulled brought received taken shifted counted dug delivered"
)
_LOST = words("lost lose loses losing cost buried burying")
_COUNTS = words("deaths death lives life dead toll martyrdom shahadat")
_TAKEN = [[word] for word in ("lost", "losing", "loses", "claimed", "claiming", "took", "taking", "cost", "costing")]
_BURIED = words("under beneath alive rubble debris snow mud")
_PASSES = words("crossed crosses passed passes topped tops exceeded exceeds surpassed reached hit hits")
_LIMBS = words("leg legs arm arms shoulder foot feet hand hands thigh knee knees ankle")
_SUMS = words("toll dead deaths fatalities casualties killed")
_SHIFTS = words(
    "rose rises risen rise climbed climbs climb stands stood stand reached put puts putting jumped increased up"
)
_PARTS = (
    *("kill", "dead", "die", "death", "wound", "injur", "hurt", "martyr", "li[fv]e", "slain", "murder", "toll"),
    *("casual", "massacre", "shot", "gun", "neutrali", "eliminat", "maim", "lynch", "hang", "hell", "pieces", "unhurt"),
    *("unharmed", "unscathed", "narrow", "los", "bod", "corpse", "execut", "assassin", "behead", "perish"),
    *("slaughter", "strangl", "shahadat", "cost", "buri", "harm", "fatal"),
)
_UNHARMED = re2.compile(
    rb"(?i)\bno (?:loss of (?:human )?life|loss of lives|casualt(?:y|ies)|deaths?|fatalities"
    rb"|(?:human|civilian) (?:loss|casualt(?:y|ies)))\b"
    rb"|\bno (?:injuries|injury)\b"
    rb"|\bwithout (?:any )?(?:casualt(?:y|ies)|loss of life)\b"
    rb"|\b(?:without (?:killing|hurting|harming|wounding|injuring)|(?:killed|hurt|harmed|injured|wounded))"
    rb" (?:anybody|anyone|any one|nobody|no one|no-one)\b"
    rb"|\b(?:nobody|no one|no-one|none)(?: \w+){0,5} (?:hurt|harmed|injured|killed|wounded)\b"
    rb"|\b(?:unhurt|unharmed|unscathed)\b|\bnarrow(?:ly)? escaped?\b"
)


_NO_NAME = words("The It This That Who Which What No Many Some Most Police Taliban")
_OF_ONE = re2.compile(
    rb"\b([Hh]e|[Ss]he|(?:his|her|the|The|His|Her|its) [a-z]*[a-rt-z]|[A-Z][\w'-]+),?"
    rb" (?:(?:was|had been|has been) (?:also |later |then |himself )?(?:killed|murdered|assassinated|shot dead"
    rb"|gunned down|beheaded|martyred|executed|lynched|(?:stabbed|beaten) to death)|embraced (?:martyrdom|shahadat)"
    rb"|(?:had )?succumbed to (?:his|her|the)|(?:had )?died (?:when|in|of|at))\b"
)
_TO_DEATH = re2.compile(  # what was done to one, whoever did it
    rb"(?i)\b(?:beat|beaten|stabbed|hacked|stoned|clubbed|battered|tortured|burned|burnt|shot|bludgeoned)"
    rb" (?:him|her|(?:the|his|her|their|its) (?:[\w-]+ ){0,3}[\w-]*[a-rt-z]) to death\b"
    rb"|\b(?:burned|burnt|dumped|dragged|hanged|hung|set|threw|mutilated) (?:his|her|the) (?:dead )?(?:body|corpse)\b"
    rb"|\bhanged (?:him|her)\b|\b(?:burned|burnt) (?:him|her|(?:a|the|his|her) [\w-]*[a-rt-z]) alive\b"
)
_MAY_TELL = re2.compile(("(?i)" + "|".join(_PARTS)).encode())
_DECIDING = KILLED | INJURED | _BODIES | _LOST | {"hell", "pieces", "down", "life", "shot"}
_DECIDES = re2.compile(f"(?i)(?:{'|'.join(sorted(_DECIDING))})(?:$|[^\\w'-])".encode())


@dataclass(slots=True)
class Toll:
    """A number of dead or injured at `start` (article offset). `victims` are the words that say who.

    `adds`: "two more", "three others" add to a number told elsewhere. `is_total`: "the toll rose to 63".
    `parts` are the numbers that it adds up: "three soldiers and nine attackers".
    """

    start: int
    end: int
    is_death: bool
    count: Count
    victims: tuple[str, ...]
    adds: bool = False
    is_total: bool = False
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


def find_tolls(text: str, offset: int, victims: frozenset[str]) -> tuple[Toll, ...]:
    """Return the tolls of a sentence that starts at `offset`; `victims` are the nouns of people."""
    plain = shadow(text)
    if _MAY_TELL.search(plain) is None:
        return ()
    told: tuple[Toll, ...] = ()
    if _DECIDES.search(plain) is not None:
        words = [Word(match[0].lower(), match.start(), match.end()) for match in WORD.finditer(text)]
        told = tuple(_tolls(words, list(numbers_in(words, victims)), offset, victims))
        told += tuple(one for one in _one(plain, offset) if not any(_overlap(one, other) for other in told))
    return (*told, *(none for none in _nobody(plain, offset) if not any(none.start < one.end for one in told)))


def _overlap(one: Toll, other: Toll) -> bool:
    return one.start < other.end and other.start < one.end


def _one(plain: bytes, offset: int) -> Iterator[Toll]:
    """Yield the death of one who is named or meant: "he was killed", "Captain Akhtar embraced martyrdom"."""
    for match in _OF_ONE.finditer(plain):
        if match.group(1).decode() not in _NO_NAME:
            yield Toll(match.start() + offset, match.end() + offset, True, Count(1, 1, 1), ())
    for match in _TO_DEATH.finditer(plain):
        yield Toll(match.start() + offset, match.end() + offset, True, Count(1, 1, 1), ())


def _nobody(plain: bytes, offset: int) -> Iterator[Toll]:
    """Yield what says that nobody came to harm: "there was no loss of life", "the guards escaped unhurt"."""
    for match in _UNHARMED.finditer(plain):
        yield Toll(match.start() + offset, match.end() + offset, True, Count(0, 0, 0), ())


def _tolls(words: Sequence[Word], numbers: Sequence[Number], offset: int, victims: frozenset[str]) -> Iterator[Toll]:
    used: set[int] = set()
    for index, word in enumerate(words):
        if word.text not in _DECIDING:
            continue
        if word.text in _BODIES:
            found = _bodies(words, index, numbers)
            if found:
                used.update(number.index for number in found)
                yield _toll(words, index, found, True, offset)
            continue
        if word.text in _LOST:
            some = _lost(words, index, numbers, victims)
            is_death = True
        else:
            is_death = _is_death(words, index) or _is_shot(words, index)
            if not is_death and word.text not in INJURED:
                continue
            some = list(_counted(words, index, [n for n in numbers if n.index not in used]))
        if not some:
            continue
        used.update(number.index for number in some)
        yield _toll(words, index, some, is_death, offset)


def _lost(words: Sequence[Word], index: int, numbers: Sequence[Number], victims: frozenset[str]) -> Sequence[Number]:
    """Return whom a side lost: "the army lost 11 soldiers"; not their lives, limbs or seats."""
    people = [n for n in numbers if n.last > n.index and words[n.last].text in victims - {"lives"}]
    after = listed_after(words, index, people)
    between = unshaded(words, index + 1, after[0].index) if after else []
    whose = words[index].text == "cost" and between[:1] == ["the"] and len(between) == 2  # "cost the army nine men"
    alive = words[index].text.startswith("bur") and _BURIED.intersection(w.text for w in words[index:])
    return list(following(words, after)) if after and (whose or not between) and not alive else ()


def _bodies(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return how many bodies were found: "the bullet-riddled body of a trader was recovered"."""
    if not any(word.text in _FOUND for word in words[max(0, index - 12) : index + 24]):
        return ()
    told = next((n for n in numbers if index - 3 <= n.index <= index + 3 and "," not in n.noun), None)
    if told is not None:
        return tuple(following(words, listed_after(words, index, numbers))) if told.index > index else (told,)
    word = words[index]
    one = Number(index, index, Count(1, 1, 1), word.start, word.end, ())
    return () if word.text.endswith("ies") else (one,)


def _is_death(words: Sequence[Word], index: int) -> bool:
    word = words[index].text
    if word in KILLED:
        return True
    before = [one.text for one in words[max(0, index - 2) : index]]
    if word == "life":
        return before[-1:] in (["his"], ["her"], ["the"]) and before[:1] in _TAKEN
    if word in ("wounds", "injuries"):
        return "succumbed" in (one.text for one in words[max(0, index - 3) : index])
    if word in ("hell", "pieces"):
        return before[-1:] == ["to"] and before[:1] in (["sent"], ["send"], ["sending"], ["blown"], ["dispatched"])
    return word in ("dead", "down") and before[-1:] in (["shot"], ["gunned"])


def _is_shot(words: Sequence[Word], index: int) -> bool:
    """Return whether people who were shot are told of as dead: nothing says that they were but hurt."""
    if words[index].text != "shot":
        return False
    rest = [word.text for word in words[index + 1 :]]
    wounds = rest[:1] == ["in"] and _LIMBS.intersection(rest[:5])
    return rest[:1] not in (["at"], ["down"], ["dead"], ["and"]) and not wounds and not INJURED.intersection(rest)


def _toll(words: Sequence[Word], index: int, some: Sequence[Number], is_death: bool, offset: int) -> Toll:
    first, last = min(some, key=lambda n: n.start), max(some, key=lambda n: n.end)
    start = min(first.start, words[index].start)
    end = max(last.end, words[index].end)
    noun = tuple(word for number in some for word in number.noun)
    adds = any(word in _MORE for word in noun) or any(
        words[k].text in _MORE
        for number in some
        for k in range(max(0, number.index - 1), min(len(words), number.last + 3))
    )
    total = words[index].text == "toll" or any(w.text in _SHIFTS for w in words[index : first.index + 1])
    count = total_of(number.count for number in some)
    return Toll(start + offset, end + offset, is_death, count, noun, adds and not total, total, tuple(some))


def _counted(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers that a word of killing counts: those before it if they suffer, else those after it."""
    word = words[index].text
    numbers = [number for number in numbers if not says_whose(words, number, numbers)]
    is_sum = word in ("toll", "deaths", "fatalities") or (
        index > 0 and words[index - 1].text in ("the", "of", "people")
    )
    if word in _SUMS and is_sum and (total := _total(words, index, numbers)):
        yield total
        return
    if word in ("dead", "killed", "wounded", "injured") and _only_some(words, index):
        return
    before = listed_before(words, index, numbers)
    passive = any(w.text in BE for w in words[max(0, index - 3) : index])
    if before and index and words[index - 1].text == "and":  # "were taken off a bus and executed"
        passive = passive or any(w.text in BE for w in words[before[-1].last : index])
    if word in ("dead", "down") and index > 1 and words[index - 2].text not in BE and not before:
        word = "killed"  # "gunned down nine"
    after = listed_after(words, index, numbers)
    is_noun = word == "dead" and index > 0 and words[index - 1].text == "the"
    if is_noun or (word in _COUNTS and after and words[index + 1].text == "of"):
        before = []  # "a bomber took the lives of three"
    subject = before and (passive or word not in _TAKES_OBJECT or _bare_passive(words, index, before[-1]))
    if subject:
        yield from coordinated(words, before)
        yield from along(words, index, numbers)
        return
    if word in _TAKES_OBJECT and index and words[index - 1].text in ("was", "were", "been"):
        after = []  # "the driver of the van was killed and 11 passengers were hurt"
    between = " ".join(w.text for w in words[index + 1 : after[0].index]) if after else ""
    if word != "toll" and ("," in between or _AWAY.intersection(between.replace("at least", "").split())):
        after = []
    if word in (*_SUMS, "death", "lives") and (total := _total(words, index, numbers)):
        yield total
        return
    if word in ("died", "die", "dies", "perished") or not after:
        return
    if word in _TAKES_OBJECT or word in _COUNTS:
        yield from following(words, after)


def _total(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Number | None:
    """Return what a number of dead has come to: "put the dead at 60", "the number of those killed rose to four"."""
    return next((n for n in numbers if index < n.index <= index + 26 and _rises(words, index, n.index)), None)


def _only_some(words: Sequence[Word], index: int) -> bool:
    """Return whether but some of the dead are told of: "the dead included seven children", "were among the dead"."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    before = [word.text for word in words[max(0, index - 2) : index]]
    return follows.startswith("includ") or before in (["among", "the"], ["among", "those"], ["of", "the"])


def _bare_passive(words: Sequence[Word], index: int, number: Number) -> bool:
    """Return whether a verb stands for "were killed": "Ten killed in Khost"; not "14 men killed two soldiers"."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if number.last == number.index == index - 1 and follows in ("were", "are", "had", "have"):
        return True  # "45 injured were treated"
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
        return index - number.last <= 5
    return False


def _rises(words: Sequence[Word], index: int, at: int) -> bool:
    between = [word.text for word in words[index:at]]
    while between and between[-1] in ("least", "more", "than", "over", "about", "around", "nearly", "some"):
        between = between[:-2] if between[-2:] == ["at", "least"] else between[:-1]
    shifted = any(word.text in _SHIFTS for word in words[max(0, index - 4) : at])
    return (between[-1:] in (["to"], ["at"]) and shifted) or (bool(between) and between[-1] in _PASSES)


