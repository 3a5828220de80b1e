"""Files of events as events: what data set a file is of, its rows as claims or exports of ours, and what was wrong.

Every row that cannot be told is a Problem with its line; sound rows that are no event of ours are counted by reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from geo.errors import DataError, SourceError
from geo.exchange import acled, gdelt, ucdp
from geo.exchange.claims import WORDS, Atlas, Dataset, LeftOut, Unread, event_of
from geo.exchange.hxl import is_tags, tagged_words
from geo.exchange.mapping import Mapped
from geo.exchange.returning import is_ours, returned
from geo.exchange.rows import Row, Rows, open_rows
from geo.model import Article, Event, Problem
from geo.store import Query

FORMS = ("ucdp", "acled", "gdelt", "csv", "geojson", "gpkg", "fgb", "parquet")
_KINDS = {"ucdp": "table", "acled": "table", "gdelt": "table", "csv": "table", "geojson": "features", "gpkg": "gdal",
          "fgb": "gdal", "parquet": "parquet"}  # fmt: skip
_GDELT_NAME = re.compile(r"\.export\.csv(\.zip|\.gz)?$", re.IGNORECASE)
_MOST_LINES = 5  # told of each reason for leaving rows out
EVERYTHING = Query(limit=None)
OUTSIDE = "outside the box, days or countries that were asked for"
Claimer = Callable[[Mapping[str, str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Standard:
    """A data set whose columns are known: how its rows are claims, and what its columns are for our words."""

    dataset: Dataset
    claim: Claimer
    marks: frozenset[str]  # columns by which a file is known for one
    names: Mapping[str, str]


STANDARDS = {
    "ucdp": Standard(ucdp.UCDP, ucdp.ucdp_claim, frozenset({"id", "type_of_violence", "where_prec", "date_prec"}), {
        "type": "type_of_violence", "lat": "latitude", "lon": "longitude", "fatalities_low": "low",
        "fatalities_best": "best", "fatalities_high": "high"}),
    "acled": Standard(acled.ACLED, acled.acled_claim, frozenset({"event_date", "event_type", "sub_event_type"}), {
        "type": "sub_event_type", "lat": "latitude", "lon": "longitude", "fatalities_best": "fatalities",
        "date_start": "event_date", "country": "iso"}),
    "gdelt": Standard(gdelt.GDELT, gdelt.gdelt_claim, frozenset(gdelt.COLUMNS), {
        "type": "EventCode", "lat": "ActionGeo_Lat", "lon": "ActionGeo_Long", "date_start": "SQLDATE"}),
}  # fmt: skip


class Taken(NamedTuple):
    """An event out of a row: its line, and what reports it where the row itself tells that."""

    line: int
    event: Event
    articles: Mapping[str, Article]


@dataclass(slots=True)
class Import:
    """One file that is being imported. `dataset` is None for an export of ours, which tells its sources itself.

    `problems` and `left_out` (lines by reason) are whole when `events` has been read to its end.
    """

    path: Path
    rows: Rows
    dataset: Dataset | None
    claim: Claimer
    names: Mapping[str, str] = field(default_factory=dict)
    is_table: bool = True
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def events(self, atlas: Atlas, wanted: Query = EVERYTHING) -> Iterator[Taken]:
        """Yield the event of each row that tells one, within the bbox, datetime and country of a query."""
        lines: dict[str, int] = {}
        for row in self.rows.rows:
            self.read += 1
            found = self._event(row, atlas)
            if found is None:
                continue
            key = found.event.id
            if first := lines.get(key):
                self.fault(row.line, Unread("id", f"{key!r} stands in line {first} already"))
                continue
            lines[key] = row.line
            if is_within(found.event, wanted):
                yield found
            else:
                self.left_out[OUTSIDE].append(row.line)

    def _event(self, row: Row, atlas: Atlas) -> Taken | None:
        faults: list[Unread] = []
        try:
            if self.dataset is None:
                return Taken(row.line, *returned(row.cells, is_table=self.is_table))
            if event := event_of(self.claim(row.cells), self.dataset, atlas, faults):
                return Taken(row.line, event, {})
        except LeftOut as reason:
            self.left_out[str(reason)].append(row.line)
        except Unread as fault:
            faults.append(fault)
        for each in faults:
            self.fault(row.line, each)
        return None

    def fault(self, line: int, fault: Unread) -> None:
        """Keep what is wrong with a row, by the file's own column."""
        column = self.names.get(fault.column, fault.column)
        self.problems.append(Problem(str(self.path), line, column, "", fault.say))

    def reasons(self) -> Iterator[str]:
        """Yield why sound rows were left out, with how many and the first lines, the most frequent first."""
        for reason, lines in sorted(self.left_out.items(), key=lambda item: -len(item[1])):
            more = ", …" if len(lines) > _MOST_LINES else ""
            told = ", ".join(map(str, lines[:_MOST_LINES]))
            s = "s" if len(lines) > 1 else ""
            yield f"{len(lines):,} row{s} left out: {reason} (line{s} {told}{more})"


