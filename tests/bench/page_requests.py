"""A page in a warm process: `python -m tests.bench.page_requests WORKSPACE KIND NUMBER`.

KIND: `preview`, of the first worked case (a high scenario, three lots), each after a change of its facts; `pages`, its
task list, facts, award and preview in turn, nothing changed; `least`, the page on which somebody says who they are.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.folders import worked_case
from tests.web.browsing import let_in

_NAME = "2027-ict-014"
_PAGES = ("", "/facts", "/facts/award", "/preview")


def requests(workspace: Path, kind: str, number: int, folder: Path) -> None:
    """Ask so many times, after one that is not wanted: whoever starts a page looks at the first one."""
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    one = worked_case(folder / "purchases" / _NAME)
    facts = (one / "procedure.yaml").read_text("utf-8")
    with let_in(workspace, one.parent) as browser:
        for n in range(number + 1):
            if kind == "preview":
                (one / "procedure.yaml").write_text(facts.replace("1200 monitors", f"{1200 + n} monitors"), "utf-8")
            path = {"preview": f"/p/{_NAME}/preview", "least": "/you"}.get(kind, f"/p/{_NAME}{_PAGES[n % 4]}")
            answer = browser.get(path)
            assert answer.status_code == 200, answer.text
            assert kind != "preview" or f"{1200 + n} monitors" in answer.text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        requests(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(made))
