"""What is to be filled in: the Tenderer's reply forms, and the blanks with the questions behind them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ddtender.layout.forms import form_name
from ddtender.model import ReplyFormField, ReplyFormTable
from ddtender.resolve.values import BlankInfo, ResolvedForm
from ddtender.review_page.entries import EntryWriter, form_anchor
from ddtender.review_page.fragments import code, isolated, joined, pairs
from ddtender.review_page.text import blank_anchor


def reply_forms(writer: EntryWriter) -> Markup:
    """Every form: whose answer it is, its instructions, and what it asks, field by field."""
    return joined(_form(form, writer) for form in writer.resolved.reply_forms)


def _form(form: ResolvedForm, writer: EntryWriter) -> Markup:
    frame = Markup(
        '<section id="{0}" class="form" aria-labelledby="{0}.title">\n<h3 id="{0}.title"><span class="label">'
        "{1}</span> {2}</h3>\n<p>{3}</p>\n{4}\n{5}\n</section>\n"
    )
    asking = [p.id for p in writer.resolved.provisions if any(e.reply_form == form.form.id for e in p.evidence)]
    provisions = joined(map(writer.link, asking), writer.said("form_between"))
    told = joined(Markup("<p>{}</p>").format(writer.text.inlines(words)) for words in form.instructions)
    fields = pairs("fields", ((part.label, list(_described(part, form, writer))) for part in form.form.parts))
    return frame.format(
        form_anchor(form.form.id),
        form_name(form, writer.language),
        form.form.title,
        writer.said("form_answers", provisions=provisions),
        told,
        fields,
    )


def _described(
    part: ReplyFormField | ReplyFormTable, form: ResolvedForm, writer: EntryWriter
) -> Iterator[Markup | str]:
    help_, between = form.help_with(part.id), writer.said("form_between")
    if help_:
        yield writer.text.inlines(help_)
    if isinstance(part, ReplyFormTable):
        yield writer.said("form_columns", columns=joined((heading for _, heading, _ in part.columns), between))
        if part.row_labels:
            yield writer.said("form_rows", rows=joined(part.row_labels, between))
    elif not help_:
        yield writer.said("form_field")


def blanks(writer: EntryWriter) -> list[tuple[Markup, Markup]]:
    """The open blanks and those that are filled in, under their headings; a heading without blanks is left out."""
    made: dict[str, list[Markup]] = {"open": [], "filled": []}
    for blank in writer.resolved.blanks:
        made["open" if blank.text is None else "filled"].append(_blank(blank, writer))
    form = Markup('<ul class="facts">%s</ul>')
    return [(writer.said(f"blanks.{name}"), form % joined(found)) for name, found in made.items() if found]


def _blank(blank: BlankInfo, writer: EntryWriter) -> Markup:
    said = writer.said
    answer = Markup("")
    if blank.text is not None:
        answer = Markup('<p class="answer">%s</p>') % isolated(blank.text)
    by = "open_by" if blank.text is None else "filled_by"
    told = [said(f"blanks.{by}.{blank.filled_by}", key=code(blank.key))]
    documents = [name for name, facts in writer.resolved.facts.items() if blank.name in facts]
    if documents:
        told.append(said("blanks.in_both" if len(documents) > 1 else f"blanks.in_template.{documents[0]}"))
    if used := writer.related.standing_in.get(blank.name):
        told.append(said("blanks.stands_in", provisions=writer.links(used)))
    form = Markup('<li id="{}"><p class="question">{}</p>{}<p class="who">{}</p></li>\n')
    return form.format(blank_anchor(blank.name), blank.question, answer, joined(told, said("blanks.between")))
