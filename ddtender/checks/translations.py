"""What the rules see that hold a translation against its source: both texts, passage by passage, and the words of both
languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.model import Block, Library, Paragraph, Prose, Provision
from ddtender.model.provision import prose_of
from ddtender.words import Lexicon, NoWords


class TranslatedPassage(Struct, frozen=True):
    """A passage in both languages."""

    own: Prose
    source: Prose

    @property
    def location(self) -> Location:
        """Where the translation begins."""
        return self.own.locate(0)

    def place(self, offset: int) -> Location:
        return self.own.locate(offset)


class TranslatedProvision(Struct, frozen=True, dict=True):
    """A provision in a language (``own``) and in that of the library, with the definitions and the lexicon of both."""

    tag: str
    own: Provision
    source: Provision
    library: Library
    source_library: Library
    lexicon: Lexicon
    source_lexicon: Lexicon

    @cached_property
    def passages(self) -> tuple[TranslatedPassage, ...]:
        """The passages that stand for each other; none where the two have not the same paragraphs and items."""
        if shape(self.own.body) != shape(self.source.body):
            return ()
        pairs = zip(map(Prose.of, prose_of(self.own)), self.source.prose, strict=False)
        return tuple(TranslatedPassage(own, source) for own, source in pairs if own.text)


#: Looks at one translation; a rule in ``checks/rules`` is a function of this kind, ``check_translations``.
TranslationRule = Callable[[TranslatedProvision], Iterator[Diagnostic]]


def shape(blocks: Iterable[Block]) -> tuple:
    """The paragraphs and lists of a text, without a word of it."""
    return tuple(
        "paragraph"
        if isinstance(block, Paragraph)
        else ("numbered" if block.ordered else "bulleted", tuple(shape(item.blocks) for item in block.items))
        for block in blocks
    )


def run_on_translation(rules: Iterable[TranslationRule], one: TranslatedProvision) -> list[Diagnostic]:
    """What the rules find. One that needs words which either language does not have finds nothing: which languages a
    rule works for is told by its words in their lexicons, and stands in docs/languages.md."""
    found: list[Diagnostic] = []
    for rule in rules:
        try:
            found += rule(one)
        except NoWords:
            continue
    return found
