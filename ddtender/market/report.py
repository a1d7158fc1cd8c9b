"""The assessment as a Word report that a steering group can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from ddtender.market.assess import Assessment
from ddtender.market.chart import HEIGHT, WIDTH, chart, in_words
from ddtender.market.form import form_name
from ddtender.market.initiatives_report import initiatives_in_full, initiatives_of, initiatives_part
from ddtender.market.values import DimensionScore, Market, Supplier
from ddtender.model.market import DIMENSIONS, LEVELS, Bounds, Questionnaire
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.office.writing import WrittenPiece
from ddtender.render.paper import Paper
from ddtender.render.tables import CellContent, long_table, simple_table, text_cell
from ddtender.words import Language


def report(
    assessment: Assessment,
    questionnaire: Questionnaire,
    template: bytes,
    moment: datetime,
    language: Language,
) -> bytes:
    """A .docx: the recommendation with its reasons, the market, every supplier with what to ask it, and what could not
    be read. ``moment`` goes into the properties. Raises PackageError.
    """
    writer = _ReportWriter(assessment, questionnaire, Paper(template, language), language)
    title = language.say("market.report.title_of", questionnaire=questionnaire.title)
    words = {
        "title": title,
        "version": form_name(questionnaire, language),
        "reference": assessment.about.reference or "",
    }
    return writer.paper.finish(writer.body(), words, title, moment)


class _ReportWriter:
    def __init__(self, assessment: Assessment, questionnaire: Questionnaire, paper: Paper, language: Language) -> None:
        self.language, self.say = language, language.say
        self.assessment, self.questionnaire, self.paper = assessment, questionnaire, paper
        self.styles = paper.styles

    def body(self) -> Iterator[WrittenPiece]:
        """All of the report from top to bottom; what every supplier adds to is made while it is written."""
        paper = self.paper
        made = [paper.text(self.say("market.report.title"), "Title"), paper.text(self.questionnaire.title, "Subtitle")]
        about = self.assessment.about
        rows = [self._fact(name, value) for name, value in about.facts().items()]
        if about.on is not None:
            rows.append((self.say("market.report.date"), [wml.text_run(self.language.date(about.on))]))
        made.append(paper.fields(rows))
        made += [*self._recommendation(), *self._market()]
        initiatives = initiatives_part(paper, self.assessment)
        in_full = initiatives_in_full(paper, self.assessment)
        return chain(made, self._suppliers(), self._unread(), self._method(), initiatives, self._one_by_one(), in_full)

    def _fact(self, name: str, value: str | None) -> tuple[str, list[Element]]:
        blank = self.paper.blank(name, self.say(f"market.report.facts.{name}.blank"), value)
        return self.say(f"market.report.facts.{name}.label"), [blank]

    def _bullets(self, texts: tuple[str, ...]) -> list[Element]:
        return [self.paper.text(text, "Table Bullet") for text in texts]

    def _recommendation(self) -> list[Element]:
        market = self.assessment.market
        made = [self.paper.heading(1, self.say("market.report.recommendation"))]
        if market.recommended is None:
            said = [wml.text_run(self.say("market.report.none_recommended"))]
        else:
            strong = self.styles.c("Strong")
            scenario = wml.text_run(market.recommended, strong)
            pieces = self.language.pieces("market.report.recommended", scenario=scenario)
            said = [wml.text_run(piece) if isinstance(piece, str) else piece for piece in pieces]
        made.append(wml.paragraph(self.styles.p("Body Text"), said, keepNext=True))
        return made + self._bullets(market.reasons)

    def _market(self) -> list[Element]:
        market, suppliers = self.assessment.market, self.assessment.suppliers
        counted = sum(market.counts["level"].values())
        made = [self.paper.heading(1, self.say("market.report.market"))]
        forms = self.say("market.report.forms", number=len(suppliers))
        made.append(self.paper.text(self.say("market.report.read", forms=forms, number=counted), keepNext=True))
        made.append(self._chart(market))
        rows = [
            [text_cell(self.say(f"market.headings.{row}"))] + [text_cell(str(counts[level])) for level in LEVELS]
            for row, counts in market.counts.items()
        ]
        headings = [self.say(f"market.headings.{name}") for name in ("dimension", *LEVELS)]
        numbers = frozenset({1, 2, 3})
        made.append(
            simple_table(
                self.styles,
                [40, 20, 20, 20],
                headings,
                rows,
                description=self.say("market.report.numbers"),
                numbers=numbers,
                together=True,
            )
        )
        return made

    def _chart(self, market: Market) -> Element:
        made = chart(market, self.language, self.paper.letters(self.language.tag))
        title, told = self.say("market.chart.title"), in_words(market, self.language)
        return self.paper.chart(made, WIDTH, HEIGHT, title, told)

    def _suppliers(self) -> Iterator[WrittenPiece]:
        if not self.assessment.suppliers:
            return
        yield self.paper.heading(1, self.say("market.report.suppliers"))
        headings = [self.say("market.report.company"), self.say("market.report.kind")]
        headings += [self.say(f"market.headings.{name}") for name in (*DIMENSIONS, "level")]
        rows = map(self._scores, self.assessment.suppliers)
        description = self.say("market.report.scores")
        kinds = [["", kind.label.rstrip(":"), "", "", "", ""] for kind in self.questionnaire.kinds]
        shares = [22, 22, 14, 14, 15, 13]
        yield long_table(self.styles, shares, headings, rows, description=description, known=kinds)

    def _scores(self, supplier: Supplier) -> list[CellContent]:
        kind = self.questionnaire.kind(supplier.answers.kind)
        return [
            text_cell(self._name(supplier)),
            text_cell(kind.label.rstrip(":") if kind else self.say("market.unread")),
            *(text_cell(self._said(supplier.dimensions[name])) for name in DIMENSIONS),
            text_cell(self._level(supplier)),
        ]

    def _one_by_one(self) -> Iterator[Element]:
        for n, supplier in enumerate(self.assessment.suppliers):
            if n == 0:
                yield self.paper.heading(1, self.say("market.report.by_supplier"), new_page=True)
            yield from self._supplier(supplier)

    def _supplier(self, supplier: Supplier) -> list[Element]:
        made = [self.paper.heading(2, self._name(supplier))]
        made.append(self.paper.text(self.say("market.report.file", file=supplier.answers.file), "Note", keepNext=True))
        made += self._chosen(supplier)
        rows = []
        for name in DIMENSIONS:
            score = supplier.dimensions[name]
            earned = [[wml.text_run(self._earned(group, option, points))] for group, option, points in score.earned]
            rows.append(
                [
                    text_cell(self.say(f"market.headings.{name}")),
                    text_cell(self._said(score)),
                    earned or text_cell(self.say("market.report.nothing")),
                ]
            )
        headings = [
            self.say("market.headings.dimension"),
            self.say("market.report.score"),
            self.say("market.report.points"),
        ]
        description = self.say("market.report.answers")
        made.append(simple_table(self.styles, [18, 17, 65], headings, rows, description=description))
        parts = {"named": self._named(supplier), "lacks": supplier.lacks, "notes": supplier.notes}
        for name, texts in (parts | {"questions": supplier.questions}).items():
            if texts:
                made += [self.paper.heading(3, self.say(f"market.report.{name}")), *self._bullets(texts)]
            if name == "named":
                made += initiatives_of(self.paper, self.assessment, supplier)
        return made

    def _named(self, supplier: Supplier) -> tuple[str, ...]:
        """What the supplier typed beside a statement that asks for names (which initiatives, which tools), in the
        order of the form. It earns nothing, but whoever judges the points must see what they were given for.
        """
        asked = [(f"{g.id}.{o.id}", o.describe) for g in self.questionnaire.groups for o in g.options]
        typed = [(label.rstrip(":"), supplier.answers.texts.get(name)) for name, label in asked if label]
        return tuple(self.say("market.report.named_as", label=label, text=text) for label, text in typed if text)

    def _chosen(self, supplier: Supplier) -> list[Element]:
        """What the supplier said of its answers: who supplied them, and whether others may see them."""
        chosen = supplier.answers.choices
        pairs = [(one.label, one.text(chosen.get(one.id))) for one in self.questionnaire.choices]
        said = [self.say("market.report.supplied_by", label=label, choice=text) for label, text in pairs if text]
        return [self.paper.text(text, "Note", keepNext=True) for text in said]

    def _unread(self) -> Iterator[WrittenPiece]:
        if not self.assessment.unread:
            return
        yield self.paper.heading(1, self.say("market.report.unread"))
        yield self.paper.text(self.say("market.report.not_part"), keepNext=True)
        rows = ([text_cell(f.location.path), text_cell(f"{f.message}. {f.hint}")] for f in self.assessment.unread)
        headings = [self.say("market.report.file_heading"), self.say("market.report.reason")]
        yield long_table(self.styles, [35, 65], headings, rows, description=self.say("market.report.not_read"))

    def _method(self) -> list[Element]:
        """How scores become levels, with the library's decisions."""
        q = self.questionnaire
        made = [self.paper.heading(1, self.say("market.report.method"))]
        bounds = "; ".join(self._bounds(name, b) for name, b in q.bounds.items())
        texts = (
            self.say("market.report.added", bounds=bounds),
            self.say(f"market.report.overall.{q.decisions.overall}"),
            self.say("market.report.share", share=q.decisions.market_share),
            self.say("market.report.unanswered"),
            self.say("market.report.purpose"),
        )
        return made + self._bullets(texts)

    def _bounds(self, name: str, b: Bounds) -> str:
        places: dict[str, object] = {"dimension": self.say(f"market.dimensions.{name}"), "low": b.low_below}
        places |= {"first": b.medium_from, "last": b.medium_to}
        if b.low_below < b.medium_from:
            between = self.say(f"market.levels.{b.between}")
            return self.say("market.report.bounds_between", between=between, **places)
        return self.say("market.report.bounds", **places)

    def _name(self, supplier: Supplier) -> str:
        return supplier.answers.company or self.say("market.report.unnamed", file=supplier.answers.file)

    def _level(self, supplier: Supplier) -> str:
        if supplier.level is None:
            return self.say(f"market.report.{'no_level' if supplier.counted else 'no_level_not_counted'}")
        level = self.say(f"market.levels.{supplier.level}")
        return level if supplier.counted else self.say("market.report.not_counted", level=level)

    def _earned(self, group: str, option: str, points: int) -> str:
        statement = self.questionnaire.behind(group, option).text
        return self.say("market.report.earned", points=points, statement=statement)

    def _said(self, score: DimensionScore) -> str:
        if score.score is None:
            return self.say("market.no_score")
        return self.say("market.score", score=score.score, level=self.say(f"market.levels.{score.level}"))
