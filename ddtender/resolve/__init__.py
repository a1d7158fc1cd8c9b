"""``DraftDocument`` → ``ResolvedDocument``: numbers, references and blanks get what the reader will see."""

from ddtender.resolve.inlines import ResolvedBlank, ResolvedInline, ResolvedReference, plain
from ddtender.resolve.lots import resolve
from ddtender.resolve.values import (
    BlankInfo,
    ResolvedDocument,
    ResolvedKpi,
    ResolvedOption,
    ResolvedProvision,
    ResolvedScoring,
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
