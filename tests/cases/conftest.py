import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.walking import walked


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory, needs_libreoffice: None) -> Callable[[str], Path]:
    """The procurements of a page, walked once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    return lambda name: walked(name, base)
