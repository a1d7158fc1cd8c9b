"""References and blanks in text become what the reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from ddtender.diagnostics import Location
from ddtender.model import (
    Blank,
    Block,
    DraftDocument,
    Due,
    Emphasis,
    FactValue,
    Inline,
    Kind,
    Library,
    Link,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from ddtender.resolve.inlines import (
    Inlines,
    ResolvedBlank,
    ResolvedBlock,
    ResolvedInline,
    ResolvedList,
    ResolvedParagraph,
    ResolvedReference,
)
from ddtender.resolve.numbering import bookmark_name, letters_of
from ddtender.resolve.phrases import phrase
from ddtender.words import Language


class TextResolver:
    """Resolves text within one composition. Targets that do not exist must have been refused by the checks."""

    def __init__(
        self,
        draft: DraftDocument,
        library: Library,
        numbers: Mapping[str, int],
        language: Language,
        cited_as: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``cited_as`` has what stands for the number of provisions that have no single one."""
        self.draft, self.library, self.numbers, self.language = draft, library, numbers, language
        self._cited_as = cited_as
        self._letters = letters_of(library)
        self.say = language.say
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
                resolved.append(self.reference(inline.target, begins, inline.words))
            elif isinstance(inline, Blank):
                resolved.append(self.blank(inline.name))
            elif isinstance(inline, Strong | Emphasis):
                kind = Strong if isinstance(inline, Strong) else Emphasis
                resolved.append(kind(self.inlines(inline.children, begins), inline.location))
            elif isinstance(inline, Link):
                resolved.append(Link(self.inlines(inline.children, begins), inline.url, inline.location))
            elif isinstance(inline, Text):
                text = self._counted(inline.text, resolved)
                resolved.append(inline if text is inline.text else Text(text, inline.location))
            else:
                resolved.append(inline)
            begins = _ends_sentence(resolved[-1], begins)
        return tuple(resolved)

    def reference(self, target: str, capital: bool = False, said: str = "") -> ResolvedReference:
        """A reference to a provision; ``said`` are the words for its kind, if a translation has a form of its own."""
        provision = self.library.by_id[target]
        number = self.numbers.get(target)
        is_term = provision.kind is Kind.DEFINITION
        words = (said or provision.title) if is_term else self.language.before_number(said or self.kind(provision.kind))
        if capital:
            words = self.language.capital(words)
        cited = self.cited(target)
        return ResolvedReference(target, provision.kind, number, provision.title, bookmark_name(target), words, cited)

    def cited(self, id_: str) -> str:
        """The number of a provision as its document shows it; nothing for one that has none."""
        if id_ in self._cited_as:
            return self._cited_as[id_]
        number = self.numbers.get(id_)
        return "" if number is None else f"{self._letters[self.library.by_id[id_].kind]}{number}"

    def kind(self, kind: Kind) -> str:
        """A kind of provision as it stands before a number."""
        return self.say(f"common.kinds.{kind.value}.one")

    def blank(self, name: str) -> ResolvedBlank:
        self.used[name] = None
        parameter = self.draft.parameters[name]
        value = self.draft.values.get(name)
        if parameter.type == "amount" and isinstance(value, Decimal):
            shown = self.language.amount(value, str(self.draft.facts.get("price.currency", "")))
            return ResolvedBlank(name, parameter.label, shown, value)
        if parameter.type == "languages" and value is not None:
            names = self.language.listing(map(self.language.language_name, str(value).split()))
            return ResolvedBlank(name, parameter.label, names, value)
        return self._resolved(name, parameter.label, value)

    def points(self, provision_id: str, points: FactValue | None) -> ResolvedBlank:
        """The points of a criterion (or ``price``, ``other_quality``) as a blank of their own."""
        return self._resolved(f"points.{provision_id}", self.say("resolve.points.label"), points)

    def _resolved(self, name: str, label: str, value: FactValue | None) -> ResolvedBlank:
        return ResolvedBlank(name, label, None if value is None else self.language.shown(value), value)

    def due(self, due: Due, place: Location) -> Inlines:
        """The rule of a due date at ``place`` in words, such as "At the latest 3 months after the Award Date"."""
        named = due.amount if isinstance(due.amount, str) else None
        number = due.amount if named is None else self.draft.values.get(named)
        amount: ResolvedInline = Text(str(due.amount), place) if named is None else self.blank(named)
        when = f"resolve.due.{due.after}.{due.unit}"
        if due.after == "request":
            return phrase(self.language, when, place, number=number, amount=amount)
        places: dict[str, object] = {"first": self.language.pieces(when, number=number, amount=amount)}
        if due.every:
            places["every"] = due.every
        how = ("repeated" if due.every else "once") + (f"_before_{due.before}" if due.before else "")
        return phrase(self.language, f"resolve.due.{how}", place, **places)

    def _counted(self, text: str, before: list[ResolvedInline]) -> str:
        """``1 months`` becomes ``1 month``: the unit after a blank is as its value asks."""
        last = before[-1] if before else None
        if not isinstance(last, ResolvedBlank) or last.text is None:
            return text
        unit = self.draft.parameters[last.name].unit
        if not unit or not text.startswith(f" {unit}"):
            return text
        counted = self.language.unit(unit, last.value)
        return text if counted == unit else f" {counted}{text[len(unit) + 1 :]}"


def _ends_sentence(inline: ResolvedInline, before: bool) -> bool:
    if not isinstance(inline, Text):
        return False
    text = inline.text.rstrip()
    if not text:
        return before
    return text[-1] in ".!?" and inline.text[-1] == " "
