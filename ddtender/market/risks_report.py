"""The Word document that sums a filled risk worksheet up: the heat map, conclusions, every row with its source.

The same document is the background annex to the reply form on risks (B) where it is made ``for_tenderers``: without
what the buyer noted for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ddtender.market.risks_levels import heat, overall
from ddtender.market.risks_matrix import COLOURS, OPEN
from ddtender.market.risks_read import JudgedRisk, RiskSheet
from ddtender.model.risks import RiskLists
from ddtender.render.report import Report
from ddtender.words import Language


def risks_report(
    sheet: RiskSheet,
    lists: RiskLists,
    template: bytes,
    facts: Mapping[str, str],
    moment: datetime,
    language: Language,
    for_tenderers: bool = False,
) -> bytes:
    """The bytes of a .docx. ``facts`` are those of the procurement. Raises PackageError when the template is none."""
    say = language.say
    title = say("market.risks.report.annex" if for_tenderers else "market.risks.report.title")
    made = Report(template, language, title, facts.get("title", ""), facts.get("reference", ""))
    rows = [(say("market.risks.product"), sheet.product or None)]
    if not for_tenderers:
        rows += [(say("market.risks.filled_in_by"), sheet.by or None), (say("market.risks.date"), sheet.on or None)]
    made.facts(*rows)
    made.paragraph(say("market.risks.report.lead_annex" if for_tenderers else "market.risks.report.lead"))
    if not for_tenderers:
        level = overall(lists, sheet)
        known = {"low": 0, "medium": 1, "high": 2}
        said = (
            say("market.risks.report.level", level=lists.ratings[known[level]])
            if level
            else say("market.risks.report.open")
        )
        made.paragraph(said)
    _map(made, sheet, lists, language)
    conclusions = [row for row in sheet.report if row.summary or row.relevant]
    if conclusions:
        made.heading(say("market.risks.report.conclusions"))
        keys = ("risk", "relevant", "where", "summary") + (() if for_tenderers else ("ask", "require"))
        shares = (18, 11, 15, 30, 20, 20)[: len(keys)]
        table = [[getattr(row, key) for key in keys] for row in conclusions]
        made.table([say(f"market.risks.{key}") for key in keys], table, shares, say("market.risks.report.conclusions"))
    if sheet.risks:
        made.heading(say("market.risks.report.rows"))
        keys = ("material", "country", "stage", "risk", "known", "severity", "likelihood", "source")
        table = [[*(getattr(row, key) for key in keys[:-1]), _source(row, language)] for row in sheet.risks]
        shares = (11, 11, 11, 13, 18, 8, 10, 30)
        made.table([say(f"market.risks.{key}") for key in keys], table, shares, say("market.risks.report.rows"))
    return made.finish(moment)


def _map(made: Report, sheet: RiskSheet, lists: RiskLists, language: Language) -> None:
    say = language.say
    found, stages = heat(lists, sheet.risks), [stage.name for stage in lists.stages]
    made.heading(say("market.risks.sheets.heat"))
    rows, fills = [], {}
    for n, risk in enumerate(lists.risks):
        texts = [risk.name]
        for column, stage in enumerate(stages, 1):
            if (risk.name, stage) not in found:
                texts.append("")
                continue
            level = found[risk.name, stage]
            texts.append(lists.ratings[-1] if level is None else lists.ratings[level])
            fills[n, column] = OPEN if level is None else COLOURS[min(level, len(COLOURS) - 1)]
        rows.append(texts)
    shares = (18, *(12 for _ in stages))
    made.picture([say("market.risks.risk"), *stages], rows, shares, say("market.risks.report.about_map"), fills)
    made.bullets([say("market.risks.heat_note"), say("market.risks.heat_rule"), say("market.risks.report.no_row")])


def _source(row: JudgedRisk, language: Language) -> list[str]:
    """Where a row comes from, and below it whether that was checked: a column of its own would leave the others too
    little room for their words."""
    label = language.say("market.risks.checked")
    checked = row.checked and language.say("market.risks.report.is_checked", label=label, answer=row.checked)
    return [text for text in (row.source, checked) if text] or [""]
