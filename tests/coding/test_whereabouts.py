"""Where what is told took place or was said, if other sentences or the words around a name must tell."""

from __future__ import annotations

import pytest
from coding.news import code


def told(text: str) -> list[str]:
    """Return type and place of each single, placed event."""
    return [
        f"{event.type.family} {event.main_place.location.place.id}"
        for event in code(text)
        if not event.is_aggregate and event.main_place
    ]


SAID = [
    ("The army chief, in a terse statement from Rawalpindi, denounced the raid on Thursday.", "ACCUSE pk-rawalpindi"),
    ("Afghan consul Abdul Jabbar Hikmat welcomed the decision from Quetta on Monday.", "SUPPORT pk-quetta"),
    ("A bomb went off in Islamabad on Monday. India's envoy there, Gautam Bambawale, condemned it on Tuesday.",
     "ACCUSE pk-islamabad"),
    ("Kabul was furious: the Pakistani ambassador was summoned on Sunday.", "ACCUSE af-kabul"),
    ("Trump accused Iran of lies, for which the US ambassador was summoned late on Sunday.",
     "ACCUSE ir-tehran"),
    ("KARACHI — The Foreign Office called in Ambassador Lionel Harte on Monday to protest against the raid.",
     "ACCUSE pk-islamabad"),
    ("On Sunday Tehran welcomed the truce, and a UN spokesman said in Geneva that aid would follow.",
     "SUPPORT ir-tehran"),
    ("General Asim Munir flew into Peshawar on Friday to see the wounded. He vowed that the killers would pay.",
     "THREATEN pk-peshawar"),
    ("GENEVA — Donors met on Monday. The UN secretary general urged delegates on Tuesday to release frozen funds.",
     "REQUEST ch-geneva"),
    ("Ministers of 40 states met at a conference on Afghanistan in Tashkent on Monday. Qatar pledged $20 million.",
     "AID uz-tashkent"),
    ("Qureshi, interviewed in Vienna, warned India that its patience was running out.", "THREATEN at-vienna"),
    ("Gen. Bajwa, at a wedding in Kharian, warned on Monday that the raids would be answered.", "THREATEN pk-kharian"),
    ("The army blamed Kabul on Sunday, in a note from Rawalpindi; New Delhi rejected the note.", "REJECT in-new-delhi"),
    ("An envoy speaking in Vienna on Monday begged both sides for restraint, and Iran condemned the raid.",
     "ACCUSE ir-tehran"),
    ("The Iranian consul hailed the step in Herat on Monday but urged the Taliban to do more.", "REQUEST af-herat"),
    ("The governor of Paktia accused Pakistan on Monday of shelling Dand-e-Patan.", "ACCUSE af-gardez"),
    ("QUETTA: Gunmen attacked Pasni on Monday. Chief Minister Sarfraz Bugti blamed India.", "ACCUSE pk-quetta"),
    ("Sindh's home minister accused India on Monday of funding the gunmen.", "ACCUSE pk-karachi"),
    ("ASTANA — At a palace here on Monday, Iran and Afghanistan signed an accord on water.", "AGREE kz-astana"),
    ("In Muscat, Ishaq Dar met Abbas Araghchi on Tuesday. Tehran and Islamabad agreed to open two markets.",
     "AGREE om-muscat"),
    ("NEW DELHI: Islamabad sent the high commissioner packing on Monday and halted trade.", "SANCTION pk-islamabad"),
    ("Pakistan's foreign minister urged the world on Monday to engage with Kabul.", "REQUEST pk-islamabad"),
    ("Jens Stoltenberg urged the Taliban on Monday to lay down arms.", "REQUEST be-brussels"),
    ("UNITED NATIONS, May 9 — The Security Council met on Thursday. Norway pleaded for a pause in the fighting.",
     "REQUEST us-new-york"),
    ("UNITED NATIONS, May 9 — The Security Council met on Thursday. India's foreign ministry condemned the raid.",
     "ACCUSE in-new-delhi"),
    ("The killers will be hunted down, Mohsin Naqvi warned after flying to Gilgit on Monday.", "THREATEN pk-gilgit"),
    ("Reporters visited a camp at Bannu on Monday. Mohsin Naqvi told them there that Kabul must rein in gunmen.",
     "REQUEST pk-bannu"),
    ("The Taliban in Kabul as well as Tehran condemned the bombing on Sunday.", "ACCUSE af-kabul"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_statement_lies_where_its_speaker_is_told_to_be(text, expected):
    assert expected in told(text)


DONE = [
    ("Two people died at Kandahar airport on Sunday. The US ordered 300 more troops to the airfield on Monday.",
     "MOBILIZE af-kandahar-airfield"),
    ("QUETTA: A rally was held in Karachi on Monday. Gunmen shot dead a doctor in the provincial capital on Tuesday.",
     "Violence against civilians pk-quetta"),
    ("Families left Gardez for Khost city. The World Food Programme handed out biscuits and cash to the "
     "displaced there on Monday.",
     "AID af-khost"),
    ("The gate at Torkham was shut on Monday. On Tuesday a rocket struck the customs house.",
     "Explosions/Remote violence pk-torkham-crossing"),
    ("Traffic moved at Chaman crossing on Monday. Drivers staged a sit-in outside the terminal on Tuesday.",
     "Protests pk-chaman-crossing"),
    ("Gunmen killed two miners in Duki on Sunday. Four more were slain in the same hills on May 2, 2021.",
     "Violence against civilians pk-duki"),
    ("While the minister was still in Kabul, a bomb went off at a market in Bara on Monday.",
     "Explosions/Remote violence pk-bara-khyber"),
    ("Near Noshki gunmen stopped a bus on Friday and abducted five men with addresses in Punjab.",
     "Violence against civilians pk-nushki"),
    ("Jets struck Laman, in Barmal district of Paktika, and Spera district of Khost on Monday.",
     "Explosions/Remote violence af-spera-district"),
    ("Four policemen were gunned down in Tank on May 3, and as many again in Bannu on May 5.", "Battles pk-bannu"),
    ("KARACHI — Traders at Chaman want the gate back. On Tuesday the crossing was reopened to lorries.",
     "Strategic developments pk-chaman"),
    ("Lawyers staged a sit-in outside the Lahore High Court on Monday.", "Protests pk-lahore"),
    ("A suicide bomber walked into the funeral of a judge in Swabi on Monday and killed nine.",
     "Explosions/Remote violence pk-swabi"),
    ("Six people died when rockets fell on their house in Asmar during the night, according to residents.",
     "Explosions/Remote violence af-asmar"),
    ("KHOST: Thousands marched here on Monday. Guards traded fire in Zazi Maidan on Sunday. The two sides resumed "
     "shooting at each other on Tuesday, and two soldiers were killed.", "Battles af-jaji-maidan-district"),
    ("OSLO — Ministers signed an accord in Kabul on May 2. Outside, hundreds of Afghans staged a rally on Sunday.",
     "Protests no-oslo"),
    ("Guards met in Jhang. A judge in Multan freed a man who shot dead three students in the city on March 2.",
     "Violence against civilians pk-multan"),
    ("Turkish minister lands in Islamabad after Quetta school massacre", "Violence against civilians pk-quetta"),
    ("Turkish minister lands in Islamabad after Quetta school bombing", "Explosions/Remote violence pk-quetta"),
    ("Three hundred soldiers were posted to Chaman by Pakistan on Tuesday.", "MOBILIZE pk-chaman"),
    ("The offensive launched by the army in Swat on Sunday has driven families from their homes.",
     "MOBILIZE pk-swat-district"),
    ("Mortar shells fell on Dand-i-Patan on Monday.", "Explosions/Remote violence af-dand-e-patan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DONE)
def test_an_event_lies_where_the_words_around_it_point(text, expected):
    assert expected in told(text)


NOT_THERE = [
    ("Drone hits a planner two days after carnage at Abbey Gate", "af-abbey-gate"),
    ("Pakistan demanded on Monday the withdrawal of troops from Kabul.", "af-kabul"),
    ("Islamabad condemned on Sunday the rocket fire from Kunar.", "af-kunar-province"),
]


@pytest.mark.parametrize(("text", "place"), NOT_THERE)
def test_a_name_that_tells_something_else_is_not_where_it_was(text, place):
    assert not any(one.endswith(f" {place}") for one in told(text))
