"""A template filled by docxtpl, the only importer of which this is; prepared once for all documents made from it.

What docxtpl does the same way for every document (reading the file, cleaning its XML for Jinja, compiling that) is done
once for a template's content. What depends on the facts is left to docxtpl's own steps, in its own order.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from functools import lru_cache

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ddtender.library.package import PackageError, W, open_package, parse_part
from ddtender.render.packaging import write
from ddtender.render.pieces import Pieces
from ddtender.render.styles import StyleSheet, read_styles

DOCUMENT = "word/document.xml"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
#: The properties that docxtpl fills as well; ours replace them, but a tag in one of them must not be wrong.
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FIRST_PICTURE_ID = 1000


@lru_cache(maxsize=8)
def prepared(content: bytes) -> Filling:
    """The template of these bytes. Raises PackageError."""
    return Filling(content)


class Filling:
    """A template that can be filled any number of times; ``styles`` are its styles, ``pieces`` were made with them."""

    styles: StyleSheet
    pieces: Pieces

    def __init__(self, content: bytes) -> None:
        own = open_package(content)
        self.styles = read_styles(
            parse_part("word/styles.xml", own["word/styles.xml"]), parse_part(DOCUMENT, own[DOCUMENT])
        )
        self.pieces = Pieces()
        self._environment = _Environment(undefined=StrictUndefined, autoescape=True)
        self._template = template = _Template(io.BytesIO(write(own)))
        try:
            template.render_init()
            self._properties = [getattr(template.docx.core_properties, name) for name in _PROPERTIES]
        except (AttributeError, KeyError, ValueError, LookupError, SyntaxError) as error:  # of missing or wrong parts
            raise PackageError(f"python-docx cannot open it: {str(error) or type(error).__name__}") from None
        self._body = template.patch_xml(template.get_xml())
        margins = [
            part for uri in (template.HEADER_URI, template.FOOTER_URI) for _, part in template.get_headers_footers(uri)
        ]
        self._margins = {part: template.patch_xml(template.get_part_xml(part)) for part in margins}
        notes = [part for part in template.docx.part.package.parts if part.content_type == _FOOTNOTES]
        self._notes = {part: template.patch_xml(part.blob.decode("utf-8")) for part in notes}
        self._parts = _saved(template)
        self._frame = parse_part(DOCUMENT, self._parts[DOCUMENT])
        body = self._frame.find(W + "body")
        self._position = self._frame.index(body)
        self._frame.remove(body)

    def mentions(self, name: str) -> bool:
        """Whether a tag may use a name: it stands somewhere in the template."""
        sources = (self._body, *self._margins.values(), *self._notes.values(), *self._properties)
        return any(name in source for source in sources)

    def fill(self, context: Mapping[str, object]) -> tuple[etree._Element, dict[str, bytes]]:
        """The main part as a tree, and all other parts by name. Raises PackageError."""
        try:
            return self._filled(context)
        except (TemplateError, SyntaxError, RecursionError) as error:
            # lxml's XMLSyntaxError is a SyntaxError: a tag that cuts through the document's structure
            raise PackageError(f"the template cannot be filled in: {str(error) or type(error).__name__}") from None

    def _filled(self, context: Mapping[str, object]) -> tuple[etree._Element, dict[str, bytes]]:
        template = self._template
        body = template.fix_tables(self._rendered(self._body, template.docx.part, context))
        template.docx_ids_index = _FIRST_PICTURE_ID
        template.fix_docpr_ids(body)
        document = copy.deepcopy(self._frame)
        document.insert(self._position, body)
        parts = dict(self._parts)
        for part, source in self._margins.items():
            xml = self._rendered(source, part, context)
            parts[part.partname.lstrip("/")] = serialize_part_xml(parse_xml(xml.encode()))
        for text in self._properties:
            self._environment.from_string(text).render(context)
        for part, source in self._notes.items():
            parts[part.partname.lstrip("/")] = self._rendered(source, part, context).encode()
        return document, parts

    def _rendered(self, source: str, part: object, context: Mapping[str, object]) -> str:
        return self._template.render_xml_part(source, part, context, self._environment)


class _Template(DocxTemplate):
    """Looks for what it would replace before it takes every run apart."""

    def resolve_listing(self, xml: str) -> str:
        """Tabs and ends of lines, paragraphs and pages in values become elements; most documents have none."""
        return super().resolve_listing(xml) if any(character in xml for character in "\t\n\a\f") else xml


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles each source once."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: str, *rest: object, **options: object) -> Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *rest, **options)
        return self._compiled[source]


def _saved(template: DocxTemplate) -> dict[str, bytes]:
    """The parts of the unfilled template, as python-docx writes them."""
    buffer = io.BytesIO()
    template.docx.save(buffer)
    return open_package(buffer.getvalue())
