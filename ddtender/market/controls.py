"""Content controls of a form: check boxes (MS-DOCX 2.7.1, ``w14:checkbox``) and text fields, and how they are found.

A control has the name of its answer twice: as its tag, and as a bookmark around it. LibreOffice 7.4 drops the tags when
it saves a form, and keeps the bookmarks.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ddtender.office import wml
from ddtender.office.tree import child_of
from ddtender.office.wml import Element
from ddtender.render.paper import W14_NAMESPACE

W14 = f"{{{W14_NAMESPACE}}}"
TAG = "q:"
EMPTY = "☐"
_FONT = "MS Gothic"


def bookmark_name(name: str) -> str:
    """``actions.digital-tools`` as the name of a bookmark, which has letters, digits and underscores only."""
    return "q_" + name.replace(".", "__").replace("-", "_")


def check_box(name: str, alias: str) -> list[Element]:
    """An empty box for the answer ``name``, which Word and LibreOffice toggle on a click."""
    font = wml.element("rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, hint="eastAsia")
    mark = wml.element("t")
    mark.text = EMPTY
    control = wml.inline_control(TAG + name, alias, wml.element("r", wml.element("rPr", font), mark), placeholder=False)
    box = etree.SubElement(child_of(control, wml.W + "sdtPr"), W14 + "checkbox", nsmap={"w14": W14_NAMESPACE})
    etree.SubElement(box, W14 + "checked", {W14 + "val": "0"})
    etree.SubElement(box, W14 + "checkedState", {W14 + "val": "2612", W14 + "font": _FONT})
    etree.SubElement(box, W14 + "uncheckedState", {W14 + "val": "2610", W14 + "font": _FONT})
    return wml.bookmark(bookmark_name(name), [control])


def text_field(name: str, alias: str, style: str, prompt: str) -> list[Element]:
    """A field for free text; its prompt vanishes when somebody types."""
    control = wml.inline_control(TAG + name, alias, wml.text_run(prompt, style), placeholder=True)
    return wml.bookmark(bookmark_name(name), [control])


def choice_field(name: str, alias: str, style: str, prompt: str, texts: Sequence[str]) -> list[Element]:
    """A field in which one of ``texts`` is chosen (ECMA-376 part 1, 17.5.2.15)."""
    made = text_field(name, alias, style, prompt)
    properties = next(element for one in made for element in one.iter(wml.W + "sdtPr"))
    items = [wml.element("listItem", displayText=text, value=text) for text in texts]
    properties.append(wml.element("dropDownList", *items))
    return made
