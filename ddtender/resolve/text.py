"""References and blanks in text become what the reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ddtender.diagnostics import Location
from ddtender.library.facts import shown
from ddtender.model import (
    Blank,
    Block,
    DraftDocument,
    Due,
    Emphasis,
    Inline,
    Kind,
    Library,
    Link,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from ddtender.resolve.numbering import bookmark_name
from ddtender.resolve.values import (
    Inlines,
    ResolvedBlank,
    ResolvedBlock,
    ResolvedInline,
    ResolvedList,
    ResolvedParagraph,
    ResolvedReference,
)

_EVENTS = {
    "award": "after the Award Date",
    "contract_start": "after the Contract Start Date",
    "delivery": "and in any case before the first delivery of Goods",
}


class TextResolver:
    """Resolves text within one composition. Targets that do not exist must have been refused by the checks."""

    def __init__(self, draft: DraftDocument, library: Library, numbers: dict[str, int]) -> None:
        self.draft, self.library, self.numbers = draft, library, numbers
        self.used: dict[str, None] = {}

    def blocks(self, blocks: Iterable[Block], sentences: bool) -> tuple[ResolvedBlock, ...]:
        """``sentences`` says that top-level paragraphs begin a sentence, so that a reference there has a capital."""
        resolved: list[ResolvedBlock] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                resolved.append(ResolvedParagraph(self.inlines(block.inlines, sentences)))
            else:
                resolved.append(
                    ResolvedList(block.ordered, tuple(self.blocks(item.blocks, False) for item in block.items))
                )
        return tuple(resolved)

    def inlines(self, inlines: Iterable[Inline], begins: bool = False) -> Inlines:
        """Resolve a paragraph's inlines; ``begins`` says that it begins a sentence."""
        resolved: list[ResolvedInline] = []
        for inline in inlines:
            if isinstance(inline, Reference):
                resolved.append(self.reference(inline.target, begins))
            elif isinstance(inline, Blank):
                resolved.append(self.blank(inline.name))
            elif isinstance(inline, Strong | Emphasis):
                resolved.append(type(inline)(self.inlines(inline.children, begins), inline.location))
            elif isinstance(inline, Link):
                resolved.append(Link(self.inlines(inline.children, begins), inline.url, inline.location))
            elif isinstance(inline, Text):
                text = self._counted(inline.text, resolved)
                resolved.append(inline if text is inline.text else Text(text, inline.location))
            else:
                resolved.append(inline)
            begins = _ends_sentence(resolved[-1], begins)
        return tuple(resolved)

    def reference(self, target: str, capital: bool = False) -> ResolvedReference:
        provision = self.library.by_id[target]
        number = self.numbers.get(target)
        words = f"{provision.kind.label} " if provision.kind is not Kind.DEFINITION else provision.title
        if capital:
            words = words[0].upper() + words[1:]
        return ResolvedReference(target, provision.kind, number, provision.title, bookmark_name(target), words)

    def blank(self, name: str) -> ResolvedBlank:
        self.used[name] = None
        parameter = self.draft.parameters[name]
        value = self.draft.values.get(name)
        return ResolvedBlank(name, parameter.label, None if value is None else shown(value))

    def points(self, provision_id: str, points: Decimal | None, label: str) -> ResolvedBlank:
        """The points of a criterion (or ``price``, ``other_quality``) as a blank of their own."""
        return ResolvedBlank(f"points.{provision_id}", label, None if points is None else shown(points))

    def due(self, due: Due, place: Location) -> Inlines:
        """The rule of a due date at ``place`` in words, such as "At the latest 3 months after the Award Date"."""
        amount: ResolvedInline = self.blank(due.amount) if isinstance(due.amount, str) else Text(str(due.amount), place)
        one = getattr(amount, "text", None) == "1"
        unit = due.unit.removesuffix("s") if one else due.unit
        if due.after == "request":
            return (Text("Within ", place), amount, Text(f" {unit} of each request.", place))
        words = f" {unit} {_EVENTS[due.after]}"
        if due.every:
            words += f", then every {due.every} months; the last one no later than the last day of the Contract"
        if due.before:
            words += f", {_EVENTS[due.before]}"
        return (Text("At the latest ", place), amount, Text(f"{words}.", place))

    def _counted(self, text: str, before: list[ResolvedInline]) -> str:
        """``1 months`` becomes ``1 month``: the unit after a blank whose value is one loses its plural."""
        last = before[-1] if before else None
        if not isinstance(last, ResolvedBlank) or last.text != "1":
            return text
        unit = self.draft.parameters[last.name].unit
        singular = unit.removesuffix("s")
        return f" {singular}{text[len(unit) + 1 :]}" if unit and text.startswith(f" {unit}") else text


def _ends_sentence(inline: ResolvedInline, before: bool) -> bool:
    if not isinstance(inline, Text):
        return False
    text = inline.text.rstrip()
    if not text:
        return before
    return text[-1] in ".!?" and inline.text[-1] == " "
