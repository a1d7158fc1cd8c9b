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

TAG_NOT_VERSION = Code(
    "tag-not-version",
    Topic.HISTORY,
    Severity.WARNING,
    "The tag of the last release does not fit the version of the library that it is on.",
    why="A contract names the version, a procedure pins the tag: they must be two names of one thing. A final document "
    "that is made from such a tag says that it is of no release.",
    mend="Run `ddtender release`, which raises the version and tags it. A tag that nobody has used yet is deleted.",
)

OPEN_QUESTION = Code(
    "open-question",
    Topic.HISTORY,
    Severity.ERROR,
    "A question is open that must be decided before an approval, or before a final document.",
    why="Whoever approves a provision answers for it; a question that its notes leave open is one that the reader of "
    "the document will ask. Conditions of an approval are such questions, too, for each procurement.",
    mend="`ddtender decide ID` shows it. Decide it on record, with `--question`, `--answer`, `--by`, `--role` and "
    "`--why`, and with `--procedure` if only the procurement can answer it. Or mend the text and delete the question.",
)
STALE_DECISION = Code(
    "stale-decision",
    Topic.HISTORY,
    Severity.ERROR,
    "A question was decided, but it, or what it is about, has changed since.",
    why="The answer was given to other words.",
    mend="`ddtender decide ID` shows both. Decide it again; if the answer still holds, say so with `--again`.",
)
TEXT_NOT_APPROVED = Code(
    "text-not-approved",
    Topic.HISTORY,
    Severity.ERROR,
    "A final document was asked for with a text of the procedure in a provision, for which nobody answers.",
    why="Words that are filled into a definition or a criterion decide what it means, as much as those around them.",
    mend="Have it read with the provisions that it stands in, then run the command that the hint names.",
)
OWN_CHANGE = Code(
    "own-change",
    Topic.HISTORY,
    Severity.ERROR,
    "The reviewer of a provision made its last change.",
    why="Nobody finds their own mistakes: an approval is a second pair of eyes.",
    mend="Have somebody else approve it. Where there is nobody else, `approval: {four_eyes: false, why: …}` in "
    "library.yaml allows it, and every such stamp says so.",
)
AUTHOR_UNKNOWN = Code(
    "author-unknown",
    Topic.HISTORY,
    Severity.ERROR,
    "Git cannot say who made the last changes, so nobody knows whether a reviewer has approved their own.",
    why="A second pair of eyes is asked for; where git has no answer, that is not the answer that all is well.",
    mend="Use a clone with all of its history (`git fetch --unshallow`; no `--filter`), and mend a damaged one. "
    "`approval: {four_eyes: false, why: …}` in library.yaml asks for no second pair of eyes, and every stamp says so.",
)
EXPIRED_APPROVAL = Code(
    "expired-approval",
    Topic.HISTORY,
    Severity.ERROR,
    "A final document was asked for with a provision whose approval has run out.",
    why="The reviewer has said until when the approval holds: law and market change.",
    mend="Have it reviewed again, then run `ddtender approve ID --reviewer NAME` with another `--valid-until`.",
)
