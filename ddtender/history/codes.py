"""What is found about the history of a library: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

HISTORY_UNKNOWN = Code(
    "history-unknown",
    Topic.HISTORY,
    Severity.WARNING,
    "There is a repository, but git could not tell which releases there are.",
    why="Versions are held against the releases; if git does not answer, nobody knows whether they hold. A final "
    "document is refused until it does.",
    mend="Do what the message says: install git, trust the folder, fetch the rest of the history, switch to a branch "
    "that has a commit, or clone it anew.",
)

NO_RELEASE_TAG = Code(
    "no-release-tag",
    Topic.HISTORY,
    Severity.WARNING,
    "A tag looks like that of a release, and is none by its name.",
    why="Releases are the tags v1.2.0: the letter v and three numbers. Versions are not held against any other.",
    mend="Tag the same commit as `vMAJOR.MINOR.PATCH`, or give the tag another name if it is no release.",
)
