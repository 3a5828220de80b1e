"""Scenes: the place and the day that sentences around an incident give it, and what is one incident with another."""

from __future__ import annotations

from datetime import date

import pytest
from coding.news import incidents, told

from geo.model import Status


def test_here_is_the_town_of_the_dateline():
    text = "BANNU: Gunmen shot dead a trader here on Thursday, police said."
    assert told(text) == [("Attack", "pk-bannu", 1)]


def test_the_capital_of_a_dateline_places_nothing():
    text = "ISLAMABAD: Militants killed three soldiers on Thursday, the military said."
    assert told(text) == []


def test_the_head_of_a_paragraph_places_and_dates_what_it_tells():
    text = "A bad week.\n\nWana, Tuesday. The bazaar was closed. A bomb killed two boys at the bus stand."
    (event,) = incidents(text)
    assert event.main_place.location.place.id == "pk-wana"
    assert event.when.start == date(2024, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "A rally is to be held in Bannu on Sunday, elders told a protest.",
        "Lawyers will hold a protest in Bannu on Sunday, the bar association said.",
    ],
)
def test_a_protest_that_is_due_is_planned(text):
    (event,) = (event for event in incidents(text) if event.main_place.location.place.id == "pk-bannu")
    assert (event.status, event.when.start) == (Status.PLANNED, date(2024, 5, 12))


def test_days_earlier_are_counted_from_the_day_that_the_sentence_names():
    text = (
        "Gunmen killed two men in Turbat on Thursday.\n\nPakistani jets hit a camp outside Saravan on April 18, in"
        " reply to missiles that had struck Koh-e-Sabz, a village in Panjgur, two days earlier, killing two."
    )
    assert date(2024, 4, 16) in {event.when.start for event in incidents(text)}


def test_an_hour_at_the_head_of_a_paragraph_is_of_the_day_of_the_story():
    text = (
        "Officers of the two armies met in Kabul on Thursday.\n\nBefore dawn warplanes hit hideouts near Mir Ali, the"
        " army said.\n\nThe assault was ordered after a siege at the airport in Karachi on May 2. Three days after that"
        " raid, a drone killed six men in Miranshah."
    )
    days = {event.main_place.location.place.id: event.when.start for event in incidents(text)}
    assert days["pk-mir-ali"] == date(2024, 5, 9)


def test_an_entry_of_a_log_carries_its_day_to_every_sentence():
    text = "The spring\n\nApr 2 — Gunmen kill a teacher in Turbat. Two students die in a blast in Khuzdar."
    assert {event.when.start for event in incidents(text)} == {date(2024, 4, 2)}


def test_the_only_town_spoken_of_is_where_the_next_attack_was():
    text = (
        "In Kandahar, parents keep their children at home.\n\n"
        "On Monday a bomb exploded in a crowded street and killed nine people."
    )
    assert told(text) == [("Remote explosive/landmine/IED", "af-kandahar", 9)]


def test_each_place_of_a_list_keeps_its_own_day():
    text = "The Taliban captured Ghazni on Thursday and Herat early on Friday."
    days = {event.main_place.location.place.id: event.when.start for event in incidents(text)}
    assert days == {"af-ghazni": date(2024, 5, 9), "af-herat": date(2024, 5, 10)}


def test_weapons_found_after_a_raid_do_not_make_it_a_find():
    text = "Troops killed four militants in Spinwam on Monday. Weapons were recovered from them."
    assert [event.type.group for event in incidents(text)] == ["Battles"]


def test_the_days_before_an_attack_are_counted_from_it():
    text = (
        "Jets struck two camps in Barmal on Tuesday. The Taliban called it an outrage. Three days before the raids,"
        " militants had stormed a post near Makeen. A day after the strikes, shells hit Ghulam Khan."
    )
    days = {event.main_place.location.place.id: event.when.start for event in incidents(text)}
    assert days == {
        "af-barmal-district": date(2024, 5, 7),
        "pk-makeen": date(2024, 5, 4),
        "pk-ghulam-khan-crossing": date(2024, 5, 8),
    }


