"""A clause that gives a defined term a meaning of its own, in many ways; and sentences that only use it."""

import pytest

from ddtender.checks.rules.term_defined_twice import defining
from ddtender.words import language

MEANING = defining(language().lexicon)


def is_defined(sentence: str, term: str = "Goods") -> bool:
    start = sentence.index(term)
    assert any(stem in sentence.casefold() for stem in MEANING.stems)
    return MEANING.defines(sentence, start, start + len(term))


@pytest.mark.parametrize(
    "sentence",
    [
        "Goods: laptops and other products.",
        "The list is complete. Goods: laptops.",
        "The term Goods refers to laptops only.",
        "The term “Goods” shall include packaging.",
        "For the purposes of this clause the Goods are only the laptops.",
        "For the purpose of this criterion, Goods comprise the packaging.",
        "Goods include services for this clause.",
        "Goods shall include services for the purposes of this clause.",
        "“Goods” has the following meaning: laptops.",
        "Goods denotes laptops.",
        "In this clause, Goods stands for laptops.",
        "Goods signifies laptops.",
        "“Goods” means laptops.",
        "The laptops (hereinafter the “Goods”) are new.",
        "Goods, meaning laptops only, are listed.",
        "Goods, by which laptops are meant, are listed.",
        "Goods shall be read as laptops only.",
        "Goods are to be understood as laptops.",
        "Goods also includes services.",
        "Goods have a wider meaning here: all products.",
        "Goods in the sense of this clause are laptops.",
        "In this clause, “Goods” are laptops.",
        "In this clause the Goods are the laptops.",
        "Deviating from the definition, Goods are laptops only.",
        "Laptops are deemed to be Goods.",
        "Laptops are referred to as Goods.",
        "Laptops (the Goods) are listed.",
    ],
)
def test_a_meaning_of_its_own_is_seen(sentence: str) -> None:
    assert is_defined(sentence)


def test_a_day_with_a_name_is_given_no_other_day() -> None:
    for said in ("is 1 May 2027", "shall be the day of signature", "is deemed to be the date of the first order"):
        assert MEANING.defines(f"The Contract Start Date {said}.", 4, 23)
    assert not MEANING.defines("The Contract Start Date is stated in the annex.", 4, 23)


@pytest.mark.parametrize(
    "sentence",
    [
        "The report names for this purpose the Goods that were delivered.",
        "For the purposes of this clause the list of the Goods is complete.",
        "The Contractor shall deliver the Goods: on time, and complete.",
        "The following is stated of the Goods: name and origin.",
        "The Goods include spare parts that meet the standard for the purpose of repair.",
        "The change of Goods means that the report is made again.",
        "The term of the Contract ends before the Goods are delivered.",
        "In this clause the Goods are delivered and referred to as a whole.",
        "The day on which the Goods are delivered counts.",
        "The report is construed so that the Goods are named in this clause.",
        "The place at which they are deemed delivered is that of the Goods.",
    ],
)
def test_the_use_of_a_term_is_no_meaning(sentence: str) -> None:
    assert not is_defined(sentence)
