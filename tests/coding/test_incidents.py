"""Incidents: short news with the events that it tells by kind, place and dead, and words that tell of none.

incidents.txt holds sentences under the kind of the one incident that each tells, with the id of its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coding.news import told

TOLD = [
    ("Two soldiers embraced martyrdom when an IED went off near their vehicle in Mir Ali on Tuesday.",
     [("Remote explosive/landmine/IED", "pk-mir-ali", 2)]),
    ("Armed men whisked away a lecturer from his home in Turbat on Wednesday night.",
     [("Abduction/forced disappearance", "pk-turbat", None)]),
    ("On Friday an ambush on two army vehicles on their way from Pasni to Ormara, in Balochistan, cost 14 soldiers"
     " their lives.",
     [("Armed clash", "pk-gwadar-district", 14)]),
    ("A bus on its way from Quetta to Karachi was hit by a bomb in Khuzdar on Sunday.",
     [("Remote explosive/landmine/IED", "pk-khuzdar", None)]),
    ("Gunmen halted a van on the Makran coastal highway near Ormara on Thursday and killed two passengers.",
     [("Attack", "pk-ormara", 2)]),
    ("Twelve people died on Tuesday in a blast at a preachers' gathering in Mingora.",
     [("Remote explosive/landmine/IED", "pk-mingora", 12)]),
    ("A suicide bomber rammed a police lorry near Quetta on Wednesday and four people were killed; the Taliban"
     " claimed that attack.",
     [("Suicide bomb", "pk-quetta", 4)]),
    ("Fighters shot a clerk in Bannu on Sunday. A guard wounded with him died in Peshawar on Tuesday.",
     [("Attack", "pk-bannu", 1)]),
    ("Gunmen stopped several buses near Ormara on Thursday, checked identity cards and killed two passengers.",
     [("Attack", "pk-ormara", 2)]),
    ("Protesters burnt tyres in Quetta on Tuesday after a blast at a preachers' gathering in Mingora.",
     [("Peaceful protest", "pk-quetta", 0), ("Remote explosive/landmine/IED", "pk-mingora", None)]),
    ("The Bannu sit-in entered its third day as elders took their demands to Peshawar.",
     [("Peaceful protest", "pk-bannu", 0)]),
    ("The bullet-riddled bodies of three labourers were found in Kech on Monday.",
     [("Attack", "pk-kech-district", 3)]),
    ("A tribal elder was gunned down outside a mosque in Wana on Thursday.",
     [("Attack", "pk-wana", 1)]),
    ("Security forces conducted an intelligence-based operation in Tank on Wednesday and killed four "
     "militants.",
     [("Armed clash", "pk-tank", 4)]),
    ("Police lathi-charged teachers who were protesting in Peshawar on Monday.",
     [("Protest with intervention", "pk-peshawar", 0)]),
    ("Shopkeepers observed a shutter-down strike in Quetta on Tuesday over the killing of a trader.",
     [("Peaceful protest", "pk-quetta", 0)]),
    ("Unidentified men torched a girls' school in Mir Ali on Sunday night.",
     [("Looting/property destruction", "pk-mir-ali", None)]),
    ("Militants blew up a gas pipeline in Dera Bugti on Monday.",
     [("Remote explosive/landmine/IED", "pk-dera-bugti", None)]),
    ("The bomb disposal squad defused a five-kilogram bomb in Bannu on Monday.",
     [("Disrupted weapons use", "pk-bannu", None)]),
    ("Customs officials recovered a cache of weapons in Chaman on Wednesday.",
     [("Disrupted weapons use", "pk-chaman", None)]),
    ("A jirga brokered a ceasefire between the warring tribes in Kurram on Friday.",
     [("Agreement", "pk-kurram-district", None)]),
    ("Pakistan reopened the Chaman crossing on Tuesday after nine days.",
     [("Other", "pk-chaman-crossing", None)]),
    ("Trade was suspended at Ghulam Khan on Wednesday.",
     [("Other", "pk-ghulam-khan-crossing", None)]),
    ("Trade through Spin Boldak came to a halt on Tuesday.",
     [("Other", "af-spin-boldak", None)]),
    ("The Taliban have closed Spin Boldak to trade.",
     [("Other", "af-spin-boldak", None)]),
    ("The reopening of Chaman on Wednesday was greeted by traders.",
     [("Other", "pk-chaman", None)]),
    ("The Friendship Gate at Chaman was locked on Sunday.",
     [("Other", "pk-chaman-crossing", None)]),
    ("Both gates at Torkham were bolted on Sunday night.",
     [("Other", "pk-torkham-crossing", None)]),
    ("Some 200 trucks were waved through at Torkham on Thursday, the first in a week.",
     [("Other", "pk-torkham-crossing", None)]),
    ("Pakistan turned back 60 lorries at Torkham on Wednesday.",
     [("Other", "pk-torkham-crossing", None)]),
    ("Pakistani guards let no one across at Ghulam Khan on Monday.",
     [("Other", "pk-ghulam-khan-crossing", None)]),
    ("Pakistan choked off NATO's supply line through Torkham on Thursday.",
     [("Other", "pk-torkham-crossing", None)]),
    ("Passage through Arandu was suspended on Sunday.",
     [("Other", "pk-arandu", None)]),
    ("Restrictions at Chaman were eased on Thursday so that the sick could pass.",
     [("Other", "pk-chaman", None)]),
    ("Torkham was shut on Tuesday. Chaman followed on Wednesday.",
     [("Other", "pk-chaman", None), ("Other", "pk-torkham-crossing", None)]),
    ("Trade at Torkham picked up again on Thursday after a six-day halt.",
     [("Other", "pk-torkham-crossing", None)]),
    ("Pakistan opened Chaman for empty containers on Sunday.",
     [("Other", "pk-chaman", None)]),
    ("No goods have moved through Kharlachi since Tuesday.",
     [("Other", "pk-kharlachi-crossing", None)]),
    ("Troops sealed off the road to Razmak on Monday.",
     [("Other", "pk-razmak", None)]),
    ("Pakistan barred NATO supplies from Torkham and Chaman on Monday.",
     [("Other", "pk-chaman", None), ("Other", "pk-torkham-crossing", None)]),
    ("The Torkham crossing was closed on Tuesday. It was working again on Thursday.",
     [("Other", "pk-torkham-crossing", None), ("Other", "pk-torkham-crossing", None)]),
    ("The road from Thall to Parachinar was shut again on Monday by the army.",
     [("Other", "pk-parachinar", None)]),
    ("The army imposed an indefinite curfew in Wana on Monday.",
     [("Other", "pk-wana", None)]),
    ("Authorities switched off mobile internet in Landi Kotal on Sunday.",
     [("Other", "pk-landi-kotal", None)]),
    ("The road to Parachinar was opened to convoys on Saturday by the army.",
     [("Other", "pk-parachinar", None)]),
    ("Afghan and Pakistani forces exchanged fire near Torkham on Monday. No casualties were reported.",
     [("Armed clash", "pk-torkham-crossing", 0)]),
    ("A policeman and his brother were shot dead in Lakki Marwat on Tuesday.",
     [("Armed clash", "pk-lakki-marwat", 2)]),
    ("Two people were killed and five injured in a grenade attack on a house in Quetta on Monday.",
     [("Grenade", "pk-quetta", 2)]),
    ("Rockets fired from across the border landed in Bajaur on Tuesday, wounding four children.",
     [("Shelling/artillery/missile attack", "pk-bajaur-district", 0)]),
    ("A drone strike killed the commander of a TTP faction in Kunar on Thursday.",
     [("Air/drone strike", "af-kunar-province", 1)]),
    ("In a separate incident in Kohat on Tuesday, unknown attackers opened fire on a police van; a "
     "constable was martyred and two others sustained injuries.",
     [("Armed clash", "pk-kohat", 1)]),
    ("Gunmen attacked a checkpost in Panjgur on Monday. Elsewhere, a landmine killed a shepherd in "
     "Kohlu on the same day.",
     [("Armed clash", "pk-panjgur", None), ("Remote explosive/landmine/IED", "pk-kohlu", 1)]),
    ("A mob lynched a man accused of blasphemy in Swat on Thursday.",
     [("Mob violence", "pk-swat-district", 1)]),
    ("Protesters pelted police with stones in Karachi on Monday and set two vehicles on fire.",
     [("Violent demonstration", "pk-karachi", 0)]),
    ("Police opened fire on demonstrators in Gwadar on Tuesday, killing one of them.",
     [("Excessive force against protesters", "pk-gwadar", 1)]),
    ("The Taliban seized the district centre of Spin Boldak on July 14, 2021.",
     [("Non-state actor overtakes territory", "af-spin-boldak", None)]),
    ("Security forces retook the post in Mach on Wednesday.",
     [("Government regains territory", "pk-mach", None)]),
    ("Seventeen militants laid down their arms before the authorities in Turbat on Monday.",
     [("Change to group/activity", "pk-turbat", None)]),
    ("The Counter Terrorism Department apprehended two facilitators of the bombing in Mardan on "
     "Tuesday.",
     [("Arrests", "pk-mardan", None)]),
    ("The death toll from Friday's suicide attack on a mosque in Quetta rose to 17 on Sunday.",
     [("Suicide bomb", "pk-quetta", 17)]),
    ("Five people, including a child, were killed when a bomb planted on a motorcycle exploded in "
     "Khuzdar on Monday, leaving a dozen others wounded.",
     [("Remote explosive/landmine/IED", "pk-khuzdar", 5)]),
    ("Unknown assailants threw a hand grenade at a police station in Hub on Tuesday night but no one "
     "was hurt.",
     [("Grenade", "pk-hub", 0)]),
    ("A suicide bomber struck a convoy in Kandahar on Monday, killing two policemen and a civilian.",
     [("Suicide bomb", "af-kandahar", 3)]),
    ("The attack was the deadliest since the December 2014 assault on an army school in Peshawar, "
     "which killed more than 130 children.",
     [("Attack", "pk-peshawar", 130)]),
    ("Two policemen were injured on Monday in Dera Ismail Khan when militants ambushed their vehicle."
     " The injured were shifted to a hospital in Peshawar.",
     [("Armed clash", "pk-dera-ismail-khan", 0)]),
    ("A trader from Mardan was kidnapped for ransom in Kohat on Sunday.",
     [("Abduction/forced disappearance", "pk-kohat", None)]),
    ("Militants killed three soldiers in Kulachi on Tuesday, the military said in Rawalpindi.",
     [("Armed clash", "pk-kulachi", 3)]),
    ("Funeral prayers for the three soldiers killed in Miranshah on Monday were offered in "
     "Abbottabad.",
     [("Armed clash", "pk-miranshah", 3)]),
    ("Clashes between two tribes in Parachinar on Tuesday left five dead and 20 wounded.",
     [("Armed clash", "pk-parachinar", 5)]),
    ("Tribesmen blocked the Quetta-Chaman highway in Qila Abdullah on Monday.",
     [("Peaceful protest", "pk-qila-abdullah", 0)]),
    ("Unknown gunmen sprayed a van with bullets in Kurram on Thursday, killing eight passengers.",
     [("Attack", "pk-kurram-district", 8)]),
    ("Taliban fighters raided a hideout of Daesh in Jalalabad on Tuesday, killing three of its "
     "members.",
     [("Armed clash", "af-jalalabad", 3)]),
    ("An explosion ripped through a market in Khost on Monday. At least six people were killed and 14"
     " others were wounded.",
     [("Remote explosive/landmine/IED", "af-khost", 6)]),
    ("Jets struck targets in Paktika on Tuesday night, killing 12 people, residents said.",
     [("Air/drone strike", "af-paktika-province", 12)]),
    ("The kidnapped engineers were released in Tank on Wednesday.",
     [("Other", "pk-tank", None)]),
    ("A journalist was beaten by unidentified men in Nawabshah on Tuesday.",
     [("Attack", "pk-nawabshah", None)]),
    ("Hundreds of women rallied in Kabul on Saturday.",
     [("Peaceful protest", "af-kabul", 0)]),
    ("Taliban forces fired into the air to disperse women protesting in Kabul on Saturday.",
     [("Protest with intervention", "af-kabul", 0)]),
    ("A polio vaccinator was stabbed to death in Bajaur on Monday.",
     [("Attack", "pk-bajaur-district", 1)]),
    ("The army set up a new post in Tirah on Monday.",
     [("Headquarters or base established", "pk-tirah-valley", None)]),
    ("Six dead in twin attacks in Balochistan\n\nQUETTA: Six people lost their lives in two attacks "
     "in Balochistan on Tuesday, officials said.\n\nIn the first incident, gunmen riding motorcycles "
     "opened fire on a barber's shop in Panjgur, killing four men from Punjab. Levies officials said "
     "the assailants escaped.\n\nHours later, a remote-controlled device planted in a parked rickshaw"
     " went off near a Frontier Corps vehicle in Turbat, leaving two personnel martyred and five "
     "others wounded. The injured were airlifted to Karachi.",
     [("Attack", "pk-panjgur", 4), ("Remote explosive/landmine/IED", "pk-turbat", 2)]),
    ("KABUL (agency) - A blast outside a mosque in the Afghan city of Herat killed at least 18 people"
     " on Friday, including a prominent cleric. Twenty-three others were hurt, a hospital official "
     "said. No group has claimed responsibility. In August a bombing at a seminary in Kabul killed "
     "another pro-Taliban cleric.",
     [("Remote explosive/landmine/IED", "af-herat", 18), ("Remote explosive/landmine/IED", "af-kabul", 1)]),
    ("Police in Swabi on Monday arrested a man suspected of planting the bomb that killed two "
     "officers in Mardan last week.",
     [("Arrests", "pk-swabi", None), ("Remote explosive/landmine/IED", "pk-mardan", 2)]),
    ("Residents of Landi Kotal staged a protest on Thursday against prolonged power cuts, blocking "
     "the Peshawar-Torkham highway for three hours. They dispersed after talks with the assistant "
     "commissioner.",
     [("Peaceful protest", "pk-landi-kotal", 0)]),
    ("In North Waziristan, a local elder was killed by unknown gunmen in Mir Ali on Wednesday. "
     "Meanwhile, in South Waziristan, two children were injured when a toy bomb exploded in Ladha.",
     [("Attack", "pk-mir-ali", 1), ("Remote explosive/landmine/IED", "pk-ladha", 0)]),
    ("A court in Peshawar on Monday sentenced two men to death for the 2014 attack on the Army Public"
     " School, in which 147 people were killed.",
     [("Armed clash", "pk-army-public-school-peshawar", 147)]),
    ("Police foiled a suicide attack in Dera Ismail Khan on Tuesday when they shot dead the bomber at"
     " the gate.",
     [("Disrupted weapons use", "pk-dera-ismail-khan", None)]),
    ("Gunmen ambushed a convoy of traders between Parachinar and Tal on Thursday, torching eight "
     "vehicles and killing at least ten people.",
     [("Armed clash", "pk-kurram-district", 10)]),
    ("An Afghan soldier and two Pakistani paramilitaries were killed as the two sides traded fire at "
     "the Spin Boldak-Chaman crossing on Friday. The crossing was closed afterwards.",
     [("Armed clash", "af-spin-boldak", 3), ("Other", "pk-chaman-crossing", None)]),
    ("Air strikes hit a camp in Khost and a village in Kunar on Saturday, killing more than 40 "
     "people.",
     [("Air/drone strike", "af-khost", None), ("Air/drone strike", "af-kunar-province", None)]),
    ("Tribesmen ended their sit-in in Wana on Monday after the government accepted their demands.",
     [("Peaceful protest", "pk-wana", 0)]),
    ("Pakistan lobbed artillery shells into Dangam district of Kunar overnight, damaging houses, the "
     "governor's office in Asadabad said on Tuesday.",
     [("Shelling/artillery/missile attack", "af-dangam-district", None)]),
    ("Armed men stopped buses near Musakhail on Monday, pulled out passengers and shot 23 of them "
     "dead after checking their identity cards.",
     [("Attack", "pk-musakhel-district", 23)]),
    ("The body of a kidnapped polio worker was found in Tank on Saturday. He had been abducted from "
     "Kulachi a week earlier.",
     [("Abduction/forced disappearance", "pk-kulachi", None), ("Attack", "pk-tank", 1)]),
    ("Two women were among five members of a family killed when a mortar shell hit their house in "
     "Tirah on Friday, locals said.",
     [("Shelling/artillery/missile attack", "pk-tirah-valley", 5)]),
    ("Security forces sealed the Kharlachi border on Wednesday after the clash.",
     [("Other", "pk-kharlachi-crossing", None)]),
    ("BAJAUR: Three people, including an ANP leader, were martyred in a remote-controlled bomb "
     "explosion here on Thursday.",
     [("Remote explosive/landmine/IED", "pk-bajaur-district", 3)]),
    ("Five labourers from Punjab were offloaded from a bus and executed near Barkhan on Monday night,"
     " the deputy commissioner said.",
     [("Attack", "pk-barkhan", 5)]),
    ("A vehicle carrying polio workers hit an improvised bomb in Mamund on Tuesday; one guard was "
     "killed and the driver escaped unhurt.",
     [("Remote explosive/landmine/IED", "pk-mamund-tehsil", 1)]),
    ("Taliban intelligence agents detained two journalists in Herat on Wednesday.",
     [("Arrests", "af-herat", None)]),
    ("Heavy fighting erupted between Afghan and Pakistani border guards in Goshta on Sunday; six "
     "Afghan soldiers were wounded.",
     [("Armed clash", "af-goshta-district", 0)]),
    ("Security forces killed a wanted commander, Gul Rehman, during a raid in Datta Khel on Friday "
     "night.",
     [("Armed clash", "pk-datta-khel", 1)]),
    ("Students boycotted classes and marched through Khuzdar on Wednesday to demand the release of "
     "their colleague.",
     [("Peaceful protest", "pk-khuzdar", 0)]),
    ("Baton-wielding police broke up a sit-in by nurses outside the press club in Quetta on Monday "
     "and detained nine of them.",
     [("Protest with intervention", "pk-quetta", 0)]),
    ("An angry crowd burned down a police post in Charsadda on Sunday over the alleged desecration of"
     " a holy book.",
     [("Violent demonstration", "pk-charsadda", 0)]),
    ("The Angoor Adda border crossing was opened for trade on Monday after a gap of four months.",
     [("Other", "pk-angoor-ada-crossing", None)]),
    ("Bomb disposal experts found and defused 12 kg of explosives on the railway line in Jacobabad on"
     " Friday.",
     [("Disrupted weapons use", "pk-jacobabad", None)]),
    ("Elders of the Mangal and Turi tribes signed a truce in Kurram on Saturday.",
     [("Agreement", "pk-kurram-district", None)]),
    ("A senior cleric was assassinated in Charsadda on Thursday when two gunmen on a motorbike fired "
     "at his car.",
     [("Attack", "pk-charsadda", 1)]),
    ("Islamic State claimed responsibility for a bombing that wounded 11 people at a bus stop in "
     "Kabul's Dasht-e-Barchi neighbourhood on Saturday.",
     [("Remote explosive/landmine/IED", "af-dasht-e-barchi", 0)]),
    ("Six members of a family, three of them children, died when an artillery shell fired from across"
     " the border struck their home in Spin Boldak on Wednesday.",
     [("Shelling/artillery/missile attack", "af-spin-boldak", 6)]),
    ("Three Baloch insurgents blew themselves up during a siege of a paramilitary camp in Nushki on "
     "Tuesday, and nine soldiers were killed.",
     [("Suicide bomb", "pk-nushki", 9)]),
    ("In the second such incident this month, masked men set ablaze nine oil tankers at Dhadar early "
     "on Thursday; no loss of life was reported.",
     [("Looting/property destruction", "pk-dhadar", None)]),
    ("Two brothers were hacked to death over a land dispute in Swabi on Monday.",
     [("Attack", "pk-swabi", 2)]),
    ("A remotely detonated bomb wrecked a train track in Sibi on Sunday, derailing four carriages and"
     " injuring eight passengers.",
     [("Remote explosive/landmine/IED", "pk-sibi", 0)]),
    ("Militants overran two checkpoints in Bara on Monday before withdrawing.",
     [("Non-state actor overtakes territory", "pk-bara-khyber", None)]),
    ("Commandos rescued nine hostages from a house in Tank on Wednesday, killing three abductors.",
     [("Armed clash", "pk-tank", 3)]),
    ("The troops came under rocket fire in Shawal on Tuesday.",
     [("Shelling/artillery/missile attack", "pk-shawal-valley", None)]),
    ("More than 60 Hazara worshippers were killed in two suicide bombings in Kunduz and Kandahar in "
     "October 2021.",
     [("Suicide bomb", "af-kandahar", None), ("Suicide bomb", "af-kunduz", None)]),
    ("Nobody has been arrested over last month's blast in Mardan.",
     [("Remote explosive/landmine/IED", "pk-mardan", None)]),
    ("Three labourers were bundled into a vehicle at gunpoint near Turbat on Monday and have not "
     "been heard of since.",
     [("Abduction/forced disappearance", "pk-turbat", None)]),
    ("Eleven fighters gave up their weapons to the authorities in Nangarhar on Monday.",
     [("Change to group/activity", "af-nangarhar-province", None)]),
    ("A teacher who had been missing since January was set free by his captors in Lakki Marwat on "
     "Wednesday.",
     [("Other", "pk-lakki-marwat", None)]),
    ("Women marched through Kabul on Saturday calling for the right to education before Taliban "
     "fighters broke up the gathering.",
     [("Peaceful protest", "af-kabul", 0)]),
    ("Sappers neutralised a 10-kilogram device found under a culvert outside Bannu on Thursday.",
     [("Disrupted weapons use", "pk-bannu", None)]),
    ("Gunmen shot dead nine passengers of a bus on the Makran Coastal Highway near Ormara on Monday.",
     [("Attack", "pk-ormara", 9)]),
    ("Gunmen shot dead nine passengers of a bus on the Makran Coastal Highway on Monday.",
     [("Attack", "pk-makran-coastal-highway", 9)]),
    ("A bank guard lost his life as robbers stormed a branch in Quetta's Satellite Town on Monday.",
     [("Attack", "pk-satellite-town-quetta", 1)]),
    ("Dozens of truckers staged a sit-in at Landi Kotal on Wednesday to press for the reopening of"
     " the border.",
     [("Peaceful protest", "pk-landi-kotal", 0)]),
    ("A former intelligence officer was gunned down outside his home in Herat on Sunday.",
     [("Attack", "af-herat", 1)]),
    ("Two days after the Bannu attack, gunmen struck again, killing a police inspector in Karak on"
     " Thursday.",
     [("Armed clash", "pk-karak", 1), ("Attack", "pk-bannu", None)]),
    ("Insurgents blocked the N-25 highway near Mastung on Sunday, checked identity cards and "
     "torched six trucks.",
     [("Looting/property destruction", "pk-mastung", None)]),
    ("Troops killed a high-value target in an operation in Zhob on Tuesday, officials said. Arms "
     "and ammunition were also recovered.",
     [("Armed clash", "pk-zhob", None)]),
    ("Seven workers who had been kidnapped from a gas project in Lakki Marwat in January were "
     "recovered on Monday.",
     [("Abduction/forced disappearance", "pk-lakki-marwat", None), ("Other", "pk-lakki-marwat", None)]),
    ("Six suspects were arrested in Nangarhar's Behsud district over the killing of a doctor, the "
     "Taliban said on Wednesday.",
     [("Arrests", "af-behsud-nangarhar-district", None)]),
    ("Security forces rescued two kidnapped engineers in a raid in Tirah on Tuesday, killing three"
     " abductors.",
     [("Armed clash", "pk-tirah-valley", 3)]),
    ("The Afghan Taliban's 205th corps said it had seized a post from Pakistani troops near Spin "
     "Boldak on Sunday.",
     [("Non-state actor overtakes territory", "af-spin-boldak", None)]),
    ("A telecom tower was burned by militants in Ladha on Saturday night.",
     [("Looting/property destruction", "pk-ladha", None)]),
    ("Three days of fighting between the Bagan and Alizai tribes ended on Thursday when elders got"
     " both sides to lay down arms in Kurram.",
     [("Armed clash", "pk-kurram-district", None), ("Change to group/activity", "pk-kurram-district", None)]),
    ("A man was beaten to death by villagers in Dir on Wednesday on suspicion of theft.",
     [("Mob violence", "pk-dir", 1)]),
    ("Insurgents claimed to have captured the town of Surab on Friday; officials said it was back "
     "under control within hours.",
     [("Non-state actor overtakes territory", "pk-surab", None)]),
    ("Angry farmers pelted officials with stones in Nad Ali district on Tuesday as poppy fields "
     "were cleared; the Taliban opened fire and killed one.",
     [("Violent demonstration", "af-nad-ali-district", 1)]),
    ("Police in Jalalabad say they have taken five men into custody over a string of robberies.",
     [("Arrests", "af-jalalabad", None)]),
    ("Two soldiers and five attackers died at a naval air base in Turbat on Monday night.",
     [("Armed clash", "pk-turbat", 2)]),
    ("Separatists burned seven trucks at Mangochar on Sunday and killed four policemen near Dalbandin.",
     [("Armed clash", "pk-dalbandin", 4), ("Looting/property destruction", "pk-mangochar", None)]),
    ("A bomb killed six people in Jamrud, west of Peshawar, on Tuesday.",
     [("Remote explosive/landmine/IED", "pk-jamrud", 6)]),
    ("Armed men stopped a bus near Zhob on Thursday, took off nine passengers and shot them.",
     [("Attack", "pk-zhob", 9)]),
    ("Police rounded up a dozen leaders of the sit-in in Chaman on Tuesday.",
     [("Arrests", "pk-chaman", None)]),
    ("The crossings at Torkham and Chaman were shut for the day on Wednesday.",
     [("Other", "pk-chaman", None), ("Other", "pk-torkham-crossing", None)]),
    ("Mortar bombs fired from Naray in Kunar wounded two boys in Arandu on Monday.",
     [("Shelling/artillery/missile attack", "pk-arandu", 0)]),
    ("A Chaman-bound coach hit a mine near Pishin on Monday, killing four.",
     [("Remote explosive/landmine/IED", "pk-pishin", 4)]),
    ("A suicide bomber took the lives of three soldiers and three children in Miranshah on Tuesday.",
     [("Suicide bomb", "pk-miranshah", 6)]),
    ("Elders of both tribes agreed in Kohat on Sunday to hold their fire for a week.",
     [("Agreement", "pk-kohat", None)]),
    ("At Nushki a vehicle packed with explosives tore open the gate on Wednesday.",
     [("Suicide bomb", "pk-nushki", None)]),
    ("A mine cost the lives of an officer, two soldiers and a guide in Tirah on Monday.",
     [("Remote explosive/landmine/IED", "pk-tirah-valley", 4)]),
    ("Army chief flies to Kabul after Peshawar school massacre\n\nThe general met the president in Kabul on Wednesday.",
     [("Attack", "pk-peshawar", None)]),
    ("Pakistan shut the border after a strike killed nine soldiers in Salala on Tuesday.",
     [("Air/drone strike", "pk-salala", 9)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_news_tells_its_incidents_by_kind_place_and_dead(text, expected):
    assert told(text) == expected


NONE = [
    "Last year 500 people were killed in 300 attacks across Khyber Pakhtunkhwa.",
    "The army held a mock drill in Quetta on Monday in which commandos stormed a building and killed"
    " terrorists.",
    "The film about the siege of Kabul opened in Lahore on Friday.",
    "Peshawar Zalmi attacked the bowling from the start and killed the match in Lahore.",
    "The batters were ambushed by their own nerves in Sharjah on Sunday, and the run chase blew up in the final over.",
    "Doctors threatened to go on strike in Peshawar if salaries were not paid.",
    "The UN said 1,095 civilians had been killed in Afghanistan between August 2021 and May 2023.",
    "Officials fear that a closure of Torkham would cost traders millions.",
    "The embassy's gate in Kabul was opened on Monday as the ambassador's car drew near.",
    "Torkham has been closed 14 times since 2021, police said.",
    "Customs officers at Torkham could not say on Monday when trade would resume.",
    "Exports through Torkham fell by a fifth in May because of closures, traders told the police.",
    "The bomber's family lives in Nangarhar, police said.",
    "Shots rang out in the last act of the play in Lahore, and the audience roared.",
    "The finance minister came under fire in Islamabad on Monday over the budget.",
    "The earthquake killed 1,000 people in Paktika on Wednesday.",
    "A bus plunged into a ravine near Lasbela on Sunday, killing 40 people.",
    "The Pakistani rupee was battered on Monday in Karachi as dollar hoarders attacked the currency.",
    "An army helicopter crashed in Mohmand on Friday because of bad weather, killing five people "
    "aboard.",
    "He was born in Kandahar and fought the Soviets in the 1980s.",
    "Chefs in Quetta fired up grills; the aroma exploded across the bazaar.",
    "The batsman was dropped twice before he blasted 80 runs in Sharjah on Friday; the bowlers were "
    "slaughtered.",
    "Twenty people have been arrested in Punjab so far this year on terrorism charges.",
    "Actors restaged the assassination of the emir in a play at the Kabul theatre on Friday.",
    "The bank's share price exploded in Karachi on Monday as buyers stormed back into the market.",
    "The tournament in Quetta was hit by rain on Tuesday, and fans stormed the gates for refunds.",
    "If the army attacks Tirah, residents will leave, elders said on Monday.",
    "A strike on Kandahar, seat of the Taliban leader, would end all talks.",
    "Relatives in Quetta demand the release of students who, they say, were taken away by soldiers.",
    "Traders in Peshawar welcomed the reopening of the border.",
    "Officials had said that militants would quit Tirah, the road to Bara or the Kabul-bound trucks.",
    "Torkham: no firing was heard on Friday, and the border remained open.",
    "More than 1,000 people died in militant violence in Pakistan last year, a think tank in "
     "Islamabad said on Thursday.",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_played_feared_summed_or_befalls_is_no_incident(text):
    assert told(text) == []


# ---------------------------------------------------------------------------------------------- every kind


def sentences() -> Iterator[tuple[str, str]]:
    """Yield the lines of incidents.txt, each with the kind under which it stands."""
    kind = ""
    for line in (Path(__file__).parent / "incidents.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line and not line.startswith("#"):
            yield kind, line


@pytest.mark.parametrize(("kind", "line"), list(sentences()))
def test_every_kind_of_incident_is_told_in_many_ways(kind, line):
    place, _, text = line.partition(": ") if kind != "none" else ("", "", line)
    assert [(code, where) for code, where, _ in told(text)] == ([(kind, place)] if kind != "none" else [])
