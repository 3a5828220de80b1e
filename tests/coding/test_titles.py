"""Titles: short sentences of our own, made of an event's coded parts."""

from __future__ import annotations

from datetime import date

import pytest
from coding.news import code


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A suicide bomber killed at least 100 people in Peshawar on Monday.",
         "Suicide bombing in Peshawar kills at least 100"),
        ("Pakistan accused Afghanistan on Monday.", "Pakistan accuses Afghanistan"),
        ("Pakistan warned Afghanistan on Monday that deportations would go on.",
         "Pakistan warns Afghanistan over refugees"),
        ("Talks on transit began in Doha on Monday.", "Talks in Doha on trade"),
        ("A Pakistani delegation will visit Kabul on Saturday to negotiate a truce.",
         "Pakistan delegation visits Kabul for talks on a ceasefire (planned)"),
        ("Pakistan closed the Torkham border crossing on Wednesday.", "Border crossing closed at Torkham crossing"),
        ("Ishaq Dar will visit Kabul on Saturday.", "Ishaq Dar visits Kabul (planned)"),
        ("The TTP ended a ceasefire with Pakistan on Monday.",
         "Tehreek-e-Taliban Pakistan ends a ceasefire with Pakistan"),
        ("Pakistan announced a new military operation on Monday.", "Pakistan announces a military operation"),
        ("A drone strike killed five militants in Wana on Monday.", "Drone strike in Wana kills 5"),
        ("Shehbaz Sharif sent a delegation to Kabul on Monday.", "Pakistan delegation visits Kabul"),
        ("No day is set for the reopening of Torkham, which has been closed since Monday.",
         "Border crossing closed at Torkham crossing"),
        ("Talks in Istanbul between the two neighbours broke down on Monday.", "Talks in Istanbul"),
        ("Some 900 families were deported through Torkham on Monday.", "People deported at Torkham crossing"),
        ("Beijing asked him on Monday to act against militants.", "China makes a request over armed groups"),
        ("The Taliban government urged them on Monday to be patient.", "Afghan Taliban government makes a request"),
    ],
)  # fmt: skip
def test_titles_are_short_sentences_of_the_coded_parts(text, title):
    assert title in [event.title for event in code(text)]


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("The Taliban shot dead two policemen in Kunduz on Monday.", date(2015, 9, 30), "Afghan Taliban"),
        ("The Taliban shot dead two protesters in Kunduz on Monday.", date(2024, 5, 10), "Afghan Taliban government"),
        ("In May 2013 the Taliban kidnapped eight engineers in Logar.", date(2024, 5, 10), "Afghan Taliban"),
    ],
)
def test_an_actor_bears_the_name_of_the_day_of_the_event(text, published, name):
    (event,) = code(text, published)
    assert name in [actor.name for actor in event.actors]


def test_who_governs_only_later_has_no_seat_yet():
    (denial,) = code("Taliban spokesman Zabihullah Mujahid denied the claim on Monday.", date(2015, 9, 30))
    assert denial.main_place is None
