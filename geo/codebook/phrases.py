"""The small language of phrases (data/codebook/README.md) as RE2 patterns, which cannot backtrack, and word sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_BE = ("was", "were", "is", "are", "be", "been", "being")
_GAPS = {"..": 3, "...": 7}
_BETWEEN = r"[\s,\"'()-]+"
_WORD = r"[^\s,;:()\"]+"
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens|scores|several|hundreds)"
)
_WHEN = (  # "promised on Monday to", "undertook in Doha late on Saturday to": what may stand after a verb
    rf"(?:(?:\s(?:in|at)\s{_WORD}(?:\s{_WORD})?)?,?\s(?:(?:late|early)\s)?"
    r"(?:(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)(?:\s(?:morning|afternoon|evening|night))?"
    rf"(?:\s(?:in|at)\s{_WORD})?)?"
)
_COMPLEMENT = frozenset(["to", "for", "that", "over", "against", "from", "of", "on", "at", "with", "or"])
_NAMED_LIST = re.compile(r"<(\w+)>")
_PIECE = re.compile(r"^(?:~?[^\W_]|[(])[\w'’()|~-]*$")
_OPTIONAL = re.compile(r"\((\w+)\)")
_RUN = re.compile(r"\w+")
_KEPT = 1 << 13  # pieces of phrases: rows share many, the words of a list above all



class Forms(dict[str, tuple[str, ...]]):
    """The forms of irregular verbs by their base; not changed once read, so that what they make is worked out once."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity: one codebook's pieces are not another's

    def __eq__(self, other: object) -> bool:
        """Return whether both are the same object."""
        return self is other



