"""``DraftDocument`` → ``ResolvedDocument``: numbers, references and blanks get what the reader will see."""

from ddtender.resolve.lots import resolve
from ddtender.resolve.values import (
    BlankInfo,
    ResolvedBlank,
    ResolvedDocument,
    ResolvedInline,
    ResolvedKpi,
    ResolvedOption,
    ResolvedProvision,
    ResolvedReference,
    ResolvedScoring,
    plain,
)

__all__ = [
    "BlankInfo",
    "ResolvedBlank",
    "ResolvedDocument",
    "ResolvedInline",
    "ResolvedKpi",
    "ResolvedOption",
    "ResolvedProvision",
    "ResolvedReference",
    "ResolvedScoring",
    "plain",
    "resolve",
]
