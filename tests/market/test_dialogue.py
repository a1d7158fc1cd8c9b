"""Papers for talks: what the manual's sections say stands in them, and nobody is shown to others."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from ddtender.contract.training import duties_part
from ddtender.desk.errors import Misused
from ddtender.desk.market import dialogue
from ddtender.library.inlines import BLANK
from ddtender.library.market import read_dialogue
from ddtender.library.source import decode
from ddtender.market.asking import questions
from ddtender.market.brand import brand_letter
from ddtender.market.points import brand_questions, market_parts, points, supplier_part
from ddtender.market.score import score
from ddtender.model.market import Invitation, Outline
from ddtender.render.outline import write_outline
from ddtender.words import language, pseudo
from tests.commands import ddtender
from tests.documents import LAPTOPS, MOMENT, Word
from tests.market.forms import HIGH, MEDIUM, NOTHING, answers_of, as_yaml, assessed, questionnaire, template
from tests.sheets.workbooks import plan_of
from tests.tools import ROOT
from tests.words.typed import of_word, texts_in, typed

Q = questionnaire()
WORDS = language()
FACTS = {"title": "Laptops", "reference": "R-1", "authority_name": "City of Example", "subject": "laptops"}
#: What the manual says in 3.4 (lessons 2 and 4 to 7, the Oslo model, Leuven): the paper in which it stands, its words.
OF_THE_MANUAL = [
    ("market-meeting", "Oslo adopted its model in 2017"),
    ("market-meeting", "written requests for information and live meetings"),
    ("market-meeting", "how mature suppliers are in conducting due diligence"),
    ("market-meeting", "says the requirements again and how they are followed"),  # lesson 2, after the award
    ("market-meeting", "announced beforehand"),  # lesson 2, pre-announced tenders
    ("market-meeting", "Resellers and brands"),
    ("training", "2017"),
    ("training", "social dumping and work-related crime"),
    ("training", "decent working conditions"),
    ("training", "50 agencies"),
    ("training", "Agency for Improvement and Development (AID)"),
    ("training", "human rights, the environment and of corruption"),
    ("training", "OECD Due Diligence Guidelines and Norwegian due diligence laws"),
    ("training", "ICT, textiles, food and medical supplies"),
    ("training", "report on themselves"),
    ("training", "audits of management processes"),
    ("training", "Norwegian Hospital trust and the Norwegian Central Purchasing Body"),  # lesson 6
    ("training", "involved from the start"),  # lesson 4
    ("training", "the power with the brand"),  # lesson 5
    ("training", "brands decide largely by themselves what they disclose"),  # lesson 7
    ("programme", "November 2023"),
    ("programme", "procurement category for data centers"),
    ("programme", "buyer-meets-supplier"),
    ("programme", "KU Leuven"),
    ("programme", "The role of resellers"),
    ("programme", "Stage 1: introduction"),
    ("programme", "Stage 2: questions for the brands"),
    ("programme", "Networking lunch"),
    ("programme", "Stage 3: with the brands"),
    ("programme", "Dell, IBM and NetApp"),
    ("programme", "focus groups"),
    ("programme", "how transparent the supply chain has to be"),
    ("programme", "audit results can be shared"),
    ("programme", "Stage 4: commitments"),
    ("programme", "November 2024"),
    ("programme", "a podcast, a regular follow-up and a broader audience"),
    ("programme", "few actions followed, mainly as capacity was limited"),
    ("to-brand", "seldom buy from the brand itself"),  # lesson 5
    ("to-brand", "know these requirements and to support them"),
    ("to-brand", "The brand decides what becomes known of its supply chain"),  # lesson 7
]


@cache
def library_text(name: str) -> Outline | Invitation:
    path = ROOT / f"clause_library/dialogue/{name}.yaml"
    source, _ = decode(path.name, path.read_bytes())
    read, findings = read_dialogue(source)
    assert not findings and read is not None
    return read


@cache
def paper(name: str) -> str:
    market = assessed(*(answers_of(level, company=f"C{n}") for n, level in enumerate((NOTHING, MEDIUM, HIGH))))
    made = {
        "market-meeting": lambda: dialogue.agenda(ROOT, market, Q, FACTS, None, None, WORDS),
        "programme": lambda: dialogue.programme(ROOT, market, Q, FACTS, WORDS),
        "training": lambda: dialogue.training(ROOT, None, FACTS),
        "to-brand": lambda: dialogue.brand_letter(ROOT, FACTS, None, None, WORDS),
    }[name]()
    return Word(made).text


@pytest.mark.parametrize(("name", "fact"), OF_THE_MANUAL)
def test_what_the_manual_says_is_in_data_and_in_the_paper(name: str, fact: str) -> None:
    assert any(fact in text for text in texts_in(library_text(name)))
    assert fact in paper(name)


@pytest.mark.parametrize("name", ["market-meeting", "programme", "training"])
def test_the_manuals_date_stands_beside_its_facts(name: str) -> None:
    assert "Source: CFIT manual (2025), section 3.4" in paper(name)
    assert "nobody checked since" in paper(name)


def market(*levels: dict, kind: str = "manufacturer"):
    return assessed(*(answers_of(level, kind, f"Company {n}") for n, level in enumerate(levels)))


def test_points_are_what_fewest_can_say() -> None:
    found = points(market(NOTHING, MEDIUM, HIGH), Q)
    shares = [one.number / one.total for one in found]
    assert shares == sorted(shares, reverse=True) and 0 < len(found) <= 8
    # the risks: only one of three reaches the highest statement, two the one below it
    numbers = {f"{one.group.id}.{one.statement.id}": one.number for one in points(market(NOTHING, MEDIUM, MEDIUM), Q)}
    assert all(number in (1, 2, 3) for number in numbers.values())
    assert market_parts(market(HIGH, HIGH, HIGH), Q, language())[0].rows[-1][1:] == ("0", "0", "3")


def test_few_answers_show_nobody() -> None:
    """Whatever one or two suppliers have said, the paper is the same, and it has no numbers."""
    few = [market_parts(market(*levels), Q, language()) for levels in ((NOTHING,), (HIGH,), (HIGH, MEDIUM))]
    assert few[0] == few[1] == few[2]
    assert not few[0][0].rows and len(few[0][1].columns) == 3


def test_the_agenda_names_no_supplier_and_the_talk_one() -> None:
    made = market(NOTHING, MEDIUM, HIGH)
    assert "Company" not in paper("market-meeting") and "C0" not in paper("market-meeting")
    talk = Word(dialogue.agenda(ROOT, made, Q, FACTS, "2 April", "company  1", WORDS)).text
    assert "Company 1" in talk and "Company 0" not in talk and "2 April" in talk
    answers = made.suppliers[1].answers
    for text in questions(answers, Q, score(answers, Q), language()):
        assert text in talk
    with pytest.raises(Misused, match="Company 0, Company 1, Company 2"):
        dialogue.agenda(ROOT, made, Q, FACTS, None, "Nobody", WORDS)


def test_the_reply_form_asks_who_supplied_each_answer() -> None:
    text = Word(dialogue.brand_letter(ROOT, FACTS, "Vega", "Delta", WORDS)).text
    assert "To Vega, through Delta." in text and "Supplied by: brand, reseller or other (who)" in text
    assert "May other public buyers see it" in text and "[last day for answers]" in text


def test_the_training_has_the_duties_of_a_contract() -> None:
    plan = plan_of("laptops")
    rows = duties_part(plan, language()).rows
    assert len(rows) == len(plan.clauses) > 3
    for clause, row in zip(plan.clauses, rows, strict=True):
        assert clause.title in row[0] and row[1].startswith(f"{len(clause.indicators)} indicator")


def test_no_word_is_in_the_code() -> None:
    other = pseudo(language())
    made = assessed(
        *(answers_of(one, company=f"C{n}") for n, one in enumerate((NOTHING, MEDIUM, HIGH))), language=other
    )
    plan = plan_of("laptops")
    parts = [
        *market_parts(made, Q, other),
        brand_questions(made, Q, other),
        supplier_part(made.suppliers[0].questions, other),
        duties_part(plan, other),
    ]
    outline = library_text("programme")
    content = write_outline(outline, [("⟦x⟧", None)], parts, template(), MOMENT, other)
    assert typed(of_word(content), [*texts_in(outline), *texts_in(Q), *texts_in(plan)]) == []
    letter, reply = library_text("to-brand"), library_text("brand-reply")
    content = brand_letter(letter, reply, template(), FACTS, datetime(2027, 1, 1, tzinfo=UTC), other)
    told = [piece for text in texts_in(letter) for piece in BLANK.split(text)]
    assert typed(of_word(content), [*told, *texts_in(reply), *FACTS.values()]) == []


def test_the_commands(tmp_path: Path) -> None:
    returned = tmp_path / "returned"
    returned.mkdir()
    for n, level in enumerate((NOTHING, MEDIUM, HIGH)):
        (returned / f"{n}.yaml").write_bytes(as_yaml(level, company=f"C{n}"))
    for command in (
        ("agenda", returned, "--procedure", LAPTOPS),
        ("programme", returned),
        ("training", "--procedure", LAPTOPS),
        ("brand-letter", "--procedure", LAPTOPS, "--brand", "Vega"),
    ):
        out = tmp_path / f"{command[0]}.docx"
        run = ddtender(*command, "-o", out, SOURCE_DATE_EPOCH="1800000000")
        assert run.returncode == 0, run.stderr
        assert Word(out.read_bytes()).text
    (returned / "letter.pdf").write_bytes(b"%PDF")
    run = ddtender("agenda", returned, "-o", tmp_path / "b.docx")
    assert run.returncode == 1 and "letter.pdf" in run.stderr and (tmp_path / "b.docx").is_file()
    (tmp_path / "none").mkdir()
    run = ddtender("agenda", tmp_path / "none", "-o", tmp_path / "a.docx")
    assert run.returncode == 2 and "there is no file" in run.stderr
