"""Steps in a tree of elements that are certain to lead somewhere, so that nobody needs to ask whether they did."""

from __future__ import annotations

from lxml import etree

Element = etree._Element


def parent_of(element: Element) -> Element:
    """What an element stands in that is not the root. Raises LookupError for the root."""
    parent = element.getparent()
    if parent is None:
        raise LookupError(f"{element.tag} stands in nothing")
    return parent


def child_of(element: Element, path: str) -> Element:
    """The first element that ``path`` (ElementPath) leads to. Raises LookupError if there is none."""
    child = element.find(path)
    if child is None:
        raise LookupError(f"{element.tag} has no {path}")
    return child


def attribute_of(element: Element, name: str) -> str:
    """The value of an attribute that is there. Raises LookupError if it is not."""
    value = element.get(name)
    if value is None:
        raise LookupError(f"{element.tag} has no attribute {name}")
    return value


def remove(element: Element) -> None:
    """Take an element that is not the root out of its tree, with its content."""
    parent_of(element).remove(element)
