"""What states say and do to each other, in the words of news: every type in active, passive, noun and light verb.

Each sentence stands alone; below are near misses, which tell of no event between states.
"""

from __future__ import annotations

from datetime import date

import pytest
from coding.news import events_of

from geo.model import Layer

FRIDAY = date(2024, 6, 14)

TOLD = [
    ("China set aside 90 million yuan on Monday in grain and vaccines.", "AID", "cn-beijing"),
    ("The Indian minister made over five ambulances to his guest on Monday.", "AID", "in-new-delhi"),
    ("India stripped Pakistan of its most-favoured-nation status on Monday.", "SANCTION", "in-new-delhi"),
    ("The Pentagon on Monday withheld $250 million in aid for Pakistan.", "SANCTION", "us-pentagon"),
    ("Afghanistan ordered home its ambassador in Islamabad on Monday.", "SANCTION", "af-kabul"),
    ("New Delhi put the water treaty on hold on Monday.", "SANCTION", "in-new-delhi"),
    ("Some 900 Afghans were bundled across the border at Torkham on Monday.", "COERCE", "af-torkham-town"),
    ("The government called out the army in Lahore on Monday.", "MOBILIZE", "pk-lahore"),
    ("Tehran held Islamabad responsible on Wednesday for the raid on the border post.", "ACCUSE", "ir-tehran"),
    ("Pakistan said on Monday that the bomber was an Afghan national.", "ACCUSE", "pk-islamabad"),
    ("The ISPR said on Sunday the attack was planned and directed from Afghan soil.", "ACCUSE", "pk-rawalpindi"),
    ("The condemnation from Ankara came on Monday.", "ACCUSE", "tr-ankara"),
    ("There are no TTP camps in Afghanistan, the deputy spokesman said in Kabul on Monday.", "REJECT", "af-kabul"),
    ("Pakistan called off the negotiations with Kabul in Doha on Tuesday.", "REJECT", "pk-islamabad"),
    ("Pakistan shelved the planned negotiations with India on Thursday.", "REJECT", "pk-islamabad"),
    ("Islamabad withdrew from the talks in Istanbul on Saturday.", "REJECT", "tr-istanbul"),
    ("The Taliban said on Tuesday they would not attend the conference in Doha.", "REJECT", "af-kabul"),
    ("The US Senate voted down the arms sale to Pakistan on Thursday in Washington.", "REJECT", "us-washington"),
    ("The Emirate poured cold water on Monday on hopes for a quick deal with Islamabad.", "REJECT", "af-kabul"),
    ("China blocked a move at the UN in New York on Tuesday to blacklist the commander.", "REJECT", "cn-beijing"),
    ("The prime minister vowed in Islamabad on Tuesday to wipe out the militants.", "THREATEN", "pk-islamabad"),
    ("Pakistan gave the Afghan side 48 hours on Tuesday to hand over the gunmen.", "THREATEN", "pk-islamabad"),
    ("A warning from Islamabad reached Kabul on Thursday.", "THREATEN", "pk-islamabad"),
    ("India put Pakistan on notice on Monday.", "THREATEN", "in-new-delhi"),
    ("Pakistan's army chief said in Quetta on Monday that no one would be spared.", "THREATEN", "pk-quetta"),
    ("Beijing said on Thursday it would take countermeasures if the sale went ahead.", "THREATEN", "cn-beijing"),
    ("Islamabad said on Saturday it would continue to target the TTP inside Afghanistan.", "THREATEN", "pk-islamabad"),
    ("Pakistan raised the prospect of more strikes on Monday in Islamabad.", "THREATEN", "pk-islamabad"),
    ("The EU said on Monday that girls should be allowed back to school in Afghanistan.", "REQUEST", "be-brussels"),
    ("Kabul said on Monday that the dispute needed to be solved through talks.", "REQUEST", "af-kabul"),
    ("The Taliban called on Pakistan on Sunday not to mistreat refugees.", "REQUEST", "af-kabul"),
    ("Islamabad insisted on Monday that Kabul disarm the TTP first.", "REQUEST", "pk-islamabad"),
    ("Beijing hoped on Monday that both sides would remain calm and exercise restraint.", "REQUEST", "cn-beijing"),
    ("China backed Pakistan on Wednesday in its fight against terrorism.", "SUPPORT", "cn-beijing"),
    ("Washington threw its weight behind Islamabad on Friday.", "SUPPORT", "us-washington"),
    ("The Emirate greeted the truce on Saturday.", "SUPPORT", "af-kabul"),
    ("Germany accepted two Taliban diplomats in Berlin on Monday.", "SUPPORT", "de-berlin"),
    ("The Saudi crown prince assured Islamabad of his support on Monday.", "SUPPORT", "sa-riyadh"),
    ("The Taliban undertook in Doha on Saturday to prevent attacks on Pakistan.", "AGREE", "qa-doha"),
    ("Kabul vowed on Monday to protect Chinese investors.", "AGREE", "af-kabul"),
    ("Islamabad consented on Tuesday to a 48-hour truce.", "AGREE", "pk-islamabad"),
    ("The ceasefire took effect in Spin Boldak on Wednesday.", "AGREE", "af-spin-boldak"),
    ("The two armies struck a deal at Chaman on Monday to stop firing.", "AGREE", "pk-chaman"),
    ("Kabul guaranteed on Tuesday the safety of Russian diplomats.", "AGREE", "af-kabul"),
    ("The Indian external affairs minister hosted Muttaqi in New Delhi on Friday.", "CONSULT", "in-new-delhi"),
    ("The Taliban's delegation sat down with American officials in Doha on Wednesday.", "CONSULT", "qa-doha"),
    ("The minister wound up a three-day visit to Kabul on Tuesday.", "CONSULT", "af-kabul"),
    ("Washington spared India sanctions over the port of Chabahar on Tuesday.", "CONCEDE", "us-washington"),
    ("Washington exempted Chabahar from its sanctions on Tuesday.", "CONCEDE", "us-washington"),
    ("Russia took the Taliban off its list of terrorist groups on Thursday.", "CONCEDE", "ru-moscow"),
    ("The Taliban relented on Thursday and let women work for the UN in Kabul.", "CONCEDE", "af-kabul"),
    ("The bounty on Sirajuddin Haqqani was removed by Washington on Saturday.", "CONCEDE", "us-washington"),
    ("Tehran gave Afghan refugees another two months on Monday.", "CONCEDE", "ir-tehran"),
    ("The US dropped its reward for the Taliban's interior minister on Saturday.", "CONCEDE", "us-washington"),
    ("The Pakistani army admitted on Tuesday that its shells had hit a house in Khost.", "CONCEDE", "pk-rawalpindi"),
    ("Kabul made concessions in Istanbul on Thursday.", "CONCEDE", "tr-istanbul"),
    ("The US waived its ban on transactions with Afghanistan on Friday.", "CONCEDE", "us-washington"),
    ("Pakistan and China began joint military exercises in Jhelum on Monday.", "COOPERATE", "pk-jhelum"),
    ("Beijing handed the suspects to the Pakistani police on Monday.", "COOPERATE", "cn-beijing"),
    ("Pakistan and Turkey's forces trained together at Tarbela on Monday.", "COOPERATE", "pk-tarbela-dam"),
    ("A Pakistani aircraft carrying relief goods landed in Kabul on Thursday.", "AID", "af-kabul"),
    ("Turkey's aid train reached Herat on Thursday.", "AID", "af-herat"),
    ("The first aid flight from the UAE arrived in Kabul on Tuesday.", "AID", "af-kabul"),
    ("Iran sent two rescue teams to Kunar on Monday.", "AID", "af-kunar-province"),
    ("Qatar set up a field hospital in Kunar on Saturday.", "AID", "af-kunar-province"),
    ("The US Treasury made $280 million available for Afghanistan on Friday.", "AID", "us-washington"),
    ("Two planes from Kuwait with food and tents landed in Kabul on Sunday.", "AID", "af-kabul"),
    ("Pakistan pulled its soldiers back from the border at Chaman on Monday.", "RETREAT", "pk-chaman"),
    ("India flew its diplomats out of Kandahar on Saturday.", "RETREAT", "af-kandahar"),
    ("The Taliban's forces fell back from the frontier on Wednesday.", "RETREAT", "af-kabul"),
    ("NATO ended its mission in Kabul on Monday.", "RETREAT", "af-kabul"),
    ("The UN moved its staff out of Kabul on Wednesday.", "RETREAT", "af-kabul"),
    ("Washington withdrew an exemption from its sanctions on Chabahar on Tuesday.", "SANCTION", "ir-chabahar"),
    ("Pakistan withdrew its ambassador from Kabul on Monday.", "SANCTION", "af-kabul"),
    ("New Delhi cut the staff of the Pakistani high commission on Thursday.", "SANCTION", "in-new-delhi"),
    ("Kabul shut its embassy in New Delhi on Friday.", "SANCTION", "in-new-delhi"),
    ("Kabul cut ties with Islamabad on Monday.", "SANCTION", "af-kabul"),
    ("The US ended its protection of Afghan refugees on Friday in Washington.", "SANCTION", "us-washington"),
    ("New Zealand imposed travel bans on Taliban leaders on Monday.", "SANCTION", "nz-wellington"),
    ("Pakistan's air force scrambled fighters on Friday over Lahore.", "MOBILIZE", "pk-lahore"),
    ("Tajikistan called up 20,000 reservists on Wednesday.", "MOBILIZE", "tj-dushanbe"),
    ("The Taliban deployed fighters along the Durand Line in Khost on Sunday.", "MOBILIZE", "af-khost"),
    ("Uzbekistan staged drills at Termez on Monday.", "MOBILIZE", "uz-termez"),
    ("Pakistan sent some 30,000 Afghans across the border at Torkham on Monday.", "COERCE", "pk-torkham-crossing"),
    ("The Taliban closed beauty salons in Kabul on Monday.", "COERCE", "af-kabul"),
    ("The Taliban forbade women to travel alone in Kabul on Monday.", "COERCE", "af-kabul"),
    ("Turkey flew 227 Afghan migrants back to Kabul on Monday.", "COERCE", "af-kabul"),
    ("Pakistan drove more than 10,000 Afghans out through Chaman on Monday.", "COERCE", "pk-chaman"),
    ("Islamabad on Friday took Kabul to task for harbouring Baloch militants.", "ACCUSE", "pk-islamabad"),
    ("Iran told Kabul on Thursday that it would use force to secure its water.", "THREATEN", "ir-tehran"),
    ("Islamabad said on Friday it stood shoulder to shoulder with Tehran.", "SUPPORT", "pk-islamabad"),
    ("Ishaq Dar rang his Turkish colleague on Saturday.", "CONSULT", "pk-islamabad"),
    ("The Taliban let an American tourist go on Saturday after the envoy's visit to Kabul.", "CONCEDE", "af-kabul"),
    ("Islamabad put off the expulsion of card holders until July on Friday.", "CONCEDE", "pk-islamabad"),
    ("Pakistan called a halt to its air campaign on Sunday.", "CONCEDE", "pk-islamabad"),
    ("Uzbekistan and the Taliban opened a trade centre in Termez on Thursday.", "COOPERATE", "uz-termez"),
    ("India made a gift of 20 ambulances to Kabul on Friday.", "AID", "af-kabul"),
    ("A Saudi relief plane touched down in Kabul on Monday.", "AID", "af-kabul"),
    ("Forty tonnes of food and tents from Russia arrived in Kabul on Wednesday.", "AID", "af-kabul"),
    ("Islamabad gave an Indian diplomat 24 hours on Wednesday to leave the country.", "SANCTION", "pk-islamabad"),
    ("Kabul declared two Pakistani diplomats unwelcome on Monday.", "SANCTION", "af-kabul"),
    ("New Delhi called its military attachés home from Islamabad on Wednesday.", "SANCTION", "in-new-delhi"),
    ("Pakistan barred Indian aircraft from its airspace on Thursday.", "SANCTION", "pk-islamabad"),
    ("Taliban reinforcements were rushed to Spin Boldak on Wednesday.", "MOBILIZE", "af-spin-boldak"),
    ("Turkmenistan turned back 300 Afghan migrants at Torghundi on Monday.", "COERCE", "af-torghundi"),
    ("Pakistan flew the suspect to the United States on Tuesday.", "COOPERATE", "pk-islamabad"),
    ("Islamabad's offer of an inquiry was spurned by New Delhi on Wednesday.", "REJECT", "in-new-delhi"),
    ("Kabul retorted on Monday that Pakistan should look for its enemies at home.", "REJECT", "af-kabul"),
    ("Delhi took its diplomats out of Kabul on Tuesday.", "RETREAT", "af-kabul"),
    ("China was the first to congratulate Kabul on Thursday.", "SUPPORT", "cn-beijing"),
    ("The Taliban turned away a UN envoy in Kabul on Monday.", "REJECT", "af-kabul"),
    ("Pakistan recalled its troops from the disputed post at Kharlachi on Monday.", "RETREAT", "pk-kharlachi-crossing"),
    ("On Sunday in Doha the two sides agreed to stop shooting.", "AGREE", "qa-doha"),
    ("Some 4,000 Afghans were taken across at Torkham on Wednesday.", "COERCE", "af-torkham-town"),
    ("Another 900 refugees were put across the border at Chaman on Wednesday.", "COERCE", "pk-chaman"),
    ("Migrants without papers were hauled off to a holding centre in Quetta on Monday.", "COERCE", "pk-quetta"),
    ("Dozens of undocumented Afghans were taken to a transit camp in Rawalpindi.", "COERCE", "pk-rawalpindi"),
    ("Torkham reopened on Monday. Some 900 Afghans were put across the same border.", "COERCE", "af-torkham-town"),
    ("Iranian trucks with tents for the survivors of the quake rolled in through Islam Qala.", "AID", "af-islam-qala"),
    ("Uzbek lorries with flour for the flood victims came in through Hairatan on Monday.", "AID", "af-hairatan"),
    ("KABUL: Uzbekistan, Pakistan and Afghanistan put their names on Thursday to a pact.", "AGREE", "af-kabul"),
    ("TEHRAN: Pakistan and Iran set their signatures on Thursday to a protocol.", "AGREE", "ir-tehran"),
    ("Britain set apart two million pounds on Monday for survivors of the Afghan quake.", "AID", "gb-london"),
    ("Six men were shot in Bannu, the ISPR said. They were sponsored by India, it added.", "ACCUSE", "pk-rawalpindi"),
]

