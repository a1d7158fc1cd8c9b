"""What several commands read: the sources of the working tree or of a revision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ddtender.desk.errors import Misused, Refused
from ddtender.desk.recent import Recent
from ddtender.library.places import DEFAULT_TEMPLATES, INFO, LAW, MERGED, NATIONAL
from ddtender.words import SOURCE

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic
    from ddtender.library.documents import ReadsFile
    from ddtender.model import Library, Procedure
    from ddtender.words import Language
    from ddtender.workspace import Repository, Revision, Sources

#: Libraries by the digest of their files.
_LIBRARIES: Recent[Library] = Recent(2)
_LAWS: Recent[Library] = Recent(2)
#: What is read of a library for its law.
_OF_LAW = (f"{LAW}/", f"{NATIONAL}/", INFO, MERGED)


def sources_for(
    root: Path, procedure: Path | None, templates: Path | None, library_ref: str | None, proved: bool = False
) -> tuple[Sources, Revision]:
    """The working tree's sources, or those of the revision that is asked for or that the procedure pins.

    ``proved``: whether they are those of a commit is read from its objects, as a final document demands.
    """
    from ddtender import workspace as door
    from ddtender.library.procedures import pinned_library

    if library_ref is not None and not library_ref.strip():
        raise Misused("name a revision, such as v1.0.0.", "--library-ref")
    pin = pinned_library(door.read_bytes(procedure)) if procedure else None
    if pin and library_ref and pin != library_ref:
        raise Misused(f"{procedure} pins the library to '{pin}', but --library-ref says '{library_ref}'.")
    ref = library_ref or pin
    if ref is None:
        sources = door.read_sources(root, procedure, templates)
        return sources, door.revision(root, sources, proved)
    return door.sources_at(repository_for(root, ref), ref, procedure, templates)


def repository_for(root: Path, ref: str, option: str | None = None) -> Repository:
    """The repository of which a person asks for a revision, by this option. Raises Misused where there is none."""
    from ddtender import workspace as door

    try:
        return door.repository_with(root, ref)
    except door.WorkspaceError as error:
        raise Misused(f"{error}.", option) from None


def in_no_commit(root: Path, sources: Sources, revision: Revision) -> tuple[str, ...]:
    """The templates that have other bytes than in the commit of ``revision`` and in the one that is checked out, and
    those from outside the workspace, whatever repository they may be in. Of a working tree that differs from its commit
    the others are not told apart. Raises WorkspaceError."""
    from ddtender import workspace as door
    from ddtender.library.layers.origins import origins_of

    repository = door.open_repository(root)
    if repository is None or revision.commit is None:
        return ()  # then nothing is committed, which is found as such
    commits = dict.fromkeys((revision.commit, repository.commit("HEAD")))

    def is_somewhere(path: str) -> bool:
        return revision.dirty or any(repository.file(commit, root / path) == sources.files[path] for commit in commits)

    origins = origins_of(sources.files)  # what a base has is known by the fingerprint that pins it
    return tuple(
        path
        for path in sources.templates
        if path in sources.files and origins.is_own(path) and (path in sources.elsewhere or not is_somewhere(path))
    )


def library_of(root: Path, ref: str | None = None) -> Library:
    """The library of the working tree or of a revision, procedures included. Raises Refused where it has errors."""
    return library_and_files(root, ref)[0]


def library_and_files(root: Path, ref: str | None = None) -> tuple[Library, dict[str, bytes]]:
    """``library_of`` with the files that it was read from, for a command that is to write some of them."""
    from ddtender import workspace as door

    if ref is None:
        files = dict(door.read_sources(root, all_procedures=True).files)
    else:
        repository = repository_for(root, ref)
        files = repository.files(repository.commit(ref))
        if not files:
            raise Misused(f"revision '{ref}' has no clause library in this folder.")
    return loaded(files, ref), files


def loaded(files: Mapping[str, bytes], ref: str | None = None, templates: Sequence[str] = DEFAULT_TEMPLATES) -> Library:
    """The library in files of the working tree, or of a revision. Raises Refused where it has errors."""
    from ddtender.diagnostics import has_errors, ordered
    from ddtender.library.layers.origins import placed
    from ddtender.library.loader import load

    library, findings = load(files, templates=templates)
    if has_errors(findings):
        where = f" at {ref}, a revision that this version of ddtender does not fully understand" if ref else ""
        raise Refused(ordered(placed(findings, library.origins)), where)
    return library


def library_in(files: Mapping[str, bytes]) -> Library:
    """The library of these files as far as it can be read, in its own language; read once as long as they are the
    same."""
    from ddtender.library.loader import load
    from ddtender.workspace.warm import digest_of

    return _LIBRARIES.of(digest_of(files), lambda: load(dict(files), languages=False)[0])


def law_in(files: Mapping[str, bytes]) -> Library:
    """What a library knows of law, and nothing else of it: in a tenth of the time, for who needs days alone."""
    from ddtender.library.loader import load
    from ddtender.workspace.warm import digest_of

    def read() -> Library:
        wanted = {path: content for path, content in files.items() if path.startswith(_OF_LAW)}
        return load(wanted, languages=False)[0]

    return _LAWS.of(digest_of(files), read)


def refuse_unknown(ids: Iterable[str], known: Collection[str]) -> None:
    """Raises Misused for an id that no provision has."""
    from ddtender.compose import did_you_mean

    for id_ in ids:
        if id_ not in known:
            raise Misused(f"there is no provision '{id_}'. {did_you_mean(id_, known)}".strip(), "ID")


def procedure_at(path: Path) -> Procedure:
    """What a procedure file says. Raises Refused where it cannot be read, WorkspaceError."""
    from ddtender import workspace as door
    from ddtender.library.loader import load_procedure

    read, findings = load_procedure(path.as_posix(), door.read_bytes(path))
    if read is None:
        raise Refused(findings)
    return read


def market_template(root: Path) -> bytes:
    """The template of the market papers, the annex and the supplier report."""
    from ddtender import workspace as door
    from ddtender.library.places import MARKET_TEMPLATE

    return door.read_source(root, MARKET_TEMPLATE)


@contextmanager
def template_errors() -> Iterator[None]:
    """What is wrong with that template, in words."""
    from ddtender.library.places import MARKET_TEMPLATE
    from ddtender.office.package import PackageError
    from ddtender.workspace import WorkspaceError

    try:
        yield
    except PackageError as error:
        raise WorkspaceError(f"{MARKET_TEMPLATE}: {error}") from None


@contextmanager
def scenario_errors() -> Iterator[None]:
    """A scenario that is not there is an option's fault."""
    from ddtender.desk.pipeline import UnknownScenario

    try:
        yield
    except UnknownScenario as error:
        raise Misused(str(error), "--scenario") from None


