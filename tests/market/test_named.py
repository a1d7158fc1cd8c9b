"""The report prints what a supplier typed beside a statement that asks for names."""

from msgspec.structs import replace

from ddtender.market.report import report
from ddtender.words import language
from tests.documents import MOMENT
from tests.market.forms import HIGH, answers_of, assessed, questionnaire, template
from tests.packages import parts_of


def printed(**texts: str) -> str:
    answers = replace(answers_of(HIGH), texts={name.replace("__", "."): text for name, text in texts.items()})
    parts = parts_of(report(assessed(answers), questionnaire(), template(), MOMENT, language()))
    return parts["word/document.xml"].decode()


def test_what_a_supplier_named_is_in_the_report() -> None:
    text = printed(actions__initiatives="RBA & <JAC>", actions__stakeholders="IndustriALL")
    assert "What the supplier named" in text
    assert "Which initiatives: RBA &amp; &lt;JAC&gt;" in text
    assert "Which organisations: IndustriALL" in text


def test_without_a_name_there_is_no_heading() -> None:
    assert "What the supplier named" not in printed()
