"""A query as SQL over the events table. Values are always bound, never written into the SQL.

The SQL is what SQLite and PostgreSQL both speak; where they differ, a Dialect has the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from geo.names import fold
from geo.store.codec import stored
from geo.store.query import Box, Days, Query, tokens

Condition = tuple[str, list[object]]
Ordinals = tuple[int, int]
Page = tuple[int, int]  # the number after which it begins, and how many events it has
LONG_DAYS = 31  # the index event_long counts on it
_NEAR = 2e-5  # degrees: two metres, more than 32 bits round
FIRST, LAST = date.min.toordinal(), date.max.toordinal()


class Dialect(Protocol):
    """What each database says in its own way. `latest` and `found_latest` order events by their start."""

    latest: str
    found_latest: str

    def box(self, box: Box, days: Ordinals | None, page: Page | None = None) -> Condition:
        """Return how to find the events in a box (west, south, east, north) and in some days, by an index.

        All that is not on a page may be left out.
        """

    def counted(self, box: Box, days: Ordinals | None) -> Condition:
        """Return the SQL that counts the same, by the index alone if that is enough."""

    def days(self, first: int, last: int) -> Condition:
        """Return how to find the events whose days touch an interval, by an index."""

    def phrase(self, phrase: str, *, goes_on: bool) -> Condition:
        """Return how to find the events that hold some words in that order; the last of them may go on."""


class SqliteDialect:
    """R*Tree, FTS5 where there is one, and a plus sign that keeps an index out of the way."""

    latest = "ORDER BY e.date_start DESC, e.id"
    found_latest = "ORDER BY +e.date_start DESC, e.id"

    def __init__(self, *, has_index: bool) -> None:
        self._has_index = has_index

    def box(self, box: Box, days: Ordinals | None, page: Page | None = None) -> Condition:
        """Ask the R*Tree."""
        found, values = self._boxes("fid", box, days)
        if page:
            found, values = f"{found} AND fid > ? ORDER BY fid LIMIT ?", [*values, *page]
        return f"e.fid IN ({found})", values

    def counted(self, box: Box, days: Ordinals | None) -> Condition:
        """Ask the R*Tree alone."""
        return self._boxes("count(*)", box, days)

    def _boxes(self, what: str, box: Box, days: Ordinals | None) -> Condition:
        """Select from the R*Tree; the table has the last word on what lies so near an edge that rounding decides."""
        west, south, east, north = box
        first, last = days or (FIRST, LAST)
        near = [west - _NEAR, east + _NEAR, south - _NEAR, north + _NEAR, first, last]
        sure = [west + _NEAR, east - _NEAR, south + _NEAR, north - _NEAR]
        dated = " AND min_day > 0" if days else ""  # 0 stands for no day
        exact, values = inside("x", box, days)
        return (
            f"SELECT {what} FROM event_box WHERE max_lon >= ? AND min_lon <= ? AND max_lat >= ? AND min_lat <= ? "  # noqa: S608
            f"AND max_day >= ? AND min_day <= ? "
            f"AND (min_lon >= ? AND max_lon <= ? AND min_lat >= ? AND max_lat <= ?{dated} "
            f"OR EXISTS (SELECT 1 FROM events AS x WHERE x.fid = event_box.fid AND {exact}))"
        ), [*near, *sure, *values]

    def days(self, first: int, last: int) -> Condition:
        """Ask an index of first days: it finds nearly all, as most events are short; the long ones have their own."""
        short = "e.first_day BETWEEN ? AND ? AND e.last_day >= ?"
        long = f"e.last_day - e.first_day > {LONG_DAYS} AND e.first_day <= ? AND e.last_day >= ?"
        return f"{short} OR {long}", [first - LONG_DAYS, last, first, last, first]

    def phrase(self, phrase: str, *, goes_on: bool) -> Condition:
        """Ask FTS5, or look through all texts."""
        if self._has_index:
            match = f'"{phrase}"' + (" *" if goes_on else "")
            return "e.fid IN (SELECT rowid FROM event_search WHERE event_search MATCH ?)", [match]
        texts = "(SELECT ' ' || search || ' ' FROM event_records AS t WHERE t.fid = e.fid)"
        return f"instr({texts}, ?) > 0", [f" {phrase}" + ("" if goes_on else " ")]


def inside(table: str, box: Box, days: Ordinals | None) -> Condition:
    """Return how to tell by the columns of a table, without an index, what lies in a box and in some days."""
    west, south, east, north = box
    sql, values = f"{table}.lon BETWEEN ? AND ? AND {table}.lat BETWEEN ? AND ?", [west, east, south, north]
    if days is None:
        return sql, [*values]
    # The plus signs keep the index of days out of the way of that of boxes, which knows the days too.
    return f"{sql} AND +{table}.first_day <= ? AND +{table}.last_day >= ?", [*values, days[1], days[0]]


def counting(query: Query, dialect: Dialect) -> Condition:
    """Return the SQL that counts the events of a query, whatever its limit."""
    if query.bbox and _is_box(query):
        return dialect.counted(query.bbox, query.datetime and ordinals(query.datetime))
    clause, values = select(query, dialect)
    return f"SELECT count(*) FROM events AS e WHERE {clause}", values  # noqa: S608


def _is_box(query: Query) -> bool:
    return query == Query(bbox=query.bbox, datetime=query.datetime, limit=query.limit)


def select(query: Query, dialect: Dialect, page: Page | None = None) -> Condition:
    """Return the WHERE clause of a query over `events AS e`, and its values; limit and order are the caller's.

    Events that are not on a page may be left out where that is quicker.
    """
    conditions = list(_conditions(query, dialect, page if _is_box(query) else None))
    clause = " AND ".join(f"({sql})" for sql, _ in conditions) or "TRUE"
    return clause, [value for _, values in conditions for value in values]


def order(query: Query, dialect: Dialect) -> str:
    """Return the ORDER BY clause: latest start first, undated last, then by id.

    Where the query names something rare, the database finds that first and sorts what it found, instead of going
    through all events in their order.
    """
    is_rare = query.bbox or query.datetime or query.place or query.id or query.actor or query.source or query.q
    return dialect.found_latest if is_rare else dialect.latest


def admin1_key(name: str) -> str:
    """Return the key by which provinces are compared: "Khost" and "Khost Province" are one."""
    return fold(name).removesuffix(" province")


def ordinals(days: Days) -> Ordinals:
    """Return an interval as proleptic ordinals of days, an open side at the end of the calendar."""
    start, end = days
    return (start.toordinal() if start else FIRST), (end.toordinal() if end else LAST)


def _conditions(query: Query, dialect: Dialect, page: Page | None) -> Iterator[Condition]:
    days = query.datetime and ordinals(query.datetime)
    if query.bbox:
        yield dialect.box(query.bbox, days, page)
    elif days:
        yield dialect.days(*days)
    if query.type:
        yield _any("e.code", sorted(query.codes))
    yield from _columns(query)
    if query.place:
        yield _place(query.place)
    if query.actor:
        yield _actors(query.actor, dialect)
    if query.source:
        yield _source(query)
    for phrase, goes_on in query.phrases:
        yield dialect.phrase(phrase, goes_on=goes_on)


def _columns(query: Query) -> Iterator[Condition]:
    """Yield what one column of an event decides."""
    for column, values in (
        ("e.layer", [str(layer) for layer in query.layer]),
        ("e.status", [str(status) for status in query.status]),
        ("e.country", query.country),
        ("e.admin1_key", [admin1_key(name) for name in query.admin1]),
        ("e.admin2", [stored(name) for name in query.admin2]),
        ("e.geo_precision", query.geo_precision),
        ("e.id", [stored(event) for event in query.id]),
    ):
        if values:
            yield _any(column, values)
    if query.near_border_km is not None:
        yield "e.border_km <= ?", [query.near_border_km]
    if query.min_fatalities is not None:
        yield "coalesce(e.fatalities_best, e.fatalities_low, 0) >= ?", [query.min_fatalities]


def _any(column: str, values: Sequence[str | bytes | int]) -> Condition:
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _place(places: tuple[str, ...]) -> Condition:
    """Take a gazetteer id, or any spelling of a name."""
    by_id, ids = _any("place", [stored(each) for place in places for each in {place, place.lower()}])
    by_name, names = _any("name", [fold(place) for place in places])
    return (
        f"e.id IN (SELECT event FROM event_places WHERE {by_id} "  # noqa: S608
        f"OR place IN (SELECT place FROM place_names WHERE {by_name}))"
    ), [*ids, *names]


def _source(query: Query) -> Condition:
    """Take a publisher or an article's id.

    A data set may have a million events: where something else selects, each of those is asked for its sources.
    """
    by_publisher, publishers = _any("publisher_key", [fold(name) for name in query.source])
    by_id, ids = _any("id", [stored(name) for name in query.source])
    articles = f"article IN (SELECT id FROM articles WHERE {by_publisher} OR {by_id})"  # noqa: S608
    if query.bbox or query.datetime or query.q:
        return f"EXISTS (SELECT 1 FROM reports AS r WHERE r.event = e.id AND r.{articles})", [*publishers, *ids]  # noqa: S608
    return f"e.id IN (SELECT event FROM reports WHERE {articles})", [*publishers, *ids]  # noqa: S608


def _actors(actors: tuple[str, ...], dialect: Dialect) -> Condition:
    """Take a name, or some whole words of it: "US" is no part of "Usman". The search text knows where to look."""
    words = [dialect.phrase(" ".join(tokens(name)), goes_on=False) for name in actors if tokens(name)]
    named = "instr(' ' || a.name_key || ' ', ' ' || ? || ' ') > 0"
    has = f"EXISTS (SELECT 1 FROM actors AS a WHERE a.event = e.id AND ({' OR '.join([named] * len(actors))}))"  # noqa: S608
    names: list[object] = [fold(name) for name in actors]
    if len(words) < len(actors):  # a name of signs alone stands in no search text
        return has, names
    likely = " OR ".join(sql for sql, _ in words)
    return f"({likely}) AND {has}", [*(value for _, values in words for value in values), *names]
