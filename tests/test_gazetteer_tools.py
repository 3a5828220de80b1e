"""What maintainers of the gazetteer ask: what is wrong, what an edit changes, which names lack a row."""

from __future__ import annotations

import csv
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from geo.cli import main
from geo.errors import SourceError
from geo.gazetteer import COLUMNS, csv_row, read_gazetteer
from geo.gazetteer.differences import differences, km_words
from geo.gazetteer.fixing import changes, mended, replace_file
from geo.gazetteer.rows import cells_of, read_places
from geo.gazetteer.suggestions import has_row, nearest, suggest
from geo.model import Article
from geo.shipped import data_folder

SHIPPED = data_folder() / "gazetteer.csv"
FAULTY = Path(__file__).parent / "faults" / "gazetteer.csv"
TORKHAM = "pk-torkham-crossing"
NEWS = (
    "Gunmen killed two policemen in Zorkotai on Monday, officials in Bannu said. A bomb went off at the Torkham "
    "border crossing on Tuesday and killed four people. Zorkotai was quiet on Wednesday."
)


@pytest.fixture
def torkham(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words, **options):
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False, **options)

    return run


@pytest.fixture
def edited(tmp_path):
    """Write the shipped gazetteer with some text replaced."""

    def edit(*pairs, name="edited.csv"):
        text = SHIPPED.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return edit


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------------- check


