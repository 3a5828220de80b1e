"""Whose place it is: an incident lies where its own clause says, not where a neighbour of the clause lies."""

from __future__ import annotations

import pytest
from coding.news import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police detained three men in Swabi during the night and said that the bomber had not been identified.",
         [("Arrests", "pk-swabi")]),
        ("A suicide bomber killed 50 worshippers in the Sayed Abad mosque in Kunduz city on Friday.",
         [("Suicide bomb", "af-kunduz")]),
        ("Police seized rifles at the Kabul hotel in Quetta on Monday.", [("Disrupted weapons use", "pk-quetta")]),
        ("Militants attacked a base in Bannu on Monday, killing a soldier.\n\nThe minister rejected that in Kabul.\n\n"
         "Eight soldiers were killed last July when gunmen stormed the same base.",
         [("Armed clash", "pk-bannu"), ("Armed clash", "pk-bannu")]),
        ("The president spoke in Kabul on Monday.\n\nA mine killed four policemen in Deh Rawood on Sunday. In January "
         "gunmen had fought their way into a hotel in the capital, where seven people died.",
         [("Attack", "af-kabul"), ("Remote explosive/landmine/IED", "af-dihrawud-district")]),
        ("The cabinet took the decision in Lahore on Tuesday, its answer to a strike in which helicopters killed 24 "
         "soldiers in the Mohmand district on Saturday.", [("Air/drone strike", "pk-mohmand-district")]),
        ("Lorries stand idle at Torkham as anger over air raid grows", []),
        ("Two attackers tried to break into a party office in Kabul on Friday and were shot dead.",
         [("Attack", "af-kabul")]),
        ("The officer's body was brought back through Torkham on Thursday, police and soldiers said.", []),
        ("On Tuesday a suicide car bomber hit a convoy in Kabul, and a guard died when gunmen stormed a compound "
         "elsewhere in the city.", [("Armed clash", "af-kabul"), ("Suicide bomb", "af-kabul")]),
        ("Late on Thursday two blasts shook Kabul; the ministry there said that Pakistan had bombed it from the air.",
         [("Air/drone strike", "af-kabul")]),
        ("The group was also behind a bombing in Kandahar last March in which 20 people died.",
         [("Remote explosive/landmine/IED", "af-kandahar")]),
        ("A convoy of trucks carrying goods to Parachinar was attacked by gunmen in the Bagan area on Thursday.",
         [("Attack", "pk-bagan-kurram")]),
        ("A roadside bomb wounded nine people in Khuzdar on Monday. A schoolboy died on Tuesday in the military "
         "hospital in Quetta.", [("Remote explosive/landmine/IED", "pk-khuzdar")]),
        ("A strike was observed in Chaman on Monday against new rules at the border. Markets remained closed. "
         "Buses stayed away.\n\nThe protesters blocked the Quetta-Kandahar highway at several points.",
         [("Peaceful protest", "pk-chaman")]),
        ("A mob set a police station on fire in Tangi on Sunday.\n\nThe protesters also torched four vehicles. Police "
         "fired teargas shells to disperse the crowd.", [("Mob violence", "pk-tangi")]),
        ("Seven labourers were abducted from Kulachi on Monday, police said.\n\nThey had been working on a road when "
         "armed men took them away at gunpoint.", [("Abduction/forced disappearance", "pk-kulachi")]),
        ("Hundreds of Afghans marched in Jalalabad on Thursday to protest cross-border shelling.",
         [("Peaceful protest", "af-jalalabad")]),
        ("The sit-in at Wana was being held against targeted killings and the closure of the Angoor Adda crossing, "
         "police said.", [("Peaceful protest", "pk-wana")]),
        ("Three vaccinators were shot dead in Jalalabad on Tuesday, and a blast hit the health department.",
         [("Attack", "af-jalalabad"), ("Remote explosive/landmine/IED", "af-jalalabad")]),
        ("Police killed two gunmen during raids in Jalalabad on Sunday.\n\nThe raids came three days after a blast "
         "in Khost.", [("Armed clash", "af-jalalabad"), ("Remote explosive/landmine/IED", "af-khost")]),
        ("Suicide bombers stormed the governor's compound in Parwan, north of Kabul, on Sunday.\n\nOne detonated a "
         "car bomb at the gate and the others were shot dead by guards.", [("Suicide bomb", "af-parwan-province")]),
        ("Gunmen torched eight tankers near Dhadar on Monday, police said.\n\nThe tankers were on their way from "
         "Karachi to Chaman when men on motorcycles opened fire on them.",
         [("Looting/property destruction", "pk-dhadar")]),
        ("A bomb exploded in Kabul on Saturday. Hours earlier, a sticky bomb wounded two people in the Taimani area.",
         [("Remote explosive/landmine/IED", "af-kabul"), ("Remote explosive/landmine/IED", "af-taimani")]),
        ("Similar protests were held in Asadabad on Friday, police said, and two suspects were arrested in Khost.",
         [("Arrests", "af-khost"), ("Peaceful protest", "af-asadabad")]),
        ("Gunmen stormed Kabul University on Monday, taking students hostage and fighting troops for hours.",
         [("Armed clash", "af-kabul")]),
        ("The cabinet met in Lahore on Tuesday over a strike in which NATO helicopters from Afghanistan killed 24 men "
         "at two posts in the Mohmand tribal agency before dawn on Saturday.",
         [("Air/drone strike", "pk-mohmand-district")]),
        ("A suicide bomber killed six after prayers at a seminary in Akora Khattak, east of Peshawar, on Friday.",
         [("Suicide bomb", "pk-akora")]),
        ("Shells landed on houses in Spin Boldak on Friday, and many families drove to Takhta Pul in the dark.",
         [("Shelling/artillery/missile attack", "af-spin-boldak")]),
        ("The minister assured Islamabad that whoever shot at its envoy in Kabul would be punished, police said.", []),
        ("Gunmen abducted a judge near Tank on Saturday and set his car on fire.",
         [("Abduction/forced disappearance", "pk-tank")]),
        ("Two gates reopen in Waziristan\n\nWANA: The Angoor Ada crossing was opened to people on foot on Wednesday.",
         [("Other", "pk-angoor-ada-crossing")]),
        ("Police in Orakzai said two soldiers were killed at a post in the Orakzai tribal district on Monday.",
         [("Armed clash", "pk-orakzai-district")]),
        ("QUETTA: A suicide bomber struck the railway station on Saturday as passengers waited for the express to "
         "Peshawar.\n\nThe group said it was a suicide attack by one of its men. The blast was heard as far away as "
         "Kuchlak.", [("Suicide bomb", "pk-quetta")]),
        ("Gunmen ambushed a convoy in Ladha on Tuesday. The army says it killed 25 militants in Waziristan last week.",
         [("Armed clash", "pk-ladha"), ("Armed clash", "pk-waziristan")]),
        ("The action committee in Gwadar announced a shutter-down strike for Friday.", []),
    ],
)  # fmt: skip
def test_an_event_has_the_place_that_its_own_clause_gives(text, expected):
    assert [(kind, place) for kind, place, _ in told(text)] == expected
