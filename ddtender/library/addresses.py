"""Addresses of web links: which may stand in a document, and whether a reader sees where one leads."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import SplitResult, unquote, urlsplit

_SCHEMES = {"http", "https", "mailto"}
_SHOWN = re.compile(r"\s*(?:(?:https?:)?//)?((?:[\w-]+\.)+[\w-]{2,})(?::\d+)?(?:[/?#]\S*)?\s*", re.IGNORECASE)


def wrong_address(url: str) -> str | None:
    """Why a link may not lead to ``url``, as the subject of a sentence; None if it may."""
    split = _split(url)
    if split is None or split.scheme not in _SCHEMES:
        return f"a link to '{url}'"
    if split.scheme != "mailto" and not split.hostname:
        return f"a link without a host, '{url}',"
    if split.username is not None or split.password is not None:
        return f"a link with a user name, '{url}',"
    return None


def another_address(text: str, url: str) -> str | None:
    """The host or mailbox that a link's text shows, if it is not the one that the link leads to."""
    split = _split(url)
    if split is None:
        return None
    if split.scheme == "mailto":
        shown = text.strip().removeprefix("mailto:")
        return shown if "@" in shown and " " not in shown and shown.lower() != unquote(split.path).lower() else None
    match = _SHOWN.fullmatch(text)
    if match is None or _plain(match.group(1)) == _plain(split.hostname or ""):
        return None
    return match.group(1)


def _split(url: str) -> SplitResult | None:
    try:
        split = urlsplit(url)
        _ = split.hostname, split.port
    except ValueError:  # such as a bracket that does not close
        return None
    return split


def _plain(host: str) -> str:
    """A host to compare: small letters, as the name system writes it, without the usual www."""
    with contextlib.suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host.lower().removeprefix("www.")
