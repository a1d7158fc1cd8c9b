"""Whoever judges Tenders chooses from words of the workbook's language; what is read back is the same in all."""

from decimal import Decimal
from functools import cache

import pytest
from msgspec import ValidationError, json, to_builtins
from msgspec.structs import replace

from ddtender.evaluation.award_sheet import OPTIONS, head_row
from ddtender.evaluation.calling import called
from ddtender.evaluation.places import sheet_of, tenderers_sheet
from ddtender.evaluation.planning import evaluation_plan
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.tenders import Choice, Criterion, EvaluationPlan
from ddtender.evaluation.workbook import evaluation
from ddtender.model.scoring import Option
from ddtender.words import Language, language
from tests.documents import composed
from tests.sheets.workbooks import STAMP, opened, saved

TAGS = ("en", "nl", "fr", "de", "nb")
#: Between them they have all four ways of scoring.
VARIANTS = ("laptops", "low-final", "medium-final")


@cache
def planned(variant: str, tag: str) -> EvaluationPlan:
    plan = evaluation_plan(composed(variant), language(tag))
    assert plan is not None
    return plan


def with_first_chosen(plan: EvaluationPlan, words: Language) -> bytes:
    """The workbook in which one Tenderer has the first option of the first criterion, as the list has it."""
    book = opened(evaluation(plan, STAMP, words))
    book[tenderers_sheet(words)]["B5"].value = "T1"
    sheet = book[sheet_of(plan.criteria[0], words)]
    sheet.cell(head_row(plan.criteria[0]) + 1, 3).value = sheet.cell(OPTIONS, 2).value
    return saved(book)


@pytest.mark.parametrize("tag", TAGS)
def test_every_option_of_the_library_has_a_word_in_every_language(tag: str) -> None:
    keys = {
        one.name
        for variant in VARIANTS
        for criterion in planned(variant, tag).criteria
        for one in called((*criterion.options, *criterion.steps), {}, language(tag))
        if one.shown[:1].isdigit()
    }
    assert keys <= {"one", "two", "three", language(tag).say("evaluation.nothing.first")}, "numbers and nothing aside"


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_no_two_options_of_a_criterion_are_called_alike(variant: str, tag: str) -> None:
    for criterion in planned(variant, tag).criteria:
        for choices in (criterion.options, criterion.steps):
            assert len({one.shown.casefold() for one in choices}) == len(choices)


def test_a_tier_is_called_by_how_many_it_asks_for() -> None:
    plan = planned("medium-final", "nl")
    (tiers,) = (c for c in plan.criteria if c.way == "tiers")
    assert [one.shown for one in tiers.options] == ["ten minste 3", "ten minste 2", "ten minste 1", "geen"]


def test_an_option_without_a_word_is_called_by_what_it_is_given_for() -> None:
    """A library of others gives ids that no language knows; two that begin alike are told apart by their numbers."""
    long = "De Inschrijver dient de volledige lijst in van alle locaties, en ook de rest."
    choices = [Choice(name=name, percent=Decimal(9), when=long) for name in ("lijst-a", "lijst-b")]
    made = called([*choices, Choice(name="kort", percent=Decimal(1), when="Kort en goed.")], {}, language("nl"))
    begins = "De Inschrijver dient de volledige …"
    assert [one.shown for one in made] == [f"1. {begins}", f"2. {begins}", "3. Kort en goed"]
    assert [one.name for one in made] == ["lijst-a", "lijst-b", "kort"]


def test_options_that_would_be_called_alike_are_called_by_what_they_are_given_for() -> None:
    choices = [Choice(name=name, percent=Decimal(9), when=f"For {name}.") for name in ("few", "many")]
    place = composed("laptops").draft.location
    same = {one.name: Option(one.name, one.percent, (), place, count=2) for one in choices}
    assert [one.shown for one in called(choices, same, language())] == ["1. For few", "2. For many"]


def test_no_option_is_called_by_the_id_of_another() -> None:
    """A library in Dutch may have the word of one option as the id of another."""
    choices = [Choice(name=name, percent=Decimal(9), when=f"Voor {name}.") for name in ("policies", "beleid")]
    made = called(choices, {}, language("nl"))
    assert [one.shown for one in made] == ["1. Voor policies", "2. Voor beleid"]


def test_what_an_option_is_called_by_is_found_by_the_formulas_of_the_workbook() -> None:
    """They take out blanks that stand twice before they look it up in the list."""
    (made,) = called([Choice(name="a", percent=Decimal(9), when="Two  blanks\nand lines.")], {}, language())
    assert made.shown == "1. Two blanks and lines"


@pytest.mark.parametrize("names", [("same", "Same"), ("plan", "complete list"), ("two", "list")])
def test_a_plan_in_which_two_options_are_called_alike_is_not_read(names: tuple[str, str]) -> None:
    """What is chosen from such a list could be read as the other option."""
    first = planned("laptops", "en").criteria[0]
    assert [one.name for one in first.options[:2]] == ["list", "plan"]
    carried = to_builtins(first)
    for one, name in zip(carried["options"], names, strict=False):
        one["called"] = name
    with pytest.raises(ValidationError, match="called alike"):
        json.decode(json.encode(carried), type=Criterion)


def test_what_is_read_back_is_the_same_in_every_language() -> None:
    found = set()
    for tag in TAGS:
        words = language(tag)
        read, _ = read_evaluation(with_first_chosen(planned("laptops", tag), words), "e.xlsx")
        assert read is not None
        found.add(read.scores[0].tender.judgements[0].chosen)
    assert found == {("list",)}


def test_a_workbook_of_before_is_read_by_the_keys_that_its_lists_have() -> None:
    plan, words = planned("laptops", "nl"), language("nl")
    before = replace(
        plan,
        criteria=tuple(
            replace(
                c,
                options=tuple(replace(o, called=Choice.__struct_defaults__[-1]) for o in c.options),
                steps=tuple(replace(s, called=Choice.__struct_defaults__[-1]) for s in c.steps),
            )
            for c in plan.criteria
        ),
    )
    content = with_first_chosen(before, words)
    sheet = opened(content)[sheet_of(plan.criteria[0], words)]
    assert sheet.cell(OPTIONS, 2).value == "list"
    read, findings = read_evaluation(content, "e.xlsx")
    assert read is not None and read.scores[0].tender.judgements[0].chosen == ("list",)
    assert not [one for one in findings if one.code.name in ("not-an-option", "other-weights")]