def is_within(event: Event, wanted: Query) -> bool:
    """Return whether an event's main place and days are within the bbox, countries and datetime of a query, if any."""
    main, when = event.main_place, event.when
    place = main.location.place if main else None
    if wanted.country and (place is None or place.country not in wanted.country):
        return False
    if wanted.bbox:
        west, south, east, north = wanted.bbox
        if place is None or not (west <= place.lon <= east and south <= place.lat <= north):
            return False
    if wanted.datetime:
        start, end = wanted.datetime
        if when.start is None or when.end is None:
            return False
        return (end is None or when.start <= end) and (start is None or when.end >= start)
    return True


@contextmanager
def open_import(path: Path, form: str = "", *, mapping: Mapped | None = None, layer: str = "") -> Iterator[Import]:
    """Open a file of events; `form` is one of FORMS, or empty to tell it by the name and the columns.

    Raises SourceError if the file cannot be read, DataError if its columns are not known and no mapping tells them.
    """
    if not form and _GDELT_NAME.search(path.name):
        form = "gdelt"
    problems: list[Problem] = []
    header = gdelt.COLUMNS if form == "gdelt" else None
    with open_rows(path, problems, kind=_KINDS.get(form, ""), layer=layer, columns=header) as rows:
        first = next(rows.rows, None)
        tags = [first.cells.get(name, "") for name in rows.columns] if first else []
        tagged = is_tags(tags)
        again = rows.rows if tagged or first is None else chain([first], rows.rows)
        rows = Rows(rows.columns, again, rows.size, rows.done, rows.is_table)
        words = tagged_words(rows.columns, tags) if tagged else {}
        is_empty = first is None and not rows.is_table  # features without a feature tell no columns
        opened = Import(path, rows, None, dict) if is_empty else _recognised(path, rows, form, mapping, words)
        opened.problems = problems
        opened.is_table = rows.is_table
        yield opened


def _recognised(
    path: Path, rows: Rows, form: str, mapping: Mapped | None, tagged: Mapping[str, tuple[str, ...]]
) -> Import:
    if mapping is not None:
        if missing := mapping.missing(rows.columns):
            raise DataError([Problem(str(path), 1, name, "", f"this column of the mapping is not in the file; it has "
                                     f"{', '.join(rows.columns)}") for name in missing])  # fmt: skip
        return _mapped(path, rows, mapping)
    if is_ours(rows.columns):
        return Import(path, rows, None, dict)
    for name, standard in STANDARDS.items():
        if form == name and (missing := sorted(standard.marks - set(rows.columns))):
            say = f"this column of {standard.dataset.publisher} is missing from the header"
            raise DataError([Problem(str(path), 1, column, "", say) for column in missing])
        if standard.marks <= set(rows.columns):
            return Import(path, rows, standard.dataset, standard.claim, standard.names)
    columns = tagged or {name: (name,) for name in rows.columns if name in WORDS}
    if "type" not in columns and "sub_type" not in columns:
        raise SourceError(
            f"{path}: the columns are not known ({', '.join(rows.columns[:12])}…); say with --mapping FILE what they "
            "are. `torkham import --help` shows one"
        )
    return _mapped(path, rows, Mapped(_unnamed(path), columns))


def _mapped(path: Path, rows: Rows, mapping: Mapped) -> Import:
    names = {word: columns[0] for word, columns in mapping.columns.items() if columns}
    return Import(path, rows, mapping.dataset, mapping.claim, names)


def _unnamed(path: Path) -> Dataset:
    """Return a data set that nobody described: it bears the name of its file."""
    stem = path.name.partition(".")[0]
    key = re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-") or "file"
    return Dataset(f"file-{key}", path.name, stem)
