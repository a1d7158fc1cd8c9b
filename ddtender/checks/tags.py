"""The tags of a Word template, understood but never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ddtender.library.tagged import TAG, plain_tag, tags_alone
from ddtender.model import Template, TemplateParagraph

if TYPE_CHECKING:
    from jinja2.nodes import Node

_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
#: The kinds of Jinja nodes that may stand in a tag, besides names and `provision["id"]`.
_ALLOWED = frozenset("Template Output TemplateData If For Assign Not And Or Compare Operand Const".split(" "))  # noqa: SIM905
_MAX_DEPTH = 100
_BLOCK = re.compile(r"\{%-?\s*(end)?(if|for)\b")
#: Whether it ends one, its word, what it stands in, and the paragraph.
_Block = tuple[bool, str, tuple[int, int], TemplateParagraph]
#: What a block's tag stands for, as the place in `TemplateParagraph.within`.
_LEVELS = {"p": 0, "r": 0, "tr": 1, "tc": 2}
_ANOTHER = "place: both stand within one sentence, or both in paragraphs of their own in one cell, box or control"
#: The tags of nearly every template: a name or a provision is printed, a condition begins or ends.
_NAME = r"(?!(?:true|false|none|not|provision)\b)[a-z][a-z0-9_]*"
_PRINTED = rf'\{{\{{ ?(?:(?P<printed>{_NAME})|provision\["(?P<id>[a-z0-9.-]+)"\]) ?\}}\}}'
_PLAIN = re.compile(rf"{_PRINTED}|\{{% ?(?:if (?P<asked>{_NAME})|endif) ?%\}}")
#: With more of them a part may have conditions within conditions to a depth that counts.
_MANY_CONDITIONS = 40


class TemplateTags(Struct, frozen=True):
    """``names`` are the variables a template reads, ``provisions`` the ids it asks for by ``provision["id"]``, each
    with the paragraph; ``printed`` are the names and ids that a tag prints; ``faults`` say what is wrong with a tag."""

    names: list[tuple[str, TemplateParagraph]] = field(default_factory=list)
    provisions: list[tuple[str, TemplateParagraph]] = field(default_factory=list)
    printed: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    faults: list[tuple[str, TemplateParagraph]] = field(default_factory=list)


def read_tags(template: Template) -> TemplateTags:
    """All tags of a template. Blocks may span paragraphs, so each part of the file is read as a whole."""
    tags = TemplateTags()
    for _, group in groupby(template.paragraphs, key=lambda p: p.part):
        lines, blocks = [], []
        for paragraph in group:
            tags.faults.extend((fault, paragraph) for fault in paragraph.faults)
            if _BRACES.search(TAG.sub("", paragraph.text)):
                tags.faults.append(("has braces that are not a complete tag", paragraph))
            elif found := [plain_tag(tag) for tag in TAG.findall(paragraph.text)]:
                lines.append((" ".join(tag for tag, _ in found), paragraph))
                blocks += _blocks(found, paragraph)
        unbalanced = list(_unbalanced(blocks))
        tags.faults.extend(unbalanced)
        if not unbalanced and _read_plain(lines, tags):
            continue
        if unbalanced or not _read(lines, tags):
            for line, paragraph in lines:  # the names can be looked at although the blocks are not in order
                for tag in TAG.findall(line):
                    _read([(tag, paragraph)], tags, alone=True)
    return tags


def quoted(paragraph: TemplateParagraph) -> str:
    """A paragraph for a message: its number, its part if that is not the main one, and its first words."""
    text = " ".join(paragraph.text.split())
    text = text if len(text) <= 60 else text[:59].rstrip() + "…"
    part = "" if paragraph.part == "word/document.xml" else f" of {paragraph.part}"
    return f'paragraph {paragraph.location.line}{part}, "{text}",'


def _blocks(tags: list[tuple[str, str]], paragraph: TemplateParagraph) -> Iterator[_Block]:
    """The beginnings and ends of blocks in a paragraph."""
    alone = tags_alone(paragraph.text)
    for tag, level in tags:
        if match := _BLOCK.match(tag):
            place = _LEVELS[level or "p"] if alone else None
            within = (paragraph.location.line, 0) if place is None else (paragraph.within[place], place + 1)
            yield match[1] is not None, match[2], within, paragraph


def _unbalanced(blocks: list[_Block]) -> Iterator[tuple[str, TemplateParagraph]]:
    """Blocks that are opened and not closed, or the other way round, or closed in another place."""
    open_: list[_Block] = []
    for block in blocks:
        end, word, within, paragraph = block
        if not end:
            open_.append(block)
        elif open_ and open_[-1][1] == word:
            if open_.pop()[2] != within:
                yield f"closes with 'end{word}' what '{word}' has opened in another {_ANOTHER}", paragraph
        else:
            yield f"closes a block with 'end{word}' that no '{word}' before it has opened", paragraph
    for _, word, _, paragraph in open_:
        yield f"opens a block with '{word}' that no 'end{word}' closes", paragraph


def _read_plain(lines: list[tuple[str, TemplateParagraph]], tags: TemplateTags) -> bool:
    """Note what ``_read`` would of balanced lines, if all their tags are plain ones; importing Jinja takes its time."""
    tags_found = [(tag, paragraph) for line, paragraph in lines for tag in TAG.findall(line)]
    found = [(match, paragraph) for tag, paragraph in tags_found if (match := _PLAIN.fullmatch(tag))]
    conditions = sum(match["asked"] is not None for match, _ in found)
    if len(found) < len(tags_found) or conditions > _MANY_CONDITIONS:
        return False
    for match, paragraph in reversed(found):  # as `_walk` goes, from the end to the beginning
        printed, id_, asked = match.group("printed", "id", "asked")
        if id_:
            tags.provisions.append((id_, paragraph))
        if name := printed or asked:
            tags.names.append((name, paragraph))
        tags.printed.update(filter(None, (printed, id_)))
    return True


def _read(lines: list[tuple[str, TemplateParagraph]], tags: TemplateTags, alone: bool = False) -> bool:
    """Parse ``lines`` as one text, so that a line number leads back to its paragraph. ``alone``: faults are known."""
    from jinja2 import Environment, TemplateError

    try:
        tree = Environment(autoescape=True).parse("\n".join(line for line, _ in lines))
        for kind, name, number in _walk(tree):
            _note(tags, kind, name, lines[min(number, len(lines)) - 1][1])
    except (TemplateError, RecursionError, ValueError) as error:
        number = getattr(error, "lineno", None) or 1
        if not alone:
            tags.faults.append(("has a tag that cannot be understood", lines[min(number, len(lines)) - 1][1]))
        return False
    return True


def _note(tags: TemplateTags, kind: str, name: str, paragraph: TemplateParagraph) -> None:
    if kind == "reads":
        tags.names.append((name, paragraph))
    elif kind == "provision":
        tags.provisions.append((name, paragraph))
    elif kind == "fault":
        tags.faults.append((name, paragraph))
    else:
        (tags.printed if kind == "prints" else tags.bound).add(name)


def _walk(tree: Node) -> Iterator[tuple[str, str, int]]:
    """What each node of a parsed template does: it reads, prints or binds a name, asks for a provision, or is wrong."""
    from jinja2.nodes import Name, Output

    pending = [(tree, 0, False)]
    while pending:
        node, depth, looping = pending.pop()
        kind, line = type(node).__name__, node.lineno or 1
        if isinstance(node, Output):
            yield from (("prints", name, line) for name in map(_printed, node.nodes) if name)
        if id_ := _provision(node):
            yield "provision", id_, line
        elif isinstance(node, Name) and node.name != "provision":
            yield ("reads" if node.ctx == "load" else "binds"), node.name, line
        elif kind == "For" and looping:
            yield "fault", "repeats something within a repetition, which could go on for ever,", line
        elif depth > _MAX_DEPTH:
            yield "fault", "has a tag that nests too deep", line
        elif kind in _ALLOWED:
            pending.extend((child, depth + 1, looping or kind == "For") for child in node.iter_child_nodes())
        else:
            yield "fault", "has a tag that is more than a plain name", line


def _provision(node: Node) -> str | None:
    """The id in ``provision["id"]``."""
    from jinja2.nodes import Getitem

    if not isinstance(node, Getitem) or getattr(node.node, "name", "") != "provision":
        return None
    id_ = getattr(node.arg, "value", None)
    return id_ if isinstance(id_, str) else None


def _printed(node: Node) -> str | None:
    from jinja2.nodes import Name

    return node.name if isinstance(node, Name) else _provision(node)
