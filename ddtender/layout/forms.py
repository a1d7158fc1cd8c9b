"""Reply forms: whose answer they are, instructions, fields and tables to fill in, every place with its own name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddtender.layout.form_room import OF_ALL, with_room
from ddtender.layout.values import (
    Field,
    Fields,
    FormName,
    FormReference,
    Grid,
    GridCell,
    Heading,
    LaidBlock,
    Line,
    Role,
)
from ddtender.model import ReplyFormField, ReplyFormTable
from ddtender.resolve.phrases import phrase, text
from ddtender.resolve.values import ResolvedForm, ResolvedProvision
from ddtender.words import Language


def form_name(form: ResolvedForm, language: Language) -> str:
    return language.say("layout.forms.name", letter=form.letter)


def form_reference(form: ResolvedForm, language: Language) -> FormReference:
    return FormReference(form.bookmark, form_name(form, language))


def reply_form(
    form: ResolvedForm, asking: Sequence[ResolvedProvision], first: bool, language: Language, by_lot: bool = False
) -> tuple[LaidBlock, ...]:
    """A form that is the answer to the provisions ``asking``; all but the ``first`` begin a page. Where there are lots,
    it asks for which of them it is submitted."""
    return with_room(tuple(_blocks(form, asking, first, language, by_lot)), OF_ALL if first else 0)


def _blocks(
    form: ResolvedForm, asking: Sequence[ResolvedProvision], first: bool, language: Language, by_lot: bool
) -> Iterator[LaidBlock]:
    say = language.say
    name = FormName(form.bookmark, form_name(form, language))
    yield Heading(2, phrase(language, "layout.forms.heading", name=name, title=form.form.title), new_page=not first)
    provisions = language.listed([p.reference() for p in asking])
    yield Line(Role.INSTRUCTION, phrase(language, "layout.forms.answers", provisions=provisions), keep=True)
    yield from (Line(Role.INSTRUCTION, instruction) for instruction in form.instructions)
    fields = [Field(f"{form.form.id}.tenderer", say("layout.forms.tenderer"), 1)]
    if by_lot:
        fields.append(Field(f"{form.form.id}.lots", say("layout.forms.lots"), 1))
    for part in form.form.parts:
        tag, help_ = f"{form.form.id}.{part.id}", form.help_with(part.id)
        if isinstance(part, ReplyFormField):
            fields.append(Field(tag, part.label, part.lines, help_))
            continue
        yield from _fields(fields, language)
        fields = []
        yield Heading(3, text(part.label)[0])
        if help_:
            yield Line(Role.INSTRUCTION, help_, keep=True)
        yield grid(tag, part, language)
    yield from _fields(fields, language)


def _fields(fields: Sequence[Field], language: Language) -> Iterator[Fields]:
    if fields:
        yield Fields(language.say("layout.forms.fields"), tuple(fields))


def grid(tag: str, part: ReplyFormTable, language: Language) -> Grid:
    """A table of a form; a row whose label ends with a colon goes on with an answer."""
    rows = []
    for n in range(1, part.rows + 1):
        cells = []
        for c, (id_, heading, _) in enumerate(part.columns):
            label = part.row_labels[n - 1] if c == 0 and n <= len(part.row_labels) else ""
            if label and not label.endswith(":"):
                cells.append(GridCell(label))
            else:
                name = language.say("layout.forms.cell", heading=heading, number=n)
                cells.append(GridCell(label, f"{tag}.{n}.{id_}", name))
        rows.append(tuple(cells))
    columns = tuple((heading, share) for _, heading, share in part.columns)
    return Grid(part.label, columns, tuple(rows), heads=len(part.row_labels) == part.rows)
