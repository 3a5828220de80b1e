"""Which words of a sentence tell that people died or were hurt, beside the plain verbs; no sums enter here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.coding.lexicon import words
from geo.coding.lists import BE, INJURED, KILLED, RANKS, following, listed_after, listed_before, unshaded
from geo.coding.numbers import Number, Word
from geo.model import Count

BODIES = words("body bodies corpse corpses")
_FOUND = words(
    "found recovered discovered dumped fished retrieved pulled brought received taken took shifted counted dug "
    "delivered moved carried transported transferred ferried evacuated arrived lay lying handed flown morgue "
    "mortuary hospital hospitals seen saw washed strewn scattered unearthed returned upon came spotted thrown hanging"
)
LOST = words("lost lose loses losing cost buried burying loss losses")
KILLINGS = words(
    "murder murders assassination assassinations slaying slayings beheading beheadings lynching execution executions "
    "killing killings massacre slaughter butchery death deaths martyrdom"
)
SUMMED = words("total count tally number figure")  # "bringing the total to six"
BROUGHT = words("bringing brings brought taking takes took raising raises raised pushing pushes pushed lifting lifted")
_BROUGHT_BY = [[word] for word in BROUGHT]
_DYING = KILLED | words("succumbed body bodies")
_FELL = words("fell fallen")
_TROOPS = words(
    "soldiers soldier troops trooper troopers policemen policeman police guards guard officers officer men personnel "
    "fighters fighter servicemen others constable constables rangers jawans commandos marines militants militant "
    "insurgents insurgent gunmen gunman rebels rebel suspects attackers assailants raiders terrorists defenders"
)
_LEVELS = words("his her their about some a around under fewer less")  # "fell to his death", "to a third"
_AMOUNTING = words("of at as")
BLOWN = words("up apart felled")  # "three civilians were blown up"
_ENDS = words(", . ; in at when while during and")
_TAKEN = [[word] for word in ("lost", "losing", "loses", "claimed", "claiming", "took", "taking", "cost", "costing")]
_BURIED = words("under beneath alive rubble debris snow mud")
_DIED_OF_WOUNDS = re.compile(  # where and when that was: not where and when they were hit
    r"\b(?:hit|wounded|injured|shot|hurt|stabbed)(?: (?!and\b|or\b|when\b|but\b|at\b)[\w'’-]+){0,5}"
    r" (?:died|dies|succumbed)(?: (?!and\b|when\b|as\b|after\b)[\w'’-]+){0,7} $"
)
_LIMBS = words("leg legs arm arms shoulder foot feet hand hands thigh knee knees ankle")
_AIMED: tuple[list[str], ...] = ([], ["by"], ["."], [","], ["when"], ["while"], ["from"], ["in"])
_STOPS: tuple[list[str], ...] = ([], ["."], [","], [";"])
_THROATS = words("throat throats")
DECIDING = KILLED | INJURED | BODIES | LOST | KILLINGS | SUMMED | _FELL | _THROATS | BLOWN
DECIDING |= words("hell pieces down life shot end alive")


def is_death(words: Sequence[Word], index: int) -> bool:
    """Return whether a word tells of deaths where it stands: "were killed", "the murder of", "sent to hell"."""
    word = words[index].text
    if word in KILLED:
        return True
    before = [one.text for one in words[max(0, index - 2) : index]]
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if word in KILLINGS:
        return follows == "of" or (follows == "by" and any(w.text == "of" for w in words[index + 2 : index + 7]))
    if word in SUMMED:
        near = words[max(0, index - 24) : index]
        return follows in ("to", "at") and before[:1] in _BROUGHT_BY and any(w.text in _DYING for w in near)
    if word in _FELL:
        then = words[index + 2].text if index + 2 < len(words) else ""
        ends = not follows or follows in _ENDS or (follows == "to" and not then[:1].isdigit() and then not in _LEVELS)
        return index > 0 and words[index - 1].text in _TROOPS | RANKS and ends
    if word in BLOWN:
        return before[-1:] == ["blown"] or (word == "felled" and not BE.isdisjoint(before))
    if word == "end":
        return before[:1] in (["met"], ["meet"]) and before[1:] in (["their"], ["his"])
    if word in ("throat", "throats"):
        return any(one.text in ("slit", "cut") for one in words)
    if word == "alive":
        return before[1:] in (["burnt"], ["burned"])
    if word == "life":
        return before[-1:] in (["his"], ["her"], ["the"]) and before[:1] in _TAKEN
    if word in ("wounds", "injuries"):
        return "succumbed" in (one.text for one in words[max(0, index - 3) : index])
    if word in ("hell", "pieces"):
        return before[-1:] == ["to"] and before[:1] in (["sent"], ["send"], ["sending"], ["blown"], ["dispatched"])
    return word in ("dead", "down") and before[-1:] in (["shot"], ["gunned"], ["mowed"], ["mown"], ["cut"])


def died_of_wounds(before: str) -> bool:
    """Return whether what follows tells of a death some time after the blow: "hit that night died in …"."""
    return _DIED_OF_WOUNDS.search(before) is not None


def is_shot(words: Sequence[Word], index: int) -> bool:
    """Return whether people who were shot are told of as dead: nothing says that they were but hurt."""
    if words[index].text != "shot":
        return False
    rest = [word.text for word in words[index + 1 :]]
    wounds = rest[:1] == ["in"] and _LIMBS.intersection(rest[:5])
    told = wounds or (INJURED | KILLED).intersection(rest)
    if rest[:1] == ["at"]:  # "were lined up and shot at a colony", not "shot at by", "were shot at"
        aimed = rest[1:2] in _AIMED or not BE.intersection(w.text for w in words[max(0, index - 5) : index])
        return not told and not aimed and "and" in (w.text for w in words[max(0, index - 1) : index])
    return rest[:1] not in (["down"], ["dead"], ["and"]) and not told


def lost(words: Sequence[Word], index: int, numbers: Sequence[Number], victims: frozenset[str]) -> Sequence[Number]:
    """Return whom a side lost: "the army lost 11 soldiers"; not their lives, limbs or seats."""
    told = any(word.text in KILLED for word in words)  # "… killed 58; Pakistan said it had lost 23."
    people = [
        n
        for n in numbers
        if (n.last > n.index and words[n.last].text in victims - {"lives"})
        or (told and n.last == n.index == index + 1 and [w.text for w in words[n.last + 1 : n.last + 2]] in _STOPS)
    ]
    if words[index].text == "buried" and BE.intersection(w.text for w in words[max(0, index - 2) : index]):
        return listed_before(words, index, people)[-1:] if not _BURIED.intersection(w.text for w in words) else ()
    after = listed_after(words, index, people)
    between = unshaded(words, index + 1, after[0].index) if after else []
    whose = words[index].text == "cost" and between[:1] == ["the"] and len(between) == 2  # "cost the army nine men"
    if words[index].text.startswith("loss"):  # "put its losses at two soldiers"
        return list(following(words, after)) if after and words[index + 1].text in _AMOUNTING else ()
    alive = words[index].text.startswith("bur") and _BURIED.intersection(w.text for w in words[index:])
    return list(following(words, after)) if after and (whose or not between) and not alive else ()


def bodies(words: Sequence[Word], index: int, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return how many bodies were found: "the bullet-riddled body of a trader was recovered"."""
    if not any(word.text in _FOUND for word in words[max(0, index - 12) : index + 24]):
        return ()
    told = next((n for n in numbers if index - 3 <= n.index <= index + 3 and "," not in n.noun), None)
    if told is not None:
        return tuple(following(words, listed_after(words, index, numbers))) if told.index > index else (told,)
    word = words[index]
    one = Number(index, index, Count(1, 1, 1), word.start, word.end, ())
    return () if word.text.endswith("ies") else (one,)
