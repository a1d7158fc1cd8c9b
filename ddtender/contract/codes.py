"""What is found in a register that comes back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

REGISTER_ROW = Code(
    "register-row",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "A row of a KPI register is new, stands twice, or is gone.",
    why="Every row stands for a duty of the contract and is known by its key; a lost one is never asked for.",
    mend="Delete the row that is too many, or take the lost one from the first build.",
)
TEXT_DATE = Code(
    "text-date",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "A date was typed as text; it could be read without doubt.",
    why="The workbook's own status does not see it.",
    mend="Type it again as a date.",
)
NOT_CARRIED_OVER = Code(
    "not-carried-over",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "Something in a register is no part of it, and is not in the new one that continues it.",
    why="Sheets and columns that somebody has added stay in the old file only.",
    mend="Copy them by hand; the old file is still there.",
)