@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase made ready: `pattern` is its RE2 source, `words` say what must stand in a text for it to match.

    Each set of `words` holds the runs of letters and digits, in lower case, of which one must be there. `is_word`:
    the phrase is one such run and nothing else, so that its presence is its match. `pieces` are the spellings of each
    piece: "" where it may be missing, a gap and a number as they are written.
    """

    pattern: str
    words: tuple[frozenset[str], ...]
    is_word: bool = False
    pieces: tuple[frozenset[str], ...] = ()


def read_phrase(phrase: str, irregular: Forms | None = None, *, when: bool = False) -> Phrase:
    """Return a phrase made ready; `when`: a day may stand after its verbs. Raises ValueError: what cannot be read."""
    pattern = phrase_pattern(phrase, irregular, when=when)
    spelt = [_spellings(piece, irregular) for piece in _needed(phrase)]
    words = tuple(map(_first_runs, spelt))
    pieces = tuple(_piece_spellings(piece, irregular) for piece in phrase.split())
    return Phrase(pattern, words, len(pieces) == 1 and spelt == list(words), pieces)


def check_phrase(phrase: str) -> None:
    """Raise ValueError that says what cannot be read in a phrase; quicker than reading it."""
    phrase_pattern(phrase)
    _needed(phrase)


def _needed(phrase: str) -> list[str]:
    """Return the pieces that must stand in a text. Raises ValueError if there are none."""
    must = [piece for piece in phrase.split() if piece not in _GAPS and piece != "#" and not _is_optional(piece)]
    if not must:
        raise ValueError("a phrase needs a word that is neither a number nor left out at will")
    return must


def read_passive(phrase: str, irregular: Forms | None = None) -> Phrase | None:
    """Return the passive of "~verb .. object" made ready, or None for a phrase of another form."""
    pieces = [piece for piece in phrase.split() if not (piece.startswith("(") and piece.endswith(")"))]
    verbs = pieces[0].split("|")
    if len(pieces) != 3 or pieces[1] not in _GAPS or not all(verb.startswith("~") for verb in verbs):
        return None
    cells = [verb_forms(verb[1:], irregular)[3] for verb in verbs]
    participles = sorted({form for cell in cells for form in cell.split("|")}, key=lambda form: (-len(form), form))
    thing = _piece_pattern(pieces[2], irregular)
    between = rf"(?:{_BETWEEN}{_WORD}){{0,4}}?{_BETWEEN}"
    be = rf"(?:{'|'.join(_BE)})(?:{_BETWEEN}\w+ly)?"
    pattern = rf"(?i)\b(?:{thing}{between}{be}{_BETWEEN}(?:{'|'.join(participles)}))\b"
    return Phrase(pattern, (_first_runs(_spellings(pieces[2], irregular)), frozenset(_BE), _first_runs(participles)))


def verb_forms(base: str, irregular: Forms | None = None) -> tuple[str, ...]:
    """Return the forms of a verb: base, third person, past, participle, -ing; regular unless told otherwise."""
    return irregular[base] if irregular and base in irregular else regular_forms(base)


def regular_forms(base: str) -> tuple[str, ...]:
    """Return the forms of a regular verb."""
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base, base + "es", base + "ed", base + "ed", base + "ing"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    if base.endswith("e"):
        return base, base + "s", base + "d", base + "d", base[:-1] + "ing"
    return base, base + "s", base + "ed", base + "ed", base + "ing"


def phrase_pattern(phrase: str, irregular: Forms | None = None, *, when: bool = False) -> str:
    """Return the RE2 source for a phrase; see `read_phrase`. Raises ValueError that says what cannot be read."""
    pieces = phrase.split()
    if not pieces or pieces[0] in _GAPS or pieces[-1] in _GAPS:
        raise ValueError("a phrase starts and ends with a word")
    out: list[str] = []
    joint = ""
    for piece in pieces:
        if piece in _GAPS:
            day = _WHEN if joint.startswith(_WHEN) else ""
            joint = rf"{day}(?:{_BETWEEN}{_WORD}){{0,{_GAPS[piece]}}}?{_BETWEEN}"
            continue
        optional = _is_optional(piece)
        word = _piece_pattern(piece[1:-1] if optional else piece, irregular)
        after = _WHEN + _BETWEEN if when and piece.startswith("~") else _BETWEEN
        if when and joint == _BETWEEN and _COMPLEMENT.issuperset(piece.split("|")):
            joint = _WHEN + _BETWEEN  # "gave Kabul 48 hours on Tuesday to"
        if not out:
            out.append(f"(?:{word}{_BETWEEN})?" if optional else word)
            joint = "" if optional else after
        elif optional:
            out.append(f"(?:{joint}{word})?")
        else:
            out.append(joint + word)
            joint = after
    return rf"(?i)\b(?:{''.join(out)})\b"


def with_lists(phrase: str, words: Mapping[str, Iterable[str]]) -> str:
    """Return a phrase with the words of each list that it names (`<accord>`) as alternatives. Raises ValueError."""

    def alternatives(match: re.Match[str]) -> str:
        some = sorted(words.get(match[1], ()))
        if not some:
            raise ValueError(f"there is no word list {match[1]!r}")
        if blank := next((word for word in some if " " in word), ""):
            raise ValueError(f"{blank!r} of the list {match[1]!r} has a blank; write a hyphen")
        return "|".join(some)

    return _NAMED_LIST.sub(alternatives, phrase)


def role_forms(phrase: str) -> tuple[str, ...]:
    """Return every spelling of a role: optional letters, alternatives and hyphens written out, in lower case."""
    ways = [""]
    for piece in phrase.lower().split():
        some: list[str] = []
        for way in piece.split("|"):
            short, long = re.sub(r"\(\w+\)", "", way), re.sub(r"[()]", "", way)
            for text in dict.fromkeys((short, long)):
                some += dict.fromkeys((text, text.replace("-", " "), text.replace("-", "")))
        ways = [f"{left} {right}".strip() for left in ways for right in some]
    return tuple(dict.fromkeys(ways))


def _is_optional(piece: str) -> bool:
    return piece.startswith("(") and piece.endswith(")")


def _ways(piece: str, irregular: Forms | None) -> Iterator[str]:
    """Yield the alternatives of a piece, with every form of its verbs."""
    verbs = False
    for way in piece.split("|"):
        verbs = verbs or way.startswith("~")
        if not _RUN.search(_OPTIONAL.sub("", way)):  # nothing is left where its optional letters are left out
            raise ValueError(f"an alternative in {piece!r} is empty")
        if not verbs:
            yield way
            continue
        forms = {form for cell in verb_forms(way.lstrip("~"), irregular) for form in cell.split("|")}
        yield from sorted(forms, key=lambda form: (-len(form), form))


@lru_cache(maxsize=_KEPT)
def _piece_pattern(piece: str, irregular: Forms | None) -> str:
    if piece == "#":
        return _NUMBER
    if not _PIECE.match(piece):
        raise ValueError(f"{piece!r} is not a word of the phrase language")
    texts = []
    for way in _ways(piece, irregular):
        text = _OPTIONAL.sub(r"(?:\1)?", way).replace("-", r"[\s-]?")
        if text.count("(") != text.count(")"):
            raise ValueError(f"a bracket in {piece!r} is not closed")
        texts.append(text)
    return f"(?:{'|'.join(texts)})"


def _piece_spellings(piece: str, irregular: Forms | None) -> frozenset[str]:
    if piece in _GAPS or piece == "#":
        return frozenset([piece])
    if _is_optional(piece):
        return frozenset(["", *_spellings(piece[1:-1], irregular)])
    return _spellings(piece, irregular)


@lru_cache(maxsize=_KEPT)
def _spellings(piece: str, irregular: Forms | None) -> frozenset[str]:
    """Return what a piece matches, in lower case: optional letters written out, a hyphen as one word and as two."""
    ways = (way.lower().replace("’", "'") for way in _ways(piece, irregular))
    texts = [text for way in ways for text in _written_out(way)]
    return frozenset([*texts, *(text.replace("-", "") for text in texts)])


def _written_out(way: str) -> Iterator[str]:
    """Yield a way with and without its optional letters."""
    bracket = _OPTIONAL.search(way)
    if bracket is None:
        yield way
        return
    for part in ("", bracket[1]):
        yield from _written_out(way[: bracket.start()] + part + way[bracket.end() :])


def _first_runs(ways: Iterable[str]) -> frozenset[str]:
    return frozenset(_RUN.findall(way)[0] for way in ways)
