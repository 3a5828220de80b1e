"""Pages for people: written on the server, whole without JavaScript."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from geo.exchange import FORMATS, standing
from geo.gazetteer.suggestions import nearest
from geo.model import Event, Kind, Mention, Place, Reading, Use
from web import wording
from web.assets import JOINED, shelf
from web.languages import country_name, gettext, languages, spoken
from web.legend import read_legend
from web.marking import Run, Span, paragraphs, runs
from web.shapes import event_details, native_name, plain_name, urdu_name
from web.upkeep import move_map, place_card, row_words
from web.world import find_places, no_words_but, world

pages = Blueprint("pages", __name__)
FIRST_URLS = {"events": "/api/events", "labels": "/api/labels?rank=3"}  # what the first view shows, asked at once


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a stretch of an article: a place name by its use, a trigger, or the passage of an event."""

    kind: str  # mention, trigger or passage
    use: str = ""  # of a mention; "lost" for a name without a place
    event_id: str = ""
    number: int = 0  # of the event in the list beside the text


@pages.app_context_processor
def _words() -> dict[str, Any]:
    language = spoken()
    return {
        "wording": wording,
        "legend": read_legend(),
        "attribution": wording.ATTRIBUTION,
        "language": language,
        "languages": languages(),
        "phrases_url": shelf().phrases_url(language.code),
        "called": _called,
        "area": _area,
        "country": _country,
        "sentence": lambda text: wording.capitalised(text) + gettext("."),
    }


@pages.get("/")
def map_page() -> str:
    """Return the map; the page's own script reads the query words in the address."""
    return _map_page()


@pages.get("/embed")
def embedded_map() -> str:
    """Return the map for a frame: no panels, and a link to the whole page. Who may hold it, EMBED_HOSTS says."""
    return _map_page(is_embedded=True)


def _map_page(*, is_embedded: bool = False) -> str:
    summary = world().summary()
    latest = [
        {"id": event.id, "title": event.title, "when": wording.event_when(event), "place": _place_name(event)}
        for event in summary.latest
    ]
    return render_template(
        "map.html",
        map_id="map_torkham",
        events=latest,
        count=summary.events,
        summary=summary,
        is_embedded=is_embedded,
        modules=shelf().modules(),
        first=first_view(),
    )


def first_view() -> list[str]:
    """Return the addresses that the map page asks for at once."""
    return [_all_events(), FIRST_URLS["labels"], shelf().basemap_urls()["first"]]


@pages.get("/map.js")
def map_script() -> Response:
    """Return the module that makes the map, as Folium writes it. It holds constants of the service and no data."""
    from web.maps import shell  # Folium takes a while to import; pages and the API do without it

    text = shell.map_script(shell.page_map(map_config()), shelf().url(JOINED))
    return Response(text, content_type="text/javascript; charset=utf-8")


def map_config() -> dict[str, Any]:
    """Return what the map page's own script is told: addresses, the legend, credits, formats, settings."""
    forms = [form for form in FORMATS.values() if form.is_there]
    return {
        "urls": {
            **FIRST_URLS,
            "all_events": _all_events(),
            "all_labels": "/api/labels",
            "places": "/api/places",
            "matches": "/api/matches",
            "version": "/api/version",
            "export": "/export/events",
            "event_page": "/events/",
            "article_page": "/articles/",
            "basemap": shelf().basemap_urls(),
        },
        "layers": read_legend().layers(),
        "attribution": list(wording.ATTRIBUTION),
        "sources": list(wording.SOURCES),
        "forms": [{"form": form.ending, "name": form.title, "about": gettext(form.about)} for form in forms],
        "grounds": [asdict(ground) for ground in current_app.extensions["torkham.policy"].grounds],
        "most_listed": current_app.config["MAX_LISTED"],
        "refresh_s": current_app.config["REFRESH_S"],
    }


@pages.get("/events/<event_id>")
def event_page(event_id: str) -> str | AnyResponse:
    """Return one event with all its evidence; the id of a merged report leads to the event it became part of."""
    here = world()
    event = here.store.event(event_id)
    if event.id != event_id:
        return redirect(url_for("pages.event_page", event_id=event.id), 301)
    reports = event_details(event, here.articles_of(event), **here.context())["reports"]
    for report, told in zip(reports, event.reports, strict=True):
        report["toll"] = wording.toll_words(told)
        report["runs"] = runs(report["text"], [Span(m["start"], m["end"], m["kind"]) for m in report["marks"]])
    return render_template(
        "event.html",
        event=event,
        standing=standing(event),
        reports=reports,
        border_km=here.border_km,
    )


