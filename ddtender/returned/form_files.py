"""In which file the words of a reply form stand, for whoever is told that they were changed in a draft."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.layout.forms import form_name
from ddtender.library.languages.files import place_of_words
from ddtender.model import ReplyFormTable
from ddtender.resolve.inlines import plain
from ddtender.resolve.values import ResolvedForm
from ddtender.returned.draft import Draft, Stretch
from ddtender.words import SOURCE


def file_of_form(draft: Draft, before: Stretch, offset: int) -> str:
    """The file of the reply form whose words a paragraph shows; "" of any other paragraph. Forms have words in common,
    so it is that under whose heading the paragraph stands."""
    number = before.paragraph_at(offset)
    if number >= len(before.paragraphs):
        return ""
    headings = {_heading(form, draft): form for form in draft.resolved.reply_forms}
    above = [_flat(paragraph.before) for paragraph in before.paragraphs[: number + 1]]
    form = next((headings[shown] for shown in reversed(above) if shown in headings), None)
    shown = above[-1]
    if form is None or not (shown in headings or (shown and shown in map(_flat, _texts(form)))):
        return ""
    path = form.form.location.path
    return path if draft.tag == SOURCE else place_of_words(draft.sources, path, draft.tag) or path


def _heading(form: ResolvedForm, draft: Draft) -> str:
    language = draft.resolved.language
    return _flat(language.say("layout.forms.heading", name=form_name(form, language), title=form.form.title))


def _texts(form: ResolvedForm) -> Iterator[str]:
    yield from map(plain, form.instructions)
    yield from (plain(help_) for _, help_ in form.help)
    for part in form.form.parts:
        yield part.label
        if isinstance(part, ReplyFormTable):
            yield from part.row_labels
            yield from (heading for _, heading, _ in part.columns)


def _flat(text: str) -> str:
    """Without the room for answers, which is spaces."""
    return " ".join(text.split())
