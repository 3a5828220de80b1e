"""The CSV files that analysts edit, read into a codebook; every fault is told by file, line and column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from geo.codebook.entries import ActorEntry, Codebook, EraEntry, RoleEntry, TitleEntry, TopicEntry, Trigger
from geo.codebook.phrases import Forms, check_phrase, read_passive, read_phrase, role_forms, with_lists
from geo.errors import DataError
from geo.model import EVENT_TYPES, EventType, Layer, Problem, Status
from geo.tables import Row, read_bytes, read_table

WORD_COLUMNS = ("list", "word", "note")
TRIGGER_COLUMNS = ("type", "mode", "kind", "phrase", "strength", "status", "needs", "unless", "note")
ACTOR_COLUMNS = ("id", "name", "variants", "kind", "country", "seat", "side", "note")
ROLE_COLUMNS = ("phrase", "kind", "note")
ERA_COLUMNS = ("name", "until", "was", "kind", "note")
TITLE_COLUMNS = ("type", "words", "alone", "toward", "unnamed", "note")
TOPIC_COLUMNS = ("topic", "words", "note")
VERB_COLUMNS = ("base", "third", "past", "participle", "ing")

_MANY = 15  # values, of which only the nearest is told
VIOLENCE = "Violence"  # Armed clash or Attack: the target decides
STRENGTHS = ("strong", "open", "weak")
TRIGGER_KINDS = ("verb", "noun", "said", "content")
SIDES = ("self", "other", "band", "both")
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

MODES: dict[str, tuple[str, ...]] = {  # of PLOVER 2021; other types have none
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        *("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"),
        *("misinformation", "cyber"),
    ),
}

_STATES_DO = frozenset(kind for kind in EventType if kind.layer is Layer.DIPLOMACY)
_CONDITIONS = (
    "place",
    "place_next",
    "place_right",
    "toll",
    "date",
    "crossing",
    "gateway",
    "gateway_first",
    "joint",
    "parties",
    "statesman",
    "initiator",
    "target",
    "passive",
    "own",
    "other",
    "ground",
    "town_first",
    "told",
    "denied",
)


def digest(folder: Path) -> str:
    """Return a word that differs whenever what is in the files of a codebook does. Raises SourceError."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        found.update(path.name.encode() + b"\0" + read_bytes(path))
    return found.hexdigest()[:16]


def read_codebook(folder: Path) -> Codebook:
    """Return the codebook in `folder`. Raises DataError with every fault, SourceError if a file cannot be read.

    Trigger, actor, role, title, topic, era and verb files may be missing: then those tables are empty.
    """
    book, problems = read_what_is_sound(folder)
    if problems:
        raise DataError(problems)
    return book


def read_what_is_sound(folder: Path) -> tuple[Codebook, list[Problem]]:
    """Return the codebook that the rows without a fault make, and every fault. Raises SourceError."""
    words: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*_words.csv")):
        for row in _rows(path, WORD_COLUMNS, _empty("list", "word"), problems):
            words.setdefault(row["list"], set()).add(row["word"])
    forms = _read_verbs(folder / "verb_forms.csv", problems)
    rows = _rows(folder / "triggers.csv", TRIGGER_COLUMNS, _trigger_faults(words), problems)
    triggers = tuple(trigger for row in rows for trigger in _triggers(row, forms, words))
    roles = tuple(
        RoleEntry(row["phrase"], role_forms(row["phrase"]), row["kind"])
        for row in _rows(folder / "roles.csv", ROLE_COLUMNS, _role_faults, problems)
    )
    actors = tuple(_actor(row) for row in _rows(folder / "actors.csv", ACTOR_COLUMNS, _actor_faults(), problems))
    titles = tuple(_title(row) for row in _rows(folder / "titles.csv", TITLE_COLUMNS, _title_faults, problems))
    topics = tuple(
        TopicEntry(row["topic"], _alternatives(row["words"].lower()))
        for row in _rows(folder / "topics.csv", TOPIC_COLUMNS, _empty("topic", "words"), problems)
    )
    names = {actor.name for actor in actors}
    eras = tuple(_era(row) for row in _rows(folder / "eras.csv", ERA_COLUMNS, _era_faults(names), problems))
    lists = {name: frozenset(some) for name, some in words.items()}
    return Codebook(lists, triggers, actors, roles, titles, topics, eras), problems


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


def _empty(*columns: str) -> _Faults:
    """Return what finds the cells of some columns that are empty."""

    def faults(row: Row) -> Iterator[tuple[str, str]]:
        return ((column, "is empty") for column in columns if not row[column])

    return faults


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split("|"))))


def _read_verbs(path: Path, problems: list[Problem]) -> Forms:
    rows = _rows(path, VERB_COLUMNS, _empty(*VERB_COLUMNS), problems)
    return Forms((row["base"], tuple(row[column] for column in VERB_COLUMNS)) for row in rows)


def _one_of(row: Row, column: str, allowed: Iterable[str]) -> Iterator[tuple[str, str]]:
    allowed = tuple(allowed)
    if row[column] in allowed:
        return
    near = get_close_matches(row[column], allowed, 1) if len(allowed) > _MANY else ()
    expected = f"{len(allowed)} known ones; did you mean {near[0]!r}?" if near else ", ".join(filter(None, allowed))
    yield column, f"{row[column]!r} is none of {expected}"


