"""The modules of the map page as one: what a page asks for in one go. They stay modules, each in a scope of its own.

That is possible because they are written plainly: an import stands on one line and names what it takes, an export is
a function, class or constant, and no module needs one that needs it. Comments stay behind, in the files.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from geo.errors import SourceError

Read = Callable[[str], str]
_IMPORT = re.compile(r'^import \{ ?([^}]*?) ?\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)  # of whole lines
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) ([\w$]+))", re.MULTILINE)


def join(read: Read, first: str, apart: str) -> str:
    """Return the module `first` with all that it needs as one module with the same exports.

    Those that `apart`, another script of the page, needs stay modules by themselves. Raises SourceError for a ring.
    """
    outside = set(needed(read, apart))
    inside = [name for name in needed(read, first) if name not in outside]
    used = sorted({name for one in inside for name in _asked(read(one)) if name in outside})
    parts = [f'import * as {_scope(name)} from "./{name}";\n' for name in used]
    parts += [_scoped(name, read(name)) for name in inside]
    parts += [f"export const {{ {', '.join(_EXPORT.findall(read(first)))} }} = {_scope(first)};\n"]
    return "".join(parts)


def needed(read: Read, first: str) -> list[str]:
    """Return a module and all that it needs, each after those that it needs itself. Raises SourceError for a ring."""
    done: dict[str, None] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise SourceError(f"modules need each other in a ring: {' → '.join((*path, name))}")
        if name not in done:
            for other in _asked(read(name)):
                visit(other, (*path, name))
            done[name] = None

    visit(first, ())
    return list(done)


def _asked(text: str) -> list[str]:
    return [name for _, name in _IMPORT.findall(text)]


def _scoped(name: str, text: str) -> str:
    exports = ", ".join(_EXPORT.findall(text))
    text = _COMMENT.sub("", text)
    text = _IMPORT.sub(lambda m: f"const {{ {m[1].replace(' as ', ': ')} }} = {_scope(m[2])};\n", text)
    return f"const {_scope(name)} = (() => {{\n{_EXPORT.sub('', text)}\nreturn {{ {exports} }};\n}})();\n"


def _scope(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")
