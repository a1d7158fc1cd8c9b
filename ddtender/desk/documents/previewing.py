"""A draft as words, at once: the composition of a procurement on a library that is read and checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.checks.rules.unknown_scenario import UNKNOWN_SCENARIO
from ddtender.compose import did_you_mean
from ddtender.desk import pipeline
from ddtender.desk.documents.own_templates import shown_with
from ddtender.desk.errors import Misused
from ddtender.desk.folder.procurement_folder import drafted_scenario, last_issued
from ddtender.desk.recent import Recent
from ddtender.desk.unread import FolderReader
from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.diagnostics.messages import Message
from ddtender.library.languages.kinds import languages_in
from ddtender.library.loader import load_procedure
from ddtender.library.places import DEFAULT_TEMPLATES, ISSUED_STEP, PROCEDURE_FILE, RECORD_FILE
from ddtender.library.procedures import pinned_library, scenario_in
from ddtender.manifest import outline_file, sha256
from ddtender.procurement.changes import ProvisionChange, provision_changes
from ddtender.procurement.sealed import OUTLINE
from ddtender.words import SOURCE

if TYPE_CHECKING:
    from ddtender.model import Library
    from ddtender.resolve.values import ResolvedDocument

#: So many libraries are kept: the one of the workspace, and one that a procurement pins.
_KEPT = 3
#: So many previews are kept: of what people are at just now.
_PREVIEWS = 24
#: In so many languages is a library read at a time.
_TONGUES = 5


class Preview(Struct, frozen=True):
    """The composition (None while anything is wrong with it), in the language that is authentic and ``also`` in the
    others; what was found; which scenario was taken; what differs from the last set that was issued, by id; and the
    state of the words of each provision and definition, with its id and title."""

    resolved: ResolvedDocument | None
    findings: tuple[Diagnostic, ...]
    scenario: str
    also: tuple[ResolvedDocument, ...] = ()
    changed: Mapping[str, ProvisionChange] = {}
    states: tuple[tuple[str, str, str], ...] = ()


class Grounds:
    """Libraries that were read and checked, and what was composed on them, by all their bytes; safe to share among
    threads."""

    def __init__(self) -> None:
        self._kept: Recent[pipeline.Ground] = Recent(_KEPT)
        self._spoken: Recent[Library] = Recent(_KEPT * _TONGUES)
        #: Previews by the digest of their library and all else that decides them.
        self.previews: Recent[Preview] = Recent(_PREVIEWS)

    def of(self, files: Mapping[str, bytes], templates: Sequence[str] = DEFAULT_TEMPLATES) -> pipeline.Ground:
        """The library of these files, with these of them as templates."""
        return self._kept.of((door.digest_of(files), templates), lambda: pipeline.ground(files, templates))

    def spoken(self, files: Mapping[str, bytes], tag: str) -> Library:
        """The library of these files with the words of a language where it has them, and of its own where it has
        not."""
        from ddtender.desk.speaking import spoken

        library = self.of(files).library
        if tag == SOURCE or tag not in languages_in(files):
            return library
        return self._spoken.of((door.digest_of(files), tag), lambda: spoken(tag, files, library).library)


def preview(
    grounds: Grounds,
    root: Path,
    files: Mapping[str, bytes],
    folder: Path,
    final: bool = False,
    content: bytes | None = None,
) -> Preview:
    """The draft of the procurement in ``folder`` on the library of these ``files``, or on the revision of the one at
    ``root`` that it pins. ``final``: with everything that a final document is refused for, but for what only git knows.
    ``content`` stands for the procedure file, where somebody has typed what is not saved yet. What of the procurement
    cannot be read, or is not there though its facts name it, is a finding. Raises WorkspaceError for the library."""
    look = FolderReader(folder)
    if content is None:
        content = look.at(PROCEDURE_FILE, lambda: door.read_bytes(folder / PROCEDURE_FILE), None)
    on_record = look.at(RECORD_FILE, lambda: door.read_record(folder / RECORD_FILE) or None, None)
    outline = look.at(ISSUED_STEP, lambda: _issued_outline(folder), None)
    pin = pinned_library(content) if content is not None else None
    if pin is not None:
        files = look.at(PROCEDURE_FILE, lambda: door.sources_at(door.repository_with(root, pin), pin)[0].files, files)
    sources = look.at(ISSUED_STEP, lambda: shown_with(root, folder, files), None)
    if content is None or sources is None or look.findings:
        return Preview(None, tuple(look.findings), "")
    request = pipeline.Request(scenario_of(folder, content), PROCEDURE_FILE, final, day=door.today() if final else None)
    own = tuple((path, sha256(sources.files[path])) for path in sources.templates if path not in DEFAULT_TEMPLATES)
    key = (door.digest_of(files), own, content, on_record, outline, request.scenario, request.day)
    return grounds.previews.of(
        key, lambda: _preview(grounds.of(sources.files, sources.templates), request, content, on_record, outline)
    )


def _preview(
    ground: pipeline.Ground, request: pipeline.Request, content: bytes, on_record: bytes | None, outline: bytes | None
) -> Preview:
    """The preview of the facts in ``content``, held against the ``outline`` of the set that was issued last."""
    scenario = request.scenario or ""
    if has_errors(ground.diagnostics):
        return Preview(None, ground.diagnostics, scenario)
    try:
        prepared = pipeline.prepare_on(ground, request, content, on_record)
    except pipeline.UnknownScenario as error:
        return Preview(None, (_no_scenario(ground.library, scenario, content, error),), scenario)
    resolved = prepared.resolved
    if resolved is None:
        return Preview(None, prepared.diagnostics, scenario)
    also = tuple(one.resolved for one in prepared.also if one.resolved is not None)
    printed = {p.id: p.provision for p in (*resolved.provisions, *chain(*resolved.definitions.values()))}
    states = tuple((id_, one.title, prepared.standings[id_].state.name.lower()) for id_, one in printed.items())
    name = resolved.draft.scenario.name
    return Preview(resolved, prepared.diagnostics, name, also, _changed(outline, resolved), states)


def _no_scenario(library: Library, name: str, content: bytes, error: pipeline.UnknownScenario) -> Diagnostic:
    """That the facts, or the draft, name a scenario that the library has not; or that none is chosen."""
    procedure, _ = load_procedure(PROCEDURE_FILE, content)
    place = procedure.scenario[1] if procedure is not None and procedure.scenario else Location(PROCEDURE_FILE)
    said = Message(str(error), "messages.unknown_scenario", name=name, known=error.known)
    hint = did_you_mean(name, error.known) or f"There are: {', '.join(error.known)}."
    return Diagnostic(UNKNOWN_SCENARIO, place, said if name else str(error), hint)


def scenario_of(folder: Path, content: bytes) -> str | None:
    """The scenario that the facts name, or else that of the draft."""
    return scenario_in(content) or drafted_scenario(folder)


def chosen_scenario(folder: Path) -> str:
    """The same of a procurement as it stands. Raises Misused where none is chosen yet."""
    if scenario := scenario_of(folder, door.read_bytes(folder / PROCEDURE_FILE)):
        return scenario
    raise Misused(Message("no scenario is chosen yet.", "messages.refusal.no_scenario"))


def _issued_outline(folder: Path) -> bytes | None:
    issued = last_issued(folder)
    return door.read_bytes(issued / OUTLINE) if issued and (issued / OUTLINE).is_file() else None


def _changed(outline: bytes | None, resolved: ResolvedDocument) -> dict[str, ProvisionChange]:
    if outline is None:
        return {}
    return {one.id: one for one in provision_changes(outline, outline_file(resolved))}
