"""Two states of the same documents, each built from its own sources, as one with tracked changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.sources import repository_for, sources_for
from ddtender.desk.translations.translating import language_asked
from ddtender.library.places import TEMPLATE_NAMES
from ddtender.redline import Sides, Signature
from ddtender.stamp import Stamp
from ddtender.workspace.disk import from_here

if TYPE_CHECKING:
    from ddtender.redline import Redline


class RedlineSide(Struct, frozen=True):
    """The sources of one side; ``notes`` say in which ways they are not those of its revision, and ``has_facts_of_now``
    whether its facts are those that the procedure file has now, although another revision was asked for."""

    sources: door.Sources
    revision: door.Revision
    notes: tuple[str, ...] = ()
    has_facts_of_now: bool = False


def side_of(
    root: Path, ref: str | None, procedure: Path | None, templates: Path | None, side: str, on_disk: bool = False
) -> RedlineSide:
    """As a build has them, but those of a revision as they stood there; the procedure as it is if ``on_disk``. A
    revision that is named here goes before the one that a procedure pins. ``side`` is "old" or "new".

    Raises Misused.
    """
    if ref is None:
        return RedlineSide(*sources_for(root, procedure, templates, None))
    if not ref.strip():
        raise Misused("name a revision, such as v1.0.0.", "--from" if side == "old" else "--to")
    repository = repository_for(root, ref)
    sources, revision = door.sources_at(repository, ref, None if on_disk else procedure, templates, as_it_was=True)
    if on_disk:
        return RedlineSide(door.with_own(sources, root, procedure, None), revision)
    assert revision.commit is not None  # it is the one that was asked for
    notes, is_of_now = [], False
    if procedure and repository.file(revision.commit, procedure) is None:
        said = f"{from_here(procedure)} does not stand at {ref}: the {side} side has the facts"
        issued = _issued(procedure) if side == "old" else None
        if issued is not None:
            sources = door.with_own(sources, root, issued, None)
            notes.append(f"{said} of {from_here(issued.parent)}, which was issued last")
        else:
            is_of_now = True
            notes.append(f"{said} that it has now{'; --from-procedure FILE gives others' if side == 'old' else ''}")
    for template in (templates / f"{name}.docx" for name in TEMPLATE_NAMES) if templates else ():
        if template.is_file() and repository.file(revision.commit, template) is None:
            notes.append(
                f"{from_here(template)} does not stand at {ref}: the {side} side has the template that is there now"
            )
    return RedlineSide(sources, revision, tuple(notes), is_of_now)


def _issued(procedure: Path) -> Path | None:
    """The facts as they were issued last, where a procedure file is that of a procurement of which a set was issued and
    is as it was sealed."""
    from ddtender.desk.folder.procurement_folder import issued_sets
    from ddtender.procurement.sealed import altered

    folder = door.procurement_of(procedure)
    if folder is None or not (sets := issued_sets(Path(folder))):
        return None
    path = Path(folder) / sets[-1].name / procedure.name
    return path if path.is_file() and not any(altered(sets[-1])) else None


def built(side: RedlineSide, scenario: str, where: str, tag: str | None = None) -> pipeline.Built:
    """The documents of a side, without drafting notes, in the languages of its procedure or in that of a ``tag``.
    Raises Refused, Misused."""
    revision = side.revision
    request = pipeline.Request(scenario, side.sources.procedure, language=language_asked(tag) if tag else "")
    stamp = Stamp(False, revision.moment, revision.commit, revision.dirty, notes=False)
    try:
        made = pipeline.build_documents(side.sources.files, request, stamp, side.sources.templates)
    except pipeline.UnknownScenario as error:
        raise Misused(f"in {where}, {error}") from None
    if not made.documents:
        raise Refused(made.diagnostics, f" in {where}; nothing was written")
    return made


def compared(
    old: pipeline.Built, new: pipeline.Built, signature: Signature, names: tuple[str, str]
) -> dict[str, Redline]:
    """The redlines by file name, signed; ``names`` are those of the sides. Raises Refused."""
    made, findings = pipeline.compare(old, new, signature, Sides(*names))
    if findings or not made:
        raise Refused(findings, "; nothing was written")
    return made


def name_of(scenario: str, revision: door.Revision) -> str:
    """What a redline calls one of its sides."""
    return f"{scenario}@{revision.commit or 'working-tree'}{'+changes' if revision.commit and revision.dirty else ''}"


def facts_that_differ(old: pipeline.Built, new: pipeline.Built) -> dict[str, tuple[str | None, str | None]]:
    """Facts as they are shown, of the old side and of the new one; None where a side does not have it."""
    sides = [built.prepared.resolved for built in (old, new) if built.prepared.resolved]
    said = [{key: one.language.shown(value) for key, value in one.draft.facts.items()} for one in sides]
    both = {key: (said[0].get(key), said[1].get(key)) for key in {**said[0], **said[1]}}
    return {key: (one, other) for key, (one, other) in both.items() if one != other}
