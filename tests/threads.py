"""The same work in several threads at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any


def at_once(work: Callable[[], Any], count: int = 6) -> list[Any]:
    """What comes of the same work in several threads that begin together."""
    begin, came = threading.Barrier(count), []

    def one() -> None:
        begin.wait()
        came.append(work())

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came) == count
    return came
