"""What a workspace lacks: one finding for a file, or for a folder in which there is nothing at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import MISSING_FILE
from ddtender.library.places import DEFINITIONS, INFO, LIBRARY, PARAMETERS, REPLY_FORMS, SCENARIOS
from ddtender.model import Kind, Provision, Scenario

_RESTORE = "Restore it, from git for instance."
_ELSEWHERE = (
    "Restore it, from git for instance, or start ddtender in the folder of your library, "
    "such as `ddtender --workspace DIR check`."
)


class Missing(Struct, frozen=True):
    """One thing that is missing: the finding, and what is not to be missed again, as ``paths`` and ``ids`` of
    provisions."""

    finding: Diagnostic
    paths: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()


def missing_files(files: Mapping[str, bytes], wanted: Sequence[str]) -> list[Missing]:
    """What ``files`` lacks of the files ``wanted``; several of a folder without any file are one finding."""
    absent: dict[str, list[str]] = {}
    for path in wanted:
        if path not in files:
            absent.setdefault(path.rpartition("/")[0], []).append(path)
    found = []
    for folder, paths in absent.items():
        if len(paths) > 1 and _is_empty(files, folder):
            names = " and ".join(path.rpartition("/")[2] for path in paths)
            found.append(Missing(_empty(folder, f"it needs {names}"), tuple(paths)))
        else:
            found += [Missing(_finding(path, "this file is missing"), (path,)) for path in paths]
    return found


def missing_sources(
    files: Mapping[str, bytes],
    templates: Sequence[str],
    provisions: Sequence[Provision],
    scenarios: Sequence[Scenario],
) -> list[Missing]:
    """What a workspace lacks: the files that it must have, and folders from which something is used.

    Without any file of a library nothing else is missed: it is the wrong folder, or all has to be restored.
    """
    named = frozenset(id_ for scenario in scenarios for id_, _ in scenario.provisions)
    if _is_empty(files, LIBRARY):
        finding = _empty(LIBRARY, "it has the provisions, library.yaml and parameters.yaml", _ELSEWHERE)
        return [Missing(finding, (INFO, PARAMETERS, f"{DEFINITIONS}/", *templates), named)]
    found = missing_files(files, (INFO, PARAMETERS, *templates))
    if not any(path.startswith(f"{SCENARIOS}/") and path.count("/") == 1 for path in files):
        finding = _finding(SCENARIOS, "there is no scenario", "Add one, such as scenarios/low.yaml.")
        found.append(Missing(finding, (SCENARIOS,)))
    forms = {name for provision in provisions for name in provision.reply_forms}
    if len(forms) > 1 and _is_empty(files, REPLY_FORMS):
        found.append(Missing(_empty(REPLY_FORMS, f"provisions name {len(forms)} reply forms"), (f"{REPLY_FORMS}/",)))
    for kind in Kind:
        folder, ids = f"{LIBRARY}/{kind.folder}", {id_ for id_ in named if id_.startswith(f"{kind.prefix}.")}
        if len(ids) > 1 and _is_empty(files, folder):
            finding = _empty(folder, f"scenarios name {len(ids)} of its provisions")
            found.append(Missing(finding, (f"{folder}/",), frozenset(ids)))
    return found


def _is_empty(files: Mapping[str, bytes], folder: str) -> bool:
    return not any(path.startswith(f"{folder}/") for path in files)


def _empty(folder: str, wanted: str, hint: str = _RESTORE) -> Diagnostic:
    return _finding(folder, f"this folder is missing or empty; {wanted}", hint)


def _finding(path: str, message: str, hint: str = _RESTORE) -> Diagnostic:
    return Diagnostic(MISSING_FILE, Location(path), message, hint)
