"""A draft as words, at once: the composition of a procurement on a library that is read and checked once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.procurement_folder import drafted_scenario, last_issued
from ddtender.diagnostics import Diagnostic, has_errors
from ddtender.library.languages.kinds import languages_in
from ddtender.library.places import PROCEDURE_FILE, RECORD_FILE
from ddtender.library.procedures import pinned_library, scenario_in
from ddtender.manifest import outline_file
from ddtender.procurement.changes import ProvisionChange, provision_changes
from ddtender.procurement.sealed import OUTLINE
from ddtender.words import SOURCE
from ddtender.workspace.record import digest_of_files

if TYPE_CHECKING:
    from ddtender.model import Library
    from ddtender.resolve.values import ResolvedDocument

#: So many libraries are kept: the one of the workspace, and one that a procurement pins.
_KEPT = 3
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
    """Libraries that were read and checked, by all their bytes; safe to share among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, pipeline.Ground] = OrderedDict()
        self._spoken: OrderedDict[tuple[str, str], Library] = OrderedDict()

    def of(self, files: Mapping[str, bytes]) -> pipeline.Ground:
        """The library of these files."""
        return self._ground(digest_of_files(files), files)

    def spoken(self, files: Mapping[str, bytes], tag: str) -> Library:
        """The library of these files with the words of a language where it has them, and of its own where it has
        not."""
        from ddtender.desk.speaking import spoken

        key = digest_of_files(files), tag
        library = self._ground(key[0], files).library
        if tag == SOURCE or tag not in languages_in(files):
            return library
        with self._lock:
            found = self._spoken.get(key)
            if found is None:
                found = self._spoken[key] = spoken(tag, files, library).library
                while len(self._spoken) > _KEPT * _TONGUES:
                    self._spoken.popitem(last=False)
        return found

    def _ground(self, key: str, files: Mapping[str, bytes]) -> pipeline.Ground:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = pipeline.ground(files)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        return found


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
    ``content`` stands for the procedure file, where somebody has typed what is not saved yet. Raises WorkspaceError."""
    content = door.read_bytes(folder / PROCEDURE_FILE) if content is None else content
    pin = pinned_library(content) if b"library" in content else None
    ground = grounds.of(files if pin is None else door.sources_at(door.repository_with(root, pin), pin)[0].files)
    scenario = scenario_of(folder, content)
    if has_errors(ground.diagnostics):
        return Preview(None, ground.diagnostics, scenario or "")
    record = folder / RECORD_FILE
    on_record = door.read_bytes(record) if record.is_file() else None
    request = pipeline.Request(scenario, PROCEDURE_FILE, final, day=door.today() if final else None)
    try:
        prepared = pipeline.prepare_on(ground, request, content, on_record)
    except pipeline.UnknownScenario as error:
        raise door.WorkspaceError(str(error)) from None
    resolved = prepared.resolved
    if resolved is None:
        return Preview(None, prepared.diagnostics, scenario or "")
    also = tuple(one.resolved for one in prepared.also if one.resolved is not None)
    printed = {p.id: p.provision for p in (*resolved.provisions, *chain(*resolved.definitions.values()))}
    states = tuple((id_, one.title, prepared.standings[id_].state.name.lower()) for id_, one in printed.items())
    name = resolved.draft.scenario.name
    return Preview(resolved, prepared.diagnostics, name, also, _changed(folder, resolved), states)


def scenario_of(folder: Path, content: bytes) -> str | None:
    """The scenario that the facts name, or else that of the draft."""
    return scenario_in(content) or drafted_scenario(folder)


def _changed(folder: Path, resolved: ResolvedDocument) -> dict[str, ProvisionChange]:
    issued = last_issued(folder)
    if issued is None or not (issued / OUTLINE).is_file():
        return {}
    return {one.id: one for one in provision_changes(door.read_bytes(issued / OUTLINE), outline_file(resolved))}
