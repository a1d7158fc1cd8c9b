"""What is found while many procedures are built: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

OUTPUT_NAME_TAKEN = Code(
    "output-name-taken",
    Topic.OUTPUT,
    Severity.ERROR,
    "Two procedures of a batch would be written into one folder, or one has no name that a folder can have.",
    why="The folder has the name of the procedure file; on some systems big and small letters are the same.",
    mend="Rename one of the files, or build them apart with another `--output`. None of the two was built.",
)
REFERENCE_TWICE = Code(
    "reference-twice",
    Topic.OUTPUT,
    Severity.WARNING,
    "Two procedures of a batch have the same reference, so the entries of their calendars have the same names.",
    why="A calendar program takes an entry with a known name for a newer state of the old one: of two contracts only "
    "the dates of the one that was imported last remain. Without a reference, authority, title and scenario take its "
    "place.",
    mend="Give each procurement a reference of its own. Both were built.",
)
BUILD_FAILED = Code(
    "build-failed",
    Topic.OUTPUT,
    Severity.ERROR,
    "The build of one procedure of a batch broke off, for a reason that is not in the procedure.",
    why="Its process was ended, its folder cannot be written, or ddtender has a fault; the other procedures go on.",
    mend="Run the batch again: what is finished is not built again. If it happens again, build the procedure by "
    "itself.",
)
