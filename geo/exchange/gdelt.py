"""Rows of GDELT 2.0 event files as claims: CAMEO codes to ours by cameo.csv, FIPS 10-4 countries to ISO 3166-1.

GDELT is coded by machine, row by row of the news: it doubles events, errs, and takes comments for deeds. A check of 50
rows by hand (GDELT's own blog, 2014) found 75 % at the right place and 81 % with the right code. Each row says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from geo.errors import DataError
from geo.exchange.claims import STANDS, Dataset, LeftOut, Unread
from geo.exchange.countries import shipped_countries
from geo.model import EVENT_TYPES, Problem
from geo.shipped import data_folder
from geo.tables import read_table

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
          "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
GDELT = Dataset(
    "gdelt", "GDELT 2.0 Event Database", "GDELT", "https://www.gdeltproject.org/", "GDELT: free use, with citation", 0.4
)
CAVEAT = "Coded by machine from one news page; not checked by anybody."
_PRECISIONS = {"1": "4", "2": "3", "3": "1", "4": "1", "5": "3"}  # ActionGeo_Type: country, state, city, city, state
_KINDS = {"1": "country", "2": "province", "3": "town", "4": "town", "5": "province"}
_TOLD = ("EventCode", "IsRootEvent", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles",
         "AvgTone", "Actor1Code", "Actor2Code", "ActionGeo_FullName")  # fmt: skip


class Meaning(NamedTuple):
    """What a CAMEO code is here: an event type of ours and a PLOVER mode; without a type, why it is none."""

    code: str
    name: str
    type: str
    mode: str
    why: str


@cache
def shipped_cameo() -> Mapping[str, Meaning]:
    """Return the rows of cameo.csv by code. Raises DataError, SourceError."""
    path = data_folder() / "cameo.csv"
    rows, problems = read_table(path, Meaning._fields)
    found = {row["code"]: Meaning(**row.cells) for row in rows}
    for row in rows:
        if row["type"] and row["type"] not in EVENT_TYPES:
            problems.append(Problem(str(path), row.line, "type", row["type"], "is no type of ACLED or PLOVER"))
    if problems:
        raise DataError(problems)
    return found


def gdelt_claim(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row in our words. Raises Unread for what cannot be told, LeftOut for what is no event of ours."""
    meaning = _meaning(row["EventCode"])
    if not meaning.type:
        raise LeftOut(f"CAMEO {meaning.code} ({meaning.name}): {meaning.why}")
    day, geo = row["SQLDATE"], row["ActionGeo_Type"]
    if len(day) != 8 or not day.isdecimal():
        raise Unread("SQLDATE", f"{day!r} is not a day such as 20240318")
    iso = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    country = shipped_countries().of_fips(row["ActionGeo_CountryCode"])
    where = row["ActionGeo_FullName"].split(",")[0].strip()
    return {
        "id": row["GLOBALEVENTID"], "type": meaning.type, "sub_type": meaning.mode,
        "title": " – ".join(filter(None, (row["Actor1Name"], meaning.name, row["Actor2Name"]))),
        "date_start": iso, "date_end": iso, "date_precision": "day",
        "place_name": where, "kind": _KINDS.get(geo, ""), "country": country,
        "lat": row["ActionGeo_Lat"], "lon": row["ActionGeo_Long"], "geo_precision": _PRECISIONS.get(geo, ""),
        "initiators": row["Actor1Name"], "targets": row["Actor2Name"],
        "url": row["SOURCEURL"], "why": f"CAMEO {row['EventCode']} ({meaning.name}){STANDS}{meaning.type}",
        "text": "\n".join([CAVEAT, *(f"{name}: {row[name]}" for name in _TOLD if row[name])]),
    }  # fmt: skip


def _meaning(code: str) -> Meaning:
    """Return what a code means: its own row, or that of the wider code that it belongs to."""
    for key in _wider(code):
        if meaning := shipped_cameo().get(key):
            return meaning
    raise Unread("EventCode", f"{code!r} is no CAMEO code")


def _wider(code: str) -> Iterator[str]:
    """Yield a code and the wider ones that it belongs to: 1831, 183, 18."""
    while len(code) >= 2:
        yield code
        code = code[:-1]
