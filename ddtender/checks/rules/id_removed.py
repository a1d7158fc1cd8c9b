"""A released provision stays, at least retired: contracts that have it are still performed."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.library.places import LIBRARY

ID_REMOVED = Code(
    "id-removed",
    Topic.HISTORY,
    Severity.ERROR,
    "A provision of the last release is no longer in the library.",
    why="Contracts have it, their manifests name its id, and nobody reads why it is gone.",
    mend="Bring its file back and write `retired:` with the reason. Where its id was changed, change no more than that "
    "until it is released: then it is known again.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for one in subject.lineage.removed:
        path, tag = one.provision.location.path, one.release.tag
        if subject.unread(f"{LIBRARY}/{one.provision.kind.folder}"):
            continue  # it may stand in a file that cannot be read
        message = f"'{one.provision.id}' was released in {tag} ({path}), and is no longer in the library"
        hint = f"Run `git restore --source={tag} {path}`, and write `retired:` with the reason into it."
        yield Diagnostic(ID_REMOVED, subject.library.info.location, message, hint)
