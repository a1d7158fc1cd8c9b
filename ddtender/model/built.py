"""Forms that are ready for any thread."""

from __future__ import annotations

import threading
from typing import Any

from msgspec.json import Decoder

_LOCK = threading.Lock()
_BUILT: set[Any] = set()


def built(form: Any) -> Any:
    """The same form, of which msgspec knows all that it reads: what it first finds out about a form, and about the
    forms in it, it keeps before it is complete, and a second thread that reads with it ends the process (msgspec 0.20).
    """
    if form not in _BUILT:
        with _LOCK:
            Decoder(form)
            _BUILT.add(form)
    return form
