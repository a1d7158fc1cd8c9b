"""What the procedure file of a procurement states, for pages that only show it."""

from __future__ import annotations

from ddtender import workspace as door
from ddtender.library.loader import load_procedure
from ddtender.library.places import PROCEDURE_FILE
from ddtender.web.visit import Visit


def stated(visit: Visit, key: str) -> str:
    """A fact as text; "" where nobody has stated it, or the file cannot be read."""
    try:
        content = door.read_bytes(visit.folder / PROCEDURE_FILE)
    except door.WorkspaceError:  # that is told at the top of every page
        return ""
    procedure, _ = load_procedure(PROCEDURE_FILE, content)
    if key == "scenario":  # it decides what is composed, and is no fact that stands in a document
        return procedure.scenario[0] if procedure and procedure.scenario else ""
    return str(procedure.facts[key][0]) if procedure and key in procedure.facts else ""
