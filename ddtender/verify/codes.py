"""What is found when a finished document is read back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

VERIFICATION_FAILED = Code(
    "verification-failed",
    Topic.OUTPUT,
    Severity.ERROR,
    "A finished document does not say what was composed.",
    why="Every document is read back and held against its sources before it is written; nothing was written.",
    mend="Look at the template first: something in it moves, repeats or hides the generated parts.",
)
