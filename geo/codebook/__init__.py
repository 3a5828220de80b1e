"""The codebook: word lists, trigger phrases, roles and actors, read from the CSV files that analysts edit.

Code holds rules; data/codebook/ holds names and words.
"""

from geo.codebook.entries import ActorEntry, Codebook, EraEntry, RoleEntry, TitleEntry, TopicEntry, Trigger
from geo.codebook.phrases import (
    Forms,
    Phrase,
    phrase_pattern,
    read_passive,
    read_phrase,
    role_forms,
    verb_forms,
    with_lists,
)
from geo.codebook.reading import (
    ACTOR_COLUMNS,
    ACTOR_KINDS,
    ERA_COLUMNS,
    ROLE_COLUMNS,
    STRENGTHS,
    TITLE_COLUMNS,
    TRIGGER_COLUMNS,
    TRIGGER_KINDS,
    VERB_COLUMNS,
    VIOLENCE,
    WORD_COLUMNS,
    digest,
    read_codebook,
)

__all__ = [
    "ACTOR_COLUMNS",
    "ACTOR_KINDS",
    "ERA_COLUMNS",
    "ROLE_COLUMNS",
    "STRENGTHS",
    "TITLE_COLUMNS",
    "TRIGGER_COLUMNS",
    "TRIGGER_KINDS",
    "VERB_COLUMNS",
    "VIOLENCE",
    "WORD_COLUMNS",
    "ActorEntry",
    "Codebook",
    "EraEntry",
    "Forms",
    "Phrase",
    "RoleEntry",
    "TitleEntry",
    "TopicEntry",
    "Trigger",
    "digest",
    "phrase_pattern",
    "read_codebook",
    "read_passive",
    "read_phrase",
    "role_forms",
    "verb_forms",
    "with_lists",
]
