"""The sheet of one award criterion: its options, then one row a Tenderer with choices, points and a motivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.places import (
    MINIMUM,
    MINIMUM_COLUMN,
    admitted,
    award_headings,
    columns,
    letter,
    name_of,
    sheet_of,
)
from ddtender.evaluation.tenders import CAPACITY, Choice, Criterion, EvaluationPlan, Result, YesNo
from ddtender.layout.named import identified, titled
from ddtender.model import Kind
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.sheets.words import Word, listed, trimmed
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

OPTIONS = 6  # the first row of the options; the steps of a scale follow below a heading of their own


class Check(Word):
    """What is still to be done in a row."""

    NOT_ADMITTED = "not admitted"
    CHOOSE = "choose"
    MOTIVATION_MISSING = "motivation missing"
    COMPLETE = "complete"
    POINTS_NOT_KNOWN = "points not known"


def head_row(criterion: Criterion) -> int:
    """The row of the headings; the Tenderers follow."""
    return OPTIONS + len(criterion.options) + (len(criterion.steps) + 2 if criterion.steps else 0) + 1


def award_sheet(book: Workbook, plan: EvaluationPlan, criterion: Criterion, maximum: str, language: Language) -> None:
    """Add the sheet; ``maximum`` is the cell of its maximum points."""
    say = language.say
    count = len(criterion.options) if criterion.in_parts else 1
    extra = criterion.column_count - count
    widths = [6, 28, *([16 if count < 3 else 12] * count), *([9] * extra), 9, 9, 46, 18]
    sheet = wb.new_sheet(book, sheet_of(criterion, language), widths)
    title = titled(Kind.AWARD, criterion.shown_number, criterion.title, language)
    wb.title(sheet, title, identified(criterion.id, criterion.version, language))
    wb.put(sheet, 3, 1, say("evaluation.award.maximum"), bold=True, wrap=False)
    wb.formula(sheet, 3, 3, f'=IF({maximum}="","",{maximum})', bold=True, form="General", align="left")
    if criterion.least is not None:
        wb.put(sheet, MINIMUM, 1, say("evaluation.award.minimum"), bold=True, wrap=False)
        wb.put(sheet, MINIMUM, MINIMUM_COLUMN, criterion.least, bold=True, form="General", align="left")
    span = max(len(widths), 5)
    room = sum(widths[3:])
    _options(
        sheet, OPTIONS - 1, say(f"evaluation.award.options.{criterion.way}"), criterion.options, (span, room), language
    )
    names = _range("B", OPTIONS, criterion.options)
    percents = _range("C", OPTIONS, criterion.options)
    if criterion.steps:
        top = OPTIONS + len(criterion.options) + 1
        _options(sheet, top, say("evaluation.award.steps"), criterion.steps, (span, room), language)
        names, percents = _range("B", top + 1, criterion.steps), _range("C", top + 1, criterion.steps)
    head = head_row(criterion)
    wb.headings(sheet, head, [*award_headings(criterion, language).values()])
    first, last = head + 1, head + CAPACITY
    for r in range(first, last + 1):
        _row(sheet, r, r - head, plan, criterion, (names, percents), language)
    chosen = f"C{first}:{letter(2 + count)}{last}"
    source = listed(YesNo, language) if criterion.way == "sum_of" else names
    wb.choice(sheet, chosen, source, say("evaluation.award.choose"), language)
    check = letter(len(widths))
    open_ = [one.said(language) for one in (Check.CHOOSE, Check.MOTIVATION_MISSING)]
    wb.colour(sheet, f"{check}{first}:{check}{last}", f"${check}{first}", open_, wb.AMBER)
    wb.colour(sheet, f"{check}{first}:{check}{last}", f"${check}{first}", (Check.COMPLETE.said(language),), wb.GREEN)
    sheet.freeze_panes = f"C{first}"
    wb.printed(sheet, head)
    print_used_rows(sheet, ("A", letter(span)), "B", first, last)
    wb.protect(sheet)


def _range(column: str, first: int, choices: tuple) -> str:
    return f"${column}${first}:${column}${first + len(choices) - 1}"


def _options(
    sheet, top: int, what: str, choices: tuple[Choice, ...], beside: tuple[int, float], language: Language
) -> None:
    """A table of choices: name, percentage, and in the merged cells beside them what each is given for.

    ``what`` is the heading of the names; ``beside`` are the last of those cells and their width in characters."""
    (span, room), say = beside, language.say
    for column, text in enumerate((what, *columns(("percent", "given_for"), language).values()), start=2):
        wb.put(sheet, top, column, text, bold=True, fill=wb.BLUE, border=True)
    sheet.merge_cells(start_row=top, start_column=4, end_row=top, end_column=span)
    for r, c in enumerate(choices, start=top + 1):
        wb.put(sheet, r, 2, c.shown, border=True)
        wb.put(sheet, r, 3, c.percent, border=True, form="General", align="left")
        text = c.when
        if c.requires:
            called = {one.name: one.shown for one in choices}
            needed = ", ".join(called.get(name, name) for name in c.requires)
            text = say("evaluation.award.only_with", when=c.when, options=needed)
        sheet.merge_cells(start_row=r, start_column=4, end_row=r, end_column=span)
        wb.put(sheet, r, 4, text, border=True)
        sheet.row_dimensions[r].height = wb.height([(text, room)])


def _row(
    sheet,
    r: int,
    number: int,
    plan: EvaluationPlan,
    criterion: Criterion,
    scale: tuple[str, str],
    language: Language,
) -> None:
    count = len(criterion.options) if criterion.in_parts else 1
    extra = criterion.column_count - count
    chosen = [trimmed(f"{letter(3 + n)}{r}") for n in range(count)]
    wb.put(sheet, r, 1, number, border=True, align="left")
    wb.formula(sheet, r, 2, name_of(r, language), border=True)
    for n in range(count):
        wb.put(sheet, r, 3 + n, None, open_=True)
    for n in range(extra):
        wb.formula(sheet, r, 3 + count + n, _part(criterion, n, chosen, scale, language), border=True, form="General")
    at = 3 + count + extra
    percent, points, why = letter(at), letter(at + 1), letter(at + 2)
    wb.formula(sheet, r, at, _percent(criterion, r, chosen, scale), border=True, form="General")
    text = f'=IF(AND(ISNUMBER({percent}{r}),ISNUMBER($C$3)),ROUND($C$3*{percent}{r}/100,2),"")'
    wb.formula(sheet, r, at + 1, text, border=True, form="0.00")
    wb.put(sheet, r, at + 2, None, open_=True, form="@")
    rejected, choose, unmotivated, complete, unknown = (one.quoted(language) for one in Check)
    failed = f"{admitted(plan, r, language)}={Result.FAIL.quoted(language)}"
    state = (
        f'=IF($B{r}="","",IF({failed},{rejected},IF(NOT(ISNUMBER({percent}{r})),{choose},'
        f'IF(TRIM({why}{r})="",{unmotivated},IF(ISNUMBER({points}{r}),{complete},{unknown})))))'
    )
    wb.formula(sheet, r, at + 3, state, border=True)


def _percent(criterion: Criterion, r: int, chosen: list[str], scale: tuple[str, str]) -> str:
    if not criterion.in_parts:
        return f'=IF({chosen[0]}="","",{_looked_up(chosen[0], scale)})'
    first, last = letter(3 + len(chosen)), letter(2 + 2 * len(chosen))
    return f'=IF(COUNT({first}{r}:{last}{r})={len(chosen)},SUM({first}{r}:{last}{r}),"")'


def _part(criterion: Criterion, n: int, chosen: list[str], scale: tuple[str, str], language: Language) -> str:
    own = f"$C${OPTIONS + n}"
    if criterion.way == "graded":
        steps = f"MATCH({chosen[n]},{scale[0]},0)"
        return f'=IF({chosen[n]}="","",IFERROR({own}*INDEX({scale[1]},{steps})/100,"?"))'
    positions = {o.name: m for m, o in enumerate(criterion.options)}
    needed = [chosen[n], *(chosen[positions[name]] for name in criterion.options[n].requires if name in positions)]
    yes, no = YesNo.YES.quoted(language), YesNo.NO.quoted(language)
    met = ",".join(f"{cell}={yes}" for cell in needed)
    return f'=IF({chosen[n]}={yes},IF(AND({met}),{own},0),IF({chosen[n]}={no},0,IF({chosen[n]}="","","?")))'


def _looked_up(cell: str, scale: tuple[str, str]) -> str:
    return f'IFERROR(INDEX({scale[1]},MATCH({cell},{scale[0]},0)),"?")'
