"""Whoever does not know the code of what is bought is shown the nearest ones, and none is taken for granted."""

import pytest

from ddtender.export.suggested import with_suggestions
from ddtender.library.eu import is_cpv
from ddtender.library.risks import read_products
from ddtender.library.source import SourceText
from ddtender.model.risks import RiskProducts
from ddtender.words import language
from tests.export.sample import notice, with_line, without
from tests.tools import ROOT

PATH = "clause_library/risks/products.yaml"
TEXT = (ROOT / PATH).read_text(encoding="utf-8")


def products(text: str = TEXT) -> RiskProducts:
    read, findings = read_products(SourceText(PATH, text))
    assert read is not None and not findings
    return read


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("laptops and docking stations", ["30213100 (Portable computers)"]),
        ("smartphones, tablets and their repair", ["30213200 (Tablet computer)", "32250000 (Mobile telephones)"]),
        ("mowing of lawns", []),
        ("observers of elections", []),
    ],
)
def test_codes_are_suggested_by_what_is_bought(subject: str, codes: list[str]) -> None:
    text = with_line("subject", subject, with_line("title", "A purchase", without("notice.cpv.main")))
    (gap,) = with_suggestions(notice(text), products().products, language()).gaps
    assert gap.key == "notice.cpv.main"
    assert [code for code in codes if code not in gap.question] == [] and ("Near to" in gap.question) == bool(codes)


def test_a_file_with_its_code_is_asked_nothing() -> None:
    assert with_suggestions(notice(), products().products, language()) == notice()


def test_every_product_has_a_code_that_there_is() -> None:
    assert all(one.cpv and all(map(is_cpv, one.cpv)) for one in products().products)


def test_a_code_that_there_is_not_is_told_at_its_place() -> None:
    _, findings = read_products(SourceText(PATH, TEXT.replace("30213100", "30213101")))
    line = next(n for n, one in enumerate(TEXT.split("\n"), 1) if "30213100" in one)
    assert [(one.location.line, one.message) for one in findings] == [
        (line, "'30213101' is no code of the Common Procurement Vocabulary")
    ]
