"""Statements: of which type they are, and where they lie."""

from __future__ import annotations

import pytest
from coding.news import code, place_of

from geo.model import Layer

SAID = [
    ("In Tehran, a foreign ministry spokesman condemned the raids on Monday.", "ACCUSE", "ir-tehran"),
    ("Officials in Doha urged both sides on Monday to show restraint.", "REQUEST", "qa-doha"),
    ("Iran's envoy, who had been in Baku since May, rejected the offer on Monday.", "REJECT", "ir-tehran"),
    ("The foreign minister, speaking in Lahore, warned Kabul on Monday.", "THREATEN", "pk-lahore"),
    ("Ishaq Dar told reporters that India was lying and warned New Delhi on Monday.", "THREATEN", "pk-islamabad"),
    ("China backed the proposal at a summit in Astana on Tuesday.", "SUPPORT", "kz-astana"),
    ("The governor of Kunar asked Islamabad on Monday for medicine.", "REQUEST", "af-asadabad"),
    ("The UN mission called on Monday for an inquiry.", "REQUEST", "af-kabul"),
    ("The High Commissioner for Refugees appealed to Pakistan on Monday.", "REQUEST", "ch-geneva"),
    ('"We reject the charge," Zabihullah Mujahid said on Monday.', "REJECT", "af-kabul"),
    ("Kabul reserves the right to respond, a statement said on Monday.", "THREATEN", "af-kabul"),
    ("Pakistan's interior minister said on Monday the bomber had come from Kabul.", "ACCUSE", "pk-islamabad"),
    ("The Taliban told the UN on Monday that such raids would not remain without response.", "THREATEN", "af-kabul"),
    ("Donald Trump said on Monday there would be no talks with the group.", "REJECT", "us-washington"),
    ("The US Treasury placed three financiers on its blacklist on Monday.", "SANCTION", "us-washington"),
    ("Qatar flew 30 tons of medicine to Kandahar on Monday.", "AID", "af-kandahar"),
    ("Uzbekistan became the first neighbour to recognise the Taliban government on Monday.", "SUPPORT", "uz-tashkent"),
    ("Iran is to free 40 Afghan prisoners on Monday, its judiciary said.", "CONCEDE", "ir-tehran"),
    ("Pakistan and Iran will sign a transit agreement in Quetta on Monday.", "AGREE", "pk-quetta"),
    ("Saudi Arabia's crown prince received the Pakistani prime minister on Monday.", "CONSULT", "sa-riyadh"),
    ("Envoys of Iran and Pakistan met in the Russian capital on Monday.", "CONSULT", "ru-moscow"),
    ("Turkmenistan and Afghanistan signed two contracts on Monday.", "AGREE", "tm-ashgabat"),
    ("Iran's embassy protested against the arrest on Monday.", "ACCUSE", "ir-tehran"),
    ("Kazakhstan removed the Taliban from its list of banned groups on Monday.", "CONCEDE", "kz-astana"),
    ("The Afghan side refused on Monday to move the post.", "REJECT", "af-kabul"),
    ("The prime minister of Pakistan vowed in Multan on Monday to hit back.", "THREATEN", "pk-multan"),
    ("A spokesman for the Afghan interior ministry alleged on Monday that guards had fired first.",
     "ACCUSE", "af-kabul"),
    ("Iran threatened on Tuesday to cut off electricity to Herat.", "THREATEN", "ir-tehran"),
    ("Both sides must show restraint, Moscow said, and Kabul should reopen the road.", "REQUEST", "ru-moscow"),
    ("Ishaq Dar, who was in Quetta on Monday, told journalists there that India was behind the blast.",
     "ACCUSE", "pk-quetta"),
    ("Pakistan's envoy accused the Taliban in the UN Security Council on Monday of lying.", "ACCUSE", "us-new-york"),
    ("Zabihullah Mujahid said on Monday that Afghan soil had not been used.", "REJECT", "af-kabul"),
    ("DUSHANBE — The Chinese embassy urged Tajikistan on Monday to protect its citizens.", "REQUEST", "tj-dushanbe"),
    ("Kazakhstan took the Taliban off its register of banned groups on Monday.", "CONCEDE", "kz-astana"),
    ("Pakistan and the Taliban agreed on Monday to swap envoys after talks in Beijing.", "AGREE", "cn-beijing"),
    ("Qatar has offered once more to mediate.", "AGREE", "qa-doha"),
    ("In a joint statement issued in Beijing, China and Pakistan urged Kabul on Monday to act.",
     "REQUEST", "cn-beijing"),
    ("Envoys of five states conferred in the Iranian capital on Monday.", "CONSULT", "ir-tehran"),
    ("Delegates from 20 states will meet in Tashkent on Monday.", "CONSULT", "uz-tashkent"),
    ("Mullah Baradar said on Monday that Pakistan had opened fire first.", "ACCUSE", "af-kabul"),
    ("China offered help on Monday and hoped for good ties with Afghanistan.", "SUPPORT", "cn-beijing"),
    ("A statement by the Foreign Office rejected the charge on Monday.", "REJECT", "pk-islamabad"),
    ("On Monday a letter from the Afghan mission urged the UN to act.", "REQUEST", "af-kabul"),
    ("Iran's envoy rang a widow in Quetta on Monday to convey his sorrow.", "SUPPORT", "ir-tehran"),
    ("Kabul hailed the step on Monday but demanded that trucks be let through.", "REQUEST", "af-kabul"),
    ("Tehran welcomed the truce on Monday while Kabul dismissed the plan.", "REJECT", "af-kabul"),
    ("New Delhi swept the offer aside on Monday.", "REJECT", "in-new-delhi"),
    ("Iran washed its hands of the group on Monday.", "REJECT", "ir-tehran"),
    ("Beijing disclaimed any part in the deal on Monday.", "REJECT", "cn-beijing"),
    ("Moscow scotched talk of an alliance with Kabul on Monday.", "REJECT", "ru-moscow"),
    ("The Taliban told Ankara on Monday that they would stay away from the conference.", "REJECT", "af-kabul"),
    ("Pakistan and Kabul clashed. Asked about the TTP, Defence Minister Khawaja Asif was curt on Monday: "
     '"There is nobody to talk to."', "REJECT", "pk-islamabad"),
    ("The US Congress passed a resolution on Monday urging Kabul to open schools.", "REQUEST", "us-washington"),
    ("Qatar impressed upon the Taliban on Monday the need for restraint.", "REQUEST", "qa-doha"),
    ("Turkey proclaimed a day of mourning for the dead of Peshawar on Monday.", "SUPPORT", "tr-ankara"),
    ("China gave the truce its blessing on Monday.", "SUPPORT", "cn-beijing"),
    ("The American ambassador in Kabul tendered an apology on Monday.", "CONCEDE", "af-kabul"),
    ("Islamabad gave Afghan traders until the end of March on Monday to find papers.", "CONCEDE", "pk-islamabad"),
    ("Iran did away with the visa fee for Afghans on Monday.", "CONCEDE", "ir-tehran"),
    ("Pakistan bowed to the demands of the elders on Monday.", "CONCEDE", "pk-islamabad"),
    ("Kabul eased curbs on Pakistani trade on Monday.", "CONCEDE", "af-kabul"),
    ("Iran walked back its threat on Monday.", "CONCEDE", "ir-tehran"),
    ("Russia used its seat at the UN on Monday to plead for restraint.", "REQUEST", "ru-moscow"),
    ("Envoys of the EU press the Taliban for answers on Monday.", "REQUEST", "be-brussels"),
    ("Kabul will never forget Iran's hospitality, the Taliban's spokesman said on Monday.", "SUPPORT", "af-kabul"),
    ("Tehran said on Monday that it could not accept such terms.", "REJECT", "ir-tehran"),
    ("Afghans may stay until June, Islamabad said on Monday.", "CONCEDE", "pk-islamabad"),
    ("The Taliban's border commander said in a video that was shared on Monday: \"We do not allow a fence.\"",
     "REJECT", "af-kabul"),
    ("Moscow sent condolences on Monday, as did Tehran and Ankara.", "SUPPORT", "tr-ankara"),
    ("Beijing urged restraint on Monday, and the Saudi foreign ministry did likewise.", "REQUEST", "sa-riyadh"),
    ("Iran turned the plan down on Monday, brushing off a plea by the UN.", "REJECT", "ir-tehran"),
    ("In a note to Kabul the Pakistani army apologised on Monday.", "CONCEDE", "pk-rawalpindi"),
    ('India "categorically" rejected the remark on Monday.', "REJECT", "in-new-delhi"),
    ("The accord was hailed by Moscow on Monday.", "SUPPORT", "ru-moscow"),
    ("Kabul said on Monday that no village had been hit.", "REJECT", "af-kabul"),
    ("Iran's foreign minister said on Monday that Kabul had better keep its word.", "REQUEST", "ir-tehran"),
    ("The UN chief wants the killers brought to justice, he said on Monday.", "REQUEST", "us-new-york"),
    ("Clerics from Kandahar were asked by Iran on Monday to calm the border.", "REQUEST", "ir-tehran"),
    ("Riyadh thinks highly of the accord, it said on Monday.", "SUPPORT", "sa-riyadh"),
    ("Kabul threw its roads open to Uzbek lorries on Monday.", "CONCEDE", "af-kabul"),
    ("Pakistan's defence minister met Mullah Baradar, who asked him on Monday to free prisoners.",
     "REQUEST", "af-kabul"),
    ("Iran's foreign ministry condemned the bombing on Monday and denied the allegation.", "REJECT", "ir-tehran"),
    ("The Guards' commander, speaking in Zahedan, warned Pakistan on Monday.", "THREATEN", "ir-zahedan"),
    ("Tehran said on Monday that it would cut gas supplies to Herat.", "THREATEN", "ir-tehran"),
    ("Moscow said on Monday that Pakistan had a right to defend itself.", "SUPPORT", "ru-moscow"),
    ("Kabul asked Iran on Monday for three more weeks for families to leave.", "REQUEST", "af-kabul"),
    ("Militants attacked a convoy. Iran said on Monday it would give Afghan refugees two more months to stay.",
     "CONCEDE", "ir-tehran"),
    ("Pakistan orders army to crush militants in Tirah on Monday.", "MOBILIZE", "pk-islamabad"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "place"), SAID)
