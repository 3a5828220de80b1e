"""What a state's voice says of others, where no other row finds a statement: "said Kabul had looked away".

A sentence in which somebody political says, answers or judges something holds a content. The codebook's rows of the
kind `content` are only tried there; their conditions ask whose deed it tells: the speaker's own, another state's, or
that of armed men.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from geo.codebook import Codebook, Trigger
from geo.coding.actors import ActorMention, is_both
from geo.coding.admitted import Admitted
from geo.coding.grammar import Memory
from geo.coding.lexicon import Lexicon, Wanted, words, words_of
from geo.coding.moods import SAME_PAST, bare_words
from geo.coding.prepositions import PUT_FIRST
from geo.coding.scan import Scan
from geo.coding.speeches import Speech
from geo.coding.stance import SAYING, Hit
from geo.model import Kind, Use

_VOICES = frozenset({"government", "army", "un", "igo"})
_FRONT, _BEHIND = 30, 14  # characters around an office in which "provincial" or "the group's" may stand
_BAND = re.compile(r"(?i)\b(?:group|movement|militants?|organi[sz]ation|outfit|faction)(?:['’]s?)?(?: [\w-]+){0,2} $")
_HE = re.compile(r"(?i)\b(?:he|she)(?: (?:also|later|then|again|once|had|\w+ly))* $")
_IT = re.compile(r"(?:^|[.;] )It (?:(?:also|later|then|again|\w+ly) )*$")
_NOT_SAID = re.compile(  # "has not said", "what it termed"
    r"(?i)\b(?:not|never|to|would|will|could|might|may|should|must|n['’]t|which|what|as)"
    r"(?: (?:it|he|she|they|[A-Z]\w+))? (?:\w+ly )?$"
)
_OFTEN = re.compile(r"(?i)\b(?:has|have|often|repeatedly|always|long|routinely|regularly) $")
_PRESENT = words("say says states claims tell tells adds reports confirms sees")  # without a day: a standing view
_TELL = words("told tell tells informed")
_WHERE = (
    r"(?i)(?:,? (?:on|in|at|by|to|from|late|early|here|there|later|last|this|after|during|yesterday|today)\b"
    r"(?: (?!(?:that|it|he|she|they|we|had|has|have|was|were|is|are|would|will|must|should|could|did)\b)[\w'’.-]+)"
    r"{0,8})?"
)
_REST = re.compile(rf"{_WHERE}\W*")  # where and when, but no clause: "said the ministry in Kabul on Monday"
_GOES_ON = re.compile(rf"{_WHERE}, (?:and|but|while|adding|should|if|unless|as|who)\b")
_OPENING = re.compile(r"[^;\"“”]{0,110}?\bthat\b(?= )|[^;\"“”.]{0,90}?:? ?(?=[\"“])|[^;\"“”.]{0,60}?:")
_WHEN = re.compile(
    r"(?: (?:late |early |again )*(?:on|in|at|last|this) [\w'’]+)*(?= )"
)  # before a clause without "that"
_TURNED = re.compile(r"[,”\"’'] [^;“”\"]{3,110}$")  # before the verb, its speaker stands after a comma
_IS_LAST = re.compile(r"[^;]{30,}[,”\"] (?:the |a |an )?")
_SHORTEST = 8  # characters
_NEXT = 5  # characters in which "the" may stand
_NO = re.compile(r"(?i)\b(?:no|not|never|nobody|none|nothing|neither|nor|hardly|without)\b|n['’]t\b")
_NOT_YET = re.compile(
    r"(?i)(?:\b(?:would|will|could|can|may|might|should|must|shall|to|not|never|no longer|nobody|no one|none|neither"
    r"|nor|without|against|denied|denies)|n['’]t)(?: (?:be|have|been|ever|yet|even|\w+ly))* $"
)
_LEAD = re.compile(r"(?i)[\s\"“]*(?:the |some |many |these |those )?")
_DEED = re.compile(  # "had sat with", "takes", "was trying to"; no "would", no "was invited"
    r"(?: (?:had|has|have) (?:not |never |\w+ly |again |once more |now |also |long )?(?!been\b)"
    r"| (?:was|were|is|are) (?:\w+ly |again |now |still |also )?(?=\w+ing\b)| (?:\w+ly |again |now |still |also )?"
    r"(?!(?:and|or|of|in|on|at|to|for|from|who|which|that|by|with|against|had|has|have|was|were|is|are|will|would"
    r"|could|can|may|might|should|must|did|does|do|be|been|as|after|before|over|but)\b))([a-z]+\b)"
)
_UNLESS = re.compile(r"(?i)\b(?:unless|until|if|whether|in case)\b")
_BEING = re.compile(r"(?i)\b(?:was|were|is|are|be|been|being|got)(?: (?:\w+ly|also|all|first|then|not|never))* $")
_BY = re.compile(r"(?i)(?: [\w'’-]+){0,3}? (?:by|at the hands? of) (?:the |an? )?$")
_CASE = re.compile(
    r"(?i)\b(?:in|from|to|with|against|on|by|over|near|at|between|of|for|across|inside|into|towards?|around|under)"
    r" (?:the |an? |his |her |its |their )?(?:[\w-]+ )?$"
)
_PART = re.compile(
    r"(?i)\b(?:one|two|three|four|five|some|any|none|all|most|both|each|many|several|\d+) of (?:\w+ ){0,2}$"
)


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Whom a content names, and the speaker's view of them: self, other (another state), band (armed men) or both."""

    start: int
    end: int
    side: str
    is_state: bool = False  # a government, its forces and arms, or an international body; no place and no people


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody says: where it stands, who says it by which verb, and the parties that it names, in order."""

    speech: Speech
    speaker: ActorMention
    verb: str
    start: int
    end: int
    parties: tuple[Party, ...]


class Assertions:
    """Reads what is said by the rows that are for contents alone; the first row that fits counts."""

    def __init__(self, codebook: Codebook) -> None:
        self._rows = Wanted((row, row.matcher.words) for row in codebook.triggers if row.kind == "content")
        self._patterns: dict[int, re2._Regexp] = {}

    def told(
        self, admitted: Sequence[Admitted], scan: Scan, memory: Memory, lexicon: Lexicon, home: str
    ) -> list[Admitted]:
        """Return what a sentence tells with a statement for each who speaks and is not found to make one already.

        `home` is the country of an office that the text gives none.
        """
        out = list(admitted)
        for content in _contents(scan, memory, lexicon, home):
            mine = [one for one in out if one.hit.type in SAYING and _is_of(one, content.speaker)]
            topics = [one for one in mine if one.hit.trigger.kind == "noun" and _is_inside(one.hit, content)]
            row = self._row(content, scan, lexicon) if len(topics) == len(mine) else None
            if row is not None:  # "called the accord a step": what it is about is no statement of its own
                scan.trace.left_out([one.hit for one in topics], scan.sentence, "it is what a statement is about")
                out = [one for one in out if one not in topics]
                one = Admitted(_hit(row, content, scan), scan, memory)
                one.initiator, one.target = content.speaker, _addressed(content, scan)
                out.append(one)
        return out

    def _row(self, content: Content, scan: Scan, lexicon: Lexicon) -> Trigger | None:
        plain, offset = scan.sentence.plain, scan.sentence.start
        for row in self._rows.likely(scan.sentence.among):
            start, end = _range(row, content)
            for match in self._pattern(row).finditer(plain, start - offset, end - offset):
                if _Found(content, row, match.start() + offset, match.end() + offset, scan, lexicon).fits():
                    return row
        return None

    def _pattern(self, row: Trigger) -> re2._Regexp:
        if row.line not in self._patterns:
            self._patterns[row.line] = re2.compile(row.matcher.pattern.encode())
        return self._patterns[row.line]


@dataclass(frozen=True, slots=True)
class _Found:
    """A row's phrase where it stands in a content."""

    content: Content
    row: Trigger
    start: int
    end: int
    scan: Scan
    lexicon: Lexicon

    def fits(self) -> bool:
        """Return whether the conditions of the row hold."""
        return all(map(self._holds, self.row.needs)) and not any(map(self._holds, self.row.unless))

    def _holds(self, condition: str) -> bool:
        what, _, value = condition.partition(":")
        sides = value.split("+")
        content, scan = self.content, self.scan
        named = [one for one in content.parties if one.side in sides]
        match what:
            case "of":
                return self._doer() in sides
            case "about":
                return bool(named)
            case "from":
                return any(one.start >= self.start for one in named)
            case "acts":
                return self._acting() in sides
            case "next":
                return any(0 <= one.start - self.end <= _NEXT for one in named)
            case "told":
                return self._is_told()
            case "denied":
                return _NO.search(scan.slice(content.start, self.end)) is not None
            case "verb":
                return self.lexicon[value].within(content.verb)
            case "word":
                return self.lexicon[value].within(scan.slice(content.start, content.end))
            case "speaker":
                return content.speaker.kind in sides
            case _:
                return bool({"toll": scan.tolls, "date": scan.dates, "place": scan.places}[what])

    def _doer(self) -> str:
        """Return on whose side those are who do it: the phrase's subject, of a passive who stands after "by"."""
        content, scan = self.content, self.scan
        if _BEING.search(scan.slice(content.start - 1, self.start)):
            after = (one for one in content.parties if one.start >= self.end)
            by = next((one for one in after if _BY.fullmatch(scan.slice(self.end, one.start))), None)
            if by is not None or not scan.slice(self.start, self.end).split()[0].endswith("ing"):
                return by.side if by else ""
        before = [one for one in content.parties if one.end <= self.start or one.start == self.start]
        free = [one for one in before if _is_free(scan.slice(content.start, one.start)) and not self._names_deed(one)]
        return free[-1].side if free else ""

    def _names_deed(self, party: Party) -> bool:
        """Return whether a place only names a deed: "the Besham bombing had been run from Kunar"."""
        after = self.scan.slice(party.end, party.end + 16).split()
        return not party.is_state and bool(after) and self.lexicon["misdeed"].within(after[0])

    def _acting(self) -> str:
        """Return on whose side the state is that a content begins with, if it tells what that does or has done."""
        first = next(iter(self.content.parties), None)
        if first is None or not first.is_state or not _LEAD.fullmatch(self.scan.slice(self.content.start, first.start)):
            return ""
        deed = _DEED.match(self.scan.slice(first.end, self.content.end))
        return first.side if deed and not self.lexicon["neutral_deed"].within(deed[1]) else ""

    def _is_told(self) -> bool:
        """Return whether a verb tells a deed as done: it is no noun, and neither "would" nor "unless" stands before."""
        before = self.scan.slice(self.content.start - 1, self.start)
        if _NOT_YET.search(before) or _UNLESS.search(before):
            return False
        word = self.scan.slice(self.start, self.end).split()[0].lower()
        if word.endswith("ing"):
            return _BEING.search(before) is not None  # "were crossing", not "at the crossing"
        beside = any(one.end == self.start - 1 for one in self.content.parties)
        return beside or not (word.endswith("s") or (word in bare_words(self.row.phrase) and word not in SAME_PAST))