def _phrase_faults(row: Row, words: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    try:
        check_phrase(with_lists(row["phrase"], words))
    except ValueError as error:
        yield "phrase", str(error)


def _trigger_faults(lists: Mapping[str, Iterable[str]]) -> _Faults:
    def faults(row: Row) -> Iterator[tuple[str, str]]:
        yield from _one_of(row, "type", (*EVENT_TYPES, VIOLENCE))
        modes = MODES.get(row["type"], ())
        if row["mode"] and row["mode"] not in modes:
            yield "mode", f"{row['mode']!r} is no mode of {row['type']}; expected {', '.join(modes) or 'none'}"
        yield from _one_of(row, "kind", TRIGGER_KINDS)
        yield from _one_of(row, "strength", STRENGTHS)
        yield from _one_of(row, "status", ("", *Status))
        yield from _phrase_faults(row, lists)
        for column in ("needs", "unless"):
            for condition in filter(None, row[column].split("|")):
                say = _condition_fault(condition, lists)
                if say:
                    yield column, say

    return faults


def _condition_fault(condition: str, lists: Mapping[str, Iterable[str]]) -> str:
    if condition in _CONDITIONS:
        return ""
    what, _, value = condition.partition(":")
    if what in ("of", "from", "about", "next", "acts"):
        wrong = [side for side in value.split("+") if side not in SIDES]
        return f"{wrong[0]!r} is no side; expected {', '.join(SIDES)}" if wrong else ""
    if what in ("word", "around", "verb"):
        return "" if value in lists else f"there is no word list {value!r}"
    if what in ("initiator", "target", "speaker"):
        wrong = [kind for kind in value.split("+") if kind not in (*ACTOR_KINDS, "political", "state")]
        return f"{wrong[0]!r} is no kind of actor" if wrong else ""
    return f"{condition!r} is no condition; expected {', '.join(_CONDITIONS)}, word:…, around:…, initiator:…, target:…"


def _triggers(row: Row, forms: Forms, words: Mapping[str, Iterable[str]]) -> Iterator[Trigger]:
    """Yield the trigger of a row, and its passive where it is a verb with its object."""
    phrase = with_lists(row["phrase"], words)
    kind = EVENT_TYPES.get(row["type"])
    active = Trigger(
        kind,
        row["mode"],
        row["kind"],
        row["phrase"],
        read_phrase(phrase, forms, when=row["kind"] == "verb" and kind in _STATES_DO),
        row["strength"],
        Status(row["status"]) if row["status"] else None,
        tuple(filter(None, row["needs"].split("|"))),
        tuple(filter(None, row["unless"].split("|"))),
        row.line,
    )
    yield active
    passive = read_passive(phrase, forms) if row["kind"] == "verb" and kind in _STATES_DO else None
    if passive:
        yield replace(active, matcher=passive, strength="open", is_turned=True)


def _role_faults(row: Row) -> Iterator[tuple[str, str]]:
    yield from _one_of(row, "kind", ACTOR_KINDS)
    yield from _phrase_faults(row, {})


def _actor_faults() -> _Faults:
    seen: set[str] = set()

    def faults(row: Row) -> Iterator[tuple[str, str]]:
        yield from _empty("id", "name")(row)
        if row["id"] in seen:
            yield "id", f"{row['id']!r} stands twice"
        seen.add(row["id"])
        yield from _one_of(row, "kind", ACTOR_KINDS)
        if row["country"] and not re.fullmatch("[A-Z]{2}", row["country"]):
            yield "country", f"{row['country']!r} is not an ISO 3166-1 alpha-2 code"

    return faults


def _actor(row: Row) -> ActorEntry:
    variants = _alternatives(row["variants"])
    return ActorEntry(row["id"], row["name"], variants, row["kind"], row["country"], row["seat"], row["side"])


def _era_faults(names: Set[str]) -> _Faults:
    def faults(row: Row) -> Iterator[tuple[str, str]]:
        yield from _empty("name", "was")(row)
        if row["name"] and row["name"] not in names:
            yield "name", f"{row['name']!r} is no name of actors.csv"
        yield from _one_of(row, "kind", ACTOR_KINDS)
        if _day(row["until"]) is None:
            yield "until", f"{row['until']!r} is not a day such as 2021-08-14"

    return faults


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _era(row: Row) -> EraEntry:
    return EraEntry(row["name"], date.fromisoformat(row["until"]), row["was"], row["kind"])


def _title_faults(row: Row) -> Iterator[tuple[str, str]]:
    yield from _one_of(row, "type", EVENT_TYPES)
    if not row["alone"]:
        yield "alone", "is empty; what does a title say of this type?"
    if row["type"] in EVENT_TYPES and EVENT_TYPES[row["type"]].layer is Layer.DIPLOMACY and not row["toward"]:
        yield "toward", "is empty; what does a title say before the one it is done to?"


def _title(row: Row) -> TitleEntry:
    words = _alternatives(row["words"].lower())
    return TitleEntry(EVENT_TYPES[row["type"]], words, row["alone"], row["toward"], row["unnamed"])
