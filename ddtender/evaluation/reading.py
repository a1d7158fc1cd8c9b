"""Reading a filled evaluation back: what was typed, and where what the workbook counted differs from our count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.diagnostics.messages import Message, cell_of
from ddtender.evaluation import places as sheets
from ddtender.evaluation.asked import AskedPlace, places_of
from ddtender.evaluation.codes import EVALUATION_INCOMPLETE, MISSING_MOTIVATION
from ddtender.evaluation.committee import Committee, read_committee
from ddtender.evaluation.comparing import Comparison
from ddtender.evaluation.points import Judgement, Maxima, Score, Tender, scores
from ddtender.evaluation.reading_points import PointsReader, RowCells
from ddtender.evaluation.rule_findings import RuleFindings, zero_price
from ddtender.evaluation.tenders import CAPACITY, Criterion, EvaluationPlan, Rejection, Result, YesNo, one_name
from ddtender.sheets.codes import WORKBOOK_VALUE
from ddtender.sheets.reading import Book, Unreadable
from ddtender.sheets.typed import number_of
from ddtender.sheets.words import by_word
from ddtender.words import Language, language

_MET = (Result.PASS, Result.FAIL)


class Evaluation(Struct, frozen=True):
    """An evaluation as it was read back and counted again; ``scores`` are in the order of the Tenderers' numbers, and
    ``asked`` says of the cells about which something was found what is typed in them."""

    plan: EvaluationPlan
    maxima: Maxima
    scores: tuple[Score, ...]
    committee: Committee = Committee()
    asked: Mapping[str, AskedPlace] = {}

    @property
    def ranking(self) -> tuple[Score, ...]:
        """The ranked Tenderers, best first; those that share a rank by number."""
        ranked = [s for s in self.scores if s.rank is not None]
        return tuple(sorted(ranked, key=lambda s: (s.rank or 0, s.tender.number)))


def read_evaluation(
    content: bytes, path: str, languages: Callable[[str], Language] = language
) -> tuple[Evaluation | None, list[Diagnostic]]:
    """The evaluation in the bytes of the file ``path``, or None if it cannot be used at all, with every finding.

    Its words are those of the language that its plan names, which ``languages`` gives by its tag.
    """
    try:
        book = Book(content, path)
        plan = book.plan(EvaluationPlan)
        words = book.language(plan.language, languages)
        reader = _TenderReader(book, plan, words)
        maxima = reader.maxima()
        tenders = reader.tenders()
        committee, more = read_committee(book, plan, tenders, words)
        counted = scores(plan, maxima, tenders)
        findings = reader.findings + more + book.broken_formulas(reader.sheets())
        if not plan.evaluator:
            findings += RuleFindings(book, plan, reader.tenderers, words).of(counted, maxima)
        findings += Comparison(book, plan, words).differences(counted, reader.awards, reader.selection)
        cells = {cell for one in findings if (cell := cell_of(one.message))}
        asked = places_of(cells, book, plan, words, reader.tenderers, reader.selection, reader.awards)
    except Unreadable as error:
        return None, [error.finding]
    return Evaluation(plan, maxima, counted, committee, asked), findings


class _TenderReader(PointsReader):
    def tenders(self) -> list[Tender]:
        found: list[Tender] = []
        names: dict[str, int] = {}
        for number in range(1, CAPACITY + 1):
            row = self.tenderers[number]
            name = " ".join(self.text(row["tenderer"]).split())
            if not name:
                self._stray(number)
                continue
            if one_name(name) in names:
                places = {"tenderer": name, "number": names[one_name(name)]}
                message = Message(
                    f"'{name}' is also number {places['number']}", "messages.workbook_value.twice", **places
                )
                self.add(WORKBOOK_VALUE, row["tenderer"], message, "Tell the two apart, for instance by the lot.")
            names.setdefault(one_name(name), number)
            found.append(self._tender(number, name, row))
        self._prices(found)
        if not found:  # nothing can be wrong yet with what is still missing
            self.findings = [_as_warning(f) if f.code == EVALUATION_INCOMPLETE else f for f in self.findings]
        return found

    def _stray(self, number: int) -> None:
        """Anything typed in the row of a Tenderer without a name."""
        rows = [self.tenderers[number], self.selection.get(number, {}), *(award[number] for award in self.awards)]
        for cell in (cell for row in rows for heading, cell in row.items() if heading != "number"):
            if cell.text and not cell.is_formula:
                self.add(
                    EVALUATION_INCOMPLETE,
                    cell,
                    Message(f"Tenderer {number} has no name", "messages.evaluation_incomplete.name", number=number),
                    "Type it on the first sheet.",
                )
                return

    def _tender(self, number: int, name: str, row: RowCells) -> Tender:
        price = self.number(row["price"], None, None)
        if price == 0 and self.plan.price_rule == "lowest-ratio" and self.plan.price != 0:
            self.findings.append(zero_price(self.book, row["price"], name))
            price = None
        elif price is not None and price < 0:
            self.add(
                WORKBOOK_VALUE,
                row["price"],
                Message("a price is not below 0", "messages.workbook_value.negative"),
                "Correct the price.",
            )
            price = None
        quality = self.number(row["other_quality"], Decimal(0), self._most_quality())
        why_not, reason = self._rejected(row, name)
        met, reasons = self._met(number, why_not is not None)
        rejected = False in met or why_not is not None
        asked = self._most_quality() and not rejected and not self.plan.evaluator  # who judges need not know them
        if quality is None and asked and not row["other_quality"].text:
            self.add(
                EVALUATION_INCOMPLETE,
                row["other_quality"],
                Message(
                    f"{name} has no points for other quality", "messages.evaluation_incomplete.quality", tenderer=name
                ),
                "Type them.",
            )
        judgements = tuple(
            self._judgement(c, award[number], name, rejected)
            for c, award in zip(self.plan.criteria, self.awards, strict=True)
        )
        drawn = "drawn" in row and self.one_of(row["drawn"], by_word((YesNo.YES,), self.words)) is YesNo.YES
        return Tender(number, name, price, quality, met, reasons, judgements, drawn, why_not, reason)

    def _rejected(self, row: RowCells, name: str) -> tuple[Rejection | None, str]:
        """For what a Tender is rejected whatever it offers, and why."""
        found = self.one_of(row["rejected"], by_word(Rejection, self.words))
        reason = self.text(row["rejected_why"])
        if found is not None and not reason:
            hint = (
                "Say what happened and when, or why the explanation does not account for the price: the letter says it."
            )
            self.add(
                MISSING_MOTIVATION,
                row["rejected_why"],
                Message(
                    f"no reason is given why {name} is rejected", "messages.missing_motivation.rejected", tenderer=name
                ),
                hint,
            )
        elif reason and not row["rejected"].text:
            said = f"a reason is given, and {name} is not rejected"
            message = Message(said, "messages.workbook_value.not_rejected", tenderer=name)
            self.add(WORKBOOK_VALUE, row["rejected"], message, "Choose from the list, or take the reason out.")
        return found, reason

    def _most_quality(self) -> Decimal | None:
        known = self.plan.other_quality
        cell = self.book.cell(self.overview, sheets.MAXIMA + 1, 3)
        try:
            return known if known is not None else number_of(cell) if cell.text else None
        except ValueError:
            return None

    def _met(self, number: int, rejected: bool) -> tuple[tuple[bool | None, ...], tuple[str, ...]]:
        met: list[bool | None] = []
        reasons = []
        results = by_word(_MET, self.words)
        for n, q in enumerate(self.plan.requirements):
            cell, why = (self.selection[number][f"{name} {n}"] for name in ("result", "reason"))
            result = self.one_of(cell, results)
            met.append(None if result is None else result is Result.PASS)
            reasons.append(self.text(why))
            if not cell.text:
                if rejected:  # then nothing has to be judged any more
                    continue
                said = f"{q.label} is not judged for Tenderer {number}"
                message = Message(said, "messages.evaluation_incomplete.judged", label=q.label, number=number)
                self.add(EVALUATION_INCOMPLETE, cell, message, "Choose pass or fail.")
            elif not reasons[-1]:
                said = f"no evidence and no reason is given for the result of Tenderer {number}"
                message = Message(said, "messages.missing_motivation.result", number=number)
                self.add(MISSING_MOTIVATION, why, message, "Say what was seen, and why that passes or fails.")
        return tuple(met), tuple(reasons)

    def _judgement(self, criterion: Criterion, row: RowCells, name: str, rejected: bool) -> Judgement:
        """The choices and the motivation; a Tenderer that is not admitted needs neither."""
        chosen: list[str | None] = []
        offered: Mapping[str, str] = criterion.names_shown
        if criterion.way == "sum_of":
            offered = by_word(YesNo, self.words)
        for heading in sheets.choice_headings(criterion, self.words):
            chosen.append(self.one_of(row[heading], offered))
            if not rejected and not row[heading].text and not row[heading].is_formula:
                self.add(
                    EVALUATION_INCOMPLETE,
                    row[heading],
                    Message(f"nothing is chosen for {name}", "messages.evaluation_incomplete.chosen", tenderer=name),
                    "Choose from the list.",
                )
        motivation = self.text(row["motivation"])
        if not motivation and not rejected and any(chosen):
            hint = "An award decision has to be reasoned: say what in the Tender led to this choice."
            self.add(
                MISSING_MOTIVATION,
                row["motivation"],
                Message(
                    f"the choice for {name} has no motivation", "messages.missing_motivation.choice", tenderer=name
                ),
                hint,
            )
        return Judgement(tuple(chosen), motivation)

    def _prices(self, tenders: list[Tender]) -> None:
        """A missing price is an error once any price is known; before that it is only said."""
        if self.plan.price_rule == "fixed" or (self.plan.price == 0 and self.plan.price_rule != "quality-discount"):
            return
        if self.plan.evaluator:
            return
        open_ = [t for t in tenders if t.admitted is not False and t.price is None]
        none_yet = all(t.price is None for t in tenders)
        for tender in open_:
            cell = self.tenderers[tender.number]["price"]
            if not cell.text:
                finding = self.book.finding(
                    EVALUATION_INCOMPLETE,
                    cell,
                    Message(
                        f"{tender.name} has no price yet", "messages.evaluation_incomplete.price", tenderer=tender.name
                    ),
                    "Type it.",
                )
                self.findings.append(_as_warning(finding) if none_yet else finding)


def _as_warning(finding: Diagnostic) -> Diagnostic:
    return finding._replace(severity_override=Severity.WARNING)
