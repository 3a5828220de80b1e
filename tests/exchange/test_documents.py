"""What is written about exchange is whole: every column and word is explained, every code means something."""

import re

import pytest

from geo.exchange import COLUMNS, FORMATS
from geo.exchange.claims import WORDS
from geo.exchange.countries import shipped_countries
from geo.exchange.gdelt import shipped_cameo
from geo.model import EVENT_TYPES
from geo.shipped import data_folder

TEXT = (data_folder() / "exchange.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_0-9]+)`", TEXT))
CAMEO_ROOTS = [f"{number:02}" for number in range(1, 21)]


def test_every_column_of_ours_is_explained():
    told = NAMED | {f"{what}_{end}" for what in ("fatalities", "injuries") for end in ("low", "best", "high")}
    assert set(COLUMNS) - told == set()


def test_every_word_of_a_mapping_is_explained():
    words = TEXT.partition("## In: any table")[2]
    found = set(re.findall(r"`([a-z_0-9*]+)`", words))
    assert {word for word in WORDS if word not in found and word.partition("_")[0] + "_*" not in found} == set()


def test_every_format_is_named_in_the_help():
    from geo.cli.exporting import FORMS, export

    assert set(FORMS) == set(FORMATS)
    assert all(form in (export.help or "") for form in FORMS)


@pytest.mark.parametrize("root", CAMEO_ROOTS)
def test_every_root_of_cameo_has_a_meaning(root):
    meaning = shipped_cameo()[root]
    assert bool(meaning.type) != bool(meaning.why)
    assert meaning.type in {"", *EVENT_TYPES}


def test_modes_of_cameo_codes_are_plover_s():
    modes = {"visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access",
             "resign", "disapprove", "investigate", "allege", "expel", "discontinue", "seize", "restrict", "arrest",
             "deport", "cyber"}  # fmt: skip
    assert {meaning.mode for meaning in shipped_cameo().values()} <= modes | {""}


@pytest.mark.parametrize(
    ("fips", "code", "name"),
    [("PK", "PK", "Pakistan"), ("AF", "AF", "Afghanistan"), ("UK", "GB", "United Kingdom"), ("CH", "CN", "China"),
     ("IZ", "IQ", "Iraq"), ("RS", "RU", "Russia"), ("GM", "DE", "Germany"), ("TX", "TM", "Turkmenistan"),
     ("GZ", "PS", "Palestinian Territory")],
)  # fmt: skip
def test_fips_codes_are_not_iso_codes(fips, code, name):
    countries = shipped_countries()
    assert (countries.of_fips(fips), countries.get(code).name) == (code, name)


@pytest.mark.parametrize("told", ["PK", "pk", "PAK", "586", "Pakistan", " pakistan "])
def test_a_country_is_known_by_any_iso_code_and_its_name(told):
    assert shipped_countries().code(told) == "PK"


def test_codes_that_are_none_are_not_known():
    countries = shipped_countries()
    assert (countries.code("XX"), countries.code(""), countries.of_fips("XX"), countries.get("XX").iso3) == ("",) * 4