def _is_free(before: str) -> bool:
    """Return whether no preposition parts a party from its verb; "one of the attackers" is an attacker."""
    return _CASE.search(before) is None or _PART.search(before) is not None


def _is_of(one: Admitted, speaker: ActorMention) -> bool:
    """Return whether a statement is the speaker's."""
    who = one.initiator
    if who is None:
        return False
    return who is speaker or who.name == speaker.name or (who.country == speaker.country != "")


def _is_inside(hit: Hit, content: Content) -> bool:
    return content.start <= hit.start < content.end


def _range(row: Trigger, content: Content) -> tuple[int, int]:
    """Return between which offsets a row's phrase may stand: in the content, or at the verb if the row asks for it."""
    if any(need.startswith("verb:") for need in row.needs):
        return min(content.start, content.speech.verb), max(content.end, content.speech.end)
    return content.start, content.end


def _contents(scan: Scan, memory: Memory, lexicon: Lexicon, home: str) -> Iterator[Content]:
    """Yield what is said in a sentence by those who speak for a state or an international body."""
    for speech in (*scan.speeches, *scan.utterances):
        he = _HE.search(scan.slice(speech.verb - _FRONT, speech.verb)) if speech.actor is None else None
        speaker = (_person_before(speech, scan) or memory.person) if he else speech.actor
        if speaker is None and _IT.search(scan.slice(speech.verb - _FRONT, speech.verb)):
            speaker = memory.subject
        if speaker is None or not _is_voice(speaker, scan, lexicon):
            continue
        verb = _verb(speech, scan)
        span = _span(speech, verb, scan, lexicon)
        if span is not None and span[1] - span[0] >= _SHORTEST:
            country = speaker.country or (home if speaker.kind in ("government", "army") else "")
            parties = tuple(_parties(*span, speaker._replace(country=country), scan, lexicon))
            yield Content(speech, speaker, verb, *span, parties)


