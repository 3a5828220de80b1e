"""Which phrases of the codebook stand in a sentence, and how they stand there: voice, negation, mood, plural."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

import re2

from geo.codebook import Codebook, Trigger
from geo.coding.lexicon import Lexicon, Wanted, last_words, shadow
from geo.coding.sentences import Sentence, clause_bounds
from geo.coding.stance import (
    Hit,
    is_epithet,
    is_named,
    is_noun,
    joins_in,
    since_and,
    stand_of_noun,
    stand_of_verb,
)
from geo.coding.trace import SILENT, Trace
from geo.model import EventType, Layer

_THEIRS = ("s' ", "s’ ")  # "the preachers' gathering"
_IN_NAME = re.compile(r"\b[A-Z][\w'’-]* $")  # "operation Firm Resolve"
_TURNS = re2.compile(
    rb", (?:he|she|it|they|we|who|which|but|while|when|after|as|said|where|warned|urged|accused|told|called"
    rb"|\w+ (?:will|would|has|have|had|is|was|are|were)"
    rb"|and (?:the )?\w+ (?:sent|delivered|gave|said|flew|provided|handed|\w+ed))\b"
)
_PARTS = re2.compile(rb"[;:] |, (?:and|but|yet) (?:[A-Z]|the |an? )|[^,] while ")  # what follows has its own subject
_SUBORDINATE = re.compile(rb"\W*(?:(?:\w+ )?(?:[Hh]ours?|[Dd]ays?|[Ww]eeks?) after|After|As|When|While|Once)\b")
_NEXT_SUBJECT = re2.compile(rb", (?:the|a|an|gunmen|militants|police|troops|soldiers|security|armed|unidentified)\b")
_MAY = re.compile(r"\bMay\b")
_MAYBE = re.compile(r"\b(?:(?:might|could|may)|that (?:[\w'’]+ ){1,4}be) \w+$")
_IF_CLAUSE = re.compile(r"(?i)^\W*(?:if|unless|until|when|should) [^,]*, ")  # "if they do not stop, we will"
_LABEL = 4  # letters in capitals that are a label before a text: "THE TOLL:"; an IED is none
_NEAR = 6  # words before a phrase that say how it stands
_QUOTED = re.compile(r"“[^”\n]*”?|\"(?<!\w\")[^\"\n]*\"?")


class TriggerFinder:
    """Finds the codebook's trigger phrases in sentences.

    A phrase of one word is looked up; RE2 reads a longer one only in a sentence that holds all words it must have.
    """

    def __init__(self, codebook: Codebook, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        triggers = [trigger for trigger in codebook.triggers if trigger.kind != "content"]
        self._words: dict[str, list[Trigger]] = defaultdict(list)
        for trigger in triggers:
            if trigger.matcher.is_word:
                for word in trigger.matcher.words[0]:
                    self._words[word].append(trigger)
        self._word_keys = frozenset(self._words)
        self._phrases = Wanted((one, one.matcher.words) for one in triggers if not one.matcher.is_word)
        self._patterns: dict[str, re2._Regexp] = {}

    def find(self, sentence: Sentence, quotes: Sequence[tuple[int, int]], trace: Trace = SILENT) -> tuple[Hit, ...]:
        """Return the phrases that stand in a sentence, the longest where several overlap, in order."""
        raw = [*self._one_word(sentence), *self._longer(sentence)]
        if not raw:
            return ()
        bounds = (*clause_bounds(sentence), sentence.end)
        some = (one for one in _best(raw) if not _is_label(sentence, *one[:2]))
        hits = (self._hit(sentence, bounds, quotes, trace, *one) for one in some)
        return tuple(hit for hit in hits if hit is not None)

    def _one_word(self, sentence: Sentence) -> Iterator[tuple[int, int, Trigger]]:
        first, plain = sentence.body - sentence.start, sentence.plain
        for word in sentence.among & self._word_keys:
            start = sentence.low.find(f" {word} ", first)  # which begins with a blank of its own
            while start >= 0:
                end = start + len(word)
                joined = start > first and plain[start - 1] in b"-@#_"
                if not joined and plain[end : end + 1] != b"_":
                    for trigger in self._words[word]:
                        yield start, end, trigger
                start = sentence.low.find(f" {word} ", end)

    def _longer(self, sentence: Sentence) -> Iterator[tuple[int, int, Trigger]]:
        plain, first = sentence.plain, sentence.body - sentence.start
        opened = _SUBORDINATE.match(plain, first) is not None  # "hours after a bomb killed three, gunmen shot …"
        for trigger in self._phrases.likely(sentence.among):
            for match in self._pattern(trigger).finditer(plain, first):
                start, end = match.span()
                said = plain[start:end]
                comma = b"," in said
                turns = comma and _TURNS.search(plain, start, end)
                if comma or b";" in said or b":" in said or b" while " in said:
                    turns = turns or _PARTS.search(plain, start, end)
                meets = trigger.type is EventType.CONSULT and trigger.phrase[0] == "<"
                turns = turns or (meets and said.count(b",") == 1)  # a clause put first
                turns = turns or (opened and comma and _NEXT_SUBJECT.search(plain, start, end))
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
        last = last_words(before, _NEAR)
        named = hit.is_verb and not trigger.is_turned and hit.text[:2].istitle() and not sentence.is_headline
        if named and not trigger.is_of_crossing and _IN_NAME.search(text[:start]):
            trace.left_out(hit, sentence, "it is a part of a name")
            return None
        if "March" in hit.text and hit.layer is Layer.INCIDENT and (start or text[end : end + 6].strip()[:1].isdigit()):
            trace.left_out(hit, sentence, "it is the month")
            return None
        owned = before[-3:] in _THEIRS and hit.words[:1] and hit.words[0].endswith("ing")
        noun = hit.is_verb and (owned or is_named(hit, last, behind) or is_noun(hit, last[-2:]))
        if noun and not joins_in(hit, before):
            trace.left_out(hit, sentence, "the verb's form is a noun here, or describes one")
            return None
        if hit.is_verb and hit.layer is Layer.INCIDENT and ".." in trigger.phrase and _MAYBE.search(hit.text):
            trace.left_out(hit, sentence, "it is told as possible, not as done")
            return None
        if why := _spans_too_much(hit):
            trace.left_out(hit, sentence, why)
            return None
        if is_epithet(hit, text[max(0, start - 8) : start], behind):
            trace.left_out(hit, sentence, "it only describes who or what is spoken of")
            return None
        open_quote = bisect_left(quotes, (at, at)) - 1
        hit.is_quoted = open_quote >= 0 and quotes[open_quote][0] < at < quotes[open_quote][1]
        since = since_and(before, hit.words)
        if "May" in since or "would-be" in since:
            since = _MAY.sub("month", since).replace("would-be", "")
        if hit.is_said:
            since = _IF_CLAUSE.sub("", since)
        near = last if since is before else last_words(since, _NEAR)
        if trigger.is_turned:
            hit.is_passive = True
        elif hit.is_verb:
            stand_of_verb(hit, near, behind, before, sentence)
        elif not hit.is_said:
            stand_of_noun(hit, before, near)
        hit.before, hit.near, hit.sentence, hit.lexicon = before, near, sentence, self._lexicon
        return hit


def _spans_too_much(hit: Hit) -> str:
    """Return why the words that a gap of a phrase spans make it mean something else, or an empty string."""
    phrase = hit.trigger.phrase
    if hit.is_verb and hit.words[1:2] == ("by",) and hit.words[0].endswith("ed") and " by" not in phrase:
        return "its doer stands where its object would"  # "hailed by the UN envoy"
    if hit.type is EventType.REQUEST and " that " in hit.text and "that" not in phrase:
        return "it tells something, and asks for nothing"  # "told him that he had to"
    return ""


def _is_label(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether words in capitals stand before a text that is not: "THE TOLL: nine died"; an IED is none."""
    said = sentence.text[start:end]
    return end - start >= _LABEL and said.isupper() and not sentence.is_headline


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans between quotation marks; a mark left open ends with its paragraph."""
    if "“" not in text and '"' not in text:
        return ()
    return tuple(match.span() for match in _QUOTED.finditer(text))


def _best(raw: list[tuple[int, int, Trigger]]) -> Iterator[tuple[int, int, Trigger]]:
    """Of overlapping phrases the stronger, then the longer stays; the same span may carry rows of two types."""
    order = {"strong": 0, "open": 1, "weak": 2}
    kept = []
    for start, end, trigger in raw:
        around = [one for first, last, one in raw if first <= start and end <= last and last - first > end - start]
        if not any(_are_alike(longer, trigger) for longer in around):
            kept.append((start, end, trigger))
    yield from sorted(kept, key=lambda one: (one[0], -one[1], order[one[2].strength], one[2].line))


def _are_alike(left: Trigger, right: Trigger) -> bool:
    """Return whether two phrases are of the same type under the same conditions."""
    alike = left.type is right.type and left.kind == right.kind and left.strength == right.strength
    return alike and (left.mode, left.needs, left.unless) == (right.mode, right.needs, right.unless)
