"""The documentation is true: its commands run, its links lead somewhere, its lists are complete."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ddtender.diagnostics.codes import Code
from ddtender.explain import markdown
from ddtender.library.schema import FORMS
from ddtender.model.template import BUILD_VALUES, SECTIONS, STYLES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: What stands for the reader's own files in an example.
STAND_INS = {"our-tender.docx": "templates/tender.docx", "FILE": "templates/tender.docx", "NEW": "new.docx"}


def commands() -> list[str]:
    """Every ddtender command that a page shows: in a code block, or in back quotes with all that it needs."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += re.findall(
            r"^\s*((?:\.venv/bin/)?ddtender [a-z].*)$", "\n".join(re.findall(r"```\n(.*?)```", text, re.S)), re.M
        )
        found += re.findall(r"`((?:\.venv/bin/)?ddtender [a-z][^`]*)`", text)
    return sorted({command.strip().removeprefix(".venv/bin/") for command in found})


@pytest.mark.parametrize("command", commands())
def test_command_runs(command: str, tmp_path: Path) -> None:
    words = [STAND_INS.get(word, word) for word in shlex.split(command)[1:]]
    words = ["typed-number" if word == "CODE" else word for word in words]
    for flag in ("-o", "--output"):
        if flag in words:
            words[words.index(flag) + 1] = str(tmp_path / "tender.docx")
    if "--templates" in words:
        words[words.index("--templates") + 1] = "templates"
    if words[0] == "build":
        words += ["--output", str(tmp_path)] if "--output" not in words else []
        words += ["--scenario", "high"] if "--scenario" not in words else []
    if words[0] == "outline" and "--scenario" not in words:
        words += ["--scenario", "high"]
    done = subprocess.run(
        [sys.executable, "-m", "ddtender", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
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
    assert (ROOT / "docs/codes.md").read_text(encoding="utf-8") == markdown() + "\n", "run `make docs`"


def test_every_code_is_explained_in_full() -> None:
    for code in Code:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.value)
        for text in (code.entry.summary, code.entry.why, code.entry.mend):
            assert text.endswith(".") and len(text) > 20, code.value


def test_templates_page_lists_every_section_style_and_build_value() -> None:
    page = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    for section in SECTIONS:
        assert f"{{{{p {section} }}}}" in page
    for value in BUILD_VALUES:
        assert f"{{{{ {value} }}}}" in page
    for _, style in STYLES:
        assert style in page, style


def test_writing_page_names_every_form() -> None:
    page = (ROOT / "docs/writing-clauses.md").read_text(encoding="utf-8")
    assert all(f"`{form}`" in page or f"schema {form}" in page for form in FORMS)


def test_make_targets_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"))) - {"and"}:
        assert re.search(rf"^{target}:", makefile, re.M), target
