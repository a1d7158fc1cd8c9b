"""What stands between a draft and a final document: open blanks, missing approvals, sources that are not committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ddtender.diagnostics import Code, Diagnostic, Severity
from ddtender.model import State

if TYPE_CHECKING:
    from ddtender.history.states import Standing
    from ddtender.resolve import ResolvedDocument

#: Warnings of a draft that a final document's own findings replace.
APPROVALS = (Code.STALE_APPROVAL, Code.SUSPECT_APPROVAL)
_REFUSED = {State.DRAFT: Code.NOT_APPROVED, State.CHANGED: Code.STALE_APPROVAL, State.SUSPECT: Code.SUSPECT_APPROVAL}
_SAID = {
    State.DRAFT: "nobody has approved it",
    State.CHANGED: "it has changed since it was approved",
    State.SUSPECT: "what it refers to has changed since it was approved",
}


def refusals(resolved: ResolvedDocument, standings: Mapping[str, Standing], committed: bool) -> list[Diagnostic]:
    """Every reason to refuse a final document, all at once. A Tenderer's blanks stay open until there is a Tenderer."""
    return [*_uncommitted(resolved, committed), *_approvals(resolved, standings), *_blanks(resolved)]


def _uncommitted(resolved: ResolvedDocument, committed: bool) -> Iterator[Diagnostic]:
    if not committed:
        message = "the sources are not those of a commit"
        yield Diagnostic(Code.UNCOMMITTED, resolved.info.location, message, "Commit them, or build with --library-ref.")


def _approvals(resolved: ResolvedDocument, standings: Mapping[str, Standing]) -> Iterator[Diagnostic]:
    used = [*resolved.provisions, *(d for found in resolved.definitions.values() for d in found)]
    for id_ in dict.fromkeys(p.id for p in used):
        standing = standings[id_]
        if code := _REFUSED.get(standing.state):
            message = f"'{id_}' {standing.provision.version}: {_SAID[standing.state]}"
            hint = f"After a review: `ddtender approve {id_} --reviewer NAME`."
            yield Diagnostic(code, standing.provision.place("id"), message, hint, Severity.ERROR)


def _blanks(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    for blank in resolved.blanks:
        if blank.text is None and blank.filled_by == "authority":
            message = f"'{blank.name}' is open: {blank.question}"
            yield Diagnostic(Code.OPEN_BLANK, resolved.draft.location, message, f"Write it at `{blank.key}`.")
