"""What is found in reviewed documents: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

DAMAGED_REVIEW = Code(
    "damaged-review",
    Topic.REVIEW,
    Severity.WARNING,
    "A reviewed document is broken, and was read as far as it can be.",
    why="LibreOffice 7.4 saved some tracked changes in a way that no program reads. What can be read is listed; "
    "words may be missing or doubled at the broken places, so nothing is applied.",
    mend="Ask the reviewer to save it again from an open window, or write the listed changes by hand.",
)
DRAFT_UNCERTAIN = Code(
    "draft-uncertain",
    Topic.REVIEW,
    Severity.WARNING,
    "A reviewed document is held against a draft that may not be exactly the one that went out.",
    why="Differences between the two drafts then look like edits that nobody tracked.",
    mend="Commit before you send drafts out; every draft names the commit that it was made from.",
)
COPIED_PROVISION = Code(
    "copied-provision",
    Topic.REVIEW,
    Severity.WARNING,
    "A provision's content control stands in a reviewed document more than once.",
    why="Nobody can tell which of the copies is meant, so nothing of the provision is applied.",
    mend="Ask the reviewer which one counts, or take the change over by hand.",
)
UNMARKED_PROVISION = Code(
    "unmarked-provision",
    Topic.REVIEW,
    Severity.WARNING,
    "Provisions of a reviewed document have lost their content controls.",
    why="They were found by bookmarks and by their words; look at what is reported for them twice.",
    mend="Nothing need be done; another program than Word has probably saved the file.",
)
MISSING_PROVISION = Code(
    "missing-provision",
    Topic.REVIEW,
    Severity.WARNING,
    "A provision of the draft is not in the reviewed document.",
    why="Whether a provision is in a document is decided by the scenario or the procedure, not by its text.",
    mend="To leave it out, write `provisions: {drop: [ID]}` into the procedure file.",
)
