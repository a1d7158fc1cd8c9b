"""A template's tags made ready for Jinja on the tree of a part, where nothing around them is lost.

Afterwards each tag is whole in one text, without docxtpl's letters: what stands for a paragraph, row or cell stands in
its place, and a section's tag in a paragraph of its own, to be replaced when all else is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.library.tagged import GONE, TAG, leave_out_old, own_texts, plain_tag, tags_alone, write_out
from ddtender.office.package import W
from ddtender.office.tree import parent_of, remove
from ddtender.office.wml import Element
from ddtender.render.remains import remains

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROW, _CELL, _PARAGRAPH = W + "tr", W + "tc", W + "p"
_HOLDERS = {"tr": _ROW, "tc": _CELL}
_COMMENT_MARKS = tuple(W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
#: What makes a control show something else than the text in it, or refuse some of what is put there (17.5.2).
_KINDS = ("showingPlcHdr", "text", "date", "comboBox", "dropDownList", "picture")


def prepare_tags(root: Element) -> None:
    """Make the tags of a part ready, in place."""
    leave_out_old(root)
    write_out(root)
    _forget_gone(root)
    _unbind(root)
    for paragraph in list(root.iter(_PARAGRAPH)):
        texts = own_texts(paragraph)
        if "{" in "".join(t.text or "" for t in texts):
            _join(texts)
    for holder in (_ROW, _CELL):
        for element in list(root.iter(holder)):
            _stand_for(element, "tr" if holder == _ROW else "tc")
    for paragraph in list(root.iter(_PARAGRAPH)):
        _prepare(paragraph)


def _forget_gone(root: Element) -> None:
    """Runs that a tracked change takes away, if they have a tag: nobody could say what it would be filled with."""
    for gone in list(root.iter(*GONE)):
        words = "".join(gone.itertext())
        if gone.getparent() is not None and ("{{" in words or "{%" in words):
            remove(gone)


def _unbind(root: Element) -> None:
    """Word would show what a control is bound to (17.5.2.6) instead of what stands in it."""
    for properties in root.iter(W + "sdtPr"):
        for child in list(properties):
            if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == "dataBinding":
                remove(child)


def _join(texts: list[Element]) -> None:
    """Put every tag that Word has split over several texts into the first of them, as Jinja reads it."""
    whole = "".join(t.text or "" for t in texts)
    starts, at = [], 0
    for t in texts:
        starts.append(at)
        at += len(t.text or "")
    for match in reversed(list(TAG.finditer(whole))):
        first = _holding(starts, match.start())
        last = _holding(starts, match.end() - 1)
        rest = (texts[last].text or "")[match.end() - starts[last] :]
        tag, level = plain_tag(match[0])
        before = (texts[first].text or "")[: match.start() - starts[first]]
        for t in texts[first + 1 : last]:
            t.text = ""
        texts[last].text = rest
        kept = level if level in _HOLDERS and tag.startswith("{%") else ""
        texts[first].text = before + tag[:2] + kept + tag[2:] + (rest if first == last else "")
        for t in (texts[first], texts[last]):
            t.set(_SPACE, "preserve")
        for control in texts[first].iterancestors(W + "sdt"):
            _make_filled(control)


def _holding(starts: list[int], at: int) -> int:
    """Which text holds a character; an empty one never does."""
    return max(n for n, start in enumerate(starts) if start <= at)


def _make_filled(control: Element) -> None:
    """A control that a value is put into is not a placeholder any more, and takes any text."""
    properties = control.find(W + "sdtPr")
    for child in list(properties) if properties is not None else ():
        if child.tag in {W + name for name in _KINDS}:
            remove(child)
    for style in list(control.iter(W + "rStyle")):
        if style.get(W + "val") == "PlaceholderText":
            remove(style)


def _stand_for(element: Element, level: str) -> None:
    """A row or cell goes where a tag stands for it."""
    texts = [t for t in element.iter(W + "t") if "{%" in (t.text or "")]
    texts = [t for t in texts if next(t.iterancestors(str(element.tag))) is element]  # not of a table in it
    tags = [tag for t in texts for tag in TAG.findall(t.text or "")]
    if any(plain_tag(tag)[1] == level for tag in tags) and element.getparent() is not None:
        _replace(element, "".join(plain_tag(tag)[0] for tag in tags))


def _prepare(paragraph: Element) -> None:
    """A paragraph of conditions alone goes; its breaks and marks stay outside of the block."""
    texts = own_texts(paragraph)
    text = "".join(t.text or "" for t in texts)
    if "{%" not in text or not tags_alone(text):
        return
    tags = TAG.findall(text)
    for t in texts:
        t.text = ""
    kept = remains(paragraph)
    if plain_tag(tags[0])[0].startswith("{% end"):
        for element in reversed(kept):
            paragraph.addnext(element)
    else:
        for element in kept:
            paragraph.addprevious(element)
    _replace(paragraph, "".join(plain_tag(tag)[0] for tag in tags))


def _replace(element: Element, text: str) -> None:
    """Put a text where an element stands."""
    parent, before = parent_of(element), element.getprevious()
    text += element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(element)


def forget_comments(roots: Iterable[Element]) -> None:
    """Take out the comments that have tags, with their places: what an author writes of a tag is not filled in."""
    roots = list(roots)
    gone = set()
    for comment in [c for root in roots for c in root.iter(W + "comment")]:
        words = "".join(comment.itertext())
        if "{{" in words or "{%" in words:
            gone.add(comment.get(W + "id"))
            remove(comment)
    for root in roots if gone else ():
        for mark in list(root.iter(*_COMMENT_MARKS)):
            if mark.get(W + "id") in gone:
                holder = parent_of(mark) if mark.tag == W + "commentReference" else mark
                remove(holder)
