"""Every report of the table, tried."""

import pytest

from tests.campaign import REPORTS, books, drafts, packages, templates

#: Each enters its reports.
ENTERED = (templates, packages, drafts, books)


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.source.split(",")[0].split(" ")[0])
def test_it_is_built_right_refused_by_name_read_or_listed(report) -> None:
    report.shown()
