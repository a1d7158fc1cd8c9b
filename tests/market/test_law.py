"""Law and duties: the files are read strictly, and what they say stands where somebody decides."""

import json
from pathlib import Path

import pytest

from ddtender.desk.library import law as desk
from ddtender.layout.law import law_beside, steps_behind
from ddtender.library.law import read_law
from ddtender.library.source import decode
from ddtender.market.law_sheet import marked_years, states
from ddtender.words import language
from tests.commands import ddtender
from tests.documents import built_of, sources
from tests.notes.margin import comments
from tests.tools import ROOT
from tests.words.typed import of_word

LAW = ROOT / "clause_library/law"
FILES = sorted(path.name for path in LAW.glob("*.yaml"))
WORDS = language()


@pytest.fixture(scope="module")
def asked() -> desk.LawAsked:
    return desk.asked(ROOT, None, None)


def read(name: str, was: str = "", now: str = "") -> list[str]:
    text = (LAW / name).read_text(encoding="utf-8")
    assert was in text
    source, _ = decode(f"clause_library/law/{name}", text.replace(was, now, 1).encode() if was else text.encode())
    assert source is not None
    return [f"{finding.location}: {finding.message}" for finding in read_law(source)[1]]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_library_is_read_without_a_finding(name: str) -> None:
    assert read(name) == []


