"""Which files a layer takes of its base. The fingerprint by which it is pinned is that of every library (``boxed``)."""

from __future__ import annotations

from ddtender.library.boxed import fingerprint as fingerprint
from ddtender.library.boxed import is_of_library
from ddtender.library.places import MARKET_TEMPLATE


def is_of_base(path: str) -> bool:
    """Whether a file belongs to a library that others extend, by its path there: all that its fingerprint counts, and
    nothing that is hidden or leads elsewhere."""
    plain = not any(part.startswith((".", "~$")) or not part for part in path.split("/"))
    return plain and (is_of_library(path) or path == MARKET_TEMPLATE)
