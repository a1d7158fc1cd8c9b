"""A translation has the paragraphs and items of its source, so that 1.2 (b) is the same place. For every language."""

from collections.abc import Iterator

from ddtender.checks.translations import TranslatedProvision, shape
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Paragraph

TRANSLATION_STRUCTURE = Code(
    "translation-structure",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translation has other paragraphs or list items than its source.",
    why="Numbers are given by paragraph and item: 1.2 (b) must be the same sentence in every language.",
    mend="Give it the same paragraphs and lists, in the same order; sentences within a paragraph are the translator's.",
)


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    own, source = shape(one.own.body), shape(one.source.body)
    if own == source:
        return
    at = next((n for n, (a, b) in enumerate(zip(own, source, strict=False)) if a != b), min(len(own), len(source)))
    place = one.own.body[at].location if at < len(one.own.body) else one.own.place("title")
    told = f"block {at + 1} is {_said(one.own.body, at)}, and in the source {_said(one.source.body, at)}"
    message = f"the text of '{one.own.id}' in {one.tag} has other paragraphs than its source: {told}"
    yield Diagnostic(TRANSLATION_STRUCTURE, place, message, "Give each paragraph and each item one of its own.")


def _said(blocks: tuple, at: int) -> str:
    if at >= len(blocks):
        return "not there"
    block = blocks[at]
    return "a paragraph" if isinstance(block, Paragraph) else f"a list of {len(block.items)}"
