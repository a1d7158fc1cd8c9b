"""The days of a procedure file: of this century, in order, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import FactKey, Message
from ddtender.library.codes import DATE_ORDER, INVALID_VALUE
from ddtender.library.yaml_document import YamlDocument
from ddtender.model.due import YEARS, years
from ddtender.model.procedure import Facts

_CONTRACT = ("award", "contract_start", "contract_end")
#: What comes one after the other: all that leads to Tenders, how candidates are chosen, and what follows.
_ORDERS = (
    _CONTRACT,
    ("notice_sent", "publication", "questions_until", "tenders_until", *_CONTRACT),
    ("publication", "requests_until", "invitation", "tenders_until", *_CONTRACT),
)
_HINT = "Award comes first, then the start, then the end."
_LONGER_HINT = "The notice comes first, then the last days for questions and for Tenders, then the award and the start."


def add_standstill(facts: Facts, by: str, days: int | None, document: YamlDocument) -> None:
    """How the decision is sent, and the days of the standstill if they are given; otherwise they are those of the
    law."""
    place = document.keys[("standstill",)]
    facts["standstill.by"] = (by, document.values.get(("standstill", "by"), place))
    if days is not None:
        facts["standstill.days"] = (days, document.values[("standstill", "days")])


def checked_dates(facts: Facts) -> list[Diagnostic]:
    """What is wrong with the dates. Those leave ``facts``, since what is counted from them is as wrong."""
    findings = _of_another_century(facts)
    for order in _ORDERS:
        findings += _out_of_order(
            facts, [f"dates.{name}" for name in order], _HINT if order == _CONTRACT else _LONGER_HINT
        )
    return findings


def _of_another_century(facts: Facts) -> list[Diagnostic]:
    """Days that no workbook takes, with a year of which one digit is easily mistyped."""
    hint = f"Check the year: dates of a procurement are of the years {years()}."
    wrong = [key for key, (value, _) in facts.items() if isinstance(value, date) and value.year not in YEARS]
    findings = []
    for key, (value, place) in ((key, facts.pop(key)) for key in wrong):
        said = f"{key}: {value} is not a day of this century"
        message = Message(said, "messages.invalid_value.century", fact=FactKey(key), value=str(value), years=years())
        findings.append(Diagnostic(INVALID_VALUE, place, message, hint))
    return findings


def _out_of_order(facts: Facts, order: Sequence[str], hint: str) -> list[Diagnostic]:
    """Dates of which one is wrong, and nobody can say which."""
    given = [(key, *facts[key]) for key in order if key in facts]
    findings = []
    for (earlier, first, _), (key, value, place) in pairwise(given):
        if not isinstance(first, date) or not isinstance(value, date):
            continue
        if value < first or (value == first and key == "dates.contract_end"):
            message = Message(
                f"{key} ({value}) is {'before' if value < first else 'the same as'} {earlier} ({first})",
                f"messages.date_order.{'before' if value < first else 'same'}",
                later=FactKey(key),
                day=value,
                earlier=FactKey(earlier),
                other=first,
            )
            findings.append(Diagnostic(DATE_ORDER, place, message, hint))
            for wrong in (earlier, key):
                facts.pop(wrong, None)
    return findings
