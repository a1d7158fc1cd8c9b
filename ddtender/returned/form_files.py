"""In which file the words of a reply form stand, for whoever is told that they were changed in a draft."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.library.languages.files import place_of_words
from ddtender.model import ReplyFormTable
from ddtender.resolve.inlines import plain
from ddtender.resolve.values import ResolvedForm
from ddtender.returned.draft import Draft, Stretch
from ddtender.words import SOURCE


def file_of_form(draft: Draft, before: Stretch, offset: int) -> str:
    """The file of the reply form whose words a paragraph shows; "" of any other paragraph. A heading has the title of
    its form behind its letter."""
    number = before.paragraph_at(offset)
    shown = _flat(before.paragraphs[number].before) if number < len(before.paragraphs) else ""
    for form in draft.resolved.reply_forms if shown else ():
        if shown in map(_flat, _texts(form)) or shown.endswith(f" {_flat(form.form.title)}"):
            path = form.form.location.path
            return path if draft.tag == SOURCE else place_of_words(draft.sources, path, draft.tag) or path
    return ""


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
