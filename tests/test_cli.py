"""The command line: what it prints, what it writes, how it ends. 0 is fine, 1 errors found, 2 wrong usage."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import approved_workspace, copy_workspace, ddtender
from tests.documents import LAPTOPS, Word, text_of
from tests.tools import ROOT

NAMES = {
    "tender.docx",
    "contract.docx",
    "provisions.docx",
    "kpi-register.xlsx",
    "evaluation.xlsx",
    "review.html",
    "manifest.json",
}


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A workspace with an error: a number typed by hand in a clause of scenario high."""
    copy = copy_workspace(tmp_path / "workspace")
    path = copy / "clause_library/contract_clauses/mitigation-reporting.md"
    path.write_text(path.read_text().replace("Every year the", "Under award criterion 5 the"))
    return copy


def test_check_of_our_own_library_is_fine() -> None:
    result = ddtender("check", "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    found = [one for one in json.loads(result.stdout)["diagnostics"] if one["code"] != "stale-translation"]
    assert found == []  # a translator works behind the source, and is told so


def test_a_finding_has_place_code_message_and_hint_and_exit_code_1(spoilt: Path) -> None:
    result = ddtender("check", cwd=spoilt)
    assert result.returncode == 1
    path = r"clause_library/contract_clauses/mitigation-reporting\.md"
    assert re.search(rf"^{path}:\d+:\d+: error\[typed-number\] .+\n  hint: .+", result.stdout, re.MULTILINE)


def test_json_has_exactly_the_documented_keys(spoilt: Path) -> None:
    fine, faulty = ddtender("check", "--format", "json"), ddtender("check", "--format", "json", cwd=spoilt)
    assert (fine.returncode, json.loads(fine.stdout)) == (0, {"diagnostics": []})
    assert faulty.returncode == 1
    listed = json.loads(faulty.stdout)["diagnostics"]
    assert all(set(d) == {"code", "severity", "path", "line", "column", "message", "hint"} for d in listed)
    wanted = next(d for d in listed if d["code"] == "typed-number")
    assert wanted["severity"] == "error"
    source = (spoilt / wanted["path"]).read_text().splitlines()
    assert source[wanted["line"] - 1][wanted["column"] - 1 :].startswith("award criterion 5")


def test_sarif_is_version_2_1_0_and_its_rules_are_the_documented_codes(spoilt: Path) -> None:
    result = ddtender("check", "--format", "sarif", cwd=spoilt)
    assert result.returncode == 1
    log = json.loads(result.stdout)
    assert log["version"] == "2.1.0" and "sarif-2.1.0" in log["$schema"]
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    listed = ddtender("explain").stdout
    assert rules and all(re.search(rf"^  {rule} ", listed, re.MULTILINE) for rule in rules)
    assert run["results"]
    for found in run["results"]:
        assert rules[found["ruleIndex"]] == found["ruleId"]
        assert found["level"] in ("error", "warning")
        place = found["locations"][0]["physicalLocation"]
        assert (spoilt / place["artifactLocation"]["uri"]).is_file()
        assert place["region"]["startLine"] > 0 and place["region"]["startColumn"] > 0


def test_an_outline_has_the_documented_shape() -> None:
    result = ddtender("outline", "--scenario", "high", "--procedure", LAPTOPS, "--format", "json")
    assert result.returncode == 0
    outline = json.loads(result.stdout)
    assert outline["scenario"] == "high"
    keys = ["id", "version", "kind", "number", "title", "text", "references", "scoring", "evidence", "kpis"]
    for provision in outline["provisions"]:
        assert set(keys) | {"source", "legal_basis"} <= set(provision)
        assert all(set(reference) == {"id", "number"} for reference in provision["references"])
    assert [(p["kind"], p["number"]) for p in outline["provisions"]] == [
        ("specification", 1),
        *(("selection", n) for n in (1, 2)),
        *(("award", n) for n in (1, 2)),
        *(("contract", n) for n in (1, 2, 3, 4, 5)),
    ]
    clause = outline["provisions"][-3]
    assert clause["id"] == "contract.due-diligence-reporting"
    assert clause["references"] == [{"id": "award.due-diligence-processes", "number": 2}]
    assert "that description under award criterion A2" in clause["text"]
    assert all(set(blank) == {"name", "question", "filled_by"} for blank in outline["blanks"])
    assert {blank["filled_by"] for blank in outline["blanks"]} == {"tenderer"}


def test_an_outline_shows_the_numbers_as_text_even_where_only_ascii_is_printed() -> None:
    result = ddtender("outline", "--scenario", "high", PYTHONIOENCODING="ascii", COLUMNS="200")
    assert result.returncode == 0, result.stderr
    assert re.search(
        r"award criterion A2[ |]+Due diligence processes[ |]+award\.due-diligence-processes", result.stdout
    )


def test_a_build_says_what_it_wrote_and_which_blanks_are_left(tmp_path: Path) -> None:
    result = ddtender("build", "--scenario", "low", "--output", tmp_path / "out")
    assert result.returncode == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == NAMES
    assert all(f"wrote {tmp_path / 'out' / name}" in result.stdout for name in NAMES)
    assert "1 technical specification, 2 award criteria, 3 contract clauses" in result.stdout
    assert "How many months after the Contract Start Date may a missing Human Rights Risk Assessment" in result.stdout


def test_a_manifest_says_what_the_documents_were_made_from(tmp_path: Path) -> None:
    ddtender("build", "--scenario", "high", "--procedure", LAPTOPS, "--output", tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["scenario"] == "high" and manifest["final"] is False
    assert manifest["procedure"]["path"] == "scenarios/procedures/laptops.yaml"
    assert manifest["procedure"]["sha256"] == hashlib.sha256(LAPTOPS.read_bytes()).hexdigest()
    for name in ("tender.docx", "contract.docx"):
        assert manifest["outputs"][name] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--scenario", "hihg"), "there are: high, high-plus, low, medium"),
        (("outline", "--scenario", "hihg"), "there are: high, high-plus, low, medium"),
        (("build", "--scenario", "../high"), "there are: high, high-plus, low, medium"),
        (("build",), "--scenario"),
        (("build", "--scenario", "low", "--procedure", "no.yaml"), "'no.yaml' does not exist"),
        (("build", "--scenario", "low", "--procedure", "scenarios"), "'scenarios' is a directory"),
        (("build", "--scenario", "low", "--templates", "README.md"), "'README.md' is a file"),
        (("build", "--scenario", "low", "--output", "README.md"), "'README.md' is a file"),
        (("--workspace", "no-folder", "check"), "'no-folder' does not exist"),
        (("--workspace", "/", "check"), "there is no clause_library/ in /"),
        (("check", "--format", "xml"), "'text', 'json', 'sarif'"),
        (("explain", "typed-numbr"), "Did you mean 'typed-number'?"),
        (("schema", "contract"), "there are: provision,"),
        (("bild",), "No such command 'bild'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_exit_code_2_and_names_the_choices(arguments: tuple[str, ...], said: str) -> None:
    result = ddtender(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr and not result.stdout


def test_errors_in_the_library_leave_older_output_untouched(spoilt: Path) -> None:
    output = spoilt / "out"
    output.mkdir()
    older = {name: f"older {name}".encode() for name in NAMES}
    for name, content in older.items():
        (output / name).write_bytes(content)
    result = ddtender("build", "--scenario", "high", "--output", output, cwd=spoilt)
    assert result.returncode == 1
    assert "error[typed-number]" in result.stderr and "nothing was written" in result.stderr
    assert {path.name: path.read_bytes() for path in output.iterdir()} == older
    # an error stops every scenario, also one that does not have the faulty clause
    assert ddtender("build", "--scenario", "low", "--output", spoilt / "new", cwd=spoilt).returncode == 1
    assert not (spoilt / "new").exists()


def test_other_files_in_the_output_folder_are_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "tender.docx").write_text("older")
    assert ddtender("build", "--scenario", "low", "--output", tmp_path).returncode == 0
    (kept,) = tmp_path.glob("tender (kept *).docx")
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, "notes.txt", kept.name}
    assert (tmp_path / "notes.txt").read_text() == "mine" and kept.read_text() == "older"
    assert (tmp_path / "tender.docx").read_bytes().startswith(b"PK")


def test_all_outputs_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "contract.docx").mkdir()
    assert ddtender("build", "--scenario", "low", "--output", tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["contract.docx"]


@pytest.mark.parametrize("blocked", ["a file in the way", "a folder in the way"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, blocked: str) -> None:
    if blocked.startswith("a file"):
        (tmp_path / "file").write_text("mine")
        output = tmp_path / "file" / "out"
    else:
        output = tmp_path / "out"
        (output / "contract.docx" / "mine").mkdir(parents=True)
    result = ddtender("build", "--scenario", "low", "--output", output)
    assert result.returncode == 2
    assert "cannot be written" in result.stderr and str(tmp_path) in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.rglob(".ddtender-*"))


def test_final_names_every_open_blank_and_writes_nothing(tmp_path: Path) -> None:
    draft = ddtender("outline", "--scenario", "high", "--format", "json")
    blanks = [blank["name"] for blank in json.loads(draft.stdout)["blanks"] if blank["filled_by"] == "authority"]
    result = ddtender("build", "--scenario", "high", "--final", "--output", tmp_path / "out")
    assert result.returncode == 1 and not (tmp_path / "out").exists()
    assert len(blanks) == 17
    assert all(f"error[open-blank] '{name}' is open: " in result.stderr for name in blanks)
    assert "Write it at `authority.name`." in result.stderr


def test_final_accepts_the_worked_example_when_all_is_approved_and_committed(tmp_path: Path) -> None:
    build = ("build", "--scenario", "high", "--procedure", "scenarios/procedures/laptops.yaml", "--final", "--output")
    result = ddtender(*build, tmp_path / "out", cwd=approved_workspace())
    assert result.returncode == 0, result.stderr
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["final"] is True
    commit = manifest["library"]["commit"]
    assert f"Commit of the library: {commit}." in Word((tmp_path / "out/provisions.docx").read_bytes()).text
    tender = Word((tmp_path / "out/tender.docx").read_bytes())
    assert commit[:7] not in tender.text + text_of(tender.tree("word/footer1.xml"))
    copy = copy_workspace(tmp_path / "copy")  # approved by nobody, and in no repository
    result = ddtender(*build, tmp_path / "none", cwd=copy)
    assert result.returncode == 1
    assert result.stderr.count("error[not-approved]") == 1 and "'award.component-transparency'" in result.stderr
    assert "error[uncommitted]" in result.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "content",
    {
        "empty": b"",
        "only a comment": b"# nothing\n",
        "binary": bytes(range(256)),
        "a number": b"42",
        "a list": b"- a\n- b\n",
        "not YAML": b"{[",
        "nested too deep": b"a: " + b"[" * 500,
        "a billion laughs": b"a: &a [x, x]\nb: [*a, *a]\n",
        "code": b"!!python/object/apply:os.system ['true']",
        "wrong values": b"dates: {award: soon}\naward: {price: many}\nunknown: 1\n",
        "odd numbers": b"award: {price: 1e400, other_quality: -5, points: {award.x: 5}}\n",
    }.items(),
    ids=lambda item: item[0],
)
def test_a_procedure_of_garbage_is_a_finding_not_a_traceback(tmp_path: Path, content: tuple[str, bytes]) -> None:
    path = tmp_path / "garbage.yaml"
    path.write_bytes(content[1])
    result = ddtender("build", "--scenario", "low", "--procedure", path, "--output", tmp_path / "out")
    assert result.returncode == 1
    assert re.search(r"garbage\.yaml:\d+:\d+: error\[[a-z-]+\] .+", result.stderr)
    assert "Traceback" not in result.stderr and "this should not have happened" not in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "content", [b"This is a text file.", b"", b"PK\x03\x04 but no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_template_that_is_no_word_document_is_a_finding(tmp_path: Path, content: bytes) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "tender.docx").write_bytes(content)
    for command in (("check",), ("build", "--scenario", "low", "--output", tmp_path / "out")):
        result = ddtender(*command, "--templates", templates)
        assert result.returncode == 1
        assert "tender.docx:1:1: error[unreadable-template]" in result.stdout + result.stderr
        assert "this should not have happened" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_every_help_shows_an_example() -> None:
    listed = ddtender("--help").stdout
    commands = re.findall(r"^  ([\w-]+)", listed.partition("Commands:\n")[2], re.MULTILINE)
    assert {"build", "check", "explain", "outline"} <= set(commands)
    for command in ("", *commands):
        result = ddtender(*command.split(), "--help")
        assert result.returncode == 0
        assert re.search(rf"Examples?:\n\s+ddtender {command}", result.stdout), command or "ddtender"


@pytest.mark.parametrize("arguments", ["--help", "build --help", "build", "--version", "build --scenario"])
def test_help_and_wrong_arguments_do_not_pay_for_word(arguments: str) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ddtender", *arguments.split()]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    loaded = set(re.findall(r"^import time:.*\|\s+(\w+)$", result.stderr, re.MULTILINE))
    assert "ddtender" in loaded
    assert loaded & {"docx", "docxtpl", "jinja2", "markdown_it", "msgspec", "yaml", "rich", "lxml"} == set()
