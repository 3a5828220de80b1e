"""Meetings, and what is said at them: short news with each event of diplomacy by kind, place and first day."""

from __future__ import annotations

import pytest
from coding.news import code

from geo.model import Layer


def told(text: str) -> list[str]:
    """Return kind, place and first day of each single, placed event of diplomacy, sorted."""
    return sorted(
        f"{event.type.code} {event.main_place.location.place.id} {event.when.start:%m-%d}"
        for event in code(text)
        if event.layer is Layer.DIPLOMACY and not event.is_aggregate and event.main_place and event.when.start
    )


MEETINGS = [
    ("ISLAMABAD — A Pakistani delegation visited Kabul on Tuesday. The Taliban were told that after any further raid"
     " Pakistan will hit camps on their soil, an official said.",
     ["CONSULT af-kabul 05-07", "THREATEN af-kabul 05-07"]),
    ("The two sides met in Istanbul on Tuesday. An earlier round in the same city on April 25 brought nothing.",
     ["CONSULT tr-istanbul 04-25", "CONSULT tr-istanbul 05-07"]),
    ("DOHA — The talks in Doha closed on Monday. The second round, held in the same city in February, had gone ahead "
     "without the Taliban.",
     ["CONSULT qa-doha 02-01", "CONSULT qa-doha 05-06"]),
    ("Dar flew to Kabul on Monday. A further round of talks is to be held there in July.", ["CONSULT af-kabul 07-01"]),
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
    ("As Ishaq Dar ended his visit, shells fell in Kabul on Thursday.", []),
    ("Amir Khan Muttaqi is the most senior Taliban official to visit New Delhi on Thursday.",
     ["CONSULT in-new-delhi 05-09"]),
    ("The special representative of Pakistan for Afghanistan, who had reached Kabul on Monday for talks, returned to "
     "Islamabad on Thursday.",
     ["CONSULT af-kabul 05-06"]),
    ("President Emomali Rahmon met his security chiefs in Dushanbe on Monday.", []),
    ("An American drone hit a gathering in Achin on Tuesday.", []),
    ("Ishaq Dar met Muttaqi in Kabul on Monday. The talks took place on the day that a bomb struck a bus in Khuzdar.",
     ["CONSULT af-kabul 05-06"]),
    ("In Islamabad, the Chinese vice premier spoke to Prime Minister Shehbaz Sharif on Monday.",
     ["CONSULT pk-islamabad 05-06"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), MEETINGS)
def test_each_meeting_has_its_own_place_and_day(text, events):
    assert told(text) == events


COMPANY = [  # words for being together, of which there is no end
    ("Negotiators for Pakistan and the Taliban faced each other across a table in Doha on Tuesday.", "qa-doha 05-07"),
    ("In Tashkent on Wednesday, Ashraf Ghani and Imran Khan spent an hour together.", "uz-tashkent 05-08"),
    ("Ishaq Dar saw Amir Khan Muttaqi alone in Beijing on Tuesday evening.", "cn-beijing 05-07"),
    ("Mullah Yaqoob and Khawaja Asif shook hands in Doha on Wednesday.", "qa-doha 05-08"),
    ("The Turkish and Pakistani presidents compared notes on Afghanistan in Ankara on Tuesday.", "tr-ankara 05-07"),
    ("Afghan lawmakers lunched with the speaker of Pakistan's National Assembly in Islamabad on Monday.",
     "pk-islamabad 05-06"),
    ("US and Taliban officials resumed contact in Doha on Monday.", "qa-doha 05-06"),
    ("Turkey's spy chief brought the Afghan and Pakistani delegations back to the table in Istanbul on Monday.",
     "tr-istanbul 05-06"),
    ("Sartaj Aziz carried a letter from Nawaz Sharif to President Ashraf Ghani in Kabul on Thursday.",
     "af-kabul 05-09"),
    ("Mohsin Naqvi was met at Kabul airport on Sunday by his host, Sirajuddin Haqqani.", "af-kabul-airport 05-05"),
    ("Pakistan's foreign minister paid a one-day call on the Afghan capital on Monday.", "af-kabul 05-06"),
    ("A senior team would leave for Kabul on May 13, officials in New Delhi said.", "af-kabul 05-13"),
    ("Hina Rabbani Khar raised the matter with Hillary Clinton by telephone on Sunday.", "pk-islamabad 05-05"),
    ("The Afghan president took a call from Imran Khan on Thursday.", "af-kabul 05-09"),
    ("Whether Kabul sends anybody to the conference on Afghanistan in Bonn on May 20 is open.", "de-bonn 05-20"),
    ("Pakistan will send nobody to the May 20 conference on Afghanistan in Bonn.", "de-bonn 05-20"),
    ("In Ankara on Monday the Afghan foreign minister had an hour with President Erdogan.", "tr-ankara 05-06"),
    ("The special envoys of Russia and China dropped in on Kabul together on Wednesday.", "af-kabul 05-08"),
    ("The prime minister's adviser took off for Riyadh on Tuesday with the army chief.", "sa-riyadh 05-07"),
    ("Ishaq Dar will be in Kabul on May 13.", "af-kabul 05-13"),
    ("Amir Khan Muttaqi is to be Jaishankar's guest in New Delhi on May 14.", "in-new-delhi 05-14"),
    ("The Saudi crown prince summoned the two sides to Riyadh for May 15.", "sa-riyadh 05-15"),
    ("A joint committee of the two countries will sit at Torkham on May 14.", "pk-torkham-crossing 05-14"),
    ("Hina Rabbani Khar conveyed her nation's deep sense of anger and loss to Hillary Clinton by telephone on Sunday.",
     "pk-islamabad 05-05"),
    ("ISLAMABAD — The prime minister went to the Chinese embassy in Islamabad on Monday.", "pk-islamabad 05-06"),
    ("ISLAMABAD — Iran's foreign minister flew in on Monday for a day of talks on the border.", "pk-islamabad 05-06"),
    ("KABUL — Turkey's vice president arrived late on Monday with a team of ministers.", "af-kabul 05-06"),
    ("The German foreign minister jetted to Islamabad on Monday.", "pk-islamabad 05-06"),
    ("Negotiators of Pakistan and Afghanistan closeted themselves in an Istanbul hotel on Monday.",
     "tr-istanbul 05-06"),
    ("On the margins of the Astana summit on Monday, Shehbaz Sharif found an hour for Vladimir Putin.",
     "kz-astana 05-06"),
    ("Commanders sat down on Monday at the Torkham zero point.", "pk-torkham-crossing 05-06"),
    ("Elders from both sides of the border met at Chaman on Tuesday.", "pk-chaman 05-07"),
    ("Russia's Zamir Kabulov put in an appearance in New Delhi on Monday, to sound out Indian officials on Kabul.",
     "in-new-delhi 05-06"),
    ("China's ambassador Jiang Zaidong was shown round the port by the Pakistan army in Gwadar on Monday.",
     "pk-gwadar 05-06"),
    ("KABUL — An Iranian team sat through six hours of argument on the border with Taliban officials on Monday.",
     "af-kabul 05-06"),
    ("KAZAN — Narendra Modi and Xi Jinping held talks here on Tuesday on what was announced in New Delhi.",
     "ru-kazan 05-07"),
    ("MOSCOW — Deputy minister Andrei Rudenko accepted the credentials of the Afghan ambassador on Monday.",
     "ru-moscow 05-06"),
    ("Antony Blinken got through to General Asim Munir in Rawalpindi on Monday.", "pk-rawalpindi 05-06"),
    ("Envoys of 25 countries wound up two days of discussions with the Taliban in Doha on Monday.", "qa-doha 05-06"),
    ("Iran's ambassador paid a courtesy call on Muttaqi in Kabul on Monday to wish him well.", "af-kabul 05-06"),
    ("Go-betweens sat with both sides in Khost on Monday.", "af-khost 05-06"),
    ("Russia's ambassador took the news to Amir Khan Muttaqi in Kabul on Monday.", "af-kabul 05-06"),
    ("Uzbek and Afghan deputy premiers opened the fair side by side in Termez on Monday.", "uz-termez 05-06"),
    ("David Lammy of Britain was on the phone to Ishaq Dar on Monday about visas.", "gb-london 05-06"),
    ("A Taliban delegation attended a trade fair in Dubai on Monday, its second since the takeover.", "ae-dubai 05-06"),
    ("Ambassador Asif Durrani boards a plane for Kabul on Sunday.", "af-kabul 05-12"),
    ("In New York the Security Council met in emergency session on Monday.", "us-new-york 05-06"),
    ("Hakan Fidan of Turkey had Ishaq Dar on the line on Monday.", "tr-ankara 05-06"),
]  # fmt: skip


ALSO = [
    ("Ishaq Dar held talks with Amir Khan Muttaqi in Kabul on Monday. He also called on Hassan Akhund in Kabul.",
     2),
    ("Envoys of 25 countries met the Taliban in Doha on Monday. On the sidelines, Zabihullah Mujahid sat down with "
     "Vikram Misri of India.", 2),
    ("KABUL — Ishaq Dar held talks with Amir Khan Muttaqi in Kabul on Monday. The talks in Kabul lasted two hours.", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), ALSO)
def test_who_also_sees_somebody_else_holds_another_meeting(text, count):
    assert len([one for one in told(text) if one.startswith("CONSULT")]) == count


@pytest.mark.parametrize(("text", "meeting"), COMPANY)
def test_two_sides_and_a_word_for_being_together_make_a_meeting(text, meeting):
    assert told(text) == [f"CONSULT {meeting}"]


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador of Afghanistan met with an accident in Peshawar on Monday.",
        "The army chief of Pakistan visited the wounded soldiers in Quetta on Tuesday.",
        "An American drone in the Achin district hit a gathering of the local Islamic State on Tuesday.",
        "The prime minister chaired a cabinet meeting in Islamabad on Monday.",
        "The two gunmen spent an hour together in a hotel in Quetta on Monday.",
        "Soldiers faced each other across the river in Kunar on Monday.",
        "The minister spoke by phone to a television channel on Monday.",
        "Pakistan faced Afghanistan in Doha on Tuesday and won by four wickets.",
        "The army chief visited a forward post in North Waziristan on Tuesday.",
        "The first round of shooting in Torkham lasted until noon on Monday.",
        "Soldiers of the two sides came to blows in Kunar on Monday.",
        "In a meeting of minds, critics in Karachi and Kabul liked the novel on Monday.",
        "The finance minister met bankers in Karachi on Monday.",
        "The home minister held a meeting with leading traders in Quetta on Monday.",
        "Trucks for Tashkent went round by Iran on Tuesday.",
        "The party leader, reached in Dubai on Monday, asked for calm.",
        "A similar gathering in Herat on Tuesday ended in bloodshed.",
        "While the negotiators of Pakistan and the Taliban paused, shells landed in Spin Boldak on Tuesday.",
    ],
)
def test_mishaps_and_gatherings_of_ones_own_are_no_meetings(text):
    assert told(text) == []


