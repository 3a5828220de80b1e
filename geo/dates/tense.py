"""Which way a clause looks: whether a bare day or month in it lies ahead or behind. Only words near by are read."""

from __future__ import annotations

import re
from functools import lru_cache

import re2

REACH = 240  # characters of the sentence that are read before an expression
_AFTER = 70  # and after it

_CUE = (
    r"(?P<refused>\b(?:would|could|will|did) not (?:say|comment|confirm|give|be reached|name)\b)"
    r"|(?P<future>\b(?:will|won't|would|shall|should|must|may|scheduled|slated|expected to|intends? to|upcoming"
    r"|(?:plans|planned|planning) (?:to|for|on)|(?:set|aims?|hopes?|going) (?:to|aside|for)|ahead of|deadline"
    r"|(?:adjourned|postponed|extended|delayed|deferred|suspended|remanded)(?: [a-z]+){0,4} (?:to|until|till)"
    r"|expires?|resumes?|begins|opens|starts|ends|(?:re)?convenes?|gathers|takes? place"
    r"|(?:flies|travels|arrives|heads|departs|jets|sets (?:off|out)|leaves for|visits|boards|receives|hosts)"
    r"|(?:is|are|was|were|be) (?:to|due|expected|planned)|to be (?:held|completed)"
    r"|(?:is|are) (?:travel|visit|arriv|leav|head|fly|go|conven|meet|host|hold)l?ing)\b"
    r"|'ll\b)"
    r"|(?P<kept>\b(?i:be|been|being) [a-z]+|\b(?i:the|a|an|by|of|with|its|their|his|newly|most) [a-z]+ed\b|-[a-z]+ed\b"
    r"|\b(?:need|indeed|speed|hundred|armed|red|united|related)\b)"
    r"|(?P<cut>\b(?i:after|since|following|who|which|where|when|because|during|that|but|while|although|though|accus\w+)\b"
    r"|, (?:and|or)\b|[;:])"
    r"|(?P<past>\b(?:said|says|told|was|were|had|did|has|have|met|held|went|came|took|began|left|made|gave|shot|fell"
    r"|blew|hit|struck|[a-z]+ed)\b)"
)
_FIND = re2.compile(re.sub(r"\?P<\w+>", "?:", _CUE))  # without groups RE2 is several times as quick
_KINDS = re2.compile(_CUE)
_SENTENCE_END = re2.compile(r'[.!?]["\')\]]* {1,2}["\'(]?[A-Z]|\n ?\n|\n')
_OPENING = re2.compile(r"^[ \"'(?-]*(?i:but |and |then |later |early |late |from |by |until |on |in |at |the )*$")
_MEETING = re2.compile(
    r"(?i:(?:talks|meeting|visit|session|round|summit|conference|election|vote|polls|hearing|march"
    r"|rally|deadline)(?: [a-z]+){0,3} (?:on|in|by|until) ?)$"
)


@lru_cache(maxsize=1 << 14)
def _kind(cue: bytes) -> str:
    """Return which way a cue looks: refused, future, kept, cut or past. Its words decide."""
    return str(_KINDS.fullmatch(cue).lastgroup)


def sentence_start(shadow: bytes, position: int, floor: int = 0) -> int:
    """Return where the sentence that holds a position starts, looking back no further than REACH or `floor`."""
    floor = max(floor, position - REACH, 0)
    ends = [found.end() - 1 for found in _SENTENCE_END.finditer(shadow[floor : position + 1])]
    return floor + (ends[-1] if ends else 0)


def looks_ahead(shadow: bytes, start: int, end: int) -> bool:
    """Say whether the clause around an expression tells of what is still to come at the time of telling."""
    before = shadow[sentence_start(shadow, start) : start]
    if before.endswith((b"since ", b"Since ")):
        return False
    cues = [(_kind(found.group()), found.end()) for found in _FIND.finditer(before)]
    while cues and cues[-1][0] == "kept":
        cues.pop()
    if cues and cues[-1][0] != "cut":
        return cues[-1][0] == "future"
    clause = before[cues[-1][1]:] if cues else before
    if _OPENING.match(clause) or _MEETING.search(clause) or shadow[end:end + 2] == b"'s":
        return _opens_ahead(shadow[end:end + _AFTER])
    return False


def _opens_ahead(after: bytes) -> bool:
    stop = _SENTENCE_END.search(after)
    for cue in _FIND.finditer(after[:stop.start()] if stop else after):
        kind = _kind(cue.group())
        if kind != "kept":
            return kind == "future"
    return False
