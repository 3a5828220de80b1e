"""What QGIS, GDAL and geopandas see: tidy layers and plain tables, also while the service writes."""

import shutil
import subprocess
import sys

import pytest
from store.samples import KABUL, KHOST, PESHAWAR, event, fill, reading

from geo.model import EventType
from geo.store import ROW, open_store

geopandas = pytest.importorskip("geopandas")
pyogrio = pytest.importorskip("pyogrio")
LAYERS = ["incidents", "diplomacy", "places"]
TABLES = ["articles", "mentions", "event_places", "actors", "reports"]


@pytest.fixture
def kept(path):
    with open_store(path) as store:
        fill(store)
        store.put(reading("a3", places=(PESHAWAR, KABUL)), ())
    return path


def test_only_the_layers_and_the_plain_tables_are_listed(kept):
    listed = pyogrio.list_layers(kept)
    assert [name for name, _ in listed] == LAYERS + TABLES
    assert [kind for _, kind in listed] == ["Point"] * 3 + [None] * 5


def test_debian_s_ogrinfo_lists_the_same(kept):
    if not (ogrinfo := shutil.which("ogrinfo")):
        pytest.skip("no ogrinfo found; install it (apt install gdal-bin)")
    done = subprocess.run([ogrinfo, "-ro", kept], capture_output=True, text=True, check=True)
    listed = [line.split()[1] for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert (listed, done.stderr) == (LAYERS + TABLES, "")
    whole = subprocess.run([ogrinfo, "-ro", "-al", kept], capture_output=True, text=True, check=True)
    assert (whole.stdout.count("OGRFeature(incidents)"), whole.stderr) == (5, "")


def test_layers_open_with_their_columns_types_and_system(kept):
    incidents = geopandas.read_file(kept, layer="incidents")
    assert list(incidents.columns) == [*(name for name in ROW if name != "layer"), "geometry"]
    assert incidents.crs == "EPSG:4326"
    bomb = incidents[incidents.id == "bomb"].iloc[0]
    assert (bomb.geometry.x, bomb.geometry.y, bomb.fatalities_best) == (71.579, 34.008, 2)
    assert bomb.date_start.isoformat() == "2024-01-01T00:00:00"
    assert bomb.is_aggregate == False  # noqa: E712 it is numpy's
    assert incidents[incidents.id == "vague"].iloc[0].geometry is None
    assert len(geopandas.read_file(kept, layer="diplomacy")) == 1
    assert set(geopandas.read_file(kept, layer="places").id) == {
        PESHAWAR.id, KABUL.id, KHOST.id, "pk"}


def test_a_layer_is_read_by_box_and_condition(kept):
    assert list(geopandas.read_file(kept, layer="incidents", bbox=(71, 33.9, 72, 34.1)).id) == ["bomb"]
    found = geopandas.read_file(kept, layer="incidents", where="date_start < '2023-06-01'")
    assert sorted(found.id) == ["month", "since"]


@pytest.mark.parametrize("table", TABLES)
def test_plain_tables_open_as_they_are(kept, table):
    found = geopandas.read_file(kept, layer=table)
    assert len(found)
    assert "geometry" not in found.columns


READER = """
import sys, pyogrio
for line in sys.stdin:
    print(*(len(pyogrio.read_dataframe(sys.argv[1], layer=name)) for name in line.split()), flush=True)
"""


def test_layers_are_read_by_another_program_while_the_service_writes(kept):
    """In a process of its own: two copies of SQLite in one process take each other's locks away (sqlite.org)."""
    reader = subprocess.Popen([sys.executable, "-W", "ignore", "-c", READER, kept], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    with open_store(kept) as store, reader:
        for n in range(1, 6):
            key = f"later{n}"
            store.put(reading(key), [event(f"new{n}", articles=(key,)),
                                     event(f"talks{n}", (KABUL,), (key,), type=EventType.CONSULT)])
            reader.stdin.write("incidents diplomacy places articles\n")
            reader.stdin.flush()
            assert reader.stdout.readline().split() == [str(5 + n), str(1 + n), "4", str(3 + n)]
        reader.stdin.close()
        assert reader.wait(20) == 0
        assert store.check() == []
        assert store.count() == 16
