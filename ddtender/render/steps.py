"""What docxtpl does to a template, step by step: all that we use of it, and the only importer of it.

Its documented way (``render``, then ``save``) reads the template and cleans its XML anew for every document. The steps
within are not documented; a test holds what they make against what that way makes, and says when a new version differs.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from ddtender.office.package import open_package

_FIRST_PICTURE_ID = 1000


class Steps:
    """A template, read once. ``parts`` is the unfilled template as python-docx writes it, ``body`` the source for Jinja
    of its main part's body."""

    def __init__(self, content: bytes) -> None:
        """Raises AttributeError, KeyError, LookupError, SyntaxError or ValueError of missing or wrong parts."""
        self._template = template = _Template(io.BytesIO(content))
        template.render_init()
        docx = template.docx
        assert docx is not None  # made by the step before
        str(docx.core_properties.title)  # properties of another kind have none
        self.body = self.cleaned(template.get_xml())
        buffer = io.BytesIO()
        docx.save(buffer)
        self.parts = open_package(buffer.getvalue())

    def cleaned(self, xml: str) -> str:
        """A source for Jinja: XML whose tags are whole, although Word divides them between runs."""
        return self._template.patch_xml(xml)

    def filled(self, source: str, context: Mapping[str, object], environment: Environment) -> str:
        """The XML of a source, filled in. Raises what Jinja raises."""
        docx = self._template.docx
        assert docx is not None  # made at the beginning
        return self._template.render_xml_part(source, docx.part, context, environment)

    def tree(self, xml: str) -> etree._Element:
        """The body of a document, whose tables have as many columns as their rows, and whose pictures have ids."""
        template = self._template
        body = template.fix_tables(xml)
        template.docx_ids_index = _FIRST_PICTURE_ID
        template.fix_docpr_ids(body)
        return body


class _Template(DocxTemplate):
    """Looks for what it would replace before it takes every run apart."""

    def resolve_listing(self, xml: str) -> str:
        """Tabs and ends of lines, paragraphs and pages in values become elements; most documents have none."""
        return super().resolve_listing(xml) if any(character in xml for character in "\t\n\a\f") else xml
