"""Place names are found where they stand, and told from governments, peoples, organisations and persons.

In the tables, brackets mark what must be found: [Quetta] is literal, [Kabul:m] a metonym, [Afghan:d] a demonym,
[Pakistan:o] part of an organisation's name. Nothing else may be found.
"""

import pickle
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.codebook import Codebook, read_codebook
from geo.gazetteer import Gazetteer
from geo.model import Article, Kind, Place, Use
from geo.recognition import Recognizer
from geo.shipped import data_folder

USES = {None: Use.LITERAL, "m": Use.METONYM, "d": Use.DEMONYM, "o": Use.ORGANISATION}
MARK = re.compile(r"\[([^\[\]:]+)(?::([mdo]))?\]")


@pytest.fixture(scope="module")
def recognizer(shipped_gazetteer):
    return Recognizer(shipped_gazetteer, read_codebook(data_folder() / "codebook"))


def check(recognizer, marked):
    expected = [(match.group(1), USES[match.group(2)]) for match in MARK.finditer(marked)]
    mentions = recognizer.find(Article("a", MARK.sub(r"\1", marked)))
    assert [(mention.text, mention.use) for mention in mentions] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "A blast in [Quetta] killed two.",
        "Lorries wait at [Torkham] and [Spin Boldak].",
        "Shops in [Dera Ismail Khan] closed early.",
        "He left [Mir Ali] for [Bannu].",
        "[PESHAWAR] — Rain fell overnight.",
        "[WANA]: Two men were hurt.",
        "[Pakistan]'s crops and [Pakistan]’s rivers",
        "the [Peshawar]-[Torkham] highway",
        "“[Kandahar],” he said, “is calm.”",
        "([Zhob]) [Chaman]; [Pishin]/[Ziarat]",
        "exports to the [U.S.] and the [UK]",
        "[North\nWaziristan] saw snow.",
        "[North  Waziristan] saw snow.",
        "roads in [Nuristān] and [Kāpīsā]",
        "Shops opened, but kabul and chaman are written small here.",
        "rain in [kabul] and [quetta], all written small",
        "Kabulistan, Quettan and Peshawari are other words.",
        "They flew to [Dubai]. Khan stayed in [Swat].",
        "the [Durand Line] and the [tribal areas]",
        "[Khyber Pakhtunkhwa] police in the [Khyber Pass]",
    ],
)
def test_names_are_found_whole_and_in_the_right_case(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "the [Torkham] crossing and the [Chaman] border",
        "in [Spera District]",
        "[Kurram River] and [Khyber Pass]",
        "[Kandahar] and the road to [Kandahar Province]",
        "[Ghulam Khan] border crossing",
    ],
)
def test_a_generic_word_belongs_to_the_name_only_if_it_is_part_of_it(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Kabul:m] rejected the claim.",
        "[Islamabad:m] has not yet answered.",
        "[Kabul:m], meanwhile, accused its neighbour.",
        "Neither [Kabul:m] nor [Islamabad:m] confirmed it.",
        "[Tehran:m], [Beijing:m] and [Moscow:m] urged restraint.",
        "Officials accused [Kabul:m] of looking away.",
        "They were told by [Islamabad:m] to leave.",
        "tensions between [Kabul:m] and [Islamabad:m]",
        "[Kabul:m]-[Islamabad:m] relations soured",
        "[Islamabad:m]'s concerns and [Kabul:m]'s response",
        "the [Kabul:m] government",
        "a message from [Kabul:m]",
        "[Rawalpindi:m] denies it.",
        "[Kabul:m] is ready to talk.",
        "[Kabul:m] Rejects Claim",
        "Heavy rain fell in [Kabul].",
        "The ministry in [Kabul] said nothing.",
        "Traders from [Kabul] and [Islamabad] complained.",
        "[Kabul] was attacked at dawn.",
        "[Kabul] residents fled.",
        "The train linked [Kabul] with [Tashkent].",
        "[KABUL] — Officials met.",
        "flights between [Islamabad] and [Kabul]",
        "[Peshawar] rejected nothing.",
    ],
)
def test_a_capital_that_speaks_or_is_spoken_to_is_a_government(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Pakistani:d] and [Afghan:d] guards",
        "many [Afghans:d] and some [Pakistanis:d] in [Norway]",
        "[Chinese:d] engineers near [Dasu]",
        "[AFGHAN:d] TALKS",
        "Shoe polish and turkish coffee are written small.",
    ],
)
def test_peoples_are_demonyms(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "the Tehreek-e-Taliban [Pakistan:o]",
        "the [Balochistan:o] Liberation Army",
        "[Quetta:o] Gladiators beat [Peshawar:o] Zalmi in [Lahore]",
        "the [Kashmir:o] Observer wrote",
        "[Islamabad:o] Policy Research Institute",
        "the State Bank of [Pakistan:o]",
        "the [Peshawar:o] High Court",
        "the [Doha:o] agreement",
        "[Pakistan:o] Tehreek-e-Insaf marched in [Lahore]",
        "the [Balochistan] government",
        "[Pakistan]'s National Assembly",
        "the Governor of [Balochistan]",
    ],
)
def test_a_place_inside_the_name_of_an_organisation_is_told_apart(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Sirajuddin Haqqani met Anas Haqqani.",
        "Ali Wazir spoke. Wazir said that he would stay.",
        "Michael Jordan retired. Jordan said so.",
        "Michael Jordan flew to [Jordan]. [Jordan]'s king met him.",
        "Mullah Kandahar and Gen. Khyber",
        "Khost Khan and Bannu Gul",
        "the Wazir tribe and Mohmand tribesmen",
        "roads in [Mohmand district]",
        "[Bolan]'s [Mach] and [Pakistan]'s Afridi",
        "the Corps Commander [Peshawar] met Commander Khyber",
        "the [Mohmand:o] Rifles and the [Zhob:o] Militia",
        "Kabuli pulao",
        "In March, [Peshawar] was cold.",
        "They want more. Hub caps. March on!",
        "He was born in [New Delhi], not in New Mexico or South America.",
        "It cost US$5 million.",
        "Give us time.",
    ],
)
def test_persons_tribes_and_words_are_no_places(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "people living on [Zarbagh Road] in [Quetta]",
        "They died at the [Karwan hotel].",
        "in the village of [Spinkot Bala], near [Wana]",
        "shot dead near [Zarkamar]",
        "in the [Malangabad] area of [Peshawar]",
        "a seminary in [Gulkot], on the outskirts of [Kohat]",
        "clinics in [Peshawar] and [Zardab].",
        "on the road between [Bannu] and [Tor Adda]",
        "in [Tank]'s [Zarmina] village",
        "rescued in [Rawalpindi]'s [Zarwadhai].",
        "near the [Pul-e-Zardi mosque]",
        "They met at a Coptic church in April.",
        "in Islam, at Christmas, in English, near Friday",
        "with Mujahid and near President Zardari",
        "Officials were at [Chaman].",
    ],
)
def test_unlisted_places_are_found_only_beside_a_cue(recognizer, marked):
    check(recognizer, marked)


