"""A folder that somebody sent: its git settings run nothing, and what its history seems to say is proved or refused."""

import hashlib
import os
import shutil
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ddtender.workspace import git as asking
from ddtender.workspace import programs
from tests.commands import ddtender
from tests.examples import some
from tests.history.repository import ENVIRONMENT, GOODS, LAPTOPS, MITIGATION, Repository, init
from tests.tools import ROOT

SCENARIO = "scenarios/high.yaml"
#: Settings of a repository that name a program, with what git would start it for.
PROGRAMS = (
    "core.fsmonitor",
    "core.sshCommand",
    "core.gitProxy",
    "core.editor",
    "core.pager",
    "core.askPass",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.word.textconv",
    "diff.word.command",
    "filter.word.clean",
    "filter.word.smudge",
    "filter.word.process",
    "gpg.program",
    "gpg.ssh.program",
    "interactive.diffFilter",
    "merge.word.driver",
    "pager.log",
    "remote.origin.uploadpack",
    "sequence.editor",
    "ssh.variant",
    "trailer.word.command",
    "uploadpack.packObjectsHook",
)
HOOKS = ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman", "query")


def trap(folder: Path, name: str) -> str:
    """A program that writes down that it was started."""
    program = folder / f"trap-{name}"
    program.write_text(f"#!/bin/sh\necho {name} >> '{folder / 'sprung'}'\nexit 1\n")
    program.chmod(0o755)
    return str(program)


def sprung(folder: Path) -> set[str]:
    log = folder / "sprung"
    return set(log.read_text().split()) if log.exists() else set()


@pytest.fixture
def traps(approved: Repository, tmp_path: Path) -> Path:
    """A folder with a trap for every setting, all of them set in the repository; a clause has lost its object, so that
    git would fetch it; a file was touched, so that git would look at it again; and every file has a filter."""
    folder = tmp_path / "traps"
    folder.mkdir()
    for setting in PROGRAMS:
        approved.git("config", setting, trap(folder, setting))
    hooks = folder / "hooks"
    hooks.mkdir()
    for hook in HOOKS:
        shutil.copy(trap(folder, f"hook-{hook}"), hooks / hook)
        shutil.copy(hooks / hook, approved.root / ".git/hooks" / hook)
    approved.git("config", "core.hooksPath", str(hooks))
    approved.git("config", "log.showSignature", "true")
    approved.git("config", "protocol.allow", "always")
    approved.git("config", "protocol.ext.allow", "always")
    approved.git("config", "protocol.ssh.allow", "always")
    approved.git("config", "remote.origin.url", f"ext::{trap(folder, 'ext')} %S")
    approved.git("config", "remote.origin.promisor", "true")
    approved.git("config", "remote.origin.partialclonefilter", "blob:none")
    approved.git("config", "core.repositoryFormatVersion", "1")
    approved.git("config", "extensions.partialClone", "origin")
    (approved.root / ".git/info/attributes").write_text("* filter=word diff=word merge=word\n")
    (approved.root / MITIGATION).touch()
    return folder


def test_the_traps_are_set(approved: Repository, traps: Path) -> None:
    """By hand, git springs them: so a command that sprang none has not asked in that way."""
    approved.git("status", check=False)
    object_of(approved, MITIGATION).unlink()
    approved.git("cat-file", "-p", f"HEAD:{MITIGATION}", check=False)
    assert sprung(traps) >= {"core.fsmonitor", "filter.word.process", "ext"}


@pytest.mark.parametrize("lost", [False, True], ids=["whole", "with an object to be fetched"])
def test_no_command_starts_a_program_that_a_repository_names(
    approved: Repository, traps: Path, tmp_path: Path, lost: bool
) -> None:
    approved.build(tmp_path / "before")
    if lost:
        object_of(approved, MITIGATION).unlink()
    commands = [
        ("check",),
        ("status",),
        ("diff", "v1.0.0"),
        ("build", "--scenario", "high", "--output", tmp_path / "draft"),
        ("build", "--scenario", "high", "--output", tmp_path / "old", "--library-ref", "v1.0.0"),
        ("build", "--scenario", "high", "--procedure", approved.root / LAPTOPS, "--final", "--output", tmp_path / "f"),
        ("verify", tmp_path / "before"),
        ("review", tmp_path / "before/contract.docx"),
        ("redline", "--from", "v1.0.0", "--scenario", "low", "--output", tmp_path / "redline"),
        ("bump", "definition.goods", "--minor", "--why", "Better"),
    ]
    for command in commands:
        approved.run(*command, code=None)
        assert sprung(traps) == set(), command


