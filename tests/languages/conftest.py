import shutil
from pathlib import Path

import pytest

from tests.history.repository import Repository, copy_of_ours, init, with_nobodys_settings
from tests.languages.invented import library_files, translated

#: What is translated of the library into the invented language: a few files show what any of them would.
FEW = (
    "clause_library/award_criteria/action-plan.md",
    "clause_library/contract_clauses/tender-commitments.md",
    "clause_library/reply_forms/action-plan.yaml",
)


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine's settings of git nor a fixed day reach a test."""
    with_nobodys_settings(monkeypatch)


@pytest.fixture(scope="session")
def few_translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of_ours(tmp_path_factory.mktemp("few-translated") / "library")
    shutil.rmtree(root / "clause_library/languages", ignore_errors=True)
    for path, content in translated({path: library_files()[path] for path in FEW}).items():
        if "/words/" not in path:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    init(root).git("tag", "v1.0.0")
    return root


@pytest.fixture
def repository(few_translated: Path, tmp_path: Path) -> Repository:
    """A library, released, of which a few files are translated into a language that nobody speaks."""
    return Repository(Path(shutil.copytree(few_translated, tmp_path / "library", symlinks=True)))
