"""The commands as a buyer runs them."""

import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from ddtender.library.relationships import faults
from ddtender.office.package import open_package
from ddtender.returned.unread import Unread
from tests.commands import copy_workspace, ddtender
from tests.documents import LAPTOPS, Word
from tests.market.forms import HIGH, KINDS, MEDIUM, NOTHING, W, as_yaml, changed, filled, form, ticks
from tests.packages import parts_of
from tests.tools import ROOT, validate_docx

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EVIL = "=cmd|' /C calc'!A0"
EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came back: good and bad, in a folder with a folder in it."""
    folder = tmp_path_factory.mktemp("returned")
    (folder / "late").mkdir()
    (folder / "a.docx").write_bytes(filled(ticks(MEDIUM), {"company": "Delta Systems"}))
    (folder / "b.yaml").write_bytes(as_yaml(HIGH, "reseller", EVIL))
    (folder / "late/c.docx").write_bytes(
        filled(ticks({**NOTHING, "actions": ["code-of-conduct"]}, "other"), {"company": "@Orion"})
    )
    (folder / "d.pdf").write_bytes(b"%PDF-1.7")
    (folder / "e.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "~$a.docx").write_bytes(b"a lock file of Word")
    (folder / ".DS_Store").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def assessed(returned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("market")
    run = ddtender("assess", returned, "--authority-maturity", "high", "--format", "json", "-o", out, **EPOCH)
    assert run.returncode == 1, run.stderr
    (out / "stdout.json").write_text(run.stdout)
    (out / "stderr.txt").write_text(run.stderr)
    return out


def test_json_has_the_fixed_shape(assessed: Path, returned: Path) -> None:
    read = json.loads((assessed / "stdout.json").read_text())
    assert json.loads((assessed / "assessment.json").read_text()) == read
    named = ["suppliers", "market", "recommended_scenario", "reasons", "procurement", "date"]
    assert list(read) == [*named, "language", "reasons_said"]
    assert read["language"] == "en" and len(read["reasons_said"]) == len(read["reasons"])
    assert read["procurement"] == {"title": None, "reference": None, "authority_name": None}
    assert read["date"] == "2027-01-15"
    assert [Path(s["file"]).name for s in read["suppliers"]] == ["a.docx", "b.yaml", "c.docx"]
    for supplier in read["suppliers"]:
        keys = ["file", "company", "kind", "awareness", "policies", "actions", "level", "notes", "lacks", "questions"]
        assert list(supplier) == [*keys, "initiatives"]
        assert all(list(supplier[name]) == ["score", "level"] for name in keys[3:6])
        assert supplier["kind"] in KINDS and isinstance(supplier["notes"], list)
    first = read["suppliers"][0]
    assert first.pop("lacks") == [] and len(first.pop("questions")) == 4
    assert first.pop("initiatives") == {"known": [], "unknown": []}
    assert first == {
        "file": (returned / "a.docx").as_posix(),
        "company": "Delta Systems",
        "kind": "manufacturer",
        "awareness": {"score": 4, "level": "medium"},
        "policies": {"score": 6, "level": "medium"},
        "actions": {"score": 5, "level": "medium"},
        "level": "medium",
        "notes": [],
    }
    assert list(read["market"]) == ["level", "counts"] and read["market"]["level"] == "medium"
    assert read["market"]["counts"]["actions"] == {"low": 0, "medium": 2, "high": 1}
    assert read["recommended_scenario"] == "medium"
    assert all(isinstance(reason, str) for reason in read["reasons"])
    assert any("3 points lie between" in note for note in read["suppliers"][2]["notes"])


def test_bad_files_are_named_and_lose_nobody(assessed: Path) -> None:
    said = (assessed / "stderr.txt").read_text()
    assert re.search(r"d\.pdf:1:1: error\[unreadable-answers\] .*PDF", said)
    assert re.search(r"e\.doc:1:1: error\[unreadable-answers\] .*password", said)
    assert said.count("error[") == 2 and "~$" not in said and "Traceback" not in said


def test_text_says_the_same(returned: Path) -> None:
    run = ddtender("assess", returned, "--authority-maturity", "high")
    assert run.returncode == 1
    for words in ("Delta Systems", "medium", "Recommended scenario: medium.", "Unread: ", "d.pdf"):
        assert words in run.stdout


def test_good_files_alone_end_well(returned: Path) -> None:
    run = ddtender("assess", returned / "a.docx", returned / "b.yaml", returned / "a.docx", "--format", "json")
    assert run.returncode == 0 and run.stderr == ""
    assert len(json.loads(run.stdout)["suppliers"]) == 2


@pytest.mark.parametrize("arguments", [[], ["no-such-file.docx"], ["README.md", "--authority-maturity", "huge"]])
def test_wrong_usage(arguments: list[str]) -> None:
    run = ddtender("assess", *arguments)
    assert run.returncode == 2 and "Traceback" not in run.stderr


def test_a_large_file_is_never_opened(tmp_path: Path) -> None:
    with (tmp_path / "large.docx").open("wb") as stream:
        stream.truncate(200_000_000)
    (tmp_path / "ok.docx").write_bytes(filled(ticks(MEDIUM)))
    run = ddtender("assess", tmp_path, "--format", "json")
    assert run.returncode == 1 and "200,000,000 bytes" in run.stderr
    assert len(json.loads(run.stdout)["suppliers"]) == 1


def test_nothing_readable(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    run = ddtender("assess", tmp_path, "-o", tmp_path / "out", "--format", "json")
    assert run.returncode == 1 and json.loads(run.stdout)["recommended_scenario"] is None
    build = ddtender("build", "--scenario-from", tmp_path / "out/assessment.json", "--output", tmp_path / "tender")
    assert build.returncode == 2 and "recommends no scenario" in build.stderr
    assert not (tmp_path / "tender").exists()


def test_report_is_valid_and_can_be_read_without_eyes(assessed: Path, needs_validator: None) -> None:
    assert validate_docx([assessed / "report.docx"]) == []
    word = Word((assessed / "report.docx").read_bytes())
    (picture,) = word.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert "Actions: 0 low, 2 medium, 1 high; Overall: 1 low, 1 medium, 1 high" in picture.get("descr")
    text = word.text
    for words in ("Use the medium scenario.", "Delta Systems", EVIL, "d.pdf", "We check whether suppliers keep"):
        assert words in text


def test_the_chart_of_the_report_has_the_numbers_of_the_assessment(assessed: Path) -> None:
    counts = json.loads((assessed / "assessment.json").read_text())["market"]["counts"]
    parts = parts_of((assessed / "report.docx").read_bytes())
    series = list(etree.fromstring(parts["word/charts/chart1.xml"]).iter(C + "ser"))
    levels = [[value.text for value in one.find(C + "tx").iter(C + "v")] for one in series]
    rows = {tuple(value.text for value in one.find(C + "cat").iter(C + "v")) for one in series}
    numbers = [[int(value.text) for value in one.find(C + "val").iter(C + "v")] for one in series]
    assert levels == [["low"], ["medium"], ["high"]]
    assert rows == {("Awareness", "Policies", "Actions", "Overall")}
    assert numbers == [[count[level] for count in counts.values()] for (level,) in levels]
    assert not [name for name in parts if name.startswith(("word/media", "word/embeddings", "word/charts/_rels"))]


def test_our_own_readers_take_a_report_with_a_chart(assessed: Path) -> None:
    parts = open_package((assessed / "report.docx").read_bytes())
    assert not list(faults(parts))
    told = [(one.name, one.words) for one in Unread(parts).elsewhere()]
    assert [what for what, _ in told] == ["a chart or diagram has words"] and "Awareness Policies" in told[0][1]


def test_an_assessment_imports_what_it_uses_only(returned: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.argv = ['ddtender', 'assess', {str(returned)!r}, '-o', {str(tmp_path / 'out')!r}]\n"
        "import atexit; atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr))\n"
        "from ddtender.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    modules = set(done.stderr.split())
    assert (tmp_path / "out/report.docx").exists() and "ddtender.office.chart" in modules
    assert not modules & {"matplotlib", "numpy", "PIL", "fontTools", "docxtpl", "docx", "jinja2", "icalendar"}


def test_the_report_says_what_it_is_about_and_of_which_day(returned: Path, assessed: Path, tmp_path: Path) -> None:
    day = {"SOURCE_DATE_EPOCH": "1838246400"}  # 2 April 2028
    ddtender("assess", returned, "--procedure", LAPTOPS, "-o", tmp_path, **day)
    text = Word((tmp_path / "report.docx").read_bytes()).text
    for words in ("Laptops and docking stations", "2027-ICT-014", "City of Example", "2 April 2028"):
        assert words in text
    text = Word((assessed / "report.docx").read_bytes()).text
    assert "[title of the procurement]" in text and "[reference of the procurement]" in text


def test_cells_of_the_sheet_are_text_never_formulas(assessed: Path) -> None:
    content = (assessed / "answers.xlsx").read_bytes()
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Answers", "Points", "Notes", "Questions", "Not read", "About"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in "sn" for cell in cells)
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in risky} == {EVIL, "@Orion"}
    parts = parts_of(content)
    sheets = [etree.fromstring(data) for name, data in parts.items() if "/worksheets/sheet" in name]
    styles = etree.fromstring(parts["xl/styles.xml"])
    assert not any(list(sheet.iter("{*}f")) for sheet in sheets)
    quoted = [n for n, xf in enumerate(styles.find("{*}cellXfs")) if xf.get("quotePrefix") == "1"]
    for sheet in sheets:
        for cell in sheet.iter("{*}c"):
            if "".join(t.text or "" for t in cell.iter("{*}t")).startswith(("=", "@")):
                assert int(cell.get("s")) in quoted
    answers = book["Answers"]
    header = [cell.value for cell in answers[1]]
    assert len([h for h in header if h.startswith(("Awareness (", "Policies: W", "Policies: N", "Actions: "))]) >= 22
    assert answers.max_row == 4


def test_outputs_are_the_same_every_time(returned: Path, assessed: Path, tmp_path: Path) -> None:
    ddtender("assess", returned, "--authority-maturity", "high", "-o", tmp_path, **EPOCH)
    for name in ("report.docx", "answers.xlsx", "assessment.json"):
        assert (tmp_path / name).read_bytes() == (assessed / name).read_bytes(), name


def test_a_tender_takes_its_scenario_from_the_assessment(assessed: Path, tmp_path: Path) -> None:
    run = ddtender("build", "--scenario-from", assessed / "assessment.json", "--output", tmp_path / "out")
    assert run.returncode == 0, run.stderr
    assert json.loads((tmp_path / "out/manifest.json").read_text())["scenario"] == "medium"
    both = ddtender("build", "--scenario", "low", "--scenario-from", assessed / "assessment.json")
    neither = ddtender("build")
    wrong = ddtender("build", "--scenario-from", "README.md")
    assert [both.returncode, neither.returncode, wrong.returncode] == [2, 2, 2]


def test_questionnaire_writes_the_form(tmp_path: Path) -> None:
    run = ddtender("questionnaire", "-o", tmp_path / "q.docx", **EPOCH)
    scores = ddtender("questionnaire", "--with-scores", "-o", tmp_path / "s.docx")
    assert run.returncode == scores.returncode == 0
    assert parts_of((tmp_path / "q.docx").read_bytes())["word/document.xml"] == parts_of(form())["word/document.xml"]
    assert "Points for a reseller" in Word((tmp_path / "s.docx").read_bytes()).text


def test_facts_of_a_procedure_reach_the_documents(tmp_path: Path) -> None:
    facts = ("--procedure", ROOT / "scenarios/procedures/laptops.yaml", "--answer-by", "15.3.2027")
    assert ddtender("questionnaire", "-o", tmp_path / "q.docx", *facts).returncode == 0
    assert ddtender("invitation", "-o", tmp_path / "i.docx", "--meeting", "2 April", *facts).returncode == 0
    for name in ("q.docx", "i.docx"):
        text = Word((tmp_path / name).read_bytes()).text
        assert "City of Example" in text and "15 March 2027" in text
    assert "2 April" in text and "blank:" not in str(list(Word((tmp_path / "i.docx").read_bytes()).controls))


@pytest.mark.parametrize(
    ("day", "said"),
    [("3/4/2031", "can mean 2031-03-04 or 2031-04-03"), ("31.2.2031", "there is no day"), ("1.2.2019", "has passed")],
)
def test_a_day_for_answers_that_cannot_be_is_refused(tmp_path: Path, day: str, said: str) -> None:
    run = ddtender("invitation", "-o", tmp_path / "x.docx", "--answer-by", day)
    assert (run.returncode, said in run.stderr) == (2, True)
    assert not (tmp_path / "x.docx").exists()


def test_a_folder_without_forms_is_no_assessment(tmp_path: Path) -> None:
    run = ddtender("assess", tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "there is no file in" in run.stderr


def test_risk_worksheet(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run = ddtender("risks", "-o", tmp_path / f"{name}.xlsx", "--product", "=laptops", **EPOCH)
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = load_workbook(tmp_path / "a.xlsx")
    steps = ["1 Material scoping", "2 Geographical scoping", "3 Risk scoping", "4 Reporting"]
    assert book.sheetnames == ["Start", *steps, "Heat map", "Risks", "Stages", "Sources", "Examples", "Choices"]
    assert len(list(book["Risks"].iter_rows(min_row=2))) == 7
    assert len(list(book["Sources"].iter_rows(min_row=2))) == 7
    assert book["Start"]["B3"].value == "=laptops" and book["Start"]["B3"].data_type == "s"
    choices = {step: book[step].data_validations.dataValidation for step in steps}
    assert [len(choices[step]) for step in steps] == [3, 2, 7, 2]
    for validation in (v for listed in choices.values() for v in listed):
        sheet, _, area = validation.formula1.replace("'", "").partition("!")
        rows = book[sheet][area.replace("$", "")]
        assert validation.type == "list" and rows
        if sheet in ("Risks", "Stages", "Sources", "Choices"):
            assert all(row[0].value for row in rows)


MEASURE = """
import resource, sys
try:
    from ddtender.cli.group import cli
    cli(sys.argv[1:], standalone_mode=False)
