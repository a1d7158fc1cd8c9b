"""The parts that pages are made of, each from plain values: lists, pairs, tables, notes, findings. All text is escaped.

They are Python because a template that has them all takes longer to compile than the page takes to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from ddtender.diagnostics import Diagnostic
from ddtender.model import Change, DraftingNote

#: A term with its descriptions.
Pair = tuple[str, Sequence[Markup | str]]


def joined(pieces: Iterable[Markup | str], between: str = "") -> Markup:
    return Markup(between).join(pieces)  # nosec B704 # what is between is ours; pieces are escaped


def listed(kind: str, items: Iterable[Markup | str], tag: str = "ul") -> Markup:
    return Markup('<%s class="%s">%s</%s>') % (tag, kind, _each("<li>%s</li>", items), tag)


def pairs(kind: str, found: Iterable[Pair]) -> Markup:
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


def day(found: date | None) -> Markup:
    return Markup(" on <time>%s</time>") % found.isoformat() if found else Markup("")


def finding(found: Diagnostic) -> Markup:
    hint = Markup('<p class="hint">{}</p>').format(found.hint) if found.hint else ""
    form = Markup(
        '<div class="finding {0}"><p><strong class="severity">{0}</strong> {1}</p>{2}'
        '<p class="place"><code>{3}</code> <code>{4}</code></p></div>'
    )
    return form.format(found.severity.value, found.message, hint, str(found.location), found.code.name)


def note(found: DraftingNote) -> Markup:
    """A remark, an open question, or a reviewer's comment with its answers."""
    lead = Markup("")
    if found.kind == "question":
        lead = Markup("<strong>Open question:</strong> ")
    elif found.kind == "comment":
        words = f" on “{found.words}”" if found.words else ""
        form = Markup("<strong>Comment by <bdi>{}</bdi>{}{}:</strong> ")
        lead = form.format(found.author, day(found.on_date), words)
    form = Markup('<p class="reply">Answer by <bdi>{}</bdi>{}: {}</p>')
    answers = joined(form.format(answer.author, day(answer.on_date), answer.text) for answer in found.answers)
    return Markup("{}{}{}").format(lead, found.text, answers)


def reason(found: Change) -> Markup:
    return Markup("{}, <time>{}</time>: {}").format(found.version, found.on.isoformat(), found.why)
