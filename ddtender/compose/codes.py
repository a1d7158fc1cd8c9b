"""What is found while a scenario and a procedure are put together."""

from __future__ import annotations

from ddtender.diagnostics import Code, Severity, Topic

UNKNOWN_PARAMETER = Code(
    "unknown-parameter",
    Topic.BLANKS,
    Severity.ERROR,
    "A procedure sets a parameter that is not declared, or one that has a place of its own.",
    why="The value would be silently ignored.",
    mend="Correct the name, or write the value where the hint says.",
)
UNKNOWN_PROVISION = Code(
    "unknown-provision",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A scenario or procedure lists an id that no provision has.",
    why="The provision would be missing from the document without anybody noticing.",
    mend="Correct the id; the hint names the nearest one.",
)
REPEATED_PROVISION = Code(
    "repeated-provision",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A scenario or procedure lists the same provision twice, or adds one that is already there.",
    why="A provision stands in a document once.",
    mend="Delete the repetition.",
)
CHANGE_WITHOUT_EFFECT = Code(
    "change-without-effect",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure drops or replaces a provision that its scenario does not have.",
    why="The procedure's author believes that something is changed which is not.",
    mend="Correct the id, or choose the scenario the procedure was written for.",
)
REPLACED_KIND = Code(
    "replaced-kind",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure replaces a provision by one of another kind, or lists a definition as a provision.",
    why="A contract clause cannot stand in the place of an award criterion.",
    mend="Replace it by a provision of the same kind, or use `drop` and `add`.",
)
