"""Which phrases count: what is denied, feared, asked for, quoted, or told of no one and nowhere is left out.

Each refusal has its reason in words, so that an analyst can ask why a sentence gave no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from geo.coding.actors import POLITICAL
from geo.coding.admitted import DEEDS, Admitted
from geo.coding.conditions import SUMMONED, fits
from geo.coding.genres import Topic, is_on_topic, out_of_place
from geo.coding.grammar import Memory, governed, is_somebody, speaks_of_self
from geo.coding.incidents import family
from geo.coding.lexicon import Lexicon, words_of
from geo.coding.moods import SAME_PAST, bare_words
from geo.coding.occasions import appointment
from geo.coding.scan import Scan
from geo.coding.stance import SAYING, Hit
from geo.coding.untold import untold
from geo.model import EventType, Layer, Status

_OPEN_MODAL = ("would", "will", "no chance", "plot", "plan")
_GOOD_DEEDS = frozenset({EventType.AID, EventType.COOPERATE, EventType.CONCEDE, EventType.RETREAT})
_BAD_DEEDS = frozenset({EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE})
_DEEDS_TO_COME = _GOOD_DEEDS | _BAD_DEEDS | {EventType.SUPPORT}
_WILL = re.compile(r"(?i)(?:\b(?:will|would|(?:is|are|was|were) to)|['’]ll)(?: (?!have\b)\w+){0,2} $")
_OF_SELF = re.compile(
    r"(?i)\b(?:it|they|we|he|she|I|its \w+|their \w+|our \w+)(?: (?:was|were|had|has|have|is|are|been|not))* $"
)
_BY_ANOTHER = re.compile(r"(?: \w+)? by (?!its|their|his|her|the (?:people|public))")
_IF = re.compile(r"(?i)\W*(?:if|unless|should|(?-i:Had))\b[^,]*$")
_RELATIVE = re.compile(r"(?:where|which|who|whose)\b")
_PAST_RELATIVE = re.compile(r"(?:which|who|where) \w[^;]*,(?: (?:has|have|had|also|then|later|\w+day|on|\w+ly))* $")
_CLOSED_RELATIVE = re.compile(r", (?:he|she|it|they|the \w+) (?:(?:has|had|also|then|later|\w+ly) )*$")
_STANDS = re.compile(r"\b(?:where|which|whom|who) (?:it|he|she|they|[A-Z]\w+) (?:says?|claims?|alleges?|believes?)\b")
_BEFORE_THEN = re.compile(r"\bhad\b")
_WHOEVER = re.compile(
    r"(?i)\b(?:whoever|anyone who|anybody who|(?:for|down|punish|against|find|seek|bring) those who) (?:had |has )?$"
)
_TOOK_PLACE = re.compile(
    r"(?i)\b(?:protests?|rall(?:y|ies)|demonstrations?|march(?:es)?|meetings?|talks|elections?|sit-ins?|funerals?|prayers"
    r"|ceremon(?:y|ies)|jirgas?|vigils?|polls?|hearings?|conferences?|sessions?|processions?|negotiations|gatherings?)"
    r" (?:[\w-]+ ){0,3}?held\b"
)
_FIRST = (
    EventType.SUICIDE_BOMB,
    EventType.DISRUPTED_WEAPONS_USE,
    EventType.EXCESSIVE_FORCE,
    EventType.AIR_DRONE_STRIKE,
)
_GATHERINGS = frozenset({EventType.PEACEFUL_PROTEST, EventType.VIOLENT_DEMONSTRATION, EventType.CONSULT})
_VIOLENT = frozenset(
    {None, EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE, EventType.GRENADE, EventType.ARMED_CLASH}
)
_AT = re.compile(
    r"(?i)\b(?:at|on|into|inside|targeting|hit|hits|struck|near|outside) "
    r"(?:(?:a|an|the|its|his|their) )?(?:[\w-]+ ){0,2}$"
)
_WALKED_UP = re.compile(  # "a bomber walked up to a rally"
    r"(?i)\b(?:bomber|attacker|assailant|gunm[ae]n)s? (?:[\w-]+ ){0,5}?"
    r"(?:to|at|into|near|among|amid) (?:an?|the) (?:[\w-]+ ){0,2}$"
)
_QUARRELS = frozenset({None, EventType.ARMED_CLASH})
_SEVERAL = ("s", "men", "people", "police", "militia")
_WITH_WORDS = ("attack", "clash", "slam", "assail", "hit", "target")
_MOVES = frozenset({EventType.CONSULT, EventType.AID, EventType.COOPERATE, EventType.RETREAT, EventType.MOBILIZE})
_NO_OBJECT = re.compile(r"\W*$|[,.;]|\W+(?:in|at|on|of|near|and|or|by|to|was|were|is|has|had|that|which)\b")


_EACH = re.compile(r"(?i)\b(?:each|either|every) [\w-]+(?: [\w-]+)?$")
_GENITIVE = re.compile(r"['’]s? (?:[\w-]+ )?")
_WHO_HAD = re.compile(r"\b(?:who|which)\b[^;.]* (?:had|have) (?!to\b)[^;.,]*$")  # "the men who had killed ten in Tank"
_ASIDE = re.compile(r", (?:where|in which|during which|when) ")
_PRESS = re.compile(r"(?i)\b(?:reporters|journalists|newsmen|media|press|agency|newspaper|broadcaster|television)\b")
_HIT_AT = re.compile(
    r"(?i)\b(?:blast|bomb|bombing|attack|raid|strike|shooting|explosion|firing|bomber)s? (?:[\w-]+ )?"
    r"(?:at|on|near|outside|inside|during) (?:an?|the) (?:[\w'’-]+ ){0,2}$"
)
_LINKED = re.compile(r"\b(?:link|tie|connect)\w* (?:[\w'’-]+ ){1,4}(?:with|to) (?:the |any )?(?:[\w-]+ )?$")
_SINCE = re.compile(r"(?i)\b(?:since|(?:days?|weeks?|months?|hours?|years?) after) (?:the |a |their )?(?:\w+ ){0,2}$")
_NEWS = 12  # sentences: what stands further below is background
_ASKED = re.compile(r"(?i)\b(?:asked|wondered|asks) (?:\w+ ){0,3}?(?:whether|if) [^,;.]*$")
_QUESTIONS = frozenset(["whether", "if", "about", "how", "why", "what", "when", "who"])
_NAMES_IT = re.compile(r"\bwhat (?:it|he|she|they) (?:has |had |have |also )?$")


def admit(scan: Scan, memory: Memory, lexicon: Lexicon, around: str, topic: Topic) -> list[Admitted]:
    """Return the phrases of a sentence that count, apart from one another, in order. `around` is the text nearby."""
    trace, sentence = scan.trace, scan.sentence
    hits = [_as_said(hit, scan) for hit in scan.hits if is_on_topic(hit, scan, topic)]
    told: list[Admitted] = []
    for hit in hits:
        if _is_the_other(hit, hits, scan):
            trace.left_out(hit, sentence, f"the word is a {'noun' if hit.is_verb else 'verb'} here")
            continue
        one = Admitted(hit, scan, memory)
        if fits(one, scan, lexicon, around):
            told.append(one)
    told = list(_apart(told, scan))
    rulers = governed([one.hit for one in told], scan, scan.links)
    for index, ruler in rulers.items():
        if not _told_aside(told[index].hit, ruler, scan):
            told[index].ruler = ruler
    counted = []
    for one in told:
        if why := refusal(one, scan, lexicon) or out_of_place(one, scan, topic):
            trace.left_out(one.hit, sentence, why)
        else:
            counted.append(one)
    return counted


def _told_aside(hit: Hit, ruler: Hit, scan: Scan) -> bool:
    """Return whether a clause beside a statement tells a deed: "appealed for calm in Kabul, where a bomb went off"."""
    deed = hit.layer is Layer.INCIDENT and family(hit.type) == "violence" and not hit.is_modal
    if deed and not hit.is_verb and _WHO_HAD.search(scan.slice(ruler.end, hit.start)):
        return True
    if not deed or not hit.is_verb or hit.clause <= ruler.end:
        return False
    return _ASIDE.match(scan.slice(hit.clause - 2, hit.clause + 12)) is not None


def _as_said(hit: Hit, scan: Scan) -> Hit:
    """Return a deed to come as what it is when said: a promise (AGREE), a refusal (REJECT) or a threat (THREATEN)."""
    if hit.type not in _DEEDS_TO_COME or not hit.is_verb or hit.is_hypothetical:
        return hit
    before = scan.slice(hit.clause, hit.start)
    if not _WILL.search(before) or hit.is_passive:
        return hit
    dated = any(hit.clause <= date.start < hit.clause_end for date in scan.dates)
    if hit.type in _GOOD_DEEDS and dated and not hit.is_negated:
        return hit
    said = EventType.THREATEN if hit.type in _BAD_DEEDS else EventType.REJECT if hit.is_negated else EventType.AGREE
    said = EventType.SUPPORT if hit.type is EventType.SUPPORT and not hit.is_negated else said
    if hit.is_negated and said is EventType.THREATEN:
        return hit
    trigger = replace(hit.trigger, type=said, mode="")
    promise = copy(hit)
    promise.trigger, promise.type, promise.layer, promise.is_promise = trigger, said, said.layer, True
    promise.take_as_told()  # it is said, whatever becomes of it
    promise.is_aggregate = hit.is_aggregate
    return promise


def _is_the_other(hit: Hit, hits: Sequence[Hit], scan: Scan) -> bool:
    """Tell noun from verb: a word that may be both ("raids") is a verb only right after who does it."""
    twins = [one for one in hits if one is not hit and (one.start, one.end) == (hit.start, hit.end)]
    if all(one.is_verb == hit.is_verb for one in twins) or hit.text.lower().endswith("ed"):
        return False
    doers = [a for a in scan.actors if a.end + 1 == hit.start and not a.preposition]
    bare = not hit.text.endswith(("s", "ing"))  # "a school massacre": what one does takes an "s"
    bare |= hit.text.endswith("ing") and _NO_OBJECT.match(scan.slice(hit.end, hit.end + 12)) is not None
    doer = any(not (bare and a.source == "role" and not scan.slice(a.start, a.end).endswith(_SEVERAL)) for a in doers)
    verb = doer or (hit.is_verb and (hit.is_infinitive or hit.is_modal)) or _is_participle(hit, scan)
    return hit.is_verb != verb


def _is_participle(hit: Hit, scan: Scan) -> bool:
    """Return whether a word in -ing opens a clause of its own: "…, killing three"."""
    if not hit.text.lower().endswith("ing") or hit.start <= scan.sentence.body:
        return False
    after_comma = scan.slice(hit.start - 2, hit.start) == ", "
    return hit.start == hit.clause or (after_comma and _NO_OBJECT.match(scan.slice(hit.end, hit.end + 12)) is None)


def refusal(one: Admitted, scan: Scan, lexicon: Lexicon) -> str:
    """Return why a phrase does not count, or an empty string."""
    hit, ruler = one.hit, one.ruler
    if why := untold(hit, scan, lexicon):
        return why
    if hit.type in SAYING:
        return _no_statement(one, scan)
    if ruler is not None and ruler.type in (EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT):
        return f"it is what was {ruler.text!r}, not what happened"
    if ruler is not None and not hit.is_verb and hit.layer is Layer.DIPLOMACY and hit.type is not EventType.CONSULT:
        return f"it is what was {ruler.text!r}, told in another sentence if at all"
    if no_deed := _no_deed(one, scan):
        return no_deed
    if hit.is_quoted and not (hit.layer is Layer.INCIDENT and scan.tolls):
        return "it stands in a quotation"
    if hit.layer is Layer.DIPLOMACY:
        return _no_act(one, scan, lexicon)
    if ruler is not None and ruler.type is not EventType.ACCUSE and (hit.is_ing or hit.is_infinitive or hit.is_modal):
        return "it is announced, not told as done"
    if hit.is_due and scan.dates and (hit.trigger.is_of_crossing or hit.type is EventType.PEACEFUL_PROTEST):
        return ""  # "the gate will be opened on Friday", "a rally is to be held on Sunday"
    if hit.trigger.status is not Status.PLANNED and (hit.is_modal or hit.is_hypothetical):
        return "it is told as possible, not as done"
    if ruler is not None and ruler.type is EventType.ACCUSE and not _is_concrete(ruler, scan):
        return "it is an accusation in general words"
    return ""


def _no_deed(one: Admitted, scan: Scan) -> str:
    """Return why a phrase of violence or of a crowd tells no deed of its own, or an empty string."""
    conquest = one.hit.type is EventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY and not one.hit.is_verb
    if (conquest or one.hit.type is EventType.AGREEMENT) and _says_since(one.hit, scan):
        return "it only says since when"
    if one.hit.type is EventType.PEACEFUL_PROTEST and not one.hit.is_verb and _is_of_state(one.hit, scan):
        return "it is a state that protests"
    if _was_hit(one.hit, scan):
        return "it is what was attacked"
    if one.hit.layer is Layer.INCIDENT and _WHOEVER.search(scan.slice(one.hit.clause, one.hit.start)):
        return "it only says who is meant"
    if one.hit.type is EventType.ARRESTS and _TOOK_PLACE.search(scan.slice(one.hit.clause, one.hit.end)):
        return "it was a gathering that was held"
    return "it is done with words" if _is_quarrel(one, scan) else ""


def _is_of_state(hit: Hit, scan: Scan) -> bool:
    """Return whether a noun is a government's: "over Kabul's protests"."""
    capitals = (one.mention.end for one in scan.places if one.place.capital_of)
    return any(end <= hit.start and _GENITIVE.fullmatch(scan.slice(end, hit.start)) for end in capitals)


