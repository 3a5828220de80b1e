"""Which phrases of the codebook stand in a sentence, and how they stand there: voice, negation, mood, plural."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from geo.codebook import Codebook, Trigger
from geo.coding.lexicon import Lexicon, shadow, words, words_of
from geo.coding.sentences import Sentence, clause_bounds
from geo.model import EventType, Layer

SAYING = frozenset(
    {
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.REQUEST,
        EventType.SUPPORT,
        EventType.AGREE,
        EventType.CONCEDE,
    }
)

_MEMORY = 64 << 20
_BE = frozenset(["was", "were", "is", "are", "been", "being", "be", "get", "got"])
_AUX = frozenset({*_BE, "has", "have", "had", "to", "also", "later", "then", "already", "reportedly", "not", "both"})
_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "its", "their", "such", "another", "first", "second", "latest")
)
_NOUN_SIGNS = _ARTICLES | {
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
_BEFORE_NOUNS = frozenset(["from", "at", "for", "into", "with", "by", "against", "on", "over", "after", "between"])
_BEFORE_PARTICIPLES = frozenset(["the", "a", "an", "of", "its", "their", "his", "her", "any", "no"])
_SAME_PAST = words("hit shut hurt beat burst set put cut shot struck held fought blew took killed closed")
_HELPERS = frozenset(["to", "did", "would", "will", "could", "can", "may", "might", "should", "must", "not", "and"])
_PARTICIPLES = ("ed", "en", "wn", "ght", "ven", "hot", "eld", "ent", "ut", "de")
_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being) (?:\w+ly )?\w+(?:ed|en|wn|ght|hot|eld|ent|ut|de)\b"
    r"(?: (?!and\b|he\b|she\b|they\b|it\b)[\w'’-]+){0,9}?,? and (?:then |later |also )?$"
)
_COMPOUND = re.compile(r" (?:suspects?|case|trial|probe|victims?|plot|charges|anniversary|survivors?|attempts? was)\b")
_CHARGED = words("accused blamed condemned criticised criticized")
_OF_WHAT = re.compile(r" (?:of|for)\b")
_SUBJECTS = words(
    "group army military police ministry government man woman mob crowd bomber gunman "
    "attacker militant council party president minister premier spokesman official delegation "
    "force bomb device mine soldier jet drone plane blast"
)
_TURNS = re2.compile(rb", (?:he|she|it|they|we|who|which|but|while|when|after|as|said)\b")
_SHARE = re.compile(r"\bper ?cent\b")
_BY = re.compile(r" by (?!\w+day\b|mid|late|early|then|now|\d|the (?:time|end))")
_MAY = re.compile(r"\bMay\b")
_DUE = re.compile(r" (?:will|(?:is|are|was|were)(?: due| set| expected| scheduled)? to) (?:\w+ )?$")
_TO_BE = re.compile(r"\b(?:will|(?:is|are|was|were)(?: due| set| expected| scheduled)? to) be\b")
_FIRST = re.compile(r"\b(?:first|second|third|latest|last|only)(?: [\w-]+){0,3} to $")
_JOINED = re.compile(r"\bto [a-z]+\b[^,;]{0,60}\band $")
_DETERMINER = re.compile(
    r"\b(the|this|that|these|those|such|its|their|his|a|an|another|any|no|each|every|"
    r"first|second|third|latest|deadliest|worst|further|recent|more|other|two|three)$"
)
_NUMBER = re.compile(
    r"^(?:\d[\d,]*|\w*teen|twenty|thirty|forty|fifty|hundred|thousand|three|four|five|six|seven|eight|nine|ten)$"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger phrase where it stands (article offsets), and what its words around say about it."""

    trigger: Trigger
    start: int
    end: int
    text: str
    clause: int  # offset at which its clause begins
    clause_end: int
    is_passive: bool = False
    is_negated: bool = False
    is_modal: bool = False  # would, could, to + verb: not told as done
    is_infinitive: bool = False
    is_ing: bool = False
    is_plural: bool = False
    is_definite: bool = False  # "the attack": told of before
    is_hypothetical: bool = False
    is_aggregate: bool = False
    is_quoted: bool = False
    is_promise: bool = False  # a deed to come, told as a promise or a threat
    is_due: bool = False  # "will", "is to", "is due to": settled, not only possible

    @property
    def type(self) -> EventType | None:
        """The event type; None for violence whose target decides it."""
        return self.trigger.type

    @property
    def layer(self) -> Layer:
        """The map layer of the type."""
        return self.trigger.type.layer if self.trigger.type else Layer.INCIDENT

    @property
    def strength(self) -> str:
        """The strength of the phrase: strong, open or weak."""
        return self.trigger.strength

    @property
    def is_said(self) -> bool:
        """Whether the phrase stands in what someone says: the speaker does it."""
        return self.trigger.kind == "said"

    @property
    def is_verb(self) -> bool:
        """Whether the phrase tells by a verb."""
        return self.trigger.kind == "verb"


