"""One key for every spelling of a name. The name is folded, never the text: offsets into an article stay true.

Latin names become ASCII. Arabic script stays Arabic script, because written without vowels and in Latin letters
its short names read like English words or initials. There, letters that Urdu, Pashto, Dari and Arabic keyboards
write differently become one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
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

# Most of a text folds one character to one, in one step; the others, and blanks that follow a blank, come in runs.
_MARK = "\x01"
_BLANK_AND_MARK = b" \x01"
_SHORT = 8  # characters of a run that texts are likely to repeat
_MARKED = bytes(
    0x20 if chr(code).isspace() or chr(code) in _SPACED else ord(_MARK) if chr(code) in _DROPPED + "?" else code
    for code in bytes(range(128)).lower()
) + bytes([ord(_MARK)] * 128)
_RUN = re.compile(f"{_MARK}[{_MARK} ]*")


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


class Offsets:
    """Where the characters of a folded text come from: `offsets[index]` is an index into the text itself.

    From one of `cuts` to the next, the text is as many characters ahead of the folded one as `shifts` says.
    """

    __slots__ = ("cuts", "shifts")

    def __init__(self, cuts: list[int], shifts: list[int]) -> None:
        self.cuts = cuts
        self.shifts = shifts

    def __getitem__(self, index: int) -> int:
        return index + self.shifts[bisect_right(self.cuts, index) - 1]


def fold_with_offsets(text: str) -> tuple[str, Offsets]:
    """Return the folded text and the offsets that lead from its characters back to those of `text`.

    The folded text is fold(text), but a blank at either end is kept.
    """
    ascii_text = text.encode("ascii", "replace").translate(_MARKED)  # all but ASCII becomes a question mark
    marked = ascii_text.replace(b"  ", _BLANK_AND_MARK).decode("ascii")
    cuts, shifts = [0], [0]
    folded: list[str] = []
    start = size = 0
    for found in _RUN.finditer(marked):
        begin, end = found.span()
        folded.append(marked[start:begin])
        size += begin - start
        fold_run = _fold_short_run if end - begin < _SHORT else _fold_run
        piece, turns = fold_run(text[begin:end], marked[begin - 1] if begin else "")
        folded.append(piece)
        for index, origin in turns:
            cuts.append(size + index)
            shifts.append(begin + origin - size - index)
        size += len(piece)
        start = end
    folded.append(marked[start:])
    return "".join(folded), Offsets(cuts, shifts)


def _fold_run(run: str, before: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a run folded and where in it the distance to the text changes, as (folded index, index in the run).

    `before` is the folded character before it.
    """
    after_blank = before == " "
    pieces = [_fold_char(char) for char in run]
    whole = "".join(pieces)
    if len(whole) == len(run) and "" not in pieces and "  " not in whole and not (after_blank and whole[0] == " "):
        return whole, ()
    kept: list[str] = []
    turns: list[tuple[int, int]] = []
    for origin, piece in enumerate(pieces):
        for char in piece:
            if char != " " or not after_blank:
                turns.append((len(kept), origin))
                kept.append(char)
            after_blank = char == " "
    return "".join(kept), (*turns, (len(kept), len(run)))


_fold_short_run = lru_cache(maxsize=4096)(_fold_run)
