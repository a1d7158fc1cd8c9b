"""The letters by which Tenderers learn of the award decision, one each: chosen, not chosen, or rejected.

Whoever was ranked is told the points and the relative advantages of the Tender chosen, in points and in the published
words of what earned them: neither a motivation nor a price of another, which may quote what is confidential.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from ddtender.diagnostics.messages import Message
from ddtender.evaluation.places import columns, label_of
from ddtender.evaluation.points import Score
from ddtender.evaluation.reading import Evaluation
from ddtender.evaluation.ties import Settled
from ddtender.evaluation.wording import as_published
from ddtender.layout.named import fact_name, points_headings
from ddtender.library.market import BLANK
from ddtender.library.places import slug
from ddtender.model.market import Invitation
from ddtender.office.wml import Element, text_run
from ddtender.render.paper import Paper
from ddtender.render.tables import CellContent, simple_table, text_cell
from ddtender.words import Language

CHOSEN, NOT_CHOSEN, REJECTED = KINDS = ("chosen", "not-chosen", "rejected")
#: What is only said of a standstill, where there is one.
_OF_STANDSTILL = {"standstill_end", "standstill_days"}


_FIRST_BY = {
    Settled.PRICE: "first_by_price",
    Settled.QUALITY: "first_by_quality",
    Settled.LOTS: "first_by_lot",
}


class Sending(Struct, frozen=True):
    """How and when the decision is sent; ``days`` are those of the standstill, 0 where the law asks for none, and
    ``end`` its last day, None where the day of sending is not known."""

    by: str
    days: int
    sent: date | None = None
    end: date | None = None


class NoDecision(ValueError):
    """The ranking does not say who is chosen; the message says why."""


def chosen(evaluation: Evaluation, contractors: int = 1) -> tuple[Score, ...]:
    """The Tenderers to whom the Contract is to be awarded: the first ones by rank. Raises NoDecision."""
    first = tuple(s for s in evaluation.ranking if s.rank is not None and s.rank <= contractors)
    if not first:
        said = "no Tenderer is ranked, so nobody is chosen and no letter can say who is"
        raise NoDecision(Message(said, "messages.refusal.nobody_ranked"))
    if len(first) > contractors:
        equal = tuple(s.tender.name for s in first if s.rank == first[-1].rank)
        rank = first[-1].rank
        rule = "apply the published rule for an equal rank first"
        key = "messages.refusal.equal_first"
        if rank != 1:
            rule = "the published rule decides about the first rank only, so take legal advice"
            key = "messages.refusal.equal_later"
        raise NoDecision(Message(f"{', '.join(equal)} share rank {rank}: {rule}", key, names=equal, rank=rank or 0))
    return first


def letters(
    evaluation: Evaluation,
    winners: Sequence[Score],
    texts: Mapping[str, Invitation],
    template: bytes,
    facts: Mapping[str, str],
    sending: Sending,
    moment: datetime,
    language: Language,
) -> dict[str, bytes]:
    """A .docx a Tenderer, by file name; ``texts`` are those of the three kinds, ``facts`` what is known otherwise.

    Raises PackageError when ``template`` is not one.
    """
    made = {}
    for score in evaluation.scores:
        kind = CHOSEN if score in winners else NOT_CHOSEN if score.rank is not None else REJECTED
        letter = _Letter(evaluation, score, winners, texts[kind], facts, sending, Paper(template, language))
        name = slug(score.tender.name) or "tenderer"
        made[f"{score.tender.number:02}-{name}-{kind}.docx"] = letter.written(moment)
    return made


class _Letter:
    def __init__(
        self,
        evaluation: Evaluation,
        score: Score,
        winners: Sequence[Score],
        text: Invitation,
        facts: Mapping[str, str],
        sending: Sending,
        paper: Paper,
    ) -> None:
        self.evaluation, self.score, self.winners, self.text = evaluation, score, winners, text
        self.paper, self.language, self.say, self.sending = paper, paper.language, paper.say, sending
        plan, say = evaluation.plan, paper.say
        told = {
            "title": plan.title,
            "reference": plan.reference,
            "authority_name": plan.authority,
            "winner": self.language.listing([s.tender.name for s in winners]),
            "rank": "" if score.rank is None else str(score.rank),
            "ranked": str(len(evaluation.ranking)),
            "sent": self.language.date(sending.sent) if sending.sent else "",
            "means": say(f"evaluation.letter.means.{sending.by}"),
            "standstill_days": say("evaluation.letter.days", count=sending.days),
            "standstill_end": self.language.date(sending.end) if sending.end else "",
        }
        self.facts = {**facts, **{name: value for name, value in told.items() if value}}
        self.tables = {
            "own_points": self._own_points,
            "compared_points": self._compared_points,
            "own_reasons": self._own_reasons,
            "advantages": self._advantages,
            "failed": self._failed,
        }

    def written(self, moment: datetime) -> bytes:
        paper, plan, text = self.paper, self.evaluation.plan, self.text
        rows = [
            (self.say("evaluation.letter.to"), [text_run(self.score.tender.name)]),
            (self.say("evaluation.letter.from"), [self._blank("authority_name")]),
            (fact_name("reference", self.language), [self._blank("reference")]),
            (self.say("evaluation.letter.sent"), [self._blank("sent")]),
        ]
        body: list[Element] = [paper.text(text.title, "Title"), paper.fields(rows)]
        for heading, paragraphs in text.sections:
            said = [one for one in paragraphs if self.sending.days or not _OF_STANDSTILL & {*BLANK.findall(one)}]
            if not said or (len(said) < len(paragraphs) and "review_body" not in text.blanks):
                continue  # without a standstill there is nothing else to say under this heading
            body.append(paper.heading(1, heading))
            for one in said:
                body += self._paragraph(one)
        body.append(paper.text("", "Table Text"))
        named = (("name", "evaluation.annex.sign.name"), ("signature", "evaluation.annex.sign.signature"))
        body.append(paper.fields([(self.say(key), [text_run("")]) for _, key in named], lines=2))
        words = {"title": text.title, "reference": plan.reference}
        return paper.finish(body, words, text.title, moment)

    def _blank(self, name: str) -> Element:
        return self.paper.blank(name, self.text.blanks[name], self.facts.get(name))

    def _paragraph(self, text: str) -> Iterator[Element]:
        alone = BLANK.fullmatch(text.strip())
        if alone and alone[1] in self.tables:
            yield self.tables[alone[1]]()
            yield self.paper.text("", "Table Text")
        else:
            yield self.paper.filled(text, self.text.blanks, self.facts)

    def _table(
        self, name: str, headings: Sequence[str], rows: Sequence[Sequence[CellContent]], shares: Sequence[int]
    ) -> Element:
        return simple_table(self.paper.styles, shares, headings, rows, description=self.text.blanks[name])

    def _parts(self) -> Iterator[tuple[str, Decimal | None, list[Decimal | None]]]:
        """What points are given for: its name, the maximum, and the points of this Tender and of those chosen."""
        maxima, scores = self.evaluation.maxima, [self.score, *self.winners]
        price, quality = points_headings(("price", "other_quality"), self.language).values()
        if maxima.price:
            yield price, maxima.price, [s.price_points for s in scores]
        if maxima.other_quality:
            yield quality, maxima.other_quality, [s.other_quality for s in scores]
        for n, criterion in enumerate(self.evaluation.plan.criteria):
            label = self.say(
                "layout.named.with_title", provision=label_of(criterion, self.language), title=criterion.title
            )
            yield label, maxima.criteria[criterion.id], [s.points[n] for s in scores]

    def _own_points(self) -> Element:
        headings = [*columns(("judged", "maximum", "yours"), self.language).values()]
        rows = [(name, most, points[0]) for name, most, points in self._parts()]
        rows.append((self._headed("total"), None, self.score.total))
        cells = [[text_cell(name), *(text_cell(self._number(n)) for n in numbers)] for name, *numbers in rows]
        return self._table("own_points", headings, cells, (60, 20, 20))

    def _compared_points(self) -> Element:
        headings = [*columns(("judged", "maximum", "yours"), self.language).values()]
        headings += [s.tender.name for s in self.winners]
        rows = [(name, most, *points) for name, most, points in self._parts()]
        rows.append((self._headed("total"), None, self.score.total, *(s.total for s in self.winners)))
        if self.evaluation.plan.price_rule == "quality-discount":  # not the total, but this decides
            rows.append((self._headed("lowered"), None, self.score.lowered, *(s.lowered for s in self.winners)))
        cells = [[text_cell(name), *(text_cell(self._number(n)) for n in numbers)] for name, *numbers in rows]
        count = len(self.winners)
        return self._table("compared_points", headings, cells, (46, 16, 16, *([max(22 // count, 10)] * count)))

    def _own_reasons(self) -> Element:
        plan, tender = self.evaluation.plan, self.score.tender
        rows: list[list[CellContent]] = []
        if self.evaluation.maxima.other_quality:
            quality = points_headings(("other_quality",), self.language)["other_quality"]
            points = self._number(self.score.other_quality)
            rows.append([text_cell(quality), text_cell(""), text_cell(points), [[self._typed_in("reasons")]]])
        for n, criterion in enumerate(plan.criteria):
            judged = tender.judgements[n]
            said = as_published(plan, criterion.id, judged.chosen, self.language)
            texts = (label_of(criterion, self.language), said, self._number(self.score.points[n]), judged.motivation)
            rows.append([text_cell(text) for text in texts])
        headings = [*columns(("judged", "given_for", "points", "motivation"), self.language).values()]
        return self._table("own_reasons", headings, rows, (18, 36, 10, 36))

    def _advantages(self) -> Element:
        plan = self.evaluation.plan
        rows: list[list[CellContent]] = []
        for winner in self.winners:
            quality = points_headings(("other_quality",), self.language)["other_quality"]
            if _more(winner.other_quality, self.score.other_quality) and self.evaluation.maxima.other_quality:
                more = self._more(winner.other_quality, self.score.other_quality)
                cells: list[CellContent] = [text_cell(winner.tender.name), text_cell(quality), text_cell(more)]
                rows.append([*cells, [[self._typed_in("advantages")]]])
            is_lower = plan.price_rule == "quality-discount" and _more(self.score.tender.price, winner.tender.price)
            if is_lower or _more(winner.price_points, self.score.price_points):
                price = points_headings(("price",), self.language)["price"]
                more = "" if is_lower else self._more(winner.price_points, self.score.price_points)
                texts = (winner.tender.name, price, more, self.say("evaluation.letter.lower_price"))
                rows.append([text_cell(text) for text in texts])
            for n, criterion in enumerate(plan.criteria):
                if _more(winner.points[n], self.score.points[n]):
                    said = as_published(plan, criterion.id, winner.tender.judgements[n].chosen, self.language)
                    more = self._more(winner.points[n], self.score.points[n])
                    texts = (winner.tender.name, label_of(criterion, self.language), more, said)
                    rows.append([text_cell(text) for text in texts])
            if winner.settled and self._is_level(winner):
                first = self.language.capital(self.say(f"evaluation.remark.{_FIRST_BY[winner.settled]}"))
                rows.append([text_cell(text) for text in (winner.tender.name, "", "", first)])
        if not rows:
            names = self.language.listing([s.tender.name for s in self.winners])
            rows = [[text_cell(names), text_cell(""), text_cell(""), text_cell(self.say("evaluation.letter.nowhere"))]]
        headings = [*columns(("tenderer", "judged", "more_points", "given_for"), self.language).values()]
        return self._table("advantages", headings, rows, (20, 20, 12, 48))

    def _is_level(self, winner: Score) -> bool:
        """Whether only what settles a tie has put the winner first."""
        if self.evaluation.plan.price_rule == "quality-discount":
            return winner.lowered == self.score.lowered
        return winner.total == self.score.total

    def _failed(self) -> Element:
        plan, tender = self.evaluation.plan, self.score.tender
        rejected = [tender.rejected.said(self.language)] if tender.rejected else []
        rows = [(self.language.capital(why), tender.rejected_why) for why in rejected]
        rows += [
            (self.say("layout.named.with_title", provision=q.label, title=q.title), reason)
            for q, met, reason in zip(plan.requirements, tender.met, tender.reasons, strict=True)
            if met is False
        ]
        rows += [
            (
                self.say("layout.named.with_title", provision=label_of(c, self.language), title=c.title),
                self.say("evaluation.letter.below_minimum", points=self._number(p), minimum=self._number(c.least)),
            )
            for c, p in zip(plan.criteria, self.score.points, strict=True)
            if c.id in self.score.below
        ]
        headings = [*columns(("requirement", "reason"), self.language).values()]
        cells: list[list[CellContent]] = [[text_cell(text) for text in row] for row in rows]
        if not cells:  # every requirement is met, and it is not ranked all the same: a person says why
            why = self.paper.blank("why_rejected", self.say("evaluation.letter.elsewhere.rejected"), None)
            cells.append([text_cell(""), [[why]]])
        return self._table("failed", headings, cells, (40, 60))

    def _typed_in(self, what: str) -> Element:
        """A visible blank for what was judged elsewhere."""
        return self.paper.blank(f"other_quality_{what}", self.say(f"evaluation.letter.elsewhere.{what}"), None)

    def _headed(self, name: str) -> str:
        return columns((name,), self.language)[name]

    def _more(self, theirs: Decimal | None, own: Decimal | None) -> str:
        return self._number((theirs or Decimal(0)) - (own or Decimal(0)))

    def _number(self, value: Decimal | None) -> str:
        return "" if value is None else self.language.number(value, 2)


def _more(theirs: Decimal | None, own: Decimal | None) -> bool:
    return (theirs or Decimal(0)) > (own or Decimal(0))
