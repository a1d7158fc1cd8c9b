"""The notice of what is prepared, and the files of it that are sealed with the documents that are issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ddtender.desk.documents.exporting import expiry, notice_with_suggestions
from ddtender.diagnostics import Diagnostic, Severity, has_errors
from ddtender.library.places import NOTICE_FILE, NOTICE_SHEET, RELEASE_FILE
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from ddtender.resolve.values import ResolvedDocument


def notice_files(
    resolved: ResolvedDocument,
    also: Sequence[ResolvedDocument],
    files: Mapping[str, bytes],
    stamp: Stamp,
    today: date | None = None,
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The sheet of a procurement that says anything of its notice, ``notice.xml`` and ``release.json`` where nothing is
    missing, and what stands in the way of these, as warnings. Nothing of any other procurement.

    ``today`` is the day on which the version of the SDK must be in use; left out, it is not asked for.
    """
    procedure = resolved.draft.procedure
    if procedure is None or not any(key.startswith("notice.") for key in procedure.facts):
        return {}, []
    from ddtender.export.eforms import eforms
    from ddtender.export.ocds import ocds
    from ddtender.export.sheet import sheet

    notice = notice_with_suggestions(resolved, also, files)
    made = {NOTICE_SHEET: sheet(notice, stamp)}
    findings = [gap.finding(Severity.WARNING) for gap in notice.gaps]
    for name, writer in ((NOTICE_FILE, eforms), (RELEASE_FILE, ocds)):
        if any(name == NOTICE_FILE or not gap.is_of_eforms for gap in notice.gaps):
            continue
        old = expiry(notice.sdk, notice.facts.file.path, today) if today and name == NOTICE_FILE else []
        content, found = (None, []) if has_errors(old) else writer(notice)
        findings += [one._replace(severity_override=Severity.WARNING) for one in (*old, *found)]
        if content is not None:
            made[name] = content
    return made, findings
