"""Every command against hostile files of Word and Excel: those it is given, and those of the workspace it runs in."""

import shutil
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from ddtender.cli.commands import COMMANDS
from ddtender.cli.group import cli
from tests.examples import some
from tests.history.repository import LAPTOPS, Repository, copy_of_ours, init
from tests.market.forms import HIGH, filled, ticks
from tests.safety.attacks import BOUNDED, REFUSED, UNSAFE
from tests.safety.bounded import bounded
from tests.sheets.workbooks import evaluation_of, register_of
from tests.tools import ROOT

SECONDS, MEGABYTES = 30, 1_500
ATTACKS = ("billion laughs", "parts over each other", "half of it")
ID = "award.action-plan"

#: What each command is given; FILE.docx and the like lie in the folder of ``given``, NEW is where it may write.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "adopt": ("document.docx", "-o", "NEW/adopted.docx"),
    "agenda": ("form.docx", "-o", "NEW/meeting.docx"),
    "approve": ("definition.goods", "--reviewer", "A. Jurist"),
    "assess": ("form.docx", "-o", "NEW"),
    "batch": (LAPTOPS, "-j", "1", "--output", "NEW"),
    "brand-letter": ("-o", "NEW/letter.docx"),
    "build": ("--scenario", "high", "--output", "NEW"),
    "bump": (ID, "--minor", "--why", "Reasons"),
    "check": (),
    "comments": ("procurement",),
    "decide": ("--procedure", LAPTOPS),
    "diff": ("HEAD",),
    "evaluate": ("evaluation.xlsx", "-o", "NEW/annex.docx"),
    "explain": ("typed-number",),
    "export": ("--format", "sheet", "--scenario", "high", "-o", "NEW/sheet.html"),
    "extend": ("register.xlsx", "--months", "12", "--why", "First option", "-o", "NEW/extended"),
    "facts": ("procurement", "--set", "title=Laptops"),
    "init": ("NEW/house", "--authority", "City of Example", "--country", "be", "--language", "en", "--dry-run"),
    "initiatives": ("-o", "NEW/initiatives.docx"),
    "invitation": ("-o", "NEW/invitation.docx"),
    "kickoff": ("register.xlsx", "-o", "NEW/agenda.docx"),
    "kpis": ("register.xlsx", "-o", "NEW/report.docx"),
    "law": ("-o", "NEW/law.docx"),
    "layers": (),
    "new": ("NEW/procurement",),
    "outline": ("--scenario", "high"),
    "portfolio": ("contracts", "-j", "1", "-o", "NEW/portfolio"),
    "programme": ("form.docx", "-o", "NEW/programme.docx"),
    "questionnaire": ("-o", "NEW/questionnaire.docx"),
    "record": ("procurement", "-o", "NEW/report.docx"),
    "redline": ("--from-scenario", "medium", "--to-scenario", "high", "--output", "NEW"),
    "release": ("--dry-run",),
    "rename": (ID, "award.plan-of-action"),
    "review": ("tender.docx", "--apply"),
    "risks": ("-o", "NEW/risks.xlsx"),
    "schema": ("procedure",),
    "status": (),
    "sign": ("built", "--key", "key"),
    "signoff": ("--scenario", "high", "-o", "NEW/sign-off.docx"),
    "training": ("-o", "NEW/training.docx"),
    "translate": ("nl",),
    "verify": ("built",),
    "where-used": (ID,),
}
#: Commands that need a library of which all is approved (tests/procurement), or that extends another (tests/layers);
#: and the one that does not end by itself (tests/web).
APART = {"award", "issue", "questions", "replace", "serve", "update"}
#: Which of the files above each command opens; what is read as part of the workspace are the templates.
GIVEN = {
    "adopt": "document.docx",
    "assess": "form.docx",
    "evaluate": "evaluation.xlsx",
    "extend": "register.xlsx",
    "kickoff": "register.xlsx",
    "kpis": "register.xlsx",
    "review": "tender.docx",
}
OF_TEMPLATES = {
    "approve",
    "batch",
    "build",
    "check",
    "invitation",
    "outline",
    "questionnaire",
    "redline",
    "release",
    "signoff",
    "status",
}


