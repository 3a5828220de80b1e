"""What can go wrong outside the code: one base, each kind also one of Python's own errors.

A message is for a person. One table in web maps kinds to HTTP status; the command line prints and exits 1.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.model import Problem


class TorkhamError(Exception):
    """Base of every error that a user can mend."""


class DataError(TorkhamError, ValueError):
    """A file that people edit has faults; `problems` holds every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class BadQuery(TorkhamError, ValueError):
    """A query word, or its value, cannot be read."""


class NotFound(TorkhamError, LookupError):
    """No event, article or place has that id."""


class SourceError(TorkhamError, OSError):
    """A file, URL or feed cannot be read."""


class StoreError(TorkhamError, OSError):
    """The store cannot be reached, is full, or is damaged."""