@pytest.mark.parametrize(
    "marked",
    ["دھماکہ [کوئٹہ] میں ہوا", "په [کابل] کې غونډه وشوه", "در [قندهار] باران بارید", "یہ کابلی ہے"],
)
def test_names_in_arabic_script_are_found_by_the_same_code(recognizer, marked):
    check(recognizer, marked)


def test_a_lexicon_is_not_needed_to_find_plain_names(shipped_gazetteer):
    mentions = Recognizer(shipped_gazetteer, Codebook()).find(Article("a", "Rain in Quetta, snow in Zhob."))
    assert [mention.text for mention in mentions] == ["Quetta", "Zhob"]


def test_a_shorter_name_is_not_hidden_by_a_longer_one_that_fails():
    places = [
        Place(f"x-{number}", name, (), (), Kind.TOWN, "PK", "", "", 30, 70, 5)
        for number, name in enumerate(["Kot", "Kot Azam Shah", "Azam"])
    ]
    recognizer = Recognizer(Gazetteer(places), Codebook())
    mentions = recognizer.find(Article("a", "Kot Azam Shahs"))
    assert [mention.text for mention in mentions] == ["Kot", "Azam"]


def test_a_recognizer_travels_to_other_processes(recognizer):
    article = Article("a", "Kabul accused Pakistan. Rain in Quetta.")
    assert pickle.loads(pickle.dumps(recognizer)).find(article) == recognizer.find(article)


@pytest.mark.parametrize("joint", [", ", " and ", ",", "\n"])
def test_a_list_of_names_may_be_of_any_length(recognizer, joint):
    text = "Rain fell in " + joint.join(["Kabul", "Islamabad", "Tehran", "Haqqani"] * 1000)
    mentions = recognizer.find(Article("a", text))
    assert len(mentions) >= 3000
    assert all(mention.use is Use.LITERAL for mention in mentions[:3])


VOCABULARY = """Kabul Quetta Pakistan's Afghan said rejected in at near the of and between Khan Wazir Road District “ ”
’ , . — - Tehreek-e-Taliban KABUL March Zarkot village Kot US U.S. کابل é 12 Hospital"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n", "\u200c", "\u00a0"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS).map("".join))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_mentions_slice_the_text_in_order_and_never_overlap(recognizer, text):
    mentions = recognizer.find(Article("a", text))
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(mention.text.strip() == mention.text != "" for mention in mentions)
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)


@settings(max_examples=100, deadline=None)
@given(text=st.lists(WORDS, max_size=30).map(" ".join), more=st.text(alphabet="abc xyz.,", max_size=60))
def test_what_follows_in_another_paragraph_moves_no_span(recognizer, text, more):
    alone = recognizer.find(Article("a", text + " Shops opened.\n\n"))
    longer = recognizer.find(Article("a", text + " Shops opened.\n\n" + more))
    assert longer[: len(alone)] == alone


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_the_same_text_has_the_same_mentions(recognizer, text):
    assert recognizer.find(Article("a", text)) == recognizer.find(Article("a", text))
