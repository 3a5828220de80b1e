"""The words that the rules of recognition know, taken from the codebook once."""

from __future__ import annotations

from dataclasses import dataclass, fields

from geo.codebook import Codebook
from geo.names import fold

_FOLDED = frozenset({"person_name", "common_word", "tribe_name", "seat"})  # compared with a folded name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One set a list of data/codebook/place_words.csv; the notes there say what each list is for."""

    person_title: frozenset[str]
    office_title: frozenset[str]
    office_of: frozenset[str]
    given_name: frozenset[str]
    surname_context: frozenset[str]
    person_name: frozenset[str]
    tribe_name: frozenset[str]
    tribe_word: frozenset[str]
    common_word: frozenset[str]
    organisation_word: frozenset[str]
    organisation_word_next: frozenset[str]
    organisation_before: frozenset[str]
    organisation_of: frozenset[str]
    team_word: frozenset[str]
    speech_verb: frozenset[str]
    city_verb: frozenset[str]
    state_adjective: frozenset[str]
    adverb: frozenset[str]
    address_verb: frozenset[str]
    address_noun: frozenset[str]
    relation_word: frozenset[str]
    government_word: frozenset[str]
    stance_word: frozenset[str]
    seat: frozenset[str]
    administrative_word: frozenset[str]
    natural_word: frozenset[str]
    feature_word: frozenset[str]
    compass_word: frozenset[str]
    site_possessive: frozenset[str]
    site_word: frozenset[str]
    site_word_small: frozenset[str]
    settlement_word: frozenset[str]
    settlement_ending: frozenset[str]
    settlement_after: frozenset[str]
    settlement_of: frozenset[str]
    place_cue: frozenset[str]
    strong_place_cue: frozenset[str]
    link_word: frozenset[str]
    open_place_cue: frozenset[str]
    direction_word: frozenset[str]
    near_cue: frozenset[str]
    verb_with_in: frozenset[str]
    name_particle: frozenset[str]
    not_a_name: frozenset[str]
    function_word: frozenset[str]
    abroad_word: frozenset[str]
    abroad_surname: frozenset[str]


def read_lexicon(codebook: Codebook) -> Lexicon:
    """Return the codebook's lists as the rules want them; a list that is missing is empty."""
    lists = {field.name: codebook.list(field.name) for field in fields(Lexicon)}
    folded = {name: frozenset(map(fold, lists[name])) for name in _FOLDED}
    return Lexicon(**{**lists, **folded})
