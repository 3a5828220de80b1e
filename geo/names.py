"""One key for every spelling of a name. The name is folded, never the text: offsets into an article stay true."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

_DROPPED = "'’‘ʼʻ`´ʿʾ\"“”.\u0640"  # quotes, the full stop of U.S., the stretching tatweel
_SPACED = "-‐‑‒–—―_/\u00a0"
_ASCII = {ord(char): "" for char in _DROPPED} | {ord(char): " " for char in _SPACED}


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    if ord(char) in _ASCII:
        return _ASCII[ord(char)]
    if char.isascii():
        return char.lower()
    if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):  # accents, vowel marks, joiners, direction marks
        return ""
    # What comes back may hold quotes and hyphens of its own (the Arabic letter ain is a backtick there).
    return anyascii(char).lower().translate(_ASCII)


def fold(name: str) -> str:
    """Return the key of a name: lower case ASCII, no accents, quotes or joiners, single spaces for hyphens."""
    if name.isascii():
        return " ".join(name.lower().translate(_ASCII).split())
    return " ".join("".join(map(_fold_char, name)).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the index of the character of `text` it came from.

    The folded text is fold(text), but a blank at either end is kept.
    """
    folded: list[str] = []
    offsets: list[int] = []
    last = ""
    for index, char in enumerate(text):
        for part in _fold_char(char):
            if part == " " == last:
                continue
            folded.append(part)
            offsets.append(index)
            last = part
    return "".join(folded), offsets
