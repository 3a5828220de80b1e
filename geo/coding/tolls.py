"""How many were killed and injured, as a sentence tells it: low, best and high, and where the numbers stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from geo.coding.lexicon import shadow, words
from geo.coding.numbers import STOP, WORD, Number, Word, numbers_in, total_of
from geo.model import Count

_KILLED = words(
    "killed kill kills killing dead died die dies slain martyred martyring martyr murdered "
    "murdering massacred beheaded executed assassinated perished deaths death fatalities "
    "lives toll slaughtered neutralised neutralized eliminated lynched hanged strangled martyrdom shahadat"
)
_INJURED = words(
    "wounded wound wounds wounding injured injure injures injuring hurt hurting hurts injuries maimed maiming"
)
_TAKES_OBJECT = words(
    "shot killed kill kills killing martyring martyred murdered murdering massacred beheaded "
    "executed assassinated slaughtered neutralised neutralized eliminated lynched hanged strangled maimed maiming "
    "wounded wound wounds wounding injured injure injures "
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
        "sustained",
        "suffered",
        "received",
        "embraced",
    ]
)
_PART = frozenset({"including", "among", "besides", "excluding"})
_MORE = frozenset({"more", "other", "others", "another", "further", "additional"})
_AWAY = frozenset(["in", "inside", "at", "for", "during", "within", "on", "by", "near", "since", "until", "contest"])
_SHADES = frozenset(("at", "least", "more", "than", "over", "about", "around", "nearly", "some", "up", "to"))
_FAR = 12
_BODIES = words("body bodies corpse corpses")
_FOUND = words(
    "found recovered discovered dumped fished retrieved pulled brought received taken shifted counted dug delivered"
)
_LOST = words("lost lose loses losing cost buried burying")
_COUNTS = words("deaths death lives life dead toll martyrdom shahadat")
_ANYBODY = words("people persons victims members lives civilians")
_WHOSE = words("his her its their")
_TAKEN = [[word] for word in ("lost", "losing", "loses", "claimed", "claiming", "took", "taking", "cost", "costing")]
_BURIED = words("under beneath alive rubble debris snow mud")
_PASSES = words("crossed crosses passed passes topped tops exceeded exceeds surpassed reached hit hits")
_LIMBS = words("leg legs arm arms shoulder foot feet hand hands thigh knee knees ankle")
_SUMS = words("toll dead deaths fatalities casualties killed")
_WITH = (["along", "with"], ["together", "with"])
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
_DECIDING = _KILLED | _INJURED | _BODIES | _LOST | {"hell", "pieces", "down", "life", "shot"}
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
            if not is_death and word.text not in _INJURED:
                continue
            some = list(_counted(words, index, [n for n in numbers if n.index not in used]))
        if not some:
            continue
        used.update(number.index for number in some)
        yield _toll(words, index, some, is_death, offset)


def _lost(words: Sequence[Word], index: int, numbers: Sequence[Number], victims: frozenset[str]) -> Sequence[Number]:
    """Return whom a side lost: "the army lost 11 soldiers"; not their lives, limbs or seats."""
    people = [n for n in numbers if n.last > n.index and words[n.last].text in victims - {"lives"}]
    after = _list_after(words, index, people)
    between = _before(words, index + 1, after[0].index) if after else []
    whose = words[index].text == "cost" and between[:1] == ["the"] and len(between) == 2  # "cost the army nine men"
    alive = words[index].text.startswith("bur") and _BURIED.intersection(w.text for w in words[index:])
    return list(_following(words, after)) if after and (whose or not between) and not alive else ()


def _bodies(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return how many bodies were found: "the bullet-riddled body of a trader was recovered"."""
    if not any(word.text in _FOUND for word in words[max(0, index - 12) : index + 24]):
        return ()
    told = next((n for n in numbers if index - 3 <= n.index <= index + 3 and "," not in n.noun), None)
    if told is not None:
        return tuple(_following(words, _list_after(words, index, numbers))) if told.index > index else (told,)
    word = words[index]
    one = Number(index, index, Count(1, 1, 1), word.start, word.end, ())
    return () if word.text.endswith("ies") else (one,)


def _is_death(words: Sequence[Word], index: int) -> bool:
    word = words[index].text
    if word in _KILLED:
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
    return rest[:1] not in (["at"], ["down"], ["dead"], ["and"]) and not wounds and not _INJURED.intersection(rest)


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
    numbers = [number for number in numbers if not _says_whose(words, number, numbers)]
    is_sum = word in ("toll", "deaths", "fatalities") or (
        index > 0 and words[index - 1].text in ("the", "of", "people")
    )
    if word in _SUMS and is_sum and (total := _total(words, index, numbers)):
        yield total
        return
    if word in ("dead", "killed", "wounded", "injured") and _only_some(words, index):
        return
    before = _list_before(words, index, numbers)
    passive = any(w.text in _BE for w in words[max(0, index - 3) : index])
    if before and index and words[index - 1].text == "and":  # "were taken off a bus and executed"
        passive = passive or any(w.text in _BE for w in words[before[-1].last : index])
    if word in ("dead", "down") and index > 1 and words[index - 2].text not in _BE and not before:
        word = "killed"  # "gunned down nine"
    after = _list_after(words, index, numbers)
    is_noun = word == "dead" and index > 0 and words[index - 1].text == "the"
    if is_noun or (word in _COUNTS and after and words[index + 1].text == "of"):
        before = []  # "a bomber took the lives of three"
    subject = before and (passive or word not in _TAKES_OBJECT or _bare_passive(words, index, before[-1]))
    if subject:
        yield from _coordinated(words, before)
        yield from _along(words, index, numbers)
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
        yield from _following(words, after)


