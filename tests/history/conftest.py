import shutil
from pathlib import Path

import pytest

from tests.history.repository import ENVIRONMENT, Repository, copy_of_ours, init, with_nobodys_settings


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine's settings of git nor a fixed day reach a test."""
    with_nobodys_settings(monkeypatch)


@pytest.fixture(scope="session")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of_ours(tmp_path_factory.mktemp("first-release") / "library")
    init(root).git("tag", "v1.0.0")
    return root


@pytest.fixture
def repository(first_release: Path, tmp_path: Path) -> Repository:
    """A library whose only commit is the release v1.0.0; nobody has approved anything."""
    return _copy(first_release, tmp_path / "library")


def _copy(root: Path, to: Path) -> Repository:
    return Repository(Path(shutil.copytree(root, to, symlinks=True)))


@pytest.fixture(scope="session")
def all_approved(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first release, and a commit behind it in which A. Jurist has approved everything."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        repository = _copy(first_release, tmp_path_factory.mktemp("approved") / "library")
        repository.approve_all()
        repository.commit("Approved")
    return repository.root


@pytest.fixture(scope="session")
def second_release(first_release: Path, all_approved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a release, v1.0.1."""
    root = tmp_path_factory.mktemp("second-release") / "library"
    shutil.copytree(all_approved, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    shutil.copytree(first_release / ".git", root / ".git", symlinks=True)
    Repository(root).commit("Approved", tag="v1.0.1")
    return root


@pytest.fixture
def approved(second_release: Path, tmp_path: Path) -> Repository:
    """A library in which A. Jurist has approved everything, committed and released."""
    return _copy(second_release, tmp_path / "library")


@pytest.fixture
def stamped(all_approved: Path, tmp_path: Path) -> Repository:
    """A library whose stamps are later than its release, as they may be."""
    return _copy(all_approved, tmp_path / "library")
