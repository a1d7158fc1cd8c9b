"""All codes that there are, without importing the rooms that declare them: explaining one must not wait for those.

``codes.tsv`` is made from the declarations by ``make docs`` (``tests/codes.py``), and a test holds it against them. Its
lines are the fields of a ``Code``; their order is that of docs/codes.md and of the rules of a SARIF log.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

from ddtender.diagnostics.codes import Code, Topic
from ddtender.diagnostics.severity import Severity

PATH = os.path.join(os.path.dirname(__file__), "codes.tsv")


@cache
def known_codes() -> tuple[Code, ...]:
    """Every code, as it is documented."""
    with open(PATH, encoding="utf-8") as table:
        return tuple(_read(line) for line in table)


def code_named(name: str) -> Code | None:
    """The code of this name."""
    return next((code for code in known_codes() if code.name == name), None)


def written(codes: Iterable[Code]) -> str:
    """The table of these codes, as it stands in the file."""
    return "".join(
        "\t".join((code.name, code.topic.value, code.severity.value, code.summary, code.why, code.mend)) + "\n"
        for code in codes
    )


def _read(line: str) -> Code:
    name, topic, severity, summary, why, mend = line.rstrip("\n").split("\t")
    return Code(name, Topic(topic), Severity(severity), summary, why, mend)
