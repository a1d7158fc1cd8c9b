"""What every request passes: the right host, a body of bounded size, and answers that no other site can use."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ddtender.web.barred import barred
from ddtender.web.settings import Settings

#: A request may bring so many bytes: forms of text, and forms with files.
MOST, MOST_WITH_FILES = 2_000_000, 64_000_000
#: No script but ours, no style but ours, nothing from elsewhere, in nobody's frame.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class TooLarge(Exception):
    """A body is longer than it may be."""


#: What reading a form ends with that is too large, is none, or breaks off.
UNREADABLE = (TooLarge, MultiPartException, ClientDisconnect, HTTPException, UnicodeError)


class Gate:
    """The outermost part of the page."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.origin = settings.origin.rstrip("/")
        self.hosts = frozenset(_hosts(self.origin))
        self.is_secure = self.origin.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], scope["path"], headers)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    sent.setdefault(name, value)
                if self.is_secure:
                    sent["strict-transport-security"] = "max-age=31536000"
            await send(message)

        if refusal:
            await barred(Request(scope), self.settings, *refusal)(scope, receive, answer)
            return
        await self.app(scope, _bounded(receive, _limit(headers)), answer)

    def _refusal(self, method: str, path: str, headers: Headers) -> tuple[str, int] | None:
        """Why a request is not let through (see ``barred``), with its status."""
        if headers.get("host", "").lower() not in self.hosts:
            return "host", 400
        if "\0" in path:  # no database of a team's takes it
            return "nowhere", 404
        if method in _CHANGING:
            site, origin = headers.get("sec-fetch-site"), headers.get("origin")
            if site not in (None, "same-origin") or (origin is not None and origin != self.origin):
                return "elsewhere", 403
            length = headers.get("content-length", "0")
            if not length.isdecimal() or len(length) > 12 or int(length) > _limit(headers):
                return "large", 413
        return None


def _hosts(origin: str) -> Iterable[str]:
    """What a browser may call the page: on this machine also by its other name."""
    parts = urlsplit(origin)
    yield parts.netloc.lower()
    if parts.hostname == "127.0.0.1":
        yield f"localhost:{parts.port}"


def _limit(headers: Headers) -> int:
    return MOST_WITH_FILES if headers.get("content-type", "").startswith("multipart/form-data") else MOST


def _bounded(receive: Receive, most: int) -> Receive:
    """The same, but no more than ``most`` bytes of body, whatever its header said."""
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise TooLarge
        return message

    return bounded
