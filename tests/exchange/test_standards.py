"""Events in the columns of ACLED and UCDP GED: what has a row, what each column says, and what stays empty."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from geo.exchange import FORMATS, acled, ucdp
from geo.model import (
    Actor,
    ActorRole,
    Count,
    DateBasis,
    DatePrecision,
    EventPlace,
    EventType,
    Kind,
    Report,
    Role,
    Status,
    When,
)


def rows(form, *events, articles=None):
    """Return the rows of a file, and why events have none."""
    left_out = Counter()
    told = "".join(FORMATS[form].text(events, articles or {}, left_out))
    return list(csv.DictReader(io.StringIO(told[1:], newline=""))), left_out


def at(event, **changes):
    """Return an event at a place that differs so."""
    (part,) = event.places
    place = replace(part.location.place, **changes)
    return replace(event, places=(EventPlace(Role.LOCATION, replace(part.location, place=place)),))


def when(start, end, precision):
    return When(date.fromisoformat(start), date.fromisoformat(end), precision, DateBasis.EXPLICIT)


def test_an_incident_is_a_row_of_acled(sample):
    ((row,), left_out) = rows("acled", sample.bomb, articles=sample.articles)
    assert not left_out
    assert list(row) == list(acled.COLUMNS)
    assert {name: cell for name, cell in row.items() if cell} == {
        "event_id_cnty": "e1", "event_date": "2023-01-01", "year": "2023", "time_precision": "3",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Suicide bomb", "actor1": "Tehreek-e-Taliban Pakistan", "actor2": "Worshippers",
        "iso": "586", "country": "Pakistan", "admin1": "Khyber Pakhtunkhwa", "admin2": "Peshawar",
        "location": "Peshawar", "latitude": "34.008", "longitude": "71.579", "geo_precision": "1", "source": "Dawn",
        "notes": sample.text, "fatalities": "100",
    }  # fmt: skip


def test_an_incident_with_deaths_is_a_row_of_ucdp(sample):
    ((row,), left_out) = rows("ucdp", sample.bomb, articles=sample.articles)
    assert not left_out
    assert list(row) == list(ucdp.COLUMNS)
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "e1", "year": "2023", "side_a": "Tehreek-e-Taliban Pakistan", "side_b": "Worshippers",
        "number_of_sources": "1", "source_article": sample.text, "source_office": "Dawn", "where_prec": "1",
        "where_coordinates": "Peshawar", "adm_1": "Khyber Pakhtunkhwa", "adm_2": "Peshawar", "latitude": "34.008",
        "longitude": "71.579", "geom_wkt": "POINT (71.579 34.008)", "priogrid_gid": "179064", "country": "Pakistan",
        "iso3": "PAK", "event_clarity": "1", "date_prec": "4", "date_start": "2023-01-01", "date_end": "2023-01-31",
        "best": "100", "low": "100",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "in_acled", "in_ucdp"),
    [
        ({}, "", ""),
        ({"type": EventType.CONSULT}, "diplomatic", "diplomatic"),
        ({"is_aggregate": True}, "totals", ""),
        ({"status": Status.ONGOING}, "", ""),
        ({"status": Status.ALLEGED}, "alleged", "alleged"),
        ({"status": Status.PLANNED}, "planned", "planned"),
        ({"places": ()}, "without a place", "without a place"),
        ({"when": When(None, None, DatePrecision.UNKNOWN, DateBasis.EXPLICIT)}, "not known to the month", "a date"),
        ({"when": when("2023-01-01", "2023-12-31", DatePrecision.YEAR)}, "not known to the month", ""),
        ({"fatalities": None}, "", "without a death"),
        ({"fatalities": Count(0, 0, 0)}, "", "without a death"),
    ],
)
def test_only_what_a_standard_codes_has_a_row_and_the_rest_is_counted_by_reason(sample, changes, in_acled, in_ucdp):
    event = replace(sample.bomb, **changes)
    for form, why in (("acled", in_acled), ("ucdp", in_ucdp)):
        found, left_out = rows(form, event)
        assert len(found) + left_out.total() == 1
        assert len(found) == (not why)
        assert why in "".join(left_out)


@pytest.mark.parametrize(
    ("kind", "precision", "in_acled", "where_prec"),
    [
        (Kind.TOWN, None, "1", "1"), (Kind.VILLAGE, 2, "2", "2"), (Kind.DISTRICT, None, "2", "3"),
        (Kind.TEHSIL, None, "2", "3"), (Kind.PROVINCE, None, "3", "4"), (Kind.REGION, 2, "2", "5"),
        (Kind.COUNTRY, None, None, "6"),
    ],
)  # fmt: skip
def test_how_exactly_a_place_is_known_goes_over(sample, kind, precision, in_acled, where_prec):
    event = at(sample.bomb, kind=kind, precision=precision)
    (found, _), ((row,), _) = rows("acled", event), rows("ucdp", event)
    assert [one["geo_precision"] for one in found] == ([in_acled] if in_acled else [])
    assert row["where_prec"] == where_prec


@pytest.mark.parametrize(
    ("start", "end", "precision", "in_acled", "date_prec"),
    [
        ("2023-01-05", "2023-01-05", DatePrecision.DAY, "1", "1"),
        ("2023-01-05", "2023-01-07", DatePrecision.DAY, "1", "1"),
        ("2023-01-05", "2023-01-08", DatePrecision.WEEK, "2", "2"),
        ("2023-01-02", "2023-01-08", DatePrecision.WEEK, "2", "3"),
        ("2023-01-01", "2023-01-31", DatePrecision.MONTH, "3", "4"),
        ("2023-01-01", "2023-12-31", DatePrecision.YEAR, None, "5"),
    ],
)
def test_how_exactly_a_day_is_known_goes_over(sample, start, end, precision, in_acled, date_prec):
    event = replace(sample.bomb, when=when(start, end, precision))
    (found, _), ((row,), _) = rows("acled", event), rows("ucdp", event)
    assert [one["time_precision"] for one in found] == ([in_acled] if in_acled else [])
    assert row["date_prec"] == date_prec


def test_violence_against_civilians_is_one_sided_and_nothing_else_is_guessed(sample):
    for kind, violence, targeting in (
        (EventType.ATTACK, "3", "Civilian targeting"),
        (EventType.ARMED_CLASH, "", ""),
        (EventType.SUICIDE_BOMB, "", ""),
    ):
        event = replace(sample.bomb, type=kind)
        assert rows("ucdp", event)[0][0]["type_of_violence"] == violence
        assert rows("acled", event)[0][0]["civilian_targeting"] == targeting


@pytest.mark.parametrize(
    ("kind", "disorder"),
    [
        (EventType.MOB_VIOLENCE, "Political violence"), (EventType.VIOLENT_DEMONSTRATION, "Demonstrations"),
        (EventType.PEACEFUL_PROTEST, "Demonstrations"), (EventType.OTHER, "Strategic developments"),
        (EventType.EXCESSIVE_FORCE, "Political violence; Demonstrations"),
    ],
)  # fmt: skip
def test_acled_sorts_disorder_by_type(sample, kind, disorder):
    assert rows("acled", replace(sample.bomb, type=kind))[0][0]["disorder_type"] == disorder


@pytest.mark.parametrize(
    ("actors", "first", "with_first", "second", "with_second"),
    [
        ([], "", "", "", ""),
        (["initiator A", "initiator B", "target C"], "A", "B", "C", ""),
        (["party A", "party B"], "A", "", "B", ""),
        (["target C", "target D"], "", "", "C", "D"),
        (["party A", "target C"], "A", "", "C", ""),
        (["initiator A", "party B"], "A", "", "B", ""),
    ],
)
def test_each_side_has_one_actor_and_those_who_stand_with_it(sample, actors, first, with_first, second, with_second):
    told = tuple(Actor(name, ActorRole(role)) for role, name in map(str.split, actors))
    ((row,), _) = rows("acled", replace(sample.bomb, actors=told))
    assert (row["actor1"], row["assoc_actor_1"], row["actor2"], row["assoc_actor_2"]) == (
        first, with_first, second, with_second)  # fmt: skip


def test_a_row_that_came_from_ucdp_keeps_its_number(sample):
    event = replace(sample.bomb, reports=(Report("ucdp-ged", 0, 0, record="900001"),))
    assert rows("ucdp", event)[0][0]["id"] == "900001"


@pytest.mark.parametrize(
    ("lon", "lat", "cell"), [(-180, -90, 1), (180, 90, 259200), (71.579, 34.008, 179064), (0, 0, 129961)]
)
def test_cells_of_prio_grid_are_numbered_from_the_south_west(lon, lat, cell):
    assert ucdp.priogrid(lon, lat) == cell
