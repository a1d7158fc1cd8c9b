"""The evaluation and its annex have no word that code has typed, and are read in any language."""

import re
from decimal import Decimal

import pytest
from msgspec.structs import replace

from ddtender.desk.market.papers import source_of
from ddtender.evaluation.annex import annex, table
from ddtender.evaluation.award_sheet import Check
from ddtender.evaluation.consensus import copy_for
from ddtender.evaluation.entries import Entries
from ddtender.evaluation.letters import KINDS, Sending, letters
from ddtender.evaluation.places import (
    award_headings,
    choice_headings,
    overview_sheet,
    ranking_headings,
    selection_headings,
    selection_sheet,
    sheet_of,
    tenderer_headings,
    tenderers_sheet,
)
from ddtender.evaluation.planning import evaluation_plan
from ddtender.evaluation.ranking import Remark
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.tenders import Difference, EvaluationPlan, Result, View, YesNo
from ddtender.evaluation.wording import listed_choice
from ddtender.evaluation.workbook import evaluation
from ddtender.library.market import read_invitation
from ddtender.words import Language, language, pseudo
from tests.contract.test_register import MARKET
from tests.documents import MOMENT, composed
from tests.sheets.filling import fill, random_filling
from tests.sheets.workbooks import STAMP, calculated, opened, saved
from tests.tools import ROOT
from tests.words.typed import of_word, of_workbook, texts_in, typed

PSEUDO = pseudo(language())
#: Between them they have all four ways of scoring.
VARIANTS = ("laptops", "low-final", "medium-final", "high")


def read_in(plan: EvaluationPlan) -> list[str]:
    """What of a plan comes from the library and is read: no key of an option or a choice."""
    return [*texts_in(plan, ("name", "requires", "element", "chosen"))]


def planned(variant: str, words: Language = PSEUDO) -> EvaluationPlan:
    return evaluation_plan(composed(variant), words)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_workbook_has_no_typed_word(variant: str) -> None:
    plan = planned(variant)
    assert typed(of_workbook(evaluation(plan, STAMP, PSEUDO)), read_in(plan)) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_annex_has_no_typed_word(variant: str) -> None:
    for seed in range(3):
        read, _ = read_evaluation(fill(random_filling(variant, seed)), "e.xlsx")
        known = [*read_in(read.plan), *(s.tender.name for s in read.scores)]
        known += [
            text for s in read.scores for text in (*s.tender.reasons, *(j.motivation for j in s.tender.judgements))
        ]
        assert typed(of_word(annex(read, MARKET, MOMENT, PSEUDO)), known) == []
        names, rows = table(read, PSEUDO)
        assert typed([*names, *(text for row in rows for text in row)], known) == []


def in_consensus(plan: EvaluationPlan) -> EvaluationPlan:
    """The plan of a consensus in which evaluators differ on the first criterion and on a requirement."""
    first, required = plan.criteria[0], plan.requirements[0]
    count = len(first.options) if first.in_parts else 1
    views = tuple(
        View(by=name, chosen=(choice,) * count, why=why)
        for name, choice, why in (("A. Jansen", first.choices[0], "Page 4."), ("B. Peeters", "", ""))
    )
    results = tuple(View(by=v.by, chosen=(r,), why="") for v, r in zip(views, ("pass", "fail"), strict=True))
    differences = (
        Difference(judged=required.id, number=1, tenderer="T1", views=results),
        Difference(judged=first.id, number=1, tenderer="T1", views=views),
    )
    return replace(plan, evaluators=("A. Jansen", "B. Peeters"), differences=differences)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_consensus_and_its_annex_have_no_typed_word(variant: str) -> None:
    plan = in_consensus(planned(variant))
    content = evaluation(plan, STAMP, PSEUDO)
    assert typed(of_workbook(content), read_in(plan)) == []
    made = annex(read_evaluation(content, "e.xlsx", lambda _: PSEUDO)[0], MARKET, MOMENT, PSEUDO)
    options = [o.when.removesuffix(".") for c in plan.criteria for o in c.options]
    assert typed(of_word(made), [*read_in(plan), *options]) == []


def test_a_copy_and_what_is_typed_into_it_have_no_typed_word() -> None:
    plan = copy_for(planned("laptops"), "A. Jansen")
    assert typed(of_workbook(evaluation(plan, STAMP, PSEUDO, Entries(committee=("A. Jansen",)))), read_in(plan)) == []


