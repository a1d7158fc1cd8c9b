"""A whole document: the template's own text by docxtpl, the generated parts by us.

docxtpl sees only the template. Its tags become marks, which are replaced afterwards by finished elements; so the text
of a provision never passes through a template engine, and nothing in it can be taken for a tag.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ddtender.checks.rules.template_syntax import TEMPLATE_SYNTAX
from ddtender.diagnostics import Diagnostic
from ddtender.layout import laid_out
from ddtender.layout.document import example_of, provision_part, template_words
from ddtender.library.codes import UNREADABLE_TEMPLATE
from ddtender.library.provenance import Provenance
from ddtender.model import Template
from ddtender.notes import MarginNote
from ddtender.office import packaging
from ddtender.office.package import PackageError
from ddtender.office.wml import Element
from ddtender.render.blocks import BlockWriter
from ddtender.render.comments import add_notes
from ddtender.render.contents import refresh_contents
from ddtender.render.finish import Finisher, MisplacedSection
from ddtender.render.links import LinkTable
from ddtender.render.marks import Section, mark_blank, mark_section
from ddtender.render.properties import set_provenance
from ddtender.render.sent import add_sent
from ddtender.render.spoken import speak
from ddtender.resolve.values import ResolvedDocument
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from ddtender.render.filling import Filling

#: The generated sections of a document, by the name of their tags.
Content = Mapping[str, list[Element]]


def render(
    resolved: ResolvedDocument,
    template: Template,
    stamp: Stamp,
    provenance: Provenance,
    notes: Sequence[MarginNote] = (),
) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of ``tender.docx`` or ``contract.docx``, or None and what is wrong with the template.

    ``notes`` are those that stand in its margin.
    """
    from ddtender.render.filling import prepared

    try:
        filling = prepared(template.content)
        writer = BlockWriter(template.name, filling.styles, LinkTable())
        content: Content = {
            name: [element for part in parts for element in filling.pieces.made(part, writer)]
            for name, parts in laid_out(resolved, template.name).items()
            if filling.mentions(name)
        }
        document, parts = filling.fill(context_of(resolved, template.name, stamp, content))
        _insert(resolved, writer, filling, document, parts, stamp, content, notes)
        set_provenance(parts, provenance)
        speak(parts, resolved.language)
        return packaging.write(parts), []
    except MisplacedSection as error:
        hint = "Give the tag a paragraph of its own in the body of the document."
        return None, [Diagnostic(TEMPLATE_SYNTAX, template.location, str(error), hint)]
    except PackageError as error:
        return None, [
            Diagnostic(UNREADABLE_TEMPLATE, template.location, str(error), "Open it in Word and save it again.")
        ]


def context_of(resolved: ResolvedDocument, document: str, stamp: Stamp, content: Content) -> Mapping[str, object]:
    """What the tags of a template stand for."""
    context: dict[str, object] = {
        "draft_mark": resolved.language.say(stamp.mark) if stamp.mark else "",
        "library_name": resolved.info.name,
        "library_version": _version(resolved, stamp),
        "scenario_title": resolved.draft.scenario.title,
        "scenario_summary": resolved.draft.scenario.summary,
    }
    context |= template_words(resolved, document)
    for name, blank in resolved.values.items():
        context[name] = blank.text if blank.text is not None else mark_blank(name)
    context.update((name, Section(mark_section(name), bool(elements))) for name, elements in content.items())
    there = {name: p.id for p in resolved.provisions for name in (p.id, p.replaces) if name}
    context["provision"] = {name: Section(mark_section(f"provision:{id_}"), True) for name, id_ in there.items()}
    # a passage whose conditions do not hold leaves nothing behind
    absent = (id_ for id_, _ in resolved.info.frame if id_ not in there)
    context["provision"] |= {id_: Section(mark_section(f"provision:{id_}"), False) for id_ in absent}
    return context


def _version(resolved: ResolvedDocument, stamp: Stamp) -> str:
    """The library's version; a final document names the commit as well."""
    if stamp.final and stamp.commit:
        return resolved.language.say(
            "layout.version_with_commit", version=resolved.info.version, commit=stamp.commit[:12]
        )
    return resolved.info.version


def _insert(
    resolved: ResolvedDocument,
    writer: BlockWriter,
    filling: Filling,
    document: Element,
    parts: dict[str, bytes],
    stamp: Stamp,
    content: Content,
    notes: Sequence[MarginNote],
) -> None:
    """Our part: generated sections and blanks in the place of the marks, notes, links, title and dates."""
    finisher = Finisher(writer, resolved.values, resolved.language.locale_tag)
    finisher.insert(
        document,
        content,
        lambda id_: [
            element
            for p in resolved.provisions
            if p.id == id_
            for element in filling.pieces.made(provision_part(p, resolved.language, example_of(p, resolved)), writer)
        ],
    )
    refresh_contents(document, parts)
    add_notes(parts, document, notes, writer.styles, stamp.moment)
    finisher.put(document, parts, filling.margins)
    if not stamp.final:
        add_sent(parts, document, notes)
    title = resolved.values.get("procedure_title")
    packaging.set_properties(
        parts,
        (title.text if title else None) or resolved.language.say(f"layout.title.{writer.document}"),
        resolved.language.locale_tag,
        stamp.moment,
    )
