"""The sheet in a real Chromium: accessible, light and dark, wide and narrow; its buttons copy, and it asks nobody."""

from pathlib import Path

import pytest

from ddtender.export.sheet import sheet
from ddtender.stamp import Stamp
from tests import tools
from tests.documents import MOMENT
from tests.export.sample import COMPLETE, notice, without

pytestmark = pytest.mark.usefixtures("needs_chromium")


def seen(task: str, folder: Path, text: str = COMPLETE):
    """What a task saw on the sheet of a procedure file, which had nothing to complain of."""
    page = folder / "notice-sheet.html"
    page.write_bytes(sheet(notice(text), Stamp(False, MOMENT)))
    told = tools.in_chromium(task, page)
    assert told["said"] == [] and told["foreign"] == []
    return told["result"]


def test_axe_finds_nothing_with_gaps_and_without(tmp_path: Path) -> None:
    looks = seen("axe", tmp_path, without("notice.cpv.main"))
    assert len(looks) == 5
    for look in looks:
        assert look["violations"] == [], look["look"]
        assert {"color-contrast", "target-size", "heading-order", "region", "button-name"} <= {*look["passed"]}


def test_a_button_copies_the_value_of_its_field(tmp_path: Path) -> None:
    told = seen("copy", tmp_path)
    assert told["buttons"] > 60 and told["hidden"] == 0
    assert told["copied"] == told["value"] == "English"
    assert told["heard"].startswith("Copied: ")
