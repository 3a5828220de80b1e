"""What a sentence names but does not tell as done: what is asked, denied, feared, sought or called off."""

from __future__ import annotations

import re

from geo.coding.company import why_no_meeting
from geo.coding.lexicon import Lexicon, words
from geo.coding.scan import Scan
from geo.coding.stance import SAYING, Hit
from geo.model import EventType, Layer

_TO_DO = re.compile(r"\b(?:to|for) (?:[\w-]+ ){0,2}(?:a|an|the|some|another) (?:[\w-]+ ){0,2}$")
_OVER = re.compile(
    r"(?i)\b(?:call(?:ed|ing)? off|cancel(?:led|ling)?|postpon(?:ed|ing)|suspend(?:ed|ing)|dropp(?:ed|ing)|wound up"
    r"|put(?:ting)? off)"
    r" (?:its|their|his|her|the|a|an) (?:[\w-]+ ){0,2}$"
)
_SOUGHT = re.compile(
    r"(?i)\b(?:(?:press|call|push|appeal|hop|wait|plead|lobby|clamou?r|campaign|beg|ask|long|agitat)\w*(?: on \w+)? for"
    r"|demand\w*|await\w*|in favou?r of|pending|plans? for|ban(?:s|ned|ning)?(?: on)?|forb(?:id|ade|idden|idding)"
    r"|prohibit\w*|outlaw\w*)"
    r" (?:(?:the|a|an|any|its|their|his|immediate|early|urgent|swift|full|another)\b ?)*$"
)
_CALLED = re.compile(
    r"(?i)\b(?:announc|declar|threaten|vow|schedul|plann?)\w* (?:that )?"
    r"(?:(?:a|an|the|another|its|their|to|hold|stage|of) |[\w-]+wide |[\w-]+-(?:day|hour) )*$"
)
_CALLED_OFF = re.compile(
    r"[^,;]{0,60} (?:was|were|has been|have been|had been|is|are) (?:then |later )?"
    r"(?:called off|cancell?ed|postponed|put off|shelved|scrapped)\b"
)
_ABOUT = re.compile(
    r"(?i)\b(?:seminars?|conferences?|workshops?|lectures?|books?|studies|study|courses?|debates?|documentary|thesis"
    r"|articles?|fatwas?|edicts?|laws?|bills?|sermons?|training) (?:on|about|against|in|into|over|for)"
    r" (?!the\b)(?:[\w-]+ )?$"
)
_WOULD = re.compile(
    r"(?: (?!who\b|which\b|that\b)[\w'’-]+){0,5}?(?:, [^,;]{3,60},)? (?:would|could|might|may) (?!have\b)"
)
_MIGHT = re.compile(
    r" (?:would|could|might|may|must|should|can|will) (?!be (?:signed|inked|initial)|take effect|come into|begin|start)"
)
_UNTIL = frozenset(["until", "unless", "till"])
_HOLD_OUT = re.compile(r"\b(?:vow|refus|demand|insist|pledg|threaten|swor)\w* [^;]*\b(?:until|unless|till) [^;,]*$")
_DEMANDED = re.compile(
    r"(?i)\bdemand\w* (?:for )?(?:the |an? |their |his |immediate |safe )*"
    r"(?:release|recovery|return|punishment|justice|inquiry|investigation|probe|compensation)\b[^;]*$"
)
_DENIED = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying)|refut(?:es|ed|ing)|dismiss(?:es|ed|ing))"
    r" (?:that|reports?|rumou?rs?|claims?)\b[^;]*$|\brumou?rs? (?:had it|has it|that|said|spread|of)\b[^;]*$"
)
_DENIALS = words(
    "deny denies denied denying refutes refuted refuting dismisses dismissed dismissing rumour rumours rumor rumors"
)
_NEW_VERB = re.compile(r"\b(?:and|while) (?:\w+ ){0,2}$")  # "denied that it had fired and accused Kabul"
_NAUGHT = re.compile(r" (?:nobody|no one|nothing|none|neither|no)\b")  # "will send nobody"
_UNDER = re.compile(
    r"(?i)\bunder (?:the|this|that|its|their|an?) (?:[\w-]+ ){0,2}(?:accord|agreement|deal|treaty|pact|plan|terms|truce"
    r"|ceasefire|arrangement|scheme|memorandum|policy)\b[^;]*$"
)
_LONG = re.compile(
    r"(?i)\b(?:after|following|end(?:ing|s|ed)|since|despite|during) (?:an?|the|its|this|that|nearly|almost)? ?"
    r"(?:[\w-]+ ){0,2}(?:\w+-(?:long|old|day|week|month|hour|year)|(?:hours|days|weeks|months) of) $"
)
_THAT_BE = re.compile(
    r"(?i)\b(?:demand|insist|request|order|ask|recommend|require|condition)\w* that"
    r" (?:[\w'’-]+ ){1,6}be (?:\w+ (?:or|and) )?\w+$"
)
_TALK_INTO = re.compile(
    r"(?i)\bto (?:talk|coax|cajole|persuade|pressure|bully|tempt|lure|goad|shame|press|push) [^;]{1,80}"
    r" into (?=\w+ing\b)"
)
_QUESTION = frozenset(["question", "q"])
_ASKED = re.compile(r"\W*(?:Question|Q)\b(?: \d+)?[.:]")  # of a transcript
_TURNS_BACK = re.compile(r"(?i), (?:but|and|while|saying|adding)\b|\bbut\b")
_GIVEN = frozenset({
    EventType.THREATEN, EventType.AID, EventType.COOPERATE, EventType.CONCEDE, EventType.AGREE, EventType.SUPPORT,
})  # fmt: skip


