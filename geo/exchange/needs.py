"""Libraries that only some formats need: asked for when they are needed, and told about in one line."""

from __future__ import annotations

from importlib.util import find_spec

from geo.errors import SourceError

EXTRA = "pip install 'torkham[geo]'"


def are_there(*names: str) -> bool:
    """Return whether some libraries are installed; none is imported."""
    return all(find_spec(name) for name in names)


def needed(*names: str, what: str) -> None:
    """Raise SourceError, saying `what` fails and how to mend it, unless all the libraries are installed."""
    if missing := [name for name in names if not are_there(name)]:
        verb = "is" if len(missing) == 1 else "are"
        raise SourceError(f"{what} without {' and '.join(missing)}, which {verb} not installed: {EXTRA}")
