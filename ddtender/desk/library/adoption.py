"""A house's own document as a template, proved by building with it before anybody is told that it can be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from lxml import etree
from msgspec import Struct

from ddtender import workspace as door
from ddtender.checks.rules.missing_template_section import missing_sections
from ddtender.checks.tags import read_tags
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.pipeline import Request, build
from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.library.codes import UNREADABLE_TEMPLATE
from ddtender.library.missing import missing_files
from ddtender.library.places import DEFAULT_TEMPLATES, SCENARIOS
from ddtender.library.templates import read_template
from ddtender.model import Template
from ddtender.office.kinds import kind_of
from ddtender.office.package import PackageError, W, main_text, open_package
from ddtender.office.packaging import serialize, write
from ddtender.render.adopt import Adopted, adopt
from ddtender.stamp import Stamp
from ddtender.workspace.disk import from_here

_MAIN = "word/document.xml"
#: The scenario with the most clauses, where a library has it.
_SCENARIO = "high"
_NOTHING = "; nothing was written"


class Proved(Struct, frozen=True):
    """What has become of the document, or None, and what is wrong with it; ``missing`` are the sections for which it
    has no tag yet."""

    adopted: Adopted | None
    missing: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class AdoptedTemplate(Struct, frozen=True):
    """The ``content`` of a document that will do as a template, how many styles were ``added``, what is to be ``told``
    of it, the sections that still have no tag, and what was found."""

    content: bytes
    added: int
    told: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def adopted_from(root: Path, document: Path, name: str) -> AdoptedTemplate:
    """``adopted`` for a document on disk and the workspace ``root``. Raises Refused, Misused, WorkspaceError."""
    sources = door.read_sources(root)
    if missing := missing_files(sources.files, DEFAULT_TEMPLATES):
        raise Refused([one.finding for one in missing], _NOTHING)
    for path in DEFAULT_TEMPLATES:
        if faults := read_template(path, name, sources.files[path])[1]:
            raise Refused(faults, _NOTHING)
    try:
        stamp = Stamp(False, door.moment_of(root))
        proved = adopted(sources.files, from_here(document), name, door.read_bytes(document), stamp)
    except PackageError as error:
        raise Misused(f"{document}: {error}", "DOCUMENT") from None
    made = proved.adopted
    if made is None:
        raise Refused(proved.diagnostics, _NOTHING)
    return AdoptedTemplate(made.content, len(made.added), tuple(made.told), proved.missing, proved.diagnostics)


def adopted(files: Mapping[str, bytes], document: str, name: str, content: bytes, stamp: Stamp) -> Proved:
    """Adopt ``content``, as findings call it ``document``, for the template ``name`` (tender or contract).

    ``files`` are those of the workspace. Tags that are missing are for a person to put in: the proof is a build of a
    copy that has them at its end. Raises PackageError when the document, or the template that styles are taken from,
    is not sound.
    """
    kind = kind_of(content)
    if kind and kind.use:
        raise PackageError(f"this is {kind.name}, not a document of your own; {kind.use}")
    ours = next(path for path in DEFAULT_TEMPLATES if PurePosixPath(path).stem == name)
    made = adopt(content, files[ours])
    path = f"adopted/{name}.docx"
    template, findings = read_template(path, name, made.content)
    if template is None:
        return Proved(None, (), _called(findings, {path: document}))
    missing = tuple(missing_sections(template, read_tags(template)))
    templates = tuple(path if one == ours else one for one in DEFAULT_TEMPLATES)
    stems = sorted(PurePosixPath(one).stem for one in files if one.startswith(f"{SCENARIOS}/"))
    scenario = _SCENARIO if _SCENARIO in stems or not stems else stems[-1]
    copy = {**{one: data for one, data in files.items() if one != ours}, path: _with_tags(template, missing)}
    built = build(copy, Request(scenario), stamp, templates)
    about = [found for found in built.diagnostics if found.location.path in (path, f"{name}.docx")]
    if has_errors(built.diagnostics) and not has_errors(about):
        about.append(_unproved(document))
    faults = _called(about, {path: document, f"{name}.docx": document})
    return Proved(None if has_errors(faults) else made, missing, faults)


def _with_tags(template: Template, names: tuple[str, ...]) -> bytes:
    """The template with a paragraph for each of these sections at its end."""
    parts = open_package(template.content)
    document = main_text(parts)
    body = document.find(W + "body")
    assert body is not None
    for name in names:
        paragraph = etree.Element(W + "p")
        text = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t")
        text.text = f"{{{{p {name} }}}}"
        last = body.find(W + "sectPr")
        if last is None:
            body.append(paragraph)
        else:
            last.addprevious(paragraph)
    return write({**parts, _MAIN: serialize(document)})


def _called(findings: list[Diagnostic], names: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The findings at the places as the person who asked knows them."""
    return tuple(
        found._replace(location=found.location._replace(path=names.get(found.location.path, found.location.path)))
        for found in findings
    )


def _unproved(document: str) -> Diagnostic:
    message = "the library here has errors, so that no build can prove that this document will do as a template"
    return Diagnostic(UNREADABLE_TEMPLATE, Location(document), message, "`ddtender check` shows the errors.")
