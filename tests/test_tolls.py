"""How many were killed and hurt: what a sentence says, and how sure it is."""

from __future__ import annotations

import pytest

from geo.codebook import read_codebook
from geo.coding.numbers import both_numbers
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
    tolls = find_tolls(text, 0, VICTIMS)
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
    (toll,) = find_tolls(text, 0, VICTIMS)
    assert (toll.count.low, toll.count.best, toll.count.high) == bounds
