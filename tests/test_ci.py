"""The workflows of docs/ci, played: each of their commands is run in a clone of a scratch repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import own_cache
from tests.history.repository import ENVIRONMENT, MITIGATION, Repository, copy_of_ours, init
from tests.tools import ROOT

GITHUB = yaml.safe_load((ROOT / "docs/ci/github.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "docs/ci/gitlab.yml").read_text("utf-8"))["clauses"]
MARK = "<!-- ddtender -->"
#: The conditions that steps have, for somebody of the project; nothing is guessed of any other.
CONDITIONS: dict[str | None, Callable[[bool], bool]] = {
    None: lambda passed: passed,
    "always()": lambda _: True,
    "always() && github.event.pull_request.head.repo.full_name == github.repository": lambda _: True,
}
VALUES = {"${{ github.token }}": "secret", "${{ github.event.number }}": "7"}
#: Stands for `gh api`: it keeps what it is asked for, and knows of one comment if there is a file with its id.
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$PLAYED/asked"
case "$*" in
  *--method*) cp comment.md "$PLAYED/comment.md" ;;
  *) cat "$PLAYED/known" 2>/dev/null || true ;;
esac
"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose workspace is the folder `law`, with a release and two branches that change a clause."""
    folder = tmp_path_factory.mktemp("origin")
    copy_of_ours(folder / "law")
    repository = init(folder)
    repository.git("tag", "v1.0.0")
    repository.git("switch", "--quiet", "--create", "reworded")
    repository.edit(f"law/{MITIGATION}", "on its efforts to", "on some efforts to")
    law = Repository(folder / "law")
    repository.commit("Reworded, and the version forgotten")
    repository.git("switch", "--quiet", "--create", "raised")
    law.run("bump", "contract.mitigation-reporting", "--major", "--why", "So that it can be done")
    repository.commit("The version")
    repository.git("switch", "--quiet", "main")
    return repository


def clone(origin: Repository, folder: Path, merged: str, merge: bool) -> Repository:
    """What a host checks out: the branch, or (on GitHub) the merge of it."""
    origin.git("clone", "--quiet", "--no-local", str(origin.root), str(folder))
    there = Repository(folder)
    there.git("checkout", "--quiet", "--detach", "origin/main" if merge else f"origin/{merged}")
    if merge:
        there.git("merge", "--quiet", "--no-ff", "--no-edit", f"origin/{merged}")
    return there


