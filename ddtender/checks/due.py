"""The due dates that the KPIs of a document have with the dates of its procedure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ddtender.diagnostics import Location
from ddtender.model import DraftDocument, Due, Kpi, Provision
from ddtender.model.due import NoDueDates, due_dates


@dataclass(frozen=True)
class Dated:
    """A KPI with a due rule; ``days`` in their order, none if unknown or, as ``fault`` says, uncountable."""

    provision: Provision
    kpi: Kpi
    due: Due
    days: Sequence[date]
    fault: NoDueDates | None
    #: Where its number is said: in the procedure if it is a parameter's there, else as the draft.
    place: Location


def dated_kpis(draft: DraftDocument) -> Iterator[Dated]:
    """Those of a draft that is made for a procedure."""
    if draft.procedure is None:
        return
    end = draft.dates.get("contract_end")
    for composed in draft.provisions:
        for kpi in composed.provision.kpis:
            if kpi.due is None:
                continue
            name = kpi.due.amount if isinstance(kpi.due.amount, str) else ""
            place = draft.procedure.parameters.get(name, (None, draft.location))[1]
            days: Sequence[date] = ()
            fault = None
            try:
                days = due_dates(kpi.due, draft.values, draft.dates, end) or ()
            except NoDueDates as error:
                fault = error
            yield Dated(composed.provision, kpi, kpi.due, days, fault, place)
