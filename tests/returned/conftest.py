import shutil
from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, Repository, copy_of_ours, init
from tests.returned.drafts import Authority


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A workspace in git, and the drafts that were made in it; nobody changes it."""
    folder = tmp_path_factory.mktemp("original")
    return Authority(init(copy_of_ours(folder / "workspace")), folder, LAPTOPS)


@pytest.fixture
def authority(original: Authority, tmp_path: Path) -> Authority:
    """A copy of that workspace for one test; the drafts are made once for all."""
    shutil.copytree(original.repository.root, tmp_path / "workspace")
    return Authority(Repository(tmp_path / "workspace"), tmp_path, LAPTOPS, original)
