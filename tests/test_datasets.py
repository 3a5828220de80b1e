"""Data sets on the pages: an imported event shows its row and its licence, and never an article that is none."""

import html
import re
from datetime import date

import pytest

from geo.exchange.claims import Dataset
from geo.model import (
    Actor,
    ActorRole,
    Basis,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Location,
    Mention,
    Place,
    Report,
    Role,
    Status,
    When,
)
from geo.store import open_store


def words_of(page):
    """Return the text of a page, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@pytest.fixture(scope="module")
def imported(make_app, small_store, tmp_path_factory):
    """The application after a data set was imported beside its articles."""
    path = tmp_path_factory.mktemp("imported") / "s.gpkg"
    with open_store(small_store) as store:
        store.backup(path)
    app = make_app(STORE=str(path))
    source = Dataset("ged", "A set of events", "GED", "https://example.org/ged", "CC-BY-4.0").article
    place = Place("ged:1", "Wana", (), (), Kind.TOWN, "PK", "Khyber Pakhtunkhwa", "South Waziristan", 32.3, 69.57, 25,
                  precision=2)  # fmt: skip
    location = Location(Mention("ged", 0, 0, "Wana town"), place, 1.0, ("GED where_prec 2",))
    day = When(date(2019, 3, 1), date(2019, 3, 1), DatePrecision.DAY, DateBasis.EXPLICIT)
    report = Report("ged", 0, 0, record="900001", note="A raid {{7*7}}\ndeaths_a: 1", url="javascript:alert(1)")
    event = Event(
        "ged:900001", EventType.ARMED_CLASH, "A – B, Wana", day, Status.HAPPENED, False,
        (EventPlace(Role.LOCATION, location, Basis.GIVEN),),
        (Actor("A", ActorRole.PARTY), Actor("B", ActorRole.PARTY)), None, None, (report,),
        why=("as GED codes it", "type 1 stands here as Armed clash: GED does not tell the means"),
    )  # fmt: skip
    with app.app_context():
        app.extensions["torkham.world"].store.put_events(source, [event])
    return app.test_client()


def test_an_imported_event_shows_its_row_its_data_set_and_its_licence_and_no_article(imported):
    answer = imported.get("/events/ged:900001").text
    found = words_of(answer)
    for words in ("A raid {{7*7}}", "deaths_a: 1", "Row 900001 of a data set", "A set of events", "Licence: CC-BY-4.0",
                  "Type 1 stands here as Armed clash: GED does not tell the means.", "The row",
                  "Given so by: GED where_prec 2", "does not say who acted", "surroundings of a town"):  # fmt: skip
        assert words in found
    assert "javascript:" not in answer
    assert 'href="/articles/ged"' in answer
    assert "words that decided the type" not in found
    details = imported.get("/api/events/ged:900001").json
    assert details["standing"] == "type 1 stands here as Armed clash: GED does not tell the means"
    told = details["reports"][0]
    assert (told["is_dataset"], told["licence"], told["record"]) == (True, "CC-BY-4.0", "900001")
    assert (told["text"], told["url"]) == ("A raid {{7*7}}\ndeaths_a: 1", "https://example.org/ged")


def test_a_data_set_has_a_page_and_stands_apart_from_articles(imported):
    answer = imported.get("/articles/ged").text
    found = words_of(answer)
    for words in ("1 event is from this data set", "There is no article to read", "CC-BY-4.0"):
        assert words in found
    assert 'href="/?source=GED"' in answer
    answer = imported.get("/sources").text
    sources = words_of(answer)
    assert "3 articles have been read. 1 data set has been imported." in sources
    assert sources.index("A set of events") < sources.index("Mosque attack in Peshawar")
    assert all(f'href="/export/events.{ending}"' in answer for ending in ("csv", "gpkg", "hxl.csv"))


def test_imported_events_are_asked_for_by_their_source(imported):
    listed = imported.get("/api/events?source=GED").json["events"]
    assert [(event["id"], event["sources"]) for event in listed] == [("ged:900001", ["GED"])]
    assert listed[0]["place"]["geo_precision"] == 2


def test_the_map_says_how_many_articles_and_data_sets_it_draws_on(imported):
    assert 'data-articles="3" data-sets="1"' in imported.get("/").text


def test_the_map_credits_every_data_set_with_its_licence(imported):
    page = imported.get("/").text
    assert "Events: GED, CC-BY-4.0" in words_of(page)
    assert 'data-sets="[&#34;Events: GED, CC-BY-4.0&#34;]"' in page
