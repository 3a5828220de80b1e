"""What the pages say of dates, places, numbers and doubt, in plain words of the language that is spoken."""

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
from web.languages import Phrases, gettext, month, ngettext, number, pair, phrase

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
STATUS = Phrases({
    Status.HAPPENED: phrase("Reported as having happened."),
    Status.ONGOING: phrase("Reported as still going on."),
    Status.PLANNED: phrase("Announced or planned; not reported as done."),
    Status.ALLEGED: phrase("Alleged by one side; not told as a fact."),
    Status.DENIED: phrase("Reported together with a denial."),
    Status.CANCELLED: phrase("Announced, then called off."),
})
DATE_BASIS = Phrases({
    DateBasis.EXPLICIT: phrase("the source gives the date"),
    DateBasis.RELATIVE: phrase("reckoned from words such as “last month” and the day of publication"),
    DateBasis.PUBLICATION: phrase("the text gives no date; the day of publication stands in"),
})
PLACE_BASIS = Phrases({
    Basis.NAMED: phrase("named in the sentence"),
    Basis.CARRIED: phrase("named earlier in the article, or in its dateline"),
    Basis.SEAT: phrase("the seat of the speaker’s government"),
    Basis.GIVEN: phrase("given by the row of the data set"),
})
ACTOR_ROLE = Phrases({
    ActorRole.INITIATOR: phrase("initiator"),
    ActorRole.TARGET: phrase("target"),
    ActorRole.PARTY: phrase("a side; the source does not say who acted"),
})
ROLE = Phrases({
    Role.LOCATION: phrase("Where"), Role.VENUE: phrase("Venue"), Role.ORIGIN: phrase("From"),
    Role.TARGET: phrase("Target"),
})  # fmt: skip
USE = Phrases({
    Use.LITERAL: phrase("a place"),
    Use.METONYM: phrase("stands for a government"),
    Use.DEMONYM: phrase("a people"),
    Use.ORGANISATION: phrase("part of an organisation’s name"),
})
KIND = Phrases({
    Kind.COUNTRY: phrase("country"), Kind.REGION: phrase("region"), Kind.PROVINCE: phrase("province"),
    Kind.DISTRICT: phrase("district"), Kind.TEHSIL: phrase("tehsil"), Kind.CITY: phrase("city"),
    Kind.TOWN: phrase("town"), Kind.VILLAGE: phrase("village"), Kind.BORDER_CROSSING: phrase("border crossing"),
    Kind.NEIGHBOURHOOD: phrase("neighbourhood"), Kind.SITE: phrase("site"), Kind.PASS: phrase("pass"),
    Kind.RIVER: phrase("river"), Kind.MILITARY_BASE: phrase("military base"), Kind.CAMP: phrase("camp"),
})  # fmt: skip
_KINDS = {
    Kind.COUNTRY: pair("%(num)s country", "%(num)s countries"),
    Kind.REGION: pair("%(num)s region", "%(num)s regions"),
    Kind.PROVINCE: pair("%(num)s province", "%(num)s provinces"),
    Kind.DISTRICT: pair("%(num)s district", "%(num)s districts"),
    Kind.TEHSIL: pair("%(num)s tehsil", "%(num)s tehsils"),
    Kind.CITY: pair("%(num)s city", "%(num)s cities"),
    Kind.TOWN: pair("%(num)s town", "%(num)s towns"),
    Kind.VILLAGE: pair("%(num)s village", "%(num)s villages"),
    Kind.BORDER_CROSSING: pair("%(num)s border crossing", "%(num)s border crossings"),
    Kind.NEIGHBOURHOOD: pair("%(num)s neighbourhood", "%(num)s neighbourhoods"),
    Kind.SITE: pair("%(num)s site", "%(num)s sites"),
    Kind.PASS: pair("%(num)s pass", "%(num)s passes"),
    Kind.RIVER: pair("%(num)s river", "%(num)s rivers"),
    Kind.MILITARY_BASE: pair("%(num)s military base", "%(num)s military bases"),
    Kind.CAMP: pair("%(num)s camp", "%(num)s camps"),
}
STATUS_NAME = Phrases({
    Status.HAPPENED: phrase("Happened"), Status.ONGOING: phrase("Ongoing"), Status.PLANNED: phrase("Planned"),
    Status.ALLEGED: phrase("Alleged"), Status.DENIED: phrase("Denied"), Status.CANCELLED: phrase("Cancelled"),
})  # fmt: skip
STATUS_TAG = Phrases({
    Status.HAPPENED: phrase("happened"), Status.ONGOING: phrase("ongoing"), Status.PLANNED: phrase("planned"),
    Status.ALLEGED: phrase("alleged"), Status.DENIED: phrase("denied"), Status.CANCELLED: phrase("cancelled"),
})  # fmt: skip
_PRECISION = Phrases({
    1: phrase("Known to the town or site."),
    2: phrase("Known to the district or the surroundings of a town; the point on the map is its middle."),
    3: phrase("Known only to the province; shown as an area, not as a pin."),
    4: phrase("Known only to the country or a wide region; shown as an area, not as a pin."),
})


