"""Review pages, built once, and read as a browser would read them; nothing is taken from ddtender's own template."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from lxml import etree, html

from tests.documents import build, flat

#: Everything that is reviewed as a page: every scenario, a procedure, a changed scenario, a final document.
PAGES = ("low", "medium", "high", "laptops", "changed", "laptops-final")


@cache
def page(variant: str) -> Page:
    return Page(build(variant).documents["review.html"])


class Page:
    """One page, from its bytes."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))

    def at(self, id_: str) -> html.HtmlElement:
        (found,) = self.root.xpath("//*[@id=$id]", id=id_)
        return found

    @cached_property
    def provisions(self) -> dict[str, html.HtmlElement]:
        return {one.get("id"): one for one in self.root.iter("article")}

    def paragraphs(self, id_: str) -> list[str]:
        """The paragraphs of a provision's own text in reading order, without their numbers."""
        (text,) = self.provisions[id_].find_class("text")
        found = []
        for element in text:
            if element.tag in ("h4", "h5"):
                break
            found += [without_number(p) for p in element.iter("p")]
        return found

    def below(self, id_: str, heading: str) -> html.HtmlElement | None:
        """What stands below a heading of a provision."""
        found = [h.getnext() for h in self.provisions[id_].iter("h4", "h5") if h.text == heading]
        return found[0] if found else None

    def margin(self, id_: str) -> dict[str, list[str]]:
        """The terms of the margin, each with the texts below it."""
        (margin,) = self.provisions[id_].find_class("margin")
        return {group.find("dt").text: [words(dd) for dd in group.iter("dd")] for group in margin.iter("div")}

    def links(self, id_: str, term: str) -> list[str]:
        """Where the links below a term of the margin lead."""
        (margin,) = self.provisions[id_].find_class("margin")
        groups = [group for group in margin.iter("div") if group.find("dt").text == term]
        return [a.get("href").removeprefix("#") for group in groups for a in group.iter("a")]

    @cached_property
    def text(self) -> str:
        return words(self.root.find("body"))


def words(element: etree._Element) -> str:
    """The text of an element as one line; blocks and line breaks part words."""
    return flat("".join(_pieces(element)))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in ("script", "style"):
            continue
        parted = child.tag not in ("a", "strong", "em", "span", "code", "bdi", "time", "ins", "del")
        yield " " if parted else ""
        yield from _pieces(child)
        yield " " if parted else ""
        yield child.tail or ""


def without_number(paragraph: etree._Element) -> str:
    numbers = paragraph.find_class("number")
    return words(paragraph).removeprefix(words(numbers[0])).strip() if numbers else words(paragraph)
