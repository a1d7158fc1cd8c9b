"""Workbooks of our compositions, filled in as a user would, and calculated by LibreOffice."""

import io
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import openpyxl

from ddtender.contract.plan import RegisterPlan, register_plan
from ddtender.contract.register import register
from ddtender.evaluation.planning import evaluation_plan
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.workbook import evaluation
from ddtender.stamp import Stamp
from ddtender.words import language
from tests import tools
from tests.documents import MOMENT, composed

STAMP = Stamp(False, MOMENT)


@cache
def plan_of(variant: str) -> RegisterPlan:
    return register_plan(composed(variant), language())


@cache
def judged(variant: str) -> EvaluationPlan:
    return evaluation_plan(composed(variant), language())


@cache
def register_of(variant: str) -> bytes:
    return register(plan_of(variant), STAMP, language())


@cache
def evaluation_of(variant: str) -> bytes:
    return evaluation(judged(variant), STAMP, language())


def opened(content: bytes, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def columns(sheet, head: int) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[head] if cell.value}


def head_of(sheet, heading: str) -> int:
    """The row in which a heading stands."""
    return next(cell.row for row in sheet.iter_rows(max_row=60) for cell in row if cell.value == heading)


def _calc() -> str | None:
    """The part of LibreOffice that calculates; Writer alone does not have it."""
    program = tools.libreoffice()
    part = Path(program).resolve().parent / "libsclo.so" if program else None
    return str(part) if part and part.exists() else None


def calculated(contents: Sequence[bytes]) -> list[bytes]:
    """The workbooks as LibreOffice saves them after calculating every formula; one start for all of them."""
    tools.require(_calc(), "LibreOffice Calc")
    with tempfile.TemporaryDirectory(prefix="ddtender-calc-") as folder:
        names = []
        for n, content in enumerate(contents):
            names.append(Path(folder, f"w{n:03}.xlsx"))
            names[-1].write_bytes(content)
        out = Path(folder, "out")
        profile = Path(tools._libreoffice_profile().name).as_uri()
        options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        result = tools._run("soffice", *options, "--outdir", str(out), *map(str, names))
        missing = [name.name for name in names if not (out / name.name).exists()]
        if missing:
            raise RuntimeError(f"LibreOffice Calc did not calculate {missing}: {result.stdout}{result.stderr}")
        made = [(out / name.name).read_bytes() for name in names]
        shutil.rmtree(out)
        return made
