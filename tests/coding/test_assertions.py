"""What is said of others in words that no phrase lists: whose deed a content tells decides what the statement is."""

from __future__ import annotations

import pytest
from coding.news import KNOWLEDGE, events_of

from geo.coding.stance import SAYING
from geo.model import Event

FRAME = "PESHAWAR, Pakistan — Troops and militants have clashed along the frontier. "

STATEMENTS = [
    ("President Ashraf Ghani told parliament on Monday that the bombers had been trained across the Durand Line.",
     "ACCUSE"),
    ("The interior minister asserted on Wednesday that the suicide bomber was an Afghan.", "ACCUSE"),
    ("Iran said on Sunday that Taliban guards had crossed the river.", "ACCUSE"),
    ("The Foreign Office told reporters on Thursday that Kabul had done nothing about them.", "ACCUSE"),
    ("Pakistan's defence minister said on Monday that whoever killed the soldiers had walked in from Kunar.", "ACCUSE"),
    ("The prime minister said on Tuesday that Indian proxies were to blame.", "ACCUSE"),
    ("The Taliban government said in Kabul on Monday that the raid was the work of spoilers.", "ACCUSE"),
    ("The army's spokesman described the strike, which went on for two hours, as unprovoked.", "ACCUSE"),
    ("The Afghan interior ministry saw the hand of a foreign agency.", "ACCUSE"),
    ("Kabul said on Sunday that Islamabad was punishing traders for its own quarrels.", "ACCUSE"),
    ("Army chief General Asim Munir told cadets on Saturday that Kabul had chosen the company of killers.", "ACCUSE"),
    ("The Taliban's army spokesman said on Monday that the drones had taken off from Pakistani ground.", "ACCUSE"),
    ("The attack bore the stamp of the agencies next door, President Hamid Karzai told elders on Monday.", "ACCUSE"),
    ("A letter from the Afghan mission to the Security Council on Monday said that Pakistan had shelled Kunar.",
     "ACCUSE"),
    ("The Taliban's deputy spokesman said on Sunday that Pakistani shells had set fire to orchards.", "ACCUSE"),
    ("In the Taliban's telling, Pakistani jets bombed a wedding in Khost on Monday.", "ACCUSE"),
    ("The prime minister, who was in Baku for a summit of ten states, said there on Monday that India was to blame.",
     "ACCUSE"),
    ("The Foreign Office said on Thursday that nothing of the sort had occurred.", "REJECT"),
    ("Islamabad on Wednesday said its aircraft had not left Pakistani airspace.", "REJECT"),
    ("Iran's embassy in Kabul said on Saturday that none of its guards had opened fire.", "REJECT"),
    ("The Taliban answered on Friday that Kajaki had none to spare.", "REJECT"),
    ("Kabul retorted on Tuesday that Pakistan's troubles were home-made.", "REJECT"),
    ("That was Pakistan's trouble, the Taliban's spokesman replied on Monday.", "REJECT"),
    ("The Taliban's interior ministry shot back on Tuesday that Pakistan might look into its own mirror.", "REJECT"),
    ("Islamabad let it be known on Monday that there was no going back.", "REJECT"),
    ("The reply from Islamabad on Monday was that no aircraft had crossed the line.", "REJECT"),
    ("Prime Minister Imran Khan, asked on Monday about bases, said: \"Absolutely not.\"", "REJECT"),
    ("The foreign minister said on Monday that it was now for Kabul to show good faith.", "REQUEST"),
    ("Ishaq Dar said on Wednesday that Pakistan expected deeds from the Taliban.", "REQUEST"),
    ("The secretary-general said in New York on Thursday that the guns needed to fall silent.", "REQUEST"),
    ("Kabul said on Thursday that Islamabad had to give the families time.", "REQUEST"),
    ("The Taliban's army chief said on Sunday that whoever came would be buried there.", "THREATEN"),
    ("The Foreign Office said on Tuesday that Islamabad kept all its options.", "THREATEN"),
    ("Islamabad said on Monday that it would not sit on its hands.", "THREATEN"),
    ("Islamabad's message on Monday was that the next raid would go deeper.", "THREATEN"),
    ("Iran's commander said on Friday that a second mistake would cost the Taliban dear.", "THREATEN"),
    ("The Saudi foreign ministry said on Sunday that the kingdom was at Pakistan's side.", "SUPPORT"),
    ("The Turkish president told Shehbaz Sharif on Sunday that his people shared Pakistan's grief.", "SUPPORT"),
    ("Tehran called the accord a step in the right direction on Saturday.", "SUPPORT"),
    ("Kabul and Islamabad are ready in principle to swap envoys, China said on Wednesday.", "AGREE"),
    ("Kabul gave an undertaking on Wednesday that the road would be kept open.", "AGREE"),
    ("Pakistan said on Thursday that it would let the containers through.", "CONCEDE"),
]  # fmt: skip

HARMLESS = [
    "The provincial disaster authority said on Tuesday that floods had killed 14 people in Swat.",
    "The army said on Saturday that its troops had killed four militants who tried to slip in from Kunar.",
    "The army said on Sunday that none of its men had been hurt.",
    "Officials in Kabul said on Wednesday that wheat was planted on 200,000 hectares.",
    "The foreign ministry spokesman said on Friday that he had no information about the visit.",
    "The governor of Nangarhar said on Monday that a canal would water 3,000 hectares.",
    "Islamabad says its gunners destroyed a camp.",
    "The Foreign Office said on Friday that the minister would fly to Ankara on Sunday.",
    "The group's spokesman said on Monday that it did not target mosques.",
    "Kabul said on Thursday that Turkmen gas would reach Herat in two years.",
    "The energy ministry in Kabul said on Saturday that Uzbekistan had raised the price of electricity.",
    "The Foreign Office said on Monday that Kabul had invited the minister.",
    "The Taliban said on Monday that their men had answered with mortars.",
    "Islamabad said on Monday that Saudi Arabia had sent tents.",
    "The Foreign Office said on Monday that an Afghan girl had been flown to Lahore for an operation.",
    "Taliban officials told reporters on Monday that Russia had lent a team for the Salang tunnel.",
    "The president's answer to the students on Monday was that they should read more.",
    "The prime minister said on Monday that whoever wins the election would find an empty treasury.",
    "Villagers in Barmal told reporters that the aircraft had come from the east.",
    "The United Nations said on Monday that 900,000 Afghans had come home this year.",
    "Prisoners were handed over on Tuesday, the consulate in Karachi announced.",
]


def statements(text: str) -> list[Event]:
    events = events_of(FRAME + text)
    return [event for event in events if event.type in SAYING]


@pytest.mark.parametrize(("text", "kind"), STATEMENTS)
def test_what_is_said_of_others_is_a_statement_of_its_kind(text, kind):
    assert [event.type.code for event in statements(text)] == [kind]


@pytest.mark.parametrize("text", HARMLESS)
def test_news_told_by_officials_is_no_statement_to_another_state(text):
    assert statements(text) == []


def test_a_statement_lies_where_it_was_made():
    (event,) = statements("Ishaq Dar said in Beijing on Wednesday that Kabul had done nothing about them.")
    assert event.main_place is not None
    assert event.main_place.location.place.id == "cn-beijing"


def test_rows_for_contents_find_nothing_outside_of_what_is_said():
    rows = [row for row in KNOWLEDGE.codebook.triggers if row.kind == "content"]
    assert rows
    assert statements("Kabul had done nothing about them. Troops walked in from Kunar.") == []