def _list_before(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers before a word that no other clause parts from it, in order."""
    out: list[Number] = []
    for number in reversed(numbers):
        near = number.last < index and index - number.last <= _FAR
        if near and not _broken(words, number.last + 1, out[-1].index if out else index):
            out.append(number)
    return out[::-1]


def _list_after(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers that start right after a word, each not far from the one before it."""
    out: list[Number] = []
    for number in numbers:
        last = out[-1].last if out else index
        if index < number.index <= last + 6 and not _broken(words, index + 1, number.index):
            out.append(number)
    return out


def _along(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield who suffered with the others: "were killed along with their driver"."""
    for number in numbers:
        if index < number.index <= index + 5 and _before(words, index + 1, number.index)[-2:] in _WITH:
            yield number


def _total(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Number | None:
    """Return what a number of dead has come to: "put the dead at 60", "the number of those killed rose to four"."""
    return next((n for n in numbers if index < n.index <= index + 26 and _rises(words, index, n.index)), None)


def _only_some(words: Sequence[Word], index: int) -> bool:
    """Return whether but some of the dead are told of: "the dead included seven children", "were among the dead"."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    before = [word.text for word in words[max(0, index - 2) : index]]
    return follows.startswith("includ") or before in (["among", "the"], ["among", "those"], ["of", "the"])


def _says_whose(words: Sequence[Word], number: Number, numbers: Sequence[Number]) -> bool:
    """Return whether a number only says whose people another counts: "two sons of a tribal elder"."""
    at = number.index - 1
    if at > 1 and words[at].text == "the":
        at -= 1
    return at > 0 and words[at].text == "of" and any(n.index < number.index and at - 1 <= n.last for n in numbers)


def _before(words: Sequence[Word], first: int, last: int) -> list[str]:
    """Return the words before a number without those that shade it or say whose: "at least", "his"."""
    out = [word.text for word in words[first:last]]
    while out and (out[-1] in _SHADES or out[-1] in _WHOSE):
        out.pop()
    return out


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


def _broken(words: Sequence[Word], first: int, last: int) -> bool:
    between = [word.text for word in words[first:last]]
    if between[:2] in ([",", "who"], [",", "which"]) and "," in between[2:]:
        between = between[between.index(",", 2) :]  # a relative clause between commas does not part them
    if between[:1] == ["who"] and _BE.intersection(between[1:][-2:]) and "," not in between:
        between = between[1:]  # "a man who happened to be walking past was"
    if any(word in STOP for word in between):
        return True
    return any(word in _KILLED or word in _INJURED for word in between)


def _coordinated(words: Sequence[Word], before: Sequence[Number]) -> Iterator[Number]:
    """Yield the last number before a verb, and those that "and" or a comma joins to it; parts are left out."""
    whole = [n for n in before if not _is_part(words, n)] or list(before[-1:])
    if not whole:
        return
    yield whole[-1]
    right = whole[-1]
    for left in reversed(whole[:-1]):
        between = _before(words, left.last + 1, right.index)
        joined = right.index == left.last + 2 or (between and between[-1] in ("and", ",") and len(between) <= 6)
        if not joined:
            return
        if any(word.endswith("ed") for word in between):  # "two patrols fired there and a soldier was wounded"
            return
        yield left
        right = left


def _following(words: Sequence[Word], after: Sequence[Number]) -> Iterator[Number]:
    """Yield the first number after a word, and those that a list joins to it: "a guard, his driver and two boys"."""
    yield after[0]
    left, listed = after[0], list[Number]()
    for right in after[1:]:
        between = _before(words, left.last + 1, right.index)
        comma = between == [","] and not _is_part(words, right) and words[after[0].last].text not in _ANYBODY
        closes = between[-1:] == ["and"] and len(between) <= 5 and not _PART.intersection(between)
        closes = (
            closes or between[-2:] in _WITH or (right.index == left.last + 2 and words[left.last + 1].text == "and")
        )
        if not (comma or closes) or any(w.text in _INJURED for w in words[right.last + 1 : right.last + 6]):
            return
        listed.append(right)
        left = right
        if closes:
            yield from listed
            listed = []


def _is_part(words: Sequence[Word], number: Number) -> bool:
    after = [word.text for word in words[number.index + 1 : number.index + 3]]
    before = words[number.index - 1].text if number.index else ""
    follows = words[number.last + 1].text if number.last + 1 < len(words) else ""
    if before in ("of", "from") and number.noun[:1] and number.noun[0] in ("family", "household", "tribe", "clan"):
        return True  # "four members of one family"
    if before in ("them", "whom") and number.index > 1 and words[number.index - 2].text == "among":
        return True
    if before == "among" and (follows in _KILLED or follows in _INJURED):
        return False
    if follows != "," and any(w.text == "among" for w in words[number.last + 1 : number.last + 4]):
        return True
    return (after[:1] == ["of"] and after[1:] in (["them"], ["whom"], ["those"])) or before in _PART
