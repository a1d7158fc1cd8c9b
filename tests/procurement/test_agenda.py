"""What is due in procurements and contracts: what is late first, then what comes within a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ddtender.desk.procurement.agenda import Stands, agenda
from ddtender.desk.sources import library_of
from ddtender.model import Library
from ddtender.procurement.said import of_step
from ddtender.procurement.steps import Step
from ddtender.words import language
from tests.sheets.workbooks import register_of
from tests.tools import ROOT

STATED = {
    "dates.publication": "2027-03-03",
    "dates.questions_until": "2027-03-22",
    "dates.tenders_until": "2027-04-12",
    "dates.award": "2027-05-24",
    "dates.contract_start": "2027-07-01",
    "standstill.by": "electronic",
}
STEPS = ("risks", "market", "tender", "issued", "evaluation", "award", "contracts")


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(ROOT)


def due(library: Library, today: date, done: int, **stated: str) -> list[tuple[str, int, bool]]:
    steps = [Step(name, "done" if n < done else "open", of_step("no_draft")) for n, name in enumerate(STEPS)]
    found = agenda([Stands("one", Path("none"), "Laptops", STATED | stated, steps)], library, language, today).due
    return [(one.day.what, one.ahead, one.day.is_late) for one in found]


def test_days_come_with_those_that_the_law_has_follow(library: Library) -> None:
    assert due(library, date(2027, 3, 12), done=4) == [
        ("questions_until", 10, False),
        ("answers_until", 25, False),
        ("tenders_until", 31, False),
    ]
    assert due(library, date(2027, 5, 24), done=4) == [("award", 0, False), ("standstill_end", 10, False)]


def test_what_nobody_has_done_is_late_and_what_only_passes_is_not(library: Library) -> None:
    assert due(library, date(2027, 7, 5), done=3) == [
        ("publication", -124, True),
        ("award", -42, True),
        ("contract_start", -4, True),
    ]
    assert due(library, date(2027, 7, 5), done=7) == []


def test_a_standstill_ends_by_plan_and_only_while_its_decision_is_not_late(library: Library) -> None:
    assert due(library, date(2027, 5, 25), done=4) == [("award", -1, True)]
    assert due(library, date(2027, 5, 25), done=6) == [("standstill_end", 9, False)]
    steps = [Step(name, "open", of_step("no_draft")) for name in STEPS]
    planned = agenda([Stands("one", Path("none"), "Laptops", STATED, steps)], library, language, date(2027, 5, 24)).due
    assert [one.day.counted_from for one in planned if one.day.what == "standstill_end"] == [date(2027, 5, 24)]


def test_below_the_threshold_answers_have_no_day(library: Library) -> None:
    found = due(library, date(2027, 3, 12), done=4, **{"below_threshold.because": "forty tablets"})
    assert "answers_until" not in [what for what, _, _ in found]


def test_duties_of_a_contract_stand_day_by_day_and_its_first_meeting(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "contracts/acme"
    place.mkdir(parents=True)
    (place / "kpi-register.xlsx").write_bytes(register_of("laptops"))
    found = agenda([Stands("one", tmp_path, "Laptops", {}, ())], library, language, date(2028, 3, 10)).due
    duties = [one.day for one in found if one.day.what == "duty"]
    assert duties and all(one.contract == "acme" and one.page == "register" and one.about for one in duties)
    assert len({(one.day, one.is_late) for one in duties}) == len(duties)
    assert [one.day.is_late for one in found] == sorted((one.day.is_late for one in found), reverse=True)
    assert "first_meeting" not in [one.day.what for one in found]  # it began long ago
    began = [Stands("one", tmp_path, "Laptops", {}, ())], library, language, date(2027, 4, 10)
    assert [(one.day.what, one.ahead) for one in agenda(*began).due] == [("first_meeting", -9)]
    (place / "kick-off.docx").write_bytes(b"")
    assert not agenda(*began).due
    assert not agenda([Stands("one", tmp_path, "Laptops", {}, ())], library, language, date(2028, 3, 10), False).due


def test_what_cannot_be_read_is_named_and_takes_nothing_else_away(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("locked", "acme", "broken", "empty"):
        (tmp_path / "contracts" / name).mkdir(parents=True)
    (tmp_path / "contracts/acme/kpi-register.xlsx").write_bytes(register_of("laptops"))
    (tmp_path / "contracts/broken/kpi-register.xlsx").write_bytes(b"PK")
    of = [Stands(name, tmp_path / name, name, {}, ()) for name in ("none", ".")]
    listed = Path.iterdir

    def refused(path: Path) -> Iterator[Path]:
        if path.name in refusing:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    refusing = ["locked"]
    found = agenda(of, library, language, date(2028, 3, 10))
    assert [(one.name, one.contract) for one in found.unread] == [(".", "broken"), (".", "locked")]
    assert {one.day.contract for one in found.due} == {"acme"}
    refusing = ["contracts"]
    found = agenda(of, library, language, date(2028, 3, 10))
    assert [(one.name, one.contract) for one in found.unread] == [("none", ""), (".", "")] and not found.due
