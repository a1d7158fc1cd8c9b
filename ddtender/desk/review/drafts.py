"""Finding the draft that a reviewed document began as, and making it again from its own sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ddtender import __version__
from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.codes import NOT_A_DRAFT, OTHER_LIBRARY, UNREADABLE_REVIEW
from ddtender.desk.errors import Refused
from ddtender.desk.review.draft_sources import Asked, DraftSources, not_made, uncertain
from ddtender.desk.review.redraft import UnknownPart, redraft
from ddtender.desk.speaking import words_for
from ddtender.diagnostics import Diagnostic, Location
from ddtender.history.release import release_of
from ddtender.library.languages.kinds import languages_in
from ddtender.library.loader import load, load_in
from ddtender.library.places import PROCEDURES
from ddtender.library.provenance import Provenance, read_provenance
from ddtender.library.sent import read_sent
from ddtender.model import Library
from ddtender.office.kinds import kind_of, remedy
from ddtender.office.package import PackageError
from ddtender.returned.draft import Draft
from ddtender.returned.guess import guess, likeness, spoken_in
from ddtender.returned.report import Copy
from ddtender.returned.values import ReadDocument
from ddtender.returned.word import open_reviewed, read_document
from ddtender.stamp import Stamp
from ddtender.words import SOURCE

#: How many procedures of the workspace are tried for a document that has nothing but its words.
_TRIED = 20
_SEND_AGAIN = "Ask the reviewer to save it as .docx, without a password or macros, and to send it again."


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
        self.sources = DraftSources(root, asked)
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
            provenance = self._guessed(file, parts, reviewed, findings)
        elif provenance.library != ours:
            message = f"this is a draft of the library '{provenance.library}'; the one here is '{ours}'"
            hint = "Run the command in the workspace that the draft was made in."
            raise Refused([Diagnostic(OTHER_LIBRARY, Location(file), message, hint)])
        if self.asked.scenario:
            provenance = replace(provenance, scenario=self.asked.scenario)
        if self.asked.language:
            provenance = replace(provenance, language=_other(self.asked.language))
        draft, version = self._draft(file, reviewed, provenance, findings)
        sent, other = read_sent(parts), provenance.ddtender not in ("", __version__)
        if other and sent is None:
            message = (
                f"ddtender {provenance.ddtender} made this draft, and this is {__version__}: it may word it otherwise"
            )
            findings.append(uncertain(file, message, "The document no longer says how it was sent."))
        if other or draft.uncertain:
            draft = replace(draft, uncertain=True, sent=sent)
        made, facts, language = provenance.document, provenance.procedure, provenance.language or ""
        copy = Copy(file, made, provenance.scenario, facts, version, provenance.commit, language)
        return Found(copy, reviewed, draft, tuple(findings))

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The files of the working tree."""
        return door.read_sources(self.root).files

    @cached_property
    def library(self) -> Library:
        """The library of the working tree, read once for all copies."""
        return load(self.files, languages=False)[0]

    def _guessed(
        self, file: str, parts: Mapping[str, bytes], reviewed: ReadDocument, findings: list[Diagnostic]
    ) -> Provenance:
        """What the document must have been made from, by its controls and bookmarks, or else by its words; its language
        by what it tells Word."""
        tags = {words_for(tag, self.files).locale_tag: tag for tag in languages_in(self.files)}
        language = _other(self.asked.language or tags.get(spoken_in(parts), SOURCE))
        guessed = guess(reviewed, load_in(language, self.files, self.library) if language else self.library)
        if guessed is None:
            hint = "Check that it is the right file: a tender.docx or contract.docx that ddtender wrote."
            message = "none of the library's provisions is in this document"
            raise Refused([Diagnostic(NOT_A_DRAFT, Location(file), message, hint)])
        procedure = door.shown(self.asked.procedure, self.root) if self.asked.procedure else None
        info, scenario = self.library.info, self.asked.scenario or guessed.scenario
        made = Provenance(
            "", guessed.document, scenario, info.name, info.version, True, False, procedure, language=language
        )
        told = "its provisions tell"
        if guessed.by_words:
            if procedure is None:
                made = replace(made, procedure=self._likeliest(file, reviewed, made))
            known = f" for {made.procedure}" if made.procedure else ""
            told = f"it is identified by its words: {made.document}, scenario '{scenario}'{known}"
        findings.append(uncertain(file, f"the document does not say what it was made from; {told}"))
        return made

    def _likeliest(self, file: str, reviewed: ReadDocument, made: Provenance) -> str | None:
        """The workspace's procedure with which a draft has most of the document's paragraphs word for word."""
        files = door.read_sources(self.root, all_procedures=True).files
        best: tuple[int, str | None] = (0, None)
        doubt = uncertain(file, "its words alone tell what it is")
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
        found = self.sources.of(file, versions, provenance, findings)
        built = found.built
        request = pipeline.Request(provenance.scenario, built.procedure, language=provenance.language or "")
        moment, release = found.revision.moment, self._release(built, provenance)
        stamp = Stamp(provenance.final, moment, provenance.commit, provenance.dirty, release=release)
        try:
            made = redraft(built.files, request, stamp, provenance.document, built.templates, provenance.part or "")
        except (pipeline.UnknownScenario, UnknownPart) as error:
            raise not_made(file, str(error)) from None
        if made.resolved is None or made.content is None:
            raise Refused([not_made(file, "its sources have errors").diagnostics[0], *made.diagnostics])
        read = read_document(open_reviewed(made.content))
        known = made.library.by_id
        others = {id_: v for id_, v in versions.items() if id_ in known and known[id_].version != v}
        draft = Draft(provenance.document, made.resolved, read, found.files, found.is_uncertain, others)
        return draft, made.library.info.version

    def _release(self, built: door.Sources, provenance: Provenance) -> str:
        """The release that a final document is of, which its pages tell; of a draft nobody asks."""
        if not provenance.final or provenance.commit is None:
            return ""
        releases = door.history(self.root, built.files, provenance.commit).releases
        return release_of(built.files, releases, built.templates)


def _other(tag: str) -> str | None:
    """The tag of a language that is not the library's own."""
    return None if tag == SOURCE else tag


def _versions(reviewed: ReadDocument) -> dict[str, str]:
    """Id and version of every provision that still has its control."""
    tags = {p.control for p in reviewed.paragraphs if p.control}
    return {id_: version for id_, _, version in (tag.partition("@") for tag in tags)}
