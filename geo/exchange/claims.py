"""A row of a data set, in our words, as an event. The words are the columns of geo.exchange.columns, and a few more.

A claim is a dict of texts; what it lacks is not known, and nothing is made up for it. Every fault of a row is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from geo.exchange.countries import Countries
from geo.model import (
    EVENT_TYPES,
    Actor,
    ActorRole,
    Article,
    Basis,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    Kind,
    Layer,
    Location,
    Mention,
    Place,
    Report,
    Role,
    Status,
    When,
)

WORDS = (
    "id", "type", "sub_type", "title", "status", "is_aggregate", "date_start", "date_end", "date_precision",
    "place_name", "kind", "country", "admin1", "admin2", "lat", "lon", "radius_km", "geo_precision", "initiators",
    "targets", "parties", "fatalities_low", "fatalities_best", "fatalities_high", "injuries_low", "injuries_best",
    "injuries_high", "url", "text",
)  # fmt: skip
STANDS = " stands here as "  # in the reason for a type that says more, or less, than the data set does
_RADIUS_KM = {1: 5.0, 2: 25.0, 3: 100.0, 4: 500.0}  # where a data set tells none, by geo_precision
_DEFAULT_KINDS = {1: Kind.SITE, 2: Kind.REGION, 3: Kind.REGION, 4: Kind.REGION}
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}\.?\d{0,15}|\.\d{1,15})")
_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")
_TYPES = {name.casefold(): kind for name, kind in EVENT_TYPES.items()}
_STATUSES = {each.value: each for each in Status}
_KINDS = {each.value: each for each in Kind}
_DATE_PRECISIONS = {each.value: each for each in DatePrecision}
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
Value = TypeVar("Value")
_STRANGE = re.compile(r"[^\w.~-]+")


class Unread(ValueError):
    """A row cannot be told: which of its columns, and what is wrong with it."""

    def __init__(self, column: str, say: str) -> None:
        super().__init__(say)
        self.column, self.say = column, say


class LeftOut(Exception):
    """A row is sound, and no event of ours; the message says why, the same words for all rows of the kind."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Where rows are from. `confidence` (0 to 1) is how far its rows are to be trusted as they are coded."""

    id: str
    title: str
    publisher: str
    url: str = ""
    licence: str = ""
    confidence: float = 0.5

    @property
    def article(self) -> Article:
        """The data set as a source of reports."""
        return Article(self.id, "", self.title, self.publisher, self.url, licence=self.licence, is_dataset=True)


class Atlas(Protocol):
    """What is known of the world's divisions. Coordinates are WGS 84 degrees."""

    @property
    def countries(self) -> Countries:
        """The codes of countries."""

    def units_at(self, lon: float, lat: float) -> tuple[str, str, str] | None:
        """Return country (ISO 3166-1 alpha-2), province and district that hold a point, as far as they are drawn."""

    def area(self, name: str, kind: Kind, country: str, lon: float, lat: float) -> Place | None:
        """Return the country, province or district of that name, the nearest of several; None if there is none."""


def event_of(claim: Mapping[str, str], dataset: Dataset, atlas: Atlas, faults: list[Unread]) -> Event | None:
    """Return the event that a claim tells; where it cannot be told, add why to `faults` and return None."""
    before = len(faults)
    reader = _Reader(claim, faults)
    sub_type = reader.text("sub_type")
    kind = _TYPES.get(sub_type.casefold()) or reader.among("type", _TYPES, needed=True)
    when = reader.when()
    part = _event_place(reader, dataset, atlas)
    fatalities, injuries = reader.count("fatalities"), reader.count("injuries")
    status = reader.among("status", _STATUSES) or Status.HAPPENED
    is_aggregate = reader.among("is_aggregate", _FLAGS) or False
    if len(faults) > before or kind is None:
        return None
    record = reader.text("id") or _digest(claim)
    report = Report(dataset.id, 0, 0, None, fatalities, injuries, record, reader.text("text"), reader.text("url"))
    name = part.location.place.name if part else ""
    return Event(
        id=f"{dataset.id}:{_slug(record)}",
        type=kind,
        title=reader.text("title") or (f"{kind.code} in {name}" if name else kind.code),
        when=when,
        status=status,
        is_aggregate=is_aggregate,
        places=(part,) if part else (),
        actors=tuple(_actors(reader)),
        fatalities=fatalities,
        injuries=injuries,
        reports=(report,),
        mode=sub_type if kind.layer is Layer.DIPLOMACY else "",
        confidence=dataset.confidence,
        why=tuple(filter(None, (f"as {dataset.publisher} codes it", reader.text("why")))),
    )


def standing(event: Event) -> str:
    """Return for what the type of an imported event stands, where its data set codes another thing; or nothing."""
    return next((reason for reason in event.why if STANDS in reason), "")


