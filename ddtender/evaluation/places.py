"""Where things stand in an evaluation: its sheets, rows and cells, for all that write or read it."""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.evaluation.tenders import CAPACITY, Criterion, EvaluationPlan, Result
from ddtender.layout.named import named, points_headings
from ddtender.model import Kind
from ddtender.sheets.words import at, trimmed
from ddtender.words import Language

#: First row of the table of maximum points on the overview: price, other quality, then the criteria.
MAXIMA = 8
#: So many members of a committee have a cell on the overview.
MEMBERS = 12
HEAD_ROW, FIRST = 4, 5
LAST = FIRST + CAPACITY - 1
NUMBER = "#,##0.00"


def overview_sheet(language: Language) -> str:
    return language.say("evaluation.sheet.overview")


def committee_row(plan: EvaluationPlan) -> int:
    """The row on the overview of the date of the evaluation; the members of the committee follow."""
    return MAXIMA + len(plan.criteria) + 5


def differences_sheet(language: Language) -> str:
    return language.say("evaluation.sheet.differences")


def tenderers_sheet(language: Language) -> str:
    return language.say("evaluation.sheet.tenderers")


def selection_sheet(language: Language) -> str:
    return language.say("evaluation.sheet.selection")


def rules_sheet(language: Language) -> str:
    return language.say("evaluation.sheet.rules")


#: The rows of the rules sheet in which an amount and a percentage stand that formulas count with, and their column.
AMOUNT, LOW, RULE_COLUMN = 5, 6, 2


def rule_cell(row: int, language: Language) -> str:
    """The cell of ``AMOUNT`` or ``LOW``."""
    return f"{at(rules_sheet(language))}$B${row}"


def ranking_sheet(language: Language) -> str:
    return language.say("evaluation.sheet.ranking")


def sheet_of(criterion: Criterion, language: Language) -> str:
    return language.say("evaluation.sheet.award", number=criterion.shown_number)


def label_of(criterion: Criterion, language: Language) -> str:
    return named(Kind.AWARD, criterion.shown_number, language)


def maximum_cell(n: int, language: Language) -> str:
    """The cell of a maximum: 0 is the price, 1 other quality, then the criteria."""
    return f"{at(overview_sheet(language))}$C${MAXIMA + n}"


#: The row of an award sheet in which the minimum points stand, and their column.
MINIMUM, MINIMUM_COLUMN = 4, 3


def minimum_cell(criterion: Criterion, language: Language) -> str:
    """The cell with the minimum points of a criterion that has some."""
    return f"{at(sheet_of(criterion, language))}${letter(MINIMUM_COLUMN)}${MINIMUM}"


def admitted(plan: EvaluationPlan, r: int, language: Language) -> str:
    """A formula's piece that says whether the Tenderer of row ``r`` is admitted: the word of a ``Result``."""
    met = Result.PASS.quoted(language)
    if plan.requirements:
        column, sheet = letter(3 + 2 * len(plan.requirements)), at(selection_sheet(language))
        met = f"INDEX({sheet}${column}${FIRST}:${column}${LAST},MATCH($A{r},{sheet}$A${FIRST}:$A${LAST},0))"
    return f"IF({is_rejected(plan, r, language)},{Result.FAIL.quoted(language)},{met})"


def is_rejected(plan: EvaluationPlan, r: int, language: Language) -> str:
    """A formula's piece that says whether the Tenderer of row ``r`` is rejected beside the requirements."""
    return f'{trimmed(typed_of(plan, "rejected", r, language))}<>""'


def typed_of(plan: EvaluationPlan, name: str, r: int, language: Language) -> str:
    """A formula's piece: what was typed of the Tenderer of row ``r`` in a column of the sheet of Tenderers."""
    column = letter([*tenderer_headings(plan, language)].index(name) + 1)
    sheet = at(tenderers_sheet(language))
    rows = f"{sheet}${{0}}${FIRST}:${{0}}${LAST}"
    return f"INDEX({rows.format(column)},MATCH($A{r},{rows.format('A')},0))"


def letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def name_of(r: int, language: Language) -> str:
    """The formula of the Tenderer's name in row ``r``, by its number."""
    sheet = at(tenderers_sheet(language))
    return f"={trimmed(f'INDEX({sheet}$B${FIRST}:$B${LAST},MATCH($A{r},{sheet}$A${FIRST}:$A${LAST},0))')}"


# The headings of each table, by the names of its columns.


def columns(names: Iterable[str], language: Language) -> dict[str, str]:
    """The headings of any table over Tenders; what the tender has a heading for is called as there."""
    known = {
        **points_headings(("price", "other_quality"), language),
        "points": language.say("layout.scoring.options.points"),
        "judged": language.say("layout.overview.part"),
        "subject": language.say("layout.overview.subject"),
    }
    return {name: known.get(name) or language.say(f"evaluation.columns.{name}") for name in names}


def overview_headings(language: Language) -> dict[str, str]:
    return columns(("judged", "subject", "points"), language)


#: Columns of the sheet of Tenderers that workbooks of before did not have.
REJECTED = ("rejected", "rejected_why")


def tenderer_headings(plan: EvaluationPlan, language: Language) -> dict[str, str]:
    drawn = ("drawn",) if plan.tie_rule else ()
    return columns(("number", "tenderer", "price", "other_quality", *drawn, *REJECTED), language)


def selection_headings(plan: EvaluationPlan, language: Language) -> dict[str, str]:
    """The columns ``result N`` and ``reason N`` are those of the requirement at N, from 0."""
    made = columns(("number", "tenderer"), language)
    for n, q in enumerate(plan.requirements):
        for name in ("result", "reason"):
            made[f"{name} {n}"] = language.say(f"evaluation.columns.{name}_of", requirement=q.label)
    return made | columns(("admitted",), language)


def choice_headings(criterion: Criterion, language: Language) -> dict[str, str]:
    """The columns in which a choice is made."""
    if not criterion.in_parts:
        return {"choice 0": columns(["option"], language)["option"]}
    return _by_option("choice", criterion, language)


def part_headings(criterion: Criterion, language: Language) -> dict[str, str]:
    """The columns that show the parts of a percentage."""
    return _by_option("part", criterion, language) if criterion.in_parts else {}


def _by_option(name: str, criterion: Criterion, language: Language) -> dict[str, str]:
    key = f"evaluation.columns.{name}"
    return {f"{name} {n}": language.say(key, option=option.shown) for n, option in enumerate(criterion.options)}


def award_headings(criterion: Criterion, language: Language) -> dict[str, str]:
    return {
        **columns(("number", "tenderer"), language),
        **choice_headings(criterion, language),
        **part_headings(criterion, language),
        **columns(("percent", "points", "motivation", "check"), language),
    }


def difference_headings(plan: EvaluationPlan, language: Language) -> dict[str, str]:
    """The columns ``view N`` are those of the evaluator at N, from 0."""
    names = plan.evaluators or ()
    return {
        **columns(("number", "judged_by", "tenderer"), language),
        **{f"view {n}": language.say("evaluation.columns.view", name=name) for n, name in enumerate(names)},
        **columns(("decided", "reason_decided"), language),
    }


def ranking_headings(plan: EvaluationPlan, language: Language) -> dict[str, str]:
    """The columns ``criterion N`` are those of the criterion at N, from 0."""
    before = ("number", "tenderer", "admitted", "price", "price_points", "other_quality")
    lowered = ("lowered",) if plan.price_rule == "quality-discount" else ()
    check = ("price_check",) if plan.pricing and plan.pricing.low is not None else ()
    return {
        **columns(before, language),
        **{f"criterion {n}": label_of(criterion, language) for n, criterion in enumerate(plan.criteria)},
        **columns(("total", *lowered, "rank", "remark", *check), language),
    }
