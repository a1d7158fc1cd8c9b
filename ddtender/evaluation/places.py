"""Where things stand in an evaluation: its sheets, rows and cells, for all that write or read it."""

from __future__ import annotations

from ddtender.evaluation.tenders import CAPACITY, EvaluationPlan

OVERVIEW, TENDERERS, SELECTION, RANKING = "Overview", "Tenderers", "Selection", "Ranking"
#: First row of the table of maximum points on the overview: price, other quality, then the criteria.
MAXIMA = 8
HEAD_ROW, FIRST = 4, 5
LAST = FIRST + CAPACITY - 1
TENDERER_HEADINGS = ("No.", "Tenderer", "Price", "Other quality")
NUMBER = "#,##0.00"


def maximum_cell(n: int) -> str:
    """The cell of a maximum: 0 is the price, 1 other quality, then the criteria."""
    return f"{OVERVIEW}!$C${MAXIMA + n}"


def admitted(plan: EvaluationPlan, r: int) -> str:
    """A formula's piece that says whether the Tenderer of row ``r`` is admitted: "pass", "fail" or "open"."""
    if not plan.requirements:
        return '"pass"'
    column = letter(3 + 2 * len(plan.requirements))
    return f"INDEX({SELECTION}!${column}${FIRST}:${column}${LAST},MATCH($A{r},{SELECTION}!$A${FIRST}:$A${LAST},0))"


def letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def name_of(r: int) -> str:
    """The formula of the Tenderer's name in row ``r``, by its number."""
    at = f"MATCH($A{r},{TENDERERS}!$A${FIRST}:$A${LAST},0)"
    return f'=INDEX({TENDERERS}!$B${FIRST}:$B${LAST},{at})&""'


def selection_headings(plan: EvaluationPlan) -> tuple[str, ...]:
    pairs = [text for q in plan.requirements for text in (f"{q.label}: result", f"{q.label}: evidence and reason")]
    return ("No.", "Tenderer", *pairs, "Admitted")
