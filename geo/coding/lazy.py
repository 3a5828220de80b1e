"""Values of an object that are worked out when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class lazy(Generic[_T]):  # noqa: N801 a decorator, like property
    """A method made an attribute, and kept: functools.cached_property without its lock, which costs more than the work.

    Two threads may both work it out, to the same end.
    """

    def __init__(self, work: Callable[[Any], _T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __get__(self, one: Any, kind: type) -> _T:
        value = one.__dict__[self._work.__name__] = self._work(one)
        return value
