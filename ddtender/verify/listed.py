"""Reading the list of provisions back: every provision of both documents stands in it, with its version."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.diagnostics import Diagnostic, Location
from ddtender.office.package import W, open_package, parse_part
from ddtender.resolve.values import ResolvedDocument
from ddtender.verify.codes import VERIFICATION_FAILED
from ddtender.verify.reading import flat, visible
from ddtender.verify.structure import broken

_DOCUMENT = "word/document.xml"


def check_list(name: str, content: bytes, resolved: ResolvedDocument) -> list[Diagnostic]:
    """What is wrong with the bytes of the list; nothing if it lists what was composed. Raises PackageError."""
    hint = "Nothing was written. Please report it with the procedure file."
    parts = open_package(content)
    wrong = [message for part, data in parts.items() for message in broken(part, data)]
    wrong += _missing(parts[_DOCUMENT], resolved)
    return [Diagnostic(VERIFICATION_FAILED, Location(name), message, hint) for message in dict.fromkeys(wrong)]


def _missing(document: bytes, resolved: ResolvedDocument) -> Iterator[str]:
    rows = {flat(visible(row)) for row in parse_part(_DOCUMENT, document).iter(W + "tr")}
    for p in (*resolved.provisions, *(d for found in resolved.definitions.values() for d in found)):
        if not any(p.id in row and p.provision.version in row and flat(p.provision.title) in row for row in rows):
            yield f"'{p.id}' {p.provision.version} is not in the list of provisions"
