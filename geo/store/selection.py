"""A query as SQL over the events table. Values are always bound, never written into the SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from geo.names import fold
from geo.store.codec import stored
from geo.store.query import Days, Query

Condition = tuple[str, list[object]]
LONG_DAYS = 31  # the index event_long counts on it
FOUND_FIRST = "ORDER BY +e.date_start DESC, e.id"
FIRST, LAST = date.min.toordinal(), date.max.toordinal()


def select(query: Query, *, has_index: bool) -> Condition:
    """Return the WHERE clause of a query over `events AS e`, and its values; limit and order are the caller's."""
    conditions = list(_conditions(query, has_index=has_index))
    clause = " AND ".join(f"({sql})" for sql, _ in conditions) or "1"
    return clause, [value for _, values in conditions for value in values]


def order(query: Query) -> str:
    """Return the ORDER BY clause: latest start first, undated last, then by id.

    Where the query names something rare, a plus sign has SQLite find that first and sort what it found, instead of
    going through all events in their order.
    """
    is_rare = query.bbox or query.datetime or query.place or query.actor or query.source or query.q
    return FOUND_FIRST if is_rare else "ORDER BY e.date_start DESC, e.id"


def admin1_key(name: str) -> str:
    """Return the key by which provinces are compared: "Khost" and "Khost Province" are one."""
    return fold(name).removesuffix(" province")


def ordinals(days: Days) -> tuple[int, int]:
    """Return an interval as proleptic ordinals of days, an open side at the end of the calendar."""
    start, end = days
    return (start.toordinal() if start else FIRST), (end.toordinal() if end else LAST)


def touching(first: int, last: int) -> Condition:
    """Return how to find the events whose days touch an interval.

    Nearly all events are short, so that an index of first days finds them; the long ones have their own.
    """
    short = "e.first_day BETWEEN ? AND ? AND e.last_day >= ?"
    long = f"e.last_day - e.first_day > {LONG_DAYS} AND e.first_day <= ? AND e.last_day >= ?"
    return f"{short} OR {long}", [first - LONG_DAYS, last, first, last, first]


def _conditions(query: Query, *, has_index: bool) -> Iterator[Condition]:
    if query.bbox:
        yield _box(query)
    if query.datetime:
        first, last = ordinals(query.datetime)
        # The plus signs keep the index of days out of the way of that of boxes, which knows the days too.
        inside: Condition = ("+e.first_day <= ? AND +e.last_day >= ?", [last, first])
        yield inside if query.bbox else touching(first, last)
    if query.type:
        yield _any("e.code", sorted(query.codes))
    yield from _columns(query)
    if query.place:
        yield _place(query.place)
    if query.actor:
        yield _actor(query.actor)
    if query.source:
        yield _source(query.source)
    for phrase, goes_on in query.phrases:
        yield _phrase(phrase, goes_on=goes_on, has_index=has_index)


def _columns(query: Query) -> Iterator[Condition]:
    """Yield what one column of an event decides."""
    for column, values in (
        ("e.layer", [str(layer) for layer in query.layer]),
        ("e.status", [str(status) for status in query.status]),
        ("e.country", query.country),
        ("e.admin1_key", [admin1_key(name) for name in query.admin1]),
        ("e.admin2", [stored(name) for name in query.admin2]),
        ("e.geo_precision", query.geo_precision),
    ):
        if values:
            yield _any(column, values)
    if query.near_border_km is not None:
        yield "e.border_km <= ?", [query.near_border_km]
    if query.min_fatalities is not None:
        yield "coalesce(e.fatalities_best, e.fatalities_low, 0) >= ?", [query.min_fatalities]


def _any(column: str, values: Sequence[str | bytes | int]) -> Condition:
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _box(query: Query) -> Condition:
    """Ask the index first; its numbers are rounded outwards, so the table has the last word."""
    assert query.bbox
    west, south, east, north = query.bbox
    first, last = ordinals(query.datetime or (None, None))
    return (
        "e.fid IN (SELECT fid FROM event_box WHERE max_lon >= ? AND min_lon <= ? AND max_lat >= ? AND min_lat <= ? "
        "AND max_day >= ? AND min_day <= ?) AND e.lon BETWEEN ? AND ? AND e.lat BETWEEN ? AND ?"
    ), [west, east, south, north, first, last, west, east, south, north]


def _place(places: tuple[str, ...]) -> Condition:
    """Take a gazetteer id, or any spelling of a name."""
    by_id, ids = _any("place", [stored(each) for place in places for each in {place, place.lower()}])
    by_name, names = _any("name", [fold(place) for place in places])
    return (
        f"e.id IN (SELECT event FROM event_places WHERE {by_id} "  # noqa: S608
        f"OR place IN (SELECT place FROM place_names WHERE {by_name}))"
    ), [*ids, *names]


def _actor(actors: tuple[str, ...]) -> Condition:
    """Take a name, or some whole words of it: "US" is no part of "Usman"."""
    part = "instr(' ' || name_key || ' ', ' ' || ? || ' ')"
    either = " OR ".join([part] * len(actors))
    return f"e.id IN (SELECT event FROM actors WHERE {either})", [fold(name) for name in actors]  # noqa: S608


def _source(sources: tuple[str, ...]) -> Condition:
    by_publisher, publishers = _any("a.publisher_key", [fold(name) for name in sources])
    by_id, ids = _any("a.id", [stored(name) for name in sources])
    return (
        "e.id IN (SELECT r.event FROM reports AS r JOIN articles AS a ON a.id = r.article "  # noqa: S608
        f"WHERE {by_publisher} OR {by_id})"
    ), [*publishers, *ids]


def _phrase(phrase: str, *, goes_on: bool, has_index: bool) -> Condition:
    if has_index:
        match = f'"{phrase}"' + (" *" if goes_on else "")
        return "e.fid IN (SELECT rowid FROM event_search WHERE event_search MATCH ?)", [match]
    return "instr(' ' || e.search || ' ', ?)", [f" {phrase}" + ("" if goes_on else " ")]
