"""What is found in any workbook that comes back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

UNREADABLE_WORKBOOK = Code(
    "unreadable-workbook",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "A workbook cannot be read back.",
    why="It is damaged, unsafe or of another kind, or its plan, a sheet or a heading is not there any more.",
    mend="Copy what was typed into the workbook that the build wrote, and save it as .xlsx.",
)
WORKBOOK_ALTERED = Code(
    "workbook-altered",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "Something in a workbook is no longer what the contract or the tender says.",
    why="Due dates, options, percentages and points were published; a workbook cannot change them.",
    mend="Put the value back that the message names.",
)
WORKBOOK_OF_ANOTHER_VERSION = Code(
    "workbook-of-another-version",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "A workbook was written by another version of ddtender, so its words and formulas are not held against ours.",
    why="What one version writes differs from what another does, and nobody can tell that from what somebody has "
    "changed. What was typed is read and counted as always.",
    mend="Nothing needs to be done. `ddtender extend` makes a register anew with all that was typed; the older version "
    "still compares.",
)
WORKBOOK_VALUE = Code(
    "workbook-value",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "A cell has a value of the wrong kind, or one that can be read in two ways.",
    why="The workbook does not count numbers typed as text, and 03/04 is a day in March or in April.",
    mend="Type the value anew, as a number or a date.",
)
NOT_AN_OPTION = Code(
    "not-an-option",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "A cell has a value that is not one of its list.",
    why="Only what the published criterion offers can earn points.",
    mend="Choose from the list in the cell.",
)
