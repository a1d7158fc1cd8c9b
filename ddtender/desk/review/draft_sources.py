"""The files that a draft was made from: those of its commit, or of the revision that has its versions; and with them
the procedure and the template as they were used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.codes import DRAFT_NOT_MADE_AGAIN
from ddtender.desk.errors import Refused
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.places import DEFAULT_TEMPLATES, LIBRARY, PROCEDURES, TEMPLATE_NAMES
from ddtender.library.provenance import Provenance
from ddtender.manifest import sha256
from ddtender.returned.codes import DRAFT_UNCERTAIN

#: How many commits that touched the library are searched for the versions of a document that names none.
_SEARCHED = 200
_FRONT = re.compile(rb"(?:\A|[\r\n])(id|version):[ \t]*[\"']?([A-Za-z0-9.-]+)")


class Asked(Struct, frozen=True):
    """What somebody says of the draft, for documents that do not say it themselves."""

    scenario: str | None = None
    procedure: Path | None = None
    templates: Path | None = None
    library_ref: str | None = None
    language: str | None = None


class SourcesFound(Struct, frozen=True):
    """``files`` are the draft's own, procedure included; ``built`` has the template with them that it was made with.

    ``is_uncertain`` says that they may be others than those of the draft."""

    files: Mapping[str, bytes]
    built: door.Sources
    revision: door.Revision
    is_uncertain: bool


class DraftSources:
    """Looks for them in the workspace ``root`` and its repository; ``asked`` goes before what a document says."""

    def __init__(self, root: Path, asked: Asked) -> None:
        self.root, self.asked = root, asked
        self.repository = door.open_repository(root)

    def of(
        self, file: str, versions: Mapping[str, str], provenance: Provenance, findings: list[Diagnostic]
    ) -> SourcesFound:
        """``versions`` are those of the document's provisions, by id. What is not certain is added to ``findings``.

        Raises Refused.
        """
        files, revision = self._sources(file, versions, provenance, findings)
        files, procedure = self._with_procedure(file, files, provenance, findings)
        is_uncertain = bool(findings) and not self.asked.library_ref
        sources = door.Sources(files, procedure, DEFAULT_TEMPLATES)
        built = self._with_template(file, sources, provenance, findings)
        return SourcesFound(files, built, revision, is_uncertain)

    def _sources(
        self, file: str, versions: Mapping[str, str], provenance: Provenance, findings: list[Diagnostic]
    ) -> tuple[Mapping[str, bytes], door.Revision]:
        """The files of the revision that the draft came from, procedures included."""
        if self.asked.library_ref:
            if self.repository is None:
                raise not_made(file, door.why_no_repository(self.root))
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
            findings.append(uncertain(file, said, "" if commit else self._how_to_fetch()))
        elif provenance.ddtender:
            findings.append(uncertain(file, "the draft was made from sources that were not committed"))
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
    ) -> tuple[Mapping[str, bytes], door.Revision]:
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
            findings.append(uncertain(file, f"no revision here has {named}"))
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
            findings.append(uncertain(file, message, hint))
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
                if path not in DEFAULT_TEMPLATES and not self._is_committed(path, content, provenance):
                    said_by_it = f"only the document says that it was made with the template {path}, of no commit"
                    hint = "Its words count as the draft's own: read them. --templates names the folder if it is yours."
                    findings.append(uncertain(file, said_by_it, hint))
        if content is None or provenance.template_sha256 not in (None, sha256(content)):
            hint = "Its own words show up as edits outside every provision. --templates names the folder that has it."
            findings.append(uncertain(file, said, hint))
        return sources

    def _is_committed(self, path: str, content: bytes, provenance: Provenance) -> bool:
        """Whether the draft's commit, or the one that is checked out, has a file as it is."""
        commits = {self._known(ref) for ref in (provenance.commit, "HEAD") if ref}
        return self.repository is not None and any(
            self.repository.file(commit, self.root / path) == content for commit in commits if commit
        )

    def _as_recorded(self, path: str, content: bytes | None, provenance: Provenance) -> bytes | None:
        """The file at ``path`` of the draft's revision, or of the disk, that has the recorded digest."""
        expected = provenance.template_sha256
        if content is None and self.repository and provenance.commit and (commit := self._known(provenance.commit)):
            content = self.repository.file(commit, self.root / path)
        if content is not None and expected in (None, sha256(content)):
            return content
        return self._here(path, expected) or self._of_procurement(path, expected)

    def _of_procurement(self, path: str, expected: str | None) -> bytes | None:
        """A template that is sealed with the last set of the procurement, or lies in its folder."""
        from ddtender.desk.documents.own_templates import in_procurement

        found = in_procurement(self.asked.procedure, PurePosixPath(path).name) if self.asked.procedure else ()
        return next((one for one in found if expected == sha256(one)), None)

    def _here(self, path: str, expected: str | None) -> bytes | None:
        here = self.root / path
        if not here.resolve().is_relative_to(self.root) or not here.is_file():
            return None
        content = door.read_bytes(here)
        return content if expected in (None, sha256(content)) else None


def uncertain(file: str, message: str, hint: str = "") -> Diagnostic:
    """The finding that a draft made again may not be the one that was sent."""
    hint = hint or (
        "What was different in the draft itself shows up as edits that nobody tracked, and is left for a person. "
        "--library-ref names the revision."
    )
    return Diagnostic(DRAFT_UNCERTAIN, Location(file), message, hint)


def not_made(file: str, why: str) -> Refused:
    """The refusal of a document whose draft cannot be made again."""
    hint = "Name the sources with --library-ref, --scenario and --procedure."
    return Refused([Diagnostic(DRAFT_NOT_MADE_AGAIN, Location(file), f"the draft cannot be made again: {why}", hint)])


def _lacking(files: Mapping[str, bytes], versions: Mapping[str, str]) -> set[str]:
    """The ids whose version no file has."""
    found = set()
    for path, content in files.items():
        if path.startswith(f"{LIBRARY}/") and path.endswith(".md"):
            front = dict(_FRONT.findall(content[:4000]))
            found.add((front.get(b"id", b"").decode(), front.get(b"version", b"").decode()))
    return {id_ for id_, version in versions.items() if (id_, version) not in found}
