"""The nouns as JSON and back, exactly. A place is written once and then told by its number.

Driven by the types of geo.model, so that a new field of a noun is kept without a line here. Fields at their
default are left out: records stay short, and records of before a field existed still read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from geo.model import EVENT_TYPES, EventType, Place

Noun = TypeVar("Noun")
Places = Callable[[int], Place]
_Reader = Callable[[Any, Places], Any]


def pack(noun: object, number: Callable[[Place], int]) -> str:
    """Return a noun as JSON text in ASCII; `number` tells what to write for a place."""
    return _json({name: _plain(value, number) for name, value in _told(noun)})


def pack_place(place: Place) -> str:
    """Return a place itself as JSON text in ASCII; equal places give equal texts."""
    return _json({name: _plain(value, _no_number) for name, value in _told(place)})


def unpack(kind: type[Noun], text: str, place: Places) -> Noun:
    """Return the noun of a kind that `pack` wrote. Raises an error of Python's if it did not."""
    return cast(Noun, _reader(cast(Any, kind))(json.loads(text), place))


def unpack_place(text: str) -> Place:
    """Return the place that `pack_place` wrote. Raises an error of Python's if it did not."""
    return _noun_reader(Place)(json.loads(text), _no_place)  # type: ignore[no-any-return]


def _json(plain: Any) -> str:
    return json.dumps(plain, separators=(",", ":"), check_circular=False)


def _no_number(place: Place) -> int:
    raise TypeError(f"place {place.id!r} inside a place")


def _no_place(number: int) -> Place:
    raise TypeError(f"place number {number} inside a place")


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _told(noun: Any) -> list[tuple[str, Any]]:
    """Return the fields of a noun that are not at their default."""
    told = []
    for name, default in _shape(cast(Any, type(noun))):
        value = getattr(noun, name)
        if default is MISSING or value != default:
            told.append((name, value))
    return told


def _plain(value: Any, number: Callable[[Place], int]) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):  # before str: most enums are strings too
        return value.code if isinstance(value, EventType) else value.value
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(item, number) for item in value]
    if isinstance(value, Place):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return {name: _plain(item, number) for name, item in _told(value)}


@cache
def _noun_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(plain: Any, place: Places) -> Any:
        return kind(**{name: readers[name](value, place) for name, value in plain.items()})

    return read


@cache
def _reader(hint: Any) -> _Reader:
    """Return how to read what a type hint says."""
    if hint is Place:
        return lambda plain, place: place(plain)
    if hint is EventType:
        return lambda plain, _: EVENT_TYPES[plain]
    if hint is date:
        return lambda plain, _: date.fromisoformat(plain)
    if is_dataclass(hint):
        return _noun_reader(cast(Any, hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda plain, _: hint(plain)
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    if kinds:
        inner = _reader(kinds[0])
        return lambda plain, place: None if plain is None else inner(plain, place)
    return lambda plain, _: plain


def _tuple_reader(kinds: tuple[Any, ...]) -> _Reader:
    """Return how to read tuple[X, ...], or a tuple of several of one kind such as tuple[int, int]."""
    inner = _reader(kinds[0])
    return lambda plain, place: tuple([inner(item, place) for item in plain])


def stored(text: str) -> str | bytes:
    """Return a text as SQLite can keep it: itself, or bytes where lone surrogates make it no Unicode text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def told_text(cell: str | bytes) -> str:
    """Return the text that `stored` made a cell of."""
    return cell if isinstance(cell, str) else cell.decode("utf-8", "surrogatepass")
