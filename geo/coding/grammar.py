"""Who does it and to whom, by position and voice; which words govern which: "warned that it would strike"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.coding.actors import POLITICAL, ActorMention, is_both
from geo.coding.asides import subject_apart
from geo.coding.lexicon import words, words_of
from geo.coding.prepositions import HELD_AT, TURN
from geo.coding.scan import Scan
from geo.coding.speeches import OBJECT, TELLING
from geo.coding.stance import SAYING, Hit, befalls, is_finite
from geo.model import EventType, Layer

_ON_DUTY = re.compile(
    r" (?:who (?:was|were) |on duty |deployed |deputed |assigned )?"
    r"(?:to )?(?:guard|escort|protect|accompany|secur)\w*|for the (?:security|protection)"
)
_TOLD = re.compile(r"\b(?:was|were|been) (?:summoned|called)\b[^;]{0,80}$")
_BEING = re.compile(r"\b(?:be|been|being|was|were|is|are)\b")
_PERSON = re.compile(
    r"\b(?:he|she|(?:his|her) (?:command|office|staff|ministry|spokes\w+)"
    r"|the (?:\w+ )?(?:minister|spokesman|spokesperson|president|premier|envoy|general|official))\b",
    re.I,
)
_BAND = re.compile(r"(?i)group|organi[sz]ation|outfit")
_BODY = re.compile(r"(?i)council|ministry|government|committee")
_SO_DOING = re.compile(r", (?:\w+ly |thus |also |again |even |while |when |in )?$")  # "ruled it out, calling it false"
_SELF = re.compile(r"(?i)\b(he|she|it|they) (?:(?:also|had|has|have|then|later|would|will|would|both) )*$")
_GROUP = re.compile(
    r"\b(?:the (?:group|organi[sz]ation|outfit|council|ministry|government|delegation|committee)|it|they|we"
    r"|(?:its|their) (?:statement|communiqu[eé]|spokes\w+|command|media wing))\b"
    r"|\b(?:the two|both) (?:(?:have|had|also|then|later) )*$",
    re.I,
)
_LINK_END = 40
_FROM = 30
_HIS = re.compile(r"[a-z](?<!\band)(?<!\bbut)(?<!\bthat)(?<!\bwhile)(?<!\bwhen)(?<!\bwhere) (?:his|her|their) $")
_FRESH = 4  # sentences for which "they" may be the group named last
_OWN_DEED = re.compile(  # "claimed to have captured", "said they had arrested"
    r" (?:to have|having|(?:that )?(?:they|it|its \w+|their \w+) (?:had|have|has))(?: (?:also|since|now|\w+ly))? "
)
_CLAIMS = re.compile(r"\b(?:was|were|stood|been) behind\b|\bresponsib|\bclaim|\bits (?:men|fighters)\b")
_BY_A = re.compile(r"\b(?:by|in) an? $")
_APART = words("by in of over about after for")
_WE = re.compile(r"(?i)\b(?:we|I) (?:(?:have|had|also|strongly|again|will|would|do|hereby|\w+ly) )*$")
_SOMEBODY = re.compile(
    r"(?i)\b(?:minister|spokes(?:man|woman|person)|president|premier|envoy|ambassador|secretary|governor|general"
    r"|advis[eo]r|representative|chief|commissioner|diplomat|official|leader|commander|chairman)$"
)


@dataclass(slots=True)
class Memory:
    """Who was spoken of last: what "he" and "the group" stand for."""

    person: ActorMention | None = None
    group: ActorMention | None = None
    band: ActorMention | None = None  # an armed group, by name
    told: int = 0  # the sentence that named the group last
    subject: ActorMention | None = None  # the first of the last sentence that named one
    body: ActorMention | None = None  # a government's body, by name

    def note(self, scan: Scan) -> None:
        """Remember the subjects of a sentence that was read."""
        person, group, before = None, None, self.group
        acting = [one for one in scan.actors if one.is_political and not one.preposition and not _is_object(one, scan)]
        self.subject = acting[0] if acting else self.subject
        for actor in scan.actors:
            if actor.kind == "armed_group" and actor.source == "name":
                self.band = actor
            if actor.kind == "government" and actor.is_political:
                self.body = actor
            if not actor.is_political or actor.preposition:
                continue
            if is_somebody(actor, scan) and _SERVED.search(scan.slice(scan.sentence.start, actor.start)):
                self.person = None  # "who served as ambassador": whoever "he" is, he speaks for no state now
            elif is_somebody(actor, scan):
                person = person or (actor if not _is_object(actor, scan) else None)
            elif group is None and (actor.kind != "government" or actor.source != "place"):
                group = actor
        self.person = person or self.person
        self.group = group or self.group
        if self.group is not before:
            self.told = scan.sentence.index


_RELATIVE = re.compile(r"(?:(?:in|of|for|to|from) )?(?:which|who|whose|whom|where)\b")
_SERVED = re.compile(r"(?i)\b(?:had |has |once )?(?:served|worked) (?:\w+ ){0,3}as (?:\w+ ){0,2}$")
_HE = re.compile(r"(?:He|She)\b")
_PRONOUN = re.compile(r"(?:It|He|She|They)\b")
_AND_THEN = re.compile(r"\band (?:(?:then|also|later|has|had) )*$")


def initiator_of(hit: Hit, scan: Scan, memory: Memory) -> ActorMention | None:
    """Return who does what a phrase tells: the subject of an active verb, "by …" of a passive one, the speaker."""
    if hit.is_verb and hit.is_passive:
        moved = target_of(hit, scan) if hit.type in (EventType.RETREAT, EventType.MOBILIZE) else None
        return _by(hit, scan) or _summoner(hit, scan) or moved  # "Pakistani troops were withdrawn"
    if befalls(hit):
        return _by(hit, scan)
    if hit.layer is Layer.INCIDENT and " ~be" in hit.trigger.phrase and (doer := _by(hit, scan)) is not None:
        return doer  # "workers were seized by gunmen"
    if hit.is_said:
        return _voice(hit, scan, memory)
    inside = [a for a in scan.actors if hit.is_verb and a.start <= hit.start < a.end]
    if inside and not _BEING.search(hit.text):
        return inside[0]  # "Pakistani aircraft bombed"
    if speaks_of_self(hit, scan):
        return speaker_of(scan, hit, memory) or memory.person or memory.group
    if not hit.is_verb:
        mine = _by(hit, scan) or _owner(hit, scan) or _sender(hit, scan)
        passive = [h for h in scan.hits if h.clause == hit.clause and h.end <= hit.start and h.is_verb and h.is_passive]
        if mine is None and passive and hit.type in SAYING:
            return initiator_of(passive[-1], scan, memory)  # "was summoned and handed a note of protest"
        return mine if hit.strength == "weak" else mine or _doer(hit, scan, memory)
    if hit.type in SAYING and hit.is_quoted:
        return speaker_of(scan, hit, memory) or _subject(hit, scan, memory)
    if hit.type in SAYING and (
        hit.is_modal or hit.trigger.phrase.startswith(("would", "will"))
    ):  # "said that failure would mean war": the speaker threatens
        speakers = [s.actor for s in scan.speeches if s.actor and s.actor.is_political and s.end <= hit.start]
        beside = [
            a for a in scan.actors if a.country and not scan.slice(a.end, hit.start).strip() and a.end <= hit.start
        ]
        if speakers and not beside:
            return speakers[-1]
    return _teller(hit, scan) or _subject(hit, scan, memory) or _nation_of(hit, scan)


def target_of(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return whom it befalls: the object of an active verb, the subject of a passive one, "on …" of a noun."""
    if (hit.is_verb and hit.is_passive) or befalls(hit):
        before = [a for a in scan.actors if hit.clause <= a.start and a.end <= hit.start and a.preposition != "by"]
        free = [a for a in before if not a.preposition]
        if free and _ON_DUTY.match(scan.slice(free[0].end, free[0].end + 40)):
            return free[0]  # "policemen guarding a polio team were shot at"
        return free[-1] if free else before[-1] if before else None
    reach = hit.clause_end if hit.is_verb else max(hit.clause_end, hit.end + _LINK_END)
    spoke = [speech.actor for speech in scan.speeches if hit.layer is Layer.INCIDENT]
    after = [
        a
        for a in scan.actors
        if not any(a is one for one in spoke)
        and hit.start < a.start < reach
        and a.start - hit.end < 80
        and a.preposition != "by"
    ]
    if hit.is_verb and hit.type in SAYING:
        near = [a for a in after if not TURN.search(scan.slice(hit.end, a.start))]
        return near[0] if near and near[0].start - hit.end <= 30 else None
    if hit.is_verb:
        return after[0] if after else None
    close = [a for a in after if a.preposition in ("on", "against", "at", "into", "of", "to", "targeting", "with")]
    return close[0] if close else None


