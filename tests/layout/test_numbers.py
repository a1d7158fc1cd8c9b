"""Every paragraph and item of the layout has the number that Word gives it."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from ddtender.layout.text import item_number, provision
from ddtender.layout.values import Listing, Numbered
from ddtender.model import Kind
from ddtender.resolve.inlines import ResolvedList, ResolvedParagraph, plain
from tests.documents import ALL, build, composed, flat
from tests.documents import Word as Read


def numbered(blocks: tuple[Numbered | Listing, ...]) -> Iterator[tuple[str, str]]:
    """Number and text of every paragraph, in reading order."""
    for block in blocks:
        if isinstance(block, Numbered):
            yield block.number, flat(plain(block.inlines))
            continue
        for item in block.items:
            first, *rest = numbered(item.blocks)
            yield item.number, first[1]
            yield from rest


@pytest.mark.parametrize(
    "variant, document", [(v, d) for v, d in ALL if v in ("low", "laptops", "laptops-final", "changed")]
)
def test_numbers_are_those_that_word_counts(variant: str, document: str) -> None:
    resolved, read = composed(variant), Read(build(variant).documents[f"{document}.docx"])
    found = {p.element: p.number for p in read.paragraphs}
    for p in resolved.printed_in(document):
        if p.kind is Kind.DEFINITION:
            continue
        (laid,) = provision(p, resolved.language)
        title, *texts = [e for e in read.control_of(p.id).iter() if e in found]
        assert found[title] == str(laid.number)
        expected = [*numbered(laid.body)]
        assert [number for number, _ in expected] == [found[e].strip("•–") for e in texts[: len(expected)]]
        assert not any(found[e] for e in texts[len(expected) :])


def test_items_go_on_until_the_next_paragraph_of_the_level_above() -> None:
    """As Word counts: a list that is broken by a paragraph begins again, one that is not goes on."""
    p = composed("high").of_kind(Kind.CONTRACT)[0]
    text = ResolvedParagraph(())
    items = ResolvedList(True, ((text,), (text, ResolvedList(True, ((text,), (text,))))))
    (laid,) = provision(replace(p, body=(text, items, items, text, items)), composed("high").language)
    assert [n for n, _ in numbered(laid.body)] == [
        "C1.1", "(a)", "(b)", "(i)", "(ii)", "(c)", "(d)", "(i)", "(ii)", "C1.2", "(a)", "(b)", "(i)", "(ii)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "count, depth, number",
    [(1, 0, "(a)"), (26, 0, "(z)"), (27, 0, "(aa)"), (54, 0, "(bbb)"), (4, 1, "(iv)"), (19, 1, "(xix)")],
)
def test_numbers_of_items(count: int, depth: int, number: str) -> None:
    assert item_number(count, depth) == number
