"""Which phrases of the codebook stand in a sentence, and how they stand there: voice, negation, mood, plural."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import re2

from geo.codebook import Codebook, Trigger
from geo.coding.lexicon import Lexicon, last_words, runs_of, shadow, words, words_of
from geo.coding.sentences import Sentence, clause_bounds
from geo.coding.trace import SILENT, Trace
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
_PERFECT = frozenset(("had", "has", "have", "was", "were", "been"))
_OF_THEMSELVES = words(
    "walked marched protested rallied demonstrated gathered died returned travelled traveled arrived fled left went"
)
_OWNING = frozenset(("the", "a", "an", "its", "their", "his", "her"))
_GENITIVES = ("'s", "’s", "s'", "s’")
_LIGHT = re.compile(r"(?i)(?:carr|conduct|launch|mount|stag|commit)\w* (?:out )?(?:the|this|that)\b")
_COUNTED = re.compile(
    r" (?:at least |more than |about |nearly |up to )?(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven)\b"
)
_FIRST = re.compile(r"\b(?:first|second|third|latest|last|only)(?: [\w-]+){0,3} to $")
_IMPLIES = re.compile(
    r"(?i)\b(?:manag(?:ed|ing)|proceed(?:ed|ing)|went on|succeed(?:ed|ing)|(?:was|were) able|dared|beg(?:an|inning)"
    r"|start(?:ed|ing)|(?:got|forc(?:ed|ing)|persuad(?:ed|ing)|convinc(?:ed|ing)|prompt(?:ed|ing)|led|leading"
    r"|caus(?:ed|ing)|compell(?:ed|ing)|driv(?:ing|en)|drove)(?: [\w'’-]+){1,5}) to $"
)
_JOINED = re.compile(r"\bto [a-z]+\b[^,;]{0,60}\band $")
_DETERMINER = re.compile(
    r"\b(the|this|that|these|those|such|its|their|his|a|an|another|any|no|each|every|"
    r"first|second|third|latest|deadliest|worst|further|recent|more|other|two|three)$"
)
_NUMBER = re.compile(
    r"^(?:\d[\d,]*|\w*teen|twenty|thirty|forty|fifty|hundred|thousand|three|four|five|six|seven|eight|nine|ten)$"
)


_NOT = re.compile(r"n['’]t\b")
_JOINT = re.compile(r"^.*(?:,|\band|\bbut|;)\s", re.S)
_ANEW = re.compile(r"(?:\band|\bbut)\s[^,]*$")
_HOURS_OF = re.compile(r"\b(?:days|weeks|months|hours) of $")
_CONDITIONS = frozenset(["if", "unless", "should", "whether", "case"])
_OPENS_CONDITION = re.compile(r"\s*(?:that )?(?:if|unless|should|whether|in case)\b", re.I)
_CONDITION = re.compile(r"\b(?:that if|if|unless|whether)\b", re.I)
_DEFINITE = words("the this that these those such its their his first second third latest deadliest worst")


@dataclass(slots=True, eq=False)
class Hit:
    """A trigger phrase where it stands (article offsets), and what its words around say about it.

    Made once in `TriggerFinder`, then only read. `type` is None for violence whose target decides it.
    """

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
    type: EventType | None = field(init=False)
    layer: Layer = field(init=False)
    strength: str = field(init=False)
    is_verb: bool = field(init=False)
    is_said: bool = field(init=False)  # it stands in what someone says: the speaker does it
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        trigger = self.trigger
        self.type = trigger.type
        self.layer = trigger.type.layer if trigger.type else Layer.INCIDENT
        self.strength = trigger.strength
        self.is_verb = trigger.kind == "verb"
        self.is_said = trigger.kind == "said"
        self.words = words_of(self.text)


class TriggerFinder:
    """Finds the codebook's trigger phrases in sentences.

    A phrase of one word is looked up; RE2 reads a longer one only in a sentence that holds all words it must have.
    """

    def __init__(self, codebook: Codebook, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: dict[str, list[Trigger]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[Trigger, tuple[frozenset[str], ...]]]] = defaultdict(list)
        shared = Counter(word for trigger in codebook.triggers for some in trigger.matcher.words for word in some)
        for trigger in codebook.triggers:
            must = sorted(trigger.matcher.words, key=lambda some: max(map(shared.__getitem__, some)))
            for word in must[0]:
                if trigger.matcher.is_word:
                    self._words[word].append(trigger)
                else:
                    self._phrases[word].append((trigger, tuple(must[1:])))
        self._keys = frozenset((*self._words, *self._phrases))
        self._patterns: dict[str, re2._Regexp] = {}

    def find(self, sentence: Sentence, quotes: Sequence[tuple[int, int]], trace: Trace = SILENT) -> tuple[Hit, ...]:
        """Return the phrases that stand in a sentence, the longest where several overlap, in order."""
        if self._keys.isdisjoint(sentence.among):
            return ()
        raw = [*self._one_word(sentence), *self._longer(sentence)]
        if not raw:
            return ()
        bounds = (*clause_bounds(sentence), sentence.end)
        hits = (self._hit(sentence, bounds, quotes, trace, *one) for one in _best(raw))
        return tuple(hit for hit in hits if hit is not None)

    def _one_word(self, sentence: Sentence) -> Iterator[tuple[int, int, Trigger]]:
        start, first, plain = 0, sentence.body - sentence.start, sentence.plain
        for word in sentence.runs:
            end = start + len(word)
            if word in self._words and start >= first:
                joined = start > first and plain[start - 1] in b"-@#_"
                if not joined and plain[end : end + 1] != b"_":
                    for trigger in self._words[word]:
                        yield start, end, trigger
            start = end + 1

    def _longer(self, sentence: Sentence) -> Iterator[tuple[int, int, Trigger]]:
        among, plain, first = sentence.among, sentence.plain, sentence.body - sentence.start
        likely: dict[int, Trigger] = {}
        for word in among & self._phrases.keys():
            for trigger, must in self._phrases[word]:
                for some in must:
                    if some.isdisjoint(among):
                        break
                else:
                    likely[id(trigger)] = trigger
        for trigger in likely.values():
            for match in self._pattern(trigger).finditer(plain, first):
                start, end = match.span()
                turns = b"," in plain[start:end] and _TURNS.search(plain, start, end)
                if not turns and (start == first or plain[start - 1] not in b"-@#"):
                    yield start, end, trigger

    def _pattern(self, trigger: Trigger) -> re2._Regexp:
        source = trigger.matcher.pattern
        if source not in self._patterns:
            self._patterns[source] = re2.compile(shadow(source))
        return self._patterns[source]

    def _hit(
        self,
        sentence: Sentence,
        bounds: Sequence[int],
        quotes: Sequence[tuple[int, int]],
        trace: Trace,
        start: int,
        end: int,
        trigger: Trigger,
    ) -> Hit | None:
        text, offset = sentence.text, sentence.start
        at = start + offset
        clause = bounds[bisect_right(bounds, at) - 1]
        after = bounds[bisect_left(bounds, end + offset)]
        before = text[clause - offset : start]
        hit = Hit(trigger, at, end + offset, text[start:end], clause, after)
        behind = text[end : end + 30]
        if hit.is_verb and _is_noun(hit, before):
            trace.left_out(hit, sentence, "the verb's form is a noun here, or describes one")
            return None
        if _is_epithet(hit, text[max(0, start - 8) : start], behind):
            trace.left_out(hit, sentence, "it only describes who or what is spoken of")
            return None
        open_quote = bisect_left(quotes, (at, at)) - 1
        hit.is_quoted = open_quote >= 0 and quotes[open_quote][0] < at < quotes[open_quote][1]
        since = _since_and(before, hit.words)
        if "May" in since or "would-be" in since:
            since = _MAY.sub("month", since).replace("would-be", "")
        near = last_words(since, 6)
        if trigger.is_turned:
            hit.is_passive = True
        elif hit.is_verb:
            _verb(hit, near, behind, before, sentence)
        elif not hit.is_said:
            _noun(hit, before, near)
        self._mood(hit, before, near, sentence)
        return hit

    def _denies(self, hit: Hit) -> bool:
        """Return whether the words that a gap of the phrase spans deny it: "the gate has not been closed"."""
        if not (hit.is_verb and ".." in hit.trigger.phrase) or len(hit.words) < 3:
            return False
        no = self._lexicon["negation"]
        return no.within(hit.text, runs_of(hit.words)) and not no.within(hit.trigger.phrase.replace("|", " "))

    def _mood(self, hit: Hit, before: str, near: Sequence[str], sentence: Sentence) -> None:
        """Note what the words around a hit say of it: denied, possible, due, told of many."""
        lexicon = self._lexicon
        close, among = " ".join(near[-4:]), runs_of(near[-4:])
        hit.is_negated = lexicon["negation"].within(close, among) or _NOT.search(before, len(before) - 30) is not None
        hit.is_negated = hit.is_negated or self._denies(hit)
        hypothetical = lexicon["hypothetical"].within(" ".join(near[-5:]), runs_of(near[-5:]))
        hit.is_hypothetical = hypothetical or _conditional(before, sentence)
        aggregate = lexicon["repeated"].within(close, among) or _many(hit, near)
        if hit.is_verb:
            inside = _TO_BE.search(hit.text) is not None
            hit.is_due = inside or _DUE.search(f" {close} ") is not None
            hit.is_modal = inside or hit.is_infinitive or lexicon["modal"].within(close, among)
            aggregate = aggregate or ("per" in close and _SHARE.search(close) is not None)
            own = runs_of(hit.words)
            aggregate = aggregate or (hit.text.endswith("s") and lexicon["aggregate"].within(hit.text, own))
            aggregate = aggregate or lexicon["repeated"].within(hit.text, own)
        elif hit.is_plural:
            said = " ".join((*near[-5:], *hit.words))
            around = sentence.text[hit.clause - sentence.start : hit.end - sentence.start][:60]
            aggregate = aggregate or lexicon["aggregate"].within(said) or lexicon["aggregate"].within(around)
        if hit.layer is Layer.INCIDENT and not sentence.is_headline and _is_habit(hit, near, sentence):
            aggregate = True
        hit.is_aggregate = aggregate


def _verb(hit: Hit, near: Sequence[str], behind: str, before: str, sentence: Sentence) -> None:
    """Note how a verb stands: passive, infinitive, -ing."""
    first = hit.words[0] if hit.words else ""
    verb_first = hit.trigger.phrase.startswith(("~", first[:4]))  # else a noun: "the crossing was closed"
    hit.is_ing = verb_first and first.endswith("ing") and first not in ("bring", "ring", "crossing")
    aux = _auxiliaries(near)
    told = aux[len(aux) - aux[::-1].index("to") :] if "to" in aux else aux
    if not hit.is_ing:
        hit.is_passive = not _BE.isdisjoint(told) or (
            behind.startswith(" by ")
            and first.endswith(("ed", "en", "de", "ck", "ot", "ld", "un"))
            and _BY.match(behind) is not None
        )
    joined = first.endswith(_PARTICIPLES) and first not in _OF_THEMSELVES and _PASSIVE_BEFORE.search(before)
    if joined and (hit.type not in SAYING or "summoned" in before or "called" in before):
        hit.is_passive = True  # "was summoned and handed a note", "he was arrested and flown out"
    if near and first.endswith(("ed", "wn", "en")) and _NUMBER.match(near[-1]):
        hit.is_passive = True  # "among eight killed"
    if hit.type is EventType.ACCUSE and first in _CHARGED and _OF_WHAT.match(behind):
        hit.is_passive = True  # "a charity accused of sending money"
    infinitive = ("to" in aux[-2:] and not _is_done(hit, aux, before)) or ("to" in sentence.among and _is_joined_infinitive(hit, before))
    hit.is_infinitive = infinitive and not _FIRST.search(before)
    if _LIGHT.match(hit.text):
        hit.is_definite = True  # "had carried out the assault"
    told_of = len(hit.words) > 1 and near and near[-1] in ("the", "this") and not first.endswith("ed")
    if told_of and hit.type is not EventType.OTHER:
        hit.is_definite = True  # "the firing started at noon"


def _is_done(hit: Hit, aux: Sequence[str], before: str) -> bool:
    """Return whether an infinitive tells of what was done: "managed to seize", "made them close", "claim to have shot"."""
    if hit.layer is not Layer.INCIDENT:
        return False
    return aux[-1] == "have" or _IMPLIES.search(before) is not None


def _since_and(before: str, said: Sequence[str]) -> str:
    """Return what bears on a verb: after "and" a past tense starts anew, "would arrest and deport" does not."""
    first = said[0] if said else ""
    if not (first.endswith(("ed", "ing")) or first in _SAME_PAST) or before.endswith((", ", "and to ")):
        return before
    match = _JOINT.search(before)
    return before[match.end() :] if match and _ANEW.search(before) else before


def _is_joined_infinitive(hit: Hit, before: str) -> bool:
    """Return whether a bare verb goes on an infinitive: "asked them to fulfil their duty and deny them shelter"."""
    words = hit.words
    if not words or words[0].endswith(("ed", "ing")) or words[0] in _SAME_PAST:
        return False
    return words[0] in _bare_words(hit.trigger.phrase) and _JOINED.search(before) is not None


def _is_habit(hit: Hit, near: Sequence[str], sentence: Sentence) -> bool:
    """Return whether a bare present tells of what is done again and again: "groups that target nationals"."""
    words = hit.words
    if not hit.is_verb or len(words) != 1 or hit.is_infinitive or hit.strength == "weak":
        return False
    if words[0].endswith(("ed", "ing", "en")) or words[0] in _SAME_PAST or (near and near[-1] in (_HELPERS | _PERFECT)):
        return False
    if words[0] not in _bare_words(hit.trigger.phrase):
        return False
    return _COUNTED.match(sentence.text, hit.end - sentence.start) is None


@cache
def _bare_words(phrase: str) -> frozenset[str]:
    return frozenset(phrase.replace("~", " ").replace("|", " ").split())


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans between quotation marks; a mark left open ends with its paragraph."""
    spans = []
    for match in re.finditer(r"“[^”\n]*(?:”|$|(?=\n))|(?<!\w)\"[^\"\n]*(?:\"|$|(?=\n))", text):
        spans.append(match.span())
    return tuple(spans)