def speaks_of_self(hit: Hit, scan: Scan) -> bool:
    """Return whether a quoted phrase has its speaker for subject: "we reject"."""
    return hit.is_quoted and _WE.search(scan.slice(hit.clause, hit.start)) is not None


def speaker_of(scan: Scan, hit: Hit, memory: Memory) -> ActorMention | None:
    """Return who says what the hit's clause tells, if the sentence tells."""
    before = [s for s in scan.speeches if s.start <= hit.start]
    after = [s for s in scan.speeches if s.start > hit.start]
    for speech in (*reversed(before), *after):
        if speech.actor:
            return speech.actor
        said = _pronoun(scan.slice(max(scan.sentence.start, speech.start - 12), speech.end), memory)
        if said:
            return said
    return None


def _voice(hit: Hit, scan: Scan, memory: Memory) -> ActorMention | None:
    """Return who says the words of a hit: the sentence's speaker; of a quotation alone, who spoke before."""
    speaker = speaker_of(scan, hit, memory)
    if speaker is not None or any(speech.actor for speech in scan.speeches):
        return speaker
    if any(_TOLD.search(scan.slice(scan.sentence.body, speech.verb)) for speech in scan.speeches):
        return None  # "the envoy was called in and told"
    return memory.person or memory.subject if hit.is_quoted else _subject(hit, scan, memory)