def _is_quarrel(one: Admitted, scan: Scan) -> bool:
    """Return whether a politician or a party attacks or clashes: "the chief minister attacked the government"."""
    who, hit = one.initiator, one.hit
    if who is None or hit.type not in _QUARRELS or scan.tolls or not hit.text.lower().startswith(_WITH_WORDS):
        return False
    return who.kind == "party" or (who.kind == "government" and is_somebody(who, scan))


def _was_hit(hit: Hit, scan: Scan) -> bool:
    """Return whether a gathering is only where violence struck: "a blast at a party rally"."""
    if hit.is_verb or hit.type not in _GATHERINGS:
        return False
    if _WALKED_UP.search(scan.slice(hit.clause, hit.start)):
        return True
    if not _AT.search(scan.slice(hit.clause, hit.start)):
        return False
    before = [one for one in scan.hits if hit.clause <= one.start < hit.start]
    if hit.type is EventType.CONSULT:
        return any(one.layer is Layer.INCIDENT and one.strength != "weak" for one in before)
    return any(one.type in _VIOLENT for one in before)


def _is_concrete(ruler: Hit, scan: Scan) -> bool:
    """Return whether an accusation tells of an event: it names a toll, or a place nearer than a country."""
    if any(toll.start >= ruler.end - 1 for toll in scan.tolls):
        return True
    return any(place.mention.start >= ruler.end and place.place.geo_precision < 4 for place in scan.places)


