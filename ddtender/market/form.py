"""The questionnaire as a Word form: what suppliers fill in, or, with scores, the buyer's own copy (manual, annex 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from ddtender.market.controls import TAG, bookmark_name, check_box, choice_field, text_field
from ddtender.model.market import COLUMNS, DIMENSIONS, Group, Questionnaire
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.paper import Paper
from ddtender.render.tables import columns, room_for_words, simple_table, text_cell
from ddtender.words import Language

#: The facts on the first page, and the fields about the company.
FACTS = ("authority_name", "subject", "contact", "answer_by")
COMPANY_FIELDS = ("company", "contact")
_BOX, _TEXT, _POINTS = 8, 92, 17


def write_form(
    questionnaire: Questionnaire,
    template: bytes,
    facts: Mapping[str, str],
    moment: datetime,
    language: Language,
    with_scores: bool = False,
) -> bytes:
    """A .docx with 25 boxes and the free-text fields, in the order of the questionnaire. Raises PackageError."""
    writer = _FormWriter(questionnaire, Paper(template, language), language, with_scores)
    title = language.say("market.form.title", questionnaire=questionnaire.title)
    words = {
        "title": title,
        "reference": facts.get("reference", ""),
        "version": form_name(questionnaire, language),
        "mark": language.say("market.form.mark") if with_scores else "",
    }
    return writer.paper.finish(writer.body(facts), words, title, moment)


def form_name(questionnaire: Questionnaire, language: Language) -> str:
    return language.say("market.form.name", id=questionnaire.id, version=questionnaire.version)


def company_labels(language: Language) -> dict[str, str]:
    """The labels of the fields about the company, by name."""
    return {name: language.say(f"market.form.company.{name}") for name in COMPANY_FIELDS}


@cache
def before_field(label: str, language: Language) -> re.Pattern[str]:
    """What stands before the field of a label, however its spaces came back."""
    place = "\ue000"
    before, _, after = language.say("market.form.before_field", label=place).partition(place)
    return re.compile(r"\s*".join(re.escape(part.strip()) for part in (before, label, after)))


class _FormWriter:
    def __init__(self, questionnaire: Questionnaire, paper: Paper, language: Language, with_scores: bool) -> None:
        self.questionnaire, self.paper, self.with_scores = questionnaire, paper, with_scores
        self.language, self.prompt = language, language.say("market.form.prompt")
        self.styles = paper.styles

    def body(self, facts: Mapping[str, str]) -> list[Element]:
        q, paper = self.questionnaire, self.paper
        made = [paper.text(self._say("heading"), "Title"), paper.text(q.title, "Subtitle")]
        if self.with_scores:
            made.append(paper.text(self._say("copy"), "Note"))
        made += [paper.text(text) for text in q.introduction]
        made.append(paper.fields([self._fact(name, facts.get(name)) for name in FACTS]))
        made.append(paper.heading(1, self._say("your_company")))
        company = company_labels(self.language).items()
        made.append(paper.fields([(label, self._field(name, label)) for name, label in company]))
        made.append(paper.text(self._say("kind"), "Form Instruction", keepNext=True))
        made.append(self._kinds())
        for n, group in enumerate(q.groups):
            made += self._group(group, n == 0)
        if q.choices:
            made += self._choices()
        if self.with_scores:
            made += self._levels()
        name = wml.text_run(form_name(q, self.language))
        version = wml.inline_control(TAG + "form", self._say("version"), name, placeholder=False)
        made.insert(2, wml.paragraph(self.styles.p("Note"), wml.bookmark(bookmark_name("form"), [version])))
        return made

    def _say(self, key: str, **places: object) -> str:
        return self.language.say(f"market.form.{key}", **places)

    def _fact(self, name: str, value: str | None) -> tuple[str, list[Element]]:
        blank = self.paper.blank(name, self._say(f"facts.{name}.blank"), value)
        return self._say(f"facts.{name}.label"), [blank]

    def _field(self, name: str, label: str) -> list[Element]:
        return text_field(name, label, self.styles.c("Blank"), self.prompt)

    def _kinds(self) -> Element:
        rows = [self._statement("kind", k.id, k.label, k.describe, ()) for k in self.questionnaire.kinds]
        return self._boxes(self._say("kinds"), rows, ())

    def _group(self, group: Group, new_page: bool) -> list[Element]:
        """A question of the manual with its statements; what the company is has the page before the first one."""
        paper = self.paper
        made = [paper.heading(1, group.title, new_page), paper.text(group.question, keepNext=True)]
        rule = self._say("tick_one" if group.one else "tick_all")
        if self.with_scores and group.maximum is not None:
            rule = self._say("capped", rule=rule, maximum=group.maximum)
        made.append(paper.text(rule, "Form Instruction", keepNext=True))
        points = COLUMNS if self.with_scores else ()
        rows = [
            self._statement(group.id, o.id, o.text, o.describe, [str(o.points[column]) for column in points])
            for o in group.options
        ]
        if group.remarks:
            rows.append(self._remarks(group.id, group.remarks, points))
        made.append(self._boxes(group.title, rows, [self._say(f"points.{column}") for column in points]))
        return made

    def _choices(self) -> list[Element]:
        """The questions without points, each with its list to choose from."""
        made = [self.paper.heading(1, self._say("about_answers"))]
        made += [self.paper.text(choice.help, keepNext=True) for choice in self.questionnaire.choices if choice.help]
        style, prompt = self.styles.c("Blank"), self._say("choose")
        rows = [
            (one.label, choice_field(one.id, one.label, style, prompt, [text for _, text in one.options]))
            for one in self.questionnaire.choices
        ]
        made.append(self.paper.fields(rows))
        return made

    def _remarks(self, group: str, label: str, points: Sequence[str]) -> Element:
        """A row without a box, for what the statements leave out."""
        style = self.styles.p("Table Text")
        field = self._field(group, label)
        texts = [[], [wml.text_run(self._say("before_field", label=label)), *field], *([] for _ in points)]
        return wml.row(
            [
                wml.cell(width, wml.paragraph(style, runs))
                for width, runs in zip(self._widths(points), texts, strict=True)
            ]
        )

    def _widths(self, points: Sequence[str]) -> list[int]:
        headings = [self._say(name) for name in ("box", "statement")]
        headings += [self._say(f"points.{column}") for column in COLUMNS[: len(points)]]
        shares = [_BOX, _TEXT - _POINTS * len(points), *(_POINTS for _ in points)]
        return columns(self.styles.width, room_for_words(self.styles.width, shares, headings, ()))

    def _statement(self, group: str, id_: str, text: str, describe: str | None, points: Sequence[str]) -> Element:
        widths, style = self._widths(points), self.styles.p("Table Text")
        name = f"{group}.{id_}"
        box = wml.paragraph(style, check_box(name, text))
        words = [wml.paragraph(style, [wml.text_run(text)])]
        if describe:
            label = wml.text_run(self._say("before_field", label=describe))
            words.append(wml.paragraph(style, [label, *self._field(f"{name}.text", describe)]))
        numbers = [
            wml.cell(width, wml.paragraph(self.styles.p("Table Number"), [wml.text_run(value)]))
            for width, value in zip(widths[2:], points, strict=True)
        ]
        return wml.row([wml.cell(widths[0], box), wml.cell(widths[1], *words), *numbers])

    def _boxes(self, title: str, rows: Sequence[Element], points: Sequence[str]) -> Element:
        widths, style = self._widths(points), self.styles.p("Table Heading")
        cells = [
            wml.cell(width, wml.paragraph(style, [wml.text_run(text)], keepNext=True))
            for width, text in zip(widths, [self._say("box"), self._say("statement"), *points], strict=True)
        ]
        for row in rows[:-1]:  # a question stays on one page
            for properties in row.iter(wml.W + "pPr"):
                properties.insert(1, wml.element("keepNext"))
        header = wml.row(cells, header=True)
        return wml.table(self.styles.t("Form Table"), widths, [header, *rows], description=title)

    def _levels(self) -> list[Element]:
        say = self.language.say
        rows = []
        for name in DIMENSIONS:
            b = self.questionnaire.bounds[name]
            rows.append([text_cell(say(f"market.headings.{name}")), text_cell(self._say("below", low=b.low_below))])
            rows[-1] += [
                text_cell(self._say("between", first=b.medium_from, last=b.medium_to)),
                text_cell(self._say("above", last=b.medium_to)),
            ]
        names = ("dimension", "low", "medium", "high")
        headings = [say(f"market.headings.{name}") for name in names]
        title = self._say("levels")
        made = [self.paper.heading(1, title), self.paper.text(self._say("added"))]
        made.append(simple_table(self.styles, [34, 22, 22, 22], headings, rows, description=title))
        for name in DIMENSIONS:
            b = self.questionnaire.bounds[name]
            if b.low_below < b.medium_from:
                dimension, level = say(f"market.headings.{name}"), say(f"market.levels.{b.between}")
                said = self._say("in_between", dimension=dimension, low=b.low_below, first=b.medium_from, level=level)
                made.append(self.paper.text(said, "Note"))
        return made
