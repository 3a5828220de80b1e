"""The codebook: word lists, trigger phrases, roles and actors, read from the CSV files that analysts edit.

Code holds rules; data/codebook/ holds names and words. Every fault is told by file, line and column.
The small language of phrases (data/codebook/README.md) becomes RE2 patterns here: they cannot backtrack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import DataError
from geo.model import EVENT_TYPES, EventType, Layer, Problem, Status
from geo.tables import Row, read_table

WORD_COLUMNS = ("list", "word", "note")
TRIGGER_COLUMNS = ("type", "mode", "kind", "phrase", "strength", "status", "needs", "unless", "note")
ACTOR_COLUMNS = ("id", "name", "variants", "kind", "country", "seat", "side", "note")
ROLE_COLUMNS = ("phrase", "kind", "note")
TITLE_COLUMNS = ("type", "words", "alone", "toward", "note")
VERB_COLUMNS = ("base", "third", "past", "participle", "ing")

VIOLENCE = "Violence"  # Armed clash or Attack: the target decides
STRENGTHS = ("strong", "open", "weak")
TRIGGER_KINDS = ("verb", "noun")
ACTOR_KINDS = (
    "government",
    "army",
    "police",
    "armed_group",
    "un",
    "igo",
    "ngo",
    "media",
    "party",
    "tribe",
    "people",
    "protester",
    "person",
)

_CONDITIONS = ("place", "place_next", "place_right", "toll", "date", "crossing", "initiator", "target", "passive")
_GAPS = {"..": 3, "...": 7}
_BETWEEN = r"[\s,\"'()-]+"
_WORD = r"[^\s,;:()\"]+"
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens|scores|several|hundreds)"
)
_PIECE = re.compile(r"^(?:~?[^\W_]|[(])[\w'’()|~-]*$")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that tells of an event. `type` is None for violence whose target decides the type.

    `pattern` is the phrase as RE2 source, `anchor` its part before the first gap. A strong phrase is an event by
    itself, an open one needs a place, a date or a toll beside it, a weak one only adds to another. `needs` and
    `unless` are conditions.
    """

    type: EventType | None
    mode: str
    kind: str
    phrase: str
    pattern: str
    anchor: str
    strength: str
    status: Status | None
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A named actor: a government, group, mission or person. `seat` is the gazetteer id where it speaks from."""

    id: str
    name: str
    variants: tuple[str, ...]
    kind: str
    country: str
    seat: str
    side: str


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A common noun for people or an office, and what kind of actor it is; `forms` are its spellings in full."""

    phrase: str
    forms: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """What a title says of a type where one of `words` stands in the trigger (no words: always).

    `alone` goes without an object, `toward` before one.
    """

    type: EventType
    words: tuple[str, ...]
    alone: str
    toward: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the rules of recognition and coding know. `words` maps a list's name to its words, as written."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    titles: tuple[TitleEntry, ...] = ()

    def list(self, name: str) -> frozenset[str]:
        """Return the words of a list; an unknown list is empty."""
        return self.words.get(name, frozenset())


def read_codebook(folder: Path) -> Codebook:
    """Return the codebook in `folder`. Raises DataError with every fault, SourceError if a file cannot be read.

    Trigger, actor, role, title and verb files may be missing: then those tables are empty.
    """
    words: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*_words.csv")):
        for row in _rows(path, WORD_COLUMNS, _word_faults, problems):
            words.setdefault(row["list"], set()).add(row["word"])
    forms = _read_verbs(folder / "verb_forms.csv", problems)
    lists = frozenset(words)
    triggers = tuple(
        _trigger(row, forms)
        for row in _rows(folder / "triggers.csv", TRIGGER_COLUMNS, _trigger_faults(lists), problems)
    )
    roles = tuple(
        RoleEntry(row["phrase"], role_forms(row["phrase"]), row["kind"])
        for row in _rows(folder / "roles.csv", ROLE_COLUMNS, _role_faults, problems)
    )
    actors = tuple(_actor(row) for row in _rows(folder / "actors.csv", ACTOR_COLUMNS, _actor_faults(), problems))
    titles = tuple(_title(row) for row in _rows(folder / "titles.csv", TITLE_COLUMNS, _title_faults, problems))
    if problems:
        raise DataError(problems)
    return Codebook({name: frozenset(some) for name, some in words.items()}, triggers, actors, roles, titles)


