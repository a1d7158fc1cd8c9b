"""`make_tag` in a repository that leads it elsewhere: nothing of the user's is written to."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.tags import make_tag

TAG = "v1.0.0"


def git(folder: Path, *arguments: str) -> str:
    said = ("-c", "user.name=M", "-c", "user.email=m@example.org")
    done = subprocess.run(["git", *said, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "folder").mkdir(parents=True)
    (home / "startup").write_text("# mine\n")
    return home


@pytest.fixture
def clone(tmp_path: Path, home: Path) -> Path:
    clone = tmp_path / "clone"
    git(home, "init", "--quiet", str(clone))
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "One")
    git(clone, "config", "core.logAllRefUpdates", "always")
    git(clone, "config", "user.name", "$(a command) #")
    git(clone, "config", "user.email", "m@example.org")
    return clone


def tag(folder: Path) -> None:
    make_tag(folder, TAG, git(folder, "rev-parse", "HEAD"))


def all_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _log(clone: Path, home: Path) -> None:
    (clone / ".git/logs/refs/tags").mkdir(parents=True)
    (clone / f".git/logs/refs/tags/{TAG}").symlink_to(home / "startup")


def _same_log(clone: Path, home: Path) -> None:
    (clone / ".git/logs/refs/tags").mkdir(parents=True)
    (clone / f".git/logs/refs/tags/{TAG}").hardlink_to(home / "startup")


def _folder(name: str) -> Callable[[Path, Path], None]:
    def lead(clone: Path, home: Path) -> None:
        place = clone / ".git" / name
        if place.exists():
            shutil.copytree(place, home / "folder", dirs_exist_ok=True)
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(home / "folder")

    return lead


def _another(clone: Path, home: Path) -> None:
    """A file that names another repository of the user's; it has the commit, too."""
    shutil.move(clone / ".git", home / "folder/.git")
    (clone / ".git").write_text(f"gitdir: {home}/folder/.git\n")


def _linked(clone: Path, home: Path) -> None:
    shutil.move(clone / ".git", home / "folder/.git")
    (clone / ".git").symlink_to(home / "folder/.git")


LED = {
    "a log that is a file of the user's": _log,
    "a log of two names": _same_log,
    "a folder of logs": _folder("logs/refs/tags"),
    "all logs": _folder("logs"),
    "the folder of tags": _folder("refs/tags"),
    "the folder of references": _folder("refs"),
    "another repository": _another,
    "a link to another repository": _linked,
}


@pytest.mark.parametrize("what", LED)
def test_nothing_is_written_where_the_repository_leads(clone: Path, home: Path, what: str) -> None:
    LED[what](clone, home)
    before = all_of(home)
    with pytest.raises(WorkspaceError, match=f"the tag {TAG} was not made: .* would be written elsewhere"):
        tag(clone)
    assert all_of(home) == before and git(clone, "tag") == ""


def test_a_tag_has_no_log_of_what_the_settings_say(clone: Path) -> None:
    tag(clone)
    assert git(clone, "tag") == TAG
    assert not any(b"a command" in content for path, content in all_of(clone / ".git/logs").items() if TAG in path)


def test_where_nothing_leads_elsewhere_a_tag_is_made(clone: Path, tmp_path: Path) -> None:
    git(clone, "pack-refs", "--all")
    git(clone, "worktree", "add", "--quiet", str(tmp_path / "linked"))
    (clone / "below").mkdir()
    for folder in (tmp_path / "linked", clone / "below"):
        tag(folder)
        assert git(clone, "tag") == TAG
        git(clone, "tag", "--delete", TAG)


def test_a_submodule_is_tagged_where_it_is_kept(clone: Path, home: Path) -> None:
    git(home, "init", "--quiet", "outer")
    outer = home / "outer"
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(clone), "inner")
    tag(outer / "inner")
    assert git(outer / "inner", "tag") == TAG
