"""`ddtender build` where nothing has changed: told by content, before click and all that makes documents is imported.

Everything that decides the bytes of the outputs goes into one digest: options, sources, git's state, the moment, our
own code and the installed libraries. A build keeps it in the user's cache, with the digests of its outputs.
Only the plainest spellings are known here; everything else is click's, which looks for the same record.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ddtender.workspace import cache, disk, git, record, tags
from ddtender.workspace.disk import from_here
from ddtender.workspace.silence import silence

TYPE_CHECKING = False  # see below: neither typing nor pathlib is imported
if TYPE_CHECKING:
    from pathlib import Path

    AnyPath = str | Path

_OPTIONS = ("--scenario", "--procedure", "--templates", "--output")
_FLAGS = ("--final", "--no-notes")
#: Stands in no text that is printed.
_BETWEEN = "\0"


def answer(arguments: Sequence[str]) -> tuple[str, str] | None:
    """What a build whose outputs are current says on its output and on its error output; None if there is one to do.

    The time that Python needs to start is all that it may take several times over: so paths are texts here, and nothing
    is imported that would take a tenth of it.
    """
    given = _given(arguments)
    if given is None or "--scenario" not in given or os.sep != "/":
        return None
    procedure, templates, output = (given.get(name) for name in _OPTIONS[1:])
    if output and os.path.normpath(output) != output:
        return None  # it is shown as pathlib writes it
    if (procedure and not os.path.isfile(procedure)) or (templates and not os.path.isdir(templates)):
        return None
    root = disk.root_above(".")
    head, releases = git.ask_head(root), tags.ask_releases(root)  # git works while we read
    made_by = record.toolchain()
    sources = disk.read_sources(root, procedure, templates)
    if sources.procedure and b"library" in sources.files[sources.procedure]:
        return None  # it may pin the library to another revision
    chosen = (given["--scenario"], "--final" in given, "--no-notes" not in given)
    checked_out, listed = head(), releases()
    if checked_out is not None and listed is None:
        return None
    if checked_out is None:
        standing = (None, False) if not silence(root) else None
    else:
        standing = (checked_out.commit, git.is_dirty(root, checked_out.commit, sources))
    if standing is None:
        return None  # git's silence has to be told
    inputs = inputs_of(sources, *chosen, *standing, listed or [], made_by)
    return said_before(output or os.path.join(root, "build", given["--scenario"]), inputs)


def _given(arguments: Sequence[str]) -> dict[str, str] | None:
    """The options of `build`, each given once and in full; None where click has to look."""
    if not arguments or arguments[0] != "build":
        return None
    given: dict[str, str] = {}
    rest = iter(arguments[1:])
    for name in rest:
        value = "" if name in _FLAGS else next(rest, "-") if name in _OPTIONS else "-"
        if name in given or value.startswith("-") or (not value and name not in _FLAGS):
            return None
        given[name] = value
    return given


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
    files = record.digest_of_files(sources.files)
    chosen = (scenario, sources.procedure, sources.templates, final, notes)
    standing = (commit, dirty, git.epoch(), list(releases) if commit else [])
    return record.digest("build", made_by or record.toolchain(), files, chosen, standing)


def said_before(folder: AnyPath, inputs: str) -> tuple[str, str] | None:
    """What the build of the outputs in ``folder`` said, if ``inputs`` made them and nobody has touched them since."""
    found = record.current(folder, inputs, cache.kept(_kept_as(folder)))
    if found is None:
        return None
    names, said = found
    summary, _, findings = said.partition(_BETWEEN)
    lines = [f"unchanged {from_here(os.path.join(folder, name))}" for name in names]
    return "\n".join([*lines, summary]), findings


def remember(folder: AnyPath, outputs: Mapping[str, bytes], inputs: str, summary: str, findings: str) -> None:
    """The record for ``said_before``; the two texts are what the build says of its result."""
    cache.keep(_kept_as(folder), record.record(outputs, inputs, summary + _BETWEEN + findings))


def _kept_as(folder: AnyPath) -> str:
    return f"outputs of a build in {os.path.realpath(folder)}"
