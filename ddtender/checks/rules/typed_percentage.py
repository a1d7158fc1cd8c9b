"""Percentages stand under `scoring` and nowhere else. What a KPI aims at is not a score and may be a percentage."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import Part
from ddtender.diagnostics import Code, Diagnostic

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
_NUMBERS = f"{_UNITS}|ten|eleven|twelve|{_TENS}|hundred"
_TYPED = re.compile(
    rf"""(?<![\w.,])\d+(?:[.,]\d+)?\s*(?:[%％]|per\s?cent\b)
    |\b(?:{_NUMBERS})(?:[\s-]+(?:{_NUMBERS}))*\s+per\s?cent\b
    |\bhalf\s+(?:of\s+)?(?:all\s+)?the\s+points\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        for passage in wording.passages(provision):
            if passage.part is Part.KPI or not passage.mentions("%", "％", "cent", "half"):
                continue
            for match in _TYPED.finditer(passage.prose.text):
                typed = " ".join(match.group().split())
                hint = "Give it as `percent` under `scoring`, and say in words what it is given for."
                yield Diagnostic(
                    Code.TYPED_PERCENTAGE, passage.prose.locate(match.start()), f"'{typed}' is typed in prose", hint
                )
