"""Word lists of the codebook made ready to be found in a sentence, on an engine that cannot backtrack."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache, reduce
from operator import or_
from typing import Generic, TypeVar

import re2

from geo.codebook import Codebook

_MEMORY = 64 << 20
_T = TypeVar("_T")
_NOTHING: frozenset[str] = frozenset()


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


_STRANGE = re.compile(r"[^\x00-\x7f]+")


def shadow(text: str) -> bytes:
    """Return the text in ASCII, character by character, for patterns: RE2 is quickest on bytes."""
    return (text if text.isascii() else _STRANGE.sub(_plain, text)).encode("ascii", "replace")


def _plain(strange: re.Match[str]) -> str:
    return strange[0].translate(_ASCII)


_RUNS = bytes(code if chr(code).isalnum() else 32 for code in range(128)).lower() + b" " * 128


def lowered(plain: bytes) -> str:
    """Return the letters and digits of a shadow where they stand, in lower case, and blanks for all other signs."""
    return plain.translate(_RUNS).decode("ascii")


def runs(plain: bytes) -> list[str]:
    """Return the runs of letters and digits of a shadow, in lower case, with an empty one between two other signs.

    Each takes its own length and one sign more, so that their lengths give where they stand.
    """
    return lowered(plain).split(" ")


def runs_in(text: str) -> frozenset[str]:
    """Return the set of the runs of letters and digits of a text, in lower case."""
    return frozenset(runs(shadow(text)))


_runs_of_word = lru_cache(maxsize=1 << 14)(runs_in)


def runs_of(words: Iterable[str]) -> frozenset[str]:
    """Return the same of several words."""
    return frozenset().union(*map(_runs_of_word, words))


class Phrases:
    """A list of words and phrases, found as whole words whatever their case, the longest first.

    Single words are looked up among the runs of a text; RE2 is only asked where the longest word of a phrase stands.
    """

    def __init__(self, words: Iterable[str]) -> None:
        some = sorted(filter(None, words), key=lambda word: (-len(word), word))
        options = re2.Options()
        options.longest_match = True
        options.case_sensitive = False
        source = b"|".join(re2.escape(shadow(word)) for word in some) or rb"\bno words\b\B"
        self._pattern = re2.compile(rb"(?:^|[^A-Za-z0-9])(?:" + source + rb")(?:$|[^A-Za-z0-9])", options)
        parts = [runs(shadow(word)) for word in some]
        self._words = frozenset(part[0] for part in parts if len(part) == 1)
        self._parts = frozenset(max(part, key=len) for part in parts if len(part) > 1)

    def within(self, text: str, among: Set[str] | None = None) -> bool:
        """Return whether one of the phrases stands in the text; `among` are its runs, if they are known already."""
        if among is None:
            among = runs_in(text)
        if not self._words.isdisjoint(among):
            return True
        return not self._parts.isdisjoint(among) and self._pattern.search(shadow(text)) is not None

    def may_be_within(self, among: Set[str]) -> bool:
        """Return whether a text may hold one of the phrases, whose runs are `among`."""
        return not (self._words.isdisjoint(among) and self._parts.isdisjoint(among))

    def count(self, among: Set[str]) -> int:
        """Return how many of the single words of the list a text holds, whose runs are `among`."""
        return len(self._words & among)

    def are_within(self, plain: bytes, among: Set[str], least: int) -> bool:
        """Return whether at least so many different phrases stand in a shadow, whose runs are `among`."""
        if not self.may_be_within(among):
            return False
        found = set()
        for match in self._pattern.finditer(plain):
            found.add(match.group().strip(b" ,.;:()\"'").lower())
            if len(found) >= least:
                return True
        return False

    def spans(self, text: str, among: Set[str]) -> list[tuple[int, int]]:
        """Return where the phrases stand in the text, whose runs are `among`, without the characters around them."""
        found: list[tuple[int, int]] = []
        if not self.may_be_within(among):
            return found
        for match in self._pattern.finditer(b" " + shadow(text) + b" "):
            start, end = match.span()
            said = match.group()
            start += 0 if said[:1].isalnum() else 1
            end -= 0 if said[-1:].isalnum() else 1
            found.append((start - 1, end - 1))
        return found


class Wanted(Generic[_T]):
    """What may stand in a text, of things that each need one word out of every one of their sets of words.

    Each set is a bit, the commonest the lowest: what a text has and what a thing needs are compared as numbers.
    """

    def __init__(self, some: Iterable[tuple[_T, Sequence[frozenset[str]]]]) -> None:
        items = list(some)
        shared = Counter(word for _, must in items for ways in must for word in ways)

        def rarity(ways: frozenset[str]) -> tuple[int, int]:  # short words are common in any text
            return -min(map(len, ways)), max(map(shared.__getitem__, ways))

        keys = [min(must, key=rarity) for _, must in items]
        common = Counter(ways for (_, must), key in zip(items, keys, strict=True) for ways in must if ways != key)
        bits = {ways: 1 << rank for rank, (ways, _) in enumerate(common.most_common())}
        self._has: dict[str, int] = defaultdict(int)
        for ways, bit in bits.items():
            for word in ways:
                self._has[word] |= bit
        self._by_word: dict[str, list[tuple[int, int, _T]]] = defaultdict(list)
        for number, ((one, must), key) in enumerate(zip(items, keys, strict=True)):
            need = reduce(or_, (bits[ways] for ways in must if ways != key), 0)
            for word in key:
                self._by_word[word].append((number, need, one))
        self._words, self._keys = frozenset(self._has), frozenset(self._by_word)

    def likely(self, among: Set[str]) -> list[_T]:
        """Return what a text may hold, whose runs are `among`, in the order in which it was given."""
        keys = among & self._keys
        if not keys:
            return []
        has = 0
        for word in among & self._words:
            has |= self._has[word]
        found = {number: one for word in keys for number, need, one in self._by_word[word] if need & has == need}
        return [found[number] for number in sorted(found)] if len(found) > 1 else list(found.values())


class Signs:
    """Patterns of our own, all tried on a piece of text at once; each has a name."""

    def __init__(self, **patterns: re.Pattern[str]) -> None:
        options = re2.Options()
        options.max_mem = _MEMORY
        self._names = tuple(patterns)
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns.values():
            self._set.Add((b"(?i)" if pattern.flags & re.IGNORECASE else b"") + shadow(pattern.pattern))
        self._set.Compile()
        self._known: dict[tuple[int, ...], frozenset[str]] = {}

    def within(self, plain: bytes) -> frozenset[str]:
        """Return the names of the patterns that are found in a shadow."""
        found = self._set.Match(plain)
        if not found:
            return _NOTHING
        key = tuple(found)
        if key not in self._known:
            self._known[key] = frozenset(self._names[index] for index in key)
        return self._known[key]


class Lexicon(dict[str, Phrases]):
    """The codebook's word lists by name, each made ready when first asked for; "one|other" is two of them in one."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook

    def __missing__(self, name: str) -> Phrases:
        self[name] = made = Phrases(word for part in name.split("|") for word in self._codebook.list(part))
        return made


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> str:
    return word.strip(" ,.;:()[]\"'‘’“”").lower()


@lru_cache(maxsize=1 << 12)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a piece of text, in lower case, without punctuation."""
    return tuple(filter(None, map(_bare, text.split())))


def last_words(text: str, count: int) -> tuple[str, ...]:
    """Return the last words of a text, `count` at most, as words_of gives them."""
    parts = text.rsplit(None, count + 2)
    found = tuple(filter(None, map(_bare, parts[1:] if len(parts) > count + 2 else parts)))
    return found[-count:] if len(found) >= count or len(parts) <= count + 2 else words_of(text)[-count:]
