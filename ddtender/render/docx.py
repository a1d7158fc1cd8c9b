"""A whole document: the template's own text by docxtpl, the generated parts by us.

docxtpl sees only the template. Its tags become marks, which are replaced afterwards by finished elements; so the text
of a provision never passes through a template engine, and nothing in it can be taken for a tag.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from ddtender.diagnostics import Code, Diagnostic
from ddtender.library.package import PackageError, open_package, parse_part
from ddtender.library.provenance import Provenance
from ddtender.model import Template
from ddtender.render import packaging
from ddtender.render.blocks import BlockWriter
from ddtender.render.finish import Finisher, MisplacedSection
from ddtender.render.links import LinkTable
from ddtender.render.marks import Section, mark_blank, mark_section
from ddtender.render.properties import set_provenance
from ddtender.render.sections import provision, sections
from ddtender.render.styles import read_styles
from ddtender.render.wml import Element
from ddtender.resolve.values import ResolvedDocument
from ddtender.stamp import Stamp

_DOCUMENT = "word/document.xml"
#: The generated sections of a document, by the name of their tags.
Content = Mapping[str, list[Element]]


def render(
    resolved: ResolvedDocument, template: Template, stamp: Stamp, provenance: Provenance
) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of ``tender.docx`` or ``contract.docx``, or None and what is wrong with the template."""
    try:
        writer = _writer(template)
        content = sections(resolved, writer)
        filled = _fill(resolved, template, stamp, content)
        parts = open_package(filled)
        _insert(resolved, writer, parts, stamp, content)
        set_provenance(parts, provenance)
        return packaging.write(parts), []
    except MisplacedSection as error:
        hint = "Give the tag a paragraph of its own in the body of the document."
        return None, [Diagnostic(Code.TEMPLATE_SYNTAX, template.location, str(error), hint)]
    except PackageError as error:
        return None, [
            Diagnostic(Code.UNREADABLE_TEMPLATE, template.location, str(error), "Open it in Word and save it again.")
        ]


def _writer(template: Template) -> BlockWriter:
    """A writer in the template's own styles."""
    parts = open_package(template.content)
    document, styles = (parse_part(name, parts[name]) for name in (_DOCUMENT, "word/styles.xml"))
    return BlockWriter(template.name, read_styles(styles, document), LinkTable())


def _fill(resolved: ResolvedDocument, template: Template, stamp: Stamp, content: Content) -> bytes:
    """docxtpl's part: loops, conditions and inline values of the template."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document = DocxTemplate(io.BytesIO(template.content))
    try:
        document.init_docx()
    except (KeyError, ValueError, LookupError, SyntaxError) as error:  # what python-docx says of missing or wrong parts
        raise PackageError(f"python-docx cannot open it: {str(error) or type(error).__name__}") from None
    context = _context(resolved, stamp, content)
    try:
        document.render(context, environment, autoescape=True)
    except (TemplateError, SyntaxError) as error:
        # lxml's XMLSyntaxError is a SyntaxError: a tag that cuts through the document's structure
        raise PackageError(f"the template cannot be filled in: {str(error) or type(error).__name__}") from None
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _context(resolved: ResolvedDocument, stamp: Stamp, content: Content) -> Mapping[str, object]:
    context: dict[str, object] = {
        "draft_mark": "" if stamp.final else "DRAFT",
        "library_name": resolved.info.name,
        "library_version": _version(resolved, stamp),
        "scenario_title": resolved.draft.scenario.title,
        "scenario_summary": resolved.draft.scenario.summary,
    }
    for name, blank in resolved.values.items():
        context[name] = blank.text if blank.text is not None else mark_blank(name)
    context.update((name, Section(mark_section(name), bool(elements))) for name, elements in content.items())
    context["provision"] = {p.id: Section(mark_section(f"provision:{p.id}"), True) for p in resolved.provisions}
    return context


def _version(resolved: ResolvedDocument, stamp: Stamp) -> str:
    """The library's version; a final document names the commit as well."""
    if stamp.final and stamp.commit:
        return f"{resolved.info.version}, commit {stamp.commit[:12]}"
    return resolved.info.version


def _insert(
    resolved: ResolvedDocument, writer: BlockWriter, parts: dict[str, bytes], stamp: Stamp, content: Content
) -> None:
    """Our part: generated sections and blanks in the place of the marks, links, title and dates."""
    document = parse_part(_DOCUMENT, parts[_DOCUMENT])
    finisher = Finisher(writer, resolved.values)
    finisher.insert(document, content, lambda id_: [provision(p, writer) for p in resolved.provisions if p.id == id_])
    parts[_DOCUMENT] = packaging.serialize(document)
    for name in parts:
        if name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes")) and name.endswith(".xml"):
            tree = parse_part(name, parts[name])
            finisher.insert(tree, {}, lambda _: [])
            parts[name] = packaging.serialize(tree)
    packaging.add_links(parts, writer.links.ids)
    title = resolved.values.get("procedure_title")
    packaging.set_properties(
        parts, (title.text if title else None) or f"{writer.document.capitalize()} document", stamp.moment
    )
