"""What is wrong with a codebook beyond what reading refuses: rows that can never count, seats that nobody knows.

Checks yield a line, a column, the cell and what to say of it; `check_codebook` files them under their paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

import re2

from geo.codebook.entries import Codebook, Trigger
from geo.codebook.phrases import regular_forms, role_forms
from geo.codebook.reading import (
    ACTOR_COLUMNS,
    ERA_COLUMNS,
    ROLE_COLUMNS,
    STRENGTHS,
    TITLE_COLUMNS,
    TOPIC_COLUMNS,
    TRIGGER_COLUMNS,
    VERB_COLUMNS,
    WORD_COLUMNS,
    read_what_is_sound,
)
from geo.errors import DataError, SourceError
from geo.model import EventType, Layer, Problem
from geo.tables import Row, hidden_faults, read_table

Fault = tuple[int, str, str, str]
_TABLES = {
    "triggers.csv": TRIGGER_COLUMNS,
    "actors.csv": ACTOR_COLUMNS,
    "roles.csv": ROLE_COLUMNS,
    "titles.csv": TITLE_COLUMNS,
    "topics.csv": TOPIC_COLUMNS,
    "eras.csv": ERA_COLUMNS,
    "verb_forms.csv": VERB_COLUMNS,
}
_TWOFOLD = frozenset({EventType.ABDUCTION, EventType.ARRESTS})  # whose participles may only describe somebody


@dataclass(frozen=True, slots=True)
class Known:
    """What of the gazetteer a codebook may name: ids of places, and codes of countries."""

    places: Set[str]
    countries: Set[str]


def check_codebook(folder: Path, known: Known) -> tuple[Codebook, list[Problem]]:
    """Return the codebook that the sound rows of a folder make, and every fault of its files, by path and line.

    Raises SourceError if there is no such folder or nothing of a codebook in it.
    """
    paths = [*sorted(folder.glob("*_words.csv")), *(folder / name for name in _TABLES if (folder / name).exists())]
    if not paths:
        raise SourceError(f"{folder}: there is no codebook; expected {', '.join(_TABLES)} or some *_words.csv")
    book, problems = read_what_is_sound(folder)
    tables = {path: _rows(path) for path in paths}
    for path, rows in tables.items():
        problems += (Problem(str(path), *fault) for fault in _faults(path.name, rows, tables, known))
    triggers = folder / "triggers.csv"
    problems += (Problem(str(triggers), *fault) for fault in _trigger_faults(book.triggers))
    problems += _strangers(folder, paths)
    order = {str(path): index for index, path in enumerate(paths)}
    return book, sorted(dict.fromkeys(problems), key=lambda one: (order.get(one.path, len(order)), one.line))


def _rows(path: Path) -> list[Row]:
    try:
        return read_table(path, _TABLES.get(path.name, WORD_COLUMNS))[0]
    except DataError:
        return []  # told already


def _strangers(folder: Path, paths: Iterable[Path]) -> Iterator[Problem]:
    for path in sorted(set(folder.glob("*.csv")) - set(paths)):
        say = f"no file of a codebook has this name; expected {', '.join(_TABLES)} or one that ends in _words.csv"
        yield Problem(str(path), 1, "", path.name, say)


def _faults(name: str, rows: list[Row], tables: Mapping[Path, list[Row]], known: Known) -> Iterator[Fault]:
    for row in rows:
        for column, say in hidden_faults(row.cells):
            yield row.line, column, row[column], say
    match name:
        case "actors.csv":
            yield from _actor_faults(rows, known)
        case "roles.csv":
            yield from _role_faults(rows)
        case "titles.csv":
            yield from _title_faults(rows)
        case "eras.csv":
            yield from _repeated(rows, lambda row: row["name"], "name")
        case "topics.csv":
            yield from _topic_faults(rows)
        case "verb_forms.csv":
            yield from _verb_faults(rows, tables)
        case "triggers.csv":
            yield from _twins(rows)
        case _:
            yield from _repeated(rows, lambda row: (row["list"], row["word"]), "word")


def _repeated(rows: Iterable[Row], key: object, column: str) -> Iterator[Fault]:
    assert callable(key)
    seen: dict[object, int] = {}
    for row in rows:
        first = seen.setdefault(key(row), row.line)
        if first != row.line and row[column]:
            yield row.line, column, row[column], f"{row[column]!r} stands in line {first} already"


# ---------------------------------------------------------------- triggers


def _twins(rows: list[Row]) -> Iterator[Fault]:
    """Yield rows that say what another row says, word for word."""
    columns = [column for column in TRIGGER_COLUMNS if column != "note"]
    yield from _repeated(rows, lambda row: tuple(row[column].lower() for column in columns), "phrase")


def _trigger_faults(triggers: Iterable[Trigger]) -> Iterator[Fault]:
    """Yield rows that RE2 refuses, and rows that can never count because another always wins the same words."""
    options = re2.Options()
    options.log_errors = False
    alike: dict[tuple[str, str, int], list[Trigger]] = {}
    for trigger in triggers:
        try:
            re2.compile(trigger.matcher.pattern, options)
        except re2.error as error:
            say = f"{trigger.phrase!r} makes a pattern that RE2 refuses: {error}"
            yield trigger.line, "phrase", trigger.phrase, say
        if not trigger.is_turned:
            for word in trigger.matcher.words[0]:
                alike.setdefault((trigger.kind, word, len(trigger.matcher.pieces)), []).append(trigger)
    told: set[int] = set()
    for some in alike.values():
        for one in some:
            winner = next((other for other in some if _always_wins(other, one)), None)
            if winner is not None and one.line not in told:
                told.add(one.line)
                say = f"{one.phrase!r} never counts: line {winner.line} ({winner.phrase!r}, {_type(winner)}) finds the"
                yield one.line, "phrase", one.phrase, f"{say} same words, is no weaker, and asks for no more"


def _always_wins(other: Trigger, one: Trigger) -> bool:
    """Say whether a row counts wherever another one could, and is taken before it."""
    if other is one or _rank(other) > _rank(one) or not _covers(other, one):
        return False
    if not set(other.needs) <= set(one.needs) or not set(other.unless) <= set(one.unless):
        return False
    if _layer(other) is not _layer(one) or _as_row(other) == _as_row(one):
        return False  # told as a twin
    return other.type is one.type or (_layer(one) is Layer.INCIDENT and other.type not in _TWOFOLD)


def _covers(other: Trigger, one: Trigger) -> bool:
    """Say whether a phrase finds all that another finds, and no fewer words of it."""
    mine, theirs = one.matcher.pieces, other.matcher.pieces
    if any(".." in piece or "..." in piece or "" in piece for piece in (*mine, *theirs)):
        return mine == theirs
    return len(mine) == len(theirs) and all(a <= b for a, b in zip(mine, theirs, strict=True))


def _rank(trigger: Trigger) -> tuple[int, int]:
    return STRENGTHS.index(trigger.strength), trigger.line


def _as_row(trigger: Trigger) -> tuple[object, ...]:
    said = trigger.phrase.lower(), trigger.type, trigger.mode, trigger.strength, trigger.status
    return *said, trigger.needs, trigger.unless


def _layer(trigger: Trigger) -> Layer:
    return trigger.type.layer if trigger.type else Layer.INCIDENT


def _type(trigger: Trigger) -> str:
    return trigger.type.code if trigger.type else "Violence"


# ---------------------------------------------------------------- the other tables


def _actor_faults(rows: list[Row], known: Known) -> Iterator[Fault]:
    names: dict[str, int] = {}
    for row in rows:
        if row["country"] and row["country"] not in known.countries:
            yield row.line, "country", row["country"], f"no country of the gazetteer has the code {row['country']!r}"
        if row["seat"] and row["seat"] not in known.places:
            yield row.line, "seat", row["seat"], f"{row['seat']!r} is the id of no place of the gazetteer"
        variants = [name.strip() for name in row["variants"].split("|")] if row["variants"] else []
        if "" in variants:
            say = "holds an empty name; is there a vertical bar too many?"
            yield row.line, "variants", row["variants"], f"{row['variants']!r} {say}"
        for column, name in (("name", row["name"]), *(("variants", name) for name in variants)):
            first = names.setdefault(name, row.line)
            if name and first != row.line:
                yield row.line, column, name, f"{name!r} names the actor of line {first} already, who is always taken"


def _role_faults(rows: list[Row]) -> Iterator[Fault]:
    forms: dict[str, Row] = {}
    for row in rows:
        for form in role_forms(row["phrase"]):
            first = forms.setdefault(form, row)
            if first is not row:
                say = f"{form!r} is a role of kind {first['kind']} in line {first.line} already"
                yield row.line, "phrase", row["phrase"], say
                break


def _title_faults(rows: list[Row]) -> Iterator[Fault]:
    """Yield rows that are never used, because a row above fits wherever they would."""
    above: dict[str, list[Row]] = {}
    for row in rows:
        words = list(filter(None, row["words"].lower().split("|")))
        for other in above.setdefault(row["type"], []):
            theirs = list(filter(None, other["words"].lower().split("|")))
            if not theirs or (words and all(any(their in word for their in theirs) for word in words)):
                say = f"is never used: line {other.line} fits wherever this row would"
                yield row.line, "words", row["words"], say
                break
        above[row["type"]].append(row)


def _topic_faults(rows: list[Row]) -> Iterator[Fault]:
    """Yield words that a row above has already, which is always taken."""
    lines: dict[str, int] = {}
    for row in rows:
        for word in filter(None, map(str.strip, row["words"].lower().split("|"))):
            first = lines.setdefault(word, row.line)
            if first != row.line:
                yield row.line, "words", row["words"], f"{word!r} stands in line {first} already"


def _verb_faults(rows: list[Row], tables: Mapping[Path, list[Row]]) -> Iterator[Fault]:
    yield from _repeated(rows, lambda row: row["base"], "base")
    used = _verbs(tables)
    for row in rows:
        base = row["base"]
        if base and base not in used:
            yield row.line, "base", base, f"no phrase and no word list uses the verb ~{base}"
        if tuple(row[column] for column in VERB_COLUMNS) == regular_forms(base):
            yield row.line, "base", base, f"the forms of {base!r} are the regular ones; the row changes nothing"


def _verbs(tables: Mapping[Path, list[Row]]) -> set[str]:
    """Return the verbs that phrases and word lists use: after the first ~ of a piece all alternatives are verbs."""
    cells = [row["phrase"] for path, rows in tables.items() if path.name == "triggers.csv" for row in rows]
    cells += [row["word"] for path, rows in tables.items() if path.name.endswith("_words.csv") for row in rows]
    verbs: set[str] = set()
    for piece in (piece for cell in cells for piece in cell.split() if "~" in piece):
        verbs.update(way.strip("~()") for way in piece[piece.index("~") :].split("|"))
    return verbs
