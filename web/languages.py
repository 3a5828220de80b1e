"""The languages of the pages: which there are, which one a reader is given, and phrases, numbers and names in it.

English stands in the code; each other language is one gettext catalogue, translations/<code>/LC_MESSAGES/messages.po,
read as it is: nothing is compiled, so nothing can lag behind. A catalogue that is there is a language that is offered.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import get_month_names
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from geo.errors import BadQuery, DataError
from geo.model import Problem

FOLDER = Path(__file__).with_name("translations")
ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """A language of the pages; `code` is BCP 47."""

    code: str

    @cached_property
    def locale(self) -> Locale:
        """How the language writes numbers, dates and the names of countries (Unicode CLDR)."""
        return Locale.parse(self.code, sep="-")

    @property
    def direction(self) -> str:
        """Return ltr or rtl."""
        return str(self.locale.text_direction)

    @property
    def name(self) -> str:
        """Return what the language calls itself."""
        return str(self.locale.get_display_name(self.locale)).capitalize()

    @cached_property
    def catalogue(self) -> Catalog:
        """The phrases as they were translated. Raises DataError with what cannot be read; English has none."""
        return read_catalogue(self.code) if self.code != ENGLISH else Catalog(ENGLISH)

    @cached_property
    def translations(self) -> NullTranslations:
        """The phrases as gettext looks them up."""
        if self.code == ENGLISH:
            return NullTranslations()
        compiled = io.BytesIO()
        write_mo(compiled, self.catalogue)
        compiled.seek(0)
        return Translations(compiled)

    @cached_property
    def for_modules(self) -> bytes:
        """The phrases of the map's modules as JSON, empty for English: web/static/js/phrases.js reads it."""
        if self.code == ENGLISH:
            return b""
        plural = self.translations.plural
        told = {
            "plural": {self.locale.plural_form(n): plural(n) for n in range(200)},
            "phrases": dict(_of_modules(self.catalogue)),
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _of_modules(catalogue: Catalog) -> Any:
    for message in catalogue:
        if message.id and any(path.endswith(".js") for path, _ in message.locations):
            one = message.id[0] if isinstance(message.id, tuple | list) else message.id
            yield one, message.string


def read_catalogue(code: str) -> Catalog:
    """Return the catalogue of a language. Raises DataError if it cannot be read."""
    path = FOLDER / code / "LC_MESSAGES" / "messages.po"
    try:
        with path.open("rb") as file:
            return read_po(file, locale=code.replace("-", "_"), abort_invalid=True)
    except Exception as error:  # Babel tells of faults by several kinds of error
        raise DataError([Problem(str(path), 1, "", "", str(error))]) from error


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages there are, by their code; English first."""
    codes = sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/messages.po"))
    return {code: Language(code) for code in (ENGLISH, *codes)}


_now: ContextVar[Language | None] = ContextVar("language", default=None)


def speak(language: Language | None) -> None:
    """Let all that follows in this context be told in a language; None is English again."""
    _now.set(language)


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _now.get() or languages()[ENGLISH]


def asked_language(word: str | None, remembered: str | None, best: str | None) -> Language:
    """Return the language of a page: the word of its address, else what the reader chose, else what the browser likes.

    Raises BadQuery if the word names none that there is; a remembered one that is gone is passed over.
    """
    known = languages()
    if word is not None and word not in known:
        raise BadQuery(f"lang: {word!r} is none of {', '.join(known)}")
    return known[word or (remembered if remembered in known else None) or best or ENGLISH]


def phrase(text: str) -> str:
    """Mark a text as a phrase of the catalogue; it is put into words where it is used, by gettext or Phrases."""
    return text


def pair(one: str, many: str) -> tuple[str, str]:
    """Mark two forms of a phrase that goes with a number; ngettext takes them."""
    return one, many


def gettext(text: str, **values: Any) -> str:
    """Return a phrase in the language spoken; `%(name)s` in it stands for a value."""
    found = spoken().translations.gettext(text)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the phrase that goes with a number, which is `%(num)s` in it."""
    return spoken().translations.ngettext(one, many, num) % {"num": number(num), **values}


class Phrases(dict[Any, str]):
    """A table of phrases, each told in the language spoken when it is looked up."""

    def __getitem__(self, key: Any) -> str:
        return gettext(super().__getitem__(key))


def number(value: float) -> str:
    """Return a number as its readers write it: "2,310"."""
    return str(format_decimal(value, locale=spoken().locale))


def month(day: date) -> str:
    """Return the name of a day's month."""
    return str(get_month_names("wide", context="format", locale=spoken().locale)[day.month])


def country_name(code: str, english: str) -> str:
    """Return the name of a country by its ISO 3166-1 alpha-2 code; in English, and where none is known, `english`."""
    if spoken().code == ENGLISH:
        return english
    return str(spoken().locale.territories.get(code, english))

