"""Articles from files: Markdown with front matter, plain text, JSON, JSON lines, or a folder of these."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from geo.errors import DataError, SourceError
from geo.model import Article, Problem

SUFFIXES = (".md", ".txt", ".json", ".jsonl", ".ndjson")
_NO_NEWS = (".csv", ".tsv", ".gpkg", ".geojson", ".xlsx", ".pdf", ".docx", ".zip", ".gz")
MAX_BYTES = 64 * 1024 * 1024
_FENCE = "---"
_WORDS = ("id", "title", "publisher", "url", "language")


def find_sources(path: Path) -> list[Path]:
    """Return the article files that `path` names: itself, or those in the folder, by name.

    Raises SourceError if there is no such file, or a folder holds none.
    """
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not found:
            raise SourceError(f"{path}: no articles in this folder; files end in {', '.join(SUFFIXES)}")
        return found
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder")
    if path.suffix.lower() in _NO_NEWS:
        raise SourceError(f"{path}: is no article; files of articles end in {', '.join(SUFFIXES)}")
    return [path]


def read_articles(source: Path, *, published: date | None = None) -> Iterator[Article]:
    """Yield the articles of a file or folder; `published` stands in where an article does not say its day.

    Raises SourceError for a file that cannot be read, and DataError with file and line for what is not as expected:
    for JSON lines only after the good lines have been yielded, so that nothing is lost to a bad one.
    """
    for path in find_sources(source):
        text = _read(path)
        match path.suffix.lower():
            case ".json" | ".jsonl" | ".ndjson":
                yield from _json_lines(_one_line(text), str(path), published)
            case ".md":
                yield _markdown(text, path, published)
            case _:
                yield _plain(text, path, published)


def read_stream(stream: TextIO, *, published: date | None = None, name: str = "standard input") -> Iterator[Article]:
    """Yield the articles of an open stream: JSON lines if its first character is a brace, else one plain text."""
    text = stream.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise SourceError(f"{name}: more than {MAX_BYTES} characters; split it")
    if text.lstrip().startswith("{"):
        yield from _json_lines(text, name, published)
    elif text.strip():
        yield Article(_digest(text), text, title=_first_line(text), published=published)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(f"{path}: larger than {MAX_BYTES // 1024 // 1024} MiB; split it")
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        say = f"byte {raw[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        raise DataError([Problem(str(path), line, "", "", say)]) from None


def _plain(text: str, path: Path, published: date | None) -> Article:
    return Article(path.stem, text, title=_first_line(text), published=published)


def _markdown(text: str, path: Path, published: date | None) -> Article:
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return _plain(text, path, published)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        say = f"front matter opens here but no line {_FENCE!r} closes it"
        raise DataError([Problem(str(path), 1, "", "", say)])
    fields = _front_matter("".join(lines[1:end]), path)
    body = "".join(lines[end + 1 :]).lstrip("\r\n")
    return _article({**fields, "id": fields.get("id") or path.stem, "text": body}, str(path), 1, published)


def _front_matter(block: str, path: Path) -> dict[str, Any]:
    import yaml  # only Markdown needs it, and it takes a while to import

    try:
        fields = yaml.safe_load(block) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        say = f"front matter is not YAML: {getattr(error, 'problem', error)}"
        raise DataError([Problem(str(path), line, "", "", say)]) from None
    if not isinstance(fields, dict):
        raise DataError([Problem(str(path), 2, "", "", "front matter is not a list of `word: value` lines")])
    return fields


def _json_lines(text: str, path: str, published: date | None) -> Iterator[Article]:
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: U+2028 may stand inside a JSON string
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            if not isinstance(fields, dict):
                raise ValueError("an object {…} was expected")
            yield _article(fields, path, number, published)
        except DataError as error:
            problems += error.problems
        except (ValueError, RecursionError) as error:
            problems.append(Problem(path, number, "", line[:80], f"is not an article in JSON: {error}"))
    if problems:
        raise DataError(problems)


def _one_line(text: str) -> str:
    """Return a JSON object that spreads over many lines as one line; anything else as it is."""
    try:
        return json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        return text


def _article(fields: Mapping[str, Any], path: str, line: int, published: date | None) -> Article:
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DataError([Problem(path, line, "text", "", "the article has no text")])
    words: dict[str, Any] = {word: str(fields[word]) for word in _WORDS if fields.get(word) is not None}
    try:
        day = _day(fields.get("published")) or published
    except ValueError:
        value = str(fields.get("published"))
        say = f"{value!r} is not a day; expected ISO 8601, such as 2024-06-28"
        raise DataError([Problem(path, line, "published", value, say)]) from None
    return Article(
        id=words.pop("id", "") or _digest(text),
        text=text.encode("utf-8", "replace").decode("utf-8"),  # a lone surrogate could never be stored
        published=day,
        published_basis=str(fields.get("published_basis") or "given"),
        **words,
    )


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return datetime.fromisoformat(str(value)).date()


def _digest(text: str) -> str:
    return "a" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _first_line(text: str) -> str:
    return next((line.strip()[:200] for line in text.splitlines() if line.strip()), "")


def standard_input() -> TextIO:
    """Return standard input as UTF-8, whatever the terminal's locale."""
    stream = sys.stdin
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="strict")
    return stream
