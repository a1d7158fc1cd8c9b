"""What a document says of where it comes from, without the folders of anybody's machine."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ddtender import __version__
from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.formats import printable
from ddtender.words import SOURCE

if TYPE_CHECKING:
    from ddtender.desk.prepare import Prepared
    from ddtender.library.provenance import Provenance
    from ddtender.model import Template
    from ddtender.resolve import ResolvedDocument
    from ddtender.stamp import Stamp

#: A procedure file: its path as findings show it, and its content.
ProcedureFile = tuple[str, bytes]


def provenance_of(
    prepared: Prepared, resolved: ResolvedDocument, stamp: Stamp, procedure: ProcedureFile | None, template: Template
) -> Provenance:
    """What a Word document that is made with a template says of its origin."""
    from ddtender.library.provenance import Provenance
    from ddtender.manifest import sha256

    return Provenance(
        ddtender=__version__,
        document=template.name,
        scenario=resolved.draft.scenario.name,
        library=prepared.library.info.name,
        library_version=prepared.library.info.version,
        dirty=stamp.dirty,
        final=stamp.final,
        procedure=_below_workspace(procedure[0]) if procedure else None,
        procedure_sha256=sha256(procedure[1]) if procedure else None,
        commit=stamp.commit,
        template=_below_workspace(template.location.path),
        template_sha256=sha256(template.content),
        part=resolved.draft.part or None,
        language=None if resolved.language.tag == SOURCE else resolved.language.tag,
    )


def _below_workspace(path: str) -> str:
    return printable(path_told(path))  # XML cannot hold every file name


def path_told(path: str) -> str:
    """The path as it is, or the name alone where it would tell of the folders of somebody's machine."""
    pure = PurePosixPath(path)
    return pure.name if pure.is_absolute() or {"..", "~"} & {*pure.parts} else path


def given_away(finding: Diagnostic) -> Diagnostic:
    """A finding as a document may say it: nobody else has the folders of this machine."""
    place = finding.location
    return finding._replace(location=place._replace(path=path_told(place.path)))
