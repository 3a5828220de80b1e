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
        return " " + json.dumps(plain, separators=(",", ":"))


def _plain(text: str) -> Any:
    return json.loads(text) if text.startswith(" ") else orjson.loads(text)


def _no_number(place: Place) -> int:
    raise TypeError(f"place {place.id!r} inside a place")


def _no_place(number: int) -> Place:
    raise TypeError(f"place number {number} inside a place")


@cache
def _noun_writer(kind: Any) -> _Writer:
    """Return a function that writes nouns of a kind as a dict.

    It is compiled from a few lines, as dataclasses make __init__: going through the fields one by one costs twice that.
    """
    hints = get_type_hints(kind)
    lines, known = ["def write(noun, number):"], dict[str, Any]()
    always, sometimes = [], []
    for field in fields(kind):
        name, writer = field.name, _codec(hints[field.name])[0]
        known |= {f"default_{name}": field.default, f"write_{name}": writer}
        value = f"write_{name}({{}}, number)" if writer else "{}"
        if field.default is MISSING:
            always.append(f"{name!r}: {value.format(f'noun.{name}')}")
        else:
            sometimes.append(f" if (value := noun.{name}) != default_{name}: plain[{name!r}] = {value.format('value')}")
    lines += [f" plain = {{{', '.join(always)}}}", *sometimes, " return plain"]
    exec("\n".join(lines), known)  # noqa: S102 names of our own fields, nothing from outside
    return cast(_Writer, known["write"])


@cache
def _noun_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    shape = [(field.name, reader) for field in fields(kind) if (reader := _codec(hints[field.name])[1])]

    def read(plain: Any, place: Places) -> Any:
        for name, reader in shape:
            if name in plain:
                plain[name] = reader(plain[name], place)
        return kind(**plain)

    return read


@cache
def _codec(hint: Any) -> tuple[_Writer | None, _Reader | None]:
    """Return how to write and to read what a type hint says; None: JSON has it as it is."""
    if hint is Place:
        return (lambda value, number: number(value)), (lambda plain, place: place(plain))
    if hint is EventType:
        return (lambda value, _: value.code), (lambda plain, _: EVENT_TYPES[plain])
    if hint is date:
        return (lambda value, _: value.isoformat()), (lambda plain, _: date.fromisoformat(plain))
    if is_dataclass(hint):
        return _noun_writer(cast(Any, hint)), _noun_reader(cast(Any, hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        members = {member.value: member for member in hint}
        return None, (lambda plain, _: members[plain])
    if get_origin(hint) is tuple:  # tuple[X, ...], or several of one kind such as tuple[int, int]
        return _tuple_codec(*_codec(get_args(hint)[0]))
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    return _optional_codec(*_codec(kinds[0])) if kinds else (None, None)


def _tuple_codec(writer: _Writer | None, reader: _Reader | None) -> tuple[_Writer | None, _Reader]:
    write = (lambda values, number: [writer(value, number) for value in values]) if writer else None
    if reader:
        return write, lambda plain, place: tuple([reader(item, place) for item in plain])
    return write, lambda plain, _: tuple(plain)


def _optional_codec(writer: _Writer | None, reader: _Reader | None) -> tuple[_Writer | None, _Reader | None]:
    return (
        (lambda value, number: None if value is None else writer(value, number)) if writer else None,
        (lambda plain, place: None if plain is None else reader(plain, place)) if reader else None,
    )


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