class TriggerFinder:
    """Finds the codebook's trigger phrases in sentences."""

    def __init__(self, codebook: Codebook, lexicon: Lexicon) -> None:
        self._triggers = codebook.triggers
        self._lexicon = lexicon
        options = re2.Options()
        options.max_mem = _MEMORY
        self._set = re2.Set.SearchSet(options)
        for trigger in self._triggers:
            self._set.Add(shadow(trigger.anchor))
        if self._triggers:
            self._set.Compile()
        self._patterns: dict[int, re2._Regexp] = {}

    def find(self, sentence: Sentence, quotes: Sequence[tuple[int, int]]) -> tuple[Hit, ...]:
        """Return the phrases that stand in a sentence, the longest where several overlap, in order."""
        if not self._triggers:
            return ()
        body = sentence.text[sentence.body - sentence.start :]
        plain = shadow(body)
        raw = [
            (match.start(), match.end(), self._triggers[index])
            for index in self._set.Match(plain) or ()
            for match in self._pattern(index).finditer(plain)
            if plain[match.start() - 1 : match.start()] not in (b"-", b"@", b"#") and not _TURNS.search(match.group())
        ]
        bounds = (*clause_bounds(sentence), sentence.end)
        hits = (self._hit(sentence, bounds, quotes, *one) for one in _best(raw))
        told = (hit for hit in hits if not (hit.is_verb and _is_noun(hit, sentence)))
        return tuple(hit for hit in told if not _is_epithet(hit, sentence))

    def _pattern(self, index: int) -> re2._Regexp:
        if index not in self._patterns:
            self._patterns[index] = re2.compile(shadow(self._triggers[index].pattern))
        return self._patterns[index]

    def _hit(
        self,
        sentence: Sentence,
        bounds: Sequence[int],
        quotes: Sequence[tuple[int, int]],
        start: int,
        end: int,
        trigger: Trigger,
    ) -> Hit:
        start, end = start + sentence.body, end + sentence.body
        clause = max(bound for bound in bounds if bound <= start)
        after = min((bound for bound in bounds if bound >= end), default=sentence.end)
        said = sentence.text[start - sentence.start : end - sentence.start]
        before = sentence.text[clause - sentence.start : start - sentence.start]
        behind = sentence.text[end - sentence.start : end - sentence.start + 30]
        inside = any(first < start < last for first, last in quotes)
        hit = Hit(trigger, start, end, said, clause, after, is_quoted=inside)
        near = words_of(_MAY.sub("month", _since_and(before, said)))[-6:]
        if trigger.is_turned:
            hit = replace(hit, is_passive=True)
        elif trigger.kind != "said":
            hit = self._verb(hit, near, behind, before) if hit.is_verb else _noun(hit, before, near)
        return self._mood(hit, before, near, sentence)

    def _verb(self, hit: Hit, near: Sequence[str], behind: str, before: str) -> Hit:
        first = words_of(hit.text)[0] if words_of(hit.text) else ""
        ing = first.endswith("ing") and first not in ("bring", "ring")
        aux = _auxiliaries(near)
        by = behind.startswith(" by ") and _BY.match(behind)
        told = aux[len(aux) - aux[::-1].index("to") :] if "to" in aux else aux
        passive = not ing and (
            bool(_BE & set(told)) or (bool(by) and first.endswith(("ed", "en", "de", "ck", "ot", "ld", "un")))
        )
        if first.endswith(_PARTICIPLES) and _PASSIVE_BEFORE.search(before):
            passive = True  # "was summoned and handed a note", "he was arrested and flown out"
        if near and _NUMBER.match(near[-1]) and first.endswith(("ed", "wn", "en")):
            passive = True  # "among eight killed"
        if hit.type is EventType.ACCUSE and _OF_WHAT.match(behind) and first in _CHARGED:
            passive = True  # "a charity accused of sending money"
        infinitive = (bool(aux) and "to" in aux[-2:]) or _is_joined_infinitive(hit, before)
        if infinitive and _FIRST.search(before):
            infinitive = False
        if len(words_of(hit.text)) > 1 and near and near[-1] in ("the", "this") and not first.endswith("ed"):
            hit = replace(hit, is_definite=True)  # "the firing started at noon"
        if not (passive or ing or infinitive or hit.is_definite):
            return hit
        return replace(hit, is_passive=passive, is_ing=ing, is_infinitive=infinitive)

    def _mood(self, hit: Hit, before: str, near: Sequence[str], sentence: Sentence) -> Hit:
        lexicon = self._lexicon
        close = " ".join(near[-4:])
        negated = lexicon["negation"].within(close) or re.search(r"n['’]t\b", before[-30:]) is not None
        inside = hit.is_verb and _TO_BE.search(hit.text) is not None
        due = inside or (hit.is_verb and _DUE.search(f" {close} ") is not None)
        modal = inside or (hit.is_verb and lexicon["modal"].within(" ".join(near[-4:])))
        hypothetical = lexicon["hypothetical"].within(" ".join(near[-5:])) or _conditional(before)
        around = sentence.text[max(0, hit.clause - sentence.start) : hit.end - sentence.start]
        adverbs = " ".join(near[-4:])
        aggregate = lexicon["repeated"].within(adverbs) or _many(hit, near)
        if hit.is_verb:
            aggregate = aggregate or _SHARE.search(close) is not None
            aggregate = aggregate or (hit.text.endswith("s") and lexicon["aggregate"].within(hit.text))
            aggregate = aggregate or lexicon["repeated"].within(hit.text)
        elif hit.is_plural:
            said = " ".join((*near[-5:], *words_of(hit.text)))
            aggregate = aggregate or lexicon["aggregate"].within(said) or lexicon["aggregate"].within(around[:60])
        if hit.layer is Layer.INCIDENT and not sentence.is_headline and _is_habit(hit, near):
            aggregate = True
        return replace(
            hit,
            is_negated=negated,
            is_due=due,
            is_modal=modal or (hit.is_infinitive and hit.is_verb),
            is_hypothetical=hypothetical,
            is_aggregate=aggregate,
        )


