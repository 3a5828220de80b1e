"""CSV files that people edit: what is read, and how a slip is told."""

from __future__ import annotations

import pickle

import pytest

from geo.errors import DataError, SourceError
from geo.tables import read_table

COLUMNS = ("id", "name")


@pytest.fixture
def table(tmp_path):
    """Write bytes or text to a file and read it as a table."""

    def read(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read_table(path, COLUMNS)

    return read


def test_a_row_knows_its_cells_and_its_line(table):
    rows, problems = table("id,name\na,Alpha\nb,Beta\n")
    assert [(row.line, row["id"], row["name"]) for row in rows] == [(2, "a", "Alpha"), (3, "b", "Beta")]
    assert problems == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("\ufeffid,name\na,Alpha\n", ("a", "Alpha"), id="a byte order mark"),
        pytest.param("id,name\r\na,Alpha\r\n", ("a", "Alpha"), id="line ends of Windows"),
        pytest.param("id,name\na,Alpha", ("a", "Alpha"), id="no line end at the end"),
        pytest.param("id,name\n a ,\tAlpha \n", ("a", "Alpha"), id="blanks around a cell"),
        pytest.param("name,id\nAlpha,a\n", ("a", "Alpha"), id="columns in another order"),
        pytest.param('id,name\na,"Alpha, the first"\n', ("a", "Alpha, the first"), id="a comma in quotes"),
        pytest.param("id,name\n\n\na,Alpha\n", ("a", "Alpha"), id="empty lines"),
        pytest.param("id,name\na,NA\n", ("a", "NA"), id="a name that others take for nothing"),
    ],
)
def test_what_does_no_harm_is_accepted(table, content, expected):
    rows, problems = table(content)
    assert [(row["id"], row["name"]) for row in rows] == [expected]
    assert problems == []


def test_lines_are_counted_as_an_editor_counts_them(table):
    rows, _ = table('id,name\na,"two\nlines"\n\nb,Beta\n')
    assert [row.line for row in rows] == [2, 5]


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        ("id,name\na,Alpha\nb,Beta,34,12\n", 3, "has 4 cells, expected 2; is a comma unquoted?"),
        ("id,name\nb,Beta, the second\n", 2, 'is a comma unquoted? write "Beta, the second" within quotes'),
        ("id,name\nb,34,12\n", 2, "is the comma of 34,12 a decimal sign? write 34.12"),
        ("id,name\na\n", 2, "has 1 cells, expected 2; is the line cut short?"),
        ("id,name\n<<<<<<< ours\na,Alpha\n", 2, "merge conflict"),
        ('id,name\na,Alpha\nb,"Beta\nc,Gamma\n', 3, "is a double quote missing?"),
        ('id,name\na,"Al"pha\n', 2, "is a double quote missing?"),
        ("id,name\na,Alpha\nb;Beta\n", 3, "cells are separated by ';'"),
        (b"id,name\na,Alpha\nb,Caf\xe9\nc,Gamma\n", 3, "after 'b,Caf' is not UTF-8; in Windows-1252 it would be 'é'"),
    ],
)
def test_a_broken_row_is_told_and_the_rows_above_are_kept(table, content, line, told):
    rows, problems = table(content)
    assert [problem.line for problem in problems] == [line]
    assert told in problems[0].say
    assert all(row.line != line for row in rows)


@pytest.mark.parametrize(
    ("content", "lines", "kept"),
    [
        pytest.param('id,name\na,"Alpha\nb,Beta\nc,"Gamma"\n', [2], "bc", id="a later row has quotes of its own"),
        pytest.param('id,name\na,"Alpha\nb,Beta\nc,"Gamma\nd,Delta\n', [2, 4], "bd", id="two rows"),
        pytest.param('id,name\na,Alpha\nb,"Beta, the second\n', [3], "a", id="the last row"),
        pytest.param(b"id,name\na,\xff\nb,Beta\nc,\xfe\n", [2, 4], "b", id="two lines in another encoding"),
    ],
)
def test_the_rows_below_a_broken_one_are_read_too(table, content, lines, kept):
    rows, problems = table(content)
    assert [problem.line for problem in problems] == lines
    assert [row["id"] for row in rows] == list(kept)


def test_quotes_that_never_end_do_not_take_for_ever(table):
    rows, problems = table("id,name\n" + 'a,"Alpha\n' * 200)
    assert rows == []
    assert len(problems) < 60
    assert "not read from here on" in problems[-1].say


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        pytest.param("", 1, "the file is empty", id="nothing"),
        pytest.param("id;name\na;Alpha\n", 1, "separated by ';'", id="semicolons"),
        pytest.param("id\tname\na\tAlpha\n", 1, "separated by '\\t'", id="tabs"),
        pytest.param("sep=;\nid;name\n", 1, "separated by ';'", id="a separator line"),
        pytest.param("id\na\n", 1, "missing from the header", id="a column less"),
        pytest.param("id,name,colour\na,Alpha,red\n", 1, "unknown column", id="a column more"),
        pytest.param("id,name,name\na,Alpha,Beta\n", 1, "twice", id="a column twice"),
        pytest.param("ID,Name\na,Alpha\n", 1, "write 'name' for 'Name'", id="capital letters"),
        pytest.param("id,nam\na,Alpha\n", 1, "write 'name' for 'nam'", id="a short form"),
        pytest.param(b"id,nam\xe9\na,Alpha\n", 1, "after 'id,nam' is not UTF-8", id="a header in another encoding"),
        pytest.param("id,name\na,Alpha\n".encode("utf-16"), 1, "looks like UTF-16", id="UTF-16"),
        pytest.param('id,"name\na,Alpha\n', 1, "header line cannot be read", id="a quote in the header"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(table, content, line, told):
    with pytest.raises(DataError) as caught:
        table(content)
    assert {problem.line for problem in caught.value.problems} == {line}
    assert told in str(caught.value)


def test_a_column_with_another_name_is_told_once(table):
    with pytest.raises(DataError) as caught:
        table("ID,names\na,Alpha\n")
    assert [str(problem).partition("header; ")[2] for problem in caught.value.problems] == [
        "write 'id' for 'ID'",
        "write 'name' for 'names'",
    ]


def test_every_fault_of_a_header_is_told_at_once(table):
    with pytest.raises(DataError) as caught:
        table("key,label\na,Alpha\n")
    assert {problem.column for problem in caught.value.problems} == {"id", "name", "key", "label"}


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"cannot read .*nowhere\.csv: No such file"):
        read_table(tmp_path / "nowhere.csv", COLUMNS)
    with pytest.raises(SourceError, match="directory"):
        read_table(tmp_path, COLUMNS)


def test_a_row_travels_between_processes(table):
    rows, _ = table("id,name\na,Alpha\n")
    assert pickle.loads(pickle.dumps(rows)) == rows