def object_of(repository: Repository, path: str) -> Path:
    name = repository.git("rev-parse", f"HEAD:{path}")
    return repository.root / ".git/objects" / name[:2] / name[2:]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "{there}/.git"),
        ("GIT_INDEX_FILE", "{there}/nothing"),
        ("GIT_OBJECT_DIRECTORY", "{there}/nothing"),
        ("GIT_WORK_TREE", "{there}"),
        ("GIT_NAMESPACE", "other"),
        ("GIT_EXEC_PATH", "{traps}"),
        ("GIT_SSH_COMMAND", "{traps}/trap-ssh"),
        ("GIT_EXTERNAL_DIFF", "{traps}/trap-diff"),
        ("GIT_CONFIG_PARAMETERS", "'core.worktree'='{there}'"),
        ("GIT_TRACE", "{traps}/sprung"),
    ],
)
def test_what_the_environment_says_of_git_does_not_count(
    approved: Repository, tmp_path: Path, name: str, value: str
) -> None:
    there = init(Path(shutil.copytree(approved.root, tmp_path / "there", ignore=shutil.ignore_patterns(".git"))))
    there.git("commit", "--quiet", "--amend", "--allow-empty", "--message", "Another one")
    folder = tmp_path / "traps"
    folder.mkdir()
    variables = {**ENVIRONMENT, name: value.format(there=there.root, traps=folder)}
    result = ddtender("--workspace", approved.root, "status", "--format", "json", **variables)
    assert result.returncode == 0 and "commit" not in result.stderr, result.stderr
    built = ddtender("build", "--scenario", "low", "--output", tmp_path / "out", cwd=approved.root, **variables)
    assert built.returncode == 0, built.stderr
    assert approved.git("rev-parse", "HEAD") in (tmp_path / "out/manifest.json").read_text()
    assert sprung(folder) == set()


@pytest.mark.parametrize("path", [".", "", "tools"], ids=["a dot", "an empty entry", "a relative folder"])
def test_a_program_of_the_folder_is_not_taken_for_git(approved: Repository, tmp_path: Path, path: str) -> None:
    (approved.root / "tools").mkdir()
    for folder in (approved.root, approved.root / "tools"):
        shutil.copy(trap(tmp_path, "git"), folder / "git")
    result = ddtender("check", cwd=approved.root, **ENVIRONMENT, PATH=os.pathsep.join((path, os.environ["PATH"])))
    assert result.returncode == 0 and sprung(tmp_path) == set(), result.stderr


def test_a_bare_repository_among_the_files_is_not_asked(repository: Repository, tmp_path: Path) -> None:
    inner = repository.root / "inner"
    shutil.copytree(repository.root, tmp_path / "copy")
    shutil.copytree(tmp_path / "copy/.git", inner)
    for name in ("clause_library", "scenarios", "templates"):
        shutil.copytree(repository.root / name, inner / name)
    with (inner / "config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = {trap(tmp_path, 'inner')}\n\tbare = true\n")
    said = Repository(inner).run("check").said
    assert "history-unknown" in said and "bare repository" in said
    assert sprung(tmp_path) == set()


# Silence is told ------------------------------------------------------------------------------------------------------


def own_nothing(repository: Repository) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    for path in (repository.root, repository.root / ".git"):
        os.chown(path, 12_345, 12_345)


