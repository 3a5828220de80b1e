"""The query words, read strictly: a word or value that cannot be read is an error that names it.

They are the same in the command line, the API and the page's address. Several values of one word are alternatives;
several words must all hold. Coordinates are WGS 84 degrees; days are ISO 8601.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from geo.errors import BadQuery
from geo.model import EVENT_TYPES, EventType, Layer, Status
from geo.names import fold

DEFAULT_LIMIT = 1_000
MAX_LIMIT = 10_000
MAX_VALUES = 200
MAX_LENGTH = 500

Box = tuple[float, float, float, float]
Days = tuple[date | None, date | None]

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
                  r"([Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?")
_DROPPED = b"'\"`."
_PARTED = bytes(code if chr(code).isalnum() else ord(" ") for code in bytes(range(128)).lower()).ljust(256)
_TYPES = {name.casefold(): name for kind in EventType for name in (kind.code, kind.family)}


@dataclass(frozen=True, slots=True)
class Query:
    """Which events are asked for. An empty word asks for all.

    `bbox`, `country`, `admin1`, `admin2`, `geo_precision` and `near_border_km` look at an event's main place, `place`
    at every place of it. `geo_precision` is 1 town or exact site, 2 district, 3 province, 4 country.
    `min_fatalities` selects events of which at least so many deaths are told, by the best figure, else the lowest.
    `datetime` selects events whose days touch the interval; None leaves a side open; undated events never match it.
    `type` holds ACLED event types, ACLED sub-event types and PLOVER types. `source` is a publisher or an article id.
    `limit` None means all.
    """

    bbox: Box | None = None
    datetime: Days | None = None
    layer: tuple[Layer, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    admin2: tuple[str, ...] = ()
    geo_precision: tuple[int, ...] = ()
    place: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    q: str = ""
    near_border_km: float | None = None
    min_fatalities: int | None = None
    limit: int | None = DEFAULT_LIMIT

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the event types that `type` stands for."""
        return frozenset(code for code, kind in EVENT_TYPES.items() if {code, kind.family} & set(self.type))

    @property
    def phrases(self) -> tuple[tuple[str, bool], ...]:
        """What `q` looks for, as folded words: each phrase, and whether its last word may go on."""
        return tuple(_phrases(self.q))


def parse_query(words: Mapping[str, str | Sequence[str]], *, limit: int | None = DEFAULT_LIMIT) -> Query:
    """Return the query that some words ask for; `limit` holds where they give none (None: all).

    Values may be repeated or parted by commas; a value with a comma in it stands in double quotes.
    Raises BadQuery naming the word and its value.
    """
    found: dict[str, Any] = {"limit": limit}
    for word, given in words.items():
        if word not in _READERS:
            hint = _hint(word, _READERS)
            raise BadQuery(f"unknown query word {_shown(word)}{hint}; the words are {', '.join(_READERS)}")
        values = [given] if isinstance(given, str) else list(given)
        for value in values:
            _check_text(word, value)
        if word == "q":
            values = [value for value in values if value.strip()]
        if values:
            found[word] = _READERS[word](word, values)
    return Query(**found)


def tokens(text: str) -> list[str]:
    """Return the words of a text by which it is searched: folded, letters and digits only."""
    if text.isascii():  # then the same is had in one go
        words = text.encode().translate(_PARTED, _DROPPED).decode().split()
    else:
        words = re.findall(r"[^\W_]+", fold(text))
    return words if len(text) <= MAX_LENGTH else [word[:MAX_LENGTH] for word in words]


def _shown(value: str) -> str:
    return repr(value if len(value) <= 80 else value[:79] + "…")


def _hint(value: str, known: Iterable[str]) -> str:
    names = {name.casefold(): name for name in known}
    near = get_close_matches(value.casefold()[:80], names, n=1, cutoff=0.6)
    return f" (did you mean {names[near[0]]!r}?)" if near else ""


def _check_text(word: str, value: str) -> None:
    if len(value) > MAX_LENGTH * (1 if word == "q" else 20):
        raise BadQuery(f"{word}: {_shown(value)} is too long")
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise BadQuery(f"{word}: {_shown(value)} is not Unicode text")


def _one(word: str, values: Sequence[str]) -> str:
    if len(values) > 1:
        raise BadQuery(f"{word}: given {len(values)} times ({', '.join(map(_shown, values[:5]))}); expected once")
    return values[0].strip()


def _each(word: str, values: Sequence[str]) -> list[str]:
    """Return the single values of a word: commas part them, double quotes keep a comma."""
    single: list[str] = []
    for value in values:
        try:
            parts = next(csv.reader([value], skipinitialspace=True, strict=True), None) or [""]
        except csv.Error:
            raise BadQuery(f"{word}: {_shown(value)} cannot be read; is a double quote missing?") from None
        single += [part.strip() for part in parts]
        if "" in single:
            raise BadQuery(f"{word}: {_shown(value)} holds an empty value; leave the word out to ask for all")
    if len(single) > MAX_VALUES:
        raise BadQuery(f"{word}: {len(single)} values; at the most {MAX_VALUES} are allowed")
    return list(dict.fromkeys(single))


