"""An authority's workspace, the drafts that it sends out, and what it does with those that come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.history.repository import Repository, Result
from tests.returned.editor import Editor

TRANSPARENCY = "clause_library/contract_clauses/transparency-reporting-per-site.md"
REPORTING = "clause_library/contract_clauses/due-diligence-reporting.md"
PLAN = "clause_library/award_criteria/due-diligence-processes.md"


@dataclass
class Authority:
    repository: Repository
    folder: Path
    procedure: str
    original: Authority | None = None
    made: dict[tuple[str, str, bool], bytes] = field(default_factory=dict)

    def draft(self, document: str = "contract", scenario: str = "high", facts: bool = True) -> Editor:
        """A draft as it went out, in the hands of a reviewer; with or without the facts of a procedure."""
        return Editor((self.original or self).content(document, scenario, facts))

    def content(self, document: str, scenario: str, facts: bool) -> bytes:
        if (document, scenario, facts) not in self.made:
            options = ["--procedure", self.repository.root / self.procedure] if facts else []
            built = self.folder / f"built-{scenario}-{facts}"
            self.repository.build(built, *options, scenario=scenario)
            for name in ("tender", "contract"):
                self.made[name, scenario, facts] = (built / f"{name}.docx").read_bytes()
        return self.made[document, scenario, facts]

    def received(self, editor: Editor | bytes, name: str = "reviewed.docx") -> Path:
        path = self.folder / name
        path.write_bytes(editor if isinstance(editor, bytes) else editor.bytes())
        return path

    def review(self, *received: Path | Editor | bytes, apply: bool = False, code: int | None = 0) -> Any:
        """What `ddtender review --format json` says."""
        paths = [r if isinstance(r, Path) else self.received(r, f"reviewed-{n}.docx") for n, r in enumerate(received)]
        return self.run(*paths, *(["--apply"] if apply else []), "--format", "json", code=code).json()

    def run(self, *arguments: object, code: int | None = 0) -> Result:
        return self.repository.run("review", *arguments, code=code)

    def apply(self, *received: Path | Editor | bytes, code: int | None = 0) -> Any:
        return self.review(*received, apply=True, code=code)

    def changed(self) -> list[str]:
        """The files of the workspace that differ from the commit."""
        return self.repository.git("diff", "--name-only", "HEAD").splitlines()


def said(review: Any) -> list[tuple[str | None, str, str]]:
    """Provision, old and new words of every entry."""
    return [(entry["provision"], entry["old"], entry["new"]) for entry in review["entries"]]


def reasons(review: Any) -> list[str | None]:
    return [entry["reason"] for entry in review["entries"]]