def untold(hit: Hit, scan: Scan, lexicon: Lexicon) -> str:
    """Return why the sentence tells nothing as done: a question, a drill, a negation; or an empty string."""
    asked = scan.sentence.text.rstrip('"”’ ').endswith("?")
    asked = asked or (not _QUESTION.isdisjoint(scan.sentence.among) and _ASKED.match(scan.sentence.text) is not None)
    if asked and not (hit.layer is Layer.INCIDENT and scan.tolls):
        return "it is asked, not told"
    if hit.layer is Layer.INCIDENT and lexicon["drill"].within(scan.sentence.text, scan.sentence.among):
        return "it is played, not done"
    if _is_untrue(hit, scan, lexicon):
        return "it is told to be untrue"
    if only_meant := _only_meant(hit, scan):
        return only_meant
    if hit.layer is Layer.INCIDENT and _is_supposed(hit, scan):
        return "it is supposed, not told as done"
    dated = any(date.start > hit.end for date in scan.dates)
    if hit.layer is Layer.INCIDENT and not dated and _is_demanded(hit, scan):
        return "it is part of what is demanded"
    if not hit.is_verb and hit.layer is Layer.INCIDENT and (only_named := _only_named(hit, scan)):
        return only_named
    if hit.type is EventType.CONSULT and (no_meeting := why_no_meeting(hit, scan)):
        return no_meeting
    if not hit.is_verb and _OVER.search(scan.slice(hit.clause, hit.start)):
        return "it is told as over or called off"
    given = hit.type in _GIVEN and (hit.is_verb or hit.is_said)
    if given and _NAUGHT.match(scan.slice(hit.end, hit.end + 12)):
        return "it is negated"
    counted = hit.strength == "weak" and bool(scan.tolls)  # "no casualties were reported"
    if hit.is_negated and not counted and not hit.trigger.phrase.startswith(("no ", "did not")):
        return "it is negated"
    return ""


def _only_meant(hit: Hit, scan: Scan) -> str:
    """Return why an accord, or what stands in one, is not told as made or done, or an empty string."""
    accord = hit.type in (EventType.AGREE, EventType.AGREEMENT) and not hit.is_verb
    if accord and _TO_DO.search(scan.slice(hit.clause, hit.start)):
        return "it is sought, not told as reached"
    if accord and hit.is_definite and _MIGHT.match(scan.slice(hit.end, hit.end + 40)):
        return "it is supposed, not told as reached"
    due = hit.is_modal or hit.is_infinitive or hit.is_promise or hit.is_said
    if due and _UNDER.search(scan.slice(scan.sentence.body, hit.start)):
        return "it is what an accord or a plan says"
    return ""


def _only_how_long(hit: Hit, scan: Scan) -> bool:
    """Return whether a closing is told only as what has ended: "reopened after a month-long closure"."""
    return hit.trigger.is_of_crossing and _LONG.search(scan.slice(hit.clause, hit.start)) is not None


def _only_named(hit: Hit, scan: Scan) -> str:
    """Return why a noun names what nobody says took place, or an empty string."""
    before = scan.slice(hit.clause, hit.start)
    if _SOUGHT.search(before):
        return "it is sought, not told as done"
    if hit.type is EventType.PEACEFUL_PROTEST and _CALLED.search(before):
        return "it is called for, not told as held"
    if _only_how_long(hit, scan):
        return "it only says how long it lasted"
    if _CALLED_OFF.match(scan.slice(hit.end, hit.clause_end)):
        return "it was called off"
    if not scan.tolls and _ABOUT.search(before):
        return "it is what a talk, a text or a law is about"
    return ""


def _is_demanded(hit: Hit, scan: Scan) -> bool:
    before = scan.slice(scan.sentence.body, hit.start)
    if hit.is_verb and not _UNTIL.isdisjoint(scan.sentence.among) and _HOLD_OUT.search(before):
        return True  # "vowed to bury no one until the army took charge"
    return "demand" in before.lower() and _DEMANDED.search(before) is not None


def _is_wished(hit: Hit, scan: Scan) -> bool:
    """Return whether it is what others want: "the demand that they be caught", "to talk him into giving up"."""
    before = scan.slice(hit.clause, hit.end)
    if " be " in before and _THAT_BE.search(before):
        return True
    return hit.is_ing and "into" in scan.sentence.among and _TALK_INTO.search(before) is not None


def _is_supposed(hit: Hit, scan: Scan) -> bool:
    """Return whether a noun is the subject of a mere possibility: "a strike on Kandahar would end all talks"."""
    if hit.is_verb or hit.is_definite or scan.tolls:
        return hit.is_verb and _is_wished(hit, scan)
    return _WOULD.match(scan.slice(hit.end, scan.sentence.end)) is not None


def _is_untrue(hit: Hit, scan: Scan, lexicon: Lexicon) -> bool:
    """Return whether it is what a denial denies, or what stands before "is false", "turned out to be"."""
    sentence = scan.sentence
    denial = None
    if not _DENIALS.isdisjoint(sentence.among):
        denial = _DENIED.search(scan.slice(sentence.body, hit.start))
    if denial and not _TURNS_BACK.search(denial[0]) and not (hit.type in SAYING and _NEW_VERB.search(denial[0])):
        return True
    for start, _ in lexicon["untrue"].spans(sentence.text, sentence.among):
        between = scan.slice(hit.end, start + sentence.start)
        if hit.end <= start + sentence.start and not _TURNS_BACK.search(between) and ";" not in between:
            return True
    return False
