"""The documentation is true: its commands run, its links lead somewhere, its lists are complete."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from zlib import crc32

import pytest
from msgspec import Struct, structs

from ddtender.diagnostics.table import known_codes
from ddtender.evaluation.consensus import copy_for
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.workbook import evaluation
from ddtender.explain import markdown
from ddtender.library.places import slug
from ddtender.library.procedures import read_procedure
from ddtender.library.schema import FORMS
from ddtender.library.source import SourceText
from ddtender.model.template import BUILD_VALUES, SECTIONS, STYLES
from ddtender.sheets.reading import Book
from ddtender.words import language
from tests.decisions import decide_all, plant
from tests.laws import OURS
from tests.sheets.workbooks import STAMP, opened, register_of, saved

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: What stands for the reader's own files and names in an example.
STAND_INS = {
    "our-tender.docx": "templates/tender.docx",
    "our-templates": "templates",
    "our-templates/tender.docx": "new/tender.docx",
    "FILE": "templates/tender.docx",
    "NEW": "new/tender.docx",
    "CODE": "typed-number",
    "TAG": "nl",
    "translation-NAME": "translation-provision",
    "ID": "award.action-plan",
    "REV": "HEAD",
    "v1.0.0": "HEAD~1",
    "v1.1.0": "HEAD",
    "v1.2.0": "HEAD",
    "[REV2]": "HEAD",
    "DIR": "build/high",
    "my-procurement": "2027-ict-014",
    "build/market/shared.json": "returned/",  # written by the command before it
    "contract-reviewed.docx": "build/high/contract.docx",
    "~/.ssh/id_ed25519": "key",
    "from-anna.docx": "build/high/contract.docx",
    "from-ben.docx": "build/high/contract.docx",
}
#: What a command that is only named needs to run.
COMPLETED = {
    "batch": ["scenarios/procedures"],
    "build": ["--scenario", "high"],
    "outline": ["--scenario", "high"],
    "export": ["--scenario", "high"],
    "bump": ["award.action-plan", "--patch", "--why", "…"],
    "approve": ["award.action-plan", "--reviewer", "NAME"],
    "diff": ["HEAD"],
    "extend": ["--help"],
    "rename": ["--help"],
    "sign": ["build/high", "--key", "key"],
    "verify": ["build/high"],
    "redline": ["--from-scenario", "medium", "--to-scenario", "high"],
    "adopt": ["templates/tender.docx", "-o", "new/tender.docx"],
    "where-used": ["award.action-plan"],
    "review": ["build/high/contract.docx"],
    "new": ["2027-ict-014"],
    "facts": ["2027-ict-014"],
    "comments": ["2027-ict-014"],
    "risks": ["-o", "risks.xlsx"],
    "translate": ["nl"],
}


def commands() -> list[str]:
    """Every ddtender command that a page shows, in a code block or in back quotes."""
    found = []
    for page in PAGES:
        # Commands of these need what was done before: tests/test_contributing.py and tests/cases.
        if page.name == "CONTRIBUTING.md" or page.parent.name == "cases":
            continue
        if page.name == "layers.md":  # its commands need a layer: tests/layers/test_commands.py
            continue
        text = page.read_text(encoding="utf-8")
        blocks = "\n".join(re.findall(r"```\w*\n(.*?)```", text, re.S))
        found += re.findall(r"^\s*((?:\.venv/bin/)?ddtender [a-z].*)$", blocks, re.M)
        found += re.findall(r"`((?:\.venv/bin/)?ddtender [a-z][^`\n]*)`", re.sub(r"```.*?```", "", text, flags=re.S))
    return sorted({command.strip().removeprefix(".venv/bin/").partition(" > ")[0] for command in found})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed copy of the library with a finished build, for commands that change files."""
    folder = tmp_path_factory.mktemp("workspace")
    for name in ("clause_library", "scenarios", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / ".gitignore").write_text("build/\ncontracts/\n")
    (folder / "returned").mkdir()
    (folder / "contracts/laptops").mkdir(parents=True)
    (folder / "contracts/laptops/kpi-register.xlsx").write_bytes(register_of("laptops"))
    answers = "answers: {transparency: [assembly], risks: [fair], policies: [detailed], actions: [staff]}\n"
    (folder / "returned/a.yaml").write_text("company: Delta Systems\nkind: reseller\n" + answers)
    plant(folder)
    decide_all(folder)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Library"]):
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *words], cwd=folder, check=True)
    # A second state, so that there is something to compare.
    with (folder / "clause_library/definitions/goods.md").open("a") as clause:
        clause.write("\nThey include what is delivered with them.\n")
    subprocess.run(["git", *identity, "commit", "-q", "-a", "-m", "Changed"], cwd=folder, check=True)
    subprocess.run(["git", "tag", "v1.0.0"], cwd=folder, check=True)
    run(["build", "--scenario", "high"], folder)
    shutil.copytree(folder / "build/high", folder / "build/proved")
    evaluated(folder)
    run(["new", "2027-ict-014"], folder)
    run(["risks", "-o", "risks.xlsx", "--product", "laptops"], folder)
    keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"]
    subprocess.run(keygen, cwd=folder, check=True)
    (folder / "signers.txt").write_text(f"a.jurist@example.org {(folder / 'key.pub').read_text()}")
    run(["sign", "build/proved", "--key", "key"], folder)
    return folder


