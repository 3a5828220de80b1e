"""Events as KML 2.2 for Google Earth and its like: a folder a layer, points with their time; text is always escaped.

KML has no place for lists, so that the columns of lists are left out: read it, but do not import from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from geo.exchange.columns import KINDS, Cell
from geo.exchange.geojson import NOTE
from geo.exchange.record import Articles, flat_record
from geo.model import Event

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that XML 1.0 forbids
_FIELDS = {Cell.TEXT: "string", Cell.WHOLE: "int", Cell.NUMBER: "double", Cell.FLAG: "bool", Cell.DAY: "string"}
_SHOWN = tuple(name for name, kind in KINDS.items() if kind in _FIELDS and name not in ("lat", "lon", "title"))
_STYLES = {"incident": "ff3c4ad4", "diplomacy": "ffb0752c"}  # aabbggrr, as KML has it


def kml_lines(events: Iterable[Event], articles: Articles) -> Iterator[str]:
    """Yield events as they come, a Placemark a line; one without a place has no point."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
    yield f"<name>Torkham events</name>\n<description>{_text(NOTE)}</description>\n"
    for layer, colour in _STYLES.items():
        yield f"<Style id={quoteattr(layer)}><IconStyle><color>{colour}</color></IconStyle></Style>\n"
    fields = (f"<SimpleField name={quoteattr(name)} type={quoteattr(_FIELDS[KINDS[name]])}/>" for name in _SHOWN)
    yield f'<Schema id="event" name="event">{"".join(fields)}</Schema>\n'
    for event in events:
        yield _placemark(flat_record(event, articles)) + "\n"
    yield "</Document>\n</kml>\n"


def _placemark(row: dict[str, Any]) -> str:
    data = "".join(f"<SimpleData name={quoteattr(name)}>{_text(row[name])}</SimpleData>"
                   for name in _SHOWN if row[name] is not None)
    words = "\n".join(one["text"] for one in row["evidence"] if "text" in one)
    parts = [
        f"<name>{_text(row['title'])}</name>",
        f"<description>{_text(escape(words))}</description>" if words else "",  # a balloon takes it for HTML
        _time(row["date_start"], row["date_end"]),
        f"<styleUrl>#{row['layer']}</styleUrl>",
        f'<ExtendedData><SchemaData schemaUrl="#event">{data}</SchemaData></ExtendedData>',
        "" if row["lon"] is None else f"<Point><coordinates>{row['lon']},{row['lat']}</coordinates></Point>",
    ]
    return f"<Placemark>{''.join(parts)}</Placemark>"


def _time(start: str | None, end: str | None) -> str:
    begin = f"<begin>{start}</begin>" if start else ""
    until = f"<end>{end}</end>" if end else ""
    return f"<TimeSpan>{begin}{until}</TimeSpan>" if begin or until else ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_NO_XML.sub("\ufffd", str(value)))