def when_words(when: When) -> str:
    """Return a date as it is known: "18 March 2024", "some time in January 2023", "date unknown"."""
    start, end = when.start, when.end
    if start and end and when.precision is not DatePrecision.DAY:
        return gettext("some time %(interval)s", interval=_interval(start, end))
    return _day_or_days(start, end)


def event_when(event: Event) -> str:
    """Return when an event was; a total fills its time, so "in 2023" and not "some time in 2023"."""
    start, end = event.when.start, event.when.end
    if event.is_aggregate and start and end and event.when.precision is not DatePrecision.DAY:
        return _interval(start, end)
    return when_words(event.when)


def day_words(day: date) -> str:
    """Return a day as people write it: "8 March 2024"."""
    return gettext("%(day)s %(month)s %(year)s", day=day.day, month=month(day), year=day.year)


def iso_day_words(day: str) -> str:
    """Return an ISO 8601 day as people write it."""
    return day_words(date.fromisoformat(day))


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital, the rest as it stands."""
    return text[:1].upper() + text[1:]


def kind_words(kind: Kind, count: int) -> str:
    """Return a number of places of one kind: "1 city", "2 cities"."""
    return ngettext(*_KINDS[kind], count)


def count_words(count: Count | None) -> str:
    """Return a number as far as it is told: "8", "at least 100", "up to 12", "7 to 9, most likely 8", "not told"."""
    low, best, high = (count.low, count.best, count.high) if count else (None, None, None)
    if low is None and high is None:
        return gettext("not told") if best is None else gettext("about %(num)s", num=number(best))
    if low is not None and low == high:
        return gettext("none") if low == 0 else number(low)
    if high is None:
        return gettext("at least %(num)s", num=number(low or 0))
    if not low:
        words = gettext("up to %(num)s", num=number(high))
    else:
        words = gettext("%(from)s to %(to)s", **{"from": number(low), "to": number(high)})
    if best in (None, high) or (low and best == low) or (not low and not best):
        return words
    return gettext("%(range)s, most likely %(num)s", range=words, num=number(best or 0))


def toll_words(report: Report) -> str:
    """Return the dead and hurt that one report tells of: "killed: 8; injured: at least 20"; empty if none."""
    dead, hurt = report.fatalities, report.injuries
    told = [gettext("killed: %(count)s", count=count_words(dead)) if dead else "",
            gettext("injured: %(count)s", count=count_words(hurt)) if hurt else ""]  # fmt: skip
    return gettext("; ").join(filter(None, told))


def precision_words(place: EventPlace) -> str:
    """Return how exactly an event's place is known."""
    return _PRECISION[place.location.place.geo_precision]


def confidence_words(confidence: float) -> str:
    """Return a confidence of 0 to 1 as high, medium or low."""
    return gettext("high") if confidence >= 0.75 else gettext("medium") if confidence >= 0.5 else gettext("low")


def _day_or_days(start: date | None, end: date | None) -> str:
    if start is None:
        return gettext("by %(day)s", day=day_words(end)) if end else gettext("date unknown")
    if end is None:
        return gettext("since %(day)s", day=day_words(start))
    if start == end:
        return day_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return gettext("%(from)s–%(to)s", **{"from": start.day, "to": day_words(end)})
    is_one_year = start.year == end.year
    first = gettext("%(day)s %(month)s", day=start.day, month=month(start)) if is_one_year else day_words(start)
    return gettext("%(from)s to %(to)s", **{"from": first, "to": day_words(end)})


def _interval(start: date, end: date) -> str:
    """Return whole months and years by their name, anything else by its days."""
    first_day, last_day = start.day == 1, end.day == calendar.monthrange(end.year, end.month)[1]
    if not (first_day and last_day):
        return day_words(start) if start == end else _between(day_words(start), day_words(end))
    if (start.month, end.month) == (1, 12):
        return _in(start.year) if start.year == end.year else _between(start.year, end.year)
    if (start.year, start.month) == (end.year, end.month):
        return _in(_month_words(start))
    return _between(month(start) if start.year == end.year else _month_words(start), _month_words(end))


def _month_words(day: date) -> str:
    return gettext("%(month)s %(year)s", month=month(day), year=day.year)


def _in(time: object) -> str:
    return gettext("in %(time)s", time=time)


def _between(first: object, last: object) -> str:
    return gettext("between %(first)s and %(last)s", first=first, last=last)
