"""How many were killed and hurt: what a sentence says, and how sure it is."""

from __future__ import annotations

import pytest
from coding.news import told

from geo.codebook import read_codebook
from geo.coding.numbers import both_numbers
from geo.coding.sentences import split_sentences
from geo.coding.tolls import find_tolls
from geo.shipped import data_folder

VICTIMS = both_numbers(read_codebook(data_folder() / "codebook").list("victim"))


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("Three women and two children were killed.", 5, None),
        ("The blast killed two soldiers and wounded four.", 2, 4),
        ("Seven soldiers, two of them officers, were killed.", 7, None),
        ("The toll rose to 63 on Monday.", 63, None),
        ("Two more policemen died, and the number of people killed rose to four.", 4, None),
        ("Ten killed in Khost", 10, None),
        ("The attack left 18 dead and 30 wounded.", 18, 30),
        ("It killed 13 soldiers and at least 60 civilians.", 73, None),
        ("Three people were killed besides the attackers.", 3, None),
        ("A soldier was killed and four wounded in an ambush.", 1, 4),
        ("A suicide bomber killed at least 44 people.", 44, None),
        ("He was killed on 12 May 2023.", 1, None),
        ("Gunmen fired on October 9, 2019, leaving the driver dead and a guard injured.", 1, 1),
        ("A boy of nine was killed and his sister hurt.", 1, 1),
        ("They sprayed bullets on a trader, killing him on the spot.", 1, None),
        ("The bullet-riddled bodies of three labourers were found in a ravine.", 3, None),
        ("There was no loss of life.", 0, None),
        ("The toll now stands at 103.", 103, None),
        ("Four khawarij were sent to hell.", 4, None),
        ("A farmer and his son were shot dead.", 2, None),
        ("A drone killed the commander of a faction.", 1, None),
        ("Officials counted 46 dead.", 46, None),
        ("Three militants, among them two leaders, were killed.", 3, None),
        ("Pakistan lost 11 soldiers, among them two officers.", 11, None),
        ("It cost the lives of an officer, three soldiers and nine attackers.", 13, None),
        ("A bomber took the lives of three soldiers and three children.", 6, None),
        ("Hospital doctors put the dead at 60.", 60, None),
        ("The number of dead stood at 12 by evening.", 12, None),
        ("The death toll has climbed from 9 to 13.", 13, None),
        ("Factory workers beat their Sri Lankan manager to death.", 1, None),
        ("They dragged out the man, shot him and set his body on fire.", 1, None),
        ("Gunmen fired on police posts without hurting anybody.", 0, None),
        ("No one was hurt.", 0, None),
        ("No fewer than seven civilians were killed.", 7, None),
        ("A constable and a man who happened to be walking past were shot dead.", 2, None),
        ("Troops raided a house, killing a woman and her two daughters.", 3, None),
        ("Two sons of a tribal elder were killed along with their driver.", 3, None),
        ("A policeman was killed and his companion wounded.", 1, 1),
        ("A woman was killed and her husband and child injured.", 1, 2),
        ("Seven bodies were pulled from the rubble.", 7, None),
        ("Doctors said 19 bodies had been brought to the hospital.", 19, None),
        ("The blast killed a police inspector, his driver and two passers-by.", 4, None),
        ("Three policemen and as many civilians were killed.", 6, None),
        ("Half a dozen people were wounded.", None, 6),
        ("Captain Ahmed and three soldiers were killed.", 4, None),
        ("A guard was shot in both legs.", None, None),
        ("The dead included seven children.", None, None),
        ("The ambush cost the army nine men.", 9, None),
        ("The toll reached 72 as six more people succumbed to their wounds.", 72, None),
        ("The driver of the van was killed and 11 passengers were injured.", 1, 11),
        ("The firing claimed the life of a passer-by.", 1, None),
        ("Eleven of the 15 hostages were killed.", 11, None),
        ("The mob hanged him from a lamp post.", 1, None),
        ("Four of the dead civilians were children.", None, None),
        ("The toll from the attack on the camp of the refugees has crossed 40.", 40, None),
        ("Ten bodies were received there and 45 injured were being treated.", 10, 45),
        ("Five policemen, including an inspector, lost their lives in the ambush.", 5, None),
        ("Rockets killed a girl and injured her mother and two sisters.", 1, 3),
        ("They won by 47 runs, killing the contest inside ten overs.", None, None),
    ],
)
def test_tolls_are_read_as_told(text, dead, hurt):
    tolls = find_tolls(*split_sentences(text), VICTIMS)
    best = max((t.count.best for t in tolls if t.is_death), default=None)
    assert best == dead
    assert max((t.count.best for t in tolls if not t.is_death), default=None) == hurt


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("at least 12 people were killed", (12, 12, None)),
        ("nearly 40 people were killed", (None, 40, 40)),
        ("between 10 and 15 people were killed", (10, None, 15)),
        ("10 to 15 militants were killed", (10, None, 15)),
        ("no more than 5 people were killed", (None, 5, 5)),
        ("about 30 people were killed", (None, 30, None)),
        ("dozens of people were killed", (24, None, None)),
        ("nobody was killed", (0, 0, 0)),
    ],
)
def test_shades_of_number_keep_their_doubt(text, bounds):
    (toll,) = find_tolls(*split_sentences(text), VICTIMS)
    assert (toll.count.low, toll.count.best, toll.count.high) == bounds


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("Seven people, one of them a Chinese national, lost their lives.", 7, None),
        ("Seven people, including a woman and two children, were killed.", 7, None),
        ("Seven people, two of them children and one a nurse, died.", 7, None),
        ("Thousands bury cleric killed in Akora Khattak bombing", 1, None),
        ("Policeman killed in Tank shooting", 1, None),
        ("Hundreds mourn teacher shot dead in Wana", 1, None),
        ("Police officer, guard martyred in Bannu attack", 2, None),
        ("More than a dozen fighters were killed.", 12, None),
        ("At least a dozen people died.", 12, None),
        ("Nearly two dozen people were killed.", 24, None),
        ("A woman, her mother-in-law and four of her children died.", 6, None),
        ("The blast killed Khalil Haqqani, the minister for refugees, and six others.", 7, None),
        ("A bomb killed Khalil Haqqani and six others.", 7, None),
        ("Khalil Haqqani was killed along with six of his guards.", 7, None),
        ("The minister was killed together with six other people.", 7, None),
        ("The commander was killed with two of his men.", 3, None),
        ("The commander and two of his men were killed.", 3, None),
        ("A prayer leader and a boy who was with him died in a shooting.", 2, None),
        ("The attackers shot dead the guard of a school.", 1, None),
        ("Gunmen shot dead the district police chief.", 1, None),
        ("Four security men fell in an ambush.", 4, None),
        ("Three soldiers fell.", 3, None),
        ("The murder of a journalist and his cousin drew protests.", 2, None),
        ("The killing of three teachers in Wana was condemned.", 3, None),
        ("Police were investigating the deaths of four children.", 4, None),
        ("The assassination of a senator and his driver shocked the town.", 2, None),
        ("Five bodies and 12 injured were shifted to the hospital.", 5, 12),
        ("Eleven bodies lay in the morgue.", 11, None),
        ("The morgue took in 14 bodies.", 14, None),
        ("Another pupil died on Thursday, bringing the total to six.", 6, None),
        ("Three others succumbed to their injuries on Thursday, taking the toll to 14.", 14, None),
        ("Two of the wounded died overnight, raising the death toll to nine.", 9, None),
        ("A second soldier died in hospital, pushing the number of dead to 12.", 12, None),
        ("One more body was found, bringing the count to 31.", 31, None),
        ("Another was killed in Saif, taking the day's toll to 27.", 1, None),
        ("Eight people died, raising the number of deaths in a week of fighting to 49.", 8, None),
        ("Hospital officials had put the number of dead at 100.", 100, None),
        ("A doctor gave the number of dead as 20.", 20, None),
        ("The ministry put the figure at 20 dead.", 20, None),
        ("Officials confirmed 12 deaths.", 12, None),
        ("The authorities report 46 deaths, mostly of women and children.", 46, None),
        ("There were nine deaths and 20 injuries.", 9, 20),
        ("The dead were members of one family.", None, None),
        ("The dead were two women and a child.", 3, None),
        ("Some 40 people are feared dead.", 40, None),
        ("Three children, the driver and his helper died at the scene.", 5, None),
        ("The driver and two passengers died.", 3, None),
        ("A policeman and his father were shot dead.", 2, None),
        ("It left eight dead, including two soldiers.", 8, None),
        ("Six men, three women and two children were killed.", 11, None),
        ("Ten soldiers laid down their lives.", 10, None),
        ("Three soldiers gave their lives.", 3, None),
        ("Five policemen sacrificed their lives.", 5, None),
        ("Two soldiers attained martyrdom.", 2, None),
        ("A captain and two soldiers also embraced martyrdom.", 3, None),
        ("All 12 people aboard were killed.", 12, None),
        ("Everyone aboard was killed.", None, None),
        ("All four were killed.", 4, None),
        ("All of them, five in number, died.", 5, None),
        ("The three men were killed.", 3, None),
        ("Both were killed.", 2, None),
        ("Both men were killed on the spot.", 2, None),
        ("Both brothers died.", 2, None),
        ("No casualties were reported.", 0, None),
        ("There were no immediate reports of casualties.", None, None),
        ("Nobody died, but eight people suffered injuries.", 0, 8),
        ("Eight people sustained wounds.", None, 8),
        ("Crowd of 200 threw stones; six injured, 11 detained.", None, 6),
        ("A shepherd was wounded in Dangam.", None, 1),
        ("The attack claimed at least 20 lives.", 20, None),
        ("Six days of clashes had claimed 11 lives.", 11, None),
        ("The explosion snuffed out nine lives.", 9, None),
        ("Gunmen mowed down six labourers.", 6, None),
        ("Insurgents cut down four guards.", 4, None),
        ("Two militants were gunned down.", 2, None),
        ("Troops eliminated five militants.", 5, None),
        ("Five terrorists met their end.", 5, None),
        ("Five terrorists were dispatched to hell.", 5, None),
        ("Three terrorists perished.", 3, None),
        ("Militants slit the throats of two tribesmen.", 2, None),
        ("The throats of four miners had been slit.", 4, None),
        ("Two women burned to death.", 2, None),
        ("Two children were burnt alive.", 2, None),
        ("Three men were hanged.", 3, None),
        ("Seven others were killed as well and 17 wounded.", 7, 17),
        ("A child was among the dead.", None, None),
        ("The dead included a child and two women.", None, None),
        ("Two soldiers were among the 14 dead.", 14, None),
        ("Among those killed were three children.", None, None),
        ("Three children were among 12 people killed.", 12, None),
        ("Three of the 12 dead were children.", 12, None),
        ("The 14 dead included three soldiers.", 14, None),
        ("Nine of the victims were children.", None, None),
        ("Fighting left no fewer than 30 people dead.", 30, None),
        ("Thirty-two mourners lost their lives.", 32, None),
        ("Pakistan says 23 of its men died.", 23, None),
        ("Four civilians were blown up by a bomb meant for a senator.", 4, None),
        ("The raid cost two children their lives and left three girls hurt.", 2, 3),
        ("The army put its losses at two soldiers.", 2, None),
        ("Nine troops fell when a patrol was ambushed.", 9, None),
        ("Six suspects fell in the shoot-out.", 6, None),
        ("It killed five of them together with their Afghan driver.", 6, None),
        ("Seven guards and all four attackers were killed.", 11, None),
        ("Jets hit a house, burying at least five members of one family.", 5, None),
        ("Five Chinese killed in a bombing in Khuzdar", 5, None),
        ("Rahim Khan, a founder of the band, was killed by a device at his door.", 1, None),
        ("A band boasted of having butchered 21 captives.", 21, None),
        ("Two buses were blown up.", None, None),
        ("The company put its losses at two million rupees.", None, None),
        ("The director of the institute, two other teachers and the driver were killed.", 4, None),
        ("The city buried most of the 62 worshippers who perished on Friday.", 62, None),
        ("They hauled 23 travellers off buses and killed them.", 23, None),
        ("Eleven labourers were lined up and shot at a colony.", 11, None),
        ("Two labourers were shot at by men on motorcycles.", None, None),
        ("A jawan fell to sniper fire.", 1, None),
        ("Three guards and a sub-inspector fell.", 4, None),
        ("The raid was beaten back without loss.", 0, None),
        ("The number of troops fell to 3,000.", None, None),
        ("A constable was felled by a sniper.", 1, None),
        ("Two hundred trees were felled.", None, None),
        ("The driver died along with him.", 2, None),
        ("Two of his guards were also killed.", 2, None),
        ("His wife and three children died with him.", 5, None),
        ("A man, his wife and their three children were killed.", 5, None),
        ("A couple and their two sons were shot dead.", 4, None),
        ("A father and son were killed.", 2, None),
        ("A mother and her two daughters died.", 3, None),
        ("Two brothers and a cousin were killed.", 3, None),
        ("A pregnant woman and her unborn child died.", 2, None),
        ("Killed were a major and a sepoy.", 2, None),
        ("Killed in the attack were three policemen and a passer-by.", 4, None),
        ("Casualties: 3 killed, 7 wounded.", 3, 7),
        ("2 FC men martyred, 4 hurt in Turbat IED", 2, 4),
        ("Two killed, four hurt as van hits mine", 2, 4),
        ("Six die in Khost shelling", 6, None),
        ("Roadside bomb kills four, wounds six", 4, 6),
        ("Blast at mosque: 7 dead", 7, None),
        ("Seven dead, 20 wounded in mosque blast", 7, 20),
        ("Toll in Bannu attack hits 18", 18, None),
        ("Death toll jumps to 63", 63, None),
        ("Quetta blast toll up to 31", 31, None),
        ("Quetta blast death toll at 31", 31, None),
        ("Officials lowered the toll from 20 to 17.", 17, None),
        ("The toll was revised to 15.", 15, None),
        ("The ministry revised the toll down to 15 from 20.", 15, None),
        ("At least 12 have been killed.", 12, None),
        ("The number of fatalities has grown to 44.", 44, None),
        ("Rescuers recovered three more bodies.", 3, None),
        ("Two more bodies were pulled out of the rubble.", 2, None),
        ("The body of the abducted teacher was found.", 1, None),
        ("Bodies of the six barbers were found.", 6, None),
        ("The mutilated bodies of three men were found.", 3, None),
        ("Three bullet-riddled bodies were found.", 3, None),
        ("Two policemen, an inspector and a constable, were killed.", 2, None),
        ("Gunmen killed two policemen, an inspector and a constable.", 2, None),
        ("A bomb killed three people, a woman and her two sons.", 3, None),
        ("Two soldiers, a driver and a cook were killed.", 4, None),
        ("A family of five was killed.", 5, None),
        ("A family of four, including two children, died.", 4, None),
        ("Three members of a family were killed.", 3, None),
        ("Nineteen people, seven of them soldiers, were killed.", 19, None),
        ("Nineteen people, most of them women and children, were killed.", 19, None),
        ("Ten people, five of whom were children, died.", 10, None),
        ("He claimed that three soldiers of the other side were killed too.", 3, None),
        ("Funerals were held for those killed.", None, None),
    ],
)
def test_the_shapes_that_agencies_give_a_toll_are_read(text, dead, hurt):
    tolls = find_tolls(*split_sentences(text), VICTIMS)
    assert said_last([t for t in tolls if t.is_death]) == dead
    assert said_last([t for t in tolls if not t.is_death]) == hurt


