"""How a phrase stands in its sentence: as a verb or noun, active or passive, denied, possible, told of many.

`Hit` is the phrase with what its words around say; the rest of this module reads those words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.codebook import Trigger
from geo.coding.lexicon import words, words_of
from geo.coding.moods import ARTICLES, NOUN_SIGNS, SAME_PAST, STREET, Mood, bare_words, is_number
from geo.coding.sentences import Sentence
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
_BEFORE_NOUNS = frozenset(["from", "at", "for", "into", "with", "by", "against", "on", "over", "after", "between"])
_BEFORE_PARTICIPLES = frozenset(["the", "a", "an", "of", "its", "their", "his", "her", "any", "no"])
_SENT_BACK = words(
    "sent brought gave took fell went came fought hit held kept won got sat put cut flew drove bring give take"
)
_PARTICIPLES = ("ed", "en", "wn", "ght", "ven", "hot", "eld", "ent", "ut", "de")
_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being) (?:\w+ly )?\w+(?:ed|en|wn|ght|hot|eld|ent|ut|de)\b"
    r"(?: (?!and\b|he\b|she\b|they\b|it\b)[\w'’-]+){0,9}?,? and (?:then |later |also )?$"
)
_COMPOUND = re.compile(
    r" (?:disposal|squad|shelters?|makers?|making|factory|threats?|scares?|experts?|suspects?|case|trial|probe|victims?"
    r"|plot|charges|anniversary|survivors?|attempts? was)\b"
)
_PARTS_OFF = words("of with packed laden loaded rigged filled full stuffed")  # "a car full of explosives" is one
_HAS = re.compile(r" (?:has|have|had|was|were|is|are|for|from|made|helped|keeps|kept)\b")
_THE_HURT = re.compile(r"(?i) the (?:wounded|injured|killed)$")
_DESCRIBING = (EventType.ABDUCTION, EventType.ARRESTS, EventType.LOOTING)
_BEFORE_EPITHETS = (" a ", " an ", " the ", " his ", " its ", " their ", " each ", " every ")  # "each ransacked house"
_CHARGED = words("accused blamed condemned criticised criticized")
_OF_WHAT = re.compile(r" (?:of|for)\b")
_SUBJECTS = words(
    "group army military police ministry government man woman mob crowd bomber gunman "
    "attacker militant council party president minister premier spokesman official delegation "
    "force bomb device mine soldier jet drone plane blast"
)
_BY = re.compile(r" by (?!\w+day\b|mid|late|early|then|now|\d|the (?:time|end))")
_AT_END = ("ed", "en", "wn", "up", "down", "off", "away", "out", "over", "dead")  # else "by" goes with an object
_DONE_TO = (None, EventType.ABDUCTION, EventType.ARRESTS, EventType.LOOTING)
_NO_OBJECT = re.compile(r"$|[,;]| (?:in|at|near|on|outside|from|during|for|by|over)\b")
_OF_THEMSELVES = words(
    "walked marched protested rallied demonstrated gathered died returned travelled traveled arrived fled left went"
)
_ENDS_NAME = re.compile(r"[,.;:]| (?:from|of|to|over|for|by|in|at|on|that)\b")
_JOIN_IN = re.compile(
    r"(?i)\b(?:join(?:s|ed|ing)?|united|unanimous|alone|led|as one|spoke|echo(?:ed|es))(?: [\w'’-]+){0,4} in $"
)
_CALLS = words("courtesy farewell a the brief short another one-day unannounced surprise condolence sympathy")
_OWNING = frozenset(("the", "a", "an", "its", "their", "his", "her"))
_GENITIVES = ("'s", "’s", "s'", "s’")
_LIGHT = re.compile(r"(?i)(?:carr|conduct|launch|mount|stag|commit)\w* (?:out )?(?:the|this|that)\b")
_FIRST = re.compile(
    r"\b(?:(?:first|second|third|latest|last|only|most senior|highest-ranking|highest ranking)(?: [\w-]+){0,3}"
    r"|(?:was|were) (?:quick|swift|fast|prompt|glad|pleased|happy)|hastened|rushed|hurried|lost no time|wasted no time"
    r"|among (?:those|others)|so far as|took to \w+) to (?:\w+ly )?$"
)
_IMPLIES = re.compile(
    r"(?i)\b(?:manag(?:ed|ing)|proceed(?:ed|ing)|went on|succeed(?:ed|ing)|(?:was|were) able|dared|beg(?:an|inning)"
    r"|start(?:ed|ing)|(?:got|forc(?:ed|ing)|persuad(?:ed|ing)|convinc(?:ed|ing)|prompt(?:ed|ing)|led|leading"
    r"|caus(?:ed|ing)|compell(?:ed|ing)|driv(?:ing|en)|drove)(?: [\w'’-]+){1,5}) to $"
)
_TRIED = re.compile(r"(?<!who )(?<!who had )\b(?:tried|attempted) to (?:\w+ )?$")  # an attack that failed is one
_IT_WAS = re.compile(  # "said it was a suicide attack": what it was, of what was told before
    r"(?i)\b(?:it|this|that|the (?:attack|blast|explosion|incident)) (?:was|is|had been|has been) (?:[\w-]+ly )?"
    r"(?:a|an) (?:[\w-]+ ){0,2}$"
)
_JOINED = re.compile(r"\bto [a-z]+\b[^,;]{0,60}\band $")
_COUNTED_OFF = re.compile(
    r"\band (?:at least |more than |nearly |about |some )?(?:\d[\d,]*|an?|another|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|\w+teen|dozens of|scores of|several) (?:[\w-]+ ){1,3}$"
)
_HARMED = words("killed wounded injured hurt martyred murdered beheaded massacred executed slain shot")
_COUNT = re.compile(
    r"(?:\b\d[\d,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|several"
    r"|dozens of|scores of)) (?:(?!who\b|have\b|had\b|has\b|and\b)[\w'’-]+ ){0,3}$"
)
_BARE = re.compile(r"(?:\.|,|;)|^ (?:in|when|during|by|as|after|on|at|near|and)\b")
_DATED = ("day's", "day’s", "week's", "week’s", "month's", "month’s", "night's", "night’s")
_JOINT = re.compile(r"^.*(?:,|\band|\bbut|;)\s", re.S)
_ANEW = re.compile(r"(?:\band|\bbut)\s[^,]*$")
_HOURS_OF = re.compile(r"\b(?:days|weeks|months|hours) of $")
_DETERMINERS = words(
    "the this that these those such its their his a an another any no each every first second third latest deadliest "
    "worst further recent more other two three"
)
_BEFALL = ("~come under", "~survive", "~fall to", "~run|~drive")
_SUFFERING = words(
    "die dies died dying lose loses lost losing perish perishes perished sustain sustained suffered martyrdom dead"
)
_CAME_TO = re.compile(  # "telephoned the widow to convey his sorrow", "drove to the embassy to offer condolences"
    r"(?i)\b(?:(?:tele)?phoned|rang|rung|called|wrote|written|cabled|drove|driven|visited|went|gone|travell?ed|flew|flown"
    r"|rushed|hurried|came|took to|used|rose|paused|joined)\b[^;]{0,90} to (?:\w+ )?$"
)
_USED_TO = re.compile(  # "used his speech to accuse", "took to the radio to plead"
    r"(?i)\b(?:used|took (?:to|up)|took the (?:floor|stage|podium|rostrum|chance|opportunity|occasion)"
    r"|seized (?:on|the)|chose|grasped|broke (?:his|her|its) silence|went on (?:air|television))\b"
    r"[^;,]{0,70} to (?:\w+ly )?$"
)
_COURTESIES = (EventType.SUPPORT, EventType.CONCEDE)
_DEFINITE = words("the this that these those such its their his first second third latest deadliest worst")


@dataclass(eq=False)
class Hit(Mood):
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
    is_infinitive: bool = False
    is_ing: bool = False
    is_plural: bool = False
    is_definite: bool = False  # "the attack": told of before
    is_quoted: bool = False
    is_promise: bool = False  # a deed to come, told as a promise or a threat: it counts as said
    type: EventType | None = field(init=False)
    layer: Layer = field(init=False)
    strength: str = field(init=False)
    is_verb: bool = field(init=False)
    is_said: bool = field(init=False)  # it stands in what someone says: the speaker does it
    words: tuple[str, ...] = field(init=False)  # its own, in lower case

    def __post_init__(self) -> None:
        trigger = self.trigger
        self.type = trigger.type
        self.layer = trigger.type.layer if trigger.type else Layer.INCIDENT
        self.strength = trigger.strength
        self.is_verb = trigger.kind == "verb"
        self.is_said = trigger.kind in ("said", "content")
        self.words = words_of(self.text)


def is_finite(hit: Hit) -> bool:
    """Return whether a phrase is a verb told as done, or stands behind a helping one; not "to … and call on"."""
    bare = hit.words[:1] and hit.words[0] in bare_words(hit.trigger.phrase) and hit.words[0] not in SAME_PAST
    helped = not hit.near or hit.near[-1] not in ("also", "later", "then")
    return hit.is_verb and (helped or not bare)


def stand_of_verb(hit: Hit, near: Sequence[str], behind: str, before: str, sentence: Sentence) -> None:
    """Note how a verb stands: passive, infinitive, -ing."""
    first = hit.words[0] if hit.words else ""
    verb_first = hit.trigger.phrase.startswith(("~", first[:4]))  # else a noun: "the crossing was closed"
    hit.is_ing = verb_first and first.endswith("ing") and first not in ("bring", "ring", "crossing")
    aux = _auxiliaries(near)
    told = aux[len(aux) - aux[::-1].index("to") :] if "to" in aux else aux
    if not hit.is_ing:
        hit.is_passive = not _BE.isdisjoint(told) or (
            behind.startswith(" by ")
            and (len(hit.words) == 1 or hit.words[-1].endswith(_AT_END))
            and first.endswith(("ed", "en", "de", "ck", "ot", "ld", "un"))
            and _BY.match(behind) is not None
        )
    if sentence.is_headline and first.endswith(_PARTICIPLES) and _NO_OBJECT.match(behind) and _may_suffer(hit):
        hit.is_passive = True  # "Post attacked in Landi Kotal"
    goes_on = "and " in before[-10:]
    joined = goes_on and first.endswith(_PARTICIPLES) and first not in _OF_THEMSELVES and _PASSIVE_BEFORE.search(before)
    if joined and (hit.type not in SAYING or "summoned" in before or "called" in before):
        hit.is_passive = True  # "was summoned and handed a note", "he was arrested and flown out"
    if near and first.endswith(("ed", "wn", "en")) and is_number(near[-1]):
        hit.is_passive = True  # "among eight killed"
    if first in _HARMED and _COUNT.search(before) is not None and _BARE.match(behind):
        hit.is_passive = True  # "15 militants killed in fighting", "two killed and 14 hurt"
    elided = first.endswith("ed") and _COUNTED_OFF.search(before) is not None and _BARE.match(behind) is not None
    if elided and _PASSIVE_BEFORE.search(before[: before.rfind("and ") + 4]):
        hit.is_passive = True  # "three soldiers were martyred and eight militants killed in a clash"
    if hit.type is EventType.ACCUSE and first in _CHARGED and _OF_WHAT.match(behind):
        hit.is_passive = True  # "a charity accused of sending money"
    infinitive = "to" in aux[-2:] and not _is_done(hit, aux, before)
    infinitive = infinitive or (goes_on and "to" in sentence.among and _is_joined_infinitive(hit, before))
    hit.is_infinitive = infinitive and not _FIRST.search(before)
    if len(hit.words) > 1 and _LIGHT.match(hit.text):
        hit.is_definite = True  # "had carried out the assault"
    told_of = len(hit.words) > 1 and near and near[-1] in ("the", "this") and not first.endswith("ed")
    if told_of and hit.type is not EventType.OTHER:
        hit.is_definite = True  # "the firing started at noon"
    if near and near[-1] == "those" and hit.layer is Layer.INCIDENT:
        hit.is_definite = hit.is_passive = True  # "a funeral for those killed"


def _may_suffer(hit: Hit) -> bool:
    return hit.strength != "weak" and len(hit.words) == 1 and hit.type in _DONE_TO


def _is_done(hit: Hit, aux: Sequence[str], before: str) -> bool:
    """Return whether an infinitive tells of what was done: "managed to seize", "claim to have shot"."""
    if hit.type in SAYING and _USED_TO.search(before) is not None:
        return True
    if hit.type in _COURTESIES:
        return _CAME_TO.search(before) is not None
    if hit.layer is not Layer.INCIDENT:
        return False
    if aux[-1] == "have" or _IMPLIES.search(before) is not None:
        return True
    return hit.type is None and hit.strength == "open" and _TRIED.search(before) is not None


def since_and(before: str, said: Sequence[str]) -> str:
    """Return what bears on a verb: after "and" a past tense starts anew, "would arrest and deport" does not."""
    first = said[0] if said else ""
    if not (first.endswith(("ed", "ing")) or first in SAME_PAST) or before.endswith((", ", "and to ")):
        return before
    if ("and" not in before and "but" not in before) or _ANEW.search(before) is None:
        return before
    match = _JOINT.search(before)
    return before[match.end() :] if match else before


def _is_joined_infinitive(hit: Hit, before: str) -> bool:
    """Return whether a bare verb goes on an infinitive: "asked them to fulfil their duty and deny them shelter"."""
    words = hit.words
    if not words or words[0].endswith(("ed", "ing")) or words[0] in SAME_PAST:
        return False
    return words[0] in bare_words(hit.trigger.phrase) and _JOINED.search(before) is not None


def _is_call(hit: Hit, before: str) -> bool:
    """Return whether somebody pays a visit, and asks for nothing: "paid a courtesy call on Muttaqi to congratulate"."""
    return hit.type is EventType.REQUEST and hit.words[:2] == ("call", "on") and before in _CALLS


def is_noun(hit: Hit, near: Sequence[str]) -> bool:
    """Return whether a verb's form is a noun here, by the two words before: "the", "Pakistan's" ("of shelling")."""
    words = hit.words
    if not words or hit.trigger.is_turned or not near:
        return False
    if len(words) > 1 and not hit.trigger.phrase.startswith(("~", "closed")):
        return False
    if hit.layer is Layer.DIPLOMACY and ((words[0] == "back" and _is_away(near[-1])) or _is_call(hit, near[-1])):
        return True  # "handed back the bodies"
    noun_next = near[-1].endswith(_GENITIVES) or near[-1] in ("by", "over", "via")
    if hit.layer is Layer.DIPLOMACY and noun_next and words[0] in bare_words(hit.trigger.phrase):
        return words[0] not in SAME_PAST  # "Islamabad's offer of an inquiry", "by phone with his counterpart"
    owned = near[-1] in _OWNING or (near[-1] in ARTICLES and hit.layer is Layer.DIPLOMACY)
    if owned and len(words) > 1 and words[0] in bare_words(hit.trigger.phrase):
        return words[0] not in SAME_PAST  # "seized a post from troops", "a halt to deportations"
    if len(words) > 1:  # "the opening of the railway", "the closed crossings"
        ing = words[0].endswith("ing") and (
            hit.layer is Layer.DIPLOMACY or hit.type in STREET or words[1] == "of" or near[-1].endswith(_GENITIVES)
        )
        return (ing or words[0].endswith("ed")) and (near[-1] in _OWNING or near[-1].endswith(_GENITIVES))
    if words[0].endswith("ed"):  # "the banned group", "of proposed talks"
        return hit.layer is Layer.DIPLOMACY and near[-1] in _BEFORE_PARTICIPLES
    if near[-1] in _BEFORE_NOUNS and not words[0].endswith("ing"):
        return True
    if words[0] not in bare_words(hit.trigger.phrase) and not words[0].endswith(("s", "ing")):
        return False  # a past of its own is no noun: "took", "fell"
    if near[-1] in NOUN_SIGNS or near[-1].endswith(("'s", "’s")):
        return True
    if words[0] not in bare_words(hit.trigger.phrase) and not words[0].endswith(("s", "ing")):
        return False  # no noun has the form of "forbade", "met"
    return len(near) > 1 and near[0] in ARTICLES and not _may_act(near[1])


