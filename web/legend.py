"""What the types of events are called, explained and drawn as: read from legend.csv, which editors may change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from geo.errors import DataError
from geo.model import EVENT_TYPES, EventType, Layer, Problem
from geo.tables import read_table
from web.languages import Phrases, gettext, phrase

COLUMNS = ("code", "layer", "group", "label", "shape", "token", "explanation")
LAYER_LABELS = Phrases({Layer.INCIDENT: phrase("Incidents"), Layer.DIPLOMACY: phrase("Diplomacy")})
REGION = (60.0, 23.2, 78.6, 39.2)  # west, south, east, north: what the map calls the region
_PATH = Path(__file__).with_name("legend.csv")


@dataclass(frozen=True, slots=True)
class Entry:
    """How one type, or one family of types, is called, explained and drawn."""

    code: str
    layer: str
    group: str
    label: str
    shape: str
    token: str
    explanation: str

    def worded(self) -> Entry:
        """Return the entry in the language that is spoken."""
        return replace(self, label=gettext(self.label), explanation=gettext(self.explanation))


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries by code; a type's symbol is its family's."""

    entries: dict[str, Entry]

    def type(self, event_type: EventType) -> Entry:
        """Return the entry of a type itself."""
        return self.entries[event_type.code].worded()

    def family(self, event_type: EventType) -> Entry:
        """Return the entry that gives a type its symbol: the ACLED event type, or the PLOVER type."""
        return self.entries[event_type.family].worded()

    def layers(self) -> list[dict[str, object]]:
        """Return the map's layers with their families, in the order of the standards, as plain JSON values."""
        found: list[dict[str, object]] = []
        for layer in Layer:
            codes = dict.fromkeys(some.family for some in EventType if some.layer is layer)
            families = [self._family(self.entries[code].worded()) for code in codes]
            found.append({"layer": str(layer), "label": LAYER_LABELS[layer], "families": families})
        return found

    def _family(self, entry: Entry) -> dict[str, object]:
        subs = [self.entries[kind.code].worded() for kind in EventType if kind.family == entry.code != kind.code]
        told = [{"code": sub.code, "label": sub.label, "explanation": sub.explanation} for sub in subs]
        return {"code": entry.code, "label": entry.label, "group": entry.group and gettext(entry.group),
                "color_token": entry.token, "shape": entry.shape, "explanation": entry.explanation, "subs": told}


@cache
def read_legend(path: Path = _PATH) -> Legend:
    """Return the legend. Raises DataError with every fault, SourceError if the file is missing."""
    rows, problems = read_table(path, COLUMNS)
    entries = {row["code"]: Entry(**row.cells) for row in rows}
    wanted = {*EVENT_TYPES, *(some.family for some in EventType)}
    missing = sorted(wanted - {*entries})
    problems += [Problem(str(path), 1, "code", code, f"no line explains {code!r}") for code in missing]
    if problems:
        raise DataError(problems)
    return Legend(entries)
