"""Whether what a build has written is still what it would write: told by content, and quickly.

Everything that decides the bytes of the outputs goes into one digest: options, sources, git's state, the moment, our
own code and the installed libraries. A build keeps it in the user's cache, with the digests of its outputs.

The time that Python needs to start is all that the answer may take several times over: so paths are texts here, and
nothing is imported that would take a tenth of it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ddtender.workspace import cache, digests, disk, git, record, tags
from ddtender.workspace.silence import silence

TYPE_CHECKING = False  # neither typing nor pathlib is imported
if TYPE_CHECKING:
    from pathlib import Path

    Folder = str | Path

#: Stands in no text that is printed.
_BETWEEN = "\0"
#: The names of the outputs, and the two texts that were kept with them.
WrittenBefore = tuple[list[str], str, str]


def built_before(
    root: str, scenario: str, procedure: str | None, templates: str | None, folder: Folder, final: bool, notes: bool
) -> WrittenBefore | None:
    """What a build with these options has written into ``folder``, if it would write the same now.

    None if there is something to do, or if it cannot be told without what makes documents.
    """
    head = git.ask_head(root)
    releases = tags.ask_releases(root, prefix=tags.prefix_here(root))  # git works while we read
    made_by = record.toolchain()
    sources = disk.read_sources(root, procedure, templates)
    if sources.procedure and b"library" in sources.files[sources.procedure]:
        return None  # it may pin the library to another revision
    checked_out, listed = head(), releases()
    if checked_out is not None and listed is None:
        return None
    if checked_out is None:
        standing = (None, False) if not silence(root) else None
    else:
        standing = (checked_out.commit, git.is_dirty(root, checked_out.commit, sources))
    if standing is None:
        return None  # git's silence has to be told
    return written_by(inputs_of(sources, scenario, final, notes, *standing, listed or [], made_by), folder)


def inputs_of(
    sources: disk.Sources,
    scenario: str,
    final: bool,
    notes: bool,
    commit: str | None,
    dirty: bool,
    releases: Sequence[tuple[str, str]],
    made_by: str | None = None,
) -> str:
    """The digest of all that decides the outputs of a build; ``releases`` are tags with their commits.

    The moment that documents carry is that of the commit, unless the user has set another.
    """
    files = digests.digest_of_files(sources.files)
    chosen = (scenario, sources.procedure, sources.templates, final, notes)
    day = record.day_of_stamps(sources.files, final)
    standing = (commit, dirty, git.epoch(), list(releases) if commit else [], day)
    return digests.digest("build", made_by or record.toolchain(), files, chosen, standing)


def written_by(inputs: str, folder: Folder) -> WrittenBefore | None:
    """What ``inputs`` have made in ``folder``, if nobody has touched it since."""
    found = record.current(folder, inputs, cache.kept(_kept_as(folder)))
    if found is None:
        return None
    names, kept = found
    said, _, aside = kept.partition(_BETWEEN)
    return names, said, aside


def remember(folder: Folder, outputs: Mapping[str, bytes], inputs: str, said: str, aside: str) -> None:
    """The record for ``written_by``; the two texts are for whoever is told that nothing has changed."""
    cache.keep(_kept_as(folder), record.record(outputs, inputs, said + _BETWEEN + aside))


def _kept_as(folder: Folder) -> str:
    return f"outputs of a build in {os.path.realpath(folder)}"
