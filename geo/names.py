"""One key for every spelling of a name. The name is folded, never the text: offsets into an article stay true.

Latin names become ASCII. Arabic script stays Arabic script, because written without vowels and in Latin letters
its short names read like English words or initials. There, letters that Urdu, Pashto, Dari and Arabic keyboards
write differently become one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_DROPPED = "'’‘ʼʻ`´ʿʾ\"“”.\u0640"  # quotes, the full stop of U.S., the stretching tatweel
_SPACED = "-‐‑‒–—―_/\u00a0\u200c"  # the zero-width non-joiner stands where others write a blank
_ARABIC = str.maketrans(
    dict.fromkeys("يىېۍےێ", "ی")
    | dict.fromkeys("كڪ", "ک")
    | dict.fromkeys("ةہۃەھ", "ه")
    | {"ګ": "گ", "ٱ": "ا", "ں": "ن", "ڼ": "ن", "ټ": "ٹ", "ډ": "ڈ", "ړ": "ڑ", "ء": ""}
)
_ASCII = {ord(char): "" for char in _DROPPED} | {ord(char): " " for char in _SPACED}

# Most of a text folds one character to one. What does not: all but ASCII, what is dropped, blanks after a blank.
_BLANKS = frozenset(chr(code) for code in range(128) if chr(code).isspace() or chr(code) in _SPACED)
_EVEN = _ASCII | dict.fromkeys(map(ord, _BLANKS), " ")
_BLANK = re.escape("".join(sorted(_BLANKS)))
_ODD = re.escape("".join(char for char in _DROPPED if char.isascii())) + "\x80-\U0010ffff"
_UNEVEN = re.compile(f"[{_ODD}][{_ODD}{_BLANK}]*|(?<=[{_BLANK}])[{_BLANK}]+")


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    if ord(char) in _ASCII:
        return _ASCII[ord(char)]
    if char.isascii():
        return char.lower()
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not _is_mark(part))
    if any(unicodedata.name(part, "").startswith("ARABIC LETTER") for part in plain):
        return plain.translate(_ARABIC)
    # What comes back may hold quotes and hyphens of its own.
    return anyascii(plain).lower().translate(_ASCII)


def _is_mark(char: str) -> bool:
    """Tell accents, vowel marks, joiners and direction marks, none of which tells names apart."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def fold(name: str) -> str:
    """Return the key of a name: small letters, no accents, quotes or joiners, single spaces for hyphens."""
    if name.isascii():
        return " ".join(name.lower().translate(_ASCII).split())
    return " ".join("".join(map(_fold_char, name)).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the index of the character of `text` it came from.

    The folded text is fold(text), but a blank at either end is kept.
    """
    folded: list[str] = []
    offsets: list[int] = []
    done = 0
    for run in _UNEVEN.finditer(text):
        start, end = run.span()
        folded.append(text[done:start])
        offsets += range(done, start)
        piece, steps = _fold_run(text[start:end], follows_blank=start > 0 and text[start - 1] in _BLANKS)
        folded.append(piece)
        offsets += [start + step for step in steps]
        done = end
    folded.append(text[done:])
    offsets += range(done, len(text))
    return "".join(folded).lower().translate(_EVEN), offsets


@lru_cache(maxsize=65536)
def _fold_run(run: str, *, follows_blank: bool) -> tuple[str, tuple[int, ...]]:
    """Return a run folded, and for each character of that the index in the run that it came from."""
    folded: list[str] = []
    steps: list[int] = []
    last = " " if follows_blank else ""
    for index, char in enumerate(run):
        for part in _fold_char(char):
            if part == " " == last:
                continue
            folded.append(part)
            steps.append(index)
            last = part
    return "".join(folded), tuple(steps)
