"""What is found about the history of a library: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

HISTORY_UNKNOWN = Code(
    "history-unknown",
    Topic.HISTORY,
    Severity.WARNING,
    "There is a repository, but git could not tell which releases there are.",
    why="Versions are held against the releases; if git does not answer, nobody knows whether they hold. A final "
    "document is refused until it does.",
    mend="Do what the message says: install git, trust the folder, fetch the rest of the history, or clone it anew.",
)
