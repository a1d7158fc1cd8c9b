"""Sheets of the risk worksheet that show risks by stage: the manual's examples, and the heat map of what was judged."""

from __future__ import annotations

from collections.abc import Sequence

from ddtender.market.sheets import header, put
from ddtender.model.risks import RiskExample, RiskLists
from ddtender.words import Language

#: From the lowest rating to the highest; an open one is grey. Dark enough apart to be told without colours.
COLOURS, OPEN = ("D9E8C4", "F6D77B", "D9694F"), "E4E4E4"
#: Points.
_HEIGHT = 30


def matrix(sheet, language: Language, lists: RiskLists) -> None:
    """The seven groups of risks by the stages of the chain (manual, figure 1), with examples, places and sections."""
    stages = [stage.name for stage in lists.stages]
    whole = language.say("market.risks.whole_chain")
    filled = {stage for one in lists.matrix for stage in one.stages}
    widths = [20, 34, *(30 if stage in filled else 12 for stage in stages)]
    header(sheet, 1, [language.say("market.risks.risk"), whole, *stages], widths)
    for row, risk in enumerate(lists.risks, 2):
        put(sheet, row, 1, risk.name)
        of = [one for one in lists.matrix if one.risk == risk.name]
        put(sheet, row, 2, _said([one for one in of if not one.stages], language))
        for column, stage in enumerate(stages, 3):
            put(sheet, row, column, _said([one for one in of if stage in one.stages], language))
    said = language.say("market.risks.matrix_note", document=lists.document)
    _notes(sheet, len(lists.risks) + 3, said, language.say("market.risks.matrix_empty"))


def _said(examples: Sequence[RiskExample], language: Language) -> str | None:
    return "\n".join(_line(one, language) for one in examples) or None


def _line(one: RiskExample, language: Language) -> str:
    if not one.places:
        return language.say("market.risks.example", what=one.what, section=one.manual)
    where = ", ".join(one.places)
    return language.say("market.risks.example_at", what=one.what, places=where, section=one.manual)


def heat_map(sheet, language: Language, lists: RiskLists, step3: str, last: int) -> None:
    """For each risk and stage the highest level of the rows of step 3, counted by formulas and coloured as it changes.

    ``step3`` is that sheet's name in a formula, ``last`` its last row. The rule is that of ``risks_levels.level``.
    """
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    stages = [stage.name for stage in lists.stages]
    header(sheet, 1, [language.say("market.risks.risk"), *stages], [36, *(18 for _ in stages)])
    columns = {
        name: f"{step3}!${c}$2:${c}${last}" for name, c in (("stage", "C"), ("risk", "D"), ("sev", "F"), ("like", "G"))
    }
    known = lists.ratings[:-1]
    points = "+".join(f'({columns["sev"]}="{_inside(one)}")*{n}' for n, one in enumerate(known, 1))
    lower = "+".join(f'({columns["sev"]}="{_inside(one)}")' for one in known[1:]) or "0"
    less = f'({columns["like"]}="{_inside(known[0])}")*({lower})'
    words = ",".join(f'"{_inside(one)}"' for one in (lists.ratings[-1], *known))
    for row, risk in enumerate(lists.risks, 2):
        put(sheet, row, 1, risk.name)
        sheet.row_dimensions[row].height = _HEIGHT  # which goes by the formulas' length otherwise
        for column in range(2, len(stages) + 2):
            head = f"{get_column_letter(column)}$1"
            here = f"({columns['risk']}=$A{row})*({columns['stage']}={head})"
            cell = put(sheet, row, column, None)
            cell.value = f'=IF(SUMPRODUCT({here})=0,"",CHOOSE(1+SUMPRODUCT(MAX({here}*({points}-{less}))),{words}))'
    area = f"B2:{get_column_letter(len(stages) + 1)}{len(lists.risks) + 1}"
    for colour, one in (*zip(COLOURS, known, strict=False), (OPEN, lists.ratings[-1])):
        rule = CellIsRule(operator="equal", formula=[f'"{_inside(one)}"'], fill=PatternFill(bgColor=colour))
        sheet.conditional_formatting.add(area, rule)
    say = language.say
    _notes(sheet, len(lists.risks) + 3, say("market.risks.heat_note"), say("market.risks.heat_rule"))


def _notes(sheet, row: int, *sentences: str) -> None:
    """Sentences below a table, one a row, as wide as they are."""
    from openpyxl.styles import Alignment, Font

    for n, sentence in enumerate(sentences, row):
        cell = sheet.cell(n, 1, sentence)
        cell.font, cell.alignment = Font(name="Arial", size=10), Alignment(wrap_text=False, vertical="top")


def _inside(text: str) -> str:
    """A text of the library within quotation marks of a formula."""
    return text.replace('"', '""')
