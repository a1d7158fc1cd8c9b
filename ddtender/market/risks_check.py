"""What a filled risk worksheet still lacks, and where it contradicts itself: findings, none of which is an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.diagnostics.messages import Message, RiskLevel
from ddtender.market.codes import (
    RISK_LEVEL_DIFFERS,
    RISK_SHEET_CONTRADICTS,
    RISK_SHEET_INCOMPLETE,
    RISK_SHEET_UNCHECKED,
    RISK_SHEET_UNKNOWN,
)
from ddtender.market.risks_levels import by_risk, overall
from ddtender.market.risks_read import ReadSheet
from ddtender.model.risks import RiskLists
from ddtender.sheets.stored import SheetCell
from ddtender.words import Language

#: So many components or raw materials, and places of each, at least (manual 3.1, deep dive).
LEAST = 3


def check_sheet(read: ReadSheet, lists: RiskLists, language: Language) -> list[Diagnostic]:
    """Every finding, in the order of the steps."""
    return [
        *_start(read, language),
        *_scope(read),
        *_names(read, lists),
        *_open(read, lists, language),
        *_sum(read, lists),
    ]


def differs(read: ReadSheet, lists: RiskLists, stated: str | None, place: Location) -> Iterator[Diagnostic]:
    """Whether the procedure file, which states this risk at ``place``, says what the finished worksheet comes to."""
    found = overall(lists, read.sheet)
    if found is None or found == stated:
        return
    said = f"risk: {stated}" if stated else "no risk"
    hint = f"Write `risk: {found}`, or correct the last step; the order of the contracts in the portfolio goes by it."
    key = f"messages.risk_level_differs.{'other' if stated else 'none'}"
    places = {"found": RiskLevel(found)} | ({"stated": RiskLevel(stated)} if stated else {})
    message = Message(f"{said} is stated here; the risk worksheet comes to {found}", key, **places)
    yield Diagnostic(RISK_LEVEL_DIFFERS, place, message, hint)


def _start(read: ReadSheet, language: Language) -> Iterator[Diagnostic]:
    sheet, place = read.sheet, Location(read.book.path)
    lacking = [
        what for what, said in (("what is bought", sheet.product), ("who", sheet.by), ("when", sheet.on)) if not said
    ]
    if lacking:
        hint = "Fill in the first page: another buyer must be able to ask."
        said = f"the first page does not say {', '.join(lacking)}"
        message = Message(said, "messages.risk_sheet_incomplete.first_page")
        yield Diagnostic(RISK_SHEET_INCOMPLETE, place, message, hint)
    if sheet.by == language.say("market.risks.example_by"):
        hint = "Write your name there when you have gone through every row."
        said = "this is an example of the library; nobody has judged anything"
        yield Diagnostic(RISK_SHEET_UNCHECKED, place, Message(said, "messages.risk_sheet_unchecked.example"), hint)


def _scope(read: ReadSheet) -> Iterator[Diagnostic]:
    sheet, place = read.sheet, Location(read.book.path)
    named = list(dict.fromkeys(row.material for row in sheet.materials if row.material))
    if len(named) < LEAST:
        said = f"step 1 names {len(named)} components or raw materials; at least {LEAST} are meant"
        message = Message(said, "messages.risk_sheet_incomplete.materials", number=len(named), least=LEAST)
        yield Diagnostic(RISK_SHEET_INCOMPLETE, place, message, "Look for more, or say in step 4 why there are none.")
    countries: dict[str, set[str]] = {name: set() for name in named}
    for row in sheet.places:
        if row.country:
            countries.setdefault(row.material, set()).add(row.country)
    if few := [name for name in named if len(countries[name]) < LEAST]:
        said = f"step 2 has fewer than {LEAST} places for {', '.join(few[:6])}"
        message = Message(said, "messages.risk_sheet_incomplete.places", least=LEAST, names=tuple(few[:6]))
        yield Diagnostic(
            RISK_SHEET_INCOMPLETE, place, message, "Look for more places, or write in the share that there are none."
        )
    covered = {row.material for row in sheet.risks}
    if bare := [name for name in named if name not in covered]:
        said = f"step 3 has no risk of {', '.join(bare[:6])}"
        message = Message(said, "messages.risk_sheet_incomplete.risks", names=tuple(bare[:6]))
        yield Diagnostic(RISK_SHEET_INCOMPLETE, place, message, "Note the risks there, or delete the row in step 1.")


def _names(read: ReadSheet, lists: RiskLists) -> Iterator[Diagnostic]:
    materials = [row.material for row in read.sheet.materials]
    stages, risks = [one.name for one in lists.stages], [one.name for one in lists.risks]
    known: tuple[Mapping[str, Sequence[str]], ...] = (
        {"stage": stages},
        {"material": materials},
        {"material": materials, "stage": stages, "risk": risks, "severity": lists.ratings, "likelihood": lists.ratings},
        {"risk": risks, "relevant": lists.ratings, "where": stages},
    )
    for rows, columns in zip(read.cells, known, strict=True):
        for column, names in columns.items():
            unknown = [row[column] for row in rows if row[column].text and row[column].text not in names]
            if column == "material" or column not in ("stage", "where"):
                yield from _told(
                    read,
                    RISK_SHEET_UNKNOWN,
                    unknown,
                    "is not in the list",
                    "It is counted nowhere; choose from the list.",
                )
            else:
                yield from _told(
                    read, RISK_SHEET_UNKNOWN, unknown, "is no stage of the list", "The heat map has no place for it."
                )


def _open(read: ReadSheet, lists: RiskLists, language: Language) -> Iterator[Diagnostic]:
    third, known = read.cells[2], lists.ratings[:-1]
    for column in ("severity", "likelihood"):
        found = [row[column] for row in third if row["risk"].text and row[column].text in ("", lists.ratings[-1])]
        yield from _told(read, RISK_SHEET_INCOMPLETE, found, f"the {column} is open", f"Choose {', '.join(known)}.")
    for step, rows in enumerate(read.cells[:3], 1):
        unsourced = [row["source"] for row in rows if not row["source"].text]
        yield from _told(
            read, RISK_SHEET_INCOMPLETE, unsourced, f"step {step} has no source here", "Say where it is from."
        )
        mark = language.say("market.risks.check_this")
        unchecked = [row["checked"] for row in rows if row["checked"].text == mark]
        hint = "Say against what you have checked it, or delete the row."
        yield from _told(
            read, RISK_SHEET_UNCHECKED, unchecked, f"this row of step {step} came filled in and is not checked", hint
        )


def _sum(read: ReadSheet, lists: RiskLists) -> Iterator[Diagnostic]:
    known = list(lists.ratings[:-1])
    highest = by_risk(lists, read.sheet.risks)
    for cells, row in zip(read.cells[3], read.sheet.report, strict=True):
        found = highest.get(row.risk)
        if found is None:
            continue
        if row.relevant not in known:
            said = f"{row.risk} is {known[found]} in step 3, and not judged here"
            places = {"risk": row.risk, "found": known[found]}
            message = Message(said, "messages.risk_sheet_incomplete.judged", **places)
            yield read.book.finding(RISK_SHEET_INCOMPLETE, cells["relevant"], message, "Choose how relevant it is.")
        elif known.index(row.relevant) < found:
            said = f"{row.risk} is {known[found]} in step 3, and {row.relevant} here"
            places = {"risk": row.risk, "found": known[found], "judged": row.relevant}
            message = Message(said, "messages.risk_sheet_contradicts", **places)
            hint = "Correct one of the two, or say in the summary why."
            yield read.book.finding(RISK_SHEET_CONTRADICTS, cells["relevant"], message, hint)
    if missing := [risk for risk in highest if risk not in {row.risk for row in read.sheet.report}]:
        said = f"the last step has no row for {', '.join(missing)}"
        message = Message(said, "messages.risk_sheet_incomplete.last_step", names=tuple(missing))
        yield Diagnostic(RISK_SHEET_INCOMPLETE, Location(read.book.path), message, "Add it, with its relevance.")


def _told(read: ReadSheet, code: Code, cells: Sequence[SheetCell], what: str, hint: str) -> Iterator[Diagnostic]:
    """One finding for all cells of a column: the first, and how many more."""
    if cells:
        more = f", as are {len(cells) - 1} more of this column" if len(cells) > 1 else ""
        shown = f"'{cells[0].text[:60]}' {what}" if what.startswith("is ") else what
        yield read.book.finding(code, cells[0], f"{shown}{more}", hint)
