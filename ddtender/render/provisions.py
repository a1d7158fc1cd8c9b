"""``provisions.docx``: where every provision comes from, for the authority's file, on the paper of the tender."""

from __future__ import annotations

from ddtender.layout.provenance import PAGE, provisions_page
from ddtender.model import Template
from ddtender.model.template import SECTIONS
from ddtender.office import packaging
from ddtender.office.package import W
from ddtender.render.blocks import BlockWriter
from ddtender.render.docx import context_of
from ddtender.render.filling import prepared
from ddtender.render.finish import Finisher
from ddtender.render.links import LinkTable
from ddtender.resolve.values import ResolvedDocument
from ddtender.stamp import Stamp


def render_provisions(resolved: ResolvedDocument, template: Template, stamp: Stamp) -> bytes:
    """The page in the look of ``template``, with its headers and footers. Raises PackageError."""
    filling = prepared(template.content)
    writer = BlockWriter(PAGE, filling.styles, LinkTable())
    document, parts = filling.fill(context_of(resolved, PAGE, stamp, {name: [] for name in SECTIONS}))
    body = document.find(W + "body")
    assert body is not None  # as of every template that was read
    last = body[-1] if len(body) and body[-1].tag == W + "sectPr" else None
    for element in list(body):
        if element is not last:
            body.remove(element)
    body[0:0] = writer.blocks(provisions_page(resolved, stamp))
    finisher = Finisher(writer, resolved.values, resolved.language.locale_tag)
    finisher.insert(document, {}, lambda _: [])
    finisher.put(document, parts, filling.margins)
    title = resolved.language.say("layout.provisions.page.title")
    packaging.set_properties(parts, title, resolved.language.locale_tag, stamp.moment)
    return packaging.write(parts)