except SystemExit:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def peak(folder: Path) -> tuple[int, dict]:
    """The most memory that an assessment takes, in KiB, and its result."""
    command = [sys.executable, "-c", MEASURE, "--workspace", str(ROOT), "assess", str(folder), "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return int(run.stderr.split()[-1]), json.loads(run.stdout)


def test_five_hundred_forms_in_flat_memory(tmp_path: Path) -> None:
    levels = (NOTHING, MEDIUM, HIGH)
    for number in (20, 500):
        (tmp_path / str(number)).mkdir()
        for n in range(number):
            content = filled(ticks(levels[n % 3]), {"company": f"Company {n}"}) if n < 20 else None
            path = tmp_path / str(number) / f"{n:03}.docx"
            if content is None:  # the same bytes under another name: the supplier is the same, the work is not
                content = (tmp_path / "500" / f"{n % 18:03}.docx").read_bytes()
            path.write_bytes(content)
    few, _ = peak(tmp_path / "20")
    many, read = peak(tmp_path / "500")
    assert len(read["suppliers"]) == 500
    assert sum(read["market"]["counts"]["level"].values()) == 20
    assert many - few < 30_000, f"{few:,} KiB for 20 forms, {many:,} KiB for 500"


def test_progress_is_for_terminals_only(tmp_path: Path) -> None:
    for n in range(12):
        (tmp_path / f"{n}.yaml").write_bytes(as_yaml(MEDIUM, company=f"C{n}"))
    run = ddtender("assess", tmp_path)
    assert run.returncode == 0 and "Reading" not in run.stdout + run.stderr
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "ddtender", "--workspace", str(ROOT), "assess", str(tmp_path), "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=follower, cwd=ROOT)
    os.close(follower)
    said = b""
    try:
        while chunk := os.read(leader, 4096):
            said += chunk
    except OSError:
        pass
    assert process.wait(60) == 0 and b"Reading" in said
    os.close(leader)


def test_the_library_is_checked_with_the_rest(tmp_path: Path) -> None:
    copy = copy_workspace(tmp_path)
    path = copy / "clause_library/questionnaire/human-rights.yaml"
    text = path.read_text().replace("rule: one", "rule: once").replace("medium_to: 6}", "medium_to: 1}", 1)
    path.write_text(text)
    letter = copy / "clause_library/questionnaire/invitation.yaml"
    letter.write_text(letter.read_text().replace("{{ contact }}", "{{ contakt }}", 1))
    (copy / "clause_library/risks/ict-hardware.yaml").write_text("id: [")
    run = ddtender("--workspace", copy, "check")
    assert run.returncode == 1
    line = next(n for n, said in enumerate(text.splitlines(), 1) if "rule: once" in said)
    assert f"clause_library/questionnaire/human-rights.yaml:{line}:11: error[invalid-value]" in run.stdout
    assert "must not fall" in run.stdout and "'contakt' is not listed" in run.stdout
    assert "clause_library/risks/ict-hardware.yaml:1:" in run.stdout
    assert ddtender("--workspace", copy, "questionnaire", "-o", tmp_path / "q.docx").returncode == 1
    assert not (tmp_path / "q.docx").exists()


def test_a_template_without_its_styles_is_refused(tmp_path: Path) -> None:
    copy = copy_workspace(tmp_path)
    path = copy / "templates/market.docx"
    good = path.read_bytes()

    def no_body(document: etree._Element) -> None:
        for t in document.iter(W + "t"):
            t.text = "nothing"

    for content, said in ((changed(good, no_body), "{{ body }}"), (b"x", "sound .docx")):
        path.write_bytes(content)
        run = ddtender("--workspace", copy, "questionnaire", "-o", tmp_path / "q.docx")
        assert run.returncode == 2 and said in run.stderr and "Traceback" not in run.stderr