def verb_forms(base: str, irregular: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Return the forms of a verb: base, third person, past, participle, -ing; regular unless told otherwise."""
    if irregular and base in irregular:
        return irregular[base]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base, base + "es", base + "ed", base + "ed", base + "ing"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    if base.endswith("e"):
        return base, base + "s", base + "d", base + "d", base[:-1] + "ing"
    return base, base + "s", base + "ed", base + "ed", base + "ing"


def phrase_pattern(phrase: str, irregular: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """Return the RE2 source for a phrase. Raises ValueError that says what cannot be read."""
    pieces = phrase.split()
    if not pieces or pieces[0] in _GAPS or pieces[-1] in _GAPS:
        raise ValueError("a phrase starts and ends with a word")
    out: list[str] = []
    joint = ""
    for piece in pieces:
        if piece in _GAPS:
            joint = rf"(?:{_BETWEEN}{_WORD}){{0,{_GAPS[piece]}}}?{_BETWEEN}"
            continue
        optional = piece.startswith("(") and piece.endswith(")")
        word = _piece_pattern(piece[1:-1] if optional else piece, irregular)
        if not out:
            out.append(f"(?:{word}{_BETWEEN})?" if optional else word)
            joint = "" if optional else _BETWEEN
        elif optional:
            out.append(f"(?:{joint}{word})?")
        else:
            out.append(joint + word)
            joint = _BETWEEN
    return rf"(?i)\b(?:{''.join(out)})\b"


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


def _before_gap(phrase: str) -> str:
    pieces = phrase.split()
    gap = next((index for index, piece in enumerate(pieces) if piece in _GAPS), len(pieces))
    return " ".join(pieces[:gap])


def _piece_pattern(piece: str, irregular: Mapping[str, tuple[str, ...]] | None) -> str:
    if piece == "#":
        return _NUMBER
    if not _PIECE.match(piece):
        raise ValueError(f"{piece!r} is not a word of the phrase language")
    ways: list[str] = []
    verbs = False
    for way in piece.split("|"):
        verbs = verbs or way.startswith("~")
        if way.strip("~") == "":
            raise ValueError(f"an alternative in {piece!r} is empty")
        if verbs:
            forms = {form for cell in verb_forms(way.lstrip("~"), irregular) for form in cell.split("|")}
            ways += sorted(forms, key=len, reverse=True)
        else:
            ways.append(way)
    texts = []
    for way in ways:
        text = re.sub(r"\((\w+)\)", r"(?:\1)?", way)
        text = text.replace("-", r"[\s-]?")
        if text.count("(") != text.count(")"):
            raise ValueError(f"a bracket in {piece!r} is not closed")
        texts.append(text)
    return f"(?:{'|'.join(texts)})"


# ---------------------------------------------------------------- rows

_Faults = Callable[[Row], Iterable[tuple[str, str]]]


def _rows(path: Path, columns: tuple[str, ...], faults: _Faults, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows of `path` without fault; add every fault to `problems`. A missing file has no rows."""
    if not path.name.endswith("_words.csv") and not path.exists():
        return
    try:
        rows, found = read_table(path, columns)
    except DataError as error:
        problems += error.problems
        return
    problems += found
    for row in rows:
        wrong = list(faults(row))
        problems += [Problem(str(path), row.line, column, row[column], say) for column, say in wrong]
        if not wrong:
            yield row


def _word_faults(row: Row) -> Iterator[tuple[str, str]]:
    for column in ("list", "word"):
        if not row[column]:
            yield column, "is empty"


def _read_verbs(path: Path, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    def faults(row: Row) -> Iterator[tuple[str, str]]:
        for column in VERB_COLUMNS:
            if not row[column]:
                yield column, "is empty"

    return {
        row["base"]: tuple(row[column] for column in VERB_COLUMNS)
        for row in _rows(path, VERB_COLUMNS, faults, problems)
    }


def _one_of(row: Row, column: str, allowed: Iterable[str]) -> Iterator[tuple[str, str]]:
    allowed = tuple(allowed)
    if row[column] not in allowed:
        yield column, f"{row[column]!r} is none of {', '.join(filter(None, allowed))}"


def _phrase_faults(row: Row) -> Iterator[tuple[str, str]]:
    try:
        phrase_pattern(row["phrase"])
    except ValueError as error:
        yield "phrase", str(error)


def _trigger_faults(lists: frozenset[str]) -> _Faults:
    def faults(row: Row) -> Iterator[tuple[str, str]]:
        yield from _one_of(row, "type", (*EVENT_TYPES, VIOLENCE))
        yield from _one_of(row, "kind", TRIGGER_KINDS)
        yield from _one_of(row, "strength", STRENGTHS)
        yield from _one_of(row, "status", ("", *Status))
        yield from _phrase_faults(row)
        for column in ("needs", "unless"):
            for condition in filter(None, row[column].split("|")):
                say = _condition_fault(condition, lists)
                if say:
                    yield column, say

    return faults


def _condition_fault(condition: str, lists: frozenset[str]) -> str:
    if condition in _CONDITIONS:
        return ""
    what, _, value = condition.partition(":")
    if what in ("word", "around"):
        return "" if value in lists else f"there is no word list {value!r}"
    if what in ("initiator", "target"):
        wrong = [kind for kind in value.split("+") if kind not in (*ACTOR_KINDS, "political", "state")]
        return f"{wrong[0]!r} is no kind of actor" if wrong else ""
    return f"{condition!r} is no condition; expected {', '.join(_CONDITIONS)}, word:…, around:…, initiator:…, target:…"


def _trigger(row: Row, forms: Mapping[str, tuple[str, ...]]) -> Trigger:
    return Trigger(
        EVENT_TYPES.get(row["type"]),
        row["mode"],
        row["kind"],
        row["phrase"],
        phrase_pattern(row["phrase"], forms),
        phrase_pattern(_before_gap(row["phrase"]), forms),
        row["strength"],
        Status(row["status"]) if row["status"] else None,
        tuple(filter(None, row["needs"].split("|"))),
        tuple(filter(None, row["unless"].split("|"))),
        row.line,
    )


def _role_faults(row: Row) -> Iterator[tuple[str, str]]:
    yield from _one_of(row, "kind", ACTOR_KINDS)
    yield from _phrase_faults(row)


def _actor_faults() -> _Faults:
    seen: set[str] = set()

    def faults(row: Row) -> Iterator[tuple[str, str]]:
        for column in ("id", "name"):
            if not row[column]:
                yield column, "is empty"
        if row["id"] in seen:
            yield "id", f"{row['id']!r} stands twice"
        seen.add(row["id"])
        yield from _one_of(row, "kind", ACTOR_KINDS)
        if row["country"] and not re.fullmatch("[A-Z]{2}", row["country"]):
            yield "country", f"{row['country']!r} is not an ISO 3166-1 alpha-2 code"

    return faults


def _actor(row: Row) -> ActorEntry:
    variants = tuple(filter(None, map(str.strip, row["variants"].split("|"))))
    return ActorEntry(row["id"], row["name"], variants, row["kind"], row["country"], row["seat"], row["side"])


def _title_faults(row: Row) -> Iterator[tuple[str, str]]:
    yield from _one_of(row, "type", EVENT_TYPES)
    if not row["alone"]:
        yield "alone", "is empty; what does a title say of this type?"
    if row["type"] in EVENT_TYPES and EVENT_TYPES[row["type"]].layer is Layer.DIPLOMACY and not row["toward"]:
        yield "toward", "is empty; what does a title say before the one it is done to?"


def _title(row: Row) -> TitleEntry:
    words = tuple(filter(None, row["words"].lower().split("|")))
    return TitleEntry(EVENT_TYPES[row["type"]], words, row["alone"], row["toward"])