def test_the_letters_have_no_typed_word_but_those_of_the_library() -> None:
    typed_in = random_filling("laptops", 4, complete=True)
    read, _ = read_evaluation(fill(typed_in), "e.xlsx")
    texts = {kind: source_of(ROOT, f"clause_library/letters/{kind}.yaml", read_invitation) for kind in KINDS}
    sending = Sending("electronic", 10, MOMENT.date(), MOMENT.date())
    winners = read.ranking[:1]
    written = letters(read, winners, texts, MARKET, {}, sending, MOMENT, PSEUDO)
    known = [*read_in(read.plan), *(s.tender.name for s in read.scores), "electronic"]
    known += [o.when.removesuffix(".") for c in read.plan.criteria for o in c.options]
    known += [text for s in read.scores for text in (*s.tender.reasons, *(j.motivation for j in s.tender.judgements))]
    for letter in texts.values():
        known += [letter.title, *letter.blanks.values()]
        known += [piece for _, said in letter.sections for text in said for piece in re.split(r"{{ \w+ }}", text)]
        known += [heading for heading, _ in letter.sections]
    for content in written.values():
        assert typed(of_word(content), known) == []


def test_every_word_is_found_by_what_is_not_one() -> None:
    """The measure itself: a language without marks has typed words everywhere."""
    plan = planned("laptops", language())
    assert len(typed(of_workbook(evaluation(plan, STAMP, language())), read_in(plan))) > 100


def filled(variant: str) -> bytes:
    """Three Tenderers, typed in the words of the pseudo language: one with the best choices, one half, one rejected."""
    plan = planned(variant)
    book = opened(evaluation(plan, STAMP, PSEUDO))
    for r in range(8, 10 + len(plan.criteria)):
        cell = book[overview_sheet(PSEUDO)].cell(r, 3)
        cell.value = 100 / (2 + len(plan.criteria)) if cell.value is None else cell.value
    for number, result in enumerate((Result.PASS, Result.PASS, Result.FAIL), start=1):
        names = [*tenderer_headings(plan, PSEUDO)]
        for name, value in (
            ("tenderer", f"T{number}"),
            ("price", 100 + number),
            ("other_quality", 5 if plan.other_quality else 0),
        ):
            book[tenderers_sheet(PSEUDO)].cell(4 + number, names.index(name) + 1).value = value
        names = [*selection_headings(plan, PSEUDO)]
        for n in range(len(plan.requirements)):
            sheet = book[selection_sheet(PSEUDO)]
            sheet.cell(4 + number, names.index(f"result {n}") + 1).value = result.said(PSEUDO)
            sheet.cell(4 + number, names.index(f"reason {n}") + 1).value = "Annex 2"
        for criterion in plan.criteria:
            sheet, names = book[sheet_of(criterion, PSEUDO)], [*award_headings(criterion, PSEUDO)]
            head = next(c.row for row in sheet.iter_rows() for c in row if c.value == PSEUDO.say(
                "evaluation.columns.number"))  # fmt: skip
            for n, name in enumerate(choice_headings(criterion, PSEUDO)):
                choice = criterion.choices[-1 if number == 2 and n == 0 else 0]
                sheet.cell(head + number, names.index(name) + 1).value = listed_choice(criterion, choice, PSEUDO)
            sheet.cell(head + number, names.index("motivation") + 1).value = "Because of page 3."
    return saved(book)


@pytest.mark.usefixtures("needs_libreoffice")
def test_a_workbook_in_another_language_counts_and_is_read_back() -> None:
    variants = ("laptops", "low-final", "medium-final")
    for variant, content in zip(variants, calculated([filled(v) for v in variants]), strict=True):
        read, findings = read_evaluation(content, "e.xlsx", lambda tag: PSEUDO)
        assert findings == [], variant
        assert [s.tender.admitted for s in read.scores] == [True, True, False]
        assert read.scores[0].rank == 1 and (read.scores[0].total or Decimal(0)) > 50
        assert read.scores[2].rank is None
        for criterion, judgement in zip(read.plan.criteria, read.scores[0].tender.judgements, strict=True):
            assert set(judgement.chosen) == {criterion.choices[0]}


def test_a_plan_names_its_language_unless_it_is_english() -> None:
    maltese = Language("mt-MT", language().files)
    content = evaluation(planned("laptops", maltese), STAMP, maltese)
    read, _ = read_evaluation(content, "e.xlsx", lambda tag: maltese)
    assert read.plan.language == "mt-MT"
    read, (finding,) = read_evaluation(content, "e.xlsx")
    assert read is None and finding.code.name == "unreadable-workbook" and "'mt-MT'" in finding.message


def test_the_words_of_every_list_can_be_told_apart() -> None:
    for words in (Result, YesNo, Check, Remark):
        said = [word.said(language()) for word in words]
        assert len(set(said)) == len(said) and not any("," in word for word in said)
        assert [word.value for word in words] == said
    plan = planned("laptops", language())
    tables = [
        tenderer_headings(plan, language()),
        selection_headings(plan, language()),
        ranking_headings(plan, language()),
    ]
    for names in (*tables, *(award_headings(c, language()) for c in plan.criteria)):
        assert len(set(names.values())) == len(names)
