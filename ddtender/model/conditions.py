"""When a passage of the frame is printed: conditions on what its document contains, and on facts of the procedure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from ddtender.model.procedure import FactValue
from ddtender.model.provision import Kind, Provision

#: What a document may contain or lack, by the names of its sections.
CONTENTS = (
    "technical_specifications",
    "selection_criteria",
    "award_criteria",
    "evidence",
    "reply_forms",
    "contract_clauses",
    "kpi_annex",
)
#: The sections that a kind of provision stands in.
_SECTION_OF = {
    Kind.SPECIFICATION: "technical_specifications",
    Kind.SELECTION: "selection_criteria",
    Kind.AWARD: "award_criteria",
    Kind.CONTRACT: "contract_clauses",
}
_FACT = re.compile(r"(?P<key>[a-z_]+(?:\.[a-z_]+)?) is (?P<other>not )?(?P<value>[a-z0-9, -]+)")
#: Values of a fact that say whether it is known.
_OPEN, _GIVEN = "open", "given"
#: What stands between conditions of which one is enough.
_OR = " or "


def contents(provisions: Iterable[Provision]) -> frozenset[str]:
    """The sections that documents with these provisions have, among ``CONTENTS``."""
    found = set()
    for p in provisions:
        found |= {_SECTION_OF[p.kind]} if p.kind in _SECTION_OF else set()
        found |= {"evidence"} if p.evidence else set()
        found |= {"reply_forms"} if p.reply_forms else set()
        found |= {"kpi_annex"} if p.kpis else set()
    return frozenset(found)


def fault_of(condition: str) -> str | None:
    """What is wrong with a condition as it is written, or None."""
    wrong = [
        one for one in condition.split(_OR) if one.removeprefix("no ") not in CONTENTS and not _FACT.fullmatch(one)
    ]
    if not wrong:
        return None
    known = ", ".join(CONTENTS)
    return f"'{wrong[0]}' is no condition: write one of {known}, `no` before one of them, or `price.rule is open`"


def holds(condition: str, contents: Collection[str], facts: Mapping[str, FactValue]) -> bool:
    """Whether a condition holds: "award_criteria", "no award_criteria", "price.rule is linear", "is not linear"; of a
    fact that is not known holds "is open", of one that is "is given". Of conditions with "or" between them one is
    enough."""
    return any(_holds(one, contents, facts) for one in condition.split(_OR))


def facts_named(condition: str) -> frozenset[str]:
    """The keys of the facts that a condition looks at."""
    return frozenset(match["key"] for one in condition.split(_OR) if (match := _FACT.fullmatch(one)))


def _holds(condition: str, contents: Collection[str], facts: Mapping[str, FactValue]) -> bool:
    if (match := _FACT.fullmatch(condition)) is None:
        return condition in contents if not condition.startswith("no ") else condition[3:] not in contents
    value, wanted = facts.get(match["key"]), match["value"]
    known = (value is None) == (wanted == _OPEN) if wanted in (_OPEN, _GIVEN) else _written(value) == wanted
    return known != bool(match["other"])


def _written(value: FactValue | None) -> str:
    """A fact as a condition names it: 0.00 and -0 are 0, 25.50 is 25.5."""
    if not isinstance(value, Decimal):
        return str(value)
    return f"{value.normalize():f}" if value else "0"
