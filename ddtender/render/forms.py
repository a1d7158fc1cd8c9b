"""Reply forms: tables and fields that Tenderers fill in, every cell a content control with a name of its own."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache

from ddtender.model import ReplyFormField, ReplyFormTable
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.blocks import BlockWriter
from ddtender.render.styles import StyleSheet
from ddtender.render.tables import columns
from ddtender.resolve.values import ResolvedForm, ResolvedProvision

#: Spaces that keep an empty control clickable without printing anything.
_ROOM = "\u2002" * 5
_LINE = 360
#: Widths of label and box.
_FIELD = [30, 70]


def form_name(form: ResolvedForm) -> str:
    return f"Reply form {form.letter}"


def form_reference(form: ResolvedForm) -> list[Element]:
    """A field that repeats the form's name from its heading and leads there."""
    return wml.field(rf"REF {form.bookmark} \h", form_name(form))


def reply_form(
    form: ResolvedForm, asking: Sequence[ResolvedProvision], first: bool, writer: BlockWriter
) -> list[Element]:
    """A form that is the answer to the provisions ``asking``; all but the ``first`` begin a page."""
    styles = writer.styles
    name = wml.bookmark(form.bookmark, [wml.text_run(form_name(form))])
    heading = [*name, wml.text_run(f": {form.form.title}")]
    made = [wml.paragraph(styles.heading(2), heading, keepNext=True, pageBreakBefore=not first)]
    made.append(_asked_by(asking, writer))
    made += [wml.paragraph(styles.p("Form Instruction"), writer.inlines(i)) for i in form.instructions]
    fields = [_field(styles, f"{form.form.id}.tenderer", "Name of the Tenderer", 1)]
    for part in form.form.parts:
        tag = f"{form.form.id}.{part.id}"
        if isinstance(part, ReplyFormField):
            fields.append(_field(styles, tag, part.label, part.lines, writer.inlines(form.help_with(part.id))))
            continue
        made += _field_table(styles, fields)
        fields = []
        made.append(wml.paragraph(styles.heading(3), [wml.text_run(part.label)], keepNext=True))
        if help_ := form.help_with(part.id):
            made.append(wml.paragraph(styles.p("Form Instruction"), writer.inlines(help_), keepNext=True))
        made.append(_table(styles, tag, part))
    return made + _field_table(styles, fields)


def _asked_by(asking: Sequence[ResolvedProvision], writer: BlockWriter) -> Element:
    runs = [wml.text_run("This form is the answer to ")]
    for n, p in enumerate(asking):
        if n:
            runs.append(wml.text_run(" and " if n == len(asking) - 1 else ", "))
        runs += writer.reference(p.reference())
    return wml.paragraph(writer.styles.p("Form Instruction"), [*runs, wml.text_run(".")], keepNext=True)


def _answer(tag: str, alias: str) -> Element:
    return wml.inline_control(f"answer:{tag}", alias, wml.text_run(_ROOM), placeholder=True)


def _table(styles: StyleSheet, tag: str, part: ReplyFormTable) -> Element:
    ids = styles.t("Form Table"), styles.p("Table Heading"), styles.p("Table Text")
    return copy(_new_table(ids, styles.width, tag, part))


@lru_cache(maxsize=256)
def _new_table(ids: tuple[str, str, str], total: int, tag: str, part: ReplyFormTable) -> Element:
    """The same for every procedure; ``ids`` are the styles of the table, its headings and its text."""
    style, heading_style, text_style = ids
    widths = columns(total, [width for _, _, width in part.columns])
    header = [
        wml.text_cell(width, heading_style, heading)
        for width, (_, heading, _) in zip(widths, part.columns, strict=True)
    ]
    rows = [wml.row(header, header=True)]
    for n in range(part.rows):
        cells = []
        for c, (width, (id_, heading, _)) in enumerate(zip(widths, part.columns, strict=True)):
            label = part.row_labels[n] if c == 0 and n < len(part.row_labels) else ""
            runs = [wml.text_run(label)] if label else []
            if not label or label.endswith(":"):
                runs += [wml.text_run(" "), _answer(f"{tag}.{n + 1}.{id_}", f"{heading}, row {n + 1}")]
            cells.append(wml.cell(width, wml.paragraph(text_style, runs)))
        rows.append(wml.row(cells, height=2 * _LINE))
    heads = "both" if len(part.row_labels) == part.rows else "row"
    return wml.table(style, widths, rows, description=part.label, heads=heads)


def _field(styles: StyleSheet, tag: str, label: str, lines: int, help_: Sequence[Element] = ()) -> Element:
    """A row with a label (and help below it) and a box that is ``lines`` lines high."""
    widths = columns(styles.width, _FIELD)
    left = [wml.paragraph(styles.p("Table Text"), [wml.text_run(label, styles.c("Strong"))])]
    if help_:
        left.append(wml.paragraph(styles.p("Table Text"), help_))
    right = wml.paragraph(styles.p("Table Text"), [_answer(tag, label)])
    return wml.row([wml.cell(widths[0], *left), wml.cell(widths[1], right)], height=lines * _LINE)


def _field_table(styles: StyleSheet, rows: list[Element]) -> list[Element]:
    """The fields as one table whose first column has the headings; nothing for no fields."""
    if not rows:
        return []
    widths = columns(styles.width, _FIELD)
    return [wml.table(styles.t("Form Table"), widths, rows, description="Fields to fill in", heads="column")]