class _Reader:
    """The values of a claim, read strictly; what is wrong goes into `faults`."""

    def __init__(self, claim: Mapping[str, str], faults: list[Unread]) -> None:
        self._claim = claim
        self._faults = faults

    def text(self, word: str) -> str:
        return self._claim.get(word, "").strip()

    def fault(self, word: str, say: str) -> None:
        self._faults.append(Unread(word, say))

    def among(self, word: str, known: Mapping[str, Value], *, needed: bool = False) -> Value | None:
        """Return the value of a word that has few; None if it is not told."""
        text = self.text(word)
        if not (text or needed or "" in known):
            return None
        if (key := text.casefold()) in known:
            return known[key]
        if text or needed:
            names = ", ".join(name for name in known if name) if len(known) < 20 else "the codes of ACLED and PLOVER"
            self.fault(word, f"{text!r} is none of {names}" if text else "is empty")
        return None

    def number(self, word: str, *, least: float, most: float) -> float | None:
        text = self.text(word)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            hint = "; is the comma a decimal point?" if "," in text else ""
            self.fault(word, f"{text!r} is not a number{hint}")
        elif not least <= float(text) <= most:
            self.fault(word, f"{text} is not between {least:g} and {most:g}")
        else:
            return float(text)
        return None

    def whole(self, word: str) -> int | None:
        text = self.text(word)
        if text and not _WHOLE.fullmatch(text):
            self.fault(word, f"{text!r} is not a whole number of 0 or more")
            return None
        return int(float(text)) if text else None

    def count(self, what: str) -> Count | None:
        low, best, high = (self.whole(f"{what}_{name}") for name in ("low", "best", "high"))
        return None if low is best is high is None else Count(low, best, high)

    def day(self, word: str) -> date | None:
        text = self.text(word)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.fault(word, f"{text!r} is not a day; expected YYYY-MM-DD, such as 2024-03-18")
            return None

    def when(self) -> When:
        """Return the interval; without a precision, one day is known to the day and more days are not a week."""
        start, end = self.day("date_start"), self.day("date_end")
        precision = self.among("date_precision", _DATE_PRECISIONS)
        if start is None and end is None:
            return When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT)
        start, end = start or end, end or start
        assert start
        assert end
        if start > end:
            self.fault("date_end", f"{end} is before {start}, where the event starts")
            start, end = end, start
        return When(start, end, precision or _precision((end - start).days), DateBasis.EXPLICIT)


def _precision(days: int) -> DatePrecision:
    for most, precision in ((0, DatePrecision.DAY), (6, DatePrecision.WEEK), (30, DatePrecision.MONTH)):
        if days <= most:
            return precision
    return DatePrecision.YEAR


def _event_place(reader: _Reader, dataset: Dataset, atlas: Atlas) -> EventPlace | None:
    lat, lon = reader.number("lat", least=-90, most=90), reader.number("lon", least=-180, most=180)
    if lat is None or lon is None:
        if bool(reader.text("lat")) != bool(reader.text("lon")):
            reader.fault("lon" if reader.text("lat") else "lat", "is empty, and the other coordinate is told")
        return None
    if lat == lon == 0:
        reader.fault("lat", "0, 0 is a point in the Atlantic that stands for nothing known; leave both empty")
        return None
    place = _place(reader, dataset, atlas, lon, lat)
    surface = reader.text("place_text") or reader.text("place_name")
    why = reader.text("place_why") or f"{dataset.publisher} gives the point"
    return EventPlace(Role.LOCATION, Location(Mention(dataset.id, 0, 0, surface), place, 1.0, (why,)), Basis.GIVEN)


def _place(reader: _Reader, dataset: Dataset, atlas: Atlas, lon: float, lat: float) -> Place:
    """Return the area that a row means, as the gazetteer has it; or the row's own point, with today's divisions.

    The names of provinces and districts in old or foreign data sets are many; where the point is says it once.
    """
    precision = int(reader.number("geo_precision", least=1, most=4) or 1)
    kind = reader.among("kind", _KINDS) or _DEFAULT_KINDS[precision]
    radius_km = reader.number("radius_km", least=0, most=2000) or _RADIUS_KM[precision]
    told, name = reader.text("country"), reader.text("place_name")
    country = atlas.countries.code(told)
    if told and not country:
        reader.fault("country", f"{told!r} is neither an ISO 3166-1 code nor the English name of a country")
    if area := atlas.area(name, kind, country, lon, lat):
        return area
    units = atlas.units_at(lon, lat)
    admin1, admin2 = (reader.text("admin1"), reader.text("admin2")) if units is None or precision == 4 else units[1:]
    country = country or (units[0] if units else "")
    name = name or f"{lat:.3f}, {lon:.3f}"
    return _own_place(dataset.id, name, kind, country, admin1, "" if precision > 2 else admin2, lat, lon, radius_km,
                      precision)  # fmt: skip


@lru_cache(10_000)  # many rows are at one place
def _own_place(
    dataset: str, name: str, kind: Kind, country: str, admin1: str, admin2: str, lat: float, lon: float,
    radius_km: float, precision: int,
) -> Place:  # fmt: skip
    """Return a place of a data set; what says the same has the same id."""
    place = Place("", name, (), (), kind, country, admin1, admin2, lat, lon, radius_km, source=dataset)
    own = place if place.geo_precision == precision else replace(place, precision=precision)
    return replace(own, id=f"{dataset}:{hashlib.sha256(repr(own).encode()).hexdigest()[:12]}")


def _actors(reader: _Reader) -> Iterator[Actor]:
    words = {"initiators": ActorRole.INITIATOR, "targets": ActorRole.TARGET, "parties": ActorRole.PARTY}
    for word, role in words.items():
        for name in dict.fromkeys(filter(None, map(str.strip, reader.text(word).split(";")))):
            yield Actor(name, role)


def _digest(claim: Mapping[str, str]) -> str:
    """Return an id for a row that has none: rows that say the same are the same."""
    told = "\0".join(f"{word}\0{text}" for word, text in sorted(claim.items()) if text)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def _slug(record: str) -> str:
    """Return an id of a row as an address can hold it; ids that would look alike get a mark of their own."""
    plain = _STRANGE.sub("-", record)
    return plain if plain == record else f"{plain[:60]}-{hashlib.sha256(record.encode()).hexdigest()[:8]}"
