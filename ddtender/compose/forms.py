"""The reply forms of a composition, and all that they print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ddtender.model import Library, Procedure, Prose, Provision, ReplyForm, ReplyFormTable


def form_texts(form: ReplyForm) -> list[str]:
    """All that a reply form prints, as flat text."""
    texts = [form.title, *(Prose.of(i).text for i in form.instructions)]
    for part in form.parts:
        texts += [part.label, Prose.of(part.help).text]
        if isinstance(part, ReplyFormTable):
            texts += [heading for _, heading, _ in part.columns]
            texts += part.row_labels
    return texts


def reply_forms_of(
    library: Library, provisions: Iterable[Provision], procedure: Procedure | None
) -> tuple[ReplyForm, ...]:
    """The reply forms that provisions ask for, each once, in the order of the provisions; none where a procedure has
    none."""
    if procedure and not procedure.has_reply_forms:
        return ()
    by_id: Mapping[str, ReplyForm] = {form.id: form for form in library.reply_forms}
    names = dict.fromkeys(name for p in provisions for name in p.reply_forms)
    return tuple(by_id[name] for name in names if name in by_id)
