"""Web links of a document: each address becomes a relationship of the main part (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.office import wml
from ddtender.office.wml import Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class LinkTable:
    """Collects addresses while a document is written; ids cannot clash with those of a template."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def hyperlink(self, url: str, content: Iterable[Element]) -> Element:
        id_ = self.ids.setdefault(url, f"ddLink{len(self.ids) + 1}")
        link = wml.element("hyperlink", *content, history=1)
        link.set(_R + "id", id_)
        return link
