"""An article cut into sentences, and sentences into clauses, with true offsets. The text is never changed.

Datelines are set apart; headlines and captions, which end without a full stop, are told by their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.coding.lexicon import lowered, shadow, words

_SHORT = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Brig|Capt|Sgt|Sen|Rep|Gov|Rev|Hon|St|Mt|No|vs|Jan|"
    "Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Ltd|Inc|Co|"
    "Govt|Dist|Km|km|approx|etc|Adm|Cdr|Cmdr|Pvt|Supt|Insp|Asst|Dy|Ret|Retd|Md|Mohd|Ft|Hq|"
    "Mufti|Vol|pp|al"
)
_END = re.compile(r"[.!?…۔؟]+[\"'”’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(rf"(?:\b(?:{_SHORT})|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z]|\bi\.e|\be\.g)$")
_CLOCK = re.compile(r"\b[ap]\.m$")
_LINE = re.compile(r"[^\n]+")
_NEXT = re.compile(r"\s+([\"'“‘(\[]*)(\w)")
_DATELINE = re.compile(
    r"^[\s\[]*(?:[A-Z][\w'’.-]*[ /-]?){1,4}(?:,\s?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?\s?"
    r"(?:[,(]?\s?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?\)?\s?)?"
    r"(?:\([^()\n]{2,40}\)\s?)?(?:—|–|--|-\s|:\s(?=[A-Z])|\](?=\s))\s*"
)
_BULLET = re.compile(r"\s*[•‣▪·*] ")
_DATELINE_MAX = 70
_MARKS = frozenset("—–-:]")  # one of them ends a dateline
_BOUND = re.compile(
    r"[;:,\s](?:(?<=[;:])|(?<=\s)[—–-]{1,2}\s"
    r"|(?<=,)\s(?=(?:and|but|while|whereas|as|after|before|when|where|which|who|whose|in which|although|though|with"
    r"|because|adding|saying|then|so|nor|or|killing|wounding|injuring|leaving|claiming|accusing)\b)"
    r"|(?<=\s)(?=(?:after|before|when|where|while|whereas|in which|following|which|that followed|since|because"
    r"|although|despite|amid|in retaliation for|in response to|in reaction to|hours after|days after)\b))"
)


_OPENING = re.compile(
    r"(?:Following|After|Amid|During|Despite|Since|Before|While|When"
    r"|(?:[A-Z]\w* )?(?:\w+ )?(?:[Mm]inutes?|[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?) (?:after|before|following))"
    r"\b[^,;]{5,120},\s"
)


_OPENERS = words(  # one of them stands in every opening
    "following after amid during despite since before while when minute minutes hour hours day days week weeks month "
    "months"
)


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence where it stands: article.text[start:end]; never changed. `body` is where it starts after a dateline.

    `plain` is its shadow, `low` the shadow's words where they stand, a blank on each side, `among` the set of them.
    """

    index: int
    start: int
    end: int
    body: int
    paragraph: int
    is_headline: bool
    text: str
    plain: bytes
    low: str
    among: frozenset[str]


def split_sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order, apart from one another, without blanks at their ends."""
    index = 0
    plain = shadow(text)
    low = lowered(plain)
    paragraph = -1
    for start, end in _paragraphs(text):
        paragraph += 1
        for first, last in _cut(text, start, end):
            piece = text[first:last]
            head = _headline(piece, paragraph, alone=(first, last) == (start, end))
            body = first + (0 if head else _dateline_length(piece, first == start))
            said = f" {low[first:last]} "
            among = frozenset(said[1:-1].split(" "))
            yield Sentence(index, first, last, body, paragraph, head, piece, plain[first:last], said, among)
            index += 1


def clause_bounds(sentence: Sentence) -> tuple[int, ...]:
    """Return the article offsets at which a new clause of the sentence begins, its own start first."""
    cuts = {sentence.start, sentence.body}
    offset = sentence.body - sentence.start
    opening = None if _OPENERS.isdisjoint(sentence.among) else _OPENING.match(sentence.text, offset)
    if opening:
        cuts.add(sentence.start + opening.end())
    cuts.update(sentence.start + match.end() for match in _BOUND.finditer(sentence.text, offset))
    return tuple(sorted(cuts))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield runs of lines that belong together: a lower-case line goes on with the line before."""
    start = end = -1
    for line in _LINE.finditer(text):
        first, last = _trim(text, line.start(), line.end())
        if first == last:
            continue
        if start >= 0 and _goes_on(text, end, first):
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _goes_on(text: str, end: int, first: int) -> bool:
    """Return whether a line goes on with the one before: no blank line and no end of a sentence between."""
    if text.count("\n", end, first) != 1 or text[end - 1] in '.!?…۔"”’:':
        return False
    if text[first].islower():
        return True
    begin = text.rfind("\n", 0, end) + 1
    return 55 <= end - begin <= 120 and not text[first : first + 1].isdigit() and _is_wrapped(text, begin)


def _is_wrapped(text: str, begin: int) -> bool:
    """Text wrapped at a column: blank lines part its paragraphs and no line is longer than 120 characters."""
    near = text[max(0, begin - 600) : begin + 1200]
    return "\n\n" in near and max(map(len, near.split("\n"))) <= 120


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _is_end(text, begin, match, end):
            continue
        first, last = _trim(text, begin, match.end())
        if first < last:
            yield first, last
        begin = match.end()
    first, last = _trim(text, begin, end)
    if first < last:
        yield first, last


def _is_end(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    after = _NEXT.match(text, match.end(), min(end, match.end() + 12))
    if after is None:
        return True
    letter = after[2]
    if letter.islower():
        return False
    if match[0][0] == ".":
        before = text[max(begin, match.start() - 12) : match.start()]
        if before.endswith(".m") and _CLOCK.search(before):
            return letter.isupper()
        if before.endswith("No") and not letter.isdigit():
            return True  # the answer, not the number
        if _ABBREVIATION.search(before):
            return before.endswith("U.S") and after[1] != "" and letter.isupper()
    return True


def _headline(piece: str, paragraph: int, *, alone: bool) -> bool:
    return alone and paragraph <= 12 and len(piece) < 180 and piece[-1] not in '.!?…۔"”’)'


def _dateline_length(piece: str, first: bool) -> int:
    """Return how long the dateline is that opens a paragraph, or the bullet."""
    bullet = _BULLET.match(piece) if first else None
    if bullet is not None:
        return bullet.end()
    if not first or _MARKS.isdisjoint(piece[:_DATELINE_MAX]):
        return 0
    match = _DATELINE.match(piece[:_DATELINE_MAX])
    if match is None:
        return 0
    name = re.split(r"[,(—–\[\]:-]", piece.lstrip(" ["))[0].strip()
    long_enough = (
        name.isupper() or "—" in match[0] or "–" in match[0] or "-" in match[0] or match[0].strip().startswith("[")
    )
    return match.end() if long_enough and match.end() < len(piece) else 0