ASIDES = [
    ("The Foreign Office, which had called in Kabul's chargé d'affaires on Wednesday, kept silent on Thursday.",
     ["ACCUSE pk-islamabad 05-08"]),
    ("Moscow took the Taliban off its list of banned organisations in April.", ["CONCEDE ru-moscow 04-01"]),
    ("Kabul released two of the men whom the March agreement names.", ["CONCEDE af-kabul 05-10"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), ASIDES)
def test_a_deed_has_the_day_of_its_own_clause(text, events):
    assert told(text) == events


ACCORDS = [
    ("ISLAMABAD — Pakistan and Afghanistan signed a trade agreement, the Foreign Office announced on Friday. The "
     "ceremony took place in Kabul on Thursday.",
     ["AGREE af-kabul 05-09"]),
    ("ISLAMABAD — Pakistan and Uzbekistan have signed a trade agreement, the commerce ministry announced today. The "
     "document was signed in Tashkent yesterday.",
     ["AGREE uz-tashkent 05-09"]),
    ("Under the agreement, Pakistan will allow Afghan goods through Wagah.", []),
    ("China, Pakistan and Afghanistan decided at talks in Islamabad on Monday to extend the corridor.",
     ["AGREE pk-islamabad 05-06", "CONSULT pk-islamabad 05-06"]),
    ("Ishaq Dar and Amir Khan Muttaqi came to terms in Kabul on Monday over transit fees.", ["AGREE af-kabul 05-06"]),
    ("UFA — Narendra Modi and Nawaz Sharif sat together here on Monday and came out with an accord.",
     ["AGREE ru-ufa 05-06", "CONSULT ru-ufa 05-06"]),
    ("BEIJING — The foreign ministers of China, Pakistan and Afghanistan met in Beijing on Monday. The trio resolved "
     "to extend the corridor.",
     ["AGREE cn-beijing 05-06", "CONSULT cn-beijing 05-06"]),
    ("Villagers decided on Monday to repair the road to Kabul.", []),
    ("The ceremony took place in Kabul on Thursday.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), ACCORDS)
def test_an_accord_lies_where_and_when_it_was_signed(text, events):
    assert told(text) == events


SAID_AT_TALKS = [
    ("KABUL — The foreign ministers of China, Pakistan and Afghanistan met in Kabul on Wednesday. Wang Yi urged the "
     "Taliban to act against Uyghur fighters.",
     ["CONSULT af-kabul 05-08", "REQUEST af-kabul 05-08"]),
    ("Amir Khan Muttaqi met his Turkish counterpart in Ankara on Tuesday and asked for aid.",
     ["CONSULT tr-ankara 05-07"]),
    ("Amir Khan Muttaqi hailed the decision when he received the Russian ambassador in Kabul on Thursday.",
     ["CONSULT af-kabul 05-09"]),
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
        ("Amir Khan Muttaqi arrived in New Delhi on Thursday. India gave a dinner. The trip is his first. Amir Khan "
         "Muttaqi accused Pakistan of deceit.",
         "ACCUSE in-new-delhi 05-09"),
        ("From Kuala Lumpur, where he attended a summit on Monday, Prime Minister Shehbaz Sharif rejected the claim.",
         "REJECT my-kuala-lumpur 05-06"),
        ("President Ashraf Ghani told delegates in the Uzbek capital on Monday that Pakistan was to blame.",
         "ACCUSE uz-tashkent 05-06"),
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
        ("New Delhi on Monday threw out what it called a baseless claim.", "REJECT"),
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
