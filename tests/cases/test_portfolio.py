"""The contracts of all three cases on one page: docs/cases/portfolio.md."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.cases.walking import PAGES, walk_in


def test_what_cannot_wait_comes_first(case: Callable[[str], Path], tmp_path: Path) -> None:
    walk_in(tmp_path, PAGES / "portfolio.md", *map(case, ("framework", "tablets", "switches")))
    page = (tmp_path / "portfolio/portfolio.html").read_text(encoding="utf-8")
    listed = re.findall(r"2027-(?:ICT-014, lot \d|NET-005|TAB-002)", page)
    assert {*listed} == {"2027-NET-005", "2027-TAB-002", *(f"2027-ICT-014, lot {n}" for n in (1, 2, 3))}
    high = max(n for n, one in enumerate(_all(page)) if one in ("lot 1", "lot 3", "NET-005"))
    assert high < min(n for n, one in enumerate(_all(page)) if one in ("lot 2", "TAB-002"))
    calendar = (tmp_path / "portfolio/portfolio.ics").read_text(encoding="utf-8")
    assert "20291031" in calendar


def _all(page: str) -> list[str]:
    """The contracts in the order of the table of all."""
    table = next(part for part in page.split("<h2")[1:] if "ll contracts" in part.partition("</h2>")[0])
    return re.findall(r"2027-(?:ICT-014, )?(lot \d|NET-005|TAB-002)", table)
