"""What goes on without conflict tells of none, however warlike its words; what is news in such a text is heard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.coding.news import events_of, place_of

QUIET = (Path(__file__).parent / "quiet.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", QUIET, ids=lambda text: text.split(" // ")[0])
def test_a_quiet_article_tells_of_no_event(text):
    single = [event for event in events_of(text.replace(" // ", "\n\n")) if not event.is_aggregate]
    assert not [event.title for event in single if event.main_place]


def test_news_within_a_quiet_article_is_heard():
    text = """Melon prices fall in Kandahar

KANDAHAR — Melons, grapes and pomegranates are cheaper than ever in Kandahar because exporters cannot sell them abroad.
Growers complain of rotting fruit, and wholesalers of unsold crates. The crossing at Spin Boldak was closed on May 6.
A kilo of melons fetches 20 afghanis. On Tuesday the army shelled a village near Spin Boldak, killing two farmers."""
    told = {(event.type.code, place_of(event)) for event in events_of(text)}
    assert {code for code, _ in told} == {"Other", "Shelling/artillery/missile attack"}
    assert {place for _, place in told} == {"af-spin-boldak"}


def test_what_has_a_date_in_a_text_without_days_is_heard():
    text = """At the last post before the pass

The fort above Landi Kotal has a cook, a flag and a dog. Soldiers play cards in it when the gate is closed. Old men in
the village recall raids and truces without number, and which of their uncles was shot in which. A stone at the door
names eleven soldiers who were killed in an ambush near Landi Kotal in August 2008. The dog barks at
whoever comes up from the Afghan side, and the cook, who is from Swat, throws it what the colonel leaves."""
    assert [(event.type.code, event.when.start) for event in events_of(text)] == [("Armed clash", date(2008, 8, 1))]


def test_without_a_day_of_publication_nothing_is_missed_for_want_of_days():
    text = "A bomb went off in Quetta and killed four policemen. " + "The officials gave no further word of it. " * 12
    assert [place_of(event) for event in events_of(text, None)] == ["pk-quetta"]
