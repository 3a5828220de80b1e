"""Codes of countries: ISO 3166-1 alpha-2, which is ours, and what other data sets call the same, from countries.csv."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from geo.errors import DataError
from geo.names import fold
from geo.shipped import data_folder
from geo.tables import read_table

COLUMNS = ("country", "iso3", "iso_numeric", "fips", "name")


class Country(NamedTuple):
    """One country: ISO 3166-1 alpha-2, alpha-3 and numeric, FIPS 10-4 (several parted by bars), English name."""

    country: str
    iso3: str
    iso_numeric: str
    fips: str
    name: str


class Countries:
    """The countries of a file; one that has no row is not known, and its codes are empty. Raises DataError."""

    def __init__(self, path: Path) -> None:
        rows, problems = read_table(path, COLUMNS)
        if problems:
            raise DataError(problems)
        every = [Country(**row.cells) for row in rows]
        self._by_code = {one.country: one for one in every}
        self._by_fips = {code: one.country for one in every for code in one.fips.split("|") if code}
        self._by_name = {fold(name): one.country for one in every
                         for name in (one.country, one.iso3, one.iso_numeric, one.name) if name}  # fmt: skip

    def get(self, code: str) -> Country:
        """Return a country by its ISO 3166-1 alpha-2 code; all but the code is empty where it has no row."""
        return self._by_code.get(code) or Country(code, "", "", "", "")

    def code(self, told: str) -> str:
        """Return the alpha-2 code for an ISO code or an English name, empty if it is none that is known."""
        return self._by_name.get(fold(told), "")

    def of_fips(self, code: str) -> str:
        """Return the alpha-2 code for a FIPS 10-4 code, empty if it is none that is known."""
        return self._by_fips.get(code, "")


@cache
def shipped_countries() -> Countries:
    """Return the countries that travel with the package. Raises DataError, SourceError."""
    return Countries(data_folder() / "countries.csv")
