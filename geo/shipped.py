"""Where the files that travel with the package are: data/ and seeds/, from a checkout or an installed wheel."""

from __future__ import annotations

from pathlib import Path

from geo.errors import SourceError

_HERE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    for candidate in (_HERE / "_shipped" / name, _HERE.parent / name):
        if candidate.is_dir():
            return candidate
    raise SourceError(f"the folder {name!r} that belongs to Torkham is missing beside {_HERE}; install it again")


def data_folder() -> Path:
    """Return the folder with the gazetteer, boundaries and codebook; raise SourceError if it is missing."""
    return _folder("data")


def seeds_folder() -> Path:
    """Return the folder with the briefs that a fresh store starts with; raise SourceError if it is missing."""
    return _folder("seeds")
