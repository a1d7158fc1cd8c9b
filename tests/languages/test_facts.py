"""What a procedure file says in another language is printed in its documents, and must be what it says at all."""

import pytest

from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText
from ddtender.resolve.facts import fact
from tests.export.notices import in_languages, translated

FILE = """\
title: Laptops
subject: laptops
languages: [nl, fr]
authority: {name: City}
parameters: {labelled_categories: notebooks, risk_assessment_months: 3}
lots:
  - {id: "1", title: First, subject: some}
  - {id: "2", title: Second}
translations:
  fr: {}
"""


def _read(texts: str, tag: str = "fr"):
    return read_procedure(SourceText("p.yaml", FILE.replace("  fr: {}", f"  {tag}: {{{texts}}}")))


def test_facts_parameters_and_lots_have_texts_in_other_languages() -> None:
    keys = ("title", "authority.name", "parameters.labelled_categories", "lots.1.subject", "lots.2.title")
    procedure, findings = _read(", ".join(f"{key}: {n} mots" for n, key in enumerate(keys)))
    assert procedure and not findings
    assert procedure.told_in("fr") == {key: f"{n} mots" for n, key in enumerate(keys[:3])}
    first, second = procedure.lots
    assert procedure.told_in("fr", first)["subject"] == "3 mots"
    assert procedure.told_in("fr", second)["lot.title"] == "4 mots" and procedure.told_in("nl") == {}


def test_spaces_at_which_no_line_may_break_stay() -> None:
    procedure, _ = _read('title: "Livraison\\_: 3\\_semaines"')
    assert procedure and procedure.told_in("fr") == {"title": "Livraison\u00a0: 3\u00a0semaines"}


@pytest.mark.parametrize(
    ("texts", "tag", "said"),
    [
        ("tittle: x", "fr", "'tittle' is no text that this file says in its own language"),
        ("lots.2.subject: x", "fr", "'lots.2.subject' is no text"),
        ("reference: x", "fr", "'reference' is no text"),
        ("parameters.risk_assessment_months: trois", "fr", "it is the same in every language"),
        ('title: "{{ x }}"', "fr", "a fact has no braces"),
        ("title: x", "nl", "'nl' is no other language"),
        ("title: x", "de", "'de' is no other language"),
    ],
)
def test_what_cannot_be_a_translation_is_told_at_its_place(texts: str, tag: str, said: str) -> None:
    _, findings = _read(texts, tag)
    assert [said in one.message and one.location.line == 10 for one in findings] == [True], findings


def test_documents_print_the_texts_of_their_language() -> None:
    made = translated(in_languages("high", ("nl", "en"), 2))
    assert made.resolved is not None, made.diagnostics
    (english,) = (one.resolved for one in made.also)
    assert english is not None
    for document, end in ((made.resolved, ""), (english, " (en)")):
        assert fact(document, "title") == f"Laptops and docking stations{end}"
        rows = [row for p in document.provisions for row in p.rows]
        assert [row[1:3] for row in rows] == [(f"Part {n}{end}", f"things {n}{end}") for n in (1, 2)]
        assert [lot.draft.lot.title for lot in document.lots if lot.draft.lot] == [f"Part {n}{end}" for n in (1, 2)]
