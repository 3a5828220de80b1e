"""Who says what: speakers beside their verbs, and those whose message, answer or view a sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.coding.actors import ActorMention
from geo.coding.lexicon import Phrases, words
from geo.coding.sentences import Sentence

_WAS = re.compile(r"\b(?:been|was|were|be|being) (?:also )?$")
TELLING = words(  # before whom they are said to
    "told tell tells telling asked urged warned accused blamed informed assured reminded pressed condemned invited "
    "thanked summoned"
)
OBJECT = re.compile(rf"\b(?:{'|'.join(sorted(TELLING))}) (?:the |a |an )?$")
_ADDING = re.compile(r", \w+ing(?: out)?$")  # "rejected the charge, adding that": who spoke before
_AND = re.compile(r"\b(?:and|but) (?:(?:also|later|then|\w+ly) )?$")
_HOST = re.compile(r" (?:on \w+day |later |there |also )?(?:by|at|in) (?:the )?")  # "was told at the ministry that"
_BY_WHOM = "according to"
_REACH = 130  # characters
_APPOSED = re.compile(r"(?:,| for| of| at| in) (?:(?!who\b|which\b)[^,;]){3,120}, ")
_ASIDE = re.compile(r", (?:who|which|whose) [^;]{3,120}, (?:on \w+day )?")  # before the verb of its head
_TURNED = re.compile(r"[,”\"’'] $|^$")
_NO_WORDS = re.compile(
    r" (?:with|by) (?!saying|a |an |words?|anger|silence|regret|denials?|outrage|warnings?|condemnation|reserve|calls?)"
)
_NOUNS = frozenset(["states", "reports", "claims"])
_FAR = 80  # characters between a message that acts and whose it is
_SENT = 60  # characters between a message and who sends it
_OWNS = re.compile(r"['’]s? (?:[\w-]+ ){0,2}")
_FROM = re.compile(r" (?:[\w-]+ ){0,3}?(?:from|by|of) (?:the |an? )?(?:[\w-]+ )?")
_BEHIND = re.compile(  # "issued after a session of the council", "from the mission in Kabul"
    r" (?:(?!that\b)[\w'’-]+ ){0,8}?(?:from|by|of) (?:(?:the|an?|its) )?"
)
_SENDING = re.compile(r" (?:from|by|of) (?:the |an? )?$")
_SAYS = re.compile(
    r"[^;.:\"“]{0,70}?(?:\b(?:was|is|came|said|says|read|ran|went|stated)\b(?: on \w+day)?(?= that\b)"
    r"|\bspoke(?= of\b)|:)"
)
_AFTER_VIEW = re.compile(r",")
_NO_SUBJECT = re.compile(  # "in a joint statement": where it stands, not what says it
    r"(?i)\b(?:in|with|by|via|through|after|following|to|from|of|for|over|on|about|against|at|under|read|issued|sent|wrote"
    r"|released|made|gave) (?:(?:an?|the|its|his|her|their|this|that) )?(?:[\w-]+ ){0,2}$"
)
_VIEWS = words("telling account version view reading eyes")


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says what the sentence tells: the actor, and the span of the words "the ministry in Kabul said"."""

    actor: ActorMention | None
    start: int
    end: int
    verb: int
    verb_end: int


def said(verbs: Phrases, nouns: Phrases, sentence: Sentence, actors: Sequence[ActorMention]) -> list[Speech]:
    """Return who says what in a sentence, by verbs of saying; `nouns` are the words for a message of somebody."""
    out: list[Speech] = []
    told = nouns.may_be_within(sentence.among)
    free = [a for a in actors if not a.preposition or (told and _is_sender(a, nouns, sentence))]
    for first, last in verbs.spans(sentence.text, sentence.among):
        start, end = first + sentence.start, last + sentence.start
        if start < sentence.body:
            continue
        near = (a for a in free if a.end <= start and start - a.end <= _REACH)
        before = [a for a in near if _adjoins(sentence.text[a.end - sentence.start : first])]
        passive = _WAS.search(sentence.text[max(0, first - 14) : first]) is not None
        if passive or sentence.text[first:last].lower() == _BY_WHOM:
            before = []  # "has been told", "six people died, according to residents": someone else speaks
        if before and _AND.search(sentence.text, 0, first):  # "Kabul accused Pakistan and said"
            before = list(_subjects(before, actors, sentence)) or before
        if _NO_WORDS.match(sentence.text, last):
            continue  # "answered with mortars"
        if sentence.text[first:last].lower() in _NOUNS and not (before and before[-1].end == start - 1):
            continue  # "Gulf states", "press reports"
        after = [a for a in actors if a.start >= end and a.start - end <= 12]
        if after and _is_inverted(sentence.text, first, last, after[0].end - sentence.start):
            before = []  # "drones killed three children near Spera, said the Taliban"
        if not _TURNED.search(sentence.text, 0, first) and sentence.text[first:last].lower() != _BY_WHOM:
            after = []  # only "…, said the minister"; in "he said that Kabul …" Kabul is spoken of
        if passive and sentence.text[first:last].lower() in ("told", "informed"):
            after = [a for a in actors if a.start >= end and _is_host(a, sentence, last)]
        actor = before[-1] if before else after[0] if after else None
        if actor is None and _ADDING.search(sentence.text, 0, last):
            actor = out[-1].actor if out else next((a for a in free if a.end <= start and a.is_political), None)
        begin = min(start, actor.start) if actor else start
        finish = max(end, actor.end) if actor else end
        out.append(Speech(actor, begin, finish, start, end))
    return out


