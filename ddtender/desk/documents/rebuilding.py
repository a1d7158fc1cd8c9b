"""Making the documents of a manifest again, and holding against it what they and the commit say now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ddtender import __version__
from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.documents.building import others_of
from ddtender.desk.documents.used import Given, as_used, record_as_used, stamp_as_used, words_of
from ddtender.diagnostics import Diagnostic, Severity
from ddtender.diagnostics.formats import plain
from ddtender.history.release import Release, release_of
from ddtender.library.layers.origins import origins_of
from ddtender.library.places import DEFAULT_TEMPLATES, PROCEDURES, record_of, stamp_of_template
from ddtender.manifest import sha256
from ddtender.stamp import Stamp


class NotAgain(Exception):
    """Why the documents cannot be made again; ``lines`` say more, one a fact."""

    def __init__(self, why: str, lines: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.lines = lines


class Inputs(Struct, frozen=True):
    """Everything that the documents were made from, and which of it stands in no commit."""

    repository: door.Repository
    files: dict[str, bytes]
    request: pipeline.Request
    stamp: Stamp
    templates: tuple[str, ...]
    outside: dict[str, str]
    told: tuple[str, ...]

    @property
    def commit(self) -> str:
        assert self.stamp.commit is not None
        return self.stamp.commit


def inputs(root: Path, manifest: dict, given: Given) -> Inputs:
    """What a manifest says that its documents were made from, with the bytes that it names. Raises NotAgain."""
    commit, repository = manifest["library"]["commit"], door.open_repository(root)
    if commit is None or manifest["library"]["dirty"]:
        raise NotAgain("it was built from sources that were not committed")
    if repository is None:
        raise NotAgain(door.why_no_repository(root))
    if manifest["ddtender"] != __version__:
        raise NotAgain(f"it was built by ddtender {manifest['ddtender']}, and this is {__version__}")
    try:
        files = repository.files(repository.commit(commit))
        commits = (commit, repository.commit("HEAD"))
        based = origins_of(files).of
        usual = set(DEFAULT_TEMPLATES) - manifest["templates"].keys()  # an authority's own stood in their place
        files = {path: data for path, data in files.items() if path not in usual}
        files = {path: data for path, data in files.items() if not path.startswith(f"{PROCEDURES}/")}
        procedure = manifest["procedure"]
        wanted = [(path, digest, "template", "--templates DIR") for path, digest in manifest["templates"].items()]
        wanted += [(procedure["path"], procedure["sha256"], "procedure", "--procedure FILE")] if procedure else []
        wanted_record, outside, told = manifest.get("record"), {}, []
        for path, digest, kind, option in wanted:
            if path in based and sha256(files[path]) == digest:
                continue  # of a base, which the commit pins
            at = given.procedure if kind == "procedure" else given.template(path)
            used = as_used(repository, commits, path, digest, at)
            if used is None:
                raise NotAgain(f"the {kind} {path} is in no commit here as it was used; {option} says where it is")
            files[path] = used.content
            if kind == "template" and path not in DEFAULT_TEMPLATES and (words := words_of(manifest, path)):
                stamp = stamp_as_used(repository, commits, stamp_of_template(path), words)
                files |= {} if stamp is None else {stamp_of_template(path): stamp}
            if not used.origin:
                outside[path] = digest
                told.append(f"the {kind} {path} stands in no commit: it is proved only that it had SHA-256 {digest}")
            elif used.origin != commit:
                told.append(f"the {kind} {path} is that of commit {used.origin[:12]}")
        if procedure and wanted_record:
            path, digest, entries = (wanted_record[name] for name in ("path", "sha256", "entries"))
            content = record_as_used(repository, commits, path, digest, entries, given.procedure)
            if content is None:
                raise NotAgain(f"the record {path} is not here as it was used; --procedure FILE says where it is")
            files[record_of(procedure["path"])] = content
            told.append(f"of the record {path} the first {entries} lines were used; they are as they were")
    except door.WorkspaceError as error:
        raise NotAgain(str(error)) from None
    moment = datetime.fromisoformat(manifest["moment"])
    path, final = procedure["path"] if procedure else None, manifest["final"]
    request = pipeline.Request(manifest["scenario"], path, final, day=moment.date() if final else None)
    release = manifest["library"].get("release") or ""
    stamp = Stamp(manifest["final"], moment, commit, notes=manifest["notes"], release=release)
    return Inputs(repository, files, request, stamp, tuple(manifest["templates"]), outside, tuple(told))


def made_again(made_from: Inputs, compared: dict | None, now: door.History, notice: bool = False) -> dict[str, bytes]:
    """The whole set that these inputs give, compared with the release that the manifest names, and the files of the
    ``notice``. Raises NotAgain."""
    request, stamp = made_from.request, made_from.stamp
    try:
        last = _last(made_from.repository, compared)
        releases = (last, *_before(last, now)) if last and request.final else ()
        built = pipeline.build(made_from.files, request, stamp, made_from.templates, releases, last)
    except (pipeline.UnknownScenario, door.WorkspaceError) as error:
        raise NotAgain(str(error)) from None
    if not built.documents:
        why = f"commit {made_from.commit[:12]} gives no documents: {len(built.diagnostics)} findings stand against them"
        raise NotAgain(why, _errors(built.diagnostics))
    path = request.procedure
    on_record = made_from.files.get(record_of(path)) if path else None
    made = pipeline.whole_set(built, stamp, (path, made_from.files[path]) if path else None, on_record)
    resolved = built.prepared.resolved
    if not notice or resolved is None:
        return made
    from ddtender.desk.documents.notices import notice_files

    return made | notice_files(resolved, others_of(built.prepared), made_from.files, stamp)[0]


def against_now(made_from: Inputs, now: door.History) -> tuple[str, ...]:
    """Errors that stand against a final document now, held against every release that its commit contains."""
    from ddtender.desk.approving.approval import own_stamps

    request = replace(made_from.request, unknown=now.unknown)
    prepared = pipeline.prepare(made_from.files, request, made_from.templates, now.releases)
    own = own_stamps(made_from.repository.root, made_from.files, made_from.commit, prepared)
    return _errors([*prepared.diagnostics, *own])


def compared_otherwise(made_from: Inputs, compared: dict | None, now: door.History) -> str:
    """That a review page was compared with another release than the newest that the commit contains; else empty. A
    release that was made of the commit itself may have been made of it afterwards."""
    newest = [(one.tag, one.commit) for one in now.releases]
    while newest and newest[0][1] == made_from.commit and compared != _named(newest[0]):
        newest.pop(0)
    wanted = _named(newest[0]) if newest else None
    if compared == wanted:
        return ""
    was = f"{compared['release']} ({compared['commit'][:12]})" if compared else "no release"
    known = f"{wanted['release']} ({wanted['commit'][:12]})" if wanted else "none"
    return f"it was compared with {was}; the newest release that its commit contains is {known}"


def release_otherwise(made_from: Inputs, now: door.History) -> str:
    """That a final document says to be of a release that its sources are not of; else empty. One that says to be of
    none may be of one now: a tag may have been made afterwards."""
    said = made_from.stamp.release
    is_of = release_of(made_from.files, now.releases, made_from.templates)
    if not said or said == is_of:
        return ""
    return f"it says that it is of the release {said}; its sources are those of {is_of or 'none'}"


def moment_otherwise(made_from: Inputs) -> str:
    """That the documents carry a moment that is neither their commit's nor the one that the reader has set; else
    empty."""
    from ddtender.workspace.git import epoch

    moment, there = made_from.stamp.moment, made_from.repository.moment(made_from.commit)
    if moment == there or epoch() == str(int(moment.timestamp())):
        return ""
    said = f"its moment is {moment.isoformat()}, and its commit was made {there.isoformat()}"
    return f"{said}; SOURCE_DATE_EPOCH={int(moment.timestamp())} says that you expect this one"


def differences(manifest: dict, written: bytes, again: bytes) -> list[str]:
    """In which keys a manifest is not the one that was made again, or that it is only written otherwise."""
    if written == again:
        return []
    made = json.loads(again)
    found = []
    if other := [key for key in made if key != "outputs" and made[key] != manifest.get(key)]:
        found.append(f"{', '.join(other)}: not what its commit says")
    if added := sorted(manifest.keys() - made.keys()):
        found.append(f"{', '.join(map(plain, added))}: no build of ddtender says so")
    return found or ["not the bytes that a build writes, so that others may read something else in it"]


def _named(release: tuple[str, str]) -> dict[str, str]:
    return {"release": release[0], "commit": release[1]}


def _last(repository: door.Repository, compared: dict | None) -> Release | None:
    """The release that the review page was compared with, by its commit: a tag can be moved."""
    if compared is None:
        return None
    return door.release_at(repository, compared["release"], repository.commit(compared["commit"]))


def _before(last: Release, now: door.History) -> tuple[Release, ...]:
    """The releases before one: those that a build compared with it, too."""
    tags = [one.tag for one in now.releases]
    return now.releases[tags.index(last.tag) + 1 :] if last.tag in tags else now.releases


def _errors(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    return tuple(
        f"{plain(str(one.location))}: {one.code.name}: {plain(one.message)}"
        for one in diagnostics
        if one.severity is Severity.ERROR
    )
