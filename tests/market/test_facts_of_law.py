"""Every fact of the manual's 2.2, 2.3, 2.5, 3.1 and of lessons 2 to 7 stands in the library and in what it prints.

The facts are listed in facts_of_the_manual_law.yaml, each with its place in the manual.
"""

import io
from functools import cache
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from ddtender.contract.kickoff import agenda as kickoff
from ddtender.desk.facts.new_procurement import parameters_of
from ddtender.desk.library import law
from ddtender.desk.library.law import buyers_law
from ddtender.desk.market import dialogue
from ddtender.desk.market.dialogue import yearly_talk
from ddtender.desk.market.risks import worksheet
from ddtender.procurement.beginning import first_text
from ddtender.words import language
from tests.documents import MOMENT
from tests.market.forms import HIGH, MEDIUM, answers_of, assessed, questionnaire, template
from tests.sheets.workbooks import plan_of
from tests.tools import ROOT
from tests.words.typed import of_word

FACTS = yaml.safe_load(Path(__file__).with_name("facts_of_the_manual_law.yaml").read_text(encoding="utf-8"))
CASES = [(section, fact) for section, facts in FACTS.items() for fact in facts]


@cache
def printed(paper: str) -> str:
    """What a paper says, on one line and without the difference of capitals."""
    facts: dict[str, str] = {}
    if paper == "risks":
        book = load_workbook(io.BytesIO(worksheet(ROOT, "laptop")[0]))
        return plain(" ".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None))
    if paper == "new":
        text = first_text(parameters_of(ROOT), language(), buyers_law(ROOT)).decode()
        return plain(text.replace("\n# ", " "))
    answers = assessed(answers_of(HIGH), answers_of(MEDIUM))
    made = {
        "law": lambda: law.sheet(ROOT, law.asked(ROOT, None, None), language()),
        "kickoff": lambda: kickoff(plan_of("laptops"), template(), MOMENT, language(), yearly_talk(ROOT, language())),
        "training": lambda: dialogue.training(ROOT, None, facts),
        "programme": lambda: dialogue.programme(ROOT, None, questionnaire(), facts, language()),
        "agenda": lambda: dialogue.agenda(ROOT, answers, questionnaire(), facts, None, None, language()),
        "letter": lambda: dialogue.brand_letter(ROOT, facts, None, None, language()),
    }[paper]()
    return plain(" ".join(of_word(made)))


@cache
def written(file: str) -> str:
    values = yaml.safe_load((ROOT / "clause_library" / file).read_text(encoding="utf-8"))
    return plain(" ".join(texts_of(values)))


def texts_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts_of(one)]
    return [text for one in value for text in texts_of(one)] if isinstance(value, list) else [str(value)]


def plain(text: str) -> str:
    return " ".join(text.casefold().replace("“", '"').replace("”", '"').split())


def lacking(words: str, text: str) -> list[str]:
    return [one for word in words.split(";") if (one := plain(word)) and one not in text]


@pytest.mark.parametrize(("section", "fact"), CASES, ids=[f"{s}: {f['says'][:40]}" for s, f in CASES])
def test_a_fact_of_the_manual_stands_in_the_library_and_in_print(section: str, fact: dict) -> None:
    if count := fact.get("count"):
        found = yaml.safe_load((ROOT / "clause_library" / count["file"]).read_text(encoding="utf-8"))
        for key in count["key"].split("."):
            found = found[key]
        assert len(found) == count["number"]
        for one in found:
            name = one if isinstance(one, str) else one.get("name") or one["title"]
            assert lacking(name, printed(fact["paper"])) == []
        assert lacking(fact.get("printed", ""), printed(fact["paper"])) == []
        return
    if file := fact.get("file"):
        assert lacking(fact["says"], written(file)) == [], f"section {section} in {file}"
    if paper := fact.get("paper"):
        assert lacking(fact.get("printed", fact["says"]), printed(paper)) == [], (
            f"section {section} in the paper '{paper}'"
        )