@pytest.mark.parametrize(
    ("name", "was", "now", "told"),
    [
        ("timeline.yaml", "level: principles", "level: vague", "level"),
        ("timeline.yaml", 'when: "2011"', 'when: "next year"', "is no year, month or day"),
        ("timeline.yaml", "id: oecd-guidance", "id: un-guiding-principles", "given twice"),
        ("timeline.yaml", "pressure:", "pressures:", "pressures"),
        ("public-buyers.yaml", "country: nl", "country: NLD", "country code"),
        ("public-buyers.yaml", "url: https://www.pianoo.nl", "url: ftp://www.pianoo.nl", "address"),
        ("oecd-steps.yaml", "policies: [embed]", "policies: [remedy]", "not among the steps"),
        ("oecd-steps.yaml", "policy-commitment, steps: [embed]", "policy-commitment, steps: [embedded]", "no step"),
        ("procedures.yaml", "days: 30", "days: thirty", "days"),
        ("procedures.yaml", "procedure: open, ", "procedure: opened, ", "must be"),
        ("procedures.yaml", "procedure: dialogue", "procedure: innovation", "given twice for 'innovation'"),
        ("procedures.yaml", "begins: notice_sent, ends: tend", "begins: invitation, ends: tend", "the usual ones"),
        ("procedures.yaml", "free: [without-notice]", "free: [dialogue]", "'dialogue' is free"),
        ("procedures.yaml", "winner: d", "winner: c", "two sections are point 'c'"),
        ("procedures.yaml", "electronic: 10", "electronic: 0", "electronic"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named_with_its_place(name: str, was: str, now: str, told: str) -> None:
    found = read(name, was, now)
    assert found and told in " ".join(found) and found[0].startswith(f"clause_library/law/{name}:")


def test_everything_that_is_not_of_the_manual_says_that_nobody_checked_it(asked: desk.LawAsked) -> None:
    law = asked.law
    assert law.timeline and law.buyers and law.steps
    said = {label: [] for label in ("Law on due diligence",)}
    for id_ in ("definition.due-diligence", "award.due-diligence-processes", "contract.forced-labour"):
        for label, text in law_beside(law, asked.library.by_id[id_], "", WORDS):
            said.setdefault(label, []).append(text)
    assert len(said["Law on due diligence"]) >= 8
    assert all("not checked" in text or "nobody has checked" in text for text in said["Law on due diligence"])
    known = next(text for text in said["Law on due diligence"] if "forced labour" in text)
    assert "General knowledge, noted on 30 November 2026; not checked." in known


def test_each_element_of_the_high_criterion_names_its_step(asked: desk.LawAsked) -> None:
    law, provision = asked.law, asked.library.by_id["award.due-diligence-processes"]
    assert law.steps
    told = steps_behind(law.steps, provision, WORDS)
    assert "element 1: 1 Put responsible conduct" in told and "element 5: 5 Say how harm" in told
    assert "6 Provide" not in told  # the criterion has no element on remedy
    elements = {one.id for one in provision.scoring.options}  # type: ignore[union-attr]
    assert {*law.steps.serves[8].elements} == elements or any({*one.elements} == elements for one in law.steps.serves)
    assert {id_ for step in law.steps.steps for id_ in law.steps.served(step.id)} <= asked.library.by_id.keys()


PROCEDURE = "scenarios/procedures/laptops.yaml"


def test_the_margin_and_the_page_say_what_law_asks_for_in_the_country() -> None:
    files = dict(sources().files)
    text = (ROOT / PROCEDURE).read_bytes()
    built = built_of(files | {PROCEDURE: text + b"country: nl\n"}, "high", PROCEDURE)
    lines = [line for one in built.prepared.resolved and _comments(built) for line in one]
    assert any(line.startswith("Steps of due diligence (OECD): ") and "element 5: 5" in line for line in lines)
    duties = [line for line in lines if line.startswith("Duty of public buyers, The Netherlands: ")]
    assert duties and all("International Social Conditions" in line for line in duties)
    assert not any("Appropriate routines" in line for line in lines)
    page = built.documents["review.html"].decode()
    assert "Steps of due diligence (OECD)" in page and "Duty of public buyers, The Netherlands" in page


def _comments(built) -> list[tuple[str, ...]]:
    from tests.documents import Word

    return [one.lines for name in ("tender.docx", "contract.docx") for one in comments(Word(built.documents[name]))]


def test_the_picture_shows_when_each_law_is_there_and_when_it_applies(asked: desk.LawAsked) -> None:
    timeline = asked.law.timeline
    assert timeline
    years = marked_years(timeline)
    seen = {one.id: states(one, years) for one in timeline.entries}
    assert years[0] == 2011 and years == tuple(sorted(years))
    assert {*seen["un-guiding-principles"].values()} == {"adopted"}
    assert seen["corporate-due-diligence"][2024] == seen["corporate-due-diligence"][2028] == "adopted"
    assert seen["corporate-due-diligence"][2029] == "applies" and 2023 not in seen["corporate-due-diligence"]
    assert {*seen["omnibus"]} == {2025, 2026} and {*seen["omnibus"].values()} == {"changes"}


def test_the_command_prints_writes_and_keeps_to_a_country(tmp_path: Path) -> None:
    whole = ddtender("law")
    assert whole.returncode == 0 and "none of it was checked since" in whole.stdout
    found = json.loads(ddtender("law", "--country", "nl", "--format", "json").stdout)
    ids = ["nl-international-social-conditions", "nl-purchasing-with-impact"]
    assert [one["id"] for one in found["buyers"]["duties"]] == ids
    assert found["timeline"]["as_of"] == "2025-06" and "location" not in found["timeline"]
    assert "nothing is known here" in ddtender("law", "--country", "be").stdout
    assert ddtender("law", "--country", "Belgium").returncode == 2
    target = tmp_path / "law.docx"
    assert ddtender("law", "--country", "no", "-o", str(target)).returncode == 0
    text = " ".join(of_word(target.read_bytes()))
    assert "Appropriate routines" in text and "The Netherlands:" not in text


def test_beginning_and_status_ask_for_a_national_duty(tmp_path: Path) -> None:
    folder = tmp_path / "2027-ict-014"
    assert ddtender("new", str(folder)).returncode == 0
    begun = (folder / "procedure.yaml").read_text(encoding="utf-8")
    assert "Is there a national duty" in begun
    assert "International Social Conditions" in begun and "Appropriate routines" in begun
    assert "Is there a national duty of public buyers?" in ddtender("status", str(folder)).stdout
    facts = folder / "procedure.yaml"
    facts.write_text(begun.replace("# country: nl", "country: nl"), encoding="utf-8")
    told = ddtender("status", str(folder)).stdout
    assert "The Netherlands: International Social Conditions" in told and "not checked since" in told
    assert json.loads(ddtender("status", str(folder), "--format", "json").stdout)["duty"]["country"] == "nl"
    facts.write_text(begun.replace("# country: nl", "country: be"), encoding="utf-8")
    assert "nothing is known here" in ddtender("status", str(folder)).stdout
