"""What suppliers type is recognised, whatever else they write, and what is not known is told as it was typed."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from ddtender.desk.library.uses import where_used
from ddtender.history.renaming import renamed
from ddtender.library.initiatives import read_initiatives_file
from ddtender.library.loader import load
from ddtender.library.source import decode
from ddtender.market.answers_sheet import answers_sheet
from ddtender.market.initiatives import named_in, stars
from ddtender.market.report import report
from ddtender.words import language
from ddtender.workspace import read_sources
from tests.commands import copy_workspace, ddtender
from tests.documents import MOMENT, Word
from tests.market.forms import questionnaire, template
from tests.market.initiatives import initiatives, naming
from tests.tools import ROOT

#: What was typed, the initiatives in it, and what is not known.
TYPED = (
    ("RBA", ["rba"], []),
    ("We have been a member of the Responsible Business Alliance (RBA) since 2019.", ["rba"], []),
    ("R.B.A. and T.C.O. Certified®", ["rba", "tco-certified"], []),
    ("RBA-VAP / E.P.E.A.T. Gold; Eco-Vadis (silver medal)", ["rba", "epeat", "ecovadis"], []),
    ("Éco Vadis, JAC & Electronics  Watch", ["jac", "ecovadis", "electronics-watch"], []),
    ("tco certified, generation 9", ["tco-certified"], ["generation 9"]),
    ("onze eigen gedragscode en RBA", ["codes-of-conduct", "rba"], []),
    ("Joint Alliance for CSR + Fair Wear Foundation", ["jac"], ["Fair Wear Foundation"]),
    ("amfori BSCI, SA8000, etc.", [], ["amfori BSCI", "SA8000"]),
    ("Prewave", ["other-platforms"], []),
    ("none", [], []),
    ("- / n.a.", [], []),
    ("TCOX, RBAs, ecovadisish", [], ["TCOX", "RBAs", "ecovadisish"]),
    ("BSCI, bsci, B.S.C.I.", [], ["BSCI"]),
)


@pytest.mark.parametrize(("text", "known", "unknown"), TYPED)
def test_names_are_recognised_as_they_are_typed(text: str, known: list[str], unknown: list[str]) -> None:
    found = named_in({"actions.initiatives": text}, initiatives())
    assert ([*found.known], [*found.unknown]) == (known, unknown)


def test_beside_other_questions_a_name_counts_and_what_is_not_known_is_passed_over() -> None:
    found = named_in({"actions.digital-tools": "EcoVadis, our own ERP", "transparency": "RBA"}, initiatives())
    assert (found.known, found.unknown) == (("ecovadis",), ())


def test_a_long_answer_ends_somewhere() -> None:
    found = named_in({"actions.initiatives": ", ".join(f"Pact {n} " + "x" * 500 for n in range(60))}, initiatives())
    assert len(found.unknown) == 20 and all(len(text) <= 120 for text in found.unknown)


def test_every_name_in_the_library_is_recognised() -> None:
    for one in initiatives().every:
        for name in (one.name, one.short, *one.names):
            assert one.id in named_in({"actions.initiatives": name}, initiatives()).known, name


def test_stars_are_signs() -> None:
    assert [stars(n, 4) for n in (0, 1, 1.5, 2, 2.5, 4)] == ["☆☆☆☆", "★☆☆☆", "★½☆☆", "★★☆☆", "★★½☆", "★★★★"]


def test_the_report_says_beside_each_supplier_what_is_covered_and_what_is_not_known() -> None:
    made = naming("RBA, Fair <Pact>", "", "EcoVadis and RBA")
    document = Word(report(made, questionnaire(), template(), MOMENT, language()))
    text = document.text
    rba = next(one for one in initiatives().every if one.id == "rba")
    assert text.count(rba.covers) == text.count(rba.lacks) == 3  # once by itself, and once beside A and C
    assert "Fair <Pact>: not known here" in text and "Named by" in text and "A and C" in text
    assert "No stars are given there to: JAC, Electronics Watch and Other platforms." in text
    without = Word(report(naming(""), questionnaire(), template(), MOMENT, language())).text
    assert "Initiatives that suppliers named" not in without


def test_the_workbook_has_a_row_for_each_name() -> None:
    content = answers_sheet(naming("RBA, =Pact", "TCO Certified"), questionnaire(), MOMENT, language())
    rows = [*openpyxl.load_workbook(io.BytesIO(content))["Initiatives"].values]
    assert [row[0:3] for row in rows[1:]] == [
        ("A", "A.yaml", "RBA"),
        ("A", "A.yaml", "=Pact: not known here"),
        ("B", "B.yaml", "TCO Certified"),
    ]
    assert rows[1][5] == "★★★☆ 3 of 4" and rows[0][5:11] == (
        *("Reach", "Standards", "Governance", "Monitoring", "Support", "Transparency"),
    )
    plain = openpyxl.load_workbook(io.BytesIO(answers_sheet(naming(""), questionnaire(), MOMENT, language())))
    assert "Initiatives" not in plain.sheetnames


def test_assess_tells_it_at_the_terminal_and_in_json(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        'company: "Delta"\nkind: reseller\nanswers: {actions: [initiatives]}\n'
        'texts: {actions.initiatives: "RBA and Fair Pact", actions.digital-tools: EcoVadis}\n'
    )
    run = ddtender("assess", tmp_path / "a.yaml")
    assert "Delta named RBA, EcoVadis; not known here: Fair Pact." in run.stdout
    made = json.loads(ddtender("assess", tmp_path / "a.yaml", "--format", "json").stdout)
    assert made["suppliers"][0]["initiatives"] == {"known": ["rba", "ecovadis"], "unknown": ["Fair Pact"]}


def test_the_command_prints_all_one_or_a_document(tmp_path: Path) -> None:
    every = ddtender("initiatives").stdout
    assert "★★½☆ 2.5 of 4" in every and "JAC: The manual describes it and gives it no stars" in every
    assert "network equipment" in every and "not checked since" in every
    one = ddtender("initiatives", "eco vadis").stdout
    assert "EcoVadis" in one and "more than 100,000" in one and "section 2.4.4; not checked since" in one
    refused = ddtender("initiatives", "Fair Pact")
    assert refused.returncode == 2 and "'Fair Pact' is not known" in refused.stderr and "RBA" in refused.stderr
    assert ddtender("initiatives", "-o", tmp_path / "all.docx").returncode == 0
    assert "Labels by kind of product" in Word((tmp_path / "all.docx").read_bytes()).text


def test_a_library_without_initiatives_does_without(tmp_path: Path) -> None:
    copy = copy_workspace(tmp_path)
    for path in (copy / "clause_library/initiatives").iterdir():
        path.unlink()
    (tmp_path / "a.yaml").write_text('company: D\nkind: reseller\nanswers: {}\ntexts: {actions.initiatives: "RBA"}\n')
    assert "knows no initiative" in ddtender("initiatives", cwd=copy).stdout
    assert ddtender("assess", tmp_path / "a.yaml", cwd=copy).returncode == 0
    assert "nothing to print" in ddtender("initiatives", "-o", tmp_path / "all.docx", cwd=copy).stderr


RBA = "clause_library/initiatives/rba.yaml"
#: A line of rba.yaml, what stands in its place, and what is said.
SPOILT = (
    ("stars: 2.5", "stars: 2.7", "stars are counted in halves"),
    ("kind: industry-body", "kind: club", "kind"),
    ("  reach:\n", "  reech:\n", "there is no test 'reech'"),
    ("element: systems", "element: sistems", "there is no element 'sistems' of 'award.due-diligence-processes'"),
    ("provision: award.product-transparency", "provision: award.product", "there is no provision 'award.product'"),
    ("short: RBA", "short: JAC", "is a name of"),
    ("covers:", "cover:", "the key 'cover' is not known here"),
)


@pytest.mark.parametrize(("was", "now", "said"), SPOILT)
def test_a_fault_in_the_data_is_told_with_its_place(was: str, now: str, said: str) -> None:
    files = dict(read_sources(ROOT).files)
    text = files[RBA].decode()
    assert was in text
    files[RBA] = text.replace(was, now, 1).encode()
    found = [finding for finding in load(files)[1] if finding.location.path == RBA or said in finding.message]
    assert any(said in finding.message for finding in found), found
    assert all(finding.hint for finding in found if "there is no" in finding.message)


def test_stars_without_a_reason_not_to_have_any_are_refused() -> None:
    text = (ROOT / "clause_library/initiatives/jac.yaml").read_text(encoding="utf-8")
    source, _ = decode("clause_library/initiatives/jac.yaml", text.replace("unrated:", "unrated: x #", 1).encode())
    assert read_initiatives_file(source)[0] is not None
    source, _ = decode(
        "clause_library/initiatives/jac.yaml",
        "\n".join(line for line in text.split("\n") if not line.startswith("unrated:")).encode(),
    )
    _, (finding,) = read_initiatives_file(source)
    assert "say at `unrated` why there are none" in finding.message


def test_a_provision_that_is_renamed_keeps_what_is_said_of_it() -> None:
    files = dict(read_sources(ROOT).files)
    old, new = "award.action-plan", "award.plan"
    library, _ = load(files)
    naming_it = where_used(library, old)["initiatives"]
    assert "rba" in naming_it and "ecovadis" not in naming_it
    made = renamed(library, files, old, new, ())
    after, findings = load({path: text for path, text in {**files, **made}.items() if text is not None})
    assert not [one for one in findings if "initiatives" in one.location.path]
    assert where_used(after, new)["initiatives"] == naming_it
    assert any(row.provision == new for row in after.initiatives.good.evidence)
