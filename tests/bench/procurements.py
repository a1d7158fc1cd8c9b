"""A thousand procurements four years on, for `ddtender portfolio`: each has its facts, a contract with a filled
register and a filled evaluation. The same number, the same bytes.

    python -m tests.bench.procurements FOLDER [NUMBER]
"""

from __future__ import annotations

import hashlib
import random
import sys
from datetime import date
from pathlib import Path

from msgspec import json
from msgspec.structs import replace

from ddtender.contract.performance import Filled, Receipt
from ddtender.contract.places import CheckMark
from ddtender.contract.plan import RegisterPlan, Risk
from ddtender.contract.register import register
from ddtender.office.package import open_workbook
from ddtender.office.packaging import write
from ddtender.words import language
from tests.sheets.filling import fill, random_filling
from tests.sheets.workbooks import STAMP, plan_of

#: The day from which all of them are looked at.
AS_OF = date(2029, 5, 1)
#: What stands in the first registers for the reference and the Contractor, as long as what takes its place.
_REFERENCE, _CONTRACTOR = "2027-REF-0000", "Contractor 000"
_SHEETS = "xl/worksheets/"
#: So many registers are made by openpyxl; the others are these with other names in them.
_KINDS = 12
_STEPS = ("risks", "market", "draft", "issued", "evaluation", "award", "contracts")


def procurements(folder: Path, number: int) -> Path:
    """A folder of so many folders of procurements, each as ``ddtender new`` makes it and officers fill it."""
    kinds = [_register(kind) for kind in range(_KINDS)]
    evaluation = fill(random_filling("laptops", 1, complete=True))
    for n in range(number):
        reference, contractor = f"2027-REF-{n:04}", f"Contractor {n * 7 % 90:03}"
        place = folder / reference.lower()
        for step in _STEPS:
            (place / step).mkdir(parents=True, exist_ok=True)
        (place / "procedure.yaml").write_text(f"title: Laptops\nreference: {reference}\n", encoding="utf-8")
        (place / "evaluation/evaluation.xlsx").write_bytes(evaluation)
        contract = place / "contracts" / contractor.lower().replace(" ", "-")
        contract.mkdir(exist_ok=True)
        (contract / "kpi-register.xlsx").write_bytes(_renamed(*kinds[n % _KINDS], reference, contractor))
    return folder


def _register(kind: int) -> tuple[RegisterPlan, bytes]:
    """A register of a scenario with facts, in which a part of what has fallen due was typed."""
    draw, risks = random.Random(kind), (Risk.HIGH, Risk.MEDIUM, Risk.LOW, None)
    plan = replace(plan_of("laptops"), reference=_REFERENCE, contractor=_CONTRACTOR, risk=risks[kind % 4])
    filled = Filled(plan, tuple(_receipt(row, draw) for row in plan.rows), (), date(2027, 6, 1))
    return plan, register(plan, STAMP, language(), filled)


def _receipt(row, draw: random.Random) -> Receipt:
    if draw.random() < 0.2 or row.on is None or row.on > AS_OF:
        return Receipt(row, None, None, "", "")
    if row.is_submission:
        return Receipt(row, row.on, None, f"mail of {row.on}", "")
    return Receipt(row, None, draw.choice((CheckMark.YES, CheckMark.PARTLY)), "page 3", "")


def _renamed(plan: RegisterPlan, content: bytes, reference: str, contractor: str) -> bytes:
    """The register of another Contract: other names wherever they stand, and in the plan with its digest."""
    first = json.encode(plan).decode()
    other = first.replace(_REFERENCE, reference).replace(_CONTRACTOR, contractor)
    names = ((_REFERENCE, reference), (_CONTRACTOR, contractor), (_digest(first), _digest(other)))
    parts = open_workbook(content)
    for name in parts:
        if name.startswith(_SHEETS):
            for was, now in names:
                parts[name] = parts[name].replace(was.encode(), now.encode())
    return write(parts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    procurements(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
