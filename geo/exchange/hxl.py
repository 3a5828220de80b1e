"""Events as CSV with a row of HXL tags (HXL 1.1) under the header, for humanitarian tools; and tags as our words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geo.exchange.claims import WORDS
from geo.exchange.record import Articles, flat_record, joined, passage
from geo.exchange.tables import table_lines
from geo.model import Event

TAGS = {
    "id": "#event+id", "layer": "#event+category", "type": "#event+type", "sub_type": "#event+type+sub",
    "title": "#event+name", "description": "#description", "date_start": "#date+start", "date_end": "#date+end",
    "date_precision": "#date+precision", "status": "#status", "is_aggregate": "#indicator+aggregate+bool",
    "country": "#country+code+v_iso2", "admin1": "#adm1+name", "admin2": "#adm2+name", "place_name": "#loc+name",
    "kind": "#loc+type", "lat": "#geo+lat", "lon": "#geo+lon", "radius_km": "#geo+radius+km",
    "geo_precision": "#geo+precision", "initiators": "#group+name+initiator", "targets": "#group+name+target",
    "parties": "#group+name+party", "fatalities_low": "#affected+killed+min", "fatalities_best": "#affected+killed",
    "fatalities_high": "#affected+killed+max", "injuries_low": "#affected+injured+min",
    "injuries_best": "#affected+injured", "injuries_high": "#affected+injured+max",
    "sources": "#meta+source", "licences": "#meta+license", "urls": "#meta+url",
}  # fmt: skip
_ALSO = {  # tags of others, as HDX publishes them
    "#meta+id": "id", "#event": "title", "#event+code": "type", "#date": "date_start", "#date+occurred": "date_start",
    "#country+code": "country", "#country+name": "country", "#loc": "place_name", "#group+name+first": "parties",
    "#group+name+second": "parties", "#meta+source": "text", "#description": "text",
    "#meta+url": "url",
}  # fmt: skip
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)


def hxl_lines(events: Iterable[Event], articles: Articles) -> Iterator[str]:
    """Yield a CSV file of events with a header and a row of tags."""
    rows = (
        flat_record(event, articles)
        | {"description": joined(passage(one, articles.get(one.article_id)) for one in event.reports)}
        for event in events
    )
    return table_lines(tuple(TAGS), rows, second=TAGS)


def is_tags(cells: Sequence[str]) -> bool:
    """Return whether a row is HXL's row of tags: all cells are tags or empty, and some are tags."""
    told = [cell.strip() for cell in cells if cell.strip()]
    return bool(told) and all(_TAG.fullmatch(cell) for cell in told)


def tagged_words(columns: Sequence[str], tags: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the columns that stand for each of our words, as the tags say."""
    ours = {_plain(tag): word for tag, word in _ALSO.items()}
    ours |= {_plain(tag): word for word, tag in TAGS.items() if word in WORDS}
    words: dict[str, tuple[str, ...]] = {}
    for column, tag in zip(columns, tags, strict=False):
        if word := ours.get(_plain(tag)):
            words[word] = (*words.get(word, ()), column)
    return words


def _plain(tag: str) -> tuple[str, ...]:
    """Return a tag as its hashtag and its attributes in order of the alphabet: their order says nothing."""
    first, *attributes = (part.strip().casefold() for part in tag.split("+"))
    return (first, *sorted(attributes))
