"""What the pages say of dates, numbers and doubt."""

from datetime import date

import pytest

from geo.model import Basis, Count, DateBasis, DatePrecision, EventType, Kind, Role, Status, Use, When
from web import wording
from web.legend import read_legend


def when(start, end, precision):
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return When(*days, DatePrecision(precision), DateBasis.EXPLICIT)


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2024-03-18", "2024-03-18", "day", "18 March 2024"),
        ("2024-03-18", "2024-03-20", "day", "18–20 March 2024"),
        ("2024-03-30", "2024-04-02", "day", "30 March to 2 April 2024"),
        ("2023-12-30", "2024-01-02", "day", "30 December 2023 to 2 January 2024"),
        ("2024-03-11", "2024-03-17", "week", "some time between 11 March 2024 and 17 March 2024"),
        ("2023-01-01", "2023-01-31", "month", "some time in January 2023"),
        ("2024-02-01", "2024-02-29", "month", "some time in February 2024"),
        ("2023-02-01", "2023-04-30", "month", "some time between February and April 2023"),
        ("2022-11-01", "2023-01-31", "month", "some time between November 2022 and January 2023"),
        ("2022-01-01", "2022-12-31", "year", "some time in 2022"),
        ("2021-01-01", "2022-12-31", "year", "some time between 2021 and 2022"),
        (None, None, "unknown", "date unknown"),
        ("2024-03-18", None, "unknown", "since 18 March 2024"),
        (None, "2024-03-18", "unknown", "by 18 March 2024"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(start, end, precision, words):
    assert wording.when_words(when(start, end, precision)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, "not told"),
        (Count(None, None, None), "not told"),
        (Count(8, 8, 8), "8"),
        (Count(1, 1, 1), "1"),
        (Count(0, 0, 0), "none"),
        (Count(0, None, 0), "none"),
        (Count(100, 100, None), "at least 100"),
        (Count(24, None, None), "at least 24"),
        (Count(None, None, 12), "up to 12"),
        (Count(0, None, 12), "up to 12"),
        (Count(None, 10, 12), "up to 12, most likely 10"),
        (Count(None, 10, None), "about 10"),
        (Count(7, 8, 9), "7 to 9, most likely 8"),
        (Count(60, 84, 84), "60 to 84"),
        (Count(1200, 1200, 1200), "1,200"),
    ],
)
def test_a_number_is_told_as_far_as_it_is_known(count, words):
    assert wording.count_words(count) == words


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (wording.STATUS, Status),
        (wording.DATE_BASIS, DateBasis),
        (wording.PLACE_BASIS, Basis),
        (wording.ROLE, Role),
        (wording.USE, Use),
    ],
)
def test_every_value_has_words(table, kinds):
    assert set(table) == set(kinds)


@pytest.mark.parametrize("event_type", EventType, ids=lambda some: some.name)
def test_every_type_is_explained_and_has_a_symbol(event_type):
    legend = read_legend()
    assert legend.type(event_type).explanation.endswith(".")
    assert legend.type(event_type).label
    family = legend.family(event_type)
    assert family.layer == event_type.layer
    assert family.shape
    assert family.token


@pytest.mark.parametrize(("confidence", "words"), [(1, "high"), (0.75, "high"), (0.6, "medium"), (0.2, "low")])
def test_confidence_has_three_words(confidence, words):
    assert wording.confidence_words(confidence) == words


@pytest.mark.parametrize(
    ("kind", "count", "words"),
    [
        (Kind.CITY, 1, "1 city"),
        (Kind.CITY, 2, "2 cities"),
        (Kind.BORDER_CROSSING, 3, "3 border crossings"),
        (Kind.PASS, 1200, "1,200 passes"),
    ],
)
def test_a_kind_goes_with_its_number(kind, count, words):
    assert wording.kind_words(kind, count) == words
