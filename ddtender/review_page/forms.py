"""What is to be filled in: the Tenderer's reply forms, and the blanks with the questions behind them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ddtender.model import ReplyFormField, ReplyFormTable
from ddtender.resolve.values import BlankInfo, ResolvedForm
from ddtender.review_page.entries import FILLED_BY, EntryWriter, form_anchor
from ddtender.review_page.fragments import code, joined, pairs
from ddtender.review_page.text import blank_anchor


def reply_forms(writer: EntryWriter) -> Markup:
    """Every form: whose answer it is, its instructions, and what it asks, field by field."""
    return joined(_form(form, writer) for form in writer.resolved.reply_forms)


def _form(form: ResolvedForm, writer: EntryWriter) -> Markup:
    frame = Markup(
        '<section id="{0}" class="form" aria-labelledby="{0}.title">\n<h3 id="{0}.title"><span class="label">'
        "Reply form {1}</span> {2}</h3>\n<p>The answer to {3}</p>\n{4}\n{5}\n</section>\n"
    )
    asking = [p.id for p in writer.resolved.provisions if any(e.reply_form == form.form.id for e in p.evidence)]
    told = joined(Markup("<p>{}</p>").format(writer.text.inlines(words)) for words in form.instructions)
    fields = pairs("fields", ((part.label, list(_described(part, form, writer))) for part in form.form.parts))
    return frame.format(
        form_anchor(form.form.id), form.letter, form.form.title, joined(map(writer.link, asking), "; "), told, fields
    )


def _described(
    part: ReplyFormField | ReplyFormTable, form: ResolvedForm, writer: EntryWriter
) -> Iterator[Markup | str]:
    help_ = form.help_with(part.id)
    if help_:
        yield writer.text.inlines(help_)
    if isinstance(part, ReplyFormTable):
        yield f"Columns: {'; '.join(heading for _, heading, _ in part.columns)}"
        if part.row_labels:
            yield f"Rows: {'; '.join(part.row_labels)}"
    elif not help_:
        yield "A field for the answer"


def blanks(writer: EntryWriter) -> list[tuple[str, Markup]]:
    """The open blanks and those that are filled in, under their headings; a heading without blanks is left out."""
    made: dict[str, list[Markup]] = {"Open": [], "Filled in": []}
    for blank in writer.resolved.blanks:
        made["Open" if blank.text is None else "Filled in"].append(_blank(blank, writer))
    return [(heading, Markup('<ul class="facts">%s</ul>') % joined(found)) for heading, found in made.items() if found]


def _blank(blank: BlankInfo, writer: EntryWriter) -> Markup:
    answer = Markup("")
    if blank.text is not None:
        answer = Markup('<p class="answer"><bdi>{}</bdi></p>').format(blank.text)
    verb = "To be filled in by" if blank.text is None else "Given by"
    told = Markup("{} {}; in a procedure file at {}").format(
        verb, FILLED_BY.get(blank.filled_by, blank.filled_by), code(blank.key)
    )
    if documents := [name for name, facts in writer.resolved.facts.items() if blank.name in facts]:
        told += f"; printed by the template of the {' and the '.join(documents)}"
    if used := writer.related.standing_in.get(blank.name):
        told += Markup("; stands in {}").format(writer.links(used))
    form = Markup('<li id="{}"><p class="question">{}</p>{}<p class="who">{}</p></li>\n')
    return form.format(blank_anchor(blank.name), blank.question, answer, told)
