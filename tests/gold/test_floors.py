"""What is read must not get worse: floors under the figures of annotated articles, a little below what was measured."""

from pathlib import Path

import pytest

from geo.pipeline import load_knowledge, read
from geo.scoring import read_gold, score
from geo.shipped import data_folder

HERE = Path(__file__).parent
FLOORS = {  # README.md: even numbers were read while building, odd numbers are kept aside
    "even": (0, {"mentions": 0.98, "mentions at their place": 0.96, "events": 0.85}),
    "odd": (1, {"mentions": 0.97, "mentions at their place": 0.95, "events": 0.55}),
}


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(data_folder())


@pytest.mark.parametrize(("rest", "floors"), FLOORS.values(), ids=FLOORS)
def test_figures_stand_on_their_floors(knowledge, rest, floors):
    gold = [one for one in read_gold(HERE) if int(one.article.id) % 2 == rest]
    figures = score((one, read(one.article, knowledge)) for one in gold)
    low = {name: round(figures[name].f1, 3) for name, floor in floors.items() if figures[name].f1 < floor}
    assert not low


@pytest.mark.parametrize(("rest", "most"), [(0, 0), (1, 6)], ids=FLOORS)  # the 6 stand in one text made of traps
def test_articles_without_events_give_next_to_none(knowledge, rest, most):
    quiet = [one for one in read_gold(HERE) if not one.events and int(one.article.id) % 2 == rest]
    told = [event.title for one in quiet for event in read(one.article, knowledge).events if event.main_place]
    assert quiet
    assert len(told) <= most, told
