"""Which law a procedure is under, and the days of its standstill."""

from __future__ import annotations

from msgspec.structs import replace

from ddtender.model import Library, NationalLaw, Procedure
from ddtender.model.periods import standstill_days
from ddtender.model.procedure_law import ProcedureLaw


def national_of(library: Library, procedure: Procedure | None) -> NationalLaw | None:
    """The law of the procedure's country."""
    return national_at(library, procedure.facts.get("country", (None,))[0] if procedure else None)


def national_at(library: Library, country: object) -> NationalLaw | None:
    """The law of a country by its code, None where the library has none of it."""
    return next((law for law in library.national if law.code == country), None)


def law_of(library: Library, national: NationalLaw | None) -> ProcedureLaw:
    """What the law asks of procedures: as the library knows it, and as the country has it."""
    return library.law.procedures.over(national.periods if national else None)


def with_standstill(library: Library, procedure: Procedure) -> Procedure:
    """The procedure with the days of its standstill: those that it says, or those of the law for how it sends the
    decision, right behind that."""
    known = {key: value for key, (value, _) in procedure.facts.items()}
    days = standstill_days(known, law_of(library, national_of(library, procedure)))
    if days is None or "standstill.days" in known:
        return procedure
    facts = {}
    for key, fact in procedure.facts.items():
        facts[key] = fact
        if key == "standstill.by":
            facts["standstill.days"] = (days, procedure.place("standstill"))
    return replace(procedure, facts=facts)
