"""The files of a procurement, to be taken home."""

from __future__ import annotations

import mimetypes

from starlette.responses import FileResponse, Response

from ddtender import workspace as door
from ddtender.desk.unread import unread_file
from ddtender.web.downloads import KINDS
from ddtender.web.evaluators import may_take
from ddtender.web.problems import NotFound
from ddtender.web.procurements import file_in
from ddtender.web.routes import ANYBODY, WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.visit import Visit
from ddtender.workspace.files import is_passed_over


def files(visit: Visit) -> Response:
    """All files of the folder, by the step that they belong to."""
    unlisted: dict[str, door.WorkspaceError] = {}
    below = door.names_below(visit.folder, unlisted)
    names = sorted(one for one in below if not one.endswith("/") and not is_passed_over(one))
    groups: dict[str, list[str]] = {}
    for name in names:
        if may_take(visit, name):
            groups.setdefault(name.partition("/")[0] if "/" in name else "", []).append(name)
    findings = [unread_file(why, visit.folder / name, visit.folder) for name, why in unlisted.items()]
    return visit.page("files", groups=groups, findings=finding_rows(findings))


def file(visit: Visit) -> Response:
    """One file, always to be kept and never to be shown: what stands in it may be anybody's."""
    wanted = visit.request.path_params["path"]
    path = file_in(visit.folder, wanted)
    if not may_take(visit, wanted):
        raise NotFound(wanted)
    kind = KINDS.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=kind, filename=path.name, headers={"content-security-policy": "sandbox"})


PAGES = (
    WebPage("/p/{name}/files", files, may=ANYBODY, for_guests="see"),
    WebPage("/p/{name}/files/{path:path}", file, may=ANYBODY, for_guests="see"),
)