def lose_objects(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git/objects")
    (repository.root / ".git/objects").mkdir()


def lose_every_ref(repository: Repository) -> None:
    """What a full disk or a loss of power leaves of a file that was being written."""
    repository.git("pack-refs", "--all")
    repository.write(".git/packed-refs", "")


def lose_all_but_the_packs(repository: Repository) -> None:
    repository.git("repack", "-adq")
    lose_every_ref(repository)
    for index in (repository.root / ".git/objects/pack").glob("*.idx"):
        index.unlink()
    shutil.rmtree(repository.root / ".git/logs")


def lose_all_but_a_damaged_object(repository: Repository) -> None:
    lose_every_ref(repository)
    lose_objects(repository)
    shutil.rmtree(repository.root / ".git/logs")
    repository.write(".git/objects/12/" + "3" * 38, "no object")


def refs_elsewhere(repository: Repository) -> None:
    """An empty repository among the files stands for the one with the releases."""
    repository.git("init", "--quiet", "other")
    repository.write(".git/commondir", str(repository.root / "other/.git"))


def lose_all_but_the_log(repository: Repository) -> None:
    lose_every_ref(repository)
    lose_objects(repository)


SILENT: dict[str, tuple[Callable[[Repository], object], str]] = {
    "another owner": (own_nothing, "belongs to another user"),
    "a damaged HEAD": (lambda r: r.write(".git/HEAD", "ref: \0"), "git"),
    "a HEAD that is no text": (lambda r: (r.root / ".git/HEAD").write_bytes(os.urandom(64)), "git"),
    "no HEAD": (lambda r: (r.root / ".git/HEAD").unlink(), "git"),
    "a damaged branch": (lambda r: r.write(f".git/{r.git('symbolic-ref', 'HEAD')}", "0" * 40 + "\n"), "fsck"),
    "a branch that names no object": (lambda r: r.write(f".git/{r.git('symbolic-ref', 'HEAD')}", "1" * 40), "fsck"),
    "no objects": (lose_objects, "fsck"),
    "no folder of objects": (lambda r: shutil.rmtree(r.root / ".git/objects"), "git"),
    "settings that are none": (lambda r: r.write(".git/config", "[core\n"), "git"),
    "a format of the future": (lambda r: r.git("config", "core.repositoryFormatVersion", "99"), "git"),
    "a file instead of a folder": (
        lambda r: (shutil.rmtree(r.root / ".git"), r.write(".git", "gitdir: /nowhere\n")),
        "git",
    ),
    "a branch that is not there": (lambda r: r.git("symbolic-ref", "HEAD", "refs/heads/nothere"), "no commit"),
    "a new branch without a commit": (lambda r: r.git("checkout", "--quiet", "--orphan", "new"), "branch 'new'"),
    "no refs": (lose_every_ref, "no branch or tag"),
    "nothing but packs": (lose_all_but_the_packs, "no branch or tag"),
    "nothing but a damaged object": (lose_all_but_a_damaged_object, "no branch or tag"),
    "nothing but the log": (lose_all_but_the_log, "no branch or tag"),
    "refs elsewhere": (refs_elsewhere, "fsck"),
    "an empty folder": (lambda r: (shutil.rmtree(r.root / ".git"), (r.root / ".git").mkdir()), "git"),
}


@pytest.mark.parametrize(
    ("how", "outer"), [*((how, False) for how in SILENT), *((how, True) for how in some(SILENT, 4))]
)
def test_no_findings_is_never_said_where_git_did_not_answer(
    approved: Repository, tmp_path: Path, how: str, outer: bool
) -> None:
    if outer:
        Repository(tmp_path).git("init", "--quiet")
        Repository(tmp_path).git("commit", "--quiet", "--allow-empty", "--message", "Outer")
    spoil, said = SILENT[how]
    spoil(approved)
    result = approved.run("check", code=0)
    assert "history-unknown" in result.said and said in result.said and "No findings" not in result.said
    final = approved.build(tmp_path / "final", "--procedure", approved.root / LAPTOPS, "--final", code=1)
    assert "error[history-unknown]" in final.err or "error[uncommitted]" in final.err
    assert not (tmp_path / "final").exists()


def test_an_empty_repository_does_not_hide_the_one_around_it(repository: Repository, tmp_path: Path) -> None:
    """What an interrupted `git init` leaves, in a folder that a repository with releases has in its history."""
    outer = Repository(tmp_path / "outer")
    shutil.copytree(repository.root, outer.root / "inner", ignore=shutil.ignore_patterns(".git"))
    init(outer.root)
    inner = Repository(outer.root / "inner")
    for name in ("objects", "refs"):
        (inner.root / ".git" / name).mkdir(parents=True)
    inner.write(".git/HEAD", "ref: refs/heads/main\n")
    said = inner.run("check").said
    assert "history-unknown" in said and f"part of the one in {outer.root}" in said


@pytest.mark.parametrize("around", [False, True], ids=["alone", "beside the history of another"])
@pytest.mark.parametrize("add", [False, True], ids=["empty", "before its first commit"])
def test_a_repository_that_never_had_a_commit_has_nothing_to_say(
    repository: Repository, tmp_path: Path, add: bool, around: bool
) -> None:
    if around:
        init(tmp_path)
    new = Repository(tmp_path / "new")
    shutil.copytree(repository.root, new.root, ignore=shutil.ignore_patterns(".git"))
    new.git("init", "--quiet")
    if add:
        new.git("add", ".")
    assert new.run("check").said.splitlines()[-1] == "No findings."


@pytest.mark.parametrize("pipe", ["config", "included"])
def test_git_that_does_not_end_is_told_and_asked_no_more(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, pipe: str
) -> None:
    """Two questions are put at once; each of some thirty others would wait as long."""
    monkeypatch.setattr(asking, "_TIMEOUT", 1)
    if pipe == "included":
        repository.git("config", "include.path", str(repository.root / ".git/included"))
    else:
        (repository.root / ".git/config").unlink()
    os.mkfifo(repository.root / f".git/{pipe}")
    started: list[object] = []
    for name in ("ask", "run", "complaint"):
        really = getattr(programs, name)
        monkeypatch.setattr(
            programs, name, lambda *told, really=really, **more: started.append(told) or really(*told, **more)
        )
    assert "does not end" in repository.run("check").said
    assert 1 <= len(started) <= 3


def test_no_git_is_told_where_there_is_a_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in repository.run("check").said
    shutil.rmtree(repository.root / ".git")
    assert repository.run("check").said.splitlines()[-1] == "No findings."


def test_a_clone_with_the_newest_commits_alone_says_so(approved: Repository, tmp_path: Path) -> None:
    approved.commit("Newer")
    approved.git("clone", "--quiet", "--depth", "1", f"file://{approved.root}", str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow")
    assert "git fetch --unshallow --tags" in shallow.run("check").said
    said = shallow.build(tmp_path / "f", "--procedure", shallow.root / LAPTOPS, "--final", code=1).err
    assert "error[history-unknown]" in said


def test_a_hook_in_a_linked_worktree_compares_versions(approved: Repository, tmp_path: Path) -> None:
    """git tells its hooks where the repository is by variables that are true of another folder than ours."""
    approved.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "linked")
    linked = Repository(tmp_path / "linked")
    linked.edit(GOODS, "version: 1.0.0", "version: 0.9.0")
    hook = approved.root / ".git/hooks/pre-commit"
    run = f"PYTHONPATH='{ROOT}' exec '{sys.executable}' -m ddtender check"
    hook.write_text(f"#!/bin/sh\n{run} > '{tmp_path / 'said'}' 2>&1\n")
    hook.chmod(0o755)
    linked.git("add", ".")
    linked.git("commit", "--quiet", "--message", "Lower", check=False)
    assert "version-lowered" in (tmp_path / "said").read_text()


# A final document certifies the bytes that were read ------------------------------------------------------------------


def spoil(repository: Repository) -> None:
    """Change words that no version stands for, so that nothing else is found."""
    repository.edit(SCENARIO, "title: High maturity", "title: Higher maturity")


def behind_gits_back(repository: Repository, flag: str) -> None:
    repository.git("update-index", flag, SCENARIO)
    spoil(repository)


def by_a_filter(repository: Repository) -> None:
    repository.git("config", "filter.word.clean", "sed 's/Higher maturity/High maturity/'")
    repository.write(".git/info/attributes", "*.yaml filter=word\n")
    spoil(repository)
    repository.git("add", SCENARIO)


def in_another_tree(repository: Repository) -> None:
    there = repository.root.parent / "there"
    shutil.copytree(repository.root, there, ignore=shutil.ignore_patterns(".git"))
    repository.git("config", "core.worktree", str(there))
    spoil(repository)


def as_a_submodule(repository: Repository) -> None:
    """The folder of clauses is a repository of its own; what git knows of it is one commit that need not exist."""
    repository.git("rm", "-r", "--quiet", "--cached", "clause_library")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},clause_library")
    repository.git("commit", "--quiet", "--message", "A submodule")
    repository.git("tag", "v2.0.0")


