"""geo.open: a store asked from a notebook, its events as a GeoDataFrame with typed columns."""

from datetime import date
from inspect import signature
from pathlib import Path

import pytest

import geo
from geo.errors import BadQuery, SourceError, StoreError
from geo.exchange import COLUMNS
from geo.store import WORDS

pytest.importorskip("geopandas")
import pandas as pd


@pytest.fixture
def opened(small_store):
    with geo.open(small_store) as notebook:
        yield notebook


def test_events_are_a_frame_of_points_in_wgs_84_indexed_by_id(opened):
    frame = opened.events()
    assert (frame.index.name, len(frame), frame.crs.to_epsg()) == ("id", 5, 4326)
    assert list(frame.columns) == [name for name in COLUMNS if name != "id"] + ["geometry"]
    mosque = frame.loc["e-mosque"]
    assert (round(mosque.geometry.x, 1), round(mosque.geometry.y, 1)) == (71.6, 34.0)
    assert mosque["sources"] == "The Frontier Post; Wire"
    assert mosque["evidence"][0]["text"].startswith("A suicide bomber")


def test_columns_have_the_types_of_what_they_hold(opened):
    frame = opened.events()
    assert frame["date_start"].dtype == "datetime64[s]"
    assert frame["fatalities_best"].dtype == "Int64"
    assert (frame["is_aggregate"].dtype, frame["lat"].dtype) == (bool, float)
    assert isinstance(frame["type"].dtype, pd.CategoricalDtype)
    assert frame.loc["e-mosque", "date_start"] == pd.Timestamp(2023, 1, 30)


def test_an_event_without_a_place_has_no_geometry(opened):
    frame = opened.events()
    assert list(frame.geometry.isna()) == list(frame["lat"].isna())
    assert frame.geometry.isna().any()


@pytest.mark.parametrize(
    "words",
    [
        {"layer": "incident"}, {"country": ["PK", "AF"]}, {"bbox": (71, 33, 72, 35)}, {"bbox": "71,33,72,35"},
        {"datetime": "2023-01-30"}, {"datetime": date(2023, 1, 30)}, {"datetime": (date(2023, 1, 1), None)},
        {"datetime": (None, "2023-12-31")}, {"source": "The Frontier Post"}, {"q": "mosque"}, {"limit": 1},
        {"source": ['no, such "publisher"']}, {"layer": None}, {"near_border_km": 100},
    ],
)  # fmt: skip
def test_words_are_those_of_the_command_line_and_may_be_python_s_own_values(opened, words):
    frame = opened.events(**words)
    assert len(frame) == min(opened.count(**words), words.get("limit", 99))
    if "mosque" in str(words) or "bbox" in words:
        assert list(frame.index) == ["e-mosque"]


def test_a_word_or_value_that_cannot_be_read_is_named(opened):
    with pytest.raises(BadQuery, match="contry"):
        opened.events(contry="PK")
    with pytest.raises(BadQuery, match="'incidents' is not known"):
        opened.events(layer="incidents")


def test_nothing_found_is_an_empty_frame_of_the_same_shape(opened):
    frame = opened.events(source="nobody")
    assert (len(frame), frame.crs.to_epsg(), frame["date_start"].dtype) == (0, 4326, "datetime64[s]")


def test_a_notebook_completes_the_words(opened):
    assert list(signature(opened.events).parameters) == list(WORDS)


def test_a_store_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StoreError, match="nowhere"):
        geo.open(tmp_path / "nowhere.gpkg")
    assert list(Path(tmp_path).iterdir()) == []


def test_without_geopandas_one_line_says_how_to_get_it(opened, monkeypatch):
    monkeypatch.setattr("geo.exchange.needs.are_there", lambda *names: False)
    with pytest.raises(SourceError, match=r"pip install 'torkham\[geo\]'"):
        opened.events()


def test_a_notebook_shows_what_it_is(opened):
    assert repr(opened).startswith("<5 events of ")
