"""Which library a command goes by is said by every command, and which program is meant by every page."""

import os
import re
import subprocess

import pytest

from ddtender.library.boxed import fingerprint
from tests.box.boxes import packaging
from tests.test_docs import PAGES
from tests.tools import ROOT


def test_every_command_says_which_library_it_goes_by() -> None:
    """None of them finds it for itself but those that say so among their results (`tell_library`)."""
    found = {}
    for path in (ROOT / "ddtender/cli").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name != "library_used.py" and (count := text.count("find_root(")):
            found[path.name] = (count, text.count("    tell_library(root)\n"))
    assert found == {"procurement.py": (3, 3), "steps.py": (1, 1)}


def test_pages_call_the_program_by_its_name_and_a_clone_is_explained_once() -> None:
    """CONTRIBUTING.md works in a clone; where a block makes an environment, its program is in that."""
    here = {}
    for page in PAGES:
        text = re.sub(
            r"```\w*\n(?:(?!```).*\n)*?\.venv/bin/pip install.*\n(?:(?!```).*\n)*```",
            "",
            page.read_text(encoding="utf-8"),
        )
        if count := text.count(".venv/bin/ddtender"):
            here[page.relative_to(ROOT).as_posix()] = count
    here.pop("CONTRIBUTING.md")
    assert here == {"README.md": 1, "docs/install.md": 1}


@pytest.mark.skipif(os.name != "posix", reason="it is a command of Linux")
def test_a_fingerprint_can_be_reckoned_as_the_page_says() -> None:
    page = (ROOT / "docs/install.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"```sh\n(LC_ALL.*?)```", page, re.S)
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    files = {path: (ROOT / path).read_bytes() for path in packaging("box").files_of(ROOT)}
    assert f"sha256:{done.stdout.split()[0]}" == fingerprint(files)
