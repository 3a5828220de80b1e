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

_BEYOND_ASCII = re.compile("([^\x00-\x7f]+)")
_DROPPED_ASCII = _DROPPED.encode("ascii", "ignore")
_LINES = bytes(
    ord(" ") if chr(code) != "\n" and (chr(code).isspace() or chr(code) in _SPACED) else code
    for code in bytes(range(128)).lower()
) + bytes(range(128, 256))

# Most of a text folds one character to one, in one step; the others are marked first and folded one by one.
_MARK = "\x01"
_OFTEN = 4  # one character in so many: then a text is not mostly ASCII
_MARKED = bytes(
    0x20 if chr(code).isspace() or chr(code) in _SPACED else ord(_MARK) if chr(code) in _DROPPED + "?" else code
    for code in bytes(range(128)).lower()
) + bytes([ord(_MARK)] * 128)
_BLANKS = re.compile("  +")


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


def fold_lines(text: str) -> str:
    """Return a text with every line folded as `fold` does it, many at once; only a line feed ends a line."""
    parts = _BEYOND_ASCII.split(text)
    parts[1::2] = map(_fold_word, parts[1::2])
    raw = "".join(parts).encode().translate(_LINES, _DROPPED_ASCII)
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    return raw.replace(b" \n", b"\n").replace(b"\n ", b"\n").strip(b" ").decode()


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    return "".join(map(_fold_char, word))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the index of the character of `text` it came from.

    The folded text is fold(text), but a blank at either end is kept.
    """
    marked = text.encode("ascii", "replace").translate(_MARKED).decode("ascii")  # all but ASCII becomes a question mark
    if _OFTEN * marked.count(_MARK) > len(text):
        pieces = [_fold_char(char) for char in text]
        return _with_single_blanks("".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece])
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    while (at := marked.find(_MARK, start)) >= 0:
        folded.append(marked[start:at])
        offsets += range(start, at)
        piece = _fold_char(text[at])
        folded.append(piece)
        offsets += [at] * len(piece)
        start = at + 1
    folded.append(marked[start:])
    offsets += range(start, len(text))
    return _with_single_blanks("".join(folded), offsets)


def _with_single_blanks(folded: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Return the same with only the first of blanks that follow each other."""
    if "  " not in folded:
        return folded, offsets
    kept: list[int] = []
    start = 0
    for run in _BLANKS.finditer(folded):
        kept += offsets[start : run.start() + 1]
        start = run.end()
    return _BLANKS.sub(" ", folded), kept + offsets[start:]
