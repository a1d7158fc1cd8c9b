"""The sheet of one award criterion: its options, then one row a Tenderer with choices, points and a motivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.places import admitted, letter, name_of
from ddtender.evaluation.tenders import CAPACITY, Criterion, EvaluationPlan
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows

if TYPE_CHECKING:
    from openpyxl import Workbook

OPTIONS = 6  # the first row of the options; the steps of a scale follow below a heading of their own


def headings_of(criterion: Criterion) -> tuple[str, ...]:
    return ("No.", "Tenderer", *criterion.columns, *criterion.parts, "Percent", "Points", "Motivation", "Check")


def head_row(criterion: Criterion) -> int:
    """The row of the headings; the Tenderers follow."""
    return OPTIONS + len(criterion.options) + (len(criterion.steps) + 2 if criterion.steps else 0) + 1


def award_sheet(book: Workbook, plan: EvaluationPlan, criterion: Criterion, maximum: str) -> None:
    """Add the sheet; ``maximum`` is the cell of its maximum points."""
    count, extra = len(criterion.columns), len(criterion.parts)
    widths = [6, 28, *([16 if count < 3 else 12] * count), *([9] * extra), 9, 9, 46, 18]
    sheet = wb.new_sheet(book, criterion.sheet, widths)
    wb.title(sheet, f"{criterion.label}: {criterion.title}", f"{criterion.id}, version {criterion.version}")
    wb.put(sheet, 3, 1, "Maximum points", bold=True, wrap=False)
    wb.formula(sheet, 3, 3, f'=IF({maximum}="","",{maximum})', bold=True, form="General", align="left")
    span = max(len(widths), 5)
    room = sum(widths[3:])
    _options(sheet, OPTIONS - 1, ("", _WHAT[criterion.way], "Percent"), criterion.options, span, room)
    names = _range("B", OPTIONS, criterion.options)
    percents = _range("C", OPTIONS, criterion.options)
    if criterion.steps:
        top = OPTIONS + len(criterion.options) + 1
        _options(sheet, top, ("", "Each element is", "Percent"), criterion.steps, span, room)
        names, percents = _range("B", top + 1, criterion.steps), _range("C", top + 1, criterion.steps)
    head = head_row(criterion)
    wb.headings(sheet, head, headings_of(criterion))
    sheet.row_dimensions[head].height = 30
    first, last = head + 1, head + CAPACITY
    for r in range(first, last + 1):
        _row(sheet, r, r - head, plan, criterion, (names, percents))
    chosen = f"C{first}:{letter(2 + count)}{last}"
    wb.choice(sheet, chosen, '"yes,no"' if criterion.way == "sum_of" else names, "an option")
    check = letter(len(widths))
    open_ = ("choose", "motivation missing")
    wb.colour(sheet, f"{check}{first}:{check}{last}", f"${check}{first}", open_, wb.AMBER)
    wb.colour(sheet, f"{check}{first}:{check}{last}", f"${check}{first}", ("complete",), wb.GREEN)
    sheet.freeze_panes = f"C{first}"
    wb.printed(sheet, head)
    print_used_rows(sheet, ("A", letter(span)), "B", first, last)
    wb.protect(sheet)


_WHAT = {
    "best_of": "Alternatives",
    "tiers": "Tiers",
    "sum_of": "Parts that add up",
    "graded": "Elements",
}


def _range(column: str, first: int, choices: tuple) -> str:
    return f"${column}${first}:${column}${first + len(choices) - 1}"


def _options(sheet, top: int, texts: tuple[str, ...], choices: tuple, span: int, room: float) -> None:
    """A table of choices: name, percentage, and in the merged cells beside them what each is given for."""
    for column, text in enumerate((*texts[1:], "Given for"), start=2):
        wb.put(sheet, top, column, text, bold=True, fill=wb.BLUE, border=True)
    sheet.merge_cells(start_row=top, start_column=4, end_row=top, end_column=span)
    for r, c in enumerate(choices, start=top + 1):
        wb.put(sheet, r, 2, c.name, border=True)
        wb.put(sheet, r, 3, c.percent, border=True, form="General", align="left")
        needs = f" Only together with: {', '.join(c.requires)}." if c.requires else ""
        sheet.merge_cells(start_row=r, start_column=4, end_row=r, end_column=span)
        wb.put(sheet, r, 4, c.when + needs, border=True)
        sheet.row_dimensions[r].height = wb.height([(c.when + needs, room)])


def _row(sheet, r: int, number: int, plan: EvaluationPlan, criterion: Criterion, scale: tuple[str, str]) -> None:
    count, extra = len(criterion.columns), len(criterion.parts)
    chosen = [f"{letter(3 + n)}{r}" for n in range(count)]
    wb.put(sheet, r, 1, number, border=True, align="left")
    wb.formula(sheet, r, 2, name_of(r), border=True)
    for n in range(count):
        wb.put(sheet, r, 3 + n, None, open_=True)
    for n in range(extra):
        wb.formula(sheet, r, 3 + count + n, _part(criterion, n, chosen, scale), border=True, form="General")
    at = 3 + count + extra
    percent, points, why = letter(at), letter(at + 1), letter(at + 2)
    wb.formula(sheet, r, at, _percent(criterion, r, chosen, scale), border=True, form="General")
    text = f'=IF(AND(ISNUMBER({percent}{r}),ISNUMBER($C$3)),ROUND($C$3*{percent}{r}/100,2),"")'
    wb.formula(sheet, r, at + 1, text, border=True, form="0.00")
    wb.put(sheet, r, at + 2, None, open_=True, form="@")
    state = (
        f'=IF($B{r}="","",IF({admitted(plan, r)}="fail","not admitted",IF(NOT(ISNUMBER({percent}{r})),"choose",'
        f'IF(TRIM({why}{r})="","motivation missing",IF(ISNUMBER({points}{r}),"complete","points not known")))))'
    )
    wb.formula(sheet, r, at + 3, state, border=True)


def _percent(criterion: Criterion, r: int, chosen: list[str], scale: tuple[str, str]) -> str:
    if criterion.way in ("best_of", "tiers"):
        return f'=IF({chosen[0]}="","",{_looked_up(chosen[0], scale)})'
    first, last = letter(3 + len(chosen)), letter(2 + 2 * len(chosen))
    return f'=IF(COUNT({first}{r}:{last}{r})={len(chosen)},SUM({first}{r}:{last}{r}),"")'


def _part(criterion: Criterion, n: int, chosen: list[str], scale: tuple[str, str]) -> str:
    own = f"$C${OPTIONS + n}"
    if criterion.way == "graded":
        steps = f"MATCH({chosen[n]},{scale[0]},0)"
        return f'=IF({chosen[n]}="","",IFERROR({own}*INDEX({scale[1]},{steps})/100,"?"))'
    positions = {o.name: m for m, o in enumerate(criterion.options)}
    needed = [chosen[n], *(chosen[positions[name]] for name in criterion.options[n].requires if name in positions)]
    met = ",".join(f'{cell}="yes"' for cell in needed)
    return f'=IF({chosen[n]}="yes",IF(AND({met}),{own},0),IF({chosen[n]}="no",0,IF({chosen[n]}="","","?")))'


def _looked_up(cell: str, scale: tuple[str, str]) -> str:
    return f'IFERROR(INDEX({scale[1]},MATCH({cell},{scale[0]},0)),"?")'
