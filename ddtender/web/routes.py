"""What a page is: an address, what is shown there, and what is done with the answers."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from starlette.responses import Response

from ddtender.web.settings import TeamRole
from ddtender.web.visit import Visit

Handler = Callable[[Visit], Response]


class WebPage(Struct, frozen=True):
    """A page. ``may`` are the roles that it is for (none: everybody), ``may_save`` those that may send its form."""

    path: str
    show: Handler | None = None
    save: Handler | None = None
    may: tuple[TeamRole, ...] = ()
    may_save: tuple[TeamRole, ...] = ()
