"""What ddtender says in a tender, a contract and on the review page comes from the language, whichever it is."""

import re
from functools import cache

import pytest
from msgspec.structs import replace

from ddtender.desk import pipeline
from ddtender.desk.pipeline import Prepared
from ddtender.resolve import resolve
from ddtender.resolve.inlines import plain_blocks
from ddtender.review_page import review_page
from ddtender.stamp import Stamp
from ddtender.words import language, pseudo
from tests.documents import ALL, DOCUMENTS, MOMENT, VARIANTS, build
from tests.review_page.pages import PAGES, Page
from tests.words.typed import of_page, of_word, texts_in, typed

PSEUDO = pseudo(language())
TAG = re.compile(r"\{[{%].*?[%}]\}")


@cache
def prepared(variant: str) -> Prepared:
    """The composition of a variant in the pseudo language."""
    made = build(variant).prepared
    return replace(made, resolved=resolve(made.resolved.draft, made.library, PSEUDO))


@cache
def known(variant: str) -> tuple[str, ...]:
    """What the library, its templates and the procedure say."""
    made = prepared(variant)
    values = (replace(made.resolved, language=None), list(made.library.by_id.values()), list(made.library.legal_bases))
    said = [*texts_in(values), made.resolved.draft.location.path.rpartition("/")[2]]
    printed = [p for document in DOCUMENTS for p in made.resolved.printed_in(document)]
    said += [text for p in printed for text in plain_blocks(p.body)]
    said += [f"{p.cited}.{n}" for p in printed if p.cited for n in range(1, 40)]
    # a table's column names the act once, and its rows the articles
    said += [basis.partition(", ")[2] for p in made.library.by_id.values() for basis in p.legal_basis]
    # after a number a unit is in the words of the language: 12 ⟦months⟧ after the Award Date
    units = {parameter.unit for parameter in made.library.parameter_by_name.values() if parameter.unit}
    said += [text.strip().removeprefix(unit) for text in said for unit in units if text.strip().startswith(unit)]
    for template in made.library.templates:
        said += [piece for paragraph in template.paragraphs for piece in TAG.split(paragraph.text)]
        said += of_word(template.content)
    return tuple(said)


@pytest.mark.parametrize(
    "variant, document", [(v, d) for v, d in ALL if v in ("low", "laptops", "laptops-final", "changed")]
)
def test_a_document_has_no_typed_word(variant: str, document: str) -> None:
    made, stamp = prepared(variant), Stamp(VARIANTS[variant][2], MOMENT, notes=False)
    documents, findings = pipeline.word_documents(made, made.resolved, stamp, None)
    assert not findings
    assert typed(of_word(documents[f"{document}.docx"]), known(variant)) == []


@pytest.mark.parametrize("variant", PAGES)
def test_the_review_page_has_no_typed_word(variant: str) -> None:
    made, stamp = prepared(variant), Stamp(VARIANTS[variant][2], MOMENT, "a" * 40)
    told = [text for finding in made.diagnostics for text in (finding.message, finding.hint)]
    page = Page(review_page(made.resolved, made.library, made.standings, made.diagnostics, stamp, made.since))
    reviewers = [s.review.reviewer for s in made.standings.values() if s.review]
    assert typed(of_page(page.root), [*known(variant), *told, *reviewers, "manifest.json", "a" * 12, "UTC"]) == []


def test_every_word_is_found_by_what_is_not_one() -> None:
    """The measure itself: in a language without marks the same words are typed ones."""
    made = build("laptops").prepared
    documents, _ = pipeline.word_documents(made, made.resolved, Stamp(False, MOMENT, notes=False), None)
    found = typed(of_word(documents["tender.docx"]), known("laptops"))
    assert {"What earns points", "Maximum points: 7", "Overview of the provisions of this document"} <= {*found}
