"""What was read lately is remembered for all threads of the page."""

from __future__ import annotations

import itertools
import sys

import pytest

from ddtender.forgetting import forget_oldest
from tests.threads import at_once


def test_several_threads_forget_at_once() -> None:
    kept: dict[int, int] = {}
    numbers, before = itertools.count(), sys.getswitchinterval()

    def remember() -> None:
        for n in itertools.islice(numbers, 4000):
            kept[n] = n
            forget_oldest(kept, 1)

    sys.setswitchinterval(1e-6)
    try:
        at_once(remember)
    finally:
        sys.setswitchinterval(before)
    assert len(kept) <= 6


@pytest.mark.parametrize(("most", "left"), [(1, [3]), (2, [2, 3]), (3, [1, 2, 3]), (9, [1, 2, 3])])
def test_the_oldest_go(most: int, left: list[int]) -> None:
    kept = dict.fromkeys((1, 2, 3))
    forget_oldest(kept, most)
    assert [*kept] == left
