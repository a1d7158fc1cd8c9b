"""A folder that somebody sends: nothing in it is carried out, nothing is written or taken away outside the outputs."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ddtender.manifest import sha256
from ddtender.workspace import WorkspaceError, find_root, write_files, write_outputs
from ddtender.workspace.destination import folder_for
from tests.commands import copy_workspace, ddtender, git
from tests.safety.test_outputs_killed import EARLIER, LATER

SECRET = b"ssh-ed25519 AAAA of the user"
CLAUSE = "clause_library/award_criteria/action-plan.md"
#: What a plan of an earlier version could name, and what nobody may ever write or take away.
TARGETS = (
    "../escaped",
    "/tmp/escaped-ddtender",
    ".git/hooks/pre-commit",
    ".GIT/hooks/pre-commit",
    "clause_library/../.git/hooks/pre-commit",
    "clause_library/out/escaped",
    ".bashrc",
    "Makefile",
    CLAUSE,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Somebody's home with a key, and beside it a workspace that is about to be spoilt."""
    (tmp_path / "home/.ssh").mkdir(parents=True)
    (tmp_path / "home/.ssh/authorized_keys").write_bytes(SECRET)
    copy = copy_workspace(tmp_path / "home/clone")
    git(copy, "init", "--quiet")
    return tmp_path / "home"


