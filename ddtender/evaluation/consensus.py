"""Evaluators' copies, each judged alone, become one workbook: what all chose alike stands in it, and where they differ
it is empty. There is no majority and no mean: what is decided together is typed, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from ddtender.diagnostics import Diagnostic, Location
from ddtender.evaluation.codes import COPIES_DIFFER
from ddtender.evaluation.entries import Entries
from ddtender.evaluation.places import (
    AMOUNT,
    MAXIMA,
    REJECTED,
    RULE_COLUMN,
    overview_sheet,
    rules_sheet,
    tenderer_headings,
    tenderers_sheet,
)
from ddtender.evaluation.points import Judgement, Tender
from ddtender.evaluation.reading import Evaluation
from ddtender.evaluation.tenders import Difference, EvaluationPlan, Result, View, one_name
from ddtender.model.limits import LONGEST_CELL
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.words import Language


class JudgedCopy(Struct, frozen=True):
    """What an evaluator's copy says, and its workbook, whose path findings name."""

    evaluation: Evaluation
    book: Book

    @property
    def evaluator(self) -> str:
        return self.evaluation.plan.evaluator or ""

    @property
    def tenders(self) -> tuple[Tender, ...]:
        return tuple(score.tender for score in self.evaluation.scores)


def copy_for(plan: EvaluationPlan, name: str) -> EvaluationPlan:
    """The plan of an evaluator's copy."""
    return replace(plan, evaluator=name)


def without_judgements(tender: Tender) -> Tender:
    """A Tenderer as evaluators are given it: who it is, and what is known of it before anybody judges by criteria."""
    judgements = tuple(Judgement((None,) * len(one.chosen), "") for one in tender.judgements)
    return replace(tender, judgements=judgements)


def unlike(copies: Sequence[JudgedCopy], language: Language) -> list[Diagnostic]:
    """Why copies cannot be put together: findings by file and cell, each held against the first file."""
    first = copies[0]
    found: list[Diagnostic] = []
    known: dict[str, JudgedCopy] = {}
    for copy in copies:
        path, name = copy.book.path, one_name(copy.evaluator)
        if not name:
            message = f"{path} is not the copy of an evaluator: it carries no name"
            found.append(_finding(path, message, "Write copies with `ddtender evaluate FILE --copies`."))
        elif name in known:
            message = f"{path} is a copy of {copy.evaluator}, as {known[name].book.path} is"
            found.append(_finding(path, message, "Give one copy of each evaluator."))
        known.setdefault(name, copy)
    for copy in copies[1:]:
        found += _other_plan(copy, first) or _other_facts(copy, first, language)
    return found


def _other_plan(copy: JudgedCopy, first: JudgedCopy) -> list[Diagnostic]:
    one, other = (asdict(replace(c.evaluation.plan, evaluator=UNSET)) for c in (copy, first))
    names = [name.replace("_", " ") for name in one if one[name] != other[name]]
    if not names:
        return []
    message = f"{copy.book.path} was made for another evaluation than {first.book.path}: {', '.join(names)} differ"
    return [_finding(copy.book.path, message, "Make all copies from the same workbook, and copy what was typed.")]


#: What is typed of a Tenderer beside its name, and how it is called.
_TYPED = {"price": "price", "other_quality": "points for other quality", "rejected": "rejection"}


def _other_facts(copy: JudgedCopy, first: JudgedCopy, language: Language) -> Iterator[Diagnostic]:
    """Other points on the overview, Tenderers, prices or points for other quality."""
    sheet = overview_sheet(language)
    maxima = [
        (m.price, m.other_quality, *m.criteria.values()) for m in (copy.evaluation.maxima, first.evaluation.maxima)
    ]
    for r, (one, other) in enumerate(zip(*maxima, strict=True), start=MAXIMA):
        if one != other:
            yield _unlike(copy, copy.book.cell(sheet, r, 3), "maximum points", _shown(one), _shown(other), first)
    one, other = (c.evaluation.maxima.amount for c in (copy, first))
    if one != other:
        cell = copy.book.cell(rules_sheet(language), AMOUNT, RULE_COLUMN)
        yield _unlike(copy, cell, "amount of the rule for the price", _shown(one), _shown(other), first)
    cells, known = _cells(copy, language), {t.number: t for t in first.tenders}
    for number in sorted({t.number for t in copy.tenders} | known.keys()):
        mine, other = next((t for t in copy.tenders if t.number == number), None), known.get(number)
        row = cells.get(number) or dict.fromkeys(("tenderer", *_TYPED), copy.book.cell(tenderers_sheet(language), 1, 1))
        if mine is None or other is None or mine.name != other.name:
            here, there = (f"'{t.name}'" if t else "nobody" for t in (mine, other))
            yield _unlike(copy, row["tenderer"], f"Tenderer {number}", here, there, first)
            continue
        for name, said in _TYPED.items():
            here, there = (_shown(getattr(t, name)) for t in (mine, other))
            if here != there:
                yield _unlike(copy, row[name], f"the {said} of {mine.name}", here, there, first)


