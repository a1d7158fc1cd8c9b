"""The parts that pages are made of, each from plain values: lists, pairs, tables, notes, findings. All text is escaped.

They are Python because a template that has them all takes longer to compile than the page takes to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup, escape

from ddtender.diagnostics import Diagnostic
from ddtender.model import AskedQuestion, Change, Decision, DraftingNote
from ddtender.words import Language

#: A term with its descriptions.
Described = tuple[str, Sequence[Markup | str]]


def said(language: Language, key: str, /, **places: object) -> Markup:
    """A phrase of the page; what stands in its places is escaped unless it is Markup. Raises PhraseError."""
    pieces = language.pieces(f"review_page.{key}", **places)
    return joined(piece if isinstance(piece, Markup) else escape(language.shown(piece)) for piece in pieces)


def joined(pieces: Iterable[Markup | str], between: str = "") -> Markup:
    return escape(between).join(pieces)


def listed(kind: str, items: Iterable[Markup | str], tag: str = "ul") -> Markup:
    return Markup('<%s class="%s">%s</%s>') % (tag, kind, _each("<li>%s</li>", items), tag)


def pairs(kind: str, found: Iterable[Described]) -> Markup:
    """A description list with one group a pair (HTML standard, 4.4.9)."""
    form = Markup("<div><dt>%s</dt>%s</div>")
    groups = joined(form % (term, _each("<dd>%s</dd>", described)) for term, described in found)
    return Markup('<dl class="%s">%s</dl>') % (kind, groups)


def table(caption: str, headings: Iterable[str], rows: Iterable[Sequence[Markup | str]]) -> Markup:
    """A table with its header row; the first column is text, the others figures."""
    head = _each('<th scope="col">%s</th>', headings)
    row = Markup('<tr><td class="sentence">%s</td>%s</tr>')
    body = joined(row % (first, _each('<td class="figure">%s</td>', figures)) for first, *figures in rows)
    form = Markup("<table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>")
    return form % (caption, head, body)


def _each(form: str, found: Iterable[Markup | str]) -> Markup:
    return joined(map(Markup(form).__mod__, found))  # nosec B704 # the form is ours; what fills it is escaped


def code(text: object) -> Markup:
    return Markup("<code>%s</code>") % text


def isolated(text: object) -> Markup:
    """A name whose direction of writing changes nothing around it."""
    return Markup("<bdi>%s</bdi>") % text


def day(found: date) -> Markup:
    return Markup("<time>%s</time>") % found.isoformat()


def finding(found: Diagnostic) -> Markup:
    hint = Markup('<p class="hint">{}</p>').format(found.hint) if found.hint else ""
    form = Markup(
        '<div class="finding {0}"><p><strong class="severity">{0}</strong> {1}</p>{2}'
        '<p class="place"><code>{3}</code> <code>{4}</code></p></div>'
    )
    return form.format(found.severity.value, found.message, hint, str(found.location), found.code.name)


def note(found: DraftingNote, language: Language, asked: AskedQuestion | None = None) -> Markup:
    """A remark, a question with what was decided, or a reviewer's comment with its answers."""
    lead = Markup("")
    if found.kind == "question":
        state = "open" if asked is None or asked.decision is None else "again" if asked.stale else "decided"
        whose = "procurement" if found.for_procurement else "library"
        lead = Markup("<strong>%s</strong> ") % said(language, f"note.question.{whose}.{state}")
    elif found.kind == "comment":
        places: dict[str, object] = {"author": isolated(found.author)}
        places |= {"day": day(found.on_date)} if found.on_date else {}
        places |= {"words": found.words} if found.words else {}
        key = "note.comment" + ("_dated" if found.on_date else "") + ("_words" if found.words else "")
        lead = Markup("<strong>%s</strong> ") % said(language, key, **places)
    form = Markup('<p class="reply">%s</p>')
    answers = [form % _decision(asked.decision, language)] if asked and asked.decision else []
    for answer in found.answers:
        dated = {"day": day(answer.on_date)} if answer.on_date else {}
        key = "note.answer_dated" if dated else "note.answer"
        answers.append(form % said(language, key, author=isolated(answer.author), text=answer.text, **dated))
    return Markup("{}{}{}").format(lead, found.text, joined(answers))


def _decision(made: Decision, language: Language) -> Markup:
    places: dict[str, object] = {"by": isolated(made.by), "role": isolated(made.role), "day": day(made.on)}
    return said(language, "note.decision", answer=made.answer, why=made.why, **places)


def reason(found: Change, language: Language) -> Markup:
    return said(language, "note.reason", version=found.version, day=day(found.on), why=found.why)
