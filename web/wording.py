"""What the pages say of dates, places, numbers and doubt, in plain English."""

from __future__ import annotations

import calendar
from datetime import date

from geo.model import (
    ActorRole,
    Basis,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    Kind,
    Report,
    Role,
    Status,
    Use,
    When,
)

UNNAMED = "Publisher not named"  # also as a value of the query word `source`; the map says the same
ATTRIBUTION = (
    "Contains data from GeoNames (geonames.org), CC BY 4.0, modified",
    "Made with Natural Earth",
    "Administrative boundaries of Pakistan: OCHA COD-AB (World Food Programme), via HDX, CC BY 3.0 IGO",
    "Administrative boundaries of Afghanistan: Who’s On First (whosonfirst.org/docs/licenses)",
    "Country names: Unicode CLDR, © Unicode, Inc.",
    "Points of some villages: UCDP Georeferenced Event Dataset (Sundberg and Melander 2013), CC BY 4.0",
)
SOURCES = ("GeoNames", "Natural Earth", "OCHA", "Who’s On First", "Unicode CLDR", "UCDP")  # of ATTRIBUTION, in short
STATUS = {
    Status.HAPPENED: "Reported as having happened.",
    Status.ONGOING: "Reported as still going on.",
    Status.PLANNED: "Announced or planned; not reported as done.",
    Status.ALLEGED: "Alleged by one side; not told as a fact.",
    Status.DENIED: "Reported together with a denial.",
    Status.CANCELLED: "Announced, then called off.",
}
DATE_BASIS = {
    DateBasis.EXPLICIT: "the source gives the date",
    DateBasis.RELATIVE: "reckoned from words such as “last month” and the day of publication",
    DateBasis.PUBLICATION: "the text gives no date; the day of publication stands in",
}
PLACE_BASIS = {
    Basis.NAMED: "named in the sentence",
    Basis.CARRIED: "named earlier in the article, or in its dateline",
    Basis.SEAT: "the seat of the speaker’s government",
    Basis.GIVEN: "given by the row of the data set",
}
ACTOR_ROLE = {
    ActorRole.INITIATOR: "initiator",
    ActorRole.TARGET: "target",
    ActorRole.PARTY: "a side; the source does not say who acted",
}
ROLE = {Role.LOCATION: "Where", Role.VENUE: "Venue", Role.ORIGIN: "From", Role.TARGET: "Target"}
USE = {
    Use.LITERAL: "a place",
    Use.METONYM: "stands for a government",
    Use.DEMONYM: "a people",
    Use.ORGANISATION: "part of an organisation’s name",
}
KIND = {kind: str(kind).replace("_", " ") for kind in Kind}
_MANY = {Kind.COUNTRY: "countries", Kind.CITY: "cities", Kind.PASS: "passes"}
_PRECISION = {
    1: "Known to the town or site.",
    2: "Known to the district or the surroundings of a town; the point on the map is its middle.",
    3: "Known only to the province; shown as an area, not as a pin.",
    4: "Known only to the country or a wide region; shown as an area, not as a pin.",
}


def when_words(when: When) -> str:
    """Return a date as it is known: "18 March 2024", "some time in January 2023", "date unknown"."""
    start, end = when.start, when.end
    if start is None and end is None:
        return "date unknown"
    if start is None or end is None:
        return f"since {day_words(start)}" if start else f"by {day_words(end)}" if end else ""
    if when.precision is DatePrecision.DAY:
        return day_words(start) if start == end else _days(start, end)
    return f"some time {_interval(start, end)}"


def event_when(event: Event) -> str:
    """Return when an event was; a total fills its time, so "in 2023" and not "some time in 2023"."""
    words = when_words(event.when)
    return words.removeprefix("some time ") if event.is_aggregate else words


def day_words(day: date) -> str:
    """Return a day as people write it: "8 March 2024"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def iso_day_words(day: str) -> str:
    """Return an ISO 8601 day as people write it."""
    return day_words(date.fromisoformat(day))


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital, the rest as it stands."""
    return text[:1].upper() + text[1:]


def kind_words(kind: Kind, count: int) -> str:
    """Return a kind of place as a word that goes with a number: "1 city", "2 cities"."""
    return KIND[kind] if count == 1 else _MANY.get(kind, f"{KIND[kind]}s")


def count_words(count: Count | None) -> str:
    """Return a number as far as it is told: "8", "at least 100", "up to 12", "7 to 9, most likely 8", "not told"."""
    match (count.low, count.best, count.high) if count else (None, None, None):
        case (None, None, None):
            return "not told"
        case (0, _, 0):
            return "none"
        case (low, _, high) if low is not None and low == high:
            return f"{low:,}"
        case (None, best, None):
            return f"about {best:,}"
        case (low, _, None):
            return f"at least {low:,}"
        case (None | 0, best, high):
            return f"up to {high:,}" + (f", most likely {best:,}" if best and best != high else "")
        case (low, best, high):
            return f"{low:,} to {high:,}" + (f", most likely {best:,}" if best not in (None, low, high) else "")


def toll_words(report: Report) -> str:
    """Return the dead and hurt that one report tells of: "killed: 8; injured: at least 20"; empty if none."""
    tolls = (("killed", report.fatalities), ("injured", report.injuries))
    return "; ".join(f"{word}: {count_words(count)}" for word, count in tolls if count)


def precision_words(place: EventPlace) -> str:
    """Return how exactly an event's place is known."""
    return _PRECISION[place.location.place.geo_precision]


def confidence_words(confidence: float) -> str:
    """Return a confidence of 0 to 1 as high, medium or low."""
    return "high" if confidence >= 0.75 else "medium" if confidence >= 0.5 else "low"


def _days(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}"
    if start.year == end.year:
        return f"{start.day} {calendar.month_name[start.month]} to {day_words(end)}"
    return f"{day_words(start)} to {day_words(end)}"


def _interval(start: date, end: date) -> str:
    """Return whole months and years by their name, anything else by its days."""
    first_day, last_day = start.day == 1, end.day == calendar.monthrange(end.year, end.month)[1]
    if not (first_day and last_day):
        return day_words(start) if start == end else f"between {day_words(start)} and {day_words(end)}"
    if (start.month, end.month) == (1, 12):
        return f"in {start.year}" if start.year == end.year else f"between {start.year} and {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"in {calendar.month_name[start.month]} {start.year}"
    first = calendar.month_name[start.month] + ("" if start.year == end.year else f" {start.year}")
    return f"between {first} and {calendar.month_name[end.month]} {end.year}"
