"""A template filled by docxtpl, prepared once for all documents made from it.

What docxtpl does the same way for every document (reading the file, cleaning its XML for Jinja, compiling that) is done
once for a template's content. What depends on the facts is left to docxtpl's own steps, in its own order.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ddtender.library.template_text import filled_trees
from ddtender.office.package import PackageError, W, open_package, parse_part
from ddtender.office.packaging import serialize, write
from ddtender.office.tree import child_of
from ddtender.render.finish import DOCUMENT
from ddtender.render.pieces import Pieces
from ddtender.render.private import public_parts
from ddtender.render.steps import Steps
from ddtender.render.styles import StyleSheet, read_styles
from ddtender.render.tags import forget_comments, prepare_tags

COMMENTS = "word/comments.xml"


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
        parts = public_parts(own)
        prepared_trees = filled_trees(parts)
        comments = {name: parse_part(name, parts[name]) for name in parts if name == COMMENTS}
        forget_comments([*comments.values(), *prepared_trees.values()])
        for tree in prepared_trees.values():
            prepare_tags(tree)
        parts.update((name, serialize(tree)) for name, tree in {**prepared_trees, **comments}.items())
        try:
            self._steps = steps = Steps(write(parts))
        except (AttributeError, KeyError, ValueError, LookupError, SyntaxError) as error:  # of missing or wrong parts
            raise PackageError(f"its parts do not belong together as Word's do{_reason(error)}") from None
        self._body, self._parts = steps.body, steps.parts
        margins = (name for name in prepared_trees if name != DOCUMENT and name in self._parts)
        self._margins = {name: steps.cleaned(self._parts[name].decode()) for name in margins}
        self._frame = parse_part(DOCUMENT, self._parts[DOCUMENT])
        body = child_of(self._frame, W + "body")
        self._position = self._frame.index(body)
        self._frame.remove(body)

    @property
    def margins(self) -> tuple[str, ...]:
        """The names of the headers, footers and notes, all of which are filled."""
        return tuple(self._margins)

    def mentions(self, name: str) -> bool:
        """Whether a tag may use a name: it stands somewhere in the template."""
        return any(name in source for source in (self._body, *self._margins.values()))

    def fill(self, context: Mapping[str, object]) -> tuple[etree._Element, dict[str, bytes]]:
        """The main part as a tree, and all other parts by name. Raises PackageError."""
        try:
            return self._filled(context)
        except (TemplateError, SyntaxError, RecursionError) as error:
            # lxml's XMLSyntaxError is a SyntaxError: a tag that cuts through the document's structure
            raise PackageError(f"the template cannot be filled in{_reason(error)}") from None

    def _filled(self, context: Mapping[str, object]) -> tuple[etree._Element, dict[str, bytes]]:
        body = self._steps.tree(self._steps.filled(self._body, context, self._environment))
        document = copy.deepcopy(self._frame)
        document.insert(self._position, body)
        parts = dict(self._parts)
        for name, source in self._margins.items():
            parts[name] = self._steps.filled(source, context, self._environment).encode()
        return document, parts


def _reason(error: Exception) -> str:
    """What an error of another library says, if it is in words: a key alone or the name of an object helps nobody."""
    text = " ".join(str(error).split())
    spoken = not isinstance(error, (KeyError, AttributeError)) and text and "object" not in text and "<" not in text
    return f": {text}" if spoken else ""


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles each source once."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: str, *rest: Any, **options: Any) -> Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *rest, **options)
        return self._compiled[source]