def is_named(hit: Hit, near: Sequence[str], behind: str) -> bool:
    """Return whether a word for a statement is its name, some words behind an article: "in a rare public rebuke"."""
    if hit.type not in SAYING or len(hit.words) != 1 or ARTICLES.isdisjoint(near[-4:]):
        return False
    return hit.words[0] in bare_words(hit.trigger.phrase) and _ENDS_NAME.match(behind) is not None


def joins_in(hit: Hit, before: str) -> bool:
    """Return whether states say together what a verb in -ing tells: "joined Washington in condemning"."""
    return hit.type is EventType.ACCUSE and hit.text.lower().endswith("ing") and _JOIN_IN.search(before) is not None


def _may_act(word: str) -> bool:
    """Return whether a verb may follow a word: a plural, someone who acts, "the first to"."""
    return word == "to" or word.endswith("s") or word in _SUBJECTS


def _is_away(verb: str) -> bool:
    """Return whether "back" after a verb is where to: "handed back", "sent back"."""
    return verb.endswith("ed") or verb in _SENT_BACK


def is_epithet(hit: Hit, before: str, behind: str) -> bool:
    """Return whether a participle only describes who is spoken of: "the kidnapped engineers"."""
    if hit.is_verb and "the" in hit.words and _THE_HURT.search(hit.text):
        return True  # "helicopters flew out the wounded"
    if hit.is_verb and hit.text.lower() == "support" and _HAS.match(behind):
        return True  # "Taliban support has made the group stronger": a view of it, and nobody's statement
    noun = not hit.is_verb or hit.text.lower().endswith("ing")
    if noun and hit.layer is Layer.INCIDENT and _COMPOUND.match(behind[:16]):
        return True  # "the bombing suspect", "victims of" have their say elsewhere
    if hit.type not in _DESCRIBING or not hit.text.endswith(("ed", "burnt")) or " " in hit.text:
        return False
    return f" {before}".lower().endswith(_BEFORE_EPITHETS)


