"""The check of large files sifts rows before it looks at them: nothing that a look at every row tells may be lost."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from geo.boundaries import Boundaries
from geo.errors import DataError
from geo.gazetteer import COLUMNS, check_gazetteer, plain
from geo.gazetteer.checks import check_places
from geo.gazetteer.plain import stretches
from geo.gazetteer.rows import read_rows
from geo.gazetteer.survey import survey
from geo.shipped import data_folder
from geo.tables import Table, records

SHIPPED = data_folder() / "gazetteer.csv"
FAULTY = Path(__file__).parent / "faults" / "gazetteer.csv"
PATH = Path("g.csv")
WORDS = frozenset({"market", "bridge"})


@pytest.fixture(scope="module")
def boundaries():
    return Boundaries(data_folder() / "boundaries")


@pytest.fixture(scope="module")
def region():
    """Return the header and some 700 real rows: countries, two provinces with all that is in them, cities abroad."""
    header, *rows = csv.reader(SHIPPED.read_text(encoding="utf-8").splitlines())
    areas = ("Khyber Pakhtunkhwa", "Nangarhar")
    kept = [row for row in rows if row[4] == "country" or row[6] in areas or row[5] == "IN"]
    return [header, *kept]


def written(rows, *, quoting=csv.QUOTE_MINIMAL, end="\n"):
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=end, quoting=quoting).writerows(rows)
    return file.getvalue().encode()


def looked_at(raw, outlines):
    """Return the faults of a file as a look at every row tells them."""
    problems, unread = [], []
    rows = ((line, cells, False) for line, cells in records(PATH, COLUMNS, problems, raw))
    places = read_rows(str(PATH), rows, problems, unread)
    problems += check_places(str(PATH), places, outlines, WORDS, unread)
    return sorted(map(str, problems))


def surveyed(raw, outlines):
    return sorted(map(str, survey(PATH, raw, outlines, WORDS)[1]))


def damaged(rows, seed):
    """Return the rows with slips of many kinds; the same seed makes the same slips."""
    chance = random.Random(seed)
    header, *rows = [list(row) for row in rows]
    for _ in range(chance.randint(1, 40)):
        row, other = chance.sample(rows, 2)
        column = chance.randrange(len(COLUMNS))
        slip = chance.choice((
            lambda cell, there: there,
            lambda cell, there: "",
            lambda cell, there: cell[:-1],
            lambda cell, there: cell.upper(),
            lambda cell, there: f"{cell}, {there}",
            lambda cell, there: f'{cell}"',
            lambda cell, there: f"{cell}|{there}",
            lambda cell, there: f"{cell}\u200b",
            lambda cell, there: f" {cell}",
            lambda cell, there: cell.replace(".", ","),
            lambda cell, there: "Kabul",
            lambda cell, there: "Market",
        ))  # fmt: skip
        row[column] = slip(row[column], other[column])
    for _ in range(chance.randint(0, 6)):
        row = list(chance.choice(rows))
        row[0] = f"{row[0]}-{chance.randint(2, 3)}"
        row[1] = chance.choice((row[1], row[1].upper(), f"{row[1]} (other)"))
        rows.insert(chance.randrange(len(rows)), row)
    for _ in range(chance.randint(0, 6)):
        row = chance.choice(rows)
        row[8], row[9] = (row[9], row[8]) if chance.random() < 0.3 else (f"{chance.uniform(31, 35):.4f}", row[9])
    if chance.random() < 0.3:
        del rows[chance.randrange(len(rows))][chance.randrange(15) :]
    return [header, *rows]


@pytest.mark.parametrize("seed", range(40))
def test_the_survey_tells_what_a_look_at_every_row_tells(region, boundaries, monkeypatch, seed):
    monkeypatch.setattr(plain, "_LONGEST", 5000)  # many stretches
    raw = written(damaged(region, seed), end="\r\n" if seed % 3 else "\n")
    assert surveyed(raw, boundaries) == looked_at(raw, boundaries)


def test_the_survey_tells_every_fault_of_the_file_full_of_them(boundaries):
    raw = FAULTY.read_bytes()
    assert surveyed(raw, boundaries) == looked_at(raw, boundaries)


def test_what_a_file_holds_is_counted(region):
    holdings, problems = survey(PATH, written(region), None, ())
    assert problems == []
    assert sum(holdings.rows.values()) == len(region) - 1
    assert holdings.spellings == sum(1 + len(row[2].split("|")) if row[2] else 1 for row in region[1:])
    assert holdings.rows["province", "AF"] == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("turn", [0, 4])
def test_quotes_line_ends_and_the_order_of_columns_make_no_difference(region, boundaries, end, quoting, turn):
    rows = [*region, ["pk-a", "Bara, Old", *region[-1][2:]]]
    rows[-1][8] = "95.1"
    raw = written([row[turn:] + row[:turn] for row in rows], quoting=quoting, end=end)
    [problem] = check_gazetteer(PATH, boundaries, raw=raw)
    assert (problem.line, problem.column) == (len(rows), "latitude")


def test_nearly_all_of_the_shipped_file_is_plain_and_in_its_order():
    table = Table(SHIPPED, COLUMNS, [], SHIPPED.read_bytes())
    found = list(stretches(table))
    lines = [line for stretch in found for line in stretch.lines]
    assert lines == list(range(2, len(lines) + 2))
    assert sum(not stretch.is_plain for stretch in found) < 20


def test_a_line_of_plain_rows_knows_where_it_begins():
    raw = SHIPPED.read_bytes()
    table = Table(SHIPPED, COLUMNS, [], raw)
    stretch = next(some for some in stretches(table) if len(some.lines) > 50)
    assert raw[: stretch.spot.at].count(b"\n") == stretch.spot.line - 1
    assert raw[: stretch.after.at].count(b"\n") == stretch.after.line - 1


def test_progress_is_told_up_to_the_end():
    told = []
    raw = SHIPPED.read_bytes()
    survey(SHIPPED, raw, None, (), told.append)
    assert told == sorted(told)
    assert told[-1] == len(raw)


def test_a_file_with_a_header_alone_is_told_and_one_without_is_refused():
    header = ",".join(COLUMNS).encode() + b"\n"
    assert ["no row follows" in problem.say for problem in survey(PATH, header, None, ())[1]] == [True]
    with pytest.raises(DataError):
        survey(PATH, b"", None, ())
