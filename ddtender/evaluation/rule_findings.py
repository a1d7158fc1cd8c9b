"""What the published rules ask for in a filled evaluation: explanations of low prices, lots, a rule at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.diagnostics.messages import Message
from ddtender.evaluation.codes import ABNORMALLY_LOW_PRICE, LOTS_NOT_DRAWN, PRICE_RULE_OPEN, RANK_NOT_SETTLED
from ddtender.evaluation.places import RULE_COLUMN, rules_sheet
from ddtender.evaluation.points import Maxima, Score
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.ties import Settled
from ddtender.sheets.codes import WORKBOOK_VALUE
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.words import Language

_RULE_ROW = 4
_ASK = "Ask for an explanation in writing, and put it on record."


class RuleFindings:
    """What is to be said of one evaluation; ``rows`` are those of the sheet of Tenderers, by number."""

    def __init__(
        self, book: Book, plan: EvaluationPlan, rows: Mapping[int, Mapping[str, SheetCell]], words: Language
    ) -> None:
        self.book, self.plan, self.rows, self.words = book, plan, rows, words

    def of(self, scores: Sequence[Score], maxima: Maxima) -> Iterator[Diagnostic]:
        if scores and self.plan.pricing is None and maxima.price != 0:
            cell = self.book.cell(rules_sheet(self.words), _RULE_ROW, RULE_COLUMN)
            said = "no rule for the price was published: its points are a trial"
            message = Message(said, "messages.price_rule_open")
            yield self.book.finding(PRICE_RULE_OPEN, cell, message, PRICE_RULE_OPEN.mend)
        for score in scores:
            yield from self._price(score, maxima)
        yield from self._first(scores)
        yield from self._last(scores)

    def _price(self, score: Score, maxima: Maxima) -> Iterator[Diagnostic]:
        tender, pricing = score.tender, self.plan.pricing
        if tender.price is None or tender.admitted is False:
            return
        cell = self.rows[tender.number]["price"]
        if tender.price == 0:
            said = f"the price of {tender.name} is 0"
            message = Message(said, "messages.abnormally_low_price.zero", tenderer=tender.name)
            yield self.book.finding(ABNORMALLY_LOW_PRICE, cell, message, _ASK)
        elif score.low_price and pricing is not None:
            other = "mean of the other prices" if pricing.low_below == "mean" else "next price"
            said = f"the price of {tender.name} is more than {pricing.low:f} % below the {other}"
            key = f"messages.abnormally_low_price.{'mean' if pricing.low_below == 'mean' else 'next'}"
            message = Message(said, key, tenderer=tender.name, percent=pricing.low or 0)
            yield self.book.finding(ABNORMALLY_LOW_PRICE, cell, message, _ASK)
        if self.plan.price_rule == "fixed" and maxima.amount not in (None, tender.price):
            said = f"the price is fixed at {maxima.amount:f}, and {tender.price:f} is typed for {tender.name}"
            places = {"tenderer": tender.name, "fixed": maxima.amount or 0, "typed": tender.price}
            message = Message(said, "messages.workbook_value.fixed_price", **places)
            yield self.book.finding(WORKBOOK_VALUE, cell, message, "Correct it, or leave it out.")

    def _first(self, scores: Sequence[Score]) -> Iterator[Diagnostic]:
        first = [s for s in scores if s.rank == 1]
        names = ", ".join(s.tender.name for s in first)
        to_draw = [s for s in first if s.settled is Settled.TO_BE_DRAWN]
        if to_draw:
            said = f"{names} would be ranked first together"
            together = tuple(s.tender.name for s in first)
            message = Message(said, "messages.lots_not_drawn.equal", names=together)
            drawn = sum(s.tender.drawn for s in to_draw)
            hint = "Draw lots, and choose yes for the one that was drawn first" + (", for no other." if drawn else ".")
            yield self.book.finding(LOTS_NOT_DRAWN, self.rows[to_draw[0].tender.number]["drawn"], message, hint)
        elif len(first) > 1:
            why = "their prices are not all known" if self.plan.tie_rule else "the tender document has no rule for it"
            cell = self.rows[first[0].tender.number]["tenderer"]
            key = f"messages.rank_not_settled.{'prices' if self.plan.tie_rule else 'no_rule'}"
            together = tuple(s.tender.name for s in first)
            message = Message(f"{names} share the first rank, and {why}", key, names=together)
            yield self.book.finding(RANK_NOT_SETTLED, cell, message, RANK_NOT_SETTLED.mend)
        for s in scores:
            if s.tender.drawn and s.settled not in (Settled.LOTS, Settled.TO_BE_DRAWN):
                cell = self.rows[s.tender.number]["drawn"]
                said = f"{s.tender.name} has no part in a draw: nobody is equal to it in the first place"
                message = Message(said, "messages.lots_not_drawn.no_part", tenderer=s.tender.name)
                yield self.book.finding(LOTS_NOT_DRAWN, cell, message, "Take the yes out.")

    def _last(self, scores: Sequence[Score]) -> Iterator[Diagnostic]:
        """Tenders that share the last place of a framework agreement: the published rule is about the first one."""
        chosen = [s for s in scores if s.rank is not None and s.rank <= self.plan.chosen]
        if len(chosen) <= self.plan.chosen or self.plan.chosen < 2:
            return
        last = max(s.rank or 0 for s in chosen)
        if last == 1:
            return  # it is told there
        equal = [s for s in chosen if s.rank == last]
        names, most = ", ".join(s.tender.name for s in equal), self.plan.chosen
        said = f"{names} share rank {last}, and the framework agreement has room for {most} Contractors only"
        places = {"names": tuple(s.tender.name for s in equal), "rank": last, "most": most}
        message = Message(said, "messages.rank_not_settled.last", **places)
        cell = self.rows[equal[0].tender.number]["tenderer"]
        hint = "The rule that was published decides about the first rank only: take legal advice before the award."
        yield self.book.finding(RANK_NOT_SETTLED, cell, message, hint)


def zero_price(book: Book, cell: SheetCell, name: str) -> Diagnostic:
    """A price of 0 where the rule cannot count with it."""
    said = f"the price of {name} is 0, and points are given by division by it"
    message = Message(said, "messages.abnormally_low_price.division", tenderer=name)
    finding = book.finding(ABNORMALLY_LOW_PRICE, cell, message, _ASK)
    return finding._replace(severity_override=Severity.ERROR)