def source_of(root: Path, path: str, reader: ReadsFile, words: Language | None = None) -> Any:
    """A file of the library as a value, in a language if that is asked for. Raises Refused, WorkspaceError."""
    from ddtender import workspace as door

    if words is None or words.tag == SOURCE:
        return value_of(path, door.read_source(root, path), reader)
    return value_in(door.read_sources(root).files, path, reader, words)


def value_in(files: Mapping[str, bytes], path: str, reader: ReadsFile, words: Language) -> Any:
    """A file among those of a library as a value, in a language. Raises Refused."""
    from ddtender.library.languages.files import source_in

    source = source_in(files, path, words.tag)
    return _value(*((None, []) if source is None else reader(source)))


def source_if_there(root: Path, path: str, reader: ReadsFile, words: Language | None = None) -> Any:
    """A file that a library need not have as a value, from whatever layer it is, in a language if that is asked for;
    None where it is not there. Raises Refused, WorkspaceError."""
    from ddtender import workspace as door

    content = door.source_if_there(root, path)
    if content is None or (words is not None and words.tag != SOURCE):
        return None if content is None else source_of(root, path, reader, words)
    return value_of(path, content, reader)


def value_of(path: str, content: bytes, reader: ReadsFile) -> Any:
    """What a file of the library says, as a value. Raises Refused where anything is wrong with it."""
    from ddtender.library.source import decode

    source, findings = decode(path, content)
    return _value(*((None, findings) if source is None else reader(source)))


def _value(value: Any, findings: Sequence[Diagnostic]) -> Any:
    if value is None or findings:
        raise Refused(findings)
    return value
