import pytest

from tests import tools


@pytest.fixture(scope="session")
def needs_libreoffice() -> None:
    tools.require(tools.libreoffice(), "LibreOffice with poppler")


@pytest.fixture(scope="session")
def needs_validator() -> None:
    tools.require(tools.validator(), "the Open XML SDK validator")