def _is_host(actor: ActorMention, sentence: Sentence, last: int) -> bool:
    """Return whether who was told something was told it by an actor, or at an office: "told at the ministry"."""
    return _HOST.fullmatch(sentence.text, last, actor.start - sentence.start) is not None


def _is_inverted(text: str, first: int, last: int, behind: int) -> bool:
    """Return whether a verb stands before who says it, and the clause ends there: ", said the Taliban, who …"."""
    return text[first - 2 : last].lower() in (", said", ", says") and text[behind : behind + 1] in (",", ".", ";", "")


def messages(nouns: Phrases, sentence: Sentence, actors: Sequence[ActorMention]) -> Iterator[Speech]:
    """Yield a speech for each message of somebody that a sentence quotes; `nouns` are the words for a message."""
    text, offset = sentence.text, sentence.start
    for first, last in nouns.spans(text, sentence.among):
        sender = _sender(first + offset, last + offset, text, offset, actors)
        if sender is None or first + offset < sentence.body:
            continue
        behind = max(last, sender.end - offset)
        says = (_AFTER_VIEW if text[first:last].lower() in _VIEWS else _SAYS).match(text, behind)
        if says:
            start = min(first + offset, sender.start)
            yield Speech(sender, start, says.end() + offset, first + offset, last + offset)


def senders(nouns: Phrases, sentence: Sentence, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ActorMention]]:
    """Yield who stands behind a message that itself acts: "a statement by the ministry rejected", and from where on."""
    if not nouns.may_be_within(sentence.among):
        return
    text, offset = sentence.text, sentence.start
    for first, last in nouns.spans(text, sentence.among):
        if first + offset < sentence.body or _NO_SUBJECT.search(text[max(0, first - 50) : first]):
            continue
        near = (a for a in actors if a.preposition and 0 <= a.start - offset - last <= _FAR)
        sender = next((a for a in near if _BEHIND.fullmatch(text[last : a.start - offset])), None)
        if sender is not None:
            yield first + offset, sender


def _is_sender(actor: ActorMention, nouns: Phrases, sentence: Sentence) -> bool:
    """Return whether a message of somebody speaks for them: "a letter from the mission said"."""
    before = sentence.text[: actor.start - sentence.start][-_SENT:]
    return _SENDING.search(before) is not None and nouns.within(before)


def _sender(start: int, end: int, text: str, offset: int, actors: Sequence[ActorMention]) -> ActorMention | None:
    """Return whose message it is: "Kabul's answer", "a statement by the UN mission"."""
    for actor in actors:
        if actor.end <= start and _OWNS.fullmatch(text[actor.end - offset : start - offset]):
            return actor
        if 0 <= actor.start - end <= _SENT and _FROM.fullmatch(text[end - offset : actor.start - offset]):
            return actor
    return None


def _subjects(
    near: Sequence[ActorMention], actors: Sequence[ActorMention], sentence: Sentence
) -> Sequence[ActorMention]:
    """Return, of the actors before "and said", the one who does what was told before it, where that is another."""
    last = near[-1]
    if not OBJECT.search(sentence.text[max(0, last.start - sentence.start - 20) : last.start - sentence.start]):
        return near
    earlier = [a for a in actors if a.end <= last.start and not a.preposition and a.is_political]
    return earlier[-1:]


def _adjoins(gap: str) -> bool:
    """No other clause stands between a speaker and "said"."""
    if gap.strip() == "," or _APPOSED.fullmatch(gap) or _ASIDE.fullmatch(gap):
        return True  # "the army chief, General Munir, said", "Kharazmi, spokesman for the ministry of defence, said"
    return len(gap) <= 60 and not any(mark in gap for mark in (";", ":", "”", '."')) and gap.count(",") in (0, 2)
