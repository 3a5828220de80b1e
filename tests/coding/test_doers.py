"""Who did it: the initiator that short news names for its incidents, or nobody where the words only speak of it."""

from __future__ import annotations

import pytest
from coding.news import events_of

from geo.model import ActorRole, EventType, Layer

NAMED = [
    ("Gunmen killed two teachers in Turbat on Monday.", {"Gunmen"}),
    ("Two men on a motorcycle opened fire on a trader in Quetta on Monday, killing him.", {"men"}),
    ("A US drone strike killed four people near Miranshah on Monday.", {"United States"}),
    ("Four people were killed by a US drone strike near Miranshah on Monday.", {"United States"}),
    ("Iranian missiles struck two villages near Panjgur on Monday, killing two children.", {"Iran"}),
    ("Islamic State said it was behind a blast at a bank in Kandahar on Monday that killed three people.",
     {"Islamic State Khorasan Province"}),
    ("Troops killed six militants in a raid near Mir Ali on Monday.", {"Troops"}),
    ("The killing of a commander by an American drone near Nushki on May 6 ended the talks.", {"United States"}),
    ("Students marched through Quetta on Monday.", {"Students"}),
    ("Police detained nine traders in Peshawar on Monday.", {"Police"}),
    ("Relatives said that gunmen had killed a driver near Thall on Monday.", {"gunmen"}),
]  # fmt: skip

LEFT_OPEN = [
    "A bomb at a girls' school in Mastung killed nine people on Monday.",
    "A roadside bomb killed one policeman near Wana on Monday.",
    "A police van was hit by a bomb near Kulachi on Monday; four officers died.",
    "The foreign minister recalled the killing of a trader in a bombing in Quetta on Monday.",
    "As the minister began his visit, explosions were heard in Kabul late on Thursday.",
    "Officials likened it to the massacre at a school in Peshawar in December 2014.",
    "Spokesman Zabihullah Mujahid said further raids in Kunar had wounded four people on Monday.",
    "Seven labourers were shot dead in Gwadar on Monday.",
    "Islamabad protested to Washington over a drone strike near Miranshah on Monday.",
    "Two coal miners were seized at gunpoint near Quetta on Monday.",
    "Five Chinese workers were killed near Besham on Monday.",
]


def initiators(text: str) -> set[str]:
    """Return the names of those who did the incidents of a text."""
    events = events_of(text)
    told = [event for event in events if event.layer is Layer.INCIDENT]
    assert told, "no incident was found"
    return {actor.name for event in told for actor in event.actors if actor.role is ActorRole.INITIATOR}


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_who_does_it_is_named(text: str, names: set[str]) -> None:
    assert initiators(text) == names


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_nobody_is_named_for_speaking_of_it_or_being_hit(text: str) -> None:
    assert initiators(text) == set()


def test_a_state_bombs_from_the_air() -> None:
    text = "Pakistan hit back at dawn on Thursday, bombing hideouts near Saravan."
    (event,) = events_of(text)
    assert event.type is EventType.AIR_DRONE_STRIKE


TITLES = [
    ("The foreign ministry in Islamabad summoned the Afghan envoy on Monday.",
     "Pakistan's foreign ministry lodges a protest with Afghanistan"),
    ("A Chinese foreign ministry spokeswoman welcomed the accord on Monday.", "China welcomes a step"),
    ("Indian officials rejected the charge on Monday.", "India rejects a claim or demand"),
    ("US officials welcomed the election on Monday.", "United States welcomes a step on elections"),
    ("The Indian army rejected the charge on Monday.", "Indian army rejects a claim or demand"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_says_whose_office_speaks(text: str, title: str) -> None:
    titles = [event.title for event in events_of(text)]
    assert title in titles


NO_STATE_SPEAKS = [
    "An author who once served as Islamabad's envoy in Tehran joined a think tank. He said the Taliban had failed to "
    "stop attacks.",
    "By noon Afghan troops had answered with mortars aimed at army posts in Kurram.",
    "Asked whether Pakistan would strike Afghanistan, the minister smiled.",
]


@pytest.mark.parametrize("text", NO_STATE_SPEAKS)
def test_one_who_served_once_and_one_who_answers_with_mortars_say_nothing_for_a_state(text: str) -> None:
    events = events_of(text)
    assert not [event.title for event in events if event.layer is Layer.DIPLOMACY]
