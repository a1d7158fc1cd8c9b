"""Killed while the register of a contract is typed in, entry by entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web import test_register_forms as forms
from tests.web.kills import killed, long


@long
def test_while_a_register_is_typed(purchases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with killed(purchases, 1) as browser:
        path = forms.begun(browser, purchases)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", forms.RUNNING)
        forms.test_all_that_is_followed_in_a_year_is_typed_on_the_page(browser, path)
