"""The questionnaire as a Word form: what suppliers fill in, or, with scores, the buyer's own copy (manual, annex 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from ddtender.market.controls import TAG, bookmark_name, check_box, text_field
from ddtender.model.market import COLUMNS, DIMENSIONS, Group, Questionnaire
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.paper import Paper
from ddtender.render.tables import columns, simple_table, text_cell

#: The facts on the first page: name, label, and what stands for it while it is open.
FACTS = (
    ("authority_name", "Contracting authority", "name of the contracting authority"),
    ("subject", "Purchase", "what is to be purchased"),
    ("contact", "Send the form to", "contact address"),
    ("answer_by", "No later than", "last day for answers"),
)
#: The fields about the company, with their labels.
COMPANY_FIELDS = {"company": "Company", "contact": "Contact person, details"}
_RULES = {True: "Tick one statement only.", False: "Tick every statement that is true; at least one."}
_BOX, _TEXT, _POINTS = 8, 92, 17


def write_form(
    questionnaire: Questionnaire,
    template: bytes,
    facts: Mapping[str, str],
    moment: datetime,
    with_scores: bool = False,
) -> bytes:
    """A .docx with 25 boxes and the free-text fields, in the order of the questionnaire. Raises PackageError."""
    writer = _FormWriter(questionnaire, Paper(template), with_scores)
    title = f"Supplier questionnaire: {questionnaire.title}"
    words = {
        "title": title,
        "reference": facts.get("reference", ""),
        "version": form_name(questionnaire),
        "mark": "BUYER'S COPY" if with_scores else "",
    }
    return writer.paper.finish(writer.body(facts), words, title, moment)


def form_name(questionnaire: Questionnaire) -> str:
    return f"Form {questionnaire.id}, version {questionnaire.version}"


class _FormWriter:
    def __init__(self, questionnaire: Questionnaire, paper: Paper, with_scores: bool) -> None:
        self.questionnaire, self.paper, self.with_scores = questionnaire, paper, with_scores
        self.styles = paper.styles

    def body(self, facts: Mapping[str, str]) -> list[Element]:
        q, paper = self.questionnaire, self.paper
        made = [paper.text("Supplier questionnaire", "Title"), paper.text(q.title, "Subtitle")]
        if self.with_scores:
            made.append(paper.text("Buyer's copy with points. Do not send it to suppliers.", "Note"))
        made += [paper.text(text) for text in q.introduction]
        made.append(paper.fields([(label, [paper.blank(name, said, facts.get(name))]) for name, label, said in FACTS]))
        made.append(paper.heading(1, "Your company"))
        blank = self.styles.c("Blank")
        made.append(paper.fields([(label, text_field(name, label, blank)) for name, label in COMPANY_FIELDS.items()]))
        made.append(paper.text("We are a … (tick one)", "Form Instruction", keepNext=True))
        made.append(self._kinds())
        for group in q.groups:
            made += self._group(group)
        if self.with_scores:
            made += self._levels()
        version = wml.inline_control(TAG + "form", "Version of the form", wml.text_run(form_name(q)), placeholder=False)
        made.insert(2, wml.paragraph(self.styles.p("Note"), wml.bookmark(bookmark_name("form"), [version])))
        return made

    def _kinds(self) -> Element:
        rows = [self._statement("kind", k.id, k.label, k.describe, ()) for k in self.questionnaire.kinds]
        return self._boxes("Kind of company", rows, ())

    def _group(self, group: Group) -> list[Element]:
        paper = self.paper
        made = [paper.heading(1, group.title), paper.text(group.question, keepNext=True)]
        rule = _RULES[group.one]
        if self.with_scores and group.maximum is not None:
            rule += f" No more than {group.maximum} points count."
        made.append(paper.text(rule, "Form Instruction", keepNext=True))
        points = COLUMNS if self.with_scores else ()
        rows = [
            self._statement(group.id, o.id, o.text, o.describe, [str(o.points[column]) for column in points])
            for o in group.options
        ]
        if group.remarks:
            rows.append(self._remarks(group.id, group.remarks, points))
        made.append(self._boxes(group.title, rows, [f"Points for a {column}" for column in points]))
        return made

    def _remarks(self, group: str, label: str, points: Sequence[str]) -> Element:
        """A row without a box, for what the statements leave out."""
        style = self.styles.p("Table Text")
        field = text_field(group, label, self.styles.c("Blank"))
        texts = [[], [wml.text_run(f"{label}: "), *field], *([] for _ in points)]
        return wml.row(
            [
                wml.cell(width, wml.paragraph(style, runs))
                for width, runs in zip(self._widths(points), texts, strict=True)
            ]
        )

    def _widths(self, points: Sequence[str]) -> list[int]:
        return columns(self.styles.width, [_BOX, _TEXT - _POINTS * len(points), *(_POINTS for _ in points)])

    def _statement(self, group: str, id_: str, text: str, describe: str | None, points: Sequence[str]) -> Element:
        widths, style = self._widths(points), self.styles.p("Table Text")
        name = f"{group}.{id_}"
        box = wml.paragraph(style, check_box(name, text))
        words = [wml.paragraph(style, [wml.text_run(text)])]
        if describe:
            field = text_field(f"{name}.text", describe, self.styles.c("Blank"))
            words.append(wml.paragraph(style, [wml.text_run(f"{describe}: "), *field]))
        numbers = [
            wml.cell(width, wml.paragraph(self.styles.p("Table Number"), [wml.text_run(value)]))
            for width, value in zip(widths[2:], points, strict=True)
        ]
        return wml.row([wml.cell(widths[0], box), wml.cell(widths[1], *words), *numbers])

    def _boxes(self, title: str, rows: Sequence[Element], points: Sequence[str]) -> Element:
        widths, style = self._widths(points), self.styles.p("Table Heading")
        cells = [
            wml.cell(width, wml.paragraph(style, [wml.text_run(text)], keepNext=True))
            for width, text in zip(widths, ["Tick", "Statement", *points], strict=True)
        ]
        for row in rows[:-1]:  # a question stays on one page
            for properties in row.iter(wml.W + "pPr"):
                properties.insert(1, wml.element("keepNext"))
        header = wml.row(cells, header=True)
        return wml.table(self.styles.t("Form Table"), widths, [header, *rows], description=title)

    def _levels(self) -> list[Element]:
        rows = []
        for name in DIMENSIONS:
            b = self.questionnaire.bounds[name]
            rows.append([text_cell(name.capitalize()), text_cell(f"below {b.low_below}")])
            rows[-1] += [text_cell(f"{b.medium_from} to {b.medium_to}"), text_cell(f"above {b.medium_to}")]
        made = [self.paper.heading(1, "Levels")]
        made.append(self.paper.text("The points of a dimension are added up, both awareness questions together."))
        made.append(
            simple_table(
                self.styles, [34, 22, 22, 22], ["Dimension", "Low", "Medium", "High"], rows, description="Levels"
            )
        )
        for name in DIMENSIONS:
            b = self.questionnaire.bounds[name]
            if b.low_below < b.medium_from:
                said = f"{name.capitalize()} from {b.low_below} to below {b.medium_from} points count as {b.between}."
                made.append(self.paper.text(said, "Note"))
        return made
