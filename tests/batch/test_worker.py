"""What a worker says of a procedure that it cannot build on anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddtender.batch.values import Task
from ddtender.batch.worker import Worker
from ddtender.workspace import WorkspaceError


@pytest.mark.parametrize(("pinned", "code"), [("", "build-failed"), ("library: v1.0.0\n", "invalid-value")])
def test_templates_that_cannot_be_read_are_not_told_as_a_wrong_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pinned: str, code: str
) -> None:
    def unread(*_: object) -> None:
        raise WorkspaceError("contract.docx cannot be read")

    monkeypatch.setattr(Worker, "_base", unread)
    (tmp_path / "a.yaml").write_text(f"title: A\n{pinned}")
    (found,) = Worker.__new__(Worker).build(Task(tmp_path / "a.yaml", "a.yaml", "a")).findings
    assert found.code.name == code and "contract.docx cannot be read" in found.message