UNTOLD = [
    "The ban on kite flying was lifted in Lahore on Monday.",
    "The team was welcomed by cheering crowds in Kabul on Monday.",
    "Security was tightened in Lahore on Monday.",
    "The opposition in Islamabad walked out of parliament on Monday.",
    "The spokesman in Islamabad declined on Monday to say whether the army had crossed the border.",
    "Schools in Quetta were closed on Monday because of the heat.",
    "Pakistan has long accused Kabul of sheltering the TTP.",
    "If Islamabad accused Kabul again, talks would end, an analyst in Peshawar said on Monday.",
    "The prime minister in Islamabad asked his party on Monday to stay united.",
    "The US embassy in Kabul warned its citizens on Monday to avoid the airport.",
    "The health ministry in Kabul urged parents on Monday to vaccinate their children.",
    "The World Bank warned on Monday that Pakistan's economy would shrink.",
    "The chief minister met the governor in Peshawar on Monday.",
    "The prime minister chaired a meeting of the cabinet in Islamabad on Monday.",
    "The prime minister admitted in Islamabad on Monday that inflation was high.",
    "Pakistan is considering lifting the ban.",
    "The minister inaugurated a hospital in Quetta on Monday.",
    "The police and the army carried out a joint operation in Tank on Monday.",
    "The provincial government gave cash to the families in Swat on Monday.",
    "He withdrew money from a bank in Kabul on Monday.",
    "Afghanistan defended 169 on Tuesday and won by 18 runs; the bowling was superb.",
    "Efforts to negotiate with the Taliban in Doha had come to nothing by Monday.",
    "Groups of fighters tried on Sunday to cross from Afghanistan, the army said.",
]


def events(text):
    return events_of(text, FRIDAY)


@pytest.mark.parametrize(("text", "event_type", "place"), TOLD)
def test_a_sentence_tells_of_its_type_at_its_place(text, event_type, place):
    told = [(e.type.code, e.main_place and e.main_place.location.place.id) for e in events(text)]
    assert (event_type, place) in told


@pytest.mark.parametrize("text", UNTOLD)
def test_a_near_miss_tells_of_no_event_between_states(text):
    assert [e.title for e in events(text) if e.type.layer is Layer.DIPLOMACY and not e.is_aggregate] == []