def test_a_file_full_of_faults_is_told_as_a_maintainer_should_read_it(torkham, monkeypatch):
    """The golden text is what `torkham gazetteer check gazetteer.csv` writes in that folder: read it after a change."""
    monkeypatch.chdir(FAULTY.parent)
    done = torkham("gazetteer", "check", FAULTY.name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == FAULTY.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def test_a_clean_file_is_told_by_what_it_holds(torkham):
    done = torkham("gazetteer", "check", "--no-map")
    assert done.exit_code == 0
    assert re.search(r"[\d,]+ places with [\d,]+ spellings in \d+ countries, no faults", done.stdout)
    assert re.search(r"^district +160 +400 +\d+ +\d+$", done.stdout, re.MULTILINE)


# --------------------------------------------------------------------------------------------------- fix


def messy():
    """Return the shipped file as a spreadsheet and careless hands leave it."""
    header, *lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    lines = [lines[1], "", lines[0].replace(",", " , ", 2), *lines[2:]]
    return ("\ufeff" + "\r\n".join([header, *lines])).encode("utf-8")


def test_mending_a_messy_file_gives_the_shipped_one():
    assert mended(Path("x.csv"), messy()) == SHIPPED.read_bytes()


def test_mending_shows_a_diff_and_asks(torkham, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(messy())
    refused = torkham("gazetteer", "check", "--no-map", "--fix", path, input="n\n")
    assert path.read_bytes() == messy()
    for words in ("byte order mark", "CRLF", "no line end", "--- ", "+++ ", "Write "):
        assert words in refused.stderr
    assert any(line.startswith(("+ad,", "-ad ")) for line in refused.stderr.splitlines())
    done = torkham("gazetteer", "check", "--no-map", "--fix", path, input="y\n")
    assert done.exit_code == 0
    assert path.read_bytes() == SHIPPED.read_bytes()
    assert "nothing to mend" in torkham("gazetteer", "check", "--no-map", "--fix", "--yes", path).stderr
    assert sorted(tmp_path.iterdir()) == [path]


def test_rows_that_cannot_be_read_keep_their_order_and_cells():
    raw = b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\nz ,\xff\r\na,short\r\n"
    assert mended(Path("x.csv"), raw) == ",".join(COLUMNS).encode() + b"\nz ,\xff\na,short\n"


def test_a_row_that_needs_no_mending_keeps_its_bytes():
    header, one, other = SHIPPED.read_text(encoding="utf-8").splitlines()[:3]
    quoted = ",".join(f'"{cell}"' for cell in one.split(","))
    untidy = other.replace(",", " ,", 1)
    raw = f"{header}\n{untidy}\n{quoted}\n".encode()
    assert mended(Path("x.csv"), raw).decode() == f"{header}\n{quoted}\n{other}\n"


def test_a_file_changed_meanwhile_is_not_written_over(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(b"now")
    with pytest.raises(SourceError, match="changed by someone else"):
        replace_file(path, b"before", b"after")
    assert path.read_bytes() == b"now"
    assert sorted(tmp_path.iterdir()) == [path]


TEXTS = st.text(st.characters(exclude_characters="|\r\n\x00", exclude_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.lists(TEXTS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=6))
def test_mending_loses_no_cell_and_has_nothing_left_to_mend(rows):
    lines = [list(COLUMNS), *rows]
    raw = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in lines).encode()
    once = mended(Path("x.csv"), raw)
    assert mended(Path("x.csv"), once) == once
    read = list(csv.reader(once.decode().splitlines(keepends=True), strict=True))
    assert sorted(read[1:]) == sorted([cell.strip() for cell in row] for row in rows)
    assert list(changes(Path("x.csv"), once, once)) == []


# -------------------------------------------------------------------------------------------------- diff


def test_a_place_written_as_a_row_reads_as_the_same_place(shipped_gazetteer, tmp_path):
    path = tmp_path / "again.csv"
    lines = [",".join(COLUMNS), *map(csv_row, shipped_gazetteer.places)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read_gazetteer(path).places == shipped_gazetteer.places
    assert [tuple(cells_of(place)) for place in shipped_gazetteer.places[:1]] == [COLUMNS]


def test_differences_tell_rows_and_how_far_points_moved(edited, shipped_gazetteer):
    new = read_gazetteer(edited(("34.1187,71.0894", "34.2187,71.0894"), ("\npk-wana,Wana,", "\npk-wana-2,Wana,")))
    found = differences(shipped_gazetteer.places, new.places)
    assert [place.id for place in found.added] == ["pk-wana-2"]
    assert [place.id for place in found.removed] == ["pk-wana"]
    [change] = found.changed
    assert (change.after.id, list(change.cells)) == (TORKHAM, ["latitude"])
    assert change.moved_km == pytest.approx(11.09, abs=0.01)  # a tenth of a degree of latitude, on the ellipsoid
    assert not differences(new.places, new.places)
    assert {"torkham", "wana"} <= found.keys


@pytest.mark.parametrize(("km", "said"), [(0.08, "80 m"), (4.21, "4.2 km"), (99.7, "100 km"), (1234.5, "1,234 km")])
def test_distances_are_told_as_people_say_them(km, said):
    assert km_words(km) == said


def test_diff_tells_which_mentions_and_events_move_and_how_far(torkham, edited, news):
    new = edited(("34.1187,71.0894", "34.2187,71.0894"))
    done = torkham("gazetteer", "diff", new, "--articles", news)
    assert done.exit_code == 0
    assert "0 added, 0 removed, 1 changed" in done.stdout
    assert f"~ {TORKHAM}: Torkham border crossing: moved 11.1 km" in done.stdout
    assert f"{TORKHAM} moved 11.1 km" in done.stdout.split("mentions:")[1].split("events:")[0]
    assert f"{TORKHAM} moved 11.1 km" in done.stdout.split("events:")[1]


def test_diff_tells_names_that_find_or_lose_their_place(torkham, edited, news, shipped_gazetteer):
    row = "pk-zorkotai,Zorkotai,,,village,PK,Khyber Pakhtunkhwa,Bannu,32.99,70.6,5,,,,hand\n"
    new = edited(("\npk-wana,", f"\n{row}pk-wana,"))
    forth = torkham("gazetteer", "diff", SHIPPED, new, "--articles", news).stdout
    back = torkham("gazetteer", "diff", new, SHIPPED, "--articles", news).stdout
    assert "+ pk-zorkotai: Zorkotai, village" in forth
    assert re.search(r"Zorkotai: (resolved: nowhere → pk-zorkotai|now found|\S+ → pk-zorkotai)", forth)
    assert re.search(r"Zorkotai: (unresolved: pk-zorkotai → nowhere|found no more|pk-zorkotai → )", back)


def test_the_same_file_differs_in_nothing(torkham, news):
    done = torkham("gazetteer", "diff", SHIPPED, SHIPPED, "--articles", news)
    assert "no row differs" in done.stdout
    assert "mentions" not in done.stdout


def test_an_edit_that_no_article_knows_leaves_all_as_it_is(torkham, edited, news):
    done = torkham("gazetteer", "diff", edited(("\npk-wana,Wana,", "\npk-wana,Wanaa,")), "--articles", news)
    assert "1 compared, 0 read otherwise" in done.stdout


def test_diff_over_a_store(torkham, edited, news):
    torkham("ingest", "--quiet", "--store", "s.gpkg", news)
    done = torkham("gazetteer", "diff", edited(("34.1187,71.0894", "34.2187,71.0894")), "--store", "s.gpkg")
    assert "1 compared, 1 read otherwise" in done.stdout


def test_a_faulty_new_file_is_told_and_not_compared(torkham, edited, news):
    done = torkham("gazetteer", "diff", edited(("34.1187,71.0894", "71.0894,34.1187")), "--articles", news)
    assert done.exit_code == 1
    assert "look swapped" in done.stderr


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_of_a_diff_needs_nothing_else_and_runs_nothing(torkham, edited, tmp_path):
    evil = tmp_path / "evil.md"
    text = "<script>alert(1)</script> A bomb killed four people at the Torkham border crossing <img src=x onload=a()>."
    evil.write_text(text, encoding="utf-8")
    new = edited(("34.1187,71.0894", "34.2187,71.0894"))
    torkham("gazetteer", "diff", new, "--articles", evil, "--html", "out.html")
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    found = Tags(html)
    assert not {"script", "img", "link", "iframe"} & set(found.tags)
    assert not [name for name in found.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert "<script>alert(1)</script>" in "".join(found.words)
    assert "svg" in found.tags
    assert "sketch-leg" in html


# -------------------------------------------------------------------------------- unresolved and suggest


@pytest.fixture
def store(torkham, news):
    torkham("ingest", "--quiet", "--published", "2024-03-05", "--store", "torkham.gpkg", news)
    return "torkham.gpkg"


@pytest.fixture
def lost_store(making, make_store, shipped_gazetteer):
    text = "Shots were heard near Zorkot and Peshawur. Zorkot lies in Khost."
    article = Article("lost", text, published=date(2024, 3, 5))
    khost = making.location(article, "Khost", shipped_gazetteer.get("af-khost"))
    return make_store([making.reading(article, [khost], [], "Zorkot", "Peshawur")])


def test_unresolved_names_come_with_count_sentence_and_nearest_spellings(torkham, lost_store):
    done = torkham("gazetteer", "unresolved", "--store", lost_store)
    assert done.exit_code == 0
    assert re.search(r"^ +1 +Zorkot$", done.stdout, re.MULTILINE)
    assert "lost: Shots were heard near Zorkot" in done.stdout
    assert re.search(r"near: Zor ?[Kk]ot \d+ % \(af-zor-kot\)", done.stdout)
    assert "near: Peshawar 88 % (pk-peshawar" in done.stdout
    assert "and 1 more" in torkham("gazetteer", "unresolved", "--store", lost_store, "--limit", "1").stderr


def test_names_that_were_placed_by_what_stands_around_them_lack_a_row_too(torkham, store):
    done = torkham("gazetteer", "unresolved", "--store", store)
    assert re.search(r"^ +[12] +Zorkotai$", done.stdout, re.MULTILINE)
    assert "placed by what stands around it: pk-bannu" in done.stdout
    assert "Torkham" not in done.stdout.split("Zorkotai")[0]


def test_a_name_that_has_a_row_by_now_is_not_listed(torkham, store, edited):
    row = "pk-zorkotai,Zorkotai,,,village,PK,Khyber Pakhtunkhwa,Bannu,32.99,70.6,5,,,,hand\n"
    path = edited(("\npk-wana,", f"\n{row}pk-wana,"))
    done = torkham("gazetteer", "unresolved", "--store", store, "--gazetteer", path)
    assert "Zorkotai" not in done.stdout


@pytest.mark.parametrize("name", ["Tank", "tank district", "Bajaur Agency", "Lahore", "پېښور"])
def test_a_name_with_a_word_that_says_what_it_is_has_the_row_of_the_name(shipped_gazetteer, name):
    assert has_row(name, shipped_gazetteer)
    assert not has_row(f"Zork {name}", shipped_gazetteer)


def test_near_spellings_are_told_once_for_each_place(shipped_gazetteer):
    found = [spelling.places for spelling in nearest("Kuchlakh", shipped_gazetteer)]
    assert found[0][0].id == "pk-kuchlak"
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("name", "key"), [("Peshawur", "peshawar"), ("Miranshah", "miranshah"), ("Kandahaar", "kandahar")]
)
def test_the_nearest_spelling_is_found(shipped_gazetteer, name, key):
    assert nearest(name, shipped_gazetteer)[0].key == key


def test_a_name_like_no_other_has_no_nearest_spelling(shipped_gazetteer):
    assert nearest("Xqzxqzxqz", shipped_gazetteer) == ()


def test_a_suggestion_stands_where_the_articles_tell_of_the_name(shipped_gazetteer, making):
    text = "Police in Lahore said that the village of Zorkotai, Bannu, was attacked."
    article = Article("a", text)
    told = [making.location(article, "Lahore", shipped_gazetteer.get("pk-lahore")),
            making.location(article, "Bannu", shipped_gazetteer.get("pk-bannu-district"))]  # fmt: skip
    place = suggest("Zorkotai", shipped_gazetteer, [(article, told)]).place
    assert (place.id, place.kind.value, place.admin2, place.source) == ("pk-zorkotai", "village", "Bannu", "hand")
    assert place.radius_km >= 15


def test_suggest_prints_a_row_that_the_check_accepts(torkham, store, tmp_path):
    done = torkham("gazetteer", "suggest", "Zorkotai", "--header")
    header, row = done.stdout.splitlines()
    assert header == ",".join(COLUMNS)
    assert row.startswith("pk-zorkotai,Zorkotai,,,village,PK,Khyber Pakhtunkhwa,Bannu,")
    assert "because the articles tell of it beside Bannu" in done.stderr
    path = tmp_path / "more.csv"
    path.write_text(SHIPPED.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    places, problems = read_places(path)
    assert problems == []
    assert places[-1][1].id == "pk-zorkotai"
    assert torkham("gazetteer", "check", path).exit_code == 0


@pytest.mark.parametrize("near", ["pk-tank", "Tank"])
def test_what_a_maintainer_says_overrules_the_articles(torkham, store, near):
    done = torkham("gazetteer", "suggest", "Zorkotai", "--near", near)
    assert ",Khyber Pakhtunkhwa,Tank," in done.stdout


def test_a_name_that_nothing_places_is_told_and_no_row_is_made_up(torkham):
    done = torkham("gazetteer", "suggest", "Peshawur")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "is it only another spelling of pk-peshawar" in done.stderr
    assert "--near" in done.stderr


def test_without_a_network_online_says_so(torkham, monkeypatch, tmp_path):
    from geopy.exc import GeocoderUnavailable
    from geopy.geocoders import Nominatim, Photon

    def fail(self, *_, **__):
        raise GeocoderUnavailable("no route to host")

    for service in (Nominatim, Photon):
        monkeypatch.setattr(service, "geocode", fail)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    done = torkham("gazetteer", "suggest", "Zorkotai", "--near", "Bannu", "--online")
    assert done.exit_code == 1
    assert "is there a network?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["check", "diff", "unresolved", "suggest"])
def test_every_verb_has_help_with_an_example(torkham, verb):
    assert f"torkham gazetteer {verb}" in torkham("gazetteer", verb, "--help").stdout
