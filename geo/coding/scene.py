"""Where and when a paragraph is set, beyond its sentences' own words: its head, "here", the only town spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.coding.places import is_scene
from geo.coding.prepositions import THERE
from geo.coding.scan import Scan
from geo.coding.sentences import Sentence
from geo.coding.whereabouts import Whereabouts
from geo.model import DatePrecision, Kind, Location, Use, When

SAME_PLACE = re.compile(
    r"(?i)\b(?:the|this|that) (?:same )?(?:city|town|district|area|village|province|region|valley|capital)\b"
    r"|\bthe same (?:base|wall|building|house|gate|bridge|camp|barracks|compound|hills|mountains|stretch|pass|quarter"
    r"|neighbou?rhood|square|shrine|post|station|mosque|crossing|road|highway|spot|place|airport|hotel|market|school)\b"
    rf"|{THERE}"
)
_HEAD = 60  # characters of a sentence that is but the head of its paragraph: "Wana, Sunday."
_ENTRY = re.compile(r"^[\s*]*(?:[—–:-]|\*\*)")
_OPENING = re.compile(r"^[\s*•\d:.()-]*$")
_HERE = re.compile(r"(?i)\b(?:here|hereabouts)\b")
_SITE = re.compile(  # of a town: "outside the ministry of interior"
    r"(?i)\b(?:outside|near|in front of|at|inside|close to|opposite|gates? of) (?:the |a |an |its )?(?:[\w'’-]+ ){0,4}"
    r"(?:ministry|mosque|market|embassy|airport|hospital|university|school|square|court|roundabout|gate|checkpoint"
    r"|station|compound|palace|hotel|shrine|bazaar|quarter|neighbou?rhood)\b"
)
_TOWN = re.compile(r"(?i)\bthe (?:same )?(?:city|town|capital|village|valley|area|district|place)\b")
_POINTS = re.compile(
    r"(?i)\b(?:the|this|that) (?:same )?(city|town|district|area|village|valley)\b"
    rf"|{THERE}"
)
_AT_SITE = re.compile(  # of a place told of before by its name: "1,000 troops to the airfield", "toured the camp"
    r"(?i)\b(?:to|at|in|into|on|near|outside|inside|of|toured|visited|reached|entered|left|hit|struck|shelled)"
    r" (?:the|that) (?:same )?"
    r"(airfield|airport|camp|base|garrison|university|shrine|island|dam|consulate|pass|prison|jail)\b"
)
_SITES = {"airfield": ("airfield", "airport", "airbase", "air base"), "airport": ("airport", "airfield")}
_OUTSIDE = re.compile(r"Outside(?:,| the (?:hall|venue|summit|conference|convention cent\w+|meeting|talks|tent)\b)")
_GOAL = re.compile(r"\b(?:to|for|into|towards?|reach(?:ed)?|arrived in)(?: the)? $")
_PROVINCIAL = re.compile(r"\b(?:[Tt]he|[Tt]his) (?:provincial|regional|state) capital\b(?!,? (?:of\b|[A-Z]))")
_THIS_TOWN = re.compile(
    r"\bthis (?!same\b)(?:[\w-]+ ){1,2}(?:city|town|village|port|capital)\b|\bthis (?:port|capital)\b"
)
_CAPITAL = re.compile(r"\bthe (?:federal )?capital\b(?!,? (?:of|city of|[A-Z]))")
_KINDS = {  # what each word may point to; "there" and "the area" point to any
    "city": frozenset({Kind.CITY, Kind.TOWN}),
    "town": frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE}),
    "village": frozenset({Kind.VILLAGE, Kind.TOWN}),
    "district": frozenset({Kind.DISTRICT, Kind.TEHSIL}),
}
_AT_DAWN = re.compile(
    r"(?:Just |Shortly |Well |Hours )?(?:[Bb]efore|[Aa]t|[Aa]round|[Aa]fter)"
    r" (?:dawn|daybreak|sunrise|first light|nightfall|dusk)\b"
)
_AT_HOME = ("AF", "PK")
_UNKNOWN = re.compile(
    r"\b(?:in|at|near) (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
    r" (?:district|area|village|town|province|region|valley|tehsil)\b"
)
_FAR = 4  # sentences
_NEAR = 2  # sentences over which a word points back
_KEPT = 40  # names remembered: enough for the sentences in reach


@dataclass(slots=True)
class Scene:
    """What the text has said so far of where and when it is: told sentence by sentence with `note`."""

    seats: frozenset[str] = frozenset()  # of governments and armies: their datelines place nothing else
    dateline: Location | None = None
    place: Location | None = None  # of the head of the paragraph `paragraph`
    when: When | None = None
    paragraph: int = -1
    _opening: int = -1  # the first sentence of the paragraph
    days: dict[int, When] = field(default_factory=dict)  # by sentence: the day that the one before it gave
    months: dict[int, When] = field(default_factory=dict)  # the same, if it gave only a month
    _paragraphs: dict[int, int] = field(default_factory=dict)
    _towns: set[str] = field(default_factory=set)
    _capital: Location | None = None  # the one named last
    _goal: tuple[Sentence, Location] | None = None  # where somebody went, in the sentence that told it last
    _named: list[tuple[Sentence, Location]] = field(default_factory=list)
    stays: Whereabouts = field(default_factory=Whereabouts)  # of those who speak

    def note(self, scan: Scan) -> None:
        """Remember the names of a sentence, and what stands at the head of its paragraph."""
        sentence = scan.sentence
        self.stays.note(scan)
        before = [name for name in scan.names if name.mention.start < sentence.body]
        opener = before[0] if before and self.dateline is not None else None
        if before and self.dateline is None:
            self.dateline = before[0]
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.place, self.when = sentence.paragraph, None, None
            self._opening = sentence.index
            self._head(scan)
            self.place = self.place or opener  # each paragraph of a briefing has a dateline of its own
        told = [one.when for one in scan.dates if one.span_kind == "point" and not is_vague(one.when)]
        if len(told) == 1:
            self.days[sentence.index + 1] = told[0]
            self._paragraphs[sentence.index + 1] = sentence.paragraph
        wide = [one.when for one in scan.dates if one.when.precision is DatePrecision.MONTH]
        if not told and len(wide) == 1:
            self.months[sentence.index + 1] = wide[0]
        if self._paragraphs.get(sentence.index, sentence.paragraph) != sentence.paragraph:
            self.days.pop(sentence.index, None)
        for name in scan.names:
            scene = is_scene(name, scan)
            if name.place.capital_of in _AT_HOME and (scene or self._capital is None):
                self._capital = name
            if name.mention.use is not Use.LITERAL or name.place.geo_precision > 2:
                continue
            if scene:
                self._named.append((sentence, name))
                self._towns.add(name.place.id)
            elif _GOAL.search(scan.slice(name.mention.start - 12, name.mention.start)):
                self._goal = sentence, name
        del self._named[:-_KEPT]

    def _head(self, scan: Scan) -> None:
        sentence = scan.sentence
        alone = len(sentence.text) <= _HEAD and not scan.hits and not sentence.is_headline
        for name in scan.names:
            opens = _OPENING.match(scan.slice(sentence.start, name.mention.start))
            after = scan.slice(name.mention.end, name.mention.end + 4)
            heads = opens and (alone or re.match(r"[.:]?\*\*|:\s", after))
            if heads and name.mention.start >= sentence.body and name.place.geo_precision <= 3:
                self.place = name
        for one in scan.dates:
            before = scan.slice(sentence.start, one.start)
            entry = _OPENING.match(before) and _ENTRY.match(scan.slice(one.end, one.end + 4))
            if one.span_kind == "point" and one.when.start and (alone or entry) and len(before) < _HEAD:
                self.when = one.when
                return

    def day(self, sentence: Sentence, today: When) -> When | None:
        """Return the day that stands at the head of a sentence's paragraph; `today` for "Before dawn jets hit …"."""
        if sentence.index == self._opening and _AT_DAWN.match(sentence.text):
            return self.when or today
        return self.when if sentence.paragraph == self.paragraph else None

    def head(self, sentence: Sentence) -> Location | None:
        """Return the place that stands at the head of a sentence's paragraph."""
        return self.place if sentence.paragraph == self.paragraph else None

    def pointed(self, sentence: Sentence, words: str = "") -> Location | None:
        """Return the place that "there" or "the city" points to: the last one of such a kind that was named before.

        `words` are those of the sentence that are asked; without them, all of it is.
        """
        words = words or sentence.text
        if (site := self._site(sentence, words)) is not None:
            return site
        match = _POINTS.search(words)
        if match is None:
            return None
        kinds = _KINDS.get((match[1] or "").lower())
        at = sentence.start + sentence.text.find(words) + match.start()
        own = [name for said, name in self._named if said is sentence and name.mention.end < at]
        if match[1] and own and kinds and own[-1].place.kind in kinds:
            return own[-1]  # "a court in Lahore freed a man who had shot two in the city"
        if match[1] is None and self._goal is not None and sentence.index - self._goal[0].index == 1:
            said, goal = self._goal
            if not any(one.mention.start > goal.mention.start for _, one in self._named):
                return goal  # "left for Khost; the displaced there"
        for said, name in reversed(self._named):
            is_near = 0 < sentence.index - said.index <= _NEAR
            if is_near and (kinds is None or name.place.kind in kinds):
                return name
        return None

    def _site(self, sentence: Sentence, words: str) -> Location | None:
        """Return the site named before that "the airfield" or "the camp" is, if its name or a word beside tells so."""
        match = _AT_SITE.search(words)
        if match is None:
            return None
        noun = match[1].lower()
        for said, name in reversed(self._named):
            if said.index < sentence.index:
                after = name.mention.end - said.start
                told = f"{name.place.name} {name.mention.text}{said.text[after : after + 20]}".lower()
                if any(word in told for word in _SITES.get(noun, (noun,))):
                    return name
        return None

    def capital(self, sentence: Sentence) -> Location | None:
        """Return the capital that "the capital" is: the one named last; "the provincial capital" is the dateline's."""
        return self.capital_in(sentence.text)

    def capital_in(self, words: str) -> Location | None:
        """Return the same for some words of a sentence."""
        line = self.dateline
        if line is not None and line.place.kind in _KINDS["city"]:
            local = not line.place.capital_of and _PROVINCIAL.search(words)
            if local or _THIS_TOWN.search(words) or _OUTSIDE.match(words):
                return line
        return self._capital if _CAPITAL.search(words) else None

    def around(self, sentence: Sentence) -> Location | None:
        """Return where a sentence that names no place is, if only one place can be meant."""
        before = [(said, name) for said, name in self._named if said.index < sentence.index]
        if not before:
            seat = self.dateline is not None and self.dateline.place.id in self.seats
            return self.dateline if _HERE.search(sentence.text) or _SITE.search(sentence.text) or not seat else None
        near = [
            name
            for said, name in before
            if said.paragraph == sentence.paragraph and sentence.index - said.index <= _FAR
        ]
        towns = {name.place.id for name in near}
        if len(towns) == 1:
            return near[-1]
        if near or not before:
            return None
        if _HERE.search(sentence.text):
            return self.dateline or before[-1][1]
        last = [name for said, name in before if said.index == before[-1][0].index]
        if _TOWN.search(sentence.text) and len({name.place.id for name in last}) == 1:
            return last[-1]
        return before[-1][1] if len(self._towns) == 1 and sentence.index - before[-1][0].index <= _FAR else None


def is_vague(when: When | None) -> bool:
    """Return whether a date is less exact than a day."""
    return when is None or when.precision is not DatePrecision.DAY or when.start != when.end


def names_unknown(sentence: Sentence, places: Sequence[Location]) -> bool:
    """Return whether a sentence names a district or village that no gazetteer knows: it is not where we were."""
    match = _UNKNOWN.search(sentence.text, sentence.body - sentence.start)
    if match is None:
        return False
    start, end = match.start() + sentence.start, match.end() + sentence.start
    return not any(start <= place.mention.start < end for place in places)