def _texts(word: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(_each(word, values))


def _among(known: Mapping[str, Any]) -> Callable[[str, Sequence[str]], tuple[Any, ...]]:
    def read(word: str, values: Sequence[str]) -> tuple[Any, ...]:
        found = []
        for value in _each(word, values):
            if value.casefold() not in known:
                names = [str(name) for name in known.values()]
                raise BadQuery(f"{word}: {_shown(value)} is not known{_hint(value, names)}; "
                               f"expected any of {', '.join(dict.fromkeys(names))}")
            found.append(known[value.casefold()])
        return tuple(dict.fromkeys(found))

    return read


def _of(kinds: type[StrEnum]) -> Callable[[str, Sequence[str]], tuple[Any, ...]]:
    return _among({kind.value.casefold(): kind for kind in kinds})


def _country(word: str, values: Sequence[str]) -> tuple[str, ...]:
    codes = _each(word, values)
    for code in codes:
        if not re.fullmatch("[A-Za-z]{2}", code):
            raise BadQuery(f"{word}: {_shown(code)} is not an ISO 3166-1 alpha-2 code, such as PK or AF")
    return tuple(dict.fromkeys(code.upper() for code in codes))


def _number(word: str, value: str, expected: str) -> float:
    number = float(value) if _NUMBER.fullmatch(value) else math.nan
    if not math.isfinite(number):
        raise BadQuery(f"{word}: {_shown(value)} is not a number; expected {expected}")
    return number


def _bbox(word: str, values: Sequence[str]) -> Box:
    text = _one(word, values)
    expected = "four numbers in degrees: west,south,east,north"
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 4:
        raise BadQuery(f"{word}: {_shown(text)} holds {len(parts)} values; expected {expected}")
    west, south, east, north = (_number(word, part, expected) for part in parts)
    order = f"the order is west,south,east,north: is it right in {_shown(text)}?"
    for side, value, most in (("west", west, 180), ("south", south, 90), ("east", east, 180), ("north", north, 90)):
        if abs(value) > most:
            raise BadQuery(f"{word}: {side} {value:g} is beyond {most} degrees; {order}")
    if south > north:
        raise BadQuery(f"{word}: south {south:g} lies north of north {north:g}; {order}")
    if west > east:
        raise BadQuery(f"{word}: west {west:g} lies east of east {east:g}; {order}")
    return west, south, east, north


def _datetime(word: str, values: Sequence[str]) -> Days | None:
    text = _one(word, values)
    parts = [part.strip() for part in text.split("/")]
    if len(parts) > 2 or parts == [""]:
        raise BadQuery(f"{word}: {_shown(text)} is neither a day (2024-03-18) nor an interval "
                       "(2024-01-01/2024-06-30, ../2023-01-01)")
    if len(parts) == 1:
        day = _day(word, parts[0])
        return day, day
    start, end = (None if part in ("", "..") else _day(word, part) for part in parts)
    if start and end and start > end:
        raise BadQuery(f"{word}: {_shown(text)} ends before it starts; is the order right?")
    return (start, end) if start or end else None


def _day(word: str, text: str) -> date:
    if not (match := _DAY.fullmatch(text)):
        raise BadQuery(f"{word}: {_shown(text)} is not a day; expected YYYY-MM-DD, such as 2024-03-18")
    try:
        return date.fromisoformat(match[1])
    except ValueError as error:
        raise BadQuery(f"{word}: {_shown(text)} is not a day of the calendar ({error})") from None


def _phrases(q: str) -> Iterable[tuple[str, bool]]:
    for quoted, word in re.findall(r'"([^"]*)"|([^\s"]+)', q):
        if phrase := " ".join(tokens(quoted or word)):
            yield phrase, not quoted


def _q(word: str, values: Sequence[str]) -> str:
    text = " ".join(value.strip() for value in values)
    if not any(_phrases(text)):
        raise BadQuery(f"{word}: {_shown(text)} holds no letter or digit to look for")
    return text


def _near_border_km(word: str, values: Sequence[str]) -> float:
    km = _number(word, _one(word, values), "kilometres from the frontier, 0 or more")
    if km < 0:
        raise BadQuery(f"{word}: {km:g} is below 0; expected kilometres from the frontier")
    return km


def _min_fatalities(word: str, values: Sequence[str]) -> int:
    text = _one(word, values)
    if not re.fullmatch("[0-9]{1,9}", text):
        raise BadQuery(f"{word}: {_shown(text)} is not a whole number, 0 or more")
    return int(text)


def _limit(word: str, values: Sequence[str]) -> int:
    text = _one(word, values)
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= MAX_LIMIT:
        raise BadQuery(f"{word}: {_shown(text)} is not a whole number from 1 to {MAX_LIMIT}")
    return int(text)


_READERS: dict[str, Callable[[str, Sequence[str]], Any]] = {
    "bbox": _bbox,
    "datetime": _datetime,
    "layer": _of(Layer),
    "type": _among(_TYPES),
    "status": _of(Status),
    "country": _country,
    "admin1": _texts,
    "admin2": _texts,
    "geo_precision": _among({str(n): n for n in (1, 2, 3, 4)}),
    "place": _texts,
    "id": _texts,
    "actor": _texts,
    "source": _texts,
    "q": _q,
    "near_border_km": _near_border_km,
    "min_fatalities": _min_fatalities,
    "limit": _limit,
}
WORDS = tuple(field.name for field in fields(Query))