def shot(folder: Path) -> dict[str, object]:
    """All that is in a folder: content or where it leads, with the permissions."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        what = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else "other"
        found[path.relative_to(folder).as_posix()] = (what, path.lstat().st_mode)
    return found


@pytest.mark.parametrize("remove", [False, True])
@pytest.mark.parametrize("name", [".ddtender-change", ".ddtender-change-0123abcd"])
@pytest.mark.parametrize("path", TARGETS)
def test_a_journal_that_came_with_a_clone_is_not_carried_out(home: Path, path: str, name: str, remove: bool) -> None:
    root = home / "clone"
    (root / "clause_library/out").symlink_to(home)
    journal = root / name
    journal.mkdir()
    (journal / "0.new").write_bytes(b"#!/bin/sh\nevil\n")
    (journal / "0.new").chmod(0o755)
    was = sha256((root / CLAUSE).read_bytes()) if path == CLAUSE else None
    plan = [{"path": path, "was": was, "remove": remove, "new": None if remove else sha256(b"#!/bin/sh\nevil\n")}]
    (journal / "plan.json").write_text(json.dumps(plan))
    before = shot(home)
    find_root(root)  # every command begins so
    write_files(root, {"scenarios/low.yaml": (root / "scenarios/low.yaml").read_bytes()})
    write_files(root, {p: (root / p).read_bytes() for p in ("scenarios/low.yaml", "scenarios/high.yaml")})
    assert shot(home) == before and not Path("/tmp/escaped-ddtender").exists()


def test_check_tells_of_it(home: Path) -> None:
    (home / "clone/.ddtender-change").mkdir()
    result = ddtender("check", cwd=home / "clone")
    assert result.returncode == 0 and ".ddtender-change" in result.stdout and "foreign-change" in result.stdout


def _stand_in(folder: Path, beside: Path | None) -> None:
    """What a killed build of an earlier version left, or one made to look like it."""
    note = {"beside": ".ddtender-out-0123abcd", "names": ["authorized_keys", "tender.docx"], "stale": ["id_ed25519"]}
    (folder / ".ddtender-stand-in").write_text(json.dumps(note))
    if beside is not None:
        folder.with_name(note["beside"]).symlink_to(beside)


@pytest.mark.parametrize("kind", ["link to the keys", "the keys themselves", "nothing"])
def test_a_stand_in_that_came_with_a_clone_is_not_believed(home: Path, kind: str) -> None:
    folder = home / "clone/out"
    folder.mkdir()
    (folder / "authorized_keys").write_bytes(b"evil")
    _stand_in(folder, home / ".ssh" if kind == "link to the keys" else None)
    if kind == "the keys themselves":
        folder.with_name(".ddtender-out-0123abcd").mkdir()
        (folder.with_name(".ddtender-out-0123abcd") / "precious").write_bytes(SECRET)
    before = shot(home)
    write_outputs(folder, EARLIER)
    write_outputs(folder, LATER)
    after = shot(home)
    assert {path: what for path, what in after.items() if path in before and path != "clone/out"} == {
        path: what for path, what in before.items() if path != "clone/out"
    }
    assert (folder / "authorized_keys").read_bytes() == b"evil" and (folder / "tender.docx").read_bytes() == LATER[
        "tender.docx"
    ]


def _linked(link: str, target: str) -> Callable[[Path], None]:
    def spoil(home: Path) -> None:
        path = home / "clone" / link
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(os.path.relpath(home / target, path.parent))

    return spoil


LINKS = {
    "the folder of all outputs": _linked("build", ".ssh"),
    "the folder of a scenario": _linked("build/low", ".ssh"),
    "a folder that is not there yet": _linked("build", ".ssh/new"),
    "a folder that leads to itself": _linked("build", "clone/build"),
    "a folder of the library": _linked("build", "clone/clause_library"),
    "git's own": _linked("build/low", "clone/.git/hooks"),
}


@pytest.mark.parametrize("what", LINKS)
def test_no_command_writes_through_a_link_that_came_with_a_clone(home: Path, what: str) -> None:
    LINKS[what](home)
    before = shot(home)
    for command in (("build", "--scenario", "low"), ("questionnaire", "-o", "build/low/q.docx")):
        result = ddtender(*command, cwd=home / "clone")
        assert result.returncode == 2 and "nothing is written through links" in result.stderr, result.stderr
    assert shot(home) == before


OUTPUTS = ("tender.docx", "manifest.json")


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("target", [".ssh/authorized_keys", ".ssh/not-yet", "clone/.git/config"])
def test_a_link_in_the_place_of_an_output_is_kept_and_not_followed(home: Path, name: str, target: str) -> None:
    folder = home / "clone/out"
    folder.mkdir()
    (folder / name).symlink_to(home / target)
    outside = shot(home / ".ssh"), shot(home / "clone/.git")
    (kept,) = write_outputs(folder, EARLIER)
    assert (shot(home / ".ssh"), shot(home / "clone/.git")) == outside
    assert not (folder / name).is_symlink() and os.readlink(folder / kept.kept_as) == str(home / target)


def test_a_second_name_of_a_file_elsewhere_is_never_written_into(home: Path) -> None:
    folder = home / "clone/out"
    folder.mkdir()
    os.link(home / ".ssh/authorized_keys", folder / "tender.docx")
    write_outputs(folder, EARLIER)
    write_outputs(folder, LATER, replace=True)
    assert (home / ".ssh/authorized_keys").read_bytes() == SECRET


@pytest.mark.parametrize("replace", [False, True])
def test_a_pipe_in_the_place_of_an_output_is_refused_and_nothing_hangs(home: Path, replace: bool) -> None:
    folder = home / "clone/out"
    write_outputs(folder, EARLIER)
    for name in OUTPUTS:
        (folder / name).unlink()
        os.mkfifo(folder / name)
        with pytest.raises(WorkspaceError, match="a pipe or a device"):
            write_outputs(folder, LATER, replace)
        (folder / name).unlink()
        (folder / name).write_bytes(EARLIER[name])


@pytest.mark.parametrize(
    "output",
    [
        *("/", ".", "..", "templates", "templates/new", "clause_library/new", "scenarios/procedures", "Templates"),
        *(".git", ".git/hooks", ".GIT/hooks", ".github/workflows", "tender.docx", "out.PDF"),
    ],
)
def test_outputs_never_land_on_sources(home: Path, output: str) -> None:
    before = shot(home)
    result = ddtender("build", "--scenario", "low", "-o", output, cwd=home / "clone")
    assert result.returncode == 2 and "Traceback" not in result.stderr
    assert shot(home) == before


FILES = {
    "questionnaire": (".docx", ()),
    "invitation": (".docx", ()),
    "risks": (".xlsx", ()),
    "adopt": (".docx", ("templates/contract.docx",)),
    "kpis": (".docx", ("register.xlsx",)),
    "evaluate": (".docx", ("evaluation.xlsx",)),
    "review": (".txt", ("contract.docx",)),
}


@pytest.mark.parametrize("command", FILES)
def test_a_name_that_lies_or_that_is_taken_by_a_source_is_refused_before_any_work(home: Path, command: str) -> None:
    root, (suffix, given) = home / "clone", FILES[command]
    for name in given:
        (root / name).write_bytes(b"not even a Word file or a workbook: it is not looked at")
    before = shot(home)
    other = ".xlsx" if suffix == ".docx" else ".docx"
    lies = ["annex.pdf", "annex", f"annex{other}", f"annex{suffix}.", "annex.zip", f"annex{suffix}.exe", suffix, "."]
    for name in [*lies, "clause_library/library.yaml", f".git/x{suffix}", f"scenarios/x{suffix}", *given]:
        result = ddtender(command, *given, "-o", name, cwd=root)
        assert result.returncode == 2 and "Traceback" not in result.stderr, (name, result.stderr)
        assert shot(home) == before, name


def test_an_environment_without_a_home_still_builds(home: Path, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    nowhere = {
        "HOME": "/nonexistent",
        "XDG_STATE_HOME": "",
        "XDG_CACHE_HOME": "",
        "TMPDIR": str(tmp_path / "temporary"),
    }
    result = ddtender("build", "--scenario", "low", cwd=home / "clone", **nowhere)
    assert result.returncode == 0, result.stderr


def test_two_people_who_raise_a_version_at_once_do_not_lose_a_reason(home: Path) -> None:
    root = home / "clone"
    command = ("bump", "award.action-plan", "--minor", "--why")
    first = [ddtender(*command, "First", cwd=root)]
    read = {CLAUSE: (root / CLAUSE).read_bytes()}
    first.append(ddtender(*command, "Second", cwd=root))
    assert [one.returncode for one in first] == [0, 0]
    with pytest.raises(WorkspaceError, match="changed by somebody else"):
        write_files(root, {CLAUSE: b"thought out from what was read before"}, read)
    text = (root / CLAUSE).read_text()
    assert "First" in text and "Second" in text
    assert subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True).returncode == 0


@pytest.mark.parametrize("name", [".", "..", "clone/.."])
def test_the_home_folder_is_no_folder_for_outputs(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    with pytest.raises(WorkspaceError, match="holds more than outputs"):
        folder_for(home / name, whole=True)