def evaluated(folder: Path) -> None:
    """What people would have made of the evaluation: one with a Tenderer, and the copies of two evaluators."""
    content = (folder / "build/high/evaluation.xlsx").read_bytes()
    plan = Book(content, "evaluation.xlsx").plan(EvaluationPlan)
    (folder / "evaluation").mkdir()
    for name in ("A. Jansen", "B. Peeters"):
        copy = evaluation(copy_for(plan, name), STAMP, language())
        (folder / f"evaluation/evaluation-{slug(name)}.xlsx").write_bytes(copy)
    book = opened(content)
    book["Tenderers"]["B5"].value = "Delta Systems"
    (folder / "build/high/tenderers.xlsx").write_bytes(saved(book))


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess:
    """What a command says; where it asks questions, each is left open."""
    return subprocess.run(
        [sys.executable, "-m", "ddtender", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        input="\n" * 60,
    )


@pytest.mark.parametrize("command", commands())
def test_command_runs(command: str, workspace: Path) -> None:
    words = [STAND_INS.get(word, word) for word in shlex.split(command)[1:]]
    if words[0] == "--workspace":  # DIR is the reader's own
        words = words[2:]
    if words[0] == "new":  # the folder that others are shown with is there already
        words[1:2] = [f"new/{crc32(command.encode())}"]
    if (
        words[0] in ("issue", "questions", "award") or "--follows" in words
    ):  # of a library that nobody has approved nothing is issued
        words = [words[0], "--help"]
    if words[0] == "translate" and "--apply" in words:  # what a translator sent: tests/languages
        words = [words[0], "--help"]
    if words[0] in ("init", "replace", "update"):  # of a layer: tests/layers
        words = [words[0], "--help"]
    if words[0] == "serve":  # it goes on until somebody ends it: tests/web
        words = [words[0], "--help"]
    if words[:2] == ["verify", "2027-ict-014/issued/1"]:
        words[1] = "build/high"
    if len(words) == 1:
        words += COMPLETED.get(words[0], [])
    if words[0] == "build" and "--scenario" not in words:
        words += COMPLETED["build"]
    if words[0] == "bump" and not {"--major", "--minor", "--patch"} & set(words):
        words += ["--patch"]
    if words[0] in ("verify", "sign", "status"):  # others change the library, and build from what is not committed
        words = [re.sub(r"^build/high\b", "build/proved", word) for word in words]
    done = run(words, workspace)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_there_are_commands_to_run() -> None:
    assert len(commands()) >= 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert target.startswith("http") or (page.parent / target).exists(), f"{target} does not exist"


def test_codes_page_is_made_from_the_codes() -> None:
    assert (ROOT / "docs/codes.md").read_text(encoding="utf-8") == markdown(OURS.behind) + "\n", "run `make docs`"


def test_every_code_is_explained_in_full() -> None:
    for code in known_codes():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.name)
        for text in (code.summary, code.why, code.mend):
            assert text.endswith(".") and len(text) > 20, code.name


def test_templates_page_lists_every_section_style_and_build_value() -> None:
    page = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    for section in SECTIONS:
        assert f"{{{{p {section} }}}}" in page
    for value in BUILD_VALUES:
        assert f"{{{{ {value} }}}}" in page
    for _, style in STYLES:
        assert style in page, style


def test_writing_page_names_every_form() -> None:
    page = "".join((ROOT / f"docs/{name}.md").read_text(encoding="utf-8") for name in ("writing-clauses", "versions"))
    assert all(f"`{form}`" in page or f"schema {form}" in page for form in FORMS)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"))) - {"and"}:
        assert re.search(rf"^{target}:", makefile, re.M), target


def _keys(form: type, before: str = "") -> Iterator[str]:
    """Every key of a form, dotted; what has forms of its own is named by its keys."""
    for field in structs.fields(form):
        kinds = [kind for kind in (field.type, *get_args(field.type)) if isinstance(kind, type)]
        inner = [kind for kind in kinds if issubclass(kind, Struct)]
        each = [one for kind in get_args(field.type) for one in get_args(kind) if isinstance(one, type)]
        if listed := [one for one in each if issubclass(one, Struct)]:
            yield from (f"{before}{field.encode_name}.{one.encode_name}" for one in structs.fields(listed[0]))
            continue
        yield from _keys(inner[0], f"{before}{field.encode_name}.") if inner else [f"{before}{field.encode_name}"]


def test_the_page_on_the_procedure_file_has_every_key_and_no_other() -> None:
    page = (ROOT / "docs/procedure-file.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    listed = [key for row in rows for key in re.findall(r"`([^`]+)`", row)]
    assert sorted(listed) == sorted(_keys(FORMS["procedure"]))


def test_every_example_on_the_page_on_the_procedure_file_can_be_read() -> None:
    page = (ROOT / "docs/procedure-file.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.S)
    assert len(examples) == 4
    for example in examples:
        procedure, findings = read_procedure(SourceText("p.yaml", example))
        assert procedure and not findings, findings
