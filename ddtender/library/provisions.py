"""One provision file to one ``Provision``."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.library.codes import INVALID_VALUE, MISSING_FRONT_MATTER, UNSUPPORTED_MARKDOWN
from ddtender.library.markdown import read_blocks, read_inlines, tokenize
from ddtender.library.note_forms import CommentForm, NoteForm, OpenQuestionForm
from ddtender.library.places import LIBRARY
from ddtender.library.provision_forms import (
    DefinitionForm,
    FrameForm,
    KpiForm,
    PracticeForm,
    ProvisionForm,
    SourceForm,
    StandardsForm,
)
from ddtender.library.scoring_forms import OptionForm, ScoringForm
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.model import (
    Answer,
    BestOf,
    Block,
    Change,
    DraftingNote,
    Due,
    Evidence,
    Graded,
    GradeStep,
    Inline,
    Kind,
    Kpi,
    KpiNumbers,
    ListBlock,
    Option,
    Provision,
    Scoring,
    Source,
    SumOf,
    Tiers,
)

_KINDS = {f"{LIBRARY}/{kind.folder}": kind for kind in Kind}


def provision_kind(path: str) -> Kind | None:
    """The kind whose folder a path is in, at any depth."""
    return _kind_below(path.rpartition("/")[0])


@cache
def _kind_below(folder: str) -> Kind | None:
    pure = PurePosixPath(folder)
    return next((_KINDS[str(around)] for around in (pure, *pure.parents) if str(around) in _KINDS), None)


def read_provision(source: SourceText, kind: Kind) -> tuple[Provision | None, str | None, list[Diagnostic]]:
    """The provision in ``source``, its id as far as it could be read, and every finding.

    The provision is None when anything in the file is an error: a provision is never used in part.
    """
    front, tokens, findings = tokenize(source)
    if front is None:
        message = (
            "the front matter does not end"
            if source.text.startswith("---\n")
            else "the file does not begin with front matter"
        )
        hint = "Write the keys between a first line `---` and a second one."
        return None, None, [Diagnostic(MISSING_FRONT_MATTER, Location(source.path), message, hint)]
    wanted = FrameForm if kind.is_frame else DefinitionForm if kind is Kind.DEFINITION else ProvisionForm
    form, document, form_findings = read_form(wanted, source, front[0] + 1, front[1] - 1)
    findings += form_findings
    blocks, block_findings = read_blocks(source, tokens)
    findings += block_findings
    if form is None:
        id_ = document.value.get("id") if isinstance(document.value, dict) else None
        return None, id_ if isinstance(id_, str) else None, findings
    reader = FormReader(source, document)
    if isinstance(form, FrameForm):
        _held_against_source(form, reader)
        provision = Provision(**_common(form, kind, blocks, reader), when=form.when, shows=form.shows or "")
    elif isinstance(form, DefinitionForm):
        findings += _lists_in_definition(blocks)
        provision = _definition(form, kind, blocks, reader)
    else:
        provision = _provision(form, kind, blocks, reader)
    findings += reader.findings
    return (None if has_errors(findings) else provision), form.id, findings


def _lists_in_definition(blocks: tuple[Block, ...]) -> list[Diagnostic]:
    message, hint = (
        "a numbered list cannot stand in a definition",
        "Definitions have no numbers to count below; use bullets or a sentence.",
    )
    return [
        Diagnostic(UNSUPPORTED_MARKDOWN, b.location, message, hint)
        for b in blocks
        if isinstance(b, ListBlock) and b.ordered
    ]


class FormReader:
    """Turns the texts of a checked form into inlines, with their places."""

    def __init__(self, source: SourceText, document: YamlDocument) -> None:
        self.source, self.document = source, document
        self.findings: list[Diagnostic] = []

    def place(self, *path: str | int) -> Location:
        return self.document.values.get(path) or self.document.keys.get(path) or Location(self.source.path)

    def inlines(self, text: str, path: Path) -> tuple[Inline, ...]:
        span = self.document.spans.get(path, (0, len(self.source.text)))
        inlines, findings = read_inlines(self.source, text, span)
        self.findings += findings
        return inlines


def source_of(form: SourceForm | None) -> Source | None:
    if form is None:
        return None
    told = form.value
    return (
        Source(practice=told.practice)
        if isinstance(told, PracticeForm)
        else Source(told.document, told.section, told.item or "")
    )


def _common(
    form: DefinitionForm | ProvisionForm | FrameForm, kind: Kind, blocks: tuple, reader: FormReader
) -> dict[str, Any]:
    """What every provision has, definition or not."""
    return {
        "id": form.id,
        "kind": kind,
        "title": form.title,
        "version": form.version,
        "body": blocks,
        "location": reader.place("id"),
        "source": source_of(form.source),
        "legal_basis": tuple(form.legal_basis),
        "notes": tuple(_note(note, reader.place("notes", n)) for n, note in enumerate(form.notes)),
        "retired": form.retired,
        "history": tuple(Change(c.version, c.date, c.why) for c in form.history),
        "formerly": tuple(form.formerly),
        "split_from": tuple(form.split_from),
        "replaces": form.replaces or "",
        "places": reader.document.values,
    }


def _note(note: NoteForm, place: Location) -> DraftingNote:
    form = note.value
    if isinstance(form, OpenQuestionForm):
        return DraftingNote("question", form.question, place, for_procurement=form.decide == "procurement")
    if isinstance(form, CommentForm):
        answers = tuple(Answer(a.answer, a.author, a.date) for a in form.answers)
        return DraftingNote("comment", form.comment, place, form.author, form.date, form.on or "", answers)
    return DraftingNote("remark", form, place)


def _definition(form: DefinitionForm, kind: Kind, blocks: tuple, reader: FormReader) -> Provision:
    return Provision(
        **_common(form, kind, blocks, reader),
        terms=(form.title, *form.also),
    )


def _held_against_source(form: ProvisionForm | FrameForm, reader: FormReader) -> None:
    """What goes beyond the manual has a practice as its source, and nothing else has."""
    if form.beyond is not (form.source is not None and isinstance(form.source.value, PracticeForm)):
        message = (
            "a provision beyond the manual has the practice of others as its source"
            if form.beyond
            else "only a provision beyond the manual has a practice as its source"
        )
        hint = "Write `beyond: true` and `source: {practice: …}`, or neither."
        reader.findings.append(Diagnostic(INVALID_VALUE, reader.place("source"), message, hint))


def _provision(form: ProvisionForm, kind: Kind, blocks: tuple, reader: FormReader) -> Provision:
    _held_against_source(form, reader)
    return Provision(
        **_common(form, kind, blocks, reader),
        requirement=form.requirement or form.id.partition(".")[2],
        variant_of=form.variant_of,
        scoring=_scoring(form.scoring, reader) if form.scoring else None,
        evidence=tuple(
            Evidence(
                e.id,
                reader.inlines(e.text, ("evidence", n, "text")),
                reader.place("evidence", n),
                tuple(e.proves),
                e.reply_form,
                e.promise,
            )
            for n, e in enumerate(form.evidence)
        ),
        kpis=tuple(_kpi(kpi, n, reader) for n, kpi in enumerate(form.kpis)),
        tests=tuple(form.tests),
        carries_out=tuple(form.carries_out),
        unless_earned=tuple(form.unless_earned),
        standards=_standards(form.standards),
    )


def _standards(form: StandardsForm | None) -> tuple[tuple[str, str], ...]:
    names = ("selection", "objective")
    return tuple((name, code) for name in names if form and (code := getattr(form, name)) is not None)


def _scoring(form: ScoringForm, reader: FormReader) -> Scoring:
    place = reader.place("scoring")
    if form.best_of:
        return BestOf(_options(form.best_of, ("scoring", "best_of"), reader), place)
    if form.sum_of:
        return SumOf(_options(form.sum_of, ("scoring", "sum_of"), reader), place)
    if form.tiers:
        return Tiers(_options(form.tiers, ("scoring", "tiers"), reader), place)
    assert form.graded is not None
    path = ("scoring", "graded", "steps")
    steps = tuple(
        GradeStep(s.id, Decimal(s.percent), reader.inlines(s.when, (*path, n, "when")), reader.place(*path, n))
        for n, s in enumerate(form.graded.steps)
    )
    return Graded(_options(form.graded.elements, ("scoring", "graded", "elements"), reader), steps, place)


def _options(forms: tuple[OptionForm, ...], path: Path, reader: FormReader) -> tuple[Option, ...]:
    return tuple(
        Option(
            o.id,
            Decimal(o.percent),
            reader.inlines(o.when, (*path, n, "when")),
            reader.place(*path, n),
            o.count,
            tuple(o.requires),
        )
        for n, o in enumerate(forms)
    )


def _kpi(form: KpiForm, n: int, reader: FormReader) -> Kpi:
    def text(key: str) -> tuple[Inline, ...]:
        return reader.inlines(getattr(form, key), ("kpis", n, key))

    due = None
    if form.due:
        unit = "months" if form.due.months is not None else "days"
        due = Due(getattr(form.due, unit), unit, form.due.after, form.due.every, form.due.before)
    return Kpi(
        id=form.id,
        aspect=form.aspect,
        indicator=text("indicator"),
        target=text("target"),
        measured_by=text("measured_by"),
        asks=form.asks,
        location=reader.place("kpis", n),
        due=due,
        when=text("when") if form.when else (),
        counts=KpiNumbers(form.counts.these, form.counts.of or "") if form.counts else None,
    )