def test_the_story_takes_the_place_of_a_lead_that_sums_it_up():
    text = (
        "Seven people were killed in separate attacks in Bannu and Tank on Thursday.\n\n"
        "In Bannu, gunmen opened fire on a police van, killing three constables. A bomb went off in a market"
        " in Tank, where four shoppers died."
    )
    assert told(text) == [("Armed clash", "pk-bannu", 3), ("Remote explosive/landmine/IED", "pk-tank", 4)]


def test_a_verb_for_each_day_is_an_event_for_each_day():
    text = "The gate at Spin Boldak was shut on Tuesday, opened on Wednesday and shut again on Thursday."
    assert sorted(event.when.start.day for event in incidents(text)) == [7, 8, 9]


def test_events_joined_in_a_sentence_keep_their_own_places_and_days():
    text = (
        "Nine soldiers were killed in an assault on a camp in Zhob on May 2, "
        "and on May 7 a car bomb hurt two men in Wana."
    )
    assert [(e.main_place.location.place.id, e.when.start.day) for e in incidents(text)] == [
        ("pk-zhob", 2), ("pk-wana", 7),
    ]  # fmt: skip


def test_there_is_the_place_named_last():
    text = "Troops kept watch in Quetta and, under fire, in Chaman. Guards there shot two armed men dead."
    assert told(text) == [("Armed clash", "pk-chaman", 2)]


def test_a_neighbour_named_in_passing_did_nothing():
    text = "Attacks in Chaman, which borders Afghanistan and trades with it, killed four soldiers on Monday."
    (attack,) = incidents(text)
    assert "Afghanistan" not in [actor.name for actor in attack.actors]


def test_another_time_is_another_closing():
    text = (
        "Pakistan stopped NATO supplies at Torkham. Afghan officials said that their patrol had come under fire. "
        "In September 2010 Torkham was shut for 11 days."
    )
    closings = [event for event in incidents(text) if event.type.code == "Other"]
    assert [event.when.start.year for event in closings] == [2024, 2010]


def test_it_is_the_crossing_told_before():
    text = "Lorries wait for the crossing at Torkham. Taliban officials had shut it on Monday."
    (closing,) = incidents(text)
    assert (closing.main_place.location.place.id, closing.when.start) == ("pk-torkham-crossing", date(2024, 5, 6))


def test_a_lead_that_knows_only_the_country_is_a_report_of_what_is_told_then():
    text = "A drone has killed a man in Afghanistan, the Pentagon says. A drone hit his car in Jalalabad on Thursday."
    (strike,) = incidents(text)
    assert (strike.main_place.location.place.id, len(strike.reports)) == ("af-jalalabad", 2)


def test_a_site_of_the_capital_is_in_the_capital_of_the_dateline():
    text = "KABUL: A suicide bomber killed four people outside the ministry of mines on Thursday."
    assert told(text) == [("Suicide bomb", "af-kabul", 4)]


def test_ground_taken_once_has_no_day():
    text = "Fighting went on in Khost on Thursday. After the militants captured Ghazni, many prisoners went home."
    (taken,) = [event for event in incidents(text) if event.main_place.location.place.id == "af-ghazni"]
    assert taken.when.start is None


def test_a_toll_added_up_over_a_year_is_no_single_event():
    text = "At least 214 people have lost their lives in attacks in Bannu since January."
    assert told(text) == []


def test_what_a_crowd_protests_against_is_not_told_anew():
    assert told("Traders blocked the road in Chaman on Monday over the killing of a driver.") == [
        ("Peaceful protest", "pk-chaman", 0)
    ]


def test_a_body_was_found_on_the_day_of_the_finding():
    (found,) = incidents("May 7, Tank: The body of an elder who had been kidnapped on May 1 was found near Gomal.")
    assert found.when.start == date(2024, 5, 7)
