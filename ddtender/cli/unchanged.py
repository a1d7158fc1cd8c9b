"""`ddtender build` where nothing has changed: told by content, before click and all that makes documents is imported.

Everything that decides the bytes of the outputs goes into one digest: options, sources, git's state, the moment, our
own code and the installed libraries. A build keeps it in the user's cache, with the digests of its outputs.
Only the plainest spellings are known here; everything else is click's, which looks for the same record.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ddtender.workspace import cache, disk, git, record

_OPTIONS = ("--scenario", "--procedure", "--templates", "--output")
_FLAGS = ("--final", "--no-notes")


def answer(arguments: Sequence[str]) -> tuple[str, str] | None:
    """What a build whose outputs are current says on its output and on its error output; None if there is one to do."""
    given = _given(arguments)
    if given is None or "--scenario" not in given:
        return None
    procedure, templates, output = (Path(given[name]) if name in given else None for name in _OPTIONS[1:])
    if (procedure and not procedure.is_file()) or (templates and not templates.is_dir()):
        return None
    root = disk.find_root(Path())
    asked = git.ask_revision(root)  # git works while we read
    made_by = record.toolchain()
    sources = disk.read_sources(root, procedure, templates)
    if sources.procedure and b"library" in sources.files[sources.procedure]:
        return None  # it may pin the library to another revision
    final, notes, revision = "--final" in given, "--no-notes" not in given, asked()
    releases = releases_listed(root, revision)
    inputs = inputs_of(given["--scenario"], sources, revision, final, notes, releases, made_by)
    return said_before(output or root / "build" / given["--scenario"], inputs)


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
    scenario: str,
    sources: disk.Sources,
    revision: git.Revision,
    final: bool,
    notes: bool,
    releases: Sequence[tuple[str, str]],
    made_by: str | None = None,
) -> str:
    """The digest of all that decides the outputs of a build; ``releases`` are tags with their commits."""
    files = record.digest_of_files(sources.files)
    chosen = (scenario, sources.procedure, sources.templates, final, notes)
    return record.digest("build", made_by or record.toolchain(), files, chosen, revision, releases)


def releases_listed(root: Path, revision: git.Revision) -> Sequence[tuple[str, str]]:
    """The release tags before a revision with their commits: the review page compares with the newest, a final
    document's versions are held against all."""
    return git.Repository(root).releases(revision.commit) if revision.commit else ()


def said_before(folder: Path, inputs: str) -> tuple[str, str] | None:
    """What the build of the outputs in ``folder`` said, if ``inputs`` made them and nobody has touched them since."""
    written = cache.kept(_kept_as(folder))
    found = record.current(folder, inputs, written) if written else None
    if found is None:
        return None
    names, said = found
    try:
        before = json.loads(said)
        lines = [f"unchanged {from_here(folder / name)}" for name in names]
        return "\n".join([*lines, str(before["summary"])]), str(before["findings"])
    except (ValueError, KeyError, TypeError):
        return None


def remember(folder: Path, outputs: Mapping[str, bytes], inputs: str, summary: str, findings: str) -> None:
    """The record for ``said_before``; the two texts are what the build says of its result."""
    said = json.dumps({"summary": summary, "findings": findings}, ensure_ascii=False)
    cache.keep(_kept_as(folder), record.record(outputs, inputs, said))


def _kept_as(folder: Path) -> str:
    return f"outputs of a build in {folder.resolve()}"


def from_here(path: Path) -> str:
    """A path as short as it can be said from the current folder."""
    try:
        return str(path.resolve().relative_to(os.getcwd()))
    except ValueError:
        return str(path)
