import pytest

from tests.export import official


@pytest.fixture(scope="session")
def needs_standards() -> None:
    """Skip where the official rules are not at hand, and say so."""
    if not official.at_hand():
        pytest.skip(official.ABSENT)
