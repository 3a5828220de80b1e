"""Folding: one key for every spelling of a name, and true offsets into an unchanged text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.names import fold, fold_lines, fold_with_offsets

LAW = settings(deadline=None)  # the first letter of a script loads its table

SCRIPTS = st.text(st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.sampled_from("-–—‑’‘ʿ`.\u200c\u200e\u00ad\u0301\u0640 \t\n"),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0xC0, max_codepoint=0x24F),
    st.characters(),
), max_size=60)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Spin Boldak", "Spin-Boldak"),
        ("Spin Boldak", "spin  boldak"),
        ("KHYBER PAKHTUNKHWA", "Khyber–Pakhtunkhwa"),
        ("Qala‘eh-ye Naw", "Qalaeh ye Naw"),
        ("Türkiye", "Turkiye"),
        ("U.S.", "US"),
        ("D.I. Khan", "DI Khan"),
        ("Reunion", "Réunion"),
        ("Kraków", "Krakow"),
        ("Peshawar\u200b", "Peshawar"),
        ("Pesha\u00adwar", "Peshawar"),
        ("كابل", "کابل"),
        ("پشاور", "ﭘﺸﺎﻭﺭ"),
        ("كوټ", "کوٹ"),
        ("مَهاباد", "مهاباد"),
        ("آب‌بند", "اب بند"),
        ("علاقہ‌داری", "علاقه داري"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Mach", "Match"), ("Dir", "Deir"), ("Khost", "Khosht"), ("تنک", "تانک")])
def test_different_names_keep_different_keys(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["اگام", "اهر", "لعل", "تانک", "هالا"])
def test_a_name_in_arabic_script_never_reads_like_a_latin_word(name):
    assert not any(char.isascii() for char in fold(name))


@LAW
@given(SCRIPTS)
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@LAW
@given(SCRIPTS)
def test_a_key_has_no_capitals_and_single_blanks(name):
    key = fold(name)
    assert key == key.strip() == " ".join(key.split())
    assert not any("A" <= char <= "Z" for char in key)


@LAW
@given(SCRIPTS)
def test_a_text_folds_like_a_name_but_for_the_blanks_at_its_ends(text):
    assert fold_with_offsets(text)[0].strip() == fold(text)


@LAW
@given(SCRIPTS)
def test_offsets_never_go_back_and_stay_in_the_text(text):
    folded, offsets = fold_with_offsets(text)
    origins = [offsets[index] for index in range(len(folded))]
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@LAW
@given(SCRIPTS)
def test_every_folded_character_came_from_the_character_at_its_offset(text):
    folded, offsets = fold_with_offsets(text)
    for index, char in enumerate(folded):
        assert char in fold_with_offsets(text[offsets[index]])[0]


@LAW
@given(SCRIPTS, st.sampled_from(["Peshawar", "Spin-Boldak", "Qala‘eh", "پشاور"]), SCRIPTS)
def test_a_name_found_in_a_folded_text_is_cut_out_of_the_true_text(before, name, after):
    text = f"{before} {name} {after}"
    folded, offsets = fold_with_offsets(text)
    starts = [at for at in range(len(folded)) if folded.startswith(fold(name), at)]
    cut = [text[offsets[at] : offsets[at + len(fold(name)) - 1] + 1] for at in starts]
    assert name in cut
    assert all(fold(piece) == fold(name) for piece in cut)


@given(st.lists(SCRIPTS))
def test_lines_are_folded_as_each_of_them_is(names):
    lines = [name.replace("\n", " ") for name in names]
    assert fold_lines("\n".join(lines)).split("\n") == (list(map(fold, lines)) or [""])
