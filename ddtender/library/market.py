"""The files of clause_library/questionnaire/ and risks/, one reader each: source text in, value and findings out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from msgspec.structs import asdict

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.market_forms import (
    BoundsForm,
    ChoiceForm,
    ColumnPointsForm,
    GroupForm,
    InvitationForm,
    OutlineForm,
    QuestionnaireForm,
    StatementForm,
)
from ddtender.library.plain_values import one_line
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.model.market import (
    COLUMNS,
    DIMENSIONS,
    Bounds,
    CompanyKind,
    Decisions,
    Group,
    Invitation,
    Outline,
    OutlineStep,
    Questionnaire,
    Statement,
    UnscoredQuestion,
)

#: The name of the file in clause_library/questionnaire/ that is the letter; every other one is a questionnaire.
INVITATION = "invitation.yaml"
#: How the names of letters in clause_library/dialogue/ begin.
LETTER = "to-"
BLANK = re.compile(r"\{\{ *([a-z][a-z0-9_]*) *\}\}")


def read_market_file(source: SourceText) -> tuple[Questionnaire | Invitation | None, list[Diagnostic]]:
    """A file of clause_library/questionnaire/."""
    return read_invitation(source) if PurePosixPath(source.path).name == INVITATION else read_questionnaire(source)


def read_questionnaire(source: SourceText) -> tuple[Questionnaire | None, list[Diagnostic]]:
    form, _, findings = read_form(QuestionnaireForm, source)
    if form is None:
        return None, findings
    kinds = tuple(CompanyKind(k.id, k.label, k.scored_as, k.describe, k.decided) for k in form.kinds)
    bounds = {name: _bounds(getattr(form.levels, name)) for name in DIMENSIONS}
    decisions = Decisions(**asdict(form.decisions))
    introduction = tuple(one_line(text) for text in form.introduction)
    groups = tuple(map(_group, form.groups))
    place = Location(source.path)
    choices = tuple(map(_choice, form.choices))
    since = form.statements_since or form.version
    read = Questionnaire(
        form.id,
        form.title,
        form.version,
        introduction,
        kinds,
        groups,
        bounds,
        decisions,
        place,
        choices,
        since,
    )
    return read, findings


def _choice(form: ChoiceForm) -> UnscoredQuestion:
    options = tuple((option.id, one_line(option.text)) for option in form.options)
    return UnscoredQuestion(
        form.id, form.label, options, one_line(form.help or "") or None, one_line(form.ask or "") or None
    )


def _bounds(form: BoundsForm) -> Bounds:
    return Bounds(form.low_below, form.medium_from, form.medium_to, form.between)


def _group(form: GroupForm) -> Group:
    options = tuple(map(_option, form.options))
    question = one_line(form.question)
    return Group(form.id, form.dimension, form.title, question, form.rule == "one", form.maximum, options, form.remarks)


def _option(form: StatementForm) -> Statement:
    given = form.points
    points: dict[str, int] = asdict(given) if isinstance(given, ColumnPointsForm) else dict.fromkeys(COLUMNS, given)
    ask = one_line(form.ask) if form.ask else None
    return Statement(form.id, one_line(form.text), points, form.nothing, form.describe, form.decided, ask)


def read_invitation(source: SourceText) -> tuple[Invitation | None, list[Diagnostic]]:
    form, document, findings = read_form(InvitationForm, source)
    if form is None:
        return None, findings
    sections = tuple((s.heading, tuple(one_line(text) for text in s.paragraphs)) for s in form.sections)
    for n, (_, paragraphs) in enumerate(sections):
        for m, text in enumerate(paragraphs):
            for name in BLANK.findall(text):
                if name not in form.blanks:
                    place = document.values[("sections", n, "paragraphs", m)]
                    message = f"the blank '{name}' is not listed under blanks"
                    findings.append(
                        Diagnostic(INVALID_VALUE, place, message, "List it with the label it shows while open.")
                    )
    return Invitation(form.title, sections, dict(form.blanks), Location(source.path)), findings


def read_dialogue(source: SourceText) -> tuple[Invitation | Outline | None, list[Diagnostic]]:
    """A file of clause_library/dialogue/: a letter, by the beginning of its name, or an outline."""
    return read_invitation(source) if PurePosixPath(source.path).name.startswith(LETTER) else read_outline(source)


def read_outline(source: SourceText) -> tuple[Outline | None, list[Diagnostic]]:
    form, _, findings = read_form(OutlineForm, source)
    if form is None:
        return None, findings
    texts = ((s.title, s.about, s.who or "", s.result or "") for s in form.steps)
    steps = tuple(OutlineStep(*map(one_line, one)) for one in texts)
    said = form.source
    made = Outline(
        form.title,
        (said.document, said.section, said.item or ""),
        tuple(map(one_line, form.lead)),
        steps,
        tuple(map(one_line, form.rules)),
        form.example.title if form.example else "",
        tuple(map(one_line, form.example.facts)) if form.example else (),
        Location(source.path),
    )
    return made, findings
