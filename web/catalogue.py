"""For translators: python -m web.catalogue brings every catalogue up to what the pages say now.

Phrases are taken from the code, the templates, the modules of the map, the legend and the file formats. A new language:
python -m web.catalogue ps. What is new stands there untranslated, what is gone is taken out; the tests tell of both.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from geo.exchange import FORMATS
from web.languages import FOLDER, languages, read_catalogue
from web.legend import read_legend

PLACEHOLDER = re.compile(r"%\(\w+\)s")
_ROOM = Path(__file__).parent
_METHODS = [("ogc/**", "ignore"), ("templates/ogc/**", "ignore"), ("templates/**.html", "jinja2"), ("**.py", "python")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "phrase": None, "pair": (1, 2)}
_TEXT = r'"((?:[^"\\]|\\.)*)"'
_OF_MODULE = re.compile(rf'\b(?:t\({_TEXT}|tn\({_TEXT},\s*{_TEXT})')  # also within a template string or another call
_HEADER = """# The words of the pages in {}. `python -m web.catalogue` brings in new phrases.
msgid ""
msgstr ""
"Project-Id-Version: Torkham\\n"
"Language: {}\\n"
"Plural-Forms: {}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def said() -> Catalog:
    """Return all phrases that the pages say, in English, each with the file that says it."""
    found = Catalog()
    for path, message in (*_extracted(), *_of_modules(), *_of_data()):
        found.add(message, locations=[(f"web/{path}", None)])  # type: ignore[list-item]
    return found


def _extracted() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    walk = extract_from_dir(_ROOM, _METHODS, _OPTIONS, _KEYWORDS, directory_filter=lambda _: True)
    for path, _, message, _, _ in walk:
        if message:
            yield path.replace("\\", "/"), message


def _of_modules() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for module in sorted(_ROOM.glob("static/js/*.js")):
        for found in _OF_MODULE.findall(module.read_text(encoding="utf-8")):
            text, *forms = (json.loads(f'"{part}"') for part in found)
            yield module.relative_to(_ROOM).as_posix(), text or tuple(forms)


def _of_data() -> Iterator[tuple[str, str]]:
    for entry in read_legend().entries.values():
        yield from (("legend.csv", text) for text in (entry.label, entry.explanation, entry.group) if text)
    for form in FORMATS.values():
        yield "views.py", form.about


def renew(code: str) -> Catalog:
    """Bring the catalogue of a language up to what is said now, or begin it, and return it."""
    path = FOLDER / code / "LC_MESSAGES" / "messages.po"
    locale = Locale.parse(code, sep="-")
    catalogue = read_catalogue(code) if path.exists() else Catalog(locale, project="Torkham", fuzzy=False)
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalogue, width=120, sort_by_file=True, include_lineno=False, omit_header=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_HEADER.format(locale.english_name, code, catalogue.plural_forms).encode() + written.getvalue())
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the phrases of a catalogue that have no words yet, or only some of their forms."""
    lacking = (each for each in catalogue if each.id and not _is_whole(each.string))
    return [str(each.id) for each in lacking]


def _is_whole(told: Any) -> bool:
    return bool(told) and (isinstance(told, str) or all(told))


if __name__ == "__main__":
    for each in sys.argv[1:] or [code for code in languages() if code != "en"]:
        made = renew(each)
        print(f"{each}: {len(made)} phrases, {len(untranslated(made))} untranslated")