def _is_asked(hit: Hit, scan: Scan) -> bool:
    """Return whether it was only asked, "asked whether it would strike", or told to the press and of nobody."""
    to_press = _PRESS.search(hit.text, hit.text.find(" ")) is not None  # behind the verb, which may be "press"
    request = hit.type is EventType.REQUEST and (to_press or not _QUESTIONS.isdisjoint(hit.words[1:3]))
    return request or _ASKED.search(scan.slice(scan.sentence.body, hit.start)) is not None


def _no_statement(one: Admitted, scan: Scan) -> str:
    hit = one.hit
    accord = one.initiator is None and hit.type in DEEDS and (not hit.is_verb or hit.is_passive)
    called_in = hit.is_passive and hit.type is EventType.ACCUSE and SUMMONED.search(hit.text) is not None
    accord = accord or (one.initiator is None and called_in)
    if not accord and (one.initiator is None or one.initiator.kind not in POLITICAL):
        return "no state, army or group says it"
    if others := _of_others(one, scan):
        return others
    if _is_asked(hit, scan):
        return "it is a question, not an answer, or told to the press"
    said = hit.is_said or hit.trigger.phrase.startswith(_OPEN_MODAL) or speaks_of_self(hit, scan)
    if hit.is_quoted and not said:
        return "it stands in a quotation"
    if own := _of_own_side(one, scan):
        return own
    if one.is_act:
        return "it only says since when" if _says_since(hit, scan) else ""
    if hit.is_promise and one.ruler is not None:
        return f"it is what was {one.ruler.text!r}"
    if _in_passing(hit, scan):
        return "it is told in passing, as a standing view or as what was before"
    if one.ruler is not None and (hit.is_ing or hit.is_infinitive or hit.is_modal or not hit.is_verb):
        return f"it is what was {one.ruler.text!r}"
    open_modal = hit.trigger.phrase.startswith(_OPEN_MODAL)
    threat = hit.type is EventType.THREATEN and not hit.is_infinitive
    weighed = hit.is_ing and hit.is_hypothetical and hit.type in DEEDS  # "is considering lifting the ban"
    if (hit.is_modal or hit.is_infinitive or weighed) and not open_modal and not threat:
        return "it is told as possible, not as said"
    if hit.is_verb and not hit.is_said and _IF.match(scan.slice(hit.clause, hit.start)):
        return "it is a condition, not told as said"
    return ""


