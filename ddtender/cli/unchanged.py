"""`ddtender build` where nothing has changed: answered before click and all that makes documents is imported.

Only the plainest spellings are known here; everything else is click's, which looks for the same record.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from ddtender.cli.library_used import said_of
from ddtender.desk.documents.current import built_before
from ddtender.library.places import ISSUED_STEP
from ddtender.workspace import disk
from ddtender.workspace.disk import from_here

TYPE_CHECKING = False  # neither typing nor pathlib is imported
if TYPE_CHECKING:
    from ddtender.desk.documents.current import Folder, WrittenBefore

_OPTIONS = ("--scenario", "--procedure", "--templates", "--output")
_FLAGS = ("--final", "--no-notes")


def answer(arguments: Sequence[str]) -> tuple[str, str] | None:
    """What a build whose outputs are current says on its output and on its error output; None if there is one to do."""
    given = _given(arguments)
    if given is None or "--scenario" not in given or os.sep != "/":
        return None
    procedure, templates, output = (given.get(name) for name in _OPTIONS[1:])
    if output and os.path.normpath(output) != output:
        return None  # it is shown as pathlib writes it
    if (procedure and not os.path.isfile(procedure)) or (templates and not os.path.isdir(templates)):
        return None
    if procedure and os.path.isdir(os.path.join(os.path.dirname(procedure), ISSUED_STEP)):
        return None  # a set that was issued may have templates of its own
    root, scenario = disk.root_above("."), given["--scenario"]
    folder = output or disk.usual_outputs(disk.outputs_root(".", root), scenario, procedure)
    marks = ("--final" in given, "--no-notes" not in given)
    before = built_before(root, scenario, procedure, templates, folder, *marks)
    if before is None:
        return None
    text, aside = said(folder, before)
    used = said_of(root) if disk.is_borrowed(".", root) else ""
    return text, "\n".join(filter(None, (used, aside)))


def said(folder: Folder, before: WrittenBefore) -> tuple[str, str]:
    """What a build says that has nothing to do, on its output and on its error output."""
    names, summary, findings = before
    lines = [f"unchanged {from_here(os.path.join(folder, name))}" for name in names]
    return "\n".join([*lines, summary]), findings


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