def _by(hit: Hit, scan: Scan) -> ActorMention | None:
    after = [a for a in scan.actors if a.start >= hit.start and a.preposition == "by" and a.start - hit.end < 70]
    return after[0] if after else None


def _summoner(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return who summons: "the ambassador was called to the foreign ministry"."""
    if hit.type is not EventType.ACCUSE:
        return None
    return next(
        (a for a in scan.actors if 0 <= a.start - hit.end < 30 and a.preposition == "to" and a.kind == "government"),
        None,
    )


def _sender(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return from whom a statement comes: "a warning from Islamabad", "condolences came from Beijing"."""
    if hit.type not in SAYING:
        return None
    near = (a for a in scan.actors if a.preposition == "from" and a.is_political and a.start >= hit.start)
    return next((a for a in near if a.start - hit.end <= _FROM), None)


def _owner(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return who stands right before a noun: "Pakistan's raids", "a TTP attack", "Pakistani strikes"."""
    if nation := _nation_of(hit, scan):
        return nation
    before = [a for a in scan.actors if hit.clause <= a.start and a.end <= hit.start and hit.start - a.end <= 22]
    if not before or before[-1].kind == "people":
        return None
    gap = scan.slice(before[-1].end, hit.start)
    return before[-1] if re.match(r"^(?:['’]s?)?(?: [\w-]+){0,2} ?$", gap) and not _verbal(gap) else None


def _nation_of(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return the state whose demonym describes the words: "Pakistani raids", "Iranian missiles struck"."""
    near = (n for n in scan.nations if n.end <= hit.start)
    within = (n for n in scan.nations if hit.start < n.start < hit.end and _BY_A.search(scan.slice(hit.start, n.start)))
    beside = (n for n in near if re.fullmatch(r" (?:[\w-]+ )?", scan.slice(n.end, hit.start)))
    return next(within, None) or next(beside, None)


def _verbal(gap: str) -> bool:
    return any(word.endswith(("ed", "ing")) or word in _APART for word in words_of(gap))


def _subject(hit: Hit, scan: Scan, memory: Memory) -> ActorMention | None:
    clause = _own_clause(hit, scan)
    before = [a for a in scan.actors if a.end <= hit.start and a.start >= clause]
    if hit.layer is Layer.INCIDENT:  # who tells of it does not do it
        before = [a for a in before if not any(a is speech.actor for speech in scan.speeches)]
    free = [a for a in before if not a.preposition]
    if hit.layer is Layer.DIPLOMACY:
        free = [a for a in free if not _is_object(a, scan)]
        apart = subject_apart(hit, scan)
        if apart is not None:
            return apart
    stands_for = _SELF.search(scan.slice(clause, hit.start))
    if stands_for:
        if stands_for[1].lower() in ("he", "she"):
            people = [a for a in scan.actors if a.end <= hit.start and not a.preposition and is_somebody(a, scan)]
            return people[0] if people else memory.person
    elif free and _AND_THEN.search(scan.slice(clause, hit.start)):
        opening = _PRONOUN.match(scan.slice(clause, hit.start))
        if opening:
            return memory.person if opening[0] in ("He", "She") else memory.group or memory.body
        spoken = max((s.verb for s in scan.speeches if s.verb < hit.start), default=hit.clause)
        return next((a for a in free if a.start >= spoken), free[0])
    if free:
        return free[0] if hit.is_ing and _SO_DOING.search(scan.slice(clause, hit.start)) else free[-1]
    said = _behind_message(hit, scan, clause) or _pronoun(scan.slice(clause, hit.start), memory, scan, clause)
    if said:
        pair = hit.type is EventType.AGREE  # "they agreed": who else but states
        carried = hit.layer is Layer.DIPLOMACY and stands_for and (pair or stands_for[1].lower() == "it")
        return (memory.subject if carried and said is memory.group else None) or said
    earlier = [a for a in scan.actors if a.end <= hit.clause and not a.preposition and a.start >= scan.sentence.body]
    if hit.layer is Layer.DIPLOMACY:
        earlier = [a for a in earlier if a.kind in POLITICAL] or earlier
    if earlier and (hit.is_ing or hit.is_infinitive or _no_subject(scan.slice(clause, hit.start))):
        return _before_last_verb(earlier, hit, scan, memory) if not hit.is_ing else earlier[0]
    return speaker_of(scan, hit, memory) if hit.type in SAYING else None


def _behind_message(hit: Hit, scan: Scan, clause: int) -> ActorMention | None:
    """Return who stands behind the message that a clause tells of: "a letter from the mission urged"."""
    sent = [actor for start, actor in scan.senders if clause <= start and actor.end <= hit.start]
    return sent[-1] if sent and hit.type in SAYING else None


def _own_clause(hit: Hit, scan: Scan) -> int:
    """Return where the clause of a verb begins; behind the comma, if a relative clause parts it from its subject.

    "Balochistan, which borders Afghanistan, has seen attacks" tells of no deed of Afghanistan.
    """
    before = scan.slice(hit.clause, hit.start)
    return hit.clause + before.rfind(",") + 1 if _RELATIVE.match(before) else hit.clause


def _teller(hit: Hit, scan: Scan) -> ActorMention | None:
    """Return who tells of an incident that was their own deed: "insurgents claimed to have captured the town"."""
    if hit.layer is not Layer.INCIDENT:
        return None
    told = (s.actor for s in scan.speeches if s.end <= hit.start and _OWN_DEED.fullmatch(scan.slice(s.end, hit.start)))
    return next((actor for actor in told if actor is not None), None)


def _one_state(actor: ActorMention | None) -> ActorMention | None:
    """Return nobody for "the two countries": what they have together is nobody's statement."""
    return None if actor is not None and is_both(actor) else actor


def _doer(hit: Hit, scan: Scan, memory: Memory) -> ActorMention | None:
    """Return who does what a noun tells: the subject of its clause, unless that only speaks of it.

    "He recalled the strike" and "Islamabad protested over a drone strike" name nobody who struck.
    """
    actor = _one_state(_subject(hit, scan, memory))
    if actor is None or hit.layer is Layer.DIPLOMACY:
        return actor
    said = [one.start for one in scan.hits if one.layer is Layer.DIPLOMACY and one.is_verb]
    said += [speech.verb for speech in scan.speeches]
    speaks = any(actor.end <= start < hit.start for start in said) or is_somebody(actor, scan)
    speaks = speaks or actor is memory.person
    owns_up = actor.kind == "armed_group" and _CLAIMS.search(scan.slice(actor.end, hit.start))
    return actor if owns_up or not speaks else None


def _before_last_verb(earlier: Sequence[ActorMention], hit: Hit, scan: Scan, memory: Memory) -> ActorMention:
    """Return the subject that a clause without one goes on with: who stands before the last verb before it."""
    verbs = [h.start for h in scan.hits if h.is_verb and not h.is_ing and not h.is_infinitive and h.end <= hit.clause]
    verbs += [speech.verb for speech in scan.speeches if speech.end <= hit.clause]
    subjects = [a for a in earlier if verbs and a.end <= max(verbs)]
    if verbs and not subjects and memory.person and _HE.match(scan.slice(scan.sentence.body, min(verbs))):
        return memory.person  # "He was in Tashkent, met the army chief, and flew to Kabul"
    return subjects[-1] if subjects else earlier[-1]


def is_somebody(actor: ActorMention, scan: Scan) -> bool:
    """Return whether an actor is one person, named or by office: whom "he" may stand for."""
    if actor.kind not in ("government", "army", "un", "igo"):
        return False
    if actor.is_person:
        return True
    return _SOMEBODY.search(scan.slice(actor.start, actor.end)) is not None


def _is_object(actor: ActorMention, scan: Scan) -> bool:
    if actor.name.endswith("counterpart") or "counterpart" in scan.slice(actor.start, actor.end + 12):
        return _HIS.search(scan.slice(max(scan.sentence.body, actor.start - 20), actor.start)) is not None
    if TELLING.isdisjoint(scan.sentence.among):
        return False
    return OBJECT.search(scan.slice(max(scan.sentence.body, actor.start - 20), actor.start)) is not None


def _no_subject(before: str) -> bool:
    """Return whether a clause goes on with the subject of the one before: ", and warned", ", but said"."""
    return len([w for w in words_of(before) if w not in ("and", "but", "also", "then", "later", "has", "had")]) <= 1


def _pronoun(text: str, memory: Memory, scan: Scan | None = None, start: int = 0) -> ActorMention | None:
    if _PERSON.search(text):
        return memory.person
    match = _GROUP.search(text)
    if match:
        near = [a for a in scan.actors if not a.preposition and a.is_political] if scan else []
        near = [a for a in near if a.end <= start + match.start()]
        if near and match[0].lower() in ("it", "they", "we"):
            return near[0]
        if scan and match[0].lower() in ("it", "they", "we") and scan.sentence.index - memory.told > _FRESH:
            return None
        if memory.band and _BAND.search(match[0]):
            return memory.band
        if memory.body and _BODY.search(match[0]):
            return memory.body
        return memory.group or memory.person
    return None


def governed(hits: Sequence[Hit], scan: Scan, links: Sequence[tuple[int, int]]) -> dict[int, Hit]:
    """Return, by index, the hit that governs each hit: what is warned of, asked for or denied did not happen.

    A statement governs what follows it up to a semicolon, a link ("after", "in response to") or a new statement.
    """
    out: dict[int, Hit] = {}
    for ruler in hits:
        if ruler.type not in SAYING or ruler.strength == "weak" or (ruler.is_said and ruler.is_hypothetical):
            continue
        spoken = ruler.is_verb or ruler.is_said
        if not spoken and ruler.type not in (EventType.THREATEN, EventType.REQUEST, EventType.ACCUSE):
            continue
        stop = _scope_end(ruler, hits, scan, links)
        for index, hit in enumerate(hits):
            after = hit is not ruler and ruler.end <= hit.start < stop
            if after and index not in out and not _is_occasion(hit, ruler, scan):
                out[index] = ruler
    return out


def _is_occasion(hit: Hit, ruler: Hit, scan: Scan) -> bool:
    """Return whether talks are where a statement was made, not what it is about: "agreed at a meeting in Kabul"."""
    talks = hit.type is EventType.CONSULT and not hit.is_verb
    return talks and HELD_AT.search(scan.slice(ruler.end, hit.start)) is not None


_GOES_ON_TO = re.compile(r"(?:,? and|, but|, while) (?:(?:is|are|was|were|ha[sd]|have) (?:\w+ )?|(?:also|then) )$")


def _scope_end(ruler: Hit, hits: Sequence[Hit], scan: Scan, links: Sequence[tuple[int, int]]) -> int:
    ends = [scan.sentence.end]
    text = scan.slice(ruler.end, scan.sentence.end)
    ends += [ruler.end + match.start() for match in re.finditer(r";|[”\"](?=\s)", text)]
    ends += [start for start, _ in links if start > ruler.end + 1]
    ends += [ruler.end + match.start() for match in re.finditer(r"\b(?:when|while|as) (?:he|she)\b", text)]
    for hit in hits:
        if (
            hit.start > ruler.end
            and hit.is_verb
            and hit.type in SAYING
            and not (hit.is_ing or hit.is_infinitive or hit.is_modal)
        ):
            before = scan.slice(ruler.end, hit.start)
            if re.search(r"(?:\band|\bbut|,|\bwhile)\s(?:[\w'’]+\s){0,4}$", before):
                ends.append(hit.start)
        elif hit.start > ruler.end and is_finite(hit) and _GOES_ON_TO.search(scan.slice(ruler.end, hit.start)):
            ends.append(hit.start)  # "has called on Kabul to act, and is sending a team"
    for speech in scan.speeches:
        if speech.verb > ruler.end and re.search(
            r"\b(?:and|but|while)\s(?:[\w'’]+\s){0,3}$", scan.slice(ruler.end, speech.verb)
        ):
            ends.append(speech.verb)
    return min(ends)
