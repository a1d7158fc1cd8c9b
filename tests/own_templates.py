"""A library beside whose templates there are some of one's own, which say one thing more."""

import shutil
from pathlib import Path

from tests.commands import approved_workspace, git
from tests.packages import parts_of, zipped
from tests.procurement.running import run

SAID = b"The general conditions of the City apply."


def with_our_templates(folder: Path) -> Path:
    """A workspace in ``folder`` whose our-templates/ are committed, and approved."""
    workspace = folder / "workspace"
    git(folder, "clone", "--quiet", str(approved_workspace()), str(workspace))
    own = Path(shutil.copytree(workspace / "templates", workspace / "our-templates"))
    parts = parts_of((own / "contract.docx").read_bytes())
    more = b"<w:body><w:p><w:r><w:t>" + SAID + b"</w:t></w:r></w:p>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", more)
    (own / "contract.docx").write_bytes(zipped(parts))
    for done in (("--templates", own, "--reviewer", "A. Jurist"), ()):
        git(workspace, "add", ".")
        git(workspace, "commit", "--quiet", "--message", "Ours")
        if done:
            run(workspace, "approve", "template.our-templates.contract", *done)
    return workspace


def says_so(contract: Path) -> bool:
    """Whether a contract was made with them."""
    return SAID in parts_of(contract.read_bytes())["word/document.xml"]
