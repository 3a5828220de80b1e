"""Which reports are one event, which are not, and what becomes of what they tell."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.merging import merge
from geo.merging.likeness import compare
from geo.merging.nearness import Surroundings
from geo.merging.telling import Telling
from geo.model import (
    Actor,
    ActorRole,
    Basis,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Location,
    Mention,
    Place,
    Report,
    Role,
    Status,
    When,
)

PLACES = {
    place.id: place
    for place in (
        Place("pk", "Pakistan", (), (), Kind.COUNTRY, "PK", "", "", 30, 70, 500),
        Place("af", "Afghanistan", (), (), Kind.COUNTRY, "AF", "", "", 33.8, 66, 450),
        Place("kp", "Khyber Pakhtunkhwa", (), (), Kind.PROVINCE, "PK", "Khyber Pakhtunkhwa", "", 34.5, 72, 180),
        Place("paktika", "Paktika", (), (), Kind.PROVINCE, "AF", "Paktika", "", 32.4, 68.7, 78),
        Place("barmal", "Barmal", (), (), Kind.DISTRICT, "AF", "Paktika", "Barmal", 32.69, 69.26, 20),
        Place("urgun", "Urgun", (), (), Kind.DISTRICT, "AF", "Paktika", "Urgun", 32.9, 69.2, 17),
        Place("peshawar", "Peshawar", (), (), Kind.CITY, "PK", "Khyber Pakhtunkhwa", "Peshawar", 34.008, 71.578, 25),
        Place("bara", "Bara", (), (), Kind.TOWN, "PK", "Khyber Pakhtunkhwa", "Khyber District", 33.92, 71.46, 3),
        Place("quetta", "Quetta", (), (), Kind.CITY, "PK", "Balochistan", "Quetta", 30.184, 67.001, 12),
        Place("kabul", "Kabul", (), (), Kind.CITY, "AF", "Kabul", "Kabul", 34.528, 69.172, 22),
        Place("doha", "Doha", (), (), Kind.CITY, "QA", "", "", 25.29, 51.53, 20),
        Place("islamabad", "Islamabad", (), (), Kind.CITY, "PK", "Islamabad", "Islamabad", 33.69, 73.05, 20),
        Place("sialkot", "Sialkot", (), (), Kind.CITY, "PK", "Punjab", "Sialkot", 32.49, 74.53, 8),
        Place("torkham", "Torkham border crossing", (), (), Kind.BORDER_CROSSING, "PK", "Khyber Pakhtunkhwa",
              "Khyber District", 34.122, 71.094, 3),
        Place("torkham-town", "Torkham (town)", (), (), Kind.TOWN, "AF", "Nangarhar", "Momand Dara", 34.131, 71.082, 3),
    )
}  # fmt: skip
DAY = date(2024, 3, 18)
BOMB, BLAST, CLASH, RAID = (
    EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE, EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE,
)  # fmt: skip
PK = Actor("Pakistan", ActorRole.INITIATOR, "PK")
AF = Actor("Afghan Taliban government", ActorRole.INITIATOR, "AF")
ASIF = Actor("Khawaja Asif", ActorRole.INITIATOR, "PK")
DAR = Actor("Ishaq Dar", ActorRole.INITIATOR, "PK")


def on(day, end=None):
    return When(day, end or day, DatePrecision.DAY, DateBasis.EXPLICIT)


def in_month(year, month):
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return When(first, last, DatePrecision.MONTH, DateBasis.EXPLICIT)


def inferred(day):
    return When(day, day, DatePrecision.DAY, DateBasis.PUBLICATION)


UNTOLD = When(None, None, DatePrecision.UNKNOWN, DateBasis.PUBLICATION)


def site(name, role=Role.LOCATION, basis=Basis.NAMED):
    place = PLACES[name]
    return EventPlace(role, Location(Mention("a1", 0, 4, place.name), place, 0.9), basis)


def event(number, at="peshawar", *, kind=BOMB, when=None, article=None, dead=None, actors=(), **more):
    """Return an event e<number>, told by an article of the same number unless another is named."""
    toll = Count(dead, dead, dead) if isinstance(dead, int) else dead
    start = 10 * number
    report = Report(article or f"a{number}", start, start + 9, (start, start + 3), toll, None)
    places = tuple(site(name) for name in ([at] if isinstance(at, str) else at))
    return Event(
        f"e{number}", kind, f"title {number}", when or on(DAY), more.pop("status", Status.HAPPENED),
        more.pop("is_aggregate", False), more.pop("places", places), tuple(actors), toll, None, (report,),
        why=(f"coded {number}",), **more,
    )  # fmt: skip


def groups(*events):
    """Return the ids that merged, a set for each event."""
    return {frozenset({one.id, *one.aliases}) for one in merge(events)}


ONE = {frozenset({"e1", "e2"})}
TWO = {frozenset({"e1"}), frozenset({"e2"})}


@pytest.mark.parametrize(("first", "second"), [
    (event(1), event(2)),
    (event(1, dead=32), event(2, dead=101)),
    (event(1, dead=Count(100, 100, None)), event(2, dead=84)),
    (event(1), event(2, kind=BLAST)),
    (event(1, kind=EventType.ATTACK, dead=4), event(2, kind=CLASH, dead=4)),
    (event(1, kind=RAID, at="barmal", actors=[PK]), event(2, kind=RAID, at="paktika", actors=[PK])),
    (event(1, kind=RAID, at="barmal", actors=[PK]), event(2, kind=RAID, at="af", actors=[PK])),
    (event(1, kind=CLASH, at="torkham"), event(2, kind=CLASH, at="torkham-town")),
    (event(1, when=in_month(2024, 3)), event(2)),
    (event(1, kind=RAID, at="af", when=in_month(2024, 3), actors=[PK]),
     event(2, kind=RAID, at="af", when=in_month(2024, 3), actors=[PK])),
    (event(1, when=on(DAY - timedelta(1), DAY)), event(2)),
    (event(1, when=inferred(DAY + timedelta(1)), dead=7), event(2, dead=7)),
    (event(1, at=[], article="a"), event(2, article="a")),
    (event(1, article="a", dead=9), event(2, article="a")),
    (event(1, when=UNTOLD, article="a"), event(2, article="a")),
    (event(1, when=inferred(DAY + timedelta(5)), article="a"), event(2, article="a")),
    (event(1, kind=RAID, at=[], actors=[PK]), event(2, kind=RAID, at="af", actors=[PK])),
    (event(1, actors=[ASIF]), event(2, actors=[PK])),
    (event(1, "doha", kind=EventType.CONSULT, status=Status.PLANNED), event(2, "doha", kind=EventType.CONSULT)),
    (event(1, "islamabad", kind=EventType.REJECT, actors=[ASIF]),
     event(2, "islamabad", kind=EventType.REJECT, actors=[ASIF], when=on(DAY + timedelta(1)))),
])
def test_tellings_of_one_event_become_one(first, second):
    assert groups(first, second) == ONE
    assert groups(second, first) == ONE


@pytest.mark.parametrize(("first", "second"), [
    (event(1), event(2, when=on(DAY + timedelta(1)))),
    (event(1, when=on(DAY - timedelta(1), DAY)), event(2, when=on(DAY, DAY + timedelta(1)))),
    (event(1), event(2, "quetta")),
    (event(1), event(2, "bara")),
    (event(1, "barmal", kind=RAID), event(2, "urgun", kind=RAID)),
    (event(1, dead=3), event(2, dead=60)),
    (event(1, dead=3, article="a"), event(2, dead=8, article="a")),
    (event(1, dead=32, when=in_month(2024, 3)), event(2, dead=101)),
    (event(1, actors=[PK]), event(2, actors=[AF])),
    (event(1, is_aggregate=True), event(2)),
    (event(1, kind=RAID), event(2)),
    (event(1, kind=EventType.ACCUSE), event(2, kind=EventType.THREATEN)),
    (event(1, kind=EventType.ACCUSE, actors=[ASIF]), event(2, kind=EventType.ACCUSE, actors=[DAR])),
    (event(1, status=Status.DENIED), event(2)),
    (event(1, status=Status.CANCELLED), event(2)),
    (event(1, at="af", when=in_month(2024, 3), kind=RAID), event(2, "barmal", kind=RAID)),
    (event(1, when=UNTOLD), event(2)),
    (event(1, at=[]), event(2)),
    (event(1, kind=RAID, article="a"),
     replace(event(2, kind=CLASH, article="a"), reports=event(1, article="a").reports)),
    (event(1, kind=EventType.OTHER, at=[], article="a"),
     event(2, kind=EventType.OTHER, article="a", when=in_month(2024, 3))),
    (event(1, when=inferred(DAY)), event(2, when=on(DAY + timedelta(1)))),
    (event(1, when=in_month(2024, 2)), event(2)),
    (event(1, kind=EventType.CONSULT, actors=[PK, AF], at="kabul"),
     event(2, kind=EventType.CONSULT, actors=[Actor("China", ActorRole.INITIATOR, "CN"), AF], at="kabul")),
    (event(1, kind=EventType.ACCUSE, actors=[PK]),
     event(2, kind=EventType.ACCUSE, actors=[PK], when=on(DAY + timedelta(1)))),
    (event(1, when=inferred(DAY + timedelta(9))), event(2)),
])
def test_different_events_stay_apart(first, second):
    assert groups(first, second) == TWO
    assert groups(second, first) == TWO


def test_a_vague_report_that_could_mean_two_events_joins_neither():
    exact = event(1, "barmal", kind=RAID, actors=[PK]), event(2, "urgun", kind=RAID, actors=[PK])
    vague = event(3, "paktika", kind=RAID, actors=[PK])
    assert groups(*exact, vague) == {frozenset({"e1"}), frozenset({"e2"}), frozenset({"e3"})}


def test_a_vague_report_joins_the_event_that_its_toll_names():
    exact = event(1, when=on(date(2024, 3, 4)), dead=3), event(2, when=on(date(2024, 3, 20)), dead=14)
    vague = event(3, when=in_month(2024, 3), dead=14)
    assert groups(*exact, vague) == {frozenset({"e1"}), frozenset({"e2", "e3"})}


def test_a_vague_report_never_bridges_two_days():
    events = event(1, when=on(date(2024, 3, 4))), event(2, when=on(date(2024, 3, 5))), event(3, when=in_month(2024, 3))
    for order in permutations(events):
        assert not any({"e1", "e2"} <= ids for ids in groups(*order))


def test_statements_at_the_seat_and_elsewhere_are_one_where_the_same_man_speaks():
    seat = event(1, kind=EventType.THREATEN, actors=[ASIF], places=(site("islamabad", basis=Basis.SEAT),))
    told = event(2, kind=EventType.THREATEN, actors=[ASIF], places=(site("sialkot"),))
    (merged,) = merge([seat, told])
    assert merged.main_place.location.place.id == "sialkot"


def test_the_oldest_id_stays_and_the_others_lead_to_it():
    (merged,) = merge([event(1), replace(event(2), aliases=("e9",)), event(3)])
    assert merged.id == "e1"
    assert merged.aliases == ("e2", "e9", "e3")
    assert merged.title == "title 1"


def test_reports_are_kept_once_with_their_own_tolls():
    (merged,) = merge([event(1, dead=32), event(2, dead=59), event(1, dead=32)])
    assert [(report.article_id, report.fatalities.best) for report in merged.reports] == [("a1", 32), ("a2", 59)]


@pytest.mark.parametrize(("tolls", "expected"), [
    ([32, 59], Count(32, 59, 59)),
    ([Count(60, 60, None), 84], Count(60, 84, 84)),
    ([84, Count(80, 80, None)], Count(80, 84, 84)),
    ([32, Count(60, 60, None)], Count(32, 60, None)),
    ([8, None], Count(8, 8, 8)),
    ([6, 5, 1], Count(1, 5, 6)),
    ([Count(24, None, None), 30], Count(24, 30, 30)),
])
def test_tolls_widen_and_the_latest_decides(tolls, expected):
    (merged,) = merge([event(number, dead=toll) for number, toll in enumerate(tolls, 1)])
    assert merged.fatalities == expected


def test_the_title_gives_the_toll_that_all_reports_give():
    blast = replace(event(1, dead=32), title="Bombing in Peshawar kills 32 (alleged)")
    (merged,) = merge([blast, event(2, dead=59), event(3, dead=Count(60, 60, None))])
    assert merged.title == "Bombing in Peshawar kills at least 60 (alleged)"


def test_a_plan_that_came_true_is_titled_as_done():
    plan = replace(event(1, kind=EventType.AGREE, actors=[PK], status=Status.PLANNED), title="Agreement (planned)")
    (merged,) = merge([plan, event(2, kind=EventType.AGREE, actors=[PK])])
    assert (merged.status, merged.title) == (Status.HAPPENED, "Agreement")


def test_a_telephone_call_is_no_meeting_of_the_same_two_on_the_same_day():
    call = event(1, kind=EventType.CONSULT, actors=[PK, AF], mode="phone")
    assert len(merge([call, event(2, kind=EventType.CONSULT, actors=[PK, AF])])) == 2


def test_the_merged_event_is_as_exact_as_its_most_exact_report():
    vague = event(1, "kp", when=in_month(2024, 3), kind=EventType.ATTACK, actors=[PK], dead=5, status=Status.ALLEGED)
    exact = event(2, "peshawar", actors=[PK, ASIF], dead=5, mode="m")
    (merged,) = merge([vague, exact])
    assert merged.when == exact.when
    assert merged.type is BOMB
    assert merged.title == exact.title
    assert merged.status is Status.HAPPENED
    assert [place.location.place.id for place in merged.places] == ["peshawar", "kp"]
    assert [actor.name for actor in merged.actors] == ["Pakistan", "Khawaja Asif"]


def test_an_analyst_reads_why_two_reports_are_one():
    (merged,) = merge([event(1, dead=5), event(2, dead=5)])
    assert merged.why == ("coded 1", "merged with a report in a2: same type, same place, same day, same toll")
    assert merged.confidence > event(1).confidence


def test_reading_an_article_again_adds_nothing():
    known = merge([event(1, dead=32), event(2, dead=59), event(3, "quetta")])
    again = merge([*known, event(1, dead=32), event(2, dead=59)])
    assert again == known


def test_an_event_without_a_report_merges_too():
    (merged,) = merge([replace(event(1), reports=()), event(2)])
    assert merged.reports == event(2).reports


def test_nothing_becomes_nothing():
    assert merge([]) == ()


def test_many_events_on_many_days_stay_apart_and_are_quickly_told_apart():
    days = (DAY + timedelta(days=number) for number in range(2000))
    events = [event(number, when=on(day)) for number, day in enumerate(days, 1)]
    assert merge(events) == tuple(events)


WHENS = st.one_of(
    st.integers(0, 3).map(lambda days: on(DAY + timedelta(days=days))),
    st.integers(0, 2).map(lambda days: inferred(DAY + timedelta(days=days))),
    st.sampled_from([in_month(2024, 3), in_month(2024, 4), UNTOLD, on(DAY, DAY + timedelta(1)), on(DAY, date.max),
                     on(date.min, DAY), on(date.min), on(date.max)]),
)  # fmt: skip


@st.composite
def events(draw):
    """Return a few events that are often alike, each with an id of its own."""
    some = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        some.append(event(
            number, draw(st.sampled_from([[], "peshawar", "kp", "pk", "barmal", "paktika", "af", ["kabul", "doha"]])),
            kind=draw(st.sampled_from([BOMB, BLAST, CLASH, RAID, EventType.ACCUSE, EventType.CONSULT])),
            when=draw(WHENS), article=draw(st.sampled_from(["a", "b", "c"])),
            dead=draw(st.sampled_from([None, 0, 3, 4, 60, Count(24, None, None), Count(3, 3, None)])),
            actors=draw(st.lists(st.sampled_from([PK, AF, ASIF, DAR]), max_size=2)),
            status=draw(st.sampled_from(list(Status))), is_aggregate=draw(st.booleans()),
        ))  # fmt: skip
    return some


@settings(deadline=None)
@given(events())
def test_merging_again_changes_nothing(some):
    merged = merge(some)
    assert merge(merged) == merged


@settings(deadline=None)
@given(events())
def test_no_report_and_no_id_is_lost_or_doubled(some):
    merged = merge(some)
    reports = [report for one in merged for report in one.reports]
    assert sorted(map(repr, reports)) == sorted(repr(report) for one in some for report in one.reports)
    assert sorted(name for one in merged for name in (one.id, *one.aliases)) == sorted(one.id for one in some)
    order = [one.id for one in some]
    assert [one.id for one in merged] == sorted((one.id for one in merged), key=order.index)


@settings(deadline=None)
@given(events())
def test_a_merged_event_is_of_one_kind_and_its_exact_days_touch(some):
    by_id = {one.id: one for one in some}
    for one in merge(some):
        members = [by_id[name] for name in (one.id, *one.aliases)]
        assert len({member.layer for member in members}) == 1
        assert len({member.is_aggregate for member in members}) == 1
        assert one.when in [member.when for member in members]
        exact = {member.when.start for member in members if member.when.start == member.when.end
                 and member.when.basis is DateBasis.EXPLICIT and member.type is not EventType.ACCUSE}  # fmt: skip
        assert len(exact) <= 1


@settings(deadline=None)
@given(events())
def test_pairs_merge_in_either_order(some):
    for one, other in pairwise(some):
        assert groups(one, other) == groups(other, one)


@settings(deadline=None)
@given(events())
def test_no_two_reports_that_can_be_one_are_too_far_apart_to_be_compared(some):
    some = [one for one in some if not one.when.start or one.when.end - one.when.start < timedelta(days=400)]
    around = Surroundings()  # stretches of years are only compared with their equals
    for index, one in enumerate(some):
        near = around.add(index, one)
        alike = {at for at in range(index) if compare(Telling(some[at]), Telling(one))}
        assert alike <= near


def test_what_was_taken_out_is_near_nothing():
    around = Surroundings()
    assert around.add(0, event(1)) == set()
    assert around.add(1, event(2)) == {0}
    around.remove(0)
    assert around.add(2, event(3)) == {1}