def _best(raw: list[tuple[int, int, Trigger]]) -> Iterator[tuple[int, int, Trigger]]:
    """Of overlapping phrases the stronger, then the longer stays; the same span may carry rows of two types."""
    order = {"strong": 0, "open": 1, "weak": 2}
    if len(raw) > 1:
        raw = [one for one in raw if not any(_says_more(other, one) for other in raw)]
    yield from sorted(raw, key=lambda one: (one[0], -one[1], order[one[2].strength], one[2].line))


def _says_more(longer: tuple[int, int, Trigger], one: tuple[int, int, Trigger]) -> bool:
    """Return whether a longer phrase around another is of the same type under the same conditions."""
    if longer[0] > one[0] or longer[1] < one[1] or longer[1] - longer[0] == one[1] - one[0]:
        return False
    left, right = longer[2], one[2]
    alike = left.type is right.type and left.kind == right.kind and left.strength == right.strength
    return alike and (left.mode, left.needs, left.unless) == (right.mode, right.needs, right.unless)


def _is_noun(hit: Hit, before: str) -> bool:
    """Return whether a verb's form is a noun here: after "the", "of", "Pakistan's" ("of shelling")."""
    words = hit.words
    if not words or hit.trigger.is_turned:
        return False
    near = last_words(before, 2)
    if not near:
        return False
    if len(words) > 1 and not hit.trigger.phrase.startswith(("~", "closed")):
        return False
    owned = near[-1] in _OWNING or (near[-1] in _ARTICLES and hit.layer is Layer.DIPLOMACY)
    if owned and len(words) > 1 and words[0] in _bare_words(hit.trigger.phrase):
        return words[0] not in _SAME_PAST  # "seized a post from troops", "a halt to deportations"
    if len(words) > 1:  # "the opening of the railway", "the closed crossings"
        ing = words[0].endswith("ing") and (hit.layer is Layer.DIPLOMACY or words[1] == "of")
        return (ing or words[0].endswith("ed")) and (near[-1] in _OWNING or near[-1].endswith(_GENITIVES))
    if words[0].endswith("ed"):  # "the banned group", "of proposed talks"
        return hit.layer is Layer.DIPLOMACY and near[-1] in _BEFORE_PARTICIPLES
    if near[-1] in _BEFORE_NOUNS and not words[0].endswith("ing"):
        return True
    if near[-1] in _NOUN_SIGNS or near[-1].endswith(("'s", "’s")):
        return True
    return len(near) > 1 and near[0] in _ARTICLES and not near[1].endswith("s") and near[1] not in _SUBJECTS


