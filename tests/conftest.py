import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests import tools
from tests.office import Office, uno_python

# What ddtender notes of its user is not kept among the notes of whoever runs the tests.
# In memory where there is one: it waits for the disk, as the state of a user is to last.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
_STATE = tempfile.TemporaryDirectory(prefix="ddtender-state-", dir=_MEMORY)
os.environ["XDG_STATE_HOME"] = _STATE.name

# pytest-xdist gives its processes the width of the terminal, which the help pages of ours would take.
os.environ.pop("COLUMNS", None)

# A machine that has other work does not make a test fail.
# The same examples every time, so that a run says of the change what it says; `--hypothesis-profile=search` has others,
# and five times as many where a test does not say how many it needs.
_PATIENT = hypothesis(deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.register_profile("search", _PATIENT, max_examples=500)
hypothesis.register_profile("patient", _PATIENT, derandomize=True)
hypothesis.load_profile("patient")


@pytest.fixture(scope="session")
def needs_libreoffice() -> None:
    tools.require(tools.libreoffice(), "LibreOffice with poppler")


@pytest.fixture(scope="session")
def needs_validator() -> None:
    tools.require(tools.validator(), "the Open XML SDK validator")


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """A LibreOffice to be driven by script: open, edit with tracking on, save, read back (tests/office)."""
    tools.require(uno_python(), "LibreOffice with python3-uno")
    with Office() as office:
        yield office


@pytest.fixture(scope="session")
def needs_chromium() -> None:
    tools.require(tools.chromium(), "Chromium with playwright-core and axe-core")


@pytest.fixture(scope="session")
def needs_html_validator() -> None:
    tools.require(tools.html_validator(), "html-validate")
