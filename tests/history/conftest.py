import shutil
from pathlib import Path

import pytest

from tests.history.repository import ENVIRONMENT, Repository, copy_of_ours, init


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine's settings of git nor a fixed day reach a test."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("SOURCE_DATE_EPOCH", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of_ours(tmp_path_factory.mktemp("first-release") / "library")
    init(root).git("tag", "v1.0.0")
    return root


@pytest.fixture
def repository(first_release: Path, tmp_path: Path) -> Repository:
    """A library whose only commit is the release v1.0.0; nobody has approved anything."""
    return Repository(Path(shutil.copytree(first_release, tmp_path / "library", symlinks=True)))
