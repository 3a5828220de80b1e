"""The nouns as JSON and back, exactly. A place is written once and then told by its number.

Driven by the types of geo.model, so that a new field of a noun is kept without a line here. Fields at their
default are left out: records stay short, and records of before a field existed still read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import orjson

from geo.model import EVENT_TYPES, EventType, Place

Noun = TypeVar("Noun")
Places = Callable[[int], Place]
Numbers = Callable[[Place], int]
_Reader = Callable[[Any, Places], Any]
_Writer = Callable[[Any, Numbers], Any]


def pack(noun: object, number: Numbers) -> str:
    """Return a noun as JSON text; `number` tells what to write for a place. Equal nouns give equal texts."""
    return _json(_noun_writer(cast(Any, type(noun)))(noun, number))


def pack_place(place: Place) -> str:
    """Return a place itself as JSON text; equal places give equal texts."""
    return _json(_noun_writer(Place)(place, _no_number))


def unpack(kind: type[Noun], text: str, place: Places) -> Noun:
    """Return the noun of a kind that `pack` wrote. Raises an error of Python's if it did not."""
    return cast(Noun, _noun_reader(cast(Any, kind))(_plain(text), place))


def unpack_place(text: str) -> Place:
    """Return the place that `pack_place` wrote. Raises an error of Python's if it did not."""
    return cast(Place, _noun_reader(Place)(_plain(text), _no_place))


def repack(text: str) -> str:
    """Return JSON text of an earlier release as `pack` writes it now."""
    return _json(json.loads(text))


def _json(plain: Any) -> str:
    """Return JSON text; a blank in front marks what the fast library cannot keep exactly."""
    try:
        return orjson.dumps(plain).decode()
    except orjson.JSONEncodeError:  # lone surrogates, numbers beyond 64 bits
        return " " + json.dumps(plain, separators=(",", ":"), default=str)


def _plain(text: str) -> Any:
    return json.loads(text) if text.startswith(" ") else orjson.loads(text)


def _no_number(place: Place) -> int:
    raise TypeError(f"place {place.id!r} inside a place")


def _no_place(number: int) -> Place:
    raise TypeError(f"place number {number} inside a place")


@cache
def _noun_writer(kind: Any) -> _Writer:
    """Return a function that writes nouns of a kind as a dict.

    It is compiled from a line for each field, as dataclasses make __init__: calls for each value would cost twice that.
    """
    hints, known = get_type_hints(kind), dict[str, Any]()
    always, sometimes = [], []
    for field in fields(kind):
        known[f"default_{field.name}"] = field.default
        if field.default is MISSING:
            always.append(f"{field.name!r}: {_written(hints[field.name], f'noun.{field.name}', known)}")
        else:
            given = f"if (value := noun.{field.name}) != default_{field.name}"
            sometimes.append(f"{given}: plain[{field.name!r}] = {_written(hints[field.name], 'value', known)}")
    lines = [f"plain = {{{', '.join(always)}}}", *sometimes, "return plain"]
    return cast(_Writer, _compiled("noun, number", lines, known))


@cache
def _noun_reader(kind: Any) -> _Reader:
    """Return a function that makes a noun of a kind from a dict; compiled as the writer."""
    hints, known = get_type_hints(kind), dict[str, Any](kind=kind)
    values = []
    for field in fields(kind):
        known[f"default_{field.name}"] = field.default
        value = _read(hints[field.name], f"plain[{field.name!r}]", known)
        is_given = "" if field.default is MISSING else f" if {field.name!r} in plain else default_{field.name}"
        values.append(f"{value}{is_given}")
    return cast(_Reader, _compiled("plain, place", [f"return kind({', '.join(values)})"], known))


def _compiled(arguments: str, lines: list[str], known: dict[str, Any]) -> object:
    body = "\n ".join([f"def made({arguments}):", *lines])
    exec(body, known)  # noqa: S102 names of our own fields, nothing from outside
    return known["made"]


def _written(hint: Any, value: str, known: dict[str, Any]) -> str:
    """Return the Python that writes a value of a type; what JSON has as it is stays as it is."""
    if hint is Place:
        return f"number({value})"
    if hint is EventType:
        return f"{value}.code"
    if isinstance(hint, type) and is_dataclass(hint):
        known[f"write_{hint.__name__}"] = _noun_writer(hint)
        return f"write_{hint.__name__}({value}, number)"
    inner = _inner(hint)
    plain = _written(inner, "item", known) if inner else "item"
    if plain == "item":
        return value
    if get_origin(hint) is tuple:
        return f"[{plain} for item in {value}]"
    return f"(None if (item := {value}) is None else {plain})"


def _read(hint: Any, value: str, known: dict[str, Any]) -> str:
    """Return the Python that makes a value of a type from what JSON has."""
    if hint is Place:
        return f"place({value})"
    if hint is EventType:
        known["event_types"] = EVENT_TYPES
        return f"event_types[{value}]"
    if hint is date:
        known["day"] = date.fromisoformat
        return f"day({value})"
    if isinstance(hint, type) and is_dataclass(hint):
        known[f"read_{hint.__name__}"] = _noun_reader(hint)
        return f"read_{hint.__name__}({value}, place)"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        known[f"members_{hint.__name__}"] = {member.value: member for member in hint}
        return f"members_{hint.__name__}[{value}]"
    inner = _inner(hint)
    plain = _read(inner, "item", known) if inner else "item"
    if get_origin(hint) is tuple:
        return f"tuple([{plain} for item in {value}])" if plain != "item" else f"tuple({value})"
    return value if plain == "item" else f"(None if (item := {value}) is None else {plain})"


def _inner(hint: Any) -> Any:
    """Return the X of X | None, tuple[X, ...] or tuple[X, X]; None for what is no more than itself."""
    kinds = [kind for kind in get_args(hint) if kind not in (NoneType, Ellipsis)]
    return kinds[0] if kinds else None


def stored(text: str) -> str | bytes:
    """Return a text as SQLite can keep it: itself, or bytes where lone surrogates make it no Unicode text."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def told_text(cell: str | bytes) -> str:
    """Return the text that `stored` made a cell of."""
    return cell if isinstance(cell, str) else cell.decode("utf-8", "surrogatepass")