def _cells(copy: JudgedCopy, language: Language) -> dict[int, dict[str, SheetCell]]:
    headings = tenderer_headings(copy.evaluation.plan, language)
    table = copy.book.table(tenderers_sheet(language), headings, REJECTED)
    return {int(c["number"].value): c for _, c in table.rows() if isinstance(c["number"].value, int | float)}


def _unlike(copy: JudgedCopy, cell: SheetCell, what: str, one: str, other: str, first: JudgedCopy) -> Diagnostic:
    hint = "Find out which is right, and correct the other copy: all evaluators judge the same Tenders."
    return copy.book.finding(COPIES_DIFFER, cell, f"{what}: {one} here, {other} in {first.book.path}", hint)


def _shown(value: Decimal | str | None) -> str:
    return "nothing" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _finding(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(COPIES_DIFFER, Location(path), message, hint)


def together(copies: Sequence[JudgedCopy]) -> tuple[EvaluationPlan, Entries]:
    """The plan of a consensus, with every difference, and what stands in it already. The copies are alike in all that
    ``unlike`` looks at."""
    first = copies[0].evaluation
    names = tuple(copy.evaluator for copy in copies)
    differences: list[Difference] = []
    tenders = tuple(
        _together(first.plan, [copy.tenders[n] for copy in copies], names, differences)
        for n in range(len(copies[0].tenders))
    )
    plan = replace(first.plan, evaluator=UNSET, evaluators=names, differences=tuple(differences))
    return plan, Entries(first.maxima, tenders, names, None)


def _together(
    plan: EvaluationPlan, tenders: Sequence[Tender], names: Sequence[str], differences: list[Difference]
) -> Tender:
    """One Tenderer as all have judged it alike; where they have not, a difference is added."""
    first = tenders[0]

    def differ(judged: str, chosen: Sequence[Sequence[str | None]], why: Sequence[str]) -> None:
        views = tuple(
            View(by=name, chosen=tuple(c or "" for c in choices), why=reason)
            for name, choices, reason in zip(names, chosen, why, strict=True)
        )
        differences.append(Difference(judged=judged, number=first.number, tenderer=first.name, views=views))

    met: list[bool | None] = []
    reasons: list[str] = []
    for n, requirement in enumerate(plan.requirements):
        results, why = [t.met[n] for t in tenders], [t.reasons[n] for t in tenders]
        alike = len(set(results)) == 1
        met.append(results[0] if alike else None)
        reasons.append(_joined(why) if alike else "")
        if not alike:
            differ(requirement.id, [(_RESULT[result],) for result in results], why)
    judgements: list[Judgement] = []
    for n, criterion in enumerate(plan.criteria):
        chosen, why = [t.judgements[n].chosen for t in tenders], [t.judgements[n].motivation for t in tenders]
        alike = len(set(chosen)) == 1
        each = tuple(column[0] if len(set(column)) == 1 else None for column in zip(*chosen, strict=True))
        judgements.append(Judgement(each, _joined(why) if alike else ""))
        if not alike and any(t.admitted is not False for t in tenders):
            differ(criterion.id, chosen, why)
    return replace(first, met=tuple(met), reasons=tuple(reasons), judgements=tuple(judgements))


_RESULT = {True: Result.PASS, False: Result.FAIL, None: None}


def _joined(texts: Sequence[str]) -> str:
    """What all have written, each text once; nothing where that is too long for a cell, so that it is asked for."""
    joined = "\n".join(dict.fromkeys(filter(None, texts)))
    return joined if len(joined) <= LONGEST_CELL else ""