def test_no_command_is_forgotten() -> None:
    assert {*ARGUMENTS, *APART} == set(COMMANDS)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in git, sound files beside it, and a folder of outputs."""
    folder = tmp_path_factory.mktemp("place")
    workspace = copy_of_ours(folder / "workspace")
    shutil.copytree(ROOT / "clause_library/initiatives", workspace / "clause_library/initiatives")
    repository = init(workspace)
    repository.build(folder / "built")
    (folder / "document.docx").write_bytes((repository.root / "templates/contract.docx").read_bytes())
    (folder / "form.docx").write_bytes(filled(ticks(HIGH)))
    (folder / "evaluation.xlsx").write_bytes(evaluation_of("laptops"))
    (folder / "register.xlsx").write_bytes(register_of("laptops"))
    (folder / "contracts/1").mkdir(parents=True)
    (folder / "contracts/1/register.xlsx").write_bytes(register_of("laptops"))
    made = CliRunner().invoke(cli, ["--workspace", str(repository.root), "new", str(folder / "procurement")])
    assert made.exit_code == 0, made.output
    (folder / "tender.docx").write_bytes((folder / "built/tender.docx").read_bytes())
    keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "key")]
    subprocess.run(keygen, check=True, timeout=60)
    return folder


def said(folder: Path, command: str, *more: object) -> str:
    """Exit code and words of a command, whose files are in ``folder``, within limits."""

    def argument(text: str) -> object:
        if text.startswith("NEW"):
            return folder / text
        inside = folder / "workspace" if text == LAPTOPS else folder
        return inside / text if (inside / text).exists() else text

    def work() -> str:
        arguments = [argument(text) for text in ARGUMENTS[command]]
        result = Repository(folder / "workspace").run(command, *arguments, *more, code=None)
        return f"exit {result.code}\n{result.said}"

    return bounded(work, SECONDS, MEGABYTES)


def copied(place: Path, folder: Path) -> Path:
    shutil.copytree(place, folder, dirs_exist_ok=True)
    return folder


def spoilt(path: Path, attack: Callable[[bytes], bytes]) -> None:
    path.write_bytes(attack(path.read_bytes()))


def written(folder: Path) -> list[Path]:
    return [path for path in (folder / "NEW").rglob("*") if path.is_file()] if (folder / "NEW").exists() else []


@pytest.mark.parametrize("command", ARGUMENTS)
def test_every_command_works_on_sound_files(place: Path, tmp_path: Path, command: str) -> None:
    words = said(copied(place, tmp_path), command)
    assert words.startswith("exit 0\n"), words


@pytest.mark.parametrize(("command", "attack"), some(product(GIVEN, ATTACKS), 2))
def test_a_hostile_file_is_named_and_nothing_is_written(place: Path, tmp_path: Path, command: str, attack: str) -> None:
    folder = copied(place, tmp_path)
    spoilt(folder / GIVEN[command], REFUSED[attack])
    words = said(folder, command)
    assert words.startswith(("exit 1\n", "exit 2\n")) and GIVEN[command] in words, words
    assert Repository(folder / "workspace").git("status", "--porcelain") == ""
    if command != "assess":  # it reports on the market, and on the file that it could not read
        assert not written(folder)


@pytest.mark.parametrize(("command", "attack"), some(product([*sorted(OF_TEMPLATES), "adopt"], ATTACKS), 2))
def test_a_hostile_template_of_the_workspace_is_named(place: Path, tmp_path: Path, command: str, attack: str) -> None:
    folder = copied(place, tmp_path)
    for path in (folder / "workspace/templates").glob("*.docx"):
        spoilt(path, REFUSED[attack])
    words = said(folder, command)
    assert words.startswith(("exit 1\n", "exit 2\n")) and "templates/" in words, words
    assert not written(folder)


@pytest.mark.parametrize("command", sorted(set(ARGUMENTS) - OF_TEMPLATES - {"adopt"}))
def test_a_hostile_template_stops_no_command_that_does_without(place: Path, tmp_path: Path, command: str) -> None:
    folder = copied(place, tmp_path)
    for path in (folder / "workspace/templates").glob("*.docx"):
        spoilt(path, REFUSED["billion laughs"])
    words = said(folder, command)
    assert words.startswith("exit "), words
    if words.startswith(("exit 1\n", "exit 2\n")):
        assert "templates/" in words and not written(folder), words


#: What is refused is refused where a template is read, as a build of each of them shows (test_packages).
@pytest.mark.parametrize("attack", [*some([*REFUSED, *UNSAFE], 12), *BOUNDED])
def test_a_redline_with_a_hostile_template_ends_in_words_or_in_documents(
    place: Path, tmp_path: Path, attack: str
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    sound = place / "workspace/templates"
    (own / "tender.docx").write_bytes((REFUSED | BOUNDED | UNSAFE)[attack]((sound / "tender.docx").read_bytes()))
    (own / "contract.docx").write_bytes((sound / "contract.docx").read_bytes())
    words = said(place, "redline", "--templates", own, "--output", tmp_path / "redline")
    made = sorted(path.name for path in tmp_path.glob("redline/*"))
    assert (words[:7], made) in (("exit 1\n", []), ("exit 0\n", ["contract-redline.docx", "tender-redline.docx"])), (
        words
    )
    assert attack in BOUNDED or not made
