"""Facts of the procedure that a composition was made for."""

from __future__ import annotations

from datetime import date

from ddtender.resolve.values import ResolvedDocument


def fact(resolved: ResolvedDocument, key: str) -> str:
    """A fact of the procedure as text, empty if it is not known."""
    procedure = resolved.draft.procedure
    return " ".join(str(procedure.facts[key][0]).split()) if procedure and key in procedure.facts else ""


def day(resolved: ResolvedDocument, name: str) -> date | None:
    """A date of the procedure: "award", "contract_start" or "contract_end"."""
    procedure = resolved.draft.procedure
    found = procedure.facts.get(f"dates.{name}") if procedure else None
    return found[0] if found and isinstance(found[0], date) else None
