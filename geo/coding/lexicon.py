"""Word lists of the codebook made ready to be found in a sentence, on an engine that cannot backtrack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import re2

from geo.codebook import Codebook


def words(text: str) -> frozenset[str]:
    """Return the set of the words of a string, parted by blanks."""
    return frozenset(text.split())


class _Ascii(dict[int, str]):
    """One ASCII character for every other: offsets into the shadow are offsets into the text."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char)[0]
        self[code] = char if code < 128 else plain if plain.isascii() else " " if char.isspace() else "?"
        return self[code]


_ASCII = _Ascii(
    {ord(mark): plain for marks, plain in (("‘’ʼ", "'"), ("“”„«»", '"'), ("‐‑‒–—", "-"), ("…", ".")) for mark in marks}
)


@lru_cache(maxsize=512)
def shadow(text: str) -> bytes:
    """Return the text in ASCII, character by character, for patterns: RE2 is quickest on bytes."""
    return text.encode() if text.isascii() else text.translate(_ASCII).encode("ascii", "replace")


class Phrases:
    """A list of words and phrases, found as whole words whatever their case, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        some = sorted(filter(None, words), key=lambda word: (-len(word), word))
        options = re2.Options()
        options.longest_match = True
        options.case_sensitive = False
        source = b"|".join(re2.escape(shadow(word)) for word in some) or rb"\bno words\b\B"
        self._pattern = re2.compile(rb"(?:^|[^A-Za-z0-9])(?:" + source + rb")(?:$|[^A-Za-z0-9])", options)

    def within(self, text: str) -> bool:
        """Return whether one of the phrases stands in the text."""
        return self._pattern.search(shadow(text)) is not None

    def count(self, text: str) -> int:
        """Return how many different phrases stand in the text."""
        return len({match.group().strip(b" ,.;:()\"'").lower() for match in self._pattern.finditer(shadow(text))})

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the phrases stand in the text, without the characters around them."""
        found = []
        for match in self._pattern.finditer(b" " + shadow(text) + b" "):
            start, end = match.span()
            said = match.group()
            start += 0 if said[:1].isalnum() else 1
            end -= 0 if said[-1:].isalnum() else 1
            found.append((start - 1, end - 1))
        return found


class Lexicon:
    """The codebook's word lists by name, each made ready when first asked for."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._made: dict[str, Phrases] = {}

    def __getitem__(self, name: str) -> Phrases:
        if name not in self._made:
            self._made[name] = Phrases(self._codebook.list(name))
        return self._made[name]


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a piece of text, in lower case, without punctuation."""
    return tuple(filter(None, (word.strip(" ,.;:()[]\"'‘’“”").lower() for word in text.split())))
