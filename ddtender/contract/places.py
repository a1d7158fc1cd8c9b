"""Where things stand in a register: its sheets, columns, rows and cells, for all that write or read it."""

from __future__ import annotations

from ddtender.contract.plan import RegisterPlan

#: Headings of the register, with widths in characters. The reader finds the columns by them.
COLUMNS = (
    ("Key", 8), ("Submission", 8), ("Clause", 10), ("Subject", 20), ("Aspect", 13), ("What is checked", 38), ("No.", 8),
    ("Due", 13), ("Note", 18), ("Received on", 13), ("Complete", 13), ("Evidence", 24), ("Remarks", 24), ("Status", 14),
    ("Days late", 8), ("Received", 8), ("Mark", 8),
)  # fmt: skip
HEADINGS = tuple(name for name, _ in COLUMNS)
REQUEST_COLUMNS = (
    ("No.", 6), ("Clause", 20), ("Requested on", 14), ("What was asked", 36), ("Days allowed", 10), ("Answer due", 14),
    ("Answered on", 14), ("Evidence", 24), ("Remarks", 24), ("Status", 14), ("Days late", 8),
)  # fmt: skip
REQUEST_HEADINGS = tuple(name for name, _ in REQUEST_COLUMNS)
REGISTER, REQUESTS, OVERVIEW = "Register", "Requests", "Overview"
MARKS = ("yes", "partly", "no", "not applicable")
SOON, REQUEST_SOON = 30, 7  # days
HEAD_ROW, FIRST, REQUEST_ROWS = 4, 5, 60
AS_OF, DELIVERY = "Overview!$C$8", "Overview!$C$9"


def last_row(plan: RegisterPlan) -> int:
    return FIRST + len(plan.rows) - 1