def _person_before(speech: Speech, scan: Scan) -> ActorMention | None:
    """Return the person whom a sentence names before "he said", if it names one."""
    people = (actor for actor in scan.actors if actor.end <= speech.verb and not actor.preposition)
    return next((actor for actor in people if actor.is_person and actor.is_political), None)


def _verb(speech: Speech, scan: Scan) -> str:
    """Return the words that say it, in lower case: "said", "shot back"."""
    return " ".join(words_of(scan.slice(speech.verb, max(speech.verb_end, speech.verb + 1))))


def _is_voice(actor: ActorMention, scan: Scan, lexicon: Lexicon) -> bool:
    """Return whether somebody speaks for a state or an international body: no governor, hospital or armed group."""
    if not actor.is_political or actor.kind not in _VOICES or is_both(actor):
        return False
    if actor.source == "role" and actor.name.lower().endswith(("officials", "authorities", "officers")):
        return False
    if actor.source == "role" and _BAND.search(scan.slice(actor.start - _FRONT, actor.start)):
        return False
    front = scan.slice(actor.start - _FRONT, actor.start)
    front = front.rpartition(", ")[2] if actor.is_person else front  # "after the court bombing, Khawaja Asif said"
    return not lexicon["local_office"].within(front + scan.slice(actor.start, actor.end + _BEHIND))


