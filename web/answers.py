"""Answers that are kept, packed, as long as what they tell of stays the same.

A layer around the application: it knows requests and answers, and nothing of what they are about. An answer is kept
for the host, address and packing that asked for it, so that what the application refuses is never given.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from werkzeug.http import parse_etags
from werkzeug.wrappers import Request

from geo.errors import TorkhamError

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_NOT_IN_304 = {"content-length", "content-type", "content-encoding"}


class Answer(NamedTuple):
    """What was answered at a version."""

    version: str
    etag: str
    headers: list[tuple[str, str]]
    body: bytes


class KeptAnswers:
    """An application whose answers under some paths are kept while `version()` stays the same."""

    def __init__(
        self, app: Application, version: Callable[[], str], *, paths: tuple[str, ...], most_bytes: int
    ) -> None:
        self._app = app
        self._version = version
        self._paths = paths
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer a request, from what is kept if that is current."""
        if environ["REQUEST_METHOD"] != "GET" or not environ.get("PATH_INFO", "").startswith(self._paths):
            return self._app(environ, start_response)
        try:
            version = self._version()  # asked before the answer is made: what changes meanwhile is not missed
        except TorkhamError:  # the application has the words for that
            return self._app(environ, start_response)
        asked = ("HTTP_HOST", "PATH_INFO", "QUERY_STRING", "wsgi.url_scheme")
        packing = "gzip" if Request(environ).accept_encodings.quality("gzip") else ""  # however browsers put it
        key = (*(environ.get(name, "") for name in asked), packing)
        answer = self._find(key, version)
        if answer is None:
            if any(name in environ for name in _CONDITIONS):
                return self._app(environ, start_response)  # it may know that nothing changed without any work
            return self._ask(key, version, environ, start_response)
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(answer.etag):
            start_response("304 NOT MODIFIED", [(k, v) for k, v in answer.headers if k.lower() not in _NOT_IN_304])
            return []
        start_response("200 OK", list(answer.headers))
        return [answer.body]

    def _find(self, key: tuple[str, ...], version: str) -> Answer | None:
        with self._lock:
            answer = self._kept.get(key)
            if answer is None or answer.version != version:
                return None
            self._kept.move_to_end(key)
            return answer

    def _ask(self, key: tuple[str, ...], version: str, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Let the application answer, and keep that if it is whole and has a tag."""
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, *more)

        parts = self._app(environ, start)
        if not isinstance(parts, list | tuple) and not _is_short(told, self._most_bytes // 8):
            return parts
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        status, headers = told
        etag = next((value for name, value in headers if name.lower() == "etag"), "")
        if status.startswith("200") and etag and not any(name.lower() == "set-cookie" for name, _ in headers):
            self._keep(key, Answer(version, etag.removeprefix("W/").strip('"'), list(headers), body))
        return [body]

    def _keep(self, key: tuple[str, ...], answer: Answer) -> None:
        if len(answer.body) > self._most_bytes // 8:
            return
        with self._lock:
            if old := self._kept.pop(key, None):
                self._bytes -= len(old.body)
            self._kept[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most_bytes:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.body)


def _is_short(told: list[Any], most: int) -> bool:
    """Say whether an answer tells its length, and that is short: then it may be read as a whole."""
    length = next((value for name, value in (told[1] if told else ()) if name.lower() == "content-length"), "")
    return length.isdecimal() and int(length) <= most
