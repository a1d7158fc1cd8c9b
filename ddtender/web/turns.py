"""How many answers a process works out at the same time: a few. More only take turns, and each turn that is given away,
at every file and every query, costs the wait for the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Answer = TypeVar("Answer")

#: So many threads answer; more requests wait in line.
AT_ONCE = 8
_LINE = CapacityLimiter(AT_ONCE)


async def in_turn(work: Callable[..., Answer], *given: object) -> Answer:
    """What ``work`` gives, in one of the threads that answer."""
    return await to_thread.run_sync(work, *given, limiter=_LINE)
