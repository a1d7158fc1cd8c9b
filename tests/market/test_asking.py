"""What a supplier lacks for a level, and what to ask it, by what it answered."""

import io
import json
from pathlib import Path

import openpyxl
from msgspec.structs import replace

from ddtender.market.assess import Assessment
from ddtender.market.values import Answers
from ddtender.model.market import AGREED, CONSENT, SUPPLIED_BY
from tests.commands import ddtender
from tests.documents import LAPTOPS, Word
from tests.market.forms import (
    HIGH,
    MEDIUM,
    NOTHING,
    answers_of,
    as_yaml,
    assessed,
    control,
    filled,
    form,
    questionnaire,
    read,
    read_yaml,
    ticks,
)

EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}
Q = questionnaire()


def asked(answers: Answers) -> list[str]:
    return list(assessed(answers).suppliers[0].questions)


def lacked(answers: Answers) -> list[str]:
    return list(assessed(answers).suppliers[0].lacks)


def test_every_statement_that_earns_points_has_its_question() -> None:
    """But for those whose names a field asks for anyway, or that nobody needs to be asked about."""
    without = {o.id for g in Q.groups for o in g.options if not o.ask and not o.nothing}
    assert without == {"digital-tools"}


def test_the_lower_the_level_the_more_is_asked() -> None:
    numbers = [len(asked(answers_of(level))) for level in (NOTHING, MEDIUM, HIGH)]
    assert numbers == [8, 4, 2]
    for text in asked(answers_of(NOTHING)):
        assert any(text == option.ask for group in Q.groups for option in group.options)


def test_what_is_ticked_is_not_asked_again() -> None:
    for level in (NOTHING, MEDIUM, HIGH):
        said = {o.ask for g in Q.groups for o in g.options if o.id in level[g.id]} - {None}
        assert not said & set(asked(answers_of(level)))


def test_names_that_were_left_out_are_asked_for() -> None:
    named = answers_of(HIGH)
    assert any(text.startswith("Which initiatives?") for text in asked(named))
    told = replace(named, texts={"actions.initiatives": "RBA"})
    assert not any(text.startswith("Which initiatives?") for text in asked(told))


def test_an_unscored_supplier_lacks_what_it_did_not_answer() -> None:
    left = {**MEDIUM, "policies": []}
    (missing,) = lacked(answers_of(left))
    assert missing == "Policies: an answer. Without it, policies has no score."
    assert "Policies: you have ticked nothing. Which statements are true?" in asked(answers_of(left))
    assert lacked(answers_of(MEDIUM)) == []


def test_several_answers_where_one_is_allowed_are_none() -> None:
    both = answers_of({**MEDIUM, "risks": ["fair", "good"]})
    (missing,) = lacked(both)
    assert "there are several where one is allowed" in missing
    assert "you have ticked 2 statements where one is allowed" in asked(both)[0]


def test_an_unknown_kind_of_company_is_lacked_where_it_matters() -> None:
    unknown = answers_of(MEDIUM, None)
    assert asked(unknown)[0].startswith("Are you a brand or manufacturer")
    assert [text for text in lacked(unknown) if text.startswith("The kind of company: awareness")]
    assert not [text for text in lacked(unknown) if "policies" in text]


def test_a_contradiction_and_an_unread_box_are_asked_about() -> None:
    contradicting = answers_of({**MEDIUM, "policies": ["none", "detailed"]})
    assert any("together with others. Which holds?" in text for text in asked(contradicting))

    def gone(document) -> None:
        box = control(document, "actions.staff")
        box.getparent().remove(box)

    torn = read(filled(ticks(MEDIUM), None, gone))[0]
    assert any("is this true of your company? “Responsible purchasing" in text for text in asked(torn))


def test_who_supplied_the_answers_is_asked_of_resellers_only() -> None:
    of_brand = Q.choice(SUPPLIED_BY).ask
    assert of_brand in asked(answers_of(HIGH, "reseller")) and of_brand in asked(answers_of(HIGH, "other"))
    assert of_brand not in asked(answers_of(HIGH, "manufacturer"))


def test_choices_are_read_from_word_and_from_yaml() -> None:
    words = {choice.id: dict(choice.options) for choice in Q.choices}
    texts = {"company": "D", SUPPLIED_BY: words[SUPPLIED_BY]["both"], CONSENT: words[CONSENT][AGREED]}
    answers, findings = read(filled(ticks(HIGH), texts))
    assert not findings and answers.is_shared and answers.choices == {SUPPLIED_BY: "both", CONSENT: AGREED}
    assert not {SUPPLIED_BY, CONSENT} & answers.texts.keys()
    typed, findings = read_yaml(as_yaml(HIGH) + b"choices: {consent: agreed, supplied-by: reseller}\n")
    assert not findings and typed.is_shared and typed.choices[SUPPLIED_BY] == "reseller"
    wrong, findings = read_yaml(as_yaml(HIGH) + b"choices: {consent: agree, supplied: brand}\n")
    assert not wrong.is_shared and [f.code.name for f in findings] == ["unknown-answer"] * 2
    assert "Did you mean 'agreed'?" in findings[0].hint


def test_only_the_words_of_the_form_are_an_agreement() -> None:
    """Nothing chosen, another answer, other words, and a form from before the question are none."""
    refused = dict(Q.choice(CONSENT).options)["refused"]
    for text in ("", refused, "Yes, but not to others", "agreed"):
        answers, findings = read(filled(ticks(HIGH), {"company": "D", **({CONSENT: text} if text else {})}))
        assert not answers.is_shared
        assert [f.code.name for f in findings] == ([] if text in ("", refused) else ["unknown-answer"])
    older, findings = read(filled(ticks(HIGH), None, of=form("1.0.0")))
    assert not older.is_shared and not findings  # its statements are the same
    assert read(filled(ticks(HIGH), None, of=form("0.9.0")))[1][0].code.name == "other-form-version"


def test_the_procurement_is_named_everywhere(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(as_yaml({**MEDIUM, "policies": []}, "reseller", "Delta"))
    out = tmp_path / "out"
    run = ddtender("assess", tmp_path / "a.yaml", "--procedure", LAPTOPS, "-o", out, **EPOCH)
    assert run.returncode == 0, run.stderr
    made = json.loads((out / "assessment.json").read_text())
    assert made["date"] == "2027-01-15" and all(made["procurement"].values())
    word = Word((out / "report.docx").read_bytes()).text
    book = openpyxl.load_workbook(io.BytesIO((out / "answers.xlsx").read_bytes()))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    for value in made["procurement"].values():
        assert value in word and value in about.values() and value in run.stdout
    assert about["Date"] == "15 January 2027" and "15 January 2027" in word
    (supplier,) = made["suppliers"]
    asked_of = [(row[2].value, row[3].value) for row in book["Questions"].iter_rows(min_row=2)]
    assert [text for what, text in asked_of if what == "Question"] == supplier["questions"]
    assert [text for what, text in asked_of if what != "Question"] == supplier["lacks"] != []
    for text in (
        *supplier["questions"],
        *supplier["lacks"],
        "Questions to ask",
        "What is missing for an overall level",
    ):
        assert text in word
    assert f"Delta has no level. Missing: {supplier['lacks'][0]}" in run.stdout


def test_without_a_procurement_nothing_is_made_up() -> None:
    made: Assessment = assessed(answers_of(MEDIUM))
    read_back = json.loads("".join(made.as_json()))
    assert read_back["procurement"] == {"title": None, "reference": None, "authority_name": None}
    assert read_back["date"] is None