BEHIND: dict[str, Callable[[Repository], object]] = {
    "assume-unchanged": lambda r: behind_gits_back(r, "--assume-unchanged"),
    "skip-worktree": lambda r: behind_gits_back(r, "--skip-worktree"),
    "a filter": by_a_filter,
    "another work tree": in_another_tree,
    "a submodule": as_a_submodule,
    "a procedure": lambda r: r.edit(LAPTOPS, "price: 60", "price: 60 "),
}


@pytest.mark.parametrize("how", BEHIND)
def test_sources_that_git_believes_unchanged_are_compared_with_the_commit(
    approved: Repository, tmp_path: Path, how: str
) -> None:
    BEHIND[how](approved)
    if how in UNSEEN:
        assert approved.git("status", "--porcelain", check=False) == ""
    result = approved.build(tmp_path / "out", "--procedure", approved.root / LAPTOPS, "--final", code=1)
    assert "error[uncommitted]" in result.err and not (tmp_path / "out").exists()
    result = approved.run("batch", approved.root / LAPTOPS, "--final", "--output", tmp_path / "batch", code=1)
    assert "uncommitted" in result.said and not list(tmp_path.glob("batch/**/*.docx"))


#: What `git status` has nothing to say about.
UNSEEN = ("assume-unchanged", "skip-worktree", "a filter", "another work tree")


