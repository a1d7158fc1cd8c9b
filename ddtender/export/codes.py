"""What is found when a notice is made: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

NOTICE_INCOMPLETE = Code(
    "notice-incomplete",
    Topic.BLANKS,
    Severity.ERROR,
    "A fact is missing that the law wants in the notice.",
    why="Whoever receives the notice refuses it without; and what is not said there cannot be held against a Tenderer.",
    mend="Write the fact into the procedure file at the key that the message names; docs/standards.md lists them all.",
)
NOTICE_NOT_MADE = Code(
    "notice-not-made",
    Topic.BLANKS,
    Severity.ERROR,
    "A notice of this kind is not written by ddtender.",
    why="Half of a notice would look like a whole one.",
    mend="Fill in the platform's form by the sheet that `ddtender export` writes.",
)
NOTICE_TEXT_TOO_LONG = Code(
    "notice-text-too-long",
    Topic.BLANKS,
    Severity.ERROR,
    "A text is longer than its field in the notice takes.",
    why="A text that is cut says something else. Provisions are given by their titles then; a fact cannot be.",
    mend="Shorten the fact in the procedure file to the number of characters that the message names.",
)
SDK_EXPIRES = Code(
    "sdk-expires",
    Topic.OUTPUT,
    Severity.WARNING,
    "The version of the eForms SDK that notices are made with is no longer taken, or soon will not be.",
    why="The Publications Office takes notices of a version until a day that it publishes, and none afterwards.",
    mend="Update ddtender. The sheet can be used all the same: the platform knows its own version.",
)
