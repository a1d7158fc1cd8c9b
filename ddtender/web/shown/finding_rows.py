"""Findings as rows that a page shows, and that the database keeps with what came of a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.formats import as_rows
from ddtender.diagnostics.messages import (
    FactKey,
    LegalCitation,
    Message,
    NamedProvision,
    RiskLevel,
    StatedCountry,
    TaggedLanguage,
    cell_of,
)

#: How values are kept that JSON does not have.
_KINDS = {
    "fact": FactKey,
    "provision": NamedProvision,
    "language": TaggedLanguage,
    "risk": RiskLevel,
    "law": LegalCitation,
    "country": StatedCountry,
    "number": Decimal,
}
_READ = {**_KINDS, "day": date.fromisoformat}


def finding_rows(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Rows as ``check --format json`` has them, with what each says as values for JSON: ``said`` has the key of the
    sentence, what stands before it and what stands in its places; ``cell`` the cell of a workbook that it is about."""
    listed = [*diagnostics]
    rows: list[dict[str, Any]] = [*as_rows(listed)]
    for row, one in zip(rows, listed, strict=True):
        if said := kept_message(one.message):
            row["said"] = said
        if cell := cell_of(one.message):
            row["cell"] = cell
    return rows


def kept_message(message: str) -> dict[str, Any] | None:
    """What a message says as values for JSON; None for one that is its English text alone."""
    if not isinstance(message, Message) or not message.key:
        return None
    places = {name: _kept(value) for name, value in message.values.items()}
    return {"key": message.key, "before": message.before, "places": places}


def _kept(value: object) -> Any:
    for name, kind in _KINDS.items():
        if isinstance(value, kind):
            return {name: str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_kept(one) for one in value]
    return value if isinstance(value, int) else str(value)


class UnknownValue(Exception):
    """A value that another version of ddtender has kept, of a kind that is not known here."""


def read_value(value: Any) -> Any:
    """A value of a row of ``finding_rows`` as it was in the finding. Raises UnknownValue."""
    if isinstance(value, Mapping):
        try:
            ((name, text),) = value.items()
            return _READ[name](text)
        except (LookupError, ValueError, TypeError, ArithmeticError):
            raise UnknownValue(str(value)) from None
    return [read_value(one) for one in value] if isinstance(value, list) else value