#: What `git status` has nothing to say about.
UNSEEN = ("assume-unchanged", "skip-worktree", "a filter", "another work tree")


def plant(repository: Repository, name: str, kind: bytes, content: bytes) -> None:
    """Put an object under the name of another, as an unzipped repository may have it; `git clone` would not take it."""
    path = repository.root / ".git/objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"%s %d\0" % (kind, len(content)) + content))


@pytest.mark.parametrize("kind", ["blob", "tree", "commit"])
def test_an_object_under_the_name_of_another_is_refused(approved: Repository, tmp_path: Path, kind: str) -> None:
    """The words in the commit are others than those that its name stands for."""
    head = approved.git("rev-parse", "HEAD")
    spoil(approved)
    words = approved.read(SCENARIO).encode()
    forged = hashlib.sha1(b"blob %d\0" % len(words) + words).hexdigest()
    folder = approved.git("rev-parse", f"HEAD:{Path(SCENARIO).parent}")
    if kind == "blob":
        plant(approved, approved.git("rev-parse", f"HEAD:{SCENARIO}"), b"blob", words)
    elif kind == "tree":
        approved.git("hash-object", "-w", SCENARIO)
        old = bytes.fromhex(approved.git("rev-parse", f"HEAD:{SCENARIO}"))
        raw = zlib.decompress((approved.root / ".git/objects" / folder[:2] / folder[2:]).read_bytes())
        plant(approved, folder, b"tree", raw.partition(b"\0")[2].replace(old, bytes.fromhex(forged)))
    else:
        approved.git("checkout", "--quiet", "-b", "forged")
        approved.git("commit", "--quiet", "--all", "--message", "Forged")
        approved.git("checkout", "--quiet", "-")
        spoil(approved)
        tree = approved.git("rev-parse", "forged^{tree}").encode()
        raw = zlib.decompress((approved.root / ".git/objects" / head[:2] / head[2:]).read_bytes()).partition(b"\0")[2]
        plant(approved, head, b"commit", b"tree " + tree + raw[45:])
    for arguments in (("--final",), ("--final", "--library-ref", "HEAD")):
        result = approved.build(tmp_path / "out", "--procedure", approved.root / LAPTOPS, *arguments, code=None)
        assert result.code in (1, 2) and not (tmp_path / "out").exists()
        assert "is not what its name says" in result.said or "uncommitted" in result.said or "git" in result.said


@pytest.mark.parametrize("place", [("config",), ("config", "--worktree")], ids=["config", "config.worktree"])
@pytest.mark.parametrize("tree", ["above", "beside"])
def test_another_work_tree_hides_no_release(repository: Repository, place: tuple[str, ...], tree: str) -> None:
    """Releases are read from the folder that has the repository, whatever it says where its files lie."""
    repository.write(MITIGATION, repository.read(MITIGATION).replace(" shall ", " may "))
    elsewhere = repository.root.parent if tree == "above" else repository.root.parent / "beside"
    elsewhere.mkdir(exist_ok=True)
    repository.git("config", "extensions.worktreeConfig", "true")
    repository.git(*place, "core.worktree", str(elsewhere))
    said = repository.run("check", code=1).said
    assert "release-unreadable" not in said and "version-not-raised" in said, said