@pages.get("/articles/<path:article_id>")
def article_page(article_id: str) -> str:
    """Return an article's text with its place names and the passages of its events marked."""
    here = world()
    reading = here.store.reading(article_id)
    if reading.article.is_dataset:
        summary = next(one for one in here.store.articles() if one.id == article_id)
        return render_template("dataset.html", dataset=reading.article, summary=summary)
    placed = {location.mention for location in reading.locations}
    return render_template(
        "article.html",
        article=reading.article,
        reading=reading,
        paragraphs=paragraphs(reading.article.text, _article_spans(reading)),
        uses=[use for use in Use if any(mention.use is use for mention in reading.mentions)],
        unplaced=sum(_is_lost(mention, placed) for mention in reading.mentions),
        outer=_outer,
        place_name=_place_name,
    )


@pages.get("/sources")
def sources() -> str:
    """Return what has been read."""
    every = world().store.articles()
    return render_template(
        "sources.html",
        articles=[one for one in every if not one.is_dataset],
        datasets=[one for one in every if one.is_dataset],
        forms=[form for form in FORMATS.values() if form.is_there],
        summary=world().summary(),
    )


@pages.get("/gazetteer")
def gazetteer() -> str:
    """Return the state of the gazetteer for those who edit it: faults, names without a place, and a search."""
    no_words_but(request.args, "q", "lang")
    here, limits = world(), current_app.config
    asked = request.args.get("q", "").strip()
    found = find_places(here, asked, limits["MAX_PLACES"]) if asked else []
    served = here.served
    state, problems = served.state, served.problems
    kinds = Counter(place.kind for place in state.value.places)
    return render_template(
        "gazetteer.html",
        asked=asked,
        cards=[place_card(here, place, count, number) for number, (place, count) in enumerate(found)],
        near=nearest(asked, state.value) if asked and not found else (),
        row_words=row_words,
        move_map=partial(move_map, here),
        rows=len(state.value),
        state=state,
        pending=served.pending_difference,
        edit=served.last_edit,
        delay=served.delay,
        kinds={kind: kinds[kind] for kind in Kind if kinds[kind]},
        problems=problems,
        shown_problems=problems[: limits["MAX_PROBLEMS"]],
        unresolved=here.unresolved(limits["MAX_UNRESOLVED"]),
        path=served.path.name,
        worlds=[world.name for world in served.worlds],
    )


def _all_events() -> str:
    """Return where the map gets all its events: few as they are, many as columns, of too many an overview."""
    limits, held = current_app.config, world().summary().events
    if held > limits["MAX_COLUMNS"]:
        return "/api/overview"
    return "/api/columns" if held > limits["MANY_EVENTS"] else FIRST_URLS["events"]


def _place_name(event: Event) -> str:
    main = event.main_place
    return _called(main.location.place)[0] if main else ""


def _called(place: Place) -> tuple[str, str | None]:
    """Return what a place is called in the reader's script, and in the other, if it has a name there."""
    latin = plain_name(place)
    if spoken().direction == "ltr":
        return latin, native_name(place)
    own = urdu_name(place)
    return (own, latin) if own else (latin, None)


def _area(place: Place, level: str) -> str:
    """Return what the province (admin1) or district (admin2) that holds a place is called."""
    name: str = getattr(place, level)
    if not name or spoken().direction == "ltr":
        return name
    kind = Kind.PROVINCE if level == "admin1" else Kind.DISTRICT
    held = (one for one in world().gazetteer.candidates(name) if one.kind is kind and one.country == place.country)
    return next((_called(one)[0] for one in held), name)


def _country(code: str) -> str:
    """Return what a country is called, by its ISO 3166-1 alpha-2 code."""
    return country_name(code, world().countries.get(code, code))


def _is_lost(mention: Mention, placed: set[Mention]) -> bool:
    """Return whether a name should have a place and has none; names inside other names need none."""
    return mention not in placed and mention.use is not Use.ORGANISATION


def _article_spans(reading: Reading) -> list[Span[Mark]]:
    places = {location.mention for location in reading.locations}
    spans = [
        Span(m.start, m.end, Mark("mention", use="lost" if _is_lost(m, places) else str(m.use)))
        for m in reading.mentions
    ]
    for number, event in enumerate(reading.events, 1):
        for report in event.reports:
            if report.article_id == reading.article.id:
                spans.append(Span(report.start, report.end, Mark("passage", event_id=event.id, number=number)))
                if report.trigger:
                    spans.append(Span(*report.trigger, Mark("trigger")))
    return spans


def _outer(run: Run[Mark]) -> dict[str, Any]:
    """Return what a stretch is, for its markup: in a passage or not, a trigger or not, and which mention."""
    kinds = {mark.kind for mark in run.marks}
    mention = next((mark for mark in run.marks if mark.kind == "mention"), None)
    return {"passage": "passage" in kinds, "trigger": "trigger" in kinds, "mention": mention}
