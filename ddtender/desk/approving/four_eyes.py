"""Whether the reviewer of something is the one who made its last change, as far as git knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from unicodedata import normalize

from ddtender import workspace as door
from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.history.bindings import bound
from ddtender.history.codes import AUTHOR_UNKNOWN, OWN_CHANGE
from ddtender.history.fingerprint import Fingerprints
from ddtender.library.loader import load
from ddtender.library.places import DEFAULT_TEMPLATES, INFO, LIBRARY, PARAMETERS
from ddtender.workspace.authors import Author, Authors, authors_of


class Changes:
    """Who has changed what of a workspace, up to a commit."""

    def __init__(
        self, root: Path, files: Mapping[str, bytes], templates: Iterable[str] = DEFAULT_TEMPLATES, commit: str = "HEAD"
    ) -> None:
        self._root, self._files, self._commit = root, files, commit
        self._templates = tuple(templates)

    @cached_property
    def _known(self) -> Authors:
        return authors_of(self._root, (LIBRARY, *self._templates), self._commit)

    @property
    def unknown(self) -> str:
        """Why it is not known who has changed what; empty where it is, and outside a repository."""
        return self._known.unknown

    @cached_property
    def _repository(self) -> door.Repository:
        return door.repository_at(self._root)

    @cached_property
    def _committed(self) -> dict[str, bytes]:
        """The files as the commit has them."""
        return self._repository.files(self._repository.commit(self._commit), (LIBRARY, *self._templates))

    def author(self, id_: str, path: str, fingerprint: str, reviewer: str) -> Author | None:
        """Who gave the thing ``id_`` in the file ``path`` what it says now; None where git does not know. Commits that
        left its meaning alone do not count, as far as that matters for ``reviewer``."""
        authors = self._known.of.get(path, ())
        committed = self._committed.get(path) if authors else None
        if committed is None:
            return None
        if committed != self._files.get(path) and self._says(id_, path, committed) != fingerprint:
            return None
        if not any(is_same(reviewer, one) for one in authors):
            return authors[0]

        def says_so(commit: str) -> bool:
            content = self._repository.file(commit, self._root / path)
            return content is not None and self._says(id_, path, content) == fingerprint

        gave = (one for one in authors if says_so(one.commit) and not any(map(says_so, one.parents)))
        return next(gave, authors[0])

    def last(self, path: str, reviewer: str) -> Author | None:
        """The author of the last commit that changed a file, if that is this reviewer and the file is as committed."""
        authors = self._known.of.get(path, ())
        if not authors or not is_same(reviewer, authors[0]) or self._committed.get(path) != self._files.get(path):
            return None
        return authors[0]

    def _says(self, id_: str, path: str, content: bytes) -> str:
        """The fingerprint of a thing in another state of its file, with the parameters as they are now."""
        library, _ = load({PARAMETERS: self._files.get(PARAMETERS, b""), path: content}, templates=self._templates)
        if id_ in library.by_id:
            return Fingerprints(library).of(library.by_id[id_])
        found = bound(library).get(id_)
        return found.binding.fingerprint if found else ""


def is_same(reviewer: str, author: Author) -> bool:
    """Whether a reviewer is the author of a commit: by name, or by an address that is named."""
    return plain_name(reviewer) == plain_name(author.name) or (
        bool(author.email) and author.email.lower() in reviewer.lower()
    )


def plain_name(name: str) -> str:
    """A name as two are compared: whatever its case, its blanks, and how its characters are made up."""
    return " ".join(normalize("NFKC", name).casefold().split())


def own_change(id_: str, place: Location, author: Author) -> Diagnostic:
    """That somebody approves what they have written themselves."""
    commit = f" (commit {author.commit[:12]})" if author.commit else ""
    said = f"'{id_}': its last change is {author.name}'s own{commit}, who cannot be its reviewer"
    message = Message(said, "messages.own_change", provision=NamedProvision(id_), name=author.name)
    hint = "Have somebody else approve it; `approval: {four_eyes: false, why: …}` in library.yaml allows it, on record."
    return Diagnostic(OWN_CHANGE, place, message, hint)


def author_unknown(why: str) -> Diagnostic:
    """That nobody can tell whether somebody approves what they have written themselves."""
    message = f"who made the last changes is not known: {why}"
    hint = "Approve and build where all of the history is: without it, the author could be the reviewer unnoticed."
    return Diagnostic(AUTHOR_UNKNOWN, Location(INFO), message, hint)