def _span(speech: Speech, verb: str, scan: Scan, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where the content of a speech stands: behind its verb, or before a speaker who stands last."""
    before = scan.slice(scan.sentence.body, speech.verb)
    standing = verb in _PRESENT and not scan.dates
    if standing or _NOT_SAID.search(before) or _OFTEN.search(before):
        return None
    start, end = max(speech.end, speech.verb), _end(speech, scan)
    behind = scan.slice(start, end)
    if _REST.fullmatch(behind):
        return scan.sentence.body + before.rfind("; ") + 1, speech.start
    opening = _OPENING.match(behind)
    if opening is None and verb in _TELL:
        return (scan.sentence.body, speech.start) if _TURNED.search(before) else None
    if opening is None and lexicon["reply"].within(verb):
        return None  # "answered with mortars"
    first = scan.slice(scan.sentence.body, speech.start)
    if opening is None and _GOES_ON.match(behind) and _IS_LAST.fullmatch(first) and not PUT_FIRST.match(first):
        return scan.sentence.body, speech.start  # "…, the spokesman said in Kabul, and called it a war"
    opening = opening or _WHEN.match(behind)
    return start + (opening.end() if opening else 0), end


def _end(speech: Speech, scan: Scan) -> int:
    """Return where a content ends at the latest: at a semicolon, or where somebody else speaks."""
    semicolon = scan.slice(speech.end, scan.sentence.end).find(";")
    ends = [one.start for one in scan.speeches if one.verb > speech.verb and one.start > speech.end]
    return min([scan.sentence.end, *ends, *([speech.end + semicolon] if semicolon >= 0 else [])])


def _parties(start: int, end: int, speaker: ActorMention, scan: Scan, lexicon: Lexicon) -> list[Party]:
    """Return whom a content names, in order: actors, names of places, and words like "the other side"."""
    out: list[Party] = []

    def add(first: int, last: int, side: str, *, is_state: bool = False) -> None:
        if side and start <= first < end and not any(one.start <= first < one.end for one in out):
            out.append(Party(first, last, side, is_state))

    for actor in scan.actors:
        if actor is not speaker and actor.end <= end:
            add(actor.start, actor.end, _side(actor, speaker.country), is_state=actor.kind in _VOICES)
    for name in scan.names:
        at = name.mention
        side = "self" if name.place.country == speaker.country else "other"
        is_state = at.use is not Use.DEMONYM and (name.place.kind is Kind.COUNTRY or bool(name.place.capital_of))
        add(at.start, at.end, side, is_state=is_state)
    for side in ("self", "other", "band"):
        for first, last in lexicon[f"side_{side}"].spans(scan.sentence.text, scan.sentence.among):
            add(first + scan.sentence.start, last + scan.sentence.start, side)
    return _joined(sorted(out))


def _joined(parties: Sequence[Party]) -> list[Party]:
    """Return the parties with those as one that adjoin: "its aircraft" is the speaker's, "Indian proxies" India's."""
    out: list[Party] = []
    for one in parties:
        if out and one.side == "band" and one.start - out[-1].end <= 1 and out[-1].side in ("self", "other"):
            out[-1] = replace(out[-1], end=one.end, is_state=True)
        else:
            out.append(one)
    return out


def _side(actor: ActorMention, country: str) -> str:
    if is_both(actor):
        return "both"
    if actor.kind == "armed_group" and not actor.country:
        return "band"
    if not actor.country:
        return "other" if actor.kind in ("un", "igo") else ""
    return "self" if actor.country == country else "other"


def _hit(row: Trigger, content: Content, scan: Scan) -> Hit:
    """Return a statement as a phrase at the verb of its speech."""
    verb = content.speech.verb
    end = content.speech.verb_end
    clause = min(content.speech.start, content.start), max(content.speech.end, content.end)
    hit = Hit(row, verb, end, scan.slice(verb, end), *clause)
    hit.take_as_told()
    return hit


def _addressed(content: Content, scan: Scan) -> ActorMention | None:
    """Return the other state that a content names first: whom the statement is about."""
    first = next((one.start for one in content.parties if one.side == "other"), None)
    return next((actor for actor in scan.actors if actor.start == first), None)
