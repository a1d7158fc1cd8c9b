"""What a change in the text of a procedure file says as facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from tests.test_contributing import changed


def changed_facts(text: str, difference: str) -> tuple[str, dict[str, Any]]:
    """The text as it is afterwards, and the facts that are others, or new."""
    after = changed(text, difference)
    return after, _others(yaml.safe_load(text), yaml.safe_load(after))


def _others(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for key, value in after.items():
        was = before.get(key)
        if isinstance(value, Mapping) and isinstance(was, Mapping):
            if inner := _others(was, value):
                found[key] = inner
        elif value != was:
            found[key] = value
    return found