def _of_others(one: Admitted, scan: Scan) -> str:
    """Return why it is not said by who is told to say it, or an empty string."""
    before = (hit for hit in scan.hits if hit.is_verb and hit.type in SAYING and hit.end <= one.hit.start)
    if any(before) and _NAMES_IT.search(scan.slice(one.hit.clause, one.hit.start)):
        return "it only says what somebody calls it"  # "condemned what it termed a reckless act"
    if _is_content(one, scan):
        return "it is what someone else is said to have said"
    who = one.initiator
    if who is not None and _EACH.search(scan.slice(who.start - 12, who.end)):
        return "each says it of the other"
    return ""


def _of_own_side(one: Admitted, scan: Scan) -> str:
    """Return why what is said of the speaker's own side, or as possible only, is no statement, or an empty string."""
    hit = one.hit
    if hit.is_said and hit.type in (EventType.ACCUSE, EventType.REJECT) and hit.is_hypothetical:
        return "it is told as possible, not as done"
    blames = hit.is_said and hit.type is EventType.ACCUSE
    blames = blames and not hit.trigger.phrase.endswith("proof")  # "it had irrefutable proof" accuses another
    by_another = _BY_ANOTHER.match(scan.slice(hit.end, hit.clause_end)) is not None  # "they were armed by Delhi"
    if blames and not by_another and _OF_SELF.search(scan.slice(hit.clause, hit.start)):
        return "it is about the speaker's own side"
    if hit.type is EventType.REQUEST and (hit.is_said or " must" in hit.text) and _of_themselves(one, scan):
        return "it is about the speaker's own side"
    return ""


