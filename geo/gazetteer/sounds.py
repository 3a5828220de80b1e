"""Spellings that differ only in how Latin letters render a name: Parachenar, Parachinar; Charsaddah, Charsadda."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.model import Place

_REGION = frozenset({"PK", "AF"})  # whose names are written in many ways
_LONG_ENOUGH = 5  # letters of a sound that can be trusted to be one name
_RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"([bdgt])h", r"\1"),  # Gurbuz, Ghurbuz
        (r"(?<=.)(?:au|ou|oo|o|u)", "u"),  # Angoor, Angur, Angor
        (r"(?<=.)(?:ee|ei|ey|ai|ay|ie|e|i|y)+", "i"),  # -zai, -zay, -zi
        (r"(.)\1+", r"\1"),
        (r"(?m)(?<=.)h$", ""),
    )
)
_SAME_LETTER: Mapping[str, str] = {"w": "v", "q": "k"}
_LETTERS = str.maketrans({" ": "", "'": "", **_SAME_LETTER})


class Sounds:
    """The region's names by what they sound like. Worked out for a first letter when it is first asked for."""

    def __init__(self, names: Mapping[str, tuple[Place, ...]]) -> None:
        self._names = names
        self._by_letter: dict[str, list[str]] = {}  # as a sound begins
        self._heard: dict[str, dict[str, list[str]]] = {}

    def alike(self, key: str) -> list[str]:
        """Return the folded names that a folded name may be another spelling of, in the gazetteer's order."""
        heard = sound(key) if key.isascii() else ""
        return self._of(heard[0]).get(heard, []) if len(heard) >= _LONG_ENOUGH else []

    def _of(self, letter: str) -> dict[str, list[str]]:
        if not self._by_letter:
            for name in filter(str.isascii, self._names):
                self._by_letter.setdefault(_SAME_LETTER.get(name[0], name[0]), []).append(name)
        if letter not in self._heard:
            known = self._by_letter.get(letter, ())
            names = [name for name in known if any(place.country in _REGION for place in self._names[name])]
            heard = self._heard[letter] = {}
            for name, said in zip(names, sound("\n".join(names)).split("\n"), strict=False):
                heard.setdefault(said, []).append(name)
        return self._heard[letter]


def sound(key: str) -> str:
    """Return what is left of a folded name when letters that transliterations confuse are made one, blanks left out.

    Several names may be given, one a line.
    """
    key = key.translate(_LETTERS)
    for pattern, plain in _RULES:
        key = pattern.sub(plain, key)
    return key