def _since_and(before: str, said: str) -> str:
    """Return what bears on a verb: after "and" a past tense starts anew, "would arrest and deport" does not."""
    match = re.search(r"^.*(?:,|\band|\bbut|;)\s", before, re.S)
    first = said.split()[0].lower()
    if match and (first.endswith(("ed", "ing")) or first in _SAME_PAST) and not before.endswith((", ", "and to ")):
        return before[match.end() :] if re.search(r"(?:\band|\bbut)\s[^,]*$", before) else before
    return before


def _is_joined_infinitive(hit: Hit, before: str) -> bool:
    """Return whether a bare verb goes on an infinitive: "asked them to fulfil their duty and deny them shelter"."""
    words = words_of(hit.text)
    if not words or words[0].endswith(("ed", "ing")) or words[0] in _SAME_PAST:
        return False
    bare = words[0] in hit.trigger.phrase.replace("~", " ").replace("|", " ").split()
    return bare and _JOINED.search(before) is not None


def _is_habit(hit: Hit, near: Sequence[str]) -> bool:
    """Return whether a bare present tells of what is done again and again: "groups that target nationals"."""
    words = words_of(hit.text)
    if not hit.is_verb or len(words) != 1 or hit.is_infinitive or hit.strength == "weak":
        return False
    if words[0].endswith(("ed", "ing", "en")) or words[0] in _SAME_PAST or (near and near[-1] in _HELPERS):
        return False
    return words[0] in hit.trigger.phrase.replace("~", " ").replace("|", " ").split()


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans between quotation marks; a mark left open ends with its paragraph."""
    spans = []
    for match in re.finditer(r"“[^”\n]*(?:”|$|(?=\n))|(?<!\w)\"[^\"\n]*(?:\"|$|(?=\n))", text):
        spans.append(match.span())
    return tuple(spans)


def _best(raw: list[tuple[int, int, Trigger]]) -> Iterator[tuple[int, int, Trigger]]:
    """Of overlapping phrases the stronger, then the longer stays; the same span may carry rows of two types."""
    order = {"strong": 0, "open": 1, "weak": 2}
    raw = [one for one in raw if not any(_says_more(other, one) for other in raw)]
    conditional = sorted(raw, key=lambda one: (one[0], -one[1], order[one[2].strength], one[2].line))
    yield from conditional


def _says_more(longer: tuple[int, int, Trigger], one: tuple[int, int, Trigger]) -> bool:
    """Return whether a longer phrase around another is of the same type under the same conditions."""
    if longer[0] > one[0] or longer[1] < one[1] or longer[1] - longer[0] == one[1] - one[0]:
        return False
    left, right = longer[2], one[2]
    alike = left.type is right.type and left.kind == right.kind and left.strength == right.strength
    return alike and (left.mode, left.needs, left.unless) == (right.mode, right.needs, right.unless)


def _is_noun(hit: Hit, sentence: Sentence) -> bool:
    """Return whether a verb's form is a noun here: after "the", "of", "Pakistan's" ("of shelling")."""
    words = words_of(hit.text)
    if not words or hit.trigger.is_turned:
        return False
    before = sentence.text[max(0, hit.clause - sentence.start) : hit.start - sentence.start]
    near = words_of(before)[-2:]
    if not near:
        return False
    if len(words) > 1 and not hit.trigger.phrase.startswith(("~", "closed")):
        return False
    if len(words) > 1:  # "the opening of the railway", "the closed crossings"
        ing = words[0].endswith("ing") and hit.layer is Layer.DIPLOMACY
        return (ing or words[0].endswith("ed")) and near[-1] in ("the", "a", "an", "its", "their", "his", "her")
    if words[0].endswith("ed"):  # "the banned group", "of proposed talks"
        return hit.layer is Layer.DIPLOMACY and near[-1] in _BEFORE_PARTICIPLES
    if near[-1] in _BEFORE_NOUNS and not words[0].endswith("ing"):
        return True
    if near[-1] in _NOUN_SIGNS or near[-1].endswith(("'s", "’s")):
        return True
    return len(near) > 1 and near[0] in _ARTICLES and not near[1].endswith("s") and near[1] not in _SUBJECTS


