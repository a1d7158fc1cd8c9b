"""What is found when a notice or a release is written and read back: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

NOTICE_CHARACTER = Code(
    "notice-character",
    Topic.OUTPUT,
    Severity.ERROR,
    "A text has a character that no notice can hold.",
    why="XML 1.0 forbids most control characters, so that no program could read the notice.",
    mend="Delete the character at the place that is named; it is usually left over from copying.",
)
EXPORT_UNPROVED = Code(
    "export-unproved",
    Topic.OUTPUT,
    Severity.ERROR,
    "A notice or a release does not say what was composed.",
    why="Each is read back and held against the composition before it is written; nothing was written.",
    mend="Please report it with the procedure file.",
)
NO_OCID_PREFIX = Code(
    "no-ocid-prefix",
    Topic.OUTPUT,
    Severity.WARNING,
    "A release has no prefix in its ocid that is registered for the publisher.",
    why="An ocid is unique in the world by the prefix that the Open Contracting Partnership gives a publisher.",
    mend="Register a prefix, and name it as notice.ocid_prefix in the procedure file.",
)
