"""What is remembered because it was asked for lately: the oldest goes, whoever else is at it in the same moment."""

from __future__ import annotations


def forget_oldest(kept: dict, most: int) -> None:
    """Take the first entries out of a dict that has more than ``most``. Several threads may do so at once, where each
    asks the interpreter for one whole step: a list of the keys, and taking out a key that may be gone."""
    for key in [*kept][:-most]:
        kept.pop(key, None)
