"""What the law wants published of a procurement: the sheet, the eForms notice, the OCDS release."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.documents import building
from ddtender.desk.errors import Refused
from ddtender.desk.sources import scenario_errors
from ddtender.diagnostics import Diagnostic, Location, Severity, has_errors, ordered
from ddtender.library.places import NOTICE_FILE, NOTICE_SHEET, RELEASE_FILE
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from ddtender.export.fields import Sdk
    from ddtender.export.gaps import Gap
    from ddtender.export.notice import Notice
    from ddtender.model.risks import RiskProduct
    from ddtender.resolve.values import ResolvedDocument
    from ddtender.words import Language


#: The file of each format.
NAMES: dict[str, str] = {
    "sheet": NOTICE_SHEET,
    "eforms": NOTICE_FILE,
    "ocds": RELEASE_FILE,
    "espd": "espd-request.xml",
}
#: So many days before a version of the SDK is no longer taken, this is told.
_NEAR = timedelta(days=90)


class Exported(Struct, frozen=True):
    """The bytes of a format, what was found, and how many facts are missing."""

    content: bytes
    findings: tuple[Diagnostic, ...]
    missing: int


def export(root: Path, asked: building.BuildAsked, format: str, into: Path | None = None, called: str = "") -> Exported:
    """A composition in a format, a key of ``NAMES``. A draft is a sheet, which says what is missing; all else is final
    and complete. ``into`` is the request that takes our requirements ("espd"), for which no fact of the notice is
    needed; findings name it by its path, or as it is ``called``. Raises Refused with every finding, Misused,
    WorkspaceError."""
    from ddtender.desk.approving.approval import own_stamps

    order = building.order(root, asked)
    sources, revision, history = order.sources, order.revision, order.history
    with scenario_errors():
        prepared = pipeline.prepare(sources.files, building.request_of(order), sources.templates, history.releases)
    findings = [*prepared.diagnostics]
    if asked.final:
        findings += own_stamps(root, sources.files, revision.commit, prepared)
    if prepared.resolved is None:
        raise Refused(ordered(findings), "; nothing was written")
    notice = notice_with_suggestions(prepared.resolved, building.others_of(prepared), sources.files)
    gaps = () if format == "espd" else notice.gaps
    findings += [_finding(gap, asked.final, format) for gap in gaps]
    if format == "eforms":
        findings += expiry(notice.sdk, notice.facts.file.path, door.today())
    if asked.final and has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    stamp = Stamp(asked.final, revision.moment, revision.commit, revision.dirty)
    content, found = _writer(format, stamp, into, called)(notice)
    findings += found
    if content is None or has_errors(found):
        raise Refused(ordered(findings), "; nothing was written")
    return Exported(content, ordered(findings), len(gaps))


def notice_with_suggestions(
    resolved: ResolvedDocument,
    also: Sequence[ResolvedDocument],
    files: Mapping[str, bytes],
    asked_in: Language | None = None,
) -> Notice:
    """The notice of a composition, which is given in the other languages as well; its question for the code of what is
    bought suggests those that the risk data among ``files`` have. It asks in the language of the composition, or in the
    one that is named."""
    from ddtender.export.notice import notice_of
    from ddtender.export.suggested import with_suggestions

    notice = notice_of(resolved, resolved.lots, also, asked_in)
    return with_suggestions(notice, _products(files), asked_in or resolved.language)


def _finding(gap: Gap, final: bool, format: str) -> Diagnostic:
    """A gap, which a draft may have, as may a final file in whose way it does not stand."""
    allowed = not final or (gap.is_of_eforms and format != "eforms")
    return gap.finding(Severity.WARNING if allowed else None)


def _products(files: Mapping[str, bytes]) -> tuple[RiskProduct, ...]:
    """The products whose risks the library knows; none where their file is not there, or cannot be read."""
    from ddtender.library.places import RISKS
    from ddtender.library.risks import PRODUCTS, read_products
    from ddtender.library.source import decode

    path = f"{RISKS}/{PRODUCTS}"
    source, _ = decode(path, files[path]) if path in files else (None, [])
    read, _ = read_products(source) if source else (None, [])
    return read.products if read else ()


def _writer(
    format: str, stamp: Stamp, into: Path | None, called: str
) -> Callable[[Notice], tuple[bytes | None, list[Diagnostic]]]:
    if format == "eforms":
        from ddtender.export.eforms import eforms

        return eforms
    if format == "ocds":
        from ddtender.export.ocds import ocds

        return ocds
    if into is not None:
        from ddtender.export.espd import espd

        request = door.read_bytes(into)
        return lambda notice: espd(notice, request, called or str(into))
    from ddtender.export.sheet import sheet

    return lambda notice: (sheet(notice, stamp), [])


def expiry(sdk: Sdk, path: str, today: date) -> list[Diagnostic]:
    """Whether notices made with the SDK are still taken, and for how long, told of the file at ``path``. After its last
    day none is written; where that is not known, after the last on which they are taken in any case that is asked."""
    from ddtender.export.codes import SDK_EXPIRES

    last, place, name = sdk.taken_until, Location(path), f"eForms SDK {sdk.version}"
    hint = f"The list of versions is at {sdk.lifespan}."
    if today + _NEAR < last:
        return []
    if sdk.expires is None:
        message = f"notices made with {name} are taken until {last}, and for longer only if the version was prolonged"
        return [Diagnostic(SDK_EXPIRES, place, message, hint)]
    if today > last:
        message = f"notices made with {name} have not been taken since {last}"
        return [Diagnostic(SDK_EXPIRES, place, message, f"Update ddtender. {hint}", Severity.ERROR)]
    return [
        Diagnostic(SDK_EXPIRES, place, f"notices made with {name} are taken until {last}", f"Update ddtender. {hint}")
    ]
