"""The risk worksheet in which a step is typed, as pages look at it: its rows, by the keys of their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ddtender.desk.errors import Refused
from ddtender.desk.market import typed_risks
from ddtender.market.risks_levels import level
from ddtender.market.risks_read import ReadSheet
from ddtender.market.risks_typed import START, STEPS, RiskRow, new_row, rows_of
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.shown.mending import mend_of
from ddtender.web.shown.telling import told_in
from ddtender.web.visit import Visit

#: The row that is not there yet, in an address; the only one of the first page.
NEW, PAGE = "new", "page"


class OpenedSheet(Struct, frozen=True):
    """The worksheet in which a step is typed, as it was read: where it lies, the SHA-256 of its bytes, and what of it
    is said otherwise to whoever reads."""

    step: str
    read: ReadSheet
    path: Path
    sha256: str
    said: Mapping[str, str]

    @property
    def rows(self) -> tuple[RiskRow, ...]:
        return rows_of(self.read, self.step)

    def row(self, key: str) -> RiskRow | None:
        """The row that an address names; None where there is none by now. Raises NotFound for what names none."""
        if key == NEW and self.step != START:
            return new_row(self.read, self.step)
        if self.step == START:
            if key != PAGE:
                raise NotFound(key)
            return self.rows[0]
        if not (key.isascii() and key.isdecimal() and len(key) < 6):
            raise NotFound(key)
        return next((one for one in self.rows if one.number == int(key)), None)

    def may_go(self, row: RiskRow) -> bool:
        """Whether a row can be taken out: the last step has one for each risk of the library."""
        return self.step not in (START, "report") or (
            self.step == "report" and row.cells["risk"].text not in {one.name for one in self.read.lists.risks}
        )


def opened_sheet(visit: Visit) -> OpenedSheet:
    step = visit.request.path_params["step"]
    if step not in (START, *STEPS):
        raise NotFound(step)
    read, path, sha256 = typed_risks.to_type_in(visit.root, visit.folder)
    return OpenedSheet(step, read, path, sha256, typed_risks.said_in(visit.root, read, visit.language))


def group_of(sheet: OpenedSheet, row: RiskRow) -> str:
    """Below which heading a row stands."""
    if sheet.step not in ("places", "risks"):
        return ""
    names = ("material", "country") if sheet.step == "risks" else ("material",)
    texts = [row.cells[name].text for name in names]
    return ", ".join(sheet.said.get(text, text) for text in texts if text)


def rated_in(sheet: OpenedSheet, row: RiskRow) -> tuple[str, str]:
    """How dark the rating of a row is in the heat map, and its word; two times "" where a step has none."""
    ratings = sheet.read.lists.ratings
    if sheet.step == "risks":
        found = level(ratings, row.cells["severity"].text, row.cells["likelihood"].text)
    elif sheet.step == "report":
        word = row.cells["relevant"].text
        found = ratings[:-1].index(word) if word in ratings[:-1] else None
    else:
        return "", ""
    return ("open", "") if found is None else (str(found), sheet.said.get(ratings[found], ratings[found]))


def why_not(visit: Visit, error: Refused) -> list[FieldProblem]:
    """What stands against what was typed, and what to do about it, in the language of whoever reads."""
    said = ((told_in(visit, one), mend_of(visit.language, one.code.name)) for one in error.diagnostics)
    return [FieldProblem("", " ".join(filter(None, texts))) for texts in said]
