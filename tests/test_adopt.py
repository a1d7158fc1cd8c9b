"""A house's own Word document as a template: its styles stay, ours are added where it has none, and it can be built."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from lxml import etree

from ddtender.library.style_names import is_default, style_name
from ddtender.render.adopt import adopt
from tests.documents import W
from tests.packages import parts_of
from tests.tools import ROOT

TENDER = (ROOT / "templates" / "tender.docx").read_bytes()


def house(change: Callable[[Document], None]) -> bytes:
    """A plain document of another program after a change."""
    document = docx.Document()
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def styles_of(content: bytes) -> list[etree._Element]:
    return list(etree.fromstring(parts_of(content)["word/styles.xml"]).iter(W + "style"))


def named(old: str, new: str, aliases: str = "", id_: str = "") -> Callable[[Document], None]:
    """A style has another name, other names beside it, or another id."""

    def change(document: Document) -> None:
        style = next(s for s in document.styles.element.iter(W + "style") if style_name(s).lower() == old)
        style.find(W + "name").set(W + "val", new)
        if aliases:
            alias = etree.Element(W + "aliases")
            alias.set(W + "val", aliases)
            style.find(W + "name").addnext(alias)
        if id_:
            for link in document.element.iter(W + "pStyle"):
                assert link.get(W + "val") != style.get(W + "styleId")
            for other in document.styles.element.iter(W + "basedOn", W + "next", W + "link"):
                if other.get(W + "val") == style.get(W + "styleId"):
                    other.set(W + "val", id_)
            style.set(W + "styleId", id_)

    return change


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (named("heading 2", "Heading 2"), "Heading 2"),
        (named("heading 2", "HEADING 2", id_="a2"), "HEADING 2"),
        (named("heading 2", "Kop 2", id_="Kop2"), "Kop 2"),
        (named("heading 2", "Titel hoofdstuk", aliases="Kop twee,heading 2", id_="x"), "Titel hoofdstuk"),
        (named("heading 2", "heading 2,Kop 2", id_="x"), "heading 2,Kop 2"),
        (named("heading 2", "Huis 2"), "Huis 2"),
    ],
    ids=["case", "case and id", "Dutch", "other names", "names with a comma", "id alone"],
)
def test_a_style_that_is_there_under_a_name_like_ours_is_used(change: Callable[[Document], None], kept: str) -> None:
    content, added = adopt(house(change), TENDER)
    assert not [name for name in added if name.lower() == "heading 2"]
    styles = styles_of(content)
    heading = next(style for style in styles if style_name(style) == kept)
    award = next(style for style in styles if style_name(style) == "Provision Award")
    assert award.find(W + "basedOn").get(W + "val") == heading.get(W + "styleId")


@pytest.mark.parametrize(
    "change",
    [
        lambda document: None,
        named("normal", "Standaard", id_="Standaard"),
        named("normal table", "Standaardtabel", id_="Standaardtabel"),
        named("normal", "Onze tekst", id_="OnzeTekst"),
    ],
    ids=["English", "Dutch text", "Dutch table", "another name"],
)
def test_no_type_gets_two_default_styles_and_no_name_stands_twice(change: Callable[[Document], None]) -> None:
    styles = styles_of(adopt(house(change), TENDER)[0])
    names = [(style.get(W + "type"), style_name(style).lower()) for style in styles]
    assert len(names) == len(set(names))
    defaults = [style.get(W + "type") for style in styles if is_default(style)]
    assert len(defaults) == len(set(defaults))
    ids = [style.get(W + "styleId") for style in styles]
    assert len(ids) == len(set(ids))
