"""Tracked changes of a Word document, accepted or rejected as Word does it (ECMA-376 part 1, 17.13.5).

The documents may come from anybody: nothing here recurses into a tree, and every step is linear in its size.
"""

from ddtender.office.tracked.own import accept_by
from ddtender.office.tracked.settle import accept_all, reject_all

__all__ = ["accept_all", "accept_by", "reject_all"]