def _is_epithet(hit: Hit, before: str, behind: str) -> bool:
    """Return whether a participle only describes who is spoken of: "the kidnapped engineers"."""
    if not hit.is_verb and hit.layer is Layer.INCIDENT and _COMPOUND.match(behind[:16]):
        return True  # "the bombing suspect", "victims of" have their say elsewhere
    if hit.type not in (EventType.ABDUCTION, EventType.ARRESTS) or not hit.text.endswith("ed") or " " in hit.text:
        return False
    return before.lower().endswith((" a ", " an ", "the ", "his ", "its ", "their "))


def _noun(hit: Hit, before: str, near: Sequence[str]) -> None:
    """Note how a noun stands: in the plural, or told of before."""
    last = hit.words[-1] if hit.words else ""
    hit.is_plural = last.endswith("s") and not last.endswith("ss")
    match = next(filter(None, map(_DETERMINER.match, reversed(near[-4:]))), None)
    hit.is_definite = (match is not None and match[1] in _DEFINITE) or (
        before.endswith(" of ") and _HOURS_OF.search(before) is not None
    )


def _auxiliaries(near: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in reversed(near):
        if word in _AUX or word.endswith("ly"):
            out.insert(0, word)
        else:
            break
    return out


def _conditional(before: str, sentence: Sentence) -> bool:
    if _CONDITIONS.isdisjoint(sentence.among):
        return False
    return _OPENS_CONDITION.match(before) is not None or _CONDITION.search(before) is not None


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