def test_a_statement_has_its_type_and_lies_where_it_was_made_or_at_its_speakers_seat(text, event_type, place):
    assert (event_type, place) in [(e.type.code, place_of(e)) for e in code(text)]


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        ("Iran's minister met the Taliban in Kabul on Monday. The two sides signed a memorandum.", "AGREE", "af-kabul"),
        ("Wang Yi flew to Kabul on Monday. Wang praised the security there.", "SUPPORT", "af-kabul"),
        ("China closed its fair on Monday. Its envoy urged Kabul to act.", "REQUEST", "cn-beijing"),
        ("TASHKENT: Traders waited.\n\nDOHA: The foreign ministry praised the truce on Monday.", "SUPPORT", "qa-doha"),
        ("Torkham was shut on Monday. A flag meeting of commanders ended early.", "CONSULT", "pk-torkham-crossing"),
        ("The Pakistani ambassador spoke on Monday. He rejected the claim.", "REJECT", "pk-islamabad"),
    ],
)  # fmt: skip
def test_speakers_and_venues_are_carried_from_the_sentences_before(text, event_type, place):
    assert (event_type, place) in [(e.type.code, place_of(e)) for e in code(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Is the Taliban asking Pakistan for help?",
        "The talks planned for Monday in Jeddah were called off.",
        "India, which opposes the corridor, held a parade.",
        "The team were fined after their coach rang the referee.",
        "Asked about the visit, he insisted that all was well.",
        "Had Islamabad refused the offer, the talks would have failed.",
        "The governor stood by his decision to close the school.",
        "President Hollande of France stood by his decision on the troops on Monday.",
        "A friend paid a courtesy call on Muttaqi to wish him well.",
        "In a letter from Kabul, a widow asked her son for money.",
        "A delegation in Tehran was promised lower fees by the port.",
        "Pakistan's finance minister asked traders on Monday to be patient.",
        "Iran said on Monday it would give clerks two more days of leave.",
    ],
)
def test_questions_asides_and_what_was_called_off_are_no_events_of_diplomacy(text):
    assert [e.title for e in code(text) if e.layer is Layer.DIPLOMACY] == []
