"""Meetings, and what is said at them: short news with each event of diplomacy by kind, place and first day."""

from __future__ import annotations

from datetime import date

import pytest

from geo.codebook import read_codebook
from geo.coding import Coder
from geo.dates import find_dates
from geo.gazetteer import read_gazetteer
from geo.model import Article, Layer
from geo.recognition import Recognizer
from geo.resolution import resolve
from geo.shipped import data_folder

CODEBOOK = read_codebook(data_folder() / "codebook")
GAZETTEER = read_gazetteer(data_folder() / "gazetteer.csv")
RECOGNIZER = Recognizer(GAZETTEER, CODEBOOK)
CODER = Coder(CODEBOOK, GAZETTEER)
FRIDAY = date(2024, 5, 10)


def told(text: str) -> list[str]:
    """Return kind, place and first day of each single, placed event of diplomacy, sorted."""
    article = Article("a", text, "", published=FRIDAY)
    events = CODER.code(article, resolve(article, RECOGNIZER.find(article), GAZETTEER), find_dates(text, FRIDAY))
    return sorted(
        f"{event.type.code} {event.main_place.location.place.id} {event.when.start:%m-%d}"
        for event in events
        if event.layer is Layer.DIPLOMACY and not event.is_aggregate and event.main_place and event.when.start
    )


MEETINGS = [
    ("Delegations of the two countries met in Riyadh last Sunday. Earlier meetings were held in Doha in March and in "
     "Istanbul in April.",
     ["CONSULT qa-doha 03-01", "CONSULT sa-riyadh 05-05", "CONSULT tr-istanbul 04-01"]),
    ("It was the sixth round of a dialogue that began in Beijing in March and was last held in Islamabad in April.",
     ["CONSULT cn-beijing 03-01", "CONSULT pk-islamabad 04-01"]),
    ("The US envoy saw the president in Kabul on Monday and the Taliban's negotiators in Doha on Thursday.",
     ["CONSULT af-kabul 05-06", "CONSULT qa-doha 05-09"]),
    ("China's special envoy flew to Kabul on Monday and on to Islamabad on Wednesday.",
     ["CONSULT af-kabul 05-06", "CONSULT pk-islamabad 05-08"]),
    ("Earlier rounds were held in Doha, Istanbul and Riyadh.", []),
    ("China's foreign minister Wang Yi flew in from New Delhi, where he had held talks with Narendra Modi on Tuesday.",
     ["CONSULT in-new-delhi 05-07"]),
    ("Trade officials of the two countries are to meet in Islamabad on May 25.", ["CONSULT pk-islamabad 05-25"]),
    ("Negotiators of Pakistan and the Taliban met in Doha on Thursday. They are to meet there again on May 26.",
     ["CONSULT qa-doha 05-09", "CONSULT qa-doha 05-26"]),
    ("Saudi Arabia has invited both sides to Riyadh for June.", ["CONSULT sa-riyadh 06-01"]),
    ("The two sides will meet again in Doha; no date has been set.", []),
    ("The foreign ministers of China, Pakistan and Afghanistan agreed at a meeting in Kabul on Wednesday to extend "
     "the corridor.",
     ["AGREE af-kabul 05-08", "CONSULT af-kabul 05-08"]),
    ("KABUL — Wang Yi, China's foreign minister, visited Kabul on Thursday. Russia's ambassador met the Taliban in "
     "Kabul on Thursday.",
     ["CONSULT af-kabul 05-09", "CONSULT af-kabul 05-09"]),
    ("ISLAMABAD — The Foreign Minister held a telephone conversation with his Chinese counterpart yesterday.",
     ["CONSULT pk-islamabad 05-09"]),
    ("Pakistan will send nobody to the May 25 conference on Afghanistan in Bonn.", ["CONSULT de-bonn 05-25"]),
    ("Pakistan's cabinet will decide on Tuesday whether anybody goes to the conference on trade in Bonn on May 25.",
     ["CONSULT de-bonn 05-25"]),
    ("Ishaq Dar, who had travelled to Kabul on April 19, met Amir Khan Muttaqi in Beijing on Tuesday.",
     ["CONSULT af-kabul 04-19", "CONSULT cn-beijing 05-07"]),
    ("An American drone hit a gathering in Achin on Tuesday.", []),
    ("In Islamabad, the Chinese vice premier spoke to Prime Minister Shehbaz Sharif on Monday.",
     ["CONSULT pk-islamabad 05-06"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), MEETINGS)
def test_each_meeting_has_its_own_place_and_day(text, events):
    assert told(text) == events


SAID_AT_TALKS = [
    ("KABUL — The foreign ministers of China, Pakistan and Afghanistan met in Kabul on Wednesday. Wang Yi urged the "
     "Taliban to act against Uyghur fighters.",
     ["CONSULT af-kabul 05-08", "REQUEST af-kabul 05-08"]),
    ("Amir Khan Muttaqi met his Turkish counterpart in Ankara on Tuesday and asked for aid.",
     ["CONSULT tr-ankara 05-07"]),
    ("Germany's foreign minister telephoned Ishaq Dar on Tuesday and promised help.", ["CONSULT de-berlin 05-07"]),
    ("Pakistan and Iran met in Tehran on Tuesday and signed an accord.", ["AGREE ir-tehran 05-07",
                                                                       "CONSULT ir-tehran 05-07"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), SAID_AT_TALKS)
def test_what_one_side_asks_or_offers_at_its_talks_is_part_of_them(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Prime Minister Nawaz Sharif, attending a summit on trade in Oslo on Monday, hailed the Afghan talks.",
         "SUPPORT no-oslo 05-06"),
        ("Army chief Gen. Asim Munir, visiting the wounded in Quetta on Monday, warned of a decisive response by "
         "Pakistan to Kabul.",
         "THREATEN pk-quetta 05-06"),
        ("On Monday President Ebrahim Raisi urged the Taliban, during a tour of Mashhad, to let the water through.",
         "REQUEST ir-mashhad 05-06"),
    ],
)  # fmt: skip
def test_what_is_said_on_a_journey_is_said_where_it_leads(text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Interior Minister Mohsin Naqvi, who had rushed to Quetta, accused India on Monday of planning it.", "ACCUSE"),
        ("Pakistan, which had kept silent, rejected the charge on Monday.", "REJECT"),
        ("Wang Yi told them that trade would grow this year, and asked the Taliban to act.", "REQUEST"),
    ],
)
def test_what_follows_an_aside_is_the_news(text, event):
    assert event in [one.split()[0] for one in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The consulate stayed open despite rumours that Islamabad had told it to close.",
        "A report that Amir Khan Muttaqi had met Ishaq Dar in Dubai on Monday turned out to be a hoax.",
        "Question: The UN refugee agency has appealed to Pakistan to wait.",
        "Kabul promised nothing on Monday.",
        "Prime Minister Shehbaz Sharif told a meeting in Islamabad on Monday that it had rained.",
    ],
)
def test_hearsay_questions_and_audiences_are_no_events(text):
    assert told(text) == []