def _is_epithet(hit: Hit, sentence: Sentence) -> bool:
    """Return whether a participle only describes who is spoken of: "the kidnapped engineers"."""
    behind = sentence.text[hit.end - sentence.start : hit.end - sentence.start + 16]
    if not hit.is_verb and hit.layer is Layer.INCIDENT and _COMPOUND.match(behind):
        return True  # "the bombing suspect", "victims of" have their say elsewhere
    if hit.type not in (EventType.ABDUCTION, EventType.ARRESTS) or not hit.text.endswith("ed") or " " in hit.text:
        return False
    before = sentence.text[max(0, hit.start - sentence.start - 8) : hit.start - sentence.start].lower()
    return before.endswith((" a ", " an ", "the ", "his ", "its ", "their "))


def _noun(hit: Hit, before: str, near: Sequence[str]) -> Hit:
    last = words_of(hit.text)[-1] if words_of(hit.text) else ""
    plural = last.endswith("s") and not last.endswith("ss")
    match = None
    for word in reversed(near[-4:]):
        match = _DETERMINER.match(word)
        if match:
            break
    told = match[1] if match else ""
    definite = told in ("the", "this", "that", "these", "those", "such", "its", "their", "his") or told in (
        "first",
        "second",
        "third",
        "latest",
        "deadliest",
        "worst",
    )
    definite = definite or re.search(r"\b(?:days|weeks|months|hours) of $", before) is not None
    return replace(hit, is_plural=plural, is_definite=definite) if plural or definite else hit


def _auxiliaries(near: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in reversed(near):
        if word in _AUX or word.endswith("ly"):
            out.insert(0, word)
        else:
            break
    return out


def _conditional(before: str) -> bool:
    return (
        re.match(r"\s*(?:that )?(?:if|unless|should|whether|in case)\b", before, re.I) is not None
        or re.search(r"\b(?:that if|if|unless|whether)\b", before, re.I) is not None
    )


def _many(hit: Hit, near: Sequence[str]) -> bool:
    """Return whether events are counted ("700 attacks"); two or three told together are not."""
    if hit.trigger.mode == "deport":
        return False
    for word in reversed(near[-3:]):
        if word in _NOUN_SIGNS or word in ("by", "at", "on", "with", "for", "and", "to"):
            return False
        if _NUMBER.match(word):
            return hit.is_plural
    return False