def said_last(tolls):
    """What a sentence says in the end: a sum, else a number that adds to no other."""
    decisive = [t for t in tolls if t.is_total] or [t for t in tolls if not t.adds] or tolls
    return max((t.count.best for t in decisive if t.count.best is not None), default=None)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "A suicide bomber struck a mosque in Peshawar on Thursday. People ran. Doctors put the dead at 60.",
            {"Suicide bomb": 60},
        ),
        (
            "Gunmen opened fire on a bus in Bagan on Thursday. By morning the number of dead stood at 32.",
            {"Attack": 32},
        ),
        (
            "Khar in mourning: toll of rally bombing climbs to 54\n\nPeople in Khar marched to the press club on"
            " Thursday. A bomber had struck the rally there on Wednesday.",
            {"Peaceful protest": 0, "Suicide bomb": 54},
        ),
        (
            "A suicide bomber struck a police post in Daraban on Thursday. In other raids, 17 militants were shot dead"
            " in Darazinda.",
            {"Suicide bomb": None, "Armed clash": 17},
        ),
        (
            "23 soldiers die in northwest\n\nSix men drove a lorry full of explosives into a police compound in Daraban"
            " on Thursday, the army said.",
            {"Suicide bomb": 23},
        ),
        (
            "Two shot dead in southern districts\n\nGunmen killed a tailor in Bannu on Wednesday. In Tank, men on"
            " motorcycles shot dead a constable on Thursday night.",
            {"Attack": 1, "Armed clash": 1},
        ),
        (
            "A suicide bomber struck a convention in Khar on Tuesday. Several hundred people marched to the press club"
            " in Khar on Wednesday. Eight of the injured passed away, bringing the number of dead to 54.",
            {"Peaceful protest": 0, "Suicide bomb": 54},
        ),
        (
            "A drone strike hit a house in Tirah on Thursday. Seven bodies were pulled from the rubble.",
            {"Air/drone strike": 7},
        ),
        (
            "A bomb at the railway station in Quetta killed 26 people on Wednesday. The toll rose to 31 on Thursday.",
            {"Remote explosive/landmine/IED": 31},
        ),
        (
            "A car bomb in Bajaur on Monday killed 12, and an ambush in Bannu on Tuesday killed three soldiers.",
            {"Remote explosive/landmine/IED": 12, "Armed clash": 3},
        ),
        (
            "A suicide bombing in Nushki cost the lives of an officer, three soldiers and nine attackers.",
            {"Suicide bomb": 4},
        ),
        (
            "Security forces killed eight terrorists in an operation in Kulachi on Sunday. A captain and two soldiers"
            " also embraced martyrdom.",
            {"Armed clash": 11},
        ),
        (
            "Three soldiers were killed by a bomb in Wana on Monday. Two passers-by also died.",
            {"Remote explosive/landmine/IED": 5},
        ),
        (
            "Six labourers were shot dead in Turbat on Saturday. A seventh died on the way to Karachi.",
            {"Attack": 7},
        ),
        (
            "Bomb kills nine in Wana\n\nA bomb killed nine people in Wana on Monday. Two others died in hospital.",
            {"Remote explosive/landmine/IED": 9},
        ),
        (
            "The BLA said it had killed 90 soldiers in an attack on an army convoy in Nushki on Sunday. The police said"
            " that three soldiers and two civilians had died.",
            {"Armed clash": 5},
        ),
        (
            "Blast in Khuzdar kills three\n\nA bomb went off in Khuzdar on Monday. Police first spoke of three dead,"
            " but later said that five people had lost their lives.",
            {"Remote explosive/landmine/IED": 5},
        ),
        (
            "One soldier and four insurgents died when an attack on the air base in Turbat was beaten back on Monday.",
            {"Armed clash": 1},
        ),
        (
            "A suicide bomber struck a checkpoint in Mastung on Tuesday, killing 11 soldiers. Three others succumbed to"
            " their injuries on Thursday, taking the toll to 14.",
            {"Suicide bomb": 14},
        ),
        (
            "A suicide bombing in Peshawar killed at least 59 people on Monday. By Tuesday morning hospital officials"
            " had put the number of dead at 100.",
            {"Suicide bomb": 100},
        ),
        (
            "At least three soldiers were martyred and eight terrorists killed in an exchange of fire in Razmak on"
            " Sunday.",
            {"Armed clash": 11},
        ),
        (
            "The Taliban said they had killed 58 Pakistani soldiers in the clashes at Chaman on Sunday; Pakistan said"
            " it had lost 23.",
            {"Armed clash": 23},
        ),
        (
            "Mourners in Khar gathered on Tuesday at the graves of those killed by a suicide bomber. At least 40 people"
            " died in Monday's attack.",
            {"Suicide bomb": 40},
        ),
        (
            "Troops were on alert after the suicide bombing of a mosque in Peshawar on May 5, in which 31 worshippers"
            " died, and a car bomb in Bannu on Monday that killed 11 soldiers.",
            {"Suicide bomb": 31, "Remote explosive/landmine/IED": 11},
        ),
        (
            "Gunmen killed more than 50 people in attacks across Balochistan on Sunday.\n\nIn the deadliest attack,"
            " gunmen shot dead 23 travellers in Musakhail. In Kalat, a bomb killed ten policemen.",
            {"Attack": 23, "Remote explosive/landmine/IED": 10},
        ),
        (
            "Five people, including the bomber, were killed when a suicide bomber struck a court in Mardan on Friday.",
            {"Suicide bomb": 4},
        ),
        (
            "Unknown men blew up an empty school in Tank on Thursday night.",
            {"Remote explosive/landmine/IED": 0},
        ),
        (
            "A car bomb killed nine people in Khuzdar on Monday. A pupil died on Tuesday in a hospital in Quetta.",
            {"Remote explosive/landmine/IED": 9},
        ),
    ],
)
def test_a_toll_belongs_to_the_event_that_it_is_told_of(text, dead):
    assert {kind: count for kind, _, count in told(text)} == dead