def stand_of_noun(hit: Hit, before: str, near: Sequence[str]) -> None:
    """Note how a noun stands: in the plural, or told of before."""
    head = hit.words[: next((k for k, word in enumerate(hit.words) if k and word in _PARTS_OFF), None)]
    last = head[-1] if head else ""
    hit.is_plural = last.endswith("s") and not last.endswith("ss")
    determiner = next((word for word in reversed(near[-4:]) if word in _DETERMINERS), "")
    if hit.is_plural and determiner == "that":
        determiner = ""  # "said that strikes could not be ruled out"
    hit.is_definite = determiner in _DEFINITE or (before.endswith(" of ") and _HOURS_OF.search(before) is not None)
    hit.is_definite |= _IT_WAS.search(before) is not None
    hit.is_definite |= bool(near) and near[-1].lower().endswith(_DATED)  # "Monday's attack"


def befalls(hit: Hit) -> bool:
    """Return whether the subject of an active verb is whom it befalls: "two policemen died", "came under fire"."""
    if hit.is_verb and hit.trigger.phrase.startswith(_BEFALL):
        return True
    return hit.is_verb and not hit.is_passive and hit.strength == "weak" and not _SUFFERING.isdisjoint(hit.words[:1])


def _auxiliaries(near: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in reversed(near):
        if word in _AUX or word.endswith("ly"):
            out.insert(0, word)
        else:
            break
    return out
