"""The record: who did what and when, and the report on it."""

from __future__ import annotations

import os
import re

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.folder.handed_over import contracts_altered
from ddtender.desk.folder.procurement_folder import issued_sets, kept, record_of_folder
from ddtender.desk.procurement import reporting
from ddtender.desk.unread import FolderReader
from ddtender.diagnostics import has_errors, ordered
from ddtender.library.places import CONTRACTS_STEP, ISSUED_STEP
from ddtender.procurement.comments import COMMENT_ANSWERED, COMMENT_SETTLED, COMMENTED
from ddtender.procurement.report import INVITED, JOINED, TOPICS, UNINVITED
from ddtender.web.problems import FieldProblem
from ddtender.web.routes import WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.visit import Visit

#: What is put on record, and what is said of it: each has a phrase, `web.entries`. Whatever else there is, is shown as
#: it stands there.
_WHATS = (
    *("decided", "scenario-chosen", "issued", "answered", "awarded", "noted"),
    *(COMMENTED, COMMENT_ANSWERED, COMMENT_SETTLED, INVITED, JOINED, UNINVITED),
)
_SAIDS = (
    *("about", "question", "answer", "number", "scenario", "recommended", "changed", "answers"),
    *("contractor", "lot", "folder", "points", "topic", "said", "name", "as", "until"),
)
_DIGEST = re.compile("[0-9a-f]{64}")


def record(visit: Visit) -> Response:
    """All lines, the last first, and what the report still lacks."""
    return _shown(visit)


def note(visit: Visit) -> Response:
    """Print the report, or put something on record that no other page knows."""
    if visit.given.text("do") == "report":
        made = reporting.report(visit.root, visit.folder)
        door.write_outputs(visit.folder, {reporting.REPORT: made.content}, False, ())
        return visit.go(visit.address("record"), "web.record.reported")
    if (first := visit.named()) is not None:
        return first
    given = visit.given
    missing = [
        FieldProblem(name, visit.say(f"web.record.{name}_missing"))
        for name in ("topic", "said", "why")
        if not given.text(name) or (name == "topic" and given.text(name) not in TOPICS)
    ]
    if missing:
        return _shown(visit, missing)
    said = (given.text("topic"), given.text("said"), visit.person.name, visit.person.role, given.text("why"))
    reporting.note(visit.folder, *said)
    return visit.go(visit.address("record"), "web.record.noted")


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    entries, findings = record_of_folder(visit.folder)
    is_broken = has_errors(findings)
    look = FolderReader(visit.folder)
    findings += look.at(ISSUED_STEP, lambda: kept(visit.folder, issued_sets(visit.folder), entries), [])
    findings += look.at(CONTRACTS_STEP, lambda: [*contracts_altered(visit.folder, entries)], [])
    findings += look.findings
    values = {
        "entries": [*reversed(entries)],
        "findings": finding_rows(ordered(findings)),
        "topics": () if is_broken or look.findings else reporting.lacking(visit.root, visit.folder),
        "all_topics": tuple(TOPICS),
        "whats": _WHATS,
        "saids": _SAIDS,
        "is_digest": _DIGEST.fullmatch,  # for whoever checks the file, and no words for a reader
        "values": visit.given,
        "report": reporting.REPORT if os.path.isfile(visit.folder / reporting.REPORT) else "",
    }
    return visit.form("record", problems, **values)


PAGES = (
    WebPage(
        "/p/{name}/record",
        record,
        note,
        may=("officer", "lawyer", "reader"),
        may_save=("officer", "lawyer"),
        tells_of_tenders=True,
        relies_on=("record",),
    ),
)
