"""What the words around a phrase say of it: denied, possible, due, told of many. Worked out when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from geo.codebook import Trigger
from geo.coding.lazy import lazy
from geo.coding.lexicon import Lexicon, runs_of, words
from geo.coding.sentences import Sentence
from geo.model import EventType, Layer

ARTICLES = frozenset(("the", "a", "an", "this", "that", "its", "their", "such", "another", "first", "second", "latest"))
NOUN_SIGNS = ARTICLES | {
    "of",
    "no",
    "any",
    "his",
    "these",
    "those",
    "each",
    "recent",
    "further",
    "in",
    "under",
    "some",
}
SAME_PAST = words("hit shut hurt beat burst set put cut shot struck held fought blew took killed closed")
_NUMBER = re.compile(
    r"^(?:\d[\d,]*|\w*teen|twenty|thirty|forty|fifty|hundred|thousand|three|four|five|six|seven|eight|nine|ten)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HELPERS = words("to did would will could can may might should must not and had has have was were been")
_UNCOUNTED = NOUN_SIGNS | words("by at on with for and to")
_COUNTED = re.compile(
    r" (?:at least |more than |about |nearly |up to )?(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven)\b"
)
_CONDITIONS = frozenset(["if", "unless", "should", "whether", "case", "had"])
_OPENS_CONDITION = re.compile(r"\s*(?:that )?(?:if|unless|should|whether|in case)\b|\s*(?-i:Had)\b", re.I)
_CONDITION = re.compile(r"\b(?:that if|if|unless|whether)\b", re.I)
_RANK = re.compile(r"(?i)\bmost-favou?red|\bper ?cent\b")
_SHARE = re.compile(r"\bper ?cent\b")
_DUE = re.compile(r" (?:will|(?:is|are|was|were)(?: due| set| expected| scheduled| going)? to) (?:\w+ )?$")
_TO_BE = re.compile(r"\b(?:will|(?:is|are|was|were)(?: due| set| expected| scheduled)? to) be\b")
_MIGHT = re.compile(r"\b(?:would|could|might|may)\b")
_MAY_BE = re.compile(r"\b(?:would|could|can|may|might|must|should|shall)(?: not)? be\b")
_NO_ONE = re.compile(r"\s*(?:and |but )?(?:no one|nobody|neither|none|no [a-z]+)\b", re.I)
_NO_ONE_WILL = re.compile(r"\b(?:no|none|nobody|neither|nor|no one)\b", re.I)
_NOT_TO = re.compile(r"\b(?:not|never) [^,;]{0,60}\b(?:in|by|of) $")
_NOT = re.compile(r"n['’]t\b")
_UNDOCUMENTED = re.compile(r"\bwithout (?:\w+ )?(?:papers|documents?|documentation|visas?|permits?|passports?|cards)\b")
_TRIED = frozenset(["try", "trying", "tried", "attempted", "attempting"])
_FINITE = ("was", "were", "been")
_THINGS = re.compile(  # "stopped several buses": one deed
    r"(?i)\b(?:(?:mini)?buse|coache|van|vehicle|car|truck|lorrie|tanker)s$"
)
_TIMES = re.compile(r" (?:(?:at least|more than|some|about) )?(?:\d+|(?!two\b)[a-z]+) times\b")
_ANY = "negation|hypothetical|repeated|modal"
STREET = (  # what crowds do and suffer, the gravest first
    EventType.EXCESSIVE_FORCE,
    EventType.PROTEST_WITH_INTERVENTION,
    EventType.MOB_VIOLENCE,
    EventType.VIOLENT_DEMONSTRATION,
    EventType.PEACEFUL_PROTEST,
)


class Mood:
    """A phrase as the words around it put it, and its own. A phrase that is soon left out is asked for little of it."""

    trigger: Trigger
    type: EventType | None
    text: str
    words: tuple[str, ...]
    start: int
    end: int
    clause: int
    layer: Layer
    strength: str
    is_verb: bool
    is_said: bool
    is_ing: bool
    is_infinitive: bool
    is_plural: bool
    before: str  # since its clause began
    near: Sequence[str]  # the last words of that
    sentence: Sentence
    lexicon: Lexicon

    def take_as_told(self) -> None:
        """Take it as told of one event and as true, whatever words stand around."""
        self.is_negated = self.is_hypothetical = self.is_modal = self.is_due = self.is_aggregate = False

    @lazy
    def is_negated(self) -> bool:
        """Whether it is denied."""
        before, of_states = self.before, self.layer is Layer.DIPLOMACY
        if of_states and self.is_ing and _NOT_TO.search(before) is not None:
            return True  # "will not follow Moscow in recognising"
        if self.is_said and self.words[0] in ("will", "would"):  # "those without papers will be deported"
            return _NO_ONE_WILL.search(self._close) is not None
        if self._is_near("negation") or _NOT.search(before, len(before) - 30) is not None or self._denies():
            return True
        return of_states and _NO_ONE.match(before) is not None

    @lazy
    def is_hypothetical(self) -> bool:
        """Whether it is only supposed."""
        return (self._is_moody and self._is_supposed()) or self._is_conditional()

    @lazy
    def is_modal(self) -> bool:
        """Whether "would", "could" or "to" before a verb tells it as not done."""
        if not self.is_verb:
            return False
        may_be = " be" in self.text and _MAY_BE.search(self.text) is not None
        if self.trigger.is_of_crossing and not _MIGHT.search(self.trigger.phrase):  # "when trade would resume"
            may_be = may_be or _MIGHT.search(self.text) is not None
        return may_be or self._will_be or self.is_infinitive or self._is_near("modal")

    @lazy
    def is_due(self) -> bool:
        """Whether it is settled, not only possible: "will", "is to", "is due to"."""
        if not self.is_verb or self._will_be:
            return self.is_verb
        four = self.near[-4:]
        return ("will" in four or "to" in four) and _DUE.search(f" {self._close} ") is not None

    @lazy
    def is_aggregate(self) -> bool:
        """Whether it tells of many events at once."""
        if self._is_near("repeated") or self._is_habit() or self._are_many():
            return True
        aggregate = self.lexicon["aggregate"]
        if self.type in STREET:  # "clashes between police and hundreds of men": many people, not many events
            return self.is_plural and not self.is_verb and aggregate.within(" ".join(self.near[-5:]))
        if self.is_verb:
            if "per" in self._close and _SHARE.search(self._close) is not None:
                return True
            own = runs_of(self.words)
            many = self.text.endswith("s") and not _RANK.search(self.text) and _THINGS.search(self.text) is None
            if many and aggregate.within(self.text, own):
                return True
            if self.lexicon["repeated"].within(self.text, own):
                return True
            behind = self.end - self.sentence.start  # "has been closed 14 times"
            return "times" in self.sentence.among and _TIMES.match(self.sentence.text, behind) is not None
        if not self.is_plural:
            return False
        offset = self.sentence.start
        around = self.sentence.text[self.clause - offset : self.end - offset][:60]
        return aggregate.within(" ".join((*self.near[-5:], *self.words))) or aggregate.within(around)

    @lazy
    def _close(self) -> str:
        return " ".join(self.near[-4:])

    @lazy
    def _is_moody(self) -> bool:
        """Whether any of the words that decide a mood may stand near by: of most phrases, none does."""
        return self.lexicon[_ANY].may_be_within(runs_of(self.near[-5:]))

    def _is_near(self, name: str) -> bool:
        """Say whether a phrase of a list stands among the last few words."""
        return self._is_moody and self.lexicon[name].within(self._close, runs_of(self.near[-4:]))

    @property
    def _will_be(self) -> bool:
        if self.trigger.is_of_crossing and " will " in self.text:
            return True
        return " be" in self.text and _TO_BE.search(self.text) is not None

    def _denies(self) -> bool:
        """Say whether the words that a gap of the phrase spans deny it: "the gate has not been closed"."""
        gapped = (self.is_verb or self.type is EventType.ACCUSE) and ".." in self.trigger.phrase
        if not gapped or len(self.words) < 3 or self.text.endswith(" not to"):  # "called on Kabul not to": it is asked
            return False
        if self.is_said and not _TRIED.isdisjoint(self.words):
            return True  # "fighters tried to cross from": a raid told, nobody is blamed
        no = self.lexicon["negation"]
        text = _UNDOCUMENTED.sub("", self.text)  # "people without papers were sent back": who, not whether
        among = runs_of(text.lower().split())
        return no.within(text, among) and not no.within(self.trigger.phrase.replace("|", " "))

    def _is_supposed(self) -> bool:
        near = self.near[-5:]
        if near and near[-1] in _FINITE:  # "a man planning an attack was arrested"
            near = [word for word in near if not word.endswith("ing")]
        return self.lexicon["hypothetical"].within(" ".join(near))

    def _is_conditional(self) -> bool:
        """Say whether the clause before a phrase makes it a condition: "if", "unless", "whether"."""
        if _CONDITIONS.isdisjoint(self.sentence.among):
            return False
        return _OPENS_CONDITION.match(self.before) is not None or _CONDITION.search(self.before) is not None

    def _is_habit(self) -> bool:
        """Say whether a bare present tells of what is done again and again: "groups that target nationals"."""
        if not self.is_verb or len(self.words) != 1 or self.is_infinitive or self.strength == "weak":
            return False
        if self.layer is not Layer.INCIDENT or self.sentence.is_headline:
            return False
        word, last = self.words[0], self.near[-1] if self.near else ""
        if word.endswith(("ed", "ing", "en")) or word in SAME_PAST or last in _HELPERS:
            return False
        if word not in bare_words(self.trigger.phrase):
            return False
        return _COUNTED.match(self.sentence.text, self.end - self.sentence.start) is None

    def _are_many(self) -> bool:
        """Say whether events are counted ("700 attacks"); two or three told together are not."""
        if self.trigger.mode == "deport":
            return False
        for word in reversed(self.near[-3:]):
            if word in _UNCOUNTED or _YEAR.fullmatch(word):
                return False  # "in April 2022 strikes killed 47"
            if is_number(word):
                return self.is_plural
        return False


@lru_cache(maxsize=1 << 14)
def is_number(word: str) -> bool:
    """Return whether a word says how many."""
    return _NUMBER.match(word) is not None


@cache
def bare_words(phrase: str) -> frozenset[str]:
    """Return the words of a phrase as they are written in it: of its verbs, the base forms."""
    return frozenset(phrase.replace("~", " ").replace("|", " ").split())
