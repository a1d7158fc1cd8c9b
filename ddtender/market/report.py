"""The assessment as a Word report that a steering group can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ddtender.library.facts import shown
from ddtender.market.assess import Assessment
from ddtender.market.chart import HEIGHT, WIDTH, chart, in_words
from ddtender.market.form import form_name
from ddtender.market.values import DimensionScore, Supplier
from ddtender.model.market import DIMENSIONS, LEVELS, Questionnaire
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.paper import Paper
from ddtender.render.tables import simple_table, text_cell

_TWIPS = 1440
_TITLE = "Market assessment"
#: What the report is about: name, label, and what stands for it while it is open.
_FACTS = (
    ("title", "Procurement", "title of the procurement"),
    ("reference", "Reference", "reference of the procurement"),
    ("authority_name", "Contracting authority", "name of the contracting authority"),
)


def report(
    assessment: Assessment,
    questionnaire: Questionnaire,
    template: bytes,
    facts: Mapping[str, str],
    on: date,
    moment: datetime,
) -> bytes:
    """A .docx: the recommendation with its reasons, the market, every supplier, and what could not be read.

    ``facts`` are those of the procurement (title, authority_name, reference), ``on`` is the day of the assessment,
    ``moment`` goes into the properties. Raises PackageError.
    """
    writer = _ReportWriter(assessment, questionnaire, Paper(template))
    title = f"{_TITLE}: {questionnaire.title}"
    words = {"title": title, "version": form_name(questionnaire), "reference": facts.get("reference", "")}
    return writer.paper.finish(writer.body(facts, on), words, title, moment)


class _ReportWriter:
    def __init__(self, assessment: Assessment, questionnaire: Questionnaire, paper: Paper) -> None:
        self.assessment, self.questionnaire, self.paper = assessment, questionnaire, paper
        self.styles = paper.styles

    def body(self, facts: Mapping[str, str], on: date) -> list[Element]:
        paper = self.paper
        made = [paper.text(_TITLE, "Title"), paper.text(self.questionnaire.title, "Subtitle")]
        rows = [(label, [paper.blank(name, said, facts.get(name))]) for name, label, said in _FACTS]
        made.append(paper.fields([*rows, ("Date", [wml.text_run(shown(on))])]))
        made += [*self._recommendation(), *self._market(), *self._suppliers(), *self._unread(), *self._method()]
        if self.assessment.suppliers:
            made.append(paper.heading(1, "Supplier by supplier", new_page=True))
        return made + [element for supplier in self.assessment.suppliers for element in self._supplier(supplier)]

    def _bullets(self, texts: tuple[str, ...]) -> list[Element]:
        return [self.paper.text(text, "Table Bullet") for text in texts]

    def _recommendation(self) -> list[Element]:
        market = self.assessment.market
        made = [self.paper.heading(1, "Recommendation")]
        if market.recommended is None:
            said = [wml.text_run("No scenario can be recommended from these answers.")]
        else:
            strong = self.styles.c("Strong")
            said = [wml.text_run("Use the "), wml.text_run(market.recommended, strong), wml.text_run(" scenario.")]
        made.append(wml.paragraph(self.styles.p("Body Text"), said, keepNext=True))
        return made + self._bullets(market.reasons)

    def _market(self) -> list[Element]:
        market, suppliers = self.assessment.market, self.assessment.suppliers
        counted = sum(market.counts["level"].values())
        made = [self.paper.heading(1, "The market")]
        said = f"{len(suppliers)} {'form was' if len(suppliers) == 1 else 'forms were'} read; {counted} "
        said += f"{'supplier has' if counted == 1 else 'suppliers have'} an overall level and "
        made.append(self.paper.text(f"{said}{'counts' if counted == 1 else 'count'}.", keepNext=True))
        size = (round(WIDTH * _TWIPS), round(HEIGHT * _TWIPS))
        made.append(self.paper.picture(chart(market), *size, "Suppliers at each level", in_words(market)))
        rows = [
            [text_cell("Overall" if row == "level" else row.capitalize())]
            + [text_cell(str(counts[level])) for level in LEVELS]
            for row, counts in market.counts.items()
        ]
        headings = ["Dimension", "Low", "Medium", "High"]
        numbers = frozenset({1, 2, 3})
        made.append(
            simple_table(
                self.styles,
                [40, 20, 20, 20],
                headings,
                rows,
                description="Number of suppliers at each level",
                numbers=numbers,
                together=True,
            )
        )
        return made

    def _suppliers(self) -> list[Element]:
        if not self.assessment.suppliers:
            return []
        made = [self.paper.heading(1, "The suppliers")]
        rows = []
        for s in self.assessment.suppliers:
            kind = self.questionnaire.kind(s.answers.kind)
            rows.append(
                [
                    text_cell(s.answers.name),
                    text_cell(kind.label.rstrip(":") if kind else "unread"),
                    *(text_cell(_said(s.dimensions[name])) for name in DIMENSIONS),
                    text_cell((s.level or "none") + ("" if s.counted else " (not counted)")),
                ]
            )
        headings = ["Company", "Kind", *(name.capitalize() for name in DIMENSIONS), "Overall"]
        made.append(
            simple_table(self.styles, [26, 16, 15, 15, 15, 13], headings, rows, description="Scores of the suppliers")
        )
        return made

    def _supplier(self, supplier: Supplier) -> list[Element]:
        made = [self.paper.heading(2, supplier.answers.name)]
        made.append(self.paper.text(f"File: {supplier.answers.file}", "Note", keepNext=True))
        rows = []
        for name in DIMENSIONS:
            score = supplier.dimensions[name]
            earned = [
                [wml.text_run(f"{points}: {self.questionnaire.group(group).option(option).text}")]
                for group, option, points in score.earned
            ]
            rows.append([text_cell(name.capitalize()), text_cell(_said(score)), earned or text_cell("nothing ticked")])
        headings = ["Dimension", "Score", "Points and the answers that earned them"]
        description = "Answers that earned points"
        made.append(simple_table(self.styles, [18, 17, 65], headings, rows, description=description))
        if supplier.notes:
            made.append(self.paper.heading(3, "Notes"))
        return made + self._bullets(supplier.notes)

    def _unread(self) -> list[Element]:
        if not self.assessment.unread:
            return []
        rows = [[text_cell(f.location.path), text_cell(f"{f.message}. {f.hint}")] for f in self.assessment.unread]
        made = [self.paper.heading(1, "Files that could not be read")]
        made.append(self.paper.text("These files are not part of the results.", keepNext=True))
        made.append(simple_table(self.styles, [35, 65], ["File", "Reason"], rows, description="Files not read"))
        return made

    def _method(self) -> list[Element]:
        """How scores become levels, with the library's decisions."""
        q = self.questionnaire
        made = [self.paper.heading(1, "How this was assessed")]
        bounds = "; ".join(
            f"{name}: low below {b.low_below}, medium {b.medium_from} to {b.medium_to}, high above {b.medium_to}"
            + (f", and {b.between} in between" if b.low_below < b.medium_from else "")
            for name, b in q.bounds.items()
        )
        share = q.decisions.market_share
        texts = (
            f"Points are added up in each dimension. Levels: {bounds}.",
            f"A supplier's overall level is the {q.decisions.overall} of its three levels.",
            f"The market has the highest level that at least {share}% of the suppliers reach.",
            "A question without an answer gives no score, and no answer is ever filled in for a supplier.",
            "The levels serve the preparation of the procedure; no supplier is selected or excluded by them.",
        )
        return made + self._bullets(texts)


def _said(score: DimensionScore) -> str:
    return "no score" if score.score is None else f"{score.score} ({score.level})"
