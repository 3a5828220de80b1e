"""The languages of the pages: catalogues that are whole, pages that speak one language, and who is given which."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from web.catalogue import PLACEHOLDER, said, untranslated
from web.languages import languages

WEB = Path(__file__).resolve().parent.parent / "web"
OTHERS = [code for code in languages() if code != "en"]
TAG = re.compile(r"</?\w+[^>]*>")
NOT_PHRASES = {"JSON", "OGC API", "GeoNames", "±  km", "Peshawar, پېښور, Pekhawar", "torkham ingest FILE…",
               "wide"}  # what every language calls the same; the last is a name of a style
PAGES = ("/", "/embed", "/sources", "/gazetteer", "/gazetteer?q=Peshawar", "/events/none", "/nowhere")


def forms(message):
    """Return the phrase in English and in the other language, each as all its forms."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    return english, [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.fixture(scope="module")
def now_said():
    return {str(message.id) for message in said() if message.id}


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_holds_every_phrase_in_its_language_and_no_other(code, now_said):
    catalogue = languages()[code].catalogue
    held = {str(message.id) for message in catalogue if message.id}
    assert now_said - held == set(), "python -m web.catalogue brings them in"
    assert held - now_said == set(), "python -m web.catalogue takes them out"
    assert untranslated(catalogue) == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_phrase_keeps_its_placeholders_and_tags(code):
    for message in languages()[code].catalogue:
        if not message.id:
            continue
        english, told = forms(message)
        for form in told:
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(english[-1])), form
            assert sorted(TAG.findall(form)) == sorted(TAG.findall(english[-1])), form
            assert form.count("%") == len(PLACEHOLDER.findall(form)), f"{form}: a % would not be read"


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_has_as_many_forms_as_its_language(code):
    catalogue = languages()[code].catalogue
    assert {len(told) for _, told in map(forms, catalogue) if len(told) > 1} == {catalogue.num_plurals}


class Texts(HTMLParser):
    """The texts that a template would show to a person: between tags, and in attributes that are read aloud."""

    def __init__(self):
        super().__init__()
        self.found, self.code = [], 0

    def handle_starttag(self, tag, attrs):
        self.code += tag in ("code", "script", "style")
        told = [value for name, value in attrs if name in ("aria-label", "title", "placeholder", "alt", "data-label")]
        self.found += [value for value in told if value]

    def handle_endtag(self, tag):
        self.code -= tag in ("code", "script", "style")

    def handle_data(self, data):
        if not self.code:
            self.found.append(data)


@pytest.mark.parametrize("template", sorted(WEB.glob("templates/*.html")), ids=lambda path: path.stem)
def test_a_template_says_nothing_beside_the_catalogue(template):
    lexed = Environment(extensions=["jinja2.ext.i18n"]).lex(template.read_text(encoding="utf-8"))
    bare, within = [], False
    for _, kind, value in lexed:
        if kind == "name" and value in ("trans", "endtrans"):
            within = value == "trans"
        if kind == "data" and not within:
            bare.append(value)
        elif kind == "block_end":
            bare.append(" ")
    reader = Texts()
    reader.feed("".join(bare))
    words = {text.strip() for text in reader.found if re.search(r"[A-Za-z]{2}", text)}
    assert words - NOT_PHRASES == set()


@pytest.mark.parametrize("module", sorted(WEB.glob("static/js/*.js")), ids=lambda path: path.stem)
def test_a_module_marks_each_phrase_where_it_stands(module):
    text = module.read_text(encoding="utf-8")
    if module.name != "phrases.js":
        loose = re.findall(r"\btn?\((?!\")[^)]*", text)
        assert loose == [], "the catalogue finds a phrase only if it stands in the call"
    read_aloud = re.findall(r'(?:"aria-label"|title|placeholder): "([^"]+)"', text)
    shown = re.findall(r'h\("\w+", \{[^{}]*\}, "([^"]*[A-Za-z]{3}[^"]*)"', text)
    written = re.findall(r'\.(?:textContent|title) = [`"]([^`"]*[A-Za-z]{3}[^`"]*)', text)
    plain = re.findall(r'`[^`$]*\$\{[^}]*\} (?:events?|places?|of|more|km)\b', text)
    assert {*read_aloud, *shown, *written, *plain} - NOT_PHRASES == set()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_the_language_of_its_address(client, path):
    joined = f"{path}{'&' if '?' in path else '?'}lang=ur"
    answer = client.get(joined)
    assert '<html lang="ur" dir="rtl"' in answer.text
    assert answer.headers["Content-Language"] == "ur"
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)
    assert '<html lang="en" dir="ltr">' in client.get(path).text


@pytest.mark.parametrize(
    ("word", "remembered", "liked", "spoken"),
    [
        (None, None, None, "en"),
        (None, None, "ur-PK,ur;q=0.9,en;q=0.5", "ur"),
        (None, None, "fr,de", "en"),
        (None, "ur", "en", "ur"),
        (None, "xx", "ur", "ur"),
        ("en", "ur", "ur", "en"),
        ("ur", None, "en", "ur"),
    ],
)
def test_an_address_goes_before_a_choice_and_a_choice_before_the_browser(client, word, remembered, liked, spoken):
    if remembered:
        client.set_cookie("torkham-lang", remembered)
    headers = {"Accept-Language": liked} if liked else {}
    answer = client.get("/sources", query_string={"lang": word} if word else {}, headers=headers)
    assert f'<html lang="{spoken}"' in answer.text
    client.delete_cookie("torkham-lang")


def test_a_language_that_is_not_there_is_told(client):
    answer = client.get("/sources?lang=xx")
    assert answer.status_code == 400
    assert "none of en, ur" in answer.text


def test_answers_for_programs_are_the_same_for_all(client):
    for path in ("/api/events", "/api/labels", "/ogc/?f=html", "/api/nothing"):
        assert client.get(path, headers={"Accept-Language": "ur"}).data == client.get(path).data


def test_the_modules_are_told_their_phrases_in_one_file_that_may_be_kept(client):
    page = client.get("/?lang=ur").text
    address = re.search(r'data-phrases="([^"]+)"', page)[1]
    answer = client.get(address)
    assert answer.cache_control.immutable
    told = json.loads(answer.data)
    assert told["phrases"]["Clear all filters"] == languages()["ur"].translations.gettext("Clear all filters")
    assert told["plural"] == {"one": 0, "other": 1}
    assert len(told["phrases"]["%(num)s event"]) == 2
    assert client.get("/phrases/en.json").status_code == 404
    assert "data-phrases" not in client.get("/?lang=en").text


def test_the_legend_is_told_in_the_language_of_the_page(client):
    script = client.get("/map.js?lang=ur").text
    assert json.dumps(languages()["ur"].translations.gettext("Suicide bomb"))[1:-1] in script
    assert "An attacker dies" not in script
    assert '"Suicide bomb"' in client.get("/map.js?lang=en").text
