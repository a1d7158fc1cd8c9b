"""Finding the draft that a reviewed document began as: the commit it names, or the revision that has its versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ddtender import __version__
from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.codes import DRAFT_NOT_MADE_AGAIN, NOT_A_DRAFT, OTHER_LIBRARY, UNREADABLE_REVIEW
from ddtender.desk.errors import Refused
from ddtender.desk.redraft import redraft
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.loader import DEFAULT_TEMPLATES, LIBRARY, PROCEDURES, load
from ddtender.library.places import TEMPLATE_NAMES
from ddtender.library.provenance import Provenance, read_provenance
from ddtender.library.sent import read_sent
from ddtender.manifest import sha256
from ddtender.model import Library
from ddtender.office.kinds import kind_of, remedy
from ddtender.office.package import PackageError
from ddtender.returned.codes import DRAFT_UNCERTAIN
from ddtender.returned.draft import Draft
from ddtender.returned.guess import guess, likeness
from ddtender.returned.report import Copy
from ddtender.returned.values import ReadDocument
from ddtender.returned.word import open_reviewed, read_document
from ddtender.stamp import Stamp

#: How many commits that touched the library are searched for the versions of a document that names none.
_SEARCHED = 200
#: How many procedures of the workspace are tried for a document that has nothing but its words.
_TRIED = 20
_SEND_AGAIN = "Ask the reviewer to save it as .docx, without a password or macros, and to send it again."
_FRONT = re.compile(rb"(?:\A|[\r\n])(id|version):[ \t]*[\"']?([A-Za-z0-9.-]+)")


class Asked(Struct, frozen=True):
    """What somebody says of the draft, for documents that do not say it themselves."""

    scenario: str | None = None
    procedure: Path | None = None
    templates: Path | None = None
    library_ref: str | None = None


class Found(Struct, frozen=True):
    """A reviewed document, its draft made again, and findings about the two."""

    copy: Copy
    reviewed: ReadDocument
    draft: Draft
    diagnostics: tuple[Diagnostic, ...]

    def goes_with(self, other: Found) -> bool:
        """Whether both are of one draft: the same document or the other one, made from the same sources."""
        return self.copy.origin == other.copy.origin and self.draft.sources == other.draft.sources


class Finder:
    """Finds drafts; what several copies have in common is made once."""

    def __init__(self, root: Path, asked: Asked) -> None:
        self.root, self.asked = root, asked
        self.repository = door.open_repository(root)
        self.made: dict[tuple, tuple[Draft, str]] = {}

    def find(self, file: str, content: bytes) -> Found:
        """Raises Refused."""
        try:
            parts = open_reviewed(content)
            provenance = read_provenance(parts)
            reviewed = read_document(parts)
        except PackageError as error:
            hint = remedy(content, _SEND_AGAIN, "Give the .docx that the reviewer sent back.")
            raise Refused([Diagnostic(UNREADABLE_REVIEW, Location(file), str(error), hint)]) from None
        findings: list[Diagnostic] = []
        ours = self.library.info.name
        kind = kind_of(content)
        if provenance is None and kind and kind.use:
            message = f"this is {kind.name}, not a draft that came back"
            raise Refused([Diagnostic(NOT_A_DRAFT, Location(file), message, f"{kind.use}.")])
        if provenance is None:
            provenance = self._guessed(file, reviewed, findings)
        elif provenance.library != ours:
            message = f"this is a draft of the library '{provenance.library}'; the one here is '{ours}'"
            hint = "Run the command in the workspace that the draft was made in."
            raise Refused([Diagnostic(OTHER_LIBRARY, Location(file), message, hint)])
        if self.asked.scenario:
            provenance = replace(provenance, scenario=self.asked.scenario)
        draft, version = self._draft(file, reviewed, provenance, findings)
        sent, other = read_sent(parts), provenance.ddtender not in ("", __version__)
        if other and sent is None:
            message = (
                f"ddtender {provenance.ddtender} made this draft, and this is {__version__}: it may word it otherwise"
            )
            findings.append(self._uncertain(file, message, "The document no longer says how it was sent."))
        if other or draft.uncertain:
            draft = replace(draft, uncertain=True, sent=sent)
        copy = Copy(file, provenance.document, provenance.scenario, provenance.procedure, version, provenance.commit)
        return Found(copy, reviewed, draft, tuple(findings))

    def _uncertain(self, file: str, message: str, hint: str = "") -> Diagnostic:
        hint = hint or (
            "What was different in the draft itself shows up as edits that nobody tracked, and is left for a person. "
            "--library-ref names the revision."
        )
        return Diagnostic(DRAFT_UNCERTAIN, Location(file), message, hint)

    @cached_property
    def library(self) -> Library:
        """The library of the working tree, read once for all copies."""
        return load(door.read_sources(self.root).files)[0]

    def _guessed(self, file: str, reviewed: ReadDocument, findings: list[Diagnostic]) -> Provenance:
        """What the document must have been made from, by its controls and bookmarks, or else by its words."""
        guessed = guess(reviewed, self.library)
        if guessed is None:
            hint = "Check that it is the right file: a tender.docx or contract.docx that ddtender wrote."
            message = "none of the library's provisions is in this document"
            raise Refused([Diagnostic(NOT_A_DRAFT, Location(file), message, hint)])
        procedure = door.shown(self.asked.procedure, self.root) if self.asked.procedure else None
        info, scenario = self.library.info, self.asked.scenario or guessed.scenario
        made = Provenance("", guessed.document, scenario, info.name, info.version, True, False, procedure)
        told = "its provisions tell"
        if guessed.by_words:
            if procedure is None:
                made = replace(made, procedure=self._likeliest(file, reviewed, made))
            known = f" for {made.procedure}" if made.procedure else ""
            told = f"it is identified by its words: {made.document}, scenario '{scenario}'{known}"
        findings.append(self._uncertain(file, f"the document does not say what it was made from; {told}"))
        return made

    def _likeliest(self, file: str, reviewed: ReadDocument, made: Provenance) -> str | None:
        """The workspace's procedure with which a draft has most of the document's paragraphs word for word."""
        files = door.read_sources(self.root, all_procedures=True).files
        best: tuple[int, str | None] = (0, None)
        doubt = self._uncertain(file, "its words alone tell what it is")
        for path in (None, *sorted(path for path in files if path.startswith(f"{PROCEDURES}/"))[:_TRIED]):
            try:
                draft, _ = self._draft(file, reviewed, replace(made, procedure=path), [doubt])
            except Refused:  # of another scenario, or with errors of its own
                continue
            found = likeness(draft.read, reviewed)
            best = (found, path) if found > best[0] else best
        return best[1]

    def _draft(
        self, file: str, reviewed: ReadDocument, provenance: Provenance, findings: list[Diagnostic]
    ) -> tuple[Draft, str]:
        versions = _versions(reviewed)
        key = (provenance, tuple(sorted(versions.items())))
        if key not in self.made:
            self.made[key] = self._made(file, versions, provenance, findings)
        return self.made[key]

    def _made(
        self, file: str, versions: Mapping[str, str], provenance: Provenance, findings: list[Diagnostic]
    ) -> tuple[Draft, str]:
        files, revision = self._sources(file, versions, provenance, findings)
        files, procedure = self._with_procedure(file, files, provenance, findings)
        uncertain = bool(findings) and not self.asked.library_ref
        sources = self._with_template(file, door.Sources(files, procedure, DEFAULT_TEMPLATES), provenance, findings)
        request = pipeline.Request(provenance.scenario, procedure)
        stamp = Stamp(provenance.final, revision.moment, provenance.commit, provenance.dirty)
        try:
            made = redraft(sources.files, request, stamp, provenance.document, sources.templates)
        except pipeline.UnknownScenario as error:
            raise self._not_made(file, str(error)) from None
        if made.resolved is None or made.content is None:
            raise Refused([self._not_made(file, "its sources have errors").diagnostics[0], *made.diagnostics])
        read = read_document(open_reviewed(made.content))
        known = made.library.by_id
        others = {id_: v for id_, v in versions.items() if id_ in known and known[id_].version != v}
        draft = Draft(provenance.document, made.resolved, read, files, uncertain, others)
        return draft, made.library.info.version

    def _not_made(self, file: str, why: str) -> Refused:
        hint = "Name the sources with --library-ref, --scenario and --procedure."
        return Refused(
            [Diagnostic(DRAFT_NOT_MADE_AGAIN, Location(file), f"the draft cannot be made again: {why}", hint)]
        )

    def _sources(
        self, file: str, versions: Mapping[str, str], provenance: Provenance, findings: list[Diagnostic]
    ) -> tuple[dict[str, bytes], door.Revision]:
        """The files of the revision that the draft came from, procedures included."""
        if self.asked.library_ref:
            if self.repository is None:
                raise self._not_made(file, door.why_no_repository(self.root))
            commit = self.repository.commit(self.asked.library_ref)
            return self.repository.files(commit), door.Revision(commit, False, self.repository.moment(commit))
        if provenance.commit and not provenance.dirty:
            commit, short = self._known(provenance.commit), provenance.commit[:12]
            earlier = self.repository.files(commit) if self.repository and commit else {}
            if any(path.startswith(f"{LIBRARY}/") for path in earlier):
                assert self.repository is not None and commit is not None
                return earlier, door.Revision(commit, False, self.repository.moment(commit))
            said = f"the commit {short} of the draft is not here"
            if commit:
                said = f"the commit {short} of the draft has no {LIBRARY}/ in this folder"
            findings.append(self._uncertain(file, said, "" if commit else self._how_to_fetch()))
        elif provenance.ddtender:
            findings.append(self._uncertain(file, "the draft was made from sources that were not committed"))
        return self._by_versions(file, versions, findings)

    def _how_to_fetch(self) -> str:
        """How the draft's commit may be got; "" where that is not known."""
        if self.repository is None:
            return f"{door.why_no_repository(self.root)}; review it in the repository that the draft was made in."
        if self.repository.is_shallow():
            return "This clone is shallow: `git fetch --unshallow --tags`, then review it again."
        return ""

    def _known(self, commit: str) -> str | None:
        try:
            return self.repository.commit(commit) if self.repository else None
        except door.WorkspaceError:
            return None

    def _by_versions(
        self, file: str, versions: Mapping[str, str], findings: list[Diagnostic]
    ) -> tuple[dict[str, bytes], door.Revision]:
        """The working tree if it has the versions of the document's controls, or else the newest revision that has
        most of them."""
        sources = door.read_sources(self.root, all_procedures=True)
        files, revision = sources.files, door.revision(self.root, sources)
        best, missing = files, _lacking(files, versions)
        for commit in self.repository.commits(LIBRARY, _SEARCHED) if self.repository and missing else ():
            assert self.repository is not None
            earlier = self.repository.files(commit)
            lacking = _lacking(earlier, versions)
            if len(lacking) < len(missing):
                best, missing = earlier, lacking
                revision = door.Revision(commit, False, self.repository.moment(commit))
            if not missing:
                break
        if missing:
            named = ", ".join(f"{id_}@{versions[id_]}" for id_ in sorted(missing))
            findings.append(self._uncertain(file, f"no revision here has {named}"))
        return best, revision

    def _with_procedure(
        self, file: str, files: Mapping[str, bytes], provenance: Provenance, findings: list[Diagnostic]
    ) -> tuple[dict[str, bytes], str | None]:
        """``files`` with the draft's procedure, as it was used, as their only one."""
        kept = {path: data for path, data in files.items() if not path.startswith(f"{PROCEDURES}/")}
        path = provenance.procedure
        if self.asked.procedure is not None:
            path = door.shown(self.asked.procedure, self.root)
            return {**kept, path: door.read_bytes(self.asked.procedure)}, path
        if path is None:
            return kept, None
        content = files.get(path)
        if content is None or provenance.procedure_sha256 not in (None, sha256(content)):
            content = self._here(path, provenance.procedure_sha256)
        if content is None:
            message = f"the procedure {path} is not at hand as it was used"
            hint = "Its facts show up as filled blanks. --procedure names the file as it was."
            findings.append(self._uncertain(file, message, hint))
            return kept, None
        return {**kept, path: content}, path

    def _with_template(
        self, file: str, sources: door.Sources, provenance: Provenance, findings: list[Diagnostic]
    ) -> door.Sources:
        """``sources`` with the template that the draft was made with; a clause's own text depends on none."""
        used = TEMPLATE_NAMES.index(provenance.document)
        if self.asked.templates is not None:
            sources = door.with_own(sources, self.root, None, self.asked.templates)
            content = sources.files.get(sources.templates[used])
            said = f"{sources.templates[used]} is not the template that the draft was made with"
        else:
            path = provenance.template or sources.templates[used]
            content = self._as_recorded(path, sources.files.get(path), provenance)
            said = f"the template {path} is not at hand as it was used"
            if content is not None:
                templates = list(sources.templates)
                templates[used] = path
                sources = door.Sources({**sources.files, path: content}, sources.procedure, tuple(templates))
        if content is None or provenance.template_sha256 not in (None, sha256(content)):
            hint = "Its own words show up as edits outside every provision. --templates names the folder that has it."
            findings.append(self._uncertain(file, said, hint))
        return sources

    def _as_recorded(self, path: str, content: bytes | None, provenance: Provenance) -> bytes | None:
        """The file at ``path`` of the draft's revision, or of the disk, that has the recorded digest."""
        expected = provenance.template_sha256
        if content is None and self.repository and provenance.commit and (commit := self._known(provenance.commit)):
            content = self.repository.file(commit, self.root / path)
        if content is not None and expected in (None, sha256(content)):
            return content
        return self._here(path, expected)

    def _here(self, path: str, expected: str | None) -> bytes | None:
        here = self.root / path
        if not here.resolve().is_relative_to(self.root) or not here.is_file():
            return None
        content = door.read_bytes(here)
        return content if expected in (None, sha256(content)) else None


def _versions(reviewed: ReadDocument) -> dict[str, str]:
    """Id and version of every provision that still has its control."""
    tags = {p.control for p in reviewed.paragraphs if p.control}
    return {id_: version for id_, _, version in (tag.partition("@") for tag in tags)}


def _lacking(files: Mapping[str, bytes], versions: Mapping[str, str]) -> set[str]:
    """The ids whose version no file has."""
    found = set()
    for path, content in files.items():
        if path.startswith(f"{LIBRARY}/") and path.endswith(".md"):
            front = dict(_FRONT.findall(content[:4000]))
            found.add((front.get(b"id", b"").decode(), front.get(b"version", b"").decode()))
    return {id_ for id_, version in versions.items() if (id_, version) not in found}