def _is_content(one: Admitted, scan: Scan) -> bool:
    """Return whether it stands in another's words: "Islamabad said Kabul had asked for it"."""
    hit = one.hit
    if (
        not hit.is_verb
        or hit.type in DEEDS
        or not re.search(r"\bhad (?:been |\w+ly )*$", scan.slice(hit.clause, hit.start))
    ):
        return False
    ruler = one.ruler
    if ruler is not None and ruler.type is EventType.ACCUSE and ruler.is_verb:  # "alleged that Kabul had threatened"
        return any(ruler.end <= actor.start < hit.start for actor in scan.actors)
    before = [speech for speech in scan.speeches if hit.clause <= speech.verb < hit.start and speech.actor is not None]
    return bool(before) and before[-1].actor is not one.initiator


def _of_themselves(one: Admitted, scan: Scan) -> bool:
    """Return whether a demand is of the speaker's own side: "Asif said that Pakistan must …", "we must"."""
    assert one.initiator is not None
    before = [a for a in scan.actors if one.hit.clause <= a.start < one.hit.end and a is not one.initiator]
    own = bool(before) and bool(before[-1].country) and before[-1].country == one.initiator.country
    return own or re.search(r"\b(?:we|I|it) $", scan.slice(one.hit.clause, one.hit.start)) is not None


def _in_passing(hit: Hit, scan: Scan) -> bool:
    """Return whether a relative clause tells it beside the news: "which objects to", "where both had agreed"."""
    if hit.is_said:
        return _STANDS.search(scan.slice(scan.sentence.body, hit.start)) is not None
    before = scan.slice(hit.clause, hit.start)
    first = words_of(hit.text)[0]
    if _is_habit(hit, first, scan):
        return True
    if not hit.is_verb or hit.is_passive or not _RELATIVE.match(before) or _PAST_RELATIVE.match(before):
        return False
    if _CLOSED_RELATIVE.search(before):
        return False
    bare = first in bare_words(hit.trigger.phrase) and first not in SAME_PAST
    present = first.endswith("s") or (bare and not hit.is_modal)
    return present or (_BEFORE_THEN.search(before) is not None and not scan.dates)


