"""What a reading found, held to what every finding must be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ddtender.diagnostics import Diagnostic
from tests.documents import sources

#: Findings; and, as texts, what else a reading saw, so that the campaign knows a case that led somewhere new.
Found = Sequence[Diagnostic | str]
#: What differs from case to case in a message that means the same.
_VARYING = re.compile(r"'[^']*'|\([^)]*\)|[\w./]*\d[\w./]*")


@cache
def workspace() -> dict[str, bytes]:
    return dict(sources().files)


def placed(
    findings: Sequence[Diagnostic], path: str, content: bytes, known: Mapping[str, bytes] | None = None
) -> Sequence[Diagnostic]:
    """Every finding names a file that is there (or is missing), and for text a line and a column that exist."""
    for finding in findings:
        at = finding.location
        assert finding.message and at.line >= 1 and at.column >= 1, finding
        if at.path == path and path.endswith((".md", ".yaml")):
            lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert at.line <= len(lines), f"line {at.line} of {len(lines)}: {finding}"
            assert at.column <= len(lines[at.line - 1].encode()) + 1, finding
        elif known is not None and finding.code.name not in ("missing-file", "verification-failed"):
            assert at.path in known, f"names a file that is not there: {finding}"
    return findings


def signs(found: Found) -> set[str]:
    """By what a case is known: the codes and the kinds of message, alone and all codes together."""
    codes = sorted({one.code.name for one in found if isinstance(one, Diagnostic)})
    messages = {
        f"{one.code.name}: {kind_of(one.message)}" if isinstance(one, Diagnostic) else kind_of(one) for one in found
    }
    return {" ".join(codes), *messages}


def kind_of(message: str) -> str:
    return _VARYING.sub("·", message)[:80]
