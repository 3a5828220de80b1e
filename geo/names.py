"""One key for every spelling of a name. The name is folded, never the text: offsets into an article stay true."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

_DROPPED = frozenset("'’‘ʼʻ`´ʿʾ\"“”.\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u0640")
_SPACED = frozenset("-‐‑‒–—―_/\u00a0")


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _SPACED or char.isspace():
        return " "
    if char.isascii():
        return char.lower()
    if unicodedata.category(char).startswith("M"):
        return ""
    return anyascii(char).lower()


def fold(name: str) -> str:
    """Return the key of a name: lower case ASCII, no accents, quotes or joiners, single spaces for hyphens."""
    return " ".join("".join(map(_fold_char, name)).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the index of the character of `text` it came from."""
    folded: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        piece = _fold_char(char)
        if piece == " " and folded and folded[-1] == " ":
            continue
        for part in piece:
            folded.append(part)
            offsets.append(index)
    return "".join(folded), offsets
