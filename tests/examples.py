"""How much is tried: a sample in every run, all of it where somebody searches (`make campaign`)."""

from collections.abc import Iterable
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")


def sample(few: int, many: int) -> int:
    """How many examples a property gets: ``few``, the same in every run; ``many`` with `--hypothesis-profile=search`.

    For tests of which an example takes as long as a document.
    """
    return many if _searching() else few


def some(cases: Iterable[T], of: int) -> list[T]:
    """One case of every ``of``, always the same; all of them with `--hypothesis-profile=search`.

    For long lists of cases that are refused or read by the same few lines.
    """
    return [*cases] if _searching() else [*cases][::of]


def _searching() -> bool:
    return settings.get_current_profile_name() == "search"
