"""What browsers may do with our answers: the security headers, and what the settings allow beside them.

Two settings open something: EMBED_HOSTS lets other sites hold /embed in a frame, TILES lets the map lie on their tiles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geo.errors import SourceError

CONTENT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HOST = re.compile(r"(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:([0-9]{1,5}|\*))?", re.IGNORECASE)
_HOLES = ("{z}", "{x}", "{y}")


@dataclass(frozen=True, slots=True)
class Ground:
    """Tiles that the map may lie on: a name, an address with {z}, {x} and {y}, and whose they are."""

    name: str
    url: str
    attribution: str

    @property
    def origin(self) -> str:
        """The host, or hosts, that a page has to be allowed to load pictures from."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}".replace("{s}", "*")


@dataclass(frozen=True, slots=True)
class Policy:
    """What one application's settings allow."""

    embed_hosts: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def headers(self, *, embedded: bool = False) -> dict[str, str]:
        """Return the security headers of an answer; an `embedded` page may stand in a frame of EMBED_HOSTS, or ours."""
        pictures = [CONTENT["img-src"], *dict.fromkeys(ground.origin for ground in self.grounds)]
        content = CONTENT | {"img-src": " ".join(pictures)}
        if embedded:
            framed = content | {"frame-ancestors": " ".join(["'self'", *self.embed_hosts])}
            return {"Content-Security-Policy": _joined(framed), **HEADERS}
        return {"Content-Security-Policy": _joined(content), "X-Frame-Options": "DENY", **HEADERS}


def read_policy(settings: Mapping[str, Any]) -> Policy:
    """Return what the settings allow. Raises SourceError that names the setting and the value that cannot be meant."""
    given = settings["EMBED_HOSTS"]
    hosts = given.split() if isinstance(given, str) else given
    for host in hosts:
        if not isinstance(host, str) or not _HOST.fullmatch(host):
            raise SourceError(f"EMBED_HOSTS: {host!r} is no host, such as https://example.org or *.example.org")
    return Policy(tuple(hosts), tuple(_ground(name, told) for name, told in settings["TILES"].items()))


def _ground(name: str, told: Any) -> Ground:
    if not isinstance(told, Mapping) or not {"url", "attribution"} <= set(told):
        raise SourceError(f"TILES: {name!r} needs a url and an attribution")
    ground = Ground(name, told["url"], told["attribution"])
    host = urlsplit(ground.url).netloc.removeprefix("{s}.")
    if not ground.url.startswith("https://") or not _HOST.fullmatch(host) or not all(h in ground.url for h in _HOLES):
        raise SourceError(f"TILES: the url of {name!r} has to begin with https:// and hold {', '.join(_HOLES)}")
    return ground


def _joined(content: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in content.items())