def _says_since(hit: Hit, scan: Scan) -> bool:
    """Return whether an accord only dates something else: "the first strike since the peace accord"."""
    before = scan.slice(hit.clause, hit.start)
    return " since " in hit.text or (not hit.is_verb and _SINCE.search(before) is not None)


def _is_habit(hit: Hit, first: str, scan: Scan) -> bool:
    """Return whether the present tells a standing view, far below the news and without a day: "Kabul refuses to"."""
    late = scan.sentence.index > _NEWS and not scan.sentence.is_headline and not scan.dates
    return late and hit.is_verb and not hit.is_passive and first.endswith("s") and not first.endswith("ss")


def _no_act(one: Admitted, scan: Scan, lexicon: Lexicon) -> str:
    hit = one.hit
    before = scan.slice(max(hit.clause, hit.start - 40), hit.start)
    if hit.type is EventType.CONSULT and not hit.is_verb and _HIT_AT.search(before):
        return "it is what was attacked"
    if hit.type is EventType.CONSULT and not hit.is_verb and _LINKED.search(before):
        return "something else is only linked to it"
    if appointment(hit, scan) is not None:
        return ""
    if hit.is_hypothetical and not hit.is_modal and not (hit.type in _MOVES and lexicon["planned"].within(before)):
        return "it is told as possible"
    if hit.is_modal and hit.type not in _MOVES:
        return "it is told as possible, not as done"
    ruler = one.ruler
    agreed = ruler is not None and ruler.type in DEEDS and hit.is_verb and hit.type is not EventType.CONSULT
    if ruler is not None and agreed and (hit.is_infinitive or hit.is_modal):
        return f"it is what was {ruler.text!r}"
    return ""


def _apart(told: Sequence[Admitted], scan: Scan) -> Iterator[Admitted]:
    """Of overlapping phrases the strongest stays, then the longest; ties go to the earlier row."""
    if len(told) < 2:
        yield from told
        return
    order = {"strong": 0, "open": 1, "weak": 2}
    taken: list[tuple[int, int]] = []
    kept = []
    rulers = [one.hit for one in told if _is_strong_statement(one.hit)]
    said = [one.hit for one in told if one.hit.is_said]
    free = []
    for one in told:
        if any(_is_said_by(other, one.hit) for other in said):
            scan.trace.left_out(one.hit, scan.sentence, "the same words count as what is said")
        elif any(_runs_into(ruler, one.hit) for ruler in rulers):
            scan.trace.left_out(one.hit, scan.sentence, "a statement's own words end in it")
        else:
            free.append(one)
    best = sorted(
        free,
        key=lambda o: (
            order[o.hit.strength],
            o.hit.is_negated,  # "would not attend" is a refusal, "attend the talks" was denied
            o.hit.type not in _FIRST,
            o.hit.start - o.hit.end,
            o.hit.trigger.line,
        ),
    )
    for one in best:
        if not any(one.hit.start < end and one.hit.end > start for start, end in taken):
            taken.append((one.hit.start, one.hit.end))
            kept.append(one)
        else:
            scan.trace.left_out(one.hit, scan.sentence, "a stronger or longer phrase stands at the same words")
    yield from sorted(kept, key=lambda o: o.hit.start)


def _is_strong_statement(hit: Hit) -> bool:
    return hit.type in SAYING and hit.is_verb and hit.strength == "strong"


def _is_said_by(said: Hit, hit: Hit) -> bool:
    """Return whether a row for what is said tells a verb that itself would only be possible: "would stay away from"."""
    alike = said.is_said and hit.is_verb and said.type is hit.type
    return alike and said.start < hit.start < said.end and hit.is_modal


def _runs_into(ruler: Hit, hit: Hit) -> bool:
    """Return whether a statement's own words end in what is said: "threatened to cut" in "to cut off electricity"."""
    return hit.is_verb and hit.type is not ruler.type and ruler.start < hit.start < ruler.end