def shell(there: Repository, script: str, played: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run a script as hosts do: `bash -e -o pipefail`, with ddtender as if it had been installed."""
    tools = played / "bin"
    if not tools.is_dir():
        tools.mkdir(parents=True)
        python = f'#!/bin/sh\ncase "$*" in "-m pip install"*) echo "$*" >> "{played}/installed" ;; '
        program(tools / "python3", f'{python}*) exec "{sys.executable}" "$@" ;; esac\n')
        program(tools / "ddtender", f'#!/bin/sh\nexec "{sys.executable}" -m ddtender "$@"\n')
        program(tools / "gh", GH)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    known = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": own_cache(), "PLAYED": str(played), "PATH": path}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=there.root,
        env={**os.environ, **ENVIRONMENT, **known, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def play_github(there: Repository, played: Path, **own: str) -> tuple[bool, list[Mapping[str, Any]]]:
    """Whether the job has passed, and the inputs of the actions that were used in it."""
    assert GITHUB[True] == "pull_request"  # YAML 1.1 reads "on" as true
    settings = GITHUB["env"] | {"WORKSPACE": "law", "SCENARIOS": "low"} | own
    hosts = {"GITHUB_REPOSITORY": "city/clauses", "GITHUB_BASE_REF": "main"}
    hosts["GITHUB_STEP_SUMMARY"] = str(played / "summary.md")
    passed, used = True, []
    for step in GITHUB["jobs"]["clauses"]["steps"]:
        if not CONDITIONS[step.get("if")](passed):
            continue
        if "uses" in step:
            used.append({"uses": step["uses"], **step.get("with", {})})
            continue
        values = {name: VALUES[value] for name, value in step.get("env", {}).items()}
        done = shell(there, step["run"], played, **settings, **hosts, **values)
        assert "Traceback" not in done.stderr
        passed = passed and done.returncode == 0
    return passed, used


def uris(there: Repository) -> list[tuple[str, str]]:
    (run,) = json.loads(there.read("findings.sarif"))["runs"]
    return [
        (found["ruleId"], found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for found in run["results"]
    ]


def test_github_shows_a_lawyer_what_a_pull_request_changes(origin: Repository, tmp_path: Path) -> None:
    there, played = clone(origin, tmp_path / "clone", "raised", merge=True), tmp_path / "played"
    passed, used = play_github(there, played)
    assert passed and uris(there) == []
    assert (played / "installed").read_text().startswith(f"-m pip install {GITHUB['env']['DDTENDER']}")
    by_name = {one["uses"].partition("@")[0]: one for one in used}
    assert by_name["actions/checkout"]["fetch-depth"] == 0
    assert there.root / by_name["github/codeql-action/upload-sarif"]["sarif_file"] == there.root / "findings.sarif"
    review = there.root / by_name["actions/upload-artifact"]["path"]
    names = {path.relative_to(review).as_posix() for path in review.rglob("*") if path.is_file()}
    assert {"low/review.html", "low/contract.docx", "low-redline/contract-redline.docx"} <= names
    comment = (played / "comment.md").read_text("utf-8")
    assert comment.startswith(f"{MARK}\nWhat this changes, compared with main:\n\n## working tree")
    assert "(`contract.mitigation-reporting`, 1.0.0 → 2.0.0)\n  Why: So that it can be done" in comment
    assert "~~its~~**some** efforts" in comment
    assert (played / "summary.md").read_text("utf-8") == comment
    asked = (played / "asked").read_text().splitlines()
    assert asked[-1] == "api --method POST repos/city/clauses/issues/7/comments -F body=@comment.md"


def test_github_says_where_a_change_must_not_be_merged(origin: Repository, tmp_path: Path) -> None:
    there, played = clone(origin, tmp_path / "clone", "reworded", merge=True), tmp_path / "played"
    played.mkdir()
    (played / "known").write_text("4711\n")
    passed, used = play_github(there, played)
    assert not passed
    assert uris(there) == [("version-not-raised", f"law/{MITIGATION}")]  # from the folder of the repository
    assert (there.root / uris(there)[0][1]).is_file()
    assert [one["uses"].partition("@")[0] for one in used][-1] == "github/codeql-action/upload-sarif"
    assert not (there.root / "review").exists()
    assert "~~its~~**some** efforts" in (played / "comment.md").read_text("utf-8")
    asked = (played / "asked").read_text().splitlines()  # the comment of an earlier run is written anew
    assert asked[-1] == "api --method PATCH repos/city/clauses/issues/comments/4711 -F body=@comment.md"


def test_the_comment_says_so_when_nothing_can_be_compared(origin: Repository, tmp_path: Path) -> None:
    there, played = clone(origin, tmp_path / "clone", "raised", merge=True), tmp_path / "played"
    there.write(f"law/{MITIGATION}", "no front matter")
    passed, _ = play_github(there, played)
    comment = (played / "comment.md").read_text("utf-8")
    assert not passed and comment.endswith("cannot be told while a file has errors: see the findings.\n")


class Notes(BaseHTTPRequestHandler):
    """The notes of a merge request, as GitLab gives and takes them."""

    notes: list[dict]

    def do_GET(self) -> None:
        assert self.headers["PRIVATE-TOKEN"] == "secret"
        self._answer({"id": 3} if self.path == "/user" else self.notes)

    def do_POST(self) -> None:
        self.notes.append({"id": 12, "author": {"id": 3}, "body": self._said()})
        self._answer(self.notes[-1])

    def do_PUT(self) -> None:
        (note,) = (note for note in self.notes if self.path.endswith(f"/merge_requests/7/notes/{note['id']}"))
        note["body"] = self._said()
        self._answer(note)

    def _said(self) -> str:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]

    def _answer(self, value: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def gitlab(notes: list[dict]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Kept", (Notes,), {"notes": notes}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def play_gitlab(there: Repository, played: Path, **hosts: str) -> subprocess.CompletedProcess:
    """All lines of a job are run by one shell."""
    settings = GITLAB["variables"] | {"WORKSPACE": "law", "SCENARIOS": "low"}
    base = there.git("merge-base", "HEAD", "origin/main")
    known = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    script = "\n".join([*GITLAB["before_script"], *GITLAB["script"]])
    return shell(there, script, played, **settings, **known, **hosts)


def test_gitlab_shows_the_same(origin: Repository, tmp_path: Path) -> None:
    there = clone(origin, tmp_path / "clone", "raised", merge=False)
    others = {"id": 11, "author": {"id": 4}, "body": f"{MARK}\nNot by us."}
    notes = [others]
    with gitlab(notes) as address:
        hosts = {"CI_API_V4_URL": address, "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "7"}
        done = play_gitlab(there, tmp_path / "played", DDTENDER_TOKEN="secret", **hosts)
    assert done.returncode == 0, done.stderr
    assert json.loads(there.read("gl-code-quality-report.json")) == []
    assert notes[0]["body"].endswith("Not by us.")
    assert notes[1]["body"].startswith(f"{MARK}\nWhat this changes, compared with main:\n\n## working tree")
    assert "~~its~~**some** efforts" in notes[1]["body"]
    assert (there.root / "review/low/review.html").is_file()
    assert (there.root / "review/low-redline/contract-redline.docx").is_file()
    assert {path for path in GITLAB["artifacts"]["paths"] if not (there.root / path).exists()} == set()


def test_gitlab_says_where_a_change_must_not_be_merged(origin: Repository, tmp_path: Path) -> None:
    there = clone(origin, tmp_path / "clone", "reworded", merge=False)
    notes = [{"id": 12, "author": {"id": 3}, "body": f"{MARK}\nAs it was."}]
    with gitlab(notes) as address:
        hosts = {"CI_API_V4_URL": address, "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "7"}
        done = play_gitlab(there, tmp_path / "played", DDTENDER_TOKEN="secret", **hosts)
    assert done.returncode == 1 and not (there.root / "review").exists()
    (finding,) = json.loads(there.read("gl-code-quality-report.json"))
    line = there.read(f"law/{MITIGATION}").splitlines().index("version: 1.0.0") + 1
    assert finding["location"] == {"path": f"law/{MITIGATION}", "lines": {"begin": line}}
    assert (finding["check_name"], finding["severity"]) == ("version-not-raised", "major")
    assert {"comment.md", "findings.sarif"} <= {*GITLAB["artifacts"]["paths"]}  # for those who have no token
    assert len(notes) == 1 and "~~its~~**some** efforts" in notes[0]["body"]
