"""Articles are read from Markdown, plain text, JSON lines and folders; a fault is told by line and loses nothing."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import read_articles, read_stream
from geo.errors import DataError, SourceError

BRIEF = """---
id: torkham-shut
title: Torkham shut
publisher: Border Daily
published: 2023-09-06
published_basis: inferred
language: en
---

Torkham was shut on Wednesday.
"""


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def read(path, **options):
    return list(read_articles(path, **options))


def test_markdown_gives_its_front_matter_and_its_body(tmp_path):
    (article,) = read(write(tmp_path, "a.md", BRIEF))
    assert (article.id, article.publisher, article.published) == ("torkham-shut", "Border Daily", date(2023, 9, 6))
    assert article.published_basis == "inferred"
    assert article.text == "Torkham was shut on Wednesday.\n"


def test_plain_text_is_named_after_its_file(tmp_path):
    (article,) = read(write(tmp_path, "quetta.txt", "Blast in Quetta\n\nMore."), published=date(2024, 1, 2))
    assert (article.id, article.title, article.published) == ("quetta", "Blast in Quetta", date(2024, 1, 2))


def test_a_json_object_may_spread_over_many_lines(tmp_path):
    (article,) = read(write(tmp_path, "a.json", '{\n "id": "x",\n "text": "Rain in Quetta."\n}\n'))
    assert (article.id, article.text) == ("x", "Rain in Quetta.")


def test_a_table_is_no_article(tmp_path):
    with pytest.raises(SourceError, match="is no article"):
        read(write(tmp_path, "places.csv", "id,name\n"))


def test_an_article_without_an_id_gets_one_from_its_text(tmp_path):
    first, second = read(write(tmp_path, "n.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n'))
    assert first.id != second.id
    assert read(write(tmp_path, "m.jsonl", '{"text": "One."}'))[0].id == first.id


def test_the_day_an_article_tells_wins_over_the_option(tmp_path):
    path = write(tmp_path, "n.jsonl", '{"text": "x", "published": "2024-06-28T10:00:00+05:00"}')
    assert read(path, published=date(2000, 1, 1))[0].published == date(2024, 6, 28)


def test_a_folder_is_read_in_order_of_names(tmp_path):
    write(tmp_path, "b.txt", "B")
    write(tmp_path, "a.txt", "A")
    write(tmp_path, "notes.pdf", "no article")
    assert [article.id for article in read(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "text", "line", "say"),
    [
        ("a.md", "---\nid: x\nno end\n", 1, "no line '---' closes it"),
        ("a.md", "---\nid: [x\n---\nText\n", 3, "not YAML"),
        ("a.md", "---\npublished: yesterday\n---\nText\n", 1, "'yesterday' is not a day"),
        ("a.md", "---\nid: x\n---\n\n", 1, "no text"),
        ("a.jsonl", '{"text": "x"}\n{"text": \n', 2, "is not an article in JSON"),
        ("a.jsonl", '[1]\n', 1, "an object"),
        ("a.jsonl", '{"id": 7}\n', 1, "no text"),
    ],
)
def test_a_fault_is_told_by_line(tmp_path, name, text, line, say):
    with pytest.raises(DataError) as caught:
        read(write(tmp_path, name, text))
    (problem,) = caught.value.problems
    assert problem.line == line
    assert say in problem.say


def test_a_bad_line_does_not_lose_the_good_ones(tmp_path):
    path = write(tmp_path, "n.jsonl", '{"text": "One."}\n{bad\n{"text": "Three."}\n')
    seen = []
    with pytest.raises(DataError, match=":2:"):  # noqa: PT012 what comes before the error counts
        for article in read_articles(path):
            seen.append(article.text)
    assert seen == ["One.", "Three."]


def test_bytes_that_are_not_utf8_are_told_by_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Quetta\nتورخم\n".encode() + b"caf\xe9\n")
    with pytest.raises(DataError, match=":3:"):
        read(path)


def test_a_missing_file_is_told_by_name(tmp_path):
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        read(tmp_path / "nowhere.txt")


def test_a_folder_without_articles_is_told(tmp_path):
    with pytest.raises(SourceError, match="no articles"):
        read(tmp_path)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_stream_keeps_every_character_of_a_text(text):
    articles = list(read_stream(io.StringIO("x" + text, newline="")))
    assert articles[0].text == "x" + text
